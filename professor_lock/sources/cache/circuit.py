"""A circuit breaker per source: after repeated failures it is not called for a while, and its last error is raised."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from professor_lock.errors import SourceUnavailable
from professor_lock.metrics import CIRCUIT_OPEN
from professor_lock.sources.errors import (
    KeyRefused,
    NotConfigured,
    QuotaExhausted,
    SourceNotFound,
    SourceRefused,
    TooFast,
)

FAILURES_TO_OPEN = 4
COOL_OFF = timedelta(seconds=30)
HOPELESS_COOL_OFF = timedelta(minutes=5)
"""Pause after an empty quota or a refused key: another call cannot help."""
MAX_COOL_OFF = timedelta(minutes=10)

_ITS_ANSWER = (SourceNotFound, SourceRefused, NotConfigured)
"""Errors of a source that works: they do not count as failures."""

T = TypeVar("T")


@dataclass(slots=True)
class Circuit:
    """Closed: calls go through. Open until `open_until`: the remembered error is raised without a call.

    After that one call is let through at a time; its success closes the circuit, its failure opens it for longer.
    """

    source: str
    failures: int = 0
    open_until: datetime | None = None
    last_error: SourceUnavailable | None = field(default=None, repr=False)

    async def call(self, fetch: Callable[[], Awaitable[T]], now: datetime) -> T:
        """The result of `fetch`, or its SourceUnavailable, or the remembered one while the circuit is open."""
        if self.last_error is not None and self.open_until is not None and now < self.open_until:
            raise self.last_error.with_traceback(None)
        if self.open_until is not None:
            self.open_until = now + COOL_OFF  # half open: others wait for this call's outcome
        try:
            result = await fetch()
        except _ITS_ANSWER:
            self._close()
            raise
        except SourceUnavailable as error:
            self._note(error, now)
            raise
        self._close()
        return result

    def _close(self) -> None:
        if self.open_until is not None:
            CIRCUIT_OPEN.labels(self.source).set(0)
        self.failures, self.open_until, self.last_error = 0, None, None

    def _note(self, error: SourceUnavailable, now: datetime) -> None:
        self.failures += 1
        self.last_error = error
        if isinstance(error, QuotaExhausted | KeyRefused):
            self.open_until = now + HOPELESS_COOL_OFF
        elif isinstance(error, TooFast) and error.retry_after_s:
            self.open_until = now + min(timedelta(seconds=error.retry_after_s), MAX_COOL_OFF)
        elif self.failures >= FAILURES_TO_OPEN:
            doublings = min(self.failures - FAILURES_TO_OPEN, 5)
            self.open_until = now + min(COOL_OFF * 2**doublings, MAX_COOL_OFF)
        if self.open_until is not None:
            CIRCUIT_OPEN.labels(self.source).set(1)
