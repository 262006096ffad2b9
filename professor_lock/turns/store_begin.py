"""The SQL of a turn's beginning: taking the lease on a thread, and what stands in the way when it cannot be had.

Accepted means that lease, message and the thread's touch are durable together: each way to begin is one statement. That
two processes can never both answer is the database's own unique indexes' doing.
"""

from __future__ import annotations

import asyncpg
from chatkit.types import ThreadMetadata

from professor_lock.db.ids import as_utc
from professor_lock.db.pool import Database
from professor_lock.errors import NotFound
from professor_lock.person import UserContext
from professor_lock.store import item_arguments
from professor_lock.turns.records import COLUMNS, RECENT_S, NewTurn, TurnRow, turn_of

REPEATED_S = 5.0
"""A message that is the same as the one sent so shortly before it in its thread was sent twice by accident."""


def _unanswered(columns: str, key: str) -> str:
    """A turn of the same request that has ended moments ago while nobody received its end; $1 is the owner.

    A client that lost the connection sends again, and must get that answer, or an answer to that message, instead of
    asking a second time. So must one that sends a message twice in a few seconds, whoever received the first answer:
    nobody repeats themselves that fast. A turn that was stopped, and one that others have followed in its thread, is
    over for good.
    """
    return f"""
        SELECT {columns}
          FROM pp_turns o
         WHERE user_id = $1
           AND request_key = {key}
           AND (outcome IN ('answered', 'failed', 'interrupted')
                AND NOT delivered
                AND finished_at > now() - make_interval(secs => {RECENT_S})
                OR outcome = 'answered'
                AND kind = 'message'
                AND started_at > now() - make_interval(secs => {REPEATED_S}))
           AND NOT EXISTS (SELECT FROM pp_turns later
                            WHERE later.thread_id = o.thread_id AND later.first_seq > o.first_seq)
         ORDER BY first_seq DESC
         LIMIT 1"""


def _free_slot(limit: str) -> str:
    """The first of a person's places for answers at the same time that is free; $1 is the owner.

    Two that take the same one meet in a unique index, so the limit holds across processes.
    """
    return f"""
        SELECT n
          FROM generate_series(1, {limit}::int) AS n
         WHERE NOT EXISTS (SELECT FROM pp_turns
                            WHERE user_id = $1 AND slot = n AND state IN ('running', 'stopping'))
         ORDER BY n
         LIMIT 1"""


