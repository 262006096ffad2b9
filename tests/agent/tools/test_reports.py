"""The tools for what surrounds a bet, over a whole running server with servers that speak the providers' protocols."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest

from tests.fakes.espn import FIXTURES, FakeEspn
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.search_engines import FakeTavily
from tests.fakes.web import FakeWeb, Reply, Seen
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, lasting_database, settings_for
from tests.support.told import asking, told
from tests.support.widget_trees import strings
from tests.support.widget_types import problems

Web = TypeVar("Web", bound=FakeWeb)


@dataclass
class World:
    """A server and what it asks."""

    url: str
    dsn: str
    espn: FakeEspn
    odds: FakeOddsApi
    meteo: FakeOpenMeteo

    async def ask(self, *calls: tuple[str, dict[str, Any]], user: str = "ann", **headers: Any) -> Chat:
        async with ChatKitClient(self.url, user_id=user, **headers) as client:
            return await client.chat().send(asking(*calls))


@pytest.fixture(scope="module")
def world(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with (
        lasting_database(postgres) as dsn,
        FakeOddsApi(shift_to_now=True) as odds,
        a_world(dsn, tmp_path_factory.mktemp("data"), odds) as world,
    ):
        yield world


@contextmanager
def a_world(dsn: str, folder: Path, odds: FakeOddsApi) -> Iterator[World]:
    with ExitStack() as stack:
        espn, meteo = stack.enter_context(FakeEspn()), stack.enter_context(FakeOpenMeteo())
        model = stack.enter_context(OpenAIServer(told))
        settings = settings_for(
            dsn,
            folder,
            model=model,
            odds=odds,
            ESPN_SITE_URL=espn.url,
            ESPN_WEB_URL=espn.url,
            OPEN_METEO_URL=meteo.url,
            OPEN_METEO_GEOCODING_URL=meteo.url,
            PP_STATMUSE="off",
        )
        server = stack.enter_context(RunningServer(settings))
        yield World(server.url, dsn, espn, odds, meteo)


_RILEY = {"displayName": "Riley Sample", "subtitle": "Los Angeles Lakers", "uid": "s:40~l:46~a:77"}
RILEY = Reply(
    body=json.dumps({"results": [{"type": "player", "contents": [_RILEY | {"defaultLeagueSlug": "nba"}]}]}).encode()
)
"""What the search says of a player of a team that has a game."""


def card(chat: Chat) -> str:
    """Every text on the one card of the answer, which is a valid widget."""
    assert chat.error is None
    assert len(chat.widgets) == 1, chat.text
    widget = chat.widgets[0]["widget"]
    assert problems(widget) == []
    return "\n".join(strings(widget))


async def test_props_show_the_common_line_and_the_best_price_of_each_side(world):
    chat = await world.ask(
        ("get_player_props_visual", {"player": "Casey Sample", "game": "Lakers vs Warriors", "market": "points"})
    )
    words = card(chat).splitlines()
    assert {"Casey Sample", "Points"} <= set(words)
    assert {word.rsplit(" ", 1)[0] for word in words if re.fullmatch(r"[OU] [\d.]+ [+-]\d+", word)} == {
        "O 24.5",
        "U 24.5",
    }
    assert "ebounds" not in card(chat)
    assert re.search(r"Over 24\.5 [+-]\d+ .+; Under 24\.5 [+-]\d+ ", chat.text)
    assert "Riley" not in card(chat)
    assert "The Odds API" in chat.text


async def test_a_prop_whose_line_has_moved_says_where_it_opened(world):
    call = ("get_player_props_visual", {"game": "Lakers vs Warriors", "market": "points"})
    assert "opened at" not in card(await world.ask(call))
    connection = await asyncpg.connect(world.dsn)
    moved = "UPDATE pp_quotes SET line = '45/2' WHERE subject = 'Casey Sample' AND stat = 'points'"
    assert await connection.execute(moved) != "UPDATE 0"
    await connection.close()
    shown = card(await world.ask(call))
    assert "O 24.5" in shown.splitlines()
    assert shown.count(", opened at 22.5") == 1


async def test_props_without_a_game_are_of_the_next_game_of_the_players_team(world):
    jazz = await world.ask(("get_player_props_visual", {"player": "Casey Sample"}))
    assert "The Odds API has no such game now." in card(jazz)  # the search knows him as one of the Utah Jazz
    world.espn.script([RILEY])
    lakers = await world.ask(("get_player_props_visual", {"player": "Riley Sample"}))
    words = card(lakers)
    assert "Player props: Riley Sample" in words
    assert "Golden State Warriors @ Los Angeles Lakers" in words
    assert "Casey" not in card(lakers)


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("get_player_props_visual", {}, "CANNOT: Props are of a player or of a game."),
        ("get_player_props_visual", {"game": "LA", "sport": "nba"}, "AMBIGUOUS"),
        (
            "get_player_props_visual",
            {"game": "Lakers", "market": "home runs"},
            "Props on home runs of NBA players",
        ),
        (
            "get_player_props_visual",
            {"game": "Lakers", "market": "luck"},
            "Props on luck of NBA players are not",
        ),
        ("get_trends_visual", {"stat": "fantasy points", "player": "Casey Sample"}, "does not count 'fantasy points'"),
        ("get_injuries", {"league": "nba", "team": "LA"}, "AMBIGUOUS: 'LA' could be"),
        ("get_injuries", {"league": "curling"}, "CANNOT: I do not know that league"),
        ("get_scores", {"league": "nba", "date": "some day"}, "CANNOT: Write the date as YYYY-MM-DD."),
        ("get_trends_visual", {"stat": "points"}, "CANNOT: A trend is of one player or of one team."),
        ("get_trends_visual", {"stat": "points", "player": "Casey Sample", "last_n": 0}, "CANNOT: A trend shows 1 to"),
        ("get_trends_visual", {"stat": "home runs", "player": "Casey Sample"}, "It has: minutes, "),
        ("get_trends_visual", {"stat": "points", "player": "Jordan Example"}, "AMBIGUOUS: Which player is meant"),
        ("statmuse_query", {"question": "Jordan Example points"}, "AMBIGUOUS: Which player is meant"),
        ("get_trends_visual", {"stat": "luck", "team": "Nuggets", "sport": "nba"}, "CANNOT: Of a team's games"),
        ("get_trends_visual", {"stat": "scored", "team": "Hornets", "sport": "nba"}, "CANNOT: No finished NBA game"),
        ("get_weather", {}, "CANNOT: Weather is of a place or of a game."),
        ("get_weather", {"place": "Denver", "when": "2030-01-16"}, "CANNOT: At which hour?"),
        ("get_weather", {"place": "Denver", "when": "2030-01-16T19:00"}, "next two weeks only"),
        ("get_weather", {"place": "Atlantis"}, "knows no place called 'Atlantis'"),
        ("get_weather", {"game": "Lakers vs Warriors"}, "a place I do not know"),
    ],
)
async def test_what_cannot_be_answered_is_said_and_never_made_up(world, name, arguments, said):
    chat = await world.ask((name, arguments))
    assert chat.error is None
    assert said in chat.text
    for widget in chat.widgets:
        assert problems(widget["widget"]) == []


async def test_an_injury_report_shows_status_words_date_and_reporter(world):
    chat = await world.ask(("get_injuries", {"league": "nba", "team": "Lakers"}))
    shown = card(chat)
    assert "Example Davis" in shown
    assert "Los Angeles Lakers" in shown
    assert "Left ankle sprain. Davis (ankle) is questionable for Thursday" in shown
    assert re.search(r"Jan 10, (2026, )?11:52 AM ET, ESPN \(RotoWire\)", shown)


async def test_a_team_with_nobody_listed_is_not_called_healthy(world):
    shown = card(await world.ask(("get_injuries", {"league": "nba", "team": "Celtics"})))
    assert "not the same as healthy" in shown


async def test_a_game_to_come_has_its_start_and_never_a_score_of_zero(world):
    chat = await world.ask(("get_scores", {"league": "nba"}))
    rows = dict(re.findall(r"^(.+? @ .+?) \| (.+)$", chat.text, re.MULTILINE))
    assert rows["Boston Celtics @ New York Knicks"] == "live | 61 - 58 | 9:03 - 3rd"
    assert rows["Utah Jazz @ Denver Nuggets"] == "Final/OT | 118 - 121"
    assert re.fullmatch(r"[\w, ]*\d+:\d\d [AP]M ET", rows["Golden State Warriors @ Los Angeles Lakers"])
    assert rows["Denver Nuggets @ Boston Celtics"] == "postponed | —"
    assert "Source: [ESPN](<" in card(chat)


async def test_a_trend_tells_regular_season_from_playoffs_and_counts_what_was_missed(world):
    chat = await world.ask(("get_trends_visual", {"stat": "points", "player": "Casey Sample", "line": 24.5}))
    shown = card(chat)
    assert "Casey Sample: points, last 3 games played" in shown
    assert "Season 2025-26. Regular season: 2 games (2, 25). Postseason: 1 game (31). 1 game not played" in shown
    assert "Over 24.5: 2 of 3, 1 game not played. The past, not a probability." in shown
    assert "10 were asked for; the source lists no more." in shown
    assert "24.5 is the line that was asked about, as it was given. No line to hold it against now: The Odds" in shown
    (chart,) = [node for node in _nodes(chat.widgets[0]["widget"]) if node.get("type") == "Chart"]
    assert len(chart["series"]) == 3  # the two parts of the season, and the line
    points = [value for row in chart["data"] for key, value in row.items() if key not in ("x", "line")]
    assert points == [2, 25, 31]  # not the 22 of the preseason


async def test_a_players_trend_is_held_against_the_line_of_the_books_named_with_its_time(world):
    before = len(world.odds.requests)
    world.espn.script([RILEY])
    call = {"stat": "points", "player": "Riley Sample", "sport": "nba"}
    shown = card(await world.ask(("get_trends_visual", call)))
    when = r"\w{3} \w{3} \d+, \d+:\d\d [AP]M ET"
    line = re.search(rf"(\d+\.5) is the line at \d+ books? \(The Odds API, {when}\)", shown)
    assert line is not None, shown
    assert f"Over {line[1]}: " in shown
    shown = card(await world.ask(("get_trends_visual", call | {"line": 12.5})))
    assert "Over 12.5: " in shown
    assert f"12.5 is the line that was asked about, as it was given. {line[0]}" in shown
    paid = {seen.query["markets"] for seen in world.odds.requests[before:] if "/events/" in seen.path}
    assert paid <= {"player_points"}  # one credit, not one for each of the usual four


class UnderWay(FakeOddsApi):
    """All games began an hour ago."""

    def _game(self, *asked: Any) -> dict[str, Any]:
        began = datetime.now(UTC) - timedelta(hours=1)
        return super()._game(*asked) | {"commence_time": began.strftime("%Y-%m-%dT%H:%M:%SZ")}


async def test_a_trend_says_that_a_line_is_of_a_game_under_way(database, tmp_path):
    with UnderWay(shift_to_now=True) as odds, a_world(database, tmp_path, odds) as world:
        world.espn.script([RILEY])
        call = {"stat": "points", "player": "Riley Sample", "sport": "nba"}
        shown = card(await world.ask(("get_trends_visual", call)))
    assert re.search(r"is the in-play line at \d+ books? \(The Odds API, .+\): the game has begun", shown), shown
    assert "is the line at" not in shown


async def test_a_team_has_trends_from_final_scores(world):
    chat = await world.ask(("get_trends_visual", {"stat": "points", "team": "Nuggets", "sport": "nba", "last_n": 5}))
    assert "Denver Nuggets: points scored, last 1 game played" in card(chat)
    assert "(121)" in card(chat)
    dates = [seen.query.get("dates", "") for seen in world.espn.requests]
    assert any(re.fullmatch(r"\d{8}-\d{8}", text) for text in dates)


async def test_a_football_team_scores_goals_not_points(world):
    board = (FIXTURES / "espn_scoreboard_nba.json").read_text().replace("Denver Nuggets", "Arsenal")
    world.espn.script([Reply(body=board.encode())])
    chat = await world.ask(("get_trends_visual", {"stat": "goals", "team": "Arsenal", "sport": "premier league"}))
    assert "Arsenal: goals scored, last 1 game played" in card(chat)


@pytest.mark.parametrize(
    ("stat", "games", "line"),
    [
        ("total", 7, r"228\.5 is the total of Golden State Warriors @ Los Angeles Lakers at 3 books"),
        ("margin", 8, r"Los Angeles Lakers -3\.5 is the spread of Golden State .+ at 4 books"),
    ],
)
async def test_a_teams_trend_is_held_against_the_line_of_its_next_game(world, stat, games, line):
    board = (FIXTURES / "espn_scoreboard_nba.json").read_text().replace("Denver Nuggets", "Los Angeles Lakers")
    world.espn.script([Reply(body=board.encode())])  # who beat the Jazz 121-118
    call = {"stat": stat, "team": "Lakers", "sport": "nba", "last_n": games}
    shown = card(await world.ask(("get_trends_visual", call)))
    assert re.search(line + r" \(The Odds API, \w{3} \w{3} \d+, \d+:\d\d [AP]M ET\)\.", shown), shown
    assert {"total": "Over 228.5: 1 of 1.", "margin": "Over 3.5: 0 of 1."}[stat] in shown
    assert ("A margin over 3.5 covers it." in shown) is (stat == "margin")


async def test_a_team_without_a_coming_game_has_no_line_and_that_is_said(world):
    shown = card(await world.ask(("get_trends_visual", {"stat": "total", "team": "Nuggets", "sport": "nba"})))
    assert "The Odds API lists no coming game of the Denver Nuggets now." in shown
    assert "Over" not in shown


async def test_the_weather_names_the_place_the_hour_there_and_its_credit_with_a_link(world):
    chat = await world.ask(("get_weather", {"place": "Denver"}))
    shown = card(chat)
    assert "Weather in Denver, Colorado, United States" in shown
    assert "Weather data by Open-Meteo.com (CC BY 4.0)" in shown
    assert "https://open-meteo.com/" in shown
    assert re.search(r"Light snow, \w{3} \w{3} \d+, \d+:00 [AP]M MT", shown)
    assert "Gusts" not in chat.text


PICKS = """
    CREATE TABLE ai_predictions (id uuid DEFAULT gen_random_uuid(), user_id text, match_teams text, pick text,
      odds text, confidence numeric, sport text, reasoning text, created_at timestamptz DEFAULT now())"""
INSERT = """
    INSERT INTO ai_predictions (user_id, match_teams, pick, odds, confidence, sport, created_at)
    VALUES ($1, 'Suns @ Lakers', $2, '-110', $3, $4, now() - make_interval(days => $5))"""


@pytest.fixture
async def picks(world: World) -> AsyncIterator[None]:
    connection = await asyncpg.connect(world.dsn)
    await connection.execute(PICKS)
    for row in (
        (None, "Lakers -3.5", 72, "NBA", 0),
        (None, "Over 47.5", 0.61, "NFL", 0),
        (None, "Old pick", 90, "NBA", 3),
        ("bob", "Only for Bob", 80, "NBA", 0),
        (None, None, 99, "NBA", 0),
    ):
        await connection.execute(INSERT, *row)
    yield
    await connection.execute("DROP TABLE ai_predictions")
    await connection.close()


async def test_without_a_table_of_picks_there_are_none_and_that_is_said(world):
    chat = await world.ask(("get_todays_picks", {}))
    assert "UNAVAILABLE: Picks are not set up here" in chat.text


@pytest.mark.usefixtures("picks")
async def test_todays_picks_are_those_for_everybody_and_ones_own(world):
    ann, bob = await world.ask(("get_todays_picks", {})), await world.ask(("get_todays_picks", {}), user="bob")
    assert "Lakers -3.5: confidence 72% (Suns @ Lakers (NBA) · at -110 when it was made)" in card(ann)
    assert "confidence 72%" in card(ann)
    assert "A confidence is its maker's word, not a probability." in card(ann)
    assert "Only for Bob" not in card(ann) + ann.text
    assert "Old pick" not in card(ann)
    assert "Only for Bob" in card(bob)


@pytest.mark.usefixtures("picks")
async def test_picks_are_chosen_by_sport_and_confidence(world):
    sure = await world.ask(("get_todays_picks", {"min_confidence": 70}))
    assert ("Lakers -3.5" in card(sure), "Over 47.5" in card(sure)) == (True, False)
    nfl = await world.ask(("get_todays_picks", {"sport": "nfl", "min_confidence": 60}))
    assert ("Lakers -3.5" in card(nfl), "confidence 61%" in card(nfl)) == (False, True)
    none = await world.ask(("get_todays_picks", {"sport": "nhl"}))
    assert "No pick like that among 2 was published today." in card(none)


EVERY_TOOL: list[tuple[str, dict[str, Any]]] = [
    ("get_odds_visual", {"sport": "nba"}),
    ("build_parlay", {"legs": [{"selection": "Lakers", "market": "moneyline", "sport": "nba"}]}),
    ("statmuse_query", {"question": "Casey Sample points"}),
    ("web_search_visual", {"query": "Lakers injuries", "search_type": "injury"}),
    ("web_search_visual", {"query": "anything"}),
    ("get_player_props_visual", {"game": "Lakers"}),
    ("get_player_props_visual", {"player": "Casey Sample"}),
    ("get_injuries", {"league": "nba"}),
    ("get_scores", {"league": "nba"}),
    ("get_trends_visual", {"stat": "points", "player": "Casey Sample"}),
    ("get_trends_visual", {"stat": "points", "team": "Nuggets"}),
    ("get_weather", {"place": "Denver"}),
    ("get_weather", {"game": "Lakers"}),
]


@pytest.mark.parametrize("broken", ["refused", "html"])
async def test_with_every_provider_down_every_question_ends_and_shows_no_number(broken, database, tmp_path):
    with ExitStack() as stack:
        urls: dict[str, Any] = {}
        if broken == "html":
            espn, meteo, search = (stack.enter_context(kind()) for kind in (FakeEspn, FakeOpenMeteo, FakeTavily))
            for fake in (espn, meteo, search):
                fake.always(Reply(200, b"<html>Sorry, back soon", content_type="text/html"))
            urls = {
                "ESPN_SITE_URL": espn.url,
                "ESPN_WEB_URL": espn.url,
                "STATMUSE_URL": espn.url,
                "OPEN_METEO_URL": meteo.url,
                "OPEN_METEO_GEOCODING_URL": meteo.url,
                "TAVILY_URL": search.url,
                "THE_ODDS_API_URL": meteo.url,
            }
        model = stack.enter_context(OpenAIServer(told))
        settings = settings_for(
            database, tmp_path, model=model, PP_DATA="live", THE_ODDS_API_KEY="k", TAVILY_API_KEY="k", **urls
        )
        server = stack.enter_context(RunningServer(settings))
        for name, arguments in EVERY_TOOL:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send(asking((name, arguments)))
            assert chat.error is None, name
            assert chat.text, name
            assert not re.search(r"\d", chat.text), (name, chat.text)
            for widget in chat.widgets:
                words = "\n".join(_shown(widget["widget"]))
                assert words, name
                assert not re.search(r"\d", words), (name, words)


def _shown(widget: dict[str, Any]) -> Iterator[str]:
    """What a user reads on a widget."""
    for node in _nodes(widget):
        for name in ("value", "label"):
            if isinstance(node.get(name), str):
                yield node[name]


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for child in tree:
            yield from _nodes(child)
    elif isinstance(tree, dict):
        yield tree
        yield from _nodes(tree.get("children"))


async def test_odds_injuries_and_weather_of_one_turn_are_fetched_side_by_side(database, tmp_path):
    """No provider answers before all three are asked."""
    meet = threading.Barrier(3)

    def waiting(fake: Web) -> Web:
        answer, first = fake._answer, [True]

        def respond(seen: Seen) -> Reply:
            if first:
                first.clear()
                meet.wait(timeout=20)
            return answer(seen)

        fake._answer = respond
        return fake

    with (
        waiting(FakeEspn()) as espn,
        waiting(FakeOddsApi(shift_to_now=True)) as odds,
        waiting(FakeOpenMeteo()) as meteo,
        OpenAIServer(told) as model,
    ):
        settings = settings_for(
            database,
            tmp_path,
            model=model,
            odds=odds,
            ESPN_SITE_URL=espn.url,
            OPEN_METEO_URL=meteo.url,
            OPEN_METEO_GEOCODING_URL=meteo.url,
        )
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send(
                    asking(
                        ("get_odds_visual", {"sport": "nba"}),
                        ("get_injuries", {"league": "nba"}),
                        ("get_weather", {"place": "Denver"}),
                    )
                )
    assert not meet.broken
    assert "UNAVAILABLE" not in chat.text
    assert len(chat.widgets) == 3
