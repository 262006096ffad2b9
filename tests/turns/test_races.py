"""The moments between moments: turns stopped before they begin, while they end, when they are no longer theirs."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    ProgressUpdateEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadMetadata,
    ThreadStreamEvent,
)

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.errors import SourceUnavailable
from professor_lock.model.failures import to_user_error
from professor_lock.settings import Settings
from professor_lock.store import PostgresStore
from professor_lock.turns.listener import TOO_SLOW, Listener
from professor_lock.turns.records import Ending, NewTurn
from professor_lock.turns.runner import DELETED, RESTARTING, TurnRunner
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Started, Turns, new_turn
from professor_lock.words import LANGUAGES, words_of
from professor_lock.words.sentences import sentence
from tests.fakes.openai_script import Fail, Until
from tests.fakes.openai_script import Turn as Answer
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.pooler import TransactionPooler
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import RESUME, ended, turn_rows
from tests.turns.test_store import ANN, age, question

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Process:
    """The turns of one process, on a database, with answers that a test makes up."""

    def __init__(self, pool: asyncpg.Pool, *, grace_s: float = 60.0, drain_s: float = 0.0, **options: Any) -> None:
        self.store = TurnStore(PostgresPool(pool), worker="test")
        self.threads = PostgresStore(PostgresPool(pool).owned())
        self.turns = Turns(self.store, self.threads, grace_s=grace_s, drain_s=drain_s, explain=to_user_error, **options)

    async def __aenter__(self) -> Process:
        await self.turns.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.turns.close()

    async def begin(self, events: Any, *, thread_id: str | None = None, key: str = "key") -> tuple[Started, Turn]:
        """A turn in a new thread, or in this one; `events` is an async generator function of the turn."""
        known = set(self.turns._turns)
        if thread_id is None:
            thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
            new = new_turn("create", thread.id, key, question(thread.id))
        else:
            thread = await self.threads.load_thread(thread_id, ANN)
            new = new_turn("message", thread.id, key, question(thread.id))
        started = await self.turns.start(new, thread, ANN, events, message=new.item)  # type: ignore[arg-type]
        fresh = set(self.turns._turns) - known
        return started, self.turns._turns[fresh.pop()] if fresh else None  # type: ignore[return-value]


@pytest.fixture
async def process(pool: asyncpg.Pool) -> AsyncIterator[Process]:
    async with Process(pool) as process:
        yield process


def reply(turn: Turn, text: str) -> AssistantMessageItem:
    content = [AssistantMessageContent(text=text)]
    return AssistantMessageItem(id=new_id("message"), thread_id=turn.thread.id, created_at=NOW, content=content)


async def says(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
    yield ThreadItemDoneEvent(item=reply(turn, "done"))


async def says_and_works_on(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
    """A message that is not the turn's last event is stored before the next one."""
    yield ThreadItemDoneEvent(item=reply(turn, "done"))
    yield ProgressUpdateEvent(text="Looking further")


