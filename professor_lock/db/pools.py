"""The interface of the database, one or several: a pool, and access to the rows of a user.

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

    def transaction(self, owner: str) -> AbstractAsyncContextManager[Any]:
        """A connection inside one transaction, for statements of this owner."""
        ...


class UsersRows(Protocol):
    """The databases with users' rows, with the server's own login."""

    def of(self, user_id: str) -> Database:
        """The database with this user's rows."""
        ...

    def every(self) -> Sequence[PostgresPool]:
        """All databases with users' rows."""
        ...


class Pool(Database, UsersRows, Protocol):
    """The database of a deployment, or several. Its own statements are on rows that belong to no user."""

    def owned(self, *, patience_s: float = PATIENCE_S) -> OwnedRows:
        """For statements of one user ($1), as the role of PP_DB_ROLE."""
        ...

    def routed(self) -> Database:
        """For statements of one user ($1), with the server's own login."""
        ...

    def patient(self, patience_s: float) -> Database:
        """For statements that wait this many seconds for a free connection."""
        ...

    def reserved(self) -> Database:
        """A connection beside the pool, for statements that must not wait behind others."""
        ...

    async def parted(self, users: Sequence[str]) -> list[tuple[PostgresPool, list[int]]]:
        """Each database with the indexes, in `users`, of the users whose rows it has."""
        ...

    async def ping(self, timeout_s: float = 2.0) -> None:
        """Raise SourceUnavailable unless the database takes a write within this time."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


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
