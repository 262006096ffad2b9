"""Arbitrage, middles, hedges and exchanges, to the cent."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.arbitrage import (
    covered,
    equal_return,
    hedge_equal,
    hedge_free,
    is_arbitrage,
    lay_off,
    middle,
    middle_break_even,
)
from professor_lock.betting.exchange import after_commission, lay_as_back, lay_liability_cents
from professor_lock.betting.facts import Market
from professor_lock.betting.odds import decimal_price
from professor_lock.errors import BadInput

FIVE_PERCENT = Fraction(5, 100)
prices = st.fractions(Fraction(101, 100), 50, max_denominator=100)
lines = st.integers(-40, 40).map(lambda n: Fraction(n, 2))


def test_the_worked_stakes_are_right_where_a_published_page_is_not():
    plan = equal_return(100_000, [Fraction("1.90"), Fraction("2.20")])
    assert plan.stakes_cents == (53_659, 46_341)
    assert plan.guaranteed_cents > 0


def test_the_return_is_on_outlay():
    plan = equal_return(100_000, [decimal_price(160), decimal_price(-140)])
    assert round(100 * float(plan.return_rate), 2) == 3.31


def test_the_arbitrage_of_the_captured_slate_before_and_after_commission():
    denver, exchange, book = decimal_price(-385), decimal_price(450), decimal_price(420)
    rates = [
        equal_return(100_000, pair).return_rate
        for pair in ([denver, exchange], [denver, after_commission(exchange, FIVE_PERCENT)], [denver, book])
    ]
    assert [round(100 * float(rate), 2) for rate in rates] == [2.50, 1.69, 1.41]


def test_an_arbitrage_is_strictly_below_one():
    assert not is_arbitrage([Fraction(2), Fraction(2)])
    assert is_arbitrage([Fraction(2), Fraction("2.01")])
    assert not is_arbitrage([Fraction(3), Fraction(3), Fraction(3)])


@pytest.mark.parametrize("sides", [[], [Fraction(2)], [Fraction(2), Fraction(1)]])
def test_one_side_or_no_price_is_refused(sides):
    with pytest.raises(BadInput):
        equal_return(1000, sides)


@pytest.mark.parametrize(
    ("market", "one", "other", "answer"),
    [
        (Market.SPREAD, -3, 3, True),
        (Market.SPREAD, "-2.5", "3.5", True),
        (Market.SPREAD, "-3.5", "2.5", False),
        (Market.TOTAL, 220, 220, True),
        (Market.TOTAL, "218.5", "222.5", True),
        (Market.TOTAL, "222.5", "218.5", False),
    ],
)
def test_lines_cover_every_result_or_they_do_not(market, one, other, answer):
    assert covered(market, Fraction(one), Fraction(other)) is answer


def test_a_gap_between_lines_is_a_middle_at_which_both_win():
    assert middle(Market.SPREAD, Fraction("-2.5"), Fraction("3.5")).both_win == (3,)
    assert middle(Market.TOTAL, Fraction("218.5"), Fraction("222.5")).both_win == (219, 220, 221, 222)
    assert middle(Market.SPREAD, Fraction(-3), Fraction("3.5")).pushes == (3,)
    assert middle(Market.SPREAD, Fraction("-3.5"), Fraction("2.5")).both_win == ()
    with pytest.raises(BadInput):
        middle(Market.MONEYLINE, Fraction(0), Fraction(0))


def test_a_middle_at_minus_110_each_way_must_hit_one_time_in_twenty_one():
    plan = equal_return(22_000, [decimal_price(-110)] * 2)
    assert middle_break_even(plan) == Fraction(1, 21)
    assert middle_break_even(equal_return(22_000, [Fraction("2.1")] * 2)) == 0


def test_hedges_leave_what_they_say():
    equal = hedge_equal(36_446, 10_000, decimal_price(-120))
    assert abs(equal.if_won_cents - equal.if_lost_cents) <= 1
    free = hedge_free(36_446, 10_000, decimal_price(-120))
    assert 0 <= free.if_lost_cents <= 1
    assert free.if_won_cents > equal.if_won_cents


def test_a_lay_is_a_bet_on_the_other_side():
    assert lay_as_back(Fraction(2)) == 2
    assert lay_as_back(Fraction(3), FIVE_PERCENT) == 1 + Fraction(95, 100) / 2
    assert lay_liability_cents(10_000, Fraction(3)) == 20_000
    assert lay_liability_cents(1, Fraction("1.5")) == 1
    for wrong in (Fraction(1), Fraction(-1), Fraction(2)):
        with pytest.raises(BadInput) as caught:
            after_commission(Fraction(2), wrong)
        assert caught.value.field == "commission"
    with pytest.raises(BadInput):
        lay_as_back(Fraction(1))


def test_laying_off_pays_the_same_either_way():
    hedge = lay_off(10_000, Fraction(3), Fraction("2.5"), FIVE_PERCENT)
    assert abs(hedge.if_won_cents - hedge.if_lost_cents) <= 3


@given(st.integers(100, 10**8), st.lists(prices, min_size=2, max_size=5))
def test_equal_return_spends_every_cent_and_pays_the_same_but_for_rounding(total, decimals):
    plan = equal_return(total, decimals)
    assert sum(plan.stakes_cents) == total
    target = total * (1 + plan.return_rate)
    for payout, decimal in zip(plan.payouts_cents, decimals, strict=True):
        assert abs(payout - target) <= decimal * Fraction(len(decimals), 2) + 1
    assert (plan.return_rate > 0) is is_arbitrage(decimals)


@given(lines, lines)
def test_cover_and_middle_agree_with_trying_every_margin(home, away):
    won = [((margin + home) > 0, (-margin + away) > 0) for margin in range(-60, 61)]
    lost = [((margin + home) < 0, (-margin + away) < 0) for margin in range(-60, 61)]
    if covered(Market.SPREAD, home, away):
        assert not any(all(pair) for pair in lost)
        assert middle(Market.SPREAD, home, away).both_win == tuple(
            margin for margin, pair in zip(range(-60, 61), won, strict=True) if all(pair)
        )
    else:
        assert not any(all(pair) for pair in won)


@given(st.integers(1, 10**7), prices, prices)
def test_an_equal_hedge_leaves_the_same_within_rounding(risked, taken, against):
    payout = int(risked * taken)
    hedge = hedge_equal(payout, risked, against)
    assert abs(hedge.if_won_cents - hedge.if_lost_cents) <= against / 2 + 1


@given(prices, st.fractions(0, Fraction(1, 5), max_denominator=50))
def test_laying_a_price_and_backing_what_it_equals_risk_and_win_the_same(lay, commission):
    liability, win = lay - 1, 1 - commission
    assert liability * (lay_as_back(lay, commission) - 1) == win
