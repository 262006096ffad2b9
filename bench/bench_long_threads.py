"""What the statements of a turn cost in a thread of 100,000 items, against one of a hundred."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    InferenceOptions,
    ThreadMetadata,
    UserMessageItem,
    UserMessageTextContent,
)

from bench.row import Row
from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool, open_pool
from professor_lock.turns.records import Ending
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turns import new_turn
from professor_lock.user import UserContext
from tests.support import databases

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SHORT_THREAD, LONG_THREAD = 100, 100_000
LIMIT = 1.1
ITEMS = """
    INSERT INTO chatkit_thread_items (user_id, thread_id, id, type, hidden, data, created_at)
    SELECT $1, $2, $2 || n, 'assistant_message', false, $3, now()
      FROM generate_series(1, $4) AS n"""


async def run(short: bool) -> list[Row]:
    """A turn's beginning, with the newest items it brings, and its end: alternating between the two threads."""
    rounds, long = (20, 2_000) if short else (300, LONG_THREAD)
    with tempfile.TemporaryDirectory() as folder, databases.server(Path(folder) / "postgres") as admin:
        template = await databases.schema_template(admin)
        async with databases.fresh(admin, template) as dsn:
            pool = await open_pool(dsn, max_size=2)
            try:
                ann = UserContext("ann")
                threads = [await _thread(pool, ann, items) for items in (SHORT_THREAD, long)]
                took: list[list[float]] = [[], []]
                for _ in range(rounds):
                    for thread_id, times in zip(threads, took, strict=True):
                        times.append(await _turn(TurnStore(pool, "bench"), ann, thread_id))
            finally:
                await pool.close()
    few, many = (statistics.median(times[len(times) // 5 :]) * 1e3 for times in took)
    note = f"statements that begin and end a turn: a thread of {long:,} items against one of {SHORT_THREAD}"
    return [Row("a turn in a long thread", many, few, "ms, median", note, limit=LIMIT)]


async def _thread(pool: PostgresPool, context: UserContext, items: int) -> str:
    store = TurnStore(pool, "bench")
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
    new = new_turn("create", thread.id, new_id("task"), _question(thread.id))
    await store.beginnings.begin(new, context, thread)
    await store.ends.end(new, Ending("answered"), context)
    await pool.execute(ITEMS, context.user_id, thread.id, _answer(thread.id).model_dump_json(), items)
    await pool.execute("ANALYZE chatkit_thread_items")
    return thread.id


async def _turn(store: TurnStore, context: UserContext, thread_id: str) -> float:
    """Seconds from the message to its stored answer, with nothing between."""
    new = new_turn("message", thread_id, new_id("task"), _question(thread_id))
    began = time.perf_counter()
    begun = await store.beginnings.begin(new, context, opens=True)
    assert begun.opening is not None
    assert begun.opening.items
    assert await store.ends.end(new, Ending("answered", delivered=True), context, items=[_answer(thread_id)])
    took = time.perf_counter() - began
    await asyncio.sleep(0)
    return took


def _question(thread_id: str) -> UserMessageItem:
    return UserMessageItem(
        id=new_id("message"),
        thread_id=thread_id,
        created_at=NOW,
        content=[UserMessageTextContent(text="Who plays tonight?")],
        attachments=[],
        inference_options=InferenceOptions(),
    )


def _answer(thread_id: str) -> AssistantMessageItem:
    content = [AssistantMessageContent(text="Three games, the first at seven. " * 5)]
    return AssistantMessageItem(id=new_id("message"), thread_id=thread_id, created_at=NOW, content=content)
