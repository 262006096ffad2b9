"""The SQL of a turn's end: the lease is given back and what is left is stored, all or nothing.

What the turn spent is counted by the same statement, also when its lease was lost: the model was paid all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from chatkit.types import ThreadItem

from professor_lock.db.pool import Database, PostgresPool
from professor_lock.db.pools import on_every
from professor_lock.ledger import Spending, counting_arguments, counting_sql
from professor_lock.protocol.stored_items import item_arguments
from professor_lock.turns.records import Ending, NewTurn, StoredEnding, TurnRow, held, renewed
from professor_lock.turns.transcript import TranscriptItem
from professor_lock.user import UserContext

ENDING_PATIENCE_S = 60.0
"""How long the end of a turn, and what it says on the way, wait for a free connection: longer than a request may."""


class Parted(Protocol):
    """The database, or several, by users."""

    async def parted(self, users: Sequence[str]) -> list[tuple[PostgresPool, list[int]]]: ...


class TurnEnds:
    """Statements that end turns, one as its user sees the database, many across users.

    `worker` names this process in the rows. Both wait longer for a connection than a request may.
    """

    def __init__(self, owned: Database, across_users: Parted, worker: str) -> None:
        self._owned = owned
        self._across_users = across_users
        self._worker = worker

    END = f"""
        WITH thread AS (
             UPDATE chatkit_threads
                SET updated_at = now(), activity_seq = nextval('chatkit_seq')
              WHERE user_id = $1
                AND id = $2
             RETURNING id),
        turn AS (
             UPDATE pp_turns t
                SET state = CASE WHEN $4 IN ('failed', 'interrupted') THEN 'failed' ELSE 'done' END,
                    outcome = $4, message = $5, allow_retry = $6, usage = coalesce($7, usage), delivered = $8,
                    finished_at = clock_timestamp(), partial = $9,
                    removed_items = CASE WHEN $11::text IS NOT NULL THEN ARRAY(
                        SELECT i.id
                          FROM chatkit_thread_items i
                         WHERE i.user_id = $1
                           AND i.thread_id = $2
                           AND i.seq > (SELECT seq FROM chatkit_thread_items
                                         WHERE user_id = $1 AND thread_id = $2 AND id = $11)) END
               FROM thread
              WHERE t.user_id = $1
                AND t.id = $3
                AND t.thread_id = thread.id
                AND t.state IN ('running', 'stopping')
                AND (NOT $10::boolean OR NOT {held("t")} OR t.worker = $17 AND NOT {renewed("t")})
             RETURNING t.thread_id),
        dropped AS (
             DELETE FROM chatkit_thread_items i
              USING turn
              WHERE $11::text IS NOT NULL
                AND i.user_id = $1
                AND i.thread_id = turn.thread_id
                AND i.seq > (SELECT seq FROM chatkit_thread_items WHERE user_id = $1 AND thread_id = $2 AND id = $11)
             RETURNING i.id),
        given AS (
             SELECT *
               FROM unnest($12::text[], $13::text[], $14::boolean[], $15::text[], $16::timestamptz[], $18::text[])
                    WITH ORDINALITY AS v (id, type, hidden, data, created_at, stored, place)),
        items AS (
             INSERT INTO chatkit_thread_items AS i (user_id, thread_id, id, type, hidden, data, created_at)
             SELECT $1, turn.thread_id, v.id, v.type, v.hidden, v.data, v.created_at
               FROM turn, given v
              ORDER BY v.place
                 ON CONFLICT (thread_id, id) DO UPDATE
                SET type = excluded.type, hidden = excluded.hidden, data = excluded.data
              WHERE i.user_id = $1
                AND (NOT $10 OR encode(sha256(convert_to(i.data, 'UTF8')), 'hex')
                                = (SELECT stored FROM given g WHERE g.id = i.id))),
        {counting_sql(19)}
        SELECT count(*) AS turns, (SELECT count(*) FROM dropped) AS dropped FROM turn"""

    async def end(
        self,
        turn: NewTurn | TurnRow,
        ending: Ending,
        context: UserContext,
        *,
        items: Sequence[ThreadItem] = (),
        replacing: bool = False,
        spendings: Sequence[Spending] = (),
    ) -> bool:
        """Give the lease back and store what is left, all or nothing; False when it was lost before.

        `replacing` deletes what followed the retried message, in the same statement.
        """
        stored = [None] * len(items)
        return await self._end(turn, ending, context, items, stored, replacing=replacing, spendings=spendings)

    async def close_expired(
        self, turn: TurnRow, ending: Ending, context: UserContext, said: Sequence[TranscriptItem]
    ) -> bool:
        """The same for a turn whose process has died, with what it had said; False, too, when that lives after all.

        What is stored already stays, unless it is what the checkpoint was made from: it may be newer.
        """
        items, stored = [one.item for one in said], [one.stored for one in said]
        return await self._end(turn, ending, context, items, stored, only_if_expired=True)

    async def _end(
        self,
        turn: NewTurn | TurnRow,
        ending: Ending,
        context: UserContext,
        items: Sequence[ThreadItem],
        stored: Sequence[str | None],
        *,
        replacing: bool = False,
        only_if_expired: bool = False,
        spendings: Sequence[Spending] = (),
    ) -> bool:
        columns = [list(column) for column in zip(*(item_arguments(item) for item in items), strict=True)]
        row = await self._owned.fetchrow(
            self.END,
            *(context.user_id, turn.thread_id, turn.id),
            *(ending.outcome, ending.message, ending.allow_retry, ending.usage, ending.delivered, ending.partial),
            *(only_if_expired, turn.retried_item_id if replacing else None),
            *(columns or [[], [], [], [], []]),
            *(self._worker, list(stored)),
            *counting_arguments(spendings),
        )
        return row is not None and bool(row["turns"])

    # Across users; each turn names its own. Threads that others have locked in this moment are left out: one that
    # waits would keep all the others waiting. Threads first, then turns, then items.
    END_MANY = f"""
        WITH given AS (
             SELECT *
               FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[],
                           $8::boolean[], $9::text[])
                    AS v (id, user_id, thread_id, outcome, message, allow_retry, usage, delivered, partial)),
        free AS MATERIALIZED (
             SELECT t.id
               FROM given g
               JOIN chatkit_threads t ON t.id = g.thread_id AND t.user_id = g.user_id
                FOR NO KEY UPDATE OF t SKIP LOCKED),
        thread AS (
             UPDATE chatkit_threads t
                SET updated_at = now(), activity_seq = nextval('chatkit_seq')
               FROM free
              WHERE t.id = free.id
             RETURNING t.id),
        turn AS (
             UPDATE pp_turns t
                SET state = CASE WHEN g.outcome IN ('failed', 'interrupted') THEN 'failed' ELSE 'done' END,
                    outcome = g.outcome, message = g.message, allow_retry = g.allow_retry,
                    usage = coalesce(g.usage, t.usage), delivered = g.delivered, finished_at = clock_timestamp(),
                    partial = g.partial
               FROM given g
               JOIN thread ON thread.id = g.thread_id
              WHERE t.id = g.id
                AND t.user_id = g.user_id
                AND t.thread_id = g.thread_id
                AND t.state IN ('running', 'stopping')
             RETURNING t.id, t.user_id, t.thread_id),
        items AS (
             INSERT INTO chatkit_thread_items AS i (user_id, thread_id, id, type, hidden, data, created_at)
             SELECT turn.user_id, turn.thread_id, v.id, v.type, v.hidden, v.data, v.created_at
               FROM turn
               JOIN unnest($10::text[], $11::text[], $12::text[], $13::boolean[], $14::text[], $15::timestamptz[])
                    WITH ORDINALITY AS v (turn_id, id, type, hidden, data, created_at, place) ON v.turn_id = turn.id
              ORDER BY v.place
                 ON CONFLICT (thread_id, id) DO UPDATE
                SET type = excluded.type, hidden = excluded.hidden, data = excluded.data
              WHERE i.user_id = excluded.user_id),
        {counting_sql(16)}
        SELECT id FROM turn"""

    async def end_many(self, endings: Sequence[StoredEnding]) -> set[str]:
        """The same for many turns in one statement; the ids of those whose end is stored.

        The others have lost their lease, or their thread was locked by another process in that moment: `end` tells.
        """
        parts = await self._across_users.parted([one.context.user_id for one in endings])
        ended = await on_every(
            [partial(self._end_many, database, [endings[place] for place in places]) for database, places in parts]
        )
        return {turn_id for some in ended for turn_id in some or ()}

    async def _end_many(self, database: PostgresPool, endings: Sequence[StoredEnding]) -> set[str]:
        rows = [
            (
                *(one.turn.id, one.context.user_id, one.turn.thread_id),
                *(one.ending.outcome, one.ending.message, one.ending.allow_retry, one.ending.usage),
                *(one.ending.delivered, one.ending.partial),
            )
            for one in endings
        ]
        items = [(one.turn.id, *item_arguments(item)) for one in endings for item in one.items]
        columns = [list(column) for column in zip(*rows, strict=True)]
        item_columns = [list(column) for column in zip(*items, strict=True)] or [[], [], [], [], [], []]
        spent = counting_arguments([spending for one in endings for spending in one.spendings])
        ended = await database.patient(ENDING_PATIENCE_S).fetch(self.END_MANY, *columns, *item_columns, *spent)
        return {row["id"] for row in ended}
