"""Text and JSON from an endpoint, with the characters replaced that UTF-8 or Postgres cannot hold."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic_core import from_json

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNFIT.sub(REPLACEMENT, text)


def clean_json(value: Any) -> Any:
    """`clean` for every string of a JSON value, names of fields included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(name): clean_json(one) for name, one in value.items()}
    if isinstance(value, list):
        return [clean_json(one) for one in value]
    return value


def read_json(data: bytes) -> Any:
    """The value of JSON text. Bytes that are not UTF-8 are replaced; ValueError for what is not JSON.

    A tab or another control character may stand in a string as it is, which strict JSON does not allow.
    """
    try:
        return from_json(data)
    except ValueError:
        return json.loads(data.decode("utf-8", "replace"), strict=False)


def place_of(value: Any) -> Any:
    """An index as a number: endpoints write 0 as "0" as well, and leave out or null what is the first."""
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return value if isinstance(value, str | int) else 0


def text_of(content: Any) -> str:
    """The text of a content field: a string, one part, or a list of parts of which some are text."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        text = content.get("text", content.get("content", content.get("refusal", content.get("value"))))
        return text_of(text) if text is not None else ""
    if isinstance(content, list):
        return "".join(text_of(part) for part in content)
    return ""
