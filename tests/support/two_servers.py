"""Two embedded Postgres servers, each with databases of a test's own that are shards of one deployment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from professor_lock.db.sharding.registry import Shards, prepare, read_shards
from tests.support.databases import fresh, schema_template


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


@asynccontextmanager
async def spread_over(first_server: str, second_server: str) -> AsyncIterator[Spread]:
    """Fresh databases on both servers, prepared; gone afterwards."""
    async with (
        fresh(first_server, template=await schema_template(first_server)) as home,
        fresh(second_server, template=await schema_template(second_server)) as other,
    ):
        await prepare(home, [home, other])
        yield Spread(home, other, await read_shards(home, [home, other]))
