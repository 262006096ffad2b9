"""What a process does for its running turns all the time: renew their leases, heed what others asked of them, ping."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress

from professor_lock.errors import SourceUnavailable
from professor_lock.turns.expired import DeadTurns
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn

logger = logging.getLogger("professor_lock.turns")

TICK_S = 0.25


class Leases:
    """The leases of this process's `turns`; one that nobody has listened to for `grace_s` is stopped."""

    def __init__(self, store: TurnStore, turns: Mapping[str, Turn], dead: DeadTurns, *, grace_s: float) -> None:
        self._store = store
        self._turns = turns
        self._dead = dead
        self._grace_s = grace_s
        self._wake = asyncio.Event()

    def note_unheard(self, turn: Turn) -> None:
        """The last listener of a turn has gone: others should know soon, and its time of grace runs."""
        turn.heard_at = time.monotonic()
        turn.urgent = True
        self._wake.set()
        asyncio.get_running_loop().call_later(self._grace_s, self._wake.set)

    async def renew_forever(self) -> None:
        """Renew what is due, a few times a second, and stop what nobody has listened to for the time of grace."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_S):
                    await self._wake.wait()
            self._wake.clear()
            now = time.monotonic()
            unheard = [turn for turn in self._turns.values() if self._is_unheard(turn)]
            due = [turn for turn in self._turns.values() if turn.is_due(now) or turn in unheard]
            try:
                if due:
                    await self._renew(due)
            except SourceUnavailable as error:
                self._dead.lost_sight()
                logger.warning("leases could not be renewed: %s", error)
            except Exception:  # a bug here must not cost every running turn its lease
                logger.exception("renewing leases failed")
            for turn in unheard:  # renewed in this moment, so that a listener elsewhere would be known
                if self._is_unheard(turn):
                    turn.stop("stopped")

    def _is_unheard(self, turn: Turn) -> bool:
        """Whether nobody has listened for the time of grace."""
        return not turn.listened and time.monotonic() - turn.heard_at >= self._grace_s

    async def _renew(self, turns: list[Turn]) -> None:
        """Renew these turns' leases with what was said since, and do what was asked of them meanwhile."""
        rows = [turn.renewal(time.monotonic()) for turn in turns]
        try:
            held = await self._store.renew(rows)
        except BaseException:
            for turn in turns:
                turn.not_renewed()
            raise
        for turn in turns:
            if turn.over:
                continue
            state, elsewhere = held.get(turn.new.id, ("lost", False))
            turn.listened_elsewhere = elsewhere
            if elsewhere:
                turn.heard_at = time.monotonic()
            if state == "lost":
                turn.lost = True
                turn.stop("interrupted")
            elif state == "stopping":
                turn.stop("stopped")

    async def ping_forever(self) -> None:
        """Give whoever listens a sign of life where a turn is silent."""
        while True:
            await asyncio.sleep(1.0)
            now = time.monotonic()
            for turn in self._turns.values():
                for listener in turn.listeners:
                    listener.ping(now)
