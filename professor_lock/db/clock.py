"""The database's clock as this process knows it: bounds of what it shows at a moment of the process's own clock.

Moments of several processes are compared by the database's clock. What a process reads of it was read between two
moments of its own, so of any moment it knows the earliest and the latest that the database can have shown. A slow
network, a pooler's queue or a busy machine only sets the two further apart.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
READINGS_S = 30.0
"""How long a reading counts. Two clocks drift apart by a millisecond or so in that time."""


@dataclass(frozen=True, slots=True)
class AtEarliest:
    """A statement's value: the earliest time of the database's clock at a moment (`time.monotonic()`).

    It is `not_before` where that is later.
    """

    moment: float
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class AtLatest:
    """A statement's value: the latest time of the database's clock at a moment (`time.monotonic()`)."""

    moment: float


@dataclass(frozen=True, slots=True)
class EachAtLatest:
    """A statement's value: an array of the latest times of the database's clock at several moments."""

    moments: tuple[float, ...]


Moment = AtEarliest | AtLatest | EachAtLatest
MOMENTS = frozenset({AtEarliest, AtLatest, EachAtLatest})


class DatabaseClock:
    """What one process has read of one database's clock."""

    READ = "SELECT clock_timestamp() AS shown"

    def __init__(self) -> None:
        self._readings: deque[tuple[float, float, float]] = deque()

    def note(self, before: float, shown: datetime, after: float) -> None:
        """The database's clock showed this between two moments of `time.monotonic()`.

        A reading that cannot be true beside the former ones is: one of the clocks was set, and those count no more.
        """
        seconds = (shown - EPOCH) / timedelta(seconds=1)
        self._forget(after)
        if self._readings and not (seconds - after <= self._most and seconds - before >= self._least):
            self._readings.clear()
        self._readings.append((before, seconds, after))

    def is_known(self, now: float) -> bool:
        """Whether there is a reading that counts."""
        self._forget(now)
        return bool(self._readings)

    def value(self, value: Moment) -> datetime | list[datetime]:
        """What a statement is given for a value. There must be a reading."""
        if isinstance(value, EachAtLatest):
            return [_time(moment + self._most) for moment in value.moments]
        return self.shown(value)

    def shown(self, value: AtEarliest | AtLatest) -> datetime:
        """The time that a value stands for. There must be a reading."""
        if isinstance(value, AtLatest):
            return _time(value.moment + self._most)
        earliest = _time(value.moment + self._least)
        return earliest if value.not_before is None else max(earliest, value.not_before)

    @property
    def _least(self) -> float:
        return max(seconds - after for _, seconds, after in self._readings)

    @property
    def _most(self) -> float:
        return min(seconds - before for before, seconds, _ in self._readings)

    def _forget(self, now: float) -> None:
        while self._readings and self._readings[0][2] < now - READINGS_S:
            self._readings.popleft()


def _time(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=seconds)
