"""Applying the schema: once, whoever comes first; all of it or nothing; anywhere that Supabase would take it."""

from __future__ import annotations

import asyncio
import re
import time
from urllib.parse import urlsplit

import asyncpg
import pytest

from professor_lock.db.schema import READ_MARK, SCHEMA_FILE, TablesInUse, apply_schema
from tests.support.databases import make_supabase_roles, named
from tests.support.filled_tables import fill_for, tables
from tests.support.rows import all_rows

SCRIPT = SCHEMA_FILE.read_text(encoding="utf-8")
AUTH_OF_SUPABASE = """
    CREATE SCHEMA auth;
    CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
      $f$ SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $f$;
    GRANT USAGE ON SCHEMA auth TO PUBLIC"""


async def relations(dsn: str) -> set[str]:
    connection = await asyncpg.connect(dsn)
    try:
        return {
            row["relname"] for row in await connection.fetch("SELECT relname FROM pg_class WHERE relname ~ '^chatkit'")
        }
    finally:
        await connection.close()


async def test_many_processes_starting_at_once_apply_it_once(empty_database):
    applied = await asyncio.gather(*(apply_schema(empty_database) for _ in range(8)))
    assert sorted(applied) == [False] * 7 + [True]
    assert "chatkit_threads" in await relations(empty_database)


async def test_a_database_that_has_it_is_left_alone_even_while_its_tables_are_locked(empty_database):
    await apply_schema(empty_database)
    reader = await asyncpg.connect(empty_database)
    async with reader.transaction():
        await reader.execute("LOCK TABLE chatkit_threads")
        assert await asyncio.wait_for(apply_schema(empty_database), timeout=10) is False
    await reader.close()


async def test_it_runs_again_over_itself_and_keeps_the_rows(empty_database, tmp_path):
    await apply_schema(empty_database)
    connection = await asyncpg.connect(empty_database)
    await connection.execute("INSERT INTO chatkit_threads (id, user_id, created_at) VALUES ('t', 'u', now())")
    changed = tmp_path / "schema.sql"
    changed.write_text(SCHEMA_FILE.read_text(encoding="utf-8") + "\n-- a newer text\n", encoding="utf-8")
    assert await apply_schema(empty_database, changed) is True
    assert await connection.fetchval("SELECT count(*) FROM chatkit_threads") == 1
    await connection.close()


async def test_a_newer_database_is_left_alone_by_an_older_program(empty_database, tmp_path):
    newer = tmp_path / "schema.sql"
    newer.write_text(SCRIPT.replace("-- Schema number ", "-- Schema number 9") + "\nCREATE TABLE newer (n int);\n")
    assert await apply_schema(empty_database, newer) is True
    connection = await asyncpg.connect(empty_database)
    mark = await connection.fetchval(READ_MARK)
    assert await apply_schema(empty_database) is False
    assert await connection.fetchval(READ_MARK) == mark
    assert await apply_schema(empty_database, newer) is False
    await connection.close()


async def test_a_database_from_before_schemas_had_numbers_is_brought_further(empty_database):
    await apply_schema(empty_database)
    connection = await asyncpg.connect(empty_database)
    await connection.execute("COMMENT ON TABLE chatkit_threads IS 'professor-lock schema 0123456789abcdef'")
    assert await apply_schema(empty_database) is True
    await connection.close()


async def test_a_long_read_makes_nobody_wait_for_the_migration(empty_database, tmp_path):
    await apply_schema(empty_database)
    changed = tmp_path / "schema.sql"
    changed.write_text(SCRIPT + "\nALTER TABLE chatkit_threads ADD COLUMN IF NOT EXISTS more text;\n")
    reader, other = await asyncpg.connect(empty_database), await asyncpg.connect(empty_database)
    waits = []
    async with reader.transaction():
        await reader.fetch("SELECT * FROM chatkit_threads")
        migrating = asyncio.create_task(apply_schema(empty_database, changed))
        for _ in range(40):
            began = time.monotonic()
            await other.fetch("SELECT * FROM chatkit_threads")
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.05)
        assert not migrating.done()
    assert await asyncio.wait_for(migrating, 30) is True
    assert max(waits) < 1.5, "half a second, and what a busy machine adds"
    await reader.close()
    await other.close()


