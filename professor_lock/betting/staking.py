"""Expected value per unit staked, and the Kelly fraction of a bankroll, of a price at a given probability.

The probability is a market's or one a user states; a feeling is not an input. Expected value is p*b - q with b = d - 1
and q the chance of losing; p - 1/d is another number, in points of probability, and is never called EV. A whole-number
line can push: the chance of that is neither won nor lost. Full Kelly is the most that makes sense, and far too much
when the probability is a little off: a quarter, capped at 5% of the bankroll, is the rule.
Sources: Kelly 1956; Smoczynski & Tomkins 2010 for the outcomes of one market.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from professor_lock.betting.money import MAX_TOTAL_CENTS, half_away, require_stake
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


QUARTER = Fraction(1, 4)
CAP = Fraction(5, 100)
"""The most of a bankroll that one bet is ever told to take."""
MAX_SIMULTANEOUS = 6
"""Every joint outcome is weighed, and their number doubles with each bet."""

_SETTLED, _MAX_ROUNDS = 1e-12, 500


def kelly_fraction(probability: Probability, decimal: Fraction, *, push: Probability = 0.0) -> Fraction:
    """The share of bankroll with the greatest log growth, exact: (p*b - q) / (b(p + q)), 0 without an edge.

    >>> float(kelly_fraction(0.55, Fraction(21, 11))), kelly_fraction(0.5, Fraction(21, 11))
    (0.055, Fraction(0, 1))
    """
    _require_price(decimal)
    won, lost = won_and_lost(probability, push)
    profit = decimal - 1
    if won + lost == 0:
        return Fraction(0)
    return max(Fraction(0), (won * profit - lost) / (profit * (won + lost)))


def kelly_stake_cents(
    bankroll_cents: int,
    probability: Probability,
    decimal: Fraction,
    *,
    push: Probability = 0.0,
    part: Fraction = QUARTER,
    cap: Fraction = CAP,
) -> int:
    """The stake in cents: a part of Kelly's fraction, capped, rounded DOWN. BadInput for a bankroll of 0 or less.

    >>> kelly_stake_cents(100_000, 0.55, Fraction(21, 11))
    1375
    >>> kelly_stake_cents(100_000, 0.55, Fraction(21, 11), part=Fraction(1), cap=Fraction(1))
    5500
    """
    if isinstance(bankroll_cents, bool) or not isinstance(bankroll_cents, int) or bankroll_cents <= 0:
        raise BadInput("The bankroll must be a positive number of whole cents.", field="bankroll")
    require_stake(bankroll_cents, max_cents=MAX_TOTAL_CENTS, field="bankroll", what="bankroll")
    if not 0 < part <= 1:
        raise BadInput("The part of Kelly must be more than 0 and at most 1.", field="part")
    if not 0 < cap <= 1:
        raise BadInput("The cap must be more than 0 and at most 1.", field="cap")
    share = min(cap, part * kelly_fraction(probability, decimal, push=push))
    return int(bankroll_cents * share)


def simultaneous_kelly(bets: Sequence[tuple[Probability, Fraction]]) -> tuple[float, ...]:
    """The shares of bankroll for independent bets that are open at the same time, in order.

    They maximise the expected log over all joint outcomes, so each is a little less than alone: the bets risk the same
    bankroll. At most `MAX_SIMULTANEOUS` bets, each below certainty; else BadInput.

    >>> [round(share, 4) for share in simultaneous_kelly([(0.55, Fraction(2)), (0.55, Fraction(2))])]
    [0.099, 0.099]
    """
    if len(bets) > MAX_SIMULTANEOUS:
        raise BadInput(f"More than {MAX_SIMULTANEOUS} bets at once are not offered.", field="bets")
    chances = [float(exact_probability(probability)) for probability, _ in bets]
    for _, decimal in bets:
        _require_price(decimal)
    if any(chance >= 1 for chance in chances):
        raise BadInput("No bet is certain: a probability must be less than 1.", field="probability")
    profits = [float(decimal - 1) for _, decimal in bets]
    outcomes = [_outcome(won, chances, profits) for won in product((True, False), repeat=len(bets))]
    shares = [0.0] * len(bets)
    # The growth is concave in all shares, so maximising one share after the other reaches the maximum.
    for _ in range(_MAX_ROUNDS):
        moved = 0.0
        for i in range(len(shares)):
            best = _best_share(i, shares, outcomes)
            moved, shares[i] = max(moved, abs(best - shares[i])), best
        if moved < _SETTLED:
            break
    return tuple(shares)


def exclusive_kelly(outcomes: Sequence[tuple[Probability, Fraction]]) -> tuple[Fraction, ...]:
    """The shares of bankroll over the outcomes of one market, of which one happens (Smoczynski & Tomkins 2010), exact.

    Outcomes are taken in order of p*d while that exceeds the reserve rate R = (1 - sum p)/(1 - sum 1/d) of those taken;
    each gets p - R/d. A side with p*d below 1 can be among them: it insures the others. BadInput if the probabilities
    pass 1.

    >>> [float(share) for share in exclusive_kelly([(0.55, Fraction(2)), (0.45, Fraction(2))])]
    [0.1, 0.0]
    """
    chances = [exact_probability(probability) for probability, _ in outcomes]
    prices = [decimal for _, decimal in outcomes]
    for decimal in prices:
        _require_price(decimal)
    if sum(chances) > 1:
        raise BadInput("The probabilities of one market are more than 1 together.", field="probability")
    reserve, left, room = Fraction(1), Fraction(1), Fraction(1)
    taken: list[int] = []
    for i in sorted(range(len(prices)), key=lambda i: chances[i] * prices[i], reverse=True):
        if chances[i] * prices[i] <= reserve or room <= 1 / prices[i]:
            break
        taken.append(i)
        left, room = left - chances[i], room - 1 / prices[i]
        reserve = left / room
    return tuple(
        max(Fraction(0), chances[i] - reserve / prices[i]) if i in taken else Fraction(0) for i in range(len(prices))
    )


Outcome = tuple[float, tuple[float, ...]]
"""The chance of a joint outcome, and what each bet returns per unit in it: its profit, or -1."""


def _outcome(won: Sequence[bool], chances: Sequence[float], profits: Sequence[float]) -> Outcome:
    chance = 1.0
    for win, p in zip(won, chances, strict=True):
        chance *= p if win else 1 - p
    return chance, tuple(profit if win else -1.0 for win, profit in zip(won, profits, strict=True))


def _best_share(i: int, shares: Sequence[float], outcomes: Sequence[Outcome]) -> float:
    """The share of bet i with the greatest growth while the others stay: where the slope of the growth crosses 0."""
    others = [
        (
            chance,
            returns[i],
            1 + sum(share * r for share, r in zip(shares, returns, strict=True)) - shares[i] * returns[i],
        )
        for chance, returns in outcomes
    ]
    if sum(chance * gain / wealth for chance, gain, wealth in others) <= 0:
        return 0.0
    low, high = 0.0, min(wealth for _, gain, wealth in others if gain < 0)
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return low
        slope = sum(chance * gain / (wealth + middle * gain) for chance, gain, wealth in others)
        low, high = (middle, high) if slope > 0 else (low, middle)


def _require_price(decimal: Fraction) -> None:
    if decimal <= 1:
        raise BadInput("A decimal price must be more than 1.", field="price")
