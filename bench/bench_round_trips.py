"""How many statements a turn sends to the database, from the request to the end of its stream.

The goal is four for a message that makes a thread and three for a later one; what is counted here says what is left.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bench.row import Row
from bench.statements import StatementCounter
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import databases
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, settings_for

FIRST_LIMIT, LATER_LIMIT = 6, 8
TRIES = 3
BACKGROUND = (
    "INSERT INTO pp_workers",
    "SET heartbeat_at",
    "pp_jobs",
    "worker = $1 OR NOT",
    "set_config('jit'",
    "typeinfo_tree",
)
"""In statements that are no turn's: a loop of the process sends them, or the driver when it first meets a type."""


async def run(short: bool) -> list[Row]:
    """Threads of two messages; the fewest statements of a few, because loops send theirs now and then."""
    first, later = [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.server(Path(folder) / "postgres") as admin,
        OpenAIServer(lambda _: Turn.of("Good evening.")) as model,
    ):
        template = await databases.schema_template(admin)
        async with databases.fresh(admin, template) as dsn, StatementCounter(dsn) as counter:
            server = RunningServer(settings_for(counter.dsn, Path(folder), model=model))
            await asyncio.to_thread(server.start)  # the counter serves it from this thread
            try:
                async with ChatKitClient(server.url, user_id="ann") as client:
                    for number in range(TRIES):
                        chat = client.chat()
                        first.append(await _count(counter, chat, f"Hello {number}"))
                        later.append(await _count(counter, chat, f"And {number}?"))
            finally:
                await asyncio.to_thread(server.stop)
    note = "of one message, from the request to the end of its stream"
    return [
        Row("statements of a first message", min(first), FIRST_LIMIT, "statements", note, limit=1.01),
        Row("statements of a later message", min(later), LATER_LIMIT, "statements", note, limit=1.01),
    ]


async def _count(counter: StatementCounter, chat: Chat, text: str) -> int:
    counter.seen.clear()
    await chat.send(text)
    seen = [text for text in counter.seen if not any(word in text for word in BACKGROUND)]
    return len(seen)
