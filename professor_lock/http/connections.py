"""The table of all open connections of a process, for the bounds that they have in common.

When no more connections may be opened, the one that has waited longest without a request makes room. Where every
connection is being answered, a new one may ask only for `HEALTH_PATHS` and is closed afterwards, unless a place has
become free by the time that its request is there. One sweep in `Bounds.sweep_s` judges every deadline, so that a
request starts no timer.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import Protocol

from professor_lock.clocks import Seconds
from professor_lock.http.connection_bounds import Bounds
from professor_lock.limits import neighbourhood

logger = logging.getLogger("professor_lock.http.connections")

SAY_EVERY_S = 60.0
"""At most this often a log line counts the connections that were turned away."""


LOOK_EVERY_S = 0.05
"""How often it is noted that the event loop is not late, from the first connection on."""
ROUNDS = 6
"""Of the event loop, after which nothing is unread that had come before."""
STILL_LATE_S = 4 * LOOK_EVERY_S
"""So long after the event loop was late what is read counts as having lain there meanwhile."""


class Connection(Protocol):
    """What the table knows of a connection: `http.connection_protocol.BoundedProtocol`."""

    address: str
    """What it counts for, "" when for none."""
    client_host: str
    loop: asyncio.AbstractEventLoop

    @property
    def is_answering(self) -> bool: ...
    @property
    def unsent(self) -> int: ...
    def stuck_for(self, now: float) -> float | None: ...
    def judge(self, now: float) -> str | None: ...
    def cut(self) -> None: ...
    def __hash__(self) -> int: ...


class Connections:
    """All open connections of one process. `clock` counts seconds; `behind_proxy`: X-Real-IP is the client's address.

    Used in the loop's thread only.
    """

    def __init__(self, bounds: Bounds, *, clock: Seconds, behind_proxy: bool = False) -> None:
        self.bounds = bounds
        self.behind_proxy = behind_proxy
        self.now = clock
        self.head_bytes = 0
        self.turned_away: Counter[str] = Counter()
        self._open: dict[Connection, None] = {}
        self._waiting: dict[Connection, None] = {}
        self._reserved: dict[Connection, None] = {}
        self._by_address: dict[str, dict[Connection, None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._looked_at: float | None = None
        self._late_since = self._late_until = 0.0
        self._read_after = 0.0
        self._said_at = -SAY_EVERY_S

    def __len__(self) -> int:
        return len(self._open) + len(self._reserved)

    def admit(self, connection: Connection) -> bool:
        """Take a new connection into the table. False: it is one too many, and only its health checks are answered."""
        if self._looked_at is None:
            self._looked_at = self.now()
            self._note_look(connection.loop)
        if self._timer is None:
            self._timer = connection.loop.call_later(self.bounds.sweep_s, self._sweep, connection.loop)
        address = "" if self.behind_proxy else self._bound_address(connection.client_host)
        if self._has_room(address):
            self._open[connection] = self._waiting[connection] = None
            self.join(connection, address)
            return True
        if len(self._reserved) >= self.bounds.reserved and not self._close_oldest(self._reserved):
            self.turned_away["full"] += 1
            connection.cut()
            return False
        self._reserved[connection] = None
        return False

    def has_place_for(self, connection: Connection) -> bool:
        """Whether a connection that came as one too many may ask anything by now; if so, it is one of the others."""
        address = "" if self.behind_proxy else self._bound_address(connection.client_host)
        if connection not in self._reserved or not self._has_room(address):
            return False
        del self._reserved[connection]
        self._open[connection] = None
        self.join(connection, address)
        return True

    def came_at(self) -> float:
        """The earliest moment at which what is read now can have come (`clock`).

        It is read at once, unless the event loop is late, or was until a moment ago: then it may have lain there since
        the loop last looked. That it lay for less than twice `LOOK_EVERY_S` is not seen here.
        """
        now = self.now()
        last = now if self._looked_at is None else self._looked_at
        if now < self._late_until:
            last = self._late_since  # a connection that was accepted late is read a few steps later
        return max(last, self._read_after) if now - last >= 2 * LOOK_EVERY_S else now

    def answered(self, loop: asyncio.AbstractEventLoop) -> None:
        """An answer has ended: what is read some rounds of the event loop later had not come before that.

        Each round looks at every socket. A connection takes four rounds from when it is seen until it is read.
        """
        self._in_rounds(loop, ROUNDS, self.now())

    def _in_rounds(self, loop: asyncio.AbstractEventLoop, rounds: int, moment: float) -> None:
        if rounds:
            loop.call_soon(self._in_rounds, loop, rounds - 1, moment)
        else:
            self._read_after = max(self._read_after, moment)

    def remove(self, connection: Connection) -> None:
        """Take a connection that is closed, or being closed, out of the table. A second call does nothing."""
        for table in (self._open, self._waiting, self._reserved):
            table.pop(connection, None)
        self.leave(connection)

    def join(self, connection: Connection, address: str) -> bool:
        """Count a connection for an address ("": for none). False when that address has too many being answered."""
        self.leave(connection)
        if not address:
            return True
        group = self._by_address.get(address, {})
        most = self.bounds.open_per_address
        if most is not None and len(group) >= most:
            self.turned_away["one address"] += 1
            return False
        self._by_address.setdefault(address, {})[connection] = None
        connection.address = address
        return True

    def leave(self, connection: Connection) -> None:
        """Count a connection for no address any more."""
        group = self._by_address.get(connection.address)
        if group is not None:
            group.pop(connection, None)
            if not group:
                del self._by_address[connection.address]
        connection.address = ""

    def waits(self, connection: Connection) -> None:
        """This connection has no request that is being answered: it may be closed to make room."""
        if connection in self._open:
            self._waiting[connection] = None

    def works(self, connection: Connection) -> None:
        """This connection's request is being answered."""
        self._waiting.pop(connection, None)

    def add_head_bytes(self, count: int) -> None:
        """Count bytes of unfinished heads; beyond the bound, connections that wait are closed, the oldest first."""
        self.head_bytes += count
        while self.head_bytes > self.bounds.heads_bytes and self._close_oldest(self._waiting):
            pass

    def _bound_address(self, host: str) -> str:
        """The address a connection counts for, "" when it counts for none."""
        loopback = host.startswith("127.") or host in ("::1", "::ffff:127.0.0.1", "")
        return "" if loopback and not self.bounds.loopback_is_bound else neighbourhood(host)

    def _has_room(self, address: str) -> bool:
        """Whether one more fits, after closing one that waits where that makes room."""
        group, most = self._by_address.get(address), self.bounds.open_per_address
        if group is not None and most is not None and len(group) >= most:
            return self._close_oldest({one: None for one in group if one in self._waiting})
        return len(self._open) < self.bounds.open or self._close_oldest(self._waiting)

    def _close_oldest(self, table: dict[Connection, None]) -> bool:
        oldest = next((one for one in table if not one.is_answering), None)
        if oldest is None:
            return False
        self.turned_away["made room"] += 1
        oldest.cut()
        return True

    def _note_look(self, loop: asyncio.AbstractEventLoop) -> None:
        now, before = self.now(), self._looked_at or self.now()
        if now - before >= 2 * LOOK_EVERY_S:
            self._late_since, self._late_until = before, now + STILL_LATE_S
        self._looked_at = now
        loop.call_later(LOOK_EVERY_S, self._note_look, loop)

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        now = self.now()
        stuck: list[tuple[float, int, Connection]] = []
        unsent = 0
        for connection in [*self._open, *self._reserved]:
            if reason := connection.judge(now):
                self.turned_away[reason] += 1
                continue
            unsent += (size := connection.unsent)
            if size and (since := connection.stuck_for(now)) is not None:
                stuck.append((since, size, connection))
        stuck.sort(key=lambda one: one[:2])
        while unsent > self.bounds.unsent_bytes and stuck:
            _, size, connection = stuck.pop()
            unsent -= size
            self.turned_away["unread answers"] += 1
            connection.cut()
        self._say(now)
        self._timer = loop.call_later(self.bounds.sweep_s, self._sweep, loop) if len(self) else None

    def _say(self, now: float) -> None:
        if self.turned_away and now - self._said_at >= SAY_EVERY_S:
            logger.warning("connections turned away", extra={"why": dict(self.turned_away), "open": len(self)})
            self.turned_away.clear()
            self._said_at = now
