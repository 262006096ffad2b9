"""uvicorn's HTTP protocol within bounds: how far a request has come, how long it may take, what is not sent yet.

uvicorn parses HTTP with httptools and bounds none of it: a head that never ends is collected in memory, a client that
connects and says nothing keeps its descriptor, a client that never reads keeps its answer.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

import httptools
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from professor_lock.http.connection_bounds import (
    HEALTH_PATHS,
)
from professor_lock.http.connections import Connections
from professor_lock.limits import neighbourhood
from professor_lock.user import CAME_AT

DIRECT_WRITE = "professor_lock.direct_write"
"""The extension of the ASGI scope by which a stream writes to its socket: a function that is given bytes of the body
that has begun, and answers whether it has written them. Where there is none, or it answers False, `send` is the way."""
WHEN_GONE = "professor_lock.when_gone"
"""The extension by which a stream learns that its client has gone: a function that is given what to call then."""
FIRST_BYTES_S = 0.5
"""So soon after a connection its first bytes count as having come with it."""
PIECE_BYTES = 16 * 1024
"""Bytes given to the parser at once: the bounds are judged between two pieces."""
DISCARDED_BYTES = 1024 * 1024
"""Bytes a refused client may still send before its connection is cut: cut at once, it would not read the refusal."""


class Phase(Enum):
    """What a connection's client is sending."""

    NOTHING_YET = "nothing yet"
    HEAD = "head"
    BODY = "body"
    BETWEEN = "between"
    """All of a request has arrived, and nothing of the next one."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer written below the application, as the JSON of every other error."""

    status: int
    code: str
    message: str
    retry_after_s: int | None = None

    def encode(self) -> bytes:
        """The whole response."""
        current = secrets.token_hex(16)
        body = json.dumps({"message": self.message, "code": self.code, "request_id": current}).encode()
        head = (
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\nx-request-id: {current}\r\n"
            "x-content-type-options: nosniff\r\ncache-control: no-store\r\nconnection: close\r\n"
        )
        if self.retry_after_s is not None:
            head += f"retry-after: {self.retry_after_s}\r\n"
        return STATUS_LINE[self.status] + head.encode() + b"\r\n" + body


