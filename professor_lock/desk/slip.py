"""The state of a slip, and the edits that clicks and tools make to it. Pure.

The state holds the legs as last read from the sources, the other offers for each leg, and the stake; all that is shown
follows from it. An edit is a function from one state to the next, so that it can be repeated on a newer state. No price
comes from a click or a model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from professor_lock.betting.facts import Market, Quote, Slate
from professor_lock.betting.legs import SlipLeg, UnmatchedLeg
from professor_lock.betting.money import MAX_STAKE_CENTS, format_money, parse_stake
from professor_lock.betting.odds import format_price
from professor_lock.betting.offers import Bet, Offer, bet_of, leg_at, leg_name, offers_for, quotes_of
from professor_lock.betting.slip import BookTicket, Slip, price_changes, price_slip, tickets_by_book
from professor_lock.errors import BadInput
from professor_lock.user import OddsFormat
from professor_lock.widgets.actions import book_key, leg_key, numbered, slip_keys

MAX_KEPT_LEGS = 30
"""The most legs of a slip; more than any book takes on one ticket."""
DEFAULT_STAKE_CENTS = 2_500
"""The stake of a slip whose user has said none and recorded none before."""


@dataclass(frozen=True, slots=True)
class LegState:
    """A leg as last read, the other offers for it, and the book that the user chose (None: the best price)."""

    leg: SlipLeg
    offers: tuple[Offer, ...] = ()
    book: str | None = None


@dataclass(frozen=True, slots=True)
class SlipState:
    """A slip's state. A locked one has the time (aware UTC) and its ticket's reference, and never changes again."""

    legs: tuple[LegState, ...] = ()
    unmatched: tuple[UnmatchedLeg, ...] = ()
    stake_cents: int = DEFAULT_STAKE_CENTS
    message: str | None = None
    locked_at: datetime | None = None
    reference: str | None = None

    @property
    def slip_legs(self) -> tuple[SlipLeg, ...]:
        """The legs without their offers."""
        return tuple(kept.leg for kept in self.legs)

    def priced(self, now: datetime, *, max_stake_cents: int = MAX_STAKE_CENTS) -> Slip:
        """The slip at the price of its single book, with its problems and warnings at `now`.

        Where no book offers every leg, the price is the product of the legs' prices, which no book sells.
        """
        return price_slip(
            self.slip_legs,
            self.unmatched,
            stake_cents=self.stake_cents,
            now=now,
            max_stake_cents=max_stake_cents,
            ticket=self.single_book(now) if len(self.legs) > 1 else None,
        )

    def tickets(self, now: datetime | None) -> tuple[BookTicket, ...]:
        """The whole ticket at each book that offers every leg, best price first, by the offers as last read.

        Offers that are stale at `now` are left out.
        """
        quotes = [quote for kept in self.legs for quote in quotes_of(kept.leg, kept.offers)]
        return tickets_by_book(self.slip_legs, quotes, now=now)

    def single_book(self, now: datetime | None) -> BookTicket | None:
        """The ticket at the book chosen for every leg, else at the best book; None where no book has every leg."""
        tickets = self.tickets(now)
        asked = {kept.book for kept in self.legs}
        named = asked.pop() if len(asked) == 1 else None
        for ticket in tickets if named is not None else ():
            if named in ticket.books:
                return replace(ticket, books=(named,))
        return tickets[0] if tickets else None

    def at_one_book(self, now: datetime) -> SlipState | None:
        """The slip with every leg at its single book's price; None where no book offers every leg."""
        single = self.single_book(now)
        if single is None:
            return None
        book = single.books[0]
        legs = []
        for kept in self.legs:
            offer = next(one for one in kept.offers if one.book == book and one.line == kept.leg.line)
            leg = replace(
                kept.leg, book=book, american=offer.american, decimal=offer.decimal, as_of=offer.as_of, exchange=False
            )
            legs.append(replace(kept, leg=leg))
        return replace(self, legs=tuple(legs))


Edit = Callable[[SlipState], SlipState]
_STATE: TypeAdapter[SlipState] = TypeAdapter(SlipState)


def to_state(slip: SlipState) -> str:
    """The state as JSON text."""
    return _STATE.dump_json(slip).decode()


