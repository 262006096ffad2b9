"""The SQL of turns that have begun: for how long they hold, what has been said so far, how they ended.

A row of `pp_turns` is a lease. It holds while its process renews `heartbeat_at`; a dead process loses it by itself. At
most one running row a thread, and one for the same request, are the database's own unique indexes, so two processes
can never both answer. Every statement carries the owner; only the loops that renew, close and forget turns look across
people.

Each change is one statement, so that a process that vanishes leaves no lock behind and a transaction pooler will do.
Where a statement touches several tables it locks the thread first, then the turn, then items: the order in which
deleting a thread takes them, so that nothing waits in a circle.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Protocol

import asyncpg
from chatkit.types import ThreadItem

from professor_lock.db.clock import DatabaseClock
from professor_lock.db.failures import UserElsewhere
from professor_lock.db.partitions import drop_ended
from professor_lock.db.pool import Database, PostgresPool
from professor_lock.db.pools import on_every
from professor_lock.protocol.stored_items import item_arguments, item_from_json
from professor_lock.turns.records import (
    ABSENT_S,
    COLUMNS,
    ENDED_COLUMNS,
    NewTurn,
    Renewal,
    Renewed,
    TurnRow,
    held,
    renewed,
    turn_of,
)
from professor_lock.turns.store_begin import TurnBeginnings
from professor_lock.turns.store_delivered import TurnDeliveries
from professor_lock.turns.store_end import ENDING_PATIENCE_S, TurnEnds
from professor_lock.user import UserContext

LEAVING_S = 1.0
"""How many seconds more other listeners on other processes are believed to listen when one of them leaves."""
ENDED_S = 3600.0
"""How long after its end a turn is kept with those that run: what the statements of turns ask of ended ones reaches
back a minute (`RECENT_S`), or as long as a request has waited."""
KEEP_FINISHED_DAYS = 7
DAYS_AHEAD = 2
MOVED_AT_ONCE = 500


class Pool(Protocol):
    """The database as one user sees it, and all of it: a database, or several that share the users."""

    def owned(self, *, patience_s: float = ...) -> Database: ...

    def every(self) -> Sequence[PostgresPool]: ...

    async def parted(self, users: Sequence[str]) -> list[tuple[PostgresPool, list[int]]]: ...


class TurnStore:
    """Statements over `pp_turns`; those that begin a turn are `beginnings`, those that
    end one `ends`, those that note that its end was received `deliveries`. `worker` names this process in the rows."""

    def __init__(self, pool: Pool, worker: str) -> None:
        self._owned = pool.owned()
        self._patient = pool.owned(patience_s=ENDING_PATIENCE_S)
        self._pool = pool
        self._worker = worker
        self.beginnings = TurnBeginnings(self._owned, worker)
        self.ends = TurnEnds(self._patient, pool, worker)
        self.deliveries = TurnDeliveries(self._owned, pool)

    RUNNING = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE user_id = $1
           AND thread_id = $2
           AND state IN ('running', 'stopping')"""

    async def running(self, thread_id: str, context: UserContext) -> TurnRow | None:
        """The thread's running turn, dead or alive."""
        return turn_of(await self._owned.fetchrow(self.RUNNING, context.user_id, thread_id))

    LATEST = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE user_id = $1
           AND thread_id = $2
         ORDER BY first_seq DESC
         LIMIT 1"""

    async def latest(self, thread_id: str, context: UserContext) -> TurnRow | None:
        """The thread's newest turn, over or not."""
        return turn_of(await self._owned.fetchrow(self.LATEST, context.user_id, thread_id))

    # Following a turn of another process

    WATCH = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE user_id = $1
           AND id = $2"""

    async def watch(self, turn_id: str, context: UserContext) -> TurnRow | None:
        """How a turn stands; None when it is gone, with its thread."""
        return turn_of(await self._owned.fetchrow(self.WATCH, context.user_id, turn_id))

    ATTEND = "UPDATE pp_turns SET remote_listened_at = now() WHERE user_id = $1 AND id = $2"

    async def attend(self, turn_id: str, context: UserContext) -> None:
        """Say that a listener is on another process."""
        await self._owned.execute(self.ATTEND, context.user_id, turn_id)

    LEAVE = f"""
        UPDATE pp_turns
           SET remote_listened_at = now() - make_interval(secs => {ABSENT_S - LEAVING_S})
         WHERE user_id = $1
           AND id = $2
           AND remote_listened_at IS NOT NULL"""

    async def leave(self, turn_id: str, context: UserContext) -> None:
        """Say that a listener on another process has gone; another one will say within a second that it has not."""
        await self._owned.execute(self.LEAVE, context.user_id, turn_id)

    ITEMS_OF_TURN = """
        SELECT data
          FROM chatkit_thread_items
         WHERE user_id = $1
           AND thread_id = $2
           AND seq > $3
           AND seq < coalesce(
               (SELECT min(first_seq) FROM pp_turns WHERE user_id = $1 AND thread_id = $2 AND first_seq > $3), $4)
         ORDER BY seq"""

    async def items_since(self, thread_id: str, seq: int, context: UserContext) -> list[ThreadItem]:
        """What has been stored in a thread after a point in its order, up to the turn that began after that."""
        rows = await self._owned.fetch(self.ITEMS_OF_TURN, context.user_id, thread_id, seq, 2**63 - 1)
        return [item_from_json(row["data"]) for row in rows]

    ANSWER_BEFORE = """
        SELECT data
          FROM chatkit_thread_items
         WHERE user_id = $1
           AND thread_id = $2
           AND seq > (SELECT seq FROM chatkit_thread_items WHERE user_id = $1 AND thread_id = $2 AND id = $3)
           AND seq < (SELECT first_seq FROM pp_turns WHERE user_id = $1 AND id = $4)
           AND NOT hidden
         ORDER BY seq"""

    async def answer_before(self, turn: NewTurn | TurnRow, context: UserContext) -> list[ThreadItem]:
        """The old answer that a retry is to replace, without hidden items."""
        rows = await self._owned.fetch(
            self.ANSWER_BEFORE, context.user_id, turn.thread_id, turn.retried_item_id, turn.id
        )
        return [item_from_json(row["data"]) for row in rows]

    # Writing

    ASK_TO_STOP = """
        UPDATE pp_turns
           SET state = 'stopping'
         WHERE user_id = $1
           AND id = $2
           AND state IN ('running', 'stopping')
        RETURNING id"""

    async def ask_to_stop(self, turn_id: str, context: UserContext) -> bool:
        """Mark a turn for its process to stop; False when it is over already."""
        return await self._owned.fetchrow(self.ASK_TO_STOP, context.user_id, turn_id) is not None

    # A write of a turn counts only while the turn holds its lease: a process that was thought dead cannot write late.
    # The share lock makes that true also against a statement that is taking the lease away at the same time.
    _HELD = """thread AS MATERIALIZED (
             SELECT id
               FROM chatkit_threads
              WHERE user_id = $1
                AND id = $2
                FOR KEY SHARE),
        turn AS MATERIALIZED (
             SELECT t.thread_id
               FROM thread
               JOIN pp_turns t ON t.thread_id = thread.id
              WHERE t.user_id = $1
                AND t.id = $3
                AND t.state IN ('running', 'stopping')
                FOR SHARE OF t)"""
    SAVE_ITEMS = f"""
        WITH {_HELD}
        INSERT INTO chatkit_thread_items AS i (user_id, thread_id, id, type, hidden, data, created_at)
        SELECT $1, turn.thread_id, v.id, v.type, v.hidden, v.data, v.created_at
          FROM turn,
               unnest($4::text[], $5::text[], $6::boolean[], $7::text[], $8::timestamptz[])
                    WITH ORDINALITY AS v (id, type, hidden, data, created_at, place)
         ORDER BY v.place
            ON CONFLICT (thread_id, id) DO UPDATE
           SET type = excluded.type, hidden = excluded.hidden, data = excluded.data
         WHERE i.user_id = $1
        RETURNING i.id"""

    async def save_item(
        self, turn: NewTurn, item: ThreadItem, context: UserContext, before: Sequence[ThreadItem] = ()
    ) -> bool:
        """Upsert an item for a turn, after those `before` it; False when the turn has lost its lease or its thread."""
        columns = [list(column) for column in zip(*map(item_arguments, (*before, item)), strict=True)]
        arguments = (context.user_id, turn.thread_id, turn.id, *columns)
        return await self._patient.fetchrow(self.SAVE_ITEMS, *arguments) is not None

    DELETE_ITEM = f"""
        WITH {_HELD}
        DELETE FROM chatkit_thread_items i
         USING turn
         WHERE i.user_id = $1
           AND i.thread_id = turn.thread_id
           AND i.id = $4"""

    async def delete_item(self, turn: NewTurn, item_id: str, context: UserContext) -> None:
        """Remove an item for a turn that holds its lease; one that is not there is fine."""
        await self._patient.execute(self.DELETE_ITEM, context.user_id, turn.thread_id, turn.id, item_id)

    # Across users: the loops of a process

    ALIVE = """
        INSERT INTO pp_workers AS w (worker)
        VALUES ($1)
            ON CONFLICT (worker) DO UPDATE
           SET seen_at = clock_timestamp()
        RETURNING seen_at AS shown"""

    async def say_alive(self) -> None:
        """Note that this process lives: its turns are believed longer then, should their renewal be late."""
        await on_every([partial(_read_clock, one, self.ALIVE, self._worker) for one in self._pool.every()])

    async def read_clocks(self) -> None:
        """Read the clock of each database, as `say_alive` does beside."""
        await on_every([partial(_read_clock, one, DatabaseClock.READ) for one in self._pool.every()])

    # A row that another statement has locked in this moment is left out rather than waited for: one that waits would
    # keep every other turn of the process waiting. The next renewal has it.
    RENEW = f"""
        WITH given AS (
             SELECT *
               FROM unnest($1::text[], $2::text[], $3::int[], $4::boolean[], $5::text[], $6::bigint[])
                    AS v (id, user_id, listeners, changed, partial, said_seq)),
        free AS MATERIALIZED (
             SELECT t.id
               FROM given
               JOIN pp_turns t ON t.id = given.id AND t.user_id = given.user_id
              WHERE t.state IN ('running', 'stopping')
                FOR NO KEY UPDATE OF t SKIP LOCKED),
        renewed AS (
             UPDATE pp_turns t
                SET heartbeat_at = now(), listeners = given.listeners,
                    partial = CASE WHEN given.changed THEN given.partial ELSE t.partial END,
                    said_seq = CASE WHEN given.changed THEN given.said_seq ELSE t.said_seq END
               FROM free
               JOIN given ON given.id = free.id
              WHERE t.id = free.id
             RETURNING t.id)
        SELECT t.id, t.state, renewed.id IS NOT NULL AS renewed,
               coalesce(t.remote_listened_at > now() - make_interval(secs => {ABSENT_S}), false) AS listened_elsewhere
          FROM given
          JOIN pp_turns t ON t.id = given.id AND t.user_id = given.user_id AND t.state IN ('running', 'stopping')
          LEFT JOIN renewed ON renewed.id = t.id"""

    async def renew(self, turns: Sequence[Renewal]) -> dict[str, Renewed]:
        """Renew this process's leases, all in one statement, by id; a turn that is missing has lost its lease."""
        parts = await self._pool.parted([user_id for _, user_id, *_ in turns])
        theirs = [[turns[place] for place in places] for _, places in parts]
        found = await on_every(
            [partial(self._renew, database, some) for (database, _), some in zip(parts, theirs, strict=True)]
        )
        answers: dict[str, Renewed] = {}
        for some, answer in zip(theirs, found, strict=True):
            # Of a database that is away nothing is known: its turns' next renewal tells.
            answers |= {turn_id: Renewed("running", False, False) for turn_id, *_ in some} if answer is None else answer
        return answers

    async def _renew(self, database: PostgresPool, turns: Sequence[Renewal]) -> dict[str, Renewed]:
        columns = [list(column) for column in zip(*turns, strict=True)]
        rows = await database.reserved().fetch(self.RENEW, *columns)
        return {row["id"]: Renewed(row["state"], row["renewed"], row["listened_elsewhere"]) for row in rows}

    EXPIRED = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE state IN ('running', 'stopping')
           AND NOT {renewed("pp_turns")}
           AND (worker = $1 OR NOT {held("pp_turns")})
         LIMIT 100"""

    async def expired(self) -> list[TurnRow]:
        """Turns whose process has gone, anybody's; and those of this process that it does not renew."""
        found = await on_every(
            [partial(one.reserved().fetch, self.EXPIRED, self._worker) for one in self._pool.every()]
        )
        return [turn for rows in found for row in rows or () if (turn := turn_of(row)) is not None]

    FORGET_WORKERS = "DELETE FROM pp_workers WHERE seen_at < now() - interval '1 hour'"
    PARTITIONS = """
        SELECT pp_make_turn_partitions($1, $2) AS made, now() - make_interval(days => $1) AS oldest"""
    MOVE_ENDED = f"""
        WITH found AS MATERIALIZED (
             SELECT id AS turn_id
               FROM pp_turns
              WHERE state IN ('done', 'failed')
                AND finished_at < now() - make_interval(secs => $1)
              ORDER BY finished_at
              LIMIT $2
                FOR UPDATE SKIP LOCKED),
        moved AS (
             DELETE FROM pp_turns t
              USING found
              WHERE t.id = found.turn_id
             RETURNING {ENDED_COLUMNS})
        INSERT INTO pp_turns_ended ({ENDED_COLUMNS})
        SELECT * FROM moved"""
    PRUNE_REST = """
        DELETE FROM pp_turns_ended_rest
         WHERE (user_id, finished_at, id) IN (
               SELECT user_id, finished_at, id
                 FROM pp_turns_ended_rest
                WHERE finished_at < now() - make_interval(days => $1)
                LIMIT $2)"""

    async def prune(self, days: int = KEEP_FINISHED_DAYS, *, page: int = MOVED_AT_ONCE) -> None:
        """Put turns that ended an hour ago with the others of their day, drop days long over, forget processes.

        A page at a time: leases are renewed on the same connection. What others use at this moment is left for later.
        """
        await on_every([partial(self._prune, one.reserved(), days, page) for one in self._pool.every()])

    async def _prune(self, database: Database, days: int, page: int) -> None:
        with suppress(asyncpg.LockNotAvailableError):
            row = await database.fetchrow(self.PARTITIONS, days, DAYS_AHEAD)
            assert row is not None
            await drop_ended(database, "pp_turns_ended", row["oldest"])
        with suppress(UserElsewhere):  # one of their users is being moved to another database
            while _count(await database.execute(self.MOVE_ENDED, ENDED_S, page)) == page:
                continue
            while _count(await database.execute(self.PRUNE_REST, days, page)) == page:
                continue
        await database.execute(self.FORGET_WORKERS)


async def _read_clock(database: PostgresPool, statement: str, *args: object) -> None:
    before = time.monotonic()
    row = await database.reserved().fetchrow(statement, *args)
    assert row is not None
    database.clock.note(before, row["shown"], time.monotonic())


def _count(tag: str) -> int:
    return int(tag.rpartition(" ")[2])
