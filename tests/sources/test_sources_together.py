"""The sources behind whole servers: two processes, no key at all, and evenings on which everything fails."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import asyncpg
import psutil
import pytest

from app import services_for
from professor_lock.agent.tools.kit import TOOL_TIMEOUT_S
from professor_lock.timings import SourceTimings, Timings
from tests.agent.tools.test_reports import EVERY_TOOL
from tests.fakes.espn import FakeEspn
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.search_engines import FakeTavily
from tests.fakes.web import Reply
from tests.sources.test_faults import FAULTS
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, settings_for
from tests.support.told import CalledTool, asking, told
from tests.support.widget_trees import nodes, strings


class Outside:
    """Every service, and the variables that lead to them."""

    def __init__(self, stack: ExitStack) -> None:
        self.odds = stack.enter_context(FakeOddsApi(shift_to_now=True))
        self.espn, self.meteo = stack.enter_context(FakeEspn()), stack.enter_context(FakeOpenMeteo())
        self.search = stack.enter_context(FakeTavily())
        self.model = stack.enter_context(OpenAIServer(told))
        self.keyless: dict[str, Any] = {
            "PP_DATA": "live",
            "PP_STATMUSE": "off",
            "ESPN_SITE_URL": self.espn.url,
            "ESPN_WEB_URL": self.espn.url,
            "OPEN_METEO_URL": self.meteo.url,
            "OPEN_METEO_GEOCODING_URL": self.meteo.url,
        }
        self.keyed = self.keyless | {
            "THE_ODDS_API_URL": self.odds.url,
            "THE_ODDS_API_KEY": self.odds.key,
            "TAVILY_URL": self.search.url,
            "TAVILY_API_KEY": self.search.key,
        }

    def fail(self, reply: Reply) -> None:
        for fake in (self.odds, self.espn, self.meteo, self.search):
            fake.always(reply)


@pytest.fixture
def outside() -> Iterator[Outside]:
    with ExitStack() as stack:
        yield Outside(stack)


async def ask(server: RunningServer, *calls: CalledTool) -> Chat:
    async with ChatKitClient(server.url, user_id="ann") as client:
        chat = await client.chat().send(asking(*calls))
    assert chat.error is None
    return chat


def shown(chat: Chat) -> str:
    """Every word of the answer's cards."""
    return "\n".join(text for widget in chat.widgets for text in strings(widget["widget"]))


async def test_two_servers_of_one_database_ask_a_source_once(outside, database, tmp_path):
    settings = settings_for(database, tmp_path, model=outside.model, **outside.keyed)
    calls: list[CalledTool] = [
        ("get_odds_visual", {"sport": "nba"}),
        ("get_injuries", {"league": "nba"}),
        ("get_weather", {"place": "Denver"}),
        ("web_search_visual", {"query": "anything"}),
        ("get_trends_visual", {"stat": "points", "player": "Casey Sample"}),
    ]
    with RunningServer(settings) as one, RunningServer(settings) as other:
        first, second = await ask(one, *calls), await ask(other, *calls)
    for fake in (outside.odds, outside.espn, outside.meteo, outside.search):
        asked = [(seen.path, tuple(seen.query.items())) for seen in fake.requests]
        assert asked
        assert len(asked) == len(set(asked))
    assert len(second.widgets) == len(calls)
    prices = sorted(re.findall(r"[+-]\d{3,}", shown(first)))
    assert prices
    assert prices == sorted(re.findall(r"[+-]\d{3,}", shown(second)))


async def test_live_without_any_key_the_board_is_one_named_book_of_espns(outside, database, tmp_path):
    with RunningServer(settings_for(database, tmp_path, model=outside.model, **outside.keyless)) as server:
        board = await ask(server, ("get_odds_visual", {"sport": "nba", "team": "Lakers"}))
        assert "DraftKings" in shown(board)
        assert "ESPN" in shown(board)
        assert re.search(r"[+-]\d{3}", shown(board))
        assert "DEMO" not in shown(board)
        assert [source["title"] for source in _cited(board)] == ["ESPN"]
        props = await ask(server, ("get_player_props_visual", {"game": "Lakers"}))
        assert "Player props are not set up here." in props.text
        search = await ask(server, ("web_search_visual", {"query": "anything"}))
        assert "Web search is not set up here." in search.text
        for name, arguments in (
            ("get_scores", {"league": "nba"}),
            ("get_injuries", {"league": "nba"}),
            ("statmuse_query", {"question": "Casey Sample points"}),
            ("get_weather", {"place": "Denver"}),
            ("web_search_visual", {"query": "Lakers", "search_type": "injury"}),
        ):
            chat = await ask(server, (name, arguments))
            assert "UNAVAILABLE" not in chat.text, name
            assert chat.widgets, name


