"""Copies a user's rows to another database, and deletes them in the first, each in one transaction behind the fence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from professor_lock.db.sharding.tables import owned_tables

MOVES = "SET LOCAL professor_lock.moves = 'on'"
"""Lets a transaction through the fences."""
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('shard of ' || $1, 0))"
"""Waits for every transaction that has written of the user, and lets none begin until the end of this one."""
FENCE = "SELECT state, move FROM pp_moved_users WHERE user_digest = $1"
SET_FENCE = """
    INSERT INTO pp_moved_users AS m (user_digest, state, move)
    VALUES ($1, $2, $3)
        ON CONFLICT (user_digest) DO UPDATE
       SET state = excluded.state, move = excluded.move, at = now()"""
FILES = "SELECT id FROM chatkit_attachments WHERE user_id = $1"
KEEP_BYTES = "DELETE FROM pp_removed_files WHERE id = ANY ($1::text[])"
"""The bytes of files that were moved stay where they are: deleting their old rows has noted them for removal."""
HOLD_COUNTER = "ALTER SEQUENCE chatkit_seq INCREMENT BY 1"
"""Changes nothing, and keeps others from taking numbers until the end of the transaction."""
COUNTER = "SELECT last_value FROM chatkit_seq"
RAISE_COUNTER = "SELECT setval('chatkit_seq', $1) FROM chatkit_seq WHERE last_value < $1"
LOCK_TIMEOUT = "SET LOCAL lock_timeout = '500ms'"
TRIES = 60
PAUSE_S = 0.5
CHUNKS = 16


class CannotMove(Exception):
    """A user who cannot be moved now; the text says why, and what to do."""


@asynccontextmanager
async def alone_with(connection: asyncpg.Connection, user_id: str) -> AsyncIterator[None]:
    """A transaction that nobody else writes of the user in, and that the fences let through."""
    async with connection.transaction():
        await connection.execute(MOVES)
        await connection.execute(ALONE, user_id)
        yield


async def copy_rows(old: asyncpg.Connection, new: asyncpg.Connection, user_id: str, digest: str, move: int) -> int:
    """Copy all rows, fenced as `arriving`; how many. A move that has copied already copies nothing again.

    The old database must be closed to the user.
    """
    await _raise_counter(new, int(await old.fetchval(COUNTER)))
    async with alone_with(new, user_id), old.transaction(isolation="repeatable_read", readonly=True):
        fence = await new.fetchrow(FENCE, digest)
        if fence is not None and fence["move"] == move:
            return 0
        tables = await owned_tables(old)
        if tables != await owned_tables(new):
            raise CannotMove("The two databases have different schemas: run `python manage.py migrate`.")
        await _delete(new, list(tables), user_id)
        copied = 0
        for table, columns in tables.items():
            copied += await _copy_table(old, new, table, columns, user_id)
        await new.execute(SET_FENCE, digest, "arriving", move)
    return copied


async def delete_rows(old: asyncpg.Connection, user_id: str, digest: str, move: int) -> None:
    """Delete what a finished move has left in the old database, and keep it fenced."""
    async with alone_with(old, user_id):
        fence = await old.fetchrow(FENCE, digest)
        if fence is None or fence["move"] != move or fence["state"] not in ("closed", "moved"):
            return  # another mover has done it, and the user may have come back since
        await _delete(old, list(await owned_tables(old)), user_id)
        await old.execute(SET_FENCE, digest, "moved", move)


async def _delete(connection: asyncpg.Connection, tables: list[str], user_id: str) -> None:
    files = [row["id"] for row in await connection.fetch(FILES, user_id)]
    for table in reversed(tables):
        await connection.execute(f"DELETE FROM {table} WHERE user_id = $1", user_id)  # noqa: S608 - names of ours
    await connection.execute(KEEP_BYTES, files)


async def _copy_table(
    old: asyncpg.Connection, new: asyncpg.Connection, table: str, columns: list[str], user_id: str
) -> int:
    """Copy a user's rows of a table as a stream; how many. CannotMove when not all of them came over."""
    chunks: asyncio.Queue[bytes | None] = asyncio.Queue(CHUNKS)
    names = ", ".join(columns)

    async def read() -> str:
        try:
            tag: str = await old.copy_from_query(
                f"SELECT {names} FROM {table} WHERE user_id = $1",  # noqa: S608 - names of ours
                user_id,
                output=chunks.put,
                format="binary",
            )
            return tag
        finally:
            await chunks.put(None)

    async def stream() -> AsyncIterator[bytes]:
        while (chunk := await chunks.get()) is not None:
            yield chunk

    try:
        async with asyncio.TaskGroup() as both:
            reading = both.create_task(read())
            writing = both.create_task(new.copy_to_table(table, source=stream(), columns=columns, format="binary"))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    sent, received = _count(reading.result()), _count(writing.result())
    if sent != received:
        raise CannotMove(f"Of {sent} rows of {table} only {received} came over.")
    return sent


def _count(tag: Any) -> int:
    return int(str(tag).rpartition(" ")[2])


async def _raise_counter(connection: asyncpg.Connection, at_least: int) -> None:
    """Rows that come keep their places in the order: what is written after them must come after them."""
    for _ in range(TRIES):
        try:
            async with connection.transaction():
                await connection.execute(LOCK_TIMEOUT)
                await connection.execute(HOLD_COUNTER)
                await connection.execute(RAISE_COUNTER, at_least)
                return
        except asyncpg.LockNotAvailableError:
            await asyncio.sleep(PAUSE_S)
    raise CannotMove("The new database's counter was in use all the time. Try again.")
