"""Runs every `bench_*.py` in this folder and prints its rows: `python -m bench [--short] [name ...]`.

Only ratios mean anything beyond the machine they were measured on. A row over its limit is marked and does not fail the
run (a busy machine is no bug); a benchmark that breaks does, after the others have run. `python -m bench simulate`
plays a Sunday's peak from measured costs (`bench.simulate`).
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import math
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Protocol, cast

from bench import simulate
from bench.row import Row
from tests.support.databases import fast_folder

TITLES = ("what", "ours", "reference", "unit", "ratio", "limit", "note")


class Benchmark(Protocol):
    """What a `bench_*.py` offers."""

    async def run(self, short: bool) -> list[Row]:
        """Measure; `short` proves that it works in seconds, not how fast it is."""
        ...


def main() -> int:
    """The exit status: 1 when a benchmark broke."""
    if sys.argv[1:2] == ["simulate"]:
        return simulate.main(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("names", nargs="*", help="only these, without bench_ and .py")
    options = parser.parse_args()
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [f"bench_{name}" for name in options.names] or found
    if unknown := set(wanted) - set(found):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    if options.short:  # only has to work: its databases are made in memory, where the measured ones are on a disk
        tempfile.tempdir = str(fast_folder())
    rows, broken = measure(wanted, short=options.short)
    print(table(rows))
    for name in broken:
        print(f"{name} broke (see above)")
    return 1 if broken else 0


def measure(names: list[str], *, short: bool) -> tuple[list[Row], list[str]]:
    """The rows of all benchmarks, and the names of those that broke."""
    rows: list[Row] = []
    broken = []
    for name in names:
        began = time.monotonic()
        try:
            rows += asyncio.run(cast(Benchmark, importlib.import_module(f"bench.{name}")).run(short))
        except Exception:  # noqa: BLE001 - said in full, counted, and the others still run
            traceback.print_exc()
            broken.append(name)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows, broken


def table(rows: list[Row]) -> str:
    """The rows as aligned text."""
    lines = [TITLES, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(TITLES))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    limit = "" if row.limit is None else f"{'<' if row.ratio < row.limit else 'OVER'} {row.limit:g}"
    if row.at_least is not None:
        limit = f"{'>=' if row.ratio >= row.at_least else 'UNDER'} {row.at_least:g}"
    if math.isnan(row.ratio):
        limit = "not measured"
    return (row.name, f"{row.ours:,.4g}", f"{row.reference:,.4g}", row.unit, f"{row.ratio:.3g}", limit, row.note)


if __name__ == "__main__":
    sys.exit(main())
