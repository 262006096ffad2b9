"""What a slip claims and at whose price; pushes, empty exchanges, books with two prices, old quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from professor_lock.betting.board import build_board
from professor_lock.betting.consensus import without_empty_exchanges
from professor_lock.betting.facts import Market
from professor_lock.betting.novig import no_vig
from professor_lock.betting.odds import fair_american, parse_price
from professor_lock.betting.offers import Bet, leg_at, offers_for
from professor_lock.betting.slip import BookTicket, price_slip, tickets_by_book
from professor_lock.desk.slip import LegState, SlipState
from tests.support.captured_odds import captured_slate
from tests.support.quotes import NOW, a_quote, a_slate, an_event, leg_of, over_under, two_way

BOOKS = "ABCDE"


def leg(event_id: str, *, price: object = 130, fair: float = 0.45, shin: float | None = 0.45, **more: Any):
    known = leg_of(a_quote(an_event(event_id), "Visitors", price, book="Book A"), fair=fair)
    return replace(known, shin_probability=shin, **more)


def priced(*legs, ticket: BookTicket | None = None):
    return price_slip(legs, stake_cents=10_000, now=NOW, ticket=ticket)


def test_a_claim_of_value_keeps_every_rule_of_the_board():
    good = leg("e1"), leg("e2")
    slip = priced(*good)
    assert slip.ev == pytest.approx((0.45 * 2.3) ** 2 - 1)
    assert (slip.no_claim, slip.books) == ("", ("Book A",))
    for bad, word in (
        (leg("e2", books=3), "rests on 3 books, 4 are needed"),
        (leg("e2", split=True), "split between two lines"),
        (leg("e2", as_of=NOW - timedelta(seconds=601)), "over 10 minutes old"),
        (leg("e2", shin=0.40), "by Shin's method it is -4.8%"),
        (leg("e2", shin=None), "Shin's method has no chance"),
        (leg("e2", fair=0.4202, shin=0.5), "+0.0% is less than 1%"),
    ):
        slip = priced(good[0], bad)
        assert slip.ev is not None, word
        assert slip.ev > 0, word
        assert word in slip.no_claim
    begun = leg("e2", event=an_event("e2", starts_in_s=-60))
    assert "in play or over" in priced(good[0], begun).no_claim


def test_no_value_needs_no_excuse():
    slip = priced(leg("e1", fair=0.4), leg("e2", fair=0.4))
    assert slip.ev is not None
    assert slip.ev < 0
    assert slip.no_claim == ""


def test_a_short_price_is_not_held_to_shins_method():
    assert priced(leg("e1", price=-150, fair=0.62, shin=None)).no_claim == ""


def test_a_mix_of_books_is_sold_by_nobody_and_has_no_value_of_its_own():
    one, other = leg("e1"), leg("e2", book="Book B")
    mixed = priced(one, other)
    assert (mixed.ev, mixed.books, mixed.decimal, mixed.mix) == (None, (), Fraction(529, 100), Fraction(529, 100))
    ticket = BookTicket(("Book A",), 400, Fraction(5), NOW, (Fraction(5, 2), Fraction(2)))
    sold = priced(one, other, ticket=ticket)
    assert (sold.decimal, sold.payout_cents, sold.books) == (Fraction(5), 50_000, ("Book A",))
    assert sold.mix == Fraction(529, 100)
    assert sold.ev == pytest.approx(0.45**2 * 5 - 1)


def kept(*events: str) -> SlipState:
    """Legs on three books of which each has one best price."""
    legs = []
    for n, name in enumerate(events):
        game = an_event(name)
        quotes = [
            a_quote(game, "Visitors", price, book=book)
            for book, price in zip("ABC", ((130, 100, 120), (100, 130, 120))[n % 2], strict=True)
        ]
        found = leg_at(Bet(game, Market.MONEYLINE, "Visitors", None), quotes, NOW)
        assert found is not None
        legs.append(LegState(found, offers_for(found, quotes)))
    return SlipState(tuple(legs))


def test_a_slip_is_priced_at_its_best_single_book_or_the_one_asked_for():
    slip = kept("e1", "e2")
    assert [one.leg.book for one in slip.legs] == ["A", "B"]
    assert (slip.priced(NOW).decimal, slip.priced(NOW).books) == (Fraction("4.84"), ("C",))
    assert slip.priced(NOW).mix == Fraction("5.29")
    at_one = slip.at_one_book(NOW)
    assert at_one is not None
    assert [(one.leg.book, one.leg.american) for one in at_one.legs] == [("C", 120), ("C", 120)]
    asked = replace(slip, legs=tuple(replace(one, book="A") for one in slip.legs))
    assert (asked.priced(NOW).decimal, asked.priced(NOW).books) == (Fraction("4.6"), ("A",))
    assert kept("e1").at_one_book(NOW) is not None
    nobody = replace(slip, legs=tuple(replace(one, offers=()) for one in slip.legs))
    assert (nobody.at_one_book(NOW), nobody.priced(NOW).ev) == (None, None)


def test_a_known_push_rate_is_in_chance_and_value_and_an_unknown_one_is_said_to_be_aside():
    game = an_event()
    lines = [
        two_way(game, -110, -110, -3, book=book) + two_way(game, -125, 105, -2.5, book=book)
        + two_way(game, 105, -125, -3.5, book=book) for book in BOOKS
    ]  # fmt: skip
    quotes = [quote for group in lines for quote in group]
    found = leg_at(Bet(game, Market.SPREAD, "Visitors", Fraction(-3)), quotes, NOW)
    assert found is not None
    easier = no_vig([125 / 225, 100 / 205])[0]
    push = easier - (1 - easier)
    assert found.push_probability == pytest.approx(push)
    slip = priced(replace(found, split=False))
    assert slip.fair_probability == pytest.approx(0.5 * (1 - push))
    assert slip.ev == pytest.approx(push + (1 - push) * 0.5 * 21 / 11 - 1)
    assert slip.pushes_aside == ()
    alone = leg_at(found, [quote for quote in quotes if abs(quote.line or 0) == 3], NOW)
    assert alone is not None
    assert alone.push_probability is None
    assert priced(alone).pushes_aside == (0,)
    other = leg_at(Bet(game, Market.SPREAD, "Homers", Fraction(3)), quotes, NOW)
    assert other is not None
    assert other.push_probability == pytest.approx(push)


def test_lines_that_contradict_each_other_tell_no_push_rate():
    game = an_event()
    quotes = over_under(game, -110, -110, 44) + over_under(game, 105, -125, 43.5) + over_under(game, -125, 105, 44.5)
    found = leg_at(Bet(game, Market.TOTAL, "Over", Fraction(44)), quotes, NOW)
    assert found is not None
    assert found.push_probability is None


@pytest.mark.parametrize(
    ("one", "other", "american"), [(-260, 215, 228), (-380, 200, 238), (-300, 110, 158), (-340, 285, 298)]
)
def test_a_fair_price_at_an_exact_half_is_rounded_away_from_zero(one, other, american):
    q, r = 1 / parse_price(str(one)), 1 / parse_price(f"{other:+d}")
    exact = 100 * max(q, r) / min(q, r)
    assert american == (exact.numerator * 2 + exact.denominator) // (2 * exact.denominator)
    fair = no_vig([float(q), float(r)])
    assert [fair_american(p) for p in fair] == [-american, american]
    board = build_board(a_slate(two_way(an_event(), one, other)), now=NOW)
    assert [side.fair_american for side in board.games[0].markets[0].sides] == [-american, american]


@pytest.mark.parametrize("prices", [("1.01", "1.01"), ("1000.0", "1000.0"), ("1.5", "1.6"), ("2.5", "2.6")])
def test_an_exchange_with_nobody_in_it_is_no_book(prices):
    game = an_event()
    fair = [two_way(game, -110, -110, book=book) for book in BOOKS]
    empty = two_way(game, *prices, book="Exchange", exchange=True)
    market = build_board(a_slate(*fair, empty), now=NOW, market="moneyline").games[0].markets[0]
    assert market.empty_exchanges == ("Exchange",)
    assert (market.fair_books, market.arbitrage) == (5, None)
    assert all(side.best is not None and side.best.american == -110 for side in market.sides)
    quotes = [quote for group in (*fair, empty) for quote in group]
    offers = offers_for(Bet(game, Market.MONEYLINE, "Visitors", None), quotes)
    assert all(offer.book != "Exchange" for offer in offers)


def test_an_exchange_with_bettors_stays_and_a_single_side_of_one_too():
    game = an_event()
    real = two_way(game, "1.95", "1.97", book="Exchange", exchange=True)
    half = [a_quote(game, "Visitors", "2.1", book="Half", exchange=True)]
    market = (
        build_board(a_slate(two_way(game, -110, -110), real, half), now=NOW, market="moneyline").games[0].markets[0]
    )
    assert market.empty_exchanges == ()
    assert market.books == 3


@pytest.mark.parametrize(
    ("price", "there"), [("1000.0", False), ("50.0", False), ("2.4", False), ("2.3", True), ("2.1", True)]
)
def test_a_lone_price_far_beyond_the_bookmakers_is_nobodys(price, there):
    """-110 wins 0.909; half as much again is 1.364, a price of 2.364."""
    game = an_event()
    fair = [two_way(game, -110, -110, book=book) for book in BOOKS]
    lone = [a_quote(game, "Visitors", price, book="Exchange", exchange=True)]
    market = build_board(a_slate(*fair, lone), now=NOW, market="moneyline").games[0].markets[0]
    assert market.empty_exchanges == (() if there else ("Exchange",))
    best = market.sides[0].best
    assert best is not None
    assert (best.decimal == Fraction(price)) is there
    assert there or not any(side.ev_flag for side in market.sides)


def test_an_exchange_that_lacks_the_draw_is_judged_side_by_side():
    game = an_event(league="epl")
    fair = [
        [*two_way(game, "4.0", "2.0", book=book), a_quote(game, "Draw", "3.4", book=book, market=Market.MONEYLINE)]
        for book in BOOKS
    ]
    two = two_way(game, "4.1", "2.05", book="Exchange", exchange=True)
    market = build_board(a_slate(*fair, two, league="epl"), now=NOW, market="moneyline").games[0].markets[0]
    assert market.empty_exchanges == ()


def test_where_no_bookmaker_offers_a_lone_price_stays():
    game = an_event()
    lone = [a_quote(game, "Visitors", "1000.0", book="Exchange", exchange=True)]
    assert without_empty_exchanges(game, Market.MONEYLINE, lone) == (lone, ())


def test_a_book_with_two_prices_for_one_line_is_named_and_counts_with_one_of_them():
    game = an_event()
    twice = [*two_way(game, -110, -110, book="A"), a_quote(game, "Visitors", 150, book="A")]
    board = build_board(a_slate(twice, two_way(game, -112, -108, book="B")), now=NOW, market="moneyline")
    market = board.games[0].markets[0]
    assert market.doubled == ("A",)
    assert market.sides[0].best is not None
    assert market.sides[0].best.american == -110
    newer = [*two_way(game, -110, -110, book="A"), a_quote(game, "Visitors", 150, book="A", age_s=5)]
    market = build_board(a_slate(newer), now=NOW, market="moneyline").games[0].markets[0]
    assert market.sides[0].best is not None
    assert (market.sides[0].best.american, market.doubled) == (150, ("A",))
    assert market.sides[0].fair_probability == pytest.approx(no_vig([0.4, 110 / 210])[0])


def test_agreement_is_low_when_every_quote_is_old_though_all_are_equally_old():
    game = an_event()
    old = [two_way(game, -110, -110, book=book, age_s=700) for book in BOOKS + "F"]
    new = [two_way(game, -110, -110, book=book, age_s=600) for book in BOOKS + "F"]
    for slate, agreement in ((a_slate(*old), "low"), (a_slate(*new), "high")):
        assert build_board(slate, now=NOW, market="moneyline").games[0].markets[0].agreement == agreement
        found = leg_at(Bet(game, Market.MONEYLINE, "Homers", None), slate.quotes, NOW)
        assert found is not None
        assert found.agreement == agreement


@pytest.mark.captures
def test_two_long_shots_at_one_book_are_no_value_by_shins_method(captures: Path):
    at = datetime(2022, 11, 23, 1, 5, 31, tzinfo=UTC)
    slate = captured_slate(captures / "oddsapi" / "nba_odds_american_2022-11-23.json", "nba", fetched_at=at)
    detroit = next(e for e in slate.events if (e.away, e.home) == ("Detroit Pistons", "Denver Nuggets"))
    spurs = next(e for e in slate.events if e.home == "San Antonio Spurs")
    legs = []
    for event, team in ((detroit, "Detroit Pistons"), (spurs, "San Antonio Spurs")):
        found = leg_at(Bet(event, Market.MONEYLINE, team, None), slate.quotes, at)
        assert found is not None
        legs.append(found)
    assert [found.american for found in legs] == [420, 245]
    ticket = tickets_by_book(legs, slate.quotes, now=at)[0]
    slip = price_slip(legs, stake_cents=10_000, now=at, ticket=ticket)
    assert slip.books == ("DraftKings",)
    assert slip.ev == pytest.approx(0.079, abs=0.002)
    assert slip.no_claim == "by Shin's method it is -1.8%"
