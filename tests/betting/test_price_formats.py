"""Prices as they are written around the world, and sums that are no stakes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from professor_lock.betting.arbitrage import equal_return
from professor_lock.betting.explain import explain_ev, explain_kelly, explain_no_vig
from professor_lock.betting.money import MAX_TOTAL_CENTS
from professor_lock.betting.odds import parse_price
from professor_lock.betting.staking import kelly_stake_cents
from professor_lock.errors import BadInput


@pytest.mark.parametrize(
    ("text", "written", "decimal"),
    [
        ("+1,200", None, 13),
        ("1,200", None, 13),
        ("-1,200", "american", Fraction(13, 12)),
        ("EVS", None, 2),
        ("evens", None, 2),
        ("evs", "malay", 2),
        ("even money", None, 2),
        ("–110", None, Fraction(21, 11)),
        ("(-110)", None, Fraction(21, 11)),
        ("minus 110", None, Fraction(21, 11)),
        ("plus 150", None, Fraction(5, 2)),
        ("6-4", None, Fraction(5, 2)),
        ("6 to 4", None, Fraction(5, 2)),
        ("100-30", "fractional", Fraction(13, 3)),
        ("1.91", None, Fraction("1.91")),
        ("1.91", "decimal", Fraction("1.91")),
        ("2", "decimal", 2),
        ("0.91", "hong_kong", Fraction("1.91")),
        ("2.50", "hong_kong", Fraction("3.5")),
        ("0.91", "malay", Fraction("1.91")),
        ("-0.85", "malay", 1 + 1 / Fraction("0.85")),
        ("−0.85", "malay", 1 + 1 / Fraction("0.85")),
        ("1.20", "indonesian", Fraction("2.2")),
        ("-1.25", "indonesian", Fraction("1.8")),
        ("10/11", "fractional", Fraction(21, 11)),
    ],
)
def test_a_price_is_read_as_it_is_written(text, written, decimal):
    assert parse_price(text, written=written) == decimal


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0.91", None),
        ("-0.85", None),
        ("12,00", None),
        ("1,2", None),
        ("+1,200.5,0", None),
        ("0.91", "decimal"),
        ("1.2", "malay"),
        ("0", "malay"),
        ("-1.2", "malay"),
        ("-0.5", "hong_kong"),
        ("0", "hong_kong"),
        ("0.5", "indonesian"),
        ("1.91", "american"),
        ("-50", "american"),
        ("-110", "fractional"),
        ("abc", "malay"),
        ("1e3", "hong_kong"),
    ],
)
def test_what_is_no_price_of_its_format_is_refused(text, written):
    with pytest.raises(BadInput):
        parse_price(text, written=written)


def test_a_price_below_one_asks_which_format_it_is():
    with pytest.raises(BadInput, match="Hong Kong or Malay"):
        parse_price("0.91")


def test_bankrolls_and_totals_have_bounds_of_their_own():
    assert kelly_stake_cents(500_000_000, 0.55, Fraction(21, 11)) == 6_875_000  # $5,000,000
    assert sum(equal_return(500_000_000, [Fraction("1.90"), Fraction("2.20")]).stakes_cents) == 500_000_000
    with pytest.raises(BadInput, match=r"bankroll is over the limit of \$1,000,000,000\.00"):
        kelly_stake_cents(MAX_TOTAL_CENTS + 1, 0.55, Fraction(2))
    with pytest.raises(BadInput, match="total is over the limit"):
        equal_return(MAX_TOTAL_CENTS + 1, [Fraction(2), Fraction(3)])


def test_a_push_is_neither_won_nor_lost_in_value_and_kelly():
    assert explain_ev(Fraction(21, 11), 0.5, 10_000, 0.1).answer.startswith("On average this bet is worth +$5.45")
    plain, aside = explain_kelly(Fraction(21, 11), 0.5, 100_000, 0.1), explain_kelly(Fraction(21, 11), 0.5, 100_000)
    assert plain.answer.startswith("Full Kelly is 6.667% of the bankroll")
    assert "no edge" in aside.answer
    assert ("u and q", "10.000% and 40.000%") in plain.steps
    with pytest.raises(BadInput):
        explain_ev(Fraction(2), 0.95, 10_000, 0.1)


def test_the_explained_fair_price_is_rounded_from_the_exact_fraction():
    answer = explain_no_vig([parse_price("-260"), parse_price("+215")]).answer
    assert "(-228)" in answer
    assert "(+228)" in answer
    with pytest.raises(BadInput):
        explain_no_vig([Fraction(2)])


@pytest.mark.parametrize("text", ["-0.85", "+0.91", "-1.20", "1.00"])
def test_a_price_of_another_part_of_the_world_is_asked_about(text):
    with pytest.raises(BadInput, match=r"Say which\."):
        parse_price(text)


def test_a_total_too_small_to_spread_is_no_arbitrage():
    with pytest.raises(BadInput, match=r"\$0.01 is too little"):
        equal_return(1, [Fraction("2.1"), Fraction("2.1")])
