"""Makes databases shards of one deployment, and says which is which: by a mark in each, never by its place in a list.

The first is the home, the database of DATABASE_URL: it has the directory of users and what is nobody's. `prepare` is
run by `manage.py migrate` and `serve`; a server only reads the marks.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from professor_lock.db.dsn import understood
from professor_lock.db.schema import LOCK_KEY, LOCK_TIMEOUT_MS, PAUSE_S, TRIES, Outcome, TablesInUse, apply_schema
from professor_lock.db.sharding.tables import any_rows, owned_tables

logger = logging.getLogger("professor_lock.shards")

FENCE = Path(__file__).with_name("fence.sql")
DIRECTORY = Path(__file__).with_name("directory.sql")
CONNECT_TIMEOUT_S = 15.0
THIS = "SELECT mark, home FROM pp_this_shard"
NUMBERS = "SELECT number, mark, users FROM pp_shards ORDER BY number"
IS_ONE_OF_SEVERAL = "SELECT to_regclass('pp_shards') IS NOT NULL AND to_regclass('pp_this_shard') IS NOT NULL"
REGISTER = """
    INSERT INTO pp_shards (number, mark)
    SELECT coalesce(max(number), 0) + 1, $1 FROM pp_shards
        ON CONFLICT (mark) DO NOTHING"""


class NoShard(Exception):
    """A database that cannot be, or is not, one of this deployment's; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Shards:
    """The databases of a deployment. `dsns` by number, the home's among them; `takes`: where new users are put.

    `listed`: the numbers in the order of PP_SHARDS.
    """

    home: int
    mark: str
    dsns: dict[int, str]
    takes: tuple[int, ...]
    listed: tuple[int, ...]


async def prepare(home: str, shards: Sequence[str]) -> Outcome:
    """Bring all of them to today's schema and make them shards; what was done for the home's schema. NoShard."""
    outcome = await apply_schema(home)
    for one in shards:
        await apply_schema(one)
    mark = await _make_shard(home, None, "DATABASE_URL")
    marks = [mark, *[await _make_shard(one, mark, f"PP_SHARDS, the {place}.") for place, one in enumerate(shards, 1)]]
    connection = await _connect(home)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK_KEY)
            for one in dict.fromkeys(marks):
                await connection.execute(REGISTER, one)
    finally:
        await connection.close()
    return outcome


async def read_shards(home: str, shards: Sequence[str]) -> Shards:
    """Which databases these are. NoShard where one is not prepared, or one that has users is missing."""
    mark = await _mark_of(home, "DATABASE_URL")
    connection = await _connect(home)
    try:
        known = {row["mark"]: row for row in await connection.fetch(NUMBERS)}
    except asyncpg.UndefinedTableError:
        known = {}
    finally:
        await connection.close()
    if mark not in known:
        raise NoShard("DATABASE_URL has no directory of users yet: run `python manage.py migrate`")
    dsns = {known[mark]["number"]: home}
    listed: list[int] = []
    for place, one in enumerate(shards, 1):
        name = f"PP_SHARDS, the {place}."
        its_mark = await _mark_of(one, name, home=mark)
        if its_mark not in known:
            raise NoShard(f"{name} is not in the directory of DATABASE_URL: run `python manage.py migrate`")
        number = known[its_mark]["number"]
        dsns.setdefault(number, one)
        listed.append(number)
    missing = [str(row["number"]) for row in known.values() if row["users"] and row["number"] not in dsns]
    if missing:
        raise NoShard(f"PP_SHARDS lacks shard {', '.join(missing)}, where users live")
    return Shards(known[mark]["number"], mark, dsns, tuple(dict.fromkeys(listed)), tuple(listed))


async def is_one_of_several(dsn: str) -> bool:
    """Whether a database has been made a shard: a server that does not know of the others must not use it."""
    connection = await _connect(dsn)
    try:
        if not await connection.fetchval(IS_ONE_OF_SEVERAL):
            return False
        return bool(await connection.fetchval("SELECT count(*) > 1 FROM pp_shards"))
    finally:
        await connection.close()


async def _make_shard(dsn: str, home: str | None, name: str) -> str:
    """The database's mark, made now where it has none. `home` is the home's mark, None for the home itself."""
    connection = await _connect(dsn)
    try:
        for _ in range(TRIES):
            try:
                async with connection.transaction():
                    await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK_KEY)
                    await connection.execute(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}")
                    await connection.execute(FENCE.read_text("utf-8"))
                    if home is None:
                        await connection.execute(DIRECTORY.read_text("utf-8"))
                    return await _marked(connection, home, name)
            except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
                await asyncio.sleep(PAUSE_S)
        raise TablesInUse(f"{name} could not be made a shard: others use its tables all the time")
    finally:
        await connection.close()


async def _marked(connection: asyncpg.Connection, home: str | None, name: str) -> str:
    row = await connection.fetchrow(THIS)
    if row is None:
        if home is not None and await connection.fetchval(any_rows(list(await owned_tables(connection)))):
            raise NoShard(f"{name} has users already, unknown to the directory: only an empty database is added")
        mark = secrets.token_hex(16)
        await connection.execute("INSERT INTO pp_this_shard (mark, home) VALUES ($1, $2)", mark, home or mark)
        logger.info("made a shard", extra={"mark": mark})
        return mark
    if row["home"] != (home or row["mark"]):
        raise NoShard(f"{name} is a shard of another deployment")
    return str(row["mark"])


async def _mark_of(dsn: str, name: str, home: str | None = None) -> str:
    connection = await _connect(dsn)
    try:
        row = await connection.fetchrow(THIS)
    except asyncpg.UndefinedTableError:
        row = None
    finally:
        await connection.close()
    if row is None:
        raise NoShard(f"{name} is no shard yet: run `python manage.py migrate`")
    if row["home"] != (home or row["mark"]):
        raise NoShard(f"{name} is a shard of another deployment")
    return str(row["mark"])


async def _connect(dsn: str) -> asyncpg.Connection:
    return await asyncpg.connect(understood(dsn)[0], timeout=CONNECT_TIMEOUT_S, statement_cache_size=0)
