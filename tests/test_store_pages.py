"""Pages: every item and every thread exactly once, in order, whatever is hidden, whatever the limit."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from chatkit.store import NotFoundError
from chatkit.types import Page, ThreadItem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from professor_lock.errors import BadInput
from professor_lock.protocol.wire import page_within, to_json
from professor_lock.store import MAX_PAGE, PAGE_BYTES, PostgresStore
from professor_lock.user import UserContext
from tests.support.items import a_file, a_thread, asked, hidden, said

OWNER = UserContext(user_id="ann")
STRANGER = UserContext(user_id="bob")
on_one_database = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # each example makes a thread of its own


@pytest.fixture
def store(pool) -> PostgresStore:
    return PostgresStore(pool)


async def filled(store: PostgresStore, pattern: list[bool], owner: UserContext = OWNER) -> str:
    """A thread of as many items as the pattern is long, hidden where it says so; their ids are their numbers."""
    thread_id = f"thr_{secrets.token_hex(8)}"
    await store.save_thread(a_thread(thread_id), context=owner)
    for number, is_hidden in enumerate(pattern):
        item = (hidden if is_hidden else said)(str(number), thread_id=thread_id)
        await store.add_thread_item(thread_id, item, context=owner)
    return thread_id


async def walk(load: Callable[[str | None], Awaitable[Any]], limit: int) -> list[str]:
    """The ids of all pages one after another; checks each page by itself."""
    seen: list[str] = []
    after: str | None = None
    while True:
        page = await load(after)
        seen += [item.id for item in page.data]
        if not page.has_more:
            assert len(page.data) <= limit
            return seen
        assert len(page.data) == limit
        assert page.after == page.data[-1].id
        after = page.after


@on_one_database
@given(pattern=st.lists(st.booleans(), max_size=12), limit=st.integers(1, 13), order=st.sampled_from(["asc", "desc"]))
async def test_pages_hold_every_item_once_and_in_order(store, pattern, limit, order):
    thread_id = await filled(store, pattern)

    async def everything(after: str | None) -> Any:
        return await store.load_thread_items(thread_id, after=after, limit=limit, order=order, context=OWNER)

    async def visible(after: str | None) -> Any:
        return await store.load_visible_items(thread_id, after=after, limit=limit, order=order, context=OWNER)

    step = 1 if order == "asc" else -1
    assert await walk(everything, limit) == [str(number) for number in range(len(pattern))][::step]
    wanted = [str(number) for number, is_hidden in enumerate(pattern) if not is_hidden]
    assert await walk(visible, limit) == wanted[::step]


async def test_a_page_is_full_though_hidden_items_lie_between(store):
    thread_id = await filled(store, [False, *[True] * 60, False, *[True] * 60, False])
    page = await store.load_visible_items(thread_id, None, 3, "desc", context=OWNER)
    assert ([item.id for item in page.data], page.has_more) == (["122", "61", "0"], False)


async def test_paging_goes_on_from_a_hidden_item(store):
    thread_id = await filled(store, [False, True, False])
    page = await store.load_visible_items(thread_id, "1", 20, "asc", context=OWNER)
    assert [item.id for item in page.data] == ["2"]


async def test_an_item_added_while_a_client_pages_back_neither_repeats_nor_hides_another(store):
    thread_id = await filled(store, [False] * 4)
    first = await store.load_visible_items(thread_id, None, 2, "desc", context=OWNER)
    await store.add_thread_item(thread_id, said("new", thread_id=thread_id), context=OWNER)
    second = await store.load_visible_items(thread_id, first.after, 2, "desc", context=OWNER)
    assert [item.id for item in (*first.data, *second.data)] == ["3", "2", "1", "0"]


@pytest.mark.parametrize(("limit", "given"), [(9999, 12), (10**12, 12), (0, 1), (-1, 1), (-(10**12), 1), (5, 5)])
async def test_limits_are_clamped(store, limit, given):
    thread_id = await filled(store, [False] * 12)
    page = await store.load_visible_items(thread_id, None, limit, "asc", context=OWNER)
    assert len(page.data) == given
    assert page.has_more is (given < 12)
    assert len((await store.load_threads(limit=limit, after=None, order="desc", context=OWNER)).data) == 1


async def test_no_page_is_longer_than_the_greatest(store, pool):
    thread_id = await filled(store, [False])
    await pool.execute(
        "INSERT INTO chatkit_thread_items (thread_id, id, user_id, type, data, created_at) "
        "SELECT thread_id, 'x' || n, user_id, type, data, created_at "
        "FROM chatkit_thread_items, generate_series(1, 600) AS n"
    )
    page = await store.load_thread_items(thread_id, None, 9999, "desc", context=OWNER)
    assert (len(page.data), page.has_more) == (MAX_PAGE, True)


@pytest.mark.parametrize("order", ["", "ASC", "random", "asc; DROP TABLE chatkit_threads"])
async def test_an_order_that_is_none_is_refused(store, order):
    thread_id = await filled(store, [False])
    with pytest.raises(BadInput):
        await store.load_thread_items(thread_id, None, 20, order, context=OWNER)
    with pytest.raises(BadInput):
        await store.load_threads(20, None, order, context=OWNER)


@pytest.mark.parametrize("cursor", ["", "none", "\x00", "x" * 9999])
async def test_a_cursor_that_is_none_begins_at_the_beginning(store, cursor):
    thread_id = await filled(store, [False, False])
    items = await store.load_visible_items(thread_id, cursor, 20, "asc", context=OWNER)
    threads = await store.load_threads(limit=20, after=cursor, order="desc", context=OWNER)
    assert [item.id for item in items.data] == ["0", "1"]
    assert [thread.id for thread in threads.data] == [thread_id]


async def test_an_empty_thread_is_an_empty_page_and_an_absent_one_is_not_found(store):
    thread_id = await filled(store, [])
    page = await store.load_visible_items(thread_id, None, 20, "desc", context=OWNER)
    assert (page.data, page.has_more, page.after) == ([], False, None)
    with pytest.raises(NotFoundError):
        await store.load_visible_items("thr_none", None, 20, "desc", context=OWNER)


# --- threads ---


async def test_threads_are_listed_by_last_activity(store):
    first, second, third = [await filled(store, [False]) for _ in range(3)]

    async def listed() -> list[str]:
        return [thread.id for thread in (await store.load_threads(9999, None, "desc", context=OWNER)).data]

    assert await listed() == [third, second, first]
    await store.add_thread_item(first, said("new", thread_id=first), context=OWNER)
    assert await listed() == [first, third, second]
    renamed = await store.load_thread(second, context=OWNER)
    renamed.title = "renamed"
    await store.save_thread(renamed, context=OWNER)
    assert await listed() == [second, first, third]
    oldest_first = await store.load_threads(9999, None, "asc", context=OWNER)
    assert [thread.id for thread in oldest_first.data] == [third, first, second]


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7])
async def test_pages_of_threads_hold_every_thread_once(store, order, limit):
    mine = [await filled(store, []) for _ in range(5)]
    await filled(store, [], owner=STRANGER)

    async def load(after: str | None) -> Any:
        return await store.load_threads(limit=limit, after=after, order=order, context=OWNER)

    assert await walk(load, limit) == (mine if order == "asc" else mine[::-1])


async def test_another_persons_thread_or_item_as_a_cursor_is_no_cursor(store):
    theirs = await filled(store, [False, False], owner=STRANGER)
    mine = [await filled(store, [False, False]) for _ in range(3)]
    with_theirs = await store.load_threads(limit=20, after=theirs, order="desc", context=OWNER)
    with_nobodys = await store.load_threads(limit=20, after="thr_none", order="desc", context=OWNER)
    assert with_theirs == with_nobodys
    assert [thread.id for thread in with_theirs.data] == mine[::-1]
    await store.add_thread_item(theirs, said("their_item", thread_id=theirs), context=STRANGER)
    items = await store.load_visible_items(mine[0], "their_item", 20, "asc", context=OWNER)
    assert [item.id for item in items.data] == ["0", "1"]


async def test_a_page_of_a_very_long_thread_reads_only_its_page(store, pool):
    """Constant time is bench/'s to measure; here: no plan may look at more rows than the page has, and sort none."""
    thread_id = await filled(store, [False])
    await pool.execute(
        "INSERT INTO chatkit_thread_items (thread_id, id, user_id, type, hidden, data, created_at) "
        "SELECT thread_id, 'x' || n, user_id, type, n % 10 > 0, data, created_at "
        "FROM chatkit_thread_items, generate_series(1, 10000) AS n"
    )
    await pool.execute("ANALYZE")
    for query in (store.VISIBLE_NEWEST_FIRST, store.VISIBLE_OLDEST_FIRST, store.ITEMS_NEWEST_FIRST):
        rows = await pool.fetch(
            f"EXPLAIN (ANALYZE, BUFFERS, FORMAT TEXT) {query}", "ann", thread_id, "x5000", 21, 2**62
        )
        plan = "\n".join(row[0] for row in rows)
        assert "Seq Scan on chatkit_thread_items" not in plan
        assert "Rows Removed by Filter" not in plan, plan


