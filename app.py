"""HTTP: the routes, and the lifespan that has every part of the server built (`wiring`) and closed again.

`create_app(settings)` is what uvicorn runs. Tests give it a `build` of their own to put
other parts into the same graph.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route

from pp_server import ProfessorLockChatKitServer
from professor_lock.clocks import Clocks
from professor_lock.errors import (
    BadInput,
    NotFound,
    NotSignedIn,
    ProfessorLockError,
    SourceUnavailable,
)
from professor_lock.http import admin, personal_data, preferences, routes
from professor_lock.http.attachments import download, upload
from professor_lock.http.bodies import Bodies
from professor_lock.http.connection_bounds import Bounds
from professor_lock.http.hosts import LocalNamesOnly, local_names
from professor_lock.http.known_refusals import KnownRefusals
from professor_lock.http.middleware import (
    Boundary,
    cors,
    error_response,
    refused,
    route_of,
)
from professor_lock.http.openapi import describe
from professor_lock.http.start_gate import StartGate
from professor_lock.http.static import BrowserFiles
from professor_lock.logs import SeldomLog, configure_logging
from professor_lock.metrics import BAD_BODIES, SIGN_INS_REFUSED
from professor_lock.person import hashed_user
from professor_lock.settings import Settings, load_settings, production_warnings, with_development_secrets
from professor_lock.timings import Timings
from professor_lock.wiring import Build, Services, build_services, open_tracer

logger = logging.getLogger("professor_lock.app")


def services_for(settings: Settings, timings: Timings | None = None) -> AbstractAsyncContextManager[Services]:
    """Everything a running server is made of, with `ProfessorLockChatKitServer` as the ChatKit server."""
    return build_services(settings, ProfessorLockChatKitServer, timings)


def create_app(
    settings: Settings | None = None, build: Build = services_for, *, bounds: Bounds | None = None
) -> FastAPI:
    """The application. Without settings they are read from the environment, as uvicorn's factory does."""
    settings = with_development_secrets(settings or load_settings(os.environ))
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_tracer(settings) as app.state.tracer, build(settings) as services:
            app.state.services = services
            for warning in production_warnings(settings):
                logger.warning(warning)
            logger.info(
                "serving",
                extra={"env": settings.env, "auth": settings.auth, "data": settings.data, "model": services.model.name},
            )
            yield

    app = FastAPI(
        title="Professor Lock",
        lifespan=lifespan,
        openapi_url=None if settings.production else "/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # behind a proxy it would redirect to http, which browsers refuse
    )
    app.state.bodies = Bodies(bounds or Bounds())
    describe(app)
    _add_errors(app)
    if not settings.production:
        names, any_address = local_names(settings)
        app.add_middleware(LocalNamesOnly, names=names, any_address=any_address)
    app.state.tracer = None
    app.add_middleware(Boundary, tls_only=settings.production, tracer=lambda: app.state.tracer)
    cors(app, settings)
    app.add_middleware(KnownRefusals, clock=Clocks().steady)
    app.add_middleware(StartGate)
    app.get("/health")(routes.health)
    app.get("/health/ready")(routes.ready)
    app.head("/health", include_in_schema=False)(routes.health)  # what many uptime monitors ask
    app.head("/health/ready", include_in_schema=False)(routes.ready)
    app.get("/metrics")(routes.metrics)
    app.get("/chatkit")(routes.handshake)
    app.post("/chatkit")(routes.chatkit)
    app.get("/chatkit/quiet", include_in_schema=False)(routes.quiet)
    app.post("/chatkit/threads/{thread_id}/stop")(routes.stop)
    app.post("/api/chatkit/session")(routes.session)
    app.get("/api/tickets.csv")(routes.tickets_as_csv)
    app.post("/api/me/export", status_code=202)(personal_data.ask_export)
    app.get("/api/me/export")(personal_data.newest_export)
    app.get("/api/me/exports/{request_id}")(personal_data.download_export)
    app.delete("/api/me", status_code=202)(personal_data.ask_deletion)
    app.get("/api/me/deletions/{request_id}")(personal_data.deletion)
    app.get("/api/me/preferences")(preferences.preferences)
    app.post("/api/me/preferences")(preferences.set_preferences)
    app.post("/attachments/{attachment_id}")(upload)
    app.get("/attachments/{attachment_id}")(download)
    app.get("/api/admin/overview")(admin.overview)
    app.get("/api/admin/users")(admin.users)
    app.get("/api/admin/feedback")(admin.feedback)
    app.get("/api/admin/audit")(admin.audit)
    app.post("/api/admin/act")(admin.act)
    app.get("/admin", include_in_schema=False)(admin.page)
    app.get("/", include_in_schema=False)(routes.page)
    app.get("/chatkit.js", include_in_schema=False)(routes.chatkit_js)
    app.mount("/chatkit-assets", BrowserFiles(routes.STATIC / "chatkit-assets"))
    app.mount("/static", BrowserFiles(routes.STATIC, hidden="catalogue" if settings.production else None))
    return app


def _add_errors(app: FastAPI) -> None:
    app.state.seldom = seldom = SeldomLog(logger)

    def current(request: Request) -> str:
        return str(request.scope.get("state", {}).get("request_id", ""))

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProfessorLockError)
        if isinstance(error, NotSignedIn):
            SIGN_INS_REFUSED.labels(route_of(request.scope)).inc()
        elif isinstance(error, BadInput):
            BAD_BODIES.labels(error.code).inc()
        if isinstance(error, SourceUnavailable):  # while something is away, every request would be such a line
            seldom.warning("refused: %s", error, cause=error.__cause__)
        elif error.status >= 500:
            logger.warning("refused: %s", error, exc_info=error.__cause__)
        elif isinstance(error, NotFound) and (context := getattr(request.state, "user", None)) is not None:
            # Another user's and not there look alike from here too: the line says who asked, never for what.
            user = hashed_user(context.user_id, routes.services_of(request).settings.session_secret)
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
