"""Collects tool calls as endpoints send them, and gives them valid ids, names and arguments."""

from __future__ import annotations

import json
import re
import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from professor_lock.model.plain_text import clean, clean_json, place_of

MAX_ID_CHARS = 64
"""OpenAI refuses longer ids in a later request."""
OWN_ID_CHARS = 9
"""Length of ids made here, of letters and digits: Mistral accepts no other form."""
MAX_DOUBLING = 3
"""How many times JSON may be wrapped in a JSON string."""
LEGACY = "function_call"
"""The index of a call in the older form, which has none."""
_ID = re.compile(rf"[A-Za-z0-9_.:\-|/=+]{{1,{MAX_ID_CHARS}}}")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NOT_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_LETTERS = string.ascii_letters + string.digits


@dataclass(slots=True)
class CallParts:
    """A call of which parts have arrived."""

    index: Any
    call_id: str = ""
    name: str = ""
    pieces: list[str] = field(default_factory=list)
    first: str = ""
    last: str = ""
    """The first and the newest piece with anything in it."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Data that the endpoint needs back with the call."""

    def add(self, piece: str) -> None:
        """Take the next piece of the arguments' text."""
        self.pieces.append(piece)
        if piece.strip():
            self.first = self.first or piece
            self.last = piece

    def take_object(self, arguments: Any) -> None:
        """Take arguments that came as a JSON object instead of text; they are complete. An empty one replaces none."""
        if arguments or not self.text.strip():
            self.pieces = [json.dumps(arguments)]

    @property
    def text(self) -> str:
        """The arguments so far, as text."""
        if len(self.pieces) > 1:
            self.pieces = ["".join(self.pieces)]
        return self.pieces[0] if self.pieces else ""

    @property
    def arguments(self) -> str:
        """The arguments as text, once all of it has come.

        Where each piece repeats what came before and the pieces together are no JSON, the newest is the whole.
        """
        repeats = self.last.startswith(self.first) and _object_in(self.text) is None
        return self.last if repeats and _object_in(self.last) is not None else self.text

    @property
    def is_whole(self) -> bool:
        """Whether the arguments so far are a JSON object."""
        return _object_in(self.text) is not None


class ChatCalls:
    """The tool calls of one answer of the Chat Completions API, from its deltas."""

    def __init__(self) -> None:
        self.calls: list[CallParts] = []

    def feed(self, deltas: Any) -> None:
        """Read the `tool_calls` of one delta, in any form."""
        for delta in deltas if isinstance(deltas, list) else [deltas]:
            if isinstance(delta, dict):
                self._feed_one(delta)

    def distinct(self) -> list[CallParts]:
        """The calls, without one in the older form that another one repeats: some endpoints send both forms."""
        newer = [(call.name, _object_in(call.arguments)) for call in self.calls if call.index != LEGACY]
        return [
            call for call in self.calls if call.index != LEGACY or (call.name, _object_in(call.arguments)) not in newer
        ]

    def feed_legacy(self, delta: Any) -> None:
        """Read the older `function_call` of a delta, which has at most one call."""
        if isinstance(delta, dict):
            self._feed_one({"function": delta, "index": LEGACY})

    def _feed_one(self, delta: dict[str, Any]) -> None:
        function = delta.get("function")
        if not isinstance(function, dict):
            function = delta
        name = str(function.get("name") or "")
        call_id = delta.get("id")
        call_id = str(call_id) if isinstance(call_id, str | int) and call_id != "" else ""
        arguments = function.get("arguments", function.get("parameters", function.get("input")))
        index = delta.get("index")
        call = self._call_for(None if index is None else place_of(index), call_id, name, arguments)
        call.call_id = call.call_id or call_id
        if name and name != call.name:
            # a name in pieces, or each piece with all before it
            call.name = name if name.startswith(call.name) else call.name + name
        extra = delta.get("extra_content")
        if isinstance(extra, dict):
            call.extra.update(extra)
        for given in (delta, function):
            if isinstance(given.get("provider_specific_fields"), dict):
                call.extra["provider_specific_fields"] = given["provider_specific_fields"]
        if isinstance(arguments, str):
            call.add(arguments)
        elif arguments is not None:
            call.take_object(arguments)

    def _call_for(self, index: Any, call_id: str, name: str, arguments: Any) -> CallParts:
        """The call that a delta belongs to. A new id, or a name after complete arguments, begins a new call."""
        same_id = next((call for call in reversed(self.calls) if call_id and call.call_id == call_id), None)
        if same_id is not None and (index is None or same_id.index == index or not name):
            return same_id
        known = next((call for call in reversed(self.calls) if index is None or call.index == index), None)
        if known is None and self.calls and not call_id and not name:
            return self.calls[-1]  # the rest of a call whose beginning came at another index
        if known is None or (call_id and known.call_id and call_id != known.call_id):
            return self._new(index)
        begins_anew = bool(name) and bool(known.text) and known.is_whole and not call_id
        whole = _object_in(_as_text(arguments)) if begins_anew else None
        if begins_anew and (name != known.name or whole or (whole == {} and index is None)):
            return self._new(index)
        return known

    def _new(self, index: Any) -> CallParts:
        call = CallParts(index)
        self.calls.append(call)
        return call


