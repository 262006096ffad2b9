"""The SQL of uploaded files beside `store`: how much a user has stored, which files have arrived or were never sent.

`chatkit_attachments` describes each file; `pp_removed_files` remembers, by a trigger, whose bytes are still to go.
Every statement carries the owner; only what the background pass runs looks across people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg
from chatkit.types import Attachment
from pydantic import TypeAdapter

from professor_lock.db.pools import OwnedRows
from professor_lock.errors import NotFound
from professor_lock.protocol.stored_items import MAX_ID_CHARS
from professor_lock.user import UserContext

MAX_UNSENT = 30
"""Files of one user that were uploaded and not sent yet, or are being uploaded."""
UPLOADING_S = 900
"""How long a file may be on its way: the link's time and the longest upload."""

_ATTACHMENT: TypeAdapter[Attachment] = TypeAdapter(Attachment)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it is described. `thread_id`: the conversation it was sent in, None before."""

    attachment: Attachment
    size_bytes: int
    thread_id: str | None
    uploaded: bool


class FileRows:
    """Files of one user each."""

    def __init__(self, owned: OwnedRows) -> None:
        self._db = owned

    # Two at once would each see room for one more: they wait for each other.
    ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('files of ' || $1, 0))"
    ADD = """
        WITH kept AS (
             SELECT coalesce(sum(size_bytes), 0)::bigint AS bytes,
                    count(*) FILTER (WHERE thread_id IS NULL) AS unsent
               FROM chatkit_attachments
              WHERE user_id = $1
                AND (uploaded_at IS NOT NULL OR created_at > now() - make_interval(secs => $7))),
        added AS (
             INSERT INTO chatkit_attachments (user_id, id, data, size_bytes)
             SELECT $1, $2, $3, $4::bigint
               FROM kept
              WHERE bytes + $4::bigint <= $5
                AND unsent < $6
             RETURNING id)
        SELECT bytes + $4::bigint <= $5 AS fits, unsent < $6 AS welcome FROM kept"""

    async def add(
        self, attachment: Attachment, size_bytes: int, context: UserContext, *, most_bytes: int
    ) -> tuple[bool, bool]:
        """Announce a file: (it fits into what the user may keep, they have not too many unsent); added if both."""
        data = attachment.model_dump_json()
        async with self._db.transaction(context.user_id) as connection:
            await connection.execute(self.ONE_AT_A_TIME, context.user_id)
            row = await connection.fetchrow(
                self.ADD,
                *(context.user_id, attachment.id, data, size_bytes, most_bytes, MAX_UNSENT, float(UPLOADING_S)),
            )
        return row["fits"], row["welcome"]

    LOAD = """
        SELECT data, size_bytes, thread_id, uploaded_at IS NOT NULL AS uploaded
          FROM chatkit_attachments
         WHERE user_id = $1
           AND id = ANY ($2::text[])"""

    async def load(self, ids: Sequence[str], context: UserContext) -> dict[str, FileRow]:
        """Those of these files that are the caller's, by id."""
        possible = [one for one in ids if 0 < len(one) <= MAX_ID_CHARS and "\x00" not in one]
        rows = await self._db.fetch(self.LOAD, context.user_id, possible)
        files = [_file(row) for row in rows]
        return {file.attachment.id: file for file in files}

    async def load_one(self, attachment_id: str, context: UserContext) -> FileRow:
        """One file of the caller's; NotFound otherwise."""
        found = await self.load([attachment_id], context)
        if attachment_id not in found:
            raise no_file()
        return found[attachment_id]

    UPLOADED = """
        UPDATE chatkit_attachments
           SET uploaded_at = now()
         WHERE user_id = $1
           AND id = $2
           AND uploaded_at IS NULL
        RETURNING id"""

    async def set_uploaded(self, attachment_id: str, context: UserContext) -> bool:
        """Note that the bytes are there; False when the file is gone, or they were there before."""
        return await self._db.fetchrow(self.UPLOADED, context.user_id, attachment_id) is not None

    IN_THREAD = "SELECT id FROM chatkit_attachments WHERE user_id = $1 AND thread_id = $2"

    async def in_thread(self, thread_id: str, context: UserContext) -> list[str]:
        """The ids of the files that were sent in a thread of the caller's."""
        return [row["id"] for row in await self._db.fetch(self.IN_THREAD, context.user_id, thread_id)]


def no_file() -> NotFound:
    """Not there and another user's, in the same words as the store's."""
    return NotFound("There is no such attachment.")


def _file(row: asyncpg.Record) -> FileRow:
    attachment = _ATTACHMENT.validate_json(row["data"])
    return FileRow(attachment, row["size_bytes"], row["thread_id"], row["uploaded"])
