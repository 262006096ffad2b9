"""What a process does for its running turns all the time: renew their leases, heed what others asked of them, ping."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress

from professor_lock.errors import SourceUnavailable
from professor_lock.logs import SeldomLog
from professor_lock.turns.expired import DeadTurns
from professor_lock.turns.records import Renewed
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn

logger = logging.getLogger("professor_lock.turns")

AWAY = "The conversation store cannot be reached right now. Please try again in a moment."
TICK_S = 0.25
ALIVE_S = 1.0
"""How often a process that answers says that it lives."""
CHECKPOINT_S = 15.0
"""How long a checkpoint that somebody waits for may take."""


class Leases:
    """The leases of this process's `turns`; one that nobody has listened to for `grace_s` is stopped."""

    def __init__(self, store: TurnStore, turns: Mapping[str, Turn], dead: DeadTurns, *, grace_s: float) -> None:
        self._store = store
        self._turns = turns
        self._dead = dead
        self._grace_s = grace_s
        self._wake = asyncio.Event()
        self._log = SeldomLog(logger)
        self._said_alive_at = -ALIVE_S
        self._checkpoints: dict[Turn, list[asyncio.Future[None]]] = {}

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
                if self._turns and now - self._said_alive_at >= ALIVE_S:
                    self._said_alive_at = now
                    await self._store.say_alive()
                if due:
                    await self._renew(due)
            except SourceUnavailable as error:
                self._dead.lost_sight()
                self._log.warning("leases could not be renewed: %s", error)
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
        renewals = {turn: turn.renewal(time.monotonic()) for turn in turns}
        waiting = {turn: self._checkpoints.pop(turn) for turn in turns if turn in self._checkpoints}
        try:
            held = await self._store.renew(list(renewals.values()))
        except BaseException:
            for turn, renewal in renewals.items():
                turn.not_renewed(renewal)
            for turn, waiters in waiting.items():
                self._checkpoints.setdefault(turn, []).extend(waiters)
            raise
        for turn, renewal in renewals.items():
            row = held.get(turn.new.id)
            if row is not None and not row.renewed:
                turn.not_renewed(renewal)
                self._checkpoints.setdefault(turn, []).extend(waiting.pop(turn, []))
            for waiter in waiting.pop(turn, []):
                if not waiter.done():
                    waiter.set_result(None)
            if not turn.over:
                self._heed(turn, row)

    def _heed(self, turn: Turn, row: Renewed | None) -> None:
        """Do what was asked of a turn elsewhere; without a row its lease is lost."""
        if row is None:
            turn.lost = True
            turn.stop("interrupted")
            return
        turn.listened_elsewhere = row.listened_elsewhere
        if row.listened_elsewhere:
            turn.heard_at = time.monotonic()
        if row.state == "stopping":
            turn.stop("stopped")

    async def checkpoint(self, turn: Turn) -> None:
        """Store what the turn has said so far, and come back when it is; SourceUnavailable when it cannot be."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._checkpoints.setdefault(turn, []).append(stored)
        turn.urgent = True
        self._wake.set()
        try:
            async with asyncio.timeout(CHECKPOINT_S):
                await stored
        except TimeoutError as error:
            raise SourceUnavailable(AWAY, source="the database") from error

    async def ping_forever(self) -> None:
        """Give whoever listens a sign of life where a turn is silent."""
        while True:
            await asyncio.sleep(1.0)
            now = time.monotonic()
            for turn in self._turns.values():
                for listener in turn.listeners:
                    listener.ping(now)
