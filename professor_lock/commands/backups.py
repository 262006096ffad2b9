"""`manage.py backup FILE` and `restore FILE`: the embedded Postgres and the uploaded files in one archive.

A backup is a tar of `database.dump` (pg_dump's custom format, one moment of the database, also while the server runs)
and `attachments/`. A restore fills a new database beside the present one and then changes their names in one
transaction: it is there whole or not at all, and what was there before is kept until the next restore.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from professor_lock.attachments.storage import FOLDER
from professor_lock.commands.serving import database, read_settings, refuse, say
from professor_lock.db.embedded import PostgresFailed, program
from professor_lock.db.schema import SchemaDoesNotFit, TablesInUse, apply_schema
from professor_lock.settings import Settings
from professor_lock.settings_reading import SettingsError

DUMP = "database.dump"
RESTORED, FORMER = "pp_restored", "pp_before_restore"
TIMEOUT_S = 24 * 3600.0
ELSEWHERE = "DATABASE_URL names a Postgres of its own: it is backed up where it is (docs/backup.md)."
SEVERAL = "PP_SHARDS: one file cannot hold several databases; each is backed up where it is (docs/backup.md)."

_Work = Callable[[Settings, str], str]
"""Does it with the settings and the database's DSN, and answers what to say."""


class BackupFailed(Exception):
    """It was not done; the text says why."""


def backup(root: Path, environ: Mapping[str, str], target: Path) -> int:
    """Write a backup; 1, and nothing written, when that cannot be done. A server may run meanwhile."""
    return _run(root, environ, lambda settings, dsn: _backup(settings, dsn, target, environ))


def restore(root: Path, environ: Mapping[str, str], source: Path) -> int:
    """Put a backup in the place of the present database and files; 1, and nothing changed, when that cannot be done."""
    return _run(root, environ, lambda settings, dsn: _restore(settings, dsn, source, environ))


def _run(root: Path, environ: Mapping[str, str], work: _Work) -> int:
    try:
        settings = read_settings(root, environ)
        if settings.database_url is not None:
            return refuse(ELSEWHERE, [])
        if settings.shards:
            return refuse(SEVERAL, [])
        with database(settings, environ) as ready:
            say(work(settings, ready()[0]))
    except SettingsError as error:
        return refuse("The settings cannot be used:", error.problems)
    except (PostgresFailed, BackupFailed) as error:
        return refuse(str(error), [])
    except OSError as error:
        return refuse(f"{error.filename or 'A file'} cannot be used: {error.strerror}", [])
    return 0


def _backup(settings: Settings, dsn: str, target: Path, environ: Mapping[str, str]) -> str:
    if target.exists():
        raise BackupFailed(f"{target} is there already: a backup never takes the place of another.")
    fresh = target.with_name(target.name + ".unfinished")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
            dump = Path(folder) / DUMP
            _postgres("pg_dump", dsn, environ, "--format=custom", f"--file={dump}")
            fresh.touch(mode=0o600)
            with tarfile.open(fresh, "w") as archive:
                archive.add(dump, DUMP)
                files = settings.data_dir / FOLDER
                if files.is_dir():
                    archive.add(files, FOLDER)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return f"Backed up to {target}, {target.stat().st_size:,} bytes"


def _restore(settings: Settings, dsn: str, source: Path, environ: Mapping[str, str]) -> str:
    with tempfile.TemporaryDirectory(dir=settings.data_dir) as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")  # nothing outside the folder, no links, no devices
        except tarfile.TarError as error:
            raise BackupFailed(f"{source} is no backup: {error}") from error
        dump = Path(folder) / DUMP
        if not dump.is_file():
            raise BackupFailed(f"{source} is no backup: it has no {DUMP}.")
        asyncio.run(_make_room(dsn))
        fresh = urlsplit(dsn)._replace(path=f"/{RESTORED}").geturl()
        _postgres("pg_restore", fresh, environ, "--exit-on-error", "--no-owner", str(dump))
        asyncio.run(_take_its_place(dsn, fresh))
        _put_files(settings.data_dir / FOLDER, Path(folder) / FOLDER)
    when = datetime.fromtimestamp(source.stat().st_mtime, UTC)
    return f"Restored {source} of {when:%Y-%m-%d %H:%M} UTC. What was there before is kept as the database {FORMER}."


async def _make_room(dsn: str) -> None:
    """A new empty database to restore into; BackupFailed while another process is connected."""
    connection = await asyncpg.connect(urlsplit(dsn)._replace(path="/template1").geturl())
    try:
        others = await connection.fetchval("SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'")
        if others:
            raise BackupFailed("The server is running on this database: stop it first, then restore.")
        await connection.execute(f"DROP DATABASE IF EXISTS {RESTORED}")
        await connection.execute(f"CREATE DATABASE {RESTORED} TEMPLATE template0")
    finally:
        await connection.close()


async def _take_its_place(dsn: str, fresh: str) -> None:
    """Bring what was restored to today's schema, and change its name with that of the present database."""
    try:
        await apply_schema(fresh)
    except (SchemaDoesNotFit, TablesInUse) as error:
        raise BackupFailed(str(error)) from error
    connection = await asyncpg.connect(urlsplit(dsn)._replace(path="/template1").geturl())
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {FORMER}")
        async with connection.transaction():
            await connection.execute(f"ALTER DATABASE postgres RENAME TO {FORMER}")
            await connection.execute(f"ALTER DATABASE {RESTORED} RENAME TO postgres")
    except asyncpg.ObjectInUseError as error:
        raise BackupFailed("The server was started meanwhile: stop it first, then restore.") from error
    finally:
        await connection.close()


def _put_files(present: Path, restored: Path) -> None:
    """The files of the backup; those that were there before stand beside them until the next restore."""
    former = present.with_name(f"{present.name}.before_restore")
    shutil.rmtree(former, ignore_errors=True)
    if present.exists():
        present.rename(former)
    if restored.exists():
        restored.rename(present)


def _postgres(name: str, dsn: str, environ: Mapping[str, str], *arguments: str) -> None:
    """Run one of Postgres's programs against a database. The password goes by the environment: others see arguments."""
    parts = urlsplit(dsn)
    given = {key: value for key, value in environ.items() if not key.startswith("PG")}
    given |= {"PGPASSWORD": parts.password or "", "PGSSLMODE": "disable", "LC_ALL": "C"}
    where = [f"--host={parts.hostname}", f"--port={parts.port}", f"--username={parts.username}"]
    done = subprocess.run(
        [str(program(name)), *where, f"--dbname={parts.path.strip('/')}", *arguments],
        env={**os.environ, **given} if os.name == "nt" else given,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise BackupFailed(f"{name} failed ({done.returncode}): {said[-1000:]}")
