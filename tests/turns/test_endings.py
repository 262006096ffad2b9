"""Many turns that end at once, and turns that would never end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    HiddenContextItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    WidgetItem,
)
from chatkit.widgets import DynamicWidgetRoot
from prometheus_client import REGISTRY, generate_latest

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PATIENCE_S, PostgresPool, open_pool
from professor_lock.errors import Overloaded, SourceUnavailable
from professor_lock.ledger import ModelUse, Spending
from professor_lock.model.failures import to_user_error
from professor_lock.store import PostgresStore
from professor_lock.turns.endings import EndingQueue
from professor_lock.turns.records import Ending, NewTurn, Renewed
from professor_lock.turns.runner import CUT_TITLE, TOO_LONG
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Started, Turns, new_turn
from professor_lock.user import UserContext
from tests.fakes.openai_script import ModelRequest
from tests.fakes.openai_script import Turn as Answer
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.metrics import samples, total
from tests.support.running_server import RunningServer, settings_for
from tests.turns.test_store import question

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SAID = "SELECT data FROM chatkit_thread_items WHERE type = 'assistant_message' ORDER BY seq"
KEPT = "SELECT id FROM chatkit_thread_items WHERE type IN ('hidden_context_item', 'widget') ORDER BY seq"


@pytest.fixture
async def small_pool(database: str) -> AsyncIterator[PostgresPool]:
    """The server's own pool: two connections, and the reserved one."""
    pool = await open_pool(database, max_size=3)
    yield pool
    await pool.close()


class Process:
    """The turns of one process with a small pool."""

    def __init__(self, pool: PostgresPool, **options: Any) -> None:
        self.store = TurnStore(pool, worker="test")
        threads = PostgresStore(pool.owned())
        self.turns = Turns(self.store, threads, grace_s=60, drain_s=0, explain=to_user_error, **options)

    async def start(self, user: str, events) -> Started:
        thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
        new = new_turn("create", thread.id, new_id("task"), question(thread.id))
        return await self.turns.start(new, thread, UserContext(user_id=user), events, message=new.item)  # type: ignore[arg-type]


def reply(turn: Turn, text: str) -> AssistantMessageItem:
    content = [AssistantMessageContent(text=text)]
    return AssistantMessageItem(id=new_id("message"), thread_id=turn.thread.id, created_at=NOW, content=content)


def hidden(turn: Turn, item_id: str) -> HiddenContextItem:
    return HiddenContextItem(id=item_id, thread_id=turn.thread.id, created_at=NOW, content={"kind": "state"})


async def text_of(started: Started) -> str:
    return b"".join([chunk async for chunk in started.chunks]).decode()


async def test_endings_that_come_together_are_stored_in_few_statements_and_each_with_its_own(small_pool, pool):
    store = TurnStore(small_pool, worker="test")
    turns: list[tuple[NewTurn, UserContext]] = []
    for number in range(60):
        context = UserContext(user_id=f"user{number}")
        thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
        new = new_turn("create", thread.id, "key", question(thread.id))
        await store.beginnings.begin(new, context, thread)
        turns.append((new, context))
    lost, lost_by = turns[7]
    await store.ends.end(lost, Ending("interrupted"), lost_by)
    statements = 0
    many, one = store.ends.end_many, store.ends.end

    async def count_many(*arguments):
        nonlocal statements
        statements += 1
        return await many(*arguments)

    async def count_one(*arguments, **options):
        nonlocal statements
        statements += 1
        return await one(*arguments, **options)

    store.ends.end_many, store.ends.end = count_many, count_one  # type: ignore[method-assign]
    endings = EndingQueue(store.ends)

    def spent(new: NewTurn, number: int, context: UserContext) -> list[Spending]:
        use = ModelUse("openai", "gpt", 100 + number, 0, 10, 0, False, 1000)
        return [Spending(context, new.id, (use, use), at=NOW)] * 2  # twice the same: counted once

    def answer(new: NewTurn, number: int) -> AssistantMessageItem:
        content = [AssistantMessageContent(text=f"answer {number}")]
        return AssistantMessageItem(id=new_id("message"), thread_id=new.thread_id, created_at=NOW, content=content)

    stored = await asyncio.gather(
        *(
            endings.store(
                new,
                Ending("answered", usage=f'"{number}"'),
                context,
                [answer(new, number)],
                spent(new, number, context),
            )
            for number, (new, context) in enumerate(turns)
        )
    )
    assert stored == [number != 7 for number in range(60)]
    assert statements < 15
    rows = await pool.fetch("SELECT user_id, usage, outcome FROM pp_turns WHERE outcome = 'answered'")
    assert {(row["user_id"], row["usage"]) for row in rows} == {(f"user{n}", f'"{n}"') for n in range(60) if n != 7}
    said = await pool.fetch("SELECT user_id, data FROM chatkit_thread_items WHERE type = 'assistant_message'")
    assert len(said) == 59
    assert all(f'answer {row["user_id"].removeprefix("user")}"' in row["data"] for row in said)
    used = await pool.fetch("SELECT user_id, tokens, cost_micros FROM pp_usage")
    wanted = {(f"user{n}", 2 * (110 + n), 2000) for n in range(60)}  # also of the one whose lease was lost
    assert {tuple(row) for row in used} == wanted
    assert await pool.fetch("SELECT scope, sum(cost_micros)::int FROM pp_spend GROUP BY scope ORDER BY scope") == [
        ("server", 120_000),
        ("tier:free", 120_000),
    ]


