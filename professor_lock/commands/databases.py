"""Databases into files by `pg_dump`, and back: beside the present ones first, then in their places.

A database that is restored gets its former's name only when all of them are whole, so that a restore that fails changes
nothing. What was there before is kept under another name until the next restore.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import asyncpg

from professor_lock.db.dsn import DRIVER, understood
from professor_lock.db.embedded import program
from professor_lock.db.schema import SchemaDoesNotFit, TablesInUse, apply_schema

TIMEOUT_S = 24 * 3600.0
CONNECT_TIMEOUT_S = 15.0
LONGEST_NAME = 40


class BackupFailed(Exception):
    """It was not done; the text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A database that is backed up or restored, and the names it has beside that of its DSN on the way."""

    dsn: str
    restored: str
    former: str

    @classmethod
    def of(cls, dsn: str) -> Place:
        """The place of one of several: they may be on one server, so its names are made from the database's own."""
        own = name_of(dsn)[:LONGEST_NAME]
        return cls(dsn, f"{own}_restored", f"{own}_before_restore")

    def beside(self, name: str) -> str:
        """The DSN of another database on the same server."""
        return urlsplit(understood(self.dsn)[0])._replace(path=f"/{quote(name, safe='')}").geturl()


def name_of(dsn: str) -> str:
    """The database's name in a DSN."""
    return unquote(urlsplit(understood(dsn)[0]).path.strip("/"))


def dump(place: Place, target: Path, environ: Mapping[str, str]) -> None:
    """Write a database as it is at one moment; it may be in use."""
    run_postgres("pg_dump", place.dsn, environ, "--format=custom", f"--file={target}")


async def make_room(place: Place) -> None:
    """A new empty database to restore into; BackupFailed while another process is connected to the present one."""
    connection = await _connected(place.beside("template1"))
    try:
        others = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
            name_of(place.dsn),
        )
        if others:
            raise BackupFailed("The server is running on this database: stop it first, then restore.")
        await connection.execute(f"DROP DATABASE IF EXISTS {_quoted(place.restored)}")
        await connection.execute(f"CREATE DATABASE {_quoted(place.restored)} TEMPLATE template0")
    finally:
        await connection.close()


def fill(place: Place, source: Path, environ: Mapping[str, str]) -> None:
    """Restore a dump into the room that was made for it."""
    run_postgres("pg_restore", place.beside(place.restored), environ, "--exit-on-error", "--no-owner", str(source))


async def take_their_places(places: Sequence[Place]) -> None:
    """Bring what was restored to today's schema, then change its names with those of the present databases.

    One after the other, the last of the list last; when one cannot be changed, those before it are changed back.
    """
    for place in places:
        try:
            await apply_schema(place.beside(place.restored))
        except (SchemaDoesNotFit, TablesInUse) as error:
            raise BackupFailed(str(error)) from error
    done: list[Place] = []
    try:
        for place in places:
            await _rename(place, name_of(place.dsn), place.former, place.restored, name_of(place.dsn))
            done.append(place)
    except BaseException:
        for place in reversed(done):
            await _rename(place, name_of(place.dsn), place.restored, place.former, name_of(place.dsn))
        raise


async def _rename(place: Place, first: str, to: str, second: str, also_to: str) -> None:
    """Two renames in one transaction, after what stands under the first one's new name is gone."""
    connection = await _connected(place.beside("template1"))
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {_quoted(to)}")
        async with connection.transaction():
            await connection.execute(f"ALTER DATABASE {_quoted(first)} RENAME TO {_quoted(to)}")
            await connection.execute(f"ALTER DATABASE {_quoted(second)} RENAME TO {_quoted(also_to)}")
    except asyncpg.ObjectInUseError as error:
        raise BackupFailed("The server was started meanwhile: stop it first, then restore.") from error
    finally:
        await connection.close()


async def _connected(dsn: str) -> asyncpg.Connection:
    return await asyncpg.connect(dsn, timeout=CONNECT_TIMEOUT_S, statement_cache_size=0)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def run_postgres(name: str, dsn: str, environ: Mapping[str, str], *arguments: str) -> None:
    """Run one of Postgres's programs against a database. The password goes by the environment: others see arguments."""
    parts = urlsplit(understood(dsn)[0])
    where, _, host = parts.netloc.rpartition("@")
    user, _, password = where.partition(":")
    known = [
        (key, value) for key, value in parse_qsl(parts.query) if key in DRIVER and key not in ("password", "database")
    ]
    shown = parts._replace(
        netloc=f"{user}@{host}" if user else host, query=urlencode(known, quote_via=quote, safe="/:,")
    )
    given = {key: value for key, value in environ.items() if not key.startswith("PG")}
    given |= {"PGPASSWORD": unquote(password), "LC_ALL": "C"}
    done = subprocess.run(
        [str(program(name)), f"--dbname={shown.geturl()}", *arguments],
        env={**os.environ, **given} if os.name == "nt" else given,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise BackupFailed(f"{name} failed ({done.returncode}): {said[-1000:]}")
