"""Answers one route without FastAPI's routing, dependencies and exit stacks, which that route makes no use of.

All middleware of ours stays around it, and errors are answered by the application's own handlers: what differs is the
processor time of a request, about a twentieth of a short answer's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

Handler = Callable[[Request], Awaitable[Response]]


class ShortWay:
    """ASGI middleware, the innermost: gives requests with this method and path to `handler`, and others to the app.

    The application must have a route to the same handler: requests name it in metrics and traces, and one that is not
    recognised here (under another root path) goes there.
    """

    def __init__(self, app: ASGIApp, *, method: str, path: str, handler: Handler) -> None:
        self.app = app
        self._method, self._path, self._handler = method, path, handler
        self._route: Route | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["path"] != self._path
            or scope["method"] != self._method
            or scope.get("root_path")
        ):
            await self.app(scope, receive, send)
            return
        application: FastAPI = scope["app"]
        scope["route"] = self._route = self._route or self._route_of(application)
        request = Request(scope, receive, send)
        try:
            response = await self._handler(request)
        except Exception as error:
            answer = _answer_to(error, application)
            if answer is None:
                raise
            response = await answer(request, error)
        await response(scope, receive, send)

    def _route_of(self, application: FastAPI) -> Route:
        return next(
            one
            for one in application.routes
            if isinstance(one, Route) and one.path == self._path and self._method in (one.methods or ())
        )


def _answer_to(error: Exception, application: FastAPI) -> Callable[[Request, Exception], Awaitable[Response]] | None:
    """The application's handler of an error, None where it has none: that of the nearest class, as Starlette does."""
    handlers: dict[Any, Any] = application.exception_handlers
    return next((handlers[kind] for kind in type(error).__mro__ if kind in handlers), None)
