"""That a turn's end was delivered, noted once its stream has ended: the same request again is a new one then.

The note comes after the stream's last byte. Where the process dies between the two, a client that saw no end asks again
and gets the same answer; the other way round its question would be stored twice.
"""

from __future__ import annotations

import asyncio
import logging

from professor_lock.errors import SourceUnavailable
from professor_lock.timings import TurnTimings
from professor_lock.turns.store import TurnStore
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.turns")

Request = tuple[str, str]
"""User and request key."""


class Deliveries:
    """The notes that one process is writing."""

    def __init__(self, store: TurnStore, timings: TurnTimings) -> None:
        self._store = store
        self._timings = timings
        self._writing: dict[Request, asyncio.Task[None]] = {}

    def note(self, turn_id: str, request_key: str, context: UserContext) -> None:
        """Note in the background that a turn's end was received. Called just before its stream ends."""
        request = (context.user_id, request_key)
        task = asyncio.create_task(self._write(turn_id, context))
        self._writing[request] = task
        task.add_done_callback(lambda done: self._forget(request, done))

    async def settle(self, request_key: str, context: UserContext) -> None:
        """Wait shortly for the note of a stream that this same request has just read to its end."""
        task = self._writing.get((context.user_id, request_key))
        if task is not None:
            await asyncio.wait((task,), timeout=self._timings.delivered_wait_s)

    async def close(self) -> None:
        """Wait shortly for what is being written."""
        if self._writing:
            _, left = await asyncio.wait(self._writing.values(), timeout=self._timings.delivered_wait_s)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _write(self, turn_id: str, context: UserContext) -> None:
        await asyncio.sleep(self._timings.last_byte_s)
        try:
            await self._store.set_delivered(turn_id, True, context)
        except SourceUnavailable as error:
            logger.warning("that a turn's end was received could not be stored: %s", error)

    def _forget(self, request: Request, done: asyncio.Task[None]) -> None:
        if self._writing.get(request) is done:
            del self._writing[request]
