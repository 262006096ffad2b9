"""Prices as they are written around the world, and sums that are no stakes."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from professor_lock.betting.arbitrage import equal_return
from professor_lock.betting.explain import (
    Explanation,
    explain_arbitrage,
    explain_clv,
    explain_ev,
    explain_implied,
    explain_kelly,
    explain_no_vig,
    explain_parlay,
)
from professor_lock.betting.money import MAX_TOTAL_CENTS
from professor_lock.betting.odds import parse_price
from professor_lock.betting.staking import kelly_stake_cents
from professor_lock.errors import BadInput
from professor_lock.words import Language, words_of
from professor_lock.words.sentences import sentence


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
    assert plain.answer.startswith("Full Kelly is 6.7% of the bankroll")
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


def test_an_explanation_answers_in_one_glance_what_was_asked() -> None:
    minus, even = parse_price("-150"), Fraction(21, 11)
    assert explain_implied(minus).answer.startswith("American -150, decimal 1.67, fractional 2/3. ")
    assert "more than 60% of the time" in explain_implied(minus).answer
    assert explain_no_vig([even, even]).answer.endswith("The book keeps 4.5% of all stakes: that is the vig.")
    assert explain_no_vig([Fraction(21, 10), Fraction(41, 20)]).answer.endswith("There is no vig in these prices.")
    sure = explain_arbitrage([Fraction(21, 10), Fraction(41, 20)], 10_000).answer
    assert sure == "$49.40 at +110 and $50.60 at +105 win $3.73 (3.7%) whichever side comes in, while the prices stand."
    assert "lose up to $4.55 (4.5%)" in explain_arbitrage([even, even], 10_000).answer
    assert explain_clv(even, [even, even]).answer.endswith("against the closing price as it stood: 0%.")


ANSWERS = [
    explain_implied(Fraction(5, 3), "decimal"),
    explain_no_vig([Fraction(21, 11), Fraction(21, 11)]),
    explain_no_vig([Fraction(21, 10), Fraction(41, 20)]),
    explain_arbitrage([Fraction(21, 10), Fraction(41, 20)], 10_000),
    explain_arbitrage([Fraction(2), Fraction(3), Fraction(3)], 10_000),
    explain_clv(Fraction(21, 11), [Fraction(9, 5), Fraction(41, 20)]),
    explain_kelly(Fraction(21, 11), 0.55, 100_000),
    explain_ev(Fraction(21, 11), 0.55, 10_000),
    explain_parlay([Fraction(21, 11)], 4_000),
]


@pytest.mark.parametrize("language", ["es", "de", "fr", "ar"])
@pytest.mark.parametrize("explained", ANSWERS, ids=lambda one: one.answer[:30])
def test_an_explanation_is_said_in_every_language(explained: Explanation, language: Language) -> None:
    said = sentence(explained.answer, words_of(language))
    assert not re.search(r"\b(the|and|at|of|American|fair|price|chances|stakes|whichever)\b", said), said
