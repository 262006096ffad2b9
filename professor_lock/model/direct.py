"""HTTP/1.1 to a model's endpoint by callbacks: an answer needs no task, and a read no timer of its own.

A token of a stream then costs one read of the socket and one call of the receiver. `DirectTransport` keeps connections
open for the next request and looks after all silent ones with one timer. What it does not do itself it leaves to
another transport: proxies, redirects, a name and password in the address.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.request import getproxies, proxy_bypass

import httptools
import httpx2
from aiohappyeyeballs import start_connection

from professor_lock.model.endpoint import Endpoint
from professor_lock.model.transport import TAIL_S, Exchange, Receiver, Transport

IDLE_S = 30.0
"""How long a connection without a request is kept."""
MOST_IDLE = 100
LOOK_S = 1.0
"""How often silent connections are looked for, at most; more often when the longest silence is short."""
STAGGER_S = 0.25
"""How long one of a host's addresses may take before the next one is tried as well (RFC 8305)."""
MAX_HEAD_BYTES = 64 * 1024
DECODED_AT_ONCE = 1024 * 1024
GZIP_OR_ZLIB = 47
"""zlib's window bits for either header."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OURS = frozenset({"host", "content-length", "transfer-encoding", "connection"})
"""Headers that follow from the request itself."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a URL leads."""

    host: str
    port: int
    secure: bool
    request_line: bytes
    host_header: bytes
    usable: bool
    """Whether it can be asked directly."""

    @property
    def origin(self) -> tuple[str, int, bool]:
        """What a connection belongs to."""
        return self.host, self.port, self.secure


class DirectTransport:
    """Connections of its own to endpoints. `tls` checks their certificates, `fallback` takes what is not done here.

    An answer that is silent for `silence_s` is given up, a connection that is not made in `connect_s` as well.
    """

    def __init__(
        self,
        fallback: Transport,
        tls: Callable[[], ssl.SSLContext],
        *,
        silence_s: float,
        connect_s: float,
        idle_s: float = IDLE_S,
    ) -> None:
        self._fallback, self._tls = fallback, tls
        self._silence_s, self._connect_s, self._idle_s = silence_s, connect_s, idle_s
        self._addresses: dict[str, Address] = {}
        self._redirected: set[str] = set()
        self._idle: dict[tuple[str, int, bool], list[_Connection]] = {}
        self._open: set[_Connection] = set()
        self._timer: asyncio.TimerHandle | None = None

    def post(self, endpoint: Endpoint, body: bytes, receiver: Receiver) -> Exchange:
        """Send a request; its answer goes to `receiver`."""
        address = self._address(endpoint.url)
        if not address.usable or endpoint.url in self._redirected:
            return self._fallback.post(endpoint, body, receiver)
        return _DirectExchange(self, address, endpoint, body, receiver)

    async def aclose(self) -> None:
        """Close every connection."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for connection in list(self._open):
            connection.transport.abort()
        self._open.clear()
        self._idle.clear()

    def _address(self, url: str) -> Address:
        known = self._addresses.get(url)
        if known is None:
            if len(self._addresses) > MOST_IDLE:
                self._addresses.clear()
            known = self._addresses[url] = address_of(url)
        return known

    # For exchanges and connections

    def hand_over(self, endpoint: Endpoint, body: bytes, receiver: Receiver) -> Exchange:
        """The address answers with a redirect: from now on the other transport asks there."""
        self._redirected.add(endpoint.url)
        return self._fallback.post(endpoint, body, receiver)

    def idle_connection(self, address: Address) -> _Connection | None:
        """An open connection that waits for a request."""
        idle = self._idle.get(address.origin, [])
        while idle:
            connection = idle.pop()
            if not connection.transport.is_closing():
                return connection
        return None

    async def connect(self, address: Address) -> _Connection:
        """A new connection. Raises httpx2's errors, which the receivers know."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._connect_s):
                found = await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
                opened = await start_connection(found, happy_eyeballs_delay=STAGGER_S, interleave=1)
                opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                secured: dict[str, Any] = {}
                if address.secure:
                    secured = {"ssl": self._tls(), "server_hostname": address.host}
                _, connection = await loop.create_connection(lambda: _Connection(self, address), sock=opened, **secured)
        except TimeoutError as error:
            raise httpx2.ConnectTimeout("no connection in time") from error
        except (OSError, UnicodeError) as error:
            raise httpx2.ConnectError("no connection") from error
        return connection

    def opened(self, connection: _Connection) -> None:
        """Look after this connection from now on."""
        self._open.add(connection)
        if self._timer is None:
            self._look_again()

    def free(self, connection: _Connection) -> None:
        """A connection has its answer and may be asked again."""
        idle = self._idle.setdefault(connection.address.origin, [])
        if len(idle) >= MOST_IDLE:
            connection.transport.close()
        else:
            idle.append(connection)

    def closed(self, connection: _Connection) -> None:
        """A connection is gone."""
        self._open.discard(connection)
        idle = self._idle.get(connection.address.origin, [])
        if connection in idle:
            idle.remove(connection)

    def _look(self) -> None:
        now = asyncio.get_running_loop().time()
        for connection in list(self._open):
            connection.look(now, silence_s=self._silence_s, idle_s=self._idle_s)
        self._timer = None
        if self._open:
            self._look_again()

    def _look_again(self) -> None:
        delay = min(LOOK_S, self._silence_s / 4)
        self._timer = asyncio.get_running_loop().call_later(delay, self._look)


