"""Expected value: what a price is worth per unit staked, given a probability that comes from a market or a person.

EV is p*b - q with b = d - 1 and q the chance of losing. p - 1/d is another number, in points of probability, and is
never called EV. A whole-number line can push: the chance of that is neither won nor lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from professor_lock.betting.money import half_away
from professor_lock.betting.odds import require_probability
from professor_lock.errors import BadInput

Probability = float | Fraction


def exact_probability(value: Probability, *, field: str = "probability") -> Fraction:
    """A probability in [0, 1] as the fraction its shortest text means, though no float is 0.55. Else BadInput.

    >>> exact_probability(0.55)
    Fraction(11, 20)
    """
    exact = require_probability(value, field=field)
    return Fraction(repr(value)) if isinstance(value, float) else exact


def expected_value(probability: Probability, decimal: Fraction, *, push: Probability = 0.0) -> Fraction:
    """EV per unit staked, exact: p*b - (1 - p - u), where u is the chance of a push. Without one it is p*d - 1.

    >>> float(expected_value(0.55, Fraction(21, 11))), float(expected_value(0.5, Fraction(21, 11), push=0.1))
    (0.05, 0.05454545454545454)
    """
    won, lost = won_and_lost(probability, push)
    return won * (decimal - 1) - lost


def probability_edge(probability: Probability, decimal: Fraction) -> Fraction:
    """Points of probability above the break-even rate: p - 1/d. Not an expected value.

    >>> round(float(probability_edge(0.55, Fraction(21, 11))), 4)
    0.0262
    """
    return exact_probability(probability) - 1 / decimal


def parlay_value(legs: Iterable[tuple[Probability, Fraction]]) -> Fraction:
    """EV per unit of legs in different games: prod(p*d) - 1. The vig compounds.

    >>> round(float(parlay_value([(0.5, Fraction(21, 11))] * 3)), 3)
    -0.13
    """
    product = Fraction(1)
    for probability, decimal in legs:
        product *= exact_probability(probability) * decimal
    return product - 1


def ev_cents(stake_cents: int, value: Fraction) -> int:
    """An EV per unit as money for a stake, to the cent, half away from zero.

    >>> ev_cents(10_000, Fraction(-1, 22))
    -455
    """
    return half_away(stake_cents * value)


def won_and_lost(probability: Probability, push: Probability) -> tuple[Fraction, Fraction]:
    """The chances to win and to lose, exact, when `push` is the chance of neither. BadInput if they pass 1 together."""
    won, pushed = exact_probability(probability), exact_probability(push, field="push")
    if won + pushed > 1:
        raise BadInput("The chances to win and to push are more than 1 together.", field="push")
    return won, 1 - won - pushed
