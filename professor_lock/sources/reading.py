"""Reads values out of providers' JSON: a value of the type that is needed, else `Unreadable`. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

from professor_lock.sources.errors import ChangedShape

MAX_NAME_LETTERS = 120
UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u180e\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e0fff]+"
)
"""Control signs, invisible signs, those that turn the direction of writing round, halves of signs, and the tags in
which words can be hidden from people alone."""
MAX_INTEGER = 10**12
UNREADABLE_SHARE = 0.5
"""Where more than this share of a list cannot be read, the provider has changed its shape and none of it is trusted."""
MAX_PLACES = 12

Json = Any
"""What `json.loads` gives with Decimal for numbers with a point."""


_T = TypeVar("_T")


class Unreadable(ValueError):
    """A part of an answer is not what it should be. Caught where the part can be left out, or becomes ChangedShape."""


def shaped(source: str, read: Callable[[], _T]) -> _T:
    """What `read` makes of an answer; ChangedShape of `source` when it finds the answer unreadable."""
    try:
        return read()
    except Unreadable as error:
        raise ChangedShape(f"{source} sent something we cannot read.", source=source) from error


def mapping(value: Json, what: str) -> Mapping[str, Json]:
    """The value, which must be a JSON object; Unreadable names it as `what` otherwise."""
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is not an object")
    return value


def sequence(value: Json, what: str) -> Sequence[Json]:
    """The value, which must be a JSON list; Unreadable names it as `what` otherwise."""
    if not isinstance(value, list):
        raise Unreadable(f"{what} is not a list")
    return value


def text(value: Json, what: str, *, limit: int = MAX_NAME_LETTERS) -> str:
    """Text with something in it and of a sane length, on one line, with nothing invisible in it."""
    line = optional_text(value, limit=limit)
    if line is None:
        raise Unreadable(f"{what} is not a short text")
    return line


def optional_text(value: Json, *, limit: int = MAX_NAME_LETTERS) -> str | None:
    """The text as `text` gives it, or None for anything else."""
    if not isinstance(value, str) or len(value) > 2 * limit:
        return None
    line = " ".join(UNPRINTABLE.sub(" ", value).split())
    return line if 0 < len(line) <= limit else None


def number(value: Json, what: str, low: int, high: int) -> int | Decimal:
    """A number in [low, high]. The bounds come first: an exponent of a billion must never be expanded."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not low <= value <= high:
        raise Unreadable(f"{what} is not a number from {low} to {high}")
    if isinstance(value, Decimal) and int(value.as_tuple().exponent) < -MAX_PLACES:
        raise Unreadable(f"{what} has more places than a real number would")
    return value


def count(value: Json) -> int | None:
    """A whole number of zero or more from a number or its text, None when it is unknown or something else.

    >>> count("499"), count("499.0"), count(""), count(None), count(-1)
    (499, 499, None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        whole, _, rest = value.strip().partition(".")
        if not (whole.isascii() and whole.isdigit() and len(whole) <= 12 and not rest.strip("0")):
            return None
        value = int(whole)
    return value if isinstance(value, int) and 0 <= value <= MAX_INTEGER else None


def moment(value: Json, what: str) -> datetime:
    """An ISO 8601 time with an offset ("Z" too) as aware UTC; Unreadable without an offset.

    >>> moment("2022-11-23T01:05:10Z", "start").isoformat(), moment("2022-11-23T00:30Z", "start").isoformat()
    ('2022-11-23T01:05:10+00:00', '2022-11-23T00:30:00+00:00')
    """
    if not isinstance(value, str):
        raise Unreadable(f"{what} is not a time")
    try:
        parsed = datetime.fromisoformat(value.strip())
        if parsed.tzinfo is None:
            raise Unreadable(f"{what} has no offset")
        return parsed.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(f"{what} is not a time") from error
