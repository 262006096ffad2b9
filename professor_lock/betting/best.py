"""The best of several quotes by price and line, and the sum of the implied probabilities of all sides' best prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from msgspec import Struct

from professor_lock.betting.exchange import after_commission
from professor_lock.betting.facts import Quote


class BestPrice(Struct, frozen=True, gc=False):
    """The best price for one side at one line. `books` are all that tie; `as_of` is the oldest of their quotes."""

    american: int
    decimal: Fraction
    books: tuple[str, ...]
    as_of: datetime
    exchange: bool = False
    """An exchange's, before its commission."""
    age_s: int = 0
    """Whole seconds from `as_of` to the board's now."""


class BestNumber(Struct, frozen=True, gc=False):
    """The most generous number for a side at any book, and the best price there. Not comparable with another line."""

    line: Fraction
    price: BestPrice


class Arbitrage(Struct, frozen=True, gc=False):
    """The best prices of all sides together cost less than they return.

    Rates are per unit of outlay: before and after an exchange's assumed commission, and with bookmakers alone. In play
    the prices are not of one moment and the rate is an artefact.
    """

    rate: float
    rate_after_commission: float
    rate_without_exchange: float | None
    exchange: bool
    in_play: bool
    ages_s: tuple[int, ...]
    """The age of each side's best price, in the order of the sides."""


def best_price(offers: Iterable[Quote], now: datetime) -> BestPrice | None:
    """The highest exact price and all books that tie at it. A tie of a book and an exchange is the book's."""
    top: list[Quote] = []
    most, of = 0, 1
    for quote in offers:
        # Cross-multiplied whole numbers: four times as fast as comparing two fractions.
        numerator, denominator = quote.decimal.as_integer_ratio()
        ahead = numerator * of - most * denominator
        if ahead > 0:
            top, most, of = [quote], numerator, denominator
        elif ahead == 0:
            top.append(quote)
    if not top:
        return None
    named = [quote for quote in top if not quote.exchange] or top
    oldest = min(quote.as_of for quote in named)
    return BestPrice(
        american=named[0].american,
        decimal=named[0].decimal,
        books=tuple(sorted(quote.book for quote in named)),
        as_of=oldest,
        exchange=named[0].exchange,
        age_s=max(0, int((now - oldest).total_seconds())),
    )


def best_number(
    selection: str, line: Fraction, offers: Mapping[Fraction, Sequence[Quote]], now: datetime
) -> BestNumber | None:
    """The most points a side is given at any of the lines (the lowest number for an Over), if better than `line`."""
    number = (min if selection == "Over" else max)(offers, default=line)
    price = best_price(offers[number], now) if number != line else None
    return BestNumber(number, price) if price else None


def hold_of(prices: Iterable[BestPrice | None]) -> float | None:
    """The hold of the best prices of all sides, below 0 for an arbitrage; None where a side has no price."""
    total = _inverse_sum(prices)
    return None if total is None else _gain(*total)


def find_arbitrage(
    best: Sequence[BestPrice | None], at_books: Sequence[BestPrice | None], *, commission: Fraction, in_play: bool
) -> Arbitrage | None:
    """The arbitrage in the best prices of all sides, if there is one; `at_books` are the best without exchanges."""
    total = _inverse_sum(best)
    if total is None or total[0] >= total[1]:
        return None
    net = _inverse_sum(best, commission)
    assert net is not None
    alone = _inverse_sum(at_books)
    return Arbitrage(
        rate=_return(*total),
        rate_after_commission=_return(*net),
        rate_without_exchange=None if alone is None else _return(*alone),
        exchange=any(price is not None and price.exchange for price in best),
        in_play=in_play,
        ages_s=tuple(price.age_s for price in best if price is not None),
    )


def _inverse_sum(prices: Iterable[BestPrice | None], commission: Fraction | None = None) -> tuple[int, int] | None:
    """B of a set of prices, exact: a fraction's two whole numbers, not in lowest terms, which is all that takes time.

    None where a side has no price.
    """
    total, of = 0, 1
    for price in prices:
        if price is None:
            return None
        paid = (
            price.decimal if commission is None or not price.exchange else after_commission(price.decimal, commission)
        )
        numerator, denominator = paid.as_integer_ratio()
        total, of = total * numerator + denominator * of, of * numerator
    return total, of


def _gain(total: int, of: int) -> float:
    """1 - 1/B."""
    return (total - of) / total


def _return(total: int, of: int) -> float:
    """1/B - 1."""
    return (of - total) / total
