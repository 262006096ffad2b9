"""The interfaces of sources. Live providers, the demo, and the caches in front of them implement these.

`source` is the name shown to users, `demo` says that the figures are invented, and `now` is aware UTC. A method that
fails raises one of `sources.errors`, which name the source.
"""

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
from professor_lock.zones import EASTERN


class OddsSource(Protocol):
    """Prices of the games of a league."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...

    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        """The league's games with all quotes. `zone` is the user's, by which "tonight" is understood."""
        ...


class PropFeed(Protocol):
    """Prices of player props, one game at a time."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...

    async def fetch_events(self, league: League, now: datetime, zone: tzinfo) -> tuple[Event, ...]:
        """The league's games as this source lists them; `fetch_props` takes one of these."""
        ...

    async def fetch_props(self, event: Event, league: League, now: datetime, stats: Sequence[str] = ()) -> Slate:
        """Quotes on the players of a game: on these stats (names of `betting.prop_stats`), without any on the usual."""
        ...

    def carried_stats(self, league: League) -> tuple[str, ...]:
        """The stats that the source is asked for, by their names in `betting.prop_stats`."""
        ...

    def listed_players(self, event: Event) -> tuple[str, ...]:
        """The players with props on this game, as far as that is known without a request that costs."""
        ...


class PropSource(PropFeed, Protocol):
    """Prices of player props, for bets as well."""

    async def fetch_bet_props(self, event: Event, league: League, now: datetime, stats: Sequence[str]) -> Slate:
        """Like `fetch_props`, but never older than a few moments: without fresh prices the failure is raised."""
        ...


class ScoreSource(Protocol):
    """Scores of the games of a league."""

    @property
    def source(self) -> str: ...

    async def fetch_scores(
        self, league: League, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        """The scores of a day (US Eastern), or the current ones where `day` is None."""
        ...


class LeagueFacts(Protocol):
    """Scores, injuries and news of a league."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...

    async def fetch_scores(
        self, league: League, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        """The scores of a day (US Eastern), or the current ones where `day` is None."""
        ...

    async def fetch_results(self, league: League, since: date, until: date, now: datetime) -> tuple[GameScore, ...]:
        """The scores of all days from `since` to `until`, both included."""
        ...

    async def fetch_injuries(self, league: League, now: datetime) -> InjuryReport:
        """The injury report of the league."""
        ...

    async def fetch_news(self, league: League, now: datetime) -> list[SearchResult]:
        """The league's latest news, newest first."""
        ...


class StatSource(Protocol):
    """Answers questions about statistics, which are asked in words."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        """The answer to the question."""
        ...

    async def trends(self, question: str, now: datetime) -> Trends | None:
        """The games behind the answer, for a chart; None where the source has none."""
        ...


class LogSource(Protocol):
    """Players and the logs of their games in the current season."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...

    async def fetch_player(
        self, name: str, now: datetime, league: League | None = None, teams: Sequence[str] = ()
    ) -> Player:
        """The player whom the name means.

        With `teams`, only a player of exactly this name; of several, the one who plays for one of these teams.
        """
        ...

    async def fetch_game_log(self, player: Player, now: datetime, after: Event | None = None) -> GameLog:
        """The player's games of the season. `after` is a final game: the log must have been read after its end."""
        ...

    async def fetch_absences(self, final: Event, league: League, now: datetime) -> Absences:
        """Who played in a final game and who did not, by the game's own page."""
        ...


class SearchEngine(Protocol):
    """Searches the web. `engine` is the name shown to users."""

    @property
    def engine(self) -> str: ...
    @property
    def demo(self) -> bool: ...

    def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """The hits as they arrive."""
        ...


class WeatherSource(Protocol):
    """Weather forecasts."""

    @property
    def source(self) -> str: ...
    @property
    def demo(self) -> bool: ...

    async def find_place(self, words: str, now: datetime) -> Place:
        """The place that the text names."""
        ...

    async def fetch_weather(self, place: Place, at: datetime, now: datetime) -> Weather:
        """The forecast for the hour of `at` (aware)."""
        ...
