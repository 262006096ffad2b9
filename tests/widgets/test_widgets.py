"""The cards: what a bettor reads on them, valid by the published types, and small to change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from chatkit.types import WidgetItem
from chatkit.widgets import DynamicWidgetRoot, WidgetTemplate
from jsonschema import Draft202012Validator
from msgspec import structs

from dev.pack_widgets import VIEWS, packed
from professor_lock.betting.board import Board, build_board
from professor_lock.betting.consensus import STALE_S
from professor_lock.betting.facts import (
    EventStatus,
    GameScore,
    Injury,
    InjuryReport,
    Market,
    SearchResult,
    Series,
    StatAnswer,
    Trends,
    Weather,
)
from professor_lock.betting.props import prop_lines
from professor_lock.desk.live_cards import prices_of, refreshed
from professor_lock.errors import BadInput
from professor_lock.protocol.widget_diff import diff_widget_trees
from professor_lock.protocol.widget_tree import plain_tree, widget_text
from professor_lock.widgets.base import TEMPLATES, BuiltWidget, template
from professor_lock.widgets.format import zone
from professor_lock.widgets.odds import _view, create_odds_comparison_widget
from professor_lock.widgets.props import create_props_widget
from professor_lock.widgets.reports import (
    PickLine,
    create_injuries_widget,
    create_picks_widget,
    create_scores_widget,
    create_weather_widget,
)
from professor_lock.widgets.search import create_search_progress_widget
from professor_lock.widgets.simple import create_notice_widget, create_stat_answer_widget
from professor_lock.widgets.trends import create_trends_chart_widget
from professor_lock.words import ENGLISH
from tests.support.captured_odds import captured_slate
from tests.support.quotes import NOW, a_slate, an_event, over_under, two_way
from tests.support.widget_trees import Tree, badges, ids, node, nodes, of_type, sent, strings
from tests.support.widget_types import problems


def a_board(*, price: object = -110, **more: Any) -> Board:
    """Lakers at Suns with all three markets at two books."""
    event = an_event("lal-phx", away="Los Angeles Lakers", home="Phoenix Suns", **more)
    quotes = [
        two_way(event, price, -112, "9.5", book="DraftKings", age_s=346),
        two_way(event, -115, -108, "9.5", book="FanDuel", age_s=12),
        over_under(event, -105, -115, "224.5", book="DraftKings"),
        two_way(event, 310, -390, book="DraftKings"),
        two_way(event, 320, -420, book="Betfair", exchange=True),
    ]
    return build_board(a_slate(*quotes), now=NOW)


def some_trends(**changes: Any) -> Trends:
    trends = Trends(
        title="LeBron James points, last 3",
        labels=("Nov 2 @PHX", "Nov 4 @PHX", "Nov 6 UTA"),
        series=(Series("Points", (20.0, None, 31.5)), Series("Assists", (8.0, 9.0, 7.0))),
        source="ESPN",
        as_of=NOW,
        line=25.5,
        note="1 of 2 over",
    )
    return replace(trends, **changes)


def a_result(**changes: Any) -> SearchResult:
    result = SearchResult(
        title="Davis out",
        url="https://www.espn.com/a",
        snippet="Anthony Davis is out.",
        source="espn.com",
        engine="Tavily",
        fetched_at=NOW,
        published_at=datetime(2026, 1, 9, 20, tzinfo=UTC),
    )
    return replace(result, **changes)


def some_stats(**changes: Any) -> StatAnswer:
    rows = (("Points", "25.1"), ("Rebounds", "8.0"))
    answer = StatAnswer("q", "LeBron James", "LeBron James averages 25.1 points.", rows, "2025-26", "StatMuse", NOW)
    return replace(answer, **changes)


def some_injuries(**changes: Any) -> InjuryReport:
    davis = Injury("Anthony Davis", "Lakers", "Out", "Left ankle", "Questionable, he says.", NOW, "ESPN (RotoWire)")
    return replace(InjuryReport("nba", (davis,), "ESPN", NOW, link="https://www.espn.com/nba/injuries"), **changes)


def some_scores(**changes: Any) -> list[GameScore]:
    event = an_event("g", away="Jazz", home="Nuggets", starts_in_s=-9000)
    final = GameScore(replace(event, status=EventStatus.FINAL), 118, 121, "Final/OT", "ESPN", NOW)
    return [replace(final, **changes), GameScore(an_event("h"), None, None, "7 PM", "ESPN", NOW)]


def some_props() -> Any:
    quotes = over_under(an_event("g"), -115, -105, "24.5", market=Market.PLAYER_PROP)
    return a_slate([structs.replace(quote, subject="Casey Sample", stat="points") for quote in quotes])


def some_weather(**changes: Any) -> Weather:
    weather = Weather(
        "Denver, Colorado", NOW, "America/Denver", "light snow", 30.4, None, 12.0, None, 268, 40, None,
        "Open-Meteo", NOW, "Weather data by Open-Meteo.com (CC BY 4.0)", "https://open-meteo.com/",
    )  # fmt: skip
    return replace(weather, **changes)


def every_card() -> dict[str, BuiltWidget]:
    search = create_search_progress_widget("Lakers injuries", "news")
    searched = create_search_progress_widget("Lakers").add_result(a_result(demo=True)).fail("Brave", "quota").complete()
    return {
        "odds": create_odds_comparison_widget(a_board()),
        "demo odds": create_odds_comparison_widget(replace(a_board(), demo=True, link="https://x.org", note="Old.")),
        "no odds": create_odds_comparison_widget(replace(a_board(), games=())),
        "search": search,
        "searched": searched,
        "trends": create_trends_chart_widget(some_trends()),
        "demo bars": create_trends_chart_widget(some_trends(kind="bar", line=None, demo=True, link="https://x.org")),
        "stats": create_stat_answer_widget(some_stats()),
        "demo stats": create_stat_answer_widget(some_stats(demo=True, link="https://x.org", rows=())),
        "injuries": create_injuries_widget(some_injuries(), "NBA injuries"),
        "demo injuries": create_injuries_widget(some_injuries(demo=True), "NBA injuries"),
        "nobody injured": create_injuries_widget(some_injuries(injuries=(), note="None listed."), "NBA injuries"),
        "scores": create_scores_widget(some_scores(), "NBA scores", now=NOW),
        "props": create_props_widget(prop_lines(some_props().quotes, NOW), some_props(), "Player props"),
        "demo props": create_props_widget(
            prop_lines(some_props().quotes, NOW), replace(some_props(), demo=True, note="Old."), "Props", tappable=True
        ),
        "no props": create_props_widget([], replace(some_props(), events=(), link="https://x.org"), "Player props"),
        "weather": create_weather_widget(some_weather(), "Weather in Denver"),
        "picks": create_picks_widget(
            [PickLine("Suns @ Lakers", "Lakers -3.5", "confidence 72%", "at -110", NOW)],
            "Today's picks",
            source="the picks",
            read_at=NOW,
        ),
        "notice": create_notice_widget("No search", "Set TAVILY_API_KEY.", "Tavily"),
        "short notice": create_notice_widget("No search", "Later."),
    }


CARDS = list(every_card())


@pytest.mark.parametrize("name", CARDS)
def test_every_card_is_valid_by_the_published_types(name: str) -> None:
    assert problems(sent(every_card()[name])) == []


@pytest.mark.parametrize("name", CARDS)
def test_every_card_names_each_node_at_most_once(name: str) -> None:
    found = ids(sent(every_card()[name]))
    assert found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", CARDS)
def test_every_card_says_what_it_shows_in_plain_text(name: str) -> None:
    card = every_card()[name]
    assert len(card.copy_text) > 10
    assert "{" not in card.copy_text
    assert card.copy_text not in list(strings(sent(card)))


@pytest.mark.parametrize("name", CARDS)
def test_a_card_goes_into_a_widget_item_and_comes_out_the_same(name: str) -> None:
    card = every_card()[name]
    item = WidgetItem(id="w", thread_id="t", created_at=datetime.now(UTC), widget=card, copy_text=card.copy_text)
    assert json.loads(item.model_dump_json(by_alias=True, exclude_none=True))["widget"] == sent(card)


@pytest.mark.parametrize("name", CARDS)
def test_the_plain_tree_is_what_the_server_sends(name: str) -> None:
    card = every_card()[name]
    assert plain_tree(card) == sent(card) == sent(card.widget)


@pytest.mark.parametrize("name", [name for name in CARDS if name.startswith("demo") or name == "searched"])
def test_demo_data_says_so_on_the_card_and_in_the_text(name: str) -> None:
    card = every_card()[name]
    assert ("DEMO", "warning") in badges(sent(card))
    assert "DEMO" in card.copy_text


@pytest.mark.parametrize("name", [name for name in CARDS if not name.startswith("demo") and name != "searched"])
def test_real_data_is_never_called_demo(name: str) -> None:
    card = every_card()[name]
    assert "demo" not in json.dumps(sent(card)).lower() + card.copy_text.lower()


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "Row"},
        {"type": "Card"},
        {"type": "Card", "children": [{"type": "Text", "value": "x", "colour": "red"}]},
        {"type": "Card", "children": [{"type": "Text"}]},
        {"type": "Card", "children": [{"type": "Sparkline"}]},
        {"type": "Card", "children": [{"type": "Badge", "label": "x", "color": "green"}]},
        {"type": "Card", "children": [{"type": "Icon", "name": "trash"}]},
        {"type": "Card", "children": [{"type": "Row", "children": [{"type": "Col", "children": [{"type": "Nope"}]}]}]},
        {"type": "Card", "children": [{"type": "ListView", "children": []}]},
        {"type": "Card", "children": [{"type": "Button", "label": "x", "onClickAction": {"type": "a", "payload": 5}}]},
        {"type": "Card", "children": [{"type": "Chart", "data": [{"a": None}], "series": [], "xAxis": "a"}]},
    ],
)
def test_the_published_types_refuse_what_is_wrong(bad: Tree) -> None:
    assert len(problems(bad)) == 1


@pytest.mark.parametrize("name", list(VIEWS))
def test_each_widget_file_is_packed_from_its_source(name: str) -> None:
    assert (TEMPLATES / f"{name}.widget").read_text(encoding="utf-8") == packed(name)


def test_every_widget_file_loads_and_carries_a_valid_schema() -> None:
    files = sorted(TEMPLATES.glob("*.widget"))
    assert {file.stem for file in files} == set(VIEWS)
    for file in files:
        schema = WidgetTemplate.from_file(str(file)).data_schema
        Draft202012Validator.check_schema(schema)
        assert schema["properties"]


def test_our_way_of_writing_a_board_gives_what_the_sdks_own_gives() -> None:
    view = {**_view(a_board(), zone("America/New_York"), "american", ENGLISH), "words": ENGLISH.section("board")}
    plain = WidgetTemplate.from_file(str(TEMPLATES / "odds_comparison.widget")).build(dict(view))
    assert sent(template("odds_comparison").build(dict(view))) == sent(plain)


CLOSED_VALUES = {"color", "weight", "max", "kind"} | {
    f"{holder}.{name}" for holder in ("c", "g") for name in ("color", "status_color")
}


@pytest.mark.parametrize("source", sorted((TEMPLATES / "src").glob("*.jinja")), ids=lambda path: path.stem)
def test_nothing_from_outside_enters_a_template_but_through_tojson(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    macros = set(re.findall(r"{%-? macro (\w+)\(", text)) | {"sep"}
    for inside in re.findall(r"{{-?(.*?)-?}}", text, flags=re.DOTALL):
        expression = inside.strip()
        calls_ours = re.match(r"(\w+)\(", expression)
        assert (
            expression.endswith("| tojson")
            or expression in CLOSED_VALUES | {"agreement_color"}
            or (calls_ours and calls_ours[1] in macros)
            or re.fullmatch(r"(icons|colors)\[state\]|\"danger\" if leg.problem else \"secondary\"", expression)
        ), f"{expression} is not escaped"


# --- the odds board


def read(tree: Tree) -> list[str]:
    """The texts of a part of a card, from top to bottom."""
    return [text for one in nodes(tree) if (text := one.get("value") or one.get("label"))]


def cell(tree: Tree, end: str) -> Tree:
    """The one cell whose id ends so."""
    (found,) = [one for one in nodes(tree) if one.get("id", "").endswith(end)]
    return found


def details(tree: Tree) -> list[str]:
    """Everything in the details of the games."""
    return [line for one in nodes(tree) if one.get("id", "").endswith("-details") for line in read(one)]


def test_the_board_shows_the_best_price_and_its_book_and_the_rest_in_the_details() -> None:
    tree = sent(create_odds_comparison_widget(a_board()))
    assert read(cell(tree, "-spread-0")) == ["+9.5 -110", "DraftKings"]
    assert read(cell(tree, "-total-1")) == ["U 224.5 -115", "DraftKings"]
    assert "Lakers +9.5: -110 DraftKings, 5 min ago · fair -101 (50.3%)" in details(tree)
    game = next(one for one in nodes(tree) if one["type"] == "Table")
    head, away, home = game["children"]
    assert read(head) == ["2:00 PM ET", "Spread", "Total", "Money"]
    assert read(away)[0] == "Lakers"
    assert read(home)[:2] == ["Suns", "favorite"]


def test_an_exchange_is_named_as_one() -> None:
    tree = sent(create_odds_comparison_widget(a_board()))
    assert read(cell(tree, "-moneyline-0")) == ["+320", "Betfair exch."]
    assert any("+320 Betfair (exchange), before commission, 30 s ago" in line for line in details(tree))
    assert any("exch.: an exchange's price, before commission" in text.lower() for text in strings(tree))


def test_a_market_without_prices_is_a_dash() -> None:
    event = an_event()
    board = build_board(a_slate(two_way(event, 150, -170)), now=NOW)
    tree = sent(create_odds_comparison_widget(board))
    cells = [one for one in nodes(tree) if re.search(r"-(spread|total)-\d$", one.get("id", ""))]
    assert [read(one) for one in cells] == [["—"]] * 4


def test_a_live_game_is_badged_and_its_old_quotes_are_called_stale() -> None:
    event = an_event(status=EventStatus.LIVE, starts_in_s=-600)
    board = build_board(a_slate(two_way(event, 150, -170, age_s=90)), now=NOW)
    tree = sent(create_odds_comparison_widget(board))
    assert badges(tree) == [("LIVE", "danger")]
    assert read(cell(tree, "-moneyline-0")) == ["+150", "stale · Book A"]


def test_three_games_are_open_and_the_rest_is_behind_one_button() -> None:
    board = a_board()
    games = [replace(board.games[0], event=replace(board.games[0].event, id=f"e{n}")) for n in range(12)]
    tree = sent(create_odds_comparison_widget(replace(board, games=tuple(games)), tappable=True))
    assert problems(tree) == []
    more = node(tree, "more")
    assert len(of_type(more, "Table")) == 9
    folds = {fold["id"]: fold for fold in tree["professor_lock"]["folds"]}
    assert folds["more"] == {"id": "more", "label": "+ 9 more games", "once": True}
    assert len(folds) == 12 + 2
    assert set(folds) <= set(ids(tree))
    assert {start["id"] for start in tree["professor_lock"]["starts"]} <= set(ids(tree))


def test_every_price_says_team_market_line_price_and_book_in_words() -> None:
    tree = sent(create_odds_comparison_widget(a_board(), tappable=True))
    cells = tree["professor_lock"]["prices"]["cells"]
    assert [price["label"] for price in cells.values()] == [
        "Lakers spread, plus 9.5, minus 110 at DraftKings",
        "Lakers at Suns total, over 224.5, minus 105 at DraftKings",
        "Lakers moneyline, plus 320 at Betfair exchange",
        "Suns spread, minus 9.5, minus 108 at FanDuel",
        "Lakers at Suns total, under 224.5, minus 115 at DraftKings",
        "Suns moneyline, minus 390 at DraftKings",
    ]
    assert [one["onClickAction"]["payload"]["leg"] for one in of_type(tree, "Button")[:-1]] == list(cells)


def test_a_draw_gets_a_row_of_its_own() -> None:
    data = {
        "source": "Feed",
        "fetched_at": NOW,
        "games": [
            {
                "away": "Ajax",
                "home": "PSV",
                "starts_at": NOW + timedelta(hours=2),
                "markets": [
                    {
                        "market": "moneyline",
                        "sides": [
                            {"selection": name, "price": price, "book": "B", "as_of": NOW}
                            for name, price in (("Draw", "+250"), ("PSV", "-120"), ("Ajax", "+310"))
                        ],
                    }
                ],
            }
        ],
    }
    tree = sent(create_odds_comparison_widget(data))
    [grid] = of_type(tree, "Table")
    assert [read(row)[-2] for row in grid["children"][1:]] == ["+310", "-120", "+250"]
    assert read(grid["children"][3])[0] == "Draw"
    assert "moneyline: Ajax +310 B, PSV -120 B, Draw +250 B" in create_odds_comparison_widget(data).copy_text


def test_times_are_the_readers() -> None:
    card = create_odds_comparison_widget(a_board(), timezone="America/Los_Angeles")
    assert "Sat Jan 10, 11:00 AM PT" in card.copy_text
    assert "11:00 AM PT" in list(strings(sent(card)))


def test_the_board_names_its_source_and_time() -> None:
    card = create_odds_comparison_widget(a_board())
    expected = "Source: Test feed, read Sat Jan 10, 1:00 PM ET, newest quote Sat Jan 10, 12:59 PM ET"
    assert expected in list(strings(sent(card)))
    assert expected in card.copy_text


def test_a_refresh_in_which_no_price_moved_sends_little_and_says_so() -> None:
    """Cells stand on the card's root: a price that moved sends the card, ages alone do not touch them."""
    boards = [create_odds_comparison_widget(a_board(price=price), tappable=True) for price in (-110, -107)]
    before, after = map(plain_tree, boards)
    [update] = diff_widget_trees(before, after)
    assert json.loads(update.model_dump_json(exclude_none=True))["type"] == "widget.root.updated"
    assert refreshed(prices_of(before), prices_of(after)) == "Refreshed, 1 price moved."
    assert refreshed(prices_of(before), prices_of(before)) == "Refreshed, no price moved."


