"""What an HTTP request says about where this server is reached."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import AnyUrl, ValidationError
from starlette.requests import HTTPConnection

from professor_lock.settings import Settings

HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\])(?::\d{1,5})?")
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


def base_url_of(request: HTTPConnection, settings: Settings) -> str:
    """Where the caller's browser reaches this server: PP_PUBLIC_URL, else where the request came to.

    A Host header that was made up only misleads its own author: links are sent to nobody but who asked, and the token
    in them is theirs. In production an edge before the server speaks TLS.
    """
    if settings.public_url is not None:
        return settings.public_url
    said = request.headers.get("host", "")
    host = said if _is_host(said) else f"localhost:{settings.port}"
    forwarded = request.headers.get("x-forwarded-proto", "") if settings.trust_proxy else ""
    at_an_edge = settings.production and not host.startswith(THIS_MACHINE)
    return f"{'https' if at_an_edge or forwarded == 'https' else request.scope['scheme']}://{host}"


@lru_cache(maxsize=256)
def _is_host(said: str) -> bool:
    """Whether a link can lead there. What has the letters of an address can still be none: 1.2.3.4.5, port 99999.

    Cached, because most requests come to one host.
    """
    if not HOST.fullmatch(said):
        return False
    try:
        AnyUrl(f"http://{said}")
    except ValidationError:
        return False
    return True
