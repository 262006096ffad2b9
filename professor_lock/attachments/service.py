"""Files that users attach to messages: announced, uploaded, sent, shown again, removed.

Two phases, as ChatKit has it: `create` describes the file and answers a signed address, `receive` takes the bytes that
come there. Who may do what is decided by the rows (`attachments.store`), the bytes lie in a folder or a bucket
(`attachments.storage`). What the model gets to see of a file is `attachments.for_model`'s.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from chatkit.types import (
    Attachment,
    AttachmentCreateParams,
    AttachmentUploadDescriptor,
    FileAttachment,
    ImageAttachment,
    Page,
    ThreadItem,
    UserMessageItem,
)
from pydantic import AnyUrl

from professor_lock.attachments.file_types import (
    ACCEPTED,
    HEAD_BYTES,
    IMAGES,
    TEXTS,
    as_text,
    begins_as,
    checked_name,
    checked_type,
)
from professor_lock.attachments.for_model import FileForModel, read_for_model
from professor_lock.attachments.links import Link, Links
from professor_lock.attachments.storage import SOURCE, Chunks, FileStorage, already_there, is_file_id, read_whole
from professor_lock.attachments.store import MAX_UNSENT, FileRow, FileRows, no_file
from professor_lock.db.ids import new_id
from professor_lock.errors import (
    AlreadyThere,
    BadInput,
    NotFound,
    RateLimited,
    SourceUnavailable,
    TooLarge,
    UnsupportedType,
)
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.attachments")

MB = 1024 * 1024
UPLOADS_AT_ONCE = 10
"""Of one user in one process, as many as a message may have: each takes the disk's room for as long as it lasts."""
UPLOAD_AGAIN_S = 5
COMPARE_S = 30.0
"""For reading back what an upload that was not noted has left."""


