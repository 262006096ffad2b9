"""A price written as a user reads prices: American, decimal or fractional, each from the exact price."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.odds import SHORT_DENOMINATOR, american_price, decimal_price, format_price, parse_price
from professor_lock.errors import BadInput
from professor_lock.user import ODDS_FORMATS

american = st.one_of(st.integers(100, 1_000_000), st.integers(-1_000_000, -100))
prices = st.one_of(
    american.map(decimal_price),
    st.lists(american.map(decimal_price), min_size=2, max_size=15).map(
        lambda legs: Fraction(*_product(legs).as_integer_ratio())
    ),
    st.fractions(min_value=Fraction(1001, 1000), max_value=10_000),
)


def _product(legs: list[Fraction]) -> Fraction:
    whole = Fraction(1)
    for leg in legs:
        whole *= leg
    return whole


@pytest.mark.parametrize(
    ("decimal", "written"),
    [
        (Fraction(21, 11), ("-110", "1.91", "10/11")),
        (Fraction(5, 2), ("+150", "2.50", "3/2")),
        (Fraction(2), ("+100", "2.00", "1/1")),
        (Fraction(101, 100), ("-10000", "1.01", "1/100")),
        (decimal_price(-100_000), ("-100000", "1.001", "0.001/1")),
        (Fraction(21, 11) ** 3, ("+596", "6.96", "5.96/1")),
        (Fraction(1001), ("+100000", "1001.00", "1000/1")),
    ],
)
def test_each_format_writes_the_exact_price(decimal: Fraction, written: tuple[str, str, str]) -> None:
    assert tuple(format_price(decimal, one) for one in ODDS_FORMATS) == written


@given(prices)
def test_no_format_is_further_from_the_price_than_its_rounding(decimal: Fraction) -> None:
    assert parse_price(format_price(decimal, "american")) == decimal_price(american_price(decimal))
    shown = parse_price(format_price(decimal, "decimal"))
    assert abs(shown - decimal) <= min(Fraction(1, 200), decimal - 1)
    text = format_price(decimal, "fractional")
    profit, stake = (Fraction(part) for part in text.split("/"))
    if (decimal - 1).denominator <= SHORT_DENOMINATOR:
        assert profit / stake == decimal - 1
    else:
        assert stake == 1
        assert abs(profit - (decimal - 1)) <= min(Fraction(1, 200), decimal - 1)
    assert profit > 0


@given(st.one_of(st.fractions(max_value=1), st.booleans()), st.sampled_from(ODDS_FORMATS))
def test_what_is_no_price_is_written_in_no_format(value: Fraction, written: str) -> None:
    with pytest.raises(BadInput):
        format_price(value, written)  # type: ignore[arg-type]
