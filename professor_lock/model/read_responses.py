"""Reads answers of the Responses API, as a stream of events or one document, in endpoints' various forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from openai.types.responses import ResponseOutputItem
from pydantic import TypeAdapter, ValidationError

from professor_lock.model.answer import Answer
from professor_lock.model.errors import BrokenOff, CutShort, Filtered, ModelFailure, NoAnswer
from professor_lock.model.plain_text import place_of, text_of
from professor_lock.model.quick_json import read_text_delta
from professor_lock.model.refusals import Refusal, refusal_in
from professor_lock.model.tool_calls import CallParts

ENDS = frozenset(
    {"response.completed", "response.done", "response.incomplete", "response.failed", "response.cancelled"}
)
NEEDED = frozenset(
    {
        "response.created",
        "response.output_item.added",
        "response.output_item.done",
        "response.content_part.done",
        "response.output_text.delta",
        "response.output_text.done",
        "response.output_text.annotation.added",
        "response.refusal.delta",
        "response.refusal.done",
        "response.function_call_arguments.delta",
        "response.function_call_arguments.done",
        "response.reasoning_text.delta",
        "response.reasoning_text.done",
        "response.reasoning_summary_text.delta",
        "response.reasoning_summary_text.done",
        "response.reasoning.delta",
        "response.text.delta",
        "response.error",
        "error",
        *ENDS,
    }
)
"""The names of the events that are read; the data of others is not parsed."""


TEXT = frozenset(
    {
        "response.output_text.delta",
        "response.output_text.done",
        "response.text.delta",
        "response.refusal.delta",
        "response.refusal.done",
    }
)
"""Those of NEEDED that only messages have."""


class ResponsesReader:
    """Reads one answer into `answer`: call `feed` with every event, then `end`."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._calls: dict[Any, CallParts] = {}
        self._messages: dict[Any, None] = {}
        self._others: dict[Any, None] = {}
        """The keys of all items in their order."""
        self._by_id: dict[str, Any] = {}
        self._by_index: dict[int, Any] = {}
        self._said: set[Any] = set()
        """The keys of finished items."""
        self._end: Mapping[str, Any] | None = None
        self._end_kind = ""
        self._done = False
        self._understood = False
        self._open: tuple[Any, ...] | None = None
        """Of the last event, if it was text: the names by which it said where, and that place (item, part)."""

    def more(self, data: bytes) -> bool:
        """Read an event that is further text of the same part as the one before; False for any other."""
        if self._open is None:
            return False
        said = read_text_delta(data)
        item_id, output_index, content_index, key, part = self._open
        if said is None or (said.item_id, said.output_index, said.content_index) != (
            item_id,
            output_index,
            content_index,
        ):
            return False
        self._answer.text(key, said.delta, part=part)
        return True

    def feed(self, name: str, value: Any) -> Refusal | None:
        """Read one event, or a document with the whole answer; a Refusal where it is an error, else None."""
        self._open = None
        if not isinstance(value, dict):
            return None
        kind = value.get("type")
        kind = kind if isinstance(kind, str) and kind else name
        if (
            ("output" in value or "output_text" in value)
            and "response" not in value
            and not kind.startswith("response.")
        ):
            kind, value = "response.completed", {"response": value}
        if kind in ("error", "response.error") or kind not in NEEDED:
            return refusal_in({"type": "error", **value} if "error" in kind else value)
        self._understood = True
        self._answer.begin()
        if kind in ENDS:
            return self._take_end(kind, value)
        self._take(kind, value)
        return None

    @property
    def is_over(self) -> bool:
        """Whether the answer is complete, with nothing more to come."""
        return self._end is not None or self._done

    @property
    def has_end(self) -> bool:
        """Whether the event that ends the answer has come, so that a lost connection does not matter."""
        return self.is_over

    def done(self) -> None:
        """Note that `[DONE]` has come, which some endpoints send in this API as well."""
        self._done = True

    def end(self, prompt_chars: int) -> None:
        """End the answer, because the body is over. Raises a ModelFailure unless the answer is complete."""
        response = self._end
        if response is None and not (self._done and self._understood):
            raise BrokenOff() if self._understood else NoAnswer()
        failure = self._failure(response or {})
        if failure is not None:
            raise failure
        open_calls = [key for key in self._calls if key not in self._said]
        if open_calls and response is None:
            raise BrokenOff
        if response is not None:
            self._take_output(response.get("output") or response.get("output_text"))
        for key in open_calls:
            if key not in self._said:
                self._finish_call(key, {})
        self._answer.finish(prompt_chars)

    def _failure(self, response: Mapping[str, Any]) -> ModelFailure | None:
        details = response.get("incomplete_details")
        reason = details.get("reason") if isinstance(details, dict) else None
        if self._end_kind == "response.incomplete" or response.get("status") == "incomplete" or reason:
            if reason == "content_filter":
                return Filtered()
            return CutShort() if reason in (None, "max_output_tokens", "length", "max_tokens") else BrokenOff()
        if self._end_kind == "response.cancelled" or response.get("status") in ("cancelled", "failed"):
            return BrokenOff()
        return None

    def _take_end(self, kind: str, value: Mapping[str, Any]) -> Refusal | None:
        response = value.get("response")
        self._end = response if isinstance(response, dict) else {}
        self._end_kind = kind
        self._take_usage(self._end.get("usage"))
        if kind == "response.failed" or self._end.get("status") == "failed":
            error = self._end.get("error") or value.get("error") or {"message": "failed"}
            return refusal_in({"error": error if isinstance(error, dict) else {"message": str(error)}})
        return None

    def _take(self, kind: str, value: Mapping[str, Any]) -> None:
        key, part = self._key(value), place_of(value.get("content_index"))
        delta = text_of(value.get("delta"))
        if kind in TEXT:
            self._messages.setdefault(key)
        match kind:
            case "response.output_text.delta" | "response.text.delta":
                self._answer.text(key, delta, part=part)
                self._open = (value.get("item_id"), value.get("output_index"), value.get("content_index"), key, part)
            case "response.refusal.delta":
                self._answer.text(key, delta, part=part, kind="refusal")
            case "response.output_text.done":
                self._answer.text_is(key, text_of(value.get("text")), part=part)
                self._answer.part_done(key, part=part)
            case "response.refusal.done":
                self._answer.text_is(key, text_of(value.get("refusal")), part=part, kind="refusal")
                self._answer.part_done(key, part=part)
            case "response.content_part.done":
                self._take_part(key, part, value.get("part"))
            case "response.output_text.annotation.added":
                self._answer.annotation(key, value.get("annotation"), part=part)
            case "response.output_item.added":
                self._item_added(key, value.get("item"))
            case "response.output_item.done":
                item = value.get("item")
                if isinstance(item, dict):
                    self._item_done(key, item)
            case "response.function_call_arguments.delta":
                self._call(key).pieces.append(delta)
            case "response.function_call_arguments.done":
                self._arguments_are(self._call(key), value.get("arguments"))
                self._call(key).name = self._call(key).name or str(value.get("name") or "")
            case "response.reasoning_summary_text.done" | "response.reasoning_text.done":
                self._answer.thinking()
                self._answer.thought_part_done(text_of(value.get("text")))
            case "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" | "response.reasoning.delta":
                self._answer.thought(delta)

    # Items

    def _key(self, value: Mapping[str, Any]) -> Any:
        """The key of an event's item, which the event may name by its index, by its id, or by neither.

        Some endpoints repeat one id for all items, or change an item's id from event to event: an index counts first.
        """
        item, index = value.get("item"), value.get("output_index")
        index = None if index is None else place_of(index)
        item_id = value.get("item_id") or (item.get("id") if isinstance(item, dict) else None)
        item_id = item_id if isinstance(item_id, str) else ""
        known = self._by_id.get(item_id)
        if isinstance(index, int) and index in self._by_index:
            begins = value.get("type") == "response.output_item.added" and known is None and item_id
            if not begins:
                return self._by_index[index]
            # The same index with another id: the endpoint counts wrongly.
            self._by_index[index] = self._by_id[item_id] = ("id", item_id)
            return self._by_index[index]
        if isinstance(index, int):
            key = known if known is not None and known not in self._by_index.values() else ("index", index)
            self._by_index[index] = key
        else:
            key = known if known is not None else ("id", item_id)
        self._by_id.setdefault(item_id, key)
        return key

    def _take_output(self, output: Any) -> None:
        """Read the items of the finished response, as far as no event had them."""
        if isinstance(output, str):
            output = [{"type": "message", "content": output}]
        messages, calls, others = list(self._messages), list(self._calls), list(self._others)
        for number, item in enumerate(_list(output)):
            if not isinstance(item, dict):
                continue
            told = {"function_call": calls, "message": messages}.get(str(item.get("type", "message")), others)
            known = self._by_id.get(item.get("id") or "")
            same = [
                key for key in calls if self._calls[key].call_id and self._calls[key].call_id == item.get("call_id")
            ]
            key = same[0] if same else known if known in told else told[0] if told else ("output", number)
            if key in told:
                told.remove(key)
            self._item_done(key, item)

    def _item_added(self, key: Any, item: Any) -> None:
        if not isinstance(item, dict):
            return
        kind = item.get("type")
        if kind == "message":
            self._messages.setdefault(key)
            self._answer.message(key, item.get("id"))
        elif kind == "reasoning":
            self._others.setdefault(key)
            self._answer.thinking()
        elif kind == "function_call":
            self._answer.before_call()
            call = self._call(key)
            call.name = str(item.get("name") or "") or call.name
            call.call_id = str(item.get("call_id") or "") or call.call_id
            call.extra["id"] = item.get("id")
            if isinstance(item.get("arguments"), str | dict) and item["arguments"]:
                self._arguments_are(call, item["arguments"])
                call.extra["early"] = True

    def _item_done(self, key: Any, item: Mapping[str, Any]) -> None:
        if key in self._said:
            return
        self._said.add(key)
        kind = item.get("type") or ("message" if "content" in item else None)
        if kind == "message":
            self._messages.setdefault(key)
            self._answer.message(key, item.get("id"))
            content = item.get("content")
            if isinstance(content, str):
                self._answer.text_is(key, content)
            for number, part in enumerate(_list(content)):
                self._take_part(key, number, part)
            self._answer.message_done(key, item.get("phase"))
        elif kind == "reasoning":
            self._reasoning_done(item)
        elif kind == "function_call":
            self._finish_call(key, item)
        elif kind is not None:
            self._others.setdefault(key)
            self._other(item)

    def _take_part(self, key: Any, number: Any, part: Any) -> None:
        if isinstance(part, str):
            part = {"type": "output_text", "text": part}
        if not isinstance(part, dict):
            return
        if part.get("type") == "refusal" or isinstance(part.get("refusal"), str):
            self._answer.text_is(key, text_of(part.get("refusal")), part=number, kind="refusal")
        elif part.get("type") in (None, "output_text", "text", "input_text"):
            self._answer.text_is(key, text_of(part.get("text")), part=number)
            for annotation in _list(part.get("annotations")):
                self._answer.annotation(key, annotation, part=number)
        self._answer.part_done(key, part=number)

    def _reasoning_done(self, item: Mapping[str, Any]) -> None:
        self._answer.thinking()
        self._answer.thought_done({**item})

    def _call(self, key: Any) -> CallParts:
        if key not in self._calls:
            self._calls[key] = CallParts(key)
        return self._calls[key]

    def _arguments_are(self, call: CallParts, arguments: Any) -> None:
        if isinstance(arguments, str) and arguments.strip() and (arguments.strip() != "{}" or not call.text.strip()):
            call.pieces = [arguments]
        elif isinstance(arguments, dict):
            call.take_object(arguments)

    def _finish_call(self, key: Any, item: Mapping[str, Any]) -> None:
        self._said.add(key)
        call = self._call(key)
        self._arguments_are(call, item.get("arguments"))
        name = str(item.get("name") or "") or call.name
        if name:
            call_id = item.get("call_id") or call.call_id
            item_id = item.get("id") or call.extra.get("id")
            self._answer.call(name, call.text, call_id=call_id, item_id=item_id)

    def _other(self, item: Mapping[str, Any]) -> None:
        try:
            self._answer.other(_any_item().validate_python({**item}))
        except ValidationError:
            return  # an item of an unknown kind cannot be sent back either

    def _take_usage(self, usage: Any) -> None:
        if isinstance(usage, dict):
            asked, said = usage.get("input_tokens_details"), usage.get("output_tokens_details")
            self._answer.usage(
                usage.get("input_tokens", usage.get("prompt_tokens")),
                usage.get("output_tokens", usage.get("completion_tokens")),
                cached=asked.get("cached_tokens") if isinstance(asked, dict) else 0,
                reasoning=said.get("reasoning_tokens") if isinstance(said, dict) else 0,
            )


@cache
def _any_item() -> TypeAdapter[Any]:
    """Cached and made on first use: it covers every kind of item, and few answers have such an item."""
    return TypeAdapter(ResponseOutputItem)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
