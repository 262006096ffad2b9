"""When a turn's end was delivered, noted once its stream has ended: a request that came before that is the same one.

The note comes after the stream's last byte. Where the process dies between the two, a client that saw no end asks again
and gets the same answer; the other way round its question would be stored twice. See docs/decisions/0013-sent-again.md.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from professor_lock.db.clock import AtEarliest
from professor_lock.errors import SourceUnavailable
from professor_lock.timings import TurnTimings
from professor_lock.turns.store import TurnStore
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.turns")

Request = tuple[str, str]
"""User and request key."""


@dataclass(slots=True)
class Delivery:
    """A stream of this process that was read to its end at `ended_at` (`time.monotonic()`).

    `noted_at` is the database's time from which on the turn counts as delivered, None until that is written.
    """

    ended_at: float
    writing: asyncio.Task[None] | None = None
    noted_at: datetime | None = None


class Deliveries:
    """The deliveries of one process, the newest of each request, for a while."""

    def __init__(self, store: TurnStore, timings: TurnTimings) -> None:
        self._store = store
        self._timings = timings
        self._known: dict[Request, Delivery] = {}

    def note(self, turn_id: str, request_key: str, context: UserContext) -> None:
        """Note in the background that a turn's end was received. Called just before its stream ends."""
        self._forget_old()
        delivery = Delivery(self._timings.clock())
        self._known.pop((context.user_id, request_key), None)  # so that the oldest come first
        self._known[context.user_id, request_key] = delivery
        delivery.writing = asyncio.create_task(self._write(delivery, turn_id, context))

    async def arrival(self, request_key: str, context: UserContext, came_at: float) -> AtEarliest:
        """The value that the database judges by when a request came (`time.monotonic()`).

        Between processes it is the earliest moment that is possible. A stream that this process had ended before, so
        that the request came after it for certain, is waited for shortly until it is noted, and stays before it.
        """
        earliest = came_at - self._timings.unread_s
        delivery = self._known.get((context.user_id, request_key))
        if delivery is None or delivery.ended_at > came_at:
            return AtEarliest(earliest)
        if delivery.writing is not None:
            await asyncio.wait((delivery.writing,), timeout=self._timings.delivered_wait_s)
        return AtEarliest(earliest, delivery.noted_at)

    async def close(self) -> None:
        """Wait shortly for what is being written."""
        writing = [one.writing for one in self._known.values() if one.writing is not None]
        if writing:
            _, left = await asyncio.wait(writing, timeout=self._timings.delivered_wait_s)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _write(self, delivery: Delivery, turn_id: str, context: UserContext) -> None:
        try:
            await asyncio.sleep(self._timings.last_byte_s)
            delivery.noted_at = await self._store.set_delivered(turn_id, self._timings.clock(), context)
        except SourceUnavailable as error:
            logger.warning("that a turn's end was received could not be stored: %s", error)
        finally:
            delivery.writing = None

    def _forget_old(self) -> None:
        before = self._timings.clock() - self._timings.delivery_known_s
        while self._known:
            request, delivery = next(iter(self._known.items()))
            if delivery.writing is not None or delivery.ended_at > before:
                return
            del self._known[request]
