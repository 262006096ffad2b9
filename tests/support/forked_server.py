"""Servers that start in a tenth of a second and can be killed like any process: for all tests of several processes.

    async def test_something(nursery: ServerNursery, ...):
        server = nursery.start(environment_for(database, tmp_path, model=model))
        server.kill(); server = nursery.start(...)

One process, which serves all tests of a worker, imports the server once, for three seconds of processor time, and
forks a child for each start. A child runs `commands.serving.serve`, which is what `manage.py serve` runs, on a port of
its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.support.engines import HaProxy, engines_wanted
from tests.support.free_port import free_port

ROOT = Path(__file__).parents[2]
START_S = 240.0
LEAVE_S = 60.0


@dataclass
class ForkedServer:
    """One running server. `log` is what it wrote so far."""

    nursery: ServerNursery
    pid: int
    port: int
    log_file: Path
    balancer: HaProxy | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}" if self.balancer is None else self.balancer.url

    @property
    def log(self) -> list[dict[str, Any]]:
        lines = self.log_file.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]

    def kill(self) -> int:
        """SIGKILL: nothing is saved, nothing is said. The signal, negative, as its status."""
        return self.end(signal.SIGKILL)

    def end(self, number: signal.Signals) -> int:
        """A signal, and the exit status once it has ended."""
        os.kill(self.pid, number)
        return self.wait()

    def wait(self) -> int:
        status = int(self.nursery.ask({"wait": self.pid})["status"])
        if self.balancer is not None:
            self.balancer.kill()
        return status


class ServerNursery:
    """The process whose children are servers; all of them end with it."""

    def __init__(self, log_dir: Path) -> None:
        self._log_dir = log_dir
        self._running: dict[int, ForkedServer] = {}
        self._asking = threading.Lock()

    def __enter__(self) -> Self:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PP_")}
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.support.forked_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environ | {"TZ": "UTC"},
        )
        return self

    def kill_all(self) -> None:
        """Those that a test has left running."""
        for server in list(self._running.values()):
            server.kill()

    def __exit__(self, *_: object) -> None:
        self.kill_all()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(LEAVE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def start(self, environ: Mapping[str, str], port: int | None = None) -> ForkedServer:
        """Start a server with these variables, on this port where one is given, and come back when it answers."""
        port = port or free_port()
        log_file = self._log_dir / f"server_{port}_{time.monotonic_ns()}.log"
        variables = dict(environ) | {"PORT": str(port)}
        server = ForkedServer(self, self.ask({"start": variables, "log": str(log_file)})["pid"], port, log_file)
        self._running[server.pid] = server
        deadline = time.monotonic() + START_S
        while not _is_healthy(server.url):
            assert time.monotonic() < deadline, log_file.read_text()
            time.sleep(0.01)
        if engines_wanted():
            server.balancer = HaProxy(self._log_dir, [port]).start()
        return server

    def ask(self, command: dict[str, Any]) -> dict[str, Any]:
        """One command, one answer; safe to call from several threads."""
        with self._asking:
            return self._ask(command)

    def _ask(self, command: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(command), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        if "wait" in command:
            self._running.pop(command["wait"], None)
        return answer


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _prepare() -> None:
    """What a server makes for its first question and keeps: once, where each child would need 0.3 s of a processor."""
    import fastapi.telemetry._runtime  # noqa: F401
    import uvicorn.lifespan.on
    import uvicorn.loops.uvloop  # noqa: F401

    import professor_lock.sources.demo.demo  # noqa: F401
    from professor_lock.agent.context import ProfessorLockContext
    from professor_lock.auth import caller
    from professor_lock.demo_model.vocabulary import build_reader
    from professor_lock.desk.care_words import read_distress
    from professor_lock.model.warmup import rehearse
    from professor_lock.protocol.first_use import build_models
    from professor_lock.protocol.requests import parse_request
    from professor_lock.settings_reading import load_settings
    from professor_lock.sources.http import tls_context
    from tests.support.chatkit_requests import create

    build_reader(), tls_context(), caller._zones(), read_distress("Hello.")
    build_models()
    ProfessorLockContext.model_rebuild()
    parse_request(json.dumps(create("Hello.")))
    for api in ("responses", "chat_completions"):
        asyncio.run(rehearse(load_settings({"OPENAI_API_KEY": "unused", "PP_MODEL_API": api})))


def main() -> None:
    """The nursery: a command a line on standard input, an answer a line on standard output."""
    from professor_lock.commands import serving
    from professor_lock.commands.lean_imports import lean_imports

    with lean_imports():  # once, for all children, as `manage.py serve` does
        import uvicorn  # noqa: F401

        import app  # noqa: F401
        import professor_lock.http.early_refusals  # noqa: F401
    _prepare()
    for line in sys.stdin:
        command = json.loads(line)
        if "wait" in command:
            _, status = os.waitpid(command["wait"], 0)
            print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)
            continue
        child = os.fork()
        if child == 0:
            log = os.open(command["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, 0)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.environ.update(command["start"])
            os._exit(serving.serve(ROOT, os.environ))
        print(json.dumps({"pid": child}), flush=True)


if __name__ == "__main__":
    main()
