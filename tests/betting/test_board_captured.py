"""The board of a recorded NBA slate, held to rows worked out by hand from the answer itself."""

from __future__ import annotations

from fractions import Fraction

import pytest

from professor_lock.betting.board import build_board
from professor_lock.betting.facts import Market
from professor_lock.betting.money import payout_cents
from professor_lock.betting.odds import decimal_price
from professor_lock.betting.slip import price_slip, tickets_by_book
from tests.support.captured_odds import at, captured_slate
from tests.support.quotes import leg_of

pytestmark = pytest.mark.captures

NOW = at("2022-11-23T01:05:31Z")


@pytest.fixture(scope="module")
def slate(captures):
    return captured_slate(captures / "oddsapi" / "nba_odds_american_2022-11-23.json", "nba", fetched_at=NOW)


@pytest.fixture(scope="module")
def board(slate):
    return build_board(slate, now=NOW)


def row(board, home, market):
    game = next(game for game in board.games if home in game.event.home)
    return next(m for m in game.markets if m.market == market)


def test_detroit_at_denver_moneyline(board):
    market = row(board, "Denver", "moneyline")
    detroit, denver = market.sides
    assert market.books == 21
    assert (denver.best.american, len(denver.best.books), denver.best.age_s) == (-385, 5, 33)
    assert (detroit.best.american, detroit.best.books, detroit.best.exchange) == (450, ("Betfair",), True)
    assert (detroit.best_at_book.american, detroit.best_at_book.books) == (420, ("DraftKings",))
    assert round(100 * denver.fair_probability, 2) == 79.83
    assert denver.fair_american == -396
    assert round(100 * denver.shin_probability, 2) == 81.14
    assert market.fair_books - market.feeds == 4
    arbitrage = market.arbitrage
    rates = (arbitrage.rate, arbitrage.rate_after_commission, arbitrage.rate_without_exchange)
    assert [round(100 * rate, 2) for rate in rates] == [2.50, 1.69, 1.41]
    assert (arbitrage.exchange, arbitrage.in_play) == (True, False)


def test_a_long_exchange_price_is_value_by_one_method_and_none_after_commission(board):
    detroit = row(board, "Denver", "moneyline").sides[0]
    assert (round(100 * detroit.ev, 1), round(100 * detroit.ev_shin, 1)) == (10.9, 3.7)
    paid = float(1 + (decimal_price(450) - 1) * Fraction(95, 100))
    assert round(100 * (detroit.shin_probability * paid - 1), 1) == -0.5
    assert not detroit.ev_flag


def test_lakers_at_phoenix_spread(board):
    market = row(board, "Phoenix", "spread")
    lakers, suns = market.sides
    assert market.books == 20
    assert [(count.line, count.books) for count in market.lines] == [(Fraction("9.5"), 11), (10, 9)]
    assert (suns.line, suns.best.american, suns.best.books, suns.best.age_s) == (
        Fraction("-9.5"),
        -106,
        ("LowVig.ag",),
        346,
    )
    assert (lakers.best.american, lakers.best.books) == (-104, ("LowVig.ag",))
    assert round(100 * suns.fair_probability, 2) == 50.00
    assert (lakers.best_number.line, lakers.best_number.price.american) == (10, -107)


def test_minnesota_at_indiana_spread(board):
    market = row(board, "Indiana", "spread")
    assert market.books == 13
    assert [side.line for side in market.sides] == [0, 0]
    assert [(side.best.american, side.best.books) for side in market.sides] == [(-105, ("LowVig.ag",))] * 2
    assert round(100 * market.sides[0].fair_probability, 2) == 50.00
    outlier = market.lines[-1]
    assert (outlier.line, outlier.books) == (Fraction("1.5"), 1)  # the visitors' side of Indiana -1.5
    assert market.sides[0].best_number.price.books == ("BetMGM",)


def test_brooklyn_at_philadelphia_is_in_play_and_its_arbitrage_an_artefact(board):
    market = row(board, "Philadelphia", "moneyline")
    nets, sixers = market.sides
    assert market.books == 15
    assert (sixers.best.american, sixers.best.books) == (145, ("MyBookie.ag",))
    assert (nets.best.american, len(nets.best.books)) == (-118, 4)
    assert round(100 * sixers.fair_probability, 2) == 45.92
    assert round(100 * market.arbitrage.rate, 2) == 5.32
    assert market.arbitrage.in_play
    assert market.agreement == "low"
    assert not sixers.ev_flag


def test_washington_at_miami_spread_is_split(board):
    market = row(board, "Miami", "spread")
    miami = market.sides[1]
    assert (market.books, market.split) == (4, True)
    assert (miami.line, miami.best.american) == (Fraction("-1.5"), -110)
    assert round(100 * miami.fair_probability, 2) == 50.00
    assert sorted((count.line, count.books) for count in market.lines) == [(Fraction("1.5"), 2), (3, 2)]
    assert not any(side.ev_flag for side in market.sides)


def test_22_of_84_best_prices_are_more_than_five_minutes_old_though_none_pass_ten_before_the_start(board):
    cells = [side for game in board.games for market in game.markets for side in market.sides]
    assert len(cells) == 84
    assert sum(side.best.age_s > 300 for side in cells) == 22
    assert not [m.stale_books for game in board.games if not game.live for m in game.markets if m.stale_books]


def test_six_sides_look_like_value_two_still_do_under_shin_and_one_may_be_flagged(board):
    sides = [s for game in board.games if not game.live for market in game.markets for s in market.sides]
    looks = [side for side in sides if side.ev is not None and side.ev >= 0.01]
    assert len(looks) == 6
    assert len([side for side in looks if side.ev_shin >= 0.01]) == 2
    assert [(side.selection, side.best.american) for _, _, side in board.value] == [("San Antonio Spurs", 245)]


def test_nuggets_and_suns_at_one_book_and_as_the_mix_no_book_sells(slate):
    best = [
        max((q for q in slate.quotes if q.market is Market.MONEYLINE and q.selection == team), key=lambda q: q.decimal)
        for team in ("Denver Nuggets", "Phoenix Suns")
    ]
    legs = [leg_of(quote) for quote in best]
    one_book = tickets_by_book(legs, slate.quotes, now=NOW)[0]
    assert one_book.books == ("Barstool Sportsbook", "BetRivers", "SugarHouse", "TwinSpires", "Unibet")
    assert payout_cents(10_000, one_book.decimal) == 15_493
    assert price_slip(legs, stake_cents=10_000, now=NOW).payout_cents == 15_869
