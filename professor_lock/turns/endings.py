"""The ends of turns on their way to the database: one at a time when few end, many in one statement when many do."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from chatkit.types import ThreadItem

from professor_lock.errors import SourceUnavailable
from professor_lock.ledger import Spending
from professor_lock.turns.records import Ending, NewTurn, StoredEnding
from professor_lock.turns.store_end import TurnEnds
from professor_lock.user import UserContext

AT_ONCE = 3
"""How many statements store endings at the same time: a burst must not take all of a process's connections."""
MAX_BATCH = 100


class EndingQueue:
    """Stores the ends of this process's turns."""

    def __init__(self, ends: TurnEnds) -> None:
        self._ends = ends
        self._waiting: list[tuple[StoredEnding, asyncio.Future[bool]]] = []
        self._storing: set[asyncio.Task[None]] = set()

    async def store(
        self,
        turn: NewTurn,
        ending: Ending,
        context: UserContext,
        items: Sequence[ThreadItem],
        spendings: Sequence[Spending] = (),
    ) -> bool:
        """As `TurnEnds.end`: False when the lease was lost before; SourceUnavailable when it cannot be stored now."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((StoredEnding(turn, ending, context, items, spendings), stored))
        if len(self._storing) < AT_ONCE:
            task = asyncio.create_task(self._store_waiting())
            self._storing.add(task)
            task.add_done_callback(self._storing.discard)
        return await stored

    async def _store_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
            if len(batch) > 1:
                batch = await self._store_together(batch)
            if len(batch) == 1:
                await self._store_alone(*batch[0])
            else:
                await asyncio.gather(*(self._store_alone(ending, stored) for ending, stored in batch))

    async def _store_together(
        self, batch: list[tuple[StoredEnding, asyncio.Future[bool]]]
    ) -> list[tuple[StoredEnding, asyncio.Future[bool]]]:
        """Store what can be stored at once; what is left must be stored alone, or has lost its lease."""
        try:
            ended = await self._ends.end_many([ending for ending, _ in batch])
        except SourceUnavailable as error:
            for _, stored in batch:
                _fail(stored, error)
            return []
        except Exception:  # noqa: BLE001  one of them is at fault: alone, each fails or is stored by itself
            return batch
        for ending, stored in batch:
            if ending.turn.id in ended and not stored.done():
                stored.set_result(True)
        return [(ending, stored) for ending, stored in batch if ending.turn.id not in ended]

    async def _store_alone(self, one: StoredEnding, stored: asyncio.Future[bool]) -> None:
        try:
            held = await self._ends.end(one.turn, one.ending, one.context, items=one.items, spendings=one.spendings)
        except Exception as error:  # noqa: BLE001  what waits for it is told
            _fail(stored, error)
        else:
            if not stored.done():
                stored.set_result(held)


def _fail(stored: asyncio.Future[bool], error: Exception) -> None:
    if not stored.done():
        stored.set_exception(error)
