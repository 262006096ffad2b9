"""Threads, items and attachments of the scripted server, in memory."""

from __future__ import annotations

from typing import Any

from chatkit.store import AttachmentStore, NotFoundError, Store
from chatkit.types import (
    Attachment,
    AttachmentCreateParams,
    AttachmentUploadDescriptor,
    FileAttachment,
    Page,
    ThreadItem,
    ThreadMetadata,
)
from pydantic import AnyUrl

Context = dict[str, Any]


class MemoryStore(Store[Context]):
    """Lists in the order of arrival; cursors are ids, exclusive."""

    def __init__(self) -> None:
        self.threads: dict[str, ThreadMetadata] = {}
        self.items: dict[str, list[ThreadItem]] = {}
        self.files: dict[str, Attachment] = {}

    async def load_thread(self, thread_id: str, context: Context) -> ThreadMetadata:
        if thread_id not in self.threads:
            raise NotFoundError(thread_id)
        return self.threads[thread_id].model_copy(deep=True)

    async def save_thread(self, thread: ThreadMetadata, context: Context) -> None:
        self.threads[thread.id] = ThreadMetadata.model_validate(thread.model_dump(exclude={"items"}))

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: Context
    ) -> Page[ThreadItem]:
        items = list(self.items.get(thread_id, []))
        return _page(items if order == "asc" else items[::-1], after, limit)

    async def load_threads(self, limit: int, after: str | None, order: str, context: Context) -> Page[ThreadMetadata]:
        threads = list(self.threads.values())
        return _page(threads if order == "asc" else threads[::-1], after, limit)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: Context) -> None:
        await self.save_item(thread_id, item, context)

    async def save_item(self, thread_id: str, item: ThreadItem, context: Context) -> None:
        items = self.items.setdefault(thread_id, [])
        for index, old in enumerate(items):
            if old.id == item.id:
                items[index] = item
                return
        items.append(item)

    async def load_item(self, thread_id: str, item_id: str, context: Context) -> ThreadItem:
        for item in self.items.get(thread_id, []):
            if item.id == item_id:
                return item
        raise NotFoundError(item_id)

    async def delete_thread(self, thread_id: str, context: Context) -> None:
        self.threads.pop(thread_id, None)
        self.items.pop(thread_id, None)

    async def delete_thread_item(self, thread_id: str, item_id: str, context: Context) -> None:
        self.items[thread_id] = [item for item in self.items.get(thread_id, []) if item.id != item_id]

    async def save_attachment(self, attachment: Attachment, context: Context) -> None:
        self.files[attachment.id] = attachment

    async def load_attachment(self, attachment_id: str, context: Context) -> Attachment:
        if attachment_id not in self.files:
            raise NotFoundError(attachment_id)
        return self.files[attachment_id]

    async def delete_attachment(self, attachment_id: str, context: Context) -> None:
        self.files.pop(attachment_id, None)


class MemoryAttachments(AttachmentStore[Context]):
    """Two-phase uploads to the scripted server itself."""

    def __init__(self, store: MemoryStore, base: str) -> None:
        self.store = store
        self.base = base
        self.bytes: dict[str, bytes] = {}
        self.deleted: list[str] = []

    async def create_attachment(self, input: AttachmentCreateParams, context: Context) -> Attachment:
        identity = self.generate_attachment_id(input.mime_type, context)
        target = AttachmentUploadDescriptor(url=AnyUrl(f"{self.base}/upload/{identity}"), method="PUT")
        attachment = FileAttachment(id=identity, name=input.name, mime_type=input.mime_type, upload_descriptor=target)
        await self.store.save_attachment(attachment, context)
        return attachment

    async def delete_attachment(self, attachment_id: str, context: Context) -> None:
        self.deleted.append(attachment_id)


def _page(rows: list[Any], after: str | None, limit: int) -> Page[Any]:
    start = 0
    if after is not None:
        start = next((index + 1 for index, row in enumerate(rows) if row.id == after), len(rows))
    data = rows[start : start + limit]
    more = start + limit < len(rows)
    return Page(data=data, has_more=more, after=data[-1].id if more and data else None)
