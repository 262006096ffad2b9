"""Records, intervals and trends: rates over decided bets only, with their width."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.record import RecordedBet, rate_text, summarize, wilson
from professor_lock.betting.settlement import Result
from professor_lock.betting.trends import hit_rate
from professor_lock.errors import BadInput


def won(stake=1_000, payout=1_909):
    return RecordedBet(stake, Result.WON, payout)


def lost(stake=1_000):
    return RecordedBet(stake, Result.LOST, 0)


def test_eleven_and_ten_at_minus_110_breaks_even_but_for_a_cent():
    record = summarize([won()] * 11 + [lost()] * 10)
    assert record.profit_cents == -1
    assert record.win_rate is not None
    assert round(100 * record.win_rate, 2) == 52.38


def test_pushes_voids_and_pending_bets_are_in_neither_rate():
    decided = [won(), won(), lost()]
    others = [
        RecordedBet(5_000, Result.PUSH, 5_000),
        RecordedBet(5_000, Result.VOID, 5_000),
        RecordedBet(5_000, Result.PENDING),
        RecordedBet(5_000, Result.ASK_BOOK),
    ]
    alone, together = summarize(decided), summarize(decided + others)
    assert (together.win_rate, together.roi) == (alone.win_rate, alone.roi)
    assert together.win_rate == pytest.approx(2 / 3)
    assert together.roi == 818 / 3_000
    assert (together.pushes, together.voids, together.pending) == (1, 1, 2)


def test_halves_count_half_towards_the_win_rate():
    bets = [RecordedBet(1_000, Result.HALF_WON, 1_455), RecordedBet(1_000, Result.HALF_LOST, 500), won()]
    record = summarize(bets)
    assert (record.wins, record.losses) == (Fraction(3, 2), Fraction(1, 2))
    assert record.win_rate == 0.75
    assert record.profit_cents == 455 - 500 + 909


def test_nothing_decided_is_no_rate():
    record = summarize([RecordedBet(1_000, Result.PENDING), RecordedBet(1_000, Result.PUSH, 1_000)])
    assert (record.win_rate, record.roi, record.win_rate_interval) == (None, None, None)
    assert rate_text(0, 0) == "n/a"


def test_the_worked_intervals():
    assert rate_text(7, 10) == "7 of 10 (70%, 95% interval 40-89%)"
    low, high = wilson(5, 5)
    assert (round(100 * low), high) == (57, 1.0)


def test_fewer_than_five_decided_games_are_counts_only():
    assert rate_text(4, 4) == "4 of 4"
    few = hit_rate([30, 30, 30, 30], Fraction(20))
    assert (few.rate, few.interval, few.text) == (None, None, "4 of 4")


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (-1, 5), (6, 5), (float("nan"), 5), (1, float("inf"))])
def test_what_is_no_rate_is_refused(hits, n):
    with pytest.raises(BadInput):
        wilson(hits, n)


def test_a_trend_keeps_pushes_and_missed_games_apart():
    games = [25, 30, 20, None, 24, 24, 31, 10, None]
    over, under = hit_rate(games, Fraction(24)), hit_rate(games, Fraction(24), over=False)
    assert (over.hits, over.misses, over.pushes, over.missed_games) == (3, 2, 2, 2)
    assert (under.hits, under.misses) == (2, 3)
    assert over.text == "3 of 5 (60%, 95% interval 23-88%), 2 pushes, 2 games not played"


@given(st.integers(0, 300), st.integers(1, 300))
def test_an_interval_holds_its_rate_and_stays_within_zero_and_one(hits, more):
    n = hits + more
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    mirrored = wilson(more, n)
    assert low == pytest.approx(1 - mirrored[1], abs=1e-12)


@given(st.lists(st.sampled_from([won(), lost(), RecordedBet(700, Result.PUSH, 700), won(500, 700)]), max_size=30))
def test_the_record_of_two_lists_is_that_of_both(bets):
    half = len(bets) // 2
    first, second, both = summarize(bets[:half]), summarize(bets[half:]), summarize(bets)
    assert first.profit_cents + second.profit_cents == both.profit_cents
    assert first.wins + second.wins == both.wins
    assert first.decided_stake_cents + second.decided_stake_cents == both.decided_stake_cents


@given(st.lists(st.none() | st.integers(0, 50), max_size=40), st.integers(0, 100).map(lambda n: Fraction(n, 2)))
def test_every_game_of_a_trend_is_counted_once(values, line):
    trend = hit_rate(values, line)
    assert trend.hits + trend.misses + trend.pushes + trend.missed_games == len(values)
