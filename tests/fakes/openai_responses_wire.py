"""The Responses API as the fake speaks it: events in the service's order, with its ids, numbers and obfuscation."""

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
from tests.fakes.openai_wire import LAST_CHUNK, Frame, chunk, new_id, padding, pieces, tokens_of, url_citation, usage_of

ITEM_ID = "msg_" + "@" * 32
"""Stands for the real id in deltas that are kept; of the same length."""


def _event(payload: dict[str, Any]) -> bytes:
    return chunk(f"event: {payload['type']}\ndata: {json.dumps(payload, separators=(',', ':'))}\n\n".encode())


@lru_cache(maxsize=64)
def _response_deltas(tokens: tuple[str, ...], output_index: int, first: int) -> tuple[bytes, ...]:
    return tuple(
        _event(
            {
                "type": "response.output_text.delta",
                "content_index": 0,
                "delta": token,
                "item_id": ITEM_ID,
                "logprobs": [],
                "obfuscation": padding(number),
                "output_index": output_index,
                "sequence_number": first + number,
            }
        )
        for number, token in enumerate(tokens)
    )


class ResponsesStream:
    """Frames of one streamed response; `final` is the response object it ends with."""

    def __init__(self, request: ModelRequest, turn: Turn) -> None:
        self.frames: list[Frame] = []
        self._request = request
        self._output: list[dict[str, Any]] = []
        self._spoken = 0
        self._stamped = False
        self._id = new_id("resp")
        self._created_at = int(time.time())
        self._pause = 0.0
        self._sequence = 0
        self.final = self._response("in_progress")
        self._send("response.created", response=self.final, delay_s=turn.first_delay_s)
        self._send("response.in_progress", response=self.final)
        if not any(self._part(part) for part in turn.parts):
            self._finish("response.completed", "completed")

    def _part(self, part: Any) -> bool:
        """Writes one part; True when the stream is over with it."""
        match part:
            case Say() | Stamps():
                self._message(part)
            case Call():
                self._call(part)
            case Think():
                self._reasoning(part)
            case Search():
                self._search(part)
            case Refuse():
                self._refusal(part)
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
                self._fail(part)
                return True
            case Incomplete():
                self._finish("response.incomplete", "incomplete", incomplete_details={"reason": part.reason})
                return True
            case _:
                raise TypeError(f"{part!r} cannot be part of a stream")
        return False

    def _send(self, kind: str, *, delay_s: float = 0.0, tokens: int = 0, **fields: Any) -> None:
        payload = {"type": kind, **fields, "sequence_number": self._sequence}
        self._sequence += 1
        self._add(_event(payload), delay_s, tokens, "all" if self._stamped else None)

    def _add(self, data: bytes, delay_s: float, tokens: int, stamp: Literal["new", "all"] | None) -> None:
        self.frames.append(Frame(data, delay_s + self._pause, tokens, stamp))
        self._pause = 0.0

    def _message(self, part: Say | Stamps) -> None:
        item_id, index = new_id("msg"), len(self._output)
        phase = {"phase": part.phase} if isinstance(part, Say) and part.phase else {}
        item = {"id": item_id, "type": "message", "status": "in_progress", "content": [], "role": "assistant", **phase}
        where: dict[str, Any] = {"item_id": item_id, "output_index": index, "content_index": 0}
        empty = {"type": "output_text", "annotations": [], "logprobs": [], "text": ""}
        self._send("response.output_item.added", item=item, output_index=index)
        self._send("response.content_part.added", **where, part=empty)
        tokens = tokens_of(part)
        stamp: Literal["new"] | None = "new" if isinstance(part, Stamps) else None
        for number, data in enumerate(_response_deltas(tokens, index, self._sequence)):
            if isinstance(part, Say) and part.until is not None and number == len(tokens) // 2:
                self.frames.append(Frame(until=part.until))
            self._add(data.replace(ITEM_ID.encode(), item_id.encode()), part.delay_s, 1, stamp)
        self._sequence += len(tokens)
        self._spoken += len(tokens)
        self._stamped |= stamp is not None
        citations = [url_citation(c) for c in part.citations] if isinstance(part, Say) else []
        for number, citation in enumerate(citations):
            kind = "response.output_text.annotation.added"
            self._send(kind, **where, annotation_index=number, annotation=citation)
        full = {**empty, "annotations": citations, "text": "".join(tokens)}
        self._send("response.output_text.done", **where, logprobs=[], text=full["text"])
        self._send("response.content_part.done", **where, part=full)
        self._done({**item, "status": "completed", "content": [full]}, index)

    def _refusal(self, part: Refuse) -> None:
        item_id, index = new_id("msg"), len(self._output)
        item = {"id": item_id, "type": "message", "status": "in_progress", "content": [], "role": "assistant"}
        where: dict[str, Any] = {"item_id": item_id, "output_index": index, "content_index": 0}
        self._send("response.output_item.added", item=item, output_index=index)
        self._send("response.content_part.added", **where, part={"type": "refusal", "refusal": ""})
        self._send("response.refusal.delta", **where, delta=part.text, tokens=1)
        self._send("response.refusal.done", **where, refusal=part.text)
        full = {"type": "refusal", "refusal": part.text}
        self._send("response.content_part.done", **where, part=full)
        self._done({**item, "status": "completed", "content": [full]}, index)

    def _call(self, part: Call) -> None:
        item_id, index = new_id("fc"), len(self._output)
        call_id = part.call_id or new_id("call")
        item = {"id": item_id, "type": "function_call", "status": "in_progress", "call_id": call_id, "name": part.name}
        where: dict[str, Any] = {"item_id": item_id, "output_index": index}
        text = part.arguments_text
        self._send("response.output_item.added", item={**item, "arguments": ""}, output_index=index)
        for number, delta in enumerate(pieces(text)):
            kind = "response.function_call_arguments.delta"
            self._send(kind, delay_s=part.delay_s, **where, delta=delta, obfuscation=padding(number))
        self._send("response.function_call_arguments.done", **where, name=part.name, arguments=text)
        self._done({**item, "status": "completed", "arguments": text}, index)

    def _reasoning(self, part: Think) -> None:
        item_id, index = new_id("rs"), len(self._output)
        item: dict[str, Any] = {"id": item_id, "type": "reasoning", "summary": []}
        if "reasoning.encrypted_content" in self._included:
            item["encrypted_content"] = new_id("sealed")
        where: dict[str, Any] = {"item_id": item_id, "output_index": index, "summary_index": 0}
        self._send("response.output_item.added", item=item, output_index=index)
        if part.summary:
            empty, full = {"type": "summary_text", "text": ""}, {"type": "summary_text", "text": part.summary}
            self._send("response.reasoning_summary_part.added", **where, part=empty)
            for delta in pieces(part.summary):
                self._send("response.reasoning_summary_text.delta", **where, delta=delta)
            self._send("response.reasoning_summary_text.done", **where, text=part.summary)
            self._send("response.reasoning_summary_part.done", **where, part=full)
            item = {**item, "summary": [full]}
        self._done(item, index)

    def _search(self, part: Search) -> None:
        item_id, index = new_id("ws"), len(self._output)
        where: dict[str, Any] = {"item_id": item_id, "output_index": index}
        item = {"id": item_id, "type": "web_search_call", "status": "in_progress"}
        self._send("response.output_item.added", item=item, output_index=index)
        for state in ("in_progress", "searching", "completed"):
            self._send(f"response.web_search_call.{state}", **where)
        action: dict[str, Any] = {"type": "search", "query": part.query, "queries": [part.query]}
        if "web_search_call.action.sources" in self._included:
            action["sources"] = [{"type": "url", "url": url} for url in part.sources]
        self._done({**item, "status": "completed", "action": action}, index)

    def _done(self, item: dict[str, Any], index: int) -> None:
        self._output.append(item)
        self._send("response.output_item.done", item=item, output_index=index)

    def _fail(self, part: Fail) -> None:
        if part.announce:
            error = {"type": part.code, "code": part.code, "message": part.message, "param": None}
            self._send("error", error=error)
        self._finish("response.failed", "failed", error={"code": part.code, "message": part.message})

    def _finish(self, kind: str, status: str, **fields: Any) -> None:
        self.final = self._response(status, **fields)
        self._send(kind, response=self.final)
        self.frames.append(Frame(LAST_CHUNK, end="done"))

    @property
    def _included(self) -> list[str]:
        return self._request.body.get("include") or []

    def _response(self, status: str, **fields: Any) -> dict[str, Any]:
        body = self._request.body
        usage = None if status in ("in_progress", "failed") else usage_of(body, self._spoken)
        return {
            "id": self._id,
            "object": "response",
            "created_at": self._created_at,
            "status": status,
            "background": False,
            "error": None,
            "incomplete_details": None,
            "instructions": body.get("instructions"),
            "max_output_tokens": body.get("max_output_tokens"),
            "model": self._request.model,
            "output": list(self._output),
            "parallel_tool_calls": body.get("parallel_tool_calls", True),
            "previous_response_id": body.get("previous_response_id"),
            "reasoning": {"effort": None, "summary": None},
            "store": body.get("store", True),
            "temperature": 1.0,
            "text": {"format": {"type": "text"}},
            "tool_choice": body.get("tool_choice", "auto"),
            "tools": body.get("tools") or [],
            "top_p": 1.0,
            "truncation": "disabled",
            "usage": usage,
            "metadata": body.get("metadata") or {},
        } | fields
