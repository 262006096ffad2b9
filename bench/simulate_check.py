"""The load of a simulated peak minute, played for real: what was predicted beside what was measured."""

from __future__ import annotations

import asyncio

from bench.bench_turns import load
from bench.scale import Assumptions, Bill, UnitCosts
from bench.simulate_model import FEW
from bench.turns_load import Load
from bench.unit_costs import Used, deployment

MOST_OFF = 2.0
"""A prediction may be off by so much: the machine is shared, and its processor time varies by half."""


async def check(bill: Bill, unit: UnitCosts, assumed: Assumptions, *, seconds: int) -> bool:
    """Print the table; whether anything was off by more than it may be.

    The turns are spread evenly over the minute. A board's words are few, as they are where its cost was measured.
    """
    boards = round(bill.peak.boards_a_second * seconds)
    plain = round(bill.peak.begun_a_second * seconds) - boards
    boards, plain = (count - count % bill.processes for count in (boards, plain))
    async with deployment(bill.processes) as at:
        for url in at.urls:
            await load(Load(url, streams=1, seconds=0.5, text="board"))
        before = await at.read()
        plays = [
            Load(url, streams=count // bill.processes, ramp_s=float(seconds), text=text)
            for url in at.urls
            for text, count in (("usual", plain), ("board", boards))
            if count >= bill.processes
        ]
        seen = await asyncio.gather(*(load(one) for one in plays))
        took = max(one.seconds for one in seen)
        used = Used.between(before, await at.read())
        logged = at.failures()
    failed = sum(one.failed for one in seen)
    tokens = plain * assumed.answer_tokens + boards * FEW
    turns = plain + boards
    assert turns, "there is nothing to play"
    lasting = plain * assumed.answer_tokens / assumed.token_rate
    lived = took * bill.processes
    predicted = _expected(unit, turns=turns, boards=boards, tokens=tokens, lasting_s=lasting, lived_s=lived)
    measured = (used.server_s, used.database_s, used.wal / 1e3, used.statements)
    for error in [one for each in seen for one in each.errors][:3]:
        print(f"failed: {error}")
    for line in logged[:3]:
        print(f"the server's log: {line}")
    print(f"{turns} turns in {took:.0f} s, {boards} with a board, {failed} failed; 99 of 100 tokens within", end=" ")
    print(f"{max(one.p99_ms for one in seen):.0f} ms\n\n| | predicted | measured | ratio |\n|---|---:|---:|---:|")
    off = failed > 0
    for (name, expected), found in zip(predicted.items(), measured, strict=True):
        ratio = found / expected if expected else float("nan")
        off |= not 1 / MOST_OFF <= ratio <= MOST_OFF
        print(f"| {name} | {expected:,.4g} | {found:,.4g} | {ratio:.2f} |")
    return off


def _expected(
    unit: UnitCosts, *, turns: int, boards: int, tokens: float, lasting_s: float, lived_s: float
) -> dict[str, float]:
    """What the unit costs predict. `lasting_s` are seconds of streams, `lived_s` seconds of processes, each summed."""
    return {
        "processor of the server, s": (
            turns * unit.turn_cpu_ms + boards * unit.board_cpu_ms + lived_s * unit.process_cpu_ms
        )
        / 1e3
        + tokens * unit.token_cpu_us / 1e6,
        "processor of Postgres, s": (
            turns * unit.turn_database_ms
            + boards * unit.board_database_ms
            + lasting_s * unit.stream_database_ms
            + lived_s * unit.process_database_ms
        )
        / 1e3,
        "WAL, kB": (turns * unit.turn_wal_bytes + boards * unit.board_wal_bytes + lasting_s * unit.stream_wal_bytes)
        / 1e3,
        "statements": turns * unit.turn_statements
        + boards * unit.board_statements
        + lasting_s * unit.stream_statements
        + lived_s * unit.process_statements,
    }
