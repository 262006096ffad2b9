"""Where each table's rows are when users are spread over several databases.

A table of ours with a `user_id` is the user's: its rows are in the user's database. The others are named here. A test
holds both against the schema, so that a new table has a place before it is used.
"""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

HOME = {
    "pp_answers": "what sources last said, for everybody",
    "pp_quotes": "what books asked, for everybody",
    "pp_shards": "the databases",
    "pp_user_shards": "the directory of users",
}
"""In the database of DATABASE_URL alone."""

EACH = {
    "pp_admin_audit": "of acts on a user in the user's database, of looks in that of DATABASE_URL",
    "pp_jobs": "the work on each database is shared out in that database",
    "pp_migrations": "the schema of each",
    "pp_moved_users": "who has left it, or is about to come",
    "pp_rates": "a user's minute in the user's database, an address's in that of DATABASE_URL",
    "pp_removed_files": "files whose description was deleted there",
    "pp_spend": "what was spent by users of each",
    "pp_this_shard": "which one it is",
    "pp_workers": "processes that live: turns are leases in the user's database",
}
"""In every database, each for itself."""

OWNED = """
    SELECT c.relname AS name,
           ARRAY(SELECT a.attname::text
                   FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                  ORDER BY a.attname) AS columns,
           ARRAY(SELECT p.relname::text
                   FROM pg_constraint f
                   JOIN pg_class p ON p.oid = f.confrelid
                  WHERE f.conrelid = c.oid AND f.contype = 'f' AND p.oid <> c.oid) AS parents
      FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace
       AND c.relkind IN ('r', 'p')
       AND NOT c.relispartition
       AND c.relname ~ '^(chatkit|pp)_'
       AND EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped)
     ORDER BY c.relname"""
"""Ours by their names: other tables in the same schema are a web app's."""


async def owned_tables(connection: asyncpg.Connection) -> dict[str, list[str]]:
    """Columns of every table with users' rows, by name; a table comes after those that its rows refer to."""
    rows = {row["name"]: row for row in await connection.fetch(OWNED)}
    ordered: dict[str, list[str]] = {}
    while waiting := [name for name in rows if name not in ordered]:
        ready = [name for name in waiting if not set(rows[name]["parents"]) & set(waiting)]
        if not ready:
            raise ValueError(f"these tables refer to each other in a circle: {', '.join(waiting)}")
        ordered |= {name: list(rows[name]["columns"]) for name in ready}
    return ordered


def any_rows(tables: Sequence[str], where: str = "") -> str:
    """SQL: whether one of these tables has a row (`where`: such a row)."""
    return "SELECT " + " OR ".join(f"EXISTS (SELECT FROM {name} {where})" for name in tables)  # noqa: S608 - names of ours
