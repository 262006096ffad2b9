"""How often a number went over today's line in past games: a description of the past, never a probability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from professor_lock.betting.intervals import MIN_DECIDED, rate_text, wilson


@dataclass(frozen=True, slots=True)
class HitRate:
    """Past games against one line. `decided` = hits + misses; `missed_games` were not played and count nowhere.

    `rate` and `interval` (95%, Wilson) are None below `MIN_DECIDED` decided games.
    """

    hits: int
    misses: int
    pushes: int
    missed_games: int
    rate: float | None
    interval: tuple[float, float] | None

    @property
    def decided(self) -> int:
        return self.hits + self.misses

    @property
    def text(self) -> str:
        """As it may be shown: "7 of 10 (70%, 95% interval 40-89%), 1 push, 2 games not played"."""
        parts = [rate_text(self.hits, self.decided)]
        if self.pushes:
            parts.append(f"{self.pushes} push{'es' if self.pushes > 1 else ''}")
        if self.missed_games:
            parts.append(f"{self.missed_games} game{'s' if self.missed_games > 1 else ''} not played")
        return ", ".join(parts)


def hit_rate(values: Iterable[float | Fraction | None], line: Fraction, *, over: bool = True) -> HitRate:
    """Count games over (or under) the line, pushes apart. None is a game with zero minutes: left out and counted.

    >>> hit_rate([25, 30, 22, None, 24, 28, 19], Fraction(24)).text
    '3 of 5 (60%, 95% interval 23-88%), 1 push, 1 game not played'
    """
    hits = misses = pushes = missed = 0
    for value in values:
        if value is None:
            missed += 1
        elif value == line:
            pushes += 1
        elif (value > line) is over:
            hits += 1
        else:
            misses += 1
    enough = hits + misses >= MIN_DECIDED
    return HitRate(
        hits=hits,
        misses=misses,
        pushes=pushes,
        missed_games=missed,
        rate=hits / (hits + misses) if enough else None,
        interval=wilson(hits, hits + misses) if enough else None,
    )
