"""The end of a process: it begins no turns, gives the running ones their time, and stores the rest as interrupted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from professor_lock.timings import TurnTimings
from professor_lock.turns.turn import Turn


class Drain:
    """Knows when a process has nothing left to answer in its `turns`; `drain_s` is the time that running ones get."""

    def __init__(self, turns: Mapping[str, Turn], *, drain_s: float, timings: TurnTimings) -> None:
        self._turns = turns
        self._drain_s = drain_s
        self._timings = timings
        self._starting = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None
        self._over = False

    @property
    def begun(self) -> bool:
        """Whether this process is about to stop and takes no new turns."""
        return self._task is not None

    @property
    def over(self) -> bool:
        """Whether the running turns have had their time: every stream is to end."""
        return self._over

    @contextmanager
    def starting(self) -> Iterator[None]:
        """A turn is about to begin while this is entered: it is waited for."""
        self._starting += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._starting -= 1
            self.note_idle()

    def note_idle(self) -> None:
        """A turn has ended, or did not begin."""
        if not self._turns and not self._starting:
            self._idle.set()

    async def run(self) -> None:
        """Drain once, however often this is called; until that is over."""
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        await asyncio.shield(self._task)

    async def _run(self) -> None:
        await self._until_idle(self._drain_s)
        for turn in list(self._turns.values()):
            turn.stop("interrupted", reason="restart")
        self._over = True
        await self._until_idle(self._timings.last_store_s)

    async def _until_idle(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
