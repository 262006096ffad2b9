"""Quotes lie in a partition a week of games: made ahead, filled whoever writes meanwhile, dropped when long over."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from professor_lock.betting.facts import Event, Slate
from professor_lock.db.pool import PostgresPool, open_pool
from professor_lock.db.schema import apply_schema, todays_schema
from professor_lock.desk.price_history import WEEKS_AHEAD, PriceHistory
from tests.support.quotes import a_slate, an_event, two_way

BEFORE_WEEKS = 9
"""The last migration before quotes lay in partitions."""
WAITING = "SELECT count(*) FROM pg_locks WHERE relation = 'pp_quotes'::regclass AND NOT granted"


def game(name: str, days: float) -> Event:
    """A game that starts so many days from now."""
    return replace(an_event(name), starts_at=datetime.now(UTC) + timedelta(days=days))


def prices(event: Event) -> Slate:
    return a_slate(two_way(event, -110, -110, "3.5"))


async def weeks(pool: asyncpg.Pool) -> list[str]:
    rows = await pool.fetch(
        "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'pp_quotes'::regclass ORDER BY 1"
    )
    return [row["name"] for row in rows]


async def lies_in(pool: asyncpg.Pool, event: str) -> set[str]:
    rows = await pool.fetch("SELECT tableoid::regclass::text AS name FROM pp_quotes WHERE event_id = $1", event)
    return {row["name"] for row in rows}


async def test_the_coming_weeks_get_partitions_which_take_what_was_noted_before_them(pool: Any) -> None:
    store = PriceHistory(pool)
    for name, days in (("soon", 0.1), ("next week", 7), ("far", 90)):
        await store.record(prices(game(name, days)), name)
    assert await weeks(pool) == ["pp_quotes_rest"]
    for _ in range(2):
        await store.prune(datetime.now(UTC))
        assert len(await weeks(pool)) == WEEKS_AHEAD + 2
    await store.record(prices(game("later", 8)), "later")
    assert await lies_in(pool, "far") == {"pp_quotes_rest"}
    assert not {"pp_quotes_rest"} & (await lies_in(pool, "soon") | await lies_in(pool, "later"))
    assert await lies_in(pool, "soon") != await lies_in(pool, "next week")
    assert len(await store.opening([game("soon", 0.1), game("next week", 7), game("far", 90)])) == 6


async def test_a_week_is_dropped_when_all_its_games_are_long_over_and_nobody_uses_it(pool: Any) -> None:
    store = PriceHistory(pool)
    now = datetime.now(UTC)
    await store.prune(now)
    for name, days in (("old", 0.001), ("far", 90)):
        await store.record(prices(game(name, days)), name)
    (week,) = await lies_in(pool, "old")
    await store.prune(now + timedelta(days=14))
    assert week in await weeks(pool)
    async with pool.acquire() as reader:
        async with reader.transaction():
            await reader.fetch("SELECT * FROM pp_quotes")
            await store.prune(now + timedelta(days=21.1))  # waits a moment and leaves it
        assert week in await weeks(pool)
    await store.prune(now + timedelta(days=21.1))
    assert week not in await weeks(pool)
    assert await lies_in(pool, "far") == {"pp_quotes_rest"}


async def test_a_quote_that_waits_while_its_weeks_partition_is_made_is_kept(pool: Any) -> None:
    owned = PostgresPool(pool)
    soon = game("soon", 0.1)
    async with pool.acquire() as job:
        making = job.transaction()
        await making.start()
        await job.execute("SELECT pp_make_quote_partitions(0)")
        writing = asyncio.create_task(PriceHistory(owned).record(prices(soon)))
        async with asyncio.timeout(60):
            while not await job.fetchval(WAITING):  # noqa: ASYNC110 - another session's wait has no event
                await asyncio.sleep(0.01)
        await making.commit()
    await writing
    assert len(await lies_in(pool, "soon")) == 1
    assert await lies_in(pool, "soon") != {"pp_quotes_rest"}


async def test_an_older_program_goes_on_with_its_statements_while_the_partitions_come(empty_database: str) -> None:
    today = todays_schema()
    connection = await asyncpg.connect(empty_database)
    await connection.execute(today.migrations[0].script)
    await apply_schema(
        empty_database,
        replace(today, migrations=tuple(one for one in today.migrations if one.number <= BEFORE_WEEKS)),
    )
    pool = await open_pool(empty_database, max_size=1)
    older = PriceHistory(pool)
    soon, later, over = game("soon", 0.1), game("later", 0.2), game("over", 0.1)
    for event in (soon, over):
        await older.record(prices(event), event.id)
    assert len(await older.opening([soon, over])) == len(await older.closing([soon, over])) == 4

    assert await apply_schema(empty_database) == "applied"

    await older.record(prices(soon), "again")
    await older.record(prices(later), later.id)
    assert len(await older.opening([soon, over, later])) == len(await older.closing([soon, over, later])) == 6
    await connection.execute("UPDATE pp_quotes SET starts_at = now() - interval '15 days' WHERE event_id = 'over'")
    await pool.execute("DELETE FROM pp_quotes WHERE starts_at < now() - make_interval(days => $1)", 14)
    await PriceHistory(pool).prune(datetime.now(UTC))
    assert await connection.fetchval("SELECT count(*) FROM pp_quotes") == 4
    assert await connection.fetchval("SELECT count(*) FROM pp_quotes_rest") == 0
    await pool.close()
    await connection.close()
