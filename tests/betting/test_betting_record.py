"""The record broken down: parts add up to the whole, order does not matter, a unit is a bet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.record import RecordEntry, betting_record, units_of
from professor_lock.betting.settlement import Result

AT = datetime(2026, 1, 10, tzinfo=UTC)


@st.composite
def bets(draw: st.DrawFn) -> RecordEntry:
    stake = draw(st.integers(1, 100_000))
    result = draw(st.sampled_from(list(Result)))
    paid = {Result.LOST: 0, Result.PUSH: stake, Result.VOID: stake, Result.PENDING: None, Result.ASK_BOOK: None}
    payout = paid.get(result, draw(st.integers(stake, 10 * stake)))
    sport, market = draw(st.sampled_from(["NBA", "NFL"])), draw(st.sampled_from(["spread", "parlay"]))
    return RecordEntry(stake, result, payout, sport, market, AT + timedelta(minutes=draw(st.integers(0, 500))))


@given(st.lists(bets(), max_size=30), st.randoms(use_true_random=False))
def test_parts_sum_to_the_whole_and_shuffling_changes_nothing(known: list[RecordEntry], dice: object) -> None:
    bets = betting_record(known)
    for parts in (bets.by_sport, bets.by_market):
        assert sum(part.record.profit_cents for part in parts) == bets.total.record.profit_cents
        assert sum((part.units for part in parts), Fraction(0)) == bets.total.units
    shuffled = list(known)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert betting_record(shuffled) == bets
    if bets.balance:
        assert bets.balance[-1][1] == sum(
            bet.payout_cents - bet.stake_cents for bet in known if bet.payout_cents is not None
        )


def test_bets_of_one_moment_are_one_point_of_the_balance() -> None:
    won = RecordEntry(1_000, Result.WON, 1_900, "NBA", "spread", AT)
    lost = RecordEntry(500, Result.LOST, 0, "NBA", "spread", AT)
    assert betting_record([won, lost]).balance == betting_record([lost, won]).balance == ((AT, 400),)


def test_a_unit_is_a_bet_whatever_its_stake() -> None:
    won = RecordEntry(11_000, Result.WON, 21_000, "NBA", "spread", AT)
    lost = RecordEntry(100, Result.LOST, 0, "NBA", "spread", AT)
    assert units_of([won, lost, RecordEntry(500, Result.PENDING, None, "NBA", "spread", AT)]) == Fraction(-1, 11)


def test_nothing_decided_is_no_rate() -> None:
    total = betting_record([RecordEntry(500, Result.PENDING, None, "NBA", "spread", AT)]).total.record
    assert (total.win_rate, total.roi, total.pending) == (None, None, 1)
