"""The pool of Postgres connections. No connection is held while a model talks.

Beside the pool there can be a `ReservedConnection`, for statements that must not wait behind the others.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import asyncpg

from professor_lock.db.clock import MOMENTS, AtEarliest, AtLatest, DatabaseClock, EachAtLatest
from professor_lock.db.dsn import understood
from professor_lock.db.failures import SOURCE, UNREACHABLE, as_own_errors
from professor_lock.db.kept_connections import KEPT_S, KeptConnections
from professor_lock.db.pooler import behind_pooler, is_pooled
from professor_lock.errors import NotFound, SourceUnavailable

logger = logging.getLogger("professor_lock.database")

PATIENCE_S = 5.0
"""How long a request's statement waits for one of this process's connections to be free."""
COMMAND_TIMEOUT_S = 10.0
CONNECT_TIMEOUT_S = 10.0
MAX_SHARE = 0.4
"""The share of a process's connections that one user's statements may take at the same time."""
WRITE = """
    INSERT INTO pp_workers AS w (worker)
    VALUES ('readiness')
        ON CONFLICT (worker) DO UPDATE
       SET seen_at = clock_timestamp()"""
"""A cheap write. A database that can only be read would answer any other statement of readiness."""
CLAIM = "SELECT set_config('role', $1, true), set_config('request.jwt.claims', $2, true)"


Connect = Callable[[], Awaitable[asyncpg.Connection]]


class Row(Protocol):
    """A row of a result: its columns by name."""

    def __getitem__(self, column: str, /) -> Any: ...


class Database(Protocol):
    """Runs statements: a pool, or one connection inside a transaction. Values are bound as $1, $2, ...."""

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]: ...

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None: ...

    async def execute(self, query: str, *args: object) -> str: ...


class PostgresPool:
    """An asyncpg pool. Failed connections raise SourceUnavailable; an error in a statement is raised as it is.

    `role` is the role that `owned` statements run as, None for the login's own. `connect` makes a connection beside
    the pool. `kept_s` is how long connections are kept at hand (`kept_connections`); with 0 each goes back at once.
    """

    def __init__(
        self, pool: asyncpg.Pool, role: str | None = None, connect: Connect | None = None, *, kept_s: float = 0.0
    ) -> None:
        self._pool = pool
        self._kept = KeptConnections(pool, kept_s=kept_s)
        self._role = role
        self.clock = DatabaseClock()
        self._reserved = None if connect is None else ReservedConnection(connect, self)
        self._shares: weakref.WeakValueDictionary[str, asyncio.Semaphore] = weakref.WeakValueDictionary()
        self._share = max(1, int(pool.get_max_size() * MAX_SHARE))

    def share(self, owner: str) -> asyncio.Semaphore:
        """Limits one user's statements at the same time, so that a flood waits for itself and not for the others."""
        share = self._shares.get(owner)
        if share is None:
            share = self._shares[owner] = asyncio.Semaphore(self._share)
        return share

    def owned(self, *, patience_s: float = PATIENCE_S) -> OwnedDatabase:
        """The same database for statements that belong to one user.

        `patience_s` is how long they wait for a free connection.
        """
        return OwnedDatabase(self, self._role, patience_s)

    def routed(self) -> PostgresPool:
        """The same database for statements of one user ($1) that run as the server's own login."""
        return self

    def of(self, user_id: str) -> PostgresPool:
        """The database with this user's rows."""
        return self

    def every(self) -> tuple[PostgresPool, ...]:
        """The databases with users' rows."""
        return (self,)

    async def parted(self, users: Sequence[str]) -> list[tuple[PostgresPool, list[int]]]:
        """In which database which of these users are, by their places in the list."""
        return [(self, list(range(len(users))))]

    def patient(self, patience_s: float) -> PatientDatabase:
        """The same database for statements that wait so long for a free connection."""
        return PatientDatabase(self, patience_s)

    def reserved(self) -> ReservedConnection | PostgresPool:
        """A connection of its own, which waits for nobody; the pool itself where no other can be made."""
        return self._reserved or self

    async def values(self, connection: Any, args: tuple[object, ...]) -> list[object]:
        """A statement's values, moments by this database's clock: it is read here when nothing is known of it."""
        if not any(type(one) in MOMENTS for one in args):
            return list(args)
        if not self.clock.is_known(before := time.monotonic()):
            shown = await connection.fetchval(self.clock.READ)
            self.clock.note(before, shown, time.monotonic())
        return [self.clock.value(one) if isinstance(one, AtEarliest | AtLatest | EachAtLatest) else one for one in args]

    async def fetch(self, query: str, *args: object, patience_s: float = PATIENCE_S) -> list[asyncpg.Record]:
        """All rows."""
        async with self.acquire(patience_s) as connection:
            rows: list[asyncpg.Record] = await connection.fetch(query, *await self.values(connection, args))
            return rows

    async def fetchrow(self, query: str, *args: object, patience_s: float = PATIENCE_S) -> asyncpg.Record | None:
        """The first row, or None."""
        async with self.acquire(patience_s) as connection:
            row: asyncpg.Record | None = await connection.fetchrow(query, *await self.values(connection, args))
            return row

    async def execute(self, query: str, *args: object, patience_s: float = PATIENCE_S) -> str:
        """The command's tag."""
        async with self.acquire(patience_s) as connection:
            tag: str = await connection.execute(query, *await self.values(connection, args))
            return tag

    def acquire(self, patience_s: float = PATIENCE_S) -> AbstractAsyncContextManager[Any]:
        """One connection, to be entered: for a transaction; Overloaded when none is free for so long."""
        return self._kept.borrowed(patience_s)

    async def ping(self, timeout_s: float = 2.0) -> None:
        """Raise SourceUnavailable unless the database answers and takes a write in time."""
        try:
            async with asyncio.timeout(timeout_s):
                await self.reserved().execute(WRITE)
        except TimeoutError as error:
            raise SourceUnavailable("The database does not answer in time.", source=SOURCE) from error

    async def close(self) -> None:
        """Close every connection, waiting shortly for those in use."""
        if self._reserved is not None:
            await self._reserved.close()
        try:
            async with asyncio.timeout(5):
                await self._kept.close()
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()


