"""Turns failures of Postgres into errors that a user may see."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from professor_lock.errors import ReadOnly, SourceUnavailable

SOURCE = "the database"
UNREACHABLE = (
    OSError,
    TimeoutError,
    ssl.SSLError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.CannotConnectNowError,
    asyncpg.InternalServerError,
    asyncpg.InvalidAuthorizationSpecificationError,  # a password that was changed, a role that may not log in any more
    asyncpg.InvalidCatalogNameError,  # a database that is being restored under another name
)
MOVED, DRAINING = "pp_moved", "pp_draining"
"""What the fence of a shard (`db/sharding/fence.sql`) names when it refuses a write."""
READ_ONLY = (asyncpg.ReadOnlySQLTransactionError, asyncpg.DiskFullError)
"""The database can be read and not written: a standby that has taken over too early, a disk that is full."""


class UserElsewhere(SourceUnavailable):
    """A write that a shard refused. `draining`: the user is about to be moved; else their rows are elsewhere by now."""

    def __init__(self, *, draining: bool) -> None:
        super().__init__(
            "Your conversations are being moved to another machine. Please try again in a moment.", source=SOURCE
        )
        self.draining = draining


@contextmanager
def as_own_errors() -> Iterator[None]:
    """Failures of driver and database become SourceUnavailable; an error in a statement is raised as it is."""
    try:
        yield
    except Exception as error:
        raise_own(error)
        raise


def raise_own(error: BaseException) -> None:
    """Raise what a failure of driver or database is to a user, from it; nothing for any other error."""
    match error:
        case _ if isinstance(error, READ_ONLY):
            raise ReadOnly(
                "The conversation store can be read but not written right now. Please try again in a moment.",
                source=SOURCE,
            ) from error
        case asyncpg.RaiseError() if error.constraint_name in (MOVED, DRAINING):
            raise UserElsewhere(draining=error.constraint_name == DRAINING) from error
        case _ if isinstance(error, (*UNREACHABLE, asyncpg.InternalClientError)):
            raise _unreachable() from error
        # Misuse of the driver is a bug of ours, except for the message that a connection was closed.
        case asyncpg.InterfaceError() if any(word in str(error) for word in ("closed", "closing", "terminated")):
            raise _unreachable() from error


def _unreachable() -> SourceUnavailable:
    return SourceUnavailable(
        "The conversation store cannot be reached right now. Please try again in a moment.", source=SOURCE
    )
