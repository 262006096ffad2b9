"""The cache in front of the sources: one call for all who ask at once, and an older value when that call fails.

A `fresh` entry is used as it is, a `usable` one while a new one is fetched in the background. An older one is used only
when the source fails, together with that failure, so that a card can say how old its figures are and why.
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
from professor_lock.metrics import AGE_SERVED_S
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
    """One question to a source: how to fetch it, how long its value may be used, how it is shared (if with a codec)."""

    source: str
    key: Hashable
    fetch: Callable[[], Awaitable[Any]]
    life: Callable[[Any], Life]
    now: datetime
    codec: Codec[Any] | None


class SourceCache:
    """One cache per process and, with `shared`, for all processes of a deployment.

    `aclose` ends the fetches that run in the background.
    """

    def __init__(self, *, max_entries: int = MAX_ENTRIES, shared: SharedCache | None = None) -> None:
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._calls: dict[Hashable, asyncio.Task[Entry]] = {}
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
        """The value for `key` of `source`. Raises what `fetch` raises when no older value may be used.

        `life` sees the value, because a game in play is old in seconds. SourceNotFound and SourceRefused are raised
        even where there is an older value. With a `codec` the value is shared with other processes.
        """
        ask = _Ask(source, (source, key), fetch, life, now, codec)
        entry = self._entries.get(ask.key)
        try:
            while entry is None or now - entry.fetched_at > entry.life.usable:
                # a background fetch that waits for another process may return the old entry: then call the source
                entry = await asyncio.shield(self._start_call(ask, renewing=False))
        except (SourceNotFound, SourceRefused):
            raise
        except SourceUnavailable as error:
            entry = self._entries.get(ask.key)
            if entry and now - entry.fetched_at <= entry.life.last_resort:
                AGE_SERVED_S.labels(source).observe((now - entry.fetched_at).total_seconds())
                return Held(cast(T, entry.value), entry.fetched_at, entry.life, error)
            raise
        if now - entry.fetched_at > entry.life.fresh:
            self._start_call(ask, renewing=True)
        if ask.key in self._entries:
            self._entries.move_to_end(ask.key)
        AGE_SERVED_S.labels(source).observe(max(0.0, (now - entry.fetched_at).total_seconds()))
        return Held(cast(T, entry.value), entry.fetched_at, entry.life)

    def recent(self, source: str, key: Hashable, now: datetime, within: timedelta) -> Held[Any] | None:
        """This process's entry for `key` if it was fetched within that time; the source is not called."""
        entry = self._entries.get((source, key))
        if entry is None or now - entry.fetched_at > within:
            return None
        return Held(entry.value, entry.fetched_at, entry.life)

    def circuit(self, source: str) -> Circuit:
        """The circuit breaker of a source."""
        return self._circuits.setdefault(source, Circuit(source))

    async def aclose(self) -> None:
        """Cancel running calls and wait until they have ended."""
        calls = list(self._calls.values())
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    def _start_call(self, ask: _Ask, *, renewing: bool) -> asyncio.Task[Entry]:
        """The running call for a key, started if there is none.

        It is a task of its own: a caller that is cancelled does not end it for the others.
        """
        call = self._calls.get(ask.key)
        if call is None:
            call = asyncio.create_task(self._fetch_shared(ask, renewing))
            self._calls[ask.key] = call
            call.add_done_callback(lambda done: self._call_ended(ask, done))
        return call

    async def _fetch_shared(self, ask: _Ask, renewing: bool) -> Entry:
        """The entry another process has fetched or is fetching now; else that of a call by this process."""
        if self._shared is None or ask.codec is None:
            return await self._fetch(ask)
        mine = self._entries.get(ask.key)
        looked = await self._shared.look(ask.key, ask.codec, mine.fetched_at if mine else None)
        theirs = looked.entry
        if theirs is not None:
            good_for = theirs.life.fresh if renewing else theirs.life.usable
            self._keep(ask, theirs)
            if ask.now - theirs.fetched_at <= good_for:
                return theirs
        claim = await self._shared.claim(ask.key, ask.source, looked.seen)
        if claim is None:
            current = self._entries.get(ask.key)
            if renewing and current is not None:
                return current
            found = await self._shared.wait_for(ask.key, ask.codec, looked.seen, ask.source)
            if isinstance(found, Entry):
                self._keep(ask, found)
                return found
            claim = found
        try:
            entry = await self._fetch(ask)
        except BaseException:
            await self._shared.release(ask.key, claim)
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

    def _call_ended(self, ask: _Ask, call: asyncio.Task[Entry]) -> None:
        """Drop a call that has ended, and log its failure: nobody awaits a fetch in the background."""
        self._calls.pop(ask.key, None)
        error = None if call.cancelled() else call.exception()
        if isinstance(error, SourceUnavailable):
            log.warning("source failed", extra={"source": ask.source, "code": error.code})
        elif error is not None:
            log.error("a fetch has a bug", exc_info=error, extra={"source": ask.source})
