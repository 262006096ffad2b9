"""How long words of a message wait for each other, by the load: each event costs processor time all the way.

docs/decisions/0004-merged-words.md says what that buys.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from professor_lock.clocks import Seconds

LONGEST_S = 0.08
"""No reader of text sees a difference below this."""
SHORTEST_S = 0.005
"""Holding back for less than this costs more than it saves."""
IDLE_SHARE, BUSY_SHARE = 0.25, 0.75
"""Shares of one processor: words are not held back below the first, and for the longest time from the second on."""
PUNCTUAL_S, LATE_S = 0.01, 0.05
"""The same for how long the event loop takes to come round."""
SAMPLE_S = 0.5


class Pace:
    """How long words are held back: not at all while the process is idle, longer the busier it is, then less again."""

    def __init__(self, steady: Seconds, processor_s: Callable[[], float] = time.process_time) -> None:
        self._steady = steady
        self._processor_s = processor_s
        self._sampled_at = steady()
        self._used_s = processor_s()
        self._latest_s = 0.0
        self._window_s = 0.0
        self._held: list[Callable[[], None]] = []

    def hold(self, resume: Callable[[], None]) -> bool:
        """Have `resume` called when the window is over; False, and no call, while there is none.

        All that wait are called together, so that the process wakes up once for them.
        """
        window_s = self.window_s()
        if not window_s:
            return False
        if not self._held:
            loop = asyncio.get_running_loop()
            loop.call_at(loop.time() + window_s, self._release, loop.time() + window_s)
        self._held.append(resume)
        return True

    def _release(self, due: float) -> None:
        self.note_late(asyncio.get_running_loop().time() - due)
        held, self._held = self._held, []
        for resume in held:
            resume()

    def note_late(self, seconds: float) -> None:
        """Something that was ready waited so long for its turn on the event loop."""
        self._latest_s = max(self._latest_s, seconds)

    def window_s(self) -> float:
        """How long to hold words back now; 0 to hand them on at once."""
        now = self._steady()
        if now - self._sampled_at >= SAMPLE_S:
            used_s = self._processor_s()
            share = (used_s - self._used_s) / (now - self._sampled_at)
            busy = max(_between(IDLE_SHARE, BUSY_SHARE, share), _between(PUNCTUAL_S, LATE_S, self._latest_s))
            # Half of the old value: what merging saves must not make it stop the moment after.
            window_s = (self._window_s + busy * LONGEST_S) / 2
            self._window_s = window_s if window_s >= SHORTEST_S else 0.0
            self._sampled_at, self._used_s, self._latest_s = now, used_s, 0.0
        return self._window_s


def _between(low: float, high: float, value: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
