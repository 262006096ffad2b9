"""One connection to a model's endpoint: HTTP/1.1 by callbacks, from the socket's bytes to an answer's head and body."""

from __future__ import annotations

import asyncio
import zlib
from typing import Any, Protocol, cast

import httptools
import httpx2

from professor_lock.model.address import Address
from professor_lock.model.transport import TAIL_S

MAX_HEAD_BYTES = 64 * 1024
DECODED_AT_ONCE = 1024 * 1024
GZIP_OR_ZLIB = 47
"""zlib's window bits that accept either header."""
BARE_DEFLATE = -15
LENIENT = dict.fromkeys(
    (
        *("lenient_headers", "lenient_chunked_length", "lenient_optional_lf_after_cr", "lenient_data_after_close"),
        *("lenient_optional_cr_before_lf", "lenient_optional_crlf_after_chunk", "lenient_spaces_after_chunk_size"),
    ),
    True,
)
"""Forms of HTTP that simple servers and gateways send. They are dangerous where several clients share a connection."""


class Answered(Protocol):
    """Receives one HTTP response."""

    def head(self, status: int, headers: dict[str, str]) -> None:
        """The response has begun."""

    def body(self, piece: bytes) -> None:
        """A piece of the body."""

    def over(self, error: BaseException | None, *, untouched: bool = False) -> None:
        """The response is over. `untouched`: the connection ended before its first byte."""


class Pool(Protocol):
    """Manages connections."""

    def opened(self, connection: Connection) -> None:
        """The connection was made."""

    def free(self, connection: Connection) -> None:
        """The connection can take another request."""

    def closed(self, connection: Connection) -> None:
        """The connection was closed."""


class Connection(asyncio.Protocol):
    """One connection, one request at a time."""

    transport: asyncio.Transport

    def __init__(self, pool: Pool, address: Address) -> None:
        self.address = address
        self.exchange: Answered | None = None
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
        self._has_inflated = False

    def send(self, exchange: Answered, head: bytes, body: bytes) -> None:
        """Send a request; its response goes to `exchange`."""
        self._clear()
        self.exchange = exchange
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**LENIENT)
        self._heard_at = asyncio.get_running_loop().time()
        self.transport.write(head + body)

    def pause(self) -> None:
        """Stop reading from the socket."""
        if not self._paused and not self.transport.is_closing():
            self._paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        """Continue reading."""
        if self._paused and not self.transport.is_closing():
            self._paused = False
            self._heard_at = asyncio.get_running_loop().time()
            self.transport.resume_reading()

    def finish_soon(self) -> None:
        """Ignore the rest of the response. If it does not end within a moment, the connection is closed."""
        self._gives_up_at = asyncio.get_running_loop().time() + TAIL_S
        self.resume()

    def look(self, now: float, *, silence_s: float, idle_s: float) -> None:
        """Close the connection if it has been silent for too long; `now` is on the loop's clock."""
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
            self.transport.abort()  # a response without a request
            return
        self._heard_at = asyncio.get_running_loop().time()
        self._is_begun = True
        if not self._has_head:
            self._head_bytes += len(data)
        broken = False
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            broken = True  # what was read before counts: an answer may be whole by then
            self._stays_open = False
        if not self._has_head:
            if broken:
                self._fail(httpx2.RemoteProtocolError("not HTTP"))
            elif self._head_bytes > MAX_HEAD_BYTES:
                self._fail(httpx2.RemoteProtocolError("a head without end"))
            return
        try:
            self._tell()
        except zlib.error:
            self._fail(httpx2.RemoteProtocolError("the body is not encoded as its head says"))
            return
        if self._is_whole:
            self._end()
        elif broken:
            self._fail(httpx2.RemoteProtocolError("the body breaks HTTP's form"))

    def _tell(self) -> None:
        """Pass on what the parser has read."""
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
                self.exchange.body(self._inflated(body))
                body = self._inflating.unconsumed_tail
                if not body and self._inflating.eof and self._inflating.unused_data:
                    body = self._inflating.unused_data  # each piece of the answer was compressed on its own
                    self._inflating = zlib.decompressobj(GZIP_OR_ZLIB)

    def _inflated(self, body: bytes) -> bytes:
        try:
            return bytes(self._inflating.decompress(body, DECODED_AT_ONCE))
        except zlib.error:
            if self._has_inflated or self._headers.get("content-encoding", "").lower() != "deflate":
                raise
            self._inflating = zlib.decompressobj(BARE_DEFLATE)  # without zlib's header, as some servers read HTTP
            return bytes(self._inflating.decompress(body, DECODED_AT_ONCE))
        finally:
            self._has_inflated = True

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

    def on_message_begin(self) -> None:
        if self._is_whole:
            raise ValueError("bytes behind the end of a response")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        if self._parser.get_status_code() < 200:
            return  # an interim response (100, 103): the final one follows
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
            doubtful = "content-length" in self._headers and "transfer-encoding" in self._headers
            self._stays_open = self._parser.should_keep_alive() and not doubtful
        else:
            self._headers = {}
