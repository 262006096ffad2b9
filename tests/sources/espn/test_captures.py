"""Recorded answers of ESPN, replayed through the fake server; the figures were read off them by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from professor_lock.betting.facts import Event, EventStatus, Market, SeasonKind
from professor_lock.settings import EspnSettings
from professor_lock.sources.espn.espn import Espn
from professor_lock.sources.espn.gamelog import read_season
from professor_lock.sources.espn.players import EspnStats
from professor_lock.sources.http import ProviderClient
from professor_lock.sources.names.identity import identity
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.players import Player
from tests.fakes.espn import FakeEspn
from tests.fakes.web import Reply

pytestmark = pytest.mark.captures
NOW = datetime(2026, 7, 8, 23, 40, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def replay(http, captures: Path):
    def ready(name: str) -> Espn:
        server.always(Reply(body=(captures / "espn" / f"{name}.json").read_bytes()))
        return Espn(ProviderClient(http, "ESPN"), EspnSettings(site_url=server.url))

    with FakeEspn() as server:
        yield ready


@pytest.fixture
def replay_players(http, captures: Path):
    def ready(name: str, *first: object) -> EspnStats:
        server.script(Reply(body=json.dumps(answer).encode()) for answer in first)
        server.script([Reply(body=(captures / "espn" / f"{name}.json").read_bytes())])
        return EspnStats(ProviderClient(http, "ESPN"), EspnSettings(web_url=server.url))

    with FakeEspn() as server:
        yield ready


def recorded(captures: Path, name: str):
    return json.loads((captures / "espn" / f"{name}.json").read_text(), parse_float=Decimal)


async def test_an_nba_evening_in_play(replay):
    scores = await replay("nba_scoreboard_2022-11-23").fetch_scores(leagues_by_key()["nba"], NOW)
    assert [(s.event.name, s.event.status, s.away_score, s.home_score) for s in scores] == [
        ("Brooklyn Nets @ Philadelphia 76ers", EventStatus.LIVE, 26, 33),
        ("Sacramento Kings @ Memphis Grizzlies", EventStatus.SCHEDULED, None, None),
        ("Detroit Pistons @ Denver Nuggets", EventStatus.SCHEDULED, None, None),
        ("Los Angeles Lakers @ Phoenix Suns", EventStatus.SCHEDULED, None, None),
    ]
    assert scores[0].detail == "11:47 - 2nd"


async def test_its_games_are_those_of_the_recorded_odds(replay, captures):
    scores = await replay("nba_scoreboard_2022-11-23").fetch_scores(leagues_by_key()["nba"], NOW)
    odds = json.loads((captures / "oddsapi" / "nba_odds_american_2022-11-23.json").read_text())
    espn = {(identity("nba", s.event.away), identity("nba", s.event.home)) for s in scores}
    priced = {(identity("nba", game["away_team"]), identity("nba", game["home_team"])) for game in odds}
    assert len(espn) == 4
    assert espn <= priced


async def test_an_nfl_week_has_totals_of_one_book_and_no_price_from_a_line(replay):
    slate = await replay("nfl_scoreboard_scheduled_2025-01-05").fetch_slate(leagues_by_key()["nfl"], NOW, ZONE)
    assert len(slate.events) == 16
    assert {quote.book for quote in slate.quotes} == {"ESPN BET"}
    assert {quote.market for quote in slate.quotes} == {Market.TOTAL}
    ravens = {q.selection: (q.line, q.american) for q in slate.quotes if q.event.home == "Baltimore Ravens"}
    assert ravens == {"Over": (Fraction(83, 2), -105), "Under": (Fraction(83, 2), -115)}


async def test_an_nhl_evening_with_overtime_and_games_in_play(replay):
    scores = await replay("nhl_scoreboard_live_2022-09-25").fetch_scores(leagues_by_key()["nhl"], NOW)
    found = {s.event.home: (s.event.status, s.away_score, s.home_score, s.detail) for s in scores}
    assert found["Washington Capitals"] == (EventStatus.FINAL, 4, 3, "Final/OT")
    assert found["Arizona Coyotes"] == (EventStatus.LIVE, 3, 1, "9:03 - 3rd")
    assert found["Colorado Avalanche"][:3] == (EventStatus.SCHEDULED, None, None)


async def test_nba_injuries(replay):
    report = await replay("nba_injuries_2026-05-23.subset").fetch_injuries(leagues_by_key()["nba"], NOW)
    assert len(report.injuries) == 11
    assert report.as_of == datetime(2026, 5, 23, 19, 26, 2, tzinfo=UTC)
    doncic = next(injury for injury in report.injuries if injury.player == "Luka Doncic")
    assert (doncic.team, doncic.status, doncic.detail) == ("Los Angeles Lakers", "Out", "Left hamstring strain")
    assert doncic.source == "ESPN (RotoWire)"
    williams = next(injury for injury in report.injuries if injury.player == "Jalen Williams")
    assert williams.status == "Day-To-Day"
    assert "won't play" in williams.comment


async def test_wnba_injuries_keep_the_text_that_contradicts_the_status(replay):
    report = await replay("wnba_injuries_2026-07-08").fetch_injuries(leagues_by_key()["wnba"], NOW)
    nye = next(injury for injury in report.injuries if injury.player == "Aaliyah Nye")
    assert (nye.status, nye.detail) == ("Out", "Left knee")
    assert "questionable" in nye.comment
    assert next(i for i in report.injuries if i.player == "Jaylyn Sherrod").detail == "Coach's Decision"


async def test_news_by_time(replay):
    news = await replay("nba_news").fetch_news(leagues_by_key()["nba"], NOW)
    assert len(news) == 5
    assert news[0].title.startswith("NBA championship and Finals MVP odds")
    assert [hit.published_at for hit in news] == sorted((hit.published_at for hit in news), reverse=True)


async def test_a_game_log_with_postseason_and_preseason(replay_players):
    player = Player("1966", "LeBron James", leagues_by_key()["nba"], "", None)
    log = await replay_players("nba_gamelog_1966_2025.subset").fetch_game_log(player, NOW)
    kinds = [game.kind for game in log.games]
    assert (kinds.count(SeasonKind.POSTSEASON), kinds.count(SeasonKind.REGULAR), kinds.count(SeasonKind.PRESEASON)) == (
        5,
        11,
        3,
    )
    assert log.season == "2024-25"
    last = log.games[0]
    assert (last.opponent, last.home, last.figures["points"], last.figures["fieldGoalsAttempted"]) == (
        "MIN",
        True,
        22,
        21,
    )
    regular = [game.figures["points"] for game in log.games if game.kind is SeasonKind.REGULAR]
    assert regular == [14, 27, 28, 19, 27, 33, 26, 11, 32, 21, 16]


async def test_a_hockey_players_season(replay_players, captures):
    found = {"displayName": "Sample Skater", "uid": "s:70~l:90~a:4565230", "defaultLeagueSlug": "nhl"}
    search = {"results": [{"type": "player", "contents": [found]}]}
    answer = await replay_players("nhl_athlete_overview_4565230.trimmed", search).ask("Sample Skater goals", NOW)
    assert answer.headline == "Sample Skater, 2025-26 regular season: 26 goals"
    assert answer.rows == (("Games Played", "81"), ("Goals", "26"))
    body = recorded(captures, "nhl_athlete_overview_4565230.trimmed")
    season = read_season(body)
    assert season is not None
    assert (season.season, season.rows) == ("2025-26", (("games", "Games Played", "81"), ("goals", "Goals", "26")))
    late = read_season(body, SeasonKind.POSTSEASON)
    assert late is not None
    assert late.rows[0] == ("games", "Games Played", "9")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "ncaab_summary_pickcenter_401820689.excerpt",
            [
                ("Away", None, 1100),
                ("Home", None, -2100),
                ("Away", Fraction(37, 2), -115),
                ("Home", Fraction(-37, 2), -105),
                ("Over", Fraction(301, 2), -115),
                ("Under", Fraction(301, 2), -105),
            ],
        ),
        (
            "mlb_summary_pickcenter_401815256.excerpt",
            [("Away", None, 109), ("Home", None, -132), ("Over", Fraction(9), -108), ("Under", Fraction(9), -112)],
        ),
    ],
)
async def test_the_odds_of_a_games_page(replay, name, expected):
    event = Event("1", "nba", "Away", "Home", NOW, EventStatus.SCHEDULED, "ESPN")
    quotes = await replay(name).fetch_game_odds(event, leagues_by_key()["nba"], NOW)
    assert [(quote.selection, quote.line, quote.american) for quote in quotes] == expected
    assert {quote.book for quote in quotes} == {"DraftKings"}


def test_every_recorded_answer_of_a_provider_is_replayed_by_some_test(captures):
    tests = Path(__file__).parents[2]
    texts = "".join(path.read_text() for path in tests.rglob("test_*.py"))
    folders = ("espn", "oddsapi", "openmeteo", "websearch")
    recorded_answers = [path for folder in folders for path in (captures / folder).glob("*.json")]
    assert recorded_answers
    assert [path.name for path in recorded_answers if path.name.removesuffix(".json") not in texts] == []
