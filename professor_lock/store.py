"""The ChatKit store on Postgres: threads, their items and attachments, one statement a method, the owner in every one.

Leaves out what the server owns (turns, tickets, quotas) and the bytes of attachments. Works on a direct connection, on
Supabase's session pooler and on its transaction pooler: nothing here needs a session.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import asyncpg
from chatkit.store import Store, StoreItemType
from chatkit.types import (
    Attachment,
    Page,
    ThreadItem,
    ThreadMetadata,
)
from pydantic import TypeAdapter

from professor_lock.db.ids import as_utc, new_id
from professor_lock.db.pool import Database
from professor_lock.errors import BadInput, NotFound
from professor_lock.protocol.stored_items import (
    MAX_ID_CHARS,
    StoreNotFound,
    item_arguments,
    item_from_json,
    stored_id,
)
from professor_lock.protocol.stored_threads import LoadedThreads, thread_columns, thread_from_row
from professor_lock.user import UserContext

MAX_PAGE = 500
PAGE_BYTES = 512 * 1024
"""Stored bytes of items at which a page ends: as an answer they grow, by links to files for instance."""
NO_BOUND = 2**62
THREAD_FIELDS = ("title", "status", "allowed_image_domains", "metadata")

Row = TypeVar("Row", ThreadItem, ThreadMetadata)

_ATTACHMENT: TypeAdapter[Attachment] = TypeAdapter(Attachment)


def _items_query(beyond: str, start: str, direction: str, visible: str = "") -> str:
    """A page of items in one direction; the four words come from the constants below, never from a caller."""
    return f"""
        SELECT i.data, i.found
          FROM chatkit_threads t
          LEFT JOIN LATERAL (
               SELECT seq, data, count(*) OVER () AS found,
                      sum(octet_length(data)) OVER (ORDER BY seq {direction}) - octet_length(data) AS bytes_before
                 FROM (SELECT seq, data
                         FROM chatkit_thread_items
                        WHERE thread_id = t.id
                          AND user_id = $1
                          AND seq {beyond} coalesce(
                                (SELECT seq FROM chatkit_thread_items
                                  WHERE thread_id = t.id AND user_id = $1 AND id = $3), {start})
                          {visible}
                        ORDER BY seq {direction}
                        LIMIT $4) page) i ON i.bytes_before < $5
         WHERE t.user_id = $1
           AND t.id = $2
         ORDER BY i.seq {direction}"""


class PostgresStore(Store[UserContext]):
    """`Store` over an asyncpg pool. Everything that is not the caller's raises NotFound, as if it did not exist."""

    def __init__(self, database: Database, reads: Database | None = None) -> None:
        """`reads` does the lists and pages that a user looks at, for instance from a standby."""
        self._db = database
        self._reads = reads or database
        self._loaded = LoadedThreads()

    def generate_thread_id(self, context: UserContext) -> str:
        """A new thread's id."""
        return new_id("thread")

    def generate_item_id(self, item_type: StoreItemType, thread: ThreadMetadata, context: UserContext) -> str:
        """A new item's id."""
        return new_id(item_type)

    # Threads

    LOAD_THREAD = """
        SELECT id, title, status, allowed_image_domains, metadata, created_at
          FROM chatkit_threads
         WHERE user_id = $1
           AND id = $2"""

    async def load_thread(self, thread_id: str, context: UserContext) -> ThreadMetadata:
        """The caller's thread without its items; NotFound otherwise."""
        row = await self._db.fetchrow(self.LOAD_THREAD, context.user_id, stored_id(thread_id))
        if row is None:
            raise _no_thread()
        return self.thread_from(row)

    # The second half of the CASEs: a thread that another request changed since it was loaded keeps that change.
    SAVE_THREAD = """
        INSERT INTO chatkit_threads AS t (user_id, id, created_at, title, status, allowed_image_domains, metadata)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE
           SET title = CASE WHEN 'title' = ANY ($8::text[]) THEN excluded.title ELSE t.title END,
               status = CASE WHEN 'status' = ANY ($8) THEN excluded.status ELSE t.status END,
               allowed_image_domains = CASE WHEN 'allowed_image_domains' = ANY ($8)
                                            THEN excluded.allowed_image_domains ELSE t.allowed_image_domains END,
               metadata = CASE WHEN 'metadata' = ANY ($8) THEN excluded.metadata ELSE t.metadata END,
               updated_at = now(),
               activity_seq = nextval('chatkit_seq')
         WHERE t.user_id = excluded.user_id
        RETURNING t.id"""
    SAVE_LOADED_THREAD = """
        UPDATE chatkit_threads
           SET title = CASE WHEN 'title' = ANY ($7::text[]) THEN $3 ELSE title END,
               status = CASE WHEN 'status' = ANY ($7) THEN $4 ELSE status END,
               allowed_image_domains = CASE WHEN 'allowed_image_domains' = ANY ($7) THEN $5
                                            ELSE allowed_image_domains END,
               metadata = CASE WHEN 'metadata' = ANY ($7) THEN $6 ELSE metadata END,
               updated_at = now(),
               activity_seq = nextval('chatkit_seq')
         WHERE user_id = $1
           AND id = $2
        RETURNING id"""

    async def save_thread(self, thread: ThreadMetadata, context: UserContext) -> None:
        """Store a thread's own fields, never its items.

        A thread that this store loaded is updated in the fields that were changed on it since, so that a rename made
        meanwhile stays; one it does not know is written whole. Another user's id, or a loaded thread that has been
        deleted since, is NotFound.
        """
        columns = thread_columns(thread)
        loaded = self._loaded.get(thread)
        if loaded is None:
            arguments = (
                context.user_id,
                stored_id(thread.id),
                as_utc(thread.created_at),
                *columns.values(),
                THREAD_FIELDS,
            )
            row = await self._db.fetchrow(self.SAVE_THREAD, *arguments)
        else:
            changed = [name for name in THREAD_FIELDS if columns[name] != loaded[name]]
            if not changed:
                return
            row = await self._db.fetchrow(
                self.SAVE_LOADED_THREAD, context.user_id, stored_id(thread.id), *columns.values(), changed
            )
        if row is None:
            raise _no_thread()
        self._loaded.put(thread, columns)

    THREADS_NEWEST_FIRST = """
        SELECT id, title, status, allowed_image_domains, metadata, created_at
          FROM chatkit_threads
         WHERE user_id = $1
           AND activity_seq < coalesce(
                 (SELECT activity_seq FROM chatkit_threads WHERE user_id = $1 AND id = $2), 9223372036854775807)
         ORDER BY activity_seq DESC
         LIMIT $3"""
    THREADS_OLDEST_FIRST = """
        SELECT id, title, status, allowed_image_domains, metadata, created_at
          FROM chatkit_threads
         WHERE user_id = $1
           AND activity_seq > coalesce(
                 (SELECT activity_seq FROM chatkit_threads WHERE user_id = $1 AND id = $2), 0)
         ORDER BY activity_seq
         LIMIT $3"""

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: UserContext
    ) -> Page[ThreadMetadata]:
        """One page of the caller's threads by last activity; `after` is the last id already seen, exclusive.

        A cursor that is not one of the caller's threads counts as none. Limits are clamped to 1 to 500.
        """
        query = self.THREADS_OLDEST_FIRST if _ascending(order) else self.THREADS_NEWEST_FIRST
        limit = _clamped(limit)
        rows = await self._reads.fetch(query, context.user_id, _cursor(after), limit + 1)
        return _page([self.thread_from(row) for row in rows], limit)

    DELETE_THREAD = "DELETE FROM chatkit_threads WHERE user_id = $1 AND id = $2 RETURNING id"

    async def delete_thread(self, thread_id: str, context: UserContext) -> None:
        """Delete the caller's thread with all that is in it; NotFound otherwise."""
        if await self._db.fetchrow(self.DELETE_THREAD, context.user_id, stored_id(thread_id)) is None:
            raise _no_thread()

    # Items. A page comes joined to its thread: no row at all is a thread that is not there, a row without data one
    # that is empty.

    ITEMS_OLDEST_FIRST = _items_query(">", "0", "ASC")
    ITEMS_NEWEST_FIRST = _items_query("<", "9223372036854775807", "DESC")
    VISIBLE_OLDEST_FIRST = _items_query(">", "0", "ASC", "AND NOT hidden")
    VISIBLE_NEWEST_FIRST = _items_query("<", "9223372036854775807", "DESC", "AND NOT hidden")

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: UserContext
    ) -> Page[ThreadItem]:
        """One page of the caller's thread, hidden items included; `after` is the last id already seen, exclusive."""
        query = self.ITEMS_OLDEST_FIRST if _ascending(order) else self.ITEMS_NEWEST_FIRST
        return await self._items(self._db, query, (thread_id, after, limit, NO_BOUND), context)

    async def load_visible_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: UserContext
    ) -> Page[ThreadItem]:
        """Like `load_thread_items`, of what a user may see: hidden items neither appear nor take up room.

        A page ends with the item that takes it to PAGE_BYTES, and then says that there are more.
        """
        query = self.VISIBLE_OLDEST_FIRST if _ascending(order) else self.VISIBLE_NEWEST_FIRST
        return await self._items(self._reads, query, (thread_id, after, limit, PAGE_BYTES), context)

    async def _items(
        self, database: Database, query: str, asked: tuple[str, str | None, int, int], context: UserContext
    ) -> Page[ThreadItem]:
        """The page that is `asked` for: thread, cursor, most items, most bytes."""
        thread_id, after, limit, most_bytes = asked
        limit = _clamped(limit)
        rows = await database.fetch(query, context.user_id, stored_id(thread_id), _cursor(after), limit + 1, most_bytes)
        if not rows:
            raise _no_thread()
        items = [item_from_json(row["data"]) for row in rows if row["data"] is not None][:limit]
        has_more = (rows[0]["found"] or 0) > len(items)
        return Page(data=items, has_more=has_more, after=items[-1].id if has_more else None)

    # One statement for add and save: the SDK adds an id twice and saves what was never added. The same statement notes
    # the thread's last activity, and finds in its row whose it is.
    SAVE_ITEM = """
        WITH thread AS (
             UPDATE chatkit_threads
                SET updated_at = now(), activity_seq = nextval('chatkit_seq')
              WHERE user_id = $1
                AND id = $2
             RETURNING id)
        INSERT INTO chatkit_thread_items AS i (user_id, thread_id, id, type, hidden, data, created_at)
        SELECT $1, thread.id, $3, $4, $5, $6, $7
          FROM thread
            ON CONFLICT (thread_id, id) DO UPDATE
           SET type = excluded.type, hidden = excluded.hidden, data = excluded.data
         WHERE i.user_id = $1
        RETURNING i.id"""

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: UserContext) -> None:
        """Store an item at the end of the caller's thread; one that is there already keeps its place."""
        arguments = item_arguments(item)
        if await self._db.fetchrow(self.SAVE_ITEM, context.user_id, stored_id(thread_id), *arguments) is None:
            raise _no_thread()

    async def save_item(self, thread_id: str, item: ThreadItem, context: UserContext) -> None:
        """The same as `add_thread_item`: the interface says upsert for both."""
        await self.add_thread_item(thread_id, item, context)

    LOAD_ITEM = """
        SELECT data
          FROM chatkit_thread_items
         WHERE user_id = $1
           AND thread_id = $2
           AND id = $3"""

    async def load_item(self, thread_id: str, item_id: str, context: UserContext) -> ThreadItem:
        """One item of the caller's thread; NotFound otherwise."""
        row = await self._db.fetchrow(self.LOAD_ITEM, context.user_id, stored_id(thread_id), stored_id(item_id))
        if row is None:
            raise StoreNotFound("There is no such item.")
        return item_from_json(row["data"])

    DELETE_ITEM = "DELETE FROM chatkit_thread_items WHERE user_id = $1 AND thread_id = $2 AND id = $3"

    async def delete_thread_item(self, thread_id: str, item_id: str, context: UserContext) -> None:
        """Delete one item. One that is not there is fine: the SDK removes ids that were never stored."""
        await self._db.execute(self.DELETE_ITEM, context.user_id, stored_id(thread_id), stored_id(item_id))

    # Attachments

    SAVE_ATTACHMENT = """
        INSERT INTO chatkit_attachments AS a (user_id, id, thread_id, data)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE
           SET thread_id = excluded.thread_id, data = excluded.data
         WHERE a.user_id = $1
        RETURNING a.id"""

    async def save_attachment(self, attachment: Attachment, context: UserContext) -> None:
        """Upsert the caller's attachment; NotFound when the id, or the thread it names, is another user's."""
        thread_id = None if attachment.thread_id is None else stored_id(attachment.thread_id)
        try:
            row = await self._db.fetchrow(
                self.SAVE_ATTACHMENT, context.user_id, stored_id(attachment.id), thread_id, attachment.model_dump_json()
            )
        except asyncpg.ForeignKeyViolationError as error:
            raise _no_thread() from error
        if row is None:
            raise _no_attachment()

    LOAD_ATTACHMENT = "SELECT data FROM chatkit_attachments WHERE user_id = $1 AND id = $2"

    async def load_attachment(self, attachment_id: str, context: UserContext) -> Attachment:
        """The caller's attachment; NotFound otherwise."""
        row = await self._db.fetchrow(self.LOAD_ATTACHMENT, context.user_id, stored_id(attachment_id))
        if row is None:
            raise _no_attachment()
        return _ATTACHMENT.validate_json(row["data"])

    DELETE_ATTACHMENT = "DELETE FROM chatkit_attachments WHERE user_id = $1 AND id = $2 RETURNING id"

    async def delete_attachment(self, attachment_id: str, context: UserContext) -> None:
        """Delete the caller's attachment; NotFound otherwise, so that no bytes are removed on a guess."""
        if await self._db.fetchrow(self.DELETE_ATTACHMENT, context.user_id, stored_id(attachment_id)) is None:
            raise _no_attachment()

    # All items or none: the count says whether every one of them is there and the caller's.
    SAVE_FEEDBACK = """
        INSERT INTO chatkit_feedback AS f (user_id, thread_id, item_id, kind)
        SELECT user_id, thread_id, id, $4
          FROM chatkit_thread_items
         WHERE user_id = $1
           AND thread_id = $2
           AND id = ANY ($3::text[])
           AND NOT hidden
           AND (SELECT count(*)
                  FROM chatkit_thread_items
                 WHERE user_id = $1 AND thread_id = $2 AND id = ANY ($3) AND NOT hidden) = cardinality($3)
            ON CONFLICT (thread_id, item_id) DO UPDATE
           SET kind = excluded.kind, updated_at = now()
         WHERE f.user_id = $1
        RETURNING item_id"""

    async def save_feedback(self, thread_id: str, item_ids: list[str], kind: str, context: UserContext) -> None:
        """Keep what the caller thinks of some of their thread's items; NotFound if any of them is not there."""
        unique = list(dict.fromkeys(stored_id(item_id) for item_id in item_ids))
        rows = await self._db.fetch(self.SAVE_FEEDBACK, context.user_id, stored_id(thread_id), unique, kind)
        if len(rows) != len(unique):
            raise StoreNotFound("There is no such item.")

    def thread_from(self, row: Mapping[str, Any] | asyncpg.Record) -> ThreadMetadata:
        """The thread of a row that has a thread's columns; the store remembers what it held when it was loaded."""
        thread = thread_from_row(row)
        self._loaded.put(thread, thread_columns(thread))
        return thread


def _page(data: list[Row], limit: int) -> Page[Row]:
    """A page out of up to `limit` + 1 rows: the one too many says that there are more."""
    has_more = len(data) > limit
    data = data[:limit]
    return Page(data=data, has_more=has_more, after=data[-1].id if has_more else None)


def _ascending(order: str) -> bool:
    if order not in ("asc", "desc"):
        raise BadInput("order must be asc or desc.", field="order")
    return order == "asc"


def _clamped(limit: int) -> int:
    return max(1, min(limit, MAX_PAGE))


def _cursor(after: str | None) -> str | None:
    return None if after is None or len(after) > MAX_ID_CHARS or "\x00" in after else after


def _no_thread() -> NotFound:
    return StoreNotFound("There is no such thread.")


def _no_attachment() -> NotFound:
    return StoreNotFound("There is no such attachment.")
