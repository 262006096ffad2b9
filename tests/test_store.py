"""The store, through every method of the SDK's interface as the SDK calls them (`context=` by keyword).

Each test runs three times on a real Postgres: straight; through a transaction pooler, where no two statements in a row
share a server connection; and as the role that row-level security binds. Pages are in test_store_pages.py.
"""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from chatkit.store import NotFoundError, Store
from chatkit.types import (
    ActiveStatus,
    AssistantMessageItem,
    ClosedStatus,
    ImageAttachment,
    LockedStatus,
    Page,
    Thread,
    ThreadItem,
    ThreadMetadata,
    UserMessageItem,
    WidgetItem,
)
from pydantic import AnyUrl, TypeAdapter

from professor_lock.db.ids import new_id
from professor_lock.db.pool import open_pool
from professor_lock.errors import NotFound
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext
from tests.fakes.pooler import TransactionPooler
from tests.support.items import AT, CARD, a_file, a_thread, asked, hidden, one_of_every_kind, said, shown
from tests.support.rows import all_rows

OWNER = UserContext(user_id="ann")
STRANGER = UserContext(user_id="bob")


@pytest.fixture(params=["straight", "through a transaction pooler", "as a role bound by the policies"])
async def store(request: pytest.FixtureRequest, database: str) -> AsyncIterator[PostgresStore]:
    async with AsyncExitStack() as stack:
        if request.param == "through a transaction pooler":
            pooled = await stack.enter_async_context(TransactionPooler(database))
            pool = asyncpg.create_pool(pooled, min_size=1, max_size=8, statement_cache_size=0)
            yield PostgresStore(await stack.enter_async_context(pool))
        else:
            role = "pp_server" if request.param.startswith("as a role") else None
            opened = await open_pool(database, max_size=8, role=role)
            stack.push_async_callback(opened.close)
            yield PostgresStore(opened.owned())


@pytest.fixture
async def thread(store: PostgresStore) -> ThreadMetadata:
    await store.save_thread(a_thread("thr_1"), context=OWNER)
    return await store.load_thread("thr_1", context=OWNER)


async def items_of(store: PostgresStore, thread_id: str = "thr_1") -> list[ThreadItem]:
    page = await store.load_thread_items(thread_id, after=None, limit=100, order="asc", context=OWNER)
    return page.data


def test_it_offers_the_sdks_whole_interface():
    assert issubclass(PostgresStore, Store)
    assert PostgresStore.__abstractmethods__ == frozenset()


async def test_the_pooler_of_these_tests_breaks_whoever_counts_on_a_session(database):
    async with TransactionPooler(database) as pooled:
        connection = await asyncpg.connect(pooled, statement_cache_size=100)
        await connection.fetchval("SELECT $1::int", 1)
        with pytest.raises(asyncpg.PostgresError):
            await connection.fetchval("SELECT $1::int", 2)
        await connection.close()


# --- ids ---


async def test_ids_carry_their_kind_and_time_and_128_random_bits(store):
    kinds = ("message", "tool_call", "workflow", "task", "attachment", "sdk_hidden_context")
    ids = {kind: [store.generate_item_id(kind, a_thread("thr_1"), OWNER) for _ in range(300)] for kind in kinds}
    ids["thread"] = [store.generate_thread_id(OWNER) for _ in range(300)]
    everyone = [one for some in ids.values() for one in some]
    assert len(set(everyone)) == len(everyone)
    assert all(re.fullmatch(r"[a-z]{2,4}_[0-9a-f]{12}[0-9a-f]{32}", one) for one in everyone)
    assert len({one.split("_")[0] for one in everyone}) == len(ids)
    # Every one of the 128 bits takes both values: the chance that a fair one does not, in 2100 draws, is nil.
    bits = [f"{int(one[-32:], 16):0128b}" for one in everyone]
    assert all(len(set(column)) == 2 for column in zip(*bits, strict=True))


async def test_ids_made_later_sort_later():
    early = new_id("message")
    await asyncio.sleep(0.003)
    assert early < new_id("message")


# --- threads ---


