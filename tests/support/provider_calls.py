"""Every question that is put to a provider, each to a server at an address of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from professor_lock.betting.facts import Event, EventStatus, SearchResult
from professor_lock.settings import (
    BraveSettings,
    EspnSettings,
    OddsApiSettings,
    OpenMeteoSettings,
    StatMuseSettings,
    TavilySettings,
)
from professor_lock.sources.espn.espn import Espn
from professor_lock.sources.espn.players import EspnStats
from professor_lock.sources.http import ProviderClient, SharedHttpClient
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.places import Place
from professor_lock.sources.names.players import Player
from professor_lock.sources.odds_api.odds_api import OddsApi
from professor_lock.sources.open_meteo import OpenMeteo
from professor_lock.sources.search.brave import Brave
from professor_lock.sources.search.tavily import Tavily
from professor_lock.sources.statmuse import StatMuse
from tests.fakes.espn import PAGE_ID

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
NBA = leagues_by_key()["nba"]
ZONE = ZoneInfo("America/New_York")
PLACE = Place("Denver", "39.7", "-105.0", "America/Denver")
PLAYER = Player("1001", "Casey Sample", NBA, "Los Angeles Lakers", None)
GAME = Event(
    "e1a0lakerswarriors", "nba", "Golden State Warriors", "Los Angeles Lakers", NOW, EventStatus.SCHEDULED, "x"
)
PAGE = replace(GAME, id=PAGE_ID)
DAY = date(2026, 1, 14)

Calls = dict[str, Callable[[], Awaitable[object]]]


def calls_to(
    http: SharedHttpClient, url: str | Callable[[str], str], *, key: str | Callable[[str], str], budget_s: float
) -> Calls:
    """By provider and what is asked; `url` and `key` may depend on the provider's name."""

    def of(provider: str, given: str | Callable[[str], str]) -> str:
        return given if isinstance(given, str) else given(provider)

    def door(source: str) -> ProviderClient:
        return ProviderClient(http, source, timeout_s=budget_s / 2.5, budget_s=budget_s)

    odds = OddsApi(door("The Odds API"), OddsApiSettings(key=of("The Odds API", key), url=of("The Odds API", url)))
    espn = Espn(door("ESPN"), EspnSettings(site_url=of("ESPN", url)))
    players = EspnStats(door("ESPN"), EspnSettings(web_url=of("ESPN", url)))
    weather = of("Open-Meteo", url)
    meteo = OpenMeteo(door("Open-Meteo"), OpenMeteoSettings(url=weather, geocoding_url=weather))
    muse = StatMuse(door("StatMuse"), StatMuseSettings(url=of("StatMuse", url)))
    tavily = Tavily(door("Tavily"), TavilySettings(key=of("Tavily", key), url=of("Tavily", url)))
    brave = Brave(door("Brave"), BraveSettings(key=of("Brave", key), url=of("Brave", url)))
    return {
        "The Odds API odds": lambda: odds.fetch_slate(NBA, NOW, ZONE),
        "The Odds API props": lambda: odds.fetch_props(GAME, NBA, NOW),
        "The Odds API events": lambda: odds.fetch_events(NBA, NOW),
        "The Odds API scores": lambda: odds.fetch_scores(NBA, NOW, days_from=1),
        "The Odds API sports": lambda: odds.fetch_sports(NOW),
        "ESPN scoreboard": lambda: espn.fetch_slate(NBA, NOW, ZONE),
        "ESPN scores": lambda: espn.fetch_scores(NBA, NOW),
        "ESPN results": lambda: espn.fetch_results(NBA, DAY, DAY, NOW),
        "ESPN game page": lambda: espn.fetch_game_odds(PAGE, NBA, NOW),
        "ESPN injuries": lambda: espn.fetch_injuries(NBA, NOW),
        "ESPN news": lambda: espn.fetch_news(NBA, NOW),
        "ESPN season stats": lambda: players.ask("Casey Sample points", NOW),
        "ESPN player search": lambda: players.fetch_player("Casey Sample", NOW),
        "ESPN game log": lambda: players.fetch_game_log(PLAYER, NOW),
        "ESPN trends": lambda: players.trends("Casey Sample points", NOW),
        "ESPN absences": lambda: players.fetch_absences(PAGE, NBA, NOW),
        "Open-Meteo places": lambda: meteo.find_place("Denver", NOW),
        "Open-Meteo forecast": lambda: meteo.fetch_weather(PLACE, NOW, NOW),
        "StatMuse": lambda: muse.ask("Casey Sample points", NOW),
        "Tavily": lambda: every(tavily.search("x", "general", NOW)),
        "Brave": lambda: every(brave.search("x", "general", NOW)),
    }


async def every(hits: AsyncIterator[SearchResult]) -> list[SearchResult]:
    """All hits of a search."""
    return [hit async for hit in hits]
