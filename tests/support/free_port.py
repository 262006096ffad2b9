"""A TCP port nobody listens on, for a server that must be told its port."""

from __future__ import annotations

import secrets
import socket

PORTS = range(12_000, 32_000)
"""None of them is given to a connection that goes out: those of Linux begin at 32768, of others at 49152."""


def free_port(host: str = "127.0.0.1") -> int:
    """A port that was free a moment ago. Prefer port 0 where the server can say which one it got."""
    for _ in range(1_000):
        port = secrets.choice(PORTS)  # not `random`: property tests begin it anew each time
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:  # somebody listens there
                continue
            return port
    raise OSError("no free port was found")
