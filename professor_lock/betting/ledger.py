"""A record broken down: by sport and market, in units, and the running balance. Decided bets only, as in `record`.

A unit is each bet's own stake: every bet counts as one unit, so that a few large bets do not hide what the rest did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.clv import AverageValue, average_value
from professor_lock.betting.record import Record, RecordedBet, summarize
from professor_lock.betting.settlement import Result

OPEN = (Result.PENDING, Result.ASK_BOOK)


@dataclass(frozen=True, slots=True)
class LedgerBet:
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
class Ledger:
    """The whole record. `balance` is the profit so far, in cents, after each moment that decided bets."""

    total: Part
    by_sport: tuple[Part, ...]
    by_market: tuple[Part, ...]
    balance: tuple[tuple[datetime, int], ...]
    clv: AverageValue


def keep_ledger(bets: Iterable[LedgerBet]) -> Ledger:
    """The record of these bets and its parts, most bets first. Shuffling the bets changes nothing."""
    known = sorted(bets, key=lambda bet: (bet.at, bet.stake_cents, bet.result))
    return Ledger(
        total=_part("All bets", known),
        by_sport=_parts((bet.sport, bet) for bet in known),
        by_market=_parts((bet.market, bet) for bet in known),
        balance=_balance(known),
        clv=average_value([bet.clv for bet in known if bet.clv is not None]),
    )


def units_of(bets: Iterable[LedgerBet]) -> Fraction:
    """Profit with every decided bet counted as one unit: a win at -110 is 10/11, a loss -1, a push nothing.

    >>> from datetime import UTC
    >>> at = datetime(2026, 1, 1, tzinfo=UTC)
    >>> won = LedgerBet(1_100, Result.WON, 2_100, "nba", "spread", at)
    >>> units_of([won, LedgerBet(5_000, Result.LOST, 0, "nba", "spread", at)])
    Fraction(-1, 11)
    """
    return sum(
        (Fraction(bet.payout_cents - bet.stake_cents, bet.stake_cents) for bet in bets if bet.payout_cents is not None),
        Fraction(0),
    )


def _parts(named: Iterable[tuple[str, LedgerBet]]) -> tuple[Part, ...]:
    groups: dict[str, list[LedgerBet]] = {}
    for name, bet in named:
        groups.setdefault(name, []).append(bet)
    return tuple(_part(name, bets) for name, bets in sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])))


def _part(name: str, bets: Sequence[LedgerBet]) -> Part:
    record = summarize(RecordedBet(bet.stake_cents, bet.result, bet.payout_cents) for bet in bets)
    return Part(name, record, units_of(bets))


def _balance(bets: Sequence[LedgerBet]) -> tuple[tuple[datetime, int], ...]:
    """A point a moment: bets of the same moment have no order that could be shown."""
    points: dict[datetime, int] = {}
    balance = 0
    for bet in bets:
        if bet.payout_cents is None or bet.result in (*OPEN, Result.VOID):
            continue
        balance += bet.payout_cents - bet.stake_cents
        points[bet.at] = balance
    return tuple(points.items())
