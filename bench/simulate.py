"""What a Sunday's peak asks of a deployment: `python -m bench simulate [--short] [--check]`.

Measures what one turn, token, stream and process cost on this machine (`bench.unit_costs`), plays the peak hour of a
Sunday turn by turn for several numbers of daily users (`bench.scale`), and prints what that comes to: processes,
connections, writes of the primary, messages of the broker, money. `--check` runs the two smallest points as real load
and prints what was predicted beside what was measured. docs/scaling.md says how to read it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from bench.scale import POINTS, Assumptions, bill, play, table, values
from bench.simulate_check import check
from bench.unit_costs import measure


def main(arguments: list[str]) -> int:
    """The table; the exit status is 1 when `--check` finds a prediction off by more than it may be."""
    parser = argparse.ArgumentParser(prog="bench simulate", description=__doc__)
    parser.add_argument("--short", action="store_true", help="measure for seconds: proves that it works")
    parser.add_argument("--check", action="store_true", help="run the two smallest points as real load")
    options = parser.parse_args(arguments)
    assumed = Assumptions()
    unit = asyncio.run(measure(short=options.short))
    print(f"Measured on this machine, one core for the server:\n\n| | |\n|---|---|\n{values(unit)}\n")
    print(f"Assumed:\n\n| | |\n|---|---|\n{values(assumed)}\n")
    bills = [bill(play(users, assumed), unit, assumed) for users in POINTS]
    print(table(bills))
    if not options.check:
        return 0
    off = False
    for one in bills[:2]:
        print(f"\n{one.peak.users:,} daily users, its peak as real load:", flush=True)
        off |= asyncio.run(check(one, unit, assumed, seconds=10 if options.short else 40))
    return int(off)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
