"""Decides how long pieces of a message's text are collected into one event, by the load of the process.

Each event costs processor time on its whole way; docs/decisions/0004-merged-words.md has the figures.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from professor_lock.clocks import Seconds

LONGEST_S = 0.08
"""The longest window, in seconds; a reader notices no delay below this."""
SHORTEST_S = 0.04
"""The shortest window: two pieces of a model that sends fifty a second. A shorter one would save less than it costs."""
IDLE_SHARE, BUSY_SHARE = 0.05, 0.3
"""Shares of one processor: up to the first there is no window, from the second on it is the longest."""
KEPT_SHARE = IDLE_SHARE / 3
"""An open window is kept above this share, because collecting saves up to two thirds of the processor time."""
PUNCTUAL_S, LATE_S = 0.01, 0.05
"""The same for the lateness of the event loop, in seconds."""
SAMPLE_S = 0.5


class Pace:
    """The window in which text is collected: none while the process is idle, longer the busier it is."""

    def __init__(self, steady: Seconds, processor_s: Callable[[], float] = time.process_time) -> None:
        self._steady = steady
        self._processor_s = processor_s
        self._sampled_at = steady()
        self._used_s = processor_s()
        self._latest_s = 0.0
        self._window_s = 0.0
        self._held: list[Callable[[], None]] = []

    def hold(self, resume: Callable[[], None]) -> bool:
        """Call `resume` when the window is over; False, without a call, while there is no window.

        All waiting callers are called together, so that the process wakes up once for them.
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
        """Note for how many seconds a ready callback waited on the event loop."""
        self._latest_s = max(self._latest_s, seconds)

    def window_s(self) -> float:
        """The present window in seconds; 0 to pass text on at once."""
        now = self._steady()
        if now - self._sampled_at >= SAMPLE_S:
            used_s = self._processor_s()
            share = (used_s - self._used_s) / (now - self._sampled_at)
            idle = KEPT_SHARE if self._window_s else IDLE_SHARE
            busy = max(_between(idle, BUSY_SHARE, share), _between(PUNCTUAL_S, LATE_S, self._latest_s))
            wanted_s = SHORTEST_S + busy * (LONGEST_S - SHORTEST_S) if busy else 0.0
            # It opens at once and shrinks by halves: the time that collecting saves must not end it.
            window_s = max(wanted_s, (self._window_s + wanted_s) / 2)
            self._window_s = window_s if window_s >= SHORTEST_S else 0.0
            self._sampled_at, self._used_s, self._latest_s = now, used_s, 0.0
        return self._window_s


def _between(low: float, high: float, value: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
