"""Range partitions by time: those whose span has ended are dropped, at the same cost for many rows."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Final

import asyncpg

from professor_lock.db.pool import Database

# The upper end stands in the partition's own bounds; the default partition has none.
ENDED: Final = r"""
    SELECT inhrelid::regclass::text AS name
      FROM pg_inherits
      JOIN pg_class c ON c.oid = inhrelid
     WHERE inhparent = $1::text::regclass
       AND substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::timestamptz <= $2
     ORDER BY name"""
DROP: Final = "SET LOCAL lock_timeout = '500ms'; DROP TABLE IF EXISTS {name}"


async def drop_ended(database: Database, table: str, before: datetime) -> list[str]:
    """Drop the partitions of `table` that ended at `before` or earlier; the names of those that are gone.

    While the table is in use nothing waits for this longer than a moment: what could not be dropped is dropped when
    this is called again.
    """
    dropped = []
    for row in await database.fetch(ENDED, table, before):
        with suppress(asyncpg.LockNotAvailableError):
            await database.execute(DROP.format(name=row["name"]))
            dropped.append(row["name"])
    return dropped
