"""The handlers of the routes: what each request is answered with. `app.py` has the table of routes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from hmac import compare_digest
from pathlib import Path
from typing import Any

from chatkit.server import StreamingResult
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from prometheus_client import CONTENT_TYPE_LATEST

from professor_lock.auth.caller import GUEST_COOKIE, GUEST_COOKIE_MAX_AGE_S, guest_cookie, language_asked, locale_of
from professor_lock.desk.record import tickets_csv
from professor_lock.desk.self_limits import helpline
from professor_lock.desk.tickets import Ticket
from professor_lock.errors import (
    BadInput,
    NotFound,
    NotSignedIn,
    ReadOnly,
    SourceUnavailable,
)
from professor_lock.http.bodies import Bodies
from professor_lock.http.middleware import (
    client_address,
    event_stream,
    quiet_stream,
)
from professor_lock.http.requests import base_url_of
from professor_lock.http.static import BrowserFiles
from professor_lock.metrics import exposition
from professor_lock.protocol.first_use import models_in_the_background
from professor_lock.protocol.incoming import read_json
from professor_lock.protocol.requests import counted_as
from professor_lock.settings_reading import production_warnings
from professor_lock.user import OddsFormat, UserContext, hashed_user
from professor_lock.wiring import Services
from professor_lock.words import words_of
from professor_lock.words.sentences import sentence

logger = logging.getLogger("professor_lock.app")

CHATKIT_BODY_BYTES = 1024 * 1024
SESSION_BODY_BYTES = 16 * 1024
READY_FOR_S = 1.0
STATIC = Path(__file__).parents[2] / "static"
FILES = BrowserFiles(STATIC)


async def health() -> dict[str, str]:
    """Liveness: the process answers."""
    return {"status": "ok"}


async def ready(request: Request) -> JSONResponse:
    """Readiness, part by part; 503 when a turn could not be answered.

    The database's part is at most READY_FOR_S old: a flood of questions costs it nothing.
    """
    services = services_of(request)
    database = await _database_state(request.app, services)
    ok = database == "ok" and not services.turns.draining
    body = {
        "status": "ok" if ok else "unavailable",
        "database": database,
        "draining": services.turns.draining,
        "model": {"name": services.model.name, "demo": services.model.demo},
        "data": {part.part: {"state": part.state, "detail": part.detail} for part in services.sources.statuses},
        **({"shards": shards} if (shards := request.app.state.shards_seen) else {}),
        "broker": {"state": services.broker.state.part, "detail": services.broker.state.detail},
        "auth": services.settings.auth,
        "warnings": production_warnings(services.settings),
    }
    return JSONResponse(body, status_code=200 if ok else 503)


async def _database_state(app: FastAPI, services: Services) -> str:
    """The word for the database, "ok" when it answers; asked once for all who want to know within READY_FOR_S."""
    asked: asyncio.Task[str] | None = getattr(app.state, "database_asked", None)
    asked_at: float = getattr(app.state, "database_asked_at", 0.0)
    if asked is None or (asked.done() and services.clocks.steady() - asked_at > READY_FOR_S):
        asked = app.state.database_asked = asyncio.create_task(_ask_database(app, services))
        app.state.database_asked_at = services.clocks.steady()
    return await asyncio.shield(asked)


async def _ask_database(app: FastAPI, services: Services) -> str:
    app.state.shards_seen = await _shard_states(services)
    try:
        await services.pool.ping()
    except SourceUnavailable as error:
        app.state.seldom.warning("not ready: %s", error)
        return "read-only" if isinstance(error, ReadOnly) else "unreachable"
    return "ok"


async def _shard_states(services: Services) -> dict[str, str]:
    """Of each database, where there are several, whether it answers: one that does not costs its own users only."""
    databases = services.pool.every()
    if len(databases) == 1:
        return {}
    asked = await asyncio.gather(*(one.ping() for one in databases), return_exceptions=True)
    return {
        str(place): "unreachable" if isinstance(found, BaseException) else "ok" for place, found in enumerate(asked, 1)
    }


async def metrics(request: Request) -> Response:
    """Prometheus text; in production only with the admin token, and not at all without one."""
    settings = services_of(request).settings
    if settings.admin_token is None and settings.production:
        raise NotFound("There is no such page.")
    if settings.admin_token is not None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not compare_digest(given.encode(), settings.admin_token.encode()):
            raise NotSignedIn("The metrics need the admin token.")
    return Response(exposition(), media_type=CONTENT_TYPE_LATEST)


async def handshake(request: Request) -> dict[str, Any]:
    """The server's name, and what it accepts, for a client that is about to speak ChatKit."""
    services = services_of(request)
    demo = services.model.demo or any(part.state == "demo" for part in services.sources.statuses)
    return {
        "status": "ok",
        "service": "professor-lock",
        "resume": True,
        "stop": True,
        "demo": demo,
        "attachments": services.attachments.offer,
        "helpline": sentence(helpline(None, locale_of(request)).line, words_of(language_asked(request))),
    }


async def chatkit(request: Request) -> Response:
    """The ChatKit protocol: an event stream for streaming requests, JSON for the others."""
    services = services_of(request)
    context = await caller_of(request)
    body = await body_of(request, CHATKIT_BODY_BYTES)
    headers = guest_headers(request, context)
    if counted_as(body) == "send":
        services.limits.refuse_known(context)
    result = await services.server.process(body, context)
    if isinstance(result, StreamingResult):
        return await event_stream(result.json_events, headers, context.words)
    return Response(result.json, media_type="application/json", headers=headers)