async def test_the_last_message_is_stored_and_what_it_cost_is_counted_before_anybody_sees_it_as_done(small_pool, pool):
    process = Process(small_pool)
    seen: list[str] = []
    kept: list[list[str]] = []
    end = process.store.ends.end

    async def noted(*arguments, **options):
        seen.append("END")
        return await end(*arguments, **options)

    async def says(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        yield ThreadItemDoneEvent(item=reply(turn, "I look."))
        kept.append([row["data"] for row in await pool.fetch(SAID)])
        yield ThreadItemDoneEvent(item=reply(turn, "There."))
        kept.append([row["data"] for row in await pool.fetch(SAID)])
        use = ModelUse("openai", "gpt", 3, 0, 4, 0, False, None)
        turn.cost.note_spending(Spending(turn.context, turn.new.id, (use,), datetime.now(UTC)))

    process.store.ends.end = noted  # type: ignore[method-assign]
    started = await process.start("ann", says)
    async for chunk in started.chunks:
        if "There." in chunk.decode():
            assert "END" in seen
            assert await pool.fetchval("SELECT tokens FROM pp_usage") == 7
        seen.append(chunk.decode())
    assert [len(items) for items in kept] == [0, 1]
    assert "".join(seen).count("There.") == 1
    assert len(await pool.fetch(SAID)) == 2


async def test_what_a_turn_spent_that_has_lost_its_lease_is_counted_all_the_same(small_pool, pool):
    counted: list[Spending] = []

    async def count(spending: Spending) -> None:
        counted.append(spending)

    process = Process(small_pool, count=count)

    async def says(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        use = ModelUse("openai", "gpt", 3, 0, 4, 0, False, None)
        turn.cost.note_spending(Spending(turn.context, turn.new.id, (use,), datetime.now(UTC)))
        await process.store.ends.end(turn.new, Ending("interrupted"), turn.context)
        yield ThreadItemDoneEvent(item=reply(turn, "I look."))
        yield ThreadItemDoneEvent(item=reply(turn, "There."))

    assert "There." not in await text_of(await process.start("ann", says))
    assert len(counted) == 1
    assert await pool.fetch(SAID) == []


@pytest.mark.parametrize("found", [None, Renewed("stopping", renewed=True, listened_elsewhere=False)])
async def test_a_renewal_that_crosses_the_stored_end_makes_no_answer_a_lost_or_stopped_one(found, small_pool, pool):
    process = Process(small_pool)
    turns: list[Turn] = []
    end = process.store.ends.end

    async def crossed(*arguments, **options):
        held = await end(*arguments, **options)
        turns[0].heed(found)  # the renewal looked after the end was stored, or just before
        return held

    async def says(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        turns.append(turn)
        yield ThreadItemDoneEvent(item=reply(turn, "There."))

    def counted() -> list[float]:
        seen = samples(generate_latest(REGISTRY).decode())
        stopped = [total(seen, "professor_lock_turns_stopped_total", reason=why) for why in ("lease lost", "asked")]
        return [*stopped, total(seen, "professor_lock_turns_ended_total", outcome="answered")]

    process.store.ends.end = crossed  # type: ignore[method-assign]
    before = counted()
    assert "There." in await text_of(await process.start("ann", says))
    await turns[0].wait(60)
    assert (turns[0].lost, turns[0].stopped_as) == (False, None)
    assert counted() == [before[0], before[1], before[2] + 1]


async def test_a_last_message_that_cannot_be_stored_is_told_as_a_failure_and_stored_later(small_pool, pool):
    process = Process(small_pool)
    end, tries = process.store.ends.end, 0

    async def away_at_first(*arguments, **options):
        nonlocal tries
        tries += 1
        if tries == 1:
            raise SourceUnavailable("The database does not answer in time.", source="the database")
        return await end(*arguments, **options)

    turns: list[Turn] = []

    async def says(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        turns.append(turn)
        said = reply(turn, "There.")
        yield ThreadItemAddedEvent(item=said)
        yield ThreadItemDoneEvent(item=said)

    process.store.ends.end = away_at_first  # type: ignore[method-assign]
    shown = await text_of(await process.start("ann", says))
    assert "does not answer in time" in shown
    assert CUT_TITLE in shown
    await turns[0].wait(60)
    assert len(await pool.fetch(SAID)) == 1
    assert await pool.fetchval("SELECT outcome FROM pp_turns") == "failed"


async def test_what_is_kept_of_a_card_is_stored_with_it_and_a_card_that_stays_as_it_is_once(small_pool, pool):
    process = Process(small_pool)
    save, saved = process.store.save_item, []

    async def noted(turn, item, context, before=()):
        saved.append([one.id for one in (*before, item)])
        return await save(turn, item, context, before)

    process.store.save_item = noted  # type: ignore[method-assign]

    async def says(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        yield ThreadItemDoneEvent(item=hidden(turn, "state"))
        assert await pool.fetch(KEPT) == []
        assert '"state"' in (turn.transcript.checkpoint(finished=False) or ""), "should the process die now"
        card = WidgetItem(
            id="card", thread_id=turn.thread.id, created_at=NOW, widget=DynamicWidgetRoot(type="Card", children=[])
        )
        yield ThreadItemAddedEvent(item=card)
        assert [row["id"] for row in await pool.fetch(KEPT)] == ["state", "card"]
        assert turn.transcript.checkpoint(finished=False) is not None  # of the card, which may still change
        assert '"state"' not in (turn.transcript.checkpoint(finished=False) or "")
        await pool.execute("UPDATE chatkit_thread_items SET data = replace(data, 'Card', 'ListView') WHERE id = 'card'")
        yield ThreadItemDoneEvent(item=card)
        yield ThreadItemDoneEvent(item=hidden(turn, "found"))
        yield ThreadItemDoneEvent(item=reply(turn, "There."))

    shown = await text_of(await process.start("ann", says))
    assert saved == [["state", "card"]]
    assert [row["id"] for row in await pool.fetch(KEPT)] == ["state", "card", "found"]
    assert "ListView" in await pool.fetchval("SELECT data FROM chatkit_thread_items WHERE id = 'card'"), (
        "a click's change"
    )
    assert '"id":"state"' not in shown
    assert '"id":"found"' not in shown
    assert len(await pool.fetch(SAID)) == 1


async def test_waiting_for_our_own_pool_is_not_the_database_being_away(small_pool):
    async with small_pool.acquire(), small_pool.acquire():
        with pytest.raises(Overloaded, match="very busy") as refused:
            await small_pool.owned(patience_s=0.1).fetchrow("SELECT $1::text", "ann")
    assert refused.value.retry_after_s


async def test_an_end_waits_longer_for_a_connection_than_a_request_may(small_pool):
    process = Process(small_pool)

    async def says(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        async with small_pool.acquire(60), small_pool.acquire(60):
            asyncio.get_running_loop().call_later(PATIENCE_S + 0.5, let_go.set)
            ready.set()
            await let_go.wait()
        yield ThreadItemDoneEvent(item=reply(turn, "done"))

    ready, let_go = asyncio.Event(), asyncio.Event()
    started = await process.start("ann", says)
    await ready.wait()
    assert '"text":"done"' in await text_of(started)


async def test_a_turn_that_never_ends_is_ended_in_words_and_keeps_what_it_had_said(small_pool, pool):
    process = Process(small_pool, deadline_s=0.5)

    async def drips(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        yield ThreadItemAddedEvent(item=reply(turn, "as far as it came"))
        while True:
            await asyncio.sleep(0.05)
            yield ThreadItemAddedEvent(item=reply(turn, ""))

    began = time.monotonic()
    shown = await text_of(await process.start("ann", drips))
    assert time.monotonic() - began < 10
    assert TOO_LONG in shown
    assert '"allow_retry":true' in shown
    row = await pool.fetchrow("SELECT outcome, message FROM pp_turns")
    assert tuple(row) == ("failed", TOO_LONG)
    kept = await pool.fetch("SELECT data FROM chatkit_thread_items WHERE type = 'assistant_message'")
    assert ["as far as it came" in row["data"] for row in kept] == [True]


async def test_what_was_taken_back_is_in_no_checkpoint_before_anybody_is_told(small_pool, pool):
    process = Process(small_pool)
    await process.turns.open()
    checkpoints: list[str | None] = []

    async def takes_back(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        said = reply(turn, "what should not have been said")
        yield ThreadItemAddedEvent(item=said)
        await process.turns._leases.checkpoint(turn)
        checkpoints.append(await pool.fetchval("SELECT partial FROM pp_turns"))
        yield ThreadItemRemovedEvent(item_id=said.id)
        checkpoints.append(await pool.fetchval("SELECT partial FROM pp_turns"))

    await text_of(await process.start("ann", takes_back))
    await process.turns.close()
    before, after = checkpoints
    assert before is not None
    assert "should not" in before
    assert after is None


async def test_an_endpoint_that_drips_for_ever_is_cut_off_at_the_deadline_and_the_next_question_is_answered(
    database, tmp_path
):
    def script(request: ModelRequest) -> Answer:
        return Answer.of("Short.") if request.user_text == "short" else Answer.of("drip " * 500, delay_s=0.3)

    with OpenAIServer(script) as model:
        settings = settings_for(database, tmp_path, model=model, PP_TURN_MAX_S="2")
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann", timeout_s=60) as client:
                began = time.monotonic()
                chat = await client.chat().send("drip")
                assert time.monotonic() - began < 30
                assert chat.error is not None
                assert chat.error["message"] == TOO_LONG
                assert chat.error["allow_retry"]
                assert chat.text.startswith("drip drip")
                await chat.send("short")
                assert chat.error is None
                assert len(model.exchanges) == 2, "what took too long is not asked a second time"
