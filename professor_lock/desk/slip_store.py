"""Slips in Postgres: at most one open slip per thread, shown by one card, and changed only from the version last read.

A slip's state and its card change in one statement, so that the stored card is never older than the slip. Every
statement has the owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

import asyncpg
from chatkit.types import WidgetItem

from professor_lock.db.ids import new_id
from professor_lock.db.pool import Database, Row
from professor_lock.errors import NotFound
from professor_lock.protocol.stored_items import item_arguments
from professor_lock.user import UserContext

Status = Literal["open", "locked", "replaced"]
MAX_CARD_CHARS = 200
FORMER_CARDS = 20
"""How many earlier cards of a slip are remembered, the newest: nobody still looks at a page with an older one."""


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A slip as stored. `card` is the id of the thread item that shows it, `state` the JSON of a `SlipState`."""

    id: str
    thread_id: str
    card: str
    version: int
    status: Status
    state: str
    ticket_id: str | None


class SlipStore:
    """The slips of users; every statement has the owner."""

    def __init__(self, database: Database) -> None:
        self._db = database

    OPEN = """
        SELECT id, thread_id, card, version, status, state, ticket_id
          FROM pp_slips
         WHERE user_id = $1
           AND thread_id = $2
           AND status = 'open'"""

    async def open_slip(self, thread_id: str, context: UserContext) -> SlipRow | None:
        """The thread's open slip; None where it has none."""
        return _row(await self._db.fetchrow(self.OPEN, context.user_id, thread_id))

    OF_CARD = """
        SELECT id, thread_id, card, version, status, state, ticket_id
          FROM pp_slips
         WHERE user_id = $1
           AND thread_id = $2
           AND (card = $3 OR $3 = ANY (former_cards))
         ORDER BY created_at DESC
         LIMIT 1"""

    async def of_card(self, thread_id: str, card: str, context: UserContext) -> SlipRow | None:
        """The slip, open or not, that a card shows, or showed before the slip moved to a newer card; else None."""
        return _row(await self._db.fetchrow(self.OF_CARD, context.user_id, thread_id, card[:MAX_CARD_CHARS]))

    # Two statements, because within one a unique index may see the new row before the old one is changed. Between
    # them, or in another process, another slip may be opened: then the index refuses, and the caller reads again.
    REPLACE = """
        UPDATE pp_slips
           SET status = 'replaced', updated_at = now()
         WHERE user_id = $1
           AND thread_id = $2
           AND status = 'open'
        RETURNING id, thread_id, card, version, status, state, ticket_id"""
    BEGIN = """
        INSERT INTO pp_slips (user_id, thread_id, id, card, state)
        SELECT $1, id, $3, $4, $5
          FROM chatkit_threads
         WHERE user_id = $1
           AND id = $2
            ON CONFLICT (thread_id) WHERE status = 'open' DO NOTHING
        RETURNING id, thread_id, card, version, status, state, ticket_id"""

    async def begin(self, thread_id: str, card: str, state: str, context: UserContext) -> SlipRow | None:
        """Open a slip; None when the thread has an open one already. NotFound for a thread that is not the caller's."""
        row = _row(await self._db.fetchrow(self.BEGIN, context.user_id, thread_id, new_id("slip"), card, state))
        if row is None and await self.open_slip(thread_id, context) is None:
            raise NotFound("There is no such thread.")
        return row

    async def replace_open(self, thread_id: str, context: UserContext) -> SlipRow | None:
        """Mark the thread's open slip as replaced and return it; None where there is none."""
        return _row(await self._db.fetchrow(self.REPLACE, context.user_id, thread_id))

    SAVE = f"""
        WITH slip AS (
             UPDATE pp_slips
                SET state = $4, version = version + 1, card = $5, updated_at = now(),
                    former_cards = CASE card WHEN $5 THEN former_cards
                                   ELSE (former_cards || card)
                                        [greatest(1, cardinality(former_cards) - {FORMER_CARDS - 2}):]
                                   END
              WHERE user_id = $1
                AND id = $2
                AND version = $3
                AND status = 'open'
             RETURNING thread_id, card),
             item AS (
             UPDATE chatkit_thread_items i
                SET data = $6
               FROM slip
              WHERE i.user_id = $1
                AND i.thread_id = slip.thread_id
                AND i.id = slip.card
             RETURNING i.id)
        SELECT (SELECT count(*) FROM slip) AS saved, (SELECT count(*) FROM item) AS shown"""  # noqa: S608 - pieced together from constants

    async def save(self, row: SlipRow, state: str, item: WidgetItem, context: UserContext) -> tuple[bool, bool]:
        """Change the slip and its card `item`, if the slip still has the version in `row`.

        Returns (saved, shown): saved is False when another request changed the slip first, shown is False when the
        thread does not have the card yet.
        """
        data = item_arguments(item)[3]
        found = await self._db.fetchrow(self.SAVE, context.user_id, row.id, row.version, state, item.id, data)
        assert found is not None
        return bool(found["saved"]), bool(found["shown"])

    UNDO = """
        WITH ticket AS (
             DELETE FROM pp_tickets t
              WHERE t.user_id = $1
                AND t.id = $3
                AND t.placed_at > $4
                AND NOT EXISTS (SELECT 1 FROM pp_ticket_grades g WHERE g.user_id = $1 AND g.ticket_id = t.id)
                AND EXISTS (SELECT 1
                              FROM pp_slips s
                             WHERE s.user_id = $1 AND s.id = $2 AND s.ticket_id = t.id AND s.status = 'locked')
             RETURNING id),
             slip AS (
             UPDATE pp_slips s
                SET status = CASE WHEN EXISTS (SELECT 1
                                                 FROM pp_slips o
                                                WHERE o.user_id = $1
                                                  AND o.thread_id = s.thread_id
                                                  AND o.status = 'open')
                             THEN 'replaced' ELSE 'open' END,
                    ticket_id = NULL, state = $5, version = version + 1, updated_at = now()
               FROM ticket
              WHERE s.user_id = $1
                AND s.id = $2
                AND s.ticket_id = ticket.id
             RETURNING s.id, s.thread_id, s.card, s.version, s.status, s.state, s.ticket_id),
             item AS (
             UPDATE chatkit_thread_items i
                SET data = $6
               FROM slip
              WHERE i.user_id = $1
                AND i.thread_id = slip.thread_id
                AND i.id = slip.card
                AND slip.status = 'open'),
             said AS (
             DELETE FROM chatkit_thread_items i
              USING slip
              WHERE i.user_id = $1
                AND i.thread_id = slip.thread_id
                AND i.id = $7)
        SELECT *
          FROM slip"""

    async def undo_lock(
        self, row: SlipRow, state: str, item: WidgetItem, since: datetime, context: UserContext, *, said: str
    ) -> SlipRow | None:
        """Delete the slip's ticket, if it was recorded after `since` and is not graded, and open the slip again.

        Its card becomes `item`, and the item with the id `said` leaves the thread. Where the thread has another open
        slip by now, this one is marked as replaced and its card stays. None where there is no such ticket, as for the
        second of two clicks.
        """
        data = item_arguments(item)[3]
        arguments = (context.user_id, row.id, row.ticket_id, since, state, data, said)
        return _row(await self._db.fetchrow(self.UNDO, *arguments))


def slip_row(row: Row) -> SlipRow:
    """The slip of a row that has a slip's columns."""
    return SlipRow(
        row["id"],
        row["thread_id"],
        row["card"],
        row["version"],
        cast(Status, row["status"]),
        row["state"],
        row["ticket_id"],
    )


def _row(row: asyncpg.Record | None) -> SlipRow | None:
    return None if row is None else slip_row(row)
