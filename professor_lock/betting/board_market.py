"""One market of one game on the board: its line, each side's best price, and whether a side is worth calling value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from msgspec import Struct

from professor_lock.betting.best import (
    Arbitrage,
    BestNumber,
    BestPrice,
    best_number,
    best_price,
    find_arbitrage,
    hold_of,
)
from professor_lock.betting.consensus import (
    LONG_PRICE,
    MIN_EV,
    MIN_EV_BOOKS,
    STALE_S,
    Books,
    Consensus,
    all_old,
    by_line,
    common_line,
    consensus,
    doubled_books,
    fair_chances,
    has_begun,
    is_live,
    median_line,
    of_one_shape,
    side_line,
    sides_of,
    without_empty_exchanges,
)
from professor_lock.betting.exchange import after_commission
from professor_lock.betting.facts import Event, EventStatus, Market, Quote
from professor_lock.betting.odds import fair_american


class Opened(Struct, frozen=True, gc=False):
    """Where a side stood when its market opened: the common line of the books' first quotes and its fair probability.

    `as_of` is the oldest of those quotes. A moneyline has no line.
    """

    line: Fraction | None
    fair_probability: float | None
    fair_american: int | None
    as_of: datetime


class BoardSide(Struct, frozen=True, gc=False):
    """One side of a market: `best` is None when nobody offers it (shown as a dash, never as 0)."""

    selection: str
    line: Fraction | None
    best: BestPrice | None
    fair_probability: float | None = None
    """No-vig probability, 0 to 1; None when the market has one side only or no consensus."""
    fair_american: int | None = None
    shin_probability: float | None = None
    """No-vig probability by Shin's method. On long prices it differs from `fair_probability`."""
    best_at_book: BestPrice | None = None
    """The best price at a bookmaker, where `best` is an exchange's."""
    best_number: BestNumber | None = None
    """Where another line is more generous than the one shown."""
    ev: float | None = None
    """Expected profit per unit at `best`, pushes aside, by the multiplicative fair probability; an exchange's price
    before commission. `ev_shin` by Shin's."""
    ev_shin: float | None = None
    ev_flag: bool = False
    """Whether the price passes every rule of value. When no side does, users are told "no edge found"."""
    value_price: BestPrice | None = None
    """The price the flag is for: `best`, or `best_at_book` where commission eats the exchange's."""
    value_ev: float | None = None
    """EV per unit at `value_price`, an exchange's after commission."""
    stale: BestPrice | None = None
    """The best price of a market whose quotes are all stale: shown greyed, and not to be bet on."""
    opened: Opened | None = None
    """Where it began, when the board was given the first quotes of its market."""


class LineCount(Struct, frozen=True, gc=False):
    """How many books quote a line. For a spread the line is the first side's."""

    line: Fraction
    books: int


class BoardMarket(Struct, frozen=True, gc=False):
    """One market of one game at its most common line. Sides are away/Over first, home/Under second, Draw last."""

    market: Market
    sides: tuple[BoardSide, ...]
    books: int
    """How many books quote this market at all."""
    books_at_line: int
    """How many of them at the line shown, stale ones left out."""
    fair_books: int = 0
    """How many quote every side at the line, and so stand behind the fair probability."""
    feeds: int | None = None
    """How many distinct odds feeds those are; None where too few markets are known to tell."""
    lines: tuple[LineCount, ...] = ()
    """Every line on offer, the most common first; empty for a moneyline."""
    median_line: Fraction | None = None
    """The median line of all books. No book need offer it."""
    split: bool = False
    """Another line has as many books as the one shown."""
    hold: float | None = None
    """Of the best prices of all sides; negative is an arbitrage."""
    median_hold: float | None = None
    agreement: str = "none"
    arbitrage: Arbitrage | None = None
    stale_books: tuple[str, ...] = ()
    """Books whose quotes are too far behind to count."""
    empty_exchanges: tuple[str, ...] = ()
    """Exchanges with nobody in the market, left out of everything."""
    doubled: tuple[str, ...] = ()
    """Books that gave two prices for one side at this line: the newest counts, of equally new ones the worse."""


@dataclass(frozen=True, slots=True)
class BoardView:
    """What all markets of a board share: the time (aware), the feed of each book, the commission, first quotes."""

    now: datetime
    feeds: Mapping[str, int]
    commission: Fraction
    opening: Mapping[str, Sequence[Quote]]


def build_market(event: Event, market: Market, quotes: list[Quote], cutoff: datetime, view: BoardView) -> BoardMarket:
    """One market of a game, from its quotes; those before `cutoff` are stale. Its sides are empty without any."""
    quotes, empty = without_empty_exchanges(event, market, quotes)
    fresh = [quote for quote in quotes if quote.as_of >= cutoff]
    lines = by_line(event, market, fresh or quotes)
    names = sides_of(event, market)[:2]
    if not lines:
        none = tuple(BoardSide(name, None, None) for name in names)
        return BoardMarket(market, none, 0, 0, empty_exchanges=empty)
    key = common_line(lines)
    count, books = of_one_shape(lines[key])
    names = sides_of(event, market)[:count]
    live = is_live(event, view.now)
    opinion = consensus(books, count, live=live, all_stale=not fresh or all_old(books, view.now))
    split = sum(len(at_line) == len(lines[key]) for at_line in lines.values()) > 1
    sides = _sides(event, market, key, count, books, lines, opinion, view, fresh=bool(fresh), split=split)
    at_books = [side.best_at_book if side.best and side.best.exchange else side.best for side in sides]
    return BoardMarket(
        market=market,
        sides=sides,
        books=len({quote.book for quote in quotes}),
        books_at_line=len(books) if fresh else 0,
        fair_books=opinion.books,
        feeds=_feed_count(books, count, view.feeds),
        lines=_line_counts(event, market, names[0], lines),
        median_line=None if key is None else side_line(event, market, names[0], median_line(lines)),
        split=split,
        hold=hold_of([side.best for side in sides]),
        median_hold=opinion.hold,
        agreement=opinion.agreement,
        arbitrage=find_arbitrage([side.best for side in sides], at_books, commission=view.commission, in_play=live),
        empty_exchanges=empty,
        doubled=doubled_books(event, market, fresh or quotes, key),
        stale_books=()
        if len(fresh) == len(quotes)
        else tuple(sorted({q.book for q in quotes} - {q.book for q in fresh})),
    )


