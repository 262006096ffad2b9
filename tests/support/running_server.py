"""The whole server for tests, over real sockets: in a thread of the test's own process, or as `manage.py serve`.

    with OpenAIServer(script) as model, RunningServer(settings_for(database, tmp_path, model=model)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client: ...

    with ServeProcess(environment_for(database, tmp_path, model=model)) as process:
        ...; process.kill()

`RunningServer` starts in milliseconds and shows its parts and its log; `ServeProcess` is the real command, and can be
killed.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, Self

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app import create_app, services_for
from professor_lock.clocks import Clocks
from professor_lock.http.connection_bounds import Bounds, bounds_for, raise_descriptors
from professor_lock.http.connections import Connections
from professor_lock.http.early_refusals import protocol_class
from professor_lock.logs import JsonFormatter
from professor_lock.settings import Settings, declared
from professor_lock.settings_reading import load_settings
from professor_lock.wiring import Build, Services
from tests.support import databases
from tests.support.engines import through_pooler
from tests.support.free_port import free_port

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 240.0
"""Three seconds of processor time, which are minutes on a machine that many share."""
TICK_S = 0.1
"""How often uvicorn renews its Date header's clock, as it is used to."""
STOP_TIMEOUT_S = 120.0
SAYS_WHERE = "Professor Lock is at "
NOWHERE = "http://127.0.0.1:1"
"""An address of this machine at which nobody listens."""
OUTSIDE_URLS = (
    "THE_ODDS_API_URL",
    "ESPN_SITE_URL",
    "ESPN_WEB_URL",
    "STATMUSE_URL",
    "OPEN_METEO_URL",
    "OPEN_METEO_GEOCODING_URL",
    "TAVILY_URL",
    "BRAVE_URL",
)
NOBODY_OUTSIDE = dict.fromkeys(OUTSIDE_URLS, NOWHERE)
"""Variables by which every source's host is a refused connection: no test asks the real ones."""


class ModelEndpoint(Protocol):
    """A fake OpenAI server, as far as the settings need one."""

    @property
    def url(self) -> str: ...


class OddsEndpoint(Protocol):
    """A fake Odds API, as far as the settings need one."""

    key: str

    @property
    def url(self) -> str: ...


def environment_for(
    database: str | None,
    data_dir: Path,
    *,
    model: ModelEndpoint | None = None,
    odds: OddsEndpoint | None = None,
    **variables: Any,
) -> dict[str, str]:
    """The environment variables of a test server; `variables` win. Without `model` it is the demo model that answers.

    Without `odds` the sports data are the demo's; a source whose URL is not given cannot be reached.
    A stopping server waits a second for its turns, not 25.
    """
    environ = {"PP_DATA_DIR": str(data_dir), "PP_DRAIN_S": "1", **NOBODY_OUTSIDE}
    if role := os.environ.get("PP_TEST_DB_ROLE"):
        environ["PP_DB_ROLE"] = role
    if database is not None:
        environ["DATABASE_URL"] = through_pooler(database)
    if model is not None:
        environ |= {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "test-key"}
    if odds is not None:
        environ |= {"THE_ODDS_API_URL": odds.url, "THE_ODDS_API_KEY": odds.key}
    return environ | variables


def settings_for(
    database: str,
    data_dir: Path,
    *,
    model: ModelEndpoint | None = None,
    odds: OddsEndpoint | None = None,
    **variables: Any,
) -> Settings:
    """The same as `Settings`, for `RunningServer`."""
    return load_settings(environment_for(database, data_dir, model=model, odds=odds, **variables))


@contextmanager
def lasting_database(postgres: str) -> Iterator[str]:
    """A database with the schema for fixtures that outlive one test and its loop."""
    with asyncio.Runner() as runner:
        database = databases.fresh(postgres, runner.run(databases.schema_template(postgres)))
        dsn = runner.run(database.__aenter__())
        try:
            yield dsn
        finally:
            runner.run(database.__aexit__(None, None, None))


class _Uvicorn(uvicorn.Server):
    """uvicorn, told to stop by an event: by itself it looks ten times a second, and hundreds of tests wait for that."""

    def leave(self) -> None:
        """As on SIGTERM; to be called from another thread."""
        self.should_exit = True
        if not self._loop.is_closed():  # it may have been stopped before
            self._loop.call_soon_threadsafe(self._leaving.set)

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._leaving = asyncio.Event()
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._leaving.wait(), TICK_S)


