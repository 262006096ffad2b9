"""Chooses the attached files that the model is given: the newest within a budget. Of the others it is told the names.

A picture or a PDF goes along as it is, words of a text file as a labelled quotation. Nothing in a file is ever an
instruction, and what cannot be shown is said in the message, so that the model does not make it up.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chatkit.types import Attachment, ThreadItem, UserMessageItem

from professor_lock.attachments.file_types import IMAGES, PDF, as_text
from professor_lock.attachments.storage import FileStorage, read_whole
from professor_lock.attachments.store import FileRow, FileRows
from professor_lock.errors import NotFound, ProfessorLockError
from professor_lock.untrusted_text import CANNOT_LOOK, OUTSIDE_DATA, quotation
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.attachments")

MESSAGES = 3
"""Of the user's newest messages the files are shown: a question about a slip is seldom the last one about it."""
FILES = 8
BYTES = 16 * 1024 * 1024
TEXT_CHARS = 20_000
PDF_NAME = "attached.pdf"
"""What a PDF is called beside its bytes, where nothing can be quoted: its own name stands in the message's words."""
READ_S = 15.0
"""For one file, from the storage."""


@dataclass(frozen=True, slots=True)
class FileForModel:
    """A file in the prompt: `note` stands in the message's words, `parts` beside them."""

    note: str
    parts: tuple[dict[str, Any], ...] = ()
    refused: str = ""
    """What stands there instead when the model does not take the parts."""


async def read_for_model(
    items: Sequence[ThreadItem],
    rows: FileRows,
    storage: FileStorage,
    context: UserContext,
    *,
    sees: Sequence[str],
    mark: str,
) -> dict[str, FileForModel]:
    """The files of these messages (oldest first) by id, as a model that `sees` "images" or "pdf" can take them."""
    messages = [item for item in items if isinstance(item, UserMessageItem) and item.attachments]
    if not messages:
        return {}
    asked = [item for item in items if isinstance(item, UserMessageItem)][-MESSAGES:]
    newest = {file.id: file for item in reversed(asked) for file in item.attachments}
    files = {file.id: _earlier(file, mark) for item in messages for file in item.attachments}
    known = await rows.load(list(newest), context)
    wanted: list[FileRow] = []
    room = BYTES
    for file in newest.values():
        row = known.get(file.id)
        if row is None or not row.uploaded:
            files[file.id] = _absent(file, mark)
        elif not _is_seen(file, sees):
            files[file.id] = FileForModel(named(file, mark, "you cannot look at this kind of file: say so"))
        elif len(wanted) < FILES and row.size_bytes <= room:
            wanted.append(row)
            room -= row.size_bytes
        else:
            files[file.id] = FileForModel(named(file, mark, "too much to look at together with the others: say so"))
    for row, shown in zip(wanted, await asyncio.gather(*(_read(row, storage, mark) for row in wanted)), strict=True):
        files[row.attachment.id] = shown
    return files


def refused_by_model(files: Mapping[str, FileForModel]) -> dict[str, FileForModel]:
    """The same files after the model refused them (a broken picture, too large for it): named, and said to be so."""
    return {one: replace(file, note=file.refused, parts=()) if file.parts else file for one, file in files.items()}


def named(file: Attachment, mark: str, remark: str = "") -> str:
    """A file in a message's words: its name, quoted, and what there is to say of it."""
    name = quotation(file.name, mark=mark, inline=True)
    return f"(attached file: {name}{'; ' if remark else ''}{remark})"


def _is_seen(file: Attachment, sees: Sequence[str]) -> bool:
    if file.mime_type in IMAGES:
        return "images" in sees
    return file.mime_type != PDF or "pdf" in sees


async def _read(row: FileRow, storage: FileStorage, mark: str) -> FileForModel:
    file = row.attachment
    try:
        async with asyncio.timeout(READ_S):
            body = await read_whole(storage, file.id, row.size_bytes)
    except NotFound:
        return _absent(file, mark)
    except (ProfessorLockError, TimeoutError) as error:
        logger.warning("an attached file could not be read: %s", error)
        return FileForModel(named(file, mark, "it could not be read just now: say so"))
    return await asyncio.to_thread(_shown, file, body, mark)


def _shown(file: Attachment, body: bytes, mark: str) -> FileForModel:
    if file.mime_type not in (*IMAGES, PDF):
        text = as_text(body)
        cut = text if len(text) <= TEXT_CHARS else text[: TEXT_CHARS - 1] + "…"
        return FileForModel(f"{named(file, mark)}\n{quotation(cut, mark=mark, source='attached file')}")
    data = f"data:{file.mime_type};base64,{base64.b64encode(body).decode()}"
    if file.mime_type == PDF:
        part = {"type": "input_file", "filename": PDF_NAME, "file_data": data}
    else:
        part = {"type": "input_image", "image_url": data, "detail": "auto"}
    return FileForModel(
        named(file, mark, OUTSIDE_DATA),
        (part,),
        refused=named(file, mark, CANNOT_LOOK),
    )


def _earlier(file: Attachment, mark: str) -> FileForModel:
    return FileForModel(named(file, mark, "sent earlier and not shown again"))


def _absent(file: Attachment, mark: str) -> FileForModel:
    return FileForModel(named(file, mark, "it is not there any more"))
