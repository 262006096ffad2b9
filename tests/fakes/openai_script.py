"""What the fake model says: the parts of a turn, and the request it answers.

A script is either a list of turns, one for each request in order of arrival, or a function of the request. A turn is
text (say), tool calls, reasoning, a hosted web search, and faults, in the order they travel.

>>> Turn.of("Hello there").parts[0].tokens
('Hello', ' there')
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Api = Literal["responses", "chat_completions"]


# --- what a turn is made of ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of a passage: `start` and `end` are character positions in the message's text."""

    start: int
    end: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Say:
    """A message of the assistant. `tokens` are sent one delta each, `delay_s` after one another."""

    tokens: tuple[str, ...]
    delay_s: float = 0.0
    citations: tuple[Citation, ...] = ()
    phase: str | None = None
    """"commentary" before a tool call, "final_answer": newer models mark their messages so."""
    until: threading.Event | None = None
    """The second half of the tokens waits for it: for what must happen while the message is being said."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """A message whose every delta is the moment it was written: 20 digits of `time.monotonic_ns()` and a space.

    On one machine a reader subtracts it from its own clock and has the delay of each token, however they were merged.
    """

    count: int
    delay_s: float


@dataclass(frozen=True, slots=True)
class Call:
    """A function call. Arguments travel in several deltas; text goes as it is, also when it is not JSON."""

    name: str
    arguments: Mapping[str, Any] | str = field(default_factory=dict)
    call_id: str | None = None
    delay_s: float = 0.0

    @property
    def arguments_text(self) -> str:
        return self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments)


@dataclass(frozen=True, slots=True)
class Think:
    """A reasoning item with a summary (Responses API only; chat completions send nothing for it)."""

    summary: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A hosted web search (Responses API only); cite its sources with `Say(citations=...)`."""

    query: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refuse:
    """A message that is a refusal instead of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Stall:
    """Nothing is sent for `seconds`; None: for as long as the client holds on."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Until:
    """Nothing is sent until the test sets `event`: for what must not happen before something else has."""

    event: threading.Event


@dataclass(frozen=True, slots=True)
class Hold:
    """As `Stall`, but before the HTTP headers: the first part of a turn."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection breaks here, in the middle of the body."""


@dataclass(frozen=True, slots=True)
class Fail:
    """`response.failed` inside a 200 stream, with an `error` event before it when `announce` is set."""

    code: str = "server_error"
    message: str = "The model failed to generate a response."
    announce: bool = False


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The answer ends early: `max_output_tokens` (chat: `length`) or `content_filter`."""

    reason: str = "max_output_tokens"


@dataclass(frozen=True, slots=True)
class HttpError:
    """The whole turn is an HTTP error with OpenAI's error body."""

    status: int
    code: str | None = None
    message: str = "The request failed."
    kind: str = "invalid_request_error"
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """A recorded event stream, byte for byte (`.sse.txt`), written event by event `delay_s` apart."""

    sse: str
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Raw:
    """The whole turn is this body, byte for byte, written in pieces of `piece` bytes.

    `end`: what follows: the body is over ("done"), the connection breaks ("cut"), nothing at all ("never").
    """

    body: bytes
    content_type: str = "text/event-stream"
    status: int = 200
    piece: int = 0
    """0: in one piece."""
    delay_s: float = 0.0
    end: Literal["done", "cut", "never"] = "done"


