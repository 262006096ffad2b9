"""One line of the benchmarks' table."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`ours` against `reference`, both in `unit`.

    `limit` is the greatest ratio we promise, `at_least` the smallest, for what there should be much of; None promises
    nothing.
    """

    name: str
    ours: float
    reference: float
    unit: str
    note: str
    limit: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float:
        """Ours over the reference; below 1 is less of whatever the unit counts. NaN when one was not measured."""
        return self.ours / self.reference if self.ours and self.reference else math.nan
