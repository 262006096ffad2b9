"""A user moved to another database: everything comes along though the mover is killed, and the old one is closed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from app import services_for
from professor_lock.commands import serving, shards
from professor_lock.commands.doctor import describe, parts
from professor_lock.db.failures import UserElsewhere
from professor_lock.db.pool import PostgresPool
from professor_lock.db.pools import OwnedRows
from professor_lock.db.sharding.copying import CannotMove
from professor_lock.db.sharding.mover import Mover
from professor_lock.db.sharding.router import ShardedPool
from professor_lock.development_secret import with_development_secrets
from professor_lock.settings_reading import load_settings
from professor_lock.timings import ShardTimings, Timings
from tests.support.filled_tables import fill_for
from tests.support.halting_mover import STEPS
from tests.support.running_server import environment_for, settings_for
from tests.support.two_servers import Spread, connected, rows_of, spread_over

COUNT = """
    INSERT INTO pp_usage AS u (user_id, day, messages) VALUES ($1, '2020-01-01', 1)
        ON CONFLICT (user_id, day) DO UPDATE SET messages = u.messages + 1"""
ROOT = Path(__file__).parents[2]
QUICK = ShardTimings(poll_s=0.05, fresh_s=0.2, margin_s=0.1, drain_s=60)
WRITE = """
    INSERT INTO pp_preferences AS p (user_id, odds_format) VALUES ($1, $2)
        ON CONFLICT (user_id) DO UPDATE SET odds_format = excluded.odds_format"""


@pytest.fixture
async def spread(postgres: str, second_server: str) -> AsyncIterator[Spread]:
    async with spread_over(postgres, second_server) as both:
        yield both


@pytest.fixture
async def filled(spread: Spread) -> Spread:
    """Ann has a row in every table of the home, none of a running turn; bob, too."""
    async with connected(spread.home) as home:
        for user in ("ann", "bob"):
            await fill_for(home, user)
        await home.execute("UPDATE pp_turns SET state = 'done'")
        await home.execute("DELETE FROM pp_removed_files")
    return spread


@asynccontextmanager
async def killed_after(spread: Spread, user: str, to: int, step: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A mover that stands still after a step; it is killed at the end at the latest."""
    arguments = ("-m", "tests.support.halting_mover", spread.home, spread.other, user, str(to), step)
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert (await process.stdout.readline()).decode().strip() == step
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def moved(spread: Spread, user: str, to: int) -> None:
    """Go on with the move as soon as the killed mover's lock is gone."""
    async with asyncio.timeout(60):
        while True:
            try:
                await Mover(spread.shards, QUICK).move(user, to)
            except CannotMove as error:
                if "another process" not in str(error):
                    raise
                await asyncio.sleep(0.05)
            else:
                return


async def test_all_rows_come_along_and_nobody_elses(filled):
    before, bobs = await rows_of(filled.home, "ann"), await rows_of(filled.home, "bob")
    assert len(before) > 15
    said = await Mover(filled.shards, QUICK).move("ann", 2)
    assert said == "The user lives in shard 2 now."
    assert await rows_of(filled.other, "ann") == before
    assert await rows_of(filled.home, "ann") == {}
    assert await rows_of(filled.home, "bob") == bobs
    assert await filled.shard_of("ann") == 2
    async with connected(filled.home) as home:
        assert await home.fetchval("SELECT count(*) FROM pp_removed_files") == 0, "the files' bytes stay"
        assert await home.fetchval("SELECT count(*) FROM pp_user_shards WHERE move IS NOT NULL") == 0
        first = await home.fetchval("SELECT last_value FROM chatkit_seq")
    async with connected(filled.other) as other:
        assert await other.fetchval("SELECT nextval('chatkit_seq')") > first - 10, "what is written next comes next"
    await Mover(filled.shards, QUICK).move("ann", 1)
    assert await rows_of(filled.home, "ann") == before
    assert await rows_of(filled.other, "ann") == {}
    assert await Mover(filled.shards, QUICK).move("ann", 1) == "The user lives in shard 1 already."


@pytest.mark.parametrize("step", STEPS)
async def test_a_mover_that_is_killed_is_followed_by_the_next(step, filled):
    before = await rows_of(filled.home, "ann")
    async with killed_after(filled, "ann", 2, step) as process:
        with pytest.raises(CannotMove, match="another process"):
            await Mover(filled.shards, QUICK).move("ann", 2)
        process.kill()
        await process.wait()
    async with connected(filled.home) as home, connected(filled.other) as other:
        assert await takes_writes(home) is (step == "draining")
        if STEPS.index(step) >= STEPS.index("copied"):  # from then on it is fenced until the user is sent there
            assert await takes_writes(other) is (step in ("opened", "deleted"))
        assert await filled.shard_of("ann") == (1 if STEPS.index(step) < STEPS.index("flipped") else 2)
    await moved(filled, "ann", 2)
    assert await rows_of(filled.other, "ann") == before
    assert await rows_of(filled.home, "ann") == {}
    async with connected(filled.home) as home, connected(filled.other) as other:
        assert [await takes_writes(one) for one in (home, other)] == [False, True]


