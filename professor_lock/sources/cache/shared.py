"""The cache that all processes of a deployment share: how an entry is serialised, and which process calls the source.

Where entries are stored is behind `CacheStore`. A key is a digest, so that no user's text is in it. A store that fails
is logged, and every process calls the source itself.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zlib
from collections.abc import AsyncIterator, Hashable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from msgspec import MsgspecError, Struct, json
from pydantic import TypeAdapter, ValidationError

from professor_lock.betting.facts import Event, Market, Quote, Slate
from professor_lock.errors import SourceUnavailable
from professor_lock.timings import SharedAnswerTimings

FORMAT = 2
"""Version of the stored values: counts up when older ones can no longer be read."""
MAX_BODY_BYTES = 64 * 1024 * 1024
"""Most bytes of one unpacked entry; a full Saturday of college basketball at twenty books takes about 4 MB."""

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Life:
    """Ages of a cache entry: up to `fresh` it is used, up to `usable` it is used while a new one is fetched in the
    background, up to `last_resort` it is used only when the source fails."""

    fresh: timedelta
    usable: timedelta
    last_resort: timedelta

    def stretched(self, factor: int) -> Life:
        """The ages for a source that must be called less often by that factor."""
        return Life(self.fresh * factor, self.usable * factor, max(self.last_resort, self.usable * factor))


@dataclass(frozen=True, slots=True)
class Entry:
    """A cache entry: a value, when it was fetched, and for how long it may be used."""

    value: Any
    fetched_at: datetime
    life: Life


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A cache entry with its value serialised."""

    body: bytes
    fetched_at: datetime
    life: Life


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the stored entry has found: a newer one that can be read, and the newest time it has seen.

    An entry that another version of the program wrote is seen, although it cannot be read.
    """

    entry: Entry | None
    seen: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """This process may call the source; nobody else does until then. None: claims cannot be stored at present."""

    until: datetime | None


class CacheStore(Protocol):
    """Storage of cache entries for all processes. It raises SourceUnavailable when it fails."""

    async def load(self, key: str) -> StoredEntry | None:
        """The stored entry; None where there is none."""
        ...

    async def save(self, key: str, source: str, entry: StoredEntry) -> None:
        """Store an entry, unless a newer one is there."""
        ...

    async def claim(self, key: str, source: str, seconds: float, seen: datetime | None) -> datetime | None:
        """Claim the call of a source for so long; until when, None while another process has the claim.

        `seen` is the time of the newest entry that this process has read: with a newer one there is no claim.
        """
        ...

    async def release(self, key: str, until: datetime) -> None:
        """Give up the claim that lasts until then."""
        ...

    async def wait(self, key: str, seconds: float) -> None:
        """Wait until another process has saved the entry or given up its claim, or for so long."""
        ...


class Codec(Generic[T]):
    """Serialises values of one kind and reads them again without loss. How, is worked out at the first of them."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self._kind)

    def dump(self, value: T) -> bytes:
        """The value as compressed JSON."""
        return zlib.compress(self._adapter.dump_json(value), 1)

    def load(self, body: bytes) -> T | None:
        """The value; None when the bytes are no such value, as after an upgrade."""
        try:
            return self._adapter.validate_json(zlib.decompressobj().decompress(body, MAX_BODY_BYTES))
        except (ValidationError, zlib.error):
            return None


class _QuoteRow(Struct, array_like=True, gc=False):
    """A quote, its game by its place in the slate; fractions as text."""

    event: int
    market: Market
    selection: str
    line: str | None
    american: int
    decimal: str
    book: str
    source: str
    as_of: datetime
    fetched_at: datetime
    exchange: bool
    demo: bool
    subject: str | None
    stat: str | None


class _StoredSlate(Struct):
    league: str
    events: tuple[Event, ...]
    source: str
    fetched_at: datetime
    link: str | None
    demo: bool
    note: str | None
    quotes: list[_QuoteRow]
    opening: list[_QuoteRow]


class SlateCodec(Codec[Slate]):
    """Serialises each game of a slate once and not with every price."""

    def __init__(self) -> None:
        super().__init__(Slate)

    def dump(self, value: Slate) -> bytes:
        """As `Codec.dump`."""
        places = {event: place for place, event in enumerate(value.events)}
        stored = _StoredSlate(
            value.league, value.events, value.source, value.fetched_at, value.link, value.demo, value.note,
            _rows(value.quotes, places), _rows(value.opening, places),
        )  # fmt: skip
        return zlib.compress(json.encode(stored), 1)

    def load(self, body: bytes) -> Slate | None:
        """As `Codec.load`."""
        try:
            of = json.decode(zlib.decompressobj().decompress(body, MAX_BODY_BYTES), type=_StoredSlate)
            quotes, opening = _quotes(of.quotes, of.events), _quotes(of.opening, of.events)
        except (MsgspecError, ValueError, ArithmeticError, zlib.error, IndexError):
            return None
        return Slate(of.league, of.events, quotes, of.source, of.fetched_at, of.link, of.demo, of.note, opening)


