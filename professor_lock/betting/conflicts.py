"""Legs of one game that cannot stand on one slip: opposite sides, repetitions, and what no result can win."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations, permutations
from typing import TypeVar

from professor_lock.betting.facts import Event, Market
from professor_lock.betting.prop_stats import parts_of
from professor_lock.betting.scores import Wager, possible, winning_scores

SAME_START = timedelta(hours=3)
"""Sources differ by minutes about a start, or one of them has not heard of a delay yet."""

_TELLS_NOTHING = frozenset(
    {"state", "st", "city", "united", "new", "north", "south", "east", "west", "san", "los", "las", "saint"}
)
"""Words that many teams of one last word have: "Michigan State Spartans" are not "San Jose State Spartans"."""

T = TypeVar("T", bound=Wager)

Conflict = tuple[str, tuple[int, ...]]
"""A slip rule's code and the positions of the legs that break it."""


def conflicts(legs: Sequence[tuple[int, Wager]]) -> list[Conflict]:
    """The rules that these legs of one game break, in order of position. Legs come with their positions in the slip.

    `both_sides`: opposite sides of one market at any points. `duplicate`: one side at one point twice, whatever the
    book. `same_market_twice`: one side at two points. `impossible`: no final score wins them all, or one player's
    number would have to be more than a sum that it is part of.
    """
    found: list[Conflict] = []
    for (i, one), (j, other) in combinations(legs, 2):
        if same_market(one, other):
            found.append((_within_market(one, other), (i, j)))
        elif not _winnable([one, other]) or _more_than_its_sum(one, other) or _more_than_its_sum(other, one):
            found.append(("impossible", (i, j)))
    if not found and len(legs) > 2 and not _winnable([leg for _, leg in legs]):
        found.append(("impossible", tuple(i for i, _ in legs)))
    return found


def by_game(legs: Sequence[T]) -> list[list[tuple[int, T]]]:
    """The legs with their positions, those of one game together, in order of the first of each."""
    games: list[list[tuple[int, T]]] = []
    for place in enumerate(legs):
        event = place[1].event
        there = next((game for game in games if same_game(game[0][1].event, event)), None)
        if there is None:
            games.append([place])
        else:
            there.append(place)
    return games


def same_game(one: Event, other: Event) -> bool:
    """One game, also where two sources have names of their own for it: their legs depend on each other all the same.

    Between sources it is the league, about the start, and one team that is certainly the same, as nobody plays twice at
    a time; or the last word of one team ("LA Clippers", "Los Angeles Clippers") and some word of the other, home and
    away in either order: a pair too many only costs the product of two prices. Within one source, where the same teams
    may meet twice a day, it is the id.
    """
    if one.source == other.source or one.id == other.id:
        return one.id == other.id
    if one.league != other.league or abs(one.starts_at - other.starts_at) > SAME_START:
        return False
    mine, theirs = (_words(one.away), _words(one.home)), (_words(other.away), _words(other.home))
    if any(_surely_one(team, listed) for team in mine for listed in theirs):
        return True
    return any(
        team[-1:] == listed[-1:] and set(beside) & set(beside_listed) - _TELLS_NOTHING
        for listings in (theirs, theirs[::-1])
        for (team, listed), (beside, beside_listed) in permutations(zip(mine, listings, strict=True))
    )


def _surely_one(team: list[str], listed: list[str]) -> bool:
    """Whether two spellings are certainly of one team: all words of the shorter, or the last one and another telling.

    "Inter Miami" and "Inter Miami CF", "Miami (OH) RedHawks" and "Miami Ohio RedHawks"; not two teams of one place.
    """
    shorter, longer = sorted((team, listed), key=len)
    if len(shorter) > 1 and set(shorter) <= set(longer):
        return True
    return team == listed or (team[-1:] == listed[-1:] and bool(set(team[:-1]) & set(listed[:-1]) - _TELLS_NOTHING))


def _words(team: str) -> list[str]:
    """A team's name without accents and signs: sources differ in them ("CF Montréal")."""
    plain = unicodedata.normalize("NFKD", team).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.casefold())


def same_market(one: Wager, other: Wager) -> bool:
    """One market of one game: its moneyline, spread or total, one team's total, one player's number."""
    return one.market is other.market and one.subject == other.subject and one.stat == other.stat


def _within_market(one: Wager, other: Wager) -> str:
    if one.selection != other.selection:
        return "both_sides"
    return "duplicate" if one.line == other.line else "same_market_twice"


def _winnable(legs: Sequence[Wager]) -> bool:
    bounds = [winning_scores(leg) for leg in legs]
    return possible([bound for bound in bounds if bound is not None])


def _more_than_its_sum(one: Wager, other: Wager) -> bool:
    """Whether one player's number must be over what a sum it is part of must stay under: 26 points, under 25.5 PRA."""
    same_player = one.market is other.market is Market.PLAYER_PROP and one.subject == other.subject
    if not same_player or one.line is None or other.line is None:
        return False
    part, whole = set(parts_of(one.stat or "")), set(parts_of(other.stat or ""))
    if not part or not part < whole or (one.selection, other.selection) != ("Over", "Under"):
        return False
    return math.floor(one.line) + 1 > math.ceil(other.line) - 1
