"""Closing-line value: was the price taken better than the one the market closed at?

Two numbers for the same line: fair = p_close (no-vig) x d_bet - 1, the default, and raw = d_bet / d_close - 1, which
keeps the vig and flatters. Where the line moved, only points are reported. The close is the last quote stored before
the start at the same book, else the consensus, and it says which; without one there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import fmean

from professor_lock.betting.consensus import Books, by_line, common_line, consensus, line_key, of_one_shape, side_line
from professor_lock.betting.facts import Event, Market, Quote
from professor_lock.betting.scores import Wager

MIN_BETS = 50
"""Fewer bets than this show no verdict."""


class Close(StrEnum):
    """The closing price compared with: the same book's, or the market's."""

    SAME_BOOK = "same book"
    CONSENSUS = "consensus"


@dataclass(frozen=True, slots=True)
class ClosingValue:
    """Against which close, and what: `fair` and `raw` per unit at the same line, `points` where the line moved instead.

    Points are in the bettor's favour when positive. `raw` needs the same book, `fair` a close with every side.
    """

    close: Close
    fair: float | None = None
    raw: float | None = None
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AverageValue:
    """The mean of many. `verdict` is whether there are enough bets to say anything by it."""

    mean: float | None
    bets: int
    verdict: bool


def fair_clv(decimal: Fraction, closing_probability: float) -> float:
    """Expected profit per unit of the price taken, by the no-vig closing probability.

    >>> from professor_lock.betting.novig import no_vig
    >>> round(fair_clv(Fraction(21, 11), no_vig([125 / 225, 100 / 205])[0]), 4)
    0.0165
    """
    return closing_probability * float(decimal) - 1


def raw_clv(decimal: Fraction, closing_decimal: Fraction) -> float:
    """How much more the price taken pays than the closing price: d_bet / d_close - 1.

    >>> round(raw_clv(Fraction(21, 11), Fraction(9, 5)), 4)
    0.0606
    """
    return float(decimal / closing_decimal - 1)


def points_moved(market: Market, selection: str, taken: Fraction, closed: Fraction) -> Fraction:
    """How many points better the line taken is than the one it closed at: -3.5 that closed -5 is 1.5.

    >>> points_moved(Market.SPREAD, "Home", Fraction("-3.5"), Fraction(-5))
    Fraction(3, 2)
    """
    return closed - taken if market is not Market.SPREAD and selection == "Over" else taken - closed


def closing_value(bet: Wager, decimal: Fraction, book: str, quotes: Iterable[Quote]) -> ClosingValue | None:
    """The value of a bet against the close among stored quotes of its game, or None where nothing was stored.

    Quotes of other markets and those from the start on are left out; of the rest the last of each book counts.
    """
    event = bet.event
    before = [
        quote
        for quote in quotes
        if quote.event.id == event.id
        and (quote.market, quote.subject, quote.stat) == (bet.market, bet.subject, bet.stat)
        and quote.as_of < event.starts_at
    ]
    last = _last_of_each_book(before)
    own = [quote for quote in last if quote.book == book]
    for close, closing in ((Close.SAME_BOOK, own), (Close.CONSENSUS, last)):
        lines = by_line(event, bet.market, closing)
        if any(bet.selection in prices for books in lines.values() for prices in books.values()):
            return _against(bet, decimal, lines, close)
    return None


def average_value(values: Sequence[float]) -> AverageValue:
    """The mean of fair values, and whether there are enough of them for a verdict.

    >>> average_value([0.02, 0.04])
    AverageValue(mean=0.03, bets=2, verdict=False)
    """
    return AverageValue(fmean(values) if values else None, len(values), len(values) >= MIN_BETS)


def _last_of_each_book(quotes: Iterable[Quote]) -> list[Quote]:
    """Each book's last quote of each side: a line it moved away from is not its close."""
    last: dict[tuple[str, str], Quote] = {}
    for quote in quotes:
        held = last.get((quote.book, quote.selection))
        if held is None or held.as_of <= quote.as_of:
            last[quote.book, quote.selection] = quote
    return list(last.values())


def _against(bet: Wager, decimal: Fraction, lines: dict[Fraction | None, Books], close: Close) -> ClosingValue:
    event, key = bet.event, line_key(bet.event, bet.market, bet.selection, bet.line)
    closed = common_line(lines)
    if closed != key:
        return ClosingValue(close, points=_points(bet, event, closed))
    sides, books = of_one_shape(lines[key]) if bet.market is Market.MONEYLINE else (2, lines[key])
    probability = consensus(books, sides).fair.get(bet.selection)
    own = [prices[bet.selection].decimal for prices in books.values() if bet.selection in prices]
    return ClosingValue(
        close,
        fair=None if probability is None else fair_clv(decimal, probability),
        raw=raw_clv(decimal, own[0]) if close is Close.SAME_BOOK and own else None,
    )


def _points(bet: Wager, event: Event, closed: Fraction | None) -> Fraction | None:
    line = side_line(event, bet.market, bet.selection, closed)
    if bet.line is None or line is None:
        return None
    return points_moved(bet.market, bet.selection, bet.line, line)
