"""Connects to all databases of a deployment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack

from professor_lock.clocks import Seconds
from professor_lock.db.pool import PostgresPool
from professor_lock.db.sharding.directory import Directory
from professor_lock.db.sharding.registry import read_shards
from professor_lock.db.sharding.router import ShardedPool
from professor_lock.db.sharding.tables import owned_tables
from professor_lock.timings import ShardTimings


async def open_shards(
    home: str,
    shards: Sequence[str],
    connect: Callable[[str], Awaitable[PostgresPool]],
    timings: ShardTimings,
    steady: Seconds,
) -> ShardedPool:
    """A pool on each. NoShard when one is not prepared; SourceUnavailable when one does not answer."""
    found = await read_shards(home, shards)
    async with AsyncExitStack() as opened:
        pools: dict[int, PostgresPool] = {}
        for number, dsn in found.dsns.items():
            pools[number] = await connect(dsn)
            opened.push_async_callback(pools[number].close)
        async with pools[found.home].acquire() as connection:
            tables = list(await owned_tables(connection))
        directory = Directory(pools[found.home], found.home, found.mark, found.takes, tables, timings, steady)
        await directory.start()
        opened.pop_all()
        return ShardedPool(pools, directory, found, timings)
