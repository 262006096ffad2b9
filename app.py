"""HTTP: the routes, and the lifespan that has every part of the server built (`wiring`) and closed again.

`create_app(settings)` is what uvicorn runs. Tests give it a `build` of their own to put
other parts into the same graph.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from hmac import compare_digest
from pathlib import Path
from typing import Any

from chatkit.server import StreamingResult
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.routing import Route

from professor_lock.auth.caller import GUEST_COOKIE, GUEST_COOKIE_MAX_AGE_S, guest_cookie, locale_of
from professor_lock.desk.record import tickets_csv
from professor_lock.desk.self_limits import helpline
from professor_lock.errors import (
    BadInput,
    MalformedRequest,
    NotFound,
    NotSignedIn,
    ProfessorLockError,
    SourceUnavailable,
)
from professor_lock.http.attachments import download, upload
from professor_lock.http.middleware import (
    Boundary,
    client_address,
    cors,
    error_response,
    event_stream,
    json_body,
    quiet_stream,
    read_body,
    refused,
)
from professor_lock.http.openapi import describe
from professor_lock.http.requests import base_url_of
from professor_lock.http.static import BrowserFiles
from professor_lock.logs import configure_logging
from professor_lock.person import UserContext, hashed_user
from professor_lock.settings import Settings, load_settings, production_warnings, with_development_secrets
from professor_lock.wiring import Build, Parts, build_parts

logger = logging.getLogger("professor_lock.app")

CHATKIT_BODY_BYTES = 1024 * 1024
SESSION_BODY_BYTES = 16 * 1024
STATIC = Path(__file__).parent / "static"
FILES = BrowserFiles(STATIC)


def create_app(settings: Settings | None = None, build: Build = build_parts) -> FastAPI:
    """The application. Without settings they are read from the environment, as uvicorn's factory does."""
    settings = with_development_secrets(settings or load_settings(os.environ))
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with build(settings) as parts:
            app.state.parts = parts
            for warning in production_warnings(settings):
                logger.warning(warning)
            logger.info(
                "serving",
                extra={"env": settings.env, "auth": settings.auth, "data": settings.data, "model": parts.model.name},
            )
            yield

    app = FastAPI(
        title="Professor Lock",
        lifespan=lifespan,
        openapi_url=None if settings.production else "/openapi.json",
        redirect_slashes=False,  # behind a proxy it would redirect to http, which browsers refuse
    )
    app.docs_url = app.redoc_url = None
    describe(app)
    _add_errors(app)
    app.add_middleware(Boundary, tls_only=settings.production)
    cors(app, settings)
    app.get("/health")(health)
    app.get("/health/ready")(ready)
    app.head("/health", include_in_schema=False)(health)  # what many uptime monitors ask
    app.head("/health/ready", include_in_schema=False)(ready)
    app.get("/metrics")(metrics)
    app.get("/chatkit")(handshake)
    app.post("/chatkit")(chatkit)
    app.get("/chatkit/quiet", include_in_schema=False)(quiet)
    app.post("/chatkit/threads/{thread_id}/stop")(stop)
    app.post("/api/chatkit/session")(session)
    app.get("/api/tickets.csv")(tickets_as_csv)
    app.post("/attachments/{attachment_id}")(upload)
    app.get("/attachments/{attachment_id}")(download)
    app.get("/", include_in_schema=False)(page)
    app.get("/chatkit.js", include_in_schema=False)(chatkit_js)
    app.mount("/chatkit-assets", BrowserFiles(STATIC / "chatkit-assets"))
    app.mount("/static", BrowserFiles(STATIC, hidden="catalogue" if settings.production else None))
    return app


async def health() -> dict[str, str]:
    """Liveness: the process answers."""
    return {"status": "ok"}


async def ready(request: Request) -> JSONResponse:
    """Readiness, part by part; 503 when a turn could not be answered."""
    parts = _parts(request)
    database = "ok"
    try:
        await parts.pool.ping()
    except SourceUnavailable as error:
        logger.warning("not ready: %s", error)
        database = "unreachable"
    ok = database == "ok" and not parts.turns.draining
    body = {
        "status": "ok" if ok else "unavailable",
        "database": database,
        "draining": parts.turns.draining,
        "model": {"name": parts.model.name, "demo": parts.model.demo},
        "data": {part.part: {"state": part.state, "detail": part.detail} for part in parts.sources.statuses},
        "auth": parts.settings.auth,
        "warnings": production_warnings(parts.settings),
    }
    return JSONResponse(body, status_code=200 if ok else 503)


async def metrics(request: Request) -> Response:
    """Prometheus text; in production only with the admin token, and not at all without one."""
    settings = _parts(request).settings
    if settings.admin_token is None and settings.production:
        raise NotFound("There is no such page.")
    if settings.admin_token is not None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not compare_digest(given.encode(), settings.admin_token.encode()):
            raise NotSignedIn("The metrics need the admin token.")
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def handshake(request: Request) -> dict[str, Any]:
    """What a client may want to know before it speaks ChatKit."""
    parts = _parts(request)
    demo = parts.model.demo or any(part.state == "demo" for part in parts.sources.statuses)
    return {
        "status": "ok",
        "service": "professor-lock",
        "resume": True,
        "stop": True,
        "demo": demo,
        "attachments": parts.attachments.offer,
        "helpline": helpline(None, locale_of(request)).line,
    }


