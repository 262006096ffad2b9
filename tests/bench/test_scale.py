"""The simulation of a Sunday's peak: it adds up, and says the same twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.scale import Assumptions, UnitCosts, bill, play, table

UNIT = UnitCosts(
    turn_cpu_ms=5.0,
    board_cpu_ms=10.0,
    token_cpu_us=150.0,
    turn_database_ms=4.0,
    board_database_ms=3.0,
    stream_database_ms=0.5,
    turn_statements=6.0,
    board_statements=3.0,
    turn_wal_bytes=6_000.0,
    board_wal_bytes=40_000.0,
    stream_statements=0.2,
    stream_wal_bytes=2_000.0,
    stream_kib=73.0,
    process_mib=170.0,
    process_cpu_ms=10.0,
    process_database_ms=5.0,
    process_statements=1.0,
    follower_statements=7.0,
    follower_broker_statements=2.3,
    token_messages=1.0,
)
ASSUMED = Assumptions()


def test_the_same_hour_is_played_twice_and_another_seed_is_another_hour():
    assert play(5_000, ASSUMED) == play(5_000, ASSUMED)
    assert play(5_000, ASSUMED, seed=1) != play(5_000, ASSUMED, seed=2)


def test_turns_are_as_many_as_visits_ask_for_and_streams_as_many_as_last_so_long():
    """Little's law: what is there at once is what comes in a second, times how long it stays."""
    steady = replace(ASSUMED, kickoff_share=0.25, think_s=5.0)
    peak = play(40_000, steady)
    assert peak.turns == pytest.approx(40_000 * 0.25 * steady.turns_a_visit, rel=0.06)
    lasts_s = steady.first_token_s + steady.answer_tokens / steady.token_rate
    assert peak.streams == pytest.approx(peak.begun_a_second * lasts_s, rel=0.2)
    assert peak.boards_a_second == pytest.approx(peak.begun_a_second * steady.board_share, rel=0.15)


def test_a_share_of_many_visits_stands_for_all_of_them():
    whole = play(40_000, ASSUMED, most_visits=10_000)
    share = play(40_000, ASSUMED, most_visits=2_500)
    for name in ("turns", "begun_a_second", "streams"):
        assert getattr(share, name) == pytest.approx(getattr(whole, name), rel=0.15)


def test_ten_times_the_users_cost_ten_times_as_much():
    small, large = (bill(play(users, ASSUMED), UNIT, ASSUMED) for users in (100_000, 1_000_000))
    for name in ("server_cores", "statements", "wal_mb", "database_cores", "broker_messages", "model"):
        assert getattr(large, name) == pytest.approx(10 * getattr(small, name), rel=0.15)
    assert large.processes * ASSUMED.load >= large.server_cores


def test_every_cost_that_was_measured_counts():
    peak = play(200_000, ASSUMED)
    before = table([bill(peak, UNIT, ASSUMED)])
    unused = {"follower_statements"}  # what a listener costs without a broker is said beside the table
    for name in UNIT.__slots__:
        changed = table([bill(peak, replace(UNIT, **{name: getattr(UNIT, name) * 20}), ASSUMED)])
        assert (changed == before) == (name in unused), name
