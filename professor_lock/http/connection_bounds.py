"""Bounds on what one TCP connection, one address and all connections of a process together may take."""

from __future__ import annotations

from dataclasses import dataclass, replace

try:
    import resource
except ImportError:  # not on Windows, which has no such limit either
    resource = None  # type: ignore[assignment]

HEALTH_PATHS = frozenset({"/health", "/health/ready"})
DESCRIPTORS_WANTED = 65_536
DESCRIPTORS_KEPT = 160
"""For everything that is no client's connection: the database pool, calls to sources and models, files, pipes."""
MOST_CONNECTIONS = 4_000
LEAST_CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Bounds:
    """What connections may take. Times are seconds, sizes bytes."""

    head_bytes: int = 32 * 1024
    """Request line and headers of one request."""
    headers: int = 100
    between_bytes: int = 16 * 1024
    """Chunk extensions and trailers without a byte of body in between."""
    pipelined: int = 8
    """Requests sent before the answer to an earlier one."""
    first_byte_s: float = 15.0
    head_s: float = 15.0
    """From the first byte of a head to its end."""
    keep_alive_s: float = 5.0
    """From the end of an answer to the next request."""
    body_s: float = 180.0
    """From the end of the head to the end of any body; routes have shorter times of their own."""
    json_body_s: float = 20.0
    linger_s: float = 5.0
    """How long a client may go on sending after its answer is complete."""
    stall_s: float = 60.0
    """How long an answer may wait for a client that reads nothing at all."""
    open: int = 1_000
    """Connections at once."""
    open_per_address: int | None = 256
    """Connections at once of one address (one /64 of IPv6). None: no bound of its own."""
    loopback_is_bound: bool = False
    """Whether `open_per_address` also holds for this machine: usually a proxy's address, and then everybody's."""
    reserved: int = 32
    """Connections beyond `open` that may only ask for HEALTH_PATHS."""
    reserved_s: float = 2.0
    """How long such a connection may take for its whole head."""
    heads_bytes: int = 32 * 1024 * 1024
    """All unfinished heads together."""
    unsent_bytes: int = 64 * 1024 * 1024
    """All answers together that wait for their readers; beyond it, those that make no progress are cut first."""
    bodies_bytes: int = 48 * 1024 * 1024
    """All JSON bodies together that are being read; one address may take a quarter."""
    sweep_s: float = 1.0


def raise_descriptors(wanted: int = DESCRIPTORS_WANTED) -> int:
    """Raise this process's limit of open files as far as allowed, to `wanted` at most; what it is then."""
    if resource is None:
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < most:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        except (ValueError, OSError):
            return soft
        return most
    return wanted if soft == resource.RLIM_INFINITY else soft


def bounds_for(
    descriptors: int, *, most: int | None = None, per_address: int | None = None, bounds: Bounds | None = None
) -> Bounds:
    """The bounds that fit this many descriptors.

    A quarter of them stays free, because a burst is accepted before the first of it can be turned away. `most` and
    `per_address` are what the operator asked for; a bound per address that was asked for holds for loopback, too.
    """
    bounds = bounds or Bounds()
    fits = max(LEAST_CONNECTIONS, (descriptors - DESCRIPTORS_KEPT) * 3 // 4 - bounds.reserved)
    if per_address is not None:
        bounds = replace(bounds, open_per_address=per_address, loopback_is_bound=True)
    return replace(bounds, open=min(fits, most if most is not None else MOST_CONNECTIONS))
