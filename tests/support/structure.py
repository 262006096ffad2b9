"""What a database's schema is made of, from the catalogue: to hold two ways of making it against each other."""

from __future__ import annotations

import asyncpg

PARTS = {
    "columns": """
        SELECT relname, attname, format_type(atttypid, atttypmod) AS type, attnotnull,
               pg_get_expr(adbin, adrelid) AS value, attgenerated::text, attidentity::text
          FROM pg_attribute
          JOIN pg_class c ON c.oid = attrelid
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
           AND attnum > 0 AND NOT attisdropped""",
    "relations": """
        SELECT relname, relkind::text, relpersistence::text, relrowsecurity, relforcerowsecurity,
               (SELECT array_agg(option ORDER BY option) FROM unnest(reloptions) AS option) AS options,
               (SELECT array_agg(acl::text ORDER BY acl::text) FROM unnest(relacl) AS acl) AS rights,
               pg_get_expr(relpartbound, oid) AS bounds, pg_get_partkeydef(oid) AS parts
          FROM pg_class
         WHERE relnamespace = current_schema()::regnamespace AND relkind <> 'i'""",
    "indexes": """
        SELECT pg_get_indexdef(indexrelid) AS text FROM pg_index
          JOIN pg_class ON pg_class.oid = indexrelid AND relnamespace = current_schema()::regnamespace""",
    "constraints": """
        SELECT conrelid::regclass::text AS relation, conname, pg_get_constraintdef(oid) AS text
          FROM pg_constraint
         WHERE connamespace = current_schema()::regnamespace""",
    "functions": """
        SELECT pg_get_functiondef(oid) AS text,
               (SELECT array_agg(acl::text ORDER BY acl::text) FROM unnest(proacl) AS acl) AS rights
          FROM pg_proc
         WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'""",
    "triggers": """
        SELECT pg_get_triggerdef(pg_trigger.oid) AS text FROM pg_trigger
          JOIN pg_class ON pg_class.oid = tgrelid AND relnamespace = current_schema()::regnamespace
         WHERE NOT tgisinternal""",
    "policies": """
        SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check
          FROM pg_policies
         WHERE schemaname = current_schema()""",
}


async def structure(dsn: str) -> dict[str, list[str]]:
    """Everything of the schema by kind, a line each, sorted. The order of columns counts for nothing."""
    connection = await asyncpg.connect(dsn)
    try:
        return {kind: sorted(str(tuple(row)) for row in await connection.fetch(query)) for kind, query in PARTS.items()}
    finally:
        await connection.close()