@pytest.mark.parametrize("status", [ActiveStatus(), LockedStatus(reason="too long"), ClosedStatus()])
async def test_a_thread_comes_back_as_it_was_saved(store, status):
    given = a_thread(
        "thr_x",
        title="Lakers \N{BASEBALL} O'Neal; DROP TABLE --",
        status=status,
        allowed_image_domains=["a.example", "b.example"],
        metadata={"deep": {"list": [1, 2.5, None, "\x00"]}},
    )
    await store.save_thread(given, context=OWNER)
    assert await store.load_thread("thr_x", context=OWNER) == given


async def test_a_thread_saved_with_its_items_comes_back_without_them(store):
    whole = Thread(id="thr_x", created_at=AT, title="t", items=Page(data=[said("msg_1", thread_id="thr_x")]))
    await store.save_thread(whole, context=OWNER)
    loaded = await store.load_thread("thr_x", context=OWNER)
    assert type(loaded) is ThreadMetadata
    assert Thread(**loaded.model_dump(), items=Page()).title == "t"
    assert (await store.load_thread_items("thr_x", None, 20, "asc", context=OWNER)).data == []


async def test_a_rename_survives_a_turn_that_saves_its_older_copy(store, thread):
    running = await store.load_thread("thr_1", context=OWNER)
    renamed = await store.load_thread("thr_1", context=OWNER)
    renamed.title = "Tonight"
    await store.save_thread(renamed, context=OWNER)
    running.metadata["previous_response"] = "resp_1"
    await store.save_thread(running, context=OWNER)
    now = await store.load_thread("thr_1", context=OWNER)
    assert (now.title, now.metadata) == ("Tonight", {"previous_response": "resp_1"})


async def test_a_field_changed_back_and_forth_is_saved_each_time(store, thread):
    for title in ("a", "b", None, "a"):
        thread.title = title
        await store.save_thread(thread, context=OWNER)
        assert (await store.load_thread("thr_1", context=OWNER)).title == title


async def test_a_change_inside_the_metadata_is_seen_as_a_change(store, thread):
    thread.metadata = {"legs": [1]}
    await store.save_thread(thread, context=OWNER)
    thread.metadata["legs"].append(2)
    await store.save_thread(thread, context=OWNER)
    assert (await store.load_thread("thr_1", context=OWNER)).metadata == {"legs": [1, 2]}


async def test_a_thread_deleted_meanwhile_does_not_come_back_when_a_turn_saves_it(store, thread):
    await store.delete_thread("thr_1", context=OWNER)
    thread.title = "late"
    with pytest.raises(NotFoundError):
        await store.save_thread(thread, context=OWNER)
    with pytest.raises(NotFoundError):
        await store.load_thread("thr_1", context=OWNER)


async def test_many_writers_of_different_fields_lose_nothing(store, thread):
    copies = [await store.load_thread("thr_1", context=OWNER) for _ in range(3)]
    copies[0].title = "t"
    copies[1].metadata["m"] = 1
    copies[2].status = LockedStatus(reason="r")
    await asyncio.gather(*(store.save_thread(copy, context=OWNER) for copy in copies))
    now = await store.load_thread("thr_1", context=OWNER)
    assert (now.title, now.metadata, now.status) == ("t", {"m": 1}, LockedStatus(reason="r"))


async def test_a_deleted_thread_takes_everything_in_it_along(store, thread, database):
    await store.add_thread_item("thr_1", said("msg_1"), context=OWNER)
    await store.save_attachment(a_file("atc_1", thread_id="thr_1"), context=OWNER)
    await store.save_feedback("thr_1", ["msg_1"], "positive", context=OWNER)
    await store.delete_thread("thr_1", context=OWNER)
    connection = await asyncpg.connect(database)
    for table in ("chatkit_threads", "chatkit_thread_items", "chatkit_attachments", "chatkit_feedback"):
        assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0
    await connection.close()


async def test_deleting_a_thread_that_is_not_there_says_so(store):
    with pytest.raises(NotFoundError):
        await store.delete_thread("thr_none", context=OWNER)


# --- items ---


