"""The role that statements of one user run as (PP_DB_ROLE), so that row-level security binds the server as well."""

from __future__ import annotations

from professor_lock.db.pool import Database

ROLE = """
    SELECT rolsuper OR rolbypassrls AS unbound, pg_has_role(current_user, oid, 'MEMBER') AS ours
      FROM pg_roles
     WHERE rolname = $1"""


async def role_problem(database: Database, role: str) -> str | None:
    """Why row-level security would not hold with this role, as a sentence; None when it does."""
    row = await database.fetchrow(ROLE, role)
    if row is None:
        return f"PP_DB_ROLE={role}: there is no such role (`python manage.py migrate` makes pp_server)"
    if row["unbound"]:
        return f"PP_DB_ROLE={role}: row-level security does not bind that role"
    return None if row["ours"] else f"PP_DB_ROLE={role}: the login of DATABASE_URL may not act as that role"
