"""Addresses: which are of this machine, which connections of a database are verified, what is wrong with one. Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

_PASTED_BEFORE = re.compile(
    r"^(?:(?:export\s+)?[A-Za-z_]\w*\s*=\s*|psql\s+|jdbc:)(?=[\"'`]?(?:jdbc:)?(?:postgres|postgis|pgsql))",
    re.IGNORECASE,
)
"""What stands before the address in the line that was copied: a variable's name, `psql` or Java's prefix."""
_AROUND = " \t\r\n\"'`<>\u201c\u201d\u2018\u2019"
_HOSTS = r"(?:\[[^]@]*\]|[^][@/?#,:]*)(?::{port})?(?:,(?:\[[^]@]*\]|[^][@/?#,:]*)(?::{port})?)*"
_PATH_AND_QUERY = r"(?:/[^@?#]*)?(?:\?(?:[\w.-]+=[^#&]*(?:&|$))*)?"
_NO_LOGIN = re.compile(_HOSTS.replace("{port}", "[0-9]*") + _PATH_AND_QUERY)
_BEHIND_LOGIN = re.compile(_HOSTS.replace("{port}", "[^@/?#,]*") + _PATH_AND_QUERY)
_PAIR = re.compile(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']+)\s*")
_LONGEST = 4096
_POSTGRES = re.compile(r"(?:postgres(?:ql)?|postgis|pgsql)(?:\+\w+)?://", re.IGNORECASE)
_BEGIN = "postgresql://"
_PARTS = re.compile(r"([^/?#]*)([^?#]*)(?:\?([^#]*))?")
_PORTS = range(1, 65536)
_IPV6 = "has an IPv6 host that is not written as one: [2001:db8::1]:5432"
_HOST = re.compile(r"(?:[\w.~-]|%[0-9A-Fa-f]{2})*")
_BRACKETED = re.compile(r"\[([^\[\]%]+)(?:%[\w.~-]+)?\](?::(.*))?", re.DOTALL)
_VARIABLE = r"\$\{+[^{}]*\}+|\$\([^()]*\)"
_WORD = r"[^\[\]<>{}:]*(?:your|pass|pw|secret|host|server|user|name|project|ref|region|port|database|db)[^\[\]<>{}:]*"
_PLACEHOLDER = re.compile(rf"{_VARIABLE}|\[{_WORD}\]|<{_WORD}(?:>|$)|\{{+{_WORD}\}}+", re.IGNORECASE)
"""What the page from which an address was copied has for what it does not know: [YOUR-PASSWORD], <host>, ${USER}."""
_NO_PASSWORD = re.compile(rf"{_PLACEHOLDER.pattern}|your[-_ ]?(?:\w+[-_ ])?pass(?:word)?", re.IGNORECASE)


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
    scheme, _, rest = text.partition("://")
    if _NO_LOGIN.fullmatch(rest):
        return text
    for at in re.finditer("@", rest):  # the first one that a host follows, and no further @
        if _BEHIND_LOGIN.fullmatch(rest, at.end()):
            user, colon, password = rest[: at.start()].partition(":")
            return f"{scheme}://{_written(user)}{colon}{_written(password)}@{rest[at.end() :]}"
    return text


def _written(part: str) -> str:
    """A user or a password as an address has it: without marks that would end it. A percent sign that begins no
    character of UTF-8 says that nobody has encoded it.
    """
    literal = re.search("%(?![0-9A-Fa-f]{2})", part) is not None or "\N{REPLACEMENT CHARACTER}" in unquote(part)
    return re.sub(r"[][/?#@]", lambda mark: quote(mark[0], safe=""), part.replace("%", "%25") if literal else part)


def _from_pairs(text: str) -> str:
    pairs = {found[1]: re.sub(r"\\(.)", r"\1", found[2].strip("'")) for found in _PAIR.finditer(text)}
    if not pairs.keys() & {"host", "dbname", "hostaddr"} or _PAIR.sub("", text).strip():
        return text
    name = quote(pairs.pop("dbname", ""), safe="")
    return f"postgresql:///{name}?{urlencode(pairs, quote_via=quote, safe='/:,')}"


def database_mistake(address: str) -> str | None:
    """What is wrong with the address of a database, to be read behind its variable's name; None for one that can be
    asked. Nothing of the address is repeated: where it is wrong, any part may be the password.

    >>> database_mistake("postgresql://u:[YOUR-PASSWORD]@h:6543/d")
    'has a placeholder where the password should be'
    >>> database_mistake("postgresql://u:p@h:6543/d?sslmode=require")
    """
    scheme = _POSTGRES.match(address)
    if scheme is None:
        return _no_postgres(address)
    parted = _PARTS.match(address, scheme.end())
    assert parted is not None
    authority, name, query = parted.groups(default="")
    login, at, hosts = authority.rpartition("@")
    given = {key.lower(): value for key, value in parse_qsl(query, keep_blank_values=True)}
    mistakes = (
        _placeholder(login, hosts, name, given),
        None if "@" not in name else "has an @ behind its host: in a password @ is written %40, / %2F, # %23 and ? %3F",
        "names no host: it stands between @ and /, or as ?host=/run/postgresql for a socket"
        if at and not hosts and not given.keys() & {"host", "hostaddr", "service"}
        else None,
        *map(_host_mistake, hosts.split(",")),
        *(_port_mistake(port) for port in given.get("port", "").split(",")),
    )
    return next((mistake for mistake in mistakes if mistake is not None), None)


def _no_postgres(address: str) -> str | None:
    """What is wrong with a text that does not begin as an address of Postgres; nothing with none."""
    if not address:
        return None
    if re.search(_VARIABLE, address):
        return "is the name of a variable, whose value should be there"
    if re.match("https?://", address, re.IGNORECASE):
        return f"is a page's address: a database's begins with {_BEGIN} (in Supabase behind the button Connect)"
    return f"must begin with {_BEGIN}"


def _placeholder(login: str, hosts: str, name: str, query: Mapping[str, str]) -> str | None:
    """Which part is still to be filled in."""
    user, _, password = (unquote(part) for part in login.partition(":"))
    parts = {
        "the password": _NO_PASSWORD.fullmatch(password or query.get("password", "")),
        "the user": _PLACEHOLDER.search(user or query.get("user", "")),
        "the host": _PLACEHOLDER.search(unquote(hosts) or query.get("host", "")),
        "the database's name": _PLACEHOLDER.search(unquote(name)),
    }
    return next((f"has a placeholder where {part} should be" for part, found in parts.items() if found), None)


def _host_mistake(host: str) -> str | None:
    """What is wrong with one host of an address, its port included."""
    if host.startswith("["):
        parted = _BRACKETED.fullmatch(host)
        if parted is None or not _is_ipv6(parted[1]):
            return _IPV6
        return _port_mistake(parted[2] or "")
    name, _, port = host.partition(":")
    if ":" in port and _is_ipv6(host):
        return _IPV6
    if not _HOST.fullmatch(name):
        return "has a host with characters that no host has: does an @ stand before it, and a / behind?"
    return _port_mistake(port)


def _is_ipv6(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


def _port_mistake(port: str) -> str | None:
    if not port or (port.isascii() and port.isdecimal() and int(port) in _PORTS):
        return None
    return "has a port that is no number from 1 to 65535: in a password : is written %3A, @ %40 and / %2F"
