"""The sources of sports data, statistics, weather and web search that the tools use, built from the settings.

A part without a source raises `NotConfigured`, which says what to set; it never improvises. `build_sources` makes the
whole bundle from the settings. In production it cannot hold a demo part: the demo module is not even loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from professor_lock.settings import (
    EspnSettings,
    OddsApiSettings,
    OpenMeteoSettings,
    Settings,
    StatMuseSettings,
    declared,
)
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
from professor_lock.sources.cache.lifetimes import FORM_LOGS
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
from professor_lock.sources.recent_logs import FewAtOnce, RecentLogs
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


def build_sources(
    settings: Settings,
    http: SharedHttpClient,
    cache_store: CacheStore | None = None,
    timings: SourceTimings | None = None,
) -> Sources:
    """The bundle for these settings. `http` stays the caller's to close. ValueError for demo data in production.

    Live data needs no key: ESPN fills the board with one book's odds where there is no key of an odds feed. Building
    asks nobody, so the health page and `doctor` build it as well. `cache_store` shares what is fetched with the other
    processes that call the same addresses.
    """
    if settings.data == "demo":
        return _demo_sources(settings.production)
    timings = timings or SourceTimings()
    shared = SharedCache(cache_store, _addresses(settings), timings.shared) if cache_store else None
    live = _LiveParts(http, SourceCache(shared=shared), timings)
    if settings.odds_api.key:
        live.add_odds_api(settings.odds_api)
    if settings.statmuse.use:
        live.add_statmuse(settings.statmuse)
    if settings.espn:
        live.add_espn(settings.espn)
    if settings.open_meteo:
        live.add_open_meteo(settings.open_meteo)
    if settings.tavily.key:
        live.add_engine(tavily.Tavily(live.search_client(tavily.ENGINE), settings.tavily))
    if settings.brave.key:
        live.add_engine(brave.Brave(live.search_client(brave.ENGINE), settings.brave))
    return live.assembled(settings.production)


def _addresses(settings: Settings) -> str:
    """What the shared cache is kept apart by: the address of every provider, and the regions that prices are of."""
    urls = [str(setting.of(settings)) for setting in declared() if len(setting.path) > 1 and "url" in setting.path[-1]]
    return " ".join([odds_api.REGIONS, *urls])


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
    form_logs: LogSource | None = None,
    weather: WeatherSource | None = None,
    cache: SourceCache | None = None,
    tried: Sequence[probes.Probe] = (),
    timings: SourceTimings | None = None,
) -> Sources:
    """The bundle of given parts. Its statuses come from the parts themselves, so none can pass for another."""
    timings = timings or SourceTimings()
    return Sources(
        sports=SportsData(odds, facts, props, scores, next_after_s=timings.attempt_s, total_s=timings.answer_s),
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
        logs=PlayerLogs(logs, RecentLogs(form_logs or next(iter(logs), None), timings)),
        cache=cache or SourceCache(),
        tried=tuple(tried),
    )


@dataclass(slots=True)
class _LiveParts:
    """The live providers as they are put together, the preferred ones first: each behind the cache, each to be probed.

    One provider may be several parts: an odds feed has scores, too.
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
    form_logs: LogSource | None = None
    weather: WeatherSource | None = None
    engines: list[SearchEngine] = field(default_factory=list)
    tried: list[probes.Probe] = field(default_factory=list)

    def add_odds_api(self, settings: OddsApiSettings) -> None:
        feed = odds_api.OddsApi(self._client(odds_api.SOURCE), settings)
        self.odds.append(CachedOdds(feed, self.cache, credits_of=feed))
        self.props = CachedProps(feed, self.cache, credits_of=feed)
        self.scores.append(CachedScores(feed, self.cache))
        self.tried.append(probes.odds_api_probe(feed))

    def add_statmuse(self, settings: StatMuseSettings) -> None:
        muse = statmuse.StatMuse(self._client(statmuse.SOURCE), settings)
        self.stats.append(CachedStats(muse, self.cache))
        self.tried.append(probes.statmuse_probe(muse))

    def add_espn(self, settings: EspnSettings) -> None:
        site = espn.Espn(self._client(espn.SOURCE), settings, timings=self.timings)
        players = EspnStats(self._client(espn.SOURCE), settings)
        self.odds.append(CachedOdds(site, self.cache))
        self.facts.append(CachedFacts(site, self.cache))
        self.stats.append(CachedStats(players, self.cache))
        self.logs.append(CachedLogs(players, self.cache))
        briefly = ProviderClient(
            self.http, espn.SOURCE, timeout_s=self.timings.form_s, budget_s=self.timings.form_s, attempts=1
        )
        few = FewAtOnce(EspnStats(briefly, settings), self.timings.form_s)
        self.form_logs = CachedLogs(few, self.cache, what_for="form", life=FORM_LOGS)
        self.tried += [probes.espn_probe(site), probes.espn_stats_probe(players)]

    def add_open_meteo(self, settings: OpenMeteoSettings) -> None:
        meteo = open_meteo.OpenMeteo(self._client(open_meteo.SOURCE), settings)
        self.weather = CachedWeather(meteo, self.cache)
        self.tried.append(probes.open_meteo_probe(meteo))

    def add_engine(self, engine: SearchEngine) -> None:
        self.engines.append(CachedSearch(engine, self.cache))
        self.tried.append(probes.search_probe(engine))

    def search_client(self, engine: str) -> ProviderClient:
        within = self.timings
        return ProviderClient(self.http, engine, timeout_s=within.search_attempt_s, budget_s=within.search_answer_s)

    def assembled(self, production: bool) -> Sources:
        return assemble(
            self.odds,
            self.stats,
            self.engines,
            facts=self.facts,
            props=self.props,
            scores=self.scores,
            logs=self.logs,
            form_logs=self.form_logs,
            weather=self.weather,
            production=production,
            cache=self.cache,
            tried=self.tried,
            timings=self.timings,
        )

    def _client(self, source: str) -> ProviderClient:
        return ProviderClient(self.http, source, timeout_s=self.timings.attempt_s, budget_s=self.timings.answer_s)


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
