"""The network address of a model's endpoint, and the head of an HTTP request to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpx2

from professor_lock.sources.proxies import proxy_for

OURS = frozenset({"host", "content-length", "transfer-encoding", "connection"})
"""Headers that this module sets itself."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address that a URL names, with the parts of a request's head that depend on it."""

    host: str
    port: int
    secure: bool
    request_line: bytes
    host_header: bytes
    usable: bool
    """Whether a request can go there directly, without a proxy."""

    @property
    def origin(self) -> tuple[str, int, bool]:
        """The key under which connections to this address are pooled."""
        return self.host, self.port, self.secure


def address_of(url: str) -> Address:
    """The address of a URL. It is not `usable` where the environment names a proxy for it."""
    parts = httpx2.URL(url)
    secure = parts.scheme == "https"
    proxied = proxy_for(parts.scheme, parts.host)
    return Address(
        host=parts.raw_host.decode("ascii").strip("[]"),
        port=parts.port or (443 if secure else 80),
        secure=secure,
        request_line=b"POST %b HTTP/1.1\r\n" % parts.raw_path,
        host_header=b"host: %b\r\n" % parts.netloc,
        usable=parts.scheme in ("http", "https") and bool(parts.host) and not parts.userinfo and proxied is None,
    )


def request_head(address: Address, headers: Mapping[str, str], body_bytes: int) -> bytes:
    """Request line and headers. ValueError for a header with a line break in it."""
    given = headers.get("host")
    lines = [address.request_line, b"host: %b\r\n" % given.encode() if given else address.host_header]
    for name, value in headers.items():
        if name.lower() in OURS:
            continue
        line = f"{name}: {value}".encode()
        if any(mark in line for mark in (b"\r", b"\n", b"\0")):
            raise ValueError("a header holds a line break")
        lines.append(line + b"\r\n")
    lines.append(b"content-length: %d\r\n\r\n" % body_bytes)
    return b"".join(lines)