@pytest.mark.parametrize("item", one_of_every_kind(), ids=lambda item: item.type)
async def test_an_item_of_every_kind_comes_back_as_it_was_saved(store, thread, item):
    await store.add_thread_item("thr_1", item, context=OWNER)
    assert await store.load_item("thr_1", item.id, context=OWNER) == item
    assert await items_of(store) == [item]


async def test_a_widget_comes_back_with_properties_that_the_sdk_does_not_know(store, thread):
    await store.add_thread_item("thr_1", shown("msg_w"), context=OWNER)
    loaded = await store.load_item("thr_1", "msg_w", context=OWNER)
    assert isinstance(loaded, WidgetItem)
    assert loaded.widget.model_dump(mode="json", exclude_none=True) == CARD
    again = TypeAdapter(ThreadItem).dump_python(loaded, mode="json", exclude_none=True)
    assert again["widget"] == CARD


async def test_an_item_saved_twice_keeps_its_place_and_its_last_state(store, thread):
    await store.add_thread_item("thr_1", said("msg_1", "first"), context=OWNER)
    await store.add_thread_item("thr_1", said("msg_2"), context=OWNER)
    await store.add_thread_item("thr_1", said("msg_1", "second"), context=OWNER)
    await store.save_item("thr_1", said("msg_1", "third"), context=OWNER)
    items = await items_of(store)
    assert [item.id for item in items] == ["msg_1", "msg_2"]
    assert isinstance(items[0], AssistantMessageItem)
    assert items[0].content[0].text == "third"


async def test_an_item_that_was_never_added_can_be_saved(store, thread):
    await store.save_item("thr_1", said("msg_new"), context=OWNER)
    assert [item.id for item in await items_of(store)] == ["msg_new"]


async def test_the_same_item_id_in_two_threads_is_two_items(store, thread):
    await store.save_thread(a_thread("thr_2"), context=OWNER)
    await store.add_thread_item("thr_1", said("__fake_id__", "one"), context=OWNER)
    await store.add_thread_item("thr_2", said("__fake_id__", "two", thread_id="thr_2"), context=OWNER)
    items = [await store.load_item(name, "__fake_id__", context=OWNER) for name in ("thr_1", "thr_2")]
    assert [item.content[0].text for item in items if isinstance(item, AssistantMessageItem)] == ["one", "two"]


async def test_an_item_that_becomes_hidden_leaves_the_visible_pages(store, thread):
    await store.add_thread_item("thr_1", said("msg_1"), context=OWNER)
    await store.add_thread_item("thr_1", hidden("msg_1"), context=OWNER)
    assert (await store.load_visible_items("thr_1", None, 20, "asc", context=OWNER)).data == []
    assert [item.type for item in await items_of(store)] == ["hidden_context_item"]


async def test_deleting_an_item_twice_or_one_that_never_was_is_fine(store, thread):
    await store.add_thread_item("thr_1", said("msg_1"), context=OWNER)
    for item_id in ("msg_1", "msg_1", "fc_never"):
        await store.delete_thread_item("thr_1", item_id, context=OWNER)
    assert await items_of(store) == []


async def test_an_item_cannot_be_added_to_a_thread_that_is_not_there(store):
    with pytest.raises(NotFoundError):
        await store.add_thread_item("thr_none", said("msg_1"), context=OWNER)


async def test_items_added_at_once_all_arrive(store, thread):
    await asyncio.gather(*(store.add_thread_item("thr_1", said(f"msg_{n}"), context=OWNER) for n in range(30)))
    assert sorted(item.id for item in await items_of(store)) == sorted(f"msg_{n}" for n in range(30))


async def test_text_that_postgres_cannot_hold_as_it_is_comes_back_whole(store, thread):
    text = "a\x00b\x00 \ufffe \N{BASEBALL} \\u0000 \r\n\t'\"${}"
    await store.add_thread_item("thr_1", said("msg_1", text), context=OWNER)
    loaded = await store.load_item("thr_1", "msg_1", context=OWNER)
    assert isinstance(loaded, AssistantMessageItem)
    assert loaded.content[0].text == text


