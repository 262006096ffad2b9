"""Which final scores win a leg, and whether any wins several at once.

A final score is two whole numbers from 0 up, and every leg on a game's outcome bounds one of four of their sums: the
home margin, the total, the visitors' score, the home score. Whether a score satisfies all bounds is decided exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Protocol

from professor_lock.betting.facts import Event, Market

_FAR = 10**9
"""Beyond any score: an absent bound."""


class Wager(Protocol):
    """What of a leg decides which scores win it."""

    @property
    def event(self) -> Event: ...
    @property
    def market(self) -> Market: ...
    @property
    def selection(self) -> str: ...
    @property
    def line(self) -> Fraction | None: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def stat(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Bound:
    """A sum of the score that must lie in [low, high]: "margin" (home - away), "total", "away" or "home"."""

    of: str
    low: int = -_FAR
    high: int = _FAR


def winning_scores(leg: Wager) -> Bound | None:
    """The bound that holds exactly when the leg wins (half-won counts); None where final scores do not decide it."""
    if leg.market is Market.MONEYLINE:
        return _moneyline(leg)
    if leg.line is None:
        return None
    if leg.market is Market.SPREAD and leg.selection == leg.event.home:
        return Bound("margin", low=math.floor(-leg.line) + 1)
    if leg.market is Market.SPREAD and leg.selection == leg.event.away:
        return Bound("margin", high=math.ceil(leg.line) - 1)
    counted = _counted(leg)
    if counted and leg.selection == "Over":
        return Bound(counted, low=math.floor(leg.line) + 1)
    if counted and leg.selection == "Under":
        return Bound(counted, high=math.ceil(leg.line) - 1)
    return None


def possible(bounds: Iterable[Bound]) -> bool:
    """Is there a final score within all bounds?

    >>> possible([Bound("margin", low=1), Bound("margin", high=-3)])
    False
    >>> possible([Bound("margin", low=1), Bound("total", 3, 3)])
    True
    """
    low = {"margin": -_FAR, "total": 0, "away": 0, "home": 0}
    high = dict.fromkeys(low, _FAR)
    for bound in bounds:
        low[bound.of] = max(low[bound.of], bound.low)
        high[bound.of] = min(high[bound.of], bound.high)
    # All corners of the region lie within this: a fitting score exists below it, if one exists at all.
    reach = 4 + 4 * max(abs(value) for value in (*low.values(), *high.values()) if abs(value) != _FAR)
    start, stop = max(low["margin"], -reach), min(high["margin"], reach)
    # From the closest game outwards: where a score exists at all, it is mostly found at once.
    nearest = min(max(0, start), stop)
    outwards = chain.from_iterable((nearest + step, nearest - step) for step in range(stop - start + 1))
    return any(start <= margin <= stop and _away_fits(margin, low, high) for margin in outwards)


def implies(leg: Wager, other: Wager) -> bool:
    """Does every score that wins `leg` also win `other`? False where scores do not decide both."""
    won, needed = winning_scores(leg), winning_scores(other)
    if won is None or needed is None:
        return False
    below = needed.low > -_FAR and possible([won, Bound(needed.of, high=needed.low - 1)])
    above = needed.high < _FAR and possible([won, Bound(needed.of, low=needed.high + 1)])
    return not (below or above)


def _moneyline(leg: Wager) -> Bound | None:
    if leg.selection == leg.event.home:
        return Bound("margin", low=1)
    if leg.selection == leg.event.away:
        return Bound("margin", high=-1)
    return Bound("margin", 0, 0) if leg.selection == "Draw" else None


def _counted(leg: Wager) -> str | None:
    if leg.market is Market.TOTAL:
        return "total"
    if leg.market is Market.TEAM_TOTAL:
        return {leg.event.away: "away", leg.event.home: "home"}.get(leg.subject or "")
    return None


def _away_fits(margin: int, low: dict[str, int], high: dict[str, int]) -> bool:
    """With the margin fixed, home = away + margin and total = 2 away + margin: is a whole away score left?"""
    least = max(low["away"], low["home"] - margin, -((margin - low["total"]) // 2))
    most = min(high["away"], high["home"] - margin, (high["total"] - margin) // 2)
    return least <= most
