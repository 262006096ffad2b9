"""The parlay slip: its legs at quoted prices, what it pays, and every reason it cannot be taken as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.conflicts import by_game
from professor_lock.betting.consensus import LONG_PRICE, MIN_EV, MIN_EV_BOOKS, STALE_S, has_begun, weakest
from professor_lock.betting.exchange import EXCHANGE_COMMISSION, after_commission
from professor_lock.betting.facts import Market, Quote
from professor_lock.betting.legs import SlipLeg, UnmatchedLeg
from professor_lock.betting.money import MAX_STAKE_CENTS, payout_cents
from professor_lock.betting.odds import american_price, format_line, format_price
from professor_lock.betting.slip_rules import (
    MAX_LEGS,
    SlipProblem,
    book_warnings,
    count_and_stake_problems,
    judge_legs,
)
from professor_lock.errors import BadInput
from professor_lock.user import OddsFormat


@dataclass(frozen=True, slots=True)
class Slip:
    """A priced slip. Money is whole cents.

    `payout_cents` = `stake_cents` + `profit_cents`. The price and all that follows from it are None when legs are
    missing, cannot be combined, or depend on each other (two legs of one game are not multiplied).
    """

    legs: tuple[SlipLeg, ...]
    unmatched: tuple[UnmatchedLeg, ...]
    stake_cents: int
    american: int | None
    decimal: Fraction | None
    payout_cents: int | None
    profit_cents: int | None
    fair_probability: float | None
    agreement: str
    problems: tuple[SlipProblem, ...]
    warnings: tuple[SlipProblem, ...]
    demo: bool = False
    implied_probability: float | None = None
    """1 / decimal: what the combined price needs to break even."""
    ev: float | None = None
    """Expected profit per unit at a price that one can buy: one book's for all legs. Negative is what the house keeps.

    None where nobody sells the slip as one ticket.
    """
    no_claim: str = ""
    """Why a positive `ev` is no claim of value, in words; empty where it is one, or where there is none."""
    books: tuple[str, ...] = ()
    """Who sells the slip at `decimal`; empty where it is a mix of books that nobody sells."""
    mix: Fraction | None = None
    """The product of the legs' own best prices, for comparison."""
    pushes_aside: tuple[int, ...] = ()
    """Positions of legs on a whole number whose chance of a push is not known: chances and `ev` leave it aside."""


@dataclass(frozen=True, slots=True)
class BookTicket:
    """The whole slip at one book. `books` are all that pay the same; `as_of` is their oldest quote of any leg."""

    books: tuple[str, ...]
    american: int
    decimal: Fraction
    as_of: datetime
    prices: tuple[Fraction, ...] = ()
    """The legs' prices at the first of the books, in their order."""