def address_of(url: str) -> Address:
    """Where a URL leads, and whether nothing stands between: the environment may name a proxy for it."""
    parts = httpx2.URL(url)
    secure = parts.scheme == "https"
    proxies = getproxies()
    proxied = bool(proxies.get(parts.scheme) or proxies.get("all")) and not proxy_bypass(parts.host)
    return Address(
        host=parts.raw_host.decode("ascii").strip("[]"),
        port=parts.port or (443 if secure else 80),
        secure=secure,
        request_line=b"POST %b HTTP/1.1\r\n" % parts.raw_path,
        host_header=b"host: %b\r\n" % parts.netloc,
        usable=parts.scheme in ("http", "https") and bool(parts.host) and not parts.userinfo and not proxied,
    )


class _DirectExchange:
    """One request and its answer."""

    def __init__(
        self, transport: DirectTransport, address: Address, endpoint: Endpoint, body: bytes, receiver: Receiver
    ) -> None:
        self._transport, self._address, self._endpoint, self._body = transport, address, endpoint, body
        self._receiver: Receiver | None = receiver
        self._connection: _Connection | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._instead: Exchange | None = None
        self._paused = False
        self._reused = False
        connection = transport.idle_connection(address)
        if connection is not None:
            self._reused = True
            self._send(connection)
        else:
            self._connecting = asyncio.create_task(self._connect())

    # As the door sees it

    def pause(self) -> None:
        """Read nothing for now."""
        self._paused = True
        if self._instead is not None:
            self._instead.pause()
        elif self._connection is not None:
            self._connection.pause()

    def resume(self) -> None:
        """Read on."""
        self._paused = False
        if self._instead is not None:
            self._instead.resume()
        elif self._connection is not None:
            self._connection.resume()

    async def finish(self) -> None:
        """The answer is known: what is left of its body is read and thrown away, for the connection's sake."""
        self._receiver = None
        if self._instead is not None:
            await self._instead.finish()
        elif self._connection is not None:
            self._connection.finish_soon()

    async def close(self) -> None:
        """Read no more; what is left is lost."""
        self._receiver = None
        if self._instead is not None:
            await self._instead.close()
        elif self._connecting is not None and not self._connecting.done():
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        elif self._connection is not None:
            self._connection.transport.abort()

    # Sending

    async def _connect(self) -> None:
        try:
            connection = await self._transport.connect(self._address)
        except httpx2.TransportError as error:
            self.over(error)
            return
        if self._receiver is None:
            connection.transport.abort()
        else:
            self._send(connection)

    def _send(self, connection: _Connection) -> None:
        try:
            head = _head(self._address, self._endpoint, len(self._body))
        except ValueError as error:
            connection.transport.abort()
            asyncio.get_running_loop().call_soon(self.over, httpx2.LocalProtocolError(str(error)))
            return
        self._connection = connection
        connection.send(self, head, self._body)
        if self._paused:
            connection.pause()

    # From the connection

    def head(self, status: int, headers: dict[str, str]) -> None:
        """The answer has begun."""
        receiver = self._receiver
        if receiver is None:
            return
        if status in REDIRECTS and "location" in headers and self._connection is not None:
            self._connection.exchange = None
            self._connection.transport.abort()
            self._connection, self._receiver = None, None
            self._instead = self._transport.hand_over(self._endpoint, self._body, receiver)
            return
        self._body = b""
        receiver.head(status, headers)

    def body(self, piece: bytes) -> None:
        """A piece of the body."""
        if self._receiver is not None:
            self._receiver.body(piece)

    def over(self, error: BaseException | None, *, untouched: bool = False) -> None:
        """The answer is over. `untouched`: the connection ended before a byte of it had come."""
        self._connection = None
        if untouched and self._reused and self._receiver is not None:
            self._reused = False  # the endpoint closed a connection that was idle: not an answer to this request
            self._connecting = asyncio.create_task(self._connect())
            return
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.over(error)


