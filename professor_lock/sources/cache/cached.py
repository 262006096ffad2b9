"""The sources behind the cache, each with the time for which its kind of answer may be used.

In-play data lives for seconds, injuries for minutes, season figures for hours. When the odds feed's credits run low its
answers are kept longer, and the slate says so; when a source fails and an older answer exists, that one is given with
the failure and its age in the note.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Protocol, TypeVar

from professor_lock.betting.consensus import is_live
from professor_lock.betting.facts import (
    Absences,
    Event,
    EventStatus,
    GameLog,
    GameScore,
    InjuryReport,
    SearchResult,
    Slate,
    StatAnswer,
    Trends,
    Weather,
)
from professor_lock.sources.cache import lifetimes as kinds
from professor_lock.sources.cache.cache import Held, SourceCache
from professor_lock.sources.cache.shared import Life
from professor_lock.sources.contracts import LeagueFacts, LogSource, OddsSource, SearchEngine, StatSource, WeatherSource
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.games import scoreboard_day
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.places import Place
from professor_lock.sources.names.players import Player
from professor_lock.sources.odds_api.odds_api import MOST_PAST_DAYS, OddsApi, Quota
from professor_lock.zones import EASTERN

QUOTA_FLOOR = 50
"""Credits below which the odds feed is asked LOW_QUOTA_FACTOR times less often."""
LOW_QUOTA_FACTOR = 10
LOG_SETTLES = timedelta(hours=24)
"""After its start a game is in the logs; until then they are looked at again within minutes."""


Noted = TypeVar("Noted", Slate, InjuryReport, GameScore, StatAnswer, Trends, GameLog, Weather, Absences)
"""What can carry a word beside its figures."""


class Credits(Protocol):
    """A feed that knows what it may still spend."""

    @property
    def quota(self) -> Quota | None: ...


class CachedOdds:
    """An odds feed behind the cache. `credits` is the feed itself where it counts what it spends."""

    def __init__(self, feed: OddsSource, cache: SourceCache, *, credits_of: Credits | None = None) -> None:
        self._feed, self._cache, self._credits = feed, cache, credits_of

    @property
    def source(self) -> str:
        return self._feed.source

    @property
    def demo(self) -> bool:
        return self._feed.demo

    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        """As the feed's own, at most a minute or two old unless the note says otherwise."""
        held = await self._cache.get(
            self.source,
            ("odds", league.key),
            lambda: self._feed.fetch_slate(league, now, zone),
            life=lambda slate: self._life_of(slate, now),
            now=now,
            codec=kinds.SLATES,
        )
        return noted(held.value, held, now, saving(held, self.source, kinds.ODDS))

    def _life_of(self, slate: Slate, now: datetime) -> Life:
        live = any(is_live(event, now) for event in slate.events)
        return saved(kinds.ODDS_IN_PLAY if live else kinds.ODDS, self._credits)


