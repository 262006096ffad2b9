"""A known bet on a slate: its best price, a chosen book's, and what else there is."""

from __future__ import annotations

from fractions import Fraction

from professor_lock.betting.facts import Market
from professor_lock.betting.offers import Bet, leg_at, offers_for, quotes_of
from professor_lock.betting.slip import tickets_by_book
from tests.support.quotes import NOW, a_quote, an_event, over_under, two_way

GAME = an_event("e1", away="Visitors", home="Homers")
OTHER = an_event("e2", away="Visitors", home="Homers", starts_in_s=90_000)
QUOTES = [
    *two_way(GAME, 126, -150, book="A"),
    *two_way(GAME, 130, -155, book="B"),
    *two_way(GAME, 136, -145, book="Exchange", exchange=True),
    *two_way(GAME, 150, -150, book="Old", age_s=3_600),
    *two_way(GAME, -110, -110, "3.5", book="A"),
    *two_way(GAME, -105, -115, "4", book="B"),
    *two_way(OTHER, 500, -700, book="A"),
]
AWAY = Bet(GAME, Market.MONEYLINE, "Visitors", None)


def test_the_best_fresh_price_of_a_book_that_sells_parlays_is_taken() -> None:
    leg = leg_at(AWAY, QUOTES, NOW)
    assert leg is not None
    assert (leg.book, leg.american, leg.event.id) == ("B", 130, "e1")


def test_a_chosen_book_is_taken_even_if_another_pays_more() -> None:
    leg = leg_at(AWAY, QUOTES, NOW, book="A")
    assert leg is not None
    assert (leg.book, leg.american) == ("A", 126)
    assert leg.fair_probability == leg_at(AWAY, QUOTES, NOW).fair_probability  # type: ignore[union-attr]
    assert leg_at(AWAY, QUOTES, NOW, book="Nobody") is None


def test_a_line_nobody_offers_is_no_leg() -> None:
    assert leg_at(Bet(GAME, Market.SPREAD, "Visitors", Fraction("5.5")), QUOTES, NOW) is None
    four = leg_at(Bet(GAME, Market.SPREAD, "Visitors", Fraction(4)), QUOTES, NOW)
    assert four is not None
    assert (four.book, four.line) == ("B", Fraction(4))


def test_offers_are_best_first_then_the_nearest_other_lines_and_never_of_another_game() -> None:
    offers = offers_for(Bet(GAME, Market.SPREAD, "Visitors", Fraction("3.5")), QUOTES)
    assert [(offer.book, offer.line) for offer in offers] == [("A", Fraction(7, 2)), ("B", Fraction(4))]
    assert [offer.american for offer in offers_for(AWAY, QUOTES)] == [150, 136, 130, 126]


def test_offers_as_quotes_name_the_best_single_book() -> None:
    quotes = [*two_way(GAME, 126, -150, book="A"), *over_under(OTHER, -105, -115, "220", book="A"),
              a_quote(OTHER, "Over", 120, "220", book="B")]  # fmt: skip
    legs = [leg_at(bet, quotes, NOW) for bet in (AWAY, Bet(OTHER, Market.TOTAL, "Over", Fraction(220)))]
    known = [leg for leg in legs if leg is not None]
    held = [quote for leg in known for quote in quotes_of(leg, offers_for(leg, quotes))]
    assert [ticket.books for ticket in tickets_by_book(known, held, now=NOW)] == [("A",)]
