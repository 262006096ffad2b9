"""Connections that are kept at hand between statements."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from professor_lock.db.pool import PostgresPool
from professor_lock.errors import Overloaded

KEPT_S = 0.05


class Kept:
    """A pool of two connections that keeps them, and the driver's pool behind it."""

    def __init__(self, driver: asyncpg.Pool) -> None:
        self.driver = driver
        self.pool = PostgresPool(driver, kept_s=KEPT_S)

    @property
    def with_the_driver(self) -> int:
        """How many connections the driver's pool has to itself."""
        return self.driver.get_idle_size()

    async def two(self) -> None:
        """Need two connections at once."""
        async with self.pool.acquire(), self.pool.acquire():
            pass


@pytest.fixture
async def kept(database: str) -> AsyncIterator[Kept]:
    driver = await asyncpg.create_pool(database, min_size=1, max_size=2)
    made = Kept(driver)
    yield made
    await made.pool.close()


async def test_a_connection_stays_at_hand_for_the_next_statement(kept: Kept) -> None:
    await kept.pool.execute("SELECT 1")
    assert (kept.driver.get_size(), kept.with_the_driver) == (1, 0)
    await kept.pool.execute("SELECT 1")
    assert (kept.driver.get_size(), kept.with_the_driver) == (1, 0)


async def test_one_on_which_a_statement_failed_goes_back_to_the_driver(kept: Kept) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        await kept.pool.execute("SELECT 1 / 0")
    assert kept.with_the_driver == 1


async def test_one_that_was_left_inside_a_transaction_goes_back_to_the_driver(kept: Kept) -> None:
    async with kept.pool.acquire() as connection:
        await connection.execute("BEGIN")
    assert kept.with_the_driver == 1
    async with kept.pool.acquire() as connection:
        assert not connection.is_in_transaction()


async def test_after_a_statement_that_was_cut_off_the_next_one_is_answered(kept: Kept) -> None:
    for _ in range(3):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(kept.pool.execute("SELECT pg_sleep(60)"), 0.05)
    running = "SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'"
    row = await kept.pool.fetchrow(running)
    assert row is not None
    assert row["n"] == 0


async def test_those_that_nobody_needs_go_back_to_the_driver_after_a_while(kept: Kept) -> None:
    await kept.two()
    assert kept.with_the_driver == 0
    for _ in range(100):
        await kept.pool.execute("SELECT 1")  # one of them is needed all the time
        if kept.with_the_driver == 1:
            break
        await asyncio.sleep(KEPT_S / 5)
    assert kept.with_the_driver == 1
    for _ in range(100):
        if kept.with_the_driver == 2:
            break
        await asyncio.sleep(KEPT_S / 5)
    assert kept.with_the_driver == 2


async def test_one_that_the_database_has_closed_is_not_lent(kept: Kept) -> None:
    async with kept.pool.acquire() as first, kept.pool.acquire() as second:
        pid = await second.fetchval("SELECT pg_backend_pid()")
        await first.execute("SELECT pg_terminate_backend($1, 5000)", pid)
    for _ in range(100):  # until the driver has noticed
        if kept.driver.get_size() == 1:
            break
        await asyncio.sleep(0.05)
    async with kept.pool.acquire() as first, kept.pool.acquire() as second:
        assert await first.fetchval("SELECT 1") == await second.fetchval("SELECT 1") == 1


async def test_no_more_are_lent_than_the_pool_has(kept: Kept) -> None:
    await kept.two()
    async with kept.pool.acquire(), kept.pool.acquire():
        with pytest.raises(Overloaded):
            await kept.pool.fetch("SELECT 1", patience_s=0.01)
    assert await kept.pool.fetch("SELECT 1")