async def says_half(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
    yield ThreadItemAddedEvent(item=reply(turn, "half"))
    await asyncio.sleep(60)


async def rest_of(started: Started) -> str:
    return b"".join([chunk async for chunk in started.chunks]).decode()


async def texts(process: Process, thread_id: str) -> list[str]:
    page = await process.threads.load_thread_items(thread_id, None, 100, "asc", ANN)
    return [item.content[0].text for item in page.data if hasattr(item, "content") and isinstance(item.content, list)]


async def over(turn: Turn) -> None:
    await turn.wait(10)
    assert turn.over


async def test_a_stream_that_was_never_read_is_no_listener_once_it_is_closed(pool):
    async with Process(pool, grace_s=0.3) as process:
        started, turn = await process.begin(says_half)
        assert turn.listened
        await started.chunks.aclose()
        assert not turn.listened
        await over(turn)
        assert turn.stopped_as == "stopped"
        assert await texts(process, turn.thread.id) == ["Hi", "half"]


async def test_a_turn_that_is_stopped_before_its_first_step_still_ends(process):
    started, turn = await process.begin(says)
    turn.stop("stopped")
    assert "Stopped before" in await rest_of(started)
    assert process.turns.running == 0
    row = await process.store.latest(turn.thread.id, ANN)
    assert row is not None
    assert row.outcome == "stopped"


async def test_a_stop_that_meets_the_end_lets_the_end_be(process):
    release = asyncio.Event()

    async def slow_end(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        try:
            yield ThreadItemDoneEvent(item=reply(turn, "all of it"))
        finally:
            release.set()

    started, turn = await process.begin(slow_end)
    await release.wait()
    await asyncio.gather(process.turns.stop(turn.thread.id, ANN), over(turn))
    assert "all of it" in await rest_of(started)
    assert await texts(process, turn.thread.id) == ["Hi", "all of it"]
    assert await process.turns.stop(turn.thread.id, ANN) is False


async def test_a_stop_while_something_is_written_waits_for_the_write(process, monkeypatch):
    writing, go_on = asyncio.Event(), asyncio.Event()
    save = process.store.save_item

    async def slow_save(*arguments: Any) -> Any:
        writing.set()
        await go_on.wait()
        return await save(*arguments)

    monkeypatch.setattr(process.store, "save_item", slow_save)
    started, turn = await process.begin(says_and_works_on)
    await writing.wait()
    turn.stop("stopped")
    await asyncio.sleep(0.05)
    go_on.set()
    shown = await rest_of(started)
    assert "done" in shown
    assert await texts(process, turn.thread.id) == ["Hi", "done"]


async def test_a_process_that_has_lost_a_turn_tells_its_listeners_and_writes_nothing(pool, process):
    started, turn = await process.begin(says_half)
    closing = Ending("interrupted", "closed by another", allow_retry=True)
    assert await process.store.ends.end(turn.new, closing, ANN)
    shown = await rest_of(started)
    assert "closed by another" in shown
    assert await texts(process, turn.thread.id) == ["Hi"], "the other process has put in what was checkpointed"
    assert process.turns.running == 0


async def test_a_deleted_thread_ends_its_turn_in_words(process):
    started, turn = await process.begin(says_half)
    await process.threads.delete_thread(turn.thread.id, ANN)
    assert DELETED in await rest_of(started)


async def test_a_process_that_was_cut_off_from_the_database_closes_nobodys_turn_at_once(pool):
    async with Process(pool) as one, Process(pool) as two:
        _, turn = await one.begin(says_half)
        two.turns._expired.lost_sight()
        row = await two.store.running(turn.thread.id, ANN)
        assert row is not None
        stale = type(row)(**{name: getattr(row, name) for name in row.__slots__} | {"alive": False})
        assert not two.turns._expired.is_expired(stale)


async def test_a_message_left_by_a_dead_process_is_answered_when_it_is_sent_again_and_not_twice_there(pool, process):
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
    dead = new_turn("create", thread.id, "key", question(thread.id))
    assert (await process.store.beginnings.begin(dead, ANN, thread)).verdict == "begun"
    await age(pool, dead)
    all_began = asyncio.Event()

    async def says_later(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        await all_began.wait()
        yield ThreadItemDoneEvent(item=reply(turn, "done"))

    outcomes = await asyncio.gather(*(process.begin(says_later) for _ in range(3)))
    all_began.set()
    for started, _ in outcomes:
        assert thread.id in await rest_of(started)
    assert sorted(started.joined for started, _ in outcomes) == [False, True, True]
    assert await texts(process, thread.id) == ["Hi", "done"]


async def test_another_message_frees_a_thread_from_a_dead_process_and_keeps_what_it_had_said(pool, process):
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
    dead = new_turn("create", thread.id, "key", question(thread.id))
    assert (await process.store.beginnings.begin(dead, ANN, thread)).verdict == "begun"
    said = Turn(dead, thread, None, ANN)
    said.publish(ThreadItemAddedEvent(item=reply(said, "as far as it came")))
    await process.store.renew([said.renewal()])
    await age(pool, dead)
    started, _ = await process.begin(says, thread_id=thread.id, key="other")
    await rest_of(started)
    page = await process.threads.load_visible_items(thread.id, None, 10, "asc", ANN)
    kinds = [item.type for item in page.data]
    assert kinds == ["user_message", "assistant_message", "task", "user_message", "assistant_message"]
    assert (await texts(process, thread.id))[1] == "as far as it came"


async def test_a_checkpoint_that_cannot_be_read_does_not_lock_its_thread(pool, process):
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
    dead = new_turn("create", thread.id, "key", question(thread.id))
    assert (await process.store.beginnings.begin(dead, ANN, thread)).verdict == "begun"
    await process.store.renew([(dead.id, "ann", 1, True, '[{"item": 1}]', 0)])
    await age(pool, dead)
    started, _ = await process.begin(says, thread_id=thread.id, key="other")
    await rest_of(started)
    assert await texts(process, thread.id) == ["Hi", "Hi", "done"]


async def test_an_end_that_cannot_be_stored_as_it_is_frees_the_thread_and_says_so(process, monkeypatch):
    end = process.store.ends.end
    attempts = []

    async def broken(turn: NewTurn, ending: Ending, *arguments: Any, **options: Any) -> Any:
        attempts.append(ending.outcome)
        if len(attempts) == 1:
            raise asyncpg.CharacterNotInRepertoireError("no such character")
        return await end(turn, ending, *arguments, **options)

    monkeypatch.setattr(process.store.ends, "end", broken)
    started, turn = await process.begin(says)
    shown = await rest_of(started)
    assert "Something went wrong on our side" in shown
    assert attempts == ["answered", "failed"]
    assert await process.store.running(turn.thread.id, ANN) is None


async def test_what_could_not_be_saved_in_its_time_is_saved_at_the_end(process, monkeypatch):
    async def away(*_: Any) -> bool:
        raise SourceUnavailable("The conversation store cannot be reached right now.", source="the database")

    monkeypatch.setattr(process.store, "save_item", away)
    started, turn = await process.begin(says_and_works_on)
    shown = await rest_of(started)
    assert "cannot be reached" in shown
    assert '"text":"done"' in shown
    assert await texts(process, turn.thread.id) == ["Hi", "done"]


async def test_an_end_waits_for_the_database_and_whoever_listens_does_not(process, monkeypatch):
    end = process.store.ends.end
    back = asyncio.Event()

    async def away(*arguments: Any, **options: Any) -> Any:
        if not back.is_set():
            raise SourceUnavailable("The conversation store cannot be reached right now.", source="the database")
        return await end(*arguments, **options)

    monkeypatch.setattr(process.store.ends, "end", away)
    started, turn = await process.begin(says)
    await rest_of(started)
    assert await process.store.running(turn.thread.id, ANN) is not None
    back.set()
    await over(turn)
    assert await process.store.running(turn.thread.id, ANN) is None


async def test_nothing_begins_once_the_process_is_to_stop_and_what_has_begun_is_stored(pool):
    process = Process(pool, drain_s=0.2)
    await process.turns.open()
    started, turn = await process.begin(says_half)
    closing = asyncio.create_task(process.turns.close())
    await asyncio.sleep(0)
    with pytest.raises(SourceUnavailable, match="restarting"):
        await process.begin(says, key="late")
    shown = await rest_of(started)
    await closing
    assert RESTARTING in shown
    assert await texts(process, turn.thread.id) == ["Hi", "half"]
    assert len(await pool.fetch("SELECT id FROM chatkit_threads")) == 1


async def test_a_turn_that_was_beginning_when_the_process_was_told_to_stop_is_waited_for(pool, monkeypatch):
    process = Process(pool, drain_s=5.0)
    await process.turns.open()
    begin = process.store.beginnings.begin
    beginning = asyncio.Event()

    async def slow_begin(*arguments: Any, **options: Any) -> Any:
        beginning.set()
        await asyncio.sleep(0.3)
        return await begin(*arguments, **options)

    monkeypatch.setattr(process.store.beginnings, "begin", slow_begin)
    task = asyncio.create_task(process.begin(says))
    await beginning.wait()
    closing = asyncio.create_task(process.turns.close())
    started, _ = await task
    assert "done" in await rest_of(started)
    await closing
    assert [row["outcome"] for row in await pool.fetch("SELECT outcome FROM pp_turns")] == ["answered"]


async def test_a_listener_that_cannot_keep_up_is_let_go_with_a_word_in_its_language():
    async def received() -> None:
        return None

    for language in LANGUAGES:
        listener = Listener(lambda _: None, received, max_behind_bytes=10, words=words_of(language))
        listener.put(b"more than it may have left unread")
        shown = json.loads((await anext(listener)).removeprefix(b"data: "))
        assert shown["message"] == sentence(TOO_SLOW, words_of(language))
        assert (shown["message"] == TOO_SLOW) == (language == "en")


async def test_a_listener_that_cannot_keep_up_is_let_go_with_a_word(pool):
    process = Process(pool, max_behind_bytes=2000)

    async def floods(turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        for _ in range(10):
            yield ThreadItemDoneEvent(item=reply(turn, "x" * 1000))

    started, turn = await process.begin(floods)
    await over(turn)
    shown = await rest_of(started)
    assert "too slow" in shown
    assert len(shown) < 3000
    assert len(await texts(process, turn.thread.id)) == 11


async def test_a_turns_failure_to_tell_is_no_reason_to_stay(process):
    async def broken(_turn: Turn) -> AsyncGenerator[ThreadStreamEvent, None]:
        raise RuntimeError("a bug")
        yield

    started, turn = await process.begin(broken)
    assert "Something went wrong on our side" in await rest_of(started)
    assert turn.over
    assert isinstance(process.turns._runner, TurnRunner)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[RunningServer]:
    """A server that starts and stops while the test's own loop goes on, as a pooler in it must."""
    server = RunningServer(settings)
    await asyncio.to_thread(server.start)
    try:
        yield server
    finally:
        await asyncio.to_thread(server.stop)


async def test_coming_back_works_through_a_transaction_pooler(database, tmp_path):
    words = " ".join(f"w{number}" for number in range(20))
    async with TransactionPooler(database) as pooled, OpenAIServer(lambda _: Answer.of(words, delay_s=0.1)) as model:
        settings = settings_for(pooled, tmp_path, model=model, PP_DB_POOL_MAX="3", PP_DB_POOLER="transaction")
        async with (
            running(settings) as first,
            running(settings) as second,
            ChatKitClient(first.url, user_id="ann") as one,
            ChatKitClient(second.url, user_id="ann") as two,
        ):
            chat = one.chat()
            async with chat.sending("Count") as stream:
                await stream.until_said("w0 w1")
                await stream.hang_up()
            page = await two.chat().load(chat.thread_id)
            await page.run(requests.custom_action(chat.thread_id, None, RESUME))
            assert page.texts == [words]
            await page.retry()
            assert page.texts == [words]
        assert [row["outcome"] for row in await turn_rows(database)] == ["answered", "answered"]


async def test_a_page_that_comes_back_during_a_retry_sees_the_new_answer_or_the_old_one_never_both(database, tmp_path):
    async with OpenAIServer([Answer.of("The old answer.")]) as model:
        settings = settings_for(database, tmp_path, model=model)
        with RunningServer(settings) as first, RunningServer(settings) as second:
            async with ChatKitClient(first.url, user_id="ann") as one, ChatKitClient(second.url, user_id="ann") as two:
                chat = await one.chat().send("Ask")
                for fails in (False, True):
                    both_listen = threading.Event()
                    words = "Half of it." if fails else "A new answer."
                    answer = Answer.of(words, Until(both_listen), *([Fail()] if fails else []))
                    model.script = lambda _, answer=answer: answer
                    retry = requests.retry_after_item(chat.thread_id, chat.user_messages[0]["id"])
                    async with chat.streaming(retry) as stream:
                        await stream.until("assistant_message.content_part.text_delta")
                        pages = [await client.chat().load(chat.thread_id) for client in (one, two)]
                        resume = requests.custom_action(chat.thread_id, None, RESUME)
                        async with AsyncExitStack() as listening:
                            streams = [await listening.enter_async_context(page.streaming(resume)) for page in pages]
                            for resumed in streams:
                                await resumed.until("thread.item.added")
                            both_listen.set()
                            await asyncio.gather(*(one_stream.rest() for one_stream in (*streams, stream)))
                    await ended(database, chat.thread_id)
                    for page in pages:
                        assert page.texts == ["A new answer."]
                        assert (page.error is not None) == fails


async def test_a_page_that_read_the_thread_before_a_retry_and_comes_back_after_it_sees_the_new_answer(
    database, tmp_path
):
    async with OpenAIServer([Answer.of("The old answer."), Answer.of("The new one.")]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Ask")
                page = await client.chat().load(chat.thread_id)
                await chat.retry()
                await page.run(requests.custom_action(chat.thread_id, None, RESUME))
                assert page.texts == chat.texts == ["The new one."]
