"""How many statements a turn sends to the database, from the request to the end of its stream.

What is counted is what waits for an answer of Postgres: each statement is a round trip. `PP_BENCH_STATEMENTS=1` prints
their texts as well. The last row is the processor time of one short statement.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg

from bench.row import Row
from bench.statements import StatementCounter
from professor_lock.db.pool import open_pool
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import databases
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, settings_for

FIRST_LIMIT, LATER_LIMIT, BOARD_LIMIT = 4, 3, 5
TRIES = 3
LIMITS = "messages=1000,tokens=10000000,requests=1000,turns=2"
"""Every kind of limit that a deployment has."""
BACKGROUND = (
    "INSERT INTO pp_workers",
    "SELECT clock_timestamp()",
    "SET heartbeat_at",
    "pp_jobs",
    "worker = $1 OR NOT",
    "set_config('jit'",
    "typeinfo_tree",
)
"""In statements that are no turn's: a loop of the process sends them, or the driver when it first meets a type."""
SOURCES = ("pp_answers", "pp_quotes")
"""In statements that keep what a source answered, for all users."""
BOARD = Call("get_odds_visual", {"sport": "nba", "market_type": "all", "team": None})


def script(request: ModelRequest) -> Turn:
    """A greeting; a board where one is asked for."""
    wanted = "board" in request.user_text and not request.outputs
    return Turn.of(BOARD) if wanted else Turn.of("Good evening.")


async def run(short: bool) -> list[Row]:
    """Threads of two messages and of one board; the fewest of a few, because loops send theirs now and then."""
    first, later, board = [], [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.server(Path(folder) / "postgres") as admin,
        OpenAIServer(script) as model,
    ):
        template = await databases.schema_template(admin)
        async with databases.fresh(admin, template) as dsn, StatementCounter(dsn) as counter:
            server = RunningServer(settings_for(counter.dsn, Path(folder), model=model, PP_LIMITS_FREE=LIMITS))
            await asyncio.to_thread(server.start)  # the counter serves it from this thread
            try:
                async with ChatKitClient(server.url, user_id="ann") as client:
                    for number in range(TRIES):
                        chat = client.chat()
                        first.append(await _statements(counter, chat, f"Hello {number}"))
                        later.append(await _statements(counter, chat, f"And {number}?"))
                        board.append(await _statements(counter, client.chat(), f"The board {number}"))
            finally:
                await asyncio.to_thread(server.stop)
        async with databases.fresh(admin, template) as dsn:
            pooled = await _statement_cost(dsn, 20 if short else 400)
    return [
        _row("a first message", first, FIRST_LIMIT),
        _row("a later message", later, LATER_LIMIT),
        _row("a first message, one tool and a board", board, BOARD_LIMIT),
        pooled,
    ]


async def _statement_cost(dsn: str, times: int) -> Row:
    """Processor time of a short statement through the pool, beside a connection of the driver's own."""
    pool = await open_pool(dsn, max_size=2)
    connection = await asyncpg.connect(dsn)
    owned = pool.owned()
    try:
        ours, driver = [], []
        for _ in range(TRIES):
            ours.append(await _cost_us(owned.fetchrow, times))
            driver.append(await _cost_us(connection.fetchrow, times))
    finally:
        await connection.close()
        await pool.close()
    return Row("a statement, processor", min(ours), min(driver), "µs", "through the pool, and by the driver alone")


async def _cost_us(fetchrow: Callable[[str, str], Awaitable[object]], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        await fetchrow("SELECT $1::text", "x")
    return (time.process_time() - began) / times * 1e6


def _row(what: str, tries: list[list[str]], limit: int) -> Row:
    fewest = min(tries, key=len)
    if os.environ.get("PP_BENCH_STATEMENTS"):
        print(f"  {what}:", *(" ".join(text.split())[:110] for text in fewest), sep="\n    ", file=sys.stderr)
    note = "of one message, from the request to the end of its stream"
    return Row(f"statements of {what}", len(fewest), limit, "statements", note, limit=1.01)


async def _statements(counter: StatementCounter, chat: Chat, text: str) -> list[str]:
    counter.seen.clear()
    await chat.send(text)
    return [text for text in counter.seen if not any(word in text for word in BACKGROUND + SOURCES)]
