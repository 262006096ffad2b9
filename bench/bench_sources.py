"""Many who ask the same cause one call, and what a turn needs from several sources is fetched side by side."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bench.row import Row
from professor_lock.settings_reading import load_settings
from professor_lock.sources.build import build_sources
from professor_lock.sources.http import SharedHttpClient
from tests.fakes.espn import FakeEspn
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.web import FakeWeb, Reply, Seen
from tests.support import databases
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for
from tests.support.told import CalledTool, asking, told

CALLERS = 200
FEED_S = 0.5
"""How long the odds feed takes: about what a real one does."""
SLOW_S, SLOWEST_S = 1.0, 1.5
"""Odds and injuries take SLOW_S; the weather asks twice in a row (where is that, and what is it like there)."""

ODDS: CalledTool = ("get_odds_visual", {"sport": "nba"})
INJURIES: CalledTool = ("get_injuries", {"league": "nba"})
Span = tuple[float, float]
"""When a source was asked and when it answered, in seconds of the same clock."""
Web = TypeVar("Web", bound=FakeWeb)


async def run(short: bool) -> list[Row]:
    """Two rows: 200 callers against one, and the three sources of a turn against the slowest of them."""
    many, one, calls = await many_callers(2 if short else 5)
    together, slowest = await one_turn(1 if short else 3)
    return [
        Row(f"{CALLERS} ask for one slate at once", many, one, "ms", f"{calls} call to the feed", limit=2.0),
        Row(
            "odds, injuries and weather in one turn", together, slowest, "ms", "against the slowest of them", limit=1.2
        ),
    ]


async def many_callers(rounds: int) -> tuple[float, float, int]:
    """Median milliseconds until all have their answer, until a single caller has, and the calls of one round."""
    with slowed(FakeOddsApi(shift_to_now=True), FEED_S) as feed:
        many = [await timed(feed, CALLERS) for _ in range(rounds)]
        calls = len(feed.requests) // rounds
        one = [await timed(feed, 1) for _ in range(rounds)]
    return statistics.median(many), statistics.median(one), calls


async def timed(feed: FakeOddsApi, callers: int) -> float:
    """Milliseconds for so many callers with an empty cache."""
    async with SharedHttpClient() as http:
        environ = {"PP_ENV": "production", "THE_ODDS_API_KEY": feed.key, "THE_ODDS_API_URL": feed.url}
        sources = build_sources(
            load_settings(environ).model_copy(update={"espn": None, "open_meteo": None}),
            http,
        )
        now = datetime.now(UTC)
        began = time.perf_counter()
        slates = await asyncio.gather(*(sources.sports.slate("nba", now) for _ in range(callers)))
        took = 1000 * (time.perf_counter() - began)
        assert all(slate.quotes for slate in slates)
        await sources.aclose()
        return took


async def one_turn(rounds: int) -> tuple[float, float]:
    """Median milliseconds from the first request to the last answer of a turn's three sources, and of its slowest one.

    Both are taken at the sources, in the same turn: what the server does before and after is not in them.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        admin = stack.enter_context(databases.server(folder / "postgres"))
        template = await databases.schema_template(admin)
        spans: list[list[Span]] = [[], [], []]
        espn = stack.enter_context(slowed(FakeEspn(), SLOW_S, spans[0]))
        odds = stack.enter_context(slowed(FakeOddsApi(shift_to_now=True), SLOW_S, spans[1]))
        meteo = stack.enter_context(slowed(FakeOpenMeteo(), SLOWEST_S / 2, spans[2]))
        urls = {"ESPN_SITE_URL": espn.url, "OPEN_METEO_URL": meteo.url, "OPEN_METEO_GEOCODING_URL": meteo.url}
        model = stack.enter_context(OpenAIServer(told))
        walls: list[float] = []
        slowest: list[float] = []
        for _ in range(rounds):
            async with databases.fresh(admin, template) as dsn:
                settings = settings_for(dsn, folder, model=model, odds=odds, **dict[str, Any](urls))
                with RunningServer(settings) as server:
                    for part in spans:
                        part.clear()
                    await turn(server.url, ODDS, INJURIES, ("get_weather", {"place": "Denver"}))
            assert all(spans)
            every = [span for part in spans for span in part]
            walls.append(took(every))
            slowest.append(max(took(part) for part in spans))
        return statistics.median(walls), statistics.median(slowest)


async def turn(url: str, *calls: CalledTool) -> None:
    """One question and its answer, which has a card of every tool."""
    async with ChatKitClient(url, user_id="bench") as client:
        chat = await client.chat().send(asking(*calls))
    assert chat.error is None
    assert len(chat.widgets) == len(calls)


def took(spans: Sequence[Span]) -> float:
    """Milliseconds from the first beginning to the last end."""
    return 1000 * (max(end for _, end in spans) - min(begin for begin, _ in spans))


def slowed(fake: Web, seconds: float, spans: list[Span] | None = None) -> Web:
    """The same server, which takes this long before each answer and notes when it was asked and answered."""
    answer = fake._answer

    def respond(seen: Seen) -> Reply:
        began = time.perf_counter()
        if spans is not None:
            spans.append((began, began + seconds))
        return replace(answer(seen), delay_s=seconds)

    fake._answer = respond
    return fake