async def test_half_a_character_from_a_model_costs_that_character_and_not_the_message(store, thread):
    await store.add_thread_item("thr_1", said("msg_1", "before \ud83c after"), context=OWNER)
    loaded = await store.load_item("thr_1", "msg_1", context=OWNER)
    assert isinstance(loaded, AssistantMessageItem)
    assert loaded.content[0].text.startswith("before ")
    assert loaded.content[0].text.endswith(" after")


async def test_a_title_loses_its_nul_characters_and_nothing_else(store, thread):
    thread.title = "a\x00b"
    await store.save_thread(thread, context=OWNER)
    assert (await store.load_thread("thr_1", context=OWNER)).title == "ab"


async def test_numbers_that_json_does_not_have_do_not_break_a_thread(store, thread):
    """A tool of somebody's own may keep a NaN in the metadata; the thread must still open."""
    thread.metadata = {"edge": math.nan}
    await store.save_thread(thread, context=OWNER)
    assert (await store.load_thread("thr_1", context=OWNER)).id == "thr_1"


# --- times ---


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 21, 14, 30, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 11, 22, 1, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
async def test_times_come_back_as_the_same_moment_in_utc(store, moment):
    await store.save_thread(a_thread("thr_1", created_at=moment), context=OWNER)
    await store.add_thread_item("thr_1", said("msg_1", created_at=moment), context=OWNER)
    thread = await store.load_thread("thr_1", context=OWNER)
    item = await store.load_item("thr_1", "msg_1", context=OWNER)
    for loaded in (thread.created_at, item.created_at):
        assert loaded == moment
        assert loaded.utcoffset() == timedelta(0)


async def test_the_sdks_naive_times_are_taken_as_this_machines_own(store):
    naive = datetime(2026, 7, 4, 12, 0)  # noqa: DTZ001 - what the SDK makes
    await store.save_thread(a_thread("thr_1", created_at=naive), context=OWNER)
    loaded = await store.load_thread("thr_1", context=OWNER)
    assert loaded.created_at == naive.astimezone(UTC)
    assert datetime.now(UTC) - loaded.created_at > timedelta(days=1)  # subtracting must not raise


async def test_an_items_first_time_of_creation_stays(store, thread):
    """The same item carries different times when it is announced and when it is done: it is ordered by neither."""
    await store.add_thread_item("thr_1", said("msg_1", created_at=AT), context=OWNER)
    await store.add_thread_item("thr_1", said("msg_2", created_at=AT - timedelta(days=400)), context=OWNER)
    assert [item.id for item in await items_of(store)] == ["msg_1", "msg_2"]


# --- attachments and feedback ---


async def test_an_attachment_comes_back_as_it_was_saved(store, thread):
    image = ImageAttachment(
        id="atc_1", name="a\x00.png", mime_type="image/png", preview_url=AnyUrl("https://x.test/1"), metadata={"k": [1]}
    )
    await store.save_attachment(image, context=OWNER)
    assert await store.load_attachment("atc_1", context=OWNER) == image
    moved = image.model_copy(update={"thread_id": "thr_1"})
    await store.save_attachment(moved, context=OWNER)
    assert await store.load_attachment("atc_1", context=OWNER) == moved
    await store.delete_attachment("atc_1", context=OWNER)
    with pytest.raises(NotFoundError):
        await store.load_attachment("atc_1", context=OWNER)


async def test_an_attachment_cannot_go_into_a_thread_that_is_not_ones_own(store, thread):
    with pytest.raises(NotFoundError):
        await store.save_attachment(a_file("atc_1", thread_id="thr_1"), context=STRANGER)
    with pytest.raises(NotFoundError):
        await store.save_attachment(a_file("atc_1", thread_id="thr_none"), context=OWNER)


async def test_feedback_is_all_or_nothing_and_the_last_word_counts(store, thread, database):
    for number in range(2):
        await store.add_thread_item("thr_1", said(f"msg_{number}"), context=OWNER)
    with pytest.raises(NotFoundError):
        await store.save_feedback("thr_1", ["msg_0", "msg_none"], "positive", context=OWNER)
    await store.save_feedback("thr_1", ["msg_0", "msg_1", "msg_0"], "positive", context=OWNER)
    await store.save_feedback("thr_1", ["msg_1"], "negative", context=OWNER)
    connection = await asyncpg.connect(database)
    rows = await connection.fetch("SELECT item_id, kind FROM chatkit_feedback ORDER BY item_id")
    assert [tuple(row) for row in rows] == [("msg_0", "positive"), ("msg_1", "negative")]
    await connection.close()


