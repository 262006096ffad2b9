"""A database that goes away in the middle of answers and comes back: nothing is lost, nobody is left hanging."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from professor_lock.db.embedded import EmbeddedPostgres
from professor_lock.db.schema import apply_schema
from professor_lock.turns.records import LEASE_S
from tests.fakes.openai_script import ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import turn_rows

pytestmark = pytest.mark.long

DELTA = "assistant_message.content_part.text_delta"
AWAY_S = 1.5 * LEASE_S
"""Long enough for every lease to run out."""
REFUSED_WITHIN_S = 25.0
"""All refusals together."""


class Outage:
    """A database of the test's own that can go and come back, in two ways."""

    def __init__(self, home: Path, kind: str) -> None:
        self._postgres = EmbeddedPostgres(home, environ=os.environ)
        self._kind = kind
        self.dsn = self._postgres.start()

    def begin(self) -> None:
        if self._kind == "stopped":
            self._postgres.stop()
        else:
            self._each("suspend")

    def end(self) -> None:
        if self._kind == "stopped":
            assert self._postgres.start() == self.dsn
        else:
            self._each("resume")

    def stop(self) -> None:
        self._postgres.stop()

    def _each(self, what: str) -> None:
        """Suspend or resume the server and every process of it: it is there, and says nothing."""
        master = psutil.Process(self._postgres.postmaster())
        for process in (master, *master.children(recursive=True)):
            getattr(process, what)()


@pytest.fixture(params=["stopped", "frozen"])
def outage(request: pytest.FixtureRequest, server_dir: Path) -> Iterator[Outage]:
    outage = Outage(server_dir, request.param)
    asyncio.run(apply_schema(outage.dsn))
    yield outage
    outage.stop()


def script(request: ModelRequest) -> Turn:
    """ "short" ends while the database is away, "long" after it is back."""
    words = {"short": 40, "long": 130}.get(request.user_text, 3)
    text = " ".join(f"{request.user_text}{number}" for number in range(words))
    return Turn.of(text, delay_s=AWAY_S / 80 if words > 3 else 0)


async def test_an_outage_is_said_in_words_and_over_when_it_is_over(outage, tmp_path):
    with OpenAIServer(script) as model, RunningServer(settings_for(outage.dsn, tmp_path, model=model)) as server:
        async with ChatKitClient(server.url, user_id="ann", timeout_s=60) as client:
            chats = {name: client.chat() for name in ("short", "long", "idle")}
            await chats["idle"].send("idle")
            answers = [asyncio.create_task(chats[name].send(name)) for name in ("short", "long")]
            for number in (2, 3):
                await (await model.exchange(number)).sent(tokens=2)
            await asyncio.to_thread(outage.begin)
            began = time.monotonic()
            await assert_away(client, chats["idle"].thread_id)
            await asyncio.sleep(max(0.0, AWAY_S - (time.monotonic() - began)))
            await asyncio.to_thread(outage.end)
            await until_ready(client)
            await asyncio.gather(*answers)
            for name, chat in chats.items():
                await assert_whole(client, chat, name)
            await assert_nothing_leaked(server, outage.dsn)
    assert {row["state"] for row in await turn_rows(outage.dsn)} <= {"done", "failed"}


async def assert_away(client: ChatKitClient, thread_id: str) -> None:
    """Liveness stays, readiness goes, requests are refused in words and in time."""
    began = time.monotonic()
    for _ in range(100):
        ready = await client.http.get("/health/ready")
        if ready.status_code == 503:
            break
        await asyncio.sleep(0.1)
    assert ready.status_code == 503
    assert ready.json()["database"] == "unreachable"
    assert (await client.http.get("/health")).status_code == 200
    for body in (requests.get_thread(thread_id), requests.add_user_message(thread_id, "hello?")):
        with pytest.raises(HttpFailure) as refused:
            await client.send(body)
        assert refused.value.status == 503
        assert "cannot be reached right now" in str(refused.value.message)
    assert time.monotonic() - began < REFUSED_WITHIN_S


async def until_ready(client: ChatKitClient) -> None:
    for _ in range(200):
        if (await client.http.get("/health/ready")).status_code == 200:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the server did not recover")


async def assert_whole(client: ChatKitClient, chat, name: str) -> None:
    """Every word that was shown is kept, an answer that failed said so once, and the next one works."""
    if chat.error is not None:
        assert "cannot be reached right now" in chat.error["message"]
        assert "(reference " in chat.error["message"]
        assert chat.error["allow_retry"]
    for _ in range(300):  # an end that could not be stored in the outage is tried again, at most some seconds later
        page = await client.chat().load(chat.thread_id)
        if page.texts == chat.texts:
            break
        await asyncio.sleep(0.1)
    assert page.texts == chat.texts
    assert page.texts[0].startswith(f"{name}0 {name}1")
    assert [item["type"] for item in page.items].count("user_message") == 1
    await chat.send("and now")
    assert chat.error is None
    assert chat.text == "and now0 and now1 and now2"
    assert (await client.chat().load(chat.thread_id)).texts == chat.texts


async def assert_nothing_leaked(server: RunningServer, dsn: str) -> None:
    """Every connection is back in the pool, and the database knows of no others."""
    database = server.parts.pool.every()[0]
    pool: asyncpg.Pool = database._pool
    for _ in range(100):  # a job of the process may be at work in this moment
        if pool.get_idle_size() + len(database._kept._idle) == pool.get_size():
            break
        await asyncio.sleep(0.1)
    assert pool.get_idle_size() + len(database._kept._idle) == pool.get_size()
    connection = await asyncpg.connect(dsn)
    try:
        count = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()
    assert count == pool.get_size() + 1, "the pool's, and the one that the leases have for themselves"
