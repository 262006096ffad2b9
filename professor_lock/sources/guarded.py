"""Fetching a page whose address came from outside: a search result, a webhook, a link in a message.

Only public addresses are connected to. The name is resolved here, every answer is judged, and the connection goes to
the judged address itself, so that a name cannot change its mind between the look and the leap. Every redirect starts
over. Time and size are bounded.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import httpcore2
import httpx2

from professor_lock.errors import BadInput, SourceUnavailable

SOURCE = "that page"
TIMEOUT_S = 8.0
CONNECT_TIMEOUT_S = 4.0
MAX_BYTES = 2 * 1024 * 1024
MAX_REDIRECTS = 3
MAX_URL_CHARS = 2048
PORTS = frozenset({80, 443})
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_ISATAP = 0x00005EFE
"""The middle of an IPv6 address that wraps an IPv4 one in its last 32 bits (RFC 5214)."""
_NOT_YET_KNOWN_AS_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""Not on the internet, whatever this Python's own table says of them."""

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the final address, its status, its media type in lower case and its bytes."""

    url: str
    status: int
    media_type: str
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet; addresses wrapped in IPv6 are judged by what they wrap.

    >>> [is_public(a) for a in ("93.184.216.34", "169.254.169.254", "::ffff:a9fe:a9fe", "::1", "64:ff9b::a9fe:a9fe")]
    [True, False, False, False, False]
    """
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        for wrapped in (ip.ipv4_mapped, ip.sixtofour, _nat64(ip), _compatible(ip)):
            if wrapped is not None:
                return is_public(str(wrapped))
        if ip not in _GLOBAL_UNICAST or int(ip) >> 32 & 0xFCFFFFFF == _ISATAP or ip.teredo is not None:
            return False
    if any(ip in network for network in _NOT_YET_KNOWN_AS_SPECIAL if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, by the system's resolver, off the event loop."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnavailable("That address cannot be found.", source=SOURCE) from error
    return [str(entry[4][0]) for entry in found]


class GuardedClient:
    """Fetches public pages. `resolver` and `allowed` are there for tests, which have only this machine to talk to."""

    def __init__(self, *, resolver: Resolver = resolve, allowed: Callable[[str], bool] = is_public) -> None:
        backend = _GuardedBackend(resolver, allowed)
        pool = httpcore2.AsyncConnectionPool(network_backend=backend, max_connections=20, retries=0)
        transport = httpx2.AsyncHTTPTransport(retries=0, trust_env=False)
        transport._pool = pool
        self._client = httpx2.AsyncClient(
            transport=transport,
            follow_redirects=False,
            trust_env=False,
            timeout=httpx2.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
            headers={"User-Agent": "professor-lock/0.1"},
        )

    async def fetch(self, url: str) -> Page:
        """GET a page, following a few redirects, each judged anew.

        BadInput for an address that may not be fetched; SourceUnavailable for one that cannot.
        """
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await self._follow(url)
        except TimeoutError as error:
            raise SourceUnavailable("That page took too long.", source=SOURCE) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpcore2.NetworkError) as error:
            raise SourceUnavailable("That page cannot be reached.", source=SOURCE) from error

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _follow(self, url: str) -> Page:
        for _ in range(MAX_REDIRECTS + 1):
            checked = _checked(url)
            async with self._client.stream("GET", checked) as response:
                location = response.headers.get("location")
                if response.status_code in REDIRECTS and location:
                    url = urljoin(str(checked), location)
                    continue
                body = bytearray()
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > MAX_BYTES:
                        raise SourceUnavailable("That page is too large.", source=SOURCE)
                media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                return Page(str(checked), response.status_code, media_type, bytes(body))
        raise SourceUnavailable("That page redirects too often.", source=SOURCE)


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Opens connections to judged addresses only; TLS still checks the name that was asked for."""

    def __init__(self, resolver: Resolver, allowed: Callable[[str], bool]) -> None:
        self._inner = httpcore2.AnyIOBackend()
        self._resolver = resolver
        self._allowed = allowed

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the interface's own
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await self._resolver(host, port)
        # One bad answer condemns the name: it is how rebinding mixes a public face with a private one.
        if not addresses or not all(self._allowed(address) for address in addresses):
            raise BadInput("That address is not a public one.", field="url")
        refused: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses:  # a host without IPv6 cannot reach the address that often comes first
            try:
                return await self._inner.connect_tcp(address, port, timeout=timeout, local_address=local_address)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                refused = error
        assert refused is not None
        raise refused

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  the interface's own
        socket_options: object = None,
    ) -> httpcore2.AsyncNetworkStream:
        raise BadInput("That address is not a public one.", field="url")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def _checked(url: str) -> httpx2.URL:
    """An http(s) address without credentials on a usual port. One parser reads it and the same one connects."""
    if len(url) > MAX_URL_CHARS:
        raise BadInput("That address is too long.", field="url")
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise BadInput("That is not an address of a page.", field="url") from error
    port = parsed.port or {"http": 80, "https": 443}.get(parsed.scheme, 0)
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo:
        raise BadInput("That is not an address of a page.", field="url")
    if port not in PORTS:
        raise BadInput("Pages are only fetched from the usual ports.", field="url")
    return parsed


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    network = ipaddress.IPv6Network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in network else None


def _compatible(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The long deprecated ::a.b.c.d form, which some systems still route."""
    low = int(ip) & 0xFFFFFFFF
    return ipaddress.IPv4Address(low) if int(ip) >> 32 == 0 and low > 1 else None
