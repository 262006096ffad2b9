"""Our server, with Postgres behind it, against the smallest ChatKit server: answers a second, delays, streams, memory.

Both run as processes of their own, one at a time, on the same uvicorn and against the same model, which stamps each of
its tokens; a third process plays the clients. Where the system can, the server has a processor of its own and all
else shares the others, so that what is compared is what one core carries. `docs/performance.md` has results.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

from bench.row import Row
from bench.turns_load import Load, Seen
from tests.support import databases
from tests.support.free_port import free_port
from tests.support.running_server import environment_for

ROOT = Path(__file__).parents[1]
RATE = 50
"""Tokens a second of each stream."""
LIMIT_MS = 150.0
"""A stream counts as carried while 99 of 100 tokens reach the client within this."""
START_S = 60.0


@dataclass(frozen=True)
class Size:
    """How much to measure: `SHORT` proves that it works, `FULL` how fast it is."""

    streams_from: int
    streams_to: int
    stream_s: float
    turns_s: float
    turns_at_once: int
    firsts: int
    idle: int
    idle_s: float


SHORT = Size(streams_from=4, streams_to=4, stream_s=1.0, turns_s=0.5, turns_at_once=4, firsts=4, idle=8, idle_s=1.0)
FULL = Size(
    streams_from=32, streams_to=600, stream_s=9.0, turns_s=10.0, turns_at_once=16, firsts=60, idle=150, idle_s=4.0
)


@dataclass
class Measured:
    """What one server did."""

    turns_a_second: float = 0.0
    cpu_ms_a_turn: float = 0.0
    first_word_ms: float = 0.0
    streams: int = 0
    cpu_us_a_token: float = 0.0
    idle_kib: float = 0.0


async def run(short: bool) -> list[Row]:
    """Both servers through the same course."""
    size = SHORT if short else FULL
    async with AsyncExitStack() as stack:
        models = {
            "quick": await stack.enter_async_context(model(tokens=20, rate=0)),
            "steady": await stack.enter_async_context(model(tokens=int(RATE * size.stream_s), rate=RATE)),
            "silent": await stack.enter_async_context(model(tokens=50, rate=0.02)),
        }
        admin = stack.enter_context(postgres())
        our, by_chat = (
            partial(our_server, admin=admin),
            partial(our_server, admin=admin, PP_MODEL_API="chat_completions"),
        )
        if short:  # what they take does not matter then, and they wait for most of it
            models["quick"] = models["steady"]  # one start less of each
            measuring = (measure(reference_server, models, size), measure(our, models, size))
            reference, ours, chat = await asyncio.gather(*measuring, measure(by_chat, models, size, only_cpu=True))
        else:
            reference = await measure(reference_server, models, size)
            ours = await measure(our, models, size)
            chat = await measure(by_chat, models, size, only_cpu=True)
    return [*rows(ours, reference, size), *chat_rows(chat, reference, size)]


def rows(ours: Measured, reference: Measured, size: Size) -> list[Row]:
    """The table's lines."""
    at_once = f"{size.turns_at_once} clients, each asks again when it has its answer of 20 tokens"
    cpu = f"{size.streams_from} streams at {RATE} tokens/s, everything else that answers need included"
    found = f"at {RATE} tokens/s each, p99 added delay under {LIMIT_MS:.0f} ms, one process on one core"
    return [
        Row("streams carried", ours.streams, reference.streams, "streams", found, at_least=2.0),
        Row("answers", ours.turns_a_second, reference.turns_a_second, "per second", at_once, at_least=1.5),
        Row("processor an answer", ours.cpu_ms_a_turn, reference.cpu_ms_a_turn, "ms", at_once, limit=0.4),
        Row("first word, added", ours.first_word_ms, reference.first_word_ms, "ms, median", "one client at a time"),
        Row("processor a token", ours.cpu_us_a_token, reference.cpu_us_a_token, "µs", cpu, limit=0.4),
        Row("memory of a stream", ours.idle_kib, reference.idle_kib, "KiB", f"{size.idle} streams that say nothing"),
    ]


def chat_rows(chat: Measured, reference: Measured, size: Size) -> list[Row]:
    """The same over chat completions, as far as processor time goes, against the reference's other API."""
    at_once = f"over chat completions; {size.turns_at_once} clients"
    cpu = f"over chat completions; {size.streams_from} streams at {RATE} tokens/s"
    return [
        Row("processor an answer, chat", chat.cpu_ms_a_turn, reference.cpu_ms_a_turn, "ms", at_once, limit=0.4),
        Row("processor a token, chat", chat.cpu_us_a_token, reference.cpu_us_a_token, "µs", cpu, limit=0.4),
    ]


Start = Callable[[str, AsyncExitStack], Awaitable[tuple[psutil.Process, str]]]


async def measure(start: Start, models: dict[str, str], size: Size, *, only_cpu: bool = False) -> Measured:
    """One server, started anew for each model; with `only_cpu` what an answer and a token cost and nothing else."""
    measured = Measured()
    async with AsyncExitStack() as stack:
        process, url = await start(models["quick"], stack)
        await load(Load(url, streams=4, seconds=min(2.0, size.turns_s)))  # warm
        before = _used_s(process)
        seen = await load(Load(url, streams=size.turns_at_once, seconds=size.turns_s))
        measured.turns_a_second = seen.turns / seen.seconds
        measured.cpu_ms_a_turn = (_used_s(process) - before) / seen.turns * 1e3
        seen = await load(Load(url, streams=1, seconds=size.firsts * 0.05))
        measured.first_word_ms = seen.first_p50_ms
        if models["steady"] != models["quick"]:
            await stack.aclose()
            process, url = await start(models["steady"], stack)
            await load(Load(url, streams=4))  # warm
        before = _used_s(process)
        seen = await load(steady(url, size.streams_from, size))
        measured.cpu_us_a_token = (_used_s(process) - before) / seen.tokens * 1e6
        if only_cpu:
            return measured
        measured.streams = await most_streams(url, size)
    async with AsyncExitStack() as stack:
        process, url = await start(models["silent"], stack)
        await load(Load(url, streams=8, hold_s=size.idle_s / 4))  # warm
        resident = process.memory_info().rss
        holding = asyncio.create_task(load(Load(url, streams=size.idle, ramp_s=size.idle_s / 2, hold_s=size.idle_s)))
        await asyncio.sleep(size.idle_s * 1.25)
        measured.idle_kib = (process.memory_info().rss - resident) / 1024 / size.idle
        await holding
    return measured