class Attachments:
    """Files of one user each. `max_bytes` is the largest that is taken, 0: none; `total_bytes` what one may keep.

    `default_url` stands in links where nobody knows how the caller reaches this server.
    """

    def __init__(
        self,
        store: PostgresStore,
        rows: FileRows,
        storage: FileStorage,
        links: Links,
        *,
        max_bytes: int,
        total_bytes: int,
        default_url: str,
    ) -> None:
        self._store = store
        self._rows = rows
        self._storage = storage
        self.links = links
        self._max_bytes = max_bytes
        self._total_bytes = total_bytes
        self._default_url = default_url
        self._arriving: Counter[str] = Counter()

    @property
    def offer(self) -> dict[str, Any] | None:
        """What a page may let people attach; None when no files are taken."""
        return {"max_bytes": self._max_bytes, "accept": ACCEPTED} if self._max_bytes else None

    async def probe(self) -> str:
        """Whether files could be kept right now, in words for doctor."""
        if not self._max_bytes:
            return "none are taken"
        try:
            await self._storage.check()
        except SourceUnavailable as error:
            return f"FAILED: {error}"
        return f"ok: {self._storage.place}"

    # Uploading

    async def create(self, given: AttachmentCreateParams, context: UserContext) -> Attachment:
        """Announce a file; the answer says where its bytes go.

        BadInput when no files are taken, the user has too many, or the name or size is none; TooLarge,
        UnsupportedType.
        """
        if not self._max_bytes:
            raise BadInput("This server takes no files.")
        name = checked_name(given.name)
        kind = checked_type(given.mime_type, given.name)
        if given.size < 1:
            raise BadInput("The file is empty.", field="size")
        if given.size > self._max_bytes:
            raise TooLarge(f"The file is too large: at most {self._max_bytes / MB:g} MB.", field="size")
        attachment = _described(new_id("attachment"), name, kind)
        fits, welcome = await self._rows.add(attachment, given.size, context, most_bytes=self._total_bytes)
        if not fits:
            raise BadInput(
                f"Your files would take more than {self._total_bytes / MB:g} MB. Delete conversations with files first."
            )
        if not welcome:
            raise BadInput(f"You have {MAX_UNSENT} files that were not sent. Send or remove some of them first.")
        url = self.links.make("upload", Link(context.user_id, attachment.id, given.size), self._base(context))
        descriptor = AttachmentUploadDescriptor(url=AnyUrl(url), method="POST")
        return self._linked(attachment, context).model_copy(update={"upload_descriptor": descriptor})

    async def expected(self, link: Link, context: UserContext) -> FileRow:
        """The announced file an upload is for. NotFound when it is gone, AlreadyThere when its bytes have come."""
        row = await self._rows.load_one(link.attachment_id, context)
        if row.uploaded:
            raise already_there()
        return row

    @contextmanager
    def arriving(self, context: UserContext) -> Iterator[None]:
        """While the bytes of one upload come. RateLimited when too many of the user's do: a link works twice."""
        if self._arriving[context.user_id] >= UPLOADS_AT_ONCE:
            raise RateLimited("Too many files at once. Please try again in a moment.", retry_after_s=UPLOAD_AGAIN_S)
        self._arriving[context.user_id] += 1
        try:
            yield
        finally:
            self._arriving[context.user_id] -= 1
            if not self._arriving[context.user_id]:
                del self._arriving[context.user_id]

    async def receive(self, row: FileRow, body: BinaryIO, size_bytes: int, context: UserContext) -> Attachment:
        """Keep the bytes of an announced file, once they are seen to be what was announced.

        BadInput when they are fewer or more, UnsupportedType when they are something else, AlreadyThere, NotFound when
        the file was deleted meanwhile, SourceUnavailable.
        """
        attachment = row.attachment
        if size_bytes != row.size_bytes:
            raise BadInput("The file is not as long as was announced.", field="file")
        await asyncio.to_thread(_check_kind, attachment.mime_type, body)
        try:
            await self._storage.put(attachment.id, body, size_bytes, attachment.mime_type)
        except AlreadyThere:
            # Bytes without a note that they came: an upload that ended between the two, in a crash or without its
            # answer. The same bytes again are that upload's end.
            if not await self._holds(attachment.id, body, size_bytes):
                raise
        if not await self._rows.set_uploaded(attachment.id, context):
            await self._check_noted(attachment.id, context)
        return self._linked(attachment, context)

    async def _holds(self, file_id: str, body: BinaryIO, size_bytes: int) -> bool:
        """Whether the stored bytes are these."""
        try:
            async with asyncio.timeout(COMPARE_S):
                kept = await read_whole(self._storage, file_id, size_bytes)
        except (NotFound, TooLarge):
            return False
        except TimeoutError as error:
            raise SourceUnavailable("The file storage does not answer. Please try again.", source=SOURCE) from error
        return await asyncio.to_thread(_is_whole, body, kept)

    async def _check_noted(self, file_id: str, context: UserContext) -> None:
        """Why an upload could not be noted: AlreadyThere when another one was, NotFound when the file is gone."""
        if file_id in await self._rows.load([file_id], context):
            raise already_there()
        await self.remove_bytes([file_id])
        raise no_file()

    # Sending and showing

    async def for_message(self, ids: Sequence[str], thread_id: str, context: UserContext) -> list[Attachment]:
        """The caller's uploaded files as a message keeps them. NotFound or BadInput names no file of anybody else.

        Whether one was sent in another thread before is decided where the message is stored.
        """
        unique = list(dict.fromkeys(ids))
        if not unique:
            return []
        found = await self._rows.load(unique, context)
        if len(found) != len(unique):
            raise no_file()
        if not all(row.uploaded for row in found.values()):
            raise BadInput("A file has not been uploaded completely.", field="attachments")
        return [found[one].attachment.model_copy(update={"thread_id": thread_id}) for one in unique]

    def shown(self, item: ThreadItem, context: UserContext) -> ThreadItem:
        """An item for its owner's page: the pictures in it get addresses that hold for a while."""
        if not isinstance(item, UserMessageItem) or not item.attachments:
            return item
        return item.model_copy(update={"attachments": [self._linked(one, context) for one in item.attachments]})

    def shown_page(self, page: Page[ThreadItem], context: UserContext) -> Page[ThreadItem]:
        """The same of a page of items."""
        return page.model_copy(update={"data": [self.shown(item, context) for item in page.data]})

    async def open(self, link: Link, context: UserContext) -> tuple[Attachment, Chunks]:
        """A file and its bytes; NotFound when either is not there."""
        row = await self._rows.load_one(link.attachment_id, context)
        if not row.uploaded:
            raise no_file()
        return row.attachment, await self._storage.open(row.attachment.id)

    async def for_model(
        self, items: Sequence[ThreadItem], context: UserContext, *, sees: Sequence[str], mark: str
    ) -> dict[str, FileForModel]:
        """What the model is shown of the files in these items, by id; `mark` is that of the turn's quotations."""
        return await read_for_model(items, self._rows, self._storage, context, sees=sees, mark=mark)

    # Removing

    async def delete(self, attachment_id: str, context: UserContext) -> None:
        """Delete the caller's file, first the right to it, then the bytes; NotFound otherwise."""
        await self._store.delete_attachment(attachment_id, context)
        await self.remove_bytes([attachment_id])

    async def delete_thread(self, thread_id: str, context: UserContext) -> None:
        """Delete the caller's thread with its files; NotFound otherwise."""
        files = await self._rows.in_thread(thread_id, context)
        await self._store.delete_thread(thread_id, context)
        await self.remove_bytes(files)

    async def remove_bytes(self, ids: Sequence[str]) -> None:
        """Remove bytes whose description is gone. Should it fail, the background pass does it later: it is noted."""
        if not ids:
            return
        try:
            await self._storage.remove(ids)
        except SourceUnavailable as error:
            logger.warning("files will be removed later: %s", error, extra={"files": len(ids)})

    def _linked(self, attachment: Attachment, context: UserContext) -> Attachment:
        if not isinstance(attachment, ImageAttachment) or not is_file_id(attachment.id):
            return attachment
        url = self.links.make("download", Link(context.user_id, attachment.id), self._base(context))
        return attachment.model_copy(update={"preview_url": AnyUrl(url)})

    def _base(self, context: UserContext) -> str:
        return context.server_url or self._default_url


def _described(file_id: str, name: str, kind: str) -> Attachment:
    """As it is stored: the address of a picture is made when it is shown, and must not be stored for good."""
    if kind in IMAGES:
        return ImageAttachment(id=file_id, name=name, mime_type=kind, preview_url=AnyUrl(f"attachment:{file_id}"))
    return FileAttachment(id=file_id, name=name, mime_type=kind)


def _check_kind(kind: str, body: BinaryIO) -> None:
    """UnsupportedType unless the bytes are of that kind."""
    body.seek(0)
    head = body.read(HEAD_BYTES)
    if kind in TEXTS:
        as_text(head + body.read())
    elif not begins_as(kind, head):
        raise UnsupportedType("The file is not what its name says.", field="file")


def _is_whole(body: BinaryIO, kept: bytes) -> bool:
    body.seek(0)
    return body.read() == kept
