"""The chat completions API as the fake speaks it."""

from __future__ import annotations

import json
import time
from functools import lru_cache
from typing import Any, Literal

from tests.fakes.openai_script import (
    Call,
    Cut,
    Fail,
    Incomplete,
    ModelRequest,
    Refuse,
    Say,
    Search,
    Stall,
    Stamps,
    Think,
    Turn,
    Until,
)
from tests.fakes.openai_wire import LAST_CHUNK, Frame, chunk, new_id, pieces, tokens_of, url_citation, usage_of

FINISH_REASONS = {"max_output_tokens": "length"}


@lru_cache(maxsize=64)
def _chat_deltas(tokens: tuple[str, ...], model: str, created: int) -> tuple[bytes, ...]:
    payloads = (_chat_chunk(CHAT_ID, model, created, {"content": token}) for token in tokens)
    return tuple(_data(payload) for payload in payloads)


CHAT_ID = "chatcmpl_" + "@" * 32


def _chat_chunk(
    chat_id: str, model: str, created: int, delta: dict[str, Any], finish_reason: str | None = None
) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    return {
        "id": chat_id,
        "object": "chat.completion.chunk",
        "created": created,
        "model": model,
        "choices": [choice],
        "usage": None,
    }


def _data(payload: dict[str, Any]) -> bytes:
    return chunk(b"data: " + json.dumps(payload, separators=(",", ":")).encode() + b"\n\n")


class ChatStream:
    """Frames of one streamed chat completion."""

    def __init__(self, request: ModelRequest, turn: Turn) -> None:
        self.frames: list[Frame] = []
        self._request = request
        self._id = new_id("chatcmpl")
        self._created = int(time.time()) // 3600 * 3600  # whole hours, so that serialised deltas can be kept
        self._pause = turn.first_delay_s
        self._text = ""
        self._refused = ""
        self._calls: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._spoken = 0
        self._finish_reason = "stop"
        self._delta({"role": "assistant", "content": "", "refusal": None})
        if not any(self._part(part) for part in turn.parts):
            self._finish("tool_calls" if self._calls else "stop")

    @property
    def final(self) -> dict[str, Any]:
        """The same answer in one piece."""
        message = {
            "role": "assistant",
            "content": self._text or None,
            "refusal": self._refused or None,
            "annotations": self._annotations,
        }
        if self._calls:
            message["tool_calls"] = self._calls
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self._finish_reason}
        return {
            "id": self._id,
            "object": "chat.completion",
            "created": self._created,
            "model": self._request.model,
            "choices": [choice],
            "usage": self._usage(),
        }

    def _part(self, part: Any) -> bool:
        match part:
            case Say() | Stamps():
                self._message(part)
            case Call():
                self._call(part)
            case Refuse():
                self._refused += part.text
                self._delta({"refusal": part.text}, tokens=1)
            case Think() | Search():
                pass  # this API has no such items
            case Stall(seconds=None):
                self.frames.append(Frame(end="never"))
                return True
            case Stall(seconds=float() | int() as seconds):
                self._pause += seconds
            case Until():
                self.frames.append(Frame(until=part.event))
            case Cut():
                self.frames.append(Frame(end="cut"))
                return True
            case Fail():
                error = {"message": part.message, "type": "server_error", "param": None, "code": part.code}
                self._add(_data({"error": error}), 0.0, 0, None)
                self.frames.append(Frame(LAST_CHUNK, end="done"))
                return True
            case Incomplete():
                self._finish(FINISH_REASONS.get(part.reason, part.reason))
                return True
            case _:
                raise TypeError(f"{part!r} cannot be part of a stream")
        return False

    def _message(self, part: Say | Stamps) -> None:
        tokens = tokens_of(part)
        stamp: Literal["new"] | None = "new" if isinstance(part, Stamps) else None
        for number, data in enumerate(_chat_deltas(tokens, self._request.model, self._created)):
            if isinstance(part, Say) and part.until is not None and number == len(tokens) // 2:
                self.frames.append(Frame(until=part.until))
            self._add(data.replace(CHAT_ID.encode(), self._id.encode()), part.delay_s, 1, stamp)
        self._text += "".join(tokens)
        self._spoken += len(tokens)
        if isinstance(part, Say) and part.citations:
            fields = [url_citation(citation) for citation in part.citations]
            notes = [{"type": note.pop("type"), "url_citation": note} for note in fields]
            self._annotations += notes
            self._delta({"annotations": notes})

    def _call(self, part: Call) -> None:
        index, call_id = len(self._calls), part.call_id or new_id("call")
        head = {"index": index, "id": call_id, "type": "function", "function": {"name": part.name, "arguments": ""}}
        self._delta({"tool_calls": [head]})
        for piece in pieces(part.arguments_text):
            self._delta({"tool_calls": [{"index": index, "function": {"arguments": piece}}]}, delay_s=part.delay_s)
        function = {"name": part.name, "arguments": part.arguments_text}
        self._calls.append({"id": call_id, "type": "function", "function": function})

    def _finish(self, reason: str) -> None:
        self._finish_reason = reason
        self._delta({}, finish_reason=reason)
        if (self._request.body.get("stream_options") or {}).get("include_usage"):
            last = _chat_chunk(self._id, self._request.model, self._created, {})
            self._add(_data({**last, "choices": [], "usage": self._usage()}), 0.0, 0, None)
        self.frames.append(Frame(chunk(b"data: [DONE]\n\n") + LAST_CHUNK, end="done"))

    def _delta(
        self, delta: dict[str, Any], *, delay_s: float = 0.0, tokens: int = 0, finish_reason: str | None = None
    ) -> None:
        payload = _chat_chunk(self._id, self._request.model, self._created, delta, finish_reason)
        self._add(_data(payload), delay_s, tokens, None)

    def _add(self, data: bytes, delay_s: float, tokens: int, stamp: Literal["new"] | None) -> None:
        self.frames.append(Frame(data, delay_s + self._pause, tokens, stamp))
        self._pause = 0.0

    def _usage(self) -> dict[str, Any]:
        usage = usage_of(self._request.body, self._spoken)
        return {
            "prompt_tokens": usage["input_tokens"],
            "completion_tokens": usage["output_tokens"],
            "total_tokens": usage["total_tokens"],
        }
