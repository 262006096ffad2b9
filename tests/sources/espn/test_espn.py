"""ESPN against a server with its paths; figures below are read off the fixtures by hand."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from professor_lock.betting.facts import Event, EventStatus, Market, SeasonKind
from professor_lock.errors import SourceUnavailable
from professor_lock.settings import EspnSettings
from professor_lock.sources.errors import ChangedShape, SourceNotFound, TooFast
from professor_lock.sources.espn.espn import Espn
from professor_lock.sources.espn.gamelog import read_game_log, read_season
from professor_lock.sources.espn.injuries import read_injuries
from professor_lock.sources.espn.odds import read_quotes
from professor_lock.sources.espn.players import EspnStats, read_players
from professor_lock.sources.espn.scoreboard import read_scoreboard
from professor_lock.sources.http import ProviderClient
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.reading import Unreadable
from professor_lock.timings import SourceTimings
from tests.fakes.espn import FIXTURES, PAGE_PRICES, FakeEspn
from tests.fakes.web import Reply
from tests.support.json_damage import anything, damaged, paths

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
NBA = leagues_by_key()["nba"]


@pytest.fixture
def server():
    with FakeEspn() as server:
        yield server


@pytest.fixture
def espn(http, server) -> Espn:
    return Espn(ProviderClient(http, "ESPN", timeout_s=10, budget_s=25), EspnSettings(site_url=server.url))


@pytest.fixture
def stats(http, server) -> EspnStats:
    return EspnStats(ProviderClient(http, "ESPN", timeout_s=10, budget_s=25), EspnSettings(web_url=server.url))


def load(name: str) -> Any:
    return json.loads((FIXTURES / f"espn_{name}.json").read_text(), parse_float=Decimal)


async def test_the_board_without_a_key_has_one_named_book_and_says_so(espn, server):
    slate = await espn.fetch_slate(NBA, NOW, ZONE)
    assert server.requests[0].query == {"limit": "300", "dates": "20260115"}
    assert [event.name for event in slate.events] == [
        "Boston Celtics @ New York Knicks",
        "Golden State Warriors @ Los Angeles Lakers",
        "LA Clippers @ Phoenix Suns",
        "Utah Jazz @ Golden State Warriors",
    ]
    found = [(q.market.value, q.selection, q.line, q.american, q.book) for q in slate.quotes if q.event.id == "501"]
    assert found == [
        ("moneyline", "Golden State Warriors", None, 126, "DraftKings"),
        ("moneyline", "Los Angeles Lakers", None, -150, "DraftKings"),
        ("spread", "Golden State Warriors", Fraction(7, 2), 100, "DraftKings"),
        ("spread", "Los Angeles Lakers", Fraction(-7, 2), -112, "DraftKings"),
        ("total", "Over", Fraction(457, 2), -110, "DraftKings"),
        ("total", "Under", Fraction(457, 2), -110, "DraftKings"),
    ]
    assert slate.source == "ESPN"
    assert "one book" in (slate.note or "")
    assert slate.link == "https://www.espn.com/nba/scoreboard"


@pytest.fixture
def bare(server) -> str:
    """A game that has not begun and, on the scoreboard, no price."""
    board = load("scoreboard_nba")
    game = next(game for game in board["events"] if game["competitions"][0]["status"]["type"]["state"] == "pre")
    game["competitions"][0]["odds"] = [None]
    answer, scoreboard = server._answer, Reply(body=json.dumps(board, default=float).encode())
    server._answer = lambda seen: scoreboard if seen.path.endswith("/scoreboard") else answer(seen)
    return str(game["id"])


async def test_a_game_without_prices_on_the_board_has_those_of_its_own_page(espn, server, bare):
    slate = await espn.fetch_slate(NBA, NOW, ZONE)
    assert bare not in {quote.event.id for quote in slate.quotes}
    assert {seen.query["event"] for seen in server.requests if seen.path.endswith("/summary")} == {bare}
    server.pages[bare] = [{"provider": {"name": "accuscore"}}, PAGE_PRICES]
    found = [quote for quote in (await espn.fetch_slate(NBA, NOW, ZONE)).quotes if quote.event.id == bare]
    assert [(quote.market, quote.line, quote.american, quote.book) for quote in found] == [
        (Market.MONEYLINE, None, 140, "DraftKings"),
        (Market.MONEYLINE, None, -165, "DraftKings"),
        (Market.SPREAD, Fraction(7, 2), -110, "DraftKings"),
        (Market.SPREAD, Fraction(-7, 2), -110, "DraftKings"),
        (Market.TOTAL, Fraction(443, 2), -105, "DraftKings"),
        (Market.TOTAL, Fraction(443, 2), -115, "DraftKings"),
    ]


@pytest.mark.parametrize("fault", [Reply(500), Reply(hang=True), Reply(body=b"[]"), Reply(body=b"<html>")])
async def test_a_game_page_that_fails_or_hangs_leaves_the_rest_of_the_board(http, server, bare, fault):
    client = ProviderClient(http, "ESPN", timeout_s=10, budget_s=25)
    espn = Espn(client, EspnSettings(site_url=server.url), timings=SourceTimings(game_page_s=0.3))
    whole, answer = await espn.fetch_slate(NBA, NOW, ZONE), server._answer
    server._answer = lambda seen: fault if seen.path.endswith("/summary") else answer(seen)
    assert await espn.fetch_slate(NBA, NOW, ZONE) == whole


async def test_the_older_layout_of_odds_is_read_from_the_home_side(espn):
    slate = await espn.fetch_slate(NBA, NOW, ZONE)
    spreads = {q.selection: q.line for q in slate.quotes if q.event.id == "502" and q.market is Market.SPREAD}
    assert spreads == {"LA Clippers": 1, "Phoenix Suns": -1}


async def test_a_total_that_stands_where_a_price_should_is_taken_as_the_line(espn):
    slate = await espn.fetch_slate(NBA, NOW, ZONE)
    found = [(q.market, q.selection, q.line, q.american) for q in slate.quotes if q.event.id == "506"]
    assert found == [
        (Market.TOTAL, "Over", Fraction(85, 2), -105),
        (Market.TOTAL, "Under", Fraction(85, 2), -115),
    ]


def test_a_spread_that_contradicts_the_favourite_is_left_out():
    event = Event("1", "nba", "Away", "Home", NOW, EventStatus.SCHEDULED, "ESPN")
    item = {
        "provider": {"name": "DraftKings"},
        "spread": Decimal("-3.5"),
        "homeTeamOdds": {"favorite": False, "spreadOdds": -110},
        "awayTeamOdds": {"favorite": True, "spreadOdds": -110},
    }
    assert list(read_quotes(event, [item], NOW)) == []


@pytest.mark.parametrize(
    "odds", [None, [], [None], "x", [{"provider": None}], [{"provider": {"name": "consensus"}, "spread": 1}]]
)
def test_absent_odds_and_models_are_no_prices(odds):
    event = Event("1", "nba", "Away", "Home", NOW, EventStatus.SCHEDULED, "ESPN")
    assert list(read_quotes(event, odds, NOW)) == []


async def test_the_evening_lasts_until_six_in_the_morning_eastern(espn, server):
    await espn.fetch_slate(NBA, datetime(2026, 1, 16, 8, 0, tzinfo=UTC), ZONE)
    await espn.fetch_slate(NBA, datetime(2026, 1, 16, 12, 0, tzinfo=UTC), ZONE)
    await espn.fetch_slate(leagues_by_key()["nfl"], NOW, ZONE)
    assert [seen.query.get("dates") for seen in server.requests] == ["20260115", "20260116", None]


async def test_scores_are_numbers_only_once_a_game_has_begun(espn):
    scores = await espn.fetch_scores(NBA, NOW, date(2026, 1, 15))
    found = {score.event.id: (score.event.status, score.away_score, score.home_score, score.detail) for score in scores}
    assert found["504"] == (EventStatus.FINAL, 118, 121, "Final/OT")
    assert found["503"] == (EventStatus.LIVE, 61, 58, "9:03 - 3rd")
    assert found["501"] == (EventStatus.SCHEDULED, None, None, "1/15 - 7:40 PM EST")
    assert found["505"][:3] == (EventStatus.POSTPONED, None, None)


async def test_injuries_carry_status_text_date_and_reporter_newest_first(espn):
    report = await espn.fetch_injuries(NBA, NOW)
    assert [injury.player for injury in report.injuries] == ["Example Smith", "Example Davis", "Example Jones"]
    davis = report.injuries[1]
    assert (davis.team, davis.status, davis.detail) == ("Los Angeles Lakers", "Out", "Left ankle sprain")
    assert davis.comment == "Davis (ankle) is questionable for Thursday."
    assert davis.source == "ESPN (RotoWire)"
    assert davis.link == "https://www.espn.com/nba/player/_/id/1001/x"
    assert report.injuries[0].detail == ""
    assert report.injuries[2].comment == "Jones remains away from the team."
    assert report.as_of == datetime(2026, 1, 15, 23, 26, 2, tzinfo=UTC)


async def test_news_is_newest_first_and_linked(espn):
    news = await espn.fetch_news(NBA, NOW)
    assert [(hit.title, hit.snippet) for hit in news] == [("Newest story", ""), ("Older story", "Yesterday.")]


async def test_season_figures_name_their_season_and_link(stats):
    answer = await stats.ask("What is Casey Sample averaging this season?", NOW)
    assert answer.subject == "Casey Sample"
    assert answer.season == "2025-26"
    assert answer.headline == (
        "Casey Sample, 2025-26 regular season: 27.5 points per game, 8.2 rebounds per game, 9.4 assists per game"
    )
    assert ("Games Played", "38") in answer.rows
    assert (answer.source, answer.as_of, answer.demo) == ("ESPN", NOW, False)
    assert answer.link == "https://www.espn.com/nba/player/_/id/7003/x"


async def test_a_postseason_without_figures_is_said_not_filled(stats):
    with pytest.raises(SourceNotFound, match="no postseason"):
        await stats.ask("Casey Sample playoffs", NOW)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Sample points", "Which player is meant: Casey Sample .*; Riley Sample"),
        (
            "Jordan Example points",
            r"Jordan Example \(NBA, Los Angeles Lakers\); Jordan Example \(NFL, Denver Broncos\)",
        ),
        ("Nobody Known", "no player called"),
        ("Sam Cricket", "no player called"),
        ("how many points per game?", "needs a player's name"),
    ],
)
async def test_a_player_is_asked_about_or_not_found_never_guessed(stats, question, reason):
    with pytest.raises(SourceNotFound, match=reason):
        await stats.ask(question, NOW)


async def test_a_named_league_settles_a_shared_name(stats, server):
    await stats.ask("Jordan Example nba points", NOW)
    assert server.requests[-1].path.endswith("/sports/basketball/nba/athletes/7001/overview")


async def test_a_trend_counts_games_played_and_leaves_preseason_out(stats):
    trends = await stats.trends("Casey Sample points last 5", NOW)
    assert trends is not None
    assert trends.labels == ("Dec 1 vs BOS", "Jan 12 @ UTAH", "Apr 19 vs DEN")
    assert trends.series[0].values == (2.0, 25.0, 31.0)
    assert trends.note == "Season 2025-26. 1 of 3 in the postseason. 1 game not played, left out. A small sample."
    assert (trends.kind, trends.source) == ("bar", "ESPN")


async def test_a_trend_of_another_stat_and_fewer_games(stats):
    trends = await stats.trends("Casey Sample rebounds last 2 games", NOW)
    assert trends is not None
    assert (trends.series[0].name, trends.series[0].values) == ("Rebounds", (7.0, 9.0))


def test_a_made_and_attempted_pair_is_two_figures():
    log = read_game_log(load("gamelog"), "P", "nba", source="ESPN", link=None, now=NOW)
    assert log.season == "2025-26"
    assert [game.kind for game in log.games] == [SeasonKind.POSTSEASON, *[SeasonKind.REGULAR] * 4, SeasonKind.PRESEASON]
    assert log.games[0].figures["fieldGoalsMade"] == 10
    assert log.games[0].figures["fieldGoalsAttempted"] == 20
    assert [game.played for game in log.games] == [True, True, False, True, False, True]
    assert [game.outcome for game in log.games if game.outcome] == ["L 118-104"]


TROUBLE = [
    (403, b"<html>Forbidden", SourceUnavailable),
    (404, b"<html>", SourceNotFound),
    (429, b"", TooFast),
    (500, b"", SourceUnavailable),
    (200, b"<html>Welcome", ChangedShape),
    (200, b"{}", ChangedShape),
    (200, b'{"events": [1, 2], "injuries": [1], "articles": [7], "results": [3], "statistics": 4}', ChangedShape),
]


@pytest.mark.parametrize(("status", "body", "error"), TROUBLE)
async def test_every_page_fails_with_a_typed_error(espn, server, status, body, error):
    server.always(Reply(status, body))
    for call in (espn.fetch_slate(NBA, NOW, ZONE), espn.fetch_injuries(NBA, NOW), espn.fetch_news(NBA, NOW)):
        with pytest.raises(SourceUnavailable) as raised:
            await call
        assert type(raised.value) is error


FIXTURE_NAMES = ["scoreboard_nba", "injuries_nba", "news_nba", "search", "overview", "gamelog"]


def read_any(name: str, body: Any) -> None:
    """Reads as the provider would; whatever comes out must hold together."""
    if name.startswith("scoreboard"):
        for game in read_scoreboard(body, "nba", source="ESPN", link="x", now=NOW):
            for quote in read_quotes(game.event, game.competition.get("odds"), NOW):
                assert quote.decimal > 1
                assert quote.line is None or 4 % quote.line.denominator == 0
    elif name.startswith("injuries"):
        assert all(i.player and i.team for i in read_injuries(body, "nba", source="ESPN", link="x", now=NOW).injuries)
    elif name == "search":
        assert all(player.id.isdigit() for player in read_players(body))
    elif name == "overview":
        season = read_season(body)
        assert season is None or season.season
    elif name == "gamelog":
        read_game_log(body, "P", "nba", source="ESPN", link=None, now=NOW)


@given(st.sampled_from(FIXTURE_NAMES), anything)
def test_any_json_is_read_or_refused(name, body):
    with suppress(Unreadable):
        read_any(name, body)


BODIES = {name: load(name) for name in FIXTURE_NAMES}
PLACES = [(name, path) for name, body in BODIES.items() for path in paths(body) if path]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(st.sampled_from(PLACES), anything | st.just(...), st.data())
def test_a_damaged_answer_is_read_or_refused(place, value, data):
    name, path = place
    more = data.draw(st.lists(st.tuples(st.sampled_from([p for n, p in PLACES if n == name]), anything), max_size=3))
    with suppress(Unreadable):
        read_any(name, damaged(copy.deepcopy(BODIES[name]), [(path, value), *more]))


def found(*players: tuple[str, str, str]) -> Reply:
    contents = [
        {"displayName": name, "subtitle": team, "uid": f"s:40~l:46~a:{player}", "defaultLeagueSlug": "nba"}
        for player, name, team in players
    ]
    return Reply(body=json.dumps({"results": [{"type": "player", "contents": contents}]}).encode())


TWO_OF_A_NAME = found(("1", "Casey Sample", "Utah Jazz"), ("2", "Casey Sample Jr.", "Los Angeles Lakers"))


@pytest.mark.parametrize(
    ("name", "listed", "player"),
    [
        ("Casey Sample", found(("7", "Casey Sample", "Utah Jazz")), "7"),  # the only one of the name, traded since
        ("CJ Sample", found(("7", "C.J. Sample", "Los Angeles Lakers")), "7"),
        ("Casey Sample", TWO_OF_A_NAME, "2"),
        ("Casey Sample", found(("1", "Casey Sample", "Utah Jazz"), ("3", "Casey Sample", "Boston Celtics")), None),
        ("C. Sample", found(("7", "Casey Sample", "Los Angeles Lakers")), None),
        ("Casey Sample", found(), None),
    ],
)
async def test_whom_a_bet_is_graded_by_bears_just_the_name_and_of_two_plays_for_a_team_of_the_game(
    stats, server, name, listed, player
):
    server.script([listed])
    teams = ("Golden State Warriors", "LA Lakers")
    if player is None:
        with pytest.raises(SourceNotFound):
            await stats.fetch_player(name, NOW, NBA, teams)
    else:
        assert (await stats.fetch_player(name, NOW, NBA, teams)).id == player


@pytest.mark.parametrize(
    ("name", "of_the_surname", "player"),
    [
        ("Nicolas Sample", [("7", "Nic Sample", "Los Angeles Lakers")], "7"),
        ("Nick Sample", [("7", "Nicolas Sample", "Los Angeles Lakers"), ("8", "Nico Sample", "Utah Jazz")], "7"),
        ("Nick Sample", [("7", "Nic Sample", "Los Angeles Lakers"), ("8", "Nico Sample", "LA Lakers")], None),
        ("Nicolas Sample", [("7", "Nic Sample", "Utah Jazz")], None),
        ("Nicolas Sample", [("7", "Noah Sample", "Los Angeles Lakers")], None),
        ("Nicolas Sample", [("7", "Nic Sample Jr.", "Los Angeles Lakers")], None),
    ],
)
async def test_a_short_first_name_is_enough_where_one_such_man_plays_for_a_team_of_the_game(
    stats, server, name, of_the_surname, player
):
    server.script([found(), found(*of_the_surname)])
    teams = ("Golden State Warriors", "LA Lakers")
    if player is None:
        with pytest.raises(SourceNotFound):
            await stats.fetch_player(name, NOW, NBA, teams)
    else:
        assert (await stats.fetch_player(name, NOW, NBA, teams)).id == player
