"""Moves a user to another database while they chat: docs/decisions/0012-shards.md has the steps, and why they hold.

How far a move has come is in the user's row of the directory. Each step is one transaction in one database and can be
done again: a mover that was killed is followed by the next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from professor_lock.db.dsn import understood
from professor_lock.db.sharding.copying import FENCE, SET_FENCE, CannotMove, alone_with, copy_rows, delete_rows
from professor_lock.db.sharding.directory import assign, digest_of
from professor_lock.db.sharding.registry import CONNECT_TIMEOUT_S, Shards
from professor_lock.db.sharding.tables import any_rows, owned_tables
from professor_lock.timings import ShardTimings

logger = logging.getLogger("professor_lock.shards")

STATEMENT_TIMEOUT_S = 600.0
"""For a statement of a move: a user may have a hundred thousand rows."""
LOOK_S = 0.1
TRIES = 5

FIND = "SELECT shard, step, move, move_from, move_to, moving_user FROM pp_user_shards WHERE user_digest = $1"
ONLY_ONE = "SELECT pg_try_advisory_xact_lock(hashtextextended('move of ' || $1, 0))"
NONE_MOVES = "SELECT pg_advisory_xact_lock(hashtextextended('moves of users', 0))"
SOMEBODY_MAY_MOVE = "SELECT pg_try_advisory_xact_lock_shared(hashtextextended('moves of users', 0))"
EPOCHS = "SELECT pg_advisory_xact_lock(hashtextextended('epochs of shards', 0))"
"""Held to the commit: no epoch becomes visible after a higher one."""
BEGIN = """
    UPDATE pp_user_shards
       SET step = 'draining', move = nextval('chatkit_seq'), move_from = shard, move_to = $2, moving_user = $3
     WHERE user_digest = $1
       AND step IS NULL
    RETURNING move"""
CALL_OFF = """
    UPDATE pp_user_shards
       SET step = NULL, move = NULL, move_from = NULL, move_to = NULL, moving_user = NULL
     WHERE user_digest = $1
       AND move = $2
       AND step = $3"""
CLOSE = """
    UPDATE pp_user_shards
       SET step = 'closed', epoch = nextval('chatkit_seq')
     WHERE user_digest = $1
       AND move = $2
       AND step = 'draining'"""
FLIP = """
    WITH flipped AS (
         UPDATE pp_user_shards
            SET step = 'flipped', shard = move_to, epoch = nextval('chatkit_seq')
          WHERE user_digest = $1
            AND move = $2
            AND step = 'closed'
         RETURNING move_from, move_to)
    UPDATE pp_shards s
       SET users = users + CASE WHEN s.number = f.move_to THEN 1 ELSE -1 END
      FROM flipped f
     WHERE s.number IN (f.move_from, f.move_to)"""
ABANDONED = "SELECT user_digest FROM pp_user_shards WHERE move IS NOT NULL ORDER BY move LIMIT 100"
RUNNING = "SELECT count(*) FROM pp_turns WHERE user_id = $1 AND state IN ('running', 'stopping')"
STOP = "UPDATE pp_turns SET state = 'stopping' WHERE user_id = $1 AND state = 'running'"
DRAIN = """
    INSERT INTO pp_moved_users AS m (user_digest, state, move)
    VALUES ($1, 'draining', $2)
        ON CONFLICT (user_digest) DO UPDATE
       SET state = 'draining', move = excluded.move, at = now()
     WHERE m.move < excluded.move"""
UNDRAIN = "DELETE FROM pp_moved_users WHERE user_digest = $1 AND move = $2 AND state = 'draining'"
OPEN = "UPDATE pp_moved_users SET state = 'arrived' WHERE user_digest = $1 AND move = $2 AND state = 'arriving'"

AfterStep = Callable[[str], Awaitable[None]]


async def _go_on(_step: str) -> None:
    """Nothing happens between two steps."""


async def _again(step: Callable[[], Awaitable[object]]) -> None:
    """Do a step, and once more where a statement over many users has met it in a circle of locks."""
    for _ in range(TRIES - 1):
        try:
            await step()
            return
        except asyncpg.DeadlockDetectedError:
            await asyncio.sleep(LOOK_S)
    await step()


@dataclass(frozen=True, slots=True)
class Move:
    """One move as it is in the directory."""

    user_id: str
    digest: str
    number: int
    old: int
    new: int


@asynccontextmanager
async def nobody_moves(home: str) -> AsyncIterator[None]:
    """A time in which no user is moved between databases; waits for the moves that are going on."""
    connection = await asyncpg.connect(understood(home)[0], timeout=CONNECT_TIMEOUT_S, statement_cache_size=0)
    try:
        async with connection.transaction():
            await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            await connection.execute(NONE_MOVES)
            yield
    finally:
        await connection.close()


class Mover:
    """Moves users between these databases. `after_step` is called with what has just been done."""

    def __init__(self, shards: Shards, timings: ShardTimings, after_step: AfterStep = _go_on) -> None:
        self._shards = shards
        self._timings = timings
        self._after_step = after_step

    async def move(self, user_id: str, to: int, *, stop: bool = False) -> str:
        """Move a user, or go on with the move that was begun; what was done, in words.

        `stop` ends the user's running answers instead of waiting for them. CannotMove, with nothing changed, while
        they run for too long, another mover is at it, or there is no such user or database.
        """
        if to not in self._shards.dsns:
            numbers = ", ".join(map(str, sorted(self._shards.dsns)))
            raise CannotMove(f"There is no shard {to}; there are {numbers}.")
        digest = digest_of(user_id, self._shards.mark)
        async with self._only_one(digest) as home:
            row = await self._row(home, user_id, digest)
            if row["step"] is None:
                if row["shard"] == to:
                    return f"The user lives in shard {to} already."
                await home.fetchval(BEGIN, digest, to, user_id)
                row = await self._row(home, user_id, digest)
            elif row["move_to"] != to:
                raise CannotMove(
                    f"The user is being moved to shard {row['move_to']}: that comes first, `shards move USER "
                    f"{row['move_to']}` goes on with it."
                )
            await self._go_through(home, self._move_of(row, digest), row["step"], stop=stop)
        return f"The user lives in shard {to} now."

    async def finish_abandoned(self) -> str | None:
        """End what movers that are gone have closed, call off what they only began; in words, None for nothing."""
        done = []
        async with self._connected(self._shards.home) as home:
            rows = await home.fetch(ABANDONED)
        for found in rows:
            try:
                async with self._only_one(found["user_digest"]) as home:
                    row = await home.fetchrow(FIND, found["user_digest"])
                    if row is None or row["step"] is None:
                        continue
                    move = self._move_of(row, found["user_digest"])
                    if row["step"] == "draining" and await self._call_off(home, move):
                        done.append("called off")
                    else:
                        await self._go_through(home, move, row["step"], stop=False)
                        done.append("ended")
            except CannotMove:
                continue  # its mover lives
        return f"moves of users: {', '.join(done)}" if done else None

    async def _go_through(self, home: asyncpg.Connection, move: Move, step: str, *, stop: bool) -> None:
        """What is left of a move, from this step on."""
        async with AsyncExitStack() as stack:
            old = await stack.enter_async_context(self._connected(move.old))
            new = await stack.enter_async_context(self._connected(move.new))
            if step == "draining":
                await self._close(home, old, move, stop=stop)
                step = "closed"
            if step == "closed":
                # Others believe what they remember for so long; a mover that follows another waits again.
                believed = asyncio.create_task(asyncio.sleep(self._timings.fresh_s + self._timings.margin_s))
                try:
                    await _again(lambda: copy_rows(old, new, move.user_id, move.digest, move.number))
                    await self._after_step("copied")
                    await believed
                finally:
                    believed.cancel()
                await self._directory(home, FLIP, move)
                await self._after_step("flipped")
            await new.execute(OPEN, move.digest, move.number)
            await self._after_step("opened")
            await _again(lambda: delete_rows(old, move.user_id, move.digest, move.number))
            await self._after_step("deleted")
            await home.execute(CALL_OFF, move.digest, move.number, "flipped")

    async def _close(self, home: asyncpg.Connection, old: asyncpg.Connection, move: Move, *, stop: bool) -> None:
        """Wait for running answers while none begins, and close the old database to the user."""
        await old.execute(DRAIN, move.digest, move.number)
        await self._after_step("draining")
        if stop:
            await old.execute(STOP, move.user_id)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._timings.drain_s
        while not await self._closed(old, move):
            if loop.time() > deadline:
                await self._call_off(home, move)
                raise CannotMove(
                    "An answer of the user's is still being written; nothing was moved. Try again, or with --stop."
                )
            await asyncio.sleep(LOOK_S)
        await self._after_step("fenced")
        await self._directory(home, CLOSE, move)
        await self._after_step("closed")

    @staticmethod
    async def _closed(old: asyncpg.Connection, move: Move) -> bool:
        """Close the old database, unless a turn runs."""
        if await old.fetchval(RUNNING, move.user_id):
            return False
        async with alone_with(old, move.user_id):
            if await old.fetchval(RUNNING, move.user_id):
                return False
            fence = await old.fetchrow(FENCE, move.digest)
            if fence is None or fence["move"] != move.number:
                raise CannotMove("Another mover has taken over.")
            if fence["state"] == "draining":
                await old.execute(SET_FENCE, move.digest, "closed", move.number)
        return True

    async def _call_off(self, home: asyncpg.Connection, move: Move) -> bool:
        """Take a move back that has only begun; False when the old database is closed already: it goes on then."""
        async with self._connected(move.old) as old:
            if (await old.execute(UNDRAIN, move.digest, move.number)) == "DELETE 0":
                fence = await old.fetchrow(FENCE, move.digest)
                if fence is not None and fence["move"] == move.number:
                    return False
        await home.execute(CALL_OFF, move.digest, move.number, "draining")
        return True

    @staticmethod
    async def _directory(home: asyncpg.Connection, statement: str, move: Move) -> None:
        """A change of the directory that other processes must hear of."""
        async with home.transaction():
            await home.execute(EPOCHS)
            tag = await home.execute(statement, move.digest, move.number)
        if tag.endswith(" 0"):
            raise CannotMove("Another mover has taken over.")

    async def _row(self, home: asyncpg.Connection, user_id: str, digest: str) -> Any:
        """The user's row of the directory; made for one who has rows in the home from before there were shards."""
        row = await home.fetchrow(FIND, digest)
        if row is None:
            has_rows = any_rows(list(await owned_tables(home)), "WHERE user_id = $1")
            if not await home.fetchval(has_rows, user_id):
                raise CannotMove("There is no such user: it has to be the id, as the rows have it.")
            await assign(home, has_rows, user_id, digest, home_number=self._shards.home, takes=())
            row = await home.fetchrow(FIND, digest)
        return row

    @staticmethod
    def _move_of(row: Any, digest: str) -> Move:
        return Move(row["moving_user"], digest, row["move"], row["move_from"], row["move_to"])

    @asynccontextmanager
    async def _only_one(self, digest: str) -> AsyncIterator[asyncpg.Connection]:
        """A connection to the home, while no other mover works on this user. CannotMove when one does.

        The lock is a transaction's, on a connection beside it: that works through every pooler, and ends with us.
        """
        async with self._connected(self._shards.home) as lock, lock.transaction():
            if not await lock.fetchval(SOMEBODY_MAY_MOVE):
                raise CannotMove("A backup is being made: nobody is moved until it is done.")
            if not await lock.fetchval(ONLY_ONE, digest):
                raise CannotMove("The user is being moved by another process.")
            async with self._connected(self._shards.home) as home:
                yield home

    @asynccontextmanager
    async def _connected(self, number: int) -> AsyncIterator[asyncpg.Connection]:
        dsn = self._shards.dsns.get(number)
        if dsn is None:
            raise CannotMove(f"PP_SHARDS lacks shard {number}.")
        connection = await asyncpg.connect(
            understood(dsn)[0],
            timeout=CONNECT_TIMEOUT_S,
            command_timeout=STATEMENT_TIMEOUT_S,
            statement_cache_size=0,
        )
        try:
            yield connection
        finally:
            await connection.close()