class TurnBeginnings:
    """Statements that begin turns, as the person sees the database. `worker` names this process in the rows."""

    def __init__(self, owned: Database, worker: str) -> None:
        self._owned = owned
        self._worker = worker

    # The lease, the thread's touch, the user's message and whose files are in it, in one statement: accepted means that
    # all of it is durable. A message without files looks at none: `= ANY ('{}')` alone can read through the person's.
    BEGIN_IN_THREAD = f"""
        WITH free AS ({_free_slot("$13")}),
        thread AS (
             UPDATE chatkit_threads
                SET updated_at = now(), activity_seq = nextval('chatkit_seq')
              WHERE user_id = $1
                AND id = $2
             RETURNING id),
        files AS MATERIALIZED (
             SELECT a.id
               FROM thread
               JOIN chatkit_attachments a ON a.user_id = $1 AND a.id = ANY ($14::text[])
              WHERE cardinality($14) > 0
                AND a.uploaded_at IS NOT NULL
                AND coalesce(a.thread_id, thread.id) = thread.id
              ORDER BY a.id
                FOR UPDATE OF a),
        turn AS (
             INSERT INTO pp_turns (id, user_id, thread_id, kind, request_key, worker, first_seq, retried_item_id, slot)
             SELECT $3, $1, thread.id, $4, $5, $6, nextval('chatkit_seq'), $12, (SELECT n FROM free)
               FROM thread
              WHERE (SELECT count(*) FROM files) = cardinality($14)
                AND NOT EXISTS ({_unanswered("", "$5")})
                AND ($13::int IS NULL OR EXISTS (SELECT FROM free))
                 ON CONFLICT DO NOTHING
             RETURNING thread_id),
        item AS (
             INSERT INTO chatkit_thread_items (user_id, thread_id, id, type, hidden, data, created_at)
             SELECT $1, turn.thread_id, $7, $8, $9, $10, $11
               FROM turn
              WHERE $7::text IS NOT NULL),
        sent AS (
             UPDATE chatkit_attachments a
                SET thread_id = turn.thread_id
               FROM turn
              WHERE cardinality($14) > 0
                AND a.user_id = $1
                AND a.id = ANY ($14))
        SELECT (SELECT count(*) FROM thread) AS threads, (SELECT count(*) FROM turn) AS turns"""

    async def begin(self, turn: NewTurn, context: UserContext) -> bool:
        """Take the lease on an existing thread; False when something stands in the way (`blocking`, `unanswered`).

        NotFound when the thread is not the caller's.
        """
        item = (None, None, None, None, None) if turn.item is None else item_arguments(turn.item)
        row = await self._owned.fetchrow(
            self.BEGIN_IN_THREAD,
            *(context.user_id, turn.thread_id, turn.id, turn.kind, turn.request_key, self._worker),
            *item,
            *(turn.retried_item_id, turn.at_most, turn.files),
        )
        if row is None or row["threads"] == 0:
            raise NotFound("There is no such thread.")
        return bool(row["turns"])

    BEGIN_THREAD = f"""
        WITH free AS ({_free_slot("$14")}),
        files AS MATERIALIZED (
             SELECT id
               FROM chatkit_attachments
              WHERE cardinality($15::text[]) > 0
                AND user_id = $1
                AND id = ANY ($15)
                AND uploaded_at IS NOT NULL
                AND thread_id IS NULL
              ORDER BY id
                FOR UPDATE),
        thread AS (
             INSERT INTO chatkit_threads (user_id, id, created_at, title)
             SELECT $1, $2, $12, $13
              WHERE (SELECT count(*) FROM files) = cardinality($15)
                AND NOT EXISTS (
                    SELECT FROM pp_turns
                     WHERE user_id = $1 AND request_key = $5 AND state IN ('running', 'stopping'))
                AND NOT EXISTS ({_unanswered("", "$5")})
                AND ($14::int IS NULL OR EXISTS (SELECT FROM free))
             RETURNING id),
        turn AS (
             INSERT INTO pp_turns (id, user_id, thread_id, kind, request_key, worker, first_seq, slot)
             SELECT $3, $1, thread.id, $4, $5, $6, nextval('chatkit_seq'), (SELECT n FROM free)
               FROM thread
             RETURNING thread_id),
        item AS (
             INSERT INTO chatkit_thread_items (user_id, thread_id, id, type, hidden, data, created_at)
             SELECT $1, turn.thread_id, $7, $8, $9, $10, $11
               FROM turn),
        sent AS (
             UPDATE chatkit_attachments a
                SET thread_id = turn.thread_id
               FROM turn
              WHERE cardinality($15) > 0
                AND a.user_id = $1
                AND a.id = ANY ($15))
        SELECT count(*) AS turns FROM turn"""

    async def begin_thread(self, turn: NewTurn, thread: ThreadMetadata, context: UserContext) -> bool:
        """Make the thread, its first message and its first turn at once; False when the same request stands before."""
        assert turn.item is not None
        try:
            row = await self._owned.fetchrow(
                self.BEGIN_THREAD,
                *(context.user_id, thread.id, turn.id, turn.kind, turn.request_key, self._worker),
                *item_arguments(turn.item),
                *(as_utc(thread.created_at), thread.title, turn.at_most, turn.files),
            )
        except asyncpg.UniqueViolationError:  # the same request, or the last free place, in the same moment
            return False
        return row is not None and bool(row["turns"])

    BEGIN_AGAIN = f"""
        WITH free AS ({_free_slot("$8")}),
        thread AS (
             UPDATE chatkit_threads
                SET updated_at = now(), activity_seq = nextval('chatkit_seq')
              WHERE user_id = $1
                AND id = $2
             RETURNING id),
        before AS (
             UPDATE pp_turns t
                SET delivered = true
               FROM thread
              WHERE t.user_id = $1
                AND t.id = $7
                AND t.thread_id = thread.id
                AND NOT t.delivered
                AND ($8::int IS NULL OR EXISTS (SELECT FROM free))
             RETURNING t.thread_id, t.first_seq),
        turn AS (
             INSERT INTO pp_turns (id, user_id, thread_id, kind, request_key, worker, first_seq, slot)
             SELECT $3, $1, before.thread_id, $4, $5, $6, nextval('chatkit_seq'), (SELECT n FROM free)
               FROM before
             RETURNING thread_id)
        SELECT count(*) AS turns FROM turn"""

    async def begin_again(self, turn: NewTurn, before: TurnRow, context: UserContext) -> bool:
        """Take the lease for a message that an earlier turn stored and did not answer; one caller of many gets it."""
        try:
            row = await self._owned.fetchrow(
                self.BEGIN_AGAIN,
                *(context.user_id, turn.thread_id, turn.id, turn.kind, turn.request_key, self._worker, before.id),
                turn.at_most,
            )
        except asyncpg.UniqueViolationError:  # nothing of the statement holds: the message can still be taken up
            return False
        return row is not None and bool(row["turns"])

    BLOCKING = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE user_id = $1
           AND (thread_id = $2 OR request_key = $3)
           AND state IN ('running', 'stopping')
         ORDER BY request_key = $3 DESC
         LIMIT 1"""

    async def blocking(self, thread_id: str, request_key: str, context: UserContext) -> TurnRow | None:
        """The running turn that stands in the way of a new one: the same request first, else the thread's."""
        return turn_of(await self._owned.fetchrow(self.BLOCKING, context.user_id, thread_id, request_key))

    UNANSWERED = _unanswered(COLUMNS, "$2")

    async def unanswered(self, request_key: str, context: UserContext) -> TurnRow | None:
        """A turn of the same request that has ended moments ago while nobody received its end."""
        return turn_of(await self._owned.fetchrow(self.UNANSWERED, context.user_id, request_key))

    SENDABLE = """
        SELECT count(*) AS files
          FROM chatkit_attachments
         WHERE user_id = $1
           AND id = ANY ($2::text[])
           AND uploaded_at IS NOT NULL
           AND coalesce(thread_id, $3) = $3"""

    async def check_files(self, turn: NewTurn, context: UserContext) -> None:
        """NotFound unless a message's files are the caller's, there, and in no other thread."""
        if not turn.files:
            return
        row = await self._owned.fetchrow(self.SENDABLE, context.user_id, turn.files, turn.thread_id)
        if row is None or row["files"] != len(turn.files):
            raise NotFound("There is no such attachment.")

    IN_PLACES = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE user_id = $1
           AND slot <= $2
           AND state IN ('running', 'stopping')"""

    async def in_places(self, at_most: int, context: UserContext) -> list[TurnRow]:
        """The person's turns that take one of their places for answers at the same time."""
        rows = await self._owned.fetch(self.IN_PLACES, context.user_id, at_most)
        return [turn for row in rows if (turn := turn_of(row)) is not None]
