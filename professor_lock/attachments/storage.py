"""Storage of uploaded files' bytes: a folder of this machine. `storage_supabase` has the same over Supabase Storage.

A file's name in either is its id, which this server made up: nothing that users send ever becomes a path.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from professor_lock.clocks import Seconds
from professor_lock.errors import AlreadyThere, NotFound, SourceUnavailable, TooLarge

FOLDER = "attachments"
CHUNK_BYTES = 64 * 1024
UNFINISHED_FOR_S = 3600
SOURCE = "the file storage"

T = TypeVar("T")
Chunks = AsyncGenerator[bytes, None]

_ID = re.compile(r"(atc|req)_[0-9a-f]{32,64}")
"""Of an uploaded file, or of a request for one's own data, whose export lies beside them."""


class FileStorage(Protocol):
    """Keeps bytes by id. Every method raises SourceUnavailable when the place cannot be reached."""

    @property
    def place(self) -> str:
        """What doctor calls it, in words."""

    async def put(self, file_id: str, body: BinaryIO, size_bytes: int, mime_type: str) -> None:
        """Keep a file whole or not at all. AlreadyThere when the id has bytes: the first ones stay."""

    async def open(self, file_id: str) -> Chunks:
        """The bytes, a piece at a time; NotFound, at once, when there are none. The caller closes it."""

    async def remove(self, file_ids: Sequence[str]) -> None:
        """Remove what there is of these; what is not there is fine."""

    async def tidy(self) -> None:
        """Remove what uploads that were cut off have left."""

    async def check(self) -> None:
        """Raise SourceUnavailable unless files can be kept."""


class FolderStorage:
    """Files in one folder. Of several processes on one folder the first to finish an id has it.

    `clock` is seconds since 1970, as files are dated.
    """

    def __init__(self, folder: Path, clock: Seconds) -> None:
        self._folder = folder
        self._clock = clock

    @property
    def place(self) -> str:
        """The folder."""
        return str(self._folder)

    async def put(self, file_id: str, body: BinaryIO, size_bytes: int, mime_type: str) -> None:
        """See FileStorage."""
        await _in_thread(self._put, self._path(file_id), body)

    async def open(self, file_id: str) -> Chunks:
        """See FileStorage."""
        path = self._path(file_id)
        try:
            file: BinaryIO = await _in_thread(path.open, "rb")
        except FileNotFoundError as error:
            raise _no_bytes() from error
        return _pieces(file)

    async def remove(self, file_ids: Sequence[str]) -> None:
        """See FileStorage."""
        for file_id in file_ids:
            if is_file_id(file_id):
                await _in_thread(self._path(file_id).unlink, True)

    async def tidy(self) -> None:
        """See FileStorage."""
        await _in_thread(self._tidy)

    async def check(self) -> None:
        """See FileStorage."""
        await _in_thread(self._make_folder)

    def _path(self, file_id: str) -> Path:
        if not is_file_id(file_id):
            raise _no_bytes()
        return self._folder / file_id

    def _make_folder(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _put(self, path: Path, body: BinaryIO) -> None:
        self._make_folder()
        unfinished = self._folder / f"{secrets.token_hex(16)}.part"
        try:
            with open(unfinished, "xb", opener=_private) as file:  # Path.open takes no opener
                body.seek(0)
                shutil.copyfileobj(body, file, CHUNK_BYTES)
                file.flush()
                os.fsync(file.fileno())
            path.hardlink_to(unfinished)
            _sync_folder(self._folder)
        except FileExistsError as error:
            raise already_there() from error
        finally:
            unfinished.unlink(missing_ok=True)

    def _tidy(self) -> None:
        for unfinished in self._folder.glob("*.part"):
            with suppress(FileNotFoundError):  # another process tidies too
                if self._clock() - unfinished.stat().st_mtime > UNFINISHED_FOR_S:
                    unfinished.unlink()


async def read_whole(storage: FileStorage, file_id: str, limit: int) -> bytes:
    """A file's bytes at once, at most `limit` of them: TooLarge for more."""
    body = bytearray()
    chunks = await storage.open(file_id)
    try:
        async for chunk in chunks:
            body += chunk
            if len(body) > limit:
                raise TooLarge("The file is larger than it should be.")
    finally:
        await chunks.aclose()
    return bytes(body)


def is_file_id(file_id: str) -> bool:
    """Whether an id is of the kind that this server makes, and so can be a file's name."""
    return _ID.fullmatch(file_id) is not None


def already_there() -> AlreadyThere:
    """The id has its bytes."""
    return AlreadyThere("This file has been uploaded already.")


def _no_bytes() -> NotFound:
    return NotFound("That file is not there any more.")


async def _pieces(file: BinaryIO) -> Chunks:
    try:
        while chunk := await _in_thread(file.read, CHUNK_BYTES):
            yield chunk
    finally:
        file.close()


async def _in_thread(work: Callable[..., T], *args: object) -> T:
    """Disks wait, the event loop must not; a disk that is full or gone is the storage's failure, not a bug."""
    try:
        return await asyncio.to_thread(work, *args)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SourceUnavailable("Files cannot be kept right now. Please try again later.", source=SOURCE) from error


def _sync_folder(folder: Path) -> None:
    """A name is part of its folder: without this a machine that loses power may keep the bytes and not the file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
