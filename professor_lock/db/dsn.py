"""Addresses of databases as operators paste them: parameters of libpq, poolers and ORMs, schemes of drivers, quotes.

The driver sends every parameter that it does not know to the server, which then refuses the connection. What is known
is kept or said in the server's words; the rest is left out, and its name is told.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

DRIVER = frozenset(
    {
        "host",
        "port",
        "user",
        "password",
        "passfile",
        "database",
        "dbname",
        "sslmode",
        "sslcert",
        "sslkey",
        "sslrootcert",
        "sslcrl",
        "sslpassword",
        "sslnegotiation",
        "ssl_min_protocol_version",
        "ssl_max_protocol_version",
        "target_session_attrs",
        "krbsrvname",
        "gsslib",
        "service",
    }
)
"""Parameters that the driver understands."""
SERVER = frozenset(
    {
        "application_name",
        "search_path",
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "timezone",
        "options",
        "role",
        "default_transaction_read_only",
        "client_min_messages",
    }
)
"""Settings that Postgres takes at the start of a session."""
POOLED_BY = ("pgbouncer", "workaround")
_SCHEME = re.compile(r"^postgres(?:ql)?(?:\+[a-z0-9_]+)?://", re.IGNORECASE)


def understood(address: str) -> tuple[str, list[str]]:
    """The address as the driver takes it, and the names of the parameters that were left out.

    >>> understood("'postgresql+asyncpg://u@h/d?schema=app&pgbouncer=true&sslmode=no-verify'")
    ('postgresql://u@h/d?search_path=app&sslmode=require', ['pgbouncer'])
    """
    address = _SCHEME.sub("postgresql://", unquoted(address))
    parts = urlsplit(address)
    kept: dict[str, str] = {}
    left_out: list[str] = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        own = _as_known(name.lower(), value)
        if own is None:
            left_out.append(name)
        else:
            kept[own[0]] = own[1]
    query = urlencode(kept, quote_via=quote, safe="/:,")
    return parts._replace(query=query).geturl(), left_out


def unquoted(address: str) -> str:
    """Without the quotes and white space that were pasted along."""
    return address.strip().strip("\"'").strip()


def says_pooled(address: str) -> bool:
    """Whether the address itself says that a transaction pooler stands before the database (`pgbouncer=true`)."""
    query = parse_qsl(urlsplit(unquoted(address)).query)
    return any(name.lower() in POOLED_BY and value.lower() not in ("false", "0", "no") for name, value in query)


def _as_known(name: str, value: str) -> tuple[str, str] | None:
    if name == "schema":
        return "search_path", value
    if name in ("ssl", "sslmode"):
        modes = {"true": "require", "1": "require", "no-verify": "require", "false": "disable", "0": "disable"}
        return "sslmode", modes.get(value.lower(), value)
    if not value:
        return None
    return (name, value) if name in DRIVER or name in SERVER or "." in name else None
