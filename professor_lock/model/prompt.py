"""Adapts the input of one request to an endpoint: files, roles, earlier calls, and a limit on the length.

Items are those of the Responses API, as the agent's loop holds them. They are copied and never changed.
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
"""Characters that an attached picture or document counts for."""
OUTPUT_CHARS = 2_000
"""Characters of a tool's result that stay where the prompt is too long."""
SHORTENED = "… (shortened)"

Item = dict[str, Any]


def items_of(given: str | Sequence[Any]) -> list[Item]:
    """The input as a list of items."""
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    return [dict(item) for item in given if isinstance(item, Mapping)]


def with_sendable_calls(items: Sequence[Item]) -> list[Item]:
    """The items with earlier calls' arguments made JSON: strict endpoints refuse any other text."""
    return [
        {**item, "arguments": sendable_arguments(item.get("arguments", ""))}
        if item.get("type") == "function_call"
        else item
        for item in items
    ]


def has_files(items: Sequence[Item]) -> bool:
    """Whether any message has a picture or a document."""
    return any(_is_file(part) for item in items for part in _parts(item))


def without_files(items: Sequence[Item]) -> list[Item]:
    """The items with FILE_NOTE in the place of each picture or document."""
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
    """The items with consecutive messages of one role joined, beginning with a user's message.

    A user's message does not follow a tool's result either: Mistral refuses that.
    """
    merged: list[Item] = []
    for item in items:
        if merged and _role(item) == "user" and merged[-1].get("type") == "function_call_output":
            merged.append({"role": "assistant", "content": "(The tool has answered.)"})
        last = merged[-1] if merged else None
        if last is not None and _role(item) and _role(item) == _role(last):
            merged[-1] = {**last, "content": _joined(last.get("content"), item.get("content"))}
        else:
            merged.append(item)
    if merged and _role(merged[0]) not in ("user", "system", "developer"):
        merged.insert(0, {"role": "user", "content": "(The conversation goes on.)"})
    return merged


def last_message(items: Sequence[Item]) -> int:
    """The index of the message that is to be answered, which this run's calls follow; 0 without one."""
    return max((place for place, item in enumerate(items) if _role(item) == "user"), default=0)


def without_history(items: Sequence[Item]) -> list[Item]:
    """The message that is to be answered, and the items after it."""
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
    """The items cut to `room` characters: the oldest items are left out first, then results of tools are cut.

    The message that is to be answered and the calls of this run always stay, so the result can be longer than `room`.
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
    """The items without calls that have no result and results that have no call: endpoints refuse both."""
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