async def takes_writes(connection: asyncpg.Connection) -> bool:
    """Whether a write of ann's, with nothing asked before, is taken; it is rolled back."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(WRITE, "ann", "decimal")
    except asyncpg.RaiseError:
        return False
    finally:
        await transaction.rollback()
    return True


@pytest.mark.parametrize(("step", "lives_in"), [("draining", 1), ("closed", 2), ("flipped", 2)])
async def test_a_server_ends_what_a_killed_mover_has_left(step, lives_in, filled):
    before = await rows_of(filled.home, "ann")
    async with killed_after(filled, "ann", 2, step):
        assert await Mover(filled.shards, QUICK).finish_abandoned() is None, "its mover lives"
    async with asyncio.timeout(60):
        while await Mover(filled.shards, QUICK).finish_abandoned() is None:  # noqa: ASYNC110 - the lock goes by itself
            await asyncio.sleep(0.05)
    assert await filled.shard_of("ann") == lives_in
    assert await rows_of(filled.home if lives_in == 1 else filled.other, "ann") == before
    async with connected(filled.home) as home, connected(filled.other) as other:
        assert await takes_writes(home if lives_in == 1 else other)
        if lives_in == 2:
            assert not await takes_writes(home)


async def test_a_process_that_missed_the_move_writes_to_the_new_database(filled, tmp_path):
    """It never hears of moves here, and its memory never grows old: the fence alone sends it to the new database."""
    deaf = ShardTimings(poll_s=3600, fresh_s=3600, look_s=0.01)
    settings = with_development_secrets(settings_for(filled.home, tmp_path, PP_SHARDS=filled.setting))
    async with services_for(settings, timings=Timings(shards=deaf)) as services:
        owned = services.pool.owned()
        await owned.execute(WRITE, "ann", "fractional")
        await Mover(filled.shards, QUICK).move("ann", 2)
        await owned.execute(WRITE, "ann", "decimal")
    assert '"decimal"' in (await rows_of(filled.other, "ann"))["pp_preferences"][0]
    assert await rows_of(filled.home, "ann") == {}


async def test_a_server_that_knows_of_no_shards_cannot_write_of_users_of_others(filled, tmp_path, capsys):
    """`serve` and `migrate` refuse to start like that; one that runs already is refused by the home itself."""
    await Mover(filled.shards, QUICK).move("ann", 2)
    settings = with_development_secrets(settings_for(filled.home, tmp_path))
    async with services_for(settings) as services:
        await services.pool.owned().execute(WRITE, "bob", "decimal")
        with pytest.raises(UserElsewhere):
            await services.pool.owned().execute(WRITE, "ann", "decimal")
    environ = environment_for(filled.home, tmp_path)
    assert await asyncio.to_thread(serving.migrate, ROOT, environ) == 1
    assert "PP_SHARDS must list them" in capsys.readouterr().err


def test_doctor_says_where_new_users_are_put_and_shows_no_password(tmp_path):
    listed = "postgresql://pp:hunter2@one.example.com/users,postgresql://pp:hunter2@two.example.com/users"
    settings = load_settings({"PP_SHARDS": listed})
    line = next(part for part in parts(settings) if part[0] == "users")
    assert line == ("users", "spread", "PP_SHARDS, new ones over one.example.com/users, two.example.com/users")
    assert "hunter2" not in str(describe(settings, {"PP_SHARDS": listed}))


async def test_every_write_that_was_taken_is_there_once_whatever_moves_meanwhile(filled, tmp_path, db_role):
    """Two processes count for ann, one of them deaf to moves, while she goes to and fro."""
    settings = with_development_secrets(settings_for(filled.home, tmp_path, PP_SHARDS=filled.setting))
    deaf = ShardTimings(poll_s=3600, fresh_s=3600, look_s=0.01)
    over, taken, unsure = asyncio.Event(), [0, 0], [0, 0]

    async def count(owned: OwnedRows, of: int) -> None:
        while not over.is_set():
            try:
                if of == 1 or taken[of] % 2:  # the deaf one is told by refusals alone
                    await owned.execute(COUNT, "ann")
                else:
                    async with owned.transaction("ann") as connection:
                        await connection.execute(COUNT, "ann")
                taken[of] += 1
            except UserElsewhere:  # like a lost connection: on a machine that stood still, it may have been taken
                unsure[of] += 1

    async with (
        services_for(settings, timings=Timings(shards=QUICK)) as one,
        services_for(settings, timings=Timings(shards=deaf)) as other,
        asyncio.TaskGroup() as group,
    ):
        for of, services in enumerate((one, other)):
            group.create_task(count(services.pool.owned(), of))
        for to in (2, 1, 2):
            before = list(taken)
            async with asyncio.timeout(60):
                while not all(now > then + 5 for now, then in zip(taken, before, strict=True)):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            await Mover(filled.shards, QUICK).move("ann", to)
        over.set()
    async with connected(filled.other) as connection:
        there = await connection.fetchval("SELECT messages FROM pp_usage WHERE day = '2020-01-01'")
    assert sum(taken) <= there <= sum(taken) + sum(unsure)
    assert sum(unsure) < sum(taken)
    assert await rows_of(filled.home, "ann") == {}


async def test_a_user_whom_several_processes_see_first_is_put_into_one_database(spread, tmp_path):
    settings = with_development_secrets(settings_for(spread.home, tmp_path, PP_SHARDS=spread.setting))
    async with services_for(settings) as one, services_for(settings) as other:
        for number in range(5):
            both = [pool.owned().execute(WRITE, f"user {number}", "decimal") for pool in (one.pool, other.pool) * 4]
            await asyncio.gather(*both)
    for number in range(5):
        there = [dsn for dsn in (spread.home, spread.other) if await rows_of(dsn, f"user {number}")]
        assert len(there) == 1
    async with connected(spread.home) as home:
        assert await home.fetchval("SELECT sum(users) FROM pp_shards") == 5


async def test_the_command_says_why_a_user_cannot_be_moved(filled, tmp_path, capsys):
    environ = environment_for(filled.home, tmp_path, PP_SHARDS=filled.setting)
    assert await asyncio.to_thread(shards.move, ROOT, environ, "nobody", 2, stop=False) == 1
    assert "no such user" in capsys.readouterr().err
    assert await asyncio.to_thread(shards.list_shards, ROOT, environment_for(filled.home, tmp_path)) == 1
    assert "PP_SHARDS is not set" in capsys.readouterr().err


async def test_what_was_read_too_late_to_be_believed_is_not_believed(filled, tmp_path):
    """A process that stood still during a move must not show what the old database has by now: nothing."""
    still = ShardTimings(poll_s=3600, fresh_s=0.2, look_s=0.01)
    settings = with_development_secrets(settings_for(filled.home, tmp_path, PP_SHARDS=filled.setting))
    read = "SELECT count(*) AS n FROM chatkit_threads WHERE user_id = $1"
    async with services_for(settings, timings=Timings(shards=still)) as services:
        pool = services.pool
        assert isinstance(pool, ShardedPool)

        async def reads_after_the_move(database: PostgresPool) -> list[asyncpg.Record]:
            await Mover(filled.shards, QUICK).move("ann", 2)
            return await database.fetch(read, "ann")

        with pytest.raises(UserElsewhere):
            await pool.run("ann", reads_after_the_move)
        assert [row["n"] for row in await pool.owned().fetch(read, "ann")] == [1]


async def test_a_running_answer_is_waited_for_and_none_begins_meanwhile(filled):
    async with connected(filled.home) as home:
        await home.execute("UPDATE pp_turns SET state = 'running' WHERE user_id = 'ann'")
        thread_id = await home.fetchval("SELECT thread_id FROM pp_turns WHERE user_id = 'ann'")
        draining = asyncio.Event()

        async def note(_step: str) -> None:
            draining.set()

        moving = asyncio.create_task(Mover(filled.shards, QUICK, note).move("ann", 2))
        await draining.wait()
        with pytest.raises(asyncpg.RaiseError) as refused:
            await home.execute(
                """INSERT INTO pp_turns (id, user_id, thread_id, kind, request_key, worker, first_seq)
                   VALUES ('another', 'ann', $1, 'message', 'k', 'w', 99)""",
                thread_id,
            )
        assert refused.value.constraint_name == "pp_draining"
        await home.execute("UPDATE pp_turns SET partial = 'said meanwhile' WHERE user_id = 'ann'")
        await home.execute("UPDATE pp_turns SET state = 'done' WHERE user_id = 'ann'")
        await moving
    assert "said meanwhile" in (await rows_of(filled.other, "ann"))["pp_turns"][0]


async def test_an_answer_that_does_not_end_calls_the_move_off(filled):
    before = await rows_of(filled.home, "ann")
    async with connected(filled.home) as home:
        await home.execute("UPDATE pp_turns SET state = 'running' WHERE user_id = 'ann'")
        with pytest.raises(CannotMove, match="still being written"):
            await Mover(filled.shards, ShardTimings(drain_s=0.2)).move("ann", 2)
        await home.execute("UPDATE pp_turns SET state = 'done' WHERE user_id = 'ann'")
        assert await takes_writes(home)
        assert await rows_of(filled.home, "ann") == before
        assert await home.fetchval("SELECT count(*) FROM pp_moved_users") == 0


async def test_who_and_where_must_be_known(filled):
    mover = Mover(filled.shards, QUICK)
    with pytest.raises(CannotMove, match="no shard 3; there are 1, 2"):
        await mover.move("ann", 3)
    with pytest.raises(CannotMove, match="no such user"):
        await mover.move("nobody", 2)
