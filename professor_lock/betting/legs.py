"""A leg of a bet: as asked for in words, matched to a real quote, or matched to none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.facts import Event, Market

MAX_CANDIDATES = 5
"""How many offers or names are shown in the place of a leg that was not found."""


@dataclass(frozen=True, slots=True)
class LegRequest:
    """A leg as asked for in words. Its price is never taken from here: `american` only says what the user had seen."""

    selection: str
    market: Market | None
    event: str | None = None
    line: Fraction | None = None
    league: str | None = None
    american: int | None = None
    stat: str | None = None
    """What is counted, of a player prop."""


@dataclass(frozen=True, slots=True)
class SlipLeg:
    """A leg matched to a real quote: the best price at its line, and what the whole market thinks of it.

    `fair_probability` is the no-vig median over the books that quote both sides (0 to 1), None without one;
    `agreement` is "high", "medium", "low" or "none" and describes how far the books agree, not the chance of winning.
    """

    event: Event
    market: Market
    selection: str
    line: Fraction | None
    american: int
    decimal: Fraction
    book: str
    source: str
    as_of: datetime
    fair_probability: float | None
    books: int
    agreement: str
    demo: bool = False
    exchange: bool = False
    """A betting exchange's price, before its commission. No exchange sells it as part of a ticket."""
    subject: str | None = None
    """The team of a team total, the player of a prop."""
    stat: str | None = None
    three_way: bool = False
    """The price of a moneyline that has a draw to bet on: of regulation time, and a draw loses for both teams."""
    shin_probability: float | None = None
    """The fair chance by Shin's method."""
    push_probability: float | None = None
    """The chance that a whole-number line is hit exactly, by the lines half a point to both sides; None: not known."""
    split: bool = False
    """Another line of the market has as many books: there is no one opinion to claim value by."""


@dataclass(frozen=True, slots=True)
class UnmatchedLeg:
    """A leg no quote was found for: what was asked, why there is none, and the closest that exist."""

    asked: str
    reason: str
    candidates: tuple[str, ...] = ()
