"""Closing-line value, against the right close."""

from __future__ import annotations

from fractions import Fraction

import pytest

from professor_lock.betting.clv import (
    Close,
    ClosingValue,
    average_value,
    closing_value,
    fair_clv,
    points_moved,
    raw_clv,
)
from professor_lock.betting.facts import Market
from professor_lock.betting.novig import no_vig
from professor_lock.betting.odds import decimal_price, implied_probability
from tests.support.quotes import a_quote, an_event, over_under, two_way

GAME = an_event("g", starts_in_s=60)
MINUS_110 = decimal_price(-110)


def closed(bet, quotes) -> ClosingValue:
    value = closing_value(bet, bet.decimal, "Mine", quotes)
    assert value is not None
    return value


def percent(value: float | None) -> float:
    assert value is not None
    return round(100 * value, 2)


def test_the_worked_value_raw_and_fair():
    closing = [implied_probability(decimal_price(price)) for price in (-125, 105)]
    assert round(100 * raw_clv(MINUS_110, decimal_price(-125)), 2) == 6.06
    assert round(100 * fair_clv(MINUS_110, no_vig(closing)[0]), 2) == 1.65


def test_the_close_is_the_last_quote_before_the_start_at_the_same_book():
    quotes = [
        *two_way(GAME, 105, -125, age_s=30, book="Mine"),
        *two_way(GAME, -110, -110, age_s=900, book="Mine"),
        *two_way(GAME, 200, -250, age_s=-61, book="Mine"),
        *two_way(GAME, 130, -150, age_s=10, book="Other"),
    ]
    value = closed(a_quote(GAME, GAME.home, -110), quotes)
    assert value.close is Close.SAME_BOOK
    assert (percent(value.raw), percent(value.fair), value.points) == (6.06, 1.65, None)


def test_without_the_same_book_the_consensus_closes_and_is_labelled():
    quotes = [quote for book in "ABC" for quote in two_way(GAME, 105, -125, book=book)]
    value = closed(a_quote(GAME, GAME.home, -110), quotes)
    assert (value.close, value.raw, percent(value.fair)) == (Close.CONSENSUS, None, 1.65)


def test_where_the_line_moved_only_points_are_reported():
    quotes = two_way(GAME, -110, -110, 5, book="Mine")
    value = closed(a_quote(GAME, GAME.home, -110, -3.5), quotes)
    assert (value.points, value.fair, value.raw) == (Fraction(3, 2), None, None)


def test_a_line_the_book_moved_away_from_is_not_its_close():
    quotes = [
        *two_way(GAME, -110, -110, 3.5, book="Mine", age_s=900),
        *two_way(GAME, -110, -110, 5, book="Mine", age_s=30),
    ]
    assert closed(a_quote(GAME, GAME.home, -110, -3.5), quotes).points == Fraction(3, 2)


@pytest.mark.parametrize(
    ("market", "side", "taken", "closed", "points"),
    [
        (Market.SPREAD, "Homers", "-3.5", "-5", "1.5"),
        (Market.SPREAD, "Visitors", "3.5", "5", "-1.5"),
        (Market.TOTAL, "Over", "220", "222.5", "2.5"),
        (Market.TOTAL, "Under", "220", "222.5", "-2.5"),
    ],
)
def test_points_are_in_the_bettors_favour(market, side, taken, closed, points):
    assert points_moved(market, side, Fraction(taken), Fraction(closed)) == Fraction(points)


def test_no_stored_close_is_no_value():
    started = two_way(GAME, 105, -125, age_s=-60, book="Mine")
    elsewhere = two_way(an_event("other"), 105, -125, book="Mine")
    totals = over_under(GAME, -110, -110, 220, book="Mine")
    assert closing_value(a_quote(GAME, GAME.home, -110), MINUS_110, "Mine", [*started, *elsewhere, *totals]) is None


def test_a_close_with_one_side_has_a_raw_value_only():
    value = closed(a_quote(GAME, GAME.home, -110), [a_quote(GAME, GAME.home, -125, book="Mine")])
    assert (percent(value.raw), value.fair) == (6.06, None)


def test_props_close_against_their_own_player_and_number():
    def points(player, price):
        return [
            a_quote(GAME, side, price, 24.5, market=Market.PLAYER_PROP, subject=player, stat="points", book="Mine")
            for side in ("Over", "Under")
        ]

    taken = points("One", 120)[0]
    value = closed(taken, [*points("One", -110), *points("Other", -500)])
    assert value.fair == pytest.approx(0.1)


def test_under_fifty_bets_there_is_no_verdict():
    assert average_value([0.01] * 49).verdict is False
    assert average_value([0.01] * 50).verdict is True
    assert average_value([]).mean is None
