"""How much of a bankroll a bet deserves, if its probability is right: Kelly's fraction, and less of it by default.

The probability must be a market's or one a person states; a feeling is not an input. Full Kelly is the most that makes
sense, and far too much when the probability is a little off: a quarter, capped at 5% of the bankroll, is the rule.
Sources: Kelly 1956; Smoczynski & Tomkins 2010 for the outcomes of one market.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from professor_lock.betting.ev import Probability, exact_probability, won_and_lost
from professor_lock.betting.money import MAX_TOTAL_CENTS, require_stake
from professor_lock.errors import BadInput

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
    # The function is concave and each step takes one share to its best given the others, so this climbs to the top.
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
