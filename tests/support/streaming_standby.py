"""A primary and a standby that follows it by streaming replication, both real and on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from professor_lock.db import embedded_account as owner
from professor_lock.db.embedded import EmbeddedPostgres, _start_options, program


@dataclass
class Replicated:
    """Where both are, as superuser."""

    primary: str
    standby: str
    _primary: EmbeddedPostgres
    _standby: EmbeddedPostgres

    def freeze_standby(self) -> None:
        """Stop the standby's processes where they stand."""
        for one in _processes(self._standby):
            one.suspend()

    def thaw_standby(self) -> None:
        """Let them go on."""
        for one in _processes(self._standby):
            one.resume()

    def stop_standby(self) -> None:
        """Shut the standby down at once."""
        self._standby.stop()

    def kill_standby(self) -> None:
        """SIGKILL to all of its processes."""
        _kill(self._standby)

    def start_standby(self) -> None:
        """Start it again where it was."""
        assert self._standby.start() == self.standby

    def kill_primary(self) -> None:
        """SIGKILL to all of the primary's processes."""
        _kill(self._primary)

    def start_primary(self) -> None:
        """Start it again where it was: it recovers from its log."""
        assert self._primary.start() == self.primary


def _processes(server: EmbeddedPostgres) -> list[psutil.Process]:
    pid = server.postmaster()
    assert pid is not None
    postmaster = psutil.Process(pid)
    return [postmaster, *postmaster.children(recursive=True)]


def _kill(server: EmbeddedPostgres) -> None:
    processes = _processes(server)
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(processes, timeout=60)


@contextmanager
def replicated(home: Path) -> Iterator[Replicated]:
    """Both servers, their files under `home`, stopped at the end."""
    first = EmbeddedPostgres(home / "primary", durable=False, environ=os.environ)
    second = EmbeddedPostgres(home / "standby", durable=False, environ=os.environ)
    with first as primary:
        _copy(primary, first, second)
        standby = second.start()
        try:
            yield Replicated(primary, standby, first, second)
        finally:
            second.stop()


def _copy(primary: str, first: EmbeddedPostgres, second: EmbeddedPostgres) -> None:
    """The primary's files, with what makes them a standby's."""
    account = owner.server_account(first.data)
    second.home.mkdir(mode=0o711)
    second.data.mkdir(mode=0o700)
    shutil.copy(first.home / "password", second.home / "password")
    for path in (second.data, second.home / "password"):
        owner.give(path, account)
    arguments = ["-D", str(second.data), "-d", primary, "-X", "stream", "-c", "fast", "-R", "--no-sync"]
    subprocess.run(
        [str(program("pg_basebackup")), *arguments],
        check=True,
        capture_output=True,
        cwd=second.data,
        **_start_options(account),
    )
