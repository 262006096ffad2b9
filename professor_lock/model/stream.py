"""Reading a model's stream in batches that suit the load: words that follow each other arrive as one event.

A model sends a token at a time, and each of them costs a typed event, a step of the agent, a ChatKit event and a write
to a socket. What arrives together is handed on together; while the process is busy the words of a message that has
begun are also held back for a moment, up to `LONGEST_S`, and the socket is not even read meanwhile. The first word of a
message never waits, nor does anything that is not words. docs/decisions/0004-merged-words.md says what that buys.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Hashable, Mapping
from functools import cached_property
from typing import Any, TypeVar, get_args

import httpx2
import openai
from openai import AsyncStream
from openai.resources.responses import AsyncResponses
from openai.types.responses import ResponseStreamEvent
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

T = TypeVar("T")

LONGEST_S = 0.08
"""No reader of text sees a difference below this."""
SHORTEST_S = 0.005
"""Holding back for less than this costs more than it saves."""
IDLE_SHARE, BUSY_SHARE = 0.25, 0.75
"""Shares of one processor: words are not held back below the first, and for the longest time from the second on."""
PUNCTUAL_S, LATE_S = 0.01, 0.05
"""The same for how long the event loop takes to come round."""
SAMPLE_S = 0.5
GATHER_S = 0.005
"""After a pause, how long to wait for what has come meanwhile; it is usually there at once."""
TAIL_S = 0.1
"""How long an answer's body may take to end after its last event, so that its connection can be used again."""

TEXT_DELTA = "response.output_text.delta"
DELTAS = (
    TEXT_DELTA,
    "response.refusal.delta",
    "response.function_call_arguments.delta",
    "response.reasoning_text.delta",
    "response.reasoning_summary_text.delta",
)
"""The events of the Responses API that only add to a text."""
_KINDS: dict[str, type[BaseModel]] = {
    name: kind
    for kind in get_args(get_args(ResponseStreamEvent)[0])
    for name in get_args(kind.model_fields["type"].annotation)
}
"""The type of each event of the Responses API: the client holds an event against all sixty before it looks at names."""
PLAIN_DELTA = ("content", "role")
"""What a chunk of the Chat Completions API carries that only adds to a text."""


class Pace:
    """How long words are held back: not at all while the process is idle, longer the busier it is, then less again."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, processor_s: Callable[[], float] = time.process_time
    ) -> None:
        self._clock = clock
        self._processor_s = processor_s
        self._sampled_at = clock()
        self._used_s = processor_s()
        self._latest_s = 0.0
        self._window_s = 0.0

    def note_late(self, seconds: float) -> None:
        """Something that was ready waited so long for its turn on the event loop."""
        self._latest_s = max(self._latest_s, seconds)

    def window_s(self) -> float:
        """How long to hold words back now; 0 to hand them on at once."""
        now = self._clock()
        if now - self._sampled_at >= SAMPLE_S:
            used_s = self._processor_s()
            share = (used_s - self._used_s) / (now - self._sampled_at)
            busy = max(_between(IDLE_SHARE, BUSY_SHARE, share), _between(PUNCTUAL_S, LATE_S, self._latest_s))
            # Half of the old value: what merging saves must not make it stop the moment after.
            window_s = (self._window_s + busy * LONGEST_S) / 2
            self._window_s = window_s if window_s >= SHORTEST_S else 0.0
            self._sampled_at, self._used_s, self._latest_s = now, used_s, 0.0
        return self._window_s


class MergingOpenAI(openai.AsyncOpenAI):
    """The client, whose streams of both APIs are read by `MergedStream`."""

    pace: Pace

    def __init__(self, *, pace: Pace | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.pace = pace or Pace()

    @cached_property
    def responses(self) -> AsyncResponses:
        """The Responses API."""
        return PlainResponses(self)

    async def post(self, path: str, *, stream_cls: Any = None, **options: Any) -> Any:
        """As the client's own, which every API call goes through."""
        if stream_cls is not None:
            stream_cls = MergedStream[get_args(stream_cls)[0]]  # type: ignore[misc]
        return await super().post(path, stream_cls=stream_cls, **options)


