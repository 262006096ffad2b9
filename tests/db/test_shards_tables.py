"""Every table has a place when users are spread over databases, and a database is known by its mark."""

from __future__ import annotations

import asyncpg
import pytest

from professor_lock.db.schema import apply_schema
from professor_lock.db.sharding.registry import NoShard, is_one_of_several, prepare, read_shards
from professor_lock.db.sharding.tables import EACH, HOME, owned_tables
from tests.support.databases import fresh, schema_template
from tests.support.filled_tables import fill_for
from tests.support.filled_tables import owned_tables as tables_with_users
from tests.support.filled_tables import tables as all_tables


@pytest.fixture
async def other(postgres):
    async with fresh(postgres, template=await schema_template(postgres)) as dsn:
        yield dsn


@pytest.fixture
async def home(database, other):
    await prepare(database, [database, other])
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


async def test_every_table_is_its_users_or_has_a_stated_place(home):
    there, owned = set(await all_tables(home)), set(await owned_tables(home))
    assert there == owned | set(HOME) | set(EACH)
    assert not owned & (set(HOME) | set(EACH))
    assert owned == set(await tables_with_users(home))


async def test_what_refers_to_other_rows_comes_after_them(home):
    order = list(await owned_tables(home))
    for child, parent in (
        ("chatkit_thread_items", "chatkit_threads"),
        ("chatkit_feedback", "chatkit_thread_items"),
        ("pp_ticket_grades", "pp_tickets"),
    ):
        assert order.index(parent) < order.index(child)


async def test_every_table_of_users_is_fenced_in_every_shard(home, other):
    second = await asyncpg.connect(other)
    try:
        for connection in (home, second):
            rows = await connection.fetch(
                """SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                    WHERE t.tgname = 'pp_fence' AND NOT c.relispartition"""
            )
            assert {row["relname"] for row in rows} == set(await owned_tables(connection))
    finally:
        await second.close()


async def test_a_fenced_user_can_write_to_no_table_and_another_user_to_all(home):
    mine = await fill_for(home, "ann")
    await home.execute(
        """INSERT INTO pp_moved_users (user_digest, state, move)
           SELECT encode(sha256(convert_to(home || ':ann', 'UTF8')), 'hex'), 'closed', 1 FROM pp_this_shard"""
    )
    for table in mine:
        for statement in (f"UPDATE {table} SET user_id = user_id", f"DELETE FROM {table}"):
            with pytest.raises(asyncpg.RaiseError) as refused:
                await home.execute(f"{statement} WHERE user_id = 'ann'")
            assert refused.value.constraint_name == "pp_moved"
    with pytest.raises(asyncpg.RaiseError):
        await home.execute("INSERT INTO pp_preferences (user_id, odds_format) VALUES ('ann', 'decimal')")
    assert set(await fill_for(home, "bob")) == set(mine)


async def test_preparing_again_changes_nothing_and_the_order_of_the_list_means_nothing(home, database, other):
    shards = await read_shards(database, [database, other])
    assert shards.dsns == {1: database, 2: other}
    assert (shards.home, shards.takes) == (1, (1, 2))
    await prepare(database, [other, database])
    assert await read_shards(database, [other, database]) == type(shards)(1, shards.mark, shards.dsns, (2, 1), (2, 1))
    assert (await read_shards(database, [other])).takes == (2,)


async def test_a_database_with_users_or_of_another_deployment_is_no_shard(home, postgres, other):
    async with fresh(postgres, template=None) as stranger, fresh(postgres, template=None) as theirs:
        await apply_schema(stranger)
        connection = await asyncpg.connect(stranger)
        await fill_for(connection, "ann")
        await connection.close()
        with pytest.raises(NoShard, match="has users already"):
            await prepare(theirs, [stranger])
        with pytest.raises(NoShard, match="another deployment"):
            await prepare(theirs, [other])
        with pytest.raises(NoShard, match="no directory"):  # what was refused has not become one by half
            await read_shards(theirs, [])
        with pytest.raises(NoShard, match="no shard yet"):
            await read_shards(stranger, [])


async def test_a_shard_with_users_must_be_listed(home, database, other):
    await home.execute("UPDATE pp_shards SET users = 1 WHERE number = 2")
    with pytest.raises(NoShard, match="lacks shard 2"):
        await read_shards(database, [database])
    assert await is_one_of_several(database)


async def test_a_database_by_itself_is_not_one_of_several(database):
    assert not await is_one_of_several(database)
