"""An answer that calls one tool and shows a board beside the SDK's own path, what the check of its numbers costs, and
what two processes carry beside one.

The board is the demo's evening of the NBA. The reference has it in memory, and builds and words it with our code; our
server asks its source, shows where prices began, keeps the card in Postgres, and the user can tap it. Processor time is
what is counted, since a busy machine changes that least: of two processes, how many answers a second of processor time
gives while both are asked, against one alone. What they share (Postgres, news between processes) shows in it; whether
there are two free cores does not.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import psutil

from bench.bench_turns import load, our_server, postgres, serve
from bench.row import Row
from bench.turns_load import Load
from bench.unit_costs import deployment, model_of_boards
from tests.support.free_port import free_port

AT_ONCE = 8


async def run(short: bool) -> list[Row]:
    """The rows of the table."""
    seconds = 0.5 if short else 10.0
    async with model_of_boards() as model:
        with postgres() as admin:
            ours, unchecked = await ours_each(model, admin, seconds, ["board", "board said"], "off")
            checked, words = await ours_each(model, admin, seconds, ["board said", "few said"], "hold")
        reference, said, few = await reference_each(model, seconds, ["board", "board said", "few said"])
    alone, both = await processes(seconds)
    clients = f"{AT_ONCE} clients, each asks again when it has its answer"
    return [
        Row("processor an answer with a board", ours, reference, "ms", f"one tool, {clients}", limit=1 / 3),
        Row("the same, two prices said and checked", checked, said, "ms", clients, limit=0.5),
        Row("what that check takes of it", checked, unchecked, "ms", "with it, and without", limit=1.5),
        Row("processor an answer of words, checked", words, few, "ms", clients, limit=0.3),
        Row(
            "two processes, by processor time",
            2e3 / both,
            1e3 / alone,
            "answers a second",
            "short answers; of two cores and of one, if each process has one",
            at_least=1.8,
        ),
    ]


async def ours_each(model: str, admin: str, seconds: float, texts: list[str], checked: str) -> list[float]:
    """Milliseconds of processor time that an answer to each text takes of our server; `checked` says what is done with
    numbers nobody gave.
    """
    async with AsyncExitStack() as stack:
        process, url = await our_server(model, stack, admin=admin, PP_GROUNDING=checked)
        return [await _each([process], [url], seconds, text) for text in texts]


async def reference_each(model: str, seconds: float, texts: list[str]) -> list[float]:
    """The same, of the SDK's own path."""
    async with AsyncExitStack() as stack:
        port = free_port()
        process, url = await serve(["-m", "bench.turns_reference", str(port), model, "board"], {}, port, stack)
        return [await _each([process], [url], seconds, text) for text in texts]


async def processes(seconds: float) -> tuple[float, float]:
    """Milliseconds of processor time a short answer takes: of one process on a database, of two on the same."""
    async with deployment(processes=2) as at:
        alone = await _each(at.servers[:1], at.urls[:1], seconds, "few")
        both = await _each(at.servers, at.urls, seconds, "few")
    return alone, both


async def _each(servers: list[psutil.Process], urls: list[str], seconds: float, text: str) -> float:
    await asyncio.gather(*(load(Load(url, streams=2, seconds=min(1.0, seconds), text=text)) for url in urls))  # warm
    before = _used_s(servers)
    seen = await asyncio.gather(*(load(Load(url, streams=AT_ONCE, seconds=seconds, text=text)) for url in urls))
    return (_used_s(servers) - before) / sum(one.turns for one in seen) * 1e3


def _used_s(servers: list[psutil.Process]) -> float:
    return float(sum(sum(process.cpu_times()[:2]) for process in servers))
