"""The queue between a run and the one who reads its events."""

from __future__ import annotations

import asyncio
from typing import Any


class RunQueue:
    """A queue without a bound and with one reader.

    A run has one for as long as it lasts, and mostly waits: `asyncio.Queue` takes 3 KiB even while it is empty.
    """

    __slots__ = ("_entries", "_waiting")

    def __init__(self) -> None:
        self._entries: list[Any] = []
        self._waiting: asyncio.Future[None] | None = None

    def empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self._entries

    def put_nowait(self, entry: Any) -> None:
        """Add an entry."""
        self._entries.append(entry)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def put(self, entry: Any) -> None:
        """Add an entry, without waiting: the form in which the SDK calls it."""
        self.put_nowait(entry)

    def get_nowait(self) -> Any:
        """The oldest entry, which is removed. Raises asyncio.QueueEmpty."""
        if not self._entries:
            raise asyncio.QueueEmpty
        return self._entries.pop(0)

    async def get(self) -> Any:
        """The oldest entry, which is removed; waits for one."""
        while not self._entries:
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        return self._entries.pop(0)
