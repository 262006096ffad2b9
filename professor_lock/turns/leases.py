"""What a process does all the time: renew the leases of its turns, heed what others asked of them, close expired ones.

An expired turn is one whose process has died: what it had said goes into its thread, marked, and the thread is free.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress

from professor_lock.errors import SourceUnavailable
from professor_lock.logs import SeldomLog
from professor_lock.metrics import EXPIRED
from professor_lock.timings import TurnTimings
from professor_lock.turns.records import LEASE_S, TIMINGS, Ending, TurnRow
from professor_lock.turns.runner import RESTARTING, mark_of
from professor_lock.turns.store import TurnStore
from professor_lock.turns.transcript import Transcript, TranscriptItem
from professor_lock.turns.turn import Turn
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.turns")

AWAY = "The conversation store cannot be reached right now. Please try again in a moment."
PING_TICK_S = 1.0


class ExpiredTurns:
    """Finds and closes them. `is_ours` says whether this process itself is answering a turn."""

    def __init__(self, store: TurnStore, is_ours: Callable[[str], bool], *, timings: TurnTimings = TIMINGS) -> None:
        self._store = store
        self._is_ours = is_ours
        self._timings = timings
        self._blind_until = timings.clock()
        self._log = SeldomLog(logger)

    def lost_sight(self) -> None:
        """The database could not be reached, perhaps by nobody: give every process a lease's time to come back."""
        self._blind_until = self._timings.clock() + LEASE_S

    def is_expired(self, row: TurnRow) -> bool:
        """Whether a running turn has nobody behind it any more."""
        return not row.alive and self._may_close(row)

    def _may_close(self, row: TurnRow) -> bool:
        return not (row.over or self._is_ours(row.id) or self._timings.clock() < self._blind_until)

    async def close(self, row: TurnRow) -> None:
        """End an expired turn; the first process to come does it. A retry leaves its thread as it was."""
        said: list[TranscriptItem] = []
        mark = mark_of("interrupted", row.thread_id)
        if row.kind != "retry" and mark is not None:
            said = [*_unfinished(row), TranscriptItem(mark, done=True)]
        ending = Ending("interrupted", RESTARTING, allow_retry=True)
        if await self._store.ends.close_expired(row, ending, UserContext(user_id=row.user_id), said):
            EXPIRED.inc()
            logger.warning("closed a turn whose process has died", extra={"reference": row.id[-12:]})

    async def sweep_forever(self) -> None:
        """Close what has expired every few seconds, and put away what ended long ago."""
        clock = self._timings.clock
        pruned = clock() - self._timings.prune_s + 60
        while True:
            try:
                for row in await self._store.expired():
                    if self._may_close(row):
                        await self.close(row)
                if clock() - pruned > self._timings.prune_s:
                    pruned = clock()
                    await self._store.prune()
            except SourceUnavailable as error:
                self.lost_sight()
                self._log.warning("expired turns could not be looked for: %s", error)
            except Exception:  # the next sweep may do better
                logger.exception("closing expired turns failed")
            await asyncio.sleep(self._timings.sweep_s)


def _unfinished(row: TurnRow) -> list[TranscriptItem]:
    """What the last checkpoint holds; one that cannot be read must not keep the thread locked for ever."""
    try:
        return Transcript.from_json(row.partial).unfinished()
    except (ValueError, KeyError, TypeError):
        logger.exception("a checkpoint could not be read", extra={"reference": row.id[-12:]})
        return []


class Leases:
    """The leases of this process's `turns`; a turn that nobody has listened to for `grace_s` is stopped."""

    def __init__(
        self,
        store: TurnStore,
        turns: Mapping[str, Turn],
        expired: ExpiredTurns,
        *,
        grace_s: float,
        timings: TurnTimings = TIMINGS,
    ) -> None:
        self._store = store
        self._turns = turns
        self._expired = expired
        self._grace_s = grace_s
        self._timings = timings
        self._wake = asyncio.Event()
        self._log = SeldomLog(logger)
        self._said_alive_at = timings.clock() - timings.read_clock_s
        self._checkpoints: dict[Turn, list[asyncio.Future[None]]] = {}

    def note_unheard(self, turn: Turn) -> None:
        """The last listener of a turn has gone: others should know soon, and its time of grace runs."""
        turn.note_unheard()
        self._wake.set()
        asyncio.get_running_loop().call_later(self._grace_s, self._wake.set)

    async def checkpoint(self, turn: Turn) -> None:
        """Store what the turn has said so far, and come back when it is; SourceUnavailable when it cannot be."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._checkpoints.setdefault(turn, []).append(stored)
        turn.want_renewal()
        self._wake.set()
        try:
            async with asyncio.timeout(self._timings.checkpoint_s):
                await stored
        except TimeoutError as error:
            raise SourceUnavailable(AWAY, source="the database") from error
        finally:
            self._checkpoints.pop(turn, None)

    async def renew_forever(self) -> None:
        """Renew what is due, a few times a second, and stop what nobody has listened to for the time of grace."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timings.tick_s):
                    await self._wake.wait()
            self._wake.clear()
            unheard = {turn for turn in self._turns.values() if turn.is_unheard(self._grace_s)}
            due = [turn for turn in self._turns.values() if turn in unheard or turn.is_due()]
            try:
                await self._say_alive()
                if due:
                    await self._renew(due)
            except SourceUnavailable as error:
                self._expired.lost_sight()
                self._log.warning("leases could not be renewed: %s", error)
            except Exception:  # a bug here must not cost every running turn its lease
                logger.exception("renewing leases failed")
            for turn in unheard:  # renewed in this moment, so that a listener elsewhere would be known
                if turn.is_unheard(self._grace_s):
                    turn.stop("stopped", reason="nobody listens")

    async def _say_alive(self) -> None:
        """Say so while there are turns; the database's clock is read by that, and now and then without."""
        now = self._timings.clock()
        silent_s = now - self._said_alive_at
        if silent_s >= (self._timings.alive_s if self._turns else self._timings.read_clock_s):
            self._said_alive_at = now
            await (self._store.say_alive() if self._turns else self._store.read_clocks())

    async def _renew(self, turns: list[Turn]) -> None:
        """Renew these turns' leases with what was said since, and do what was asked of them meanwhile."""
        renewals = [(turn, turn.renewal(), self._checkpoints.pop(turn, [])) for turn in turns]
        try:
            held = await self._store.renew([renewal for _, renewal, _ in renewals])
        except BaseException:
            for turn, renewal, waiting in renewals:
                turn.not_renewed(renewal)
                self._wait_on(turn, waiting)
            raise
        for turn, renewal, waiting in renewals:
            row = held.get(turn.new.id)
            if row is not None and not row.renewed:
                turn.not_renewed(renewal)
                self._wait_on(turn, waiting)
            else:
                for waiter in waiting:
                    if not waiter.done():
                        waiter.set_result(None)
            if not turn.over:
                turn.heed(row)

    def _wait_on(self, turn: Turn, waiting: list[asyncio.Future[None]]) -> None:
        if waiting:
            self._checkpoints.setdefault(turn, []).extend(waiting)
            turn.want_renewal()

    async def ping_forever(self) -> None:
        """Give listeners a sign of life where a turn is silent."""
        while True:
            await asyncio.sleep(PING_TICK_S)
            for turn in self._turns.values():
                turn.ping()
