"""What other processes have fetched: answers that all of a deployment share, and whose turn it is to ask.

Here is how an answer is written down and read again, and who fetches; where it is kept is `Answers`' business. Nobody's
words are in a key: it is a digest. Trouble with the keeping is logged and never keeps anybody from asking the source.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zlib
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from professor_lock.betting.facts import Market, Quote, Slate
from professor_lock.errors import SourceUnavailable
from professor_lock.timings import SharedAnswerTimings

FORMAT = 1
"""Counts up when the values change so that older ones must not be read."""
MAX_BODY_BYTES = 64 * 1024 * 1024
"""Of an answer written out; a full Saturday of college basketball at twenty books takes about 4 MB."""

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
class Entry:
    """An answer, when it was fetched, and how long it is good."""

    value: Any
    fetched_at: datetime
    life: Life


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it is kept: its value written out."""

    body: bytes
    fetched_at: datetime
    life: Life


class Answers(Protocol):
    """Where answers are kept for all processes. Its troubles are SourceUnavailable."""

    async def load(self, key: str) -> StoredEntry | None: ...
    async def save(self, key: str, source: str, kept: StoredEntry) -> None: ...
    async def claim(self, key: str, source: str, seconds: float) -> bool: ...
    async def release(self, key: str) -> None: ...


class Codec(Generic[T]):
    """Writes values of one kind out and reads them again, exactly."""

    def __init__(self, kind: Any) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)

    def dump(self, value: T) -> bytes:
        """The value as packed JSON."""
        return zlib.compress(self._adapter.dump_json(value), 1)

    def load(self, body: bytes) -> T | None:
        """The value, None when it is not one (any more): another version may have written it."""
        try:
            return self._adapter.validate_json(zlib.decompressobj().decompress(body, MAX_BODY_BYTES))
        except (ValidationError, zlib.error):
            return None


class _QuoteRow(NamedTuple):
    event: int
    market: Market
    selection: str
    line: Fraction | None
    american: int
    decimal: Fraction
    book: str
    source: str
    as_of: datetime
    fetched_at: datetime
    exchange: bool
    demo: bool
    subject: str | None
    stat: str | None


class _SlateRows(NamedTuple):
    slate: Slate
    quotes: list[_QuoteRow]


class SlateCodec(Codec[Slate]):
    """A slate with its games written once, not once a price."""

    def __init__(self) -> None:
        self._rows: TypeAdapter[_SlateRows] = TypeAdapter(_SlateRows)

    def dump(self, value: Slate) -> bytes:
        """As `Codec.dump`."""
        places = {event: place for place, event in enumerate(value.events)}
        rows = [_QuoteRow(places[q.event], *(getattr(q, name) for name in _QuoteRow._fields[1:])) for q in value.quotes]
        return zlib.compress(self._rows.dump_json(_SlateRows(replace(value, quotes=()), rows)), 1)

    def load(self, body: bytes) -> Slate | None:
        """As `Codec.load`."""
        try:
            slate, rows = self._rows.validate_json(zlib.decompressobj().decompress(body, MAX_BODY_BYTES))
            quotes = tuple(Quote(slate.events[row.event], *row[1:]) for row in rows)
        except (ValidationError, zlib.error, IndexError):
            return None
        return replace(slate, quotes=quotes)


class SharedCache:
    """The answers of all processes that ask the same sources in the same way, which is what `scope` says in words."""

    def __init__(self, answers: Answers, scope: str, timings: SharedAnswerTimings | None = None) -> None:
        self._answers, self._scope = answers, scope
        self._timings = timings or SharedAnswerTimings()

    def key(self, key: Hashable) -> str:
        """What an answer is kept under."""
        return hashlib.sha256(f"{FORMAT} {self._scope} {key!r}".encode()).hexdigest()

    async def load(self, key: Hashable, codec: Codec[Any]) -> Entry | None:
        """What is kept, however old; None when there is nothing that can be read."""
        async with _keeping(self._timings.keeping_timeout_s):
            kept = await self._answers.load(self.key(key))
            value = await asyncio.to_thread(codec.load, kept.body) if kept else None
            return Entry(value, kept.fetched_at, kept.life) if kept and value is not None else None
        return None

    async def newer(self, key: Hashable, codec: Codec[Any], than: datetime | None) -> Entry | None:
        """What another process has fetched after `than`."""
        entry = await self.load(key, codec)
        return entry if entry and (than is None or entry.fetched_at > than) else None

    async def claim(self, key: Hashable, source: str) -> bool:
        """May this process ask now? False while another one is at it."""
        async with _keeping(self._timings.keeping_timeout_s):
            return await self._answers.claim(self.key(key), source, self._timings.claim_s)
        return True

    async def wait_for(self, key: Hashable, codec: Codec[Any], than: datetime | None, source: str) -> Entry | None:
        """What the process that is at it fetches; None when it is now this one's turn, or that takes too long."""
        end = asyncio.get_running_loop().time() + self._timings.wait_s
        while asyncio.get_running_loop().time() < end:
            await asyncio.sleep(self._timings.look_every_s)
            entry = await self.newer(key, codec, than)
            if entry is not None:
                return entry
            if await self.claim(key, source):
                return None
        return None

    async def save(self, key: Hashable, source: str, entry: Entry, codec: Codec[Any]) -> None:
        """Keep it for the others, and let go."""
        async with _keeping(self._timings.keeping_timeout_s):
            body = await asyncio.to_thread(codec.dump, entry.value)
            await self._answers.save(self.key(key), source, StoredEntry(body, entry.fetched_at, entry.life))

    async def release(self, key: Hashable) -> None:
        """The call has failed: whoever waits may try."""
        async with _keeping(self._timings.keeping_timeout_s):
            await self._answers.release(self.key(key))


@asynccontextmanager
async def _keeping(timeout_s: float) -> AsyncIterator[None]:
    """Trouble with the keeping is logged, and the caller goes on as if nothing were kept."""
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except (SourceUnavailable, TimeoutError) as error:
        log.warning("answers cannot be shared with other processes now", extra={"why": str(error) or "too slow"})
