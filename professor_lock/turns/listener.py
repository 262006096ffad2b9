"""One request that listens to a turn: frames wait here until its response is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from types import TracebackType
from typing import Any

from chatkit.types import ErrorEvent

from professor_lock.protocol.wire import PING, frame
from professor_lock.timings import TurnTimings
from professor_lock.turns.records import TIMINGS
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

MAX_BEHIND_BYTES = 8 * 1024 * 1024
"""A listener that has fallen this far behind is let go; it can re-join and be caught up in short."""
TOO_SLOW = "The connection is too slow to follow this answer. Reload the page to see it."


class Listener(AsyncGenerator[bytes, None]):
    """The stream of a request that listens. `aclose` ends it at any time, also before it was ever read.

    `left` is called when it leaves, `received` before that when everything there was has been handed on. A class and
    not a generator function, because a generator that was never started does not run its clean-up.
    """

    def __init__(
        self,
        left: Callable[[Listener], None],
        received: Callable[[], Awaitable[None]],
        *,
        timings: TurnTimings = TIMINGS,
        max_behind_bytes: int = MAX_BEHIND_BYTES,
        words: Words = ENGLISH,
    ) -> None:
        self._left = left
        self._received = received
        self._timings = timings
        self._max_behind_bytes = max_behind_bytes
        self._words = words
        self._frames: list[bytes] = []
        self._bytes = 0
        self._waiting: asyncio.Future[None] | None = None
        self._write: Callable[[bytes], bool] | None = None
        self._reader_waits = False
        self._closed = False
        self._behind = False
        self._gone = False
        self._spoke = timings.clock()

    def put_now(self, data: bytes) -> None:
        """Add a frame that is written at once where that can be done: text that is being said."""
        waits = self._reader_waits and not self._frames and not self._closed
        if waits and self._write is not None and self._write(data):
            self._spoke = self._timings.clock()
        else:
            self.put(data)

    def put(self, data: bytes) -> None:
        """Add a frame, or let a hopelessly slow listener go. Frames that come together are written together."""
        if self._closed:
            return
        self._frames.append(data)
        self._bytes += len(data)
        self._spoke = self._timings.clock()
        if self._write is None or not self._reader_waits:
            self._wake()
        elif len(self._frames) == 1:
            asyncio.get_running_loop().call_soon(self._write_all)
        if self._bytes > self._max_behind_bytes:
            self._behind = True
            self._frames = [frame(ErrorEvent(message=sentence(TOO_SLOW, self._words), allow_retry=False))]
            self.close()

    def write_by(self, write: Callable[[bytes], bool]) -> None:
        """From now on frames go to `write` while the reader of this waits for the next one.

        `write` answers False when it cannot take one now: that one, and what follows until it was read, is read.
        """
        self._write = write

    def _write_all(self) -> None:
        """Write what has come together, or have it read where that cannot be done now."""
        if not self._frames or not self._reader_waits or self._write is None:
            return
        if self._write(b"".join(self._frames)):
            self._frames.clear()
            self._bytes = 0
        else:
            self._wake()

    def _wake(self) -> None:
        """Have the reader look at what there is, if it waits."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def ping(self) -> None:
        """A sign of life when nothing was said for long."""
        if self._timings.clock() - self._spoke >= self._timings.ping_s:
            self.put(PING)

    def close(self) -> None:
        """No more will come; what is there can still be read."""
        self._closed = True
        self._wake()

    async def __anext__(self) -> bytes:
        """Everything put so far in one piece; waits for the first of it."""
        while not self._frames:
            if self._closed:
                if not self._behind:
                    await self._received()  # a listener that reads on has sent all that it was given
                await self.aclose()
                raise StopAsyncIteration
            self._waiting = asyncio.get_running_loop().create_future()
            self._reader_waits = True
            try:
                await self._waiting
            finally:
                self._reader_waits = False
                self._waiting = None
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
