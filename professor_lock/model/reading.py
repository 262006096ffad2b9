"""Reads the body of a response: cuts it into server-sent events, parses the needed ones, and feeds a reader."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

import httpx2

from professor_lock.model.answer import Answer
from professor_lock.model.endpoint import Api
from professor_lock.model.errors import (
    BrokenOff,
    ModelBusy,
    ModelFailure,
    NoAnswer,
    PromptRefused,
    QuotaUsedUp,
    TookTooLong,
)
from professor_lock.model.pace import Pace
from professor_lock.model.plain_text import read_json
from professor_lock.model.quick_json import read_completed
from professor_lock.model.read_chat import ChatReader
from professor_lock.model.read_responses import NEEDED, ResponsesReader
from professor_lock.model.refusals import Kind, Refusal, refusal_in, refusal_of, says_failure
from professor_lock.model.sse import EventCutter, EventTooLarge
from professor_lock.model.transport import Exchange

MAX_ERROR_BYTES = 256 * 1024
"""The most that is read of an error's body."""
AFTER_END_S = 3.0
"""Seconds that a stream may go on after the end of its answer, because the usage comes then."""
DONE = b"[DONE]"
MOST_DONE_BYTES = 24
JSON_MARKS = (b"{", b'"')
"""Bytes without which data holds no part of an answer."""
CREATED, COMPLETED = "response.created", "response.completed"
MAY_BE_TEXT = frozenset({"", "message", "response.output_text.delta"})
"""The names of events that can be further text."""

TellText = Callable[[str, int, str], bool]
"""Takes further text of a started message (item, part, text) at once; False when its reader is not that far yet."""


class Refused(Exception):
    """The endpoint refused a request, or could not be reached, before any event was passed on.

    `refusal` is None where no response came. `fields` are the fields of the request.
    """

    def __init__(
        self, refusal: Refusal | None, fields: frozenset[str], *, in_stream: bool = False, timed_out: bool = False
    ) -> None:
        super().__init__("the model's endpoint refused a request" if refusal else "the endpoint did not answer")
        self.refusal, self.fields = refusal, fields
        self.in_stream, self.timed_out = in_stream, timed_out


