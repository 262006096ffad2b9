"""What every request passes through: request ids, one shape for errors, CORS, security headers, bodies, event streams.

Plain ASGI: nothing here buffers a stream, and a failure inside still leaves with CORS headers, so that a browser can
read it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Protocol, runtime_checkable

from chatkit.types import ErrorEvent
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from professor_lock import tracing
from professor_lock.clocks import Seconds
from professor_lock.errors import INTERNAL_MESSAGE, ProfessorLockError
from professor_lock.http.connection_protocol import DIRECT_WRITE, WHEN_GONE
from professor_lock.logs import request_id
from professor_lock.metrics import OTHER, REQUESTS
from professor_lock.protocol.wire import PING, frame
from professor_lock.settings import Settings
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

logger = logging.getLogger("professor_lock.http")

REQUEST_ID_HEADER = "x-request-id"
CORS_MAX_AGE_S = 7200  # the most that Chromium keeps
ALLOWED_HEADERS = (
    "authorization",
    "content-type",
    "accept",
    "accept-language",
    "chatkit-frame-instance-id",
    "x-user-id",
    "x-user-email",
    "x-user-tier",
    "x-user-timezone",
    "x-request-id",
)
EXPOSED_HEADERS = ("Retry-After", "X-Request-Id")
SSE_HEADERS = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
}
SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
}
TLS_ONLY = {"strict-transport-security": "max-age=31536000"}
"""For a year, this host alone: in production an edge before the server speaks TLS. Over plain HTTP nobody reads it."""
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
REQUEST_ID, CSP = REQUEST_ID_HEADER.encode(), b"content-security-policy"
PAGE_POLICY = CONTENT_SECURITY_POLICY.encode()
OTHER_POLICY = b"default-src 'none'; frame-ancestors 'none'"
NO_SUCH_PAGE = "There is no such page."
UNTRACED = frozenset({"/health", "/health/ready", "/metrics"})
"""What machines ask every few seconds."""
QUIET_LOOK_S = 0.5
"""How often a quiet stream sees whether the process is about to stop."""


class Boundary:
    """Gives each request an id, logs it, adds the security headers, and turns what escapes into a JSON error."""

    def __init__(
        self, app: ASGIApp, *, tls_only: bool = False, tracer: Callable[[], tracing.Tracer | None] = lambda: None
    ) -> None:
        self.app = app
        self._tracer = tracer
        security = SECURITY_HEADERS | (TLS_ONLY if tls_only else {})
        self._security = [(name.encode(), value.encode()) for name, value in security.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        tracer = None if scope["path"] in UNTRACED else self._tracer()
        with tracing.root(tracer, scope["method"], "server", http__request__method=scope["method"]) as span:
            status = await self._answer(scope, receive, send)
            span.set("http.route", route_of(scope))
            span.set("http.response.status_code", status)
            if status >= 500:
                span.fail(str(status))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> int:
        """Answer a request; its status, 0 where none was sent."""
        current = _request_id(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = current
        token = request_id.set(current)
        began = time.perf_counter()
        status = 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _mark(message, current, self._security)
            await send(message)

        try:
            if holds_nul(scope):
                await error_response(404, NO_SUCH_PAGE, "http_404", current)(scope, receive, send_marked)
            else:
                await self.app(scope, receive, send_marked)
        except ClientDisconnect:
            logger.info("the caller hung up", extra={"path": scope["path"]})
        except Exception:
            logger.exception("unhandled error", extra={"path": scope["path"]})
            if status:
                raise
            await error_response(500, INTERNAL_MESSAGE, "internal", current)(scope, receive, send_marked)
        finally:
            millis = round((time.perf_counter() - began) * 1000, 1)
            REQUESTS.labels(route_of(scope), str(status)).inc()
            extra = {"method": scope["method"], "path": scope["path"], "status": status, "ms": millis}
            logger.log(logging.DEBUG if scope["path"] == "/health" else logging.INFO, "request", extra=extra)
            request_id.reset(token)
        return status


def holds_nul(scope: Scope) -> bool:
    """Whether the address of a request holds NUL, which is in no id, no link and no name of a file.

    What bodies hold is checked in `protocol.incoming`.
    """
    return "\x00" in scope["path"] or b"%00" in scope.get("query_string", b"")


def route_of(scope: Scope) -> str:
    """The path of the route that answered, as `app.py` has it; one word for whatever no route knows."""
    return str(getattr(scope.get("route"), "path", OTHER))


@runtime_checkable
class WritesByItself(Protocol):
    """A source of chunks that can hand some of them to a function instead of its reader."""

    def write_by(self, write: Callable[[bytes], bool]) -> None:
        """Hand what comes while the reader waits to `write`, which answers False when it cannot take it now."""


class EventStream(Response):
    """A server-sent event stream. It closes its source when the client disconnects, and not before.

    `first` is what the source has given already, `words` the user's: what breaks it off is said in that language.
    """

    def __init__(
        self, first: bytes, chunks: AsyncGenerator[bytes, None], headers: Mapping[str, str], words: Words = ENGLISH
    ) -> None:
        super().__init__(status_code=200, headers={**SSE_HEADERS, **headers})
        del self.headers["content-length"]
        self._first = first
        self._chunks = chunks
        self._words = words
        self._write: Callable[[bytes], bool] | None = None
        self._is_sending = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the source ends or the caller has gone.

        Where the server offers it, a source that can write by itself is given the function that writes to the socket
        (`DIRECT_WRITE`), and the server tells by itself that the caller has gone (`WHEN_GONE`).
        """
        extensions = scope.get("extensions", {})
        self._write = extensions.get(DIRECT_WRITE)
        when_gone: Callable[[Callable[[], None] | None], None] | None = extensions.get(WHEN_GONE)
        sending = asyncio.current_task()
        assert sending is not None
        left = False

        def leave(_: object = None) -> None:
            nonlocal left
            if self._is_sending:
                left = True
                sending.cancel()

        watching: asyncio.Task[None] | None = None
        if when_gone is not None:
            when_gone(leave)
        else:
            watching = asyncio.create_task(_disconnected(receive))
            watching.add_done_callback(leave)
        self._is_sending = True
        try:
            await self._send(send)
        except asyncio.CancelledError:
            if not left or sending.uncancel():
                raise
        finally:
            self._is_sending = False
            if when_gone is not None:
                when_gone(None)
            if watching is not None:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
            await self._chunks.aclose()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        try:
            await send({"type": "http.response.body", "body": self._first, "more_body": True})
            if self._write is not None and isinstance(self._chunks, WritesByItself):
                self._chunks.write_by(self._write)
            async for chunk in self._chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except ProfessorLockError as error:
            logger.warning("a stream broke off: %s", type(error).__name__)
            await send(_error_chunk(sentence(str(error), self._words), retry=error.retryable))
        except Exception:
            logger.exception("a stream failed")
            await send(_error_chunk(sentence(INTERNAL_MESSAGE, self._words), retry=True))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def event_stream(
    chunks: AsyncGenerator[bytes, None], headers: Mapping[str, str], words: Words = ENGLISH
) -> EventStream:
    """A response whose first chunk is already there: what fails before it can still be an HTTP status."""
    try:
        first = await anext(chunks)
    except StopAsyncIteration:
        first = b""
    except BaseException:
        await chunks.aclose()
        raise
    return EventStream(first, chunks, headers, words)


