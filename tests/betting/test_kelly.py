"""Kelly stakes: worked values, laws, and the optimum itself."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from professor_lock.betting.odds import decimal_price
from professor_lock.betting.staking import exclusive_kelly, kelly_fraction, kelly_stake_cents, simultaneous_kelly
from professor_lock.errors import BadInput

MINUS_110 = decimal_price(-110)
chances = st.fractions(0, 1, max_denominator=100)
prices = st.fractions(Fraction(101, 100), 50, max_denominator=100)


def test_the_worked_fractions():
    assert kelly_fraction(0.55, MINUS_110) == Fraction(55, 1000)
    assert kelly_stake_cents(100_000, 0.55, MINUS_110, part=Fraction(1, 2)) == 2_750
    assert kelly_stake_cents(100_000, 0.55, MINUS_110) == 1_375


def test_the_stake_is_capped_at_five_percent_and_rounded_down():
    assert kelly_stake_cents(100_000, 0.9, Fraction(3)) == 5_000
    assert kelly_stake_cents(99_999, 0.55, MINUS_110) == 1_374
    assert kelly_stake_cents(10_000, 0.55, Fraction(2), part=Fraction(1), cap=Fraction(1)) == 1_000


def test_a_push_leaves_the_bet_to_the_decided_outcomes():
    assert kelly_fraction(0.5, Fraction(2), push=0.1) == Fraction(1, 9)
    assert kelly_fraction(0.0, Fraction(2), push=1.0) == 0


def test_two_bets_at_once_get_a_little_less_each():
    assert [round(100 * share, 2) for share in simultaneous_kelly([(0.55, Fraction(2))] * 2)] == [9.90, 9.90]


def test_a_bet_without_an_edge_gets_nothing_beside_one_with():
    shares = simultaneous_kelly([(0.55, Fraction(2)), (0.5, MINUS_110)])
    assert shares[0] == pytest.approx(0.1, abs=1e-9)
    assert shares[1] == 0.0
    assert simultaneous_kelly([]) == ()


def test_one_market_may_back_a_side_below_even_value_to_insure_the_others():
    outcomes = [(0.5, Fraction(3)), (0.48, Fraction(2)), (0.02, Fraction(2))]
    shares = exclusive_kelly(outcomes)
    assert 0.48 * 2 < 1
    assert shares[1] > 0
    assert shares[2] == 0


@pytest.mark.parametrize(("arguments", "field"), [
    ((0, 0.5, MINUS_110), "bankroll"), ((True, 0.5, MINUS_110), "bankroll"), ((10.5, 0.5, MINUS_110), "bankroll"),
    ((1000, 1.5, MINUS_110), "probability"), ((1000, 0.5, Fraction(1)), "price"),
])  # fmt: skip
def test_wrong_input_is_named(arguments, field):
    with pytest.raises(BadInput) as caught:
        kelly_stake_cents(*arguments)
    assert caught.value.field == field


def test_the_part_and_the_cap_are_shares():
    for name in ("part", "cap"):
        for wrong in (Fraction(0), Fraction(11, 10)):
            with pytest.raises(BadInput) as caught:
                kelly_stake_cents(1000, 0.55, MINUS_110, **{name: wrong})
            assert caught.value.field == name


def test_what_is_not_offered_is_said():
    with pytest.raises(BadInput, match="not offered"):
        simultaneous_kelly([(0.5, Fraction(2))] * 7)
    with pytest.raises(BadInput, match="certain"):
        simultaneous_kelly([(1.0, Fraction(2))])
    with pytest.raises(BadInput, match="more than 1"):
        exclusive_kelly([(0.6, Fraction(2)), (0.6, Fraction(2))])


@given(chances, prices)
def test_no_edge_is_no_stake_and_no_stake_is_ever_negative_or_everything(p, d):
    share = kelly_fraction(p, d)
    assert (share > 0) is (p * d > 1)
    assert 0 <= share <= p


@given(chances.filter(lambda p: 0 < p < 1), prices)
def test_kelly_of_one_bet_is_the_same_alone_at_once_and_exclusive(p, d):
    share = kelly_fraction(p, d)
    assert simultaneous_kelly([(p, d)])[0] == pytest.approx(float(share), abs=1e-9)
    assert exclusive_kelly([(p, d)])[0] == share


def growth(shares, bets):
    total = 0.0
    for won in product((True, False), repeat=len(bets)):
        chance, wealth = 1.0, 1.0
        for win, share, (p, d) in zip(won, shares, bets, strict=True):
            chance *= p if win else 1 - p
            wealth += share * (float(d) - 1) if win else -share
        total += chance * math.log(wealth)
    return total


open_bets = st.lists(
    st.tuples(st.floats(0.05, 0.9), st.fractions(Fraction(11, 10), 10, max_denominator=20)), max_size=3
)


@settings(max_examples=40)
@given(open_bets.filter(bool), st.data())
def test_no_small_step_away_from_the_simultaneous_shares_grows_faster(bets, data):
    shares = simultaneous_kelly(bets)
    best = growth(shares, bets)
    i = data.draw(st.integers(0, len(bets) - 1))
    for step in (-0.001, 0.001):
        other = [max(0.0, share + step) if n == i else share for n, share in enumerate(shares)]
        if sum(other) < 0.999:
            assert growth(other, bets) <= best + 1e-9


def exclusive_growth(shares, outcomes):
    kept = 1 - sum(shares)
    return sum(
        float(p) * math.log(float(kept + share * d)) for share, (p, d) in zip(shares, outcomes, strict=True) if p > 0
    )


markets = st.lists(
    st.tuples(st.integers(1, 20), st.fractions(Fraction(11, 10), 20, max_denominator=20)), min_size=2, max_size=4
).map(lambda rows: [(Fraction(w, sum(weight for weight, _ in rows)), d) for w, d in rows])


@settings(max_examples=60)
@given(markets.filter(lambda market: sum(1 / d for _, d in market) > 1), st.data())
def test_no_small_step_away_from_the_exclusive_shares_grows_faster(outcomes, data):
    shares = exclusive_kelly(outcomes)
    best = exclusive_growth(shares, outcomes)
    i = data.draw(st.integers(0, len(outcomes) - 1))
    for step in (Fraction(-1, 1000), Fraction(1, 1000)):
        other = [max(Fraction(0), share + step) if n == i else share for n, share in enumerate(shares)]
        if sum(other) < 1:
            assert exclusive_growth(other, outcomes) <= best + 1e-9
