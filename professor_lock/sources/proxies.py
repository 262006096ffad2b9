"""The proxies that the environment names (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY) on the way to other services.

A proxy that cannot be used is left out, and neither stops the start nor keeps the others from being used: SOCKS needs a
package that is not shipped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from urllib.request import getproxies, proxy_bypass

import httpx2

logger = logging.getLogger("professor_lock.http")

USABLE_SCHEMES = ("http", "https")


def proxy_for(scheme: str, host: str) -> str | None:
    """The proxy's address on the way to a host, None where it is asked directly."""
    named = getproxies()
    proxies = [usable for one in (named.get(scheme), named.get("all")) if one and (usable := _usable(one))]
    return proxies[0] if proxies and not proxy_bypass(host) else None


@cache
def _usable(proxy: str) -> str | None:
    """A proxy's address with its scheme; None, said once in the log, for one that cannot be used."""
    address = proxy.strip() if "://" in proxy else f"http://{proxy.strip()}"
    try:
        url = httpx2.Proxy(address).url
        problem = "" if url.host and url.scheme in USABLE_SCHEMES else "its scheme is not http or https"
    except (ValueError, TypeError, httpx2.InvalidURL) as error:
        problem = type(error).__name__
    if not problem:
        return address
    logger.warning("a proxy of the environment cannot be used, and is left out: %s", problem)  # it may hold a password
    return None


class ByProxy(httpx2.AsyncBaseTransport):
    """Sends each request by the proxy that is named for its address, and directly where none is.

    `make` makes the transport of one proxy, or the direct one for None, with the first request that needs it.
    """

    def __init__(self, make: Callable[[httpx2.Proxy | None], httpx2.AsyncBaseTransport]) -> None:
        self._make = make
        self._made: dict[str | None, httpx2.AsyncBaseTransport] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        proxy = proxy_for(request.url.scheme, request.url.host)
        transport = self._made.get(proxy)
        if transport is None:
            transport = self._made[proxy] = self._make(None if proxy is None else httpx2.Proxy(proxy))
        return await transport.handle_async_request(request)

    async def aclose(self) -> None:
        for transport in self._made.values():
            await transport.aclose()