def test_games_keep_their_ids_when_another_one_goes() -> None:
    first, second = an_event("one", away="A", home="B"), an_event("two", away="C", home="D")
    both = build_board(a_slate(two_way(first, 100, -120), two_way(second, 100, -120)), now=NOW)
    alone = build_board(a_slate(two_way(second, 100, -120)), now=NOW)
    assert set(ids(plain_tree(create_odds_comparison_widget(alone)))) <= set(
        ids(plain_tree(create_odds_comparison_widget(both)))
    )


def test_two_games_of_one_id_are_told_apart() -> None:
    board = a_board()
    tree = sent(create_odds_comparison_widget(replace(board, games=board.games * 2)))
    assert len(ids(tree)) == len(set(ids(tree)))


def test_a_long_slate_is_cut_and_the_card_says_so() -> None:
    board = a_board()
    card = create_odds_comparison_widget(replace(board, games=board.games * 45))
    assert "5 later games are not shown" in card.copy_text
    assert len(list(nodes(sent(card)))) < 5000


def test_the_text_of_a_board_is_under_a_seventh_of_its_json() -> None:
    board = a_board()
    card = create_odds_comparison_widget(replace(board, games=board.games * 10))
    assert len(card.copy_text) * 7 < len(json.dumps(sent(card)))
    assert sum(line.startswith("Los Angeles Lakers @ Phoenix Suns") for line in card.copy_text.splitlines()) == 10


