"""What a process takes from its start until it is ready to answer, where the database has the schema already."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.row import Row
from professor_lock.db.schema import apply_schema
from tests.support import databases
from tests.support.running_server import NOWHERE, ROOT, ServeProcess, environment_for

PROCESSOR_S = 1.5
RESIDENT_MB = 120.0
IMPORT = """
import gc
gc.disable()
from professor_lock.commands.lean_imports import lean_imports
with lean_imports():
    import app, uvicorn
"""


@dataclass(frozen=True)
class Endpoint:
    """A model's address; nobody asks it anything here."""

    url: str = f"{NOWHERE}/v1"


async def run(short: bool) -> list[Row]:
    """The start against what importing the program alone takes, which no order of work can shorten."""
    rounds = 1 if short else 5
    with tempfile.TemporaryDirectory(prefix="professor-lock-") as folder:
        start = await asyncio.to_thread(_measure, Path(folder), rounds)
    note = "GET /health/ready after `manage.py serve`, with a model configured; goal: within 1.5 s on two idle cores"
    return [
        Row("start until ready", start.ready_s, start.imported_s, "s", note, limit=1.4),
        Row("start, processor time", start.processor_s, PROCESSOR_S, "s", "against the goal", limit=1.0),
        Row("memory once ready", start.resident_mb, RESIDENT_MB, "MB", "resident; against the goal", limit=1.0),
    ]


@dataclass(frozen=True)
class Start:
    """Medians of the starts measured."""

    ready_s: float
    imported_s: float
    processor_s: float
    resident_mb: float


def _measure(folder: Path, rounds: int) -> Start:
    ready, imported, processor, resident = [], [], [], []
    with databases.server(folder / "postgres") as dsn:
        asyncio.run(apply_schema(dsn))
        environ = environment_for(dsn, folder / "data", model=Endpoint())
        compiled = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
        # As in the image, whose build has compiled everything: a start that compiles takes twice as long.
        subprocess.run([sys.executable, "-c", IMPORT], cwd=ROOT, env=os.environ | compiled, check=True)
        for _ in range(rounds):
            began = time.monotonic()
            subprocess.run([sys.executable, "-c", IMPORT], cwd=ROOT, env=os.environ | compiled, check=True)
            imported.append(time.monotonic() - began)
            process = ServeProcess(environ | compiled)
            began = time.monotonic()
            with process:
                while not _is_ready(process.url):
                    time.sleep(0.005)
                ready.append(time.monotonic() - began)
                meter = psutil.Process(process.process.pid)
                both = [meter, *meter.children(recursive=True)]  # manage.py may start another Python: the server
                processor.append(sum(sum(one.cpu_times()[:2]) for one in both))
                resident.append(max(one.memory_info().rss for one in both) / 1e6)
    return Start(*(statistics.median(values) for values in (ready, imported, processor, resident)))


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
