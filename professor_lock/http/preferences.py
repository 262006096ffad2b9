"""`/api/me/preferences`: how a user wants prices written, for the menu of a page."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from professor_lock.errors import BadInput
from professor_lock.http.routes import body_of, caller_of, guest_headers, json_object, services_of
from professor_lock.user import UserContext

BODY_BYTES = 4 * 1024


async def preferences(request: Request) -> Response:
    """The caller's preferences: `odds_format` is american, decimal or fractional, `language` a tag such as "de"."""
    services = services_of(request)
    context = await caller_of(request)
    await services.limits.take_read(context)
    return _told(request, await services.desk.preferences.applied(context))


async def set_preferences(request: Request) -> Response:
    """Keep `odds_format`, `language` (null: the browser's) or both; with `thread_id` the prices that the caller's
    conversation shows are written anew.
    """
    services = services_of(request)
    context = await caller_of(request)
    await services.limits.take_send(context)
    given = json_object(await body_of(request, BODY_BYTES))
    thread_id = given.get("thread_id")
    if thread_id is not None and (not isinstance(thread_id, str) or not 0 < len(thread_id) <= 200):
        raise BadInput("thread_id is the id of a conversation.", field="thread_id")
    wanted: dict[str, object] = {name: given[name] for name in ("odds_format", "language") if name in given}
    if not wanted:
        raise BadInput("Give odds_format or language.", field="odds_format")
    preferring = await services.server.prefer(wanted, thread_id, context)
    return _told(request, preferring)


def _told(request: Request, context: UserContext) -> Response:
    headers = {"cache-control": "no-store"} | guest_headers(request, context)
    return JSONResponse({"odds_format": context.odds_format, "language": context.language}, headers=headers)
