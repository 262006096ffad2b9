"""Brings a database to the schema of `chatkit_supabase_schema.sql`, however many processes start at once.

One transaction holds the lock, the statements and the mark that says which text was applied, so it is all or nothing,
and works through a transaction pooler too (a session lock would not). The mark has a number, which the text names and
which goes up with every change: a database that a newer program has brought further is left alone. So is one that has
the mark of this very text: a replica that starts takes no lock on tables in use. The script must not contain BEGIN or
COMMIT.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from professor_lock.db.dsn import understood

logger = logging.getLogger("professor_lock.schema")

SCHEMA_FILE = Path(__file__).parents[2] / "chatkit_supabase_schema.sql"
CONNECT_TIMEOUT_S = 15.0
LOCK_KEY = 0x50504C4B  # any number nobody else uses in this database
LOCK_TIMEOUT_MS = 500
"""How long one try waits for a table: whoever wants to use the table meanwhile queues behind it."""
TRIES = 60
PAUSE_S = 0.5
"""Between two tries: those who have queued come first."""

# Reads the catalogue's tables themselves: to_regclass() may answer from a cache that knows nothing yet of what another
# process committed while this one waited for the lock.
READ_MARK = """
    SELECT description
      FROM pg_description
      JOIN pg_class ON pg_class.oid = objoid
      JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = current_schema()
       AND relname = 'chatkit_threads'
       AND classoid = 'pg_class'::regclass
       AND objsubid = 0"""


class TablesInUse(Exception):
    """The schema could not be applied, because others have used the tables all the time; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Which text a database has: its number, and the digest that tells two texts of one number apart."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"professor-lock schema {self.number} {self.digest}"

    @classmethod
    def of_script(cls, script: str) -> Mark:
        """The mark of a schema's text, whose first lines name its number."""
        number = re.search(r"^-- Schema number (\d+)\b", script, re.MULTILINE)
        if number is None:
            raise ValueError("the schema's text has no line '-- Schema number N'")
        return cls(int(number.group(1)), hashlib.sha256(script.encode()).hexdigest()[:16])

    @classmethod
    def of_database(cls, comment: str | None) -> Mark | None:
        """The mark that a database has; one from before marks had numbers is number 0. None without any."""
        found = re.fullmatch(r"professor-lock schema (?:(\d+) )?([0-9a-f]{16})", comment or "")
        return None if found is None else cls(int(found.group(1) or 0), found.group(2))


async def apply_schema(
    dsn: str, schema_file: Path = SCHEMA_FILE, *, tries: int = TRIES, pause_s: float = PAUSE_S
) -> bool:
    """Apply the schema; True if anything was done, False if the database has this text or a newer one.

    Raises TablesInUse, asyncpg's other errors as they are, and OSError when nobody answers at `dsn`.
    """
    script = schema_file.read_text(encoding="utf-8")  # noqa: ASYNC240 - once, at start
    mark = Mark.of_script(script)
    connection = await asyncpg.connect(understood(dsn)[0], timeout=CONNECT_TIMEOUT_S, statement_cache_size=0)
    try:
        for _ in range(tries):
            if await _has(connection, mark):
                return False
            try:
                return await _apply(connection, script, mark)
            except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
                await asyncio.sleep(pause_s)
        raise TablesInUse(await _who_blocks(connection))
    finally:
        await connection.close()


async def _has(connection: asyncpg.Connection, mark: Mark) -> bool:
    """Whether the database has this text, or one of a newer program."""
    there = Mark.of_database(await connection.fetchval(READ_MARK))
    if there is not None and there.number > mark.number:
        logger.warning("the database has a newer schema than this program, and keeps it: %s", there)
        return True
    return there == mark


async def _apply(connection: asyncpg.Connection, script: str, mark: Mark) -> bool:
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK_KEY)
        if await _has(connection, mark):  # another process did it while we waited
            return False
        # A migration that queues behind a long read makes everyone else queue behind it: it gives up and comes again.
        await connection.execute(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}; SET LOCAL statement_timeout = '120s'")
        await connection.execute(script)
        await connection.execute(f"COMMENT ON TABLE chatkit_threads IS '{mark}'")
    return True


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
