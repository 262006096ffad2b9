"""Which keys of the schema lead to their user: what a database that is spread over machines by user needs.

A statement can be sent to the machine of its user when it carries the user's id, and a key can be unique on one machine
alone when its rows all belong to one user. `docs/scaling.md` holds the list; this reads the schema itself.
"""

from __future__ import annotations

import re
from pathlib import Path

import asyncpg

SCALING = Path(__file__).parents[2] / "docs" / "scaling.md"
KEYS = """
    SELECT c.relname AS table, x.indisprimary AS primary,
           array_agg(a.attname::text ORDER BY k.place) AS columns,
           EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'user_id') AS owned
      FROM pg_index x
      JOIN pg_class c ON c.oid = x.indrelid
     CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k (attnum, place)
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
     WHERE c.relnamespace = current_schema()::regnamespace
       AND x.indisunique
       AND NOT c.relispartition
     GROUP BY c.oid, c.relname, x.indexrelid, x.indisprimary
     ORDER BY c.relname, x.indisprimary DESC, 3"""
IDS = {"id", "thread_id", "ticket_id"}
"""Columns whose values one user has alone: 128 random bits of ours, and a user's row is found by nobody else's."""


def way_of(key: asyncpg.Record) -> str:
    """How a key leads to a machine."""
    columns = list(key["columns"])
    if not key["owned"]:
        return "nobody's"
    if columns[0] == "user_id":
        return "begins with the user"
    if "user_id" in columns:
        return "holds the user"
    return "by an id of the user's" if columns[0] in IDS else "cannot be routed"


async def test_every_key_of_a_users_rows_can_be_routed_by_the_user_and_is_listed(pool):
    keys = await pool.fetch(KEYS)
    found = {f"`{key['table']}` | {', '.join(key['columns'])} | {way_of(key)}" for key in keys}
    assert not [one for one in found if one.endswith("cannot be routed")]
    listed = set(re.findall(r"^\| (`\w+` \| [\w, ]+ \| [\w ']+) \|$", SCALING.read_text("utf-8"), re.MULTILINE))
    assert listed == found


async def test_references_between_a_users_tables_carry_the_user_but_for_one(pool):
    """A foreign key between tables that are spread by user must hold the user on both sides."""
    rows = await pool.fetch(
        """SELECT conrelid::regclass::text AS here, confrelid::regclass::text AS there,
                  ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey))
                    AS columns
             FROM pg_constraint
            WHERE contype = 'f'
              AND connamespace = current_schema()::regnamespace
              AND conparentid = 0"""
    )
    assert rows
    without = {f"{row['here']} -> {row['there']}" for row in rows if "user_id" not in row["columns"]}
    assert without == {"chatkit_feedback -> chatkit_thread_items"}, "docs/scaling.md names the one that does not"