class _Connection(asyncio.Protocol):
    """One connection, one request at a time."""

    transport: asyncio.Transport

    def __init__(self, pool: DirectTransport, address: Address) -> None:
        self.address = address
        self.exchange: _DirectExchange | None = None
        self._pool = pool
        self._parser: Any = None
        self._paused = False
        self._heard_at = 0.0
        self._gives_up_at: float | None = None
        self._clear()

    def _clear(self) -> None:
        self._headers: dict[str, str] = {}
        self._head_bytes = 0
        self._is_begun = self._has_head = self._has_told_head = self._is_whole = False
        self._until_closed = self._stays_open = False
        self._pieces: list[bytes] = []
        self._inflating: Any = None

    def send(self, exchange: _DirectExchange, head: bytes, body: bytes) -> None:
        """Send a request; its answer goes to `exchange`."""
        self._clear()
        self.exchange = exchange
        self._parser = httptools.HttpResponseParser(self)
        self._heard_at = asyncio.get_running_loop().time()
        self.transport.write(head + body)

    def pause(self) -> None:
        """Read nothing for now."""
        if not self._paused and not self.transport.is_closing():
            self._paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        """Read on."""
        if self._paused and not self.transport.is_closing():
            self._paused = False
            self._heard_at = asyncio.get_running_loop().time()
            self.transport.resume_reading()

    def finish_soon(self) -> None:
        """Nobody wants the rest of this answer: it may come for a moment, then the connection is closed."""
        self._gives_up_at = asyncio.get_running_loop().time() + TAIL_S
        self.resume()

    def look(self, now: float, *, silence_s: float, idle_s: float) -> None:
        """Give up what has been silent for too long."""
        if self._gives_up_at is not None:
            if now >= self._gives_up_at:
                self.transport.abort()
        elif self.exchange is None:
            if now - self._heard_at >= idle_s:
                self.transport.close()
        elif not self._paused and now - self._heard_at >= silence_s:
            self._fail(httpx2.ReadTimeout("the endpoint was silent for too long"))

    # From the socket

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._heard_at = asyncio.get_running_loop().time()
        self._pool.opened(self)

    def data_received(self, data: bytes) -> None:
        if self.exchange is None:
            self.transport.abort()  # an answer that nobody has asked for
            return
        self._heard_at = asyncio.get_running_loop().time()
        self._is_begun = True
        if not self._has_head:
            self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail(httpx2.RemoteProtocolError("not HTTP"))
            return
        if not self._has_head:
            if self._head_bytes > MAX_HEAD_BYTES:
                self._fail(httpx2.RemoteProtocolError("a head without end"))
            return
        try:
            self._tell()
        except zlib.error:
            self._fail(httpx2.RemoteProtocolError("the body is not encoded as its head says"))
            return
        if self._is_whole:
            self._end()

    def _tell(self) -> None:
        """Hand on what the parser has found."""
        if not self._has_told_head and self.exchange is not None:
            self._has_told_head = True
            self.exchange.head(self._parser.get_status_code(), self._headers)
        if self._pieces:
            body = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
            self._pieces.clear()
            if self._inflating is None:
                if self.exchange is not None:
                    self.exchange.body(body)
                return
            while body and self.exchange is not None:
                self.exchange.body(self._inflating.decompress(body, DECODED_AT_ONCE))
                body = self._inflating.unconsumed_tail

    def connection_lost(self, error: Exception | None) -> None:
        self._pool.closed(self)
        exchange, self.exchange = self.exchange, None
        if exchange is None:
            return
        if error is None and self._until_closed:
            exchange.over(None)
        else:
            failure = httpx2.ReadError("the connection broke off")
            exchange.over(failure, untouched=not self._is_begun)

    def _end(self) -> None:
        exchange, self.exchange = self.exchange, None
        self._parser = None
        self._gives_up_at = None
        if self._stays_open and not self.transport.is_closing():
            self.resume()
            self._pool.free(self)
        else:
            self.transport.close()
        if exchange is not None:
            exchange.over(None)

    def _fail(self, error: httpx2.TransportError) -> None:
        exchange, self.exchange = self.exchange, None
        self.transport.abort()
        if exchange is not None:
            exchange.over(error)

    # From the parser

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        if self._parser.get_status_code() < 200:
            return  # a word on the way (100, 103): the answer follows
        self._has_head = True
        chunked = "chunked" in self._headers.get("transfer-encoding", "").lower()
        self._until_closed = not chunked and "content-length" not in self._headers
        if self._headers.get("content-encoding", "").lower() in ("gzip", "x-gzip", "deflate"):
            self._inflating = zlib.decompressobj(GZIP_OR_ZLIB)

    def on_body(self, body: bytes) -> None:
        self._pieces.append(body)

    def on_message_complete(self) -> None:
        if self._has_head:
            self._is_whole = True
            self._stays_open = self._parser.should_keep_alive()
        else:
            self._headers = {}


def _head(address: Address, endpoint: Endpoint, body_bytes: int) -> bytes:
    """Request line and headers. ValueError for a header that would end its line."""
    given = endpoint.headers.get("host")
    lines = [address.request_line, b"host: %b\r\n" % given.encode() if given else address.host_header]
    for name, value in endpoint.headers.items():
        if name.lower() in OURS:
            continue
        line = f"{name}: {value}".encode()
        if any(mark in line for mark in (b"\r", b"\n", b"\0")):
            raise ValueError("a header holds a line break")
        lines.append(line + b"\r\n")
    lines.append(b"content-length: %d\r\n\r\n" % body_bytes)
    return b"".join(lines)