Part = (
    Raw
    | Say
    | Stamps
    | Call
    | Think
    | Search
    | Refuse
    | Stall
    | Until
    | Hold
    | Cut
    | Fail
    | Incomplete
    | HttpError
    | Replay
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer of the model."""

    parts: tuple[Part, ...]
    first_delay_s: float = 0.0
    """From the headers to the first event."""

    @classmethod
    def of(cls, *parts: Part | str, delay_s: float = 0.0, first_delay_s: float = 0.0) -> Turn:
        """Text becomes a message whose words are the tokens."""
        return cls(tuple(say(p, delay_s) if isinstance(p, str) else p for p in parts), first_delay_s)


def say(text: str, delay_s: float = 0.0, citations: Sequence[Citation] = (), phase: str | None = None) -> Say:
    """A message, cut into tokens at the words as a model would.

    >>> say("The Lakers are +105.").tokens
    ('The', ' Lakers', ' are', ' +105.')
    """
    return Say(tuple(re.findall(r"\s*\S+|\s+$", text)), delay_s, tuple(citations), phase)


UNAUTHORIZED = HttpError(401, "invalid_api_key", "Incorrect API key provided: sk-*****.")
RATE_LIMITED = HttpError(429, "rate_limit_exceeded", "Rate limit reached.", "tokens", retry_after_s=1)
OUT_OF_QUOTA = HttpError(429, "insufficient_quota", "You exceeded your current quota.", "insufficient_quota")
SERVER_ERROR = HttpError(500, None, "The server had an error while processing your request.", "server_error")


# --- what is asked ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of the conversation in the request, alike for both APIs.

    `kind` is system, user, assistant, call or output; `name` and `call_id` belong to the last two.
    """

    kind: Literal["system", "user", "assistant", "call", "output"]
    text: str
    name: str = ""
    call_id: str = ""

    @property
    def arguments(self) -> dict[str, Any]:
        """A call's arguments, parsed."""
        parsed: dict[str, Any] = json.loads(self.text)
        return parsed


@dataclass(frozen=True)
class ModelRequest:
    """A request as the server got it. `number` counts arrivals from 1; header names are lower case."""

    api: Api
    body: dict[str, Any]
    headers: dict[str, str]
    number: int
    query: str = ""

    @property
    def stream(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @cached_property
    def tools(self) -> dict[str, dict[str, Any]]:
        """Function tools on offer: name -> JSON schema of the parameters."""
        functions = (t.get("function", t) for t in self.body.get("tools") or [] if t.get("type") == "function")
        return {f["name"]: f.get("parameters") or {} for f in functions}

    @cached_property
    def conversation(self) -> tuple[Entry, ...]:
        """Everything the model gets to read, in order; instructions first."""
        return _read_responses(self.body) if self.api == "responses" else _read_chat(self.body)

    @property
    def user_text(self) -> str:
        """The newest user message, empty without one."""
        return next((e.text for e in reversed(self.conversation) if e.kind == "user"), "")

    @property
    def outputs(self) -> tuple[Entry, ...]:
        """Tool outputs since the newest user message: what this turn's tools have answered so far."""
        since: list[Entry] = []
        for entry in reversed(self.conversation):
            if entry.kind == "user":
                break
            if entry.kind == "output":
                since.append(entry)
        return tuple(reversed(since))


Script = Sequence[Turn] | Callable[[ModelRequest], Turn]


def _read_responses(body: dict[str, Any]) -> tuple[Entry, ...]:
    entries = [Entry("system", body["instructions"])] if body.get("instructions") else []
    items = body.get("input") or []
    if isinstance(items, str):
        return (*entries, Entry("user", items))
    names: dict[str, str] = {}
    for item in items:
        kind = item.get("type", "message")
        if kind == "function_call":
            names[item["call_id"]] = item["name"]
            entries.append(Entry("call", item["arguments"], item["name"], item["call_id"]))
        elif kind == "function_call_output":
            call_id = item["call_id"]
            entries.append(Entry("output", _text(item["output"]), names.get(call_id, ""), call_id))
        elif kind == "message":
            entries.append(Entry(_role(item["role"]), _text(item["content"])))
    return tuple(entries)


def _read_chat(body: dict[str, Any]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    names: dict[str, str] = {}
    for message in body.get("messages") or []:
        if message["role"] == "tool":
            call_id = message["tool_call_id"]
            entries.append(Entry("output", _text(message["content"]), names.get(call_id, ""), call_id))
            continue
        if message.get("content"):
            entries.append(Entry(_role(message["role"]), _text(message["content"])))
        for call in message.get("tool_calls") or []:
            function = call["function"]
            names[call["id"]] = function["name"]
            entries.append(Entry("call", function["arguments"], function["name"], call["id"]))
    return tuple(entries)


def _role(role: str) -> Literal["system", "user", "assistant"]:
    if role in ("user", "assistant"):
        return role  # type: ignore[return-value]
    return "system"


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text") or part.get("refusal") or "" for part in content or [])