# --- bytes ---


async def test_a_page_ends_where_it_is_large_enough_and_says_that_there_is_more(store):
    thread_id = f"thr_{secrets.token_hex(8)}"
    await store.save_thread(a_thread(thread_id), context=OWNER)
    for number in range(12):
        item = said(str(number), thread_id=thread_id, text="\x01" * 20_000)  # six bytes each, escaped
        await store.add_thread_item(thread_id, item, context=OWNER)
    seen: list[str] = []
    after: str | None = None
    while True:
        page = await store.load_visible_items(thread_id, after, 500, "asc", context=OWNER)
        assert page.data
        assert len(to_json(page)) < 1_000_000
        seen += [item.id for item in page.data]
        if not page.has_more:
            break
        after = page.after
    assert seen == [str(number) for number in range(12)]
    assert len(seen) > len(page.data)


async def test_an_item_larger_than_a_page_is_a_page(store):
    thread_id = f"thr_{secrets.token_hex(8)}"
    await store.save_thread(a_thread(thread_id), context=OWNER)
    for name in ("small", "large", "last"):
        text = "x" * (PAGE_BYTES + 1 if name == "large" else 1)
        await store.add_thread_item(thread_id, said(name, thread_id=thread_id, text=text), context=OWNER)
    pages = []
    after: str | None = None
    for _ in range(3):
        page = await store.load_visible_items(thread_id, after, 500, "asc", context=OWNER)
        pages.append(([item.id for item in page.data], page.has_more))
        after = page.after
        if not page.has_more:
            break
    assert pages == [(["small", "large"], True), (["last"], False)]


def test_an_answer_that_grew_by_links_is_cut_to_size():
    files = [a_file(f"atc_{number}") for number in range(10)]
    rows: list[ThreadItem] = [asked(str(number), attachments=files) for number in range(300)]
    page = page_within(Page(data=rows), 200_000)
    assert len(to_json(page)) <= 200_000
    assert page.has_more
    assert page.after == page.data[-1].id
    assert 0 < len(page.data) < len(rows)
    one = page_within(Page(data=rows[:11]), 100)
    assert (len(one.data), one.has_more) == (1, True)