async def quiet_stream(leaving: Callable[[], bool], ping_s: float, steady: Seconds) -> AsyncGenerator[bytes, None]:
    """A stream with nothing to say: one ping at once, one after `ping_s`, and the end.

    It shows of a deployment whether pings come through, without a model that thinks for long.
    `leaving` says that the process is about to stop: then it ends early.
    """
    yield PING
    due = steady() + ping_s
    while (left := due - steady()) > 0:
        if leaving():
            return
        await asyncio.sleep(min(left, QUIET_LOOK_S))
    yield PING


def client_address(request: Request, *, trust_proxy: bool) -> str:
    """Where a request comes from. X-Real-IP counts only behind a proxy that sets it: any client can send one."""
    edge = request.headers.get("x-real-ip", "").strip() if trust_proxy else ""
    return edge[:64] or (request.client.host if request.client is not None else "unknown")


def error_response(
    status: int, message: str, code: str, current: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The one shape of an error: ChatKit's client shows `message`, programs read `code`, operators `request_id`."""
    body = {"message": message, "code": code, "request_id": current}
    if (trace := tracing.trace_id()) != "":
        body["trace_id"] = trace
    return JSONResponse(body, status_code=status, headers=dict(headers or {}))


def refused(error: ProfessorLockError, current: str, words: Words = ENGLISH) -> JSONResponse:
    """An error of ours as a response, said in a language."""
    headers = {} if error.retry_after_s is None else {"retry-after": str(error.retry_after_s)}
    if error.status == 401:
        headers["www-authenticate"] = "Bearer"
    return error_response(error.status, sentence(str(error), words), error.code, current, headers)


def cors(app: Starlette, settings: Settings) -> None:
    """Let the configured sites' pages call this server. `*` in an origin stands for one host label or port."""
    exact = [origin for origin in settings.allowed_origins if "*" not in origin]
    patterns = [_origin_pattern(origin) for origin in settings.allowed_origins if "*" in origin]
    if not settings.production:
        patterns.append(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")
    app.add_middleware(
        CORSMiddleware,
        allow_origins=exact,
        allow_origin_regex="|".join(f"(?:{pattern})" for pattern in patterns) or None,
        allow_methods=["GET", "POST", "OPTIONS"],
        allow_headers=list(ALLOWED_HEADERS),
        expose_headers=list(EXPOSED_HEADERS),
        max_age=CORS_MAX_AGE_S,
    )


def _origin_pattern(origin: str) -> str:
    return re.escape(origin).replace(r"\*", r"[A-Za-z0-9-]+")


def _request_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID_HEADER, "")
    return given if re.fullmatch(r"[A-Za-z0-9._-]{8,64}", given) else secrets.token_hex(16)


def _mark(message: Message, current: str, security: Sequence[tuple[bytes, bytes]]) -> None:
    """Put the request's id and the security headers into a response's head; those it has itself stay."""
    given = [one for one in message.get("headers", ()) if one[0] != REQUEST_ID]
    names = {name for name, _ in given}
    html = any(name == b"content-type" and value.startswith(b"text/html") for name, value in given)
    given.append((REQUEST_ID, current.encode("latin-1")))
    given += [one for one in security if one[0] not in names]
    if CSP not in names:
        given.append((CSP, PAGE_POLICY if html else OTHER_POLICY))
    message["headers"] = given


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _error_chunk(message: str, *, retry: bool) -> Message:
    body = frame(ErrorEvent(message=message, allow_retry=retry))
    return {"type": "http.response.body", "body": body, "more_body": True}
