"""How long a process takes from its start until it is ready to answer, where the database has the schema already."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from bench.row import Row
from professor_lock.db.schema import apply_schema
from tests.support import databases
from tests.support.running_server import NOWHERE, ROOT, ServeProcess, environment_for


@dataclass(frozen=True)
class Endpoint:
    """A model's address; nobody asks it anything here."""

    url: str = f"{NOWHERE}/v1"


async def run(short: bool) -> list[Row]:
    """The start against what importing the program alone takes, which no order of work can shorten."""
    rounds = 1 if short else 5
    with tempfile.TemporaryDirectory(prefix="professor-lock-") as folder:
        ready, imported = await asyncio.to_thread(_measure, Path(folder), rounds)
    note = "GET /health/ready after `manage.py serve`, with a model configured; goal: within 1.5 s on two idle cores"
    return [Row("start until ready", ready, imported, "s", note, limit=1.4)]


def _measure(folder: Path, rounds: int) -> tuple[float, float]:
    ready, imported = [], []
    with databases.server(folder / "postgres") as dsn:
        asyncio.run(apply_schema(dsn))
        environ = environment_for(dsn, folder / "data", model=Endpoint())
        for _ in range(rounds):
            began = time.monotonic()
            subprocess.run([sys.executable, "-c", "import gc; gc.disable(); import app, uvicorn"], cwd=ROOT, check=True)
            imported.append(time.monotonic() - began)
            process = ServeProcess(environ)
            began = time.monotonic()
            with process.start():
                while not _is_ready(process.url):
                    time.sleep(0.005)
                ready.append(time.monotonic() - began)
    return statistics.median(ready), statistics.median(imported)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
