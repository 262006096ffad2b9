"""The clocks of a running server: one set, made where the server is built and passed in.

What only measures how long a step took, for a metric or a line of the log, does so where it stands.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

Now = Callable[[], datetime]
"""The present, aware UTC."""
Seconds = Callable[[], float]
"""Seconds since 1970, or since any moment: the parameter says which."""


def utc_now() -> datetime:
    """The present, aware UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The whole set. A test passes clocks that it moves itself."""

    now: Now = utc_now
    """For what is dated."""
    steady: Seconds = time.monotonic
    """Seconds that never go back: for what is waited for, and for what is remembered for a while."""
    between: Callable[[float, float], float] = random.uniform
    """A number between two, which keeps the retries of many from falling together. Never for a secret."""

    def epoch_s(self) -> float:
        """Seconds since 1970, by `now`: for what is signed, and for the times of files."""
        return self.now().timestamp()
