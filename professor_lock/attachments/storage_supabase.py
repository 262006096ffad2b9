"""Uploaded files in a private bucket of Supabase Storage, with the project's secret key: people never speak to it.

The bucket is made when it is missing. One that is public is refused: whoever knew an id could read the file.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, BinaryIO

import httpx2

from professor_lock.attachments.file_types import ACCEPTED
from professor_lock.attachments.storage import CHUNK_BYTES, SOURCE, Chunks, already_there, is_file_id
from professor_lock.errors import NotFound, SourceUnavailable
from professor_lock.timings import FileStorageTimings

logger = logging.getLogger("professor_lock.attachments")

BUDGET_S = 45.0
"""For one whole file."""
MAX_SAID_BYTES = 64 * 1024
MISSING = frozenset({"404", "not_found", "NoSuchKey", "NoSuchBucket"})
DUPLICATE = frozenset({"409", "Duplicate", "KeyAlreadyExists", "ResourceAlreadyExists"})


class BucketStorage:
    """`FileStorage` over Supabase's HTTP API at `url`, the project's address."""

    def __init__(
        self,
        url: str,
        key: str,
        bucket: str,
        http: httpx2.AsyncClient,
        *,
        max_bytes: int,
        timings: FileStorageTimings | None = None,
    ) -> None:
        self._timings = timings or FileStorageTimings()
        self._api = f"{url}/storage/v1"
        self._bucket = bucket
        self._http = http
        self._max_bytes = max_bytes
        # Supabase's gateway takes a key that is no JWT as a bearer token only where the two agree.
        self._headers = {"authorization": f"Bearer {key}", "apikey": key}
        self._checked = False

    @property
    def place(self) -> str:
        """The bucket and whose it is."""
        return f"bucket {self._bucket} of {self._api.removesuffix('/storage/v1')}"

    async def put(self, file_id: str, body: BinaryIO, size_bytes: int, mime_type: str) -> None:
        """See FileStorage."""
        await self.check()
        headers = {"content-type": mime_type, "content-length": str(size_bytes), "x-upsert": "false"}
        async with self._asked("POST", self._object(file_id), headers=headers, content=_pieces(body)) as answer:
            if answer.is_success:
                return
            why = await _reason(answer)
        if why & DUPLICATE:
            raise already_there()
        if why & MISSING:
            self._checked = False  # the bucket has gone: the next upload makes it again
        raise _refused(answer)

    async def open(self, file_id: str) -> Chunks:
        """See FileStorage."""
        pieces = self._download(file_id)
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
        async with self._asked("DELETE", f"object/{self._bucket}", json={"prefixes": ours}) as answer:
            if not answer.is_success and not (await _reason(answer)) & MISSING:
                raise _refused(answer)

    async def tidy(self) -> None:
        """Supabase keeps nothing of an upload that was cut off."""

    async def check(self) -> None:
        """See FileStorage; makes the bucket where it is missing. Asked once: a bucket seldom changes."""
        if self._checked:
            return
        async with self._asked("GET", f"bucket/{self._bucket}") as answer:
            if not answer.is_success:
                missing = bool((await _reason(answer)) & MISSING)
            else:
                missing = False
                if (await _json(answer)).get("public") is not False:
                    logger.error("the bucket for files is public: make it private, or name another one")
                    raise SourceUnavailable("Files cannot be kept: their storage is not private.", source=SOURCE)
        if missing:
            await self._make()
        elif not answer.is_success:
            raise _refused(answer)
        self._checked = True

    async def _make(self) -> None:
        wanted = {
            "id": self._bucket,
            "name": self._bucket,
            "public": False,
            "file_size_limit": self._max_bytes,
            "allowed_mime_types": list(ACCEPTED),
        }
        async with self._asked("POST", "bucket", json=wanted) as answer:
            if not answer.is_success and not (await _reason(answer)) & DUPLICATE:
                raise _refused(answer)

    async def _download(self, file_id: str) -> AsyncGenerator[bytes, None]:
        path = f"object/authenticated/{self._object(file_id).partition('/')[2]}"
        async with self._asked("GET", path, budget_s=None) as answer:
            if not answer.is_success:
                if (await _reason(answer)) & MISSING:
                    raise NotFound("That file is not there any more.")
                raise _refused(answer)
            yield b""
            async for chunk in answer.aiter_bytes():
                yield chunk

    @asynccontextmanager
    async def _asked(
        self, method: str, path: str, *, budget_s: float | None = BUDGET_S, **request: Any
    ) -> AsyncIterator[httpx2.Response]:
        """One answer while its body can be read; what goes wrong on the way is the storage's failure.

        No budget where the body is read by another task than this one: whoever reads has one of their own.
        """
        headers = self._headers | request.pop("headers", {})
        try:
            async with (
                asyncio.timeout(budget_s),
                self._http.stream(
                    method, f"{self._api}/{path}", headers=headers, timeout=self._timings.timeout_s, **request
                ) as answer,
            ):
                yield answer
        except (httpx2.HTTPError, TimeoutError) as error:
            raise SourceUnavailable("The file storage does not answer. Please try again.", source=SOURCE) from error

    def _object(self, file_id: str) -> str:
        if not is_file_id(file_id):
            raise NotFound("That file is not there any more.")
        return f"object/{self._bucket}/{file_id}"


async def _pieces(body: BinaryIO) -> AsyncGenerator[bytes, None]:
    body.seek(0)
    while chunk := await asyncio.to_thread(body.read, CHUNK_BYTES):
        yield chunk


async def _reason(answer: httpx2.Response) -> set[str]:
    """Why it refused. Supabase says so in the body: the status is 400 for much of what elsewhere is 404 or 409."""
    said = await _json(answer)
    return {str(answer.status_code), *(str(said.get(name)) for name in ("statusCode", "error", "code"))}


async def _json(answer: httpx2.Response) -> dict[str, Any]:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > MAX_SAID_BYTES:
            return {}
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _refused(answer: httpx2.Response) -> SourceUnavailable:
    logger.warning("the file storage refused", extra={"status": answer.status_code})
    return SourceUnavailable("The file storage refuses to work right now. Please try again later.", source=SOURCE)
