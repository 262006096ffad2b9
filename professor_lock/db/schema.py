"""Brings a database to today's schema, however many processes start at once.

An empty database gets the whole of `chatkit_supabase_schema.sql`; any other gets the numbered migrations that it lacks,
each in one transaction with its row in `pp_migrations`: all of it or nothing, and through a transaction pooler too (a
session lock would not do). A process that finds nothing to do takes no lock on tables in use. A database that a newer
program has brought further is left alone: no migration is ever taken back. docs/howto/migration.md says how one is
written; none may contain BEGIN or COMMIT.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import asyncpg

from professor_lock.db.dsn import understood

logger = logging.getLogger("professor_lock.schema")

SCHEMA_FILE = Path(__file__).parents[2] / "chatkit_supabase_schema.sql"
MIGRATIONS = Path(__file__).parent / "migrations"
CONNECT_TIMEOUT_S = 15.0
LOCK_KEY = 0x50504C4B  # any number nobody else uses in this database
LOCK_TIMEOUT_MS = 500
"""How long one try waits for a table: a statement that wants to use the table meanwhile queues behind it."""
TRIES = 60
PAUSE_S = 0.5
"""Between two tries: statements that have queued behind the lock run first."""

Outcome = Literal["applied", "there", "newer"]
"""What was done: something, nothing because all was there, nothing because the database has a newer schema."""

EMPTY, BEFORE_NUMBERS = -1, 0
"""Versions of databases without a numbered migration."""

# Reads the catalogue's tables themselves: to_regclass() may answer from a cache that knows nothing yet of what another
# process committed while this one waited for the lock.
TABLES = """
    SELECT relname
      FROM pg_class
      JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = current_schema()
       AND relname IN ('chatkit_threads', 'pp_migrations')"""
RECORDED = "SELECT number, name, needs_program FROM pp_migrations ORDER BY number"
RECORD = "INSERT INTO pp_migrations (number, name, needs_program) VALUES ($1, $2, $3)"


class TablesInUse(Exception):
    """The schema could not be applied, because others have used the tables all the time; the text says what to do."""


class SchemaDoesNotFit(Exception):
    """This program cannot work with the database's schema; the text says why."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step. Programs whose newest number is below `needs_program` no longer work after it; 0: all of them do."""

    number: int
    name: str
    script: str
    needs_program: int = 0

    @classmethod
    def of_file(cls, path: Path) -> Migration:
        """The migration in a file `NNNN_name.sql`; a line `-- needs program N` ends the time of older programs."""
        number, _, name = path.stem.partition("_")
        script = path.read_text(encoding="utf-8")
        needs = re.search(r"^-- needs program (\d+)$", script, re.MULTILINE)
        return cls(int(number), name, script, int(needs.group(1)) if needs else 0)


@dataclass(frozen=True, slots=True)
class Schema:
    """What a program knows: the whole schema in one text, and the steps it is the sum of, in order."""

    whole: str
    migrations: tuple[Migration, ...]

    @property
    def number(self) -> int:
        """The newest migration's."""
        return self.migrations[-1].number


def todays_schema() -> Schema:
    """The schema of this program."""
    steps = tuple(Migration.of_file(path) for path in sorted(MIGRATIONS.glob("*.sql")))
    return Schema(SCHEMA_FILE.read_text(encoding="utf-8"), steps)


async def apply_schema(
    dsn: str, schema: Schema | None = None, *, tries: int = TRIES, pause_s: float = PAUSE_S
) -> Outcome:
    """Do what is missing. Raises TablesInUse, SchemaDoesNotFit, asyncpg's other errors as they are, and OSError when
    nobody answers at `dsn`.
    """
    schema = schema or todays_schema()
    connection = await asyncpg.connect(understood(dsn)[0], timeout=CONNECT_TIMEOUT_S, statement_cache_size=0)
    outcome: Outcome = "there"
    try:
        for _ in range(tries):
            try:
                while (version := await _version(connection, schema)) < schema.number:
                    if await _step(connection, schema, version):
                        outcome = "applied"
            except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
                await asyncio.sleep(pause_s)
            else:
                return "newer" if version > schema.number else outcome
        raise TablesInUse(await _who_blocks(connection))
    finally:
        await connection.close()


async def _version(connection: asyncpg.Connection, schema: Schema) -> int:
    """The number of the newest migration that the database has; SchemaDoesNotFit when it is not one of ours."""
    tables = {row["relname"] for row in await connection.fetch(TABLES)}
    if "pp_migrations" not in tables:
        return BEFORE_NUMBERS if tables else EMPTY
    recorded = await connection.fetch(RECORDED)
    known = {step.number: step.name for step in schema.migrations}
    for row in recorded:
        if known.get(row["number"], row["name"]) != row["name"]:
            raise SchemaDoesNotFit(
                f"The database's migration {row['number']} is {row['name']!r}, this program's is "
                f"{known[row['number']]!r}: another line of development has made it. Use another database."
            )
    version: int = max((row["number"] for row in recorded), default=BEFORE_NUMBERS)
    if version > schema.number:
        needed = max(row["needs_program"] for row in recorded)
        if needed > schema.number:
            raise SchemaDoesNotFit(
                f"The database has schema {version}, which needs a program that knows schema {needed}; this one knows "
                f"{schema.number}. Schemas are never taken back: use the newer program, or a backup."
            )
        logger.warning(
            "the database has a newer schema (%d) than this program (%d), and keeps it", version, schema.number
        )
    return version


async def _step(connection: asyncpg.Connection, schema: Schema, version: int) -> bool:
    """Apply what comes after this version, in one transaction; False when another process has done it meanwhile."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK_KEY)
        if await _version(connection, schema) != version:
            return False
        # A migration that queues behind a long read makes everyone else queue behind it: it gives up and comes again.
        await connection.execute(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}; SET LOCAL statement_timeout = '120s'")
        if version == EMPTY:
            await connection.execute(schema.whole)
        else:
            step = next(one for one in schema.migrations if one.number > version)
            await connection.execute(step.script)
            await connection.execute(RECORD, step.number, step.name, step.needs_program)
            logger.info("migrated", extra={"number": step.number, "migration": step.name})
        await _mark(connection, schema.migrations)
    return True


async def _mark(connection: asyncpg.Connection, steps: Sequence[Migration]) -> None:
    """Say the number where programs from before numbered migrations look for it: they leave a higher one alone."""
    version = await connection.fetchval("SELECT max(number) FROM pp_migrations")
    script = next(one.script for one in steps if one.number == version)
    digest = hashlib.sha256(script.encode()).hexdigest()[:16]
    await connection.execute(f"COMMENT ON TABLE chatkit_threads IS 'professor-lock schema {version} {digest}'")


LONG_SESSIONS = """
    SELECT pid, coalesce(nullif(application_name, ''), 'no name') AS name,
           extract(epoch FROM now() - xact_start)::int AS seconds
      FROM pg_stat_activity
     WHERE datname = current_database()
       AND pid <> pg_backend_pid()
       AND xact_start IS NOT NULL
     ORDER BY xact_start
     LIMIT 3"""


async def _who_blocks(connection: asyncpg.Connection) -> str:
    sessions = [
        f"session {row['pid']} ({row['name']}) has been at it for {row['seconds']} s"
        for row in await connection.fetch(LONG_SESSIONS)
    ]
    return (
        "The schema could not be applied, because others use its tables all the time"
        f"{': ' + ', '.join(sessions) if sessions else ''}. Nothing was changed. Wait until they are done, or end one "
        "with SELECT pg_terminate_backend(PID), and run `python manage.py migrate`."
    )
