"""In development only requests by a local name are answered.

A page anywhere on the web can have a name of its own point at 127.0.0.1 (DNS rebinding). To the browser that name is
the page's own site, so neither CORS nor SameSite cookies keep the page from reading what it asks. The `Host` header
still holds the page's name, and this is where it is refused. Production has sign-in instead, and any name.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from professor_lock.http.middleware import error_response
from professor_lock.settings import Settings


class LocalNamesOnly:
    """Answers 403 to requests for a name that is neither local nor one of `names`.

    `any_address`: an address in digits is fine as well, because the server listens for the network on purpose.
    """

    def __init__(self, app: ASGIApp, *, names: frozenset[str], any_address: bool) -> None:
        self.app = app
        self._names = names
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._is_answered(Headers(scope=scope).getlist("host")):
            await self.app(scope, receive, send)
            return
        current = str(scope.get("state", {}).get("request_id", ""))
        message = "In development this server answers to local names only. PP_PUBLIC_URL adds one."
        await error_response(403, message, "not_a_local_name", current)(scope, receive, send)

    def _is_answered(self, hosts: list[str]) -> bool:
        """Browsers always send one Host header; a request without one does not come from a browser."""
        return all(self._is_local(host_name(host)) for host in hosts)

    def _is_local(self, name: str) -> bool:
        if name in self._names or name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self._any_address


def local_names(settings: Settings) -> tuple[frozenset[str], bool]:
    """The names a development server answers to beside the local ones, and whether to any address in digits."""
    public = (urlsplit(settings.public_url).hostname or "") if settings.public_url else ""
    names = frozenset(name.lower() for name in (public, settings.host) if name)
    return names, settings.host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def host_name(host: str) -> str:
    """The name in a Host header, in lower case and without a port; "" for what is none.

    >>> host_name("LocalHost:8000"), host_name("[::1]:8000"), host_name("a b"), host_name("localhost.")
    ('localhost', '::1', '', 'localhost')
    """
    try:
        parts = urlsplit(f"//{host.strip()}")
        if parts.path or parts.query or parts.fragment or parts.username is not None or " " in host.strip():
            return ""
        parts.port  # noqa: B018 - raises ValueError for what is no port
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
