"""The outside world as the tools see it: sports data, statistics and web search, each from named sources or not at all.

A part without a source raises `NotConfigured`, which says what to set; it never improvises. `build_sources` makes the
whole bundle from plain arguments. In production it cannot hold a demo part: the demo module is not even loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from professor_lock.sources import open_meteo, probes, statmuse
from professor_lock.sources.cache.cache import SourceCache
from professor_lock.sources.cache.cached import (
    CachedFacts,
    CachedLogs,
    CachedOdds,
    CachedScores,
    CachedSearch,
    CachedStats,
    CachedWeather,
)
from professor_lock.sources.cache.cached_props import CachedProps
from professor_lock.sources.cache.shared import CacheStore, SharedCache
from professor_lock.sources.contracts import (
    LeagueFacts,
    LogSource,
    OddsSource,
    PropSource,
    ScoreSource,
    SearchEngine,
    StatSource,
    WeatherSource,
)
from professor_lock.sources.espn import espn
from professor_lock.sources.espn.players import EspnStats
from professor_lock.sources.espn.search import EspnSearch
from professor_lock.sources.http import ProviderClient, SharedHttpClient
from professor_lock.sources.names.games import Ambiguous
from professor_lock.sources.odds_api import odds_api
from professor_lock.sources.search import brave, tavily
from professor_lock.sources.search.weather_search import WeatherSearch, asks_for_weather
from professor_lock.sources.search.web_search import NO_ENGINE, EngineFailed, WebSearch
from professor_lock.sources.sources import Forecasts, PartStatus, PlayerLogs, Sources, StatMuse
from professor_lock.sources.sports import DATA_SETTING, ODDS_SETTING, SportsData
from professor_lock.timings import SourceTimings

__all__ = [
    "NO_ENGINE",
    "Ambiguous",
    "EngineFailed",
    "Forecasts",
    "PartStatus",
    "PlayerLogs",
    "Sources",
    "SportsData",
    "StatMuse",
    "WebSearch",
    "asks_for_weather",
    "assemble",
    "build_sources",
]

SEARCH_SETTING = tavily.SETTING
SEARCH_TIMEOUT_S, SEARCH_BUDGET_S = 8.0, 10.0
"""An engine that reads the pages it finds takes longer than a feed."""


def build_sources(
    http: SharedHttpClient,
    *,
    data: Literal["demo", "live"],
    production: bool,
    odds_api_key: str | None = None,
    odds_api_url: str = odds_api.BASE_URL,
    odds_api_regions: str = odds_api.REGIONS,
    use_statmuse: bool = False,
    statmuse_url: str = statmuse.BASE_URL,
    use_espn: bool = True,
    espn_site_url: str = espn.SITE_URL,
    espn_web_url: str = espn.WEB_URL,
    use_open_meteo: bool = True,
    open_meteo_url: str = open_meteo.BASE_URL,
    open_meteo_geocoding_url: str = open_meteo.GEOCODING_URL,
    tavily_api_key: str | None = None,
    tavily_url: str = tavily.BASE_URL,
    brave_api_key: str | None = None,
    brave_url: str = brave.BASE_URL,
    cache_store: CacheStore | None = None,
    timings: SourceTimings | None = None,
) -> Sources:
    """The bundle for these settings. `http` stays the caller's to close. ValueError for demo data in production.

    Live data needs no key: ESPN fills the board with one book's odds where there is no key of an odds feed. StatMuse is
    off unless asked for: its terms allow personal use only. `cache_store` shares what is fetched with the other
    processes that call the same addresses.
    """
    if data == "demo":
        return _demo_sources(production)
    asked = [odds_api_url, odds_api_regions, espn_site_url, espn_web_url, statmuse_url]
    asked += [open_meteo_url, open_meteo_geocoding_url, tavily_url, brave_url]
    timings = timings or SourceTimings()
    cache = SourceCache(shared=SharedCache(cache_store, " ".join(asked), timings.shared) if cache_store else None)
    live = _LiveParts(http, cache, timings)
    if odds_api_key:
        live.add_odds_api(odds_api_key, odds_api_url, odds_api_regions)
    if use_statmuse:
        live.add_statmuse(statmuse_url)
    if use_espn:
        live.add_espn(espn_site_url, espn_web_url)
    if use_open_meteo:
        live.add_open_meteo(open_meteo_url, open_meteo_geocoding_url)
    if tavily_api_key:
        live.add_engine(tavily.Tavily(live.search_client(tavily.ENGINE), key=tavily_api_key, base_url=tavily_url))
    if brave_api_key:
        live.add_engine(brave.Brave(live.search_client(brave.ENGINE), key=brave_api_key, base_url=brave_url))
    return live.assembled(production)


def assemble(
    odds: Sequence[OddsSource],
    stats: Sequence[StatSource],
    engines: Sequence[SearchEngine],
    *,
    production: bool,
    facts: Sequence[LeagueFacts] = (),
    props: PropSource | None = None,
    scores: Sequence[ScoreSource] = (),
    logs: Sequence[LogSource] = (),
    weather: WeatherSource | None = None,
    cache: SourceCache | None = None,
    tried: Sequence[probes.Probe] = (),
    timings: SourceTimings | None = None,
) -> Sources:
    """The bundle of given parts. Its statuses come from the parts themselves, so none can pass for another."""
    return Sources(
        sports=SportsData(odds, facts, props, scores),
        stats=StatMuse(stats),
        search=WebSearch(
            engines,
            [EspnSearch(source) for source in facts if not source.demo],
            [WeatherSearch(weather)] if weather and not weather.demo else [],
            timings=timings,
        ),
        weather=Forecasts(weather),
        statuses=(
            _status("odds", [(part.source, part.demo) for part in odds], ODDS_SETTING),
            _status("scores and injuries", [(part.source, part.demo) for part in facts], f"{DATA_SETTING}=live"),
            _status("stats", [(part.source, part.demo) for part in stats], f"{DATA_SETTING}=live"),
            _status("weather", [(weather.source, weather.demo)] if weather else [], f"{DATA_SETTING}=live"),
            _status("search", [(part.engine, part.demo) for part in engines], f"{SEARCH_SETTING} or BRAVE_API_KEY"),
        ),
        production=production,
        logs=PlayerLogs(logs),
        cache=cache or SourceCache(),
        tried=tuple(tried),
    )


@dataclass(slots=True)
class _LiveParts:
    """The live providers as they are put together, the preferred ones first: each behind the cache, each to be probed.

    A provider may be several parts: whoever sells odds has scores, too.
    """

    http: SharedHttpClient
    cache: SourceCache
    timings: SourceTimings
    odds: list[OddsSource] = field(default_factory=list)
    props: PropSource | None = None
    facts: list[LeagueFacts] = field(default_factory=list)
    scores: list[ScoreSource] = field(default_factory=list)
    stats: list[StatSource] = field(default_factory=list)
    logs: list[LogSource] = field(default_factory=list)
    weather: WeatherSource | None = None
    engines: list[SearchEngine] = field(default_factory=list)
    tried: list[probes.Probe] = field(default_factory=list)

    def add_odds_api(self, key: str, base_url: str, regions: str) -> None:
        feed = odds_api.OddsApi(self._client(odds_api.SOURCE), key=key, base_url=base_url, regions=regions)
        self.odds.append(CachedOdds(feed, self.cache, credits_of=feed))
        self.props = CachedProps(feed, self.cache, credits_of=feed)
        self.scores.append(CachedScores(feed, self.cache))
        self.tried.append(probes.odds_api_probe(feed))

    def add_statmuse(self, base_url: str) -> None:
        muse = statmuse.StatMuse(self._client(statmuse.SOURCE), base_url=base_url)
        self.stats.append(CachedStats(muse, self.cache))
        self.tried.append(probes.statmuse_probe(muse))

    def add_espn(self, site_url: str, web_url: str) -> None:
        site = espn.Espn(self._client(espn.SOURCE), site_url=site_url, timings=self.timings)
        players = EspnStats(self._client(espn.SOURCE), web_url=web_url)
        self.odds.append(CachedOdds(site, self.cache))
        self.facts.append(CachedFacts(site, self.cache))
        self.stats.append(CachedStats(players, self.cache))
        self.logs.append(CachedLogs(players, self.cache))
        self.tried += [probes.espn_probe(site), probes.espn_stats_probe(players)]

    def add_open_meteo(self, base_url: str, geocoding_url: str) -> None:
        meteo = open_meteo.OpenMeteo(self._client(open_meteo.SOURCE), base_url=base_url, geocoding_url=geocoding_url)
        self.weather = CachedWeather(meteo, self.cache)
        self.tried.append(probes.open_meteo_probe(meteo))

    def add_engine(self, engine: SearchEngine) -> None:
        self.engines.append(CachedSearch(engine, self.cache))
        self.tried.append(probes.search_probe(engine))

    def search_client(self, engine: str) -> ProviderClient:
        return ProviderClient(self.http, engine, timeout_s=SEARCH_TIMEOUT_S, budget_s=SEARCH_BUDGET_S)

    def assembled(self, production: bool) -> Sources:
        return assemble(
            self.odds,
            self.stats,
            self.engines,
            facts=self.facts,
            props=self.props,
            scores=self.scores,
            logs=self.logs,
            weather=self.weather,
            production=production,
            cache=self.cache,
            tried=self.tried,
            timings=self.timings,
        )

    def _client(self, source: str) -> ProviderClient:
        return ProviderClient(self.http, source)


def _demo_sources(production: bool) -> Sources:
    if production:
        raise ValueError("demo data cannot be served in production")
    # Production must not even load these.
    from professor_lock.sources.demo.demo import DemoOdds, DemoSearch, DemoStats  # noqa: PLC0415
    from professor_lock.sources.demo.league_facts import DemoFacts  # noqa: PLC0415
    from professor_lock.sources.demo.props import DemoLogs, DemoProps  # noqa: PLC0415
    from professor_lock.sources.demo.weather import DemoWeather  # noqa: PLC0415

    parts = ([DemoOdds()], [DemoStats()], [DemoSearch()])
    return assemble(
        *parts, facts=[DemoFacts()], props=DemoProps(), logs=[DemoLogs()], weather=DemoWeather(), production=False
    )  # fmt: skip


def _status(part: str, sources: Sequence[tuple[str, bool]], setting: str) -> PartStatus:
    names = ", ".join(name for name, _ in sources)
    if not sources:
        return PartStatus(part, "missing", f"set {setting}")
    return PartStatus(part, "demo" if any(demo for _, demo in sources) else "live", names)
