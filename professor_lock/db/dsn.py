"""Addresses of databases as operators paste them: parameters of libpq, poolers and ORMs, schemes of drivers, quotes.

The driver sends every parameter that it does not know to the server, which then refuses the connection. What is known
is kept or said in the server's words; the rest is left out, and its name is told.
"""

from __future__ import annotations

import re
import ssl
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from professor_lock.addresses import database_mistake, pasted_address
from professor_lock.errors import BadInput

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
UNPREPARED = {
    "prepared_statements": ("false", "0", "no", "off"),
    "preparethreshold": ("0",),
    "statement_cache_size": ("0",),
}
"""Parameters of other drivers, and the values by which they say that no statement may be prepared."""
TLS_NAMES = ("ssl", "sslmode", "ssl_mode", "usessl")
TLS_MODES = {
    **dict.fromkeys(("true", "1", "on", "yes", "t", "no-verify", "required"), "require"),
    **dict.fromkeys(("false", "0", "off", "no", "f", "disabled"), "disable"),
    **{"preferred": "prefer", "verify-identity": "verify-full"},
}
MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
SYSTEM = "system"
OWN_ROOTS = Path("~/.postgresql/root.crt")
"""Where libpq and the driver look for authorities."""
_SCHEME = re.compile(r"^(?:postgres(?:ql)?|postgis|pgsql)(?:\+[a-z0-9_]+)?://", re.IGNORECASE)


def understood(address: str) -> tuple[str, list[str]]:
    """The address as the driver takes it, and the names of the parameters that were left out. BadInput says what is
    wrong with one that cannot be asked.

    >>> understood("'postgresql+asyncpg://u@h/d?schema=app&pgbouncer=true&sslmode=no-verify'")
    ('postgresql://u@h/d?search_path=app&sslmode=require', ['pgbouncer'])
    """
    address = unquoted(address)
    if (mistake := database_mistake(address)) is not None:
        raise BadInput(f"The address of the database {mistake}.")
    parts = urlsplit(_SCHEME.sub("postgresql://", address))
    kept: dict[str, str] = {}
    left_out: list[str] = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        own = _as_known(name.lower(), value)
        if own is None:
            left_out.append(name)
        else:
            kept[own[0]] = own[1]
    if kept.get("sslmode", MODES[0]) not in MODES:
        raise BadInput(f"The address of the database has an sslmode that is none of {', '.join(MODES)}.")
    if kept.get("sslrootcert") == SYSTEM or (_verifies(kept) and not _has_own_roots(kept)):
        kept["sslrootcert"] = system_roots()
    query = urlencode(kept, quote_via=quote, safe="/:,")
    return parts._replace(query=query).geturl(), left_out


def unquoted(address: str) -> str:
    """Without what was pasted along: quotes, white space, a variable's name."""
    return pasted_address(address)


def says_pooled(address: str) -> bool:
    """Whether the address itself says that a transaction pooler stands before the database (`pgbouncer=true`)."""
    query = [(name.lower(), value.lower()) for name, value in parse_qsl(urlsplit(unquoted(address)).query)]
    return any(
        (name in POOLED_BY and value not in ("false", "0", "no")) or value in UNPREPARED.get(name, ())
        for name, value in query
    )


def system_roots() -> str:
    """The file of the authorities that this machine trusts."""
    known = ssl.get_default_verify_paths()
    for file in (known.cafile, known.openssl_cafile):
        if file and Path(file).is_file():
            return file
    return known.openssl_cafile


def _verifies(kept: dict[str, str]) -> bool:
    return kept.get("sslmode") in ("verify-ca", "verify-full")


def _has_own_roots(kept: dict[str, str]) -> bool:
    return "sslrootcert" in kept or OWN_ROOTS.expanduser().is_file()


def _as_known(name: str, value: str) -> tuple[str, str] | None:
    if name in ("schema", "currentschema"):
        return "search_path", value
    if not value:
        return None
    if name in TLS_NAMES:
        mode = value.lower().replace("_", "-")
        return "sslmode", TLS_MODES.get(mode, mode)
    return (name, value) if name in DRIVER or name in SERVER or "." in name else None
