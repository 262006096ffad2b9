"""What a client saw as done is what the thread keeps, whatever the last checkpoint of a dead process says."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    WidgetItem,
    WidgetRootUpdated,
)

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.protocol.widget_diff import dynamic_root, known_root
from professor_lock.store import PostgresStore
from professor_lock.turns.leases import ExpiredTurns
from professor_lock.turns.records import LEASE_S
from professor_lock.turns.store import TurnStore
from professor_lock.turns.transcript import Transcript
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import new_turn
from professor_lock.user import UserContext
from tests.turns.test_store import question

ANN = UserContext(user_id="ann")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Dying:
    """A turn of a process that dies, and how another process closes it."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._store = TurnStore(PostgresPool(pool), worker="dying")
        thread = ThreadMetadata(id=new_id("thread"), created_at=NOW)
        self.turn = Turn(new_turn("create", thread.id, "key", question(thread.id)), thread, None, ANN)

    async def begin(self) -> None:
        await self._store.beginnings.begin(self.turn.new, ANN, self.turn.thread)

    async def save(self, item: ThreadItem) -> None:
        assert await self._store.save_item(self.turn.new, item, ANN)

    async def checkpoint(self) -> None:
        await self._store.renew([self.turn.renewal()])

    async def close(self) -> list[ThreadItem]:
        """Die, be closed by another process; the thread's visible items after that, without question and mark."""
        up_s = await self._pool.fetchval("SELECT extract(epoch FROM now() - pg_postmaster_start_time())::float")
        await asyncio.sleep(max(0.0, LEASE_S - up_s))
        await self._pool.execute("UPDATE pp_turns SET heartbeat_at = now() - interval '1 minute'")
        other = TurnStore(PostgresPool(self._pool), worker="other")
        (row,) = await other.expired()
        await ExpiredTurns(other, lambda _: False).close(row)
        threads = PostgresStore(PostgresPool(self._pool).owned())
        page = await threads.load_visible_items(self.turn.thread.id, None, 100, "asc", ANN)
        return page.data[1:-1]


@pytest.fixture
async def dying(pool: asyncpg.Pool) -> Dying:
    dying = Dying(pool)
    await dying.begin()
    return dying


def reply(turn: Turn, text: str, item_id: str = "msg_1") -> AssistantMessageItem:
    content = [AssistantMessageContent(text=text)]
    return AssistantMessageItem(id=item_id, thread_id=turn.thread.id, created_at=NOW, content=content)


def card(turn: Turn, title: str) -> WidgetItem:
    return WidgetItem(id="card_1", thread_id=turn.thread.id, created_at=NOW, widget=_tree(title))


def _tree(title: str) -> Any:
    return dynamic_root({"type": "Card", "id": "card", "children": [{"type": "Text", "id": "t", "value": title}]})


async def test_an_answer_that_was_stored_whole_stays_when_the_last_checkpoint_is_from_before(dying):
    dying.turn.publish(ThreadItemAddedEvent(item=reply(dying.turn, "Half of")))
    await dying.checkpoint()
    whole = reply(dying.turn, "Half of it was not all.")
    await dying.save(whole)
    assert await dying.close() == [whole]


async def test_a_card_that_was_stored_finished_stays_when_the_last_checkpoint_is_from_before(dying):
    await _show(dying, card(dying.turn, "loading"))
    await dying.checkpoint()
    finished = card(dying.turn, "finished")
    await dying.save(finished)
    assert await dying.close() == [finished]


async def test_a_card_that_has_changed_since_it_was_shown_is_kept_as_the_checkpoint_has_it(dying):
    await _show(dying, card(dying.turn, "loading"))
    update = WidgetRootUpdated(widget=_tree("half the books"))
    dying.turn.publish(ThreadItemUpdatedEvent(item_id="card_1", update=update))
    await dying.checkpoint()
    assert await dying.close() == [card(dying.turn, "half the books")]


def test_a_card_is_stored_again_only_where_anything_of_it_differs_from_what_was_stored() -> None:
    root = known_root({"type": "Card", "children": [{"type": "Text", "value": "Lakers -3"}]})
    item = WidgetItem(id="card_1", thread_id="t", created_at=NOW, widget=root, copy_text="Lakers -3")
    transcript = Transcript()
    transcript.apply(ThreadItemAddedEvent(item=item))
    assert not transcript.holds(item)
    transcript.note_stored(item)
    assert transcript.holds(item.model_copy())
    assert transcript.holds(item.model_copy(update={"widget": known_root(root.tree)}))
    for changes in (
        {"copy_text": "Lakers -4"},
        {"created_at": NOW + timedelta(seconds=1)},
        {"widget": known_root({"type": "Card", "children": []})},
    ):
        assert not transcript.holds(item.model_copy(update=changes))


async def test_what_was_not_stored_yet_is_kept_as_the_checkpoint_has_it(dying):
    dying.turn.publish(ThreadItemAddedEvent(item=reply(dying.turn, "Half of")))
    dying.turn.publish(ThreadItemDoneEvent(item=reply(dying.turn, "A first one.", "msg_0")))
    await dying.save(reply(dying.turn, "A first one.", "msg_0"))
    await dying.checkpoint()
    assert [item.id for item in await dying.close()] == ["msg_0", "msg_1"]


async def _show(dying: Dying, item: WidgetItem) -> None:
    await dying.save(item)
    dying.turn.publish(ThreadItemAddedEvent(item=item))
    dying.turn.transcript.note_stored(item)
