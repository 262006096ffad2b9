"""What was fetched, kept for as long as it is good: one call however many ask, and the older answer when a call fails.

`fresh` answers are given as they are. `usable` ones are given too while a new one is fetched behind them. Older ones
are given only when the source fails, with that failure, so that whoever shows them can say how old they are and why.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from professor_lock.errors import SourceUnavailable
from professor_lock.sources.cache.circuit import Circuit
from professor_lock.sources.cache.shared import Codec, Entry, Life, SharedCache
from professor_lock.sources.errors import SourceNotFound, SourceRefused

MAX_ENTRIES = 2000

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """A value, when it was fetched, and the failure because of which it is not a newer one."""

    value: T
    fetched_at: datetime
    life: Life
    failure: SourceUnavailable | None = None


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked of whom, how long its answer is good, and how others keep it: not at all without a codec."""

    source: str
    key: Hashable
    fetch: Callable[[], Awaitable[Any]]
    life: Callable[[Any], Life]
    now: datetime
    codec: Codec[Any] | None


class SourceCache:
    """Shared by all who ask in this process and, with `shared`, by all processes of a deployment.

    `aclose` ends the renewals that run in the background.
    """

    def __init__(self, *, max_entries: int = MAX_ENTRIES, shared: SharedCache | None = None) -> None:
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._flights: dict[Hashable, asyncio.Task[Entry]] = {}
        self._circuits: dict[str, Circuit] = {}
        self._max_entries = max_entries
        self._shared = shared

    async def get(
        self,
        source: str,
        key: Hashable,
        fetch: Callable[[], Awaitable[T]],
        *,
        life: Callable[[T], Life],
        now: datetime,
        codec: Codec[T] | None = None,
    ) -> Held[T]:
        """The answer for `key` of `source`. Raises what `fetch` raises when there is nothing older to give.

        `life` looks at the value because a game in play is old in seconds. "No such thing" is an answer, not a failure:
        an older value never hides it. With a `codec` the answer is shared with other processes.
        """
        ask = _Ask(source, (source, key), fetch, life, now, codec)
        entry = self._entries.get(ask.key)
        try:
            while entry is None or now - entry.fetched_at > entry.life.usable:
                # a renewal that joins another process's may end with what there was: then it is asked for in earnest
                entry = await asyncio.shield(self._fly(ask, renewing=False))
        except (SourceNotFound, SourceRefused):
            raise
        except SourceUnavailable as error:
            entry = self._entries.get(ask.key)
            if entry and now - entry.fetched_at <= entry.life.last_resort:
                return Held(cast(T, entry.value), entry.fetched_at, entry.life, error)
            raise
        if now - entry.fetched_at > entry.life.fresh:
            self._fly(ask, renewing=True)
        if ask.key in self._entries:
            self._entries.move_to_end(ask.key)
        return Held(cast(T, entry.value), entry.fetched_at, entry.life)

    def recent(self, source: str, key: Hashable, now: datetime, within: timedelta) -> Held[Any] | None:
        """What this process holds for `key` if it was fetched within that time; nothing is asked for."""
        entry = self._entries.get((source, key))
        if entry is None or now - entry.fetched_at > within:
            return None
        return Held(entry.value, entry.fetched_at, entry.life)

    def circuit(self, source: str) -> Circuit:
        """The circuit of a source; made when first asked for."""
        return self._circuits.setdefault(source, Circuit(source))

    async def aclose(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)

    def _fly(self, ask: _Ask, *, renewing: bool) -> asyncio.Task[Entry]:
        """The one call under way for a key. A task of its own, so that one asker who leaves does not end it for all."""
        flight = self._flights.get(ask.key)
        if flight is None:
            flight = asyncio.create_task(self._fetch_shared(ask, renewing))
            self._flights[ask.key] = flight
            flight.add_done_callback(lambda done: self._landed(ask, done))
        return flight

    async def _fetch_shared(self, ask: _Ask, renewing: bool) -> Entry:
        """What another process has fetched meanwhile, or is fetching now; else a call of our own."""
        if self._shared is None or ask.codec is None:
            return await self._fetch(ask)
        mine = self._entries.get(ask.key)
        since = mine.fetched_at if mine else None
        theirs = await self._shared.newer(ask.key, ask.codec, since)
        if theirs is not None:
            since = theirs.fetched_at
            good_for = theirs.life.fresh if renewing else theirs.life.usable
            self._keep(ask, theirs)
            if ask.now - since <= good_for:
                return theirs
        if not await self._shared.claim(ask.key, ask.source):
            current = self._entries.get(ask.key)
            if renewing and current is not None:
                return current
            theirs = await self._shared.wait_for(ask.key, ask.codec, since, ask.source)
            if theirs is not None:
                self._keep(ask, theirs)
                return theirs
        try:
            entry = await self._fetch(ask)
        except BaseException:
            await self._shared.release(ask.key)
            raise
        await self._shared.save(ask.key, ask.source, entry, ask.codec)
        return entry

    async def _fetch(self, ask: _Ask) -> Entry:
        value = await self.circuit(ask.source).call(ask.fetch, ask.now)
        entry = Entry(value, ask.now, ask.life(value))
        self._keep(ask, entry)
        return entry

    def _keep(self, ask: _Ask, entry: Entry) -> None:
        self._entries[ask.key] = entry
        self._entries.move_to_end(ask.key)
        while len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)

    def _landed(self, ask: _Ask, flight: asyncio.Task[Entry]) -> None:
        """Forget the flight; note a failure that a background renewal would otherwise keep to itself."""
        self._flights.pop(ask.key, None)
        error = None if flight.cancelled() else flight.exception()
        if isinstance(error, SourceUnavailable):
            log.warning("source failed", extra={"source": ask.source, "code": error.code})
        elif error is not None:
            log.error("a fetch has a bug", exc_info=error, extra={"source": ask.source})