async def chatkit(request: Request) -> Response:
    """The ChatKit protocol: an event stream for streaming requests, JSON for the others."""
    parts = _parts(request)
    context = await _caller(request)
    body = await read_body(request, CHATKIT_BODY_BYTES)
    headers = _guest_headers(request, context)
    result = await parts.server.process(body, context)
    if isinstance(result, StreamingResult):
        return await event_stream(result.json_events, headers)
    return Response(result.json, media_type="application/json", headers=headers)


async def quiet(request: Request) -> Response:
    """A stream that only pings: `manage.py doctor --url` sees by it what a silent answer would meet on the way."""
    parts = _parts(request)
    context = await _caller(request)
    await parts.limits.take_read(context)
    return await event_stream(quiet_stream(lambda: parts.turns.draining), _guest_headers(request, context))


async def stop(request: Request, thread_id: str) -> dict[str, bool]:
    """Stop what is being answered in a thread; for clients that can say so instead of just hanging up."""
    parts = _parts(request)
    context = await _caller(request)
    await parts.limits.take_read(context)
    return {"stopped": await parts.server.stop(thread_id, context)}


async def session(request: Request) -> JSONResponse:
    """A short-lived client secret to send as a Bearer token to /chatkit. Writes no row."""
    parts = _parts(request)
    given = _session_request(await read_body(request, SESSION_BODY_BYTES))
    address = client_address(request, trust_proxy=parts.settings.trust_proxy)
    try:
        context = await parts.auth.authorize_minting(request, given)
    except NotSignedIn:
        # Only vain attempts count by address: whoever forwards a forgery through a site's backend must not lock it out.
        await parts.limits.take_mint(address)
        raise
    if parts.settings.auth == "headers" and not parts.settings.production:
        await parts.limits.take_mint(address)  # nobody has proved anything: the address is all there is to count by
    else:
        await parts.limits.take_mint_for(context)
    secret = parts.auth.mint(context.user_id, tier=context.tier, email=context.email)
    logger.info(
        "ChatKit session created",
        extra={
            "user": hashed_user(context.user_id, parts.settings.session_secret),
            "expires_at": secret.expires_at.isoformat(),
        },
    )
    body = {
        "client_secret": secret.value,
        "expires_at": int(secret.expires_at.timestamp()),
        "user": {"id": context.user_id, "tier": context.tier, "email": context.email},
    }
    return JSONResponse(body, headers={**_guest_headers(request, context), "cache-control": "no-store"})


async def tickets_as_csv(request: Request) -> Response:
    """The caller's own tickets as a CSV file, newest first."""
    parts = _parts(request)
    context = await _caller(request)
    await parts.limits.take_read(context)
    text = tickets_csv(await parts.desk.tickets.all_mine(context))
    headers = {"content-disposition": 'attachment; filename="tickets.csv"', "cache-control": "no-store"}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers | _guest_headers(request, context))


async def page(request: Request) -> Response:
    """The page that lets anyone try the server."""
    return await FILES.get_response("index.html", request.scope)


async def chatkit_js(request: Request) -> Response:
    """The open ChatKit element."""
    return await FILES.get_response("chatkit.js", request.scope)


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


async def _caller(request: Request) -> UserContext:
    """Who calls, verified; what is refused from here on is logged with their hash."""
    parts = _parts(request)
    context = replace(await parts.auth.authenticate(request), server_url=base_url_of(request, parts.settings))
    request.state.user = context
    return context


def _guest_headers(request: Request, context: UserContext) -> dict[str, str]:
    """Remember a guest in their own browser, so that the next request is theirs too."""
    guest = guest_cookie(context, request)
    if guest is None:
        return {}
    cookie = f"{GUEST_COOKIE}={guest}; Path=/; Max-Age={GUEST_COOKIE_MAX_AGE_S}; HttpOnly; SameSite=Lax"
    return {"set-cookie": cookie}


def _session_request(body: bytes) -> dict[str, Any]:
    try:
        given = json_body(body)
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("The body is not valid JSON.") from error
    if not isinstance(given, dict):
        raise BadInput("The body must be a JSON object.")
    return given


def _add_errors(app: FastAPI) -> None:
    def current(request: Request) -> str:
        return str(request.scope.get("state", {}).get("request_id", ""))

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProfessorLockError)
        if error.status >= 500:
            logger.warning("refused: %s", error, exc_info=error.__cause__)
        elif isinstance(error, NotFound) and (context := getattr(request.state, "user", None)) is not None:
            # Somebody else's and not there look alike from here too: the line says who asked, never for what.
            user = hashed_user(context.user_id, _parts(request).settings.session_secret)
            logger.info("access_denied", extra={"path": request.scope["path"], "user": user})
        return refused(error, current(request))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        message = {404: "There is no such page.", 405: "That method is not allowed here."}.get(error.status_code)
        headers = dict(error.headers or {})
        if error.status_code == 405:  # GET and POST of one path are two routes, and the error names the first one's
            path = request.scope["path"]
            there = (route for route in app.routes if isinstance(route, Route) and route.path_regex.match(path))
            headers["allow"] = ", ".join(sorted({method for route in there for method in route.methods or ()}))
        return error_response(
            error.status_code, message or str(error.detail), f"http_{error.status_code}", current(request), headers
        )

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return error_response(422, f"{where}: {first['msg']}", "invalid_request", current(request))

    app.add_exception_handler(ProfessorLockError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
