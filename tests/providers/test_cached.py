"""The cache in front of sources: how long each kind is good, and what is said when it is older."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from providers.cache import SourceCache
from providers.cached import QUOTA_FLOOR, CachedOdds, CachedStats
from providers.demo import DemoOdds, DemoStats
from providers.http import HttpDoor
from providers.leagues import leagues_by_key
from providers.odds_api import SOURCE, OddsApi
from tests.fakes.odds_api import FakeOddsApi

NBA, EPL = leagues_by_key()["nba"], leagues_by_key()["epl"]
NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")


@pytest.fixture
async def cache():
    cache = SourceCache()
    yield cache
    await cache.aclose()


def cached(http, cache, server) -> CachedOdds:
    feed = OddsApi(HttpDoor(http, SOURCE), key=server.key, base_url=server.url)
    return CachedOdds(feed, cache, credits_of=feed)


async def test_a_slate_with_a_game_in_play_is_renewed_sooner_than_one_without(http, cache):
    with FakeOddsApi() as server:
        odds = cached(http, cache, server)
        for league, waits in ((NBA, (0, 9, 25)), (EPL, (0, 25, 44))):
            for wait in waits:
                await odds.fetch_slate(league, NOW + timedelta(seconds=wait), ZONE)
        paths = [seen.path.split("/")[3] for seen in server.requests]
    assert paths == ["basketball_nba", "basketball_nba", "soccer_epl"]


async def test_when_credits_run_low_prices_are_fetched_less_often_and_it_says_so(http, cache):
    with FakeOddsApi(remaining=QUOTA_FLOOR + 2) as server:
        odds = cached(http, cache, server)
        slate = await odds.fetch_slate(EPL, NOW, ZONE)
        assert "run low" in (slate.note or "")
        again = await odds.fetch_slate(EPL, NOW + timedelta(seconds=400), ZONE)
        assert (len(server.requests), again.fetched_at) == (1, NOW)


async def test_a_demo_behind_the_cache_is_still_a_demo(cache):
    odds, stats = CachedOdds(DemoOdds(), cache), CachedStats(DemoStats(), cache)
    assert odds.demo
    assert stats.demo
    assert (await odds.fetch_slate(NBA, NOW, ZONE)).demo


async def test_a_question_is_answered_once_and_keeps_each_askers_words(cache):
    stats = CachedStats(DemoStats(), cache)
    first = await stats.ask("LeBron  James", NOW)
    second = await stats.ask("lebron james", NOW)
    assert (first.question, second.question) == ("LeBron  James", "lebron james")
    assert first.rows == second.rows
