"""`/api/me`: a user's own data as a zip, and the deletion of all of it. A blocked user may ask for both."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from professor_lock.errors import NotSignedIn
from professor_lock.http.requests import base_url_of
from professor_lock.http.routes import body_of, caller_of, guest_headers, json_object, services_of
from professor_lock.personal_data.service import Answer
from professor_lock.user import UserContext

BODY_BYTES = 16 * 1024
ARCHIVE_HEADERS = {
    "cache-control": "private, no-store",
    "content-disposition": 'attachment; filename="my-data.zip"',
    "x-content-type-options": "nosniff",
}


async def ask_export(request: Request) -> Response:
    """Begin to export all of the caller's data. `GET /api/me/export` says when it is there, and where."""
    services = services_of(request)
    context = await caller_of(request, though_blocked=True)
    await services.limits.take_send(context)
    return _told(await services.personal_data.ask_export(context), request, context, 202)


async def newest_export(request: Request) -> Response:
    """The caller's newest export: `state` open or done, and when done the `url` of a zip, good until `expires_at`."""
    services = services_of(request)
    context = await caller_of(request, though_blocked=True)
    await services.limits.take_read(context)
    return _told(await services.personal_data.newest_export(context), request, context)


async def download_export(request: Request, request_id: str, token: str = "") -> Response:
    """The zip of a finished export. The link says whose it is."""
    services = services_of(request)
    user_id = services.personal_data.links.verify(request_id, token)
    request.state.user = context = UserContext(user_id=user_id, server_url=base_url_of(request, services.settings))
    await services.limits.take_read(context)
    export, chunks = await services.personal_data.open_export(request_id, context)
    headers = {"content-length": str(export.size_bytes)}
    return StreamingResponse(chunks, media_type="application/zip", headers=ARCHIVE_HEADERS | headers)


async def ask_deletion(request: Request) -> Response:
    """Delete all that there is of the caller's, which cannot be undone: the body has to say so.

    The id in the answer is the receipt: `GET /api/me/deletions/{id}` says when all is gone.
    """
    services = services_of(request)
    context = await caller_of(request, though_blocked=True)
    await services.limits.take_send(context)
    given = json_object(await body_of(request, BODY_BYTES))
    return _told(await services.personal_data.ask_deletion(given.get("confirm"), context), request, context, 202)


async def deletion(request: Request, request_id: str) -> Response:
    """How far a deletion is. Once it is done nobody is named any more: the id of the receipt is enough."""
    services = services_of(request)
    try:
        context: UserContext | None = await caller_of(request, though_blocked=True)
    except NotSignedIn:
        context = None
    if context is not None:
        await services.limits.take_read(context)
    answer = await services.personal_data.deletion(request_id, context)
    return _told(answer, request, context)


def _told(answer: Answer, request: Request, context: UserContext | None, status: int = 200) -> JSONResponse:
    """A request as its user sees it; times are ISO 8601 in UTC."""
    asked = answer.request
    body: dict[str, Any] = {"id": asked.id, "kind": asked.kind, "state": asked.state, "counts": asked.outcome}
    times = {
        "requested_at": asked.requested_at,
        "finished_at": asked.finished_at,
        "expires_at": asked.expires_at,
    }
    body |= {name: moment.isoformat() for name, moment in times.items() if moment is not None}
    if asked.size_bytes is not None:
        body["size_bytes"] = asked.size_bytes
    if answer.url is not None:
        body["url"] = answer.url
    headers = {"cache-control": "no-store"} | (guest_headers(request, context) if context is not None else {})
    return JSONResponse(body, status_code=status, headers=headers)
