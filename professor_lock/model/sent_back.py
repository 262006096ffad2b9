"""What an endpoint of the Chat Completions API needs back with a call: a signature, its own id, the thoughts before it.

They travel as `provider_data` of a call within one run; threads do not keep them. Gemini's signatures and LiteLLM's ids
always go back, thoughts only where the endpoint was seen to need them (DeepSeek, Kimi, models behind OpenRouter).
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Mapping, Sequence
from typing import Any

from professor_lock.model.tool_calls import MAX_ID_CHARS, OWN_ID_CHARS

SIGNED_ID = "__thought__"
"""LiteLLM writes Gemini's signature into the id of a call, behind this."""
MAX_THOUGHT_CHARS = 400_000
MAX_SCHEMA_DEPTH = 20
_LETTERS = string.ascii_letters + string.digits

Item = dict[str, Any]


class Thoughts:
    """The thoughts of an answer, in the form in which they came."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._details: list[dict[str, Any]] = []
        self._chars = 0

    def add(self, text: str) -> None:
        """Add a piece of `reasoning_content` or its relatives."""
        self._chars += len(text)
        if self._chars <= MAX_THOUGHT_CHARS:
            self._text.append(text)

    def add_details(self, details: Sequence[Any]) -> None:
        """Add pieces of `reasoning_details`; neighbours of one kind and index are one."""
        for detail in details:
            if not isinstance(detail, dict) or self._chars > MAX_THOUGHT_CHARS:
                continue
            self._chars += len(str(detail))
            last = self._details[-1] if self._details else None
            if last is not None and all(last.get(name) == detail.get(name) for name in ("type", "index")):
                for name, value in detail.items():
                    if name in ("text", "summary", "data") and isinstance(value, str):
                        last[name] = (last.get(name) or "") + value
                    elif value is not None:
                        last[name] = value
            else:
                self._details.append(dict(detail))

    def as_data(self) -> dict[str, Any]:
        """The thoughts as part of a call's data."""
        data: dict[str, Any] = {}
        if self._text:
            data["reasoning_content"] = "".join(self._text)
        if self._details:
            data["reasoning_details"] = self._details
        return data


def data_of_call(extra: Mapping[str, Any], call_id: str) -> dict[str, Any]:
    """What the endpoint needs back with a call; the signature under the name that the SDK's converter knows."""
    google = extra.get("google")
    signature = google.get("thought_signature") if isinstance(google, dict) else None
    data = {"thought_signature": signature} if signature else {}
    if isinstance(extra.get("provider_specific_fields"), dict):
        data["provider_specific_fields"] = extra["provider_specific_fields"]
    if SIGNED_ID in call_id and len(call_id) > MAX_ID_CHARS:
        data["call_id"] = call_id
    return data


def give_back(messages: Sequence[Any], items: Sequence[Item], *, thoughts: bool) -> None:
    """Add to the messages made of `items` what belongs to their calls, and with `thoughts` the thoughts before them."""
    data = {item["call_id"]: item["provider_data"] for item in items if isinstance(item.get("provider_data"), dict)}
    if not data and not thoughts:
        return
    for message in messages:
        if message.get("role") == "tool":
            call_id = message.get("tool_call_id")
            message["tool_call_id"] = data.get(call_id, {}).get("call_id", call_id)
        elif message.get("role") == "assistant":
            _give_back(message, data, thoughts=thoughts)


def _give_back(message: dict[str, Any], data: Mapping[str, Mapping[str, Any]], *, thoughts: bool) -> None:
    kept: dict[str, Any] = {}
    for call in message.get("tool_calls") or ():
        own = data.get(call["id"], {})
        kept |= own
        if own.get("thought_signature"):
            call["extra_content"] = {"google": {"thought_signature": own["thought_signature"]}}
        if "provider_specific_fields" in own:
            call["provider_specific_fields"] = own["provider_specific_fields"]
        call["id"] = own.get("call_id", call["id"])
    if thoughts:
        # Also where there was no thought: DeepSeek wants the field in every message of the assistant.
        message["reasoning_content"] = kept.get("reasoning_content", "")
        if "reasoning_details" in kept:
            message["reasoning_details"] = kept["reasoning_details"]


def with_short_ids(items: Sequence[Item]) -> list[Item]:
    """The items with ids of calls of nine letters and digits, as Mistral wants them, the same in every request."""
    return [
        {**item, "call_id": _short(item["call_id"])} if isinstance(item.get("call_id"), str) else item for item in items
    ]


def _short(call_id: str) -> str:
    if len(call_id) == OWN_ID_CHARS and call_id.isascii() and call_id.isalnum():
        return call_id
    number = int.from_bytes(hashlib.sha256(call_id.encode("utf-8", "replace")).digest()[:8])
    letters = []
    for _ in range(OWN_ID_CHARS):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)


def without_schema_words(tool: Any, words: frozenset[str]) -> Any:
    """A tool without some words of its schema; references become what they name where `$defs` is one of the words."""
    if not isinstance(tool, dict):
        return tool
    plain = dict(tool)
    function = plain.get("function")
    if isinstance(function, dict):
        plain["function"] = without_schema_words(function, words)
        return plain
    schema = plain.get("parameters")
    if isinstance(schema, dict):
        defined = schema.get("$defs")
        inline = defined if words & {"$defs", "$ref"} and isinstance(defined, dict) else {}
        plain["parameters"] = _plain_schema(schema, words | ({"$defs"} if inline else frozenset()), inline, 0)
        plain.pop("strict", None)  # it is only for schemas that say all of it
    return plain


def _plain_schema(schema: Any, words: frozenset[str], inline: Mapping[str, Any], depth: int) -> Any:
    if isinstance(schema, list):
        return [_plain_schema(one, words, inline, depth) for one in schema]
    if not isinstance(schema, dict) or depth > MAX_SCHEMA_DEPTH:
        return schema
    named = inline.get(str(schema.get("$ref", "")).removeprefix("#/$defs/"))
    if isinstance(named, dict):
        schema = named | {name: value for name, value in schema.items() if name != "$ref"}
    plain: dict[str, Any] = {}
    for name, value in schema.items():
        if name == "properties" and isinstance(value, dict):
            plain[name] = {one: _plain_schema(its, words, inline, depth + 1) for one, its in value.items()}
        elif name not in words:
            plain[name] = _plain_schema(value, words, inline, depth + 1)
    return plain
