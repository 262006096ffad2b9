"""The database's clock as processes know it: what came before is before, whatever their readings were worth."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from professor_lock.db.clock import EPOCH, READINGS_S, AtEarliest, AtLatest, DatabaseClock

DAY_S = 1_795_000_000.0
seconds = st.floats(0, 5)
readings = st.lists(st.tuples(seconds, seconds, seconds), min_size=1, max_size=8)
"""Of each reading: how long before it the last one was, and how long the way there and the way back took."""


def read(clock: DatabaseClock, ahead_s: float, made: list[tuple[float, float, float]]) -> float:
    """Read a database's clock that is so far ahead of the process's; the process's time after the last reading."""
    now = 100.0
    for pause_s, there_s, back_s in made:
        before = now + pause_s
        now = before + there_s + back_s
        clock.note(before, EPOCH + timedelta(seconds=DAY_S + before + there_s + ahead_s), now)
    return now


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), readings, readings, seconds)
def test_what_came_to_one_process_before_another_delivered_it_is_earlier(here_s, there_s, here, there, delay_s):
    arrived_at, delivered_at = DatabaseClock(), DatabaseClock()
    moment = max(read(arrived_at, here_s, here) + here_s, read(delivered_at, there_s, there) + there_s)
    came = arrived_at.shown(AtEarliest(moment - here_s))
    assert came <= delivered_at.shown(AtLatest(moment + delay_s - there_s)) + timedelta(microseconds=2)


def test_the_best_reading_counts():
    clock = DatabaseClock()
    now = read(clock, 0, [(0, 2, 2), (1, 0.001, 0.001), (1, 0, 4)])
    uncertain = clock.shown(AtLatest(now)) - clock.shown(AtEarliest(now))
    assert uncertain < timedelta(seconds=0.003)


def test_a_moment_is_not_before_another_that_is_known_to_have_come_first():
    clock = DatabaseClock()
    now = read(clock, 0, [(0, 0, 1)])
    noted = clock.shown(AtLatest(now))
    assert clock.shown(AtEarliest(now)) < noted
    assert clock.shown(AtEarliest(now, noted)) == noted
    assert clock.shown(AtEarliest(now + 9, noted)) > noted


def test_a_clock_that_was_set_is_believed_anew_and_an_old_reading_not_at_all():
    clock = DatabaseClock()
    read(clock, 3600, [(0, 0, 0), (1, 0, 0)])
    now = read(clock, 0, [(0, 0, 0), (1, 0, 0)])
    assert clock.shown(AtEarliest(now)) == clock.shown(AtLatest(now)) == EPOCH + timedelta(seconds=DAY_S + now)
    assert clock.is_known(now + READINGS_S - 1)
    assert not clock.is_known(now + READINGS_S + 1)
