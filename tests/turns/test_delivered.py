"""A turn's end counts as delivered once its last byte has left, and not before: until then the same request gets it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime

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
from professor_lock.turns.records import TIMINGS, TurnKind
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Started, Turns, new_turn
from professor_lock.user import UserContext
from tests.turns.test_store import question

ANN = UserContext(user_id="ann")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Process:
    """The turns of one process; `ran` counts the answers it has made."""

    def __init__(self, pool: asyncpg.Pool, timings: TurnTimings = TIMINGS) -> None:
        self.ran = 0
        database = PostgresPool(pool)
        self.store = TurnStore(database, worker=new_id("task"))
        threads = PostgresStore(database.owned())
        self.turns = Turns(self.store, threads, grace_s=60, drain_s=0, explain=to_user_error, timings=timings)

    async def send(self, kind: TurnKind, thread_id: str | None = None, retried: str | None = None) -> Started:
        thread = ThreadMetadata(id=thread_id or new_id("thread"), created_at=NOW)
        item = question(thread.id) if kind in ("create", "message") else None
        new = new_turn(kind, thread.id, f"key of {kind}", item, retried)
        return await self.turns.start(new, thread, ANN, self._says, message=item)

    async def _says(self, turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        self.ran += 1
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
    anew = await other.send("create")
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
