"""The runner of the benchmarks: its table, and what it does when one of them breaks."""

from __future__ import annotations

import sys
import types

from bench.__main__ import measure, table
from bench.row import Row

ROW = Row("say hello", 3.0, 2.0, "ms", "to one person", limit=1.4)


def test_a_benchmark_that_breaks_is_named_and_the_others_still_count(monkeypatch, capsys):
    async def fine(short: bool) -> list[Row]:
        return [ROW]

    async def broken(short: bool) -> list[Row]:
        raise ValueError("out of hellos")

    for name, run in (("bench_broken", broken), ("bench_fine", fine)):
        module = types.ModuleType(name)
        module.__dict__["run"] = run
        monkeypatch.setitem(sys.modules, f"bench.{name}", module)
    assert measure(["bench_broken", "bench_fine"], short=True) == ([ROW], ["bench_broken"])
    assert "out of hellos" in capsys.readouterr().err


def test_the_table_shows_the_ratio_and_whether_it_keeps_its_promise():
    shown = table([ROW]).splitlines()[1]
    assert "1.5" in shown
    assert "OVER 1.4" in shown


def test_what_a_busy_machine_did_not_let_be_measured_is_said_and_breaks_nothing():
    shown = table([Row("streams", 40.0, 0.0, "streams", "", at_least=2.0)]).splitlines()[1]
    assert "not measured" in shown
