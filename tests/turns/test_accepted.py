"""What is done in the one statement that begins a turn: counted, read and decided by what holds in that moment."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import asyncpg
import pytest
from chatkit.types import ThreadMetadata

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.errors import Forbidden, NotFound
from professor_lock.limits import Limits, OverQuota, Quota
from professor_lock.settings_env import TierLimits
from professor_lock.store import PostgresStore
from professor_lock.turns.records import Ending, NewTurn
from professor_lock.turns.store import TurnStore
from professor_lock.turns.store_begin import NEWEST_ITEMS, Beginning
from professor_lock.turns.turns import new_turn
from professor_lock.user import UserContext
from tests.turns.test_store import WAITING, question

ANN = UserContext(user_id="ann")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


class World:
    """The stores of one process, and the quota of a tier."""

    def __init__(self, pool: asyncpg.Pool, tier: TierLimits | None = None) -> None:
        database = PostgresPool(pool)
        self.turns = TurnStore(database, worker="test")
        self.threads = PostgresStore(database.owned())
        self.limits = Limits(
            lambda _: tier or TierLimits(),
            windows=database,
            mints_per_minute=5,
            now=lambda: NOW,
            steady=time.monotonic,
        )

    def quota(self) -> Quota:
        return self.limits.quota(ANN, counts_send=True)

    async def create(self, thread: ThreadMetadata | None = None) -> tuple[NewTurn, Beginning]:
        thread = thread or ThreadMetadata(id=new_id("thread"), created_at=NOW)
        new = new_turn("create", thread.id, new_id("task"), question(thread.id))
        return new, await self.turns.beginnings.begin(new, ANN, thread, quota=self.quota())

    async def message(self, thread_id: str, key: str | None = None) -> Beginning:
        new = new_turn("message", thread_id, key or new_id("task"), question(thread_id))
        return await self.turns.beginnings.begin(new, ANN, quota=self.quota(), opens=True)


@pytest.fixture
def world(pool: asyncpg.Pool) -> World:
    return World(pool)


async def messages_counted(pool: asyncpg.Pool) -> int:
    return int(await pool.fetchval("SELECT coalesce(sum(messages), 0)::int FROM pp_usage"))


async def stored(pool: asyncpg.Pool) -> int:
    return int(await pool.fetchval("SELECT count(*) FROM chatkit_thread_items"))


@pytest.mark.parametrize("tier", [TierLimits(requests=7), TierLimits(messages=7)], ids=["minute", "day"])
async def test_of_many_messages_at_once_exactly_the_allowed_number_begins_and_is_stored(pool, tier):
    here, there = World(pool, tier), World(pool, tier)
    results = await asyncio.gather(*(one.create() for one in (here, there) for _ in range(30)), return_exceptions=True)
    over = [one for one in results if isinstance(one, OverQuota)]
    assert [one.wait_s is None for one in over] == [tier.requests is None] * 53
    assert await stored(pool) == await messages_counted(pool) == 7


async def test_what_does_not_begin_does_not_count_for_the_day_but_for_the_minute(world, pool):
    new, begun = await world.create()
    assert begun.opening is not None
    assert begun.opening.messages_today == 1
    again = await world.message(new.thread_id, new.request_key)
    assert again.verdict == "joined"
    assert (await world.message(new.thread_id)).verdict == "blocked"
    await pool.execute("""UPDATE chatkit_threads SET status = '{"type": "locked"}'""")
    with pytest.raises(Forbidden, match="is locked and takes no new messages"):
        await world.message(new.thread_id)
    assert await messages_counted(pool) == 1
    limited = World(pool, TierLimits(requests=2))
    for _ in range(2):
        with pytest.raises(Forbidden):
            await limited.message(new.thread_id)
    with pytest.raises(OverQuota) as over:
        await limited.message(new.thread_id)
    assert over.value.wait_s in range(1, 61)


@pytest.mark.parametrize("tier", [TierLimits(messages=0), TierLimits(tokens=0), TierLimits(messages=1)])
async def test_a_day_that_is_used_up_begins_nothing(pool, tier):
    world = World(pool, tier)
    if tier.messages == 1:
        await world.create()
    before = await stored(pool)
    with pytest.raises(OverQuota) as over:
        await world.create()
    assert over.value.wait_s is None
    assert await stored(pool) == before
    assert await pool.fetchval("SELECT count(*) FROM pp_turns") == before


async def test_thread_history_and_preferences_come_with_the_beginning_as_they_are_once_the_locks_are_there(world, pool):
    new, _ = await world.create(ThreadMetadata(id=new_id("thread"), created_at=NOW, title="Tonight"))
    await world.turns.ends.end(new, Ending("answered"), ANN)
    await pool.execute(
        "INSERT INTO pp_preferences (user_id, odds_format) VALUES ('ann', 'decimal'), ('ben', 'american')"
    )
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM chatkit_threads WHERE id = $1 FOR UPDATE", new.thread_id)
        waiting = asyncio.create_task(world.message(new.thread_id))
        while not await pool.fetchval(WAITING):  # noqa: ASYNC110  another process's
            await asyncio.sleep(0.01)
        await other.execute(
            """
            INSERT INTO chatkit_thread_items (user_id, thread_id, id, type, hidden, data, created_at)
            SELECT 'ann', $1, 'item' || n, 'assistant_message', false, 'text ' || n, now()
              FROM generate_series(1, $2) AS n""",
            new.thread_id,
            NEWEST_ITEMS,
        )
    begun = await waiting
    assert begun.verdict == "begun"
    opening = begun.opening
    assert opening is not None
    assert opening.odds_format == "decimal"
    assert opening.thread is not None
    assert world.threads.thread_from(opening.thread).title == "Tonight"
    assert opening.items is not None
    assert len(opening.items) == NEWEST_ITEMS
    assert opening.has_more
    assert opening.items[0].startswith("{")  # the message itself
    assert opening.items[1:3] == [f"text {NEWEST_ITEMS}", f"text {NEWEST_ITEMS - 1}"]


async def test_another_users_thread_is_not_there(world):
    new, _ = await world.create()
    theirs = new_turn("message", new.thread_id, "key", question(new.thread_id))
    for thread_id in (new.thread_id, "nowhere", "x\0"):
        with pytest.raises(NotFound, match=r"There is no such th(read|ing)"):
            await world.turns.beginnings.begin(
                new_turn("message", thread_id, "key", theirs.item), UserContext("ben"), opens=True
            )
