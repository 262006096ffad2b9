"""A seeded schedule of database statements: it pauses before each one and before each commit, and picks who goes on.

Every statement runs in a transaction of its own, so that its locks can be held over a pause. A statement that waits for
such a lock does not arrive at its next pause; after a short while the schedule goes on without it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Iterable
from typing import Any

import asyncpg

from professor_lock.db.pool import PostgresPool

SETTLED_S = 0.03
"""How long nobody must have arrived before the schedule takes it that the others wait for a lock."""


class Schedule:
    """Lets one of those who pause go on at a time."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._paused: list[asyncio.Future[None]] = []
        self._arrivals = 0
        self._over = False

    async def pause(self) -> None:
        """Wait for one's turn."""
        if self._over:
            return
        self._arrivals += 1
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._paused.append(turn)
        await turn

    async def run(self, actors: Iterable[Awaitable[Any]]) -> list[Any]:
        """Run them all to their ends, in an order that the seed decides; what they return or raise."""
        tasks = [asyncio.ensure_future(actor) for actor in actors]
        while not all(task.done() for task in tasks):
            await self._settle()
            if self._paused:
                self._paused.pop(self._random.randrange(len(self._paused))).set_result(None)
        self._over = True
        for turn in self._paused:
            turn.set_result(None)
        return list(await asyncio.gather(*tasks, return_exceptions=True))

    async def _settle(self) -> None:
        while True:
            before = self._arrivals
            await asyncio.sleep(SETTLED_S)
            if self._arrivals == before:
                return


class PausingPool(PostgresPool):
    """A pool whose statements pause where the schedule says."""

    def __init__(self, pool: asyncpg.Pool, schedule: Schedule) -> None:
        super().__init__(pool)
        self._schedule = schedule
        self._share = pool.get_max_size()  # one user's statements wait for the schedule only

    async def fetch(self, query: str, *args: object, patience_s: float = 60.0) -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await self._paced(patience_s, "fetch", query, args)
        return rows

    async def fetchrow(self, query: str, *args: object, patience_s: float = 60.0) -> asyncpg.Record | None:
        row: asyncpg.Record | None = await self._paced(patience_s, "fetchrow", query, args)
        return row

    async def execute(self, query: str, *args: object, patience_s: float = 60.0) -> str:
        tag: str = await self._paced(patience_s, "execute", query, args)
        return tag

    async def _paced(self, patience_s: float, kind: str, query: str, args: tuple[object, ...]) -> Any:
        await self._schedule.pause()
        async with self.acquire(patience_s) as connection, connection.transaction():
            result = await getattr(connection, kind)(query, *await self.values(connection, args))
            await self._schedule.pause()
            return result
