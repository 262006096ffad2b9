"""Row-level security, table by table: what each of Postgres's roles may see and do, whatever the server forgets."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
import pytest

from app import services_for
from professor_lock.db.schema import apply_schema
from professor_lock.development_secret import with_development_secrets
from professor_lock.settings_reading import SettingsError
from tests.support.databases import make_supabase_roles
from tests.support.filled_tables import Rows, fill_for, insert, owned_tables, tables
from tests.support.rows import all_rows
from tests.support.running_server import settings_for

ANN = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
BOB = "7f9619ff-8b86-4d01-b42d-00cf4fc964aa"


@dataclass
class Filled:
    """A database in which both people own a row in every table."""

    connection: asyncpg.Connection
    ann: Rows
    bob: Rows
    tables: list[str]

    @asynccontextmanager
    async def acting(self, role: str, sub: str | None) -> AsyncIterator[asyncpg.Connection]:
        """In a transaction as this role with these claims, rolled back afterwards."""
        transaction = self.connection.transaction()
        await transaction.start()
        try:
            await self.connection.execute(f"SET LOCAL ROLE {role}")
            if sub is not None:
                claims = json.dumps({"sub": sub, "role": role}) if sub else ""
                await self.connection.execute("SELECT set_config('request.jwt.claims', $1, true)", claims)
            yield self.connection
        finally:
            await transaction.rollback()


@pytest.fixture
async def filled(empty_database: str) -> AsyncIterator[Filled]:
    """The schema as Supabase would have it: there, whatever is new is granted to the API's roles by itself."""
    connection = await asyncpg.connect(empty_database)
    await make_supabase_roles(connection)
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        await connection.execute(
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON {kind} TO anon, authenticated"
        )
    await apply_schema(empty_database)
    ann, bob = await fill_for(connection, ANN), await fill_for(connection, BOB)
    yield Filled(connection, ann, bob, await owned_tables(connection))
    await connection.close()


async def owners(connection: asyncpg.Connection, table: str) -> set[str]:
    return {row["user_id"] for row in await connection.fetch(f"SELECT user_id FROM {table}")}


async def test_the_rows_of_these_tests_are_really_there(filled):
    assert len(filled.tables) >= 6
    for table in filled.tables:
        assert await owners(filled.connection, table) == {ANN, BOB}


@pytest.mark.parametrize("role", ["authenticated", "pp_server"])
async def test_a_person_sees_their_own_rows_and_nobody_elses(filled, role):
    async with filled.acting(role, BOB) as connection:
        for table in filled.tables:
            assert await owners(connection, table) in ({BOB}, set()), table
        assert await owners(connection, "chatkit_threads") == {BOB}
        assert await owners(connection, "chatkit_thread_items") == {BOB}


@pytest.mark.parametrize("role", ["authenticated", "pp_server"])
@pytest.mark.parametrize("sub", [None, ""])
async def test_without_claims_there_is_nothing(filled, role, sub):
    async with filled.acting(role, sub) as connection:
        for table in filled.tables:
            assert await owners(connection, table) == set(), table


async def test_a_person_does_not_see_what_is_only_for_the_model(filled):
    await filled.connection.execute("UPDATE chatkit_thread_items SET hidden = true")
    async with filled.acting("authenticated", BOB) as connection:
        assert await owners(connection, "chatkit_thread_items") == set()


async def test_a_person_writes_nothing_past_the_server(filled, empty_database):
    """What the model reads and what a limit counts is the server's to write, even a user's own rows."""
    before = await all_rows(empty_database)
    for table in filled.tables:
        for statement in (f"UPDATE {table} SET user_id = user_id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with filled.acting("authenticated", BOB) as connection:
                    await connection.execute(statement)
        for row in (filled.bob[table], filled.ann[table]):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with filled.acting("authenticated", BOB) as connection:
                    await insert(connection, table, row)
    assert await all_rows(empty_database) == before


async def test_the_servers_bound_role_touches_nobody_elses_rows(filled):
    for table in filled.tables:
        async with filled.acting("pp_server", BOB) as connection:
            touched = await connection.execute(f"UPDATE {table} SET user_id = user_id WHERE user_id = '{ANN}'")
            assert touched == "UPDATE 0"
            assert await connection.execute(f"DELETE FROM {table} WHERE user_id = '{ANN}'") == "DELETE 0"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with filled.acting("pp_server", BOB) as connection:
                await insert(connection, table, filled.ann[table])
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with filled.acting("pp_server", BOB) as connection:
                await connection.execute(f"UPDATE {table} SET user_id = '{ANN}' WHERE user_id = '{BOB}'")


async def test_the_anonymous_role_may_nothing(filled):
    for table in await tables(filled.connection):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with filled.acting("anon", BOB) as connection:
                await connection.execute(f"SELECT 1 FROM {table}")


async def test_what_belongs_to_nobody_is_the_servers_alone(filled):
    for table in set(await tables(filled.connection)) - set(filled.tables):
        for statement in (f"SELECT 1 FROM {table}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with filled.acting("authenticated", BOB) as connection:
                    await connection.execute(statement)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with filled.acting("authenticated", BOB) as connection:
            await connection.execute("SELECT nextval('chatkit_seq')")


async def test_a_file_that_the_bound_role_deletes_is_noted_where_that_role_sees_nothing(filled):
    gone = filled.bob["chatkit_attachments"]["id"]
    async with filled.acting("pp_server", BOB) as connection:
        assert await connection.execute(f"DELETE FROM chatkit_attachments WHERE id = '{gone}'") == "DELETE 1"
        await connection.execute("RESET ROLE")
        assert [row["id"] for row in await connection.fetch("SELECT id FROM pp_removed_files")] == [gone]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with filled.acting("pp_server", BOB) as connection:
            await connection.execute("SELECT id FROM pp_removed_files")


@pytest.mark.parametrize(
    ("role", "word"), [("nobody_knows_me", "no such role"), ("postgres", "does not bind"), ("service_role", "not bind")]
)
async def test_a_server_told_to_act_as_a_role_that_does_not_bind_it_does_not_start(database, tmp_path, role, word):
    settings = with_development_secrets(settings_for(database, tmp_path, PP_DB_ROLE=role))
    with pytest.raises(SettingsError, match=word):
        async with services_for(settings):
            pass


async def test_a_policy_asks_who_it_is_once_a_statement_and_not_once_a_row(filled):
    async with filled.acting("authenticated", BOB) as connection:
        await connection.execute("SET LOCAL enable_seqscan = off")
        rows = await connection.fetch("EXPLAIN (VERBOSE) SELECT * FROM chatkit_thread_items")
    plan = "\n".join(row[0] for row in rows)
    assert "InitPlan" in plan
