"""The embedded Postgres: one server for all who use a folder, and back on its feet after any kind of end."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import asyncpg
import psutil
import pytest

from professor_lock.db.embedded import EmbeddedPostgres, PostgresFailed

ROOT = Path(__file__).resolve().parents[2]
USER = """
import os, sys
from pathlib import Path
from professor_lock.db.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), durable=False, environ=os.environ)
print(server.start(), flush=True)
sys.stdin.readline()
server.stop()
"""


def server_in(home: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(home, durable=False, environ=os.environ)


@pytest.fixture
def home(server_dir):
    """Where a server may live: a long path with blanks and letters beyond ASCII. Nothing runs in it afterwards."""
    home = server_dir / ("a folder with bl änks" * 5) / "postgres"
    yield home
    left = server_in(home).postmaster()
    if left is not None:
        os.kill(left, signal.SIGKILL)


class OtherProcess:
    """Another process that uses the same server."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self.process.stdout is not None
        self.dsn = self.process.stdout.readline().strip()

    def leave(self) -> int:
        self.process.communicate("\n", timeout=60)
        return self.process.returncode

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


async def run(dsn: str, statement: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_what_was_written_is_there_after_a_restart_and_so_is_the_port(home):
    with server_in(home) as dsn:
        await run(dsn, "CREATE TABLE kept AS SELECT 41 AS n")
    assert server_in(home).postmaster() is None
    with server_in(home) as again:
        assert again == dsn
        assert await run(again, "SELECT n FROM kept") == 41


async def test_a_taken_port_is_left_to_its_owner(home):
    server = server_in(home)
    dsn = server.start()
    server.stop()
    with socket.create_server(("127.0.0.1", int(dsn.rsplit(":", 1)[1].split("/")[0]))), server_in(home) as other:
        assert other != dsn
        assert await run(other, "SELECT 1") == 1


async def test_the_server_runs_until_its_last_user_has_left(home):
    first = OtherProcess(home)
    with server_in(home) as dsn:
        assert dsn == first.dsn
        assert first.leave() == 0
        assert await run(dsn, "SELECT 1") == 1
    assert server_in(home).postmaster() is None


async def test_a_killed_user_leaves_a_server_that_the_next_one_takes_over_and_stops(home):
    first = OtherProcess(home)
    first.kill()
    with server_in(home) as dsn:
        assert dsn == first.dsn
        assert await run(dsn, "SELECT 1") == 1
    assert server_in(home).postmaster() is None


async def test_after_a_crash_of_everything_the_next_start_recovers_though_the_pid_is_in_use_again(home):
    first = OtherProcess(home)
    await run(first.dsn, "CREATE TABLE kept AS SELECT 41 AS n")
    first.kill()
    kill_with_children(server_in(home).postmaster())
    stranger = start_stranger_in_place_of(home / "data" / "postmaster.pid")
    try:
        with server_in(home) as dsn:
            assert await run(dsn, "SELECT n FROM kept") == 41
    finally:
        stranger.kill()
        stranger.wait()


async def test_an_interrupted_first_start_is_done_again(home):
    for leftover in ("data.new", "data"):
        (home / leftover / "base").mkdir(parents=True)
    with server_in(home) as dsn:
        assert await run(dsn, "SELECT 1") == 1


async def test_nobody_connects_without_the_password_and_only_its_owner_reads_it(home):
    with server_in(home) as dsn:
        password = dsn.split(":")[2].split("@")[0]
        with pytest.raises(asyncpg.InvalidPasswordError):
            await run(dsn.replace(password, "guess"), "SELECT 1")
        if os.name != "nt":
            assert (home / "password").stat().st_mode & 0o077 == 0


async def test_times_are_utc_and_text_is_unicode_whatever_the_machine_speaks(home):
    with server_in(home) as dsn:
        assert await run(dsn, "SHOW timezone") == "UTC"
        assert await run(dsn, "SELECT lower('ÀÉ') || current_setting('server_encoding')") == "àéUTF8"


def test_files_of_another_postgres_version_are_refused_in_words(home):
    server_in(home).start()
    server = server_in(home)
    server.start()
    server.stop()
    (home / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresFailed, match="made by Postgres 16"):
        server_in(home).start()


def test_a_server_that_cannot_start_shows_the_end_of_its_log(home):
    with server_in(home):
        pass
    with (home / "data" / "postgresql.conf").open("a") as settings:
        settings.write("shared_preload_libraries = 'not_there_at_all'\n")
    with pytest.raises(PostgresFailed, match="not_there_at_all"):
        server_in(home).start()


def kill_with_children(pid: int | None) -> None:
    """SIGKILL, as a crash or an out-of-memory killer would."""
    postmaster = psutil.Process(pid)
    family = [postmaster, *postmaster.children(recursive=True)]
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):  # the children notice, and leave
            process.kill()
    psutil.wait_procs(family, timeout=30)


def start_stranger_in_place_of(pid_file: Path) -> subprocess.Popen[bytes]:
    """Another program under the pid in the file, of the same account: Postgres itself would take it for a server."""
    owner = pid_file.stat()
    if os.name != "nt" and os.geteuid() == 0:
        stranger = subprocess.Popen(["sleep", "600"], user=owner.st_uid, group=owner.st_gid, extra_groups=[], cwd="/")
    else:
        stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    pid_file.write_text("\n".join([str(stranger.pid), *pid_file.read_text().splitlines()[1:]]) + "\n")
    return stranger