@pytest.mark.captures
def test_the_captured_nba_slate_shows_the_known_rows(captures: Path) -> None:
    taken = datetime(2022, 11, 23, 1, 5, 31, tzinfo=UTC)
    path = captures / "oddsapi" / "nba_odds_american_2022-11-23.json"
    card = create_odds_comparison_widget(build_board(captured_slate(path, "nba", fetched_at=taken), now=taken))
    tree = sent(card)
    assert problems(tree) == []
    lines = card.copy_text.splitlines()
    assert sum(" @ " in line for line in lines) == 14
    detroit = next(line for line in lines if line.startswith("Detroit Pistons @ Denver Nuggets"))
    assert "Pistons +450 Betfair (exchange) fair 20.2% (+396) by Shin 18.9% (+430), Nuggets -385" in detroit
    lakers = next(line for line in lines if line.startswith("Los Angeles Lakers @ Phoenix Suns"))
    assert "spread: Lakers +9.5 -104 LowVig.ag fair 50.0% (+100), Suns -9.5 -106 LowVig.ag fair 50.0% (+100)" in lakers
    assert "spread at 11/20 books, hold 2.4% (median book 4.5%), +9.5 at 11, +10 at 9" in lakers
    assert sum("LowVig.ag, 5 min ago" in text for text in strings(tree)) >= 2
    assert any(text.startswith("ARB on the moneyline: 2.5%, 1.7% after commission") for text in strings(tree))


