"""`manage.py test` and `bench`: pytest over everything, in parallel; the benchmarks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dev.chromium import find_chromium
from dev.webapp import OLDEST_NODE, find_node

NOT_PARALLEL = ("-n", "--numprocesses", "--pdb", "--trace", "-s", "--collect-only", "--co", "--dist")


def run_tests(root: Path, arguments: list[str]) -> int:
    """pytest with everything it finds; `arguments` are passed on. The status is pytest's."""
    if find_chromium() is None:
        print(
            "No Chromium (or Chrome, or Edge) was found: the browser tests are left out.\n"
            "To run them, install one (Debian, Ubuntu: sudo apt install chromium) or set PP_CHROMIUM to its path.",
            flush=True,
        )
    if find_node() is None:
        print(
            f"No Node.js {'.'.join(map(str, OLDEST_NODE))} or newer with npm was found: the web app's tests "
            "(pplayweb) are left out.\nTo run them, install it from https://nodejs.org.",
            flush=True,
        )
    if "--real-model" in arguments:
        rest = [argument for argument in arguments if argument != "--real-model"]
        return subprocess.call([sys.executable, "-m", "pytest", "-s", "tests/grounding/real_model.py", *rest], cwd=root)
    parallel = not any(argument.split("=")[0] in NOT_PARALLEL or argument.startswith("-n") for argument in arguments)
    options = ["-n", str(_workers()), "--dist", "worksteal"] if parallel else []
    return subprocess.call([sys.executable, "-m", "pytest", *options, *arguments], cwd=root)


def run_benchmarks(root: Path, *, short: bool) -> int:
    """The table of ratios; not 0 when a benchmark breaks."""
    return subprocess.call([sys.executable, "-m", "bench", *(["--short"] if short else [])], cwd=root)


def _workers() -> int:
    """Two more than there are processors: tests of servers, processes and browsers wait for half of their time."""
    return _processors() + 2


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
