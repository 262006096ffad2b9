"""Every row of a database, for tests that nothing changed in it."""

from __future__ import annotations

import asyncpg

Rows = dict[str, list[tuple[object, ...]]]


async def all_rows(dsn: str) -> Rows:
    """The rows of every table of ours, in a stable order; not the leases of jobs, which renew themselves."""
    connection = await asyncpg.connect(dsn)
    try:
        names = await connection.fetch(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
            "AND relname ~ '^(chatkit|pp)_' ORDER BY 1"
        )
        return {
            name: [tuple(row) for row in await connection.fetch(f"SELECT * FROM {name} ORDER BY {name}::text")]
            for (name,) in names
            if name != "pp_jobs"
        }
    finally:
        await connection.close()
