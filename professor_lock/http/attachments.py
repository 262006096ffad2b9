"""`POST /attachments/{id}` takes a file's bytes, `GET /attachments/{id}` gives them back. The link names the user."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

from chatkit.types import Attachment
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from professor_lock.attachments.links import Link, Purpose
from professor_lock.errors import BadInput, TooLarge, TooSlow, UnsupportedType
from professor_lock.http.requests import base_url_of
from professor_lock.http.routes import services_of
from professor_lock.protocol.wire import to_json
from professor_lock.user import UserContext
from professor_lock.wiring import Services

UPLOAD_S = 120.0
"""For all of a file's bytes to arrive: a phone on a bad line sends 10 MB in that time."""
FORM_BYTES = 16 * 1024
"""What a form adds to its file: boundaries, headers, a short field or two."""
FILE_HEADERS = {
    "cache-control": "private, no-store",
    # Whatever the bytes are, a browser that opens them runs nothing: it saves them, or shows a picture.
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",  # for the site whose page shows the chat
}


async def upload(request: Request, attachment_id: str, token: str = "") -> Response:
    """Take the bytes of a file that `attachments.create` has announced: a form with the field `file`."""
    services, link, context = _asked(request, "upload", attachment_id, token)
    row = await services.attachments.expected(link, context)
    with services.attachments.arriving(context):
        async with _file_of(request, link.size_bytes) as file:
            taken = await services.attachments.receive(row, file.file, file.size or 0, context)
    return Response(to_json(taken), media_type="application/json", headers={"cache-control": "no-store"})


async def download(request: Request, attachment_id: str, token: str = "") -> Response:
    """A file's bytes. Always to be saved, which an <img> does not mind, and never as a page."""
    services, link, context = _asked(request, "download", attachment_id, token)
    attachment, chunks = await services.attachments.open(link, context)
    headers = {"content-type": attachment.mime_type, "content-disposition": _disposition(attachment)}
    return StreamingResponse(chunks, headers=FILE_HEADERS | headers)


def _asked(request: Request, purpose: Purpose, attachment_id: str, token: str) -> tuple[Services, Link, UserContext]:
    """Whose file is asked for. NotSignedIn unless the link holds, alike for ids that are there and that are not."""
    services = services_of(request)
    link = services.attachments.links.verify(purpose, attachment_id, token)
    context = UserContext(user_id=link.user_id, server_url=base_url_of(request, services.settings))
    request.state.user = context
    return services, link, context


@asynccontextmanager
async def _file_of(request: Request, size_bytes: int) -> AsyncIterator[UploadFile]:
    """The form's file, on disk where it is large, gone afterwards. TooLarge as soon as there is too much of it."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UnsupportedType("Send the file as a form (multipart/form-data) with the field `file`.")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > size_bytes + FORM_BYTES:
        raise _too_large()
    stream = _bounded(request, size_bytes + FORM_BYTES)
    parser = MultiPartParser(request.headers, stream, max_files=1, max_fields=4, max_part_size=FORM_BYTES)
    try:
        form = await parser.parse()
    except _Broken as broken:
        raise broken.reason from broken
    except (MultiPartException, UnicodeError) as error:  # the latter from a charset that is none for text
        raise BadInput("The form with the file could not be read.") from error
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise BadInput("The form has no field `file`.", field="file")
        if (file.size or 0) > size_bytes:
            raise _too_large()
        yield file
    finally:
        await form.close()


class _Broken(MultiPartException):
    """Why reading stopped: the parser closes its files for errors of this kind."""

    def __init__(self, reason: Exception) -> None:
        super().__init__("")
        self.reason = reason


async def _bounded(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes, up to `limit` bytes and UPLOAD_S seconds."""
    deadline = asyncio.get_running_loop().time() + UPLOAD_S
    chunks = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout_at(deadline):
                chunk = await anext(chunks, None)
        except TimeoutError as error:
            raise _Broken(TooSlow("The file took too long to arrive.")) from error
        except ClientDisconnect as error:
            raise _Broken(error) from error
        if chunk is None:
            return
        limit -= len(chunk)
        if limit < 0:
            raise _Broken(_too_large())
        yield chunk


def _too_large() -> TooLarge:
    return TooLarge("The file is larger than was announced.", field="file")


def _disposition(attachment: Attachment) -> str:
    return f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
