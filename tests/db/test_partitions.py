"""A partition that is made while rows are written refuses none of them, and waits no longer than a moment for them."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import pytest

TABLES = {
    "pp_usage_events": (
        "SELECT pp_make_usage_partitions(1)",
        """INSERT INTO pp_usage_events (user_id, at, turn_id, call, tier, provider, model, input_tokens, cached_tokens,
                                        output_tokens, reasoning_tokens, estimated)
           VALUES ('ann', now(), 'turn', 1, 'free', 'openai', 'm', 1, 0, 1, 0, false)""",
    ),
    "pp_turns_ended": (
        "SELECT pp_make_turn_partitions(1, 1)",
        """INSERT INTO pp_turns_ended (id, user_id, thread_id, kind, request_key, state, worker, first_seq, started_at,
                                       finished_at)
           VALUES ('turn', 'ann', 'thread', 'message', 'key', 'done', 'w', 1, now(), now())""",
    ),
    "pp_quotes": (
        "SELECT pp_make_quote_partitions(1)",
        """INSERT INTO pp_quotes (event_id, market, selection, book, quoted_at, price, source, starts_at)
           VALUES ('game', 'moneyline', 'home', 'book', now(), '-110', 'feed', now())""",
    ),
}


@pytest.mark.parametrize("table", TABLES)
async def test_a_row_written_while_its_partition_is_made_comes_into_it(pool: Any, table: str) -> None:
    make, insert = TABLES[table]
    async with pool.acquire() as maker, pool.acquire() as writer:
        making = maker.transaction()
        await making.start()
        await maker.execute(make)
        writing = asyncio.create_task(writer.execute(insert))
        await waits(pool, writer)
        await making.commit()
        assert await writing == "INSERT 0 1"
        assert await lies_in(pool, table) != f"{table}_rest"


@pytest.mark.parametrize("table", TABLES)
async def test_a_row_that_is_being_written_is_waited_for_only_a_moment(pool: Any, table: str) -> None:
    make, insert = TABLES[table]
    async with pool.acquire() as maker, pool.acquire() as writer:
        writing = writer.transaction()
        await writing.start()
        await writer.execute(insert)
        with pytest.raises(asyncpg.LockNotAvailableError):
            await maker.execute(make)
        await writing.commit()
        assert await lies_in(pool, table) == f"{table}_rest"
        await maker.execute(make)
        assert await lies_in(pool, table) != f"{table}_rest"


async def waits(pool: Any, connection: asyncpg.Connection) -> None:
    """Until a connection waits for a lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE pid = $1 AND NOT granted"
    async with asyncio.timeout(30):
        while not await pool.fetchval(waiting, connection.get_server_pid()):  # noqa: ASYNC110 - another session's wait has no event
            await asyncio.sleep(0.01)


async def lies_in(pool: Any, table: str) -> str:
    """The partition of a table's only row."""
    return str(await pool.fetchval(f"SELECT tableoid::regclass::text FROM {table}"))
