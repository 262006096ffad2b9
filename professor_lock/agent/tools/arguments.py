"""Says which arguments of a tool call are wrong and what is allowed, by the tool's JSON schema.

The SDK only says that arguments are invalid, which does not tell the model how to correct its call.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

MAX_SAID = 5
MAX_SHOWN_CHARS = 40

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_SAID = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def wrong_arguments(schema: Mapping[str, Any], arguments: str) -> str:
    """A sentence for each argument that is missing, unknown or of the wrong type; at least one sentence.

    >>> wrong_arguments({"properties": {"stake": {"type": "number"}}, "required": ["stake"]}, "{}")
    '"stake" is missing: it must be a number.'
    """
    try:
        given = json.loads(arguments)
    except ValueError:
        return "The arguments are no valid JSON object."
    if not isinstance(given, dict):
        return "The arguments are no JSON object."
    found = list(_of_object(schema, given, schema, ""))
    more = f" And {len(found) - MAX_SAID} more." if len(found) > MAX_SAID else ""
    known = ", ".join(schema.get("properties", {})) or "none"
    return " ".join(found[:MAX_SAID]) + more if found else f"The arguments do not fit. There are: {known}."


def _of_object(part: Mapping[str, Any], given: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    known: Mapping[str, Any] = part.get("properties", {})
    for name in part.get("required", ()):
        if name not in given:
            yield f'"{path}{name}" is missing: it must be {_allowed(known.get(name, {}), root)}.'
    for name, value in given.items():
        if name in known:
            yield from _of_value(known[name], value, root, f"{path}{name}")
        elif part.get("additionalProperties") is False or not path:
            yield f'"{path}{_short(name)}" is no argument: there are {", ".join(known) or "none"}.'


def _of_value(part: Mapping[str, Any], value: object, root: Mapping[str, Any], path: str) -> Iterator[str]:
    part = _resolved(part, root)
    if "anyOf" in part:
        branches = [list(_of_value(one, value, root, path)) for one in part["anyOf"]]
        if all(branches):
            nested = [branch for branch in branches if not branch[0].startswith(f'"{path}" ')]
            yield from nested[0] if nested else [f'"{path}" must be {_allowed(part, root)}, not {_short(value)}.']
        return
    if not _is_allowed(part, value):
        yield f'"{path}" must be {_allowed(part, root)}, not {_short(value)}.'
    elif isinstance(value, dict):
        yield from _of_object(part, value, root, f"{path}.")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _of_value(part.get("items", {}), item, root, f"{path}[{at}]")


def _is_allowed(part: Mapping[str, Any], value: object) -> bool:
    if "enum" in part and value not in part["enum"]:
        return False
    if "const" in part and value != part["const"]:
        return False
    kinds = part.get("type")
    if kinds is None:
        return True
    names = kinds if isinstance(kinds, list) else [kinds]
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, _TYPES.get(name, (object,))) for name in names)


def _allowed(part: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    part = _resolved(part, root)
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_allowed(one, root) for one in part["anyOf"]))
    if "enum" in part:
        return "one of " + ", ".join(json.dumps(value) for value in part["enum"])
    if "const" in part:
        return json.dumps(part["const"])
    kinds = part.get("type", "a value")
    names = kinds if isinstance(kinds, list) else [kinds]
    return " or ".join(_SAID.get(str(name), str(name)) for name in names)


def _resolved(part: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of the schema that a `$ref` refers to."""
    reference = part.get("$ref")
    if not isinstance(reference, str):
        return part
    found: Any = root
    for name in reference.removeprefix("#/").split("/"):
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[:MAX_SHOWN_CHARS]}…"
