"""HTTP: the routes, and the lifespan that has every part of the server built (`wiring`) and closed again.

`create_app(settings)` is what uvicorn runs. Tests give it a `build` of their own to put
other parts into the same graph.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from pp_server import ProfessorLockChatKitServer
from professor_lock.clocks import Clocks
from professor_lock.development_secret import with_development_secrets
from professor_lock.http import admin, personal_data, preferences, routes
from professor_lock.http.attachments import download, upload
from professor_lock.http.bodies import Bodies
from professor_lock.http.connection_bounds import Bounds
from professor_lock.http.error_answers import add_error_answers
from professor_lock.http.hosts import LocalNamesOnly, local_names
from professor_lock.http.known_refusals import KnownRefusals, RefusalMemory
from professor_lock.http.middleware import (
    Boundary,
    cors,
)
from professor_lock.http.openapi import describe
from professor_lock.http.short_way import ShortWay
from professor_lock.http.start_gate import StartGate
from professor_lock.http.static import BrowserFiles
from professor_lock.logs import configure_logging
from professor_lock.settings import Settings
from professor_lock.settings_reading import load_settings, production_warnings
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
            if settings.production:  # there the first request has a token, and the event loop would wait for imports
                threading.Thread(target=services.auth.warm_up, name="tokens", daemon=True).start()
            yield

    app = FastAPI(
        title="Professor Lock",
        lifespan=lifespan,
        openapi_url=None if settings.production else "/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # behind a proxy it would redirect to http, which browsers refuse
    )
    app.state.tracer = None
    app.state.bodies = Bodies(bounds or Bounds())
    app.state.refusals = RefusalMemory(Clocks().steady)
    describe(app)
    add_error_answers(app)
    _add_middleware(app, settings)
    _add_routes(app)
    _add_files(app, settings)
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """What every request passes; the last added is the first to see it."""
    app.add_middleware(ShortWay, method="POST", path="/chatkit", handler=routes.chatkit)
    if not settings.production:
        names, any_address = local_names(settings)
        app.add_middleware(LocalNamesOnly, names=names, any_address=any_address)
    app.add_middleware(Boundary, tls_only=settings.production, tracer=lambda: app.state.tracer)
    cors(app, settings)
    app.add_middleware(KnownRefusals, memory=app.state.refusals, body_s=app.state.bodies.within_s)
    app.add_middleware(StartGate)


def _add_routes(app: FastAPI) -> None:
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


def _add_files(app: FastAPI, settings: Settings) -> None:
    """The pages, and what browsers load for them."""
    app.get("/admin", include_in_schema=False)(admin.page)
    app.get("/", include_in_schema=False)(routes.page)
    app.get("/chatkit.js", include_in_schema=False)(routes.chatkit_js)
    app.get("/favicon.ico", include_in_schema=False)(routes.favicon)
    app.mount("/chatkit-assets", BrowserFiles(routes.STATIC / "chatkit-assets"))
    app.mount("/static", BrowserFiles(routes.STATIC, hidden="catalogue" if settings.production else None))
