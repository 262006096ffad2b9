"""Addresses: which are of this machine, and which connections of a database are verified. Pure."""

from __future__ import annotations

import ipaddress
from urllib.parse import parse_qs, unquote, urlsplit


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
