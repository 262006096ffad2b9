"""The server's database when it is several: each statement of a user runs in the database with the user's rows.

Statements on the pool itself are over what is nobody's, and run in the home. docs/decisions/0012-shards.md says how a
statement is kept from a database that its user has left.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

import asyncpg

from professor_lock.db.failures import UserElsewhere
from professor_lock.db.pool import (
    PATIENCE_S,
    Database,
    OwnedDatabase,
    PatientDatabase,
    PostgresPool,
    ReservedConnection,
)
from professor_lock.db.sharding.directory import Directory, Route
from professor_lock.db.sharding.registry import Shards
from professor_lock.timings import ShardTimings

T = TypeVar("T")

logger = logging.getLogger("professor_lock.shards")

ALONE = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
FENCE = "SELECT pp_fence_of($1) AS state"
LEFT = ("closed", "moved", "arriving", "elsewhere")


class ShardedPool:
    """All databases of a deployment: `pools` by number, the home's among them; `shards` says which they are."""

    def __init__(
        self, pools: Mapping[int, PostgresPool], directory: Directory, shards: Shards, timings: ShardTimings
    ) -> None:
        self._home = pools[shards.home]
        self._shards = pools
        self.directory = directory
        self.shards = shards
        self._timings = timings
        self._gate = asyncio.Lock()

    # What is nobody's

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        """All rows of the home's."""
        return await self._home.fetch(query, *args)

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None:
        """The first row of the home's, or None."""
        return await self._home.fetchrow(query, *args)

    async def execute(self, query: str, *args: object) -> str:
        """The command's tag, in the home."""
        return await self._home.execute(query, *args)

    def patient(self, patience_s: float) -> PatientDatabase:
        """The home for statements that wait so long for a free connection."""
        return self._home.patient(patience_s)

    def reserved(self) -> ReservedConnection | PostgresPool:
        """The home's connection that waits for nobody."""
        return self._home.reserved()

    async def ping(self, timeout_s: float = 2.0) -> None:
        """SourceUnavailable unless the home answers and takes a write in time."""
        await self._home.ping(timeout_s)

    # What is users'

    def owned(self, *, patience_s: float = PATIENCE_S) -> RoutedDatabase:
        """Statements of one user each ($1), in the user's database."""
        return RoutedDatabase(self, lambda shard: shard.owned(patience_s=patience_s))

    def routed(self) -> RoutedDatabase:
        """The same as the server's own login."""
        return RoutedDatabase(self, lambda shard: shard)

    def of(self, user_id: str) -> Database:
        """The database with this user's rows, for statements whose first value is something else."""
        return RoutedDatabase(self, lambda shard: shard, user_id)

    @property
    def home(self) -> PostgresPool:
        """The database with the directory, and with what is nobody's."""
        return self._home

    def pool(self, number: int) -> PostgresPool:
        """The database of this number."""
        return self._shards[number]

    def every(self) -> tuple[PostgresPool, ...]:
        """The databases with users' rows, by number."""
        return tuple(self._shards[number] for number in sorted(self._shards))

    async def parted(self, users: Sequence[str]) -> list[tuple[PostgresPool, list[int]]]:
        """In which database which of these users are, by their places in the list."""
        # No user is waited for here: that would keep all the others waiting.
        routes = await asyncio.gather(*(self.directory.route(user, wait=False) for user in users))
        places: defaultdict[int, list[int]] = defaultdict(list)
        for place, route in enumerate(routes):
            places[route.shard].append(place)
        # Users of a database that this process does not know are left out: it has nothing of theirs.
        return [(self._shards[number], places[number]) for number in sorted(places) if number in self._shards]

    async def run(self, user_id: str, statement: Callable[[PostgresPool], Awaitable[T]]) -> T:
        """Run a statement of the user's where their rows are, again elsewhere when that database refuses it.

        UserElsewhere when the user is being moved for too long, or was moved before its answer came.
        """
        deadline = self._deadline()
        while True:
            route = await self.directory.route(user_id)
            try:
                answer = await statement(self._pool_of(route))
            except UserElsewhere as error:
                await self._wait(route, deadline, error)
                continue
            await self.directory.confirm(route, user_id)
            return answer

    @asynccontextmanager
    async def transaction(self, user_id: str, view: Callable[[PostgresPool], OwnedDatabase]) -> AsyncIterator[Any]:
        """A transaction in the user's database, which the user does not leave before its end."""
        deadline = self._deadline()
        while True:
            route = await self.directory.route(user_id)
            async with view(self._pool_of(route)).transaction(user_id) as connection:
                row = await connection.fetchrow(FENCE, user_id)
                if row["state"] not in LEFT:
                    yield connection
                    return
            await self._wait(route, deadline, UserElsewhere(draining=False))

    @asynccontextmanager
    async def alone(self, *names: str) -> AsyncIterator[None]:
        """While no other process of the deployment does what has one of these names; always named in the same order."""
        # One of this process's at a time: more would wait with a connection each, and leave none for the work itself.
        async with self._gate, self._home.acquire() as connection, connection.transaction():
            for name in names:
                await connection.execute(ALONE, name)
            yield

    def _pool_of(self, route: Route) -> PostgresPool:
        if route.shard not in self._shards:
            logger.error("PP_SHARDS lacks shard %d, which was added since this process started", route.shard)
            raise UserElsewhere(draining=False)
        return self._shards[route.shard]

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self._timings.patience_s

    async def _wait(self, route: Route, deadline: float, refusal: UserElsewhere) -> None:
        """A moment, before the refused statement is sent again; raises the refusal after too long."""
        if not refusal.draining:
            self.directory.forget(route)
        if asyncio.get_running_loop().time() > deadline:
            raise refusal
        await asyncio.sleep(self._timings.look_s)

    async def close(self) -> None:
        """Close every connection to every database."""
        await self.directory.stop()
        await asyncio.gather(*(pool.close() for pool in self._shards.values()))


class RoutedDatabase:
    """Statements of users, each in its user's database: `user_id`'s, or that of the first value's."""

    def __init__(self, shards: ShardedPool, view: Callable[[PostgresPool], Any], user_id: str | None = None) -> None:
        self._shards = shards
        self._view = view
        self._user_id = user_id

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        """All rows."""
        return await self._shards.run(self._user_of(args), lambda shard: self._view(shard).fetch(query, *args))

    async def fetchrow(self, query: str, *args: object) -> asyncpg.Record | None:
        """The first row, or None."""
        return await self._shards.run(self._user_of(args), lambda shard: self._view(shard).fetchrow(query, *args))

    async def execute(self, query: str, *args: object) -> str:
        """The command's tag."""
        return await self._shards.run(self._user_of(args), lambda shard: self._view(shard).execute(query, *args))

    def transaction(self, owner: str) -> AbstractAsyncContextManager[Any]:
        """One connection inside a transaction of the owner's."""
        return self._shards.transaction(owner, self._view)

    def _user_of(self, args: tuple[object, ...]) -> str:
        owner = self._user_id if self._user_id is not None else args[0] if args else None
        if not isinstance(owner, str):
            raise TypeError("the first argument of a routed statement is its user")
        return owner
