"""Lists, records and opened conversations read from a standby, where there is one (`DATABASE_READ_URL`).

What a user has written they read: a statement goes to the standby only after it has replayed all that the primary had
written when the statement was asked for. A standby that lags, fails or is no standby changes nothing but speed: the
primary answers instead, and the standby is asked again when it answers in the background.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

import asyncpg

from professor_lock.db.failures import SOURCE
from professor_lock.db.pool import Database, PostgresPool
from professor_lock.errors import SourceUnavailable
from professor_lock.logs import SeldomLog
from professor_lock.metrics import STANDBY_READS
from professor_lock.timings import StandbyTimings

logger = logging.getLogger("professor_lock.database")

WRITTEN = "SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint AS position"
REPLAYED = """
    SELECT CASE WHEN pg_is_in_recovery()
                THEN (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint
            END AS position"""
"""NULL on a server that is no standby, or no more."""
NO_STANDBY = "{name} names no standby: that server replays nothing"
SAME = """
    SELECT current_database() AS name, d.oid::bigint AS oid,
           CASE WHEN has_function_privilege('pg_control_system()', 'EXECUTE')
                THEN (SELECT system_identifier FROM pg_control_system())
            END AS cluster
      FROM pg_database d
     WHERE d.datname = current_database()"""
"""The same on a primary and on every standby of it, and on no other."""
OTHER = "{name} names another database than the one it is to be a standby of"
TRY_AGAIN = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.UndefinedTableError)
"""A read that replay has cancelled, and a schema that has not come over yet."""


class Standby:
    """Reads of one process. `connect` opens the standby's pool; `primary` says what has been written.

    `name`: the variable that has its address, for the log.
    """

    def __init__(
        self,
        primary: Database,
        connect: Callable[[], Awaitable[PostgresPool]],
        timings: StandbyTimings,
        name: str = "DATABASE_READ_URL",
    ) -> None:
        self._name = name
        self._connect = connect
        self._timings = timings
        self._primary = primary
        self._position = _Position(primary)
        self._pool: PostgresPool | None = None
        self._in_use = False
        self._out = asyncio.Event()
        self._log = SeldomLog(logger)
        self._task: asyncio.Task[None] | None = None

    @property
    def in_use(self) -> bool:
        """Whether reads go there at the moment."""
        return self._in_use

    def start(self) -> None:
        """Connect in the background: a standby that is away keeps no server from starting."""
        self._out.set()
        self._task = asyncio.create_task(self._keep_trying(), name="standby")

    async def stop(self) -> None:
        """End the background task and close the connections."""
        self._in_use = False
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._pool is not None:
            await self._pool.close()

    def reads(self, primary: Database, *, owned: bool) -> StandbyReads:
        """The database for reads, with `primary` behind it. `owned`: the first argument of each is its owner."""
        return StandbyReads(self, primary, owned=owned)

    async def fetch(self, query: str, args: tuple[object, ...], *, owned: bool) -> list[asyncpg.Record] | None:
        """All rows as of now; None where the primary has to answer."""
        if not self._in_use or self._pool is None:
            STANDBY_READS.labels("out_of_use").inc()
            return None
        wanted = await self._position.now()
        try:
            async with asyncio.timeout(self._timings.answer_s), self._connection(args, owned=owned) as one:
                if not await self._catches_up(one, wanted):
                    STANDBY_READS.labels("lagging").inc()
                    self._leave("the standby lags behind")
                    return None
                rows: list[asyncpg.Record] = await one.fetch(query, *args)
        except (SourceUnavailable, TimeoutError) as error:
            STANDBY_READS.labels("failed").inc()
            self._leave(str(error) or "it did not answer in time")
            return None
        except TRY_AGAIN:
            STANDBY_READS.labels("cancelled").inc()
            return None
        STANDBY_READS.labels("answered").inc()
        return rows

    @asynccontextmanager
    async def _connection(self, args: tuple[object, ...], *, owned: bool) -> AsyncIterator[Any]:
        assert self._pool is not None
        if owned:
            # In a transaction: behind a pooler the position and the rows must be of the same server.
            async with self._pool.owned().transaction(str(args[0])) as connection:
                yield connection
        else:
            async with self._pool.acquire() as connection, connection.transaction():
                yield connection

    async def _catches_up(self, connection: Any, wanted: int) -> bool:
        """Whether it has replayed so far, soon enough. SourceUnavailable from a server that is no standby."""
        deadline = asyncio.get_running_loop().time() + self._timings.catch_up_s
        while True:
            replayed = await connection.fetchval(REPLAYED)
            if replayed is None:
                raise SourceUnavailable(NO_STANDBY.format(name=self._name), source=SOURCE)
            if replayed >= wanted:
                return True
            if asyncio.get_running_loop().time() > deadline:
                return False
            await asyncio.sleep(self._timings.look_s)

    def _leave(self, why: str) -> None:
        self._in_use = False
        self._out.set()
        self._log.warning("reads go to the primary: %s", why)

    async def _keep_trying(self) -> None:
        while True:
            await self._out.wait()
            if await self._answers():
                self._out.clear()
                self._in_use = True
                logger.info("reads go to the standby")
            else:
                await asyncio.sleep(self._timings.retry_s)

    async def _answers(self) -> bool:
        """Whether it is a standby that has all that the primary has written."""
        try:
            async with asyncio.timeout(self._timings.answer_s):
                if self._pool is None:
                    self._pool = await self._connect()
                wanted, own = await self._position.now(), await self._primary.fetchrow(SAME)
                async with self._pool.acquire() as connection:
                    caught_up = await self._catches_up(connection, wanted)
                    if await connection.fetchrow(SAME) != own:
                        raise SourceUnavailable(OTHER.format(name=self._name), source=SOURCE)
                    return caught_up
        except (SourceUnavailable, TimeoutError) as error:
            self._log.warning("the standby cannot be read: %s", str(error) or "it did not answer in time")
            return False


class Reads(Protocol):
    """Where reads come from: a standby, or those of several databases."""

    def reads(self, primary: Any, *, owned: bool) -> Database: ...


class StandbyReads:
    """A `Database` whose reads may come from the standby; writes go to the primary."""

    def __init__(self, standby: Standby, primary: Database, *, owned: bool) -> None:
        self._standby = standby
        self._primary = primary
        self._owned = owned

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        """All rows."""
        rows = await self._standby.fetch(query, args, owned=self._owned)
        return await self._primary.fetch(query, *args) if rows is None else rows

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None:
        """The first row, or None."""
        rows = await self._standby.fetch(query, args, owned=self._owned)
        if rows is None:
            return await self._primary.fetchrow(query, *args)
        return rows[0] if rows else None

    async def execute(self, query: str, *args: object) -> str:
        """The command's tag; always the primary's."""
        return await self._primary.execute(query, *args)


class _Position:
    """How far the primary has written, in bytes of its log, asked for by all who wait for it together.

    Each caller gets an answer that was asked for after they came: an earlier one may not know of what they wrote.
    """

    def __init__(self, primary: Database) -> None:
        self._primary = primary
        self._running: asyncio.Task[int] | None = None
        self._next: asyncio.Task[int] | None = None

    async def now(self) -> int:
        """SourceUnavailable when the primary does not answer."""
        if self._next is None:
            self._next = asyncio.create_task(self._ask(self._running))
            self._next.add_done_callback(_seen)
        return await asyncio.shield(self._next)

    async def _ask(self, before: asyncio.Task[int] | None) -> int:
        if before is not None:
            await asyncio.wait([before])
        self._running, self._next = self._next, None
        row = await self._primary.fetchrow(WRITTEN)
        assert row is not None
        return int(row["position"])


def _seen(asked: asyncio.Task[int]) -> None:
    """The caller may be gone by now: a failure is then nobody's."""
    if not asked.cancelled():
        asked.exception()
