"""Recorded bets. A ticket is never changed; its grades are added to it.

A ticket comes from a slip (Lock It In), or from a user who placed the bet elsewhere (tracked). Its legs have price,
book, line and time as placed. Its result follows from the grades of its legs; a grade is written once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Literal

from professor_lock.betting.conflicts import by_game
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.settlement import Result, SettledLeg, Settlement, settle_ticket
from professor_lock.db.ids import new_id

WHOLE = -1
"""The position of the whole ticket's grade. Results that the owner entered by hand have -2, -3, ..."""
TOLD = "as told by you"
"""The source of a price or game that only the ticket's owner has stated."""
MAX_PAYOUT_CENTS = 2**63 - 1
"""The largest value of a `bigint` column."""
Origin = Literal["slip", "tracked"]


@dataclass(frozen=True, slots=True)
class LegGrade:
    """The result of the leg at `position`, or of the whole ticket (`WHOLE`, with `payout_cents`), and its source."""

    position: int
    result: Result
    reason: str
    source: str
    payout_cents: int | None = None
    graded_at: datetime | None = None
    clv_close: str | None = None
    clv_fair: float | None = None
    clv_points: Fraction | None = None
    rule: str = ""
    """The league's rules by which it was graded, as text."""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A bet to record. A bet that is sent twice has the same `request_key` both times."""

    request_key: str
    origin: Origin
    legs: tuple[SlipLeg, ...]
    stake_cents: int
    price: Fraction | None
    fair_probability: float | None
    demo: bool
    placed_at: datetime
    thread_id: str | None = None
    id: str = field(default_factory=lambda: new_id("ticket"))

    @property
    def reference(self) -> str:
        """The short name that users see."""
        return reference_of(self.id)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A recorded bet with its grades so far, by position."""

    id: str
    user_id: str
    origin: Origin
    stake_cents: int
    price: Fraction | None
    fair_probability: float | None
    demo: bool
    placed_at: datetime
    legs: tuple[SlipLeg, ...]
    grades: Mapping[int, LegGrade]
    seq: int
    waits: Mapping[int, str] = field(default_factory=dict)
    """Why legs (by position) or the whole ticket (`WHOLE`) are not graded yet, from the last pass."""
    problem: str | None = None
    """Why the stored rows cannot be read as a ticket; then it has no legs, and no figure is computed from it."""

    @property
    def reference(self) -> str:
        """The short name that users see."""
        return reference_of(self.id)

    @property
    def at_exchange(self) -> bool:
        """Whether its payout is before the commission of an exchange."""
        return any(leg.exchange for leg in self.legs)

    @property
    def by_hand(self) -> LegGrade | None:
        """The result that the owner entered last, which overrides every other; None when there is none."""
        last = min(self.grades, default=0)
        return self.grades[last] if last < WHOLE else None

    @property
    def settlement(self) -> Settlement:
        """The result: what the owner entered, else the whole ticket's grade, else what the legs' grades make."""
        whole = self.by_hand or self.grades.get(WHOLE)
        if whole is not None:
            payout = whole.payout_cents
            return Settlement(whole.result, payout, None if payout is None else payout - self.stake_cents)
        if self.problem is not None:
            return Settlement(Result.PENDING)
        return self.settled_with(self.grades)

    def settled_with(self, grades: Mapping[int, LegGrade]) -> Settlement:
        """The settlement if its legs had these grades, by position."""
        games = {n: str(game) for game, legs in enumerate(by_game(self.legs)) for n, _ in legs}
        legs = [
            SettledLeg(leg.decimal, grades[n].result if n in grades else Result.PENDING, games[n])
            for n, leg in enumerate(self.legs)
        ]
        return settle_ticket(self.stake_cents, legs, ticket_price=self.price)

    @property
    def first_start(self) -> datetime:
        """The start of its first game; the time it was placed, for a ticket whose legs cannot be read."""
        return min((leg.event.starts_at for leg in self.legs), default=self.placed_at)


def told_mark(leg: SlipLeg) -> str:
    """The remark beside a leg that only the owner vouches for, or that was recorded after its start; "" otherwise."""
    if leg.event.source == TOLD:
        return " (listed by no source)"
    return " (recorded after its start)" if leg.as_of >= leg.event.starts_at else ""


def reference_of(ticket_id: str) -> str:
    """The short name of a ticket: eight letters and digits of its random part."""
    return ticket_id[-8:].upper()