class OwnedDatabase:
    """Statements of one user each: the first argument, $1, is the owner in every one of them.

    With a role (PP_DB_ROLE) each statement runs in a transaction of its own as that role and with the owner in its
    claims, so that row-level security holds for the server too: a statement that forgot the owner would find nothing.
    What the policies refuse is another user's, and that is not found. Inside `transaction` only its own
    connection may be used: a user has few.
    """

    def __init__(self, pool: PostgresPool, role: str | None, patience_s: float = PATIENCE_S) -> None:
        self._pool = pool
        self._role = role
        self._patience_s = patience_s

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        """All rows of the owner's ($1)."""
        owner = _owner(args)
        if self._role is None:
            async with self._pool.share(owner):
                return await self._pool.fetch(query, *args, patience_s=self._patience_s)
        async with self.transaction(owner) as connection:
            rows: list[asyncpg.Record] = await connection.fetch(query, *await self._pool.values(connection, args))
            return rows

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None:
        """The first row of the owner's ($1), or None."""
        owner = _owner(args)
        if self._role is None:
            async with self._pool.share(owner):
                return await self._pool.fetchrow(query, *args, patience_s=self._patience_s)
        async with self.transaction(owner) as connection:
            row: asyncpg.Record | None = await connection.fetchrow(query, *await self._pool.values(connection, args))
            return row

    async def execute(self, query: str, *args: object) -> str:
        """The command's tag, over the owner's ($1) rows."""
        owner = _owner(args)
        if self._role is None:
            async with self._pool.share(owner):
                return await self._pool.execute(query, *args, patience_s=self._patience_s)
        async with self.transaction(owner) as connection:
            tag: str = await connection.execute(query, *await self._pool.values(connection, args))
            return tag

    @asynccontextmanager
    async def transaction(self, owner: str) -> AsyncIterator[Any]:
        """One connection inside a transaction of the owner's."""
        try:
            async with (
                self._pool.share(owner),
                self._pool.acquire(self._patience_s) as connection,
                connection.transaction(),
            ):
                if self._role is not None:
                    # Both at once, and gone with the transaction: a pooler's next client must not inherit them.
                    await connection.execute(CLAIM, self._role, json.dumps({"sub": owner, "role": self._role}))
                yield connection
        except asyncpg.InsufficientPrivilegeError as error:
            if self._role is None:
                raise
            raise NotFound("There is no such thing.") from error