def from_state(state: str) -> SlipState:
    """The reverse of `to_state`; BadInput for a state of an older server that cannot be read any more."""
    try:
        return _STATE.validate_json(state)
    except ValidationError as error:
        raise BadInput("That slip cannot be read any more. Ask for a new one.") from error


def offer_key(offer: Offer) -> str:
    """A stable key for a book and a line, used as a value of a menu."""
    return "off_" + hashlib.sha256(f"{offer.book}|{offer.line}".encode()).hexdigest()[:12]


def kept_leg(leg: SlipLeg, slates: Iterable[Slate], *, book: str | None = None) -> LegState:
    """A leg that was just read, with the slates' other offers for it."""
    return LegState(leg, offers_for(leg, _quotes(slates, leg)), book)


def add_legs(legs: Sequence[LegState], unmatched: Sequence[UnmatchedLeg] = (), message: str | None = None) -> Edit:
    """Add legs at the end. A bet that is on the slip already is not added again.

    If a book was chosen for it that is not the slip's, the leg moves to that book. Other conflicts are shown.
    """

    def edit(slip: SlipState) -> SlipState:
        chosen = {leg_key(kept.leg): kept for kept in legs if kept.book is not None}
        moved = tuple(chosen.pop(leg_key(kept.leg), kept) for kept in slip.legs)
        if moved != slip.legs:
            slip = replace(slip, legs=moved)
            rest = [kept for kept in legs if kept not in moved]
            return replace(add_legs(rest, unmatched)(slip), message=message)
        held = {leg_key(kept.leg) for kept in slip.legs}
        new = tuple(kept for kept in legs if leg_key(kept.leg) not in held)
        if len(slip.legs) + len(slip.unmatched) + len(new) > MAX_KEPT_LEGS:
            return replace(slip, message=f"A slip holds up to {MAX_KEPT_LEGS} legs. Remove one first.")
        said = message
        if len(new) < len(legs):
            there = [kept.leg for kept in legs if leg_key(kept.leg) in held]
            said = " ".join(filter(None, (said, f"Already on the slip: {', '.join(map(leg_name, there))}.")))
        asked = {leg.asked for leg in slip.unmatched}
        more = tuple(leg for leg in unmatched if leg.asked not in asked)
        return replace(slip, legs=(*slip.legs, *new), unmatched=(*slip.unmatched, *more), message=said)

    return edit


def all_of(edits: Sequence[Edit]) -> Edit:
    """The edits one after another, as one edit."""

    def edit(slip: SlipState) -> SlipState:
        for one in edits:
            slip = one(slip)
        return slip

    return edit


def remove_leg(key: str) -> Edit:
    """Remove the leg with this key. An unknown key (a second click) changes nothing."""

    def edit(slip: SlipState) -> SlipState:
        legs = numbered(leg_key(kept.leg) for kept in slip.legs)
        asked = slip_keys(_bare(slip)).unmatched
        return replace(
            slip,
            legs=tuple(kept for kept, name in zip(slip.legs, legs, strict=True) if name != key),
            unmatched=tuple(leg for leg, name in zip(slip.unmatched, asked, strict=True) if name != key),
            message=None,
        )

    return edit


def set_stake(typed: str, *, max_cents: int = MAX_STAKE_CENTS) -> Edit:
    """Set the stake as typed, in dollars. A stake that cannot be used changes nothing, and the message says why."""

    def edit(slip: SlipState) -> SlipState:
        try:
            cents = parse_stake(typed)
        except BadInput as error:
            return replace(slip, message=str(error))
        if cents > max_cents and cents != slip.stake_cents:
            return replace(
                slip, message=f"Your own limit is {format_money(max_cents)} a bet: the stake stays as it was."
            )
        return replace(slip, stake_cents=cents, message=slip.message if cents == slip.stake_cents else None)

    return edit


