"""How many statements a click on the slip costs, from the request to the end of its stream."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.row import Row
from bench.statements import StatementCounter
from professor_lock.widgets.actions import SET_STAKE
from tests.support import databases
from tests.support.desk import desk, lock, opened, slip, tap
from tests.support.evening import Evening
from tests.support.widget_trees import strings

STAKE_LIMIT, LOCK_LIMIT = 5, 8
BACKGROUND = (
    "SET heartbeat_at",
    "INSERT INTO pp_jobs",
    "pp_answers",
    "INSERT INTO pp_quotes",
    "SELECT clock_timestamp()",
)
"""In statements that are no click's: a loop of the process sends them, or they keep what a source answered."""


async def run(short: bool) -> list[Row]:
    """A stake that is typed, and Lock It In, on a slip of two legs."""
    with tempfile.TemporaryDirectory() as folder, databases.server(Path(folder) / "postgres") as admin:
        template = await databases.schema_template(admin)
        async with databases.fresh(admin, template) as dsn, StatementCounter(dsn) as counter:
            stake, locked = await _clicks(counter, Path(folder))
    note = "of one click, from the request to the end of its stream"
    return [
        Row("statements of typing a stake", stake, STAKE_LIMIT, "statements", note, limit=1.01),
        Row("statements of Lock It In", locked, LOCK_LIMIT, "statements", note, limit=1.01),
    ]


async def _clicks(counter: StatementCounter, folder: Path) -> tuple[int, int]:
    with Evening() as evening:
        manager = desk(counter.dsn, folder, evening)
        server = await asyncio.to_thread(manager.__enter__)
        try:
            chat = await opened(server, "ann")
            await tap(chat, "+130")
            await tap(chat, "+172")
            stake = await _count(counter, lambda: chat.act(slip(chat)["id"], SET_STAKE, {"stake": "25"}))
            locked = await _count(counter, lambda: lock(chat))
            assert "LOCKED IN" in strings(slip(chat)["widget"])
            await chat.client.__aexit__(None, None, None)
        finally:
            await asyncio.to_thread(manager.__exit__, None, None, None)
    return stake, locked


async def _count(counter: StatementCounter, click: Callable[[], Awaitable[object]]) -> int:
    await asyncio.sleep(0.3)  # what the end of the turn before still writes
    counter.seen.clear()
    await click()
    await asyncio.sleep(0.3)
    seen = [text for text in counter.seen if not any(word in text for word in BACKGROUND)]
    return len(seen)
