"""Reads which season a question is about, and checks that figures are of that season."""

from __future__ import annotations

import re
from datetime import datetime

from professor_lock.sources.names.text import fold

MAX_QUESTION_CHARS = 400
NEW_SEASON_MONTH = 8
"""From this month on, a season that ends in the present year is the last one, no longer the current one."""
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)?\d\d))?(?!\d)")
_SHORT = re.compile(
    r"(?:(?P<before>\b(?:in|the|during|for|of)\s+['’]?)|['’])?(?<!\d)(?P<first>\d\d)\s?[-–/]\s?['’]?(?P<last>\d\d)(?!\d)"
    r"(?P<after>\s+seasons?\b)?",
    re.IGNORECASE,
)
"""Both years of a season as two digits ("23-24"), with the words around them."""
_LAST = re.compile(
    r"\b(?:(?:last|previous|prior) (?:season|year)|(?:season|year)s? (?:ago|before)|rookie (?:season|year)"
    r"|(?:season|year)s? back|as a rookie|(?:first|second) season)\b"
)
"""Words for a season that is over."""
_CAREER = re.compile(r"\b(?:career|all time|lifetime)\b")
"""Words for more than any one season."""


def is_season_asked(question: str, season: str, now: datetime) -> bool:
    """Whether figures of `season` ("2025-26", "2025") answer the question. True where either names no season.

    >>> at = datetime(2026, 2, 1)
    >>> is_season_asked("points in 2023-24", "2025-26", at), is_season_asked("points in 2024", "2023-24", at)
    (False, True)
    >>> is_season_asked("points last season", "2025-26", at), is_season_asked("points", "2025-26", at)
    (False, True)
    """
    given = _YEARS.search(season)
    if given is None:
        return True
    text = question[:MAX_QUESTION_CHARS]
    first, last = _span(given)
    asked = [_span(one) for one in _YEARS.finditer(text)] or _short_spans(text, now)
    if asked:
        return any(start == first and end == last if start != end else first <= start <= last for start, end in asked)
    said = fold(text)
    if _CAREER.search(said):
        return False
    return not _LAST.search(said) or not _is_current(first, last, now)


def _span(found: re.Match[str]) -> tuple[int, int]:
    """First and last year of a season: (2023, 2024) for "2023-24", (2025, 2025) for "2025"."""
    first = int(found[1])
    if found[2] is None:
        return first, first
    last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    return first, last + 100 if last < first else last


def _short_spans(text: str, now: datetime) -> list[tuple[int, int]]:
    """The seasons that a text names by two digits a year, none later than the next; "20-25 points" names none."""
    spans = []
    for one in _SHORT.finditer(text):
        first, last = int(one["first"]), int(one["last"])
        said = one["before"] or one["after"] or one[0][0] in "'’"
        if said and (first + 1) % 100 == last:
            year = now.year // 100 * 100 + first
            year -= 100 if year > now.year + 1 else 0
            spans.append((year, year + 1))
    return spans


def _is_current(first: int, last: int, now: datetime) -> bool:
    if first == last:
        return last >= now.year
    return last > now.year or (last == now.year and now.month < NEW_SEASON_MONTH)
