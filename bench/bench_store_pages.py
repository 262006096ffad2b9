"""A page of a thread takes the same time however long the thread is."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from chatkit.types import AssistantMessageContent, AssistantMessageItem, ThreadMetadata

from bench.row import Row
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext
from tests.support import databases

OWNER = UserContext(user_id="bench")
WORDS = "The Lakers are **-110** at home, and the total sits at 224.5. " * 8
PAGE = 20
SMALL = 100


async def run(short: bool) -> list[Row]:
    """The newest page and one from the middle, in a thread of 100 items and in one of 100,000."""
    large, rounds = (5_000, 50) if short else (100_000, 400)
    async with filled_store((SMALL, large)) as store:
        note = f"page of {PAGE}: thread of {large:,} items against {SMALL}"
        newest = await compare(lambda size: page(store, size, None), large, rounds)
        middle = await compare(lambda size: page(store, size, item_id(size, size // 2)), large, rounds)
    return [
        Row("open the newest page of a long thread", *newest, "ms", note, limit=1.5),
        Row("page on in the middle of a long thread", *middle, "ms", note, limit=1.5),
    ]


@asynccontextmanager
async def filled_store(sizes: tuple[int, ...]) -> AsyncIterator[PostgresStore]:
    """A store on a real Postgres with one thread of each size."""
    with tempfile.TemporaryDirectory() as folder, databases.server(Path(folder) / "postgres") as admin:
        template = await databases.schema_template(admin)
        async with databases.fresh(admin, template) as dsn, asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:
            store = PostgresStore(pool)
            for size in sizes:
                await fill(pool, store, size)
            await pool.execute("VACUUM ANALYZE")
            yield store


async def compare(ask: Callable[[int], Awaitable[None]], large: int, rounds: int) -> tuple[float, float]:
    """Median milliseconds on the large and on the small thread, asked in turns so that noise meets both alike."""
    times: dict[int, list[float]] = {large: [], SMALL: []}
    for _ in range(rounds):
        for size, seen in times.items():
            began = time.perf_counter()
            await ask(size)
            seen.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[large]), statistics.median(times[SMALL])


async def page(store: PostgresStore, size: int, after: str | None) -> None:
    """Load one page and make sure that it is one."""
    loaded = await store.load_visible_items(f"thr_{size}", after, PAGE, "desc", context=OWNER)
    assert len(loaded.data) == PAGE


async def fill(pool: asyncpg.Pool, store: PostgresStore, size: int) -> None:
    """A thread of `size` messages. Copied in, because saving one by one would take minutes."""
    thread = ThreadMetadata(id=f"thr_{size}", created_at=datetime.now(UTC))
    await store.save_thread(thread, context=OWNER)
    records = [
        (thread.id, item_id(size, n), OWNER.user_id, "assistant_message", message(thread, n), thread.created_at)
        for n in range(size)
    ]
    columns = ["thread_id", "id", "user_id", "type", "data", "created_at"]
    await pool.copy_records_to_table("chatkit_thread_items", records=records, columns=columns)


def item_id(size: int, number: int) -> str:
    """Id of the nth item of the thread of that size."""
    return f"msg_{size}_{number:08}"


def message(thread: ThreadMetadata, number: int) -> str:
    """What the store itself would have written."""
    content = [AssistantMessageContent(text=WORDS)]
    item = AssistantMessageItem(
        id=item_id(int(thread.id[4:]), number), thread_id=thread.id, created_at=thread.created_at, content=content
    )
    return item.model_dump_json()