async def most_streams(url: str, size: Size) -> int:
    """The most streams that stay under the limit, 0 when one alone does not: the machine is too busy then.

    Down by halves to a number that is carried, up by quarters to one that is not, then once between the two.
    """
    streams = size.streams_from
    while not await is_carried(url, streams, size):
        if streams == 1:
            return 0
        streams //= 2
    carried, streams = streams, max(streams + 1, int(streams * 1.25))
    while streams <= size.streams_to and await is_carried(url, streams, size):
        carried, streams = streams, max(streams + 1, int(streams * 1.25))
    between = (carried + streams) // 2
    if streams <= size.streams_to and carried < between and await is_carried(url, between, size):
        carried = between
    return carried


async def is_carried(url: str, streams: int, size: Size) -> bool:
    """Whether so many streams stay under the limit; what is over it may have been the machine's bad moment: twice."""
    for _ in range(2):
        seen = await load(steady(url, streams, size))
        said = f"  {streams} streams: p50 {seen.p50_ms:.0f} ms, p99 {seen.p99_ms:.0f} ms, {seen.failed} failed"
        print(said, *seen.errors[:1], file=sys.stderr, flush=True)
        if seen.failed == 0 and seen.p99_ms < LIMIT_MS:
            return True
    return False


def steady(url: str, streams: int, size: Size) -> Load:
    """Streams that begin one after another and then all run: only that part counts."""
    return Load(url, streams=streams, ramp_s=size.stream_s / 3, skip_s=size.stream_s / 9)


# The processes


@contextmanager
def postgres() -> Iterator[str]:
    """A Postgres of its own; gives its administrator's DSN."""
    with tempfile.TemporaryDirectory() as folder, databases.server(Path(folder) / "postgres") as admin:
        yield admin


async def our_server(
    model_url: str, stack: AsyncExitStack, *, admin: str, **variables: str
) -> tuple[psutil.Process, str]:
    """`manage.py serve` on a fresh database of that Postgres."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    template = await databases.schema_template(admin)
    database = await stack.enter_async_context(databases.fresh(admin, template))
    port = free_port()
    environ = environment_for(database, folder, OPENAI_BASE_URL=model_url, OPENAI_API_KEY="bench", PORT=str(port))
    # The tokens are moments of a clock: numbers without a source, which would be left out.
    environ |= {"PP_LOG_LEVEL": "warning", "PP_DISCONNECT_GRACE_S": "0", "PP_GROUNDING": "off"} | variables
    return await serve(["manage.py", "serve"], environ, port, stack)


async def reference_server(model_url: str, stack: AsyncExitStack) -> tuple[psutil.Process, str]:
    """The smallest ChatKit server."""
    port = free_port()
    return await serve(["-m", "bench.turns_reference", str(port), model_url], {}, port, stack)


async def serve(
    command: list[str], environ: dict[str, str], port: int, stack: AsyncExitStack, log: Path | None = None
) -> tuple[psutil.Process, str]:
    """A server in a process of its own, on a processor of its own, once it answers. `log` is where its log goes."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PP_")}
    output = subprocess.DEVNULL if log is None else stack.enter_context(log.open("wb"))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "ignore", *command),
        cwd=ROOT,
        env=clean | environ,
        stdout=output,
    )
    stack.push_async_callback(_end, process)
    url = f"http://127.0.0.1:{port}"
    async with asyncio.timeout(START_S):
        while not await asyncio.to_thread(_answers, url):
            if process.returncode is not None:
                raise RuntimeError(f"{' '.join(command)} did not start")
            await asyncio.sleep(0.05)
    server = psutil.Process(process.pid)
    _pin(server, first=True)
    return server, url


@asynccontextmanager
async def model(*, tokens: int, rate: float) -> AsyncIterator[str]:
    """The model that stamps its tokens; gives its URL."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.fakes.openai_server", "--tokens", str(tokens), "--rate", str(rate)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        _pin(psutil.Process(process.pid), first=False)
        yield url
    finally:
        await _end(process)


async def load(what: Load) -> Seen:
    """The clients, in a process of their own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.turns_load", json.dumps(vars(what))),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    _pin(psutil.Process(process.pid), first=False)
    out, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError("the clients broke")
    seen = Seen(**json.loads(out))
    if seen.turns == 0 and not what.hold_s:
        raise RuntimeError(f"no answer was whole: {seen.errors}")
    return seen


def _used_s(process: psutil.Process) -> float:
    """Processor time so far: what a busy machine changes least."""
    return float(sum(process.cpu_times()[:2]))


def _pin(process: psutil.Process, *, first: bool) -> None:
    """The server on the first processor, everything else on the others; nothing where that cannot be said."""
    if not hasattr(process, "cpu_affinity"):
        return
    processors = process.cpu_affinity()
    if len(processors) > 1:
        process.cpu_affinity(processors[:1] if first else processors[1:])


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
