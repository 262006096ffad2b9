"""Token counts while the database is away: none is lost, and none delays an answer."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import asyncpg

from professor_lock.clocks import utc_now
from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.ledger import Ledger, ModelUse, Spending
from professor_lock.server.token_counts import TokenCounts
from professor_lock.user import UserContext


def counting(database: PostgresPool) -> TokenCounts:
    return TokenCounts(Ledger(database.owned(patience_s=0.1), database, now=utc_now), pause_s=0.05)


def spending(user: str, asked: int, said: int) -> Spending:
    use = ModelUse("openai", "gpt-4o", asked, 0, said, 0, False, None)
    return Spending(UserContext(user_id=user), new_id("turn"), (use,), utc_now())


async def used(pool: asyncpg.Pool) -> dict[str, tuple[int, int]]:
    rows = await pool.fetch("SELECT user_id, input_tokens, output_tokens FROM pp_usage")
    return {row["user_id"]: (row["input_tokens"], row["output_tokens"]) for row in rows}


async def test_tokens_are_counted_at_once_while_that_can_be_done(pool):
    tokens = counting(PostgresPool(pool))
    await tokens.add(spending("ann", 3, 4))
    await tokens.add(spending("ann", 30, 40))
    assert await used(pool) == {"ann": (33, 44)}


async def test_what_cannot_be_counted_now_delays_no_answer_and_is_counted_later(pool):
    database = PostgresPool(pool)
    tokens = counting(database)
    async with AsyncExitStack() as taken:
        for _ in range(pool.get_max_size()):
            await taken.enter_async_context(database.acquire())
        async with asyncio.timeout(30):
            for number in range(1, 6):
                await tokens.add(spending(f"user{number}", number, 2 * number))
    await tokens.close()
    assert await used(pool) == {f"user{number}": (number, 2 * number) for number in range(1, 6)}
