"""Prices read, converted and written; the worked numbers are those of the betting rules."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.odds import (
    american_price,
    decimal_price,
    fair_american,
    fair_price,
    format_american,
    format_decimal,
    format_fractional,
    format_line,
    format_probability,
    implied_probability,
    parse_line,
    parse_price,
)
from professor_lock.errors import BadInput

americans = st.integers(100, 200_000) | st.integers(-200_000, -101)
decimals = st.fractions(min_value=Fraction(10_001, 10_000), max_value=10_000, max_denominator=10_000)


@pytest.mark.parametrize(
    ("written", "decimal"),
    [
        ("-110", Fraction(21, 11)),
        ("+150", Fraction(5, 2)),
        ("150", Fraction(5, 2)),
        (150, Fraction(5, 2)),
        (-200, Fraction(3, 2)),
        ("\u2212110", Fraction(21, 11)),
        ("-100", Fraction(2)),
        ("+100", Fraction(2)),
        ("100", Fraction(2)),
        ("1.91", Fraction(191, 100)),
        (1.91, Fraction(191, 100)),
        (Decimal("1.91"), Fraction(191, 100)),
        ("150.0", Fraction(150)),
        ("10/11", Fraction(21, 11)),
        ("6/4", Fraction(5, 2)),
        ("6 / 4", Fraction(5, 2)),
        ("EVEN", Fraction(2)),
        ("ev", Fraction(2)),
        (" evens ", Fraction(2)),
        ("+102.5", Fraction(81, 40)),
        (Fraction(21, 11), Fraction(21, 11)),
    ],
)
def test_a_price_is_read_the_way_it_is_written(written, decimal):
    assert parse_price(written) == decimal


@pytest.mark.parametrize(
    "wrong",
    [
        0, 50, -99, 99, "0", "+50", "-99.5", "+0", "", "   ", "abc", "PK", "pick", None, True, False,
        float("nan"), float("inf"), float("-inf"), "nan", "inf", 1.0, 0.5, "1.0", "0.95", "1.", ".5", "-1.91", "+1.91",
        "0/4", "4/0", "-6/4", "+6/4", "6/-4", "6//4", "1,91", "1e3", 1e-9, "--110", "-110 -110", "11\u0660",
        Fraction(1), Fraction(1, 2), Decimal("NaN"), Decimal(1), [], {}, b"-110", "9" * 33,
    ],
)  # fmt: skip
def test_what_is_not_a_price_names_the_field_and_yields_no_number(wrong):
    with pytest.raises(BadInput) as caught:
        parse_price(wrong, field="legs[1].price")
    assert caught.value.field == "legs[1].price"


@pytest.mark.parametrize("wrong", [0, 99, -99, True, 1.91, "-110", None, Fraction(199, 2)])
def test_american_odds_between_minus_and_plus_100_do_not_exist(wrong):
    with pytest.raises(BadInput) as caught:
        decimal_price(wrong)
    assert caught.value.field == "price"


@pytest.mark.parametrize("wrong", [Fraction(1), Fraction(0), Fraction(-3), 1.91, True, None])
def test_a_decimal_price_of_one_or_less_does_not_exist(wrong):
    for convert in (american_price, implied_probability, format_decimal, format_fractional):
        with pytest.raises(BadInput):
            convert(wrong)


@pytest.mark.parametrize("wrong", [0, 1, -0.1, 1.1, float("nan"), float("inf"), True, "0.5", None])
def test_a_fair_price_needs_a_probability_between_zero_and_one(wrong):
    with pytest.raises(BadInput) as caught:
        fair_price(wrong)
    assert caught.value.field == "probability"


@pytest.mark.parametrize(("american", "percent"), [(-110, 52.381), (150, 40.0), (-200, 66.667), (100, 50.0)])
def test_implied_probability_is_the_break_even_rate(american, percent):
    assert round(100 * float(implied_probability(decimal_price(american))), 3) == percent


@pytest.mark.parametrize(
    ("decimal", "american"),
    [("1.998", 100), ("2", 100), ("1.91", -110), ("2.5", 150), ("1.001", -100_000), ("1000", 99_900)],
)
def test_the_american_price_shown_is_the_nearest_whole_one(decimal, american):
    assert american_price(Fraction(decimal)) == american


@pytest.mark.parametrize(("legs", "american"), [(2, 264), (3, 596), (4, 1228)])
def test_true_parlay_odds_are_not_those_of_the_flat_tables(legs, american):
    assert american_price(decimal_price(-110) ** legs) == american


def test_a_decimal_price_never_reads_one_point_zero_zero():
    assert format_decimal(decimal_price(-100_000)) == "1.001"
    assert format_decimal(decimal_price(-10_000_000)) == "1.00001"
    assert format_decimal(Fraction("1.005")) == "1.01"


def test_the_three_formats_of_one_price():
    price = decimal_price(-110)
    assert (format_american(-110), format_decimal(price), format_fractional(price)) == ("-110", "1.91", "10/11")
    assert format_american(-100) == "+100"
    assert format_fractional(parse_price("6/4")) == "3/2"
    assert format_probability(implied_probability(price)) == "52.4%"


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("-3.5", Fraction(-7, 2)),
        ("+3", 3),
        (3, 3),
        ("PK", 0),
        ("pick'em", 0),
        (-1.25, Fraction(-5, 4)),
        ("\u22127", -7),
    ],
)
def test_a_line_is_exact(written, line):
    assert parse_line(written) == line


@pytest.mark.parametrize("wrong", ["", "three", None, True, float("nan"), "-3.3", 0.1, "1e2", Fraction(1, 3), "."])
def test_a_line_is_whole_half_or_quarter(wrong):
    with pytest.raises(BadInput) as caught:
        parse_line(wrong)
    assert caught.value.field == "line"


def test_lines_are_written_with_their_sign_and_totals_without():
    assert [format_line(Fraction(x)) for x in ("-3.5", "7", "0", "-1.25")] == ["-3.5", "+7", "PK", "-1.25"]
    assert format_line(Fraction("218.5"), signed=False) == "218.5"


@given(americans)
def test_american_to_decimal_and_back_is_the_same_price(american):
    assert american_price(decimal_price(american)) == american


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_the_fair_american_price_is_that_of_the_fair_decimal_one(probability: float) -> None:
    assert fair_american(probability) == american_price(fair_price(probability))


@pytest.mark.parametrize("wrong", [0.0, 1.0, -0.1, math.nan, math.inf, True])
def test_what_is_no_chance_has_no_fair_american_price(wrong: float) -> None:
    with pytest.raises(BadInput):
        fair_american(wrong)


@given(decimals)
def test_fractional_text_keeps_a_price_exactly(decimal):
    assert parse_price(format_fractional(decimal)) == decimal


@given(decimals)
def test_written_american_reads_back_as_itself(decimal):
    american = american_price(decimal)
    assert american_price(parse_price(format_american(american))) == american


@given(decimals)
def test_probability_to_fair_price_undoes_price_to_probability(decimal):
    assert fair_price(implied_probability(decimal)) == decimal


@given(decimals)
def test_decimal_text_is_within_half_of_its_last_place(decimal):
    text = format_decimal(decimal)
    places = len(text.split(".")[1])
    assert abs(Fraction(text) - decimal) <= Fraction(1, 2 * 10**places)
    assert parse_price(text) > 1


@given(st.fractions(-300, 300).map(lambda x: Fraction(round(4 * x), 4)))
def test_a_written_line_reads_back_as_itself(line):
    assert parse_line(format_line(line)) == line
    assert parse_line(format_line(line, signed=False)) == line


@given(st.text(max_size=40) | st.floats() | st.integers() | st.none() | st.booleans() | st.decimals())
def test_any_input_is_a_price_above_one_or_bad_input(anything):
    try:
        outcome = parse_price(anything) > 1
    except BadInput as error:
        outcome = error.field == "price"
    assert outcome
