"""The statements of turns, alone and against each other, on a real Postgres."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    InferenceOptions,
    ThreadItem,
    ThreadMetadata,
    UserMessageItem,
    UserMessageTextContent,
)

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.errors import NotFound
from professor_lock.store import PostgresStore
from professor_lock.turns.records import LEASE_S, Ending, NewTurn, TurnRow
from professor_lock.turns.store import TurnStore
from professor_lock.turns.store_begin import TurnBeginnings
from professor_lock.turns.turns import new_turn
from professor_lock.user import UserContext

ANN, BOB = UserContext(user_id="ann"), UserContext(user_id="bob")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ANSWERED = Ending("answered")
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def threads(pool):
    return PostgresStore(PostgresPool(pool).owned())


@pytest.fixture
def turns(pool):
    return TurnStore(PostgresPool(pool), worker="test")


def question(thread_id: str, text: str = "Hi") -> UserMessageItem:
    return UserMessageItem(
        id=new_id("message"),
        thread_id=thread_id,
        created_at=NOW,
        content=[UserMessageTextContent(text=text)],
        attachments=[],
        inference_options=InferenceOptions(),
    )


def reply(thread_id: str, text: str = "Hello") -> AssistantMessageItem:
    content = [AssistantMessageContent(text=text)]
    return AssistantMessageItem(id=new_id("message"), thread_id=thread_id, created_at=NOW, content=content)


async def began(turns: TurnStore, turn: NewTurn, new_thread: ThreadMetadata | None = None) -> bool:
    return (await turns.beginnings.begin(turn, ANN, new_thread)).verdict == "begun"


async def created(turns: TurnStore, key: str = "key") -> NewTurn:
    """A new thread with its first turn running."""
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
    turn = new_turn("create", thread.id, key, question(thread.id))
    assert await began(turns, turn, thread)
    return turn


def asked(turn: NewTurn) -> str:
    assert turn.item is not None
    return turn.item.id


async def row_of(turns: TurnStore, turn: NewTurn) -> TurnRow:
    row = await turns.watch(turn.id, ANN)
    assert row is not None
    return row


async def age(pool: asyncpg.Pool, turn: NewTurn) -> None:
    """Make it look as if nobody had renewed the lease in time, in a database that has been up for longer than that."""
    up_s = await pool.fetchval("SELECT extract(epoch FROM now() - pg_postmaster_start_time())::float")
    await asyncio.sleep(max(0.0, LEASE_S - up_s))
    await pool.execute(
        "UPDATE pp_turns SET heartbeat_at = now() - make_interval(secs => $2) WHERE id = $1", turn.id, LEASE_S
    )


async def texts(threads: PostgresStore, thread_id: str) -> list[str]:
    page = await threads.load_thread_items(thread_id, None, 100, "asc", ANN)
    return [item.content[0].text for item in page.data if isinstance(item, UserMessageItem | AssistantMessageItem)]


async def test_of_many_that_begin_at_once_one_does(turns, threads):
    first = await created(turns)
    assert await turns.ends.end(first, ANSWERED, ANN)
    many = [new_turn("message", first.thread_id, f"key{n}", question(first.thread_id, f"q{n}")) for n in range(10)]
    started = await asyncio.gather(*(began(turns, turn) for turn in many))
    assert sum(started) == 1
    assert await texts(threads, first.thread_id) == ["Hi", f"q{started.index(True)}"]


async def test_a_turn_that_waited_for_the_one_before_it_began_when_that_was_over(turns, pool):
    before = await created(turns)
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM chatkit_threads WHERE id = $1 FOR UPDATE", before.thread_id)
        await other.execute("UPDATE pp_turns SET state = 'done', finished_at = clock_timestamp()")
        after = new_turn("message", before.thread_id, "key2", question(before.thread_id))
        waiting = asyncio.create_task(began(turns, after))
        async with asyncio.timeout(30):
            while not await pool.fetchval(WAITING):  # noqa: ASYNC110 - a lock in the database, not an event
                await asyncio.sleep(0.01)
        over_at = await other.fetchval("SELECT clock_timestamp()")
    assert await waiting
    assert await pool.fetchval("SELECT started_at FROM pp_turns WHERE id = $1", after.id) > over_at


async def test_of_the_same_new_thread_asked_for_many_times_at_once_one_is_made(turns, pool):
    def attempt():
        thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
        return began(turns, new_turn("create", thread.id, "same", question(thread.id)), thread)

    assert sum(await asyncio.gather(*(attempt() for _ in range(10)))) == 1
    counts = "SELECT (SELECT count(*) FROM chatkit_threads), (SELECT count(*) FROM chatkit_thread_items)"
    assert tuple(await pool.fetchrow(counts)) == (1, 1)


async def test_a_turn_is_its_owners_alone(turns, pool):
    turn = await created(turns)
    await age(pool, turn)
    row = await row_of(turns, turn)
    with pytest.raises(NotFound):
        await turns.beginnings.begin(new_turn("message", turn.thread_id, "other", question(turn.thread_id)), BOB)
    for nothing in (
        turns.beginnings.same_request("key", BOB),
        turns.running(turn.thread_id, BOB),
        turns.latest(turn.thread_id, BOB),
        turns.watch(turn.id, BOB),
    ):
        assert await nothing is None
    for refused in (
        turns.ask_to_stop(turn.id, BOB),
        turns.save_item(turn, reply(turn.thread_id), BOB),
        turns.ends.end(turn, ANSWERED, BOB),
        turns.ends.close_expired(row, Ending("interrupted"), BOB, []),
    ):
        assert await refused is False
    await turns.delete_item(turn, asked(turn), BOB)
    await turns.attend(turn.id, BOB)
    assert await turns.renew([(turn.id, "bob", 1, False, None, 0)]) == {}
    assert await turns.items_since(turn.thread_id, 0, BOB) == []
    row = await row_of(turns, turn)
    assert (row.state, row.alive) == ("running", False)


async def test_a_lease_that_is_not_renewed_is_lost_and_what_it_writes_then_does_not_count(turns, threads, pool):
    turn = await created(turns)
    row = await row_of(turns, turn)
    assert not await turns.ends.close_expired(row, Ending("interrupted"), ANN, []), "it lives"
    await turns.renew([(turn.id, "ann", 1, True, "[]", 0)])
    await age(pool, turn)
    assert [row.id for row in await turns.expired()] == [turn.id]
    closing = [turns.ends.close_expired(row, Ending("interrupted"), ANN, []) for _ in range(5)]
    assert sum(await asyncio.gather(*closing)) == 1, "whoever comes first closes it, the others do nothing"
    assert not await turns.save_item(turn, reply(turn.thread_id), ANN)
    assert not await turns.ends.end(turn, ANSWERED, ANN, items=[reply(turn.thread_id)])
    assert await turns.renew([(turn.id, "ann", 1, False, None, 0)]) == {}
    assert await texts(threads, turn.thread_id) == ["Hi"]
    assert (await row_of(turns, turn)).outcome == "interrupted"


async def test_a_write_that_meets_the_loss_of_its_lease_does_not_count(turns, threads, pool):
    turn = await created(turns)
    async with pool.acquire() as connection:
        closing = connection.transaction()
        await closing.start()
        await connection.execute("UPDATE pp_turns SET state = 'failed', finished_at = now() WHERE id = $1", turn.id)
        late = asyncio.create_task(turns.save_item(turn, reply(turn.thread_id), ANN))
        await asyncio.sleep(0.3)
        assert not late.done(), "it waits for the one that takes the lease"
        await closing.commit()
    assert await late is False
    assert await texts(threads, turn.thread_id) == ["Hi"]


async def test_a_retry_replaces_what_followed_in_one_step_and_in_order(turns, threads):
    first = await created(turns)
    old = [reply(first.thread_id, "old"), question(first.thread_id, "later"), reply(first.thread_id, "old too")]
    assert await turns.ends.end(first, ANSWERED, ANN, items=old)
    retry = new_turn("retry", first.thread_id, "retry", None, asked(first))
    assert await began(turns, retry)
    assert [item.id for item in await turns.answer_before(retry, ANN)] == [item.id for item in old]
    new: list[ThreadItem] = [reply(first.thread_id, f"new{n}") for n in range(20)]
    assert await turns.ends.end(retry, ANSWERED, ANN, items=new, replacing=True)
    assert await texts(threads, first.thread_id) == ["Hi", *(f"new{n}" for n in range(20))]


async def test_the_end_of_a_turn_keeps_the_place_of_what_is_stored_already(turns, threads):
    turn = await created(turns)
    one, two = reply(turn.thread_id, "one"), reply(turn.thread_id, "two")
    for item in (one, two):
        assert await turns.save_item(turn, item, ANN)
    changed = one.model_copy(update={"content": [AssistantMessageContent(text="ONE")]})
    assert await turns.ends.end(turn, ANSWERED, ANN, items=[changed, reply(turn.thread_id, "three")])
    assert await texts(threads, turn.thread_id) == ["Hi", "ONE", "two", "three"]


async def test_deleting_threads_while_their_turns_write_and_end_never_locks_anybody_up(turns, threads):
    for _ in range(15):
        turn = await created(turns, key=new_id("task"))
        work = [
            threads.delete_thread(turn.thread_id, ANN),
            turns.save_item(turn, reply(turn.thread_id), ANN),
            turns.renew([(turn.id, "ann", 1, True, "[]", 0)]),
            turns.ends.end(turn, ANSWERED, ANN, items=[reply(turn.thread_id) for _ in range(3)]),
            threads.add_thread_item(turn.thread_id, reply(turn.thread_id), ANN),
        ]
        results = await asyncio.gather(*work, return_exceptions=True)
        assert [type(one) for one in results if isinstance(one, BaseException) and not isinstance(one, NotFound)] == []
        assert await turns.latest(turn.thread_id, ANN) is None


async def test_an_answer_nobody_received_can_be_fetched_by_the_same_request_only_while_it_is_the_last(turns, pool):
    turn = await created(turns)
    assert await turns.ends.end(turn, ANSWERED, ANN)
    for thread in (None, ThreadMetadata(id=new_id("thread"), created_at=NOW)):
        again = new_turn("create", turn.thread_id if thread is None else thread.id, "key", question(turn.thread_id))
        met = await turns.beginnings.begin(again, ANN, thread)
        assert (met.verdict, met.turn_id) == ("joined", turn.id)
    assert await began(turns, new_turn("message", turn.thread_id, "other", question(turn.thread_id)))
    assert await turns.beginnings.same_request("key", ANN) is None


@pytest.mark.parametrize("outcome", ["stopped", "answered"])
async def test_what_was_stopped_or_delivered_is_over(turns, outcome):
    turn = await created(turns)
    assert await turns.ends.end(turn, Ending(outcome, delivered=outcome == "answered"), ANN)
    assert await turns.beginnings.same_request("key", ANN) is None


async def test_one_of_many_takes_up_a_message_that_was_not_answered(turns, threads):
    turn = await created(turns)
    assert await turns.ends.end(turn, Ending("interrupted"), ANN)
    new = [ThreadMetadata(id=new_id("thread"), created_at=NOW) for _ in range(5)]
    met = await asyncio.gather(
        *(turns.beginnings.begin(new_turn("create", one.id, "key", question(one.id)), ANN, one) for one in new)
    )
    assert sorted(one.verdict for one in met) == ["again", *["joined"] * 4]
    assert len({one.turn_id for one in met}) == 1
    assert await texts(threads, turn.thread_id) == ["Hi"]
    running = await turns.running(turn.thread_id, ANN)
    assert running is not None
    assert running.request_key == "key"


async def test_a_listener_elsewhere_is_known_for_a_while_and_a_second_more_when_it_leaves(turns, pool):
    turn = await created(turns)
    await turns.renew([(turn.id, "ann", 0, False, None, 0)])
    assert not (await row_of(turns, turn)).listened
    await turns.leave(turn.id, ANN)
    assert not (await row_of(turns, turn)).listened, "nobody came, so nobody leaves"
    await turns.attend(turn.id, ANN)
    assert (await turns.renew([(turn.id, "ann", 0, False, None, 0)]))[turn.id] == ("running", True, True)
    for _ in range(5):  # a busy machine may take that second for the way to the look
        await turns.attend(turn.id, ANN)
        await turns.leave(turn.id, ANN)
        if (await row_of(turns, turn)).listened:
            break
    else:
        raise AssertionError("it was forgotten at once")
    await asyncio.sleep(1.1)
    assert not (await row_of(turns, turn)).listened


async def test_a_checkpoint_stays_until_it_changes_and_goes_with_the_turn(turns, pool):
    turn = await created(turns)
    partials = []
    for changed, partial in ((True, "[1]"), (False, None), (True, "[2]"), (True, None)):
        await turns.renew([(turn.id, "ann", 1, changed, partial, 0)])
        partials.append((await row_of(turns, turn)).partial)
    assert partials == ["[1]", "[1]", "[2]", None]


async def test_a_message_without_files_looks_at_no_files(pool, threads):
    looks = "SELECT seq_scan + idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'chatkit_attachments'"
    old, new = (ThreadMetadata(id=new_id("thread"), created_at=NOW) for _ in range(2))
    await threads.save_thread(old, ANN)
    await pool.execute("""
        INSERT INTO chatkit_attachments (id, user_id, data)
        SELECT 'of ann ' || n, 'ann', '{}' FROM generate_series(1, 2000) AS n
         UNION ALL
        SELECT 'of another ' || n, 'another ' || n % 500, '{}' FROM generate_series(1, 20000) AS n""")
    await pool.execute("ANALYZE chatkit_attachments")
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")  # as after some sends
        beginnings = TurnBeginnings(connection, "test")
        assert (await beginnings.begin(new_turn("message", old.id, "key", question(old.id)), ANN)).verdict == "begun"
        assert (await beginnings.begin(new_turn("create", new.id, "k", question(new.id)), ANN, new)).verdict == "begun"
        assert await connection.fetchval(looks) == 0
