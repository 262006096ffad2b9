"""Facts that hold until a known time, such as that a user is over a limit, shared with all processes.

Each process remembers what it has found out; with a broker it tells the others, which then need not ask the database.
What is lost costs a question and nothing else. A message holds until when by the clock of the process that sent it, so
that one which comes late, or is sent again by a stranger, says nothing any more; and for how long, so that no clock
that is ahead makes it hold longer than it did where it was found out.
"""

from __future__ import annotations

import json

from professor_lock.broker.sealed import SealedBroker
from professor_lock.clocks import Seconds

MAX_REMEMBERED = 10_000
MAX_KEY = 500
"""Characters."""


class SharedUntil:
    """Keys, and for how long each holds. `steady` never goes back, `epoch` is seconds since 1970.

    `purpose` names what is shared: processes hear those of the same purpose.
    """

    def __init__(
        self, purpose: str, steady: Seconds, *, broker: SealedBroker | None = None, epoch: Seconds | None = None
    ) -> None:
        self._steady = steady
        self._until: dict[str, float] = {}
        self._broker = self._epoch = None
        if broker is not None and epoch is not None:
            self._broker, self._epoch = broker, epoch
            self._channel = broker.channel("until", purpose)
            broker.subscribe(self._channel, self._hear)

    def seconds_left(self, key: str) -> float:
        """For how many seconds more it holds; 0.0 where that is not known."""
        return max(0.0, self._until.get(key, 0.0) - self._steady())

    def hold(self, key: str, seconds: float) -> None:
        """It holds for so many seconds from now. Waits for nobody."""
        if seconds <= 0:
            return
        self._remember(key, seconds)
        if self._broker is not None and self._epoch is not None and len(key) <= MAX_KEY:
            self._broker.publish(self._channel, json.dumps([key, seconds, self._epoch() + seconds]).encode())

    def _remember(self, key: str, seconds: float) -> None:
        if len(self._until) >= MAX_REMEMBERED:
            self._until.clear()
        self._until[key] = self._steady() + seconds

    def _hear(self, message: bytes) -> None:
        assert self._epoch is not None
        try:
            key, seconds, until = json.loads(message)
            left = min(seconds, until - self._epoch())
        except (ValueError, TypeError):
            return  # of another version of the program
        if left > self.seconds_left(key):
            self._remember(key, left)
