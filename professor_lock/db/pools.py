"""What the server needs of its database, whether that is one or several: a pool, and ways to a user's rows.

`db.pool.PostgresPool` is one database, `db.sharding.router.ShardedPool` several.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

from professor_lock.db.pool import PATIENCE_S, Database, PostgresPool
from professor_lock.errors import SourceUnavailable
from professor_lock.logs import SeldomLog

T = TypeVar("T")

_log = SeldomLog(logging.getLogger("professor_lock.database"))


class OwnedRows(Database, Protocol):
    """Statements of one user each ($1), and several of them in one transaction."""

    def transaction(self, owner: str) -> AbstractAsyncContextManager[Any]: ...


class UsersRows(Protocol):
    """Ways to users' rows, as the server's own login."""

    def of(self, user_id: str) -> Database: ...

    def every(self) -> Sequence[PostgresPool]: ...


class Pool(Database, UsersRows, Protocol):
    """The database of a deployment. Statements on itself are over what is nobody's."""

    def owned(self, *, patience_s: float = PATIENCE_S) -> OwnedRows: ...

    def routed(self) -> Database: ...

    def patient(self, patience_s: float) -> Database: ...

    def reserved(self) -> Database: ...

    async def parted(self, users: Sequence[str]) -> list[tuple[PostgresPool, list[int]]]: ...

    async def ping(self, timeout_s: float = 2.0) -> None: ...

    async def close(self) -> None: ...


async def on_every(parts: Sequence[Callable[[], Awaitable[T]]]) -> list[T | None]:
    """Do the same on several databases at once: what each gave, None where one cannot be reached.

    SourceUnavailable when all of them cannot; with one database that is the same as asking it.
    """
    if len(parts) == 1:
        return [await parts[0]()]
    done = await asyncio.gather(*(part() for part in parts), return_exceptions=True)
    failed = [one for one in done if isinstance(one, BaseException)]
    for error in failed:
        if not isinstance(error, SourceUnavailable) or len(failed) == len(done):
            raise error
        _log.warning("one of several databases: %s", error)
    return [None if isinstance(one, BaseException) else one for one in done]