# --- the search


def test_a_search_grows_by_component_updates_and_never_resends_the_card() -> None:
    card = create_search_progress_widget("Lakers injuries", "news")
    changes: list[Callable[[], BuiltWidget]] = [
        lambda: card.set_status("Searching Tavily"),
        lambda: card.add_result(a_result()),
        lambda: card.add_result(title="Two", url="https://b.org/2", snippet="More " * 50, source="b.org"),
        lambda: card.fail("Brave", "its quota is used up"),
        card.complete,
    ]
    aimed = []
    before = plain_tree(card)
    for change in changes:
        assert change() is card
        after = plain_tree(card)
        assert problems(after) == []
        updates = diff_widget_trees(before, after)
        assert {update.type for update in updates} == {"widget.component.updated"}
        aimed.append({json.loads(update.model_dump_json())["component_id"] for update in updates})
        before = after
    assert aimed == [{"status-text"}, {"results"}, {"results"}, {"results"}, {"status"}]


def test_a_finished_search_shows_sites_dates_links_and_what_failed() -> None:
    card = create_search_progress_widget("Lakers", "news").add_result(a_result()).fail("Brave", "quota").complete()
    tree = sent(card)
    assert ("espn.com", "secondary") in badges(tree)
    assert "Jan 9, 2026" in list(strings(tree))
    assert of_type(tree, "Markdown")[0]["value"] == "[Davis out](<https://www.espn.com/a>)"
    assert "Brave failed: quota" in list(strings(tree))
    assert node(tree, "status-text")["value"] == "1 result"
    assert card.copy_text.splitlines() == [
        "Web search (news): Lakers | 1 result",
        "1. Davis out (espn.com, published Jan 9, 2026) https://www.espn.com/a Anthony Davis is out.",
        "Brave failed: quota",
        "Found by Tavily, read Sat Jan 10, 2026, 1:00 PM ET",
    ]


