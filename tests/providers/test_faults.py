"""Every provider against every fault: within its budget, a typed error that names it, and the process stays small."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest

from betting.facts import SearchResult
from pp_errors import SourceUnavailable
from providers.brave import Brave
from providers.errors import ChangedShape, KeyRefused, SourceTimeout, TooFast
from providers.espn import Espn
from providers.espn_players import EspnStats
from providers.http import HttpDoor, OutsideClient
from providers.leagues import leagues_by_key
from providers.odds_api import OddsApi
from providers.open_meteo import OpenMeteo
from providers.places import Place
from providers.statmuse import StatMuse
from providers.tavily import Tavily
from tests.fakes.certificate import self_signed_context
from tests.fakes.web import FakeWeb, Reply, Seen

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
NBA = leagues_by_key()["nba"]
ZONE = ZoneInfo("America/New_York")
KEY = "key-that-must-never-be-shown"
HASTY_S, PATIENT_S = 1.5, 30.0
"""Budgets: against servers that never answer, and against those that do, however busy this machine is."""
NEVER = ("slow", "hang")
HTML = "text/html; charset=utf-8"

FAULTS: dict[str, tuple[Reply, type[SourceUnavailable]]] = {
    "401": (Reply(401, b"{}"), SourceUnavailable),
    "429": (Reply(429, b"{}"), TooFast),
    "429 with a wait": (Reply(429, b"{}", {"retry-after": "5"}), TooFast),
    "500": (Reply(500, b"{}"), SourceUnavailable),
    "502 in HTML": (Reply(502, b"<html>Bad Gateway</html>", content_type=HTML), SourceUnavailable),
    "200 in HTML": (Reply(200, b"<html><h1>Be right back</h1></html>", content_type=HTML), ChangedShape),
    "empty 200": (Reply(200, b""), ChangedShape),
    "cut body": (Reply(200, b'{"events": [], "results": [], "injuries": []}', cut_after=9), ChangedShape),
    "slow": (Reply(200, b"{}", delay_s=60), SourceTimeout),
    "hang": (Reply(hang=True), SourceTimeout),
    "redirect loop": (Reply(302, headers={"location": "/round/and/round"}), ChangedShape),
    "redirect elsewhere": (Reply(302, headers={"location": "http://127.0.0.2:1/"}), ChangedShape),
    "50 MB": (Reply(200, b"[" * 1024 * 1024, times=50), ChangedShape),
    "garbage": (Reply(raw=b"\x00\xff not http at all\r\n\r\n"), SourceUnavailable),
    "closed at once": (Reply(raw=b""), SourceUnavailable),
}

Calls = dict[str, Callable[[], Awaitable[object]]]


def calls_to(http: OutsideClient, url: str, budget_s: float = PATIENT_S) -> Calls:
    """One question to each provider, all at the same address."""

    def door(source: str) -> HttpDoor:
        return HttpDoor(http, source, timeout_s=budget_s / 2.5, budget_s=budget_s)

    espn, players = Espn(door("ESPN"), site_url=url), EspnStats(door("ESPN"), web_url=url)
    meteo = OpenMeteo(door("Open-Meteo"), base_url=url, geocoding_url=url)
    place = Place("Denver", "39.7", "-105.0", "America/Denver")
    return {
        "The Odds API": lambda: OddsApi(door("The Odds API"), key=KEY, base_url=url).fetch_slate(NBA, NOW, ZONE),
        "ESPN scoreboard": lambda: espn.fetch_slate(NBA, NOW, ZONE),
        "ESPN injuries": lambda: espn.fetch_injuries(NBA, NOW),
        "ESPN news": lambda: espn.fetch_news(NBA, NOW),
        "ESPN players": lambda: players.ask("LeBron James", NOW),
        "Open-Meteo places": lambda: meteo.find_place("Denver", NOW),
        "Open-Meteo forecast": lambda: meteo.fetch_weather(place, NOW, NOW),
        "StatMuse": lambda: StatMuse(door("StatMuse"), base_url=url).ask("LeBron James", NOW),
        "Tavily": lambda: every(Tavily(door("Tavily"), key=KEY, base_url=url).search("x", "general", NOW)),
        "Brave": lambda: every(Brave(door("Brave"), key=KEY, base_url=url).search("x", "general", NOW)),
    }


async def every(hits: AsyncIterator[SearchResult]) -> list[SearchResult]:
    return [hit async for hit in hits]


async def failures(calls: Calls) -> dict[str, BaseException]:
    """What each call raises, asked all at once; a call that does not fail is not in the result."""
    results = await asyncio.gather(*(call() for call in calls.values()), return_exceptions=True)
    return {name: found for name, found in zip(calls, results, strict=True) if isinstance(found, BaseException)}


def check(failed: dict[str, BaseException], calls: Calls, kind: type[SourceUnavailable]) -> None:
    assert set(failed) == set(calls)
    for name, error in failed.items():
        assert isinstance(error, kind), f"{name}: {error!r}"
        assert error.source in name or error.source == "ESPN"
        assert error.source in str(error)
        assert KEY not in f"{error} {error!r} {error.__cause__!r}"


@pytest.mark.parametrize("name", FAULTS)
async def test_every_provider_survives(http, name):
    reply, kind = FAULTS[name]
    with FakeWeb(lambda seen: reply) as server:
        calls = calls_to(http, server.url, HASTY_S if name in NEVER else PATIENT_S)
        before, started = psutil.Process().memory_info().rss, time.monotonic()
        failed = await failures(calls)
        took, grown = time.monotonic() - started, psutil.Process().memory_info().rss - before
    check(failed, calls, kind)
    assert grown < 150 * 1024 * 1024
    if name in NEVER:
        assert took < 10 * HASTY_S


async def test_a_name_that_does_not_resolve(http):
    calls = calls_to(http, "http://no-such-host.invalid")
    check(await failures(calls), calls, SourceUnavailable)


async def test_a_port_where_nobody_listens(http, unused_tcp_port: int):
    calls = calls_to(http, f"http://127.0.0.1:{unused_tcp_port}")
    check(await failures(calls), calls, SourceUnavailable)


async def test_a_certificate_nobody_vouches_for(http, tmp_path: Path):
    with FakeWeb(lambda seen: Reply(), tls=self_signed_context(tmp_path)) as server:
        calls = calls_to(http, server.url)
        check(await failures(calls), calls, SourceUnavailable)
        assert server.requests == []


async def test_a_refused_key_is_told_as_one_by_all_who_take_keys(http):
    def refuse(seen: Seen) -> Reply:
        return Reply(401, b'{"error_code": "INVALID_KEY"}')

    with FakeWeb(refuse) as server:
        failed = await failures(calls_to(http, server.url))
    assert all(isinstance(failed[name], KeyRefused) for name in ("The Odds API", "Tavily", "Brave"))