class AnswerBody:
    """Receives one response. `ready` and `take` return its events in batches, and raise its failure."""

    def __init__(
        self,
        model: str,
        api: Api,
        *,
        fields: frozenset[str],
        prompt_chars: int,
        tools: Collection[str] = (),
        taken_ids: Collection[str] = (),
        opened: bool = False,
        tell: TellText | None = None,
    ) -> None:
        self._tell = tell
        self._pace: Pace | None = None
        self._exchange: Exchange | None = None
        self._answer = Answer(model, tools=tools, taken_ids=taken_ids, opened=opened)
        self._api, self._fields, self._prompt_chars = api, fields, prompt_chars
        self._cutter = EventCutter()
        self._reader: ChatReader | ResponsesReader | None = None
        self._status, self._is_ok, self._headers = 0, True, dict[str, str]()
        self._error_body = bytearray()
        self._tail: asyncio.TimerHandle | None = None
        self._chars_at_end = 0
        self._waiter: asyncio.Future[None] | None = None
        self._woken_at = 0.0
        self._over = False
        self._failure: Exception | None = None

    @property
    def opened(self) -> bool:
        """Whether the endpoint begins inside a thought without an opening tag."""
        return self._answer.opened

    @property
    def begun(self) -> bool:
        """Whether visible text has come: the request is not sent again then, however the answer ends."""
        return self._answer.begun

    @property
    def is_whole(self) -> bool:
        """Whether the answer is complete."""
        return self._over and self._failure is None

    @property
    def can_wait(self) -> bool:
        """Whether all waiting events are further text of a started message; first words are never delayed."""
        return not self._over and self._answer.out.only_text

    def read_from(self, exchange: Exchange, pace: Pace) -> None:
        """Set the exchange that brings this response. While the process is busy, it is read less often."""
        self._exchange, self._pace = exchange, pace

    def leave(self) -> None:
        """Stop reading, because the reader has left."""
        self._over, self._tell = True, None

    # From the socket

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """The response has begun."""
        self._status, self._is_ok = status, 200 <= status < 300  # some gateways answer a POST with 201
        if not self._is_ok:
            self._headers = {name.lower(): value for name, value in headers.items()}

    def body(self, piece: bytes) -> None:
        """A piece of the body."""
        if self._over:
            return
        if not self._is_ok:
            if len(self._error_body) < MAX_ERROR_BYTES:
                self._error_body += piece
            return
        try:
            self._cutter.feed(piece, self._take)
        except EventTooLarge:
            self._end(BrokenOff("The language model sent more than this server can take. Please try again."))
        except Exception as bug:  # noqa: BLE001  raised where the events are taken, not in the event loop
            self._end(bug)
        if self._reader is not None and not self._over and self._reader.has_end:
            if self._reader.is_over:
                self.over(None)
            else:
                self._wait_for_tail()
        if self._answer.out.has_news and not self._told_at_once():
            self._wake()

    def _wait_for_tail(self) -> None:
        """Wait a while for what follows the end; anew where more of the answer came behind it.

        Some endpoints write a finish reason into every chunk.
        """
        chars = self._answer.chars
        if self._tail is not None:
            if chars == self._chars_at_end:
                return
            self._tail.cancel()
        self._chars_at_end = chars
        self._tail = asyncio.get_running_loop().call_later(AFTER_END_S, self.over, None)

    def _told_at_once(self) -> bool:
        """Pass further text of a started message directly to its reader, past the agent's loop; whether that was done.

        Only where the loop waits for this response and no event is left to take, so that the order stays.
        """
        waiting = self._waiter is not None and not self._waiter.done()
        if self._tell is None or not waiting or not self.can_wait:
            return False
        where = self._answer.out.open
        if where is None or not self._tell(where.item_id, where.content_index, self._answer.out.text):
            return False
        self._answer.out.drop_text()
        if self._exchange is not None and self._pace is not None and self._pace.hold(self._exchange.resume):
            self._exchange.pause()
        return True

    def over(self, error: BaseException | None) -> None:
        """The body is over."""
        if self._over:
            return
        try:
            self._end(self._conclusion(error))
        except Exception as bug:  # noqa: BLE001  raised where the events are taken
            self._end(bug)

    def _conclusion(self, error: BaseException | None) -> Exception | None:
        """The failure with which the response ended; None for a complete answer."""
        if self._status and not self._is_ok and (error is None or self._error_body):
            return Refused(refusal_of(self._status, self._headers, bytes(self._error_body)), self._fields)
        if error is not None and not self._has_end:
            self._cutter.break_off(self._take)
            if self._over:
                return self._failure
            if not self._has_end:
                return self._broken(error)
        try:
            self._cutter.end(self._take)
            if self._over:
                return self._failure
            if self._cutter.plain.strip():
                self._take_document(self._cutter.plain)
                if self._over:
                    return self._failure
            if self._reader is None:
                return NoAnswer()
            self._reader.end(self._prompt_chars)
        except ModelFailure as failure:
            self._answer.flush()
            return failure
        return None

    @property
    def _has_end(self) -> bool:
        return self._reader is not None and self._reader.has_end

    def _broken(self, error: BaseException) -> Exception:
        timed_out = isinstance(error, httpx2.TimeoutException | TimeoutError)
        if self._status == 0:
            slow = timed_out and not isinstance(error, httpx2.ConnectTimeout)
            return Refused(None, self._fields, timed_out=slow)
        self._answer.flush()
        return TookTooLong() if timed_out else BrokenOff()

    def _take(self, name: str, data: bytes) -> None:
        reader = self._reader
        if self._over or (reader is not None and reader.is_over):
            return  # events after the end of an answer are no part of it
        if reader is not None and name in MAY_BE_TEXT and reader.more(data):
            return
        if data.startswith(DONE) or _is_done(data):
            self._reader_for({}).done()
            return
        if self._api == "responses" and name and name != "message" and name not in NEEDED:
            return
        if not data.strip():
            return
        if name == CREATED and self._api == "responses":
            # these repeat the request's tools, and nothing in them is needed
            self._understand(CREATED, {"type": CREATED})
            return
        try:
            values = _values_in(name, data)
        except (ValueError, RecursionError):
            if self._reader is not None and self._reader.has_end:
                return  # the answer is complete: the broken event came after its end
            if not says_failure(data.decode("utf-8", "replace")) and not any(mark in data for mark in JSON_MARKS):
                return  # a word that keeps the connection open, such as `ping`: nothing of an answer is lost
            self._answer.flush()
            self._end(BrokenOff() if self._answer.begun else NoAnswer())
            return
        for value in values:
            if self._over or (self._reader is not None and self._reader.is_over):
                return
            if value is DONE:
                self._reader_for({}).done()
            else:
                self._understand(name, value)

    def _understand(self, name: str, value: Any) -> None:
        if isinstance(value, list):
            # Gemini's endpoint puts an error into a list, and some send all chunks in one
            for one in value:
                if not self._over:
                    self._understand(name, one)
            return
        if isinstance(value, str) and says_failure(value):
            name, value = "error", {"message": value}
        refusal = self._reader_for(value).feed(name, value)
        if refusal is None and name == "error":
            refusal = refusal_in({"error": value})
        if refusal is not None:
            self._answer.flush()
            self._end(self._refused(refusal))

    def _reader_for(self, value: Any) -> ChatReader | ResponsesReader:
        """The reader for the API that the endpoint answers in, which may differ from the requested one."""
        if self._reader is None:
            chat = self._api == "chat_completions"
            if isinstance(value, dict):
                if "choices" in value:
                    chat = True
                elif "output" in value or "output_text" in value or str(value.get("type", "")).startswith("response."):
                    chat = False
            self._reader = ChatReader(self._answer) if chat else ResponsesReader(self._answer)
        return self._reader

    def _take_document(self, plain: bytes) -> None:
        """Read a body that is no event stream: a JSON document, or one on each line. NoAnswer for anything else."""
        try:
            values = [read_json(plain)]
        except (ValueError, RecursionError):
            try:
                values = [read_json(line) for line in plain.splitlines() if line.strip()]
            except (ValueError, RecursionError):
                return
        for value in values:
            if not self._over:
                self._understand("", value)

    def _refused(self, refusal: Refusal) -> Exception:
        """The exception for an error inside a stream: a refusal where no event was passed on yet."""
        if not self._answer.begun:
            return Refused(refusal, self._fields, in_stream=True)
        match refusal.kind(self._fields):
            case Kind.BUSY:
                return ModelBusy(refusal.retry_after_s)
            case Kind.QUOTA:
                return QuotaUsedUp()
            case Kind.PROMPT:
                return PromptRefused()
            case _:
                return BrokenOff()

    def _end(self, failure: Exception | None) -> None:
        if not self._over:
            self._over, self._failure = True, failure
            if self._tail is not None:
                self._tail.cancel()
            self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._woken_at = time.monotonic()
            self._waiter.set_result(None)

    # For the agent

    async def ready(self, pace: Pace) -> bool:
        """Wait for events; False when the answer is complete. Raises its failure otherwise."""
        while True:
            out = self._answer.out
            if out.has_news and not (out.only_begun and (not self._over or self._is_refused())):
                return True
            if self._over:
                if self._failure is not None:
                    raise self._failure
                return False
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
            self._waiter = None
            pace.note_late(time.monotonic() - self._woken_at)

    def take(self) -> list[Any]:
        """The events since the last call."""
        return self._answer.out.take()

    def _is_refused(self) -> bool:
        return isinstance(self._failure, Refused)


def _is_done(data: bytes) -> bool:
    """Whether data is `[DONE]` in quotes, in small letters, or behind a second `data:`."""
    return len(data) < MOST_DONE_BYTES and data.strip(b" \"'").removeprefix(b"data:").strip().upper() == DONE


def _values_in(name: str, data: bytes) -> list[Any]:
    """The JSON documents in an event's data: one; or one on each line, where an endpoint leaves out the empty lines
    between events, and DONE for a line that says so. ValueError for anything else.
    """
    if name == COMPLETED and (end := read_completed(data)) is not None:
        return [end]
    try:
        return [read_json(data)]
    except (ValueError, RecursionError):
        lines = [line.strip().removeprefix(b"data:").strip() for line in data.split(b"\n")]
        if len(lines) == 1 and lines[0] == data.strip():
            raise
        return [DONE if _is_done(line) else read_json(line) for line in lines if line]
