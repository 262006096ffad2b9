"""A user's record: wins and losses, win rate, return on investment, units, its parts, and the running balance.

Win rate = wins / (wins + losses), halves counting half, with Wilson's interval. ROI = profit / stake of decided bets.
Pushes, voids and pending bets are in neither (trackers that keep pushes in the denominator show other numbers). Nothing
decided: no rate, not 0%. A unit is each bet's own stake: every bet counts as one unit, so that a few large bets do not
hide what the rest did.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.clv import AverageValue, average_value
from professor_lock.betting.settlement import Result
from professor_lock.errors import BadInput

Z_95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""
MIN_DECIDED = 5
"""Below so many decided games only counts are given, no percentage."""


def wilson(hits: float, n: float, *, z: float = Z_95) -> tuple[float, float]:
    """Wilson's score interval (1927) for a rate. `hits` may hold halves. BadInput unless 0 <= hits <= n and n > 0.

    >>> [round(bound, 2) for bound in wilson(7, 10)], round(wilson(5, 5)[0], 2)
    ([0.4, 0.89], 0.57)
    """
    if not (math.isfinite(hits) and math.isfinite(n) and 0 <= hits <= n and n > 0):
        raise BadInput("A rate needs hits from 0 to the number of games, and at least one game.", field="hits")
    rate = hits / n
    spread = z * z / n
    centre = (rate + spread / 2) / (1 + spread)
    half = z * math.sqrt(rate * (1 - rate) / n + spread / (4 * n)) / (1 + spread)
    # The exact bounds of 0 hits and of all hits are 0 and 1: floating point must not pass them.
    return max(0.0, centre - half) if hits else 0.0, min(1.0, centre + half) if hits < n else 1.0


def rate_text(hits: int, decided: int) -> str:
    """A hit rate as it may be shown: with its interval, or as counts alone below `MIN_DECIDED`.

    >>> rate_text(7, 10), rate_text(3, 4), rate_text(0, 0)
    ('7 of 10 (70%, 95% interval 40-89%)', '3 of 4', 'n/a')
    """
    if decided == 0:
        return "n/a"
    if decided < MIN_DECIDED:
        return f"{hits} of {decided}"
    low, high = wilson(hits, decided)
    return f"{hits} of {decided} ({_percent(hits / decided)}%, 95% interval {_percent(low)}-{_percent(high)}%)"


def _percent(share: float) -> int:
    return math.floor(100 * share + 0.5)


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
    """The record of these bets, in any order. 11 wins and 10 losses at -110 break even, but for a cent of rounding.

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


OPEN = (Result.PENDING, Result.ASK_BOOK)


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One bet: `payout_cents` is what came back (None while open), `at` when it was decided, else when it was placed.

    `clv` is the fair closing-line value of a straight bet, None where no close was stored.
    """

    stake_cents: int
    result: Result
    payout_cents: int | None
    sport: str
    market: str
    at: datetime
    clv: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown."""

    name: str
    record: Record
    units: Fraction


@dataclass(frozen=True, slots=True)
class BettingRecord:
    """The whole record. `balance` is the profit so far, in cents, after each moment that decided bets."""

    total: Part
    by_sport: tuple[Part, ...]
    by_market: tuple[Part, ...]
    balance: tuple[tuple[datetime, int], ...]
    clv: AverageValue


def betting_record(bets: Iterable[RecordEntry]) -> BettingRecord:
    """The record of these bets and its parts, most bets first. Shuffling the bets changes nothing."""
    known = sorted(bets, key=lambda bet: (bet.at, bet.stake_cents, bet.result))
    return BettingRecord(
        total=_part("All bets", known),
        by_sport=_parts((bet.sport, bet) for bet in known),
        by_market=_parts((bet.market, bet) for bet in known),
        balance=_balance(known),
        clv=average_value([bet.clv for bet in known if bet.clv is not None]),
    )


def units_of(bets: Iterable[RecordEntry]) -> Fraction:
    """Profit with every decided bet counted as one unit: a win at -110 is 10/11, a loss -1, a push nothing.

    >>> from datetime import UTC
    >>> at = datetime(2026, 1, 1, tzinfo=UTC)
    >>> won = RecordEntry(1_100, Result.WON, 2_100, "nba", "spread", at)
    >>> units_of([won, RecordEntry(5_000, Result.LOST, 0, "nba", "spread", at)])
    Fraction(-1, 11)
    """
    return sum(
        (Fraction(bet.payout_cents - bet.stake_cents, bet.stake_cents) for bet in bets if bet.payout_cents is not None),
        Fraction(0),
    )


def _parts(named: Iterable[tuple[str, RecordEntry]]) -> tuple[Part, ...]:
    groups: dict[str, list[RecordEntry]] = {}
    for name, bet in named:
        groups.setdefault(name, []).append(bet)
    return tuple(_part(name, bets) for name, bets in sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])))


def _part(name: str, bets: Sequence[RecordEntry]) -> Part:
    record = summarize(RecordedBet(bet.stake_cents, bet.result, bet.payout_cents) for bet in bets)
    return Part(name, record, units_of(bets))


def _balance(bets: Sequence[RecordEntry]) -> tuple[tuple[datetime, int], ...]:
    """One point for each moment, because bets decided at the same moment have no order."""
    points: dict[datetime, int] = {}
    balance = 0
    for bet in bets:
        if bet.payout_cents is None or bet.result in (*OPEN, Result.VOID):
            continue
        balance += bet.payout_cents - bet.stake_cents
        points[bet.at] = balance
    return tuple(points.items())