def price_slip(
    legs: Iterable[SlipLeg],
    unmatched: Iterable[UnmatchedLeg] = (),
    *,
    stake_cents: int,
    now: datetime,
    max_legs: int = MAX_LEGS,
    max_stake_cents: int = MAX_STAKE_CENTS,
    ticket: BookTicket | None = None,
) -> Slip:
    """The slip with its price and every rule it breaks; it is never refused by an exception.

    The decimal price is the exact product of the legs' and the payout is rounded once. There is no price when a leg has
    none, when legs cannot be combined, or when two are of one game (they depend on each other). One leg is priced as a
    straight bet. `max_stake_cents` is the lower of the general limit and the user's own. `now` is aware.

    With `ticket`, one book's price for all legs, the slip is priced at that; the product of the legs' own prices is
    only a comparison then (`mix`). Without it a mix of several books has no expected value: nobody sells it.

    problems: missing_odds, invalid_odds, started, off, both_sides, impossible, duplicate, same_market_twice,
    too_few_legs, too_many_legs, stake. warnings: same_game, mixed_books, stale_price, exchange.
    """
    legs, unmatched = tuple(legs), tuple(unmatched)
    problems, warnings, multiply = judge_legs(legs, unmatched, now)
    problems += count_and_stake_problems(len(legs) + len(unmatched), stake_cents, max_legs, max_stake_cents)
    warnings += book_warnings(legs, now)
    mix = _product(legs) if multiply else None
    price = ticket.decimal if ticket is not None and mix is not None else mix
    sold = _sold_at(legs, ticket) if price is not None else None
    chance = _chance_of_all(legs) if price is not None else None
    ev = None if sold is None or chance is None else _value(legs, sold.prices, _fair)
    payable = price is not None and type(stake_cents) is int and stake_cents > 0
    payout = payout_cents(stake_cents, price) if price is not None and payable else None
    return Slip(
        legs=legs,
        unmatched=unmatched,
        stake_cents=stake_cents,
        american=None if price is None else american_price(price),
        decimal=price,
        payout_cents=payout,
        profit_cents=None if payout is None else payout - stake_cents,
        fair_probability=chance,
        agreement=weakest([leg.agreement for leg in legs]),
        problems=tuple(problems),
        warnings=tuple(warnings),
        demo=any(leg.demo for leg in legs),
        implied_probability=None if price is None else price.denominator / price.numerator,
        ev=ev,
        no_claim=_why_no_claim(legs, sold, ev, now) if sold is not None and ev is not None and ev > 0 else "",
        books=() if sold is None else sold.books,
        mix=mix,
        pushes_aside=tuple(i for i, leg in enumerate(legs) if _may_push(leg) and leg.push_probability is None),
    )


def tickets_by_book(
    legs: Sequence[SlipLeg], quotes: Iterable[Quote], *, now: datetime | None = None
) -> tuple[BookTicket, ...]:
    """What each book that has every leg at the slip's own lines pays for the whole ticket, best first, ties together.

    Exchanges sell no such ticket and are left out; so are quotes older than `STALE_S` when `now` is given. Empty when
    two legs are of one game: a book prices those together in its own way.
    """
    if not legs or len(by_game(legs)) < len(legs):
        return ()
    wanted = {_bet_key(leg): i for i, leg in enumerate(legs)}
    held: dict[str, dict[int, Quote]] = {}
    for quote in quotes:
        i = wanted.get(_bet_key(quote))
        if i is None or quote.exchange or (now is not None and (now - quote.as_of).total_seconds() > STALE_S):
            continue
        book = held.setdefault(quote.book, {})
        # Of two prices of one book the newest counts, of equally new ones the worse, as everywhere.
        if i not in book or (book[i].as_of, -book[i].decimal) < (quote.as_of, -quote.decimal):
            book[i] = quote
    paying: dict[Fraction, list[str]] = {}
    for book_name, prices in held.items():
        if len(prices) == len(legs):
            paying.setdefault(_product(prices.values()), []).append(book_name)
    return tuple(
        BookTicket(
            books=tuple(sorted(books)),
            american=american_price(decimal),
            decimal=decimal,
            as_of=min(quote.as_of for book in books for quote in held[book].values()),
            prices=tuple(held[min(books)][i].decimal for i in range(len(legs))),
        )
        for decimal, books in sorted(paying.items(), reverse=True)
    )


def price_changes(
    shown: Sequence[SlipLeg], current: Sequence[SlipLeg], odds_format: OddsFormat = "american"
) -> tuple[SlipProblem, ...]:
    """What moved between the legs a user saw and the same legs re-read, worse or better, old and new named.

    `price_changed` once for each leg whose price, line or book is not what was shown; each needs a fresh click. The
    legs must be the same bets in the same order, else BadInput.
    """
    if [_side_key(leg) for leg in shown] != [_side_key(leg) for leg in current]:
        raise BadInput("The legs read again are not the legs that were shown.", field="legs")
    return tuple(
        SlipProblem(
            "price_changed", f"Leg {i + 1}: {_offer(old, odds_format)} is now {_offer(new, odds_format)}.", (i,)
        )
        for i, (old, new) in enumerate(zip(shown, current, strict=True))
        if (old.decimal, old.line, old.book) != (new.decimal, new.line, new.book)
    )


