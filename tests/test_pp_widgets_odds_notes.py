"""What stands below a game on the board: fair prices by the stated method, lines, holds, arbitrage and who is stale."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from betting.board import build_board
from betting.facts import Slate
from pp_action_types import ADD_LEG
from pp_widgets import board_cells, create_odds_comparison_widget
from tests.support.captured_odds import captured_slate
from tests.support.quotes import NOW, a_slate, an_event, over_under, two_way
from tests.support.widget_trees import badges, nodes, sent, strings
from tests.support.widget_types import problems


def words(slate: Slate) -> list[str]:
    return list(strings(sent(create_odds_comparison_widget(build_board(slate, now=NOW), tappable=True))))


def test_every_market_has_its_fair_price_and_who_stands_behind_it() -> None:
    game = an_event()
    said = words(
        a_slate(
            *(two_way(game, 150, -180, book=book) for book in "ABC"),
            *(two_way(game, -110, -110, 3.5, book=book) for book in "AB"),
            over_under(game, -105, -115, 220.5, book="A"),
        )
    )
    # 40 / (40 + 64.29) = 38.4% is +161; 51.22 / (51.22 + 53.49) = 48.9% is +104
    assert "Fair moneyline: Visitors 38.4% (+161), Homers 61.6% (-161); 3 books, multiplicative" in said
    assert "Fair spread: Visitors 50.0% (+100), Homers 50.0% (+100); 2 books, multiplicative" in said
    assert "Fair total: Over 48.9% (+104), Under 51.1% (-104); 1 book, multiplicative" in said


def test_a_long_price_is_judged_by_shins_method_too_and_a_short_one_is_not() -> None:
    game = an_event()
    long = words(a_slate(*(two_way(game, 650, -1000, book=book) for book in "ABCD")))
    assert "By Shin's method: Visitors 11.2% (+792)" in long
    short = words(a_slate(*(two_way(game, -105, -115, book=book) for book in "ABCD")))
    assert not any("Shin" in word for word in short)


def test_where_the_method_decides_whether_a_price_is_worth_it_both_are_shown() -> None:
    game = an_event()
    quotes = [two_way(game, 180, -230, book=book) for book in "ABCD"]
    said = words(a_slate(*quotes, two_way(game, 198, -260, book="E")))
    assert any(word.startswith("By Shin's method: Visitors ") for word in said)


def test_the_lines_are_counted_with_their_median_which_is_no_bet() -> None:
    game = an_event()
    lines = {"A": 3.5, "B": 3.5, "C": 3.5, "D": 4, "E": 5}
    said = words(a_slate(*(two_way(game, -110, -110, line, book=book) for book, line in lines.items())))
    assert "Lines of the spread: +3.5 at 3, +4 at 1, +5 at 1; median +3.5" in said
    split = words(a_slate(*(two_way(game, -110, -110, line, book=str(n)) for n, line in enumerate([1.5, 1.5, 3, 3]))))
    assert "Split spread: +1.5 at 2, +3 at 2; median +2.25" in split


def test_an_arbitrage_that_needs_an_exchange_says_what_is_left_without_it() -> None:
    game = an_event()
    exchange = two_way(game, 450, -600, book="Betfair", exchange=True, age_s=9)
    said = words(a_slate(exchange, two_way(game, 420, -385, book="A", age_s=33)))
    assert "ARB on the moneyline: 2.5%, 1.7% after commission, 1.4% without the exchange, quotes 9s and 33s old" in said
    said = words(a_slate(exchange, two_way(game, 300, -385, book="A", age_s=33)))
    assert any(word.endswith("after commission, none without it, quotes 9s and 33s old") for word in said)


def test_a_stale_book_is_named_and_left_out_of_best() -> None:
    game = an_event()
    slate = a_slate(two_way(game, 120, -140, book="Fresh", age_s=0), two_way(game, 200, -250, book="Slow", age_s=601))
    said = words(slate)
    assert "Stale, left out: Slow (moneyline)" in said
    assert "+120" in said
    assert "+200" not in said


def test_a_market_that_is_stale_as_a_whole_is_grey_and_cannot_be_tapped() -> None:
    game = an_event()
    slate = a_slate(two_way(game, 120, -140, age_s=0), two_way(game, -108, -112, 3, book="Slow", age_s=2000))
    board = build_board(slate, now=NOW)
    tree = sent(create_odds_comparison_widget(board, tappable=True))
    assert problems(tree) == []
    side = next(one for one in nodes(tree) if one.get("id", "").endswith("-spread-0"))
    assert badges(side) == [("-108", "secondary")]
    assert "Slow · 33m 20s, stale" in list(strings(side))
    assert not [one for one in nodes(side) if one.get("onClickAction", {}).get("type") == ADD_LEG]
    assert {bet.market.value for bet, _ in board_cells(board).values()} == {"moneyline"}
    assert any("grey: quote older than 10 min" in text.lower() for text in strings(tree))


@pytest.mark.captures
def test_detroit_at_denver_is_told_in_full(captures: Path) -> None:
    taken = datetime(2022, 11, 23, 1, 5, 31, tzinfo=UTC)
    slate = captured_slate(captures / "oddsapi" / "nba_odds_american_2022-11-23.json", "nba", fetched_at=taken)
    said = list(strings(sent(create_odds_comparison_widget(build_board(slate, now=taken)))))
    assert "Fair moneyline: Pistons 20.2% (+396), Nuggets 79.8% (-396); 21 books on 17 feeds, multiplicative" in said
    assert "By Shin's method: Pistons 18.9% (+430)" in said
    arb = "ARB on the moneyline: 2.5%, 1.7% after commission, 1.4% without the exchange, quotes 9s and 33s old"
    assert arb in said
