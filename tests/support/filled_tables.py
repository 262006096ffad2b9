"""A row in every table of the schema for a person, made from the catalogue: a table added tomorrow is filled too."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import asyncpg

TABLES = """
    SELECT relname FROM pg_class
     WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = current_schema()::regnamespace
     ORDER BY relname"""
COLUMNS = """
    SELECT attname AS name, format_type(atttypid, NULL) AS type, attnotnull AS required, atthasdef AS has_default
      FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''"""
CONSTRAINTS = """
    SELECT contype::text AS kind, pg_get_constraintdef(oid) AS text, confrelid::regclass::text AS parent,
           (SELECT array_agg(attname ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS k (num, place)
              JOIN pg_attribute ON attrelid = conrelid AND attnum = num)::text[] AS columns,
           (SELECT array_agg(attname ORDER BY place) FROM unnest(confkey) WITH ORDINALITY AS k (num, place)
              JOIN pg_attribute ON attrelid = confrelid AND attnum = num)::text[] AS parent_columns
      FROM pg_constraint
     WHERE conrelid = $1::regclass AND contype IN ('f', 'c')"""
AT = datetime(2026, 11, 21, tzinfo=UTC)
EXAMPLES: dict[str, Any] = {
    "bigint": 1,
    "integer": 1,
    "smallint": 1,
    "numeric": 1,
    "double precision": 1.0,
    "boolean": False,
    "timestamp with time zone": AT,
    "date": AT.date(),
    "text[]": [],
    "jsonb": "{}",
}

Rows = dict[str, dict[str, Any]]


async def tables(connection: asyncpg.Connection) -> list[str]:
    """All tables of the schema, by name."""
    return [row["relname"] for row in await connection.fetch(TABLES)]


async def owned_tables(connection: asyncpg.Connection) -> list[str]:
    """Those whose rows belong to somebody."""
    return [name for name in await tables(connection) if "user_id" in await columns(connection, name)]


async def columns(connection: asyncpg.Connection, table: str) -> dict[str, asyncpg.Record]:
    """A table's columns by name."""
    return {row["name"]: row for row in await connection.fetch(COLUMNS, table)}


async def fill_for(connection: asyncpg.Connection, user_id: str) -> Rows:
    """Insert one row of this user's into every table that has owners, parents first; what was inserted, by table."""
    rows: Rows = {}
    waiting = await owned_tables(connection)
    while waiting:
        ready = [name for name in waiting if await _parents(connection, name) <= {*rows, name}]
        assert ready, f"these tables refer to each other in a circle: {waiting}"
        for name in ready:
            rows[name] = await example(connection, name, user_id, rows)
            await insert(connection, name, rows[name])
        waiting = [name for name in waiting if name not in ready]
    return rows


async def insert(connection: asyncpg.Connection, table: str, row: dict[str, Any]) -> str:
    """INSERT this row; the command's tag."""
    names, places = ", ".join(row), ", ".join(f"${number}" for number in range(1, len(row) + 1))
    tag: str = await connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", *row.values())
    return tag


async def example(connection: asyncpg.Connection, table: str, user_id: str, parents: Rows) -> dict[str, Any]:
    """A row that this table takes: what is required, and the links to the parents' rows."""
    row: dict[str, Any] = {}
    for name, column in (await columns(connection, table)).items():
        if column["required"] and not column["has_default"]:
            row[name] = EXAMPLES.get(column["type"], f"{user_id}-{table}-{name}")
    for constraint in await connection.fetch(CONSTRAINTS, table):
        if constraint["kind"] == "f" and constraint["parent"] in parents:
            parent = parents[constraint["parent"]]
            pairs = zip(constraint["columns"], constraint["parent_columns"], strict=True)
            row |= {ours: parent[theirs] for ours, theirs in pairs}
        elif constraint["kind"] == "c" and constraint["columns"][0] in row:
            choices = re.findall(r"'([^']+)'::text", constraint["text"])
            if choices:
                row[constraint["columns"][0]] = choices[0]
    return row | {"user_id": user_id}


async def _parents(connection: asyncpg.Connection, table: str) -> set[str]:
    return {row["parent"] for row in await connection.fetch(CONSTRAINTS, table) if row["kind"] == "f"}
