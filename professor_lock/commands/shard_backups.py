"""Backups of users spread over several databases (PP_SHARDS): a dump of each, and which is which.

The home, which has the directory of users, is dumped last and restored last: a directory that is older than the other
databases would not know of users who are in them, and put them anew. Nobody is moved meanwhile.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import asyncpg
from pydantic import BaseModel, ConfigDict, ValidationError

from professor_lock.commands.databases import BackupFailed, Place, dump, fill, make_room, take_their_places
from professor_lock.db.dsn import understood
from professor_lock.db.sharding.mover import nobody_moves
from professor_lock.db.sharding.registry import CONNECT_TIMEOUT_S, THIS, read_shards
from professor_lock.db.sharding.tables import any_rows, owned_tables

INDEX = "shards.json"


class Index(BaseModel):
    """What an archive has: the marks of the databases by number, which is the home, and the order of PP_SHARDS."""

    model_config = ConfigDict(extra="forbid", strict=True)

    home: int
    listed: list[int]
    marks: dict[int, str]


async def dump_all(home: str, listed: Sequence[str], folder: Path, environ: Mapping[str, str]) -> None:
    """Write a dump of each database and the index into a folder."""
    shards = await read_shards(home, listed)
    marks = {number: await _mark(dsn) for number, dsn in shards.dsns.items()}
    async with nobody_moves(home):
        for number in sorted(shards.dsns, key=lambda number: number == shards.home):
            await asyncio.to_thread(dump, Place.of(shards.dsns[number]), folder / _file(number), environ)
    index = Index(home=shards.home, listed=list(shards.listed), marks=marks)
    (folder / INDEX).write_text(index.model_dump_json(indent=1), encoding="utf-8")


async def restore_all(home: str, listed: Sequence[str], folder: Path, environ: Mapping[str, str]) -> str:
    """Put the dumps in the places of the present databases; under which names those are kept. BackupFailed."""
    index = _read_index(folder)
    dsns = await _present(index, home, listed)
    places = {number: Place.of(dsn) for number, dsn in dsns.items()}
    in_order = sorted(places, key=lambda number: number == index.home)
    for number in in_order:
        await make_room(places[number])
    for number in in_order:
        await asyncio.to_thread(fill, places[number], folder / _file(number), environ)
    await take_their_places([places[number] for number in in_order])
    return ", ".join(places[number].former for number in in_order)


def _read_index(folder: Path) -> Index:
    try:
        index = Index.model_validate(_with_numbers(json.loads((folder / INDEX).read_text("utf-8"))))
    except FileNotFoundError as error:
        raise BackupFailed(
            "The file is no backup of several databases: without PP_SHARDS it can be restored."
        ) from error
    except (ValueError, ValidationError) as error:
        raise BackupFailed(f"The file is no backup: its {INDEX} cannot be read.") from error
    missing = [number for number in index.marks if not (folder / _file(number)).is_file()]
    if missing or {index.home, *index.listed} != set(index.marks):
        raise BackupFailed(f"The file is no whole backup: a dump that its {INDEX} names is missing.")
    return index


def _with_numbers(read: object) -> object:
    """JSON has only texts as keys."""
    if isinstance(read, dict) and isinstance(read.get("marks"), dict):
        read["marks"] = {int(number): mark for number, mark in read["marks"].items()}
    return read


async def _present(index: Index, home: str, listed: Sequence[str]) -> dict[int, str]:
    """The DSN for each number of the archive, by the order of PP_SHARDS.

    A database with users is only replaced by its own backup; one without may be a new one on another machine.
    """
    if len(listed) != len(index.listed):
        raise BackupFailed(f"The backup is of {len(index.listed)} databases in PP_SHARDS; there are {len(listed)} now.")
    homes = await _mark(home)
    dsns = {index.home: home}
    for place, (number, dsn) in enumerate(zip(index.listed, listed, strict=True), 1):
        if (number == index.home) != (await _mark(dsn) == homes):
            raise BackupFailed(
                f"PP_SHARDS, the {place}.: when the backup was made this was "
                f"{'' if number == index.home else 'not '}the database of DATABASE_URL. List them in the same order."
            )
        dsns.setdefault(number, dsn)
    for number, dsn in dsns.items():
        if await _mark(dsn) != index.marks[number] and await _has_users(dsn):
            name = "DATABASE_URL" if number == index.home else f"PP_SHARDS, the {index.listed.index(number) + 1}.,"
            raise BackupFailed(f"{name} is another database than the one that was backed up, and has users.")
    return dsns


def _file(number: int) -> str:
    return f"shard-{number}.dump"


async def _mark(dsn: str) -> str:
    connection = await _connected(dsn)
    try:
        return str(await connection.fetchval(THIS))
    finally:
        await connection.close()


async def _has_users(dsn: str) -> bool:
    connection = await _connected(dsn)
    try:
        return bool(await connection.fetchval(any_rows(list(await owned_tables(connection)))))
    finally:
        await connection.close()


async def _connected(dsn: str) -> asyncpg.Connection:
    return await asyncpg.connect(understood(dsn)[0], timeout=CONNECT_TIMEOUT_S, statement_cache_size=0)
