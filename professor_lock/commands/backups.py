"""`manage.py backup FILE` and `restore FILE`: the databases and the uploaded files in one archive.

A backup is a tar of `database.dump` (pg_dump's custom format, one moment of the database, also while the server runs)
and `attachments/`. Where users are spread over several databases (PP_SHARDS) it has a dump of each, `shard-N.dump`, and
`shards.json`, which says what they are. A restore fills new databases beside the present ones and then changes their
names: what was there before is kept until the next restore.
"""

from __future__ import annotations

import asyncio
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from professor_lock.attachments.storage import FOLDER
from professor_lock.commands import shard_backups
from professor_lock.commands.databases import BackupFailed, Place, dump, fill, make_room, take_their_places
from professor_lock.commands.serving import database, read_settings, refuse, say
from professor_lock.db.embedded import PostgresFailed
from professor_lock.db.failures import UNREACHABLE
from professor_lock.db.sharding.registry import NoShard
from professor_lock.settings import Settings
from professor_lock.settings_reading import SettingsError

DUMP = "database.dump"
FORMER = "pp_before_restore"
ELSEWHERE = "DATABASE_URL names a Postgres of its own: it is backed up where it is (docs/backup.md)."

_Work = Callable[[Settings, str], str]
"""Does it with the settings and the database's DSN, and answers what to say."""


def backup(root: Path, environ: Mapping[str, str], target: Path) -> int:
    """Write a backup; 1, and nothing written, when that cannot be done. A server may run meanwhile."""
    return _run(root, environ, lambda settings, dsn: _backup(settings, dsn, target, environ))


def restore(root: Path, environ: Mapping[str, str], source: Path) -> int:
    """Put a backup in the place of the present database and files; 1, and nothing changed, when that cannot be done."""
    return _run(root, environ, lambda settings, dsn: _restore(settings, dsn, source, environ))


def _run(root: Path, environ: Mapping[str, str], work: _Work) -> int:
    try:
        settings = read_settings(root, environ)
        if settings.database_url is not None and not settings.shards:
            return refuse(ELSEWHERE, [])
        with database(settings, environ) as ready:
            say(work(settings, ready()[0]))
    except SettingsError as error:
        return refuse("The settings cannot be used:", error.problems)
    except (PostgresFailed, BackupFailed, NoShard) as error:
        return refuse(str(error), [])
    except (*UNREACHABLE, asyncpg.InterfaceError) as error:
        return refuse(f"A database cannot be used: {error or type(error).__name__}", [])
    except OSError as error:
        return refuse(f"{error.filename or 'A file'} cannot be used: {error.strerror}", [])
    return 0


def _backup(settings: Settings, dsn: str, target: Path, environ: Mapping[str, str]) -> str:
    if target.exists():
        raise BackupFailed(f"{target} is there already: a backup never takes the place of another.")
    fresh = target.with_name(target.name + ".unfinished")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
            if settings.shards:
                asyncio.run(shard_backups.dump_all(dsn, settings.shards, Path(folder), environ))
            else:
                dump(_only(dsn), Path(folder) / DUMP, environ)
            fresh.touch(mode=0o600)
            with tarfile.open(fresh, "w") as archive:
                for part in sorted(Path(folder).iterdir()):
                    archive.add(part, part.name)
                files = settings.data_dir / FOLDER
                if files.is_dir():
                    archive.add(files, FOLDER)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return f"Backed up to {target}, {target.stat().st_size:,} bytes"


def _restore(settings: Settings, dsn: str, source: Path, environ: Mapping[str, str]) -> str:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.data_dir) as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")  # nothing outside the folder, no links, no devices
        except tarfile.TarError as error:
            raise BackupFailed(f"{source} is no backup: {error}") from error
        if settings.shards:
            kept = asyncio.run(shard_backups.restore_all(dsn, settings.shards, Path(folder), environ))
        else:
            kept = asyncio.run(_restore_one(dsn, Path(folder), environ))
        _put_files(settings.data_dir / FOLDER, Path(folder) / FOLDER)
    when = datetime.fromtimestamp(source.stat().st_mtime, UTC)
    return f"Restored {source} of {when:%Y-%m-%d %H:%M} UTC. What was there before is kept as {kept}."


async def _restore_one(dsn: str, folder: Path, environ: Mapping[str, str]) -> str:
    """The name under which the former database is kept."""
    source = folder / DUMP
    if not source.is_file():
        several = (folder / shard_backups.INDEX).is_file()
        what = "it is of several databases: set PP_SHARDS" if several else f"it has no {DUMP}"
        raise BackupFailed(f"The file is no backup of one database: {what}.")
    place = _only(dsn)
    await make_room(place)
    await asyncio.to_thread(fill, place, source, environ)
    await take_their_places([place])
    return place.former


def _only(dsn: str) -> Place:
    return Place(dsn, "pp_restored", FORMER)


def _put_files(present: Path, restored: Path) -> None:
    """The files of the backup; those that were there before stand beside them until the next restore."""
    former = present.with_name(f"{present.name}.before_restore")
    shutil.rmtree(former, ignore_errors=True)
    if present.exists():
        present.rename(former)
    if restored.exists():
        restored.rename(present)