def _offer(leg: SlipLeg, odds_format: OddsFormat) -> str:
    line = "" if leg.line is None else f"{format_line(leg.line, signed=leg.market is Market.SPREAD)} "
    price = format_price(leg.decimal, odds_format)
    return f"{line}{price} at {leg.book}"


def _side_key(leg: SlipLeg) -> tuple[str, Market, str, str | None, str | None]:
    return (leg.event.id, leg.market, leg.selection, leg.subject, leg.stat)


def _chance_of_all(legs: Iterable[SlipLeg]) -> float | None:
    """The fair chance that all of these independent legs win; None where one has none. Unknown pushes are aside."""
    chance = 1.0
    for leg in legs:
        if leg.fair_probability is None:
            return None
        chance *= leg.fair_probability * (1 - (leg.push_probability or 0.0))
    return chance


def _sold_at(legs: Sequence[SlipLeg], ticket: BookTicket | None) -> BookTicket | None:
    """The price that one can buy: of the ticket, of a straight bet, or of legs that are all at one book."""
    if ticket is not None:
        return ticket if ticket.prices else replace(ticket, prices=tuple(leg.decimal for leg in legs))
    one_book = len({leg.book for leg in legs}) == 1 and not any(leg.exchange for leg in legs)
    if len(legs) != 1 and not one_book:
        return None
    paid = tuple(after_commission(leg.decimal, EXCHANGE_COMMISSION) if leg.exchange else leg.decimal for leg in legs)
    price = _product(legs)
    return BookTicket((legs[0].book,), american_price(price), price, min(leg.as_of for leg in legs), paid)


def _fair(leg: SlipLeg) -> float | None:
    return leg.fair_probability


def _by_shin(leg: SlipLeg) -> float | None:
    return leg.shin_probability


def _value(
    legs: Sequence[SlipLeg], prices: Sequence[Fraction], chance_of: Callable[[SlipLeg], float | None]
) -> float | None:
    """Expected profit per unit of legs in different games: a push leaves its leg at factor 1."""
    value = 1.0
    for leg, price in zip(legs, prices, strict=True):
        chance, push = chance_of(leg), leg.push_probability or 0.0
        if chance is None:
            return None
        value *= push + (1 - push) * chance * price.numerator / price.denominator
    return value - 1


def _why_no_claim(legs: Sequence[SlipLeg], sold: BookTicket, ev: float, now: datetime) -> str:
    """Which rule of the board a claim of value would break, in words; empty when it keeps them all."""
    for i, leg in enumerate(legs):
        if has_begun(leg.event, now):
            return f"leg {i + 1} is in play or over"
        if leg.books < MIN_EV_BOOKS:
            return (
                f"leg {i + 1} rests on {leg.books} {'book' if leg.books == 1 else 'books'}, {MIN_EV_BOOKS} are needed"
            )
        if leg.split:
            return f"the books are split between two lines on leg {i + 1}"
    if (now - sold.as_of).total_seconds() > STALE_S:
        return f"a price is over {STALE_S // 60} minutes old"
    if ev < MIN_EV:
        return f"{ev:+.1%} is less than {MIN_EV:.0%}"
    if sold.decimal >= LONG_PRICE or any(price >= LONG_PRICE for price in sold.prices):
        by_shin = _value(legs, sold.prices, _by_shin)
        if by_shin is None:
            return "Shin's method has no chance for every leg, and long prices need it"
        if by_shin <= 0:
            return f"by Shin's method it is {by_shin:+.1%}"
    return ""


def _may_push(leg: SlipLeg) -> bool:
    return leg.line is not None and leg.line.denominator == 1


def _bet_key(bet: SlipLeg | Quote) -> tuple[str, Market, str, Fraction | None, str | None, str | None]:
    return (bet.event.id, bet.market, bet.selection, bet.line, bet.subject, bet.stat)


def _product(prices: Iterable[SlipLeg | Quote]) -> Fraction:
    """The exact price of all together, reduced once at the end: what costs time is reducing fractions."""
    numerator = denominator = 1
    for price in prices:
        numerator *= price.decimal.numerator
        denominator *= price.decimal.denominator
    return Fraction(numerator, denominator)
