"""Expected value, in exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.odds import decimal_price
from professor_lock.betting.slip import price_slip
from professor_lock.betting.staking import ev_cents, exact_probability, expected_value
from professor_lock.errors import BadInput
from tests.support.quotes import NOW, a_quote, an_event, leg_of

MINUS_110 = decimal_price(-110)
chances = st.fractions(0, 1, max_denominator=1000)
prices = st.fractions(Fraction(101, 100), 100, max_denominator=1000)


def test_ev_is_not_the_edge_in_probability():
    assert float(expected_value(0.55, MINUS_110)) == pytest.approx(0.05)
    assert float(Fraction(55, 100) - 1 / MINUS_110) == pytest.approx(0.0262, abs=1e-4)


def test_a_whole_number_line_needs_the_chance_of_a_push():
    assert expected_value(0.5, MINUS_110, push=0.1) == Fraction(1, 2) * Fraction(10, 11) - Fraction(2, 5)
    assert expected_value(0.5, MINUS_110) == Fraction(-1, 22)


def test_three_fair_coins_at_minus_110_lose_13_percent():
    for count, percent in ((3, -13.0), (1, -4.5)):
        legs = [leg_of(a_quote(an_event(f"e{n}"), "Visitors", -110), fair=0.5) for n in range(count)]
        value = price_slip(legs, stake_cents=10_000, now=NOW).ev
        assert value is not None
        assert round(100 * value, 1) == percent


def test_the_value_of_a_long_exchange_price_by_each_method():
    assert round(100 * float(expected_value(0.2017, decimal_price(450))), 1) == 10.9
    assert round(100 * float(expected_value(0.1886, decimal_price(450))), 1) == 3.7


def test_ev_as_money_is_rounded_once():
    assert ev_cents(10_000, expected_value(0.5, MINUS_110)) == -455


@pytest.mark.parametrize(("probability", "push", "field"), [
    (1.1, 0.0, "probability"), (-0.1, 0.0, "probability"), (float("nan"), 0.0, "probability"),
    (True, 0.0, "probability"), ("0.5", 0.0, "probability"), (0.5, 0.6, "push"), (0.5, -0.1, "push"),
])  # fmt: skip
def test_what_is_no_probability_is_named(probability, push, field):
    with pytest.raises(BadInput) as caught:
        expected_value(probability, MINUS_110, push=push)
    assert caught.value.field == field


def test_a_probability_typed_as_a_float_is_what_was_typed():
    assert exact_probability(0.1) == Fraction(1, 10)
    assert exact_probability(1e-7) == Fraction(1, 10**7)


@given(chances, prices)
def test_without_pushes_ev_is_p_times_d_minus_one(p, d):
    assert expected_value(p, d) == p * d - 1


@given(chances, prices)
def test_ev_and_edge_agree_on_the_sign_only(p, d):
    assert (expected_value(p, d) > 0) is (p - 1 / d > 0)
