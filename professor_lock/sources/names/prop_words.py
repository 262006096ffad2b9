"""Reads a player prop as users write it ("LeBron James over 25.5", "Curry 20+ points"): player, side, stat and line.

Every word must belong to the player, the side, the line, the price, the day or the stat; otherwise it is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from professor_lock.betting.grading import over_line
from professor_lock.betting.legs import LegRequest, UnmatchedLeg
from professor_lock.betting.prop_stats import split_stat, stat_meant, stat_within
from professor_lock.sources.names.leg_words import (
    OVER_UNDER,
    line_written,
    numbers_in,
    plain_numbers,
    spelt_out,
    strange_word,
)
from professor_lock.sources.names.market_words import not_carried
from professor_lock.sources.names.questions import POSSESSIVE
from professor_lock.sources.names.text import fold
from professor_lock.sources.names.when import ANY_TIME, When, both, split_when

_MILESTONE = re.compile(r"\b(\d{1,3})\s?\+(?=\s|$)|\b(\d{1,3})\s+or\s+more\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bat\s+least\s+(\d{1,3})(?![\d.])", re.IGNORECASE)
_THREES = re.compile(
    r"\b3(?:-?pts?|[\s-]*pt?rs?|[\s-]*pointers?|-?ptm|[\s-]+points?\s+(?:field\s+goals?|shots?))\b", re.IGNORECASE
)
"""Does not match "3 pts": that may be a line of three points."""
_THREES_OR_HOUR = re.compile(r"\b3\s?pm\b", re.IGNORECASE)
_FILLING = frozenset({"the", "a", "of", "for", "on", "in", "player", "prop", "props", "bet", "s", "total", "made"})
_INITIAL = re.compile(r"[A-Z]\.?|[a-z]\.")


@dataclass(frozen=True, slots=True)
class WantedProp:
    """A prop request as read. `player` is as written; `side` is "Over" or "Under"; `stat` is one of `prop_stats`.

    `line` is None where none is named; `event` is the text that names the game.
    """

    asked: str
    player: str
    side: str
    stat: str
    line: Fraction | None
    event: str | None
    when: When = ANY_TIME


def read_prop(request: LegRequest) -> WantedProp | UnmatchedLeg:
    """The prop that the request asks for, or `UnmatchedLeg` with the reason; "20+" is over 19.5.

    The stat is the request's own, or else the one that the selection names.
    """
    asked = ", ".join(filter(None, (request.selection.strip(), request.stat, request.event)))
    text = _AT_LEAST.sub(r"\1+", plain_numbers(_with_threes(request.selection, request.stat)))
    refused = strange_word(text) or strange_word(request.event or "") or not_carried(text, request.stat, request.event)
    text, when = split_when(text)
    event, event_when = split_when(request.event or "")
    days = both(when, event_when)
    if refused or days is None:
        return UnmatchedLeg(asked, refused or "The words name two different days.")
    milestone = _MILESTONE.search(text)
    if milestone and int(milestone[1] or milestone[2]):
        number = milestone[1] or milestone[2]
        text = text.replace(milestone[0], f" over {float(over_line(f'{number}+')):g} ", 1)
    text = spelt_out(text)
    directions = {found.casefold()[0] for found in OVER_UNDER.findall(text)}
    if len(directions) != 1:
        return UnmatchedLeg(asked, "Is it Over or Under?" if directions else _no_side(request.stat or ""))
    text, lines, _prices = numbers_in(OVER_UNDER.sub(" | ", text))
    line = line_written(lines, request.line)
    if isinstance(line, str):
        return UnmatchedLeg(asked, line)
    named = _player_and_stat(text, request.stat or "")
    if isinstance(named, str):
        return UnmatchedLeg(asked, named)
    side = "Over" if directions == {"o"} else "Under"
    return WantedProp(asked, named[0], side, named[1], line, event or None, days)


def _with_threes(text: str, stat: str | None) -> str:
    """The text with "3-pointers" and "3PM" as "threes", so that 3 is no line; with another stat "3pm" is an hour."""
    text = _THREES.sub(" threes ", text)
    hour = _THREES_OR_HOUR.search(text)
    if hour is None or stat_within(fold(_THREES_OR_HOUR.sub(" ", text)).split()):
        return text
    counted = stat_meant(fold(stat)) if stat else "threes"
    return _THREES_OR_HOUR.sub(" threes ", text) if counted == "threes" else text


def _no_side(stat: str) -> str:
    """What to say of a request without Over or Under: it may name no market at all."""
    if stat and stat_meant(fold(stat)) is None:
        return f"{stat!r} is no market here: moneyline, spread, total, or what is counted of a player, as in points."
    return "A player prop needs Over or Under."


def _player_and_stat(text: str, stat: str) -> tuple[str, str] | str:
    """(player, stat) from the words before and after the side, or a sentence that says what is unclear."""
    before, _, after = text.partition("|")
    rest_before, said_before = _without_stat(before)
    rest_after, said_after = _without_stat(after.replace("|", " "))
    if rest_before and rest_after:
        return f"I do not know what {' '.join(rest_after)!r} means in this bet."
    player = " ".join(rest_before or rest_after)
    stats = {found for found in (said_before, said_after) if found}
    if stat:
        stats.add(stat_meant(fold(stat)) or fold(stat))
    if not fold(player):
        return "Which player is that on?"
    if len(stats) > 1:
        return f"That names {' and '.join(sorted(stats))}: which is meant?"
    return player, stat or (stats.pop() if stats else "")


def _without_stat(text: str) -> tuple[list[str], str | None]:
    """The words without filling words, possessives and the words of the stat, and the stat."""
    words = [word.strip(',;:()[]!?"“”') for word in POSSESSIVE.sub("", text).split()]
    words = [word for word in words if fold(word)]
    rest, stat = _split(words)  # "shots on target" needs its "on"
    if stat is None:
        rest, stat = _split(_without_filling(words))
    return _without_filling(rest), stat


def _without_filling(words: list[str]) -> list[str]:
    """The words without filling words; "a" and "s" are filling words, the initials "A." and "S" are not."""
    return [word for word in words if fold(word) not in _FILLING or _INITIAL.fullmatch(word)]


def _split(words: list[str]) -> tuple[list[str], str | None]:
    """`split_stat` for words as they are written."""
    folded = [fold(word) for word in words]
    rest, stat = split_stat(folded)
    return (words[: len(rest)] if folded[: len(rest)] == rest else words[len(words) - len(rest) :]), stat
