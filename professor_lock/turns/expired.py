"""Turns whose process has died: what they had said goes into their thread, marked, and their thread is free again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from professor_lock.errors import SourceUnavailable
from professor_lock.logs import SeldomLog
from professor_lock.person import UserContext
from professor_lock.turns.marks import RESTARTING, mark_of
from professor_lock.turns.records import LEASE_S, Ending, TurnRow
from professor_lock.turns.store import TurnStore
from professor_lock.turns.transcript import Said, TurnState

logger = logging.getLogger("professor_lock.turns")

SWEEP_S = 5.0
PRUNE_S = 3600.0


class DeadTurns:
    """Finds and closes them. `is_ours` says whether this process itself is answering a turn."""

    def __init__(self, store: TurnStore, is_ours: Callable[[str], bool]) -> None:
        self._store = store
        self._is_ours = is_ours
        self._blind_until = 0.0
        self._log = SeldomLog(logger)

    def lost_sight(self) -> None:
        """The database could not be reached, perhaps by nobody: give every process a lease's time to come back."""
        self._blind_until = time.monotonic() + LEASE_S

    def is_dead(self, row: TurnRow) -> bool:
        """Whether a running turn has nobody behind it any more."""
        return not row.alive and self._may_close(row)

    def _may_close(self, row: TurnRow) -> bool:
        return not (row.over or self._is_ours(row.id) or time.monotonic() < self._blind_until)

    async def close(self, row: TurnRow) -> None:
        """End a dead turn; whoever comes first does it. A retry leaves its thread as it was."""
        said: list[Said] = []
        mark = mark_of("interrupted", row.thread_id)
        if row.kind != "retry" and mark is not None:
            said = [*_unfinished(row), Said(mark, done=True)]
        ending = Ending("interrupted", RESTARTING, allow_retry=True)
        if await self._store.close_dead(row, ending, UserContext(user_id=row.user_id), said):
            logger.warning("closed a turn whose process has died", extra={"reference": row.id[-12:]})

    async def sweep_forever(self) -> None:
        """Close what is dead every few seconds, and forget what ended long ago."""
        pruned = time.monotonic() - PRUNE_S + 60
        while True:
            try:
                for row in await self._store.dead():
                    if self._may_close(row):
                        await self.close(row)
                if time.monotonic() - pruned > PRUNE_S:
                    pruned = time.monotonic()
                    await self._store.prune()
            except SourceUnavailable as error:
                self.lost_sight()
                self._log.warning("dead turns could not be looked for: %s", error)
            except Exception:  # the next sweep may do better
                logger.exception("closing dead turns failed")
            await asyncio.sleep(SWEEP_S)


def _unfinished(row: TurnRow) -> list[Said]:
    """What the last checkpoint holds; one that cannot be read must not keep the thread locked for ever."""
    try:
        return TurnState.from_json(row.partial).unfinished()
    except (ValueError, KeyError, TypeError):
        logger.exception("a checkpoint could not be read", extra={"reference": row.id[-12:]})
        return []
