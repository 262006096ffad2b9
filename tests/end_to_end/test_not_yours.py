"""Not yours and not there cost the same: the same statements run for both, so that no clock can tell them apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import pytest

from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.items import a_file
from tests.support.running_server import RunningServer, settings_for

EXPECTED = {"threads.list": 200}
"""A list goes on from a cursor or begins anew."""


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the database in bob's name, in order."""
    seen: list[str] = []

    def recording(name: str) -> Any:
        real = getattr(PostgresPool, name)

        async def record(self: PostgresPool, query: str, *args: object, **options: Any) -> Any:
            if args and args[0] == "bob":
                seen.append(query)
            return await real(self, query, *args, **options)

        return record

    for name in ("fetch", "fetchrow", "execute"):
        monkeypatch.setattr(PostgresPool, name, recording(name))
    return seen


async def test_anothers_ids_and_ids_that_never_were_run_the_same_statements_and_get_the_same_answer(
    database: str, tmp_path: Path, pool: asyncpg.Pool, statements: list[str]
) -> None:
    with (
        OpenAIServer(lambda _: Turn.of("Hello.")) as model,
        RunningServer(settings_for(database, tmp_path, model=model)) as server,
    ):
        async with ChatKitClient(server.url, user_id="ann") as ann:
            chat = await ann.chat().send("Hi")
            file = a_file(new_id("attachment"))
            await PostgresStore(pool).save_attachment(file, context=UserContext(user_id="ann"))
        anns = requests.naming(chat.thread_id, str(chat.items[0]["id"]), file.id)
        nobodys = requests.naming(new_id("thread"), new_id("message"), new_id("attachment"))
        async with httpx2.AsyncClient(base_url=server.url, headers={"X-User-Id": "bob"}, trust_env=False) as bob:
            for kind, body in anns.items():
                told, asked = [], []
                for one in (body, nobodys[kind]):
                    statements.clear()
                    answer = await bob.post("/chatkit", json=one)
                    asked.append(list(statements))
                    told.append((answer.status_code, {**answer.json(), "request_id": ""}))
                assert asked[0] == asked[1], kind
                assert told[0] == told[1], kind
                assert told[0][0] == EXPECTED.get(kind, 404), kind
                assert asked[0], f"{kind} never asked the database"
            for thread_id in (chat.thread_id, new_id("thread")):
                statements.clear()
                answer = await bob.post(f"/chatkit/threads/{thread_id}/stop")
                assert (answer.status_code, len(statements)) == (404, 1), statements
