"""What stands beside the prices of the board, and where: fair prices, books, feeds, holds, lines, colours."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from professor_lock.betting.board import Board, build_board
from professor_lock.betting.facts import EventStatus, Slate
from professor_lock.widgets.actions import ADD_LEG
from professor_lock.widgets.odds import board_cells, create_odds_comparison_widget
from tests.support.captured_odds import captured_slate
from tests.support.quotes import NOW, a_slate, an_event, over_under, two_way
from tests.support.widget_trees import Tree, badges, ids, node, nodes, sent, strings
from tests.support.widget_types import problems

BOOKS = ("DraftKings", "FanDuel", "BetMGM", "Caesars")


def card_of(slate: Slate) -> Tree:
    return sent(create_odds_comparison_widget(build_board(slate, now=NOW), tappable=True))


def text_of(slate: Slate) -> str:
    return create_odds_comparison_widget(build_board(slate, now=NOW)).copy_text


def part(tree: Tree, end: str) -> list[str]:
    """What can be read in the one node whose id ends so, from top to bottom."""
    (name,) = [one for one in ids(tree) if one.endswith(end)]
    return read(node(tree, name))


def read(tree: Tree) -> list[str]:
    shown = (one.get("value") or one.get("label") for one in nodes(tree))
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in shown if text]


def below(tree: Tree) -> list[str]:
    """The lines below the games."""
    return [line for one in nodes(tree) if one.get("id", "").endswith("-notes") for line in read(one)]


def footer(tree: Tree) -> list[str]:
    return read(node(tree, "about"))


def test_every_cell_has_its_fair_price_and_every_market_who_stands_behind_it() -> None:
    game = an_event()
    slate = a_slate(
        *(two_way(game, 150, -180, book=book) for book in "ABC"),
        *(two_way(game, -110, -110, 3.5, book=book) for book in "AB"),
        two_way(game, -110, -110, 4, book="C"),
        over_under(game, -105, -115, 220.5, book="A"),
    )
    tree = card_of(slate)
    # 40 / (40 + 64.29) = 38.4% is +161; 51.22 / (51.22 + 53.49) = 48.9% is +104
    assert part(tree, "-moneyline-0") == ["+150", "A"]
    assert part(tree, "-details") == [
        "Visitors @ Homers",
        "Spread · 2/3 books · hold 4.5%",
        "Visitors +3.5: -110 A +1 more, 30 s ago · fair +100 (50.0%)",
        "Homers -3.5: -110 A +1 more, 30 s ago · fair +100 (50.0%)",
        "Total · 1 book · hold 4.5%",
        "O 220.5: -105 A, 30 s ago · fair +104 (48.9%)",
        "U 220.5: -115 A, 30 s ago · fair -104 (51.1%)",
        "Moneyline · 3 books · hold 4.1%",
        "Visitors: +150 A +2 more, 30 s ago · fair +161 (38.4%)",
        "Homers: -180 A +2 more, 30 s ago · fair -161 (61.6%)",
        "Better number: Visitors +4 -110 C",
    ]
    assert below(tree) == ["Better number: Visitors +4 -110 C"]
    text = text_of(slate)
    assert "moneyline: Visitors +150 A +2 more fair 38.4% (+161), Homers -180 A +2 more fair 61.6% (-161)" in text
    assert "spread at 2/3 books, hold 4.5% (median book 4.5%), +3.5 at 2, +4 at 1 | " in text
    assert "better number Visitors +4 -110 C" in text


def test_the_method_is_said_once_and_the_hold_of_one_book_beside_that_of_the_best_prices() -> None:
    games = [an_event("a"), an_event("b", away="Guests", home="Hosts")]
    slate = a_slate(two_way(games[0], 150, -180), two_way(games[1], -110, -110))
    said = (
        "Fair: median of the books with every side up, vig taken out by the multiplicative method. "
        "Hold: of the best prices together; the median book's own is 4.1% to 4.5%, by market."
    )
    assert footer(card_of(slate)).count(said) == 1
    assert text_of(slate).splitlines().count(said) == 1


def test_feeds_are_counted_where_books_repeat_one() -> None:
    games = [an_event(f"e{n}", away=f"Away {n}", home=f"Home {n}") for n in range(6)]
    slate = a_slate(
        *(two_way(game, 150 + n, -180, book=book) for n, game in enumerate(games) for book in "AB"),
        *(two_way(game, 140 + n, -165, book="C") for n, game in enumerate(games)),
    )
    tree = card_of(slate)
    heads = [line for line in read(tree) if line.startswith("Moneyline ·")]
    assert [head.startswith("Moneyline · 3 books · 2 feeds · hold") for head in heads] == [True] * 6


def test_an_ordinary_best_price_has_no_colour_and_one_that_beats_the_fair_price_by_the_rules_is_green() -> None:
    game = an_event()
    fair = [two_way(game, -110, -110, 3.5, book=book) for book in BOOKS]
    plain = card_of(a_slate(*fair))
    assert prices(plain) == [("+3.5 -110", "secondary"), ("-3.5 -110", "secondary")]
    assert not any("green" in line.lower() for line in footer(plain))
    slate = a_slate(*fair, two_way(game, 106, -125, 3.5, book="Hard Rock Sportsbook"))
    tree = card_of(slate)
    assert prices(tree) == [("+3.5 +106", "success"), ("-3.5 -110", "secondary")]
    # 50% of 2.06 is 3% above the stake
    assert badges(tree) == [("+3.0% EV", "success")]
    assert "Green: beats the fair price by our rules" in footer(tree)
    assert "+3.5 +106 Hard Rock Sportsbook fair 50.0% (+100) +3.0% EV" in text_of(slate)


@pytest.mark.parametrize("case", ["three books", "live", "under one percent"])
def test_a_price_that_the_rules_do_not_allow_is_never_green(case: str) -> None:
    live: dict[str, Any] = {"status": EventStatus.LIVE, "starts_in_s": -600}
    game = an_event(**(live if case == "live" else {}))
    count = 2 if case == "three books" else 4
    price = 101 if case == "under one percent" else 106
    slate = a_slate(
        *(two_way(game, -110, -110, 3.5, book=book, age_s=5) for book in BOOKS[:count]),
        two_way(game, price, -125, 3.5, book="Hard Rock", age_s=5),
    )
    tree = card_of(slate)
    assert any(f"{price:+d}" in text for text in read(tree))
    assert "success" not in list(strings(tree))
    assert not any("EV" in text.split() for text in read(tree))


def test_where_commission_eats_an_exchanges_edge_the_flag_names_the_book_it_holds_for() -> None:
    game = an_event()
    tree = card_of(
        a_slate(
            *(two_way(game, -110, -110, 3.5, book=book) for book in BOOKS),
            two_way(game, 105, -125, 3.5, book="Hard Rock"),
            two_way(game, 106, -125, 3.5, book="Betfair", exchange=True),
        )
    )
    assert prices(tree) == [("+3.5 +106", "discovery"), ("-3.5 -110", "secondary")]
    assert badges(tree) == [("+2.5% EV at Hard Rock", "success")]


def test_a_long_price_is_judged_by_shins_method_too_and_a_short_one_is_not() -> None:
    game = an_event()
    slate = a_slate(*(two_way(game, 650, -1000, book=book) for book in "ABCD"))
    long = card_of(slate)
    assert any(line.endswith("· by Shin +792 (11.2%)") for line in part(long, "-details"))
    assert any("by Shin's too" in line for line in footer(long))
    assert "fair 12.8% (+682) by Shin 11.2% (+792)" in text_of(slate)
    short = read(card_of(a_slate(*(two_way(game, -105, -115, book=book) for book in "ABCD"))))
    assert not any("Shin" in word for word in short)


def test_where_the_method_decides_whether_a_price_is_worth_it_both_are_shown() -> None:
    game = an_event()
    quotes = [two_way(game, 180, -230, book=book) for book in "ABCD"]
    tree = card_of(a_slate(*quotes, two_way(game, 198, -260, book="E")))
    assert any(" · by Shin " in word for word in part(tree, "-details"))


def test_only_an_unsettled_line_is_told_below_the_game_with_its_median_which_is_no_bet() -> None:
    game = an_event()

    def at(*lines: float) -> Slate:
        return a_slate(*(two_way(game, -110, -110, line, book=f"B{n}") for n, line in enumerate(lines)))

    settled = at(3.5, 3.5, 3.5, 4, 5)
    assert not any(line.startswith("Unsettled") for line in below(card_of(settled)))
    assert "+3.5 at 3, +4 at 1, +5 at 1" in text_of(settled)
    split = at(1.5, 1.5, 3, 3)
    assert "Unsettled: spread +1.5 at 2 books, +3 at 2 (median +2.25)" in below(card_of(split))
    assert "split +1.5 at 2, +3 at 2, median +2.25" in text_of(split)
    assert "Unsettled: spread +3 at 3 books, +3.5 at 2" in below(card_of(at(3, 3, 3, 3.5, 3.5)))


def test_a_better_number_of_a_game_in_play_is_for_the_text_alone() -> None:
    game = an_event(status=EventStatus.LIVE, starts_in_s=-600)
    lines = {"A": 3.5, "B": 3.5, "C": 3.5, "D": 4}
    slate = a_slate(*(two_way(game, -110, -110, line, book=book, age_s=5) for book, line in lines.items()))
    assert below(card_of(slate)) == []
    assert "better number Visitors +4 -110 D" in text_of(slate)


def test_an_arbitrage_that_needs_an_exchange_says_what_is_left_without_it() -> None:
    game = an_event()
    exchange = two_way(game, 450, -600, book="Betfair", exchange=True, age_s=9)
    slate = a_slate(exchange, two_way(game, 420, -385, book="A", age_s=33))
    said = "ARB on the moneyline: 2.5%, 1.7% after commission, 1.4% without the exchange, 9s and 33s old"
    assert below(card_of(slate)) == [said]
    assert said in text_of(slate)
    (alone,) = below(card_of(a_slate(exchange, two_way(game, 300, -385, book="A", age_s=33))))
    assert alone.endswith("after commission, none without it, 9s and 33s old")


def test_prices_in_play_that_do_not_go_together_are_no_arbitrage() -> None:
    game = an_event(status=EventStatus.LIVE, starts_in_s=-600)
    slate = a_slate(two_way(game, 145, -190, book="A", age_s=5), two_way(game, 110, -118, book="B", age_s=33))
    tree = card_of(slate)
    assert below(tree) == ["No arbitrage on the moneyline in play: quotes 5s and 33s old are not of one moment"]
    assert any(line.startswith("Moneyline ·") and "hold -" in line for line in read(tree))


def test_a_stale_book_is_named_and_left_out_of_best() -> None:
    game = an_event()
    slate = a_slate(two_way(game, 120, -140, book="Fresh", age_s=0), two_way(game, 200, -250, book="Slow", age_s=601))
    tree = card_of(slate)
    assert "Stale, left out: Slow in 1 market" in footer(tree)
    assert "Stale, left out: Slow in 1 market" in text_of(slate)
    assert "+120" in read(tree)
    assert not any("+200" in text for text in read(tree))


def test_a_market_that_is_stale_as_a_whole_is_grey_and_cannot_be_tapped() -> None:
    game = an_event()
    slate = a_slate(two_way(game, 120, -140, age_s=0), two_way(game, -108, -112, 3, book="Slow", age_s=2000))
    board = build_board(slate, now=NOW)
    tree = sent(create_odds_comparison_widget(board, tappable=True))
    assert problems(tree) == []
    side = next(one for one in nodes(tree) if one.get("id", "").endswith("-spread-0"))
    assert [(one["value"], one["color"]) for one in nodes(side) if one["type"] == "Text"] == [("+3 -108", "tertiary")]
    assert "stale · Slow" in read(side)
    assert any("Slow, 33 min ago, stale" in line for line in part(tree, "-details"))
    assert not [one for one in nodes(side) if one.get("onClickAction", {}).get("type") == ADD_LEG]
    assert {bet.market.value for bet, _ in board_cells(board).values()} == {"moneyline"}
    assert "Stale: a quote older than 10 min (in play 60 s)" in footer(tree)


def test_a_price_that_is_old_by_the_clock_is_marked_too_and_read_again_when_tapped() -> None:
    slate = a_slate(two_way(an_event(), 120, -140, age_s=700))
    tree = card_of(slate)
    buttons = [one for one in nodes(tree) if one.get("onClickAction", {}).get("type") == ADD_LEG]
    assert [(one["label"], one["variant"], one["color"]) for one in buttons] == [
        ("+120", "outline", "secondary"),
        ("-140", "outline", "secondary"),
    ]
    assert "stale · Book A" in read(tree)
    assert any("Book A, 11 min ago, stale" in line for line in part(tree, "-details"))
    assert "+120 Book A fair 43.8% (+128) stale, " in text_of(slate)


def test_a_long_name_of_a_book_is_short_in_its_cell_and_whole_in_the_text() -> None:
    name = "Barstool Sportsbook"
    slate = a_slate(two_way(an_event(), 120, -140, book=name), two_way(an_event(), 120, -150, book="X" * 39))
    assert part(card_of(slate), "-moneyline-0")[-1] == "Barstool"
    assert any("+120 Barstool Sportsbook +1 more, 30 s ago" in line for line in part(card_of(slate), "-details"))
    assert f"+120 {name} +1 more" in text_of(slate)
    long = card_of(a_slate(two_way(an_event(), 120, -140, book="X" * 39)))
    assert part(long, "-moneyline-0")[-1] == "X" * 19 + "…"


@pytest.mark.captures
def test_the_captured_slate_has_two_lines_below_a_game_at_most_but_for_an_arbitrage(captures: Path) -> None:
    tree = sent(create_odds_comparison_widget(captured_board(captures), tappable=True))
    notes = [read(one) for one in nodes(tree) if one.get("id", "").endswith("-notes")]
    assert len(notes) > 5
    assert all(len([line for line in lines if "rbitrage" not in line and "ARB" not in line]) <= 2 for lines in notes)
    assert sum(len(lines) for lines in notes) <= 2 * 14


@pytest.mark.captures
def test_detroit_at_denver_is_told_in_full(captures: Path) -> None:
    tree = sent(create_odds_comparison_widget(captured_board(captures)))
    details = [read(one) for one in nodes(tree) if one.get("id", "").endswith("-details")]
    game = next(lines for lines in details if lines[0] == "Detroit Pistons @ Denver Nuggets")
    place = game.index("Moneyline · 21 books · 17 feeds · hold -2.5%")
    assert game[place + 1 : place + 3] == [
        "Pistons: +450 Betfair (exchange), before commission, 9 s ago · fair +396 (20.2%) · by Shin +430 (18.9%)",
        "Nuggets: -385 " + game[place + 2].removeprefix("Nuggets: -385 "),
    ]
    assert " · fair -396 (79.8%)" in game[place + 2]
    assert "ARB on the moneyline: 2.5%, 1.7% after commission, 1.4% without the exchange, 9s and 33s old" in game


def captured_board(captures: Path) -> Board:
    taken = datetime(2022, 11, 23, 1, 5, 31, tzinfo=UTC)
    path = captures / "oddsapi" / "nba_odds_american_2022-11-23.json"
    return build_board(captured_slate(path, "nba", fetched_at=taken), now=taken)


def prices(tree: Tree) -> list[tuple[str, str]]:
    """Label and colour of every price that can be tapped."""
    taps = (one for one in nodes(tree) if one.get("onClickAction", {}).get("type") == ADD_LEG)
    return [(one["label"], one["color"]) for one in taps]
