"""The parlay slip: its legs at quoted prices, what it pays, and every reason it cannot be taken as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.conflicts import by_game, conflicts, same_market
from professor_lock.betting.consensus import LONG_PRICE, MIN_EV, MIN_EV_BOOKS, STALE_S, has_begun, weakest
from professor_lock.betting.exchange import EXCHANGE_COMMISSION, after_commission
from professor_lock.betting.facts import Event, EventStatus, Market, Quote
from professor_lock.betting.money import MAX_STAKE_CENTS, format_money, payout_cents
from professor_lock.betting.odds import american_price, format_line, format_price
from professor_lock.betting.scores import implies
from professor_lock.errors import BadInput
from professor_lock.person import OddsFormat

MIN_LEGS, MAX_LEGS = 1, 15
"""One leg is a straight bet; offshore books state 15 as the most of a parlay."""


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


@dataclass(frozen=True, slots=True)
class SlipProblem:
    """A reason from the slip rules. `code` is the rule's name (both_sides, started, …), `legs` positions from 0."""

    code: str
    message: str
    legs: tuple[int, ...] = ()


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
    problems, warnings, multiply = _judge(legs, unmatched, now)
    problems += _limits(len(legs) + len(unmatched), stake_cents, max_legs, max_stake_cents)
    warnings += _book_warnings(legs, now)
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
        if i not in book or book[i].as_of < quote.as_of:
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


def best_single_book(
    legs: Sequence[SlipLeg], quotes: Iterable[Quote], *, now: datetime | None = None
) -> BookTicket | None:
    """The best whole ticket one book sells, or None when none has every leg. See `tickets_by_book`."""
    return next(iter(tickets_by_book(legs, quotes, now=now)), None)


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
        _problem("price_changed", f"Leg {i + 1}: {_offer(old, odds_format)} is now {_offer(new, odds_format)}.", i)
        for i, (old, new) in enumerate(zip(shown, current, strict=True))
        if (old.decimal, old.line, old.book) != (new.decimal, new.line, new.book)
    )


def _offer(leg: SlipLeg, odds_format: OddsFormat) -> str:
    line = "" if leg.line is None else f"{format_line(leg.line, signed=leg.market is Market.SPREAD)} "
    price = format_price(leg.decimal, odds_format)
    return f"{line}{price} at {leg.book}"


def _side_key(leg: SlipLeg) -> tuple[str, Market, str, str | None, str | None]:
    return (leg.event.id, leg.market, leg.selection, leg.subject, leg.stat)


def _judge(
    legs: Sequence[SlipLeg], unmatched: Sequence[UnmatchedLeg], now: datetime
) -> tuple[list[SlipProblem], list[SlipProblem], bool]:
    """What is wrong with the legs, what is to be said of them, and whether their prices may be multiplied."""
    problems = [_problem("missing_odds", f"No price for {leg.asked}: {leg.reason}") for leg in unmatched]
    warnings: list[SlipProblem] = []
    multiply = bool(legs) and not unmatched
    for i, leg in enumerate(legs):
        if not _is_price(leg):
            problems.append(_problem("invalid_odds", f"Leg {i + 1} has no valid price.", i))
            multiply = False
        if leg.event.status is not EventStatus.SCHEDULED or leg.event.starts_at <= now:
            problems.append(_not_open(i, leg))
    games = by_game(legs)
    if len(games) < len(legs):
        _check_games(games, problems, warnings)
        multiply = False  # legs of one game depend on each other, if they can be combined at all
    return problems, warnings, multiply


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


def _problem(code: str, message: str, *legs: int) -> SlipProblem:
    return SlipProblem(code, message, legs)


def _is_price(leg: SlipLeg) -> bool:
    return (
        isinstance(leg.decimal, Fraction)
        and leg.decimal.numerator > leg.decimal.denominator
        and (leg.american >= 100 or leg.american <= -100)
    )


def _not_open(i: int, leg: SlipLeg) -> SlipProblem:
    status = leg.event.status
    if status in (EventStatus.POSTPONED, EventStatus.CANCELED):
        return _problem("off", f"Leg {i + 1}: {leg.event.name} is {status.value}.", i)
    state = "is over" if status is EventStatus.FINAL else "has started"
    return _problem("started", f"Leg {i + 1}: {leg.event.name} {state}.", i)


