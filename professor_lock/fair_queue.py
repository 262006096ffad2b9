"""A queue in which users take turns, however much each of them has waiting."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from professor_lock.errors import RateLimited


class FairQueue:
    """At most `at_once` pieces of work, `at_once_each` of one user; those that wait are let in user by user.

    So one user's hundred requests delay another's one by at most the work under way. More than `waiting_each` of one
    user are refused. One event loop's.
    """

    def __init__(self, *, at_once: int, at_once_each: int, waiting_each: int) -> None:
        self._at_once, self._at_once_each, self._waiting_each = at_once, at_once_each, waiting_each
        self._working: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, user: str) -> AsyncIterator[None]:
        """Wait for this user's turn, and hold it for the block. RateLimited when too many of theirs wait already."""
        await self._enter(user)
        try:
            yield
        finally:
            self._leave(user)

    async def _enter(self, user: str) -> None:
        queue = self._waiting.get(user)
        if queue is None and self._may_work(user) and not self._waiting_could_work():
            self._working[user] += 1
            return
        if queue is None:
            queue = self._waiting[user] = deque()
        elif len(queue) >= self._waiting_each:
            raise RateLimited("Too many requests at the same time. Please wait a moment.", retry_after_s=1)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # let in and cancelled in the same moment
                self._leave(user)
            else:
                self._forget(user, mine)
            raise

    def _leave(self, user: str) -> None:
        self._working[user] -= 1
        if self._working[user] <= 0:
            del self._working[user]
        self._let_in()

    def _let_in(self) -> None:
        """Let in one of each user that waits, in turn, as long as there is room."""
        while self._working.total() < self._at_once:
            user = next((user for user in self._waiting if self._may_work(user)), None)
            if user is None:
                return
            queue = self._waiting.pop(user)
            following = queue.popleft()
            if queue:
                self._waiting[user] = queue  # at the end: everybody else comes first
            if not following.done():
                self._working[user] += 1
                following.set_result(None)

    def _may_work(self, user: str) -> bool:
        return self._working[user] < self._at_once_each and self._working.total() < self._at_once

    def _waiting_could_work(self) -> bool:
        return any(self._may_work(user) for user in self._waiting)

    def _forget(self, user: str, mine: asyncio.Future[None]) -> None:
        queue = self._waiting.get(user)
        if queue is not None and mine in queue:
            queue.remove(mine)
            if not queue:
                del self._waiting[user]