MALFORMED = Refusal(400, "malformed_request", "That is not an HTTP request.")
HEAD_TOO_LARGE = Refusal(431, "headers_too_large", "The headers of the request are too large.")
TOO_MANY_PIPELINED = Refusal(400, "malformed_request", "Too many requests were sent before the first was answered.")
TOO_SLOW = Refusal(408, "too_slow", "The request did not arrive in time.")
FULL = Refusal(503, "too_many_connections", "The server has too many connections. Please try again.", 5)


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol within `Bounds`. `shared` is set by `protocol_class`."""

    shared: Connections

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.address = ""
        self.client_host = ""
        self._bounds = self.shared.bounds
        self._phase = Phase.NOTHING_YET
        self._phase_since = 0.0
        self._accepted_at = 0.0
        self._read_at = 0.0
        self._came_at = 0.0
        self._head_bytes = 0
        self._between_bytes = 0
        self._discarded = 0
        self._refused: Refusal | None = None
        self._closed = False
        self._may_ask_anything = True
        self._body_in_piece = False
        self._request_in_piece = False
        self._answered_at: float | None = None
        self._unsent_before = 0
        self._stuck_since: float | None = None
        self._when_gone: Callable[[], None] | None = None

    # --- the connection ---

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Judge a new connection before anything is read of it."""
        super().connection_made(transport)
        self.client_host = self.client[0] if self.client else ""
        self._phase_since = self.shared.now()
        self._accepted_at = self.shared.came_at()
        self._may_ask_anything = self.shared.admit(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Give back what the connection held."""
        self._forget()
        self._unset_keepalive_if_required()
        super().connection_lost(exc)
        self._tell_gone()

    def cut(self) -> None:
        """Close at once; what has not been sent is lost."""
        self._forget()
        self.transport.abort()

    def _forget(self) -> None:
        self._closed = True
        self.shared.head_bytes -= self._head_bytes
        self._head_bytes = 0
        self.shared.remove(self)

    # --- what arrives ---

    def data_received(self, data: bytes) -> None:
        """Give the parser what arrived, in pieces, and judge it after each."""
        if self._closed:
            return
        if self._refused is not None:
            self._discard(len(data))
            return
        self._unset_keepalive_if_required()
        # Nothing of the next request came before the end of the last answer: who sends more at once is the exception.
        self._read_at = max(self._earliest(), self._answered_at or 0.0)
        if self._phase in (Phase.NOTHING_YET, Phase.BETWEEN):
            self._enter(Phase.HEAD)
        whole = memoryview(data)
        for start in range(0, len(whole), PIECE_BYTES):
            self._feed(whole[start : start + PIECE_BYTES])
            if self._refused is not None or self._closed:
                return

    def _earliest(self) -> float:
        """The earliest moment at which what is read now can have come; the first bytes come with their connection."""
        with_connection = self._phase is Phase.NOTHING_YET and self.shared.now() - self._phase_since < FIRST_BYTES_S
        return self._accepted_at if with_connection else self.shared.came_at()

    def _feed(self, piece: memoryview) -> None:
        before = self._phase
        self._body_in_piece = self._request_in_piece = False
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade:
            pass  # no upgrade is offered: the request is answered as any other
        except httptools.HttpParserError:
            self.refuse(self._refused or MALFORMED)
            return
        if self._refused is not None:
            self.refuse(self._refused)
        elif self._phase is Phase.HEAD:
            # A head that began within this piece is counted from the next one on: it is a piece too long at most.
            if before is Phase.HEAD and not self._request_in_piece:
                self._count_head(len(piece))
        elif self._phase is Phase.BODY:
            self._between_bytes = 0 if self._body_in_piece or before is Phase.HEAD else self._between_bytes + len(piece)
            if self._between_bytes > self._bounds.between_bytes:
                self.refuse(HEAD_TOO_LARGE)

    def _count_head(self, count: int) -> None:
        self._head_bytes += count
        if self._head_bytes > self._bounds.head_bytes:
            self.refuse(HEAD_TOO_LARGE)
        else:
            self.shared.add_head_bytes(count)

    def _discard(self, count: int) -> None:
        self._discarded += count
        if self._discarded > DISCARDED_BYTES:
            self.cut()

    # --- what the parser finds ---

    def on_message_begin(self) -> None:
        """A request begins."""
        self._came_at = self._read_at
        self._enter(Phase.HEAD)
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or after the body a trailer: trailers are no part of the request and are left out."""
        if self._phase is not Phase.HEAD:
            return
        if len(self.headers) >= self._bounds.headers:
            self._refused = HEAD_TOO_LARGE
        else:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head has arrived: pass the request on if this connection may ask for it."""
        self.shared.head_bytes -= self._head_bytes
        self._head_bytes = 0
        self._enter(Phase.BODY)
        if len(self.pipeline) >= self._bounds.pipelined:
            self._refused = TOO_MANY_PIPELINED
        if self._refused is not None:
            return
        self.app = self.config.loaded_app if self._is_let_in() else _refuse_as_full
        self.start_request()

    def start_request(self) -> None:
        """Give the request whose head has arrived to the application."""
        self.shared.works(self)
        self._answered_at = None
        super().on_headers_complete()
        # The cycle holds its scope: a scope that held it as well would only be freed by the garbage collector.
        answered = weakref.ref(self.cycle)
        extensions: Any = {
            DIRECT_WRITE: partial(self.write_now, answered),
            WHEN_GONE: partial(self.when_gone, answered),
            CAME_AT: self._came_at,
        }
        self.cycle.scope["extensions"] = extensions

    def on_body(self, body: bytes) -> None:
        """A piece of a body."""
        self._body_in_piece = True
        if self._refused is None:
            self.take_body(body)

    def take_body(self, body: bytes) -> None:
        """Give a piece of a body to the application."""
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._request_in_piece = True
        self._enter(Phase.BETWEEN)
        if self._refused is None:
            self.end_body()

    def end_body(self) -> None:
        """Tell the application that the body is whole."""
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is whole: the connection waits for the next request, or for the rest of this one's body."""
        self._phase_since = self.shared.now()
        if not self.pipeline:
            self._answered_at = self._phase_since
            self.shared.answered(self.loop)
        super().on_response_complete()
        if self.shared.behind_proxy:
            self.shared.leave(self)
        if not self.is_answering:
            self.shared.waits(self)
        if not self._may_ask_anything and not self.transport.is_closing():
            self.transport.close()

    def _is_let_in(self) -> bool:
        if self.url.partition(b"?")[0].decode("latin-1") in HEALTH_PATHS:
            return True
        if not self._may_ask_anything:
            self._may_ask_anything = self.shared.has_place_for(self)
        if not (self._may_ask_anything and self.shared.behind_proxy):
            return self._may_ask_anything
        given = next((value for name, value in self.headers if name == b"x-real-ip"), b"")
        return self.shared.join(self, neighbourhood(given.decode("latin-1").strip()[:64]))

    def _enter(self, phase: Phase) -> None:
        if phase is not self._phase:
            self._phase = phase
            self._phase_since = self.shared.now()
            self._between_bytes = 0

    # --- what is sent ---

    @property
    def is_answering(self) -> bool:
        """Whether a request of this connection is being answered."""
        return bool(self.pipeline) or (self.cycle is not None and not self.cycle.response_complete)

    @property
    def unsent(self) -> int:
        """Bytes of answers that the client has not taken yet."""
        return 0 if self._closed else int(self.transport.get_write_buffer_size())

    def stuck_for(self, now: float) -> float | None:
        """Seconds since the client last took something of what waits for it; None when nothing waits."""
        return None if self._stuck_since is None else now - self._stuck_since

    def write_now(self, answered: weakref.ref[RequestResponseCycle], data: bytes) -> bool:
        """Write more of an answer's chunked body past `send`; False when it is over, or its client slow or gone."""
        cycle = answered()
        if cycle is None or cycle.disconnected or self.flow.write_paused or self.transport.is_closing():
            return False
        if cycle.response_complete or not (cycle.response_started and cycle.chunked_encoding and data):
            return False
        self.transport.write(b"%x\r\n%b\r\n" % (len(data), data))
        return True

    def when_gone(self, answered: weakref.ref[RequestResponseCycle], call: Callable[[], None] | None) -> None:
        """Call this when the client of an answer has gone, soon where it has already; None: the answer is over."""
        cycle = answered()
        if call is not None and (cycle is None or cycle.disconnected or self._closed):
            self.loop.call_soon(call)
            return
        self._when_gone = call
        if call is not None:
            self.flow.resume_reading()  # as uvicorn does for who waits: a connection that is not read is never seen end

    def _tell_gone(self) -> None:
        if (call := self._when_gone) is not None:
            self._when_gone = None
            call()

    def refuse(self, refusal: Refusal) -> None:
        """Answer below the application and end the connection; where an answer has begun, just end it."""
        self._refused = refusal
        self.shared.turned_away[refusal.code] += 1
        if self.transport.is_closing() or self.pipeline or (self.is_answering and self.cycle.response_started):
            self.cut()
            return
        if self.is_answering:  # to the application it looks as if the client had gone
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self._tell_gone()
        self._phase_since = self._answered_at = self.shared.now()
        self.shared.waits(self)
        self.transport.write(refusal.encode())
        # Closing at once would discard the answer at clients that are still sending: their side closes, or the sweep.
        self.transport.write_eof()

    def judge(self, now: float) -> str | None:
        """Close the connection if it is past one of its times; why, or None when it is within all of them."""
        self._watch_reader(now)
        bounds, since = self._bounds, now - self._phase_since
        if self._stuck_since is not None and now - self._stuck_since > bounds.stall_s:
            self.cut()
            return "unread answer"
        if self._refused is not None:
            return self._cut_after(since, bounds.linger_s)
        if self._phase is Phase.BODY:
            return self._judge_body(now)
        if self.is_answering or self._phase is Phase.BETWEEN:
            return None  # uvicorn's own timer ends an idle connection
        within = bounds.first_byte_s if self._phase is Phase.NOTHING_YET else bounds.head_s
        if since <= (within if self._may_ask_anything else min(within, bounds.reserved_s)):
            return None
        if self._phase is Phase.NOTHING_YET:
            self.cut()
            return "silent"
        self.refuse(TOO_SLOW)
        return None

    def _judge_body(self, now: float) -> str | None:
        if self._answered_at is not None:
            return self._cut_after(now - self._answered_at, self._bounds.linger_s)
        if now - self._phase_since > self._bounds.body_s:
            self.refuse(TOO_SLOW)
        return None

    def _cut_after(self, passed: float, allowed: float) -> str | None:
        if passed <= allowed:
            return None
        self.cut()
        return "slow body"

    def _watch_reader(self, now: float) -> None:
        """Note since when nothing was taken. Only judged while nothing is added: the buffer is full, or closing."""
        size = self.unsent
        still = size > 0 and size >= self._unsent_before and (self.flow.write_paused or self.transport.is_closing())
        if not still:
            self._stuck_since = None
        elif self._stuck_since is None:
            self._stuck_since = now
        self._unsent_before = size


async def _refuse_as_full(_scope: Scope, _receive: Receive, send: Send) -> None:
    """The answer to any request but a health check while there is only room for those."""
    head, _, body = FULL.encode().partition(b"\r\n\r\n")
    lines = [line.partition(b": ") for line in head.split(b"\r\n")[1:]]
    headers = [(name, value) for name, _, value in lines]
    await send({"type": "http.response.start", "status": FULL.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