class RunningServer:
    """`create_app(settings)` on a real uvicorn, in a thread with a loop of its own.

    `build` puts other parts into the graph, as in `create_app`; `bounds` are those of connections and bodies. `log`
    holds the process's log lines since the start as dictionaries (those of another RunningServer that runs at the same
    time are among them). `port` 0: a free one. `any_server`: on uvicorn's own protocol, as on any other ASGI server.
    """

    def __init__(
        self,
        settings: Settings,
        build: Build = services_for,
        port: int = 0,
        *,
        bounds: Bounds | None = None,
        any_server: bool = False,
    ) -> None:
        self.log: list[dict[str, Any]] = []
        self._wanted_port = port
        self._settings = settings
        self._build = build
        self._any_server = any_server
        self._bounds = bounds or bounds_for(
            raise_descriptors(), most=settings.connections, per_address=settings.connections_per_address
        )
        self._handler = _ListHandler(self.log)
        self._server: _Uvicorn | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        """Start, and come back when it serves; what keeps it from starting is in the log and raised as RuntimeError."""
        root = logging.getLogger()
        handlers, self._level = root.handlers[:], root.level
        self.app = create_app(self._settings, self._build, bounds=self._bounds)
        root.handlers = [*handlers, self._handler]  # create_app put its own in place of pytest's
        self.connections = Connections(self._bounds, clock=Clocks().steady, behind_proxy=self._settings.trust_proxy)
        config = uvicorn.Config(
            self.app,
            http=HttpToolsProtocol if self._any_server else protocol_class(self.connections, self.app.state.refusals),
            ws="none",
            timeout_keep_alive=self._bounds.keep_alive_s,  # type: ignore[arg-type]
            port=self._wanted_port,
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        self._server = _Uvicorn(config)
        self._thread = threading.Thread(target=self._server.run, name="server under test", daemon=True)
        self._thread.start()
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                self._forget_log()
                raise RuntimeError(f"the server did not start: {self.log}")
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        """Stop as on SIGTERM, and wait until it has."""
        assert self._server is not None
        assert self._thread is not None
        self._server.leave()
        self._thread.join(STOP_TIMEOUT_S)
        self._forget_log()
        assert not self._thread.is_alive(), "the server did not stop"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """The TCP port it got."""
        assert self._server is not None
        port: int = self._server.servers[0].sockets[0].getsockname()[1]
        return port

    @property
    def parts(self) -> Services:
        """What it is made of. Its coroutines belong to the server's loop, not to the test's."""
        parts: Services = self.app.state.services
        return parts

    def logged(self, message: str) -> list[dict[str, Any]]:
        """The log lines with this message."""
        return [line for line in self.log if line["message"] == message]

    async def log_until(self, holds: Callable[[], bool], timeout_s: float = 60.0) -> None:
        """Wait until the log is as expected: a request is logged when it is over, which is after its last byte."""
        async with asyncio.timeout(timeout_s):
            while not holds():  # noqa: ASYNC110 - the log grows in another thread
                await asyncio.sleep(0.01)

    def _forget_log(self) -> None:
        root = logging.getLogger()
        root.removeHandler(self._handler)
        root.setLevel(self._level)


class _ListHandler(logging.Handler):
    """Keeps every record as the JSON line it would have been: what cannot be written as one fails here too."""

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__()
        self._lines = lines
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(json.loads(self.format(record)))


class ServeProcess:
    """`python manage.py serve` as a process of its own, with these variables and none of the shell's settings.

    It listens on the port that PORT names, else on a free one. `lines` is its output so far; restarting is a new
    ServeProcess with the same variables. `descriptors` is how many files it may open, whatever it does to raise that.
    """

    def __init__(self, environ: Mapping[str, str], *, descriptors: int | None = None) -> None:
        self.lines: list[str] = []
        self._descriptors = descriptors
        production = environ.get("PP_ENV") == "production"
        port = environ.get("PORT") or (str(free_port()) if production else "0")
        self._environ = _without_settings(os.environ) | {"PYTHONUNBUFFERED": "1"} | dict(environ) | {"PORT": port}
        self._url = None if port == "0" else f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> Self:
        """Start, and come back when it answers /health; RuntimeError with its output when it does not."""
        command = [sys.executable, str(ROOT / "manage.py"), "serve"]
        if self._descriptors is not None:
            command = ["sh", "-c", f'ulimit -n {self._descriptors}; exec "$@"', "sh", *command]
        self._process = subprocess.Popen(
            command, env=self._environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._is_healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError("manage.py serve did not start:\n" + "\n".join(self.lines))
            time.sleep(0.02)
        return self

    def terminate(self) -> int:
        """SIGTERM, and its exit status once it has ended."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """SIGKILL: nothing is saved, nothing is said."""
        return self._end(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.terminate()

    @property
    def process(self) -> subprocess.Popen[str]:
        """The running process."""
        assert self._process is not None
        return self._process

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        assert self._url is not None
        return self._url

    @property
    def log(self) -> list[dict[str, Any]]:
        """The lines of its output that are log lines."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    def _end(self, number: signal.Signals) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(STOP_TIMEOUT_S)
        assert self._reader is not None
        self._reader.join(5)
        return status

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line.rstrip("\n"))
                if line.startswith(SAYS_WHERE):
                    self._url = line.removeprefix(SAYS_WHERE).strip()

    def _is_healthy(self) -> bool:
        if self._url is None:
            return False
        try:
            with urllib.request.urlopen(f"{self._url}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False


def _without_settings(environ: Mapping[str, str]) -> dict[str, str]:
    settings = {name for setting in declared() for name in setting.variables}
    return {
        name: value
        for name, value in environ.items()
        if name not in settings and not name.startswith(("PP_", "RAILWAY_"))
    }
