"""The bounded protocol, which answers by itself what is known to be refused.

A refusal by the application costs a task, a queue and a dozen messages, and a burst of them slows other users' answers.
A ChatKit request that is known to be over its minute's limit is refused here if it has arrived whole: for half of that.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from professor_lock.http.connection_protocol import TOO_MANY_PIPELINED, BoundedProtocol
from professor_lock.http.connections import Connections
from professor_lock.http.known_refusals import PATH, KnownRefusal, RefusalMemory, digest
from professor_lock.protocol.requests import counted_as

_TARGET = PATH.encode()


class EarlyRefusals(BoundedProtocol):
    """`BoundedProtocol` with a memory of refusals, which `protocol_class` sets."""

    refusals: RefusalMemory

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._key: bytes | None = None
        self._held = b""
        self._at_once = 0

    def data_received(self, data: bytes) -> None:
        """Take what arrived; a request that is held back and not whole by then goes to the application."""
        self._at_once = 0
        super().data_received(data)
        if self._key is not None and not self._closed:
            self._pass_on()

    def start_request(self) -> None:
        """Hold a request back that may be refused; give any other to the application."""
        self._key = self._known_key() if self.refusals else None
        if self._key is None:
            super().start_request()

    def take_body(self, body: bytes) -> None:
        """A piece of a body; that of a request which is held back is kept, at most one read of the socket."""
        if self._key is None:
            super().take_body(body)
        else:
            self._held += body

    def end_body(self) -> None:
        """A request is whole: refuse it if its window is used up."""
        known = None if self._key is None else self.refusals.find(self._key, counted_as(self._held))
        if known is not None:
            self._refuse_at_once(known)
            return
        self._pass_on()
        super().end_body()

    def _known_key(self) -> bytes | None:
        if self.is_answering or self.flow.write_paused or self.expect_100_continue:
            return None
        if self.parser.get_method() != b"POST" or self.url.partition(b"?")[0] != _TARGET:
            return None
        key = digest(self.headers, self.client_host)
        return key if self.refusals.knows(key) else None

    def _pass_on(self) -> None:
        if self._key is None:
            return
        held, self._key, self._held = self._held, None, b""
        super().start_request()
        if held:
            super().take_body(held)

    def _refuse_at_once(self, known: KnownRefusal) -> None:
        self._key, self._held = None, b""
        self._at_once += 1
        if self._at_once > self.shared.bounds.pipelined:
            self._refused = TOO_MANY_PIPELINED
            return
        status, headers, body = known.answer(self.refusals.now())
        stays = self.parser.should_keep_alive()
        lines = [STATUS_LINE[status], *(b"%b: %b\r\n" % one for one in self.server_state.default_headers)]
        lines += [b"%b: %b\r\n" % one for one in headers]
        lines += [b"\r\n" if stays else b"connection: close\r\n\r\n", body]
        self.transport.write(b"".join(lines))
        if not stays:
            self.transport.close()
        self.on_response_complete()


def protocol_class(connections: Connections, refusals: RefusalMemory) -> type[EarlyRefusals]:
    """The protocol to give `uvicorn.Config(http=...)`: each connection is one of `connections`.

    Use it with `ws="none"`, so that no connection leaves it, and `timeout_keep_alive=bounds.keep_alive_s`. `refusals`
    is the memory of the application that it serves.
    """

    class Protocol(EarlyRefusals):
        shared = connections

    Protocol.refusals = refusals
    return Protocol
