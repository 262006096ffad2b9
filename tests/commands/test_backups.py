"""`manage.py backup` and `restore`, with a real embedded Postgres: everything comes back, or nothing is changed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tarfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import asyncpg
import pytest

from professor_lock.attachments.storage import FOLDER
from professor_lock.commands.backups import FORMER, backup, restore
from professor_lock.commands.databases import run_postgres
from professor_lock.db.embedded import EmbeddedPostgres
from professor_lock.db.schema import apply_schema, todays_schema
from tests.support.databases import named
from tests.support.filled_tables import fill_for
from tests.support.rows import all_rows

ROOT = Path(__file__).parents[2]
T = TypeVar("T")


class Home:
    """A folder with an embedded Postgres; `run` starts it, does something with its DSN and stops it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {"PP_DATA_DIR": str(folder)}
        self.files = folder / FOLDER / "ab"

    def run(self, work: Callable[[str], Awaitable[T]]) -> T:
        async def done(dsn: str) -> T:
            return await work(dsn)

        with EmbeddedPostgres(self.folder / "postgres", durable=False) as dsn:
            return asyncio.run(done(dsn))

    def backup(self, target: Path) -> int:
        return backup(ROOT, self.environ, target)

    def restore(self, source: Path) -> int:
        return restore(ROOT, self.environ, source)


@pytest.fixture
def home(server_dir: Path) -> Home:
    return Home(server_dir)


async def statement(dsn: str, text: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(text)
    finally:
        await connection.close()


async def fill(dsn: str) -> None:
    await apply_schema(dsn)
    connection = await asyncpg.connect(dsn)
    await fill_for(connection, "ann")
    await connection.close()


async def change(dsn: str) -> None:
    await statement(dsn, "DELETE FROM chatkit_threads; ALTER TABLE pp_usage DROP COLUMN messages")


def test_everything_comes_back_and_what_was_there_is_kept(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    home.files.mkdir(parents=True)
    (home.files / "file").write_bytes(b"a picture")
    home.run(fill)
    before = home.run(all_rows)
    assert home.backup(target) == 0
    home.run(change)
    (home.files / "file").unlink()
    assert home.restore(target) == 0
    assert (home.files / "file").read_bytes() == b"a picture"
    assert target.stat().st_mode & 0o077 == 0

    async def look(dsn: str) -> None:
        assert await all_rows(dsn) == before
        assert (await all_rows(named(dsn, FORMER)))["chatkit_threads"] == []
        assert await apply_schema(dsn) == "there"

    home.run(look)


def test_what_cannot_be_done_is_said_and_changes_nothing(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "backup.tar"
    home.run(fill)
    assert home.backup(target) == 0
    assert home.backup(target) == 1
    assert "never takes the place" in capsys.readouterr().err
    (tmp_path / "broken.tar").write_bytes(target.read_bytes()[:5000])
    (tmp_path / "text.tar").write_text("no archive")
    with tarfile.open(tmp_path / "empty.tar", "w"):
        pass
    for name in ("broken.tar", "text.tar", "empty.tar", "absent.tar"):
        assert home.restore(tmp_path / name) == 1, name
    assert backup(ROOT, home.environ | {"DATABASE_URL": "postgresql://u:p@db.example/x"}, tmp_path / "x.tar") == 1
    assert "docs/backup.md" in capsys.readouterr().err

    async def while_it_is_used(dsn: str) -> None:
        """Another process has the server; only restoring needs it alone."""
        before = await all_rows(dsn)
        connection = await asyncpg.connect(dsn)
        for command, status in ((f"backup {tmp_path / 'second.tar'}", 0), (f"restore {target}", 1)):
            done = await asyncio.to_thread(
                subprocess.run,
                [sys.executable, str(ROOT / "manage.py"), *command.split()],
                env=home.environ,
                capture_output=True,
                text=True,
            )
            assert done.returncode == status, done.stderr
        assert "stop it first" in done.stderr
        await connection.close()
        assert await all_rows(dsn) == before

    home.run(while_it_is_used)


def test_a_backup_of_an_older_schema_is_brought_to_todays(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    first = todays_schema().migrations[0]

    async def make_old(dsn: str) -> None:
        await statement(dsn, "CREATE DATABASE older TEMPLATE template0")
        await statement(named(dsn, "older"), first.script)
        thread = "INSERT INTO chatkit_threads (id, user_id, created_at) VALUES ('t', 'ann', now());"
        mark = f"INSERT INTO pp_migrations (number, name) VALUES ({first.number}, '{first.name}')"
        await statement(named(dsn, "older"), thread + mark)
        dump = f"--file={tmp_path / 'database.dump'}"
        await asyncio.to_thread(run_postgres, "pg_dump", named(dsn, "older"), {}, "--format=custom", dump)

    home.run(make_old)
    with tarfile.open(target, "w") as archive:
        archive.add(tmp_path / "database.dump", "database.dump")
    assert home.restore(target) == 0
    rows = home.run(all_rows)
    assert {row[0] for row in rows["pp_migrations"]} == {step.number for step in todays_schema().migrations}
    assert len(rows["chatkit_threads"]) == 1
