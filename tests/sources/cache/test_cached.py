"""The cache in front of sources: how long each kind is good, and what is said when it is older."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from professor_lock.errors import SourceUnavailable
from professor_lock.settings import EspnSettings, OddsApiSettings, OpenMeteoSettings
from professor_lock.sources.cache.cache import SourceCache
from professor_lock.sources.cache.cached import QUOTA_FLOOR, CachedFacts, CachedOdds, CachedStats, CachedWeather
from professor_lock.sources.cache.cached_props import BET_PRICES, CachedProps
from professor_lock.sources.demo.demo import DemoOdds, DemoStats
from professor_lock.sources.espn.espn import Espn
from professor_lock.sources.espn.players import EspnStats
from professor_lock.sources.http import ProviderClient
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.places import Place
from professor_lock.sources.odds_api.odds_api import SOURCE, OddsApi
from professor_lock.sources.open_meteo import OpenMeteo
from tests.fakes.espn import FakeEspn
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.fakes.web import Reply

NBA, EPL = leagues_by_key()["nba"], leagues_by_key()["epl"]
NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
PLACE, DAY = Place("Denver", "39.7", "-105.0", "America/Denver"), date(2026, 1, 14)


@pytest.fixture
async def cache():
    cache = SourceCache()
    yield cache
    await cache.aclose()


def cached(http, cache, server) -> CachedOdds:
    feed = OddsApi(ProviderClient(http, SOURCE), OddsApiSettings(key=server.key, url=server.url))
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


async def test_player_props_too_are_fetched_less_often_when_credits_run_low(http, cache):
    with FakeOddsApi(remaining=QUOTA_FLOOR - 1) as server:
        feed = OddsApi(ProviderClient(http, SOURCE), OddsApiSettings(key=server.key, url=server.url))
        props = CachedProps(feed, cache, credits_of=feed)
        listed = {event.id: event for event in await props.fetch_events(NBA, NOW)}
        event = replace(listed["e1a0lakerswarriors"], starts_at=NOW + timedelta(hours=3))
        assert "run low" in ((await props.fetch_props(event, NBA, NOW)).note or "")
        again = await props.fetch_props(event, NBA, NOW + timedelta(minutes=40))
        assert (len(server.requests), again.fetched_at) == (2, NOW)


async def test_a_bet_on_props_pays_for_its_stats_alone_and_for_nothing_that_was_just_read(http, cache):
    with FakeOddsApi(remaining=QUOTA_FLOOR - 1) as server:
        feed = OddsApi(ProviderClient(http, SOURCE), OddsApiSettings(key=server.key, url=server.url))
        props = CachedProps(feed, cache, credits_of=feed)
        listed = {event.id: event for event in await props.fetch_events(NBA, NOW)}
        event = replace(listed["e1a0lakerswarriors"], starts_at=NOW + timedelta(hours=3))
        whole = await props.fetch_props(event, NBA, NOW)
        assert (await props.fetch_bet_props(event, NBA, NOW + BET_PRICES, ["points"])).quotes == whole.quotes
        assert len(server.requests) == 2
        later = NOW + 2 * BET_PRICES
        read = await props.fetch_bet_props(event, NBA, later, ["points"])
        assert (len(server.requests), server.requests[-1].query["markets"]) == (3, "player_points")
        assert (read.fetched_at, {quote.stat for quote in read.quotes}) == (later, {"points"})
        server.always(Reply(503))
        with pytest.raises(SourceUnavailable):
            await props.fetch_bet_props(event, NBA, later + 2 * BET_PRICES, ["points"])


@pytest.mark.parametrize("status", [500, 429])
async def test_whatever_is_older_because_its_source_fails_says_so_in_its_note(http, cache, status):
    with FakeOpenMeteo() as weather, FakeEspn() as espn:
        client = ProviderClient(http, "the source")
        meteo = CachedWeather(OpenMeteo(client, OpenMeteoSettings(url=weather.url, geocoding_url=weather.url)), cache)
        facts, stats = (
            CachedFacts(Espn(client, EspnSettings(site_url=espn.url)), cache),
            CachedStats(EspnStats(client, EspnSettings(web_url=espn.url)), cache),
        )
        asked: list[Callable[[datetime], Awaitable[Any]]] = [
            lambda at: meteo.fetch_weather(PLACE, NOW, at),
            lambda at: facts.fetch_injuries(NBA, at),
            lambda at: facts.fetch_scores(NBA, at),
            lambda at: facts.fetch_results(NBA, DAY, DAY, at),
            lambda at: stats.ask("Casey Sample", at),
            lambda at: stats.trends("Casey Sample", at),
        ]
        for ask in asked:
            await ask(NOW)
        for fake in (weather, espn):
            fake.always(Reply(status))
        for ask, waited in zip(asked, (1, 1, 0.75, 3, 13, 3), strict=True):
            found = await ask(NOW + timedelta(hours=waited))
            note = (found[0] if isinstance(found, tuple) else found).note
            assert "the source a" in note
            assert "This is what it said" in note
