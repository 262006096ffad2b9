"""Two embedded Postgres servers, each with databases of a test's own that are shards of one deployment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from professor_lock.db.sharding.directory import digest_of
from professor_lock.db.sharding.registry import Shards, prepare, read_shards
from tests.support.databases import fresh, schema_template
from tests.support.filled_tables import owned_tables


@dataclass(frozen=True)
class Spread:
    """The home, which takes users too and is shard 1, and shard 2 on the other server."""

    home: str
    other: str
    shards: Shards

    @property
    def setting(self) -> str:
        """As PP_SHARDS."""
        return f"{self.home},{self.other}"

    async def shard_of(self, user: str) -> int | None:
        """Where the directory says that a user lives."""
        async with connected(self.home) as home:
            number: int | None = await home.fetchval(
                "SELECT shard FROM pp_user_shards WHERE user_digest = $1", digest_of(user, self.shards.mark)
            )
        return number

    async def prefer(self, number: int) -> None:
        """Have new users put into this shard."""
        async with connected(self.home) as home:
            await home.execute("UPDATE pp_shards SET users = CASE number WHEN $1 THEN 0 ELSE 1000 END", number)


@asynccontextmanager
async def spread_over(first_server: str, second_server: str) -> AsyncIterator[Spread]:
    """Fresh databases on both servers, prepared; gone afterwards."""
    async with (
        fresh(first_server, template=await schema_template(first_server)) as home,
        fresh(second_server, template=await schema_template(second_server)) as other,
    ):
        await prepare(home, [home, other])
        yield Spread(home, other, await read_shards(home, [home, other]))


@asynccontextmanager
async def connected(dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the test's own."""
    connection = await asyncpg.connect(dsn)
    try:
        yield connection
    finally:
        await connection.close()


async def rows_of(dsn: str, user: str) -> dict[str, list[str]]:
    """A user's rows as text, by table, of the tables that have any."""
    async with connected(dsn) as connection:
        rows = {
            table: [
                str(row["row"])
                for row in await connection.fetch(
                    f"SELECT to_jsonb(t)::text AS row FROM {table} t WHERE user_id = $1 ORDER BY 1", user
                )
            ]
            for table in await owned_tables(connection)
        }
    return {table: found for table, found in rows.items() if found}
