"""What one user's flood costs another: 200 requests at once on two processes, nearly all over the sender's limits.

That exactly the allowed number passes is a test (`tests/test_limits.py`); here is what another user waits meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil

from bench.bench_turns import ROOT, model
from bench.flood_client import ask
from bench.row import Row
from tests.support import databases
from tests.support.running_server import ServeProcess, environment_for

AT_ONCE = 200
LIMITS = "requests=20,turns=3"
"""Of the one who floods: what is over it is turned away."""
QUIET_ASKS = 3
COUNTED_ASKS = 20
COUNTED_BURSTS = 5


@dataclass
class Waits:
    """Milliseconds the other user waited for whole answers of 20 tokens."""

    quiet: list[float] = field(default_factory=list)
    flooded: list[float] = field(default_factory=list)
    answer_cpu_us: float = 0.0
    """Processor time of the servers for one answer of 20 tokens, and for one refusal."""
    refusal_cpu_us: float = 0.0


async def run(short: bool) -> list[Row]:
    """The other user's answers with and without the flood, in turns so that noise meets both alike."""
    waits = await measure(rounds=2 if short else 15)
    note = f"20 tokens, while one other user sends {AT_ONCE} requests at once to two processes, against without"
    return [
        Row(
            "another's answer beside a flood", median(waits.flooded), median(waits.quiet), "ms, median", note, limit=1.5
        ),
        Row(
            "a server's work for one refusal",
            waits.refusal_cpu_us,
            waits.answer_cpu_us,
            "us",
            "processor time, against one answer of 20 tokens: whatever else the machine does",
            limit=0.015,
        ),
        Row("the slowest of them", max(waits.flooded), max(waits.quiet), "ms", note),
    ]


async def measure(rounds: int) -> Waits:
    """The waits of so many rounds; RuntimeError where the other user was refused, or the flood was not."""
    waits = Waits()
    async with AsyncExitStack() as stack:
        servers = await stack.enter_async_context(two_servers())
        urls = [server.url for server in servers]
        flood = await stack.enter_async_context(flooder(urls))
        for n in range(rounds + 1):
            quiet = [await one_answer(urls[turn % 2]) for turn in range(QUIET_ASKS)]
            flooded = await answers_during(flood, urls)
            if n:  # the first is to warm up
                waits.quiet += quiet
                waits.flooded += flooded
        before = cpu_us(servers)
        for turn in range(COUNTED_ASKS):
            await one_answer(urls[turn % 2])
        between = cpu_us(servers)
        for _ in range(COUNTED_BURSTS):
            await begin(flood)
            await ended(flood)
        waits.answer_cpu_us = (between - before) / COUNTED_ASKS
        waits.refusal_cpu_us = (cpu_us(servers) - between) / (COUNTED_BURSTS * AT_ONCE)
    return waits


def cpu_us(servers: list[ServeProcess]) -> float:
    """Processor time that the servers have used so far."""
    times = [psutil.Process(server.process.pid).cpu_times() for server in servers]
    return sum(one.user + one.system for one in times) * 1e6


async def begin(flood: asyncio.subprocess.Process) -> None:
    """Have a burst sent; it is under way when this returns."""
    assert flood.stdin is not None
    assert flood.stdout is not None
    flood.stdin.write(b"\n")
    await flood.stdout.readline()


async def ended(flood: asyncio.subprocess.Process) -> dict[str, int]:
    """How many of the burst's requests got each status, when the last has one."""
    assert flood.stdout is not None
    statuses: dict[str, int] = json.loads(await flood.stdout.readline())
    return statuses


async def answers_during(flood: asyncio.subprocess.Process, urls: list[str]) -> list[float]:
    """What the other user waited for answers asked for, one after the other, while a burst was under way."""
    await begin(flood)
    over = asyncio.create_task(ended(flood))
    waited: list[float] = []
    while not over.done():
        waited.append(await one_answer(urls[len(waited) % 2]))
    statuses = await over
    print(f"  {statuses}, meanwhile {[round(ms) for ms in waited]} ms", file=sys.stderr, flush=True)
    if statuses.get("429", 0) < AT_ONCE / 2:
        raise RuntimeError(f"the flood was let in: {statuses}")
    return waited


async def one_answer(url: str) -> float:
    """Milliseconds of one whole answer to a user without limits."""
    status, waited_ms = await ask(url, "somebody", "pro", "Hello", whole=True)
    if status != 200:
        raise RuntimeError(f"who did not flood was answered {status}")
    return waited_ms


@asynccontextmanager
async def two_servers() -> AsyncIterator[list[ServeProcess]]:
    """Two processes on one fresh database, and on a model of its own."""
    async with AsyncExitStack() as stack:
        model_url = await stack.enter_async_context(model(tokens=20, rate=0))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        admin = stack.enter_context(databases.server(folder / "postgres"))
        database = await stack.enter_async_context(databases.fresh(admin, await databases.schema_template(admin)))
        environ = environment_for(database, folder, OPENAI_BASE_URL=model_url, OPENAI_API_KEY="bench")
        environ |= {"PP_LOG_LEVEL": "warning", "PP_DISCONNECT_GRACE_S": "0", "PP_LIMITS_FREE": LIMITS}
        servers = [ServeProcess(environ), ServeProcess(environ)]
        try:
            await asyncio.gather(*(asyncio.to_thread(server.start) for server in servers))
            yield servers
        finally:
            await asyncio.gather(*(asyncio.to_thread(server.kill) for server in servers))


@asynccontextmanager
async def flooder(urls: list[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """The one who floods, waiting for the word."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.flood_client", str(AT_ONCE), *urls),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
