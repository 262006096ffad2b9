"""A turn's end counts as delivered once its last byte has left, and not before: until then the same request gets it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import asyncpg
import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    ThreadItemDoneEvent,
    ThreadMetadata,
    ThreadStreamEvent,
)

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.model.failures import to_user_error
from professor_lock.store import PostgresStore
from professor_lock.timings import TurnTimings
from professor_lock.turns.records import TurnKind
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Started, Turns, new_turn
from professor_lock.user import UserContext
from tests.turns.test_store import question

ANN = UserContext(user_id="ann")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


READ_AT_ONCE = TurnTimings(unread_s=0)
"""For a request that came to no connection: it was not unread for a while."""


LATER_S = 5.0
"""How much later another process's next request comes: more than it may be wrong about the database's clock."""


class Process:
    """The turns of one process; `ran` counts the answers it has made. One that `hangs` says nothing."""

    hangs = False

    def __init__(self, pool: asyncpg.Pool, timings: TurnTimings = READ_AT_ONCE) -> None:
        self.ran = 0
        database = PostgresPool(pool)
        self.store = TurnStore(database, worker=new_id("task"))
        threads = PostgresStore(database.owned())
        self.turns = Turns(self.store, threads, grace_s=60, drain_s=0, explain=to_user_error, timings=timings)

    async def send(
        self,
        kind: TurnKind,
        thread_id: str | None = None,
        retried: str | None = None,
        *,
        came_at: float | None = None,
        key: str | None = None,
    ) -> Started:
        thread = ThreadMetadata(id=thread_id or new_id("thread"), created_at=NOW)
        item = question(thread.id) if kind in ("create", "message") else None
        new = new_turn(kind, thread.id, key or f"key of {kind}", item, retried)
        return await self.turns.start(new, thread, replace(ANN, came_at=came_at), self._says, message=item)

    async def _says(self, turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        self.ran += 1
        if self.hangs:
            await asyncio.Event().wait()
        content = [AssistantMessageContent(text=f"answer {self.ran}")]
        yield ThreadItemDoneEvent(
            item=AssistantMessageItem(id=new_id("message"), thread_id=turn.thread.id, created_at=NOW, content=content)
        )


@pytest.fixture
async def process(pool: asyncpg.Pool) -> AsyncIterator[Process]:
    process = Process(pool)
    yield process
    await process.turns.close()


async def over(process: Process) -> None:
    async with asyncio.timeout(20):
        while process.turns.running:  # noqa: ASYNC110 - a dictionary, not an event
            await asyncio.sleep(0.01)


async def delivered(pool: asyncpg.Pool) -> list[bool]:
    return [row["delivered"] for row in await pool.fetch("SELECT delivered FROM pp_turns ORDER BY first_seq")]


async def until_delivered(pool: asyncpg.Pool) -> None:
    async with asyncio.timeout(20):
        while not all(await delivered(pool)):  # noqa: ASYNC110 - the database says it
            await asyncio.sleep(0.01)


async def text_of(started: Started) -> str:
    return b"".join([chunk async for chunk in started.chunks]).decode()


async def test_an_end_is_delivered_when_its_stream_was_read_to_its_end_and_not_before(process, pool):
    started = await process.send("create")
    await over(process)
    first = await anext(started.chunks)
    assert b"answer 1" in first
    assert await delivered(pool) == [False]
    assert await text_of(started) == ""
    await until_delivered(pool)


async def test_a_process_that_dies_as_its_stream_ends_leaves_no_question_that_is_stored_twice(pool):
    """Its last byte may not have left: the client asks again, and gets the answer that there is."""
    dying = Process(pool, TurnTimings(last_byte_s=3600, delivered_wait_s=0.01))
    assert "answer 1" in await text_of(await dying.send("create"))
    await dying.turns.close()
    other = Process(pool)
    again = await other.send("create")
    assert again.joined
    assert "answer 1" in await text_of(again)
    assert await pool.fetchval("SELECT count(*) FROM chatkit_threads") == 1


async def test_the_same_request_after_a_whole_answer_is_a_new_one_at_once(process, pool):
    for number in (1, 2, 3):
        assert f"answer {number}" in await text_of(await process.send("create"))
    assert await pool.fetchval("SELECT count(*) FROM chatkit_threads") == 3


@pytest.mark.parametrize("read_some", [False, True])
async def test_a_create_whose_stream_was_cut_is_not_made_again_by_another_process(process, pool, read_some):
    started = await process.send("create")
    await over(process)
    if read_some:
        await anext(started.chunks)
    await started.chunks.aclose()
    other = Process(pool)
    again = await other.send("create")
    assert again.joined
    assert "answer 1" in await text_of(again)
    assert (process.ran, other.ran) == (1, 0)
    assert await pool.fetchval("SELECT count(*) FROM chatkit_threads") == 1
    await until_delivered(pool)
    anew = await other.send("create", came_at=time.monotonic() + LATER_S)
    assert not anew.joined
    await text_of(anew)


async def test_a_retry_whose_stream_was_cut_runs_once(process, pool):
    await text_of(await process.send("create"))
    asked = await pool.fetchrow("SELECT thread_id, id FROM chatkit_thread_items WHERE type = 'user_message'")
    started = await process.send("retry", asked["thread_id"], asked["id"])
    await over(process)
    await started.chunks.aclose()
    again = await process.send("retry", asked["thread_id"], asked["id"])
    assert again.joined
    assert "answer 2" in await text_of(again)
    assert process.ran == 2


async def test_the_last_answer_of_a_retry_is_shown_as_done_when_it_is_stored(process, pool, monkeypatch):
    await text_of(await process.send("create"))
    asked = await pool.fetchrow("SELECT thread_id, id FROM chatkit_thread_items WHERE type = 'user_message'")
    end = process.store.ends.end
    storing, go_on = asyncio.Event(), asyncio.Event()

    async def slow_end(*arguments, **options):
        storing.set()
        await go_on.wait()
        return await end(*arguments, **options)

    monkeypatch.setattr(process.store.ends, "end", slow_end)
    started = await process.send("retry", asked["thread_id"], asked["id"])
    await storing.wait()
    assert b"answer 2" not in await anext(started.chunks)
    go_on.set()
    assert "answer 2" in await text_of(started)
    assert await pool.fetchval("SELECT count(*) FROM chatkit_thread_items WHERE data LIKE '%answer 2%'") == 1


@pytest.mark.parametrize("kind", ["create", "message", "retry", "action"])
async def test_a_copy_that_came_before_the_first_answer_was_delivered_is_the_same_request_however_late(
    process, pool, kind
):
    """It waits for the database on another server while the first one is answered, read whole and noted as that."""
    thread_id = retried = None
    if kind != "create":
        await text_of(await process.send("create"))
        asked = await pool.fetchrow("SELECT thread_id, id FROM chatkit_thread_items WHERE type = 'user_message'")
        thread_id, retried = asked["thread_id"], asked["id"] if kind == "retry" else None
    ran = process.ran
    first = await process.send(kind, thread_id, retried)
    await over(process)
    await anext(first.chunks)
    came_at = time.monotonic()
    await text_of(first)
    await until_delivered(pool)
    await pool.execute(
        "UPDATE pp_turns SET started_at = started_at - interval '6 seconds'"
    )  # sent twice by no accident
    other = Process(pool)
    again = await other.send(kind, thread_id, retried, came_at=came_at)
    assert again.joined
    assert f"answer {ran + 1}" in await text_of(again)
    later = await other.send(kind, thread_id, retried, came_at=time.monotonic() + LATER_S)
    assert not later.joined, "what came after the delivery is a new question"
    await text_of(later)
    assert (process.ran, other.ran) == (ran + 1, 1)


async def test_a_copy_that_came_before_an_answer_was_delivered_is_the_same_also_behind_the_next_message(process, pool):
    await text_of(await process.send("create"))
    thread_id = await pool.fetchval("SELECT id FROM chatkit_threads")
    came_at = time.monotonic()
    await text_of(await process.send("message", thread_id, key="one"))
    await text_of(await process.send("message", thread_id, key="two"))
    await until_delivered(pool)
    again = await Process(pool).send("message", thread_id, key="one", came_at=came_at)
    assert again.joined
    shown = await text_of(again)
    assert "answer 2" in shown
    assert "answer 3" not in shown


@pytest.mark.parametrize("before", [True, False])
async def test_a_stopped_answer_is_that_of_a_copy_that_came_before_and_of_none_that_comes_after(pool, before):
    process = Process(pool, replace(READ_AT_ONCE, last_byte_s=0))
    process.hangs = True
    started = await process.send("create")
    turn = next(iter(process.turns._turns.values()))
    came_at = time.monotonic() + (0 if before else LATER_S)
    await process.turns.stop(turn.thread.id, ANN)
    await text_of(started)
    await until_delivered(pool)
    again = await Process(pool).send("create", came_at=came_at)
    assert again.joined == before
    await again.chunks.aclose()
    await process.turns.close()


BEGIN_OF_13 = """
    SELECT *
      FROM pp_accept_turn($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                          $20, $21, $22, $23, $24, $25, $26, $27)"""
SAME_REQUEST_OF_13 = "SELECT id FROM pp_unheard_turn($1, $2, $3, $4, 0)"


async def test_a_program_of_the_last_release_goes_on_beside_this_one(process, pool):
    """Its statements, as they stood: what it begins, and what it meets of ours."""

    async def begin(waited_s: float) -> str:
        thread = new_id("thread")
        item = (new_id("message"), "user_message", False, "{}", NOW)
        given: tuple[Any, ...] = (
            "ann",
            new_id("turn"),
            "create",
            "key of create",
            "old",
            thread,
            NOW,
            None,
            None,
            None,
            [],
            *item,
        )
        row = await pool.fetchrow(BEGIN_OF_13, *given, 60.0, 5.0, waited_s, *(None,) * 6, False, None)
        return str(row["verdict"])

    came_at = time.monotonic()
    await text_of(await process.send("create"))
    await until_delivered(pool)
    async with asyncio.timeout(20):  # it is noted as late as it can have been
        while not await pool.fetchval("SELECT bool_and(delivered_at < now()) FROM pp_turns"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert [row["id"] for row in await pool.fetch(SAME_REQUEST_OF_13, "ann", "key of create", 60.0, 5.0)] == []
    assert await begin(time.monotonic() - came_at + 1) == "joined"
    assert await begin(0.0) == "begun"
    assert (await process.send("create")).joined, "what the old program answers is joined by this one"


async def test_a_busy_process_notes_many_deliveries_in_one_statement_each_with_its_own_moment(pool, monkeypatch):
    process = Process(pool, replace(READ_AT_ONCE, deliveries_s=0.4))
    sent = []
    note_many = process.store.deliveries.note_many

    async def watched(received):
        sent.append(len(received))
        return await note_many(received)

    monkeypatch.setattr(process.store.deliveries, "note_many", watched)
    started = [await process.send("create", key=f"key {number}") for number in range(5)]
    await over(process)
    for one in started:
        await text_of(one)
        await asyncio.sleep(0.02)
    await until_delivered(pool)
    assert sum(sent) == 4, "the first at once and alone, the others after a pause and together"
    moments = await pool.fetch("SELECT delivered_at FROM pp_turns ORDER BY delivered_at")
    gaps = [later["delivered_at"] - sooner["delivered_at"] for sooner, later in pairwise(moments)]
    assert all(gap.total_seconds() > 0 for gap in gaps), gaps
    await process.turns.close()


async def test_the_same_request_after_a_whole_answer_does_not_wait_for_the_pause_between_two_notes(pool):
    process = Process(pool, replace(READ_AT_ONCE, deliveries_s=3600, delivered_wait_s=20))
    async with asyncio.timeout(20):
        for number in (1, 2, 3):
            assert f"answer {number}" in await text_of(await process.send("create"))
        await process.turns.close()
    assert await delivered(pool) == [True] * 3, "nor does a process that stops"


async def test_deliveries_beside_a_row_that_is_locked_or_gone_are_noted(pool):
    """No statement waits for one row while it holds another, and none is lost for another's sake."""
    process = Process(pool, replace(READ_AT_ONCE, deliveries_s=0.2))
    started = [await process.send("create", key=f"key {number}") for number in range(4)]
    await over(process)
    ids = [row["id"] for row in await pool.fetch("SELECT id FROM pp_turns ORDER BY first_seq")]
    async with pool.acquire() as other:
        transaction = other.transaction()
        await transaction.start()
        await other.execute("SELECT FROM pp_turns WHERE id = $1 FOR UPDATE", ids[2])
        await pool.execute("DELETE FROM pp_turns WHERE id = $1", ids[1])
        for one in started:
            await text_of(one)
        async with asyncio.timeout(20):
            while await delivered(pool) != [True, False, True]:  # noqa: ASYNC110 - the database says it
                await asyncio.sleep(0.01)
        assert "answer" in await text_of(await process.send("create", key="another"))
        async with asyncio.timeout(20):
            while (await delivered(pool))[-1] is not True:  # noqa: ASYNC110 - the database says it
                await asyncio.sleep(0.01)
        await transaction.rollback()
    await until_delivered(pool)
    await process.turns.close()
