"""What stands in a turn's way: a running turn is stopped or waited for, one whose process has died is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from professor_lock.errors import Busy, RateLimited
from professor_lock.metrics import LIMIT_HITS
from professor_lock.timings import TurnTimings
from professor_lock.turns.leases import ExpiredTurns
from professor_lock.turns.records import NewTurn, TurnRow
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turn import Turn
from professor_lock.user import UserContext

PLACE_RETRY_S = 5
"""When a user whose places are all taken should try again."""


class Clearing:
    """Stops and clears turns of a thread or a user; `turns` are those of this process, by id."""

    def __init__(
        self, store: TurnStore, turns: Mapping[str, Turn], expired: ExpiredTurns, timings: TurnTimings
    ) -> None:
        self._store = store
        self._turns = turns
        self._expired = expired
        self._timings = timings

    async def stop(self, thread_id: str, context: UserContext) -> bool:
        """Stop the thread's running turn and wait until it has; False when there is none, or it does not stop."""
        row = await self._store.running(thread_id, context)
        if row is None:
            return False
        deadline = self._timings.clock() + self._timings.stop_wait_s
        if not self._expired.is_expired(row):
            await self._ask_to_stop(row, context)
        while self._timings.clock() < deadline:
            now = await self._store.watch(row.id, context)
            if now is None or now.over:
                return True
            if self._expired.is_expired(now):
                await self._expired.close(now)
            await self._wait_for(row.id, 0.1)
        return False

    async def recover(self, thread_id: str, context: UserContext) -> None:
        """Close the thread's turn if its process has died, so that what it had said is in the thread."""
        row = await self._store.running(thread_id, context)
        if row is not None and self._expired.is_expired(row):
            await self._expired.close(row)

    async def clear_blocking_turn(self, row: TurnRow, context: UserContext, *, waited_s: float) -> None:
        """Clear what stands in the way of a new turn, a step at a time; Busy when it must not or will not go."""
        if self._expired.is_expired(row):
            await self._expired.close(row)
            return
        local = self._turns.get(row.id)
        listened = row.listened if local is None else local.listened
        if not listened and row.state == "running":
            await self._ask_to_stop(row, context)
        if waited_s > (self._timings.listened_wait_s if listened else self._timings.stop_wait_s):
            raise busy()
        await self._wait_for(row.id, min(0.05 + waited_s / 2, 0.3))

    async def check_parallel_limit(self, new: NewTurn, context: UserContext) -> None:
        """RateLimited when as many of the user's answers are being written as may be; expired turns are closed."""
        if new.at_most is None:
            return
        rows = await self._store.beginnings.in_places(new.at_most, context)
        dead = [row for row in rows if self._expired.is_expired(row)]
        for row in dead:
            await self._expired.close(row)
        if len(rows) - len(dead) >= new.at_most:
            LIMIT_HITS.labels("answers at once").inc()
            raise RateLimited(
                "Your other answers are still being written. Wait until one is finished, or stop it.",
                retry_after_s=PLACE_RETRY_S,
            )

    async def _ask_to_stop(self, row: TurnRow, context: UserContext) -> None:
        await self._store.ask_to_stop(row.id, context)
        local = self._turns.get(row.id)
        if local is not None:
            local.stop("stopped")

    async def _wait_for(self, turn_id: str, seconds: float) -> None:
        """Until a turn has ended, if it is ours; at most so long."""
        local = self._turns.get(turn_id)
        await (asyncio.sleep(seconds) if local is None else local.wait(seconds))


def busy() -> Busy:
    """The refusal of a message into a thread that is being answered."""
    return Busy("This conversation is still being answered. Wait for the answer, or stop it first.")
