"""The board's rules, one by one, on small slates."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from msgspec import structs

from professor_lock.betting.board import build_board
from professor_lock.betting.facts import EventStatus, Market
from professor_lock.errors import BadInput
from tests.support.quotes import NOW, a_quote, a_slate, an_event, over_under, two_way


def market_of(slate, market, **more):
    return build_board(slate, now=NOW, market=market, **more).games[0].markets[0]


def test_the_best_price_is_named_with_every_book_that_ties_at_it_and_the_oldest_age():
    game = an_event()
    slate = a_slate(
        two_way(game, 120, -140, book="A", age_s=10),
        two_way(game, 125, -145, book="B", age_s=40),
        two_way(game, 125, -150, book="C", age_s=20),
    )
    away, home = market_of(slate, "moneyline").sides
    assert (away.best.american, away.best.books, away.best.age_s) == (125, ("B", "C"), 40)
    assert (home.best.american, home.best.books) == (-140, ("A",))


def test_prices_are_compared_exactly_not_as_shown():
    game = an_event()
    slate = a_slate(two_way(game, "1.91", "1.91", book="Decimal"), two_way(game, -110, -110, book="American"))
    assert market_of(slate, "moneyline").sides[0].best.books == ("Decimal",)


def test_sides_are_matched_by_name_whatever_the_order_of_the_feed():
    game = an_event()
    slate = a_slate([a_quote(game, "Homers", -140), a_quote(game, "Visitors", 120), a_quote(game, "Somebody", 900)])
    market = market_of(slate, "moneyline")
    assert [(side.selection, side.best.american) for side in market.sides] == [("Visitors", 120), ("Homers", -140)]


def test_the_draw_comes_third_and_two_way_prices_are_not_compared_with_three_way_ones():
    game = an_event(league="epl")
    three = [
        [
            a_quote(game, "Draw", 230, book=b),
            a_quote(game, "Homers", 140, book=b),
            a_quote(game, "Visitors", 190, book=b),
        ]
        for b in "ABC"
    ]
    market = market_of(a_slate(*three, two_way(game, 300, 200, book="Draw no bet")), "moneyline")
    assert [side.selection for side in market.sides] == ["Visitors", "Homers", "Draw"]
    assert [side.best.american for side in market.sides] == [190, 140, 230]
    assert sum(side.fair_probability for side in market.sides) == pytest.approx(1)
    assert (market.books, market.books_at_line) == (4, 3)


def test_a_stray_draw_price_does_not_make_a_two_way_market_three_way():
    game = an_event()
    books = [two_way(game, 120, -140, book=b) for b in "ABC"]
    market = market_of(a_slate(*books, [a_quote(game, "Draw", 5000, book="X")]), "moneyline")
    assert [side.selection for side in market.sides] == ["Visitors", "Homers"]


def test_the_line_is_the_one_most_books_quote_and_prices_are_best_at_that_line_only():
    game = an_event()
    slate = a_slate(
        two_way(game, -110, -110, 3.5, book="A"),
        two_way(game, -105, -115, 3.5, book="B"),
        two_way(game, -120, 100, 4, book="C"),
    )
    market = market_of(slate, "spread")
    away, home = market.sides
    assert (away.line, home.line) == (Fraction(7, 2), Fraction(-7, 2))
    assert (away.best.american, home.best.american) == (-105, -110)
    assert [(count.line, count.books) for count in market.lines] == [(Fraction(7, 2), 2), (4, 1)]
    assert not market.split
    assert (market.books, market.books_at_line) == (3, 2)
    assert (away.best_number.line, away.best_number.price.american) == (4, -120)
    assert home.best_number is None


def test_the_best_number_of_a_total_is_low_for_over_and_high_for_under():
    game = an_event()
    slate = a_slate(
        over_under(game, -110, -110, 220, book="A"),
        over_under(game, -110, -110, 220, book="B"),
        over_under(game, -120, 100, 218.5, book="C"),
        over_under(game, 105, -125, 221.5, book="D"),
    )
    over, under = market_of(slate, "total").sides
    assert (over.best_number.line, over.best_number.price.books) == (Fraction("218.5"), ("C",))
    assert (under.best_number.line, under.best_number.price.books) == (Fraction("221.5"), ("D",))


def test_a_market_with_two_equally_common_lines_is_split_and_claims_no_value():
    game = an_event()
    books = [two_way(game, -110, -110, line, book=f"{line}{b}") for line in (3, 1.5) for b in range(5)]
    slate = a_slate(*books, two_way(game, 150, -110, 1.5, book="1.5 generous"), two_way(game, -110, -110, 3, book="x"))
    market = market_of(slate, "spread")
    assert market.split
    assert market.median_line == Fraction(9, 4)
    assert market.sides[0].line == Fraction(3, 2)
    assert market.sides[0].ev > 0.01
    assert not any(side.ev_flag for side in market.sides)


def test_a_quote_ten_minutes_behind_the_newest_of_its_game_still_counts_and_one_second_more_does_not():
    game = an_event()
    for behind, counted in ((600, True), (601, False)):
        slate = a_slate(two_way(game, 120, -140, book="A", age_s=0), two_way(game, 200, -200, book="Old", age_s=behind))
        market = market_of(slate, "moneyline")
        assert (market.sides[0].best.books == ("Old",)) is counted
        assert market.stale_books == (() if counted else ("Old",))
        assert market.books == 2


def test_in_play_a_quote_counts_for_sixty_seconds():
    game = an_event(starts_in_s=-600)
    for behind, counted in ((60, True), (61, False)):
        slate = a_slate(two_way(game, 120, -140, book="A", age_s=0), two_way(game, 200, -200, book="Old", age_s=behind))
        assert (market_of(slate, "moneyline").sides[0].best.books == ("Old",)) is counted


def test_a_market_all_of_whose_quotes_are_stale_has_no_best_price_and_low_agreement():
    game = an_event()
    old = [two_way(game, -110, -110, 3, book=b, age_s=2000) for b in "ABCDEFG"]
    market = market_of(a_slate(two_way(game, 120, -140, age_s=0), *old), "spread")
    assert [side.best for side in market.sides] == [None, None]
    assert (market.books, market.books_at_line, market.agreement) == (7, 0, "low")
    assert market.sides[0].fair_probability == 0.5


@pytest.mark.parametrize(
    ("starts_in_s", "status", "live"),
    [
        (1, EventStatus.SCHEDULED, False),
        (0, EventStatus.SCHEDULED, True),
        (-1, EventStatus.SCHEDULED, True),
        (3600, EventStatus.LIVE, True),
        (-9000, EventStatus.FINAL, False),
        (-60, EventStatus.POSTPONED, False),
    ],
)
def test_a_game_is_live_when_the_feed_says_so_or_its_start_has_passed(starts_in_s, status, live):
    game = an_event(starts_in_s=starts_in_s, status=status)
    assert build_board(a_slate(two_way(game, 120, -140)), now=NOW).games[0].live is live


def value_slate(game, *, price=130, books=5, age_s=30, exchange=False, fair=(100, -120)):
    around = [two_way(game, *fair, book=f"Book {n}") for n in range(books - 1)]
    return a_slate(*around, two_way(game, price, fair[1] - 60, book="Generous", age_s=age_s, exchange=exchange))


def test_value_is_flagged_when_every_rule_allows_it():
    board = build_board(value_slate(an_event()), now=NOW)
    side = board.games[0].markets[0].sides[0]
    assert side.ev_flag
    assert side.fair_probability is not None
    assert side.ev == side.value_ev == pytest.approx(side.fair_probability * 2.3 - 1)
    assert [(found[0].event.id, found[2].selection) for found in board.value] == [("e1", "Visitors")]


@pytest.mark.parametrize(
    "slate",
    [
        value_slate(an_event(), books=3),
        value_slate(an_event(), age_s=601),
        value_slate(an_event(), price=110),
        value_slate(an_event(starts_in_s=-5)),
        value_slate(an_event(status=EventStatus.LIVE)),
        value_slate(an_event(status=EventStatus.POSTPONED)),
        value_slate(an_event(), price=117, exchange=True),
        value_slate(an_event(), price=400, fair=(350, -500)),
    ],
    ids=["three books", "old quote", "under 1%", "begun", "live", "postponed", "gone after commission", "not by Shin"],
)
def test_value_is_not_claimed_when_one_rule_forbids_it(slate):
    # Nothing else on the slate is newer, so only the rule named keeps the flag away.
    quotes = tuple(structs.replace(quote, as_of=min(q.as_of for q in slate.quotes)) for quote in slate.quotes)
    board = build_board(replace(slate, quotes=quotes), now=NOW)
    assert board.value == ()


def test_a_long_price_that_is_value_by_both_methods_is_flagged():
    side = market_of(value_slate(an_event(), price=450, fair=(350, -450)), "moneyline").sides[0]
    assert side.ev_shin > 0
    assert side.ev_flag


def test_where_commission_eats_an_exchanges_price_the_best_bookmakers_may_still_be_value():
    slate = value_slate(an_event(), price=114)
    exchange = two_way(slate.events[0], 116, -200, book="Exchange", exchange=True)
    side = market_of(replace(slate, quotes=(*slate.quotes, *exchange)), "moneyline").sides[0]
    assert (side.best.books, side.best.exchange) == (("Exchange",), True)
    assert (side.ev_flag, side.value_price.books) == (True, ("Generous",))
    assert side.value_ev == pytest.approx(side.fair_probability * 2.14 - 1)


def test_movement_is_from_the_common_line_and_fair_chance_of_the_first_quotes():
    game = an_event()
    opening = [q for book in "AB" for q in two_way(game, -110, -110, 3.5, book=book, age_s=9000)]
    slate = a_slate(*(two_way(game, -110, -110, 5, book=book) for book in "AB"))
    away, home = market_of(slate, "spread", opening=opening).sides
    assert (away.line, away.opened.line, home.opened.line) == (5, Fraction(7, 2), Fraction(-7, 2))
    assert (away.opened.fair_probability, away.opened.fair_american) == (0.5, 100)
    assert away.opened.as_of == opening[0].as_of
    assert market_of(slate, "moneyline", opening=opening).sides[0].opened is None
    assert market_of(slate, "spread").sides[0].opened is None


def test_best_prices_below_a_hundred_percent_are_an_arbitrage_with_both_ages():
    game = an_event()
    slate = a_slate(
        two_way(game, 110, -120, book="A", age_s=11),
        two_way(game, 100, -105, book="B", age_s=22),
        two_way(game, 112, -140, book="X", age_s=33, exchange=True),
    )
    market = market_of(slate, "moneyline")
    assert market.hold < 0
    assert market.arbitrage.ages_s == (33, 22)
    assert market.arbitrage.exchange
    assert market.arbitrage.rate_after_commission < market.arbitrage.rate_without_exchange < market.arbitrage.rate
    assert not market.arbitrage.in_play
    assert market.sides[0].best_at_book.american == 110


def test_a_standard_market_holds_what_it_should_and_is_no_arbitrage():
    market = market_of(a_slate(over_under(an_event(), -110, -110, 220)), "total")
    assert round(market.hold, 5) == round(market.median_hold, 5) == 0.04545
    assert market.arbitrage is None


def test_one_side_alone_has_a_price_but_no_fair_one():
    market = market_of(a_slate([a_quote(an_event(), "Visitors", 120)]), "moneyline")
    away, home = market.sides
    assert (away.best.american, home.best) == (120, None)
    assert (away.fair_probability, away.ev, market.hold, market.fair_books, market.agreement) == (None,) * 3 + (
        0,
        "low",
    )


def test_a_missing_market_is_there_with_nothing_in_it():
    game = build_board(a_slate(two_way(an_event(), 120, -140)), now=NOW).games[0]
    assert [market.market for market in game.markets] == [Market.MONEYLINE, Market.SPREAD, Market.TOTAL]
    spread = game.markets[1]
    assert (spread.books, spread.agreement, [side.best for side in spread.sides]) == (0, "none", [None, None])


def test_a_game_without_quotes_keeps_its_row():
    board = build_board(a_slate(events=(an_event(),)), now=NOW)
    assert board.games[0].as_of is None
    assert board.as_of is None


def test_games_come_in_order_of_start_and_can_be_chosen():
    late, early = an_event("late", starts_in_s=7200), an_event("early", starts_in_s=60)
    slate = a_slate(two_way(late, 120, -140), two_way(early, 120, -140))
    assert [game.event.id for game in build_board(slate, now=NOW).games] == ["early", "late"]
    assert [game.event.id for game in build_board(slate, now=NOW, event_ids=["late"]).games] == ["late"]


def test_an_unknown_market_is_named():
    with pytest.raises(BadInput, match="exotics") as caught:
        build_board(a_slate(), now=NOW, market="exotics")
    assert caught.value.field == "market"


def test_demo_and_notes_travel_with_the_board():
    slate = replace(a_slate(two_way(an_event(), 120, -140)), demo=True, note="Older prices: the quota runs low.")
    board = build_board(slate, now=NOW)
    assert (board.demo, board.note, board.title) == (True, "Older prices: the quota runs low.", "NBA odds")


def test_books_that_always_show_the_same_prices_are_counted_as_one_feed():
    games = [an_event(f"e{n}", starts_in_s=3600 + n) for n in range(7)]
    quotes = []
    for n, game in enumerate(games):
        quotes += [two_way(game, 120 + n, -140 - n, book=book) for book in ("Skin 1", "Skin 2", "Skin 3")]
        quotes.append(two_way(game, 118 + n, -138 - n, book="Own"))
    market = build_board(a_slate(*quotes), now=NOW).games[0].markets[0]
    assert (market.fair_books, market.feeds) == (4, 2)
    assert market_of(a_slate(*quotes[:4]), "moneyline").feeds is None


def test_a_game_that_began_long_ago_is_neither_in_play_nor_open() -> None:
    game = an_event(starts_in_s=-3 * 86_400)
    books = (two_way(game, 300, -110, book=f"Book {letter}") for letter in "ABCDE")
    board = build_board(a_slate(*books), now=NOW)
    assert not board.games[0].live
    assert board.value == ()


def test_what_was_found_of_a_slate_once_is_not_held_of_one_with_other_quotes():
    games = [an_event(f"e{number}") for number in range(4)]
    alike = [
        quote
        for game in games
        for book in ("A", "B")
        for quote in (*two_way(game, -110, -110, "3.5", book=book), *two_way(game, 120, -140, book=book))
    ]
    slate = a_slate(alike)
    twice = [build_board(slate, now=NOW).games[0].markets[0].feeds for _ in range(2)]
    apart = [structs.replace(quote, american=quote.american + 5) if quote.book == "B" else quote for quote in alike]
    assert twice == [1, 1]
    assert build_board(replace(slate, quotes=tuple(apart)), now=NOW).games[0].markets[0].feeds == 2
