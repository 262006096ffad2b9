"""Sends that this process knows to be over their minute's limit are refused before anything is done for them.

The first refusal of a user goes the whole way: the caller is verified, the limit is looked at. Its answer is remembered
under a digest of the headers that decide it, until the minute is over: the same headers are the same user, and the same
page's origin. What only reads has other limits and goes on.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from hashlib import blake2b

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from professor_lock.clocks import Seconds
from professor_lock.limits import too_many_sends
from professor_lock.protocol.requests import is_send

PATH = "/chatkit"
FULL_FOR = "sends_full_for_s"
"""In a request's state: for so many seconds every further send of this user is refused."""
DECIDING = frozenset(
    {b"authorization", b"cookie", b"host", b"origin", b"x-real-ip"}
    | {b"x-user-id", b"x-user-tier", b"x-user-email", b"accept-language", b"x-user-timezone"}
)
ANEW = frozenset({b"x-request-id", b"retry-after", b"content-length", b"set-cookie", b"date"})
"""Headers of a response that may not be repeated with the next one."""
MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Refusal:
    until: float
    headers: tuple[tuple[bytes, bytes], ...]


class KnownRefusals:
    """ASGI middleware, placed outside of everything that costs time. `clock` is seconds that never go back."""

    def __init__(self, app: ASGIApp, clock: Seconds) -> None:
        self.app = app
        self._now = clock
        self._refusals: dict[bytes, _Refusal] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        key = _digest(scope)
        known = self._refusals.get(key)
        if known is None:
            await self.app(scope, receive, self._listening(scope, key, send))
            return
        seconds = int(known.until - self._now()) + 1
        if known.until <= self._now():
            del self._refusals[key]
            await self.app(scope, receive, self._listening(scope, key, send))
            return
        first = await receive()
        if first["type"] == "http.request" and not first.get("more_body") and is_send(first.get("body", b"")):
            await _refuse(known, seconds, send)
        else:
            await self.app(scope, _after(first, receive), send)

    def _listening(self, scope: Scope, key: bytes, send: Send) -> Send:
        async def listening(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 429:
                seconds = scope.get("state", {}).get(FULL_FOR)
                if seconds is not None:
                    self._remember(key, seconds, message)
            await send(message)

        return listening

    def _remember(self, key: bytes, seconds: int, message: Message) -> None:
        if len(self._refusals) >= MOST:
            self._refusals.clear()
        headers = tuple((name, value) for name, value in message["headers"] if name.lower() not in ANEW)
        self._refusals[key] = _Refusal(self._now() + seconds, headers)


def _digest(scope: Scope) -> bytes:
    digest = blake2b(digest_size=16)
    for name, value in scope["headers"]:
        if name in DECIDING:
            digest.update(b"%d %d " % (len(name), len(value)) + name + value)
    digest.update(str((scope.get("client") or ("",))[0]).encode())
    return digest.digest()


async def _refuse(known: _Refusal, seconds: int, send: Send) -> None:
    error = too_many_sends(seconds)
    current = secrets.token_hex(16)
    body = json.dumps({"message": str(error), "code": error.code, "request_id": current}).encode()
    headers = [
        *known.headers,
        (b"x-request-id", current.encode()),
        (b"retry-after", b"%d" % seconds),
        (b"content-length", b"%d" % len(body)),
    ]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _after(first: Message, receive: Receive) -> Receive:
    """A request's messages from the beginning, of which the first was read already."""
    waiting = [first]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
