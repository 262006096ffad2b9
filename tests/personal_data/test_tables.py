"""The list of users' tables is the schema's: a table added tomorrow must say what becomes of its rows."""

from __future__ import annotations

import asyncpg

from professor_lock.personal_data.tables import TABLES
from tests.support.filled_tables import columns, owned_tables


async def test_every_table_with_rows_of_users_is_exported_and_deleted(database: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        assert sorted(table.name for table in TABLES) == await owned_tables(connection)
        for table in TABLES:
            there = await columns(connection, table.name)
            assert {*table.key, *table.json} <= there.keys(), table.name
    finally:
        await connection.close()
    assert len({table.exported_as for table in TABLES}) == len(TABLES)
