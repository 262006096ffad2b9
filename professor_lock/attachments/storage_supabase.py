"""Uploaded files in a private bucket of Supabase Storage, with the project's secret key: users never speak to it.

The bucket is made when it is missing. One that is public is refused: knowing an id would be enough to read the file.

Supabase's client lacks two things: it has no resumable upload, and it reads a file whole. So a file is sent in one
request, and is read in pieces over a signed link that the client makes.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

import httpx

from professor_lock.attachments.file_types import ACCEPTED
from professor_lock.attachments.storage import SOURCE, Chunks, already_there, is_file_id
from professor_lock.auth.project import IN_PIECES, SupabaseProject
from professor_lock.errors import NotFound, SourceUnavailable

if TYPE_CHECKING:
    from storage3 import AsyncStorageClient

T = TypeVar("T")

logger = logging.getLogger("professor_lock.attachments")

BUDGET_S = 45.0
"""For one whole file."""
LINK_S = 60
"""For how long a signed link is good: it is used at once."""
MAX_SAID_BYTES = 64 * 1024
MISSING = frozenset({"404", "not_found", "NoSuchKey", "NoSuchBucket"})
DUPLICATE = frozenset({"409", "Duplicate", "KeyAlreadyExists", "ResourceAlreadyExists"})


class _RefusedByStorage(Exception):
    """What Storage refused with: its statuses and words, of which it gives the true ones in the body."""

    def __init__(self, reasons: set[str]) -> None:
        super().__init__(", ".join(sorted(reasons)))
        self.reasons = reasons


class BucketStorage:
    """`FileStorage` in one bucket of a Supabase project. `max_bytes` is the size of file that a new bucket takes."""

    def __init__(self, project: SupabaseProject, bucket: str, *, max_bytes: int) -> None:
        self._project = project
        self._bucket = bucket
        self._max_bytes = max_bytes
        self._checked = False

    @property
    def place(self) -> str:
        """The bucket and whose it is."""
        return f"bucket {self._bucket} of {self._project.url}"

    async def put(self, file_id: str, body: BinaryIO, size_bytes: int, mime_type: str) -> None:
        """See FileStorage."""
        path = _path(file_id)
        await self.check()
        body.seek(0)
        file = cast(io.BufferedReader, io.BufferedReader(_Readable(body)))
        try:
            await self._ask(
                lambda storage: storage.from_(self._bucket).upload(
                    path, file, {"content-type": mime_type, "upsert": "false"}
                )
            )
        except _RefusedByStorage as error:
            if error.reasons & DUPLICATE:
                raise already_there() from error
            if error.reasons & MISSING:
                self._checked = False  # the bucket has gone: the next upload makes it again
            raise _refused(error) from error

    async def open(self, file_id: str) -> Chunks:
        """See FileStorage."""
        path = _path(file_id)
        try:
            signed = await self._ask(lambda storage: storage.from_(self._bucket).create_signed_url(path, LINK_S))
        except _RefusedByStorage as error:
            if error.reasons & MISSING:
                raise _no_bytes() from error
            raise _refused(error) from error
        link = signed["signedURL"] or ""
        if not link.startswith(f"{self._project.url}/storage/v1/"):
            raise _refused(_RefusedByStorage({"a link to elsewhere"}))
        pieces = self._download(link)
        try:
            await anext(pieces)  # stops where the answer's head is known
        except BaseException:
            await pieces.aclose()
            raise
        return pieces

    async def remove(self, file_ids: Sequence[str]) -> None:
        """See FileStorage."""
        ours = [file_id for file_id in file_ids if is_file_id(file_id)]
        if not ours:
            return
        try:
            await self._ask(lambda storage: storage.from_(self._bucket).remove(ours))
        except _RefusedByStorage as error:
            if not error.reasons & MISSING:
                raise _refused(error) from error

    async def tidy(self) -> None:
        """Supabase keeps nothing of an upload that was cut off."""

    async def check(self) -> None:
        """See FileStorage; makes the bucket where it is missing. Asked once: a bucket seldom changes."""
        if self._checked:
            return
        try:
            bucket = await self._ask(lambda storage: storage.get_bucket(self._bucket))
        except _RefusedByStorage as error:
            if not error.reasons & MISSING:
                raise _refused(error) from error
            await self._make()
        else:
            if bucket.public:
                logger.error("the bucket for files is public: make it private, or name another one")
                raise SourceUnavailable("Files cannot be kept: their storage is not private.", source=SOURCE)
        self._checked = True

    async def _make(self) -> None:
        try:
            await self._ask(
                lambda storage: storage.create_bucket(
                    self._bucket,
                    options={
                        "public": False,
                        "file_size_limit": self._max_bytes,
                        "allowed_mime_types": list(ACCEPTED),
                    },
                )
            )
        except _RefusedByStorage as error:
            if not error.reasons & DUPLICATE:  # else another process was first
                raise _refused(error) from error

    async def _ask(self, work: Callable[[AsyncStorageClient], Awaitable[T]]) -> T:
        """One call of the client within the budget. SourceUnavailable without an answer that can be read."""
        client = await self._project.client()
        from storage3.exceptions import StorageApiError  # noqa: PLC0415 - loaded with the client

        try:
            async with asyncio.timeout(BUDGET_S):
                return await work(client.storage)
        except StorageApiError as error:
            raise _RefusedByStorage({str(error.status), error.code, *_status_of(error)}) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise _silent() from error
        except (ValueError, LookupError, TypeError) as error:  # a body that is not what the API gives
            raise _refused(_RefusedByStorage({type(error).__name__})) from error

    async def _download(self, link: str) -> AsyncGenerator[bytes, None]:
        """No budget: the body is read by another task than this one, which has one of its own."""
        http = await self._project.http()
        try:
            async with http.stream("GET", link, extensions=IN_PIECES) as answer:
                if not answer.is_success:
                    reasons = await _reasons(answer)
                    raise _no_bytes() if reasons & MISSING else _refused(_RefusedByStorage(reasons))
                yield b""
                async for chunk in answer.aiter_bytes():
                    yield chunk
        except (httpx.HTTPError, TimeoutError) as error:
            raise _silent() from error


class _Readable(io.RawIOBase):
    """A file as the client takes one. Closing it leaves the file open: it is its owner's."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        piece = self._file.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def _path(file_id: str) -> str:
    if not is_file_id(file_id):
        raise _no_bytes()
    return file_id


def _status_of(error: Exception) -> set[str]:
    """The HTTP status behind a refusal."""
    cause = error.__cause__
    answer = cause if isinstance(cause, httpx.HTTPStatusError) else getattr(cause, "__context__", None)
    return {str(answer.response.status_code)} if isinstance(answer, httpx.HTTPStatusError) else set()


async def _reasons(answer: httpx.Response) -> set[str]:
    """Why it refused. Supabase says so in the body: the status is 400 for much of what elsewhere is 404 or 409."""
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > MAX_SAID_BYTES:
            break
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    words = [str(said.get(name)) for name in ("statusCode", "error", "code")] if isinstance(said, dict) else []
    return {str(answer.status_code), *words}


def _no_bytes() -> NotFound:
    return NotFound("That file is not there any more.")


def _silent() -> SourceUnavailable:
    return SourceUnavailable("The file storage does not answer. Please try again.", source=SOURCE)


def _refused(refusal: _RefusedByStorage) -> SourceUnavailable:
    logger.warning("the file storage refused", extra={"reasons": sorted(refusal.reasons)})
    return SourceUnavailable("The file storage refuses to work right now. Please try again later.", source=SOURCE)