@pytest.mark.parametrize(
    ("fails", "says"), [((), "Nothing found."), (("Brave", "Tavily"), "No answer: every source failed.")]
)
def test_a_search_without_results_says_why(fails: tuple[str, ...], says: str) -> None:
    card = create_search_progress_widget("x")
    for engine in fails:
        card.fail(engine, "down")
    assert node(sent(card.complete()), "status-text")["value"] == says


def test_the_same_address_is_one_result() -> None:
    card = create_search_progress_widget("x").add_result(a_result()).add_result(a_result(title="Again"))
    assert node(sent(card.complete()), "status-text")["value"] == "1 result"


def test_a_snapshot_stays_as_it_was() -> None:
    card = create_search_progress_widget("x")
    before = card.widget
    card.add_result(a_result())
    assert isinstance(before, DynamicWidgetRoot)
    assert "espn.com" not in json.dumps(sent(before))
    assert "espn.com" in json.dumps(sent(card))


def test_an_address_that_must_not_be_clicked_is_shown_as_words() -> None:
    card = create_search_progress_widget("x").add_result(title="Free picks", url="javascript:alert(1)", source="a.org")
    assert "javascript" not in json.dumps(sent(card)) + card.copy_text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "no url"}, "url"),
        ({"title": "x", "url": "https://a.org", "published_at": "2026-01-09T20:00:00"}, "published_at"),
        ({"title": "x", "url": "https://a.org", "picture": "y"}, "picture"),
    ],
)
def test_a_result_with_a_bad_field_names_it(fields: Tree, field: str) -> None:
    with pytest.raises(BadInput) as raised:
        create_search_progress_widget("x").add_result(**fields)
    assert raised.value.field == field


