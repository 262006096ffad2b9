"""What clients ask of their threads without starting a turn: a list, a thread with its newest items, a new title."""

from __future__ import annotations

from chatkit.types import (
    ItemsListParams,
    Page,
    ThreadItem,
    ThreadListParams,
    ThreadMetadata,
    ThreadsUpdateReq,
)

from professor_lock.attachments.service import Attachments
from professor_lock.protocol.wire import page_within, thread_for_client, to_json
from professor_lock.store import PostgresStore
from professor_lock.turns.turns import Turns
from professor_lock.user import UserContext

OPENING_ITEMS = 50
"""How many of the newest items a thread opens with; the client pages back from the oldest of them."""
DEFAULT_PAGE = 20


class ThreadRequests:
    """Answers them, as JSON. NotFound for a thread that is not the caller's."""

    def __init__(self, store: PostgresStore, turns: Turns, attachments: Attachments) -> None:
        self._store = store
        self._turns = turns
        self._attachments = attachments

    async def list(self, asked: ThreadListParams, context: UserContext) -> bytes:
        """One page of the caller's threads, by default the newest first and DEFAULT_PAGE of them."""
        limit = asked.limit if asked.limit is not None else DEFAULT_PAGE
        threads = await self._store.load_threads(limit, asked.after, asked.order, context)
        rows: list[ThreadMetadata] = [thread_for_client(thread) for thread in threads.data]
        return to_json(page_within(Page(data=rows, has_more=threads.has_more, after=threads.after)))

    async def items(self, asked: ItemsListParams, context: UserContext) -> bytes:
        """One page of a thread's items that users may see; DEFAULT_PAGE where no number is asked for."""
        limit = asked.limit if asked.limit is not None else DEFAULT_PAGE
        page = await self._store.load_visible_items(asked.thread_id, asked.after, limit, asked.order, context)
        return to_json(page_within(self._attachments.shown_page(page, context)))

    async def open(self, thread_id: str, context: UserContext) -> bytes:
        """A thread with its newest items, oldest of them first; `after` is where items.list goes on backwards."""
        thread = await self._store.load_thread(thread_id, context)
        await self._turns.recover(thread_id, context)
        page = await self._store.load_visible_items(thread_id, None, OPENING_ITEMS, "desc", context)
        page = page_within(self._attachments.shown_page(page, context))
        items: Page[ThreadItem] = Page(data=page.data[::-1], has_more=page.has_more, after=page.after)
        return to_json(thread_for_client(thread, items))

    async def rename(self, request: ThreadsUpdateReq, context: UserContext) -> bytes:
        """Give the caller's thread another title; the thread as JSON. NotFound for any other thread."""
        thread = await self._store.load_thread(request.params.thread_id, context)
        thread.title = request.params.title.strip()
        await self._store.save_thread(thread, context)
        return to_json(thread_for_client(thread))
