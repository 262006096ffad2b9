"""One listener of a turn: what was said since it last looked, in one piece."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from types import TracebackType
from typing import Any

from chatkit.types import ErrorEvent

from professor_lock.protocol.wire import PING, PING_S, frame

MAX_BEHIND_BYTES = 8 * 1024 * 1024
"""A listener that has fallen this far behind is let go; it can re-join and be caught up in short."""
TOO_SLOW = "The connection is too slow to follow this answer. Reload the page to see it."


class Listener(AsyncGenerator[bytes, None]):
    """The stream of a request that listens. `aclose` ends it at any time, also before it was ever read.

    `left` is called when it leaves, `received` before that when everything there was has been handed on. A class and
    not a generator function, because a generator that was never started does not run its clean-up.
    """

    def __init__(self, left: Callable[[Listener], None], received: Callable[[], Awaitable[None]]) -> None:
        self._left = left
        self._received = received
        self._frames: list[bytes] = []
        self._bytes = 0
        self._news = asyncio.Event()
        self._closed = False
        self._behind = False
        self._gone = False
        self._spoke = time.monotonic()

    def put(self, data: bytes) -> None:
        """Add a frame, or let a hopelessly slow listener go."""
        if self._closed:
            return
        self._frames.append(data)
        self._bytes += len(data)
        self._spoke = time.monotonic()
        self._news.set()
        if self._bytes > MAX_BEHIND_BYTES:
            self._behind = True
            self._frames = [frame(ErrorEvent(message=TOO_SLOW, allow_retry=False))]
            self.close()

    def ping(self, now: float) -> None:
        """A sign of life when nothing was said for long; `now` is `time.monotonic()`."""
        if now - self._spoke >= PING_S:
            self.put(PING)

    def close(self) -> None:
        """No more will come; what is there can still be read."""
        self._closed = True
        self._news.set()

    async def __anext__(self) -> bytes:
        """Everything put so far in one piece; waits for the first of it."""
        while not self._frames:
            if self._closed:
                if not self._behind:
                    await self._received()  # whoever reads on has sent all that it was given
                await self.aclose()
                raise StopAsyncIteration
            self._news.clear()
            await self._news.wait()
        chunk = b"".join(self._frames)
        self._frames.clear()
        self._bytes = 0
        return chunk

    async def asend(self, value: None) -> bytes:
        """As `__anext__`: nothing can be sent in."""
        return await self.__anext__()

    async def athrow(self, typ: Any, val: Any = None, tb: TracebackType | None = None) -> bytes:
        """Leave, and raise what was thrown in."""
        await self.aclose()
        raise val if isinstance(val, BaseException) else typ

    async def aclose(self) -> None:
        """Leave the turn, once."""
        if not self._gone:
            self._gone = True
            self.close()
            self._left(self)