def test_a_search_for_nothing_is_refused() -> None:
    with pytest.raises(BadInput):
        create_search_progress_widget("  ")


# --- trends, stats, notices


def test_a_chart_has_a_series_each_a_legend_a_tooltip_and_the_line() -> None:
    chart = of_type(sent(create_trends_chart_widget(some_trends())), "Chart")[0]
    assert [(one["type"], one["label"]) for one in chart["series"]] == [
        ("line", "Points"),
        ("line", "Assists"),
        ("line", "Line 25.5"),
    ]
    assert (chart["showLegend"], chart["showTooltip"]) == (True, True)
    assert all(row["line"] == 25.5 for row in chart["data"])


def test_a_missing_value_is_left_out_not_zero() -> None:
    chart = of_type(sent(create_trends_chart_widget(some_trends())), "Chart")[0]
    assert [row.get("s1") for row in chart["data"]] == [20.0, None, 31.5]
    assert "Points: Nov 2 @PHX 20, Nov 4 @PHX —, Nov 6 UTA 31.5" in create_trends_chart_widget(some_trends()).copy_text


def test_two_games_of_one_label_stay_two_points() -> None:
    chart = of_type(sent(create_trends_chart_widget(some_trends(labels=("@PHX", "@PHX", "UTA")))), "Chart")[0]
    assert [row["x"] for row in chart["data"]] == ["1", "2", "3"]
    assert chart["xAxis"] == {"dataKey": "x", "labels": {"1": "@PHX", "2": "@PHX", "3": "UTA"}}


