"""The demo's invented prices: moneyline, spread and total of a game at each book; the game's id alone decides them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from statistics import NormalDist

from professor_lock.betting.facts import (
    Event,
    Market,
    Quote,
)
from professor_lock.betting.odds import american_price, decimal_price
from professor_lock.sources.names.league_table import DemoScale
from professor_lock.sources.names.leagues import League

SOURCE = "DEMO slate (invented games and prices)"
EDGE = 0.025
"""How much more than the market's own chance the one price a day pays that is worth its name."""
OPENED_BEFORE = timedelta(hours=9)

_NORMAL = NormalDist()

Side = tuple[Market, str, Fraction | None]
"""A market of a game, the selection, and the line."""


@dataclass(frozen=True, slots=True)
class _Book:
    """`vig` is its overround; `lean` is how far it moves the home side's probability."""

    name: str
    vig: float
    lean: float
    own_lines: bool = False
    """In about one game of three it hangs its own number, half a point off."""

    def looked_at(self, event: Event, now: datetime) -> datetime:
        """When it gave its prices of a game: within the last three minutes."""
        return now.replace(second=0, microsecond=0) - timedelta(seconds=int(180 * share(event.id, self.name)))

    def quote(self, event: Event, side: Side, american: int, now: datetime, as_of: datetime | None = None) -> Quote:
        """Its price of one side of a market, read now and given at `as_of`, or when it gave its prices of the game."""
        market, selection, line = side
        return Quote(
            event=event,
            market=market,
            selection=selection,
            line=line,
            american=american,
            decimal=_decimal(american),
            book=self.name,
            source=SOURCE,
            as_of=as_of or self.looked_at(event, now),
            fetched_at=now,
            demo=True,
        )


BOOKS = (
    _Book("Demo A", 0.045, 0.0),
    _Book("Demo B", 0.052, 0.008),
    _Book("Demo C", 0.038, -0.006, own_lines=True),
    _Book("Demo D", 0.048, 0.004),
)


def margin_of(event: Event, league: League) -> float:
    """By how much the home side is expected to win."""
    return league.sport.demo.edge * (2 * share(event.id, "margin") - 1)


def quotes_of(
    event: Event, league: League, now: datetime, *, edge: bool = False, opening: bool = False
) -> Iterator[Quote]:
    """Every book's prices. With `edge` one book pays a little too much; with `opening` as the books began that day."""
    for book, prices in _prices(event, league, edge, opening):
        as_of = event.starts_at - OPENED_BEFORE if opening else book.looked_at(event, now)
        for side, american in prices:
            yield book.quote(event, side, american, now, as_of)


@lru_cache(maxsize=1024)  # a game's prices do not move
def _prices(
    event: Event, league: League, edge: bool, opening: bool
) -> tuple[tuple[_Book, tuple[tuple[Side, int], ...]], ...]:
    """The sides of a game at each book, with their American prices."""
    sport = league.sport.demo
    margin = margin_of(event, league)
    middle = sport.total if league.demo_total is None else league.demo_total
    points = middle + sport.total_edge * (2 * share(event.id, "total") - 1)
    if opening:
        margin += 0.3 * sport.edge * (share(event.id, "margin moved") - 0.5)
        points += 0.3 * sport.total_edge * (share(event.id, "total moved") - 0.5)
    at_books = []
    for book in BOOKS:
        nudge = Fraction(1, 2) if book.own_lines and share(event.id, "own line") < 1 / 3 else Fraction(0)
        priced = [
            *_moneyline(event, league, margin, sport, book),
            *_spread(event, margin, sport, book, nudge),
            *_total(points, sport, book, nudge),
        ]
        prices = []
        for market, selection, line, probability in priced:
            best = edge and book is BOOKS[-1] and market is Market.MONEYLINE and selection == event.away
            american = quoted_price(probability / (1 + EDGE) if best else probability, 0.0 if best else book.vig)
            prices.append(((market, selection, line), american))
        at_books.append((book, tuple(prices)))
    return tuple(at_books)


_Priced = tuple[Market, str, Fraction | None, float]
"""Market, selection, line, probability before the vig."""


def _moneyline(event: Event, league: League, margin: float, sport: DemoScale, book: _Book) -> list[_Priced]:
    sides: tuple[tuple[str, float], ...]
    if league.draws:
        home = 1 - _NORMAL.cdf((0.5 - margin) / sport.deviation)
        away = _NORMAL.cdf((-0.5 - margin) / sport.deviation)
        home, away = bounded(home + book.lean), bounded(away - book.lean)
        sides = ((event.away, away), (event.home, home), ("Draw", 1 - home - away))
    else:
        home = bounded(_NORMAL.cdf(margin / sport.deviation) + book.lean)
        sides = ((event.away, 1 - home), (event.home, home))
    return [(Market.MONEYLINE, name, None, probability) for name, probability in sides]


def _spread(event: Event, margin: float, sport: DemoScale, book: _Book, nudge: Fraction) -> list[_Priced]:
    """The home line is the expected margin turned round, or the sport's one number against the favourite."""
    if sport.fixed_line is None:
        home_line = -Fraction(round(2 * margin), 2) + nudge
    else:
        home_line = -sport.fixed_line if margin > 0 else sport.fixed_line
    covers = bounded(_NORMAL.cdf((margin + float(home_line)) / sport.deviation) + book.lean)
    return [
        (Market.SPREAD, event.away, -home_line, 1 - covers),
        (Market.SPREAD, event.home, home_line, covers),
    ]


def _total(points: float, sport: DemoScale, book: _Book, nudge: Fraction) -> list[_Priced]:
    line = Fraction(round(2 * points), 2) + nudge
    over = bounded(_NORMAL.cdf((points - float(line)) / sport.total_deviation) + book.lean)
    return [(Market.TOTAL, "Over", line, over), (Market.TOTAL, "Under", line, 1 - over)]


def quoted_price(probability: float, vig: float) -> int:
    """The American price of a book with this margin (`vig`, as a share) on a fair probability."""
    implied = min(probability * (1 + vig), 0.99)
    return american_price(Fraction(1 / implied).limit_denominator(10_000))


@lru_cache(maxsize=4096)
def _decimal(american: int) -> Fraction:
    return decimal_price(american)


def bounded(probability: float) -> float:
    """The probability within 0.04 and 0.94, so that every price is one that a book would offer."""
    return min(max(probability, 0.04), 0.94)


def share(*parts: str) -> float:
    """A number in [0, 1) that the parts alone decide."""
    digest = hashlib.sha256("|".join(parts).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
