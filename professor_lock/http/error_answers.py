"""How errors leave over HTTP: ours by their status, FastAPI's own in the same shape, and what is logged of them."""

from __future__ import annotations

import logging
from typing import cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route

from professor_lock.auth.caller import language_asked
from professor_lock.errors import (
    BadInput,
    NotFound,
    NotSignedIn,
    ProfessorLockError,
    RateLimited,
    SourceUnavailable,
)
from professor_lock.http.known_refusals import FULL, Full
from professor_lock.http.middleware import (
    NO_SUCH_PAGE,
    error_response,
    refused,
    route_of,
)
from professor_lock.http.routes import services_of
from professor_lock.logs import SeldomLog
from professor_lock.metrics import BAD_BODIES, SIGN_INS_REFUSED
from professor_lock.user import UserContext, hashed_user
from professor_lock.words import Words, words_of

logger = logging.getLogger("professor_lock.app")


def add_error_answers(app: FastAPI) -> None:
    """Answer every error of our own tree, every HTTP error of Starlette and every invalid request as JSON."""
    app.state.seldom = SeldomLog(logger)
    app.add_exception_handler(ProfessorLockError, _own_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)


async def _own_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProfessorLockError)
    if isinstance(error, NotSignedIn):
        SIGN_INS_REFUSED.labels(route_of(request.scope)).inc()
    elif isinstance(error, BadInput):
        BAD_BODIES.labels(error.code).inc()
    if isinstance(error, SourceUnavailable):  # while something is away, every request would be such a line
        request.app.state.seldom.warning("refused: %s", error, cause=error.__cause__)
    elif error.status >= 500:
        logger.warning("refused: %s", error, exc_info=error.__cause__)
    elif isinstance(error, NotFound) and (context := getattr(request.state, "user", None)) is not None:
        # Another user's and not there look alike from here too: the line says who asked, never for what.
        user = hashed_user(context.user_id, services_of(request).settings.session_secret)
        logger.info("access_denied", extra={"path": request.scope["path"], "user": user})
    words = _words(request)
    if isinstance(error, RateLimited) and error.window is not None and error.retry_after_s is not None:
        # The wait was rounded up: not to refuse a moment too long, it counts a second less here.
        setattr(request.state, FULL, Full(error.window, error.retry_after_s - 1, words))
    return refused(error, _request_id(request), words)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = {404: NO_SUCH_PAGE, 405: "That method is not allowed here."}.get(error.status_code)
    headers = dict(error.headers or {})
    if error.status_code == 405:  # GET and POST of one path are two routes, and the error names the first one's
        path = request.scope["path"]
        routes = (one for one in request.app.routes if isinstance(one, Route) and one.path_regex.match(path))
        headers["allow"] = ", ".join(sorted({method for route in routes for method in route.methods or ()}))
    return error_response(
        error.status_code, message or str(error.detail), f"http_{error.status_code}", _request_id(request), headers
    )


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return error_response(422, f"{where}: {first['msg']}", "invalid_request", _request_id(request))


def _words(request: Request) -> Words:
    """The texts of the user's language, where they are known, else of their browser's."""
    user = getattr(request.state, "user", None)
    return words_of(language_asked(request)) if user is None else cast(UserContext, user).words


def _request_id(request: Request) -> str:
    return str(request.scope.get("state", {}).get("request_id", ""))
