"""The one check of what comes in as JSON: request bodies and the arguments that a model gives to tools.

Postgres cannot hold the character NUL, UTF-8 cannot hold half of a surrogate pair, and JSON can write both; numbers can
be of any size. What is refused and what is mended is decided here and nowhere else:

- NUL, in a value or a key: BadInput. No keyboard types it.
- Half of a surrogate pair: the character U+FFFD in its place. A page that cuts a text in the middle of an emoji sends
  one, and its user did nothing wrong.
- A number that is not finite, or a whole one beyond 64 bits: BadInput.
- More than MAX_VALUES values, or nested deeper than MAX_DEPTH: BadInput.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

from professor_lock.errors import BadInput, MalformedRequest

MAX_DEPTH = 64
MAX_VALUES = 50_000
LARGEST = 2**63 - 1

_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


def read_json(text: str | bytes | bytearray, *, mend: Callable[[Any], None] = lambda value: None) -> Any:
    """A JSON text's value, checked. MalformedRequest when it is not JSON, BadInput when it holds what is refused.

    `mend` may change the value before it is checked.
    """
    try:
        value = json.loads(text if isinstance(text, str) else text.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:  # also bytes that are not UTF-8, and numbers of thousands of digits
        raise MalformedRequest("The body is not valid JSON.") from error
    mend(value)
    return checked(value)


def checked(value: Any) -> Any:
    """The same value without halves of surrogate pairs, which are replaced in place; BadInput for what is refused.

    >>> checked({"a": ["x\\ud83cy", 1.5]})
    {'a': ['x\ufffdy', 1.5]}
    """
    holder = [value]
    level: list[Any] = [holder]
    seen = 0
    for _ in range(MAX_DEPTH + 1):
        following: list[Any] = []
        for container in level:
            seen += len(container)
            if seen > MAX_VALUES:
                raise BadInput(f"There are more than {MAX_VALUES:,} values in it.")
            following += _check_container(container)
        if not following:
            return holder[0]
        level = following
    raise BadInput(f"It is nested more than {MAX_DEPTH} levels deep.")


def checked_text(text: str) -> str:
    """A text without halves of surrogate pairs; BadInput when it holds NUL."""
    if "\x00" in text:
        raise BadInput("It holds a character that no text has (NUL).")
    return text if text.isascii() else _HALF_PAIR.sub("\ufffd", text)


def _check_container(container: dict[str, Any] | list[Any]) -> list[Any]:
    """Check what lies directly in a list or an object, in place; the lists and objects among it."""
    if isinstance(container, dict):
        for key in [key for key in container if checked_text(key) != key]:
            container[checked_text(key)] = container.pop(key)
    inner = []
    for place, value in container.items() if isinstance(container, dict) else enumerate(container):
        if isinstance(value, str):
            whole = checked_text(value)
            if whole is not value:
                container[place] = whole  # type: ignore[index]  # a key or an index of this very container
        elif isinstance(value, dict | list):
            inner.append(value)
        elif isinstance(value, int | float) and not _is_stored(value):
            raise BadInput("It holds a number that is too large.")
    return inner


def _is_stored(number: float) -> bool:
    return -LARGEST <= number <= LARGEST if isinstance(number, int) else math.isfinite(number)


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")
