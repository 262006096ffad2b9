"""The first and the last price of every book before a game: where a market opened, and what it closed at.

One row for a game, market, side and book, changed only when the price has. Filled from the slates people look at, so a
close is the last price anybody saw here, and says its time. Demo prices are not kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction

import asyncpg

from betting.facts import Event, EventStatus, Market, Quote, Slate
from betting.odds import american_price
from chatkit_supabase_store import Database

KEEP_DAYS = 14


class QuoteStore:
    """Opening and closing quotes. They belong to nobody."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._recorded: dict[tuple[str, str], datetime] = {}

    # A row whose price and line are the same is not touched: looking again costs a read, not a write. A quote that is
    # older than what is kept (another process read later) changes nothing.
    RECORD = """
        INSERT INTO pp_quotes AS q (event_id, market, selection, book, source, starts_at, first_line, first_price,
                                    first_at, last_line, last_price, last_at, exchange)
        SELECT n.event_id, n.market, n.selection, n.book, n.source, n.starts_at, n.line, n.price, n.quoted_at, n.line,
               n.price, n.quoted_at, n.exchange
          FROM jsonb_to_recordset($1::text::jsonb) AS n (
                 event_id text, market text, selection text, book text, source text, starts_at timestamptz, line text,
                 price text, quoted_at timestamptz, exchange boolean)
         ORDER BY n.event_id, n.market, n.selection, n.book
            ON CONFLICT (event_id, market, selection, book) DO UPDATE
           SET last_line = excluded.last_line,
               last_price = excluded.last_price,
               last_at = excluded.last_at,
               starts_at = excluded.starts_at
         WHERE q.last_at < excluded.last_at
           AND (q.last_price, q.last_line, q.starts_at)
               IS DISTINCT FROM (excluded.last_price, excluded.last_line, excluded.starts_at)"""

    async def record(self, slate: Slate) -> None:
        """Keep what the books ask on this slate for games that have not begun; a slate seen before costs nothing."""
        of = (slate.league, slate.source)
        if self._recorded.get(of) == slate.fetched_at:
            return
        newest: dict[tuple[str, str, str, str], Quote] = {}
        for quote in slate.quotes:
            scheduled = quote.event.status is EventStatus.SCHEDULED and quote.as_of < quote.event.starts_at
            if quote.demo or not scheduled or quote.subject is not None:
                continue
            key = (quote.event.id, quote.market.value, quote.selection, quote.book)
            if key not in newest or newest[key].as_of < quote.as_of:
                newest[key] = quote
        if newest:
            await self._db.execute(self.RECORD, json.dumps([_row(quote) for quote in newest.values()]))
        self._recorded[of] = slate.fetched_at

    LOAD = """
        SELECT event_id, market, selection, book, source, first_line, first_price, first_at, last_line, last_price,
               last_at, exchange
          FROM pp_quotes
         WHERE event_id = ANY ($1::text[])"""

    async def opening(self, events: Iterable[Event]) -> list[Quote]:
        """The first quote kept of each book and side of these games."""
        return [_quote(row, event, "first") for row, event in await self._load(events)]

    async def closing(self, events: Iterable[Event]) -> list[Quote]:
        """The last quote kept of each book and side of these games before their start."""
        return [_quote(row, event, "last") for row, event in await self._load(events)]

    PRUNE = "DELETE FROM pp_quotes WHERE starts_at < now() - make_interval(days => $1)"

    async def prune(self, days: int = KEEP_DAYS) -> None:
        """Forget games that are long over."""
        await self._db.execute(self.PRUNE, days)

    async def _load(self, events: Iterable[Event]) -> Sequence[tuple[asyncpg.Record, Event]]:
        by_id = {event.id: event for event in events}
        rows = await self._db.fetch(self.LOAD, list(by_id)) if by_id else []
        return [(row, by_id[row["event_id"]]) for row in rows]


def _row(quote: Quote) -> dict[str, object]:
    return {
        "event_id": quote.event.id,
        "market": quote.market.value,
        "selection": quote.selection,
        "book": quote.book,
        "source": quote.source,
        "starts_at": quote.event.starts_at.isoformat(),
        "line": None if quote.line is None else str(quote.line),
        "price": str(quote.decimal),
        "quoted_at": quote.as_of.isoformat(),
        "exchange": quote.exchange,
    }


def _quote(row: asyncpg.Record, event: Event, which: str) -> Quote:
    decimal = Fraction(row[f"{which}_price"])
    line = row[f"{which}_line"]
    at = row[f"{which}_at"].astimezone(UTC)
    return Quote(
        event=event,
        market=Market(row["market"]),
        selection=row["selection"],
        line=None if line is None else Fraction(line),
        american=american_price(decimal),
        decimal=decimal,
        book=row["book"],
        source=row["source"],
        as_of=at,
        fetched_at=at,
        exchange=row["exchange"],
    )
