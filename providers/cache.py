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

from pp_errors import SourceUnavailable
from providers.circuit import Circuit
from providers.errors import SourceNotFound, SourceRefused

MAX_ENTRIES = 2000

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Life:
    """How long an answer is good: shown as it is, shown while it is renewed, shown only when the source fails."""

    fresh: timedelta
    usable: timedelta
    last_resort: timedelta

    def stretched(self, factor: int) -> Life:
        """The same for a source that must be asked less often."""
        return Life(self.fresh * factor, self.usable * factor, max(self.last_resort, self.usable * factor))


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """A value, when it was fetched, and the failure because of which it is not a newer one."""

    value: T
    fetched_at: datetime
    failure: SourceUnavailable | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Any
    fetched_at: datetime
    life: Life


class SourceCache:
    """Shared by all who ask in this process. `aclose` ends the renewals that run in the background."""

    def __init__(self, *, max_entries: int = MAX_ENTRIES) -> None:
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._flights: dict[Hashable, asyncio.Task[Any]] = {}
        self._circuits: dict[str, Circuit] = {}
        self._max_entries = max_entries

    async def get(
        self,
        source: str,
        key: Hashable,
        fetch: Callable[[], Awaitable[T]],
        *,
        life: Callable[[T], Life],
        now: datetime,
    ) -> Held[T]:
        """The answer for `key` of `source`. Raises what `fetch` raises when there is nothing older to give.

        `life` looks at the value because a game in play is old in seconds. "No such thing" is an answer, not a failure:
        an older value never hides it.
        """
        whole_key = (source, key)
        entry = self._entries.get(whole_key)
        age = now - entry.fetched_at if entry else None
        if entry and age is not None and age <= entry.life.usable:
            self._entries.move_to_end(whole_key)
            if age > entry.life.fresh:
                self._fly(source, whole_key, fetch, life, now)
            return Held(cast(T, entry.value), entry.fetched_at)
        try:
            value = await asyncio.shield(self._fly(source, whole_key, fetch, life, now))
        except (SourceNotFound, SourceRefused):
            raise
        except SourceUnavailable as error:
            if entry and age is not None and age <= entry.life.last_resort:
                return Held(cast(T, entry.value), entry.fetched_at, error)
            raise
        return Held(value, now)

    def circuit(self, source: str) -> Circuit:
        """The circuit of a source; made when first asked for."""
        return self._circuits.setdefault(source, Circuit(source))

    async def aclose(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)

    def _fly(
        self,
        source: str,
        key: Hashable,
        fetch: Callable[[], Awaitable[T]],
        life: Callable[[T], Life],
        now: datetime,
    ) -> asyncio.Task[T]:
        """The one call under way for a key. A task of its own, so that one asker who leaves does not end it for all."""
        flight = self._flights.get(key)
        if flight is None:
            flight = asyncio.create_task(self._fetch(source, key, fetch, life, now))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._landed(source, key, done))
        return flight

    async def _fetch(
        self,
        source: str,
        key: Hashable,
        fetch: Callable[[], Awaitable[T]],
        life: Callable[[T], Life],
        now: datetime,
    ) -> T:
        value = await self.circuit(source).call(fetch, now)
        self._entries[key] = _Entry(value, now, life(value))
        self._entries.move_to_end(key)
        while len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)
        return value

    def _landed(self, source: str, key: Hashable, flight: asyncio.Task[Any]) -> None:
        """Forget the flight; note a failure that a background renewal would otherwise keep to itself."""
        self._flights.pop(key, None)
        error = None if flight.cancelled() else flight.exception()
        if isinstance(error, SourceUnavailable):
            log.warning("source failed", extra={"source": source, "code": error.code})
        elif error is not None:
            log.error("a fetch has a bug", exc_info=error, extra={"source": source})