async def test_nobody_can_say_anything_about_a_hidden_item(store, thread):
    await store.add_thread_item("thr_1", hidden("msg_h"), context=OWNER)
    with pytest.raises(NotFoundError):
        await store.save_feedback("thr_1", ["msg_h"], "positive", context=OWNER)


# --- two people ---


async def test_everything_of_one_person_is_not_found_by_another(store, thread, database):
    await store.add_thread_item("thr_1", said("msg_1"), context=OWNER)
    await store.save_attachment(a_file("atc_1"), context=OWNER)
    before = await all_rows(database)
    attempts = {
        "load_thread": lambda: store.load_thread("thr_1", context=STRANGER),
        "save_thread": lambda: store.save_thread(a_thread("thr_1", title="mine"), context=STRANGER),
        "delete_thread": lambda: store.delete_thread("thr_1", context=STRANGER),
        "load_thread_items": lambda: store.load_thread_items("thr_1", None, 20, "asc", context=STRANGER),
        "load_visible_items": lambda: store.load_visible_items("thr_1", None, 20, "desc", context=STRANGER),
        "add_thread_item": lambda: store.add_thread_item("thr_1", said("msg_9"), context=STRANGER),
        "save_item": lambda: store.save_item("thr_1", said("msg_1", "mine"), context=STRANGER),
        "load_item": lambda: store.load_item("thr_1", "msg_1", context=STRANGER),
        "save_attachment": lambda: store.save_attachment(a_file("atc_1", name="mine"), context=STRANGER),
        "load_attachment": lambda: store.load_attachment("atc_1", context=STRANGER),
        "delete_attachment": lambda: store.delete_attachment("atc_1", context=STRANGER),
        "save_feedback": lambda: store.save_feedback("thr_1", ["msg_1"], "positive", context=STRANGER),
    }
    for name, attempt in attempts.items():
        with pytest.raises(NotFound, match="There is no such") as refusal:
            await attempt()
        assert "thr_1" not in str(refusal.value), name
    await store.delete_thread_item("thr_1", "msg_1", context=STRANGER)  # says nothing, does nothing
    assert (await store.load_threads(limit=20, after=None, order="desc", context=STRANGER)).data == []
    assert await all_rows(database) == before


async def test_a_stranger_with_the_owners_loaded_thread_object_cannot_save_it(store, thread):
    thread.title = "mine"
    with pytest.raises(NotFoundError):
        await store.save_thread(thread, context=STRANGER)
    assert (await store.load_thread("thr_1", context=OWNER)).title is None


async def test_two_people_can_use_the_same_item_ids(store, thread):
    await store.save_thread(a_thread("thr_2"), context=STRANGER)
    await store.add_thread_item("thr_1", asked("msg_1", "ann's"), context=OWNER)
    await store.add_thread_item("thr_2", asked("msg_1", "bob's", thread_id="thr_2"), context=STRANGER)
    loaded = await store.load_item("thr_1", "msg_1", context=OWNER)
    assert isinstance(loaded, UserMessageItem)
    assert loaded.content[0].text == "ann's"


@pytest.mark.parametrize("hostile", ["", "\x00", "a" * 5000, "' OR 1=1 --", "thr_1\x00"])
async def test_ids_that_cannot_exist_are_not_found(store, thread, hostile):
    calls = (
        lambda: store.load_thread(hostile, context=OWNER),
        lambda: store.load_item("thr_1", hostile, context=OWNER),
        lambda: store.load_thread_items(hostile, None, 20, "asc", context=OWNER),
        lambda: store.delete_thread(hostile, context=OWNER),
        lambda: store.load_attachment(hostile, context=OWNER),
        lambda: store.save_feedback("thr_1", [hostile], "positive", context=OWNER),
    )
    for call in calls:
        with pytest.raises(NotFoundError):
            await call()
