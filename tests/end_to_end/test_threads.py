"""Threads as a page uses them, over the wire: opening long ones, listing, renaming, locking, deleting."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import asyncpg
import pytest
from chatkit.types import ClosedStatus, LockedStatus

from professor_lock.store import PostgresStore
from professor_lock.user import UserContext
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.items import a_thread, asked, hidden, one_of_every_kind, said
from tests.support.rows import all_rows
from tests.support.running_server import RunningServer, settings_for

ANN = UserContext(user_id="ann")


@pytest.fixture
async def client(database: str, tmp_path) -> AsyncIterator[ChatKitClient]:
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            yield client


@pytest.fixture
def store(pool: asyncpg.Pool) -> PostgresStore:
    return PostgresStore(pool)


async def filled(store: PostgresStore, count: int, *, hide_every: int = 0) -> list[str]:
    """A thread `thr_1` of so many items; the ids of those that a user may see, oldest first."""
    await store.save_thread(a_thread("thr_1"), context=ANN)
    visible = []
    for number in range(count):
        is_hidden = hide_every > 0 and number % hide_every > 0
        item = hidden(f"i{number}") if is_hidden else (asked, said)[number % 2](f"i{number}", f"text {number}")
        await store.add_thread_item("thr_1", item, context=ANN)
        if not is_hidden:
            visible.append(item.id)
    return visible


@pytest.mark.parametrize("hide_every", [0, 3])
async def test_a_long_thread_opens_with_its_newest_items_and_pages_back_to_its_first(client, store, hide_every):
    visible = await filled(store, 240, hide_every=hide_every)
    opened = (await client.call(requests.get_thread("thr_1")))["items"]
    seen = [item["id"] for item in opened["data"]]
    assert seen == visible[-len(seen) :]
    assert opened["has_more"] is True
    after = opened["after"]
    while after is not None:  # as the stock client goes on: backwards from what it was told
        page = await client.call(requests.list_items("thr_1", limit=50, order="desc", after=after))
        seen = [item["id"] for item in reversed(page["data"])] + seen
        after = page["after"] if page["has_more"] else None
    assert seen == visible


async def test_a_client_that_pages_from_the_newest_finds_the_same(client, store):
    visible = await filled(store, 130)
    chat = await client.chat().load("thr_1")
    assert [item["id"] for item in chat.items] == visible[-50:]
    page = await client.call(requests.list_items("thr_1", limit=9999, order="asc"))
    assert [item["id"] for item in page["data"]] == visible


async def test_items_of_every_kind_reach_the_page_with_times_that_have_an_offset_and_nothing_hidden(client, store):
    await store.save_thread(a_thread("thr_1"), context=ANN)
    kinds = one_of_every_kind()
    for item in kinds:
        await store.add_thread_item("thr_1", item, context=ANN)
    thread = await client.call(requests.get_thread("thr_1"))
    shown = thread["items"]["data"]
    assert [item["type"] for item in shown] == [item.type for item in kinds if "hidden" not in item.type]
    assert all(item["created_at"].endswith(("Z", "+00:00")) for item in [thread, *shown])
    assert "for the model alone" not in json.dumps(thread)
    attachment = shown[0]["attachments"][0]
    assert "metadata" not in attachment


async def test_a_thread_is_named_after_its_first_message_and_keeps_the_name_it_is_given(client):
    chat = client.chat()
    await chat.send("  Who wins\n\ttonight " + "and why exactly " * 20)
    thread = await client.call(requests.get_thread(chat.thread_id))
    assert thread["title"].startswith("Who wins tonight and why")
    assert len(thread["title"]) <= 61
    await client.call(requests.update_thread(chat.thread_id, "  Mine  "))
    await chat.send("And tomorrow?")
    listed = (await client.call(requests.list_threads()))["data"]
    assert [(one["id"], one["title"]) for one in listed] == [(chat.thread_id, "Mine")]


async def test_a_threads_own_metadata_stays_on_the_server(client, store):
    await store.save_thread(a_thread("thr_1", metadata={"secret": "resp_1"}), context=ANN)
    for answer in (await client.call(requests.get_thread("thr_1")), await client.call(requests.list_threads())):
        assert "resp_1" not in json.dumps(answer)


@pytest.mark.parametrize("status", [LockedStatus(reason="too long"), ClosedStatus(reason="done")])
async def test_a_thread_that_takes_no_more_says_so_before_any_event_and_can_still_be_read(
    client, store, database, status
):
    await filled(store, 2)
    thread = await store.load_thread("thr_1", context=ANN)
    thread.status = status
    await store.save_thread(thread, context=ANN)
    before = await all_rows(database)
    for body in (
        requests.add_user_message("thr_1", "More"),
        requests.retry_after_item("thr_1", "i0"),
        requests.add_client_tool_output("thr_1", {}),
        requests.custom_action("thr_1", None, "any"),
        requests.sync_custom_action("thr_1", None, "any"),
    ):
        with pytest.raises(HttpFailure) as refusal:
            await client.send(body)
        assert (refusal.value.status, refusal.value.code) == (403, "forbidden"), body["type"]
    after = await all_rows(database)
    for table in ("chatkit_threads", "chatkit_thread_items", "pp_turns"):
        assert before[table] == after[table]
    opened = await client.call(requests.get_thread("thr_1"))
    assert opened["status"] == status.model_dump()
    assert len(opened["items"]["data"]) == 2


async def test_a_deleted_thread_is_gone_with_all_that_was_in_it(client, database):
    chat = await client.chat().send("Show me tonight's NBA odds")
    await client.call(requests.feedback(chat.thread_id, [chat.items[-1]["id"]]))
    assert len((await all_rows(database))["chatkit_feedback"]) == 1
    await client.call(requests.delete_thread(chat.thread_id))
    rows = await all_rows(database)
    for table in ("chatkit_threads", "chatkit_thread_items", "chatkit_feedback", "pp_turns", "pp_slips"):
        assert rows[table] == [], table
    with pytest.raises(HttpFailure) as refusal:
        await client.call(requests.get_thread(chat.thread_id))
    assert refusal.value.status == 404
    with pytest.raises(HttpFailure) as again:
        await client.call(requests.delete_thread(chat.thread_id))
    assert again.value.body.replace(str(again.value.request_id), "") == refusal.value.body.replace(
        str(refusal.value.request_id), ""
    )
