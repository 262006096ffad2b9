"""What stands around two servers in production, real and on this machine: a balancer and a pooler."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from professor_lock.db import embedded_account as accounts
from tests.support.free_port import free_port

START_S = 60.0
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
"""Debian keeps them where only root's shell looks."""

HAPROXY = """
global
  maxconn 2000
defaults
  mode http
  timeout connect 1s
  timeout client 600s
  timeout server 600s
  retries 5
  option redispatch 1
frontend door
  bind 127.0.0.1:{port}
  default_backend servers
backend servers
  balance roundrobin
  option httpchk GET /health/ready
  http-check expect status 200
  default-server check inter 200ms fall 2 rise 1
{servers}
"""
PGBOUNCER = """
[databases]
* = host=127.0.0.1 port={primary} user={user} password='{password}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 500
server_login_retry = 1
"""


def engines_wanted() -> bool:
    """Whether all tests' servers are to stand between a balancer and a pooler (PP_TEST_ENGINES=on)."""
    return os.environ.get("PP_TEST_ENGINES") == "on"


def find_engine(name: str) -> str | None:
    """Path of a program of this machine."""
    return shutil.which(name, path=PATH)


class Engine:
    """A process on a port of its own, which can be killed and started again on the same port."""

    refuses_root = False

    def __init__(self, folder: Path, name: str, config: str) -> None:
        self.port = free_port()
        self._name = name
        self._config = folder / f"{name}_{self.port}.cfg"
        self._log = folder / f"{name}_{self.port}.log"
        self._text = config
        self._process: subprocess.Popen[bytes] | None = None

    def command(self, program: str) -> list[str]:
        raise NotImplementedError

    def start(self) -> Self:
        """Start, and come back when it takes connections."""
        program = find_engine(self._name)
        assert program is not None, f"no {self._name} found"
        self._config.write_text(self._text.replace("{port}", str(self.port)))
        account = accounts.server_account(self._config) if self.refuses_root and os.geteuid() == 0 else None
        accounts.give(self._config, account)
        rights: dict[str, Any] = {}
        if account is not None:
            rights = {"user": account.uid, "group": account.gid, "extra_groups": []}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self.command(program), stdout=log, stderr=log, cwd="/", **rights)
        deadline = time.monotonic() + START_S
        while not self._listens():
            assert self._process.poll() is None, f"{self._name} ended: {self.log}"
            assert time.monotonic() < deadline, f"{self._name} does not listen: {self.log}"
            time.sleep(0.02)
        return self

    @property
    def log(self) -> str:
        """What it has said."""
        return self._log.read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL: every connection through it breaks."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()


class HaProxy(Engine):
    """HAProxy before servers on these ports: in turn, while they say that they are ready."""

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        servers = "\n".join(f"  server at{port} 127.0.0.1:{port}" for port in ports)
        super().__init__(folder, "haproxy", HAPROXY.replace("{servers}", servers))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, program: str) -> list[str]:
        return [program, "-db", "-f", str(self._config)]


class PgBouncer(Engine):
    """PgBouncer in transaction mode before the server of this address."""

    refuses_root = True

    def __init__(self, folder: Path, dsn: str) -> None:
        parts = urlsplit(dsn)
        text = PGBOUNCER.replace("{primary}", str(parts.port)).replace("{user}", str(parts.username))
        super().__init__(folder, "pgbouncer", text.replace("{password}", str(parts.password)))
        self._database = parts.path.lstrip("/")

    @property
    def dsn(self) -> str:
        return f"postgresql://anybody:x@127.0.0.1:{self.port}/{self._database}?sslmode=disable"

    def command(self, program: str) -> list[str]:
        return [program, str(self._config)]


_pooled: dict[int | None, int] = {}
"""The pooler's port by that of the Postgres behind it."""


@contextmanager
def pooled(dsn: str) -> Iterator[None]:
    """A PgBouncer before a Postgres, for all its databases: `through_pooler` gives their addresses."""
    folder = Path(tempfile.mkdtemp(prefix="professor-lock-pooler-"))
    folder.chmod(0o711)
    try:
        with PgBouncer(folder, dsn) as pooler:
            _pooled[urlsplit(dsn).port] = pooler.port
            yield
    finally:
        _pooled.clear()
        shutil.rmtree(folder, ignore_errors=True)


def through_pooler(dsn: str) -> str:
    """The address of a database through the pooler before its Postgres; as it is where there is none."""
    parts = urlsplit(dsn)
    port = _pooled.get(parts.port)
    return dsn if port is None else f"postgresql://anybody:x@127.0.0.1:{port}{parts.path}?sslmode=disable"
