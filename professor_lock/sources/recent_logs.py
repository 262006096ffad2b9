"""The game logs of a few players at once, for a card that shows them beside its prices and does not wait for long.

They are asked for apart from all other questions to the same source: by a client with a shorter time, with failures of
their own in the cache's circuit breaker, and a few at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from professor_lock.betting.facts import Absences, Event, GameLog
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.contracts import LogSource
from professor_lock.sources.errors import SourceNotFound, SourceTimeout
from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.players import Player
from professor_lock.timings import SourceTimings

AT_ONCE = 2
"""Requests to the source at a time, of this process."""


@dataclass(frozen=True, slots=True)
class LogsRead:
    """What there is by player; `failed` says of the others why they could not be read. A player without a log, as of
    one that the source does not know, is in neither."""

    logs: Mapping[str, GameLog] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)


class FewAtOnce:
    """A source of game logs that gets AT_ONCE requests at a time. Stands below the cache, where the requests are made.

    Raises SourceTimeout for a request that did not get its turn within `wait_s`.
    """

    def __init__(self, logs: LogSource, wait_s: float) -> None:
        self._logs, self._wait_s = logs, wait_s
        self._turns = asyncio.Semaphore(AT_ONCE)

    @property
    def source(self) -> str:
        return self._logs.source

    @property
    def demo(self) -> bool:
        return self._logs.demo

    async def fetch_player(
        self, name: str, now: datetime, league: League | None = None, teams: Sequence[str] = ()
    ) -> Player:
        """As the source's own."""
        await self._turn()
        try:
            return await self._logs.fetch_player(name, now, league, teams)
        finally:
            self._turns.release()

    async def fetch_game_log(self, player: Player, now: datetime, after: Event | None = None) -> GameLog:
        """As the source's own."""
        await self._turn()
        try:
            return await self._logs.fetch_game_log(player, now, after)
        finally:
            self._turns.release()

    async def fetch_absences(self, final: Event, league: League, now: datetime) -> Absences:
        """As the source's own."""
        return await self._logs.fetch_absences(final, league, now)

    async def _turn(self) -> None:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._turns.acquire()
        except TimeoutError as error:
            raise SourceTimeout(f"{self.source} is busy with other questions.", source=self.source) from error


class RecentLogs:
    """Reads the logs of the players of a card."""

    def __init__(self, source: LogSource | None, timings: SourceTimings | None = None) -> None:
        self._source = source
        self._within_s = (timings or SourceTimings()).form_s

    async def of(self, names: Sequence[str], league: League, teams: Sequence[str], now: datetime) -> LogsRead:
        """The logs of these players of these teams: what arrives in time, and why the rest is not there."""
        source = self._source
        if source is None or not names:
            return LogsRead()
        reads = {name: asyncio.create_task(_read(source, name, league, teams, now)) for name in dict.fromkeys(names)}
        try:
            await asyncio.wait(reads.values(), timeout=self._within_s)
        finally:
            late = [read for read in reads.values() if not read.done()]
            for read in late:
                read.cancel()  # a request under way goes on for the cache
            await asyncio.gather(*late, return_exceptions=True)
        logs: dict[str, GameLog] = {}
        failed: dict[str, str] = {}
        for name, read in reads.items():
            found = f"{source.source} did not answer in time." if read.cancelled() else read.result()
            if isinstance(found, GameLog):
                logs[name] = found
            elif found is not None:
                failed[name] = found
        return LogsRead(logs, failed)


async def _read(
    source: LogSource, name: str, league: League, teams: Sequence[str], now: datetime
) -> GameLog | str | None:
    """The log, what the source failed with, or None where it has no log of just this player."""
    try:
        player = await source.fetch_player(name, now, league, teams)
        return await source.fetch_game_log(player, now)
    except SourceNotFound:
        return None
    except SourceUnavailable as error:
        return str(error)
