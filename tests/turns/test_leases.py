"""Leases of a process that has much to do: a busy process is not a dead one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import pytest
from chatkit.types import AssistantMessageContent, AssistantMessageItem, ThreadItemAddedEvent, ThreadMetadata

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool, open_pool
from professor_lock.turns.leases import ExpiredTurns, Leases
from professor_lock.turns.records import BELIEVED_S, LEASE_S
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import new_turn
from professor_lock.user import UserContext
from tests.turns.test_store import question

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TURNS = 200


@pytest.fixture
async def small_pool(database: str) -> AsyncIterator[PostgresPool]:
    """The server's own pool: two connections, and the reserved one."""
    pool = await open_pool(database, max_size=3)
    yield pool
    await pool.close()


async def begun(store: TurnStore, user: str) -> Turn:
    context = UserContext(user_id=user)
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
    new = new_turn("create", thread.id, new_id("task"), question(thread.id))
    await store.beginnings.begin(new, context, thread)
    return Turn(new, thread, None, context)


async def looks_dead(database: str) -> list[str]:
    """What another process takes for dead right now."""
    connection = await asyncpg.connect(database)
    try:
        rows = await connection.fetch(TurnStore.EXPIRED, "other")
    finally:
        await connection.close()
    return [row["id"] for row in rows]


async def age_turns(database: str, seconds: float) -> None:
    connection = await asyncpg.connect(database)
    try:
        up_s = await connection.fetchval("SELECT extract(epoch FROM now() - pg_postmaster_start_time())::float")
        await asyncio.sleep(max(0.0, LEASE_S - up_s))
        await connection.execute("UPDATE pp_turns SET heartbeat_at = now() - make_interval(secs => $1)", seconds)
    finally:
        await connection.close()


async def test_leases_are_renewed_while_every_connection_of_the_pool_is_taken(database, small_pool):
    store = TurnStore(small_pool, "busy")
    turns = {turn.new.id: turn for turn in [await begun(store, f"user{n}") for n in range(3)]}
    await age_turns(database, LEASE_S + 1)
    assert len(await looks_dead(database)) == 3
    async with small_pool.acquire(), small_pool.acquire():
        leases = Leases(store, turns, ExpiredTurns(store, turns.__contains__), grace_s=60)
        loop = asyncio.create_task(leases.renew_forever())
        async with asyncio.timeout(30):
            while await looks_dead(database):  # noqa: ASYNC110 - a row in the database, not an event
                await asyncio.sleep(0.05)
        loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)


async def test_leases_are_renewed_through_the_pool_while_no_other_connection_is_to_be_had(database, pool):
    async def refuse() -> asyncpg.Connection:
        raise asyncpg.TooManyConnectionsError("sorry, too many clients already")

    store = TurnStore(PostgresPool(pool, connect=refuse), "crowded")
    turn = await begun(store, "ann")
    await age_turns(database, LEASE_S + 1)
    await store.renew([turn.renewal()])
    assert await looks_dead(database) == []


async def test_a_process_that_says_it_is_alive_is_believed_longer_about_its_turns(database, small_pool):
    store = TurnStore(small_pool, "busy")
    turn = await begun(store, "ann")
    await age_turns(database, LEASE_S + 1)
    assert await looks_dead(database) == [turn.new.id]
    await store.say_alive()
    assert await looks_dead(database) == []
    assert [row.id for row in await store.expired()] == [turn.new.id], "it knows itself which turns it does not renew"
    row = await store.watch(turn.new.id, turn.context)
    assert row is not None
    assert row.alive
    await age_turns(database, BELIEVED_S + 1)
    assert await looks_dead(database) == [turn.new.id]


async def test_a_row_that_somebody_has_locked_keeps_no_other_turn_from_being_renewed(database, small_pool, pool):
    store = TurnStore(small_pool, "busy")
    one, two = await begun(store, "ann"), await begun(store, "bob")
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM pp_turns WHERE id = $1 FOR UPDATE", one.new.id)
        async with asyncio.timeout(30):
            rows = await store.renew([one.renewal(), two.renewal()])
    assert {turn_id: row.renewed for turn_id, row in rows.items()} == {one.new.id: False, two.new.id: True}


async def test_one_statement_renews_all_turns_of_a_process_in_place(database, small_pool, pool):
    """HOT: an update that stays in its page touches no index and leaves nothing for vacuum."""
    store = TurnStore(small_pool, "busy")
    turns = await asyncio.gather(*(begun(store, f"user{n}") for n in range(TURNS)))
    for turn in turns:
        content = [AssistantMessageContent(text="")]
        item = AssistantMessageItem(id="msg", thread_id=turn.thread.id, created_at=NOW, content=content)
        turn.publish(ThreadItemAddedEvent(item=item))
    stats = "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'pp_turns'"
    for seconds in range(40):
        for turn in turns:
            said = turn.transcript.items["msg"].item
            assert isinstance(said, AssistantMessageItem)
            said.content[0].text += f"Word {seconds} of an answer that grows as it is said. "
            turn._changed = True
        rows = await store.renew([turn.renewal() for turn in turns])
        assert sum(row.renewed for row in rows.values()) == TURNS
    await small_pool.reserved().execute("SELECT pg_stat_force_next_flush()")
    await asyncio.sleep(1.5)
    updates, hot = await pool.fetchrow(stats)
    size = await pool.fetchval("SELECT pg_total_relation_size('pp_turns')")
    print(f"\n{updates} updates, {hot} in place, {size / 1024:.0f} KiB with {TURNS} turns")
    assert hot / updates > 0.5, (
        "what reads the table meanwhile (an analysis, another schema's) costs some; without room it is 0.05"
    )
    assert size < 4 * 1024 * 1024