def switch_leg(
    key: str, offer: str, slates: Sequence[Slate], now: datetime, odds_format: OddsFormat = "american"
) -> Edit:
    """Move a leg to another book or line from its menu, at the price read now."""

    def edit(slip: SlipState) -> SlipState:
        names = numbered(leg_key(kept.leg) for kept in slip.legs)
        if key not in names:
            return replace(slip, message="That leg is not on the slip any more.")
        position = names.index(key)
        kept = slip.legs[position]
        chosen = next((one for one in kept.offers if offer_key(one) == offer), None)
        if chosen is None:
            return replace(slip, message="That offer is not on the list any more.")
        bet = bet_of(kept.leg, chosen.line)
        leg = leg_at(bet, _quotes(slates, kept.leg), now, book=chosen.book)
        if leg is None:
            return replace(slip, message=f"{chosen.book} does not offer {leg_name(bet)} any more.")
        legs = list(slip.legs)
        legs[position] = kept_leg(leg, slates, book=chosen.book)
        moved = (
            f"{leg_name(leg)} moved from {format_price(chosen.decimal, odds_format)} "
            f"to {format_price(leg.decimal, odds_format)}."
            if leg.decimal != chosen.decimal
            else None
        )
        return replace(slip, legs=tuple(legs), message=moved)

    return edit


def choose_book(key: str, slates: Sequence[Slate], now: datetime) -> Edit:
    """Move every leg to the book with this key, at the prices read now; no change where it does not offer them all.

    The book stays chosen when legs are added that it offers as well.
    """

    def edit(slip: SlipState) -> SlipState:
        books = {offer.book for kept in slip.legs for offer in kept.offers}
        book = next((one for one in sorted(books) if book_key(one) == key), None)
        if book is None:
            return replace(slip, message="That book is not on the list any more.")
        legs = []
        for kept in slip.legs:
            leg = leg_at(kept.leg, _quotes(slates, kept.leg), now, book=book)
            if leg is None:
                return replace(slip, message=f"{book} does not offer {leg_name(kept.leg)} any more.")
            legs.append(kept_leg(leg, slates, book=book))
        return replace(slip, legs=tuple(legs), message=None)

    return edit


@dataclass(frozen=True, slots=True)
class Repriced:
    """A slip at prices read again. `moved` has a sentence with old and new price for each price that moved."""

    slip: SlipState
    moved: tuple[str, ...]
    gone: tuple[str, ...]
    """A sentence for each leg without a price: no book offers it, or its source did not answer."""


def reprice(slip: SlipState, slates: Sequence[Slate], now: datetime, odds_format: OddsFormat = "american") -> Repriced:
    """Price every leg again at its line, and at its chosen or shown book where that book still offers it."""
    legs: list[LegState] = []
    old: list[SlipLeg] = []
    gone: dict[int, str] = {}
    for n, kept in enumerate(slip.legs):
        quotes = _quotes(slates, kept.leg)
        leg = leg_at(kept.leg, quotes, now, book=kept.book or kept.leg.book) or leg_at(kept.leg, quotes, now)
        if leg is None:
            gone[n] = why_gone(kept.leg, slates)
            legs.append(kept)
            continue
        old.append(kept.leg)
        legs.append(kept_leg(leg, slates, book=kept.book if leg.book == kept.book else None))
    new = [kept.leg for n, kept in enumerate(legs) if n not in gone]
    moved = tuple(change.message for change in price_changes(old, new, odds_format))
    return Repriced(replace(slip, legs=tuple(legs)), moved, tuple(gone.values()))


def why_gone(bet: Bet | SlipLeg, slates: Iterable[Slate]) -> str:
    """Why a bet has no price. Where another source stood in for the bet's own, the bet may still be on offer."""
    answered = {quote.source for quote in _quotes(slates, bet)}
    if not answered or bet.event.source in answered:
        return f"No longer offered: {leg_name(bet)}."
    return (
        f"{leg_name(bet)} could not be checked: its price is from {bet.event.source}, "
        f"and only {', '.join(sorted(answered))} answered."
    )


def _quotes(slates: Iterable[Slate], leg: Bet | SlipLeg) -> list[Quote]:
    """The quotes of the leg's league; for a prop those of props. All are needed to tell which one is stale."""
    prop = leg.market is Market.PLAYER_PROP
    quotes = (quote for slate in slates if slate.league == leg.event.league for quote in slate.quotes)
    return [quote for quote in quotes if (quote.market is Market.PLAYER_PROP) is prop]


def _bare(slip: SlipState) -> Slip:
    """The slip without a price, to compute the keys of its legs."""
    return Slip(slip.slip_legs, slip.unmatched, slip.stake_cents, None, None, None, None, None, "none", (), ())
