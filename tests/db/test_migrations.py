"""Numbered migrations: once, whoever comes first; each whole or not at all; never back; nobody waits for long."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace

import asyncpg
import pytest

from professor_lock.db.schema import (
    Migration,
    Schema,
    SchemaDoesNotFit,
    TablesInUse,
    apply_schema,
    todays_schema,
)
from tests.support.databases import fresh
from tests.support.filled_tables import fill_for
from tests.support.rows import all_rows
from tests.support.structure import structure

TODAY = todays_schema()
MORE_TITLES = "ALTER TABLE chatkit_threads ADD COLUMN more_titles text;"


def further(script: str, *, name: str = "further", needs: int = 0) -> Schema:
    """The schema of a program that knows one migration more."""
    step = Migration(TODAY.number + 1, name, script, needs)
    return replace(TODAY, migrations=(*TODAY.migrations, step))


async def recorded(dsn: str) -> list[int]:
    connection = await asyncpg.connect(dsn)
    try:
        return [row["number"] for row in await connection.fetch("SELECT number FROM pp_migrations ORDER BY 1")]
    finally:
        await connection.close()


async def make_before_numbers(dsn: str) -> None:
    """A database as the last program without numbered migrations left it."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(TODAY.migrations[0].script)
    await connection.execute("DROP TABLE pp_migrations")
    await connection.execute("COMMENT ON TABLE chatkit_threads IS 'professor-lock schema 3 0123456789abcdef'")
    await connection.close()


async def test_the_whole_schema_is_the_sum_of_the_migrations(empty_database, postgres):
    await apply_schema(empty_database)
    async with fresh(postgres, None) as summed:
        await make_before_numbers(summed)
        assert await apply_schema(summed) == "applied"
        one, other = await structure(empty_database), await structure(summed)
        assert one["columns"]
        for kind in one:
            assert one[kind] == other[kind], kind
        assert await recorded(empty_database) == await recorded(summed) == [step.number for step in TODAY.migrations]


def test_migrations_are_numbered_without_gaps_and_say_what_they_are():
    first = TODAY.migrations[0].number
    assert [step.number for step in TODAY.migrations] == list(range(first, first + len(TODAY.migrations)))
    for step in TODAY.migrations:
        assert re.fullmatch(r"[a-z0-9_]+", step.name)
        assert step.script.startswith("-- "), f"{step.number} begins with what it is for"
        assert step.needs_program <= step.number
        assert not re.search(r"^\s*(begin|commit)\s*;", step.script, re.IGNORECASE | re.MULTILINE)


async def test_many_processes_starting_at_once_apply_it_once(empty_database):
    outcomes = await asyncio.gather(*(apply_schema(empty_database) for _ in range(8)))
    assert set(outcomes) <= {"applied", "there"}
    assert outcomes.count("applied") == 1


async def test_many_processes_with_a_new_migration_apply_it_once_and_keep_the_rows(empty_database):
    await apply_schema(empty_database)
    connection = await asyncpg.connect(empty_database)
    await fill_for(connection, "ann")
    before = await all_rows(empty_database)
    schema = further("CREATE TABLE counted (n int); INSERT INTO counted VALUES (1);")
    outcomes = await asyncio.gather(*(apply_schema(empty_database, schema) for _ in range(8)))
    assert outcomes.count("applied") == 1
    assert await connection.fetchval("SELECT count(*) FROM counted") == 1
    after = await all_rows(empty_database)
    assert len(after.pop("pp_migrations")) == len(before.pop("pp_migrations")) + 1
    assert after == before
    await connection.close()


async def test_a_database_from_before_numbers_is_brought_to_today(empty_database):
    await make_before_numbers(empty_database)
    assert await apply_schema(empty_database) == "applied"
    assert await recorded(empty_database) == [step.number for step in TODAY.migrations]


async def test_a_program_from_before_numbers_sees_that_the_schema_is_newer_than_its_own(empty_database):
    await apply_schema(empty_database)
    assert await apply_schema(empty_database, further(MORE_TITLES)) == "applied"
    connection = await asyncpg.connect(empty_database)
    mark = await connection.fetchval("SELECT obj_description('chatkit_threads'::regclass)")
    found = re.fullmatch(r"professor-lock schema (?:(\d+) )?([0-9a-f]{16})", mark)
    assert found is not None
    assert int(found.group(1)) == TODAY.number + 1
    await connection.close()