class CachedScores:
    """The odds feed's scores behind the cache. They cost a credit or two: for when the free scoreboard fails."""

    def __init__(self, feed: OddsApi, cache: SourceCache) -> None:
        self._feed, self._cache = feed, cache

    @property
    def source(self) -> str:
        return self._feed.source

    async def fetch_scores(
        self, league: League, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        """As the source's own, which go back three days; SourceNotFound for an earlier day."""
        past = (scoreboard_day(now) - day).days if day else 0
        if past > MOST_PAST_DAYS:
            raise SourceNotFound(f"{self.source} has the scores of the last few days only.", source=self.source)
        held = await self._cache.get(
            self.source,
            ("scores", league.key, past),
            lambda: self._feed.fetch_scores(league, now, days_from=max(0, past)),
            life=lambda scores: saved(_life_of_scores(scores), self._feed),
            now=now,
            codec=kinds.SCORE_LISTS,
        )
        scores = [score for score in held.value if day is None or scoreboard_day(score.event.starts_at) == day]
        return tuple(noted(score, held, now) for score in scores)


class CachedFacts:
    """Scores, injuries and news behind the cache."""

    def __init__(self, facts: LeagueFacts, cache: SourceCache) -> None:
        self._facts, self._cache = facts, cache

    @property
    def source(self) -> str:
        return self._facts.source

    @property
    def demo(self) -> bool:
        return self._facts.demo

    async def fetch_scores(
        self, league: League, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        """As the source's own; older scores say in their notes why they are not newer ones."""
        held = await self._cache.get(
            self.source,
            ("scores", league.key, day),
            lambda: self._facts.fetch_scores(league, now, day),
            life=_life_of_scores,
            now=now,
            codec=kinds.SCORE_LISTS,
        )
        return tuple(noted(score, held, now) for score in held.value)

    async def fetch_results(self, league: League, since: date, until: date, now: datetime) -> tuple[GameScore, ...]:
        """As the source's own; older scores say in their notes why they are not newer ones."""
        held = await self._cache.get(
            self.source,
            ("results", league.key, since, until),
            lambda: self._facts.fetch_results(league, since, until, now),
            life=lambda _: kinds.GAME_LOGS,
            now=now,
            codec=kinds.SCORE_LISTS,
        )
        return tuple(noted(score, held, now) for score in held.value)

    async def fetch_injuries(self, league: League, now: datetime) -> InjuryReport:
        """As the source's own; an older report says in its note why it is not a newer one."""
        held = await self._cache.get(
            self.source,
            ("injuries", league.key),
            lambda: self._facts.fetch_injuries(league, now),
            life=lambda _: kinds.INJURIES,
            now=now,
            codec=kinds.REPORTS,
        )
        return noted(held.value, held, now)

    async def fetch_news(self, league: League, now: datetime) -> list[SearchResult]:
        """As the source's own; each headline carries its date."""
        held = await self._cache.get(
            self.source,
            ("news", league.key),
            lambda: self._facts.fetch_news(league, now),
            life=lambda _: kinds.NEWS,
            now=now,
            codec=kinds.HITS,
        )
        return held.value


class CachedStats:
    """Statistics behind the cache, by the words of the question."""

    def __init__(self, stats: StatSource, cache: SourceCache) -> None:
        self._stats, self._cache = stats, cache

    @property
    def source(self) -> str:
        return self._stats.source

    @property
    def demo(self) -> bool:
        return self._stats.demo

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        """As the source's own; an older one says in its note why it is not a newer one."""
        held = await self._cache.get(
            f"{self.source} stats",
            ("ask", _words(question)),
            lambda: self._answer(question, now),
            life=lambda _: kinds.SEASON_STATS,
            now=now,
            codec=kinds.STAT_ANSWERS,
        )
        return replace(noted(held.value, held, now), question=question)

    async def _answer(self, question: str, now: datetime) -> StatAnswer:
        """Kept without the question's own text: other users get it too."""
        return replace(await self._stats.ask(question, now), question="")

    async def trends(self, question: str, now: datetime) -> Trends | None:
        """As the source's own; an older one says in its note why it is not a newer one."""
        held = await self._cache.get(
            f"{self.source} stats",
            ("trends", _words(question)),
            lambda: self._stats.trends(question, now),
            life=lambda _: kinds.GAME_LOGS,
            now=now,
            codec=kinds.TRENDS,
        )
        return None if held.value is None else noted(held.value, held, now)


class CachedLogs:
    """Players and their game logs behind the cache.

    `what_for` sets entries and failures apart from those of other questions to the same source, `life` is a log's.
    """

    def __init__(
        self, logs: LogSource, cache: SourceCache, *, what_for: str = "stats", life: Life = kinds.GAME_LOGS
    ) -> None:
        self._logs, self._cache = logs, cache
        self._part, self._life = f"{logs.source} {what_for}", life

    @property
    def source(self) -> str:
        return self._logs.source

    @property
    def demo(self) -> bool:
        return self._logs.demo

    async def fetch_player(
        self, name: str, now: datetime, league: League | None = None, teams: Sequence[str] = ()
    ) -> Player:
        """As the source's own: who is who changes rarely."""
        held = await self._cache.get(
            self._part,
            ("player", _words(name), league and league.key, *teams),
            lambda: self._logs.fetch_player(name, now, league, teams),
            life=lambda _: kinds.SEASON_STATS,
            now=now,
            codec=kinds.PLAYERS,
        )
        return held.value

    async def fetch_game_log(self, player: Player, now: datetime, after: Event | None = None) -> GameLog:
        """As the source's own; an older one says in its note why it is not a newer one.

        What is read after a game is over is kept apart from what was read before, and at first looked at more often.
        """
        recent = after is not None and now - after.starts_at < LOG_SETTLES
        held = await self._cache.get(
            self._part,
            ("log", player.league.key, player.id, after and after.id),
            lambda: self._logs.fetch_game_log(player, now, after),
            life=lambda _: kinds.FINISHED_LOGS if recent else self._life,
            now=now,
            codec=kinds.LOGS,
        )
        return noted(held.value, held, now)

    async def fetch_absences(self, final: Event, league: League, now: datetime) -> Absences:
        """As the source's own: one page for all players of the game."""
        held = await self._cache.get(
            self._part,
            ("absences", league.key, final.id),
            lambda: self._logs.fetch_absences(final, league, now),
            life=lambda _: kinds.FINISHED_LOGS,
            now=now,
            codec=kinds.ABSENCES,
        )
        return noted(held.value, held, now)


class CachedSearch:
    """A search engine behind the cache: the same question within minutes is asked once."""

    def __init__(self, engine: SearchEngine, cache: SourceCache) -> None:
        self._engine, self._cache = engine, cache

    @property
    def engine(self) -> str:
        return self._engine.engine

    @property
    def demo(self) -> bool:
        return self._engine.demo

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """As the engine's own; `fetched_at` tells their age."""
        held = await self._cache.get(
            self.engine,
            ("search", _words(query), search_type),
            lambda: self._all(query, search_type, now),
            life=lambda _: kinds.SEARCH,
            now=now,
            codec=kinds.HITS,
        )
        for hit in held.value:
            yield hit

    async def _all(self, query: str, search_type: str, now: datetime) -> list[SearchResult]:
        return [hit async for hit in self._engine.search(query, search_type, now)]


class CachedWeather:
    """Places and forecasts behind the cache."""

    def __init__(self, weather: WeatherSource, cache: SourceCache) -> None:
        self._weather, self._cache = weather, cache

    @property
    def source(self) -> str:
        return self._weather.source

    @property
    def demo(self) -> bool:
        return self._weather.demo

    async def find_place(self, words: str, now: datetime) -> Place:
        """As the source's own: places do not move."""
        held = await self._cache.get(
            f"{self.source} places",
            _words(words),
            lambda: self._weather.find_place(words, now),
            life=lambda _: kinds.PLACES,
            now=now,
            codec=kinds.KNOWN_PLACES,
        )
        return held.value

    async def fetch_weather(self, place: Place, at: datetime, now: datetime) -> Weather:
        """As the source's own, by the hour; an older one says in its note why it is not a newer one."""
        held = await self._cache.get(
            self.source,
            ("weather", place, at.replace(minute=0, second=0, microsecond=0)),
            lambda: self._weather.fetch_weather(place, at, now),
            life=lambda _: kinds.FORECASTS,
            now=now,
            codec=kinds.WEATHER,
        )
        return noted(held.value, held, now)


def _words(question: str) -> str:
    return " ".join(question.casefold().split())


def _life_of_scores(scores: tuple[GameScore, ...]) -> Life:
    return kinds.SCORES_IN_PLAY if any(score.event.status is EventStatus.LIVE for score in scores) else kinds.SCORES


def saved(life: Life, credits_of: Credits | None) -> Life:
    """The life of an answer that costs credits: longer when they run low."""
    quota = credits_of.quota if credits_of else None
    low = quota is not None and quota.remaining is not None and quota.remaining < QUOTA_FLOOR
    return life.stretched(LOW_QUOTA_FACTOR) if low else life


def saving(held: Held[Any], source: str, longest: Life) -> str | None:
    """What must be said of prices that are kept longer than usual, by whichever process fetched them."""
    if held.life.usable <= longest.usable:
        return None
    return f"The credits of {source} run low, so prices are fetched less often."


def noted(value: Noted, held: Held[Any], now: datetime, more: str | None = None) -> Noted:
    """The value with what must be said of its age beside its own note."""
    return replace(value, note=" ".join(filter(None, (value.note, _older(held, now), more))) or None)


def _older(held: Held[Any], now: datetime) -> str | None:
    """What must be said of an answer that a failure kept from being newer."""
    if held.failure is None:
        return None
    minutes = max(1, round((now - held.fetched_at).total_seconds() / 60))
    age = f"{minutes} minute{'s' if minutes > 1 else ''}" if minutes < 120 else f"{round(minutes / 60)} hours"
    return f"{held.failure} This is what it said {age} ago."
