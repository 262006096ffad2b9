"""Bets that go together: arbitrage, middles and hedges, with stakes in whole cents.

Only prices that cover every result are an arbitrage: a home point and an away point that sum to less than 0, or an over
above its under, leave results at which both lose.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from professor_lock.betting.exchange import after_commission
from professor_lock.betting.facts import Market
from professor_lock.betting.money import (
    MAX_TOTAL_CENTS,
    format_money,
    half_away,
    payout_cents,
    require_stake,
    split_cents,
)
from professor_lock.errors import BadInput


@dataclass(frozen=True, slots=True)
class Plan:
    """Stakes that return nearly the same whichever side wins. Money in cents, sides in the order of the prices.

    `return_rate` is exact arithmetic before cents: 1/B - 1 of the outlay, negative without an arbitrage.
    `guaranteed_cents` is the profit of the worst outcome, with the cents as they are.
    """

    stakes_cents: tuple[int, ...]
    payouts_cents: tuple[int, ...]
    return_rate: Fraction
    guaranteed_cents: int


@dataclass(frozen=True, slots=True)
class Hedge:
    """A second bet against a ticket. `if_won_cents` and `if_lost_cents` are the profit over both bets either way."""

    stake_cents: int
    if_won_cents: int
    if_lost_cents: int


@dataclass(frozen=True, slots=True)
class Middle:
    """Results at which two bets both win, as home margins or totals, and those at which one wins and one is a push."""

    both_win: tuple[int, ...]
    pushes: tuple[int, ...]


def is_arbitrage(decimals: Sequence[Fraction]) -> bool:
    """Do the prices of all sides cost less together than they return: B < 1, strictly?

    >>> is_arbitrage([Fraction("1.90"), Fraction("2.20")]), is_arbitrage([Fraction(2), Fraction(2)])
    (True, False)
    """
    return _inverse_sum(decimals) < 1


def equal_return(total_cents: int, decimals: Sequence[Fraction]) -> Plan:
    """An outlay spread so that every outcome returns the same: stake = T/(d*B) in cents, the last takes the remainder.

    >>> plan = equal_return(100_000, [Fraction("1.90"), Fraction("2.20")])
    >>> plan.stakes_cents, round(float(plan.return_rate), 4)
    ((53659, 46341), 0.0195)
    """
    require_stake(total_cents, max_cents=MAX_TOTAL_CENTS, field="total", what="total")
    inverse = _inverse_sum(decimals)
    stakes = split_cents(total_cents, [1 / (decimal * inverse) for decimal in decimals])
    if min(stakes) <= 0:
        raise BadInput(f"{format_money(total_cents)} is too little to spread over these prices.", field="total")
    payouts = [payout_cents(stake, decimal) for stake, decimal in zip(stakes, decimals, strict=True)]
    return Plan(tuple(stakes), tuple(payouts), 1 / inverse - 1, min(payouts) - total_cents)


def covered(market: Market, one: Fraction, other: Fraction) -> bool:
    """Does every result win, or give back, at least one of two opposite lines?

    Spread: the home and away points, in any order, sum to 0 or more. Totals: `one` is the over's line, `other` the
    under's, and over <= under. BadInput for a market without lines.

    >>> covered(Market.SPREAD, Fraction(-3), Fraction(7, 2)), covered(Market.TOTAL, Fraction(221), Fraction(220))
    (True, False)
    """
    if market is Market.MONEYLINE:
        raise BadInput("A moneyline has no lines to compare.", field="market")
    return one + other >= 0 if market is Market.SPREAD else one <= other


def middle(market: Market, one: Fraction, other: Fraction) -> Middle:
    """The results between two opposite lines. Spread: `one` is the home point, `other` the away point, results are home
    margins. Totals: the over's line and the under's, results are totals. Empty where the lines leave no gap.

    >>> middle(Market.SPREAD, Fraction(-5, 2), Fraction(9, 2))
    Middle(both_win=(3, 4), pushes=())
    >>> middle(Market.TOTAL, Fraction(219), Fraction(221))
    Middle(both_win=(220,), pushes=(219, 221))
    """
    low, high = (-one, other) if market is Market.SPREAD else (one, other)
    if not covered(market, one, other) or low == high:
        return Middle((), ())
    won = tuple(range(math.floor(low) + 1, math.ceil(high)))
    edges = tuple(int(edge) for edge in (low, high) if edge.denominator == 1)
    return Middle(won, edges)


def middle_break_even(plan: Plan) -> Fraction:
    """How often a middle must hit to pay for its misses: loss of a miss / (loss + profit of a hit). 0 if misses pay.

    >>> middle_break_even(equal_return(22_000, [Fraction(21, 11)] * 2))
    Fraction(1, 21)
    """
    outlay = sum(plan.stakes_cents)
    loss = outlay - min(plan.payouts_cents)
    profit = sum(plan.payouts_cents) - outlay
    return Fraction(max(0, loss), max(0, loss) + profit) if profit > 0 else Fraction(1)


def hedge_equal(payout_if_won_cents: int, risked_cents: int, decimal: Fraction) -> Hedge:
    """A bet on the other side that leaves the same whichever happens: stake = payout / d, to the cent.

    `payout_if_won_cents` is what the ticket returns, stake and all; `risked_cents` what was staked on it.

    >>> hedge_equal(100_000, 10_000, Fraction(2))
    Hedge(stake_cents=50000, if_won_cents=40000, if_lost_cents=40000)
    """
    _require_price(decimal)
    return _hedged(half_away(payout_if_won_cents / decimal), payout_if_won_cents, risked_cents, decimal)


def hedge_free(payout_if_won_cents: int, risked_cents: int, decimal: Fraction) -> Hedge:
    """The smallest bet on the other side that gets back all that was staked if the ticket loses: stake / (d - 1), up.

    >>> hedge_free(100_000, 10_000, Fraction(3, 2))
    Hedge(stake_cents=20000, if_won_cents=70000, if_lost_cents=0)
    """
    _require_price(decimal)
    return _hedged(math.ceil(risked_cents / (decimal - 1)), payout_if_won_cents, risked_cents, decimal)


def lay_off(stake_cents: int, back: Fraction, lay: Fraction, commission: Fraction = Fraction(0)) -> Hedge:
    """A backed bet laid off at an exchange so that both results pay the same: lay stake = S*d / (L - c), to the cent.

    >>> lay_off(10_000, Fraction(3), Fraction(5, 2), Fraction(5, 100))
    Hedge(stake_cents=12245, if_won_cents=1632, if_lost_cents=1633)
    """
    _require_price(back)
    _require_price(lay)
    laid = payout_cents(stake_cents, back / (lay - commission))
    won = payout_cents(stake_cents, back) - stake_cents - (payout_cents(laid, lay) - laid)
    lost = payout_cents(laid, after_commission(Fraction(2), commission)) - laid - stake_cents
    return Hedge(laid, won, lost)


def _hedged(stake: int, payout: int, risked: int, decimal: Fraction) -> Hedge:
    outlay = risked + stake
    return Hedge(stake, payout - outlay, payout_cents(stake, decimal) - outlay)


def _inverse_sum(decimals: Sequence[Fraction]) -> Fraction:
    if len(decimals) < 2:
        raise BadInput("One side alone covers nothing: give the price of every side.", field="prices")
    for decimal in decimals:
        _require_price(decimal)
    return sum((1 / decimal for decimal in decimals), Fraction(0))


def _require_price(decimal: Fraction) -> None:
    if decimal <= 1:
        raise BadInput("A decimal price must be more than 1.", field="price")
