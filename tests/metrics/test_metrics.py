"""Every metric moves when the thing happens, and none has a label that somebody outside can choose."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from prometheus_client.metrics import MetricWrapperBase

from professor_lock import metrics
from professor_lock.db.background import BackgroundLoop, Pace
from professor_lock.db.pool import open_pool
from professor_lock.errors import SourceUnavailable
from professor_lock.settings import Settings
from professor_lock.turns.leases import ExpiredTurns
from professor_lock.turns.records import LEASE_S
from professor_lock.turns.store import TurnStore
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_script import Call, Stall, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.metrics import Samples, samples, total
from tests.support.nats_server import NatsServer, until
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import RESUME
from tests.turns.test_leases import age_turns, begun

ROOT = Path(__file__).parents[2]
USERS = int(os.environ.get("METRICS_USERS", "20"))
"""How many users are to add no series; METRICS_USERS=10000 is the long form."""
NBA = Call("get_odds_visual", {"sport": "nba"})


@dataclass
class Watched:
    """A server whose model and odds feed are scripted, and its metrics."""

    model: OpenAIServer
    odds: FakeOddsApi
    server: RunningServer
    database: str
    settings: Settings
    nats: NatsServer

    async def read(self) -> Samples:
        async with httpx2.AsyncClient(base_url=self.server.url, trust_env=False) as http:
            answer = await http.get("/metrics", headers={"Authorization": "Bearer operator"})
            answer.raise_for_status()
            return samples(answer.text)

    def client(self, user_id: str = "ann", **headers: str) -> ChatKitClient:
        return ChatKitClient(self.server.url, user_id=user_id, headers=headers)


@pytest.fixture
async def watched(database: str, tmp_path: Path) -> AsyncIterator[Watched]:
    limits = {"PP_LIMITS_FREE": "messages=50,requests=60,turns=1"}
    prices = tmp_path / "prices.json"
    price = {"provider": "127.0.0.1", "model": "gpt-4o", "from": "2024-01-01", "input": 2.5, "cached": 1, "output": 10}
    prices.write_text(json.dumps([price]))
    money = {"PP_PRICES": str(prices), "PP_BUDGET_SERVER": "day=1000", "PP_MODELS_FREE": "unpriced"}
    with OpenAIServer() as model, FakeOddsApi() as odds, NatsServer() as nats:
        settings = settings_for(
            database,
            tmp_path,
            model=model,
            odds=odds,
            PP_ADMIN_TOKEN="operator",
            DATABASE_READ_URL=database,
            PP_BROKER_URL=nats.url,
            **limits,
            **money,
        )
        with RunningServer(settings) as server:
            yield Watched(model, odds, server, database, settings, nats)


class Moved:
    """What has grown since, by the metric's name."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def note(self, before: Samples, after: Samples) -> None:
        for (name, labels), value in after.items():
            if value > before.get((name, labels), 0.0):
                self.names.add(name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count"))


def declared() -> set[str]:
    """All metrics of the server, as they are exposed."""
    found = (one for one in vars(metrics).values() if isinstance(one, MetricWrapperBase))
    return {f"{one._name}_total" if one._type == "counter" else one._name for one in found}


async def test_every_metric_moves_when_the_thing_happens(watched, tmp_path):
    for left in (metrics.CREDITS, metrics.CIRCUIT_OPEN):
        left.clear()  # what another test of this process has left is no move
    moved, broker = Moved(), watched.server.parts.broker
    await until(lambda: broker.state.part == "live")
    live = await watched.read()
    watched.nats.kill()
    await until(lambda: broker.state.part == "away")
    before = await watched.read()
    moved.note(live, before)
    watched.nats.start()

    watched.model.script = [Turn.of(NBA), Turn.of("The Lakers are -140 at LowVig.ag. ", "They won 99999 games.")]
    async with watched.client() as client:
        chat = await client.chat().send("Odds tonight?")
        assert chat.error is None
        after = await watched.read()
        assert total(after, "professor_lock_turns_ended_total", outcome="answered", kind="create") > total(
            before, "professor_lock_turns_ended_total", outcome="answered", kind="create"
        )
        assert total(after, "professor_lock_tool_calls_total", tool="get_odds_visual", outcome="answered") >= 1
        moved.note(before, after)

        watched.model.script = [Turn.of("Let me see", Stall())]
        async with chat.sending("And now?") as stream:
            await stream.until_said("see")
            during = await watched.read()
            moved.note(after, during)
            assert total(during, "professor_lock_turns_running") >= 1
            assert total(during, "professor_lock_listeners") >= 1
            async with client.stream(requests.custom_action(chat.thread_id, None, RESUME)) as resumed:
                await anext(resumed)
                moved.note(during, await watched.read())
            moved.note(during, await follow_elsewhere(watched, chat.thread_id))
            with pytest.raises(HttpFailure):  # one answer at once
                await client.chat().send("At the same time?")
            await client.http.post(f"/chatkit/threads/{chat.thread_id}/stop")
            await stream.rest()
        with suppress(HttpFailure):  # the minute's requests are used up
            for _ in range(10):
                await client.events(requests.custom_action(chat.thread_id, None, RESUME))
        assert (await client.http.post("/chatkit", content=b"{")).status_code == 400
        await client.http.get("/api/tickets.csv")
    async with watched.client() as stranger:
        answer = await stranger.http.post("/api/chatkit/session", json={}, headers={"Authorization": "Bearer x.y.z"})
        refused = await stranger.http.get("/metrics")
        assert refused.status_code == 401
        assert answer.status_code in (200, 401)
    moved.note(after, await watched.read())

    await fail_source(watched)
    await take_over(watched.database)
    await run_jobs()
    moved.note(after, await watched.read())
    assert declared() - moved.names == set()


async def follow_elsewhere(watched: Watched, thread_id: str) -> Samples:
    """Listen on another server of the database and the broker; what is read meanwhile."""
    with RunningServer(watched.settings) as another:
        await until(lambda: another.parts.broker.state.part == "live")
        async with (
            ChatKitClient(another.url, user_id="ann") as client,
            client.stream(requests.custom_action(thread_id, None, RESUME)) as followed,
        ):
            await anext(followed)
            return await watched.read()


async def fail_source(watched: Watched) -> None:
    """The feed has no credits left: its circuit opens, and its last answer is served older."""
    watched.odds.remaining = 0
    watched.model.script = lambda request: (
        Turn.of("No odds.") if request.outputs else Turn.of(Call("get_odds_visual", {"sport": "epl"}))
    )
    async with watched.client("bob") as client:
        await client.chat().send("Premier League odds?", model="unpriced")


async def take_over(database: str) -> None:
    """A process has died in the middle of a turn, and another one closes it."""
    pool = await open_pool(database, max_size=3)
    dead = await begun(TurnStore(pool, "dead"), "carl")
    await age_turns(database, LEASE_S * 20)
    store = TurnStore(pool, "alive")
    row = await store.watch(dead.new.id, dead.context)
    assert row is not None
    await ExpiredTurns(store, lambda _: False).close(row)
    await pool.close()


async def run_jobs() -> None:
    """A job that succeeds once and then fails."""
    passes = 0
    failed = asyncio.Event()

    async def run() -> str | None:
        nonlocal passes
        passes += 1
        if passes == 1:
            return None
        failed.set()
        raise SourceUnavailable("away", source="the database")

    loop = BackgroundLoop("a test's job", run, Pace(every_s=0.01, first_after_s=0.0))
    loop.start()
    await asyncio.wait_for(failed.wait(), 10)
    await asyncio.sleep(0)
    await loop.stop()


BY_TIME = (
    "professor_lock_job_passes_total",
    "professor_lock_job_lag_seconds",
    "professor_lock_job_done_timestamp_seconds",
)
"""Series that come while a server runs, with or without users: a job has its first pass, or its first failure."""
AT_ONCE = 16
ASKED_OF = 20
"""Beyond the first twenty every so many users ask: an answer takes twenty times as long as the rest."""


async def test_users_threads_and_paths_add_no_series(watched):
    """Each user signs in, lists, goes astray, and some ask, with a tier, a path and an id of a request of their own."""
    watched.model.script = lambda _: Turn.of("Hello.")
    numbers, asked = iter(range(1, USERS)), set[int]()
    limits = httpx2.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    async with httpx2.AsyncClient(base_url=watched.server.url, trust_env=False, limits=limits, timeout=120) as http:

        async def one(number: int) -> None:
            headers = {"X-User-Id": f"user-{number}", "X-User-Tier": f"tier{number}"}
            astray = headers | {"X-Request-Id": f"request-{number:08}", "User-Agent": f"agent-{number}"}
            assert (await http.post("/api/chatkit/session", headers=headers)).status_code == 200
            if number < 20 or number % ASKED_OF == 0:
                answer = await http.post("/chatkit", json=requests.create(f"Hi {number}"), headers=headers)
                assert (answer.status_code, "Hello." in answer.text) == (200, True), answer.text
                asked.add(number)
            assert (await http.post("/chatkit", json=requests.list_threads(), headers=headers)).status_code == 200
            assert (await http.get(f"/nowhere/{number}", headers=astray)).status_code == 404

        async def some() -> None:
            for number in numbers:
                await one(number)

        await one(0)
        await watched.read()  # itself a request that is counted
        before = ours(await watched.read())
        async with asyncio.TaskGroup() as asking:
            for _ in range(AT_ONCE):
                asking.create_task(some())
        after = ours(await watched.read())
    print(f"{USERS} users, {len(before)} series before, {len(after)} after")
    assert {key for key in after - before if key[0] not in BY_TIME} == set()
    assert len(after) < 5000
    assert not any(
        re.search(r"user-|tier\d|request-|agent-|nowhere", value) for _, labels in after for _, value in labels
    )
    assert (
        total(await watched.read(), "professor_lock_turns_begun_total", kind="create") >= len(asked) >= min(20, USERS)
    )


Series = set[tuple[str, frozenset[tuple[str, str]]]]


def ours(read: Samples) -> Series:
    return {key for key in read if key[0].startswith("professor_lock")}


WORKER = """
import sys
from professor_lock import metrics
metrics.TURNS_BEGUN.labels("create").inc(3)
metrics.TURNS_RUNNING.inc(2)
print(flush=True)
sys.stdin.readline()
"""


async def test_the_workers_of_one_port_are_added_up_and_the_dead_ones_running_turns_forgotten(tmp_path):
    environ = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    options: dict[str, Any] = {"env": environ, "cwd": ROOT, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    workers = [await asyncio.create_subprocess_exec(sys.executable, "-c", WORKER, **options) for _ in range(2)]
    for worker in workers:
        assert worker.stdout is not None
        await worker.stdout.readline()
    ask = "from professor_lock import metrics; print(metrics.exposition().decode())"

    async def read() -> Samples:
        asked = await asyncio.create_subprocess_exec(sys.executable, "-c", ask, **options)
        return samples((await asked.communicate())[0].decode())

    both = await read()
    assert total(both, "professor_lock_turns_begun_total", kind="create") == 6
    assert total(both, "professor_lock_turns_running") == 4
    workers[0].kill()
    await workers[0].wait()
    left = await read()
    assert total(left, "professor_lock_turns_begun_total", kind="create") == 6
    assert total(left, "professor_lock_turns_running") == 2
    await workers[1].communicate(b"\n")
