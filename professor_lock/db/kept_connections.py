"""Lends the connections of the driver's pool, and keeps them at hand between statements.

The driver starts two tasks for each connection that leaves its pool and comes back: as much work as a short statement.
A connection that a statement has failed on, or that was cut off in the middle, goes back to the driver, which cancels
what still runs on it, resets it or closes it.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from typing import Any

import asyncpg

from professor_lock import tracing
from professor_lock.db.failures import raise_own
from professor_lock.errors import Overloaded
from professor_lock.metrics import POOL_WAIT_S

ACQUIRE_TIMEOUT_S = 4.0
"""How long it may take to make a connection where none is idle, or to find that the idle one is gone."""

KEPT_S = 10.0
"""Connections that nobody has needed for this long go back to the driver's pool, which closes idle ones later."""


class KeptConnections:
    """Lends connections of `pool`, as many as it may have, and keeps those that come back whole.

    With `kept_s` 0 none is kept.
    """

    def __init__(self, pool: asyncpg.Pool, *, kept_s: float) -> None:
        self._pool = pool
        self._kept_s = kept_s
        self._free = asyncio.Semaphore(pool.get_max_size())
        self._idle: list[Any] = []
        """The one used last is at the end and is taken first, so that those nobody needs stay at the beginning."""
        self._unneeded = 0
        """How many of them were idle all the time since the last look."""
        self._timer: asyncio.TimerHandle | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    def borrowed(self, patience_s: float) -> AbstractAsyncContextManager[Any]:
        """A connection while this is entered; Overloaded when none is free for so many seconds."""
        return _Borrowed(self, patience_s)

    async def wait(self, patience_s: float) -> None:
        """Wait for the right to one of the connections, until `leave`."""
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(patience_s):
                await self._free.acquire()
        except TimeoutError as error:
            text = "The server is very busy right now. Please try again in a moment."
            raise Overloaded(text, source="this server") from error

    def leave(self) -> None:
        """End that right."""
        self._free.release()

    async def take(self) -> Any:
        """A connection. Raises the driver's errors."""
        while self._idle:
            connection = self._idle.pop()
            self._unneeded = min(self._unneeded, len(self._idle))
            if not _is_gone(connection):
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S)

    async def give_back(self, connection: Any, *, whole: bool) -> None:
        """Give back a connection that `take` gave. `whole`: nothing has failed on it or runs on it."""
        if not (whole and self._kept_s) or _is_gone(connection) or connection.is_in_transaction():
            await self._pool.release(connection)
            return
        self._idle.append(connection)
        if self._timer is None:
            self._look_later()

    async def close(self) -> None:
        """Give all connections at hand back to the driver's pool, and keep none from now on."""
        self._kept_s = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._release(len(self._idle))
        await asyncio.gather(*self._leaving)

    def _look_later(self) -> None:
        self._unneeded = len(self._idle)
        self._timer = asyncio.get_running_loop().call_later(self._kept_s, self._look)

    def _look(self) -> None:
        self._timer = None
        self._release(self._unneeded)
        if self._idle:
            self._look_later()

    def _release(self, count: int) -> None:
        leaving, self._idle = self._idle[:count], self._idle[count:]
        for connection in leaving:
            task = asyncio.ensure_future(self._pool.release(connection))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)


class _Borrowed:
    """One connection for as long as it is entered. A class, because every statement has one: a generator costs more."""

    __slots__ = ("_connection", "_kept", "_patience_s", "_span")

    def __init__(self, kept: KeptConnections, patience_s: float) -> None:
        self._kept, self._patience_s = kept, patience_s

    async def __aenter__(self) -> Any:
        self._span = tracing.begin("postgresql", "client", db__system__name="postgresql")
        try:
            await self._wait()
            try:
                self._connection = await self._kept.take()
            except BaseException as error:
                self._kept.leave()
                raise_own(error)
                raise
        except BaseException as error:
            self._span.fail(type(error).__name__)
            self._span.end()
            raise
        return self._connection

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        try:
            if error is None:
                await self._kept.give_back(self._connection, whole=True)
                return
            self._span.fail(type(error).__name__)
            if isinstance(error, asyncpg.InternalClientError):
                # The connection is in the middle of a statement: the next one must get another connection.
                self._connection.terminate()
            await self._kept.give_back(self._connection, whole=False)
            raise_own(error)
        except Exception as failure:  # giving it back fails while the database does not answer
            raise_own(failure)
            raise
        finally:
            self._span.end()
            self._kept.leave()

    async def _wait(self) -> None:
        began = time.perf_counter()
        try:
            await self._kept.wait(self._patience_s)
        finally:
            waited_s = time.perf_counter() - began
            POOL_WAIT_S.observe(waited_s)
            self._span.set("professor_lock.db.wait_s", waited_s)


def _is_gone(connection: Any) -> bool:
    """Whether a connection is closed. One that the other side has closed the driver has taken back already."""
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        return True
