"""A user's data as one zip: every row of theirs as JSON, table by table, and the files they attached."""

from __future__ import annotations

import asyncio
import json
import tempfile
import zipfile
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from datetime import date, datetime
from typing import IO, Any, BinaryIO

import asyncpg

from professor_lock.attachments.storage import FileStorage
from professor_lock.errors import NotFound
from professor_lock.personal_data.requests import OwnRows
from professor_lock.personal_data.tables import TABLES, OwnedTable

MIME_TYPE = "application/zip"
ABOUT = """Your data

conversations.json has your conversations, messages.json what was said and shown in them, each file beside them the rows
of its name. Amounts end in _cents and are US cents; times are UTC. Prices are exact fractions (21/11) or American odds.
files/ has the files you attached, under the ids that files.json describes. index.json counts everything.
"""


class Export:
    """Writes zips. `rows` reads a user's tables, `storage` has the bytes of their files."""

    def __init__(self, rows: OwnRows, storage: FileStorage) -> None:
        self._rows = rows
        self._storage = storage

    async def write(self, user_id: str, alive: Callable[[], Awaitable[None]]) -> tuple[BinaryIO, dict[str, Any]]:
        """A temporary file with the zip, for the caller to close, and how many rows and files are in it.

        `alive` is awaited after each page and each file; what it raises ends the work.
        """
        body: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115  handed on to the caller
        try:
            with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
                index: dict[str, Any] = {"user_id": user_id, "rows": {}, "files": {}}
                archive.writestr("README.txt", ABOUT)
                for table in TABLES:
                    index["rows"][table.exported_as] = await self._table(archive, table, user_id, alive)
                for file_id in await self._files_of(user_id):
                    index["files"][file_id] = await self._file(archive, file_id)
                    await alive()
                archive.writestr("index.json", json.dumps(index, indent=1, ensure_ascii=False))
        except BaseException:
            body.close()
            raise
        return body, index

    async def _table(
        self, archive: zipfile.ZipFile, table: OwnedTable, user_id: str, alive: Callable[[], Awaitable[None]]
    ) -> int:
        """One table as a JSON array of objects; how many rows."""
        count = 0
        with archive.open(f"{table.exported_as}.json", "w") as entry:
            entry.write(b"[")
            async with aclosing(self._rows.pages(table, user_id)) as pages:
                async for rows in pages:
                    await asyncio.to_thread(_write_rows, entry, table, rows, count)
                    count += len(rows)
                    await alive()
            entry.write(b"\n]\n")
        return count

    async def _files_of(self, user_id: str) -> list[str]:
        table = next(one for one in TABLES if one.name == "chatkit_attachments")
        found: list[str] = []
        async with aclosing(self._rows.pages(table, user_id)) as pages:
            async for rows in pages:
                found += [row["id"] for row in rows if row["uploaded_at"] is not None]
        return found

    async def _file(self, archive: zipfile.ZipFile, file_id: str) -> str:
        """One attached file under its id; what the index says of it."""
        try:
            chunks = await self._storage.open(file_id)
        except NotFound:
            return "its bytes are not there any more"
        size = 0
        with archive.open(f"files/{file_id}", "w") as entry:
            async with aclosing(chunks):
                async for chunk in chunks:
                    await asyncio.to_thread(entry.write, chunk)
                    size += len(chunk)
        return f"{size} bytes"


def _write_rows(entry: IO[bytes], table: OwnedTable, rows: list[asyncpg.Record], before: int) -> None:
    for number, row in enumerate(rows, start=before):
        text = json.dumps(_plain(table, row), ensure_ascii=False, default=_text)
        # What half a character of a model's is, UTF-8 cannot hold: it stays visible as JSON's escape.
        entry.write((",\n" if number else "\n").encode() + text.encode("utf-8", "backslashreplace"))


def _plain(table: OwnedTable, row: asyncpg.Record) -> dict[str, Any]:
    fields = dict(row)
    for name in table.json:
        with suppress(ValueError, TypeError):  # null, or a text that is none: it stays as it is
            fields[name] = json.loads(fields[name])
    return fields


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
