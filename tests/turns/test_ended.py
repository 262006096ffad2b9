"""Turns that ended an hour ago lie in a table a day, apart from those that run; a day long over is dropped."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest
from chatkit.types import InferenceOptions, ThreadMetadata, UserMessageItem, UserMessageTextContent

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.db.sharding.registry import prepare
from professor_lock.store import PostgresStore
from professor_lock.turns.records import ENDED_COLUMNS, Ending, NewTurn
from professor_lock.turns.store import DAYS_AHEAD, ENDED_S, KEEP_FINISHED_DAYS, TurnStore
from professor_lock.turns.turns import new_turn
from professor_lock.user import UserContext
from tests.support.databases import fresh, schema_template

ANN = UserContext(user_id="ann")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def turns(pool: Any) -> TurnStore:
    return TurnStore(PostgresPool(pool), worker="test")


async def begun(turns: TurnStore, user: UserContext = ANN, key: str = "key") -> NewTurn:
    """A new thread with its first turn running."""
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
    asked = UserMessageItem(
        id=new_id("message"),
        thread_id=thread.id,
        created_at=NOW,
        content=[UserMessageTextContent(text="Hi")],
        attachments=[],
        inference_options=InferenceOptions(),
    )
    turn = new_turn("create", thread.id, key, asked)
    assert (await turns.beginnings.begin(turn, user, thread)).verdict == "begun"
    return turn


async def ended(turns: TurnStore, pool: Any, hours: float, user: UserContext = ANN, key: str = "key") -> NewTurn:
    """A turn that ended so many hours ago."""
    turn = await begun(turns, user, key)
    assert await turns.ends.end(turn, Ending("failed", "Sorry.", usage="{}"), user)
    aged = "UPDATE pp_turns SET finished_at = now() - make_interval(secs => $2) WHERE id = $1"
    await pool.execute(aged, turn.id, hours * 3600)
    return turn


async def lies_in(pool: Any, turn: NewTurn) -> list[str]:
    rows = await pool.fetch(
        """SELECT tableoid::regclass::text AS name FROM pp_turns WHERE id = $1
            UNION ALL
           SELECT tableoid::regclass::text FROM pp_turns_ended WHERE id = $1""",
        turn.id,
    )
    return [row["name"] for row in rows]


async def days(pool: Any) -> list[str]:
    rows = await pool.fetch(
        "SELECT inhrelid::regclass::text AS n FROM pg_inherits WHERE inhparent = $1::regclass", ENDED
    )
    return sorted(row["n"] for row in rows)


ENDED = "pp_turns_ended"


async def test_what_ended_an_hour_ago_lies_with_its_day_and_nothing_of_it_is_lost(turns: TurnStore, pool: Any) -> None:
    running = await begun(turns, key="running")
    fresh_one = await ended(turns, pool, 0.9, key="fresh")
    old = [await ended(turns, pool, 1.1 + 24 * n, key=f"old{n}") for n in range(5)]
    before = await pool.fetch(f"SELECT {ENDED_COLUMNS} FROM pp_turns WHERE id = ANY ($1::text[])", [o.id for o in old])
    for _ in range(2):  # the second time there is nothing left to do
        await turns.prune(page=2)
        assert await pool.fetch(f"SELECT {ENDED_COLUMNS} FROM {ENDED} ORDER BY request_key") == sorted(
            before, key=lambda row: str(row["request_key"])
        )
        assert [await lies_in(pool, one) for one in (running, fresh_one)] == [["pp_turns"]] * 2
        assert len({name for one in old for name in await lies_in(pool, one)} - {"pp_turns_ended_rest"}) == 5
        assert len(await days(pool)) == KEEP_FINISHED_DAYS + 1 + DAYS_AHEAD + 1, "and the one of what has no day"


async def test_a_day_long_over_is_dropped_with_its_turns_and_so_is_what_ended_before_any_day(
    turns: TurnStore, pool: Any
) -> None:
    ancient = await ended(turns, pool, 24 * 30, key="ancient")
    old = await ended(turns, pool, 24 * 3, key="old")
    young = await ended(turns, pool, 2, key="young")
    await turns.prune()
    assert await lies_in(pool, ancient) == []
    (day,) = await lies_in(pool, old)
    await turns.prune(days=1)
    assert (await lies_in(pool, old), await lies_in(pool, young) == []) == ([], False)
    assert day not in await days(pool)


async def test_a_day_that_somebody_reads_is_dropped_later_and_the_sweep_waits_only_a_moment(
    turns: TurnStore, pool: Any
) -> None:
    old = await ended(turns, pool, 24 * 3)
    await turns.prune()
    async with pool.acquire() as reader, reader.transaction():
        await reader.fetch("SELECT * FROM pp_turns_ended")
        await turns.prune(days=1)
        assert len(await lies_in(pool, old)) == 1
    await turns.prune(days=1)
    assert await lies_in(pool, old) == []


async def test_turns_that_move_while_their_thread_is_deleted_go_with_it(turns: TurnStore, pool: Any) -> None:
    turn, kept = await ended(turns, pool, 2, key="a"), await ended(turns, pool, 2, key="b")
    threads = PostgresStore(PostgresPool(pool).owned())
    async with pool.acquire() as mover:
        moving = mover.transaction()
        await moving.start()
        await mover.execute(turns.MOVE_ENDED, ENDED_S, 10)
        deleting = asyncio.create_task(threads.delete_thread(turn.thread_id, ANN))
        async with asyncio.timeout(60):
            while not await pool.fetchval(WAITING):  # noqa: ASYNC110 - another session's wait has no event
                await asyncio.sleep(0.01)
        await moving.commit()
    await deleting
    assert await lies_in(pool, turn) == []
    assert await lies_in(pool, kept) == ["pp_turns_ended_rest"], "no day has its partition yet"


async def test_a_turn_that_was_moved_is_joined_and_repeated_no_more_than_one_that_ended_long_ago(
    turns: TurnStore, pool: Any
) -> None:
    turn = await ended(turns, pool, 2)
    await turns.prune()
    assert await turns.latest(turn.thread_id, ANN) is None
    assert await turns.beginnings.same_request("key", ANN) is None
    again = await begun(turns, key="key")
    assert await lies_in(pool, again) == ["pp_turns"]


async def test_the_program_before_this_deletes_what_it_does_not_know_of(turns: TurnStore, pool: Any) -> None:
    turn, other = await ended(turns, pool, 2, key="a"), await ended(turns, pool, 2, UserContext(user_id="bob"), key="b")
    await turns.prune()
    await pool.execute("DELETE FROM chatkit_threads WHERE user_id = 'ann' AND id = $1", turn.thread_id)
    assert await lies_in(pool, turn) == []
    assert len(await lies_in(pool, other)) == 1


async def test_a_user_who_is_being_moved_keeps_the_sweep_from_nothing_but_their_turns(
    turns: TurnStore, pool: Any, database: str, postgres: Any
) -> None:
    turn = await ended(turns, pool, 2)
    async with fresh(postgres, template=await schema_template(postgres)) as another:
        await prepare(database, [database, another])
    await pool.execute(
        """INSERT INTO pp_moved_users (user_digest, state, move)
           SELECT encode(sha256(convert_to(home || ':ann', 'UTF8')), 'hex'), 'closed', 1 FROM pp_this_shard"""
    )
    await pool.execute("INSERT INTO pp_workers VALUES ('gone', now() - interval '2 hours')")
    await turns.prune()
    assert await lies_in(pool, turn) == ["pp_turns"]
    assert await pool.fetchval("SELECT count(*) FROM pp_workers WHERE worker = 'gone'") == 0
    await pool.execute("DELETE FROM pp_moved_users")
    await turns.prune()
    assert (await lies_in(pool, turn))[0] != "pp_turns"


async def test_nobody_but_the_owner_reads_a_days_table(turns: TurnStore, pool: Any) -> None:
    await ended(turns, pool, 2)
    await turns.prune()
    open_to_all = await pool.fetch(
        """SELECT c.relname FROM pg_class c
            WHERE c.relname LIKE 'pp_turns_ended%' AND c.relkind IN ('r', 'p')
              AND (NOT c.relrowsecurity OR has_table_privilege('public', c.oid, 'select'))"""
    )
    assert open_to_all == []
    assert isinstance(pool, asyncpg.Pool)
