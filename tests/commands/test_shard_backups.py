"""`manage.py backup` and `restore` with users in several databases: all of them come back, or nothing is changed."""

from __future__ import annotations

import asyncio
import tarfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from professor_lock.attachments.storage import FOLDER
from professor_lock.commands.backups import backup, restore
from professor_lock.commands.databases import Place, fill, make_room, take_their_places
from professor_lock.db.sharding.copying import CannotMove
from professor_lock.db.sharding.mover import Mover, nobody_moves
from professor_lock.db.sharding.registry import prepare
from professor_lock.timings import ShardTimings
from tests.support.databases import fresh
from tests.support.filled_tables import fill_for
from tests.support.rows import all_rows
from tests.support.running_server import environment_for
from tests.support.two_servers import Spread, connected, rows_of, spread_over

ROOT = Path(__file__).parents[2]
QUICK = ShardTimings(poll_s=0.05, fresh_s=0.2, margin_s=0.1)


@pytest.fixture
async def spread(postgres: str, second_server: str) -> AsyncIterator[Spread]:
    """Ann lives in the home, bob in the other database; each has a row in every table."""
    async with spread_over(postgres, second_server) as both:
        async with connected(both.home) as home:
            for user in ("ann", "bob"):
                await fill_for(home, user)
            await home.execute("UPDATE pp_turns SET state = 'done'")
        await Mover(both.shards, QUICK).move("bob", 2)
        yield both
        for dsn in (both.home, both.other):
            async with connected(Place.of(dsn).beside("template1")) as server:
                for name in (Place.of(dsn).former, Place.of(dsn).restored):
                    await server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def environ(home: str, listed: str, folder: Path) -> dict[str, str]:
    # Not through a pooler, whose connections would keep a database from being renamed.
    return environment_for(home, folder, DATABASE_URL=home, PP_SHARDS=listed)


async def backed_up(spread: Spread, folder: Path) -> Path:
    target = folder / "backup.tar"
    assert await asyncio.to_thread(backup, ROOT, environ(spread.home, spread.setting, folder), target) == 0
    return target


async def restored(home: str, listed: str, folder: Path, source: Path) -> int:
    return await asyncio.to_thread(restore, ROOT, environ(home, listed, folder), source)


async def test_every_database_and_the_files_come_back_and_what_was_there_is_kept(
    spread: Spread, tmp_path: Path
) -> None:
    files = tmp_path / FOLDER
    files.mkdir()
    (files / "file").write_bytes(b"a picture")
    before = [await all_rows(dsn) for dsn in (spread.home, spread.other)]
    target = await backed_up(spread, tmp_path)
    assert target.stat().st_mode & 0o077 == 0
    await Mover(spread.shards, QUICK).move("bob", 1)  # so that bob's rows are in the wrong place, and gone from his
    async with connected(spread.home) as home:
        await home.execute("DELETE FROM chatkit_threads WHERE user_id = 'ann'")
    (files / "file").unlink()
    assert await restored(spread.home, spread.setting, tmp_path, target) == 0
    assert [await all_rows(dsn) for dsn in (spread.home, spread.other)] == before
    assert (files / "file").read_bytes() == b"a picture"
    assert await spread.shard_of("bob") == 2
    assert set(await rows_of(Place.of(spread.home).beside(Place.of(spread.home).former), "bob")) >= {"pp_tickets"}
    await Mover(spread.shards, QUICK).move("ann", 2)
    assert await rows_of(spread.home, "ann") == {}, "the fences stand again"


async def test_a_backup_is_restored_into_new_databases_of_another_machine(
    spread: Spread, tmp_path: Path, postgres: str, second_server: str
) -> None:
    before = [await rows_of(spread.home, "ann"), await rows_of(spread.other, "bob")]
    target = await backed_up(spread, tmp_path)
    async with fresh(second_server, template=None) as home, fresh(postgres, template=None) as other:
        assert await restored(home, f"{home},{other}", tmp_path / "elsewhere", target) == 0
        assert [await rows_of(home, "ann"), await rows_of(other, "bob")] == before
        assert (await rows_of(home, "bob"), await rows_of(other, "ann")) == ({}, {})
        await prepare(home, [home, other])  # as at a start: they are each other's
        for dsn in (home, other):
            async with connected(Place.of(dsn).beside("template1")) as server:
                await server.execute(f"DROP DATABASE {Place.of(dsn).former}")


async def test_what_cannot_be_restored_is_said_and_changes_nothing(
    spread: Spread, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = await backed_up(spread, tmp_path)
    broken = tmp_path / "broken.tar"
    with tarfile.open(target) as whole, tarfile.open(broken, "w") as archive:
        for member in whole.getmembers():
            part = whole.extractfile(member)
            if part is not None and member.name == "shard-1.dump":  # the last of the two
                member.size = 2000
            archive.addfile(member, part)
    before = [await all_rows(dsn) for dsn in (spread.home, spread.other)]
    in_another_order = f"{spread.other},{spread.home}"
    for source, listed, said in (
        (broken, spread.setting, "pg_restore failed"),
        (target, in_another_order, "in the same order"),
        (target, spread.other, "databases in PP_SHARDS"),
        (tmp_path / "absent.tar", spread.setting, "cannot be used"),
    ):
        assert await restored(spread.home, listed, tmp_path, source) == 1, said
        assert said in capsys.readouterr().err
    async with connected(spread.other):  # as a server that runs
        assert await restored(spread.home, spread.setting, tmp_path, target) == 1
        assert "stop it first" in capsys.readouterr().err
    assert [await all_rows(dsn) for dsn in (spread.home, spread.other)] == before


async def test_a_restore_that_was_killed_between_two_databases_is_done_again(spread: Spread, tmp_path: Path) -> None:
    before = [await all_rows(dsn) for dsn in (spread.home, spread.other)]
    target = await backed_up(spread, tmp_path)
    with tarfile.open(target) as archive:
        archive.extract("shard-2.dump", tmp_path, filter="data")
    place = Place.of(spread.other)  # the first of the two, the home comes last
    await make_room(place)
    await asyncio.to_thread(fill, place, tmp_path / "shard-2.dump", {})
    await take_their_places([place])
    assert await restored(spread.home, spread.setting, tmp_path, target) == 0
    assert [await all_rows(dsn) for dsn in (spread.home, spread.other)] == before


async def test_nobody_is_moved_while_a_backup_is_made(spread: Spread) -> None:
    async with nobody_moves(spread.home):
        with pytest.raises(CannotMove, match="backup"):
            await Mover(spread.shards, QUICK).move("ann", 2)
    assert await spread.shard_of("ann") in (1, None)
    await Mover(spread.shards, QUICK).move("ann", 2)
    assert await spread.shard_of("ann") == 2


async def test_a_backup_of_one_database_is_not_put_in_the_place_of_several_nor_the_other_way(
    spread: Spread, tmp_path: Path, server_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    single = tmp_path / "single.tar"
    (tmp_path / "database.dump").write_bytes(b"")
    with tarfile.open(single, "w") as archive:
        archive.add(tmp_path / "database.dump", "database.dump")
    assert await restored(spread.home, spread.setting, tmp_path, single) == 1
    assert "without PP_SHARDS" in capsys.readouterr().err
    target = await backed_up(spread, tmp_path)
    alone = environment_for(None, server_dir)
    assert await asyncio.to_thread(restore, ROOT, alone, target) == 1
    assert "set PP_SHARDS" in capsys.readouterr().err
