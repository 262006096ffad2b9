"""Legs in words against a board of known prices."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.facts import Market
from professor_lock.betting.slip import LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.sources.names.leg_words import Wanted, read_request
from professor_lock.sources.names.legs import match_leg
from tests.support.quotes import NOW, a_quote, a_slate, an_event, over_under, two_way

SUNS = an_event("suns", away="Los Angeles Lakers", home="Phoenix Suns")
LATER = an_event("later", away="Phoenix Suns", home="Utah Jazz", starts_in_s=90_000)
SLATE = a_slate(
    two_way(SUNS, "+350", "-450", book="Book A"),
    two_way(SUNS, "+340", "-430", book="Book B"),
    two_way(SUNS, "+380", "-385", book="Exchange", exchange=True),
    two_way(SUNS, "+500", "-300", book="Sleepy", age_s=2000),
    two_way(SUNS, -110, -110, "9.5", book="Book A"),
    two_way(SUNS, -104, -106, "9.5", book="Book B"),
    two_way(SUNS, -120, "+100", "10", book="Book C"),
    over_under(SUNS, -110, -110, "220.5", book="Book A"),
    over_under(SUNS, -105, -115, "221.5", book="Book B"),
    two_way(LATER, "-150", "+130", book="Book A"),
)


def leg(selection: str, market: Market | None = None, **more) -> SlipLeg | UnmatchedLeg:
    wanted = read_request(LegRequest(selection, market, **more))
    return wanted if isinstance(wanted, UnmatchedLeg) else match_leg(wanted, SLATE, NOW)


def found(selection: str, market: Market | None = None, **more) -> tuple[str, str, str | None, int, str]:
    result = leg(selection, market, **more)
    assert isinstance(result, SlipLeg), result
    return (
        result.market.value,
        result.selection,
        None if result.line is None else str(float(result.line)),
        result.american,
        result.book,
    )


@pytest.mark.parametrize(
    ("selection", "more", "expected"),
    [
        ("Lakers", {}, ("moneyline", "Los Angeles Lakers", None, 350, "Book A")),
        ("Suns ML", {}, ("moneyline", "Phoenix Suns", None, -430, "Book B")),
        ("Lakers +9.5", {}, ("spread", "Los Angeles Lakers", "9.5", -104, "Book B")),
        ("Lakers +10", {}, ("spread", "Los Angeles Lakers", "10.0", -120, "Book C")),
        ("Suns spread", {"market": Market.SPREAD}, ("spread", "Phoenix Suns", "-9.5", -106, "Book B")),
        ("Suns", {"market": Market.SPREAD, "line": Fraction(-10)}, ("spread", "Phoenix Suns", "-10.0", 100, "Book C")),
        ("Over 220.5", {"event": "Lakers vs Suns"}, ("total", "Over", "220.5", -110, "Book A")),
        ("o221.5", {"event": "LAL @ PHX"}, ("total", "Over", "221.5", -105, "Book B")),
        ("Suns Lakers under 221.5", {}, ("total", "Under", "221.5", -115, "Book B")),
    ],
)
def test_a_leg_is_matched_by_team_market_and_line_at_the_best_price(selection, more, expected):
    assert found(selection, **more) == expected


def test_the_askers_price_is_never_taken():
    assert found("Lakers +900", american=900)[3] == 350


def test_an_exchange_is_taken_only_where_no_bookmaker_offers():
    lonely = a_slate([a_quote(SUNS, "Phoenix Suns", "-385", book="Exchange", exchange=True)])
    result = match_leg(Wanted("Suns", "Suns", Market.MONEYLINE, None, None), lonely, NOW)
    assert isinstance(result, SlipLeg)
    assert (result.exchange, result.fair_probability, result.agreement) == (True, None, "low")


def test_a_price_that_lags_behind_the_rest_of_the_game_is_not_the_best():
    assert found("Lakers")[4] != "Sleepy"


def test_the_fair_probability_is_the_median_without_vig():
    result = leg("Lakers +9.5")
    assert isinstance(result, SlipLeg)
    a, b = 0.5, (104 / 204) / (104 / 204 + 106 / 206)
    assert result.fair_probability == pytest.approx((a + b) / 2, abs=1e-9)
    assert (result.books, result.agreement) == (2, "low")


def test_the_next_game_is_meant_where_a_team_has_several():
    result = leg("Suns")
    assert isinstance(result, SlipLeg)
    assert result.event == SUNS


def test_a_line_nobody_offers_comes_back_with_the_nearest_that_exist():
    result = leg("Lakers +12.5")
    assert isinstance(result, UnmatchedLeg)
    assert result.candidates == (
        "Los Angeles Lakers +10 at -120 (Book C)",
        "Los Angeles Lakers +9.5 at -104 (Book B)",
    )


def test_a_market_nobody_offers_comes_back_with_the_other_markets():
    result = leg("Jazz", Market.SPREAD)
    assert isinstance(result, UnmatchedLeg)
    assert result.candidates == ("Utah Jazz moneyline at +130 (Book A)",)


@pytest.mark.parametrize(
    ("selection", "more", "reason", "candidate"),
    [
        ("LA", {}, "could be", "Los Angeles Clippers"),
        ("Celtics", {}, "No game", "Los Angeles Lakers @ Phoenix Suns"),
        ("Jazz", {"event": "Lakers vs Suns"}, "does not play", "Phoenix Suns"),
        ("Over", {}, "needs a game", "Los Angeles Lakers @ Phoenix Suns"),
        ("220.5", {"market": Market.TOTAL, "event": "Suns Lakers"}, "Over or Under", None),
        ("Lakers -3.5", {"market": Market.MONEYLINE}, "no point", None),
        ("LeBron over 25.5 points", {"market": Market.PLAYER_PROP}, "Only moneylines", None),
        ("Over 220", {"market": Market.SPREAD, "event": "Suns Lakers"}, "total", None),
    ],
)
def test_a_leg_that_is_not_clear_is_asked_about_not_guessed(selection, more, reason, candidate):
    result = leg(selection, **more)
    assert isinstance(result, UnmatchedLeg)
    assert reason in result.reason
    assert candidate is None or candidate in result.candidates


def test_two_teams_of_one_place_in_one_game_are_asked_about():
    derby = an_event("derby", away="Los Angeles Clippers", home="Los Angeles Lakers")
    result = match_leg(Wanted("LA", "LA", Market.MONEYLINE, None, None), a_slate(two_way(derby, -110, -110)), NOW)
    assert isinstance(result, UnmatchedLeg)
    assert result.candidates == ("Los Angeles Clippers", "Los Angeles Lakers")


def test_a_draw_is_priced_where_the_moneyline_has_three_sides():
    game = an_event("epl", away="Arsenal", home="Chelsea", league="epl")
    quotes = [a_quote(game, name, price) for name, price in (("Arsenal", "2.5"), ("Chelsea", "3.1"), ("Draw", "3.3"))]
    wanted = Wanted("Draw", "Draw", Market.MONEYLINE, None, "Arsenal v Chelsea")
    result = match_leg(wanted, a_slate(quotes, league="epl"), NOW)
    assert isinstance(result, SlipLeg)
    assert result.decimal == Fraction(33, 10)
    assert result.fair_probability == pytest.approx((1 / 3.3) / (1 / 2.5 + 1 / 3.1 + 1 / 3.3))


@given(st.text(max_size=40), st.none() | st.sampled_from(Market), st.none() | st.text(max_size=20))
def test_any_words_are_a_leg_or_a_reason(selection, market, event):
    result = leg(selection, market, event=event)
    assert isinstance(result, SlipLeg | UnmatchedLeg)
