"""Whether a pooler stands between this server and Postgres that may run each statement on another connection."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from professor_lock.db.dsn import says_pooled, unquoted
from professor_lock.db.failures import SOURCE, UNREACHABLE
from professor_lock.errors import SourceUnavailable

logger = logging.getLogger("professor_lock.database")

TRANSACTION_POOLER_PORT = 6543
BACKEND = "SELECT pg_backend_pid()"


async def is_pooled(dsn: str, *, connect_timeout_s: float, command_timeout_s: float) -> bool:
    """Whether two statements of one connection run on different server connections: found out by two connections.

    While the first connection holds a server connection in a transaction, the second one must use another; afterwards
    a pooler gives it the one used last.
    """
    options: dict[str, Any] = {"timeout": connect_timeout_s, "command_timeout": command_timeout_s}
    connections: list[asyncpg.Connection] = []
    try:
        for _ in range(2):
            connections.append(await asyncpg.connect(dsn, statement_cache_size=0, **options))
        first, second = connections
        async with first.transaction():
            await first.fetchval(BACKEND)
            before = await second.fetchval(BACKEND)
        found = bool(before != await second.fetchval(BACKEND))
    except UNREACHABLE as error:
        raise SourceUnavailable("The database cannot be reached.", source=SOURCE) from error
    finally:
        for connection in connections:
            await connection.close()
    if found:
        logger.info("a transaction pooler stands before the database: prepared statements are not used")
    return found


def behind_pooler(dsn: str) -> bool:
    """Whether a DSN goes through a pooler that may run each statement on another connection.

    >>> behind_pooler("postgresql://u:p@aws-0-eu.pooler.supabase.com:6543/postgres"), behind_pooler("postgresql:///x")
    (True, False)
    """
    if says_pooled(dsn):
        return True
    hosts = urlsplit(unquoted(dsn)).netloc.rpartition("@")[2].lower().split(",")  # there may be several
    return any(
        one.endswith(f":{TRANSACTION_POOLER_PORT}") or one.partition(":")[0].endswith(".pooler.supabase.com")
        for one in hosts
    )
