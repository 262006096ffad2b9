"""What a source of each kind can do. Live providers, the demo and the cache in front of them all have these shapes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, tzinfo
from typing import Protocol

from professor_lock.betting.facts import (
    Absences,
    Event,
    GameLog,
    GameScore,
    InjuryReport,
    SearchResult,
    Slate,
    StatAnswer,
    Trends,
    Weather,
)
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.places import Place
from professor_lock.sources.names.players import Player


class OddsSource(Protocol):
    """Gives the slate of a league. `zone` is whose evening "tonight" is."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate: ...


class PropFeed(Protocol):
    """Its own games, and prices on the players of one of them: its usual stats, or those named in words."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    async def fetch_events(self, league: League, now: datetime, zone: tzinfo) -> tuple[Event, ...]: ...
    async def fetch_props(self, event: Event, league: League, now: datetime, stats: Sequence[str] = ()) -> Slate: ...
    def carried_stats(self, league: League) -> tuple[str, ...]: ...
    def listed_players(self, event: Event) -> tuple[str, ...]: ...


class PropSource(PropFeed, Protocol):
    """The same for bets too: their prices are read now, or were in the last moments, else it is the failure."""

    async def fetch_bet_props(self, event: Event, league: League, now: datetime, stats: Sequence[str]) -> Slate: ...


class ScoreSource(Protocol):
    """Scores of a league, of a day (US Eastern) or the current ones."""

    @property
    def source(self) -> str: ...
    async def fetch_scores(self, league: League, now: datetime, day: date | None = None) -> tuple[GameScore, ...]: ...


class LeagueFacts(Protocol):
    """Scores, injuries and news of a league."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    async def fetch_scores(self, league: League, now: datetime, day: date | None = None) -> tuple[GameScore, ...]: ...
    async def fetch_results(self, league: League, since: date, until: date, now: datetime) -> tuple[GameScore, ...]: ...
    async def fetch_injuries(self, league: League, now: datetime) -> InjuryReport: ...
    async def fetch_news(self, league: League, now: datetime) -> list[SearchResult]: ...


class StatSource(Protocol):
    """Answers a question of statistics; `trends` is None when there is nothing to draw."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    async def ask(self, question: str, now: datetime) -> StatAnswer: ...
    async def trends(self, question: str, now: datetime) -> Trends | None: ...


class LogSource(Protocol):
    """Finds a player by name and lists the games of the current season.

    With `teams` it is the one of just this name, who plays for one of them where several bear it. `after` is a game
    that is final: the log has been read since that was known.
    """

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    async def fetch_player(
        self, name: str, now: datetime, league: League | None = None, teams: Sequence[str] = ()
    ) -> Player: ...
    async def fetch_game_log(self, player: Player, now: datetime, after: Event | None = None) -> GameLog: ...
    async def fetch_absences(self, final: Event, league: League, now: datetime) -> Absences: ...


class SearchEngine(Protocol):
    """Searches the web and gives hits as they come."""

    @property
    def engine(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]: ...


class WeatherSource(Protocol):
    """Finds a place by its words and forecasts an hour there."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    async def find_place(self, words: str, now: datetime) -> Place: ...
    async def fetch_weather(self, place: Place, at: datetime, now: datetime) -> Weather: ...
