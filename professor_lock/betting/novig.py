"""Taking the vig out: from the implied probabilities of one book's whole market to fair ones that sum to 1.

`overround` (the vig) is what the implied probabilities sum to above 1; `hold` is the share of a balanced handle the
book keeps. They are two numbers and never share a word. All methods agree within .002 for prices from -120 to +120; at
long prices they part (favourite-longshot bias), which is why a claim of value there must survive Shin's method too.
Sources: Clarke, Kovalchik & Ingram 2017 (Am. J. Sports Science 5(6)); Shin 1993; Jullien & Salanie 1994;
Strumbelj 2014 (Int. J. Forecasting).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction

from professor_lock.errors import BadInput

_EXACT, _MAX_STEPS = 1e-15, 200
_ONE = 1e-12
"""Implied probabilities summing this close to 1 hold no vig: rounding of floats, not a price."""


class NoVig(StrEnum):
    """The ways to take the vig out. Multiplicative is the default for spreads and totals."""

    MULTIPLICATIVE = "multiplicative"
    ADDITIVE = "additive"
    POWER = "power"
    ODDS_RATIO = "odds_ratio"
    SHIN = "shin"


def hold(implied: Sequence[float | Fraction]) -> float:
    """The share of a balanced handle that is kept: 1 - 1/B. Negative for the best prices of books that disagree enough.

    >>> round(hold([11 / 21, 11 / 21]), 5)
    0.04545
    """
    return 1 - 1 / float(sum(_market(implied)))


def no_vig(implied: Sequence[float | Fraction], method: NoVig | str = NoVig.MULTIPLICATIVE) -> tuple[float, ...]:
    """Fair probabilities in the order given, summing to 1.

    BadInput for fewer than two sides (one side alone has no fair price), for an implied probability outside (0, 1), for
    an additive result that is not positive, and for Shin below 100%, where it is undefined.

    >>> [round(p, 4) for p in no_vig([300 / 400, 100 / 340])]
    [0.7183, 0.2817]
    >>> [round(p, 4) for p in no_vig([300 / 400, 100 / 340], "power")]
    [0.7331, 0.2669]
    """
    market = [float(q) for q in _market(implied)]
    try:
        solve = _METHODS[NoVig(method)]
    except ValueError:
        raise BadInput(f"{method!r} is not a no-vig method: use one of {', '.join(NoVig)}.", field="method") from None
    total = math.fsum(market)
    if abs(total - 1) < _ONE:
        return tuple(market)
    fair = solve(market, total)
    scale = math.fsum(fair)  # the roots are found to the last bits; their sum is made 1 to the last bit too
    return tuple(p / scale for p in fair)


def _market(implied: Sequence[float | Fraction]) -> Sequence[float | Fraction]:
    if len(implied) < 2:
        raise BadInput("A market needs at least two sides: one side alone has no fair price.", field="market")
    for q in implied:
        if isinstance(q, bool) or not isinstance(q, float | Fraction) or not 0 < q < 1:
            raise BadInput(f"{q!r} is not an implied probability between 0 and 1.", field="market")
    return implied


def _multiplicative(market: list[float], total: float) -> list[float]:
    """p = q / B."""
    return [q / total for q in market]


def _additive(market: list[float], total: float) -> list[float]:
    """p = q - (B - 1)/n; a long shot can come out below 0, which is no probability and is refused."""
    fair = [q - (total - 1) / len(market) for q in market]
    if min(fair) <= 0:
        raise BadInput("The additive method gives a side no chance at all here: use another method.", field="method")
    return fair


def _power(market: list[float], _total: float) -> list[float]:
    """p = q^k."""
    k = _root(lambda x: math.fsum(q**x for q in market) - 1, 0.0, 2.0)
    return [q**k for q in market]


def _odds_ratio(market: list[float], _total: float) -> list[float]:
    """p = q / (c(1 - q) + q): the odds of every side divided by the same c."""
    c = _root(lambda x: math.fsum(q / (x * (1 - q) + q) for q in market) - 1, 0.0, 2.0)
    return [q / (c * (1 - q) + q) for q in market]


def _shin(market: list[float], total: float) -> list[float]:
    """p = (sqrt(z^2 + 4(1 - z)q^2/B) - z) / (2(1 - z)), z from sum p = 1. Two-way it is the additive method [CKI]."""
    if len(market) == 2 and total > 1:
        return _additive(market, total)
    z = _shin_z(market, total)
    return [_shin_probability(q, z, total) for q in market]


def _shin_z(market: list[float], total: float) -> float:
    if total < 1 - _ONE:
        raise BadInput("Shin's method is undefined when the prices sum to less than 100%.", field="method")
    if total <= 1 + _ONE:
        return 0.0
    return _root(lambda z: math.fsum(_shin_probability(q, z, total) for q in market) - 1, 0.0, 1.0)


def _shin_probability(q: float, z: float, total: float) -> float:
    # Shin's expression multiplied out by its conjugate: the same value, but it does not cancel as z nears 1.
    share = q * q / total
    return 2 * share / (math.sqrt(z * z + 4 * (1 - z) * share) + z)


def _root(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses 0 (Illinois method); `high` is doubled until it lies beyond."""
    above, below = falling(low), falling(high)
    while below > 0:
        low, above, high = high, below, 2 * high
        below = falling(high)
    kept = 0
    middle = high
    for _ in range(_MAX_STEPS):
        middle = (low * below - high * above) / (below - above)
        if not low < middle < high:
            break
        value = falling(middle)
        if abs(value) < _EXACT:
            break
        # An end that is kept twice is pulled in by halving its weight; plain false position would crawl.
        if value > 0:
            low, above, below, kept = middle, value, below / 2 if kept > 0 else below, 1
        else:
            high, below, above, kept = middle, value, above / 2 if kept < 0 else above, -1
    return middle


_METHODS: dict[NoVig, Callable[[list[float], float], list[float]]] = {
    NoVig.MULTIPLICATIVE: _multiplicative,
    NoVig.ADDITIVE: _additive,
    NoVig.POWER: _power,
    NoVig.ODDS_RATIO: _odds_ratio,
    NoVig.SHIN: _shin,
}