def _check_games(
    games: Iterable[list[tuple[int, SlipLeg]]], problems: list[SlipProblem], warnings: list[SlipProblem]
) -> None:
    """Add what is wrong among legs of one game."""
    for legs in games:
        if len(legs) < 2:
            continue
        for code, positions in conflicts(legs):
            problems.append(_problem(code, _CONFLICT_TEXT[code].format(_leg_names(positions)), *positions))
        if any(not same_market(legs[0][1], leg) for _, leg in legs[1:]):
            warnings.append(_same_game(legs))


def _same_game(legs: list[tuple[int, SlipLeg]]) -> SlipProblem:
    positions = tuple(i for i, _ in legs)
    text = f"{_leg_names(positions)} are of one game and correlated: ask the book for its same-game price."
    for i, leg in legs:
        for j, other in legs:
            if i != j and not same_market(leg, other) and implies(leg, other):
                text += (
                    f" Leg {i + 1} cannot win without leg {j + 1}: the fair price of the two is that of leg {i + 1}."
                )
    return SlipProblem("same_game", text, positions)


def _limits(legs: int, stake_cents: int, max_legs: int, max_stake_cents: int) -> list[SlipProblem]:
    problems = []
    if legs < MIN_LEGS:
        problems.append(_problem("too_few_legs", "There is no bet on this slip yet."))
    if legs > max_legs:
        problems.append(_problem("too_many_legs", f"A parlay takes at most {max_legs} legs; this one has {legs}."))
    if type(stake_cents) is not int:
        problems.append(_problem("stake", "The stake must be in whole cents."))
    elif stake_cents <= 0:
        problems.append(_problem("stake", "The stake must be more than $0."))
    elif stake_cents > max_stake_cents:
        problems.append(_problem("stake", f"The stake is over the limit of {format_money(max_stake_cents)}."))
    return problems


def _book_warnings(legs: Sequence[SlipLeg], now: datetime) -> list[SlipProblem]:
    warnings = []
    if len({leg.book for leg in legs}) > 1:
        text = "The legs are quoted at different books; one ticket is sold by one book."
        warnings.append(SlipProblem("mixed_books", text, tuple(range(len(legs)))))
    stale = tuple(i for i, leg in enumerate(legs) if (now - leg.as_of).total_seconds() > STALE_S)
    if stale:
        minutes = STALE_S // 60
        warnings.append(SlipProblem("stale_price", f"{_leg_names(stale)}: quoted over {minutes} minutes ago.", stale))
    exchanges = tuple(i for i, leg in enumerate(legs) if leg.exchange)
    if exchanges:
        text = f"{_leg_names(exchanges)}: an exchange's price, before its commission; no exchange sells parlays of it."
        warnings.append(SlipProblem("exchange", text, exchanges))
    return warnings


def _leg_names(positions: Sequence[int]) -> str:
    numbers = [str(i + 1) for i in positions]
    return f"Leg {numbers[0]}" if len(numbers) == 1 else f"Legs {', '.join(numbers[:-1])} and {numbers[-1]}"


def _bet_key(bet: SlipLeg | Quote) -> tuple[str, Market, str, Fraction | None, str | None, str | None]:
    return (bet.event.id, bet.market, bet.selection, bet.line, bet.subject, bet.stat)


def _product(prices: Iterable[SlipLeg | Quote]) -> Fraction:
    """The exact price of all together, reduced once at the end: what costs time is reducing fractions."""
    numerator = denominator = 1
    for price in prices:
        numerator *= price.decimal.numerator
        denominator *= price.decimal.denominator
    return Fraction(numerator, denominator)


_CONFLICT_TEXT = {
    "both_sides": "{} are opposite sides of one market: they cannot be on one ticket.",
    "duplicate": "{} are the same bet.",
    "same_market_twice": "{} are the same side at two lines.",
    "impossible": "{} cannot all win: no result does it.",
}