class PlainResponses(AsyncResponses):
    """Sends what the agent has built as it is: it is plain JSON.

    The client would hold every field of every tool against every kind of tool there is, for what needs a change, and
    find nothing: with a dozen tools that takes longer than all else it does for a request.
    """

    async def create(self, *, extra_body: Any = None, **options: Any) -> Any:
        """As the client's own."""
        plain = {name: options.pop(name) for name in ("input", "tools") if isinstance(options.get(name), list)}
        return await super().create(extra_body={**plain, **(extra_body or {})}, **options)


class MergedStream(AsyncStream[T]):
    """A stream of events in which deltas of one text that follow each other are one.

    A task of its own reads. What it has read it hands on when it next has to wait for the network, so that everything
    that came in one piece is one batch. Before it reads on it may pause (`Pace`): only at words of a message of
    which some were handed on, and never longer than the window.
    """

    _client: MergingOpenAI
    _iterator: AsyncGenerator[T, None]

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def close(self) -> None:
        """Stop reading and let the connection go."""
        await self._iterator.aclose()
        await super().close()

    async def __stream__(self) -> AsyncGenerator[T, None]:
        self._batch = _Batch()
        self._news = asyncio.Event()
        self._told_at = 0.0
        self._gathering = False
        self._alarm: asyncio.TimerHandle | None = None
        self._ended = False
        reader = asyncio.create_task(self._read())
        try:
            while not self._ended:
                ready_before = self._news.is_set()
                await self._news.wait()
                self._news.clear()
                if not ready_before:
                    self._client.pace.note_late(time.monotonic() - self._told_at)
                self._gathering = False
                for event in self._batch.take():
                    yield self._typed(event)
            await reader
        finally:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)
            await self.response.aclose()

    async def _read(self) -> None:
        try:
            await self._read_body()
        except httpx2.TimeoutException as error:
            raise openai.APITimeoutError(request=self.response.request) from error
        except httpx2.RequestError as error:
            raise openai.APIConnectionError(request=self.response.request) from error
        finally:
            self._ended = True
            self._tell()

    async def _read_body(self) -> None:
        decoder = EventDecoder()
        body = self.response.aiter_bytes()
        async for chunk in body:
            for data in decoder.feed(chunk):
                if data.startswith(b"[DONE]"):
                    self._tell()
                    await _drain(body)
                    return
                event = self._checked(data)
                if not _is_echo(event):
                    self._batch.add(event)
            if self._batch:
                await self._hand_on()

    async def _hand_on(self) -> None:
        """Have what was read taken up, at once or after a pause in which more can come."""
        if not self._batch.can_wait or self._gathering:
            self._tell()
            return
        window_s = self._client.pace.window_s()
        if not window_s:
            self._tell()
            return
        await asyncio.sleep(window_s)
        self._gathering = True
        self._alarm = asyncio.get_running_loop().call_later(GATHER_S, self._tell)

    def _tell(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if not self._news.is_set():
            self._told_at = time.monotonic()
            self._news.set()

    def _checked(self, data: bytes) -> Any:
        """An event's data. A stream can carry an error in the place of an event."""
        try:
            event = _from_json(data)
        except ValueError as error:
            raise openai.APIError("an event is no JSON", self.response.request, body=None) from error
        if isinstance(event, Mapping) and event.get("error"):
            failure = event["error"]
            said = failure.get("message") if isinstance(failure, Mapping) else None
            words = said if isinstance(said, str) and said else "An error occurred during streaming"
            raise openai.APIError(words, self.response.request, body=failure)
        return event

    def _typed(self, event: Any) -> T:
        kind = _KINDS.get(str(event.get("type"))) if isinstance(event, dict) else None
        if kind is not None:
            response = event.get("response")
            if isinstance(response, dict) and response.get("tools"):
                response["tools"] = []  # an echo of what was asked, three times an answer, and nobody reads it
            try:
                return kind.model_validate(event)  # type: ignore[return-value]
            except ValidationError:
                pass  # an endpoint that leaves fields out: the client's own way forgives that
        cast_to: Any = self._cast_to
        typed: T = self._client._process_response_data(data=event, cast_to=cast_to, response=self.response)
        return typed


class EventDecoder:
    """Takes the data of server-sent events out of the bytes of a body, wherever those are cut."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> list[bytes]:
        """The data of every event that this piece completes."""
        text = self._rest + chunk
        if b"\r" in text:
            whole, half = (text[:-1], b"\r") if text.endswith(b"\r") else (text, b"")  # perhaps half of a line's end
            text = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n") + half
        *events, self._rest = text.split(b"\n\n")
        return [data for event in events if (data := _data_of(event))]


class _Batch:
    """Events that wait to be taken. Deltas of the same text are joined; `can_wait` while nothing else is among them."""

    def __init__(self) -> None:
        self.can_wait = True
        self._events: list[Any] = []
        self._last: Hashable = None
        self._place: dict[str, Any] = {}
        """Where the words of the newest event stand."""

    def add(self, event: Any) -> None:
        text = _text_of(event)
        if text is None:
            self._last, self.can_wait = None, False
            self._events.append(event)
            return
        key, place, name = text
        if key == self._last and self._events:
            self._place[name] += place[name]
            if "sequence_number" in event:
                self._events[-1]["sequence_number"] = event["sequence_number"]
            return
        if key != self._last:
            self.can_wait = False  # the first words of a message
        self._last, self._place = key, place
        self._events.append(event)

    def __bool__(self) -> bool:
        return bool(self._events)

    def take(self) -> list[Any]:
        events, self._events = self._events, []
        self.can_wait = True
        return events


def _text_of(event: Any) -> tuple[Hashable, dict[str, Any], str] | None:
    """Of an event that only adds to a text: which text, and the place in the event where it stands."""
    if not isinstance(event, dict):
        return None
    kind = event.get("type")
    if kind in DELTAS:
        part = event.get("content_index", event.get("summary_index"))
        key = (kind, event.get("item_id"), event.get("output_index"), part)
        return (key, event, "delta") if _is_words(event.get("delta")) and not event.get("logprobs") else None
    choices = event.get("choices")
    if not isinstance(choices, list) or len(choices) != 1 or event.get("usage"):
        return None
    choice = choices[0]
    delta = choice.get("delta") if isinstance(choice, dict) else None
    if not isinstance(delta, dict) or choice.get("finish_reason") or choice.get("logprobs"):
        return None
    if not _is_words(delta.get("content")) or any(delta[name] for name in delta if name not in PLAIN_DELTA):
        return None
    return ("chat", event.get("id"), choice.get("index")), delta, "content"


def _from_json(data: bytes) -> Any:
    try:
        return from_json(data)
    except ValueError:
        return json.loads(data)  # slower, and takes half a character (a lone surrogate)


def _is_echo(event: Any) -> bool:
    """It repeats the whole response as `response.created` has just told it, and nobody acts on it."""
    return isinstance(event, dict) and event.get("type") == "response.in_progress"


def _is_words(text: object) -> bool:
    return isinstance(text, str) and text != ""


def _data_of(event: bytes) -> bytes:
    lines = event.split(b"\n")
    return b"\n".join([line[5:].removeprefix(b" ") for line in lines if line.startswith(b"data:")])


async def _drain(body: AsyncIterator[bytes]) -> None:
    """Read what is left of a body whose events are over."""
    try:
        async with asyncio.timeout(TAIL_S):
            async for _ in body:
                pass
    except (TimeoutError, httpx2.RequestError):
        return  # the answer is whole; only its connection cannot be used again


def _between(low: float, high: float, value: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
