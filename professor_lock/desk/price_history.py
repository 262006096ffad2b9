"""Stores how prices moved before a game: the opening price, each change, and the closing price.

There is a row for each time a book changed its price or line for a side; reading the same price again adds none. Rows
come from the slates that users request, so a closing price is the last one that was read here, with its time. Demo
prices are not stored.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import asyncpg
from msgspec import Struct, json

from professor_lock.betting.facts import Event, EventStatus, Market, Quote, Slate
from professor_lock.betting.odds import american_price
from professor_lock.db.partitions import drop_ended
from professor_lock.db.pool import Database
from professor_lock.errors import BadInput

logger = logging.getLogger("professor_lock.quotes")

KEEP_DAYS = 14
"""Rows are kept for this many days after the game's start, and until the week of the game is over."""
WEEKS_AHEAD = 3
MAX_REMEMBERED = 1000

Side = tuple[str, str, str, str, str, str]


class PriceHistory:
    """Opening quotes, changes and closing quotes. The rows belong to no user."""

    def __init__(self, database: Database, reads: Database | None = None) -> None:
        """`reads` is the database to read old quotes from, for instance a standby."""
        self._db = database
        self._reads = reads or database
        self._recorded: dict[tuple[str, str, str], datetime] = {}

    # A quote is inserted if it differs from the last one of its book and side. One that is older than the last (another
    # process read later) is not, and two processes that read the same change insert it once. All partitions are read
    # before one is written, so that none can be created in between for the same row.
    RECORD = """
        INSERT INTO pp_quotes (event_id, market, subject, stat, selection, book, quoted_at, line, price, source,
                               starts_at, exchange)
        SELECT n.event_id, n.market, n.subject, n.stat, n.selection, n.book, n.quoted_at, n.line, n.price, n.source,
               n.starts_at, n.exchange
          FROM jsonb_to_recordset($1::text::jsonb) AS n (
                 event_id text, market text, subject text, stat text, selection text, book text, quoted_at timestamptz,
                 line text, price text, source text, starts_at timestamptz, exchange boolean)
          LEFT JOIN LATERAL (
                 SELECT q.quoted_at, q.line, q.price
                   FROM pp_quotes AS q
                  WHERE (q.event_id, q.market, q.subject, q.stat, q.selection, q.book)
                      = (n.event_id, n.market, n.subject, n.stat, n.selection, n.book)
                  ORDER BY q.quoted_at DESC
                  LIMIT 1) AS last ON true
         WHERE last.quoted_at IS NULL
            OR (last.quoted_at < n.quoted_at AND (last.price, last.line) IS DISTINCT FROM (n.price, n.line))
            ON CONFLICT DO NOTHING"""

    async def record(self, slate: Slate, of: str = "") -> None:
        """Store the slate's quotes on games that have not begun; a slate that was recorded before costs no statement.

        `of` tells slates of one league and source apart: for player props it names their game.
        """
        seen = (slate.league, slate.source, of)
        if self._recorded.get(seen) == slate.fetched_at:
            return
        newest = _newest(slate.quotes)
        if newest:
            await self._db.execute(self.RECORD, _as_json(newest))
        if len(self._recorded) >= MAX_REMEMBERED:
            self._recorded.clear()
        self._recorded[seen] = slate.fetched_at

    FIRST = """
        SELECT DISTINCT ON (event_id, market, subject, stat, selection, book) *
          FROM pp_quotes
         WHERE event_id = ANY ($1::text[])
         ORDER BY event_id, market, subject, stat, selection, book, quoted_at"""
    LAST = f"{FIRST} DESC"

    async def opening(self, events: Iterable[Event]) -> list[Quote]:
        """The first stored quote of each book and side of these games."""
        return await self._load(self.FIRST, events)

    async def closing(self, events: Iterable[Event]) -> list[Quote]:
        """The last stored quote before the start of each book and side of these games."""
        return await self._load(self.LAST, events)

    PARTITIONS = "SELECT pp_make_quote_partitions($1)"
    PRUNE_REST = "DELETE FROM pp_quotes_rest WHERE starts_at < $1"

    async def prune(self, now: datetime, days: int = KEEP_DAYS) -> None:
        """Delete the partitions of weeks that are over for `days`, and create those of the coming WEEKS_AHEAD weeks.

        A partition that another process is using is left for the next call.
        """
        with suppress(asyncpg.LockNotAvailableError):
            await self._db.execute(self.PARTITIONS, WEEKS_AHEAD)
        oldest = now - timedelta(days=days)
        await drop_ended(self._db, "pp_quotes", oldest)
        await self._db.execute(self.PRUNE_REST, oldest)

    async def _load(self, query: str, events: Iterable[Event]) -> list[Quote]:
        by_id = {event.id: event for event in events}
        rows = await self._reads.fetch(query, list(by_id)) if by_id else []
        read = (_readable(row, by_id[row["event_id"]]) for row in rows)
        return [quote for quote in read if quote is not None]


def _newest(quotes: Iterable[Quote]) -> dict[Side, Quote]:
    """The newest quote of each book and side, of games that had not begun when it was given."""
    newest: dict[Side, Quote] = {}
    for quote in quotes:
        event = quote.event
        if quote.demo or event.status is not EventStatus.SCHEDULED or quote.as_of >= event.starts_at:
            continue
        side = event.id, quote.market, quote.subject or "", quote.stat or "", quote.selection, quote.book
        held = newest.get(side)
        if held is None or held.as_of < quote.as_of:
            newest[side] = quote
    return newest


class _Row(Struct, frozen=True, gc=False):
    """A row as `RECORD` reads it."""

    event_id: str
    market: str
    subject: str
    stat: str
    selection: str
    book: str
    quoted_at: datetime
    line: str | None
    price: str
    source: str
    starts_at: datetime
    exchange: bool


def _as_json(quotes: Mapping[Side, Quote]) -> str:
    rows = []
    for side, quote in quotes.items():
        line = None if quote.line is None else _exactly(quote.line)
        at = quote.as_of, line, _exactly(quote.decimal), quote.source, quote.event.starts_at, quote.exchange
        rows.append(_Row(*side, *at))
    return json.encode(rows).decode()


def _exactly(number: Fraction) -> str:
    """`str(number)`, in a fifth of its time: a full Saturday has ten thousand prices."""
    numerator, denominator = number.as_integer_ratio()
    return str(numerator) if denominator == 1 else f"{numerator}/{denominator}"


def _readable(row: asyncpg.Record, event: Event) -> Quote | None:
    """The quote of a row; None, and a line in the log, for a row that cannot be read: the others are still of use."""
    try:
        return _quote(row, event)
    except (ValueError, ArithmeticError, BadInput) as error:
        logger.error("a stored quote of %s cannot be read: %s", row["event_id"], error)
        return None


def _quote(row: asyncpg.Record, event: Event) -> Quote:
    decimal = Fraction(row["price"])
    at = row["quoted_at"].astimezone(UTC)
    return Quote(
        event=event,
        market=Market(row["market"]),
        selection=row["selection"],
        line=None if row["line"] is None else Fraction(row["line"]),
        american=american_price(decimal),
        decimal=decimal,
        book=row["book"],
        source=row["source"],
        as_of=at,
        fetched_at=at,
        exchange=row["exchange"],
        subject=row["subject"] or None,
        stat=row["stat"] or None,
    )