def _sides(  # noqa: PLR0917  a market, its line, who quotes it, and what they say together
    event: Event,
    market: Market,
    key: Fraction | None,
    count: int,
    books: Books,
    lines: Mapping[Fraction | None, Books],
    opinion: Consensus,
    view: BoardView,
    *,
    fresh: bool,
    split: bool,
) -> tuple[BoardSide, ...]:
    """The sides of a market at its most common line `key`. Value is only claimed of fresh quotes and before the
    start.
    """
    scheduled = event.status is EventStatus.SCHEDULED and not has_begun(event, view.now)
    opened = _opened(event, market, view)
    return tuple(
        _side(
            name,
            side_line(event, market, name, key),
            books,
            opinion,
            view,
            fresh=fresh,
            elsewhere=_offers_by_line(event, market, name, lines) if fresh and len(lines) > 1 else {},
            flaggable=fresh and not split and scheduled,
            opened=opened.get(name),
        )
        for name in sides_of(event, market)[:count]
    )


def _side(
    name: str,
    line: Fraction | None,
    books: Books,
    opinion: Consensus,
    view: BoardView,
    *,
    fresh: bool,
    elsewhere: Mapping[Fraction, Sequence[Quote]],
    flaggable: bool,
    opened: Opened | None,
) -> BoardSide:
    offers = [prices[name] for prices in books.values() if name in prices]
    top = best_price(offers, view.now)
    best, stale = (top, None) if fresh else (None, top)
    at_book = best_price([q for q in offers if not q.exchange], view.now) if best and best.exchange else None
    fair, shin = opinion.fair.get(name), opinion.shin.get(name)
    paid = 0.0 if best is None else _as_float(best.decimal)
    candidates = [price for price in (best, at_book) if price and flaggable]
    value = [(price, ev) for price in candidates if (ev := _value(price, opinion, name, view.commission)) is not None]
    return BoardSide(
        selection=name,
        line=line,
        best=best,
        fair_probability=fair,
        fair_american=_fair_american(fair),
        shin_probability=shin,
        best_at_book=at_book,
        best_number=None if line is None else best_number(name, line, elsewhere, view.now),
        ev=None if best is None or fair is None else fair * paid - 1,
        ev_shin=None if best is None or shin is None else shin * paid - 1,
        ev_flag=bool(value),
        value_price=value[0][0] if value else None,
        value_ev=value[0][1] if value else None,
        stale=stale,
        opened=opened,
    )


def _as_float(price: Fraction) -> float:
    """`float(price)`, but five times as fast: a board converts hundreds."""
    numerator, denominator = price.as_integer_ratio()
    return numerator / denominator


def _fair_american(probability: float | None) -> int | None:
    return None if probability is None else fair_american(probability)


def _opened(event: Event, market: Market, view: BoardView) -> dict[str, Opened]:
    first = [quote for quote in view.opening.get(event.id, ()) if quote.market is market]
    if not first:
        return {}
    lines = by_line(event, market, first)
    if not lines:
        return {}
    key = common_line(lines)
    count, books = of_one_shape(lines[key])
    fair = fair_chances(books, count)
    as_of = min(quote.as_of for prices in lines[key].values() for quote in prices.values())
    return {
        name: Opened(side_line(event, market, name, key), fair.get(name), _fair_american(fair.get(name)), as_of)
        for name in sides_of(event, market)[:count]
    }


def _value(best: BestPrice, opinion: Consensus, name: str, commission: Fraction) -> float | None:
    """The EV per unit of a price that may carry the flag, else None: enough of it, enough books, and fresh.

    A long price must be worth something by Shin's method too. An exchange's price counts after commission.
    """
    if opinion.books < MIN_EV_BOOKS or best.age_s > STALE_S:
        return None
    paid = _as_float(after_commission(best.decimal, commission) if best.exchange else best.decimal)
    ev = opinion.fair[name] * paid - 1
    if ev < MIN_EV or (best.decimal >= LONG_PRICE and opinion.shin.get(name, 0.0) * paid <= 1):
        return None
    return ev


def _offers_by_line(
    event: Event, market: Market, name: str, lines: Mapping[Fraction | None, Books]
) -> dict[Fraction, list[Quote]]:
    offers: dict[Fraction, list[Quote]] = {}
    for key, books in lines.items():
        line = side_line(event, market, name, key)
        quotes = [prices[name] for prices in books.values() if name in prices]
        if line is not None and quotes:
            offers[line] = quotes
    return offers


def _line_counts(
    event: Event, market: Market, first: str, lines: Mapping[Fraction | None, Books]
) -> tuple[LineCount, ...]:
    counts = [
        LineCount(line, len(books))
        for key, books in lines.items()
        if (line := side_line(event, market, first, key)) is not None
    ]
    return tuple(sorted(counts, key=lambda count: (-count.books, abs(count.line), count.line)))


def _feed_count(books: Books, sides: int, known: Mapping[str, int]) -> int | None:
    if not known:
        return None
    return len({known[book] for book, prices in books.items() if len(prices) == sides})
