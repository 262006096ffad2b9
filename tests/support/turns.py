"""What tests of turns ask the database."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import asyncpg

RESUME = "professor_lock.resume"
WAIT_S = 60.0


async def query(database: str, statement: str, *arguments: object) -> list[asyncpg.Record]:
    """All rows, on a connection of its own."""
    connection = await asyncpg.connect(database)
    try:
        return list(await connection.fetch(statement, *arguments))
    finally:
        await connection.close()


async def turn_rows(database: str, thread_id: str | None = None) -> list[asyncpg.Record]:
    """The turns there were, oldest first."""
    return await query(
        database, "SELECT * FROM pp_turns WHERE $1::text IS NULL OR thread_id = $1 ORDER BY first_seq", thread_id
    )


async def ended(database: str, thread_id: str, timeout_s: float = WAIT_S) -> asyncpg.Record:
    """The thread's newest turn, once it is over."""
    deadline = time.monotonic() + timeout_s
    while True:
        rows = await turn_rows(database, thread_id)
        if rows and rows[-1]["finished_at"] is not None:
            return rows[-1]
        assert time.monotonic() < deadline, f"the turn is still {rows[-1]['state'] if rows else 'not there'}"
        await asyncio.sleep(0.05)


async def stored(database: str, thread_id: str, *, hidden: bool = False) -> list[dict[str, Any]]:
    """The thread's items as they are in the database, in order."""
    rows = await query(
        database,
        "SELECT data FROM chatkit_thread_items WHERE thread_id = $1 AND (NOT hidden OR $2) ORDER BY seq",
        thread_id,
        hidden,
    )
    return [json.loads(row["data"]) for row in rows]


async def raw_items(database: str, thread_id: str) -> list[tuple[int, str, str]]:
    """The thread's items byte for byte: place, id, data."""
    rows = await query(
        database, "SELECT seq, id, data FROM chatkit_thread_items WHERE thread_id = $1 ORDER BY seq", thread_id
    )
    return [(row["seq"], row["id"], row["data"]) for row in rows]
