"""Brings a database to the schema of `chatkit_supabase_schema.sql`, however many processes start at once.

One transaction holds the lock, the statements and the mark that says which text was applied, so it is all or nothing,
and works through a transaction pooler too (a session lock would not). A database that has the mark of this very text is
left alone: a replica that starts takes no lock on tables in use. The script must not contain BEGIN or COMMIT.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import asyncpg

SCHEMA_FILE = Path(__file__).parents[2] / "chatkit_supabase_schema.sql"
CONNECT_TIMEOUT_S = 15.0
LOCK_KEY = 0x50504C4B  # any number nobody else uses in this database
ATTEMPTS = 3

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

# A migration that queues behind a long read makes everyone else queue behind it: give up and come again instead.
SET_LIMITS = """
    SET LOCAL lock_timeout = '5s';
    SET LOCAL statement_timeout = '120s';"""


async def apply_schema(dsn: str, schema_file: Path = SCHEMA_FILE) -> bool:
    """Apply the schema; True if anything was done, False if this text was there already.

    Raises asyncpg's errors as they are, and OSError when nobody answers at `dsn`.
    """
    script = schema_file.read_text(encoding="utf-8")  # noqa: ASYNC240 - once, at start
    mark = f"professor-lock schema {hashlib.sha256(script.encode()).hexdigest()[:16]}"
    connection = await asyncpg.connect(dsn, timeout=CONNECT_TIMEOUT_S, statement_cache_size=0)
    try:
        for attempt in range(ATTEMPTS):
            if await connection.fetchval(READ_MARK) == mark:
                return False
            try:
                return await _apply(connection, script, mark)
            except asyncpg.LockNotAvailableError:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")
    finally:
        await connection.close()


async def _apply(connection: asyncpg.Connection, script: str, mark: str) -> bool:
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK_KEY)
        if await connection.fetchval(READ_MARK) == mark:  # another process did it while we waited
            return False
        await connection.execute(SET_LIMITS)
        await connection.execute(script)
        await connection.execute(f"COMMENT ON TABLE chatkit_threads IS '{mark}'")
    return True
