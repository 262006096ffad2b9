"""Player props from several books: one line each, its best prices, nothing compared across lines."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from msgspec import structs

from professor_lock.betting.facts import Market, Quote
from professor_lock.betting.props import oldest_and_newest, prop_lines
from tests.support.quotes import NOW, an_event, over_under


def prop(player: str, over: int, under: int, line: str, book: str, age_s: int = 0) -> list[Quote]:
    game = an_event("g")
    return [
        structs.replace(
            quote, market=Market.PLAYER_PROP, subject=player, stat="points", as_of=NOW - timedelta(seconds=age_s)
        )
        for quote in over_under(game, over, under, line, book=book)
    ]


def test_the_line_is_the_one_most_books_offer_and_prices_are_compared_on_it_alone():
    quotes = [
        *prop("Casey Sample", -115, -105, "24.5", "FanDuel", 60),
        *prop("Casey Sample", -110, -110, "24.5", "DraftKings"),
        *prop("Casey Sample", 150, -180, "26.5", "BetMGM"),
    ]
    (line,) = prop_lines(quotes, NOW)
    assert (line.line, line.books, line.other_lines) == (Fraction(49, 2), 2, (Fraction(53, 2),))
    sides = {side: price and (price.american, price.books) for side, price in line.sides}
    assert sides == {"Over": (-110, ("DraftKings",)), "Under": (-105, ("FanDuel",))}
    assert oldest_and_newest([line]) == (NOW - timedelta(seconds=60), NOW)


def test_of_two_lines_alike_the_lower_is_shown_and_a_side_without_price_has_none():
    quotes = [prop("Casey Sample", -110, -110, "24.5", "FanDuel")[0], prop("Casey Sample", -110, -110, "23.5", "X")[1]]
    (line,) = prop_lines(quotes, NOW)
    assert line.line == Fraction(47, 2)
    assert [(side, price is None) for side, price in line.sides] == [("Over", True), ("Under", False)]


@pytest.mark.parametrize("better_first", [True, False])
def test_of_two_prices_of_one_book_the_worse_counts_if_none_is_newer(better_first):
    twice = [prop("Casey Sample", price, -110, "24.5", "FanDuel")[0] for price in (150, -110)]
    under = prop("Casey Sample", -110, -110, "24.5", "FanDuel")[1]
    (line,) = prop_lines([*(twice if better_first else twice[::-1]), under], NOW)
    assert [price and price.american for _, price in line.sides] == [-110, -110]
    assert line.fair == {"Over": 0.5, "Under": 0.5}


def test_an_exchange_with_nobody_in_it_has_no_prop():
    books = prop("Casey Sample", -110, -110, "24.5", "FanDuel")
    alone = [structs.replace(prop("Casey Sample", 99_900, -110, "24.5", "Lone")[0], exchange=True)]
    empty = [structs.replace(quote, exchange=True) for quote in prop("Casey Sample", -10_000, -10_000, "24.5", "Empty")]
    (line,) = prop_lines([*books, *alone, *empty], NOW)
    assert [price and price.books for _, price in line.sides] == [("FanDuel",), ("FanDuel",)]
    assert line.books == 1
    (nobody,) = prop_lines(empty, NOW)
    assert [price for _, price in nobody.sides] == [None, None]


def test_without_quotes_on_players_there_are_no_lines():
    assert prop_lines(over_under(an_event("g"), -110, -110, "200"), NOW) == []
    assert oldest_and_newest([]) is None
