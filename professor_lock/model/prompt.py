"""The input of one request as an endpoint takes it: files, roles, earlier calls, and what is dropped when it is long.

Items are those of the Responses API, as the agent's loop keeps them; they are never changed, only copied.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from professor_lock.model.tool_calls import sendable_arguments
from professor_lock.untrusted_text import CANNOT_LOOK, OUTSIDE_DATA, shortened_quotation

FILE_PARTS = frozenset({"input_image", "input_file", "input_audio"})
FILE_NOTE = "(An attached file stood here. You cannot look at it: say so.)"
FILE_CHARS = 4_000
"""What an attached picture or document counts for."""
OUTPUT_CHARS = 2_000
"""What is kept of a tool's result when the prompt is too long otherwise."""
SHORTENED = "… (shortened)"

Item = dict[str, Any]


def items_of(given: str | Sequence[Any]) -> list[Item]:
    """The input as a list of items."""
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    return [dict(item) for item in given if isinstance(item, Mapping)]


def with_sendable_calls(items: Sequence[Item]) -> list[Item]:
    """Earlier calls with arguments that are JSON: strict endpoints refuse a history with others."""
    return [
        {**item, "arguments": sendable_arguments(item.get("arguments", ""))}
        if item.get("type") == "function_call"
        else item
        for item in items
    ]


def has_files(items: Sequence[Item]) -> bool:
    """Whether any message carries a picture or a document."""
    return any(_is_file(part) for item in items for part in _parts(item))


def without_files(items: Sequence[Item]) -> list[Item]:
    """The same with a note in the place of each picture or document."""
    return [_without_files(item) for item in items]


def _without_files(item: Item) -> Item:
    parts = _parts(item)
    if not any(map(_is_file, parts)):
        return item
    kept = [_told(part) for part in parts if not _is_file(part)]
    if kept == [part for part in parts if not _is_file(part)]:
        kept.append({"type": "input_text", "text": FILE_NOTE})
    if all(part.get("type") == "input_text" for part in kept):
        return {**item, "content": "\n\n".join(str(part.get("text", "")) for part in kept)}
    return {**item, "content": kept}


def _told(part: Any) -> Any:
    text = part.get("text")
    return {**part, "text": text.replace(OUTSIDE_DATA, CANNOT_LOOK)} if isinstance(text, str) else part


def with_alternating_roles(items: Sequence[Item]) -> list[Item]:
    """Messages of one role that follow each other become one; the first is a user's."""
    merged: list[Item] = []
    for item in items:
        last = merged[-1] if merged else None
        if last is not None and _role(item) and _role(item) == _role(last):
            merged[-1] = {**last, "content": _joined(last.get("content"), item.get("content"))}
        else:
            merged.append(item)
    if merged and _role(merged[0]) == "assistant":
        merged.insert(0, {"role": "user", "content": "(The conversation goes on.)"})
    return merged


def last_message(items: Sequence[Item]) -> int:
    """Where the message to be answered stands; what follows it are the calls of this run. 0 without one."""
    return max((place for place, item in enumerate(items) if _role(item) == "user"), default=0)


def without_history(items: Sequence[Item]) -> list[Item]:
    """The message to be answered and what follows it."""
    return list(items[last_message(items) :])


def size_of(value: Any) -> int:
    """Characters of an item's JSON; a file counts as FILE_CHARS."""
    if isinstance(value, Mapping):
        if _is_file(value):
            return FILE_CHARS
        return 2 + sum(len(str(name)) + 4 + size_of(one) for name, one in value.items())
    if isinstance(value, str):
        return len(value) + 2
    if isinstance(value, list | tuple):
        return 2 + sum(size_of(one) + 1 for one in value)
    return len(json.dumps(value, default=str))


def shortened(items: Sequence[Item], room: int) -> list[Item]:
    """The items within `room` characters, as far as that goes: the oldest go first, then long results of tools.

    The message to be answered stays whole, and so do the calls of this run.
    """
    sizes = [size_of(item) for item in items]
    last = last_message(items)
    start, total = 0, sum(sizes)
    while total > room and start < last:
        total -= sizes[start]
        start += 1
    while 0 < start < last and _role(items[start]) != "user":
        total -= sizes[start]
        start += 1
    kept = _whole_calls(items[start:])
    return kept if total <= room else [_short_output(item) for item in kept]


def _whole_calls(items: Sequence[Item]) -> list[Item]:
    """Without calls that lack their result, and results that lack their call: endpoints refuse both."""
    calls = {item.get("call_id") for item in items if item.get("type") == "function_call"}
    outputs = {item.get("call_id") for item in items if item.get("type") == "function_call_output"}
    halves = calls ^ outputs
    return [
        item
        for item in items
        if item.get("type") not in ("function_call", "function_call_output") or item.get("call_id") not in halves
    ]


def _short_output(item: Item) -> Item:
    output = item.get("output")
    if item.get("type") == "function_call_output" and isinstance(output, str) and len(output) > OUTPUT_CHARS:
        return {**item, "output": shortened_quotation(output, OUTPUT_CHARS, SHORTENED)}
    return item


def _role(item: Item) -> str:
    is_message = item.get("type", "message") == "message"
    return str(item.get("role", "")) if is_message else ""


def _parts(item: Item) -> list[Any]:
    content = item.get("content")
    return [part for part in content if isinstance(part, Mapping)] if isinstance(content, list) else []


def _is_file(part: Any) -> bool:
    return isinstance(part, Mapping) and part.get("type") in FILE_PARTS


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, str) and isinstance(second, str):
        return f"{first}\n\n{second}"
    return [*_as_parts(first), *_as_parts(second)]


def _as_parts(content: Any) -> list[Any]:
    return [{"type": "input_text", "text": content}] if isinstance(content, str) else list(content or [])