def _owner(args: tuple[object, ...]) -> str:
    owner = args[0] if args else None
    if not isinstance(owner, str):
        raise TypeError("the first argument of an owned statement is its owner")
    return owner


class PatientDatabase:
    """Statements over everybody's rows, like the pool's own, with their own patience."""

    def __init__(self, pool: PostgresPool, patience_s: float) -> None:
        self._pool = pool
        self._patience_s = patience_s

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        """All rows."""
        return await self._pool.fetch(query, *args, patience_s=self._patience_s)

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None:
        """The first row, or None."""
        return await self._pool.fetchrow(query, *args, patience_s=self._patience_s)

    async def execute(self, query: str, *args: object) -> str:
        """The command's tag."""
        return await self._pool.execute(query, *args, patience_s=self._patience_s)


class ReservedConnection:
    """One connection beside the pool, made when it is first needed and again when it was lost; one statement at a time.

    Statements over everybody's rows, like the pool's own, which does them while no other connection is to be had.
    """

    def __init__(self, connect: Connect, pool: PostgresPool) -> None:
        self._connect = connect
        self._pool = pool
        self._connection: asyncpg.Connection | None = None
        self._one_at_a_time = asyncio.Lock()

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        """All rows."""
        async with self._database() as database:
            rows: list[asyncpg.Record] = await database.fetch(query, *args)
            return rows

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None:
        """The first row, or None."""
        async with self._database() as database:
            return await database.fetchrow(query, *args)

    async def execute(self, query: str, *args: object) -> str:
        """The command's tag."""
        async with self._database() as database:
            return await database.execute(query, *args)

    async def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            connection.terminate()

    @asynccontextmanager
    async def _database(self) -> AsyncIterator[Database]:
        async with self._one_at_a_time:
            if self._connection is None or self._connection.is_closed():
                try:
                    self._connection = await self._connect()
                except UNREACHABLE:
                    yield self._pool
                    return
            with as_own_errors():
                try:
                    yield self._connection
                except BaseException:
                    # A statement that was cut off may still run on it: the next one gets a new connection.
                    await self.close()
                    raise


async def open_pool(
    address: str,
    *,
    max_size: int,
    role: str | None = None,
    application: str = "professor-lock",
    pooler: str = "session",
) -> PostgresPool:
    """Connect, with `max_size` connections at most: one of them is the reserved one, where there are two or more.

    Poolers get no prepared statements, because the next one may run on another server connection. `pooler` says
    whether there is one: "transaction", "session" (or none), or "auto", which finds out.
    """
    dsn, left_out = understood(address)
    if left_out:
        logger.warning("DATABASE_URL: left out what this server does not know: %s", ", ".join(left_out))
    pooled = pooler == "transaction" or behind_pooler(address)
    if pooler == "auto" and not pooled:
        pooled = await is_pooled(dsn, connect_timeout_s=CONNECT_TIMEOUT_S, command_timeout_s=COMMAND_TIMEOUT_S)
    options: dict[str, Any] = {
        "timeout": CONNECT_TIMEOUT_S,
        "command_timeout": COMMAND_TIMEOUT_S,
        "statement_cache_size": 0 if pooled else 100,
        "server_settings": {} if pooled else {"application_name": application},
    }

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(dsn, **options)

    try:
        shared = max(1, max_size - 1)
        pool = await asyncpg.create_pool(dsn, min_size=1, max_size=shared, reset=_nothing_to_reset, **options)
    except UNREACHABLE as error:
        raise SourceUnavailable("The database cannot be reached.", source=SOURCE) from error
    return PostgresPool(pool, role, connect if max_size > 1 else None, kept_s=KEPT_S)


async def _nothing_to_reset(_: asyncpg.Connection) -> None:
    """In place of the driver's own statement after every statement, which doubles the round trips.

    A session is left as it was found: single statements, and transactions in which all that is set is local to them.
    What was cut off in the middle of one the driver still rolls back, before this.
    """
