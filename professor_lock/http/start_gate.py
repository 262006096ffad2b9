"""Requests start in turns of their senders, a few in each pass of the event loop.

All tasks of one process share one queue. A burst of a hundred requests would put a hundred tasks before the next step
of everybody else's answer; each is short, together they are not. Here the burst waits in a queue of its own sender, and
each pass of the loop starts `AT_ONCE` requests, of different senders first. A request that meets no others does not
wait.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque

from starlette.types import ASGIApp, Receive, Scope, Send

from professor_lock.http.connection_bounds import HEALTH_PATHS

AT_ONCE = 2
"""Requests that start in one pass of the event loop."""
SENDER_HEADERS = (b"authorization", b"x-user-id", b"cookie")


class StartGate:
    """ASGI middleware; the outermost, so that nothing is done for a request before its turn."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()
        self._started = 0
        self._draining = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in HEALTH_PATHS:
            await self._turn(scope)
        await self.app(scope, receive, send)

    async def _turn(self, scope: Scope) -> None:
        loop = asyncio.get_running_loop()
        if not self._draining:
            self._draining = True
            loop.call_soon(self._pass, loop)
        if self._started < AT_ONCE and not self._waiting:
            self._started += 1
            return
        mine: asyncio.Future[None] = loop.create_future()
        self._waiting.setdefault(_sender(scope), deque()).append(mine)
        await mine

    def _pass(self, loop: asyncio.AbstractEventLoop) -> None:
        """A pass of the loop: start what may, one of each sender in turn, and come back while there is more."""
        self._started = 0
        while self._waiting and self._started < AT_ONCE:
            sender, queue = self._waiting.popitem(last=False)
            first = queue.popleft()
            if queue:
                self._waiting[sender] = queue  # at the end: everybody else comes first
            if not first.done():
                self._started += 1
                first.set_result(None)
        self._draining = bool(self._started)
        if self._draining:
            loop.call_soon(self._pass, loop)


def _sender(scope: Scope) -> int:
    """The sender as the headers name it, hashed. Unverified: only the order of requests depends on it."""
    headers = dict(scope["headers"])
    said = next((headers[name] for name in SENDER_HEADERS if name in headers), b"")
    return hash(said or (scope.get("client") or ("",))[0])