async def test_without_a_key_a_search_for_the_weather_is_the_forecast_and_says_that_the_web_was_not_searched(
    outside, database, tmp_path
):
    with RunningServer(settings_for(database, tmp_path, model=outside.model, **outside.keyless)) as server:
        for asked in ({"query": "weather in Denver"}, {"query": "Denver weather", "search_type": "weather"}):
            chat = await ask(server, ("web_search_visual", asked))
            words = "\n".join([shown(chat), *(widget["copy_text"] for widget in chat.widgets)])
            assert re.search(r"Weather in Denver, Colorado, United States, \w{3} \w{3} \d+, \d+:00 [AP]M M[SD]T", words)
            assert re.search(r"Light snow, \d+ °F, feels like \d+ °F, wind \d+ mph, chance of precip", words)
            assert "Weather data by Open-Meteo.com (CC BY 4.0)" in words
            assert "Found by Open-Meteo, read " in words
            assert "1 result. Web search is not set up here." in words
        nowhere = await ask(server, ("web_search_visual", {"query": "weather", "search_type": "weather"}))
        assert "Nothing found. Web search is not set up here." in shown(nowhere)
        outside.meteo.always(Reply(500))
        failed = await ask(server, ("web_search_visual", {"query": "weather in Boulder"}))
        assert "Open-Meteo failed: Open-Meteo answered with an error (HTTP 500)." in shown(failed)


def _cited(chat: Chat) -> list[dict[str, Any]]:
    contents = [part for item in chat.items if item["type"] == "assistant_message" for part in item["content"]]
    return [annotation["source"] for part in contents for annotation in part["annotations"]]


@pytest.mark.parametrize(
    ("name", "arguments", "candidates"),
    [
        ("get_odds_visual", {"sport": "nba", "team": "LA"}, ("Los Angeles Lakers", "Clippers")),
        ("get_injuries", {"league": "nfl", "team": "New York"}, ("New York Giants", "New York Jets")),
        ("get_trends_visual", {"stat": "scored", "team": "New York", "sport": "nfl"}, ("New York Giants", "Jets")),
        ("get_player_props_visual", {"game": "LA", "sport": "nba"}, ("Los Angeles Lakers", "Clippers")),
    ],
)
async def test_a_place_with_two_teams_is_asked_about(outside, database, tmp_path, name, arguments, candidates):
    with RunningServer(settings_for(database, tmp_path, model=outside.model, **outside.keyed)) as server:
        chat = await ask(server, (name, arguments))
    assert chat.widgets == []
    assert chat.text.startswith(f"AMBIGUOUS: '{arguments['team' if 'team' in arguments else 'game']}' could be")
    assert all(candidate in chat.text for candidate in candidates)


EVERY_KIND: list[tuple[CalledTool, str]] = [
    (("get_odds_visual", {"sport": "nba"}), "The Odds API"),
    (("get_player_props_visual", {"game": "Lakers vs Warriors"}), "The Odds API"),
    (("get_injuries", {"league": "nba"}), "ESPN"),
    (("get_scores", {"league": "nba"}), "ESPN"),
    (("statmuse_query", {"question": "Casey Sample points"}), "ESPN"),
    (("get_trends_visual", {"stat": "points", "player": "Casey Sample"}), "ESPN"),
    (("get_weather", {"place": "Denver"}), "Open-Meteo"),
]


async def test_when_everything_fails_later_each_card_says_what_failed_and_how_old_it_is(outside, database, tmp_path):
    with RunningServer(settings_for(database, tmp_path, model=outside.model, **outside.keyed)) as server:
        for call, _ in EVERY_KIND:
            fresh = await ask(server, call)
            assert "This is what it said" not in f"{shown(fresh)}\n{fresh.text}", call
        outside.fail(Reply(500))
        await _age(server, database, timedelta(minutes=20), kinds=("odds", "props", "injuries", "scores"))
        await _age(server, database, timedelta(hours=13), kinds=("ask", "log", "player", "trends"))
        await _age(server, database, timedelta(hours=2), kinds=("weather",))
        for call, source in EVERY_KIND:
            chat = await ask(server, call)
            words = shown(chat)
            assert re.search(rf"{source} [^.]*\(HTTP 500\)\. This is what it said \d+ (minutes|hours) ago", words), call
            assert "This is what it said" in chat.text, call


