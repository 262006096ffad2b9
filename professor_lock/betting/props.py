"""Player props from many books: per player and stat the line most of them offer, and the best price on it.

Pure. Prices are compared within one line only: Over 24.5 at +100 is not better than Over 23.5 at -120.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.best import BestPrice, best_price
from professor_lock.betting.consensus import by_line, consensus, without_empty_exchanges
from professor_lock.betting.facts import Quote


@dataclass(frozen=True, slots=True)
class PropLine:
    """One player's stat at one line. A side nobody prices is None. `books` offer this line, `other_lines` more do not.

    Something that either happens or not (a first goal) has no line.
    """

    player: str
    stat: str
    line: Fraction | None
    sides: tuple[tuple[str, BestPrice | None], ...]
    """Over and Under (or Yes and No) with the best price of each."""
    books: int
    other_lines: tuple[Fraction, ...]
    fair: Mapping[str, float] = field(default_factory=dict)
    """The no-vig chance of each side at this line, by the books that quote both; empty where none does."""


def prop_lines(quotes: Iterable[Quote], now: datetime) -> list[PropLine]:
    """Every player's stats in the order of the feed, each at its most offered line (the lower one of two alike)."""
    grouped: dict[tuple[str, str], dict[Fraction | None, list[Quote]]] = defaultdict(lambda: defaultdict(list))
    for quote in quotes:
        if quote.subject and quote.stat:
            grouped[quote.subject, quote.stat][quote.line].append(quote)
    return [_line(player, stat, lines, now) for (player, stat), lines in grouped.items()]


def _line(player: str, stat: str, lines: dict[Fraction | None, list[Quote]], now: datetime) -> PropLine:
    def rank(line: Fraction | None) -> tuple[int, Fraction]:
        return -len({quote.book for quote in lines[line]}), Fraction(0) if line is None else line

    chosen = min(lines, key=rank)
    named = dict.fromkeys(quote.selection for quote in lines[chosen])
    offered = _counted(lines[chosen])
    # Where one side has no price, the other side is shown with a dash beside it.
    pair: tuple[str, ...] = ("Over", "Under") if "Over" in named or "Under" in named else ()
    sides = dict.fromkeys((*pair, *named))
    return PropLine(
        player=player,
        stat=stat,
        line=chosen,
        sides=tuple((side, best_price([q for q in offered if q.selection == side], now)) for side in sides),
        books=len({quote.book for quote in offered}),
        other_lines=tuple(sorted(line for line in lines if line is not None and line != chosen)),
        fair=_fair(offered, chosen) if pair and offered else {},
    )


def _counted(offered: list[Quote]) -> list[Quote]:
    """The quotes without exchanges that nobody bets at, one a book and side: the newest, of equally new the worse."""
    there, _ = without_empty_exchanges(offered[0].event, offered[0].market, offered)
    held: dict[tuple[str, str], Quote] = {}
    for quote in there:
        other = held.get((quote.book, quote.selection))
        if other is None or (other.as_of, -other.decimal) < (quote.as_of, -quote.decimal):
            held[quote.book, quote.selection] = quote
    return list(held.values())


def _fair(offered: list[Quote], line: Fraction | None) -> Mapping[str, float]:
    books = by_line(offered[0].event, offered[0].market, offered).get(line)
    return consensus(books, 2).fair if books else {}


def oldest_and_newest(lines: Iterable[PropLine]) -> tuple[datetime, datetime] | None:
    """When the shown prices were last stood by; None when there is none."""
    times = [price.as_of for line in lines for _, price in line.sides if price is not None]
    return (min(times), max(times)) if times else None