def _as_text(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments)


def own_id() -> str:
    """A new id, for a call whose own id is not valid."""
    return "".join(secrets.choice(_LETTERS) for _ in range(OWN_ID_CHARS))


def fit_id(call_id: object, taken: Collection[str]) -> str:
    """The call's id where it is valid and not taken by another call, else a new one."""
    if isinstance(call_id, str) and _ID.fullmatch(call_id) and call_id not in taken:
        return call_id
    return own_id()


def fit_name(name: str, tools: Collection[str]) -> str:
    """The name of the tool that is meant (`get_odds` for `functions.get_odds`), always valid to send back."""
    name = name.strip()
    if name not in tools:
        last = re.split(r"[.:/]", name)[-1].strip()
        if last in tools:
            return last
    if _NAME.fullmatch(name):
        return name
    return _NOT_NAME.sub("_", name)[:64] or "unnamed"


def fit_arguments(text: str) -> str:
    """Arguments as one JSON object with clean strings. Other text is unchanged, and the tool refuses it."""
    value = _object_in(text)
    if value is None:
        return clean(text)
    return text if _is_fit(text) else json.dumps(clean_json(value), ensure_ascii=False)


def sendable_arguments(arguments: Any) -> str:
    """Arguments of an earlier call as every endpoint accepts them: a JSON object."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    value = _object_in(text)
    if value is None:
        return json.dumps({"not_valid_json": clean(text)[:2000]})
    return text if _is_fit(text) else json.dumps(clean_json(value), ensure_ascii=False)


def _is_fit(text: str) -> bool:
    """Whether the arguments are a JSON object already, with nothing to replace."""
    if not text.startswith("{") or "\\u" in text or clean(text) != text:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _object_in(text: str) -> dict[str, Any] | None:
    """The object that the arguments mean: {} for no text; wrapped or repeated JSON counts once. None for no object."""
    value: Any = text.strip() or "{}"
    for _ in range(MAX_DOUBLING):
        if not isinstance(value, str):
            break
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = _repeated(value)
    if value is None:
        return {}
    return value if isinstance(value, dict) else None


def _repeated(text: str) -> Any:
    """The document of a text that repeats one JSON document, or has {} beside it; False for any other text."""
    decoder = json.JSONDecoder()
    place, found = 0, None
    text = text.strip()
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return False
        if found and value and value != found:  # an empty object may stand in the place of arguments, or close them
            return False
        found = value or found
        while place < len(text) and text[place].isspace():
            place += 1
    return found if isinstance(found, dict) else False