async def test_an_older_program_leaves_a_newer_database_alone_and_can_go_on(empty_database):
    await apply_schema(empty_database, further(MORE_TITLES))
    await apply_schema(empty_database, further(MORE_TITLES))
    before = await structure(empty_database)
    assert await apply_schema(empty_database) == "newer"
    assert await structure(empty_database) == before


async def test_a_program_too_old_for_a_contracted_schema_is_refused_in_words(empty_database):
    await apply_schema(empty_database)
    contracted = further("ALTER TABLE chatkit_threads DROP COLUMN title;", needs=TODAY.number + 1)
    assert await apply_schema(empty_database, contracted) == "applied"
    with pytest.raises(SchemaDoesNotFit, match=r"needs a program that knows schema \d+.*never taken back"):
        await apply_schema(empty_database)


async def test_a_migration_of_another_line_of_development_under_the_same_number_is_noticed(empty_database):
    await apply_schema(empty_database)
    await apply_schema(empty_database, further(MORE_TITLES, name="mine"))
    with pytest.raises(SchemaDoesNotFit, match=r"'mine'.*'yours'"):
        await apply_schema(empty_database, further("SELECT 1;", name="yours"))


def test_a_file_says_by_a_line_which_programs_it_ends(tmp_path):
    path = tmp_path / "0007_titles_gone.sql"
    path.write_text("-- Titles are in metadata.\n-- needs program 6\nALTER TABLE t DROP COLUMN title;\n")
    step = Migration.of_file(path)
    assert (step.number, step.name, step.needs_program) == (7, "titles_gone", 6)


async def test_a_database_that_has_it_is_left_alone_even_while_its_tables_are_locked(empty_database):
    await apply_schema(empty_database)
    reader = await asyncpg.connect(empty_database)
    async with reader.transaction():
        await reader.execute("LOCK TABLE chatkit_threads")
        assert await asyncio.wait_for(apply_schema(empty_database), timeout=60) == "there"
    await reader.close()


async def test_a_long_read_makes_nobody_wait_for_the_migration(empty_database):
    await apply_schema(empty_database)
    reader, other = await asyncpg.connect(empty_database), await asyncpg.connect(empty_database)
    waits = []
    async with reader.transaction():
        await reader.fetch("SELECT * FROM chatkit_threads")
        migrating = asyncio.create_task(apply_schema(empty_database, further(MORE_TITLES)))
        for _ in range(40):
            began = time.monotonic()
            await other.fetch("SELECT * FROM chatkit_threads")
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.05)
        assert not migrating.done()
    assert await asyncio.wait_for(migrating, 30) == "applied"
    assert max(waits) < 10, "half a second, and what a busy machine adds"
    await reader.close()
    await other.close()


async def test_a_migration_that_finds_no_moment_says_who_is_in_its_way_and_what_to_do(empty_database):
    await apply_schema(empty_database)
    reader = await asyncpg.connect(empty_database, server_settings={"application_name": "a long report"})
    async with reader.transaction():
        await reader.fetch("SELECT * FROM chatkit_threads")
        with pytest.raises(TablesInUse, match=r"a long report.*Nothing was changed.*manage.py migrate"):
            await apply_schema(empty_database, further(MORE_TITLES), tries=2, pause_s=0.01)
    await reader.close()


async def test_a_migration_that_fails_half_way_leaves_nothing_of_itself(empty_database):
    await apply_schema(empty_database)
    before = await structure(empty_database)
    with pytest.raises(asyncpg.UndefinedFunctionError):
        await apply_schema(empty_database, further(MORE_TITLES + " SELECT no_such_function();"))
    assert await structure(empty_database) == before
    assert await recorded(empty_database) == [step.number for step in TODAY.migrations]


async def test_a_whole_schema_that_fails_half_way_leaves_an_empty_database(empty_database):
    broken = replace(TODAY, whole=TODAY.whole + "\nSELECT no_such_function();\n")
    before = await structure(empty_database)
    with pytest.raises(asyncpg.UndefinedFunctionError):
        await apply_schema(empty_database, broken)
    assert await structure(empty_database) == before


async def test_the_whole_schema_pasted_over_an_older_one_says_what_to_do_instead(empty_database):
    await make_before_numbers(empty_database)
    connection = await asyncpg.connect(empty_database)
    with pytest.raises(asyncpg.RaiseError, match=r"manage.py migrate"):
        await connection.execute(TODAY.whole)
    await connection.close()
    assert await apply_schema(empty_database) == "applied"
