"""When a turn's end was delivered, noted once its stream has ended: a request that came before that is the same one.

The note comes after the stream's last byte. Where the process dies between the two, a client that saw no end asks again
and gets the same answer; the other way round its question would be stored twice. See docs/decisions/0013-sent-again.md.
"""

from __future__ import annotations

import asyncio
import logging
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime

from professor_lock.db.clock import AtEarliest
from professor_lock.errors import SourceUnavailable
from professor_lock.timings import TurnTimings
from professor_lock.turns.records import Received
from professor_lock.turns.store import TurnStore
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.turns")

Request = tuple[str, str]
"""User and request key."""


@dataclass(slots=True, eq=False)
class Delivery:
    """A stream of this process that was read to its end at `ended_at` (`time.monotonic()`).

    `noted_at` is the database's time from which on the turn counts as delivered, None until that is written. `over`:
    it was written, or given up.
    """

    turn_id: str
    context: UserContext
    ended_at: float
    noted_at: datetime | None = None
    over: bool = False
    _awaited: asyncio.Future[None] | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether the same request was sent again, and waits for this."""
        return self._awaited is not None

    async def wait(self, seconds: float) -> None:
        """Until it is over, at most so long."""
        if self._awaited is None:
            self._awaited = asyncio.get_running_loop().create_future()
        await asyncio.wait((self._awaited,), timeout=seconds)

    def end(self) -> None:
        """It was written, or given up."""
        self.over = True
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(None)


class Deliveries:
    """The deliveries of one process, the newest of each request, for a while.

    Between two statements that note deliveries is a pause, so that a busy process notes many in one. One that a request
    waits for ends the pause.
    """

    def __init__(self, store: TurnStore, timings: TurnTimings) -> None:
        self._store = store
        self._timings = timings
        self._known: dict[Request, Delivery] = {}
        self._leaving: dict[Delivery, asyncio.TimerHandle] = {}
        """Those whose last byte may not have left yet."""
        self._left: list[tuple[Delivery, Received]] = []
        self._writing: asyncio.Task[None] | None = None
        self._alone: set[asyncio.Task[None]] = set()
        self._hurry = asyncio.Event()

    def note(self, turn_id: str, request_key: str, context: UserContext) -> None:
        """Note in the background that a turn's end was received. Called just before its stream ends."""
        self._forget_old()
        delivery = Delivery(turn_id, context, self._timings.clock())
        self._known.pop((context.user_id, request_key), None)  # so that the oldest come first
        self._known[context.user_id, request_key] = delivery
        loop = asyncio.get_running_loop()
        self._leaving[delivery] = loop.call_later(self._timings.last_byte_s, self._has_left, delivery)

    async def arrival(self, request_key: str, context: UserContext, came_at: float) -> AtEarliest:
        """The value that the database judges by when a request came (`time.monotonic()`).

        Between processes it is the earliest moment that is possible. A stream that this process had ended before, so
        that the request came after it for certain, is waited for shortly until it is noted, and stays before it.
        """
        earliest = came_at - self._timings.unread_s
        delivery = self._known.get((context.user_id, request_key))
        if delivery is None or delivery.ended_at > came_at:
            return AtEarliest(earliest)
        if not delivery.over:
            self._hurry.set()
            await delivery.wait(self._timings.delivered_wait_s)
        return AtEarliest(earliest, delivery.noted_at)

    async def close(self) -> None:
        """Wait shortly for what is being written; what could not be written by then is given up."""
        self._hurry.set()
        waiting = [delivery for delivery in self._known.values() if not delivery.over]
        if waiting:
            await asyncio.gather(*(one.wait(self._timings.delivered_wait_s) for one in waiting))
        for timer in self._leaving.values():
            timer.cancel()
        self._leaving.clear()
        writing = [*self._alone, *([self._writing] if self._writing is not None else [])]
        for task in writing:
            task.cancel()
        await asyncio.gather(*writing, return_exceptions=True)

    def _has_left(self, delivery: Delivery) -> None:
        """The last byte of its stream has had time to leave: from now on it counts as delivered."""
        del self._leaving[delivery]
        self._left.append((delivery, Received(delivery.turn_id, delivery.context, self._timings.clock())))
        if delivery.is_awaited:
            self._hurry.set()
        if self._writing is None:
            # In a context of its own: it writes for many requests, and belongs to none of them.
            self._writing = asyncio.create_task(self._write_all(), context=Context())

    async def _write_all(self) -> None:
        try:
            while self._left:
                together, self._left = self._left, []
                self._hurry.clear()
                await self._write(together)
                try:
                    async with asyncio.timeout(self._timings.deliveries_s):
                        await self._hurry.wait()
                except TimeoutError:
                    continue
        finally:
            self._writing = None

    async def _write(self, together: list[tuple[Delivery, Received]]) -> None:
        """Write them in one statement; what it leaves out is written alone, where nothing else waits for it."""
        try:
            noted: dict[str, datetime] = {}
            if len(together) > 1:
                noted = await self._store.deliveries.note_many([received for _, received in together])
        except SourceUnavailable as error:
            logger.warning("that %d turns' ends were received could not be stored: %s", len(together), error)
            for delivery, _ in together:
                delivery.end()
            return
        except Exception:  # one of them is at fault: alone, each fails or is written by itself
            logger.exception("that turns' ends were received could not be stored together")
            noted = {}
        for delivery, received in together:
            delivery.noted_at = noted.get(delivery.turn_id)
            if delivery.noted_at is not None:
                delivery.end()
                continue
            task = asyncio.create_task(self._write_alone(delivery, received))
            self._alone.add(task)
            task.add_done_callback(self._alone.discard)

    async def _write_alone(self, delivery: Delivery, received: Received) -> None:
        try:
            delivery.noted_at = await self._store.deliveries.note(received)
        except SourceUnavailable as error:
            logger.warning("that a turn's end was received could not be stored: %s", error)
        finally:
            delivery.end()

    def _forget_old(self) -> None:
        before = self._timings.clock() - self._timings.delivery_known_s
        while self._known:
            request, delivery = next(iter(self._known.items()))
            if not delivery.over or delivery.ended_at > before:
                return
            del self._known[request]
