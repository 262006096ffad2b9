"""Times, ages, names and addresses as the cards write them, and data of people's own tools as the cards read it."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chatkit.widgets import Card, Text  # a user's own tool may still use these

from professor_lock.errors import BadInput
from professor_lock.protocol.widget_tree import plain_tree, widget_text
from professor_lock.untrusted_text import safe_url
from professor_lock.user import UserContext
from professor_lock.widgets.format import age, clock, short_team, when, zone
from professor_lock.widgets.odds import create_odds_comparison_widget
from professor_lock.widgets.trends import create_trends_chart_widget
from tests.support.quotes import NOW
from tests.support.widget_trees import sent, strings

Tree = dict[str, Any]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "0s"),
        (0, "0s"),
        (59.9, "59s"),
        (60, "1m"),
        (346, "5m 46s"),
        (3600, "1h"),
        (7380, "2h 3m"),
        (86400 * 3 + 4 * 3600, "3d 4h"),
    ],
)
def test_an_age_has_two_units_at_most(seconds: float, text: str) -> None:
    assert age(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("at", "where", "text"),
    [
        (datetime(2022, 11, 23, 2, 5, tzinfo=UTC), "America/New_York", "Tue Nov 22, 2022, 9:05 PM ET"),
        (datetime(2022, 7, 4, 4, 0, tzinfo=UTC), "America/New_York", "Mon Jul 4, 2022, 12:00 AM ET"),
        (datetime(2022, 7, 4, 12, 30, tzinfo=UTC), "UTC", "Mon Jul 4, 2022, 12:30 PM UTC"),
    ],
)
def test_a_moment_is_written_in_the_readers_zone(at: datetime, where: str, text: str) -> None:
    assert clock(at, zone(where)) == text


def test_a_zone_may_be_one_already() -> None:
    assert zone(UTC) is UTC


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "x" * 500, "/etc/passwd", "a\x00b"])
def test_an_unknown_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(BadInput) as raised:
        zone(name)
    assert raised.value.field == "timezone"


@pytest.mark.parametrize(
    ("name", "league", "short"),
    [
        ("Los Angeles Lakers", "nba", "Lakers"),
        ("Portland Trail Blazers", "nba", "Trail Blazers"),
        ("Boston Red Sox", "mlb", "Red Sox"),
        ("Vegas Golden Knights", "nhl", "Golden Knights"),
        ("Duke Blue Devils", "ncaab", "Duke Blue Devils"),
        ("Manchester United", "epl", "Manchester United"),
        ("Utah Hockey Club", "nhl", "Utah Hockey Club"),
        ("Athletics", "mlb", "Athletics"),
        ("", "nba", ""),
    ],
)
def test_a_team_is_short_where_that_is_unmistakable(name: str, league: str, short: str) -> None:
    assert short_team(name, league) == short


@pytest.mark.parametrize("url", ["https://x.org/a?b=c&d=1#e", "http://x.org:8080/a/", "https://x.org/%20"])
def test_a_web_address_is_kept_as_it_is(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "ftp://x.org", "/relative", "https:///x", "https://["]
)
def test_any_other_address_is_none(url: str | None) -> None:
    assert safe_url(url) is None


def test_widgets_of_the_sdks_own_classes_are_read_too() -> None:
    card = Card(children=[Text(value="Lakers -3"), Text(value="DraftKings")], size="sm")
    assert plain_tree(card) == sent(card)
    assert widget_text(card) == "Lakers -3\nDraftKings"


BOARD: Tree = {
    "title": "My odds",
    "league": "nba",
    "source": "My feed",
    "fetched_at": NOW,
    "games": [
        {
            "away": "Los Angeles Lakers",
            "home": "Phoenix Suns",
            "starts_at": (NOW + timedelta(hours=2)).isoformat(),
            "markets": [
                {
                    "market": "spread",
                    "sides": [
                        {"selection": "Phoenix Suns", "line": -9.5, "price": 1.91, "book": ["A", "B"], "as_of": NOW},
                        {"selection": "Los Angeles Lakers", "line": "9.5"},
                    ],
                }
            ],
        }
    ],
}


def test_a_board_may_be_a_mapping() -> None:
    card = create_odds_comparison_widget(BOARD)
    assert "spread: Lakers +9.5 —, Suns -9.5 -110 A +1" in card.copy_text
    assert "-9.5 -110" in list(strings(sent(card)))
    assert "—" in list(strings(sent(card)))


SIDE = ("games", 0, "markets", 0, "sides", 0)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("source",), None, "source"),
        (("fetched_at",), "2026-01-10T18:00:00", "fetched_at"),
        (("games", 0, "starts_at"), "tonight", "games[0].starts_at"),
        (("games", 0, "status"), "delayed", "games[0].status"),
        (("games", 0, "markets", 0, "market"), "first_td", "games[0].markets[0].market"),
        ((*SIDE, "price"), 50, "games[0].markets[0].sides[0].price"),
        ((*SIDE, "price"), "0.5", "games[0].markets[0].sides[0].price"),
        ((*SIDE, "line"), "nine", "games[0].markets[0].sides[0].line"),
        ((*SIDE, "fair_probability"), 1.2, "games[0].markets[0].sides[0].fair_probability"),
        ((*SIDE, "book"), None, "games[0].markets[0].sides[0]"),
        ((*SIDE, "as_of"), None, "games[0].markets[0].sides[0]"),
        ((*SIDE, "odds"), -110, "games[0].markets[0].sides[0].odds"),
        (("games",), "none", "games"),
    ],
)
def test_a_wrong_field_of_a_board_is_named(path: tuple[Any, ...], value: object, field: str) -> None:
    data: Any = deepcopy(BOARD)
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(BadInput) as raised:
        create_odds_comparison_widget(data)
    assert raised.value.field == field
    assert str(raised.value).startswith(field)


@pytest.mark.parametrize("data", [None, [], "odds", 5])
def test_what_is_no_mapping_is_refused(data: Any) -> None:
    with pytest.raises(BadInput):
        create_odds_comparison_widget(data)


def test_trends_may_be_a_mapping() -> None:
    data = {
        "title": "Points",
        "labels": ["a", "b"],
        "series": [{"name": "Points", "values": [20, None]}],
        "source": "My feed",
        "as_of": NOW,
    }
    assert "Points: a 20, b —" in create_trends_chart_widget(data).copy_text
    with pytest.raises(BadInput) as raised:
        create_trends_chart_widget({**data, "series": [{"name": "Points", "values": [20, float("nan")]}]})
    assert raised.value.field == "series[0].values[1]"


def test_the_year_is_told_unless_it_is_the_readers_own() -> None:
    at = datetime(2022, 11, 23, 2, 5, tzinfo=UTC)
    assert "2022" in clock(at, zone("UTC"), datetime(2026, 11, 23, tzinfo=UTC))
    assert "2022" not in clock(at, zone("UTC"), datetime(2022, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("language", "locale", "time"),
    [
        ("en", "en-US", "7:05 PM ET"),
        ("en", "en-GB", "19:05 ET"),
        ("en", "en", "7:05 PM ET"),
        ("es", "es-ES", "19:05 ET"),
        ("es", "es-419", "19:05 ET"),
        ("es", "es-US", "7:05 PM ET"),
        ("de", "en-US", "19:05 ET"),
        ("en", "de-DE", "7:05 PM ET"),
    ],
)
def test_a_clock_counts_as_the_users_region_does(language: Any, locale: str, time: str) -> None:
    words = UserContext("ann", language=language, locale=locale).words
    at = datetime(2026, 11, 29, 19, 5, tzinfo=zone("America/New_York"))
    assert when(at, at.tzinfo or UTC, at, words=words) == time
