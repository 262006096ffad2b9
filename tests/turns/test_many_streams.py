"""Many slow streams at once on one process with ten connections, watched by another: all whole, nobody taken for dead.

    TURNS_STREAMS=1000 python manage.py test tests/turns/test_many_streams.py -s
    TURNS_STREAMS=2000 TURNS_PROCESSES=2 python manage.py test tests/turns/test_many_streams.py -s

are the long forms; the gate has a few dozen streams.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import replace

import pytest

from bench.bench_turns import load, model
from bench.turns_load import Load, Seen
from tests.support.forked_server import ForkedServer
from tests.support.running_server import environment_for
from tests.support.turns import query

pytestmark = pytest.mark.long

STREAMS = int(os.environ.get("TURNS_STREAMS", "60"))
PROCESSES = int(os.environ.get("TURNS_PROCESSES", "1"))
TOKENS = 4
SILENT_S = 3.0
"""Each stream says a token this often, and nothing between: longer than a lease is, in all."""
STARTS_A_SECOND = 60


class Endpoint:
    """The address of a model that runs as a process of its own."""

    def __init__(self, url: str) -> None:
        self.url = url


async def test_every_stream_is_whole_and_no_turn_is_taken_for_dead(database, tmp_path, nursery):
    async with model(tokens=TOKENS, rate=1 / SILENT_S) as url:
        environ = environment_for(database, tmp_path, model=Endpoint(url), PP_DB_POOL_MAX="10", PP_GROUNDING="off")
        *servers, watcher = [await asyncio.to_thread(nursery.start, environ) for _ in range(PROCESSES + 1)]
        began = time.monotonic()
        what = Load("", streams=STREAMS // PROCESSES, ramp_s=STREAMS / PROCESSES / STARTS_A_SECOND)
        seen: list[Seen] = await asyncio.gather(*(load(replace(what, url=server.url)) for server in servers))
        took = time.monotonic() - began
        await asyncio.sleep(1)
        logs = [await asyncio.to_thread(_stop, server) for server in (*servers, watcher)]
    turns = await query(database, "SELECT outcome, count(*) AS n FROM pp_turns GROUP BY outcome")
    tokens = await query(database, "SELECT count(*) AS users, sum(output_tokens)::int AS tokens FROM pp_usage")
    table = await query(
        database,
        "SELECT n_tup_upd, n_tup_hot_upd, pg_total_relation_size('pp_turns') / 1024 AS kib"
        " FROM pg_stat_user_tables WHERE relname = 'pp_turns'",
    )
    first, token = max(one.opened_p99_ms for one in seen), max(one.first_p99_ms for one in seen)
    print(
        f"\n{STREAMS} streams in {took:.0f} s, first event p99 {first:.0f} ms, token {token:.0f} ms, "
        f"{[dict(row) for row in turns]}, {dict(tokens[0])}, pp_turns {dict(table[0])}"
    )
    assert [one.errors for one in seen] == [[] for _ in seen]
    assert first > 0, "measured at all"
    assert sum(one.turns for one in seen) == STREAMS // PROCESSES * PROCESSES
    assert [(row["outcome"], row["n"]) for row in turns] == [("answered", STREAMS // PROCESSES * PROCESSES)]
    said = [line for log in logs for line in log if "died" in line["message"] or "could not be" in line["message"]]
    assert said == []
    assert tokens[0]["users"] == STREAMS // PROCESSES, "user names are the same on every process"
    per_answer = tokens[0]["tokens"] / STREAMS
    assert per_answer == int(per_answer) > 0, "no token count is lost"


def _stop(server: ForkedServer) -> list[dict[str, str]]:
    server.end(signal.SIGTERM)
    return [dict(line) for line in server.log]
