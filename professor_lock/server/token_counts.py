"""Tokens of answers that could not be stored when they ended: kept in memory, and stored as soon as possible."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from professor_lock.errors import SourceUnavailable
from professor_lock.ledger import Ledger, Spending

logger = logging.getLogger("professor_lock.server")

PAUSE_S = 1.0
LAST_TRY_S = 5.0
"""How long a process that must go still tries."""


class TokenCounts:
    """Counts what answers cost; none is lost while this process lives, whatever the database does."""

    def __init__(self, ledger: Ledger, *, pause_s: float = PAUSE_S) -> None:
        self._ledger = ledger
        self._pause_s = pause_s
        self._left: list[Spending] = []
        self._storing: asyncio.Task[None] | None = None

    async def add(self, spending: Spending) -> None:
        """Store what a run used, later when that cannot be done now: that must not cost the answer itself."""
        try:
            await self._ledger.add(spending)
        except SourceUnavailable as error:
            if not self._left:
                logger.warning("an answer's tokens are counted later: %s", error)
            self._left.append(spending)
            if self._storing is None or self._storing.done():
                self._storing = asyncio.create_task(self._store_left())

    async def close(self) -> None:
        """Give what is left a last chance."""
        if self._storing is None or self._storing.done():
            return
        await asyncio.wait((self._storing,), timeout=LAST_TRY_S)
        self._storing.cancel()
        with suppress(asyncio.CancelledError):
            await self._storing
        if self._left:
            logger.error("tokens of answers were not counted", extra={"answers": len(self._left)})

    async def _store_left(self) -> None:
        while self._left:
            try:
                await self._ledger.add(self._left[0])
            except SourceUnavailable:
                await asyncio.sleep(self._pause_s)
            else:
                self._left.pop(0)
