"""Tickets in Postgres: recorded once, never changed, their grades only added. Every statement has the owner."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from datetime import datetime

from chatkit.types import WidgetItem

from professor_lock.betting.settlement import Result
from professor_lock.db.pool import Database
from professor_lock.desk.slip_store import SlipRow
from professor_lock.desk.ticket_rows import grade_row, leg_rows, read_ticket, stored_text, ticket_columns
from professor_lock.desk.tickets import WHOLE, LegGrade, NewTicket, Ticket
from professor_lock.errors import NotFound
from professor_lock.protocol.stored_items import item_arguments
from professor_lock.user import UserContext

MAX_TICKETS = 2000
"""The most tickets that one request reads. The record of a user with more covers the newest, and says so."""


_LEGS = """
        SELECT t.id, l.position, $1, l.league, l.event_id, l.event_source, l.away, l.home, l.starts_at, l.market,
               l.selection, l.line, l.subject, l.stat, l.price, l.book, l.source, l.quoted_at, l.fair_probability,
               l.books, l.agreement, l.demo, l.exchange, coalesce(l.three_way, false)
          FROM ticket t,
               jsonb_to_recordset($2::text::jsonb) AS l (
                 position int, league text, event_id text, event_source text, away text, home text,
                 starts_at timestamptz, market text, selection text, line text, subject text, stat text, price text,
                 book text, source text, quoted_at timestamptz, fair_probability float8, books int, agreement text,
                 demo boolean, exchange boolean, three_way boolean)"""
_LEG_COLUMNS = """(ticket_id, position, user_id, league, event_id, event_source, away, home, starts_at, market,
                    selection, line, subject, stat, price, book, source, quoted_at, fair_probability, books,
                    agreement, demo, exchange, three_way)"""
_TICKET_COLUMNS = """(user_id, id, request_key, origin, thread_id, stake_cents, price, fair_probability, demo,
                    placed_at)"""
_TICKET = """
        SELECT t.id, t.user_id, t.origin, t.stake_cents, t.price, t.fair_probability, t.demo,
               to_json(t.placed_at) AS placed_at, t.seq,
               (SELECT json_agg(l ORDER BY l.position)
                  FROM pp_ticket_legs l
                 WHERE l.ticket_id = t.id AND l.user_id = t.user_id) AS legs,
               (SELECT json_agg(g)
                  FROM pp_ticket_grades g
                 WHERE g.ticket_id = t.id AND g.user_id = t.user_id) AS grades,
               (SELECT json_object_agg(w.position, w.reason)
                  FROM pp_ticket_waits w
                 WHERE w.ticket_id = t.id AND w.user_id = t.user_id) AS waits
          FROM pp_tickets t"""


class TicketStore:
    """The tickets of users; every statement has the owner."""

    def __init__(self, database: Database, reads: Database | None = None) -> None:
        """`reads` is the database that lists are read from, for instance a standby."""
        self._db = database
        self._reads = reads or database

    # The slip becomes a ticket in one statement. It locks the slip's row, so that two clicks make one ticket.
    # Under a daily limit, a ticket recorded after the limit was read (`stakes`) keeps this one from being recorded.
    LOCK = f"""
        WITH own_limits AS (
             UPDATE pp_care
                SET stakes = stakes + 1
              WHERE user_id = $1
                AND stakes = $16::bigint
             RETURNING user_id),
             slip AS (
             UPDATE pp_slips
                SET status = 'locked', state = $14, version = version + 1, ticket_id = $4, updated_at = now()
              WHERE user_id = $1
                AND id = $3
                AND version = $13
                AND status = 'open'
                AND ($16::bigint IS NULL OR EXISTS (SELECT 1 FROM own_limits))
             RETURNING thread_id, card),
             item AS (
             UPDATE chatkit_thread_items i
                SET data = $15
               FROM slip
              WHERE i.user_id = $1
                AND i.thread_id = slip.thread_id
                AND i.id = slip.card),
             ticket AS (
             INSERT INTO pp_tickets {_TICKET_COLUMNS}
             SELECT $1, $4, $5, $6, $7, $8, $9, $10, $11, $12
               FROM slip
             RETURNING id),
             legs AS (
             INSERT INTO pp_ticket_legs {_LEG_COLUMNS}
             {_LEGS})
        SELECT id
          FROM ticket"""  # noqa: S608 - pieced together from constants

    async def lock(
        self,
        row: SlipRow,
        ticket: NewTicket,
        state: str,
        item: WidgetItem,
        context: UserContext,
        *,
        stakes: int | None = None,
    ) -> bool:
        """Record the slip as this ticket and store `item` as its card; False when the slip was changed meanwhile.

        `stakes` is `SelfLimits.stakes` as read before the day's stakes were added up, None without a daily limit. With
        it the answer is False, too, when another ticket was recorded since.
        """
        found = await self._db.fetchrow(
            self.LOCK,
            context.user_id,
            leg_rows(ticket.legs),
            row.id,
            *ticket_columns(ticket),
            row.version,
            state,
            item_arguments(item)[3],
            stakes,
        )
        return found is not None

    ADD = f"""
        WITH ticket AS (
             INSERT INTO pp_tickets {_TICKET_COLUMNS}
             VALUES ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                 ON CONFLICT (user_id, request_key) DO NOTHING
             RETURNING id)
        INSERT INTO pp_ticket_legs {_LEG_COLUMNS}
        {_LEGS}"""  # noqa: S608 - pieced together from constants
    BY_KEY = f"{_TICKET} WHERE t.user_id = $1 AND t.request_key = $2"

    async def add(self, ticket: NewTicket, context: UserContext) -> Ticket:
        """Record a bet placed elsewhere. For a bet that was sent before, the ticket that it made."""
        await self._db.execute(self.ADD, context.user_id, leg_rows(ticket.legs), *ticket_columns(ticket))
        row = await self._db.fetchrow(self.BY_KEY, context.user_id, ticket.request_key)
        assert row is not None
        return read_ticket(row)

    MINE = f"""{_TICKET}
         WHERE t.user_id = $1
           AND ($2::timestamptz IS NULL OR t.placed_at >= $2)
           AND ($4::bigint IS NULL OR t.seq < $4)
         ORDER BY t.seq DESC
         LIMIT $3"""

    async def mine(
        self,
        context: UserContext,
        *,
        since: datetime | None = None,
        limit: int = MAX_TICKETS,
        before: int | None = None,
    ) -> list[Ticket]:
        """The caller's tickets placed from `since` on, newest first; with `before` only those with a smaller `seq`."""
        return [read_ticket(row) for row in await self._reads.fetch(self.MINE, context.user_id, since, limit, before)]

    async def pages(self, context: UserContext, *, page: int = MAX_TICKETS) -> AsyncGenerator[list[Ticket], None]:
        """Every ticket of the caller, newest first, page by page; there is at least one page, which may be empty."""
        read = await self.mine(context, limit=page)
        yield read
        while len(read) == page:
            read = await self.mine(context, limit=page, before=read[-1].seq)
            if read:
                yield read

    ONE = f"{_TICKET} WHERE t.user_id = $1 AND upper(right(t.id, 8)) = $2 ORDER BY t.seq DESC LIMIT 1"

    async def find(self, reference: str, context: UserContext) -> Ticket:
        """The caller's ticket by its reference ("#K7Q2M9XA"); NotFound otherwise."""
        row = await self._db.fetchrow(self.ONE, context.user_id, reference.strip().lstrip("#").upper()[:40])
        if row is None:
            raise NotFound("You have no ticket of that name.")
        return read_ticket(row)

    LAST_STAKE = """
        SELECT stake_cents
          FROM pp_tickets
         WHERE user_id = $1
         ORDER BY seq DESC
         LIMIT 1"""

    async def last_stake(self, context: UserContext) -> int | None:
        """The stake of the caller's newest ticket in cents; None before the first."""
        row = await self._db.fetchrow(self.LAST_STAKE, context.user_id)
        return None if row is None else int(row["stake_cents"])

    STAKED = """
        SELECT coalesce(sum(stake_cents), 0)::bigint AS cents
          FROM pp_tickets
         WHERE user_id = $1
           AND placed_at >= $2
           AND NOT demo"""

    async def staked_since(self, since: datetime, context: UserContext) -> int:
        """The sum of the caller's stakes recorded since then, in cents, without demo tickets."""
        row = await self._db.fetchrow(self.STAKED, context.user_id, since)
        assert row is not None
        return int(row["cents"])

    GRADE = """
        INSERT INTO pp_ticket_grades
               (user_id, ticket_id, position, result, reason, payout_cents, source, clv_close, clv_fair, clv_points,
                rule)
        SELECT t.user_id, t.id, g.position, g.result, g.reason, g.payout_cents, g.source, g.clv_close, g.clv_fair,
               g.clv_points, g.rule
          FROM pp_tickets t,
               jsonb_to_recordset($3::text::jsonb) AS g (
                 position int, result text, reason text, payout_cents bigint, source text, clv_close text,
                 clv_fair float8, clv_points text, rule text)
         WHERE t.user_id = $1
           AND t.id = $2
            ON CONFLICT (ticket_id, position) DO NOTHING
        RETURNING position"""

    async def grade(self, user_id: str, ticket_id: str, grades: Iterable[LegGrade]) -> list[int]:
        """Add grades; returns the positions that were added. A position that has a grade keeps it."""
        rows = await self._db.fetch(self.GRADE, user_id, ticket_id, json.dumps([grade_row(one) for one in grades]))
        return sorted(row["position"] for row in rows)

    # Appended at the next lower position. Of two at once both take the same one, and the second is not inserted.
    BY_HAND = """
        INSERT INTO pp_ticket_grades (user_id, ticket_id, position, result, reason, payout_cents, source)
        SELECT t.user_id, t.id,
               least(-1, coalesce((SELECT min(g.position) FROM pp_ticket_grades g WHERE g.ticket_id = t.id), 0)) - 1,
               $3, $4, $5, 'entered by hand'
          FROM pp_tickets t
         WHERE t.user_id = $1
           AND t.id = $2
            ON CONFLICT (ticket_id, position) DO NOTHING
        RETURNING position"""

    async def settle_by_hand(
        self, ticket: Ticket, result: Result, payout_cents: int, reason: str, context: UserContext
    ) -> bool:
        """Add the result that the owner entered; False when another one was added at the same time."""
        said = stored_text(reason)
        row = await self._db.fetchrow(self.BY_HAND, context.user_id, ticket.id, result.value, said, payout_cents)
        return row is not None

    WAIT = """
        INSERT INTO pp_ticket_waits AS held (user_id, ticket_id, position, reason)
        SELECT t.user_id, t.id, w.position, w.reason
          FROM pp_tickets t,
               jsonb_to_recordset($3::text::jsonb) AS w (position int, reason text)
         WHERE t.user_id = $1
           AND t.id = $2
            ON CONFLICT (ticket_id, position) DO UPDATE
           SET reason = excluded.reason, noted_at = now()
         WHERE held.reason <> excluded.reason"""

    async def wait(self, ticket: Ticket, reasons: Mapping[int, str]) -> None:
        """Store why legs (by position) or the whole ticket are not graded yet; no statement where nothing changed."""
        new = {at: stored_text(why) for at, why in reasons.items()}
        rows = [{"position": at, "reason": why} for at, why in new.items() if ticket.waits.get(at) != why]
        if rows:
            await self._db.execute(self.WAIT, ticket.user_id, ticket.id, json.dumps(rows))


class PendingTickets:
    """The waiting tickets of all users. Their grades are written under each ticket's owner."""

    def __init__(self, shared: Database) -> None:
        self._db = shared

    PENDING = f"""{_TICKET}
         WHERE NOT t.demo
           AND NOT EXISTS (SELECT 1 FROM pp_ticket_grades g WHERE g.ticket_id = t.id AND g.position <= {WHOLE})
           AND EXISTS (SELECT 1
                         FROM pp_ticket_legs l
                        WHERE l.ticket_id = t.id
                          AND l.starts_at <= $1
                          AND NOT EXISTS (SELECT 1 FROM pp_ticket_grades g
                                           WHERE g.ticket_id = l.ticket_id AND g.position = l.position))
           AND t.seq > $2
         ORDER BY t.seq
         LIMIT $3"""  # noqa: S608 - pieced together from constants

    async def after(self, seq: int, now: datetime, *, limit: int = 200) -> list[Ticket]:
        """Tickets above `seq`, in its order, that have an ungraded leg whose game has begun; none of the demo."""
        return [read_ticket(row) for row in await self._db.fetch(self.PENDING, now, seq, limit)]
