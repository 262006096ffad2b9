"""The whole schema in one text: it runs anywhere that Supabase would take it, and keeps to the rules of tables."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import asyncpg

from professor_lock.db.schema import SCHEMA_FILE, apply_schema
from tests.support.databases import make_supabase_roles, named
from tests.support.filled_tables import fill_for, tables
from tests.support.rows import all_rows

SCRIPT = SCHEMA_FILE.read_text(encoding="utf-8")
AUTH_OF_SUPABASE = """
    CREATE SCHEMA auth;
    CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
      $f$ SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $f$;
    GRANT USAGE ON SCHEMA auth TO PUBLIC"""


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
        assert await apply_schema(dsn) == "applied"
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
