"""`manage.py serve` and `migrate`: find or start the database, bring it to today's schema, run the app on uvicorn."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from professor_lock.clocks import Clocks
from professor_lock.commands.lazy_packages import OLD_MODELS, left_out
from professor_lock.commands.lean_imports import lean_imports
from professor_lock.db.embedded import EmbeddedPostgres, PostgresFailed
from professor_lock.db.schema import Outcome, SchemaDoesNotFit, TablesInUse, apply_schema
from professor_lock.db.sharding.registry import NoShard, is_one_of_several, prepare
from professor_lock.settings import Settings
from professor_lock.settings_reading import SettingsError, load_settings, production_problems

logger = logging.getLogger("professor_lock.serving")

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

# The app has ended its own streams before, within PP_DRAIN_S; this is for clients that are slow to take the end.
LAST_BYTES_S = 3
BACKLOG = 2048


class CannotListen(Exception):
    """The address is taken or not ours; the text says which variables choose another."""


def serve(root: Path, environ: Mapping[str, str], *, browser: bool = False) -> int:
    """Serve until SIGTERM or Ctrl-C; 0 when that is how it ended. `browser`: open the page once it is there."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        settings = read_settings(root, environ)
        problems = production_problems(settings)
        if problems:
            return refuse("Production refuses to start:", problems)
        listener = listen(settings.host, settings.port)
        if not settings.production:  # there, every line of output is a log line of the app's own
            model = settings.model if settings.has_language_model else "the demo model"
            say(f"Starting with {model}, {settings.data} data")
        with listener, database(settings, environ) as ready:
            return _run_app(settings, listener, ready, browser=browser)
    except SettingsError as error:
        return refuse("The settings cannot be used:", error.problems)
    except (PostgresFailed, CannotListen) as error:
        return refuse(str(error), [])
    except KeyboardInterrupt:
        return 0


def migrate(root: Path, environ: Mapping[str, str]) -> int:
    """Bring the database to today's schema and say whether anything had to be done."""
    try:
        settings = read_settings(root, environ)
        with database(settings, environ) as ready:
            _, outcome = ready()
    except SettingsError as error:
        return refuse("The settings cannot be used:", error.problems)
    except PostgresFailed as error:
        return refuse(str(error), [])
    if outcome == "newer":
        return refuse("The database's schema is newer than this program's, and schemas are never taken back.", [])
    say("The schema was applied." if outcome == "applied" else "The schema is up to date.")
    return 0


def read_settings(root: Path, environ: Mapping[str, str]) -> Settings:
    """The settings with an absolute data folder: in the project, unless PP_DATA_DIR names one."""
    settings = load_settings(environ)
    base = Path.cwd() if environ.get("PP_DATA_DIR", "").strip() else root
    return settings.model_copy(update={"data_dir": (base / settings.data_dir.expanduser()).resolve()})


@contextmanager
def database(settings: Settings, environ: Mapping[str, str]) -> Iterator[Callable[[], tuple[str, Outcome]]]:
    """Starts (or finds) the database and applies the schema in the background, so that imports can go on meanwhile.

    Gives a function that waits for it: (DSN, what was done for its schema), or raises what went wrong.
    """
    embedded = None
    if settings.database_url is None:
        embedded = EmbeddedPostgres(settings.data_dir / "postgres", environ=environ, say=say)
    outcome: list[tuple[str, Outcome] | BaseException] = []

    def prepare() -> None:
        try:
            dsn = settings.database_url or (embedded.start() if embedded else "")
            outcome.append((dsn, asyncio.run(_apply(dsn, settings.shards))))
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits, which raises it
            outcome.append(error)

    worker = threading.Thread(target=prepare, name="database")
    worker.start()

    def ready() -> tuple[str, Outcome]:
        worker.join()
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    try:
        yield ready
    finally:
        worker.join()
        if embedded is not None:
            embedded.stop()


async def _apply(dsn: str, shards: Sequence[str]) -> Outcome:
    import asyncpg

    try:
        if shards:
            return await prepare(dsn, shards)
        outcome = await apply_schema(dsn)
        if await is_one_of_several(dsn):
            raise NoShard("Users are spread over this database and others: PP_SHARDS must list them.")
        return outcome
    except (TablesInUse, SchemaDoesNotFit, NoShard) as error:
        raise PostgresFailed(str(error)) from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError, OSError) as error:
        raise PostgresFailed(f"The database cannot be used: {error or type(error).__name__}") from error


def _run_app(
    settings: Settings, listener: socket.socket, ready: Callable[[], tuple[str, Outcome]], *, browser: bool
) -> int:
    # Importing makes millions of objects that stay to the end: collecting garbage among them only takes time, now (a
    # sixth of the start) and at every collection later.
    gc.disable()
    with lean_imports():
        import uvicorn

        from app import create_app
        from professor_lock.http.connection_bounds import bounds_for, raise_descriptors
        from professor_lock.http.connections import Connections
        from professor_lock.http.early_refusals import protocol_class

    gc.freeze()
    gc.enable()
    dsn, _ = ready()
    descriptors = raise_descriptors()
    bounds = bounds_for(descriptors, most=settings.connections, per_address=settings.connections_per_address)
    running = settings.model_copy(update={"database_url": dsn, "port": listener.getsockname()[1]})
    with left_out(OLD_MODELS):
        app = create_app(running, bounds=bounds)
    connections = Connections(bounds, clock=Clocks().steady, behind_proxy=settings.trust_proxy)
    config = uvicorn.Config(
        app,
        http=protocol_class(connections, app.state.refusals),
        ws="none",
        timeout_keep_alive=bounds.keep_alive_s,  # type: ignore[arg-type]  # seconds; it takes parts of one, too
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LAST_BYTES_S,
    )
    logger.info("connections", extra={"descriptors": descriptors, "at_once": bounds.open})
    address = address_of(listener)

    def started() -> None:
        if not settings.production:
            say(f"Professor Lock is at {address}")
        if browser:  # in a thread: some browsers are waited for
            threading.Thread(target=webbrowser.open, args=(address,), name="browser", daemon=True).start()

    server = _draining_server(config, app, started)
    server.run(sockets=[listener])
    return 0 if server.started else 3


def _draining_server(config: uvicorn.Config, app: FastAPI, on_started: Callable[[], None]) -> uvicorn.Server:
    import uvicorn

    class Server(uvicorn.Server):
        """Says that it serves, and on shutdown ends the app first, while it still answers.

        So a load balancer sees readiness turn 503 and liveness stay, where a closed port would look like a crash.
        """

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_started()

        async def main_loop(self) -> None:
            await super().main_loop()
            draining = asyncio.create_task(app.state.services.turns.drain())
            while not draining.done() and not self.force_exit:
                await asyncio.wait({draining}, timeout=0.1)

    return Server(config)


def listen(host: str, port: int) -> socket.socket:
    """A socket on host and port (0: any free one), taken before anything else is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()  # a private network may be IPv6 only, the public edge is not
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]  # the rest repeats the address
        raise CannotListen(f"cannot listen on {host} port {port} ({reason}): set HOST or PORT") from error


def address_of(listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - shown, not bound
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def refuse(heading: str, problems: list[str]) -> int:
    """Say why not, one problem a line; the exit status."""
    print(heading, *(f"  - {problem}" for problem in problems), sep="\n", file=sys.stderr)
    return 1


def say(line: str) -> None:
    """A line for the terminal; the app's own log is another thing."""
    print(line, flush=True)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM outside uvicorn's own handling: unwind, so that the database is stopped on the way out."""
    raise KeyboardInterrupt
