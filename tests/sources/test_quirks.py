"""What providers do that nobody expects, each thing once and small. The recorded answers have many of them too."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from professor_lock.betting.facts import Event, EventStatus, Quote, SeasonKind
from professor_lock.sources.espn.gamelog import read_game_log
from professor_lock.sources.espn.injuries import read_injuries
from professor_lock.sources.espn.odds import read_quotes
from professor_lock.sources.espn.scoreboard import read_scoreboard
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.places import Place
from professor_lock.sources.odds_api.feed import games_of
from professor_lock.sources.odds_api.reader import OddsFormat, read_scores, read_slate
from professor_lock.sources.open_meteo import read_weather

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
GAME = Event("1", "epl", "Visitors", "Hosts", NOW, EventStatus.SCHEDULED, "ESPN")


def a_game(name: str, state: str, completed: bool, *, detail: str = "", season: int = 2, score: str = "0") -> Any:
    kind = {"name": name, "state": state, "completed": completed, "shortDetail": detail}
    sides = [
        {"homeAway": side, "score": score, "team": {"displayName": team}}
        for side, team in (("home", "Hosts"), ("away", "Visitors"))
    ]
    competition = {"date": "2026-01-15T20:00Z", "competitors": sides, "status": {"type": kind}, "odds": [None]}
    return {"id": "1", "date": "2026-01-15T20:00Z", "season": {"type": season}, "competitions": [competition]}


@pytest.mark.parametrize(
    ("name", "state", "completed", "status", "score"),
    [
        ("STATUS_POSTPONED", "post", False, EventStatus.POSTPONED, None),
        ("STATUS_CANCELED", "post", False, EventStatus.CANCELED, None),
        ("STATUS_ABANDONED", "post", True, EventStatus.CANCELED, None),
        ("STATUS_SUSPENDED", "in", False, EventStatus.LIVE, 2),
        ("STATUS_FIRST_HALF", "in", False, EventStatus.LIVE, 2),
        ("STATUS_HALFTIME", "in", False, EventStatus.LIVE, 2),
        ("STATUS_SECOND_HALF", "in", False, EventStatus.LIVE, 2),
        ("STATUS_FULL_TIME", "post", True, EventStatus.FINAL, 2),
        ("STATUS_FINAL", "post", False, EventStatus.LIVE, 2),
        ("STATUS_SCHEDULED", "pre", False, EventStatus.SCHEDULED, None),
    ],
)
def test_a_game_is_over_only_when_it_says_completed(name, state, completed, status, score):
    body = {"events": [a_game(name, state, completed, detail="90'+5'", score="2")]}
    (game,) = read_scoreboard(body, "epl", source="ESPN", link="", now=NOW)
    assert (game.event.status, game.score.away_score, game.score.detail) == (status, score, "90'+5'")


@pytest.mark.parametrize(("season", "kind"), [(1, "preseason"), (2, "regular"), (3, "postseason"), (9, None)])
def test_the_part_of_the_season_is_told_by_its_number(season, kind):
    body = {"events": [a_game("STATUS_FINAL", "post", True, season=season)]}
    (game,) = read_scoreboard(body, "nba", source="ESPN", link="", now=NOW)
    assert (game.score.kind and game.score.kind.value) == kind


@pytest.mark.parametrize(
    "odds",
    [
        None,
        [],
        [None],
        [{"provider": {"name": "consensus"}, "homeTeamOdds": {"moneyLine": -110}}],
        [{"provider": {"name": "teamrankings"}, "homeTeamOdds": {"moneyLine": -110}}],
        [{"details": "CIN -132", "overUnder": 9, "provider": {"name": "Caesars Sportsbook"}}],
        [{"provider": {"name": "ESPN BET"}, "open": {"total": {"american": "42.5"}}, "overUnder": 42.5}],
    ],
)
def test_what_is_no_price_of_a_named_book_is_no_quote(odds):
    assert list(read_quotes(GAME, odds, NOW)) == []


def test_a_draw_may_be_priced_where_neither_side_is():
    odds = [{"provider": {"name": "DraftKings"}, "drawOdds": {"moneyLine": 240}}]
    assert [(q.selection, q.american) for q in read_quotes(GAME, odds, NOW)] == [("Draw", 240)]


def test_a_spread_is_the_home_line_so_an_away_favourite_by_two_and_a_half_reads_plus():
    sides = {"homeTeamOdds": {"favorite": False, "spreadOdds": -105}, "awayTeamOdds": {"spreadOdds": -115}}
    odds = [{"provider": {"name": "ESPN BET"}, "spread": Decimal("2.5"), **sides}]
    found = {quote.selection: quote.line for quote in read_quotes(GAME, odds, NOW)}
    assert found == {"Visitors": Fraction(-5, 2), "Hosts": Fraction(5, 2)}


def log_of(*games: tuple[str, list[str]], names: list[str]) -> Any:
    events = {
        str(n): {"gameDate": f"2026-01-0{n}T03:00:00.000+00:00", "opponent": {"abbreviation": "GS"}, "atVs": "@"}
        for n in range(1, len(games) + 1)
    }
    parts: list[Any] = [
        {"displayName": title, "categories": [{"events": []}, {"events": [{"eventId": str(n), "stats": stats}]}]}
        for n, (title, stats) in enumerate(games, 1)
    ]
    totals = {"type": "total", "stats": ["99", "99"]}
    parts[0]["categories"].append(totals)
    return {"names": names, "events": events, "seasonTypes": parts}


def test_none_of_none_is_two_zeros_and_no_percentage():
    names = ["minutes", "threesMade-threesAttempted", "threePct", "points"]
    body = log_of(
        ("2025-26 Regular Season", ["30", "0-0", "0.0", "8"]),
        ("2025-26 Regular Season", ["30", "0.0", "0.0", "9"]),
        ("2025-26 Regular Season", ["30", "0-4", "0.0", "7"]),
        names=names,
    )
    log = read_game_log(body, "P", "nba", source="ESPN", link=None, now=NOW)
    assert [(g.figures.get("threesMade"), g.figures.get("threePct"), g.figures["points"]) for g in log.games] == [
        (0.0, 0.0, 7.0),
        (0.0, None, 9.0),
        (0.0, None, 8.0),
    ]


def test_a_log_with_postseason_first_is_read_by_date_and_totals_are_no_games():
    body = log_of(("2025-26 Postseason", ["1"]), ("2025-26 Preseason", ["2"]), ("All-Star", ["3"]), names=["points"])
    log = read_game_log(body, "P", "nba", source="ESPN", link=None, now=NOW)
    assert [(game.kind, game.figures["points"]) for game in log.games] == [
        (SeasonKind.PRESEASON, 2.0),
        (SeasonKind.POSTSEASON, 1.0),
    ]


def test_a_game_that_is_listed_but_cannot_be_read_is_not_missing():
    regular = "2025-26 Regular Season"
    games = [(regular, ["1"]), (regular, ["2", "too many"]), ("2025-26 Play-In", ["3"]), (regular, ["4"])]
    log = read_game_log(log_of(*games, names=["points"]), "P", "nba", source="ESPN", link=None, now=NOW)
    assert [game.event_id for game in log.games] == ["4", "1"]
    assert log.unread == ("2", "3")


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (None, ""),
        ({"type": "Not Injury Related"}, "Not Injury Related"),
        ({"type": "Knee", "side": "Not Specified", "detail": "Sprain"}, "Knee sprain"),
        ({"side": "Right", "type": "Ankle"}, "Right ankle"),
    ],
)
def test_the_parts_of_an_injury_come_and_go(details, said):
    entry = {"athlete": {"displayName": "P"}, "status": "Out", "date": "2025-10-01T00:00Z", "details": details}
    body = {"injuries": [{"displayName": "Hosts", "injuries": [entry]}]}
    (injury,) = read_injuries(body, "nba", source="ESPN", link="", now=NOW).injuries
    assert (injury.detail, injury.link, injury.reported_at.year) == (said, None, 2025)


def slate_of(books: list[dict[str, Any]], odds_format: OddsFormat = "american") -> list[Quote]:
    game = {"id": "x", "commence_time": "2026-01-16T00:00:00Z", "home_team": "Hosts", "away_team": "Visitors"}
    body = json.loads(json.dumps([game | {"bookmakers": books}]), parse_float=Decimal)
    nba = leagues_by_key()["nba"]
    return list(read_slate(games_of(body), nba, odds_format=odds_format, source="S", link="", fetched_at=NOW).quotes)


def a_book(title: str, key: str, visitors: float, hosts: float) -> dict[str, Any]:
    outcomes = [{"name": "Hosts", "price": hosts}, {"name": "Visitors", "price": visitors}]
    market = {"key": key, "last_update": "2026-01-15T23:30:00Z", "outcomes": outcomes}
    return {"key": title.lower(), "title": title, "markets": [market]}


@pytest.mark.parametrize(("visitors", "hosts"), [(-100000, 99900), (-2000, -303), (150, 150), (100, -100)])
def test_extreme_and_one_sided_prices_are_kept_as_they_are(visitors, hosts):
    prices = {quote.selection: quote.american for quote in slate_of([a_book("B", "h2h", visitors, hosts)])}
    assert prices == {"Visitors": visitors if visitors != -100 else 100, "Hosts": hosts if hosts != -100 else 100}


def test_decimal_prices_from_the_least_to_the_greatest_are_exact():
    prices = {quote.selection: quote.decimal for quote in slate_of([a_book("B", "h2h", 1.01, 1000)], "decimal")}
    assert prices == {"Visitors": Fraction(101, 100), "Hosts": Fraction(1000)}


def test_a_price_to_lay_is_never_one_to_back_and_marks_its_book_as_an_exchange():
    book = a_book("X", "h2h", 110, -120)
    book["markets"].append(a_book("X", "h2h_lay", 500, 500)["markets"][0])
    assert {(quote.american, quote.exchange) for quote in slate_of([book])} == {(110, True), (-120, True)}


def test_the_same_teams_twice_are_two_games_by_id():
    sides = [{"name": "Hosts", "score": "3"}, {"name": "Visitors", "score": "2"}]
    game = {"home_team": "Hosts", "away_team": "Visitors", "completed": True, "scores": sides, "last_update": None}
    first, second = (
        game | {"id": name, "commence_time": f"2026-01-1{day}T00:00:00Z"} for name, day in (("a", 3), ("b", 4))
    )
    found = read_scores([first, second, second], leagues_by_key()["mlb"], source="S", link="", now=NOW)
    assert [(score.event.id, score.away_score, score.home_score) for score in found] == [("a", 2, 3), ("b", 2, 3)]


@pytest.mark.parametrize(("offset_s", "hour"), [(0, "2026-01-16T03:00"), (-25200, "2026-01-15T20:00")])
def test_forecast_hours_without_an_offset_are_read_by_the_one_the_answer_names(offset_s, hour):
    body = {
        "utc_offset_seconds": offset_s,
        "hourly_units": {"temperature_2m": "°F"},
        "hourly": {"time": ["2026-01-14T20:00", hour], "temperature_2m": [99, None]},
    }
    place = Place("Denver", "39.7", "-105.0", "America/Denver")
    weather = read_weather(body, place, datetime(2026, 1, 16, 3, tzinfo=UTC), NOW)
    assert (weather.temperature_f, weather.wind_mph) == (None, None)
