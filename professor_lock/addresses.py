"""Addresses: which are of this machine, and which connections of a database are verified. Pure."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

_PASTED_BEFORE = re.compile(
    r"^(?:(?:export\s+)?[A-Za-z_]\w*\s*=\s*|psql\s+|jdbc:)(?=[\"'`]?(?:jdbc:)?(?:postgres|postgis|pgsql))",
    re.IGNORECASE,
)
"""What stands before the address in the line that was copied: a variable's name, `psql` or Java's prefix."""
_AROUND = " \t\r\n\"'`<>\u201c\u201d\u2018\u2019"
_WITH_PASSWORD = re.compile(r"^(\w[\w+]*://[^:@/?#]*:)(.+)@([^@]*)$", re.DOTALL)
_PAIR = re.compile(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']+)\s*")
_LONGEST = 4096


def is_this_machine(host: str) -> bool:
    """Whether a host is this very machine: what is sent there never leaves it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or host.startswith("/")


def is_plain_http(address: str) -> bool:
    """Whether what is sent to this address leaves this machine and can be read on the way."""
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all: nothing is sent to it
        return False
    return parts.scheme == "http" and not is_this_machine(parts.hostname or "")


def verifies_tls(database_url: str) -> bool:
    """Whether the connection checks the server's certificate, or needs none because it never leaves this machine.

    A URL may list several hosts, before the path and in its query: all must be of this machine for that. An address
    that cannot be read verifies nothing.
    """
    try:
        parts = urlsplit(database_url)
    except ValueError:
        return False
    query = parse_qs(parts.query)
    listed = [host for hosts in query.get("host", []) for host in hosts.split(",")]
    listed += [_without_port(one) for one in parts.netloc.rpartition("@")[2].split(",") if one]
    if listed and all(is_this_machine(unquote(host)) for host in listed):
        return True
    return query.get("sslmode", [""])[-1] == "verify-full"


def _without_port(host: str) -> str:
    """The host of "host:5432" or "[::1]:5432"."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def pasted_address(text: str) -> str:
    """The address of a database in a line as people paste it.

    It may have quotes around it, a variable's name, `psql` or `jdbc:` before it, or marks in the password that an
    address has in another form. libpq's own form ("host=h dbname=d") becomes an address.

    >>> pasted_address("psql 'postgresql://u:a#b@h/d'"), pasted_address("host=h dbname=d user=u")
    ('postgresql://u:a%23b@h/d', 'postgresql:///d?host=h&user=u')
    """
    text = text.strip(_AROUND)[:_LONGEST]
    text = _PASTED_BEFORE.sub("", text).strip(_AROUND).removeprefix("jdbc:")
    if "://" not in text:
        return _from_pairs(text)
    parted = _WITH_PASSWORD.match(text)
    if parted is not None and any(mark in parted[2] for mark in "/?#[]") and not _has_user(text):
        return f"{parted[1]}{quote(parted[2], safe='%')}@{parted[3]}"
    return text


def _has_user(address: str) -> bool:
    """Whether the user and the password end where they should."""
    try:
        return "@" in urlsplit(address).netloc
    except ValueError:
        return False


def _from_pairs(text: str) -> str:
    pairs = {found[1]: re.sub(r"\\(.)", r"\1", found[2].strip("'")) for found in _PAIR.finditer(text)}
    if not pairs.keys() & {"host", "dbname", "hostaddr"} or _PAIR.sub("", text).strip():
        return text
    name = quote(pairs.pop("dbname", ""), safe="")
    return f"postgresql:///{name}?{urlencode(pairs, quote_via=quote, safe='/:,')}"
