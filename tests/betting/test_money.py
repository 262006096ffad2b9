"""Cents: read, rounded once, written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.money import format_money, half_away, parse_stake, payout_cents, require_stake, split_cents
from professor_lock.betting.odds import decimal_price
from professor_lock.errors import BadInput


@pytest.mark.parametrize(
    ("stake", "american", "legs", "cents"),
    [
        (10_000, -110, 2, 36_446),
        (10_000, -110, 3, 69_579),
        (10_000, -110, 15, 163_079_415),
        (1_000, 300, 15, 1_073_741_824_000),
        (1_000, -100_000, 1, 1_001),
        (400, -100_000, 1, 400),
        (1_001, 150, 1, 2_503),
        (10_000, -10_000, 2, 10_201),
        (10_000, -110, 1, 19_091),
    ],
)
def test_payouts_are_exact_to_the_cent(stake, american, legs, cents):
    assert payout_cents(stake, decimal_price(american) ** legs) == cents


def test_a_decimal_price_of_a_feed_is_used_as_given():
    assert payout_cents(10_000, Fraction("1.91")) == 19_100


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("$25", 2500), ("25.50", 2550), (25, 2500), (25.1, 2510), ("1,250", 125_000), ("$1,000,000.00", 100_000_000),
        (".5", 50), ("25.", 2500), (Decimal("0.01"), 1), (" $ 7.05 ", 705), ("25.500", 2550),
    ],
)  # fmt: skip
def test_a_stake_is_read_the_way_people_type_it(typed, cents):
    assert parse_stake(typed) == cents


@pytest.mark.parametrize(
    "wrong",
    [
        0, -1, "0", "-5", "$0.00", 0.001, "25.505", 1_000_000.01, "1000001", "ten", "", " ", None, True, "nan",
        "1e3", float("nan"), float("inf"), "25,50", "1,00", "$$5", "25 USD", "\u0665", Decimal("sNaN"), "9" * 40, ".",
    ],
)  # fmt: skip
def test_what_is_not_a_stake_names_the_field(wrong):
    with pytest.raises(BadInput) as caught:
        parse_stake(wrong)
    assert caught.value.field == "stake"


def test_a_limit_of_the_persons_own_is_kept():
    assert parse_stake("50", max_cents=5000) == 5000
    with pytest.raises(BadInput, match=r"\$50\.00"):
        parse_stake("50.01", max_cents=5000)


@pytest.mark.parametrize("wrong", [0, -5, True, 2.5, "25", None, 100_000_001])
def test_cents_that_are_no_stake_are_refused(wrong):
    with pytest.raises(BadInput):
        require_stake(wrong)


def test_money_is_written_with_thousands_and_cents():
    assert [format_money(c) for c in (123_450, 5, -123, 1_073_741_824_000)] == [
        "$1,234.50", "$0.05", "-$1.23", "$10,737,418,240.00",
    ]  # fmt: skip


@given(st.integers(1, 100_000_000))
def test_money_written_is_the_money_read(cents):
    assert parse_stake(format_money(cents)) == cents


@given(st.fractions())
def test_rounding_is_to_the_nearest_and_symmetric(value):
    rounded = half_away(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    assert half_away(-value) == -rounded
    if abs(value - int(value)) == Fraction(1, 2):
        assert abs(rounded) > abs(value)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_a_division_of_money_loses_no_cent(total, weights):
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    parts = split_cents(total, shares)
    assert sum(parts) == total
    assert all(abs(part - total * share) <= len(parts) for part, share in zip(parts, shares, strict=True))
