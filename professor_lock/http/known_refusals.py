"""Requests that this process knows to be over their minute's limit are refused before anything is done for them.

The first refusal of a user goes the whole way: the caller is verified, the limit is looked at. Its answer is remembered
under a digest of the headers that decide it, until the minute is over: the same headers are the same user, and the same
page's origin. Sends and reads have minutes of their own. Where the server's protocol shares the memory
(`http.early_refusals`), it refuses by itself what has arrived whole.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from professor_lock.clocks import Seconds
from professor_lock.http.middleware import error_response
from professor_lock.limits import too_many
from professor_lock.protocol.requests import counted_as
from professor_lock.words import Words
from professor_lock.words.sentences import sentence

PATH = "/chatkit"
READ_ROUTES = frozenset(
    {("GET", "/chatkit/quiet"), ("GET", "/api/tickets.csv"), ("GET", "/api/me/preferences"), ("GET", "/api/me/export")}
)
"""What counts as a read by its method and path alone."""
FULL = "window_full"
"""In a request's state: the minute that is used up, a `Full`."""
DECIDING = frozenset({b"authorization", b"cookie", b"host", b"origin", b"x-real-ip", b"x-user-id", b"x-user-tier"})
ANEW = frozenset({b"x-request-id", b"retry-after", b"content-length", b"set-cookie", b"date"})
"""Headers of a response that may not be repeated with the next one."""
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Full:
    """For so many seconds all further requests of this window ("send", "read") are refused, in these words."""

    window: str
    seconds: int
    words: Words


@dataclass(frozen=True, slots=True)
class KnownRefusal:
    """What a user's requests of one window are answered with until the clock says `until`."""

    until: float
    window: str
    words: Words
    headers: tuple[tuple[bytes, bytes], ...]

    def answer(self, now: float) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Status, headers and body of one more refusal, counted as one."""
        seconds = int(self.until - now) + 1
        error = too_many(self.window, seconds)
        current = secrets.token_hex(16)
        said = {"message": sentence(str(error), self.words), "code": error.code, "request_id": current}
        body = json.dumps(said).encode()
        headers = [
            *self.headers,
            (b"x-request-id", current.encode()),
            (b"retry-after", b"%d" % seconds),
            (b"content-length", b"%d" % len(body)),
        ]
        return error.status, headers, body


class RefusalMemory:
    """The refusals of one process that still hold. `clock` is seconds that never go back."""

    def __init__(self, clock: Seconds) -> None:
        self.now = clock
        self._refusals: dict[tuple[bytes, str], KnownRefusal] = {}

    def __bool__(self) -> bool:
        return bool(self._refusals)

    def find(self, key: bytes, window: str | None) -> KnownRefusal | None:
        """The refusal for a digest of deciding headers in a window, if it still holds."""
        if window is None:
            return None
        known = self._refusals.get((key, window))
        if known is not None and known.until <= self.now():
            del self._refusals[key, window]
            return None
        return known

    def knows(self, key: bytes) -> bool:
        """Whether anything of these headers may be refused: if not, a body need not be looked at."""
        return (key, "send") in self._refusals or (key, "read") in self._refusals

    def remember(self, key: bytes, full: Full, headers: Iterable[tuple[bytes, bytes]]) -> None:
        """Refuse what has this digest for as long as `full` says, with these headers of a response."""
        if len(self._refusals) >= MOST:
            self._refusals.clear()
        kept = tuple((name, value) for name, value in headers if name.lower() not in ANEW)
        self._refusals[key, full.window] = KnownRefusal(self.now() + full.seconds, full.window, full.words, kept)


class KnownRefusals:
    """ASGI middleware, placed outside of everything that costs time. A body must have begun within `body_s` seconds."""

    def __init__(self, app: ASGIApp, memory: RefusalMemory, *, body_s: float) -> None:
        self.app = app
        self._memory = memory
        self._body_s = body_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not self._memory:  # mostly: then the headers are only looked at again should this request be refused
            await self.app(scope, receive, self._listening(scope, send))
            return
        key = _key_of(scope)
        window = "read" if (scope["method"], scope["path"]) in READ_ROUTES else None
        if window is None and self._memory.knows(key) and (scope["method"], scope["path"]) == ("POST", PATH):
            try:
                async with asyncio.timeout(self._body_s):
                    first = await receive()
            except TimeoutError:
                slow = error_response(408, "The request did not arrive in time.", "too_slow", secrets.token_hex(16))
                await slow(scope, receive, send)
                return
            window = counted_as(first.get("body", b"")) if first["type"] == "http.request" else None
            receive = _after(first, receive)
        known = self._memory.find(key, window)
        if known is None:
            await self.app(scope, receive, self._listening(scope, send))
            return
        status, headers, body = known.answer(self._memory.now())
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _listening(self, scope: Scope, send: Send) -> Send:
        async def listening(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 429:
                full: Full | None = scope.get("state", {}).get(FULL)
                if full is not None:
                    self._memory.remember(_key_of(scope), full, message["headers"])
            await send(message)

        return listening


def _key_of(scope: Scope) -> bytes:
    return digest(scope["headers"], str((scope.get("client") or ("",))[0]))


def digest(headers: Iterable[tuple[bytes, bytes]], client_host: str) -> bytes:
    """What decides a refusal: the headers that name the user and the page, and the client's address."""
    parts = [b"%d %d %b%b" % (len(name), len(value), name, value) for name, value in headers if name in DECIDING]
    return blake2b(b"".join(parts) + client_host.encode(), digest_size=16).digest()


def _after(first: Message, receive: Receive) -> Receive:
    """A request's messages from the beginning, of which the first was read already."""
    waiting = [first]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