def test_bars_are_bars_and_the_line_stays_a_line() -> None:
    chart = of_type(sent(create_trends_chart_widget(some_trends(kind="bar"))), "Chart")[0]
    assert [one["type"] for one in chart["series"]] == ["bar", "bar", "line"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "pie"}, "kind"),
        ({"labels": ()}, "labels"),
        ({"series": ()}, "series"),
        ({"series": (Series("Points", (1.0,)),)}, "series[0].values"),
        ({"series": (Series("Points", (None, None, None)),)}, "series"),
        ({"series": (Series("A", (1.0, 2.0, 3.0)), Series("B", (1.0, float("nan"), 3.0)))}, "series[1].values"),
        ({"line": float("inf")}, "line"),
        ({"labels": ("x",) * 101}, "labels"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(changes: Tree, field: str) -> None:
    with pytest.raises(BadInput) as raised:
        create_trends_chart_widget(some_trends(**changes))
    assert raised.value.field == field


def test_a_stat_shows_its_season_source_and_time() -> None:
    card = create_stat_answer_widget(some_stats())
    texts = list(strings(sent(card)))
    assert {"2025-26", "25.1", "Source: StatMuse, Sat Jan 10, 2026, 1:00 PM ET"} <= set(texts)
    assert card.copy_text.splitlines()[-1] == "Points 25.1, Rebounds 8.0"


def test_a_notice_names_the_source() -> None:
    card = create_notice_widget("No search", "Set TAVILY_API_KEY.", "Tavily")
    assert card.copy_text == "No search\nSet TAVILY_API_KEY.\nSource: Tavily"


def test_any_widget_can_be_read_as_text() -> None:
    text = widget_text(create_odds_comparison_widget(a_board()))
    assert "Los Angeles Lakers @ Phoenix Suns" in text
    assert "Lakers +9.5 -110 DraftKings O 224.5 -105 DraftKings +320 Betfair exch." in text
    assert "Nov 4 @PHX: Points —, Assists 9.0" in widget_text(create_trends_chart_widget(some_trends()))


def test_a_board_knows_team_totals() -> None:
    event = an_event(away="A", home="B")
    market = structs.replace(a_board().games[0].markets[0], market=Market.TEAM_TOTAL)
    board = replace(a_board(), games=(replace(a_board().games[0], event=event, markets=(market,)),))
    assert "Team total" in list(strings(sent(create_odds_comparison_widget(board))))


def test_a_zero_spread_is_a_pick() -> None:
    event = an_event()
    board = build_board(a_slate(two_way(event, -105, -105, Fraction(0))), now=NOW)
    tree = sent(create_odds_comparison_widget(board, tappable=True))
    assert read(cell(tree, "-spread-0"))[0] == "PK -105"
    labels = [price["label"] for price in tree["professor_lock"]["prices"]["cells"].values()]
    assert labels[0] == "Visitors spread, pick'em, minus 105 at Book A"


# --- reports ---


def test_a_prop_has_its_two_sides_beside_one_another_and_in_the_text() -> None:
    card = create_props_widget(prop_lines(some_props().quotes, NOW), some_props(), "Player props")
    tree = sent(card)
    [grid] = of_type(tree, "Table")
    head, points = grid["children"]
    assert read(head) == ["Casey Sample", "Over", "Under"]
    assert read(points) == ["Points", "O 24.5 -115", "Book A", "U 24.5 -105", "Book A"]
    [line] = read(node(tree, "p1-details"))
    prices = "Over 24.5 -115 Book A, 30 s ago; Under 24.5 -105 Book A, 30 s ago"
    assert line == f"Points: {prices} · fair over -104 (51.1%), under +104 (48.9%) · 1 book"
    assert "Over 24.5 -115 Book A (12:59 PM); Under 24.5 -105 Book A (12:59 PM)" in card.copy_text


def test_an_old_price_of_a_prop_is_an_outline_with_the_word() -> None:
    old = NOW - timedelta(seconds=STALE_S + 60)
    slate = some_props()
    slate = replace(slate, quotes=tuple(structs.replace(quote, as_of=old) for quote in slate.quotes))
    tree = sent(create_props_widget(prop_lines(slate.quotes, NOW), slate, "Player props", tappable=True))
    assert {one["variant"] for one in of_type(tree, "Button")} == {"outline"}
    cells = tree["professor_lock"]["prices"]["cells"].values()
    assert {cell["book"] for cell in cells} == {"stale · Book A"}
    assert all(cell["label"].endswith(" at Book A, stale") for cell in cells)


def test_old_scores_say_how_old_they_are() -> None:
    card = create_scores_widget(some_scores(), "NBA scores", now=NOW + timedelta(minutes=50))
    assert "The source cannot be reached: this is how it stood 50m ago." in card.copy_text
    assert "cannot be reached" not in create_scores_widget(some_scores(), "NBA scores", now=NOW).copy_text


def test_a_score_card_says_each_thing_once() -> None:
    first = some_scores()[0]
    coming = replace(first, event=an_event("c", starts_in_s=3_600), away_score=0, home_score=0, detail="2:00 PM EST")
    live = replace(first, event=replace(coming.event, status=EventStatus.LIVE), detail="9:03 - 3rd")
    over = replace(first, event=replace(coming.event, status=EventStatus.FINAL), detail="Final/OT")
    said = create_scores_widget((coming, live, over), "NBA scores", now=NOW).copy_text.splitlines()[1:4]
    name = coming.event.name
    assert said == [f"{name} | 2:00 PM ET", f"{name} | live | 118 - 121 | 9:03 - 3rd", f"{name} | Final/OT | 118 - 121"]


def test_weather_leaves_out_what_is_not_given_and_always_has_its_credit() -> None:
    card = create_weather_widget(some_weather(), "Weather in Denver")
    assert "Feels like" not in card.copy_text
    assert "Temperature | 30.4 °F" in card.copy_text
    assert "Wind | 12 mph from west" in card.copy_text
    shown = list(strings(sent(card)))
    assert "Weather data by Open-Meteo.com (CC BY 4.0)" in shown
    assert any("[Open\\-Meteo](<https://open-meteo.com/>)" in word for word in shown)


def test_words_of_strangers_on_a_report_are_bounded_and_harmless() -> None:
    report = some_injuries()
    wild = replace(report.injuries[0], player="x" * 5000, comment="\u202eevil\n\n" + "y" * 5000, status="z" * 500)
    card = create_injuries_widget(replace(report, injuries=(wild,) * 100, link="javascript:alert(1)"), "t" * 5000)
    assert problems(sent(card)) == []
    text = json.dumps(sent(card))
    assert "javascript" not in text
    assert "\u202e" not in "".join(strings(sent(card)))
    assert len(text) < 60_000
    assert "70 more players are not shown." in card.copy_text
