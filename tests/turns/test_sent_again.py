"""The same request sent again is stored once and runs once, wherever between two statements the others stand."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    InferenceOptions,
    ThreadItemDoneEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
    UserMessageTextContent,
)

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.model.failures import to_user_error
from professor_lock.store import PostgresStore
from professor_lock.turns.records import LEASE_S, Ending, NewTurn, TurnKind
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Started, Turns, new_turn
from professor_lock.user import UserContext
from tests.support.schedule import PausingPool, Schedule

ANN = UserContext(user_id="ann")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SEEDS = range(1, 1 + int(os.environ.get("TURNS_SCHEDULES", "3")))
"""The seeds of the schedules; TURNS_SCHEDULES=100 tries a hundred of them for each kind of turn."""
KINDS: tuple[TurnKind, ...] = ("create", "message", "retry", "action")


@pytest.fixture
async def pool(database: str) -> AsyncIterator[asyncpg.Pool]:
    async with asyncpg.create_pool(database, min_size=1, max_size=20, command_timeout=30) as pool:
        yield pool


def question(thread_id: str, text: str) -> UserMessageItem:
    content = [UserMessageTextContent(text=text)]
    return UserMessageItem(
        id=new_id("message"),
        thread_id=thread_id,
        created_at=NOW,
        content=content,
        attachments=[],
        inference_options=InferenceOptions(),
    )


class World:
    """A database in which a process has died in the middle of a turn, and others that meet what it has left."""

    def __init__(self, pool: asyncpg.Pool, schedule: Schedule, kind: TurnKind) -> None:
        self.pool = pool
        self.kind: TurnKind = kind
        self.answers = 0
        self._schedule = schedule
        self.thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
        self.asked = question(self.thread.id, "first")

    async def prepare(self, *, dead: bool) -> None:
        """A thread with an answered turn, and the turn whose process is dead, or one that was answered unheard."""
        store = TurnStore(PostgresPool(self.pool), worker="gone")
        if self.kind != "create":
            first = new_turn("create", self.thread.id, "first", self.asked)
            await store.beginnings.begin(first, ANN, self.thread)
            await store.ends.end(first, Ending("answered", delivered=True), ANN, items=[self._answer("old")])
        left = self._new(self.thread.id)
        await store.beginnings.begin(left, ANN, self.thread if self.kind == "create" else None)
        if dead:
            up_s = await self.pool.fetchval("SELECT extract(epoch FROM now() - pg_postmaster_start_time())::float")
            await asyncio.sleep(max(0.0, LEASE_S - up_s))
            await self.pool.execute("UPDATE pp_turns SET heartbeat_at = now() - interval '1 minute'")

    async def send(self) -> str:
        """The same request once more, on a process of its own, read to its end."""
        started = await self._start(ANN)
        return b"".join([chunk async for chunk in started.chunks]).decode()

    async def _start(self, user: UserContext) -> Started:
        database = PausingPool(self.pool, self._schedule)
        threads = PostgresStore(database.owned())
        turns = Turns(TurnStore(database, "alive"), threads, grace_s=60, drain_s=0, explain=to_user_error)
        thread = ThreadMetadata(id=new_id("thread"), created_at=NOW) if self.kind == "create" else self.thread
        new = self._new(thread.id)
        return await turns.start(new, thread, user, self._events, message=new.item)  # type: ignore[arg-type]

    async def send_at_any_moment(self) -> tuple[float, float, str]:
        """The same from a client that reads at its own pace: when it came, when it was read whole, what was read."""
        await self._schedule.pause()
        came_at = time.monotonic()
        await self._schedule.pause()
        read = b""
        started = await self._start(replace(ANN, came_at=came_at))
        async for chunk in started.chunks:
            read += chunk
            await self._schedule.pause()
        return came_at, time.monotonic(), read.decode()

    async def sweep(self) -> None:
        """Another process looks for turns whose process has died."""
        database = PausingPool(self.pool, self._schedule)
        turns = Turns(
            TurnStore(database, "other"), PostgresStore(database.owned()), grace_s=60, drain_s=0, explain=to_user_error
        )
        for row in await TurnStore(database, "other").expired():
            await turns._expired.close(row)

    def _new(self, thread_id: str) -> NewTurn:
        item = question(thread_id, "asked") if self.kind in ("create", "message") else None
        return new_turn(self.kind, thread_id, "key", item, self.asked.id if self.kind == "retry" else None)

    def _answer(self, text: str) -> AssistantMessageItem:
        content = [AssistantMessageContent(text=text)]
        return AssistantMessageItem(id=new_id("message"), thread_id=self.thread.id, created_at=NOW, content=content)

    async def _events(self, turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        self.answers += 1
        content = [AssistantMessageContent(text="new")]
        yield ThreadItemDoneEvent(
            item=AssistantMessageItem(id=new_id("message"), thread_id=turn.thread.id, created_at=NOW, content=content)
        )


async def outcome(world: World) -> dict[str, Any]:
    asked = await world.pool.fetchval(
        """SELECT count(*) FROM chatkit_thread_items WHERE type = 'user_message' AND data LIKE '%"asked"%'"""
    )
    threads = await world.pool.fetchval("SELECT count(*) FROM chatkit_threads")
    return {"threads": threads, "asked": asked, "answers": world.answers}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_dead_process_left_is_stored_once_and_answered_once_whoever_sends_it_again(pool, kind, seed):
    schedule = Schedule(seed)
    world = World(pool, schedule, kind)
    await world.prepare(dead=True)
    shown = await schedule.run([world.send(), world.sweep(), world.send()])
    streams = [one for one in shown if isinstance(one, str)]
    assert len(streams) == 2, shown
    asked = 1 if kind in ("create", "message") else 0
    assert await outcome(world) == {"threads": 1, "asked": asked, "answers": 1}
    for stream in streams:
        assert '"text":"new"' in stream, stream
    rows = await pool.fetch("SELECT FROM pp_turns WHERE state IN ('running', 'stopping')")
    assert rows == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
async def test_the_same_request_twice_at_once_is_stored_once_and_answered_once(pool, kind, seed):
    schedule = Schedule(seed)
    world = World(pool, schedule, kind)
    if kind != "create":
        await world.prepare(dead=False)
        await pool.execute("DELETE FROM pp_turns WHERE request_key = 'key'")
        await pool.execute("""DELETE FROM chatkit_thread_items WHERE data LIKE '%"asked"%'""")
    shown = await schedule.run([world.send(), world.send(), world.send()])
    streams = [one for one in shown if isinstance(one, str)]
    assert len(streams) == 3, shown
    asked = 1 if kind in ("create", "message") else 0
    assert await outcome(world) == {"threads": 1, "asked": asked, "answers": 1}
    for stream in streams:
        assert '"text":"new"' in stream, stream


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
async def test_copies_of_a_request_that_came_before_its_answer_was_delivered_are_stored_once(pool, kind, seed):
    """However late a copy is decided: also when the first answer was noted as delivered by then."""
    schedule = Schedule(seed)
    world = World(pool, schedule, kind)
    if kind != "create":
        await world.prepare(dead=False)
        await pool.execute("DELETE FROM pp_turns WHERE request_key = 'key'")
        await pool.execute("""DELETE FROM chatkit_thread_items WHERE data LIKE '%"asked"%'""")
    shown = await schedule.run([world.send_at_any_moment() for _ in range(3)])
    assert not [one for one in shown if isinstance(one, BaseException)], shown
    whole_at = min(read_at for _, read_at, _ in shown)
    after = sum(came_at > whole_at for came_at, _, _ in shown)
    answers = (await outcome(world))["answers"]
    assert 1 <= answers <= 1 + after, (answers, after)
    asked = answers if kind in ("create", "message") else 0
    threads = answers if kind == "create" else 1
    assert await outcome(world) == {"threads": threads, "asked": asked, "answers": answers}
    for _, _, stream in shown:
        assert '"text":"new"' in stream, stream
