"""Seconds that are added to a histogram some at a time."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Histogram, generate_latest

from professor_lock.metrics import TALLIED, Tally

BUCKETS = (0.1, 0.5, 2)
SEEN_S = (0.0, 0.1, 0.100001, 0.4, 2.0, 3.5, 60.0)


def histogram() -> tuple[Histogram, CollectorRegistry]:
    registry = CollectorRegistry()
    return Histogram("gap_seconds", "A gap.", buckets=BUCKETS, registry=registry), registry


def shown(registry: CollectorRegistry) -> list[str]:
    return [line for line in generate_latest(registry).decode().splitlines() if "_created" not in line]


def test_a_tally_adds_what_observing_each_adds() -> None:
    (one_by_one, expected), (together, found) = histogram(), histogram()
    tally = Tally(together)
    for seconds in SEEN_S:
        one_by_one.observe(seconds)
        tally.observe(seconds)
    assert shown(found) != shown(expected)
    tally.add()
    assert shown(found) == shown(expected)
    tally.add()
    assert shown(found) == shown(expected)


def test_a_tally_keeps_no_more_than_some_to_itself() -> None:
    made, registry = histogram()
    tally = Tally(made)
    for _ in range(TALLIED):
        tally.observe(0.2)
    assert f"gap_seconds_count {TALLIED}.0" in shown(registry)
