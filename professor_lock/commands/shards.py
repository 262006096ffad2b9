"""`manage.py shards list` and `shards move USER SHARD`: the databases of PP_SHARDS, and moving a user between them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from professor_lock.commands.serving import database, read_settings, refuse, say
from professor_lock.db.dsn import understood
from professor_lock.db.embedded import PostgresFailed
from professor_lock.db.failures import UNREACHABLE
from professor_lock.db.sharding.copying import CannotMove
from professor_lock.db.sharding.mover import Mover
from professor_lock.db.sharding.registry import NUMBERS, NoShard, Shards, read_shards
from professor_lock.settings_reading import SettingsError
from professor_lock.timings import ShardTimings

MOVING = "SELECT move_from, move_to, step FROM pp_user_shards WHERE move IS NOT NULL ORDER BY move"


def list_shards(root: Path, environ: Mapping[str, str]) -> int:
    """Print the databases with their users, and the moves that are under way; 1 when one cannot be asked."""
    return _with_shards(root, environ, _list)


def move(root: Path, environ: Mapping[str, str], user_id: str, to: int, *, stop: bool) -> int:
    """Move a user, or go on with a move that was begun; 1, with the reason, when that cannot be done now."""

    async def run(shards: Shards) -> None:
        say(await Mover(shards, ShardTimings()).move(user_id, to, stop=stop))

    return _with_shards(root, environ, run)


def _with_shards(root: Path, environ: Mapping[str, str], run: Callable[[Shards], Awaitable[None]]) -> int:
    async def on_them(home: str, listed: tuple[str, ...]) -> None:
        await run(await read_shards(home, listed))

    try:
        settings = read_settings(root, environ)
        if not settings.shards:
            return refuse("PP_SHARDS is not set: all users are in one database.", [])
        with database(settings, environ) as ready:
            dsn, _ = ready()
            asyncio.run(on_them(dsn, settings.shards))
    except SettingsError as error:
        return refuse("The settings cannot be used:", error.problems)
    except (PostgresFailed, NoShard, CannotMove) as error:
        return refuse(str(error), [])
    except (*UNREACHABLE, asyncpg.InterfaceError) as error:
        return refuse(f"A database cannot be reached: {error or type(error).__name__}. The same command goes on.", [])
    return 0


async def _list(shards: Shards) -> None:
    connection = await asyncpg.connect(understood(shards.dsns[shards.home])[0], statement_cache_size=0)
    try:
        rows, moves = await connection.fetch(NUMBERS), await connection.fetch(MOVING)
    finally:
        await connection.close()
    for row in rows:
        dsn = shards.dsns.get(row["number"])
        parts = urlsplit(dsn or "")
        place = f"{parts.hostname}:{parts.port or 5432}{parts.path}" if dsn else "not in PP_SHARDS"
        what = [f"{row['users']} users"]
        if row["number"] == shards.home:
            what.append("the home, with the directory")
        if row["number"] in shards.takes:
            what.append("takes new users")
        say(f"{row['number']:>3}  {place}  {', '.join(what)}")
    for one in moves:
        say(f"a user is being moved from {one['move_from']} to {one['move_to']}: {one['step']}")
