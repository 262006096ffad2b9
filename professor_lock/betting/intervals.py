"""Rates with their honest width: Wilson's interval, and when a rate may be named at all."""

from __future__ import annotations

import math

from professor_lock.errors import BadInput

Z_95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""
MIN_DECIDED = 5
"""Below so many decided games only counts are given, no percentage."""


def wilson(hits: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """Wilson's score interval (1927) for a rate. `hits` may hold halves. BadInput unless 0 <= hits <= n and n > 0.

    >>> [round(bound, 2) for bound in wilson(7, 10)], round(wilson(5, 5)[0], 2)
    ([0.4, 0.89], 0.57)
    """
    if not (math.isfinite(hits) and math.isfinite(n) and 0 <= hits <= n and n > 0):
        raise BadInput("A rate needs hits from 0 to the number of games, and at least one game.", field="hits")
    rate = hits / n
    spread = z * z / n
    centre = (rate + spread / 2) / (1 + spread)
    half = z * math.sqrt(rate * (1 - rate) / n + spread / (4 * n)) / (1 + spread)
    # At the ends the exact bound is 0 or 1; rounding must not put it a hair beyond.
    return max(0.0, centre - half) if hits else 0.0, min(1.0, centre + half) if hits < n else 1.0


def rate_text(hits: int, decided: int) -> str:
    """A hit rate as it may be shown: with its interval, or as counts alone below `MIN_DECIDED`.

    >>> rate_text(7, 10), rate_text(3, 4), rate_text(0, 0)
    ('7 of 10 (70%, 95% interval 40-89%)', '3 of 4', 'n/a')
    """
    if decided == 0:
        return "n/a"
    if decided < MIN_DECIDED:
        return f"{hits} of {decided}"
    low, high = wilson(hits, decided)
    return f"{hits} of {decided} ({_percent(hits / decided)}%, 95% interval {_percent(low)}-{_percent(high)}%)"


def _percent(share: float) -> int:
    return math.floor(100 * share + 0.5)