def _rows(quotes: Iterable[Quote], places: Mapping[Event, int]) -> list[_QuoteRow]:
    place = {id(event): place for event, place in places.items()}  # nearly all quotes hold the very event
    return [
        _QuoteRow(
            place[id(q.event)] if id(q.event) in place else places[q.event], q.market, q.selection,
            None if q.line is None else _text(q.line), q.american, _text(q.decimal), q.book, q.source, q.as_of,
            q.fetched_at, q.exchange, q.demo, q.subject, q.stat,
        )
        for q in quotes
    ]  # fmt: skip


def _text(number: Fraction) -> str:
    numerator, denominator = number.as_integer_ratio()
    return f"{numerator}/{denominator}"


def _quotes(rows: Iterable[_QuoteRow], events: Sequence[Event]) -> tuple[Quote, ...]:
    known: dict[str, Fraction] = {}

    def number(text: str) -> Fraction:
        found = known.get(text)
        if found is None:
            found = known[text] = Fraction(text)
        return found

    return tuple(
        Quote(
            events[row.event], row.market, row.selection, None if row.line is None else number(row.line), row.american,
            number(row.decimal), row.book, row.source, row.as_of, row.fetched_at, row.exchange, row.demo, row.subject,
            row.stat,
        )
        for row in rows
    )  # fmt: skip


class SharedCache:
    """The shared entries of all processes with the same `scope`: those that call the same addresses in the same way."""

    def __init__(self, store: CacheStore, scope: str, timings: SharedAnswerTimings | None = None) -> None:
        self._store, self._scope = store, scope
        self._timings = timings or SharedAnswerTimings()

    def key(self, key: Hashable) -> str:
        """The digest that an entry is stored under."""
        return hashlib.sha256(f"{FORMAT} {self._scope} {key!r}".encode()).hexdigest()

    async def look(self, key: Hashable, codec: Codec[Any], than: datetime | None) -> Looked:
        """The entry that another process has fetched after `than`, if there is one, and the newest time seen."""
        async with _keeping(self._timings.keeping_timeout_s):
            stored = await self._store.load(self.key(key))
            if stored is None or (than is not None and stored.fetched_at <= than):
                return Looked(None, than)
            value = await asyncio.to_thread(codec.load, stored.body)
            entry = None if value is None else Entry(value, stored.fetched_at, stored.life)
            return Looked(entry, stored.fetched_at)
        return Looked(None, than)

    async def claim(self, key: Hashable, source: str, seen: datetime | None) -> Claim | None:
        """The claim to call the source now.

        None while another process has it, and when one has stored an entry newer than `seen` (`Looked.seen`).
        """
        async with _keeping(self._timings.keeping_timeout_s):
            until = await self._store.claim(self.key(key), source, self._timings.claim_s, seen)
            return None if until is None else Claim(until)
        return Claim(None)

    async def wait_for(
        self, key: Hashable, codec: Codec[Any], seen: datetime | None, source: str
    ) -> Entry | Claim | None:
        """An entry newer than `seen`, which the process with the claim fetches or has just stored.

        The claim when this process gets it, None after `wait_s`.
        """
        end = asyncio.get_running_loop().time() + self._timings.wait_s
        while True:
            looked = await self.look(key, codec, seen)
            if looked.entry is not None or asyncio.get_running_loop().time() >= end:
                return looked.entry
            seen = looked.seen
            await self._store.wait(self.key(key), self._timings.look_every_s)
            if claim := await self.claim(key, source, seen):
                return claim

    async def save(self, key: Hashable, source: str, entry: Entry, codec: Codec[Any]) -> None:
        """Store the entry for the other processes and give up the claim."""
        async with _keeping(self._timings.keeping_timeout_s):
            body = await asyncio.to_thread(codec.dump, entry.value)
            await self._store.save(self.key(key), source, StoredEntry(body, entry.fetched_at, entry.life))

    async def release(self, key: Hashable, claim: Claim | None) -> None:
        """Give up a claim after a failed call, so that a waiting process may call; without one nothing is given up."""
        if claim is not None and claim.until is not None:
            async with _keeping(self._timings.keeping_timeout_s):
                await self._store.release(self.key(key), claim.until)


@asynccontextmanager
async def _keeping(timeout_s: float) -> AsyncIterator[None]:
    """A store that fails or is slow is logged, and the caller goes on as with an empty store."""
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except (SourceUnavailable, TimeoutError) as error:
        log.warning("cache entries cannot be shared with other processes now", extra={"why": str(error) or "too slow"})