async def test_a_migration_that_finds_no_moment_says_who_is_in_its_way_and_what_to_do(empty_database, tmp_path):
    await apply_schema(empty_database)
    changed = tmp_path / "schema.sql"
    changed.write_text(SCRIPT + "\nALTER TABLE chatkit_threads ADD COLUMN IF NOT EXISTS more text;\n")
    reader = await asyncpg.connect(empty_database, server_settings={"application_name": "a long report"})
    async with reader.transaction():
        await reader.fetch("SELECT * FROM chatkit_threads")
        with pytest.raises(TablesInUse, match=r"a long report.*Nothing was changed.*manage.py migrate"):
            await apply_schema(empty_database, changed, tries=2, pause_s=0.01)
    await reader.close()


async def test_a_script_that_fails_half_way_leaves_nothing(empty_database, tmp_path):
    broken = tmp_path / "schema.sql"
    broken.write_text(SCHEMA_FILE.read_text(encoding="utf-8") + "\nSELECT no_such_function();\n", encoding="utf-8")
    with pytest.raises(asyncpg.UndefinedFunctionError):
        await apply_schema(empty_database, broken)
    assert await relations(empty_database) == set()


async def test_it_runs_as_it_stands_three_times_in_a_row_and_keeps_every_row(empty_database):
    """Pasted into Supabase's SQL editor it is one text in one go."""
    connection = await asyncpg.connect(empty_database)
    await make_supabase_roles(connection)
    await connection.execute(AUTH_OF_SUPABASE)
    await connection.execute(SCRIPT)
    await fill_for(connection, "ann")
    before = await all_rows(empty_database)
    await connection.execute(SCRIPT)
    await connection.execute(SCRIPT)
    assert await all_rows(empty_database) == before
    await connection.close()


async def test_it_can_be_applied_by_an_owner_who_is_no_superuser(postgres, empty_database):
    """Supabase's `postgres` role: it may make roles and own tables, and is bound by all else."""
    database = urlsplit(empty_database).path.strip("/")
    admin = await asyncpg.connect(empty_database)
    await make_supabase_roles(admin)
    role = f"owner_{database}"
    await admin.execute(f"CREATE ROLE {role} LOGIN CREATEROLE NOSUPERUSER PASSWORD 'secret'")
    await admin.execute(f"GRANT ALL ON SCHEMA public TO {role}; {AUTH_OF_SUPABASE}")
    try:
        dsn = re.sub(r"//[^@]*@", f"//{role}:secret@", named(postgres, database))
        assert await apply_schema(dsn) is True
        connection = await asyncpg.connect(dsn)
        await connection.execute(SCRIPT)
        assert "chatkit_threads" in await tables(connection)
        await connection.close()
    finally:
        await admin.execute(f"DROP OWNED BY {role} CASCADE")
        await admin.execute(f"DROP ROLE {role}")
        await admin.close()


async def test_it_can_be_applied_where_there_are_no_roles_of_supabases(empty_database):
    connection = await asyncpg.connect(empty_database)
    other = await connection.fetch("SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated')")
    await connection.execute(SCRIPT)
    assert "chatkit_threads" in await tables(connection)
    assert len(other) in (0, 2)  # they belong to the whole server, so another test may have made them
    await connection.close()


async def test_every_table_has_row_level_security_and_an_index_that_begins_with_its_owner(database):
    connection = await asyncpg.connect(database)
    for table in await tables(connection):
        assert await connection.fetchval("SELECT relrowsecurity FROM pg_class WHERE oid = $1::regclass", table), table
    unindexed = await connection.fetch(
        "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE attname = 'user_id' AND relkind = 'r' AND relnamespace = current_schema()::regnamespace "
        "AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indkey[0] = attnum AND indpred IS NULL)"
    )
    assert unindexed == []
    await connection.close()


async def test_every_foreign_key_has_an_index_to_delete_by(database):
    connection = await asyncpg.connect(database)
    missing = await connection.fetch(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint c WHERE contype = 'f' "
        "AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = ANY (conkey) "
        "AND indpred IS NULL)"
    )
    assert missing == []
    await connection.close()
