"""Databases for tests and benchmarks on one throw-away Postgres: a copy of a template costs tens of milliseconds."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from professor_lock.db.embedded import EmbeddedPostgres
from professor_lock.db.schema import apply_schema, todays_schema

PATIENCE_S = 60.0
TEMPLATE_LOCK = 0x50504C54
SUPABASE_ROLES = ("anon", "authenticated", "service_role")
MEMORY_NEEDED_BYTES = 2 * 2**30
"""Room for the server's log, which it keeps under one GiB, and for the databases that exist at the same time."""


def fast_folder() -> Path:
    """Memory where the system offers a file system in it with room: a copy of a database takes a sixth there."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= MEMORY_NEEDED_BYTES
    return memory if roomy else Path(tempfile.gettempdir())


@contextmanager
def server(home: Path) -> Iterator[str]:
    """A server whose data need not outlive a crash of the machine; shared by everyone who names the same `home`."""
    with EmbeddedPostgres(home, durable=False, connections=300, environ=os.environ) as dsn:
        yield dsn


@asynccontextmanager
async def fresh(admin_dsn: str, template: str | None) -> AsyncIterator[str]:
    """DSN of a new database, a copy of `template` (None: an empty one), dropped afterwards."""
    name = f"t_{secrets.token_hex(8)}"
    await _admin(admin_dsn, f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} STRATEGY file_copy")
    try:
        yield named(admin_dsn, name)
    finally:
        await _admin(admin_dsn, f"DROP DATABASE {name} WITH (FORCE)")


async def schema_template(admin_dsn: str) -> str:
    """Name of a database with today's schema in it, made by whoever asks first. Has Supabase's three API roles."""
    name = f"pp_template_{hashlib.sha256(repr(todays_schema()).encode()).hexdigest()[:12]}"
    connection = await asyncpg.connect(admin_dsn)
    try:
        if await connection.fetchval("SELECT datistemplate FROM pg_database WHERE datname = $1", name):
            return name
        await connection.execute("SELECT pg_advisory_lock($1)", TEMPLATE_LOCK)  # closing the connection frees it
        finished = await connection.fetchval("SELECT datistemplate FROM pg_database WHERE datname = $1", name)
        if finished:
            return name
        if finished is not None:  # its maker was stopped half-way
            await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await make_supabase_roles(connection)
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        await apply_schema(named(admin_dsn, name))
        await connection.execute(f"ALTER DATABASE {name} IS_TEMPLATE true")
        return name
    finally:
        await connection.close()


async def make_supabase_roles(connection: asyncpg.Connection) -> None:
    """The roles Supabase's API uses, so that row-level security can be tested as it is there: with SET LOCAL ROLE."""
    present = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
    for role in SUPABASE_ROLES:
        if role not in present:
            bypass = "BYPASSRLS" if role == "service_role" else ""
            await connection.execute(f"CREATE ROLE {role} NOLOGIN {bypass}")


def named(dsn: str, database: str) -> str:
    """The same server, another database."""
    return urlsplit(dsn)._replace(path=f"/{database}").geturl()


async def _admin(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not await _done(connection, statement):
                pass
    finally:
        await connection.close()


async def _done(connection: asyncpg.Connection, statement: str) -> bool:
    """Whether it is done; on a busy machine those who were told to leave a database may take their time."""
    try:
        await connection.execute(statement)
    except asyncpg.ObjectInUseError:  # Postgres has waited five seconds for them
        return False
    return True
