"""One cheap real call to each configured provider, past the cache: does it answer, how fast, and what does it say?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from professor_lock.betting.facts import SearchResult
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.contracts import SearchEngine
from professor_lock.sources.espn.espn import Espn
from professor_lock.sources.espn.players import EspnStats
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.odds_api.odds_api import OddsApi
from professor_lock.sources.open_meteo import OpenMeteo
from professor_lock.sources.statmuse import StatMuse

SAMPLE_PLAYER = "LeBron James"
SAMPLE_PLACE = "Denver, CO"
SAMPLE_SEARCH = "NBA schedule"


@dataclass(frozen=True, slots=True)
class Probe:
    """How to try one provider: `call` gives a short sample of what it said."""

    source: str
    call: Callable[[datetime], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a probe found. `sample` is a short piece of its answer or, when `ok` is False, the error."""

    source: str
    ok: bool
    latency_ms: int
    sample: str


async def run_probes(probes: Sequence[Probe], now: datetime) -> list[Finding]:
    """All probes at once, in their order."""
    return list(await asyncio.gather(*(_run(probe, now) for probe in probes)))


async def _run(probe: Probe, now: datetime) -> Finding:
    started = time.monotonic()
    try:
        ok, sample = True, await probe.call(now)
    except SourceUnavailable as error:
        ok, sample = False, error.for_operator
    return Finding(probe.source, ok, round(1000 * (time.monotonic() - started)), sample)


def odds_api_probe(feed: OddsApi) -> Probe:
    """The list of sports: it costs no credit and shows what is left of them."""

    async def call(now: datetime) -> str:
        sports = await feed.fetch_sports(now)
        left = feed.quota.remaining if feed.quota else None
        return f"{len(sports)} sports in season, credits left: {'unknown' if left is None else left}"

    return Probe(feed.source, call)


def espn_probe(site: Espn) -> Probe:
    """Today's NBA scoreboard."""

    async def call(now: datetime) -> str:
        scores = await site.fetch_scores(leagues_by_key()["nba"], now)
        return f"{len(scores)} NBA games" + (f", first {scores[0].event.name}" if scores else "")

    return Probe(f"{site.source} scores", call)


def espn_stats_probe(stats: EspnStats) -> Probe:
    """One well-known player's season."""

    async def call(now: datetime) -> str:
        return (await stats.ask(SAMPLE_PLAYER, now)).headline

    return Probe(f"{stats.source} stats", call)


def statmuse_probe(stats: StatMuse) -> Probe:
    """One question it can answer."""

    async def call(now: datetime) -> str:
        return (await stats.ask(f"{SAMPLE_PLAYER} career points", now)).headline

    return Probe(stats.source, call)


def open_meteo_probe(weather: OpenMeteo) -> Probe:
    """The weather of this hour at one place."""

    async def call(now: datetime) -> str:
        found = await weather.fetch_weather(await weather.find_place(SAMPLE_PLACE, now), now, now)
        return f"{found.place}: {found.description}"

    return Probe(weather.source, call)


def search_probe(engine: SearchEngine) -> Probe:
    """One search; it counts against the engine's plan."""

    async def call(now: datetime) -> str:
        hits: list[SearchResult] = [hit async for hit in engine.search(SAMPLE_SEARCH, "general", now)]
        return f"{len(hits)} hits" + (f", first from {hits[0].source}" if hits else "")

    return Probe(engine.engine, call)
