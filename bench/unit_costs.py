"""What one turn, token, board, stream, listener and process cost: measured on a server of its own, for the simulation.

The server has a processor of its own where the system can do that; Postgres, the model and the clients share the rest.
Processor time is read from the system, bytes of WAL from Postgres, statements by a proxy between the two.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import psutil

from bench.bench_turns import ROOT, load, serve
from bench.scale import UnitCosts
from bench.simulate_model import FEW, RATE, TOKENS
from bench.statements import StatementCounter
from bench.turns_load import Load
from professor_lock.turns.records import ABSENT_S
from tests.fakes.openai_script import Stamps, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support import databases
from tests.support.chatkit_client import ChatKitClient
from tests.support.free_port import free_port
from tests.support.nats_server import NatsServer
from tests.support.running_server import environment_for
from tests.support.turns import RESUME


@dataclass(frozen=True, slots=True)
class Reading:
    """What had been used when it was taken."""

    server_s: float
    database_s: float
    wal: int
    statements: int


@dataclass(slots=True)
class Deployment:
    """A server, its Postgres and its model, with the meters on them."""

    servers: list[psutil.Process]
    urls: list[str]
    counter: StatementCounter
    admin: asyncpg.Connection
    postmaster: psutil.Process
    logs: list[Path]
    """What the servers warn of."""

    def failures(self) -> list[str]:
        """The log's lines on turns that failed, with their tracebacks."""
        lines = [line for log in self.logs for line in log.read_text(errors="replace").splitlines()]
        return [line for line in lines if '"level":"error"' in line.replace(" ", "")]

    async def read(self) -> Reading:
        """All meters."""
        wal = await self.admin.fetchval("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
        return Reading(_used_s(self.servers), self._database_s(), int(wal), len(self.counter.seen))

    def _database_s(self) -> float:
        ended = self.postmaster.cpu_times()
        return _used_s([self.postmaster, *self.postmaster.children()]) + ended.children_user + ended.children_system


def _used_s(processes: Sequence[psutil.Process]) -> float:
    used = 0.0
    for process in processes:
        try:
            used += sum(process.cpu_times()[:2])
        except psutil.NoSuchProcess:
            continue  # its time has gone to its parent
    return used


@dataclass(frozen=True, slots=True)
class Used:
    """Between two readings."""

    server_s: float
    database_s: float
    wal: float
    statements: float

    @classmethod
    def between(cls, before: Reading, after: Reading) -> Used:
        """What was used from one to the other."""
        return cls(
            after.server_s - before.server_s,
            after.database_s - before.database_s,
            after.wal - before.wal,
            after.statements - before.statements,
        )

    def less(self, other: Used, times: float) -> Used:
        """Without so many times another's use."""
        return Used(
            self.server_s - times * other.server_s,
            self.database_s - times * other.database_s,
            self.wal - times * other.wal,
            self.statements - times * other.statements,
        )

    def each(self, count: float) -> Used:
        """Shared out."""
        return Used(self.server_s / count, self.database_s / count, self.wal / count, self.statements / count)


@asynccontextmanager
async def deployment(processes: int = 1) -> AsyncIterator[Deployment]:
    """So many of `manage.py serve` on one fresh database, warm."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        admin = stack.enter_context(databases.server(folder / "postgres"))
        model = await stack.enter_async_context(model_of_boards())
        template = await databases.schema_template(admin)
        dsn = await stack.enter_async_context(databases.fresh(admin, template))
        counter = await stack.enter_async_context(StatementCounter(dsn))
        connection = await asyncpg.connect(dsn)
        stack.push_async_callback(connection.close)
        servers, logs = [], [folder / f"server_{number}.log" for number in range(processes)]
        for log in logs:
            port = free_port()
            environ = environment_for(
                counter.dsn, folder, OPENAI_BASE_URL=model, OPENAI_API_KEY="bench", PORT=str(port)
            )
            environ |= {"PP_LOG_LEVEL": "warning", "PP_DISCONNECT_GRACE_S": "0", "PP_GROUNDING": "off"}
            servers.append(await serve(["manage.py", "serve"], environ, port, stack, log))
        backend = psutil.Process(await connection.fetchval("SELECT pg_backend_pid()"))
        postmaster = backend.parent()
        assert postmaster is not None
        for _, url in servers:
            await load(Load(url, streams=4, seconds=1.0, text="few"))
        found, urls = zip(*servers, strict=True)
        if processes > 1 and hasattr(psutil.Process, "cpu_affinity"):
            for server in found:
                server.cpu_affinity([])  # any of them
        yield Deployment(list(found), list(urls), counter, connection, postmaster, logs)


@asynccontextmanager
async def model_of_boards() -> AsyncIterator[str]:
    """The simulation's model, in a process of its own; gives its address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.simulate_model"), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def measure(*, short: bool) -> UnitCosts:
    """All of them. `short` takes seconds and shows that it works."""
    turns_s, idle_s, streams = (1.0, 1.0, 8) if short else (8.0, 8.0, 80)
    async with deployment() as at:
        resident = at.servers[0].memory_info().rss
        one = asyncio.create_task(_streams(at, "quiet", 1, hold_s=idle_s + 2.0))
        await asyncio.sleep(1.5)
        a_second = (await _spend(at, asyncio.sleep(idle_s))).each(idle_s)
        await one
        quiet = asyncio.create_task(_streams(at, "quiet", streams, hold_s=idle_s + 2.0))
        await asyncio.sleep(idle_s / 2 + 2.0)
        grown = at.servers[0].memory_info().rss
        silent, silent_s, _ = await quiet
        few = await _each(at, "few", turns_s, a_second)
        board = await _each(at, "board", turns_s, a_second)
        usual, usual_s, count = await _streams(at, "usual", streams // 4)
    per_stream = silent.less(a_second, silent_s).less(few, streams).each(streams * (idle_s + 2.0))
    # The usual answer less a short one is tokens, and the leases of its seconds.
    tokens = usual.less(a_second, usual_s).each(count).less(few, 1.0).each(TOKENS - FEW)
    by_looks, by_broker, messages = await _followed(short=short)
    return UnitCosts(
        turn_cpu_ms=max(0.0, few.server_s - FEW * tokens.server_s) * 1e3,
        board_cpu_ms=(board.server_s - few.server_s) * 1e3,
        token_cpu_us=tokens.server_s * 1e6,
        turn_database_ms=few.database_s * 1e3,
        board_database_ms=(board.database_s - few.database_s) * 1e3,
        stream_database_ms=max(0.0, tokens.database_s * RATE) * 1e3,
        turn_statements=few.statements,
        board_statements=board.statements - few.statements,
        turn_wal_bytes=few.wal,
        board_wal_bytes=board.wal - few.wal,
        stream_statements=max(0.0, per_stream.statements),
        stream_wal_bytes=max(0.0, tokens.wal * RATE),
        stream_kib=max(0.0, grown - resident) / 1024 / streams,
        process_mib=resident / 2**20,
        process_cpu_ms=a_second.server_s * 1e3,
        process_database_ms=a_second.database_s * 1e3,
        process_statements=a_second.statements,
        follower_statements=by_looks,
        follower_broker_statements=by_broker,
        token_messages=messages,
    )


async def _spend(at: Deployment, work: object) -> Used:
    before = await at.read()
    await work  # type: ignore[misc]
    return Used.between(before, await at.read())


async def _each(at: Deployment, text: str, seconds: float, a_second: Used) -> Used:
    """A turn of this kind, without what the process does all the time."""
    await load(Load(at.urls[0], streams=2, seconds=0.5, text=text))  # warm
    before = await at.read()
    seen = await load(Load(at.urls[0], streams=8, seconds=seconds, text=text))
    return Used.between(before, await at.read()).less(a_second, seen.seconds).each(seen.turns)


async def _streams(at: Deployment, text: str, streams: int, hold_s: float = 0.0) -> tuple[Used, float, int]:
    """So many at once, each once: what they used together, for how long, and how many answers were whole."""
    before = await at.read()
    seen = await load(Load(at.urls[0], streams=streams, ramp_s=1.0, hold_s=hold_s, text=text))
    return Used.between(before, await at.read()), seen.seconds, max(1, seen.turns)


async def _followed(*, short: bool) -> tuple[float, float, float]:
    """Statements a second of a listener on another process by looks, and by a broker; the broker's messages a token."""
    by_looks, _ = await _follow(None, short=short)
    with NatsServer() as broker:
        by_broker, messages = await _follow(broker.url, short=short)
    return by_looks, by_broker, messages


async def _follow(broker: str | None, *, short: bool) -> tuple[float, float]:
    seconds = 2 * ABSENT_S if not short else ABSENT_S
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        admin = stack.enter_context(databases.server(folder / "postgres"))
        model = stack.enter_context(OpenAIServer(lambda _: Turn((Stamps(600, 0.05),))))
        dsn = await stack.enter_async_context(databases.fresh(admin, await databases.schema_template(admin)))
        counter = await stack.enter_async_context(StatementCounter(dsn))
        urls = []
        for its_dsn in (dsn, counter.dsn):
            port = free_port()
            environ = environment_for(its_dsn, folder, model=model, PORT=str(port)) | {"PP_GROUNDING": "off"}
            environ |= {"PP_LOG_LEVEL": "warning", "PP_SESSION_SECRET": "b" * 48}
            environ |= {} if broker is None else {"PP_BROKER_URL": broker}
            urls.append((await serve(["manage.py", "serve"], environ, port, stack))[1])
        here = await stack.enter_async_context(ChatKitClient(urls[0], user_id="ann"))
        there = await stack.enter_async_context(ChatKitClient(urls[1], user_id="ann"))
        chat = here.chat()
        answer = await stack.enter_async_context(chat.sending("Count"))
        await answer.until("assistant_message.content_part.text_delta")
        page = await there.chat().load(chat.thread_id)
        again = requests.custom_action(chat.thread_id, None, RESUME)
        following = await stack.enter_async_context(page.streaming(again))
        reading = asyncio.create_task(following.rest())
        await asyncio.sleep(ABSENT_S)
        counter.seen.clear()
        sent, said = await _sent(here), len(page.events)
        await asyncio.sleep(seconds)
        statements = len(_of_follower(counter.seen)) / seconds
        messages = (await _sent(here) - sent) / max(1, len(page.events) - said)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    return statements, messages


def _of_follower(statements: list[str]) -> list[str]:
    return [text for text in statements if "pp_turns" in text or "chatkit_thread_items" in text]


async def _sent(client: ChatKitClient) -> float:
    """Messages that a server has sent to the broker."""
    text = (await client.http.get("/metrics")).text
    found = [line for line in text.splitlines() if line.startswith('professor_lock_broker_messages_total{what="sent"}')]
    return float(found[0].rsplit(" ", 1)[1]) if found else 0.0
