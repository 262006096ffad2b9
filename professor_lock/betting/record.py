"""A person's record: wins and losses, win rate, return on investment, all over decided bets only.

Win rate = wins / (wins + losses), halves counting half. ROI = profit / stake of decided bets. Pushes, voids and pending
bets are in neither (trackers that keep pushes in the denominator show other numbers). Nothing decided: no rate, not 0%.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from professor_lock.betting.intervals import wilson
from professor_lock.betting.settlement import Result


@dataclass(frozen=True, slots=True)
class RecordedBet:
    """A bet in the record. `payout_cents` is what came back, None while it is open."""

    stake_cents: int
    result: Result
    payout_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The sums. `wins` and `losses` hold halves; `decided_stake_cents` is of decided bets only; rates are 0 to 1."""

    wins: Fraction
    losses: Fraction
    pushes: int
    voids: int
    pending: int
    decided_stake_cents: int
    profit_cents: int
    win_rate: float | None
    win_rate_interval: tuple[float, float] | None
    roi: float | None


def summarize(bets: Iterable[RecordedBet]) -> Record:
    """The record of these bets, in any order. 11-10 at -110 is break-even, but for a cent of rounding.

    >>> bets = [RecordedBet(1_000, Result.WON, 1_909)] * 11 + [RecordedBet(1_000, Result.LOST, 0)] * 10
    >>> record = summarize(bets)
    >>> record.profit_cents, round(record.win_rate, 4)
    (-1, 0.5238)
    """
    wins, losses = Fraction(0), Fraction(0)
    staked = profit = pushes = voids = pending = 0
    for bet in bets:
        pushes += bet.result is Result.PUSH
        voids += bet.result is Result.VOID
        pending += bet.result in (Result.PENDING, Result.ASK_BOOK)
        share = _DECIDED.get(bet.result)
        if share is None or bet.payout_cents is None:
            continue
        wins += share if bet.result in _WINS else 0
        losses += 0 if bet.result in _WINS else share
        staked += bet.stake_cents
        profit += bet.payout_cents - bet.stake_cents
    decided = wins + losses
    return Record(
        wins=wins,
        losses=losses,
        pushes=pushes,
        voids=voids,
        pending=pending,
        decided_stake_cents=staked,
        profit_cents=profit,
        win_rate=float(wins / decided) if decided else None,
        win_rate_interval=wilson(float(wins), float(decided)) if decided else None,
        roi=profit / staked if staked else None,
    )


_WINS = (Result.WON, Result.HALF_WON)
_DECIDED = {
    Result.WON: Fraction(1),
    Result.LOST: Fraction(1),
    Result.HALF_WON: Fraction(1, 2),
    Result.HALF_LOST: Fraction(1, 2),
}