async def test_a_trend_says_when_the_line_it_is_held_against_is_an_older_one(outside, database, tmp_path):
    player = {"displayName": "Riley Sample", "subtitle": "Los Angeles Lakers", "uid": "s:40~l:46~a:77"}
    found = {"results": [{"type": "player", "contents": [player | {"defaultLeagueSlug": "nba"}]}]}
    outside.espn.script([Reply(body=json.dumps(found).encode())])
    call = ("get_trends_visual", {"stat": "points", "player": "Riley Sample"})
    with RunningServer(settings_for(database, tmp_path, model=outside.model, **outside.keyed)) as server:
        assert "ago" not in shown(await ask(server, call))
        outside.fail(Reply(500))
        await _age(server, database, timedelta(minutes=20), kinds=("props",))
        words = shown(await ask(server, call))
    assert re.search(r"is the line at \d+ books? \(The Odds API, [^)]*\)\. The Odds API [^.]*\(HTTP 500\)\.", words), (
        words
    )
    assert "This is what it said 20 minutes ago" in words


async def test_the_odds_feeds_scores_stand_in_for_the_scoreboard_and_say_so(outside, database, tmp_path):
    outside.espn.always(Reply(500))
    with RunningServer(settings_for(database, tmp_path, model=outside.model, **outside.keyed)) as server:
        chat = await ask(server, ("get_scores", {"league": "nba"}))
    assert "ESPN answered with an error (HTTP 500)." in shown(chat)
    assert "Source: [The Odds API](<" in shown(chat)


async def _age(server: RunningServer, database: str, by: timedelta, *, kinds: tuple[str, ...]) -> None:
    """As if that much time had passed since answers of these kinds were fetched."""
    entries = server.parts.sources.cache._entries
    aged = [key for key in entries if isinstance(key, tuple) and isinstance(key[1], tuple) and key[1][0] in kinds]
    assert aged
    for key in aged:
        entries[key] = replace(entries[key], fetched_at=entries[key].fetched_at - by)
    connection = await asyncpg.connect(database)
    await connection.execute("DELETE FROM pp_answers")
    await connection.close()


HASTY = Timings(sources=SourceTimings(attempt_s=1, answer_s=2, search_attempt_s=1.5, search_answer_s=2))
"""For the fault of answers that come too late; a source that hangs is met with the waits of production."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.long if name == "hang" else ())
        for name in [*FAULTS, "401 of an empty quota"]
    ],
)
async def test_every_fault_of_every_provider_ends_in_words_that_name_it_and_in_no_number(
    outside, database, tmp_path, name
):
    empty = Reply(401, b'{"error_code": "OUT_OF_USAGE_CREDITS"}')
    outside.fail(FAULTS[name][0] if name in FAULTS else empty)
    statmuse = {"PP_STATMUSE": "on", "STATMUSE_URL": outside.espn.url}
    settings = settings_for(database, tmp_path, model=outside.model, **outside.keyed | statmuse)
    process = psutil.Process()
    with RunningServer(settings, partial(services_for, timings=HASTY if name == "slow" else Timings())) as server:
        before, began = process.memory_info().rss, time.monotonic()
        chat = await ask(server, *EVERY_TOOL)
        took, grown = time.monotonic() - began, process.memory_info().rss - before
    said = chat.text.split("\n\n")
    assert len([text for text in said if "UNAVAILABLE" in text or "failed" in text]) >= len(EVERY_TOOL), chat.text
    for source in ("The Odds API", "ESPN", "Open-Meteo", "Tavily"):
        assert source in chat.text
    told_and_shown = chat.text + "\n".join(_words(chat))
    assert not re.search(r"\d", re.sub(r"\(HTTP \d{3}\)", "", told_and_shown)), told_and_shown
    assert took < 2 * TOOL_TIMEOUT_S
    assert grown < 200 * 1024 * 1024


def _words(chat: Chat) -> Iterator[str]:
    """What a user reads on the cards."""
    for widget in chat.widgets:
        for node in nodes(widget["widget"]):
            yield from (node[name] for name in ("value", "label") if isinstance(node.get(name), str))
