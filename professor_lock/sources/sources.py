"""The object that tools get numbers from: odds, scores, statistics, weather and search."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeVar

from professor_lock.betting.facts import Absences, Event, GameLog, StatAnswer, Trends, Weather
from professor_lock.errors import SourceUnavailable
from professor_lock.sources import open_meteo, probes
from professor_lock.sources.cache.cache import SourceCache
from professor_lock.sources.contracts import (
    LogSource,
    StatSource,
    WeatherSource,
)
from professor_lock.sources.errors import NotConfigured, SourceNotFound, WhichPlayer
from professor_lock.sources.names.leagues import find_league
from professor_lock.sources.names.places import home_of
from professor_lock.sources.names.players import Player
from professor_lock.sources.recent_logs import RecentLogs
from professor_lock.sources.search.web_search import WebSearch
from professor_lock.sources.sports import DATA_SETTING, SportsData

T = TypeVar("T")
State = Literal["live", "demo", "missing"]


class StatMuse:
    """Questions of statistics in words. Named for the first source it asks; the answer names the one that answered."""

    def __init__(self, stats: Sequence[StatSource]) -> None:
        self._stats = tuple(stats)

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        """The first source's answer that there is, with what failed before it in its note.

        Else what went wrong: what a source failed with, then why another has no answer. WhichPlayer where a source
        asks back: another's failure is said before its question, which can be answered all the same.
        """
        answer, failed = await self._first(lambda source: source.ask(question, now))
        return answer if failed is None else replace(answer, note=" ".join(filter(None, (str(failed), answer.note))))

    async def trends(self, question: str, now: datetime) -> Trends | None:
        """Numbers over time for the same question, None when no source has a series for it; errors as for `ask`."""
        found, _ = await self._first(lambda source: source.trends(question, now))
        return found

    async def _first(self, ask: Callable[[StatSource], Awaitable[T]]) -> tuple[T, SourceUnavailable | None]:
        """The first answer, with the first failure before it: a source that has no such answer has not failed."""
        failed: SourceUnavailable | None = None
        no_answer: SourceNotFound | None = None
        for source in self._stats:
            try:
                return await ask(source), failed
            except SourceNotFound as error:
                no_answer = no_answer if isinstance(no_answer, WhichPlayer) else error
            except SourceUnavailable as error:
                failed = failed or error
        if failed is not None and isinstance(no_answer, WhichPlayer):
            raise WhichPlayer(f"{failed} {no_answer}", source=no_answer.source) from failed
        if failed is not None and no_answer is not None:
            raise SourceUnavailable(f"{failed} {no_answer}", source=failed.source) from failed
        raise (
            failed
            or no_answer
            or NotConfigured(
                "Statistics are not set up here.",
                source="statistics",
                setting=DATA_SETTING,
            )
        )


class PlayerLogs:
    """Players by name, and the games they played. `recent` reads those of several players for one card."""

    def __init__(self, sources: Sequence[LogSource], recent: RecentLogs | None = None) -> None:
        self._sources = tuple(sources)
        self.recent = recent or RecentLogs(sources[0] if sources else None)

    async def find(self, name: str, now: datetime, league_text: str | None = None) -> Player:
        """The one player meant. SourceNotFound with the choices for several; BadInput for an unknown league."""
        return (await self._found(name, now, league_text))[1]

    async def of(self, name: str, now: datetime, league_text: str | None = None) -> tuple[Player, GameLog]:
        """The player and every game of the current season, newest first; errors as for `find`."""
        source, player = await self._found(name, now, league_text)
        return player, await source.fetch_game_log(player, now)

    async def after(self, name: str, final: Event, now: datetime, *, teams: Sequence[str]) -> tuple[Player, GameLog]:
        """The log as read after that game had been found to be final, of the player of just this name.

        Of several players of one name the one of these teams is meant. SourceNotFound without one for certain.
        """
        source = self._source()
        player = await source.fetch_player(name, now, find_league(final.league), teams)
        return player, await source.fetch_game_log(player, now, final)

    async def _found(self, name: str, now: datetime, league_text: str | None) -> tuple[LogSource, Player]:
        league = find_league(league_text) if league_text else None
        source = self._source()
        return source, await source.fetch_player(name, now, league)

    async def absences(self, final: Event, now: datetime) -> Absences:
        """Who did not play in a game of the source's that is over."""
        return await self._source().fetch_absences(final, find_league(final.league), now)

    def _source(self) -> LogSource:
        if not self._sources:
            raise NotConfigured(
                "Game logs are not set up here.",
                source="game logs",
                setting=DATA_SETTING,
            )
        return self._sources[0]


class Forecasts:
    """The weather at a place, or where a game is played."""

    def __init__(self, source: WeatherSource | None) -> None:
        self._source = source

    async def at(self, place_text: str, when: datetime, now: datetime) -> Weather:
        """The forecast for that hour (aware). SourceNotFound for an unknown place, the past, or too far ahead.

        The answer says which place was found; `credit` must be shown with it.
        """
        if self._source is None:
            raise NotConfigured(
                "Weather is not set up here.",
                source=open_meteo.SOURCE,
                setting=DATA_SETTING,
            )
        place = await self._source.find_place(place_text, now)
        return await self._source.fetch_weather(place, when, now)

    async def for_event(self, event: Event, now: datetime) -> Weather:
        """The forecast for the start of a game at the home team's town.

        SourceNotFound where there is none to give: an unknown home, or a roof over it. A game on neutral ground is not
        known as such, which is why the place is part of the answer.
        """
        home = home_of(event.league, event.home)
        if home is None or home.roof == "fixed":
            reason = "is played under a roof" if home else "is played at a place I do not know"
            raise SourceNotFound(f"{event.name} {reason}.", source=open_meteo.SOURCE)
        return await self.at(home.town, event.starts_at, now)


@dataclass(frozen=True, slots=True)
class PartStatus:
    """What stands behind one part: `detail` names the source, or what to set where it is missing."""

    part: str
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The parts of the outside world, and what stands behind each. ValueError if production were given a demo part."""

    sports: SportsData
    stats: StatMuse
    search: WebSearch
    weather: Forecasts
    statuses: tuple[PartStatus, ...]
    production: bool
    logs: PlayerLogs = field(default_factory=lambda: PlayerLogs(()))
    cache: SourceCache = field(default_factory=SourceCache, repr=False)
    tried: tuple[probes.Probe, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        demo = [status.part for status in self.statuses if status.state == "demo"]
        if self.production and demo:
            raise ValueError(f"demo data cannot be served in production: {', '.join(demo)}")

    async def probe(self, now: datetime) -> list[probes.Finding]:
        """Call each configured provider once, past the cache. It costs what the calls cost."""
        return await probes.run_probes(self.tried, now)

    async def aclose(self) -> None:
        """End what still runs in the background. The HTTP client stays its owner's to close."""
        await self.cache.aclose()