async def quiet(request: Request) -> Response:
    """A stream that only pings: `manage.py doctor --url` sees by it what a silent answer would meet on the way."""
    services = services_of(request)
    context = await caller_of(request)
    await services.limits.take_read(context)
    quiet = quiet_stream(lambda: services.turns.draining, services.timings.turns.ping_s, services.clocks.steady)
    return await event_stream(quiet, guest_headers(request, context))


async def stop(request: Request, thread_id: str) -> dict[str, bool]:
    """Stop what is being answered in a thread; for clients that can say so instead of just hanging up."""
    services = services_of(request)
    context = await caller_of(request)
    await services.limits.take_read(context)
    return {"stopped": await services.server.stop(thread_id, context)}


async def session(request: Request) -> JSONResponse:
    """A short-lived client secret to send as a Bearer token to /chatkit. Writes no row."""
    services = services_of(request)
    given = json_object(await body_of(request, SESSION_BODY_BYTES))
    address = _address(request)
    try:
        context = await services.auth.authorize_minting(request, given)
        services.standing.check(context, though_blocked=True)  # their own data are theirs to ask for
    except NotSignedIn:
        # Only failed attempts count by address: forged tokens sent through a site's backend must not lock it out.
        await services.limits.take_mint(address)
        raise
    models_in_the_background()
    if services.settings.auth == "headers" and not services.settings.production:
        await services.limits.take_mint(address)  # the caller is not verified: attempts are counted by address
    else:
        await services.limits.take_mint_for(context)
    secret = services.auth.mint(context.user_id, tier=context.tier, email=context.email)
    logger.info(
        "ChatKit session created",
        extra={
            "user": hashed_user(context.user_id, services.settings.session_secret),
            "expires_at": secret.expires_at.isoformat(),
        },
    )
    body = {
        "client_secret": secret.value,
        "expires_at": int(secret.expires_at.timestamp()),
        "user": {"id": context.user_id, "tier": context.tier, "email": context.email},
    }
    return JSONResponse(body, headers={**guest_headers(request, context), "cache-control": "no-store"})


async def tickets_as_csv(request: Request) -> Response:
    """The caller's own tickets as a CSV file, newest first."""
    services = services_of(request)
    context = await caller_of(request)
    await services.limits.take_read(context)
    headers = {"content-disposition": 'attachment; filename="tickets.csv"', "cache-control": "no-store"}
    headers |= guest_headers(request, context)
    pages = services.desk.tickets.pages(context)
    async with services.limits.reading(context):
        first = await anext(pages)  # what fails here can still be an HTTP status
    return StreamingResponse(
        _csv_of(first, pages, (await services.desk.preferences.applied(context)).odds_format),
        media_type="text/csv; charset=utf-8",
        headers=headers,
    )


async def _csv_of(
    first: list[Ticket], pages: AsyncGenerator[list[Ticket], None], odds_format: OddsFormat
) -> AsyncIterator[str]:
    """The CSV of all tickets, a page at a time: only one is in memory."""
    yield tickets_csv(first, odds_format)
    async with aclosing(pages):
        async for page in pages:
            yield tickets_csv(page, odds_format, header=False)


async def page(request: Request) -> Response:
    """The page on which the server can be tried."""
    return await FILES.get_response("index.html", request.scope)


async def chatkit_js(request: Request) -> Response:
    """The open ChatKit element. Who loads it will ask something soon."""
    models_in_the_background()
    return await FILES.get_response("chatkit.js", request.scope)


async def favicon(request: Request) -> Response:
    """The icon, at the address that browsers ask for whatever a page names."""
    return await FILES.get_response("icon.svg", request.scope)


def services_of(request: Request) -> Services:
    """The services of the app that serves this request."""
    services: Services = request.app.state.services
    return services


async def body_of(request: Request, limit: int) -> bytes:
    """The whole body of a request, at most `limit` bytes."""
    bodies: Bodies = request.app.state.bodies
    return await bodies.read(request, limit, address=_address(request))


def _address(request: Request) -> str:
    return client_address(request, trust_proxy=services_of(request).settings.trust_proxy)


async def caller_of(request: Request, *, though_blocked: bool = False) -> UserContext:
    """Who calls, verified; what is refused from here on is logged with their hash. Forbidden for a blocked user, but
    for what they may do `though_blocked`.
    """
    services = services_of(request)
    context = replace(await services.auth.authenticate(request), server_url=base_url_of(request, services.settings))
    request.state.user = context
    services.standing.check(context, though_blocked=though_blocked)
    return context


def guest_headers(request: Request, context: UserContext) -> dict[str, str]:
    """Remember a guest in their own browser, so that the next request is theirs too."""
    guest = guest_cookie(context, request)
    if guest is None:
        return {}
    cookie = f"{GUEST_COOKIE}={guest}; Path=/; Max-Age={GUEST_COOKIE_MAX_AGE_S}; HttpOnly; SameSite=Lax"
    if services_of(request).settings.production:
        cookie += "; Secure"
    return {"set-cookie": cookie}


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object of a body, {} of an empty one."""
    given = read_json(body) if body.strip() else {}
    if not isinstance(given, dict):
        raise BadInput("The body must be a JSON object.")
    return given
