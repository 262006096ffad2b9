"""What users see of a slip: its card, the confirmation of a recorded one, and the notice that a tapped price moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from professor_lock.betting.odds import format_line, format_price
from professor_lock.betting.offers import leg_name
from professor_lock.db.ids import ID_PREFIXES
from professor_lock.desk.self_limits import SelfLimits, help_line_for
from professor_lock.desk.slip import LegState, SlipState, offer_key
from professor_lock.user import OddsFormat, UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.parlay import LegMenu, Locked, create_parlay_builder_widget
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

UNDO_FOR = timedelta(minutes=1)
"""How long after Lock It In the user can undo it, so that the ticket leaves the record."""


def slip_widget(
    slip: SlipState, limits: SelfLimits, context: UserContext, now: datetime, *, closed: str | None = None
) -> BuiltWidget:
    """The card of a stored slip at `now`; `closed` is the sentence on a card that takes no clicks any more."""
    locked = None
    if slip.locked_at is not None:
        until = slip.locked_at + UNDO_FOR
        locked = Locked(
            by=context.email or context.words("slip.you"),
            at=slip.locked_at,
            reference=slip.reference,
            undo_until=until if now < until else None,
        )
        now = slip.locked_at  # the card of a recorded slip stays as it was then: not stale, no game begun
    most = limits.stake_limit_cents
    return create_parlay_builder_widget(
        slip.priced(now, max_stake_cents=most),
        timezone=context.time_zone,
        odds_format=context.odds_format,
        locked=locked,
        closed=closed,
        message=slip.message,
        now=now,
        menus=[_menu(kept, now, context.odds_format, context.words) for kept in slip.legs],
        tickets=slip.tickets(now),
        most_cents=most,
        care=help_line_for(limits, context),
        words=context.words,
    )


def _menu(kept: LegState, now: datetime, odds_format: OddsFormat, words: Words = ENGLISH) -> LegMenu:
    """The menu of a leg: books at its line, best price first, then other lines; the leg's own offer is selected."""
    chosen = ""
    options = []
    for offer in kept.offers:
        line = "" if offer.line is None else f"{format_line(offer.line, signed=kept.leg.market.value == 'spread')} "
        exchange = f" {words('board.exchange')}" if offer.exchange else ""
        shown = f"{line}{format_price(offer.decimal, odds_format)} {offer.book}{exchange}"
        minutes = int((now - offer.as_of) / timedelta(minutes=1))
        options.append((offer_key(offer), words("slip.old_offer", offer=shown, n=minutes) if minutes >= 1 else shown))
        if offer.book == kept.leg.book and offer.line == kept.leg.line:
            chosen = offer_key(offer)
    return LegMenu(tuple(options), chosen)


def confirmation(slip: SlipState, now: datetime, context: UserContext) -> str:
    """The sentence shown beside a recorded slip: what the user still has to do.

    "To play it, place it at DraftKings yourself." That it is recorded the card says.
    """
    priced, words = slip.priced(slip.locked_at or now), context.words
    said = words("slip.recorded", book=priced.books[0]) if priced.books else words("slip.recorded_at_any_book")
    exchange = [sentence(warning.message, words) for warning in priced.warnings if warning.code == "exchange"]
    return " ".join([said, *exchange, *([words("slip.recorded_demo")] if priced.demo else [])])


def confirmation_id(ticket_id: str) -> str:
    """The id of the message that has the confirmation of a ticket: an undo of the ticket removes it.

    >>> confirmation_id("tkt_0193ab")
    'msg_0193ab'
    """
    return f"{ID_PREFIXES['message']}_{ticket_id.partition('_')[2]}"


def moved_since(kept: LegState, decimal: Fraction, book: str, odds_format: OddsFormat) -> str | None:
    """A sentence when the leg did not get the price and book that were tapped; None when it did."""
    leg = kept.leg
    if leg.decimal == decimal:
        return None
    return (
        f"{leg_name(leg)}: the card showed {format_price(decimal, odds_format)} at {book}; "
        f"the best price a book sells now is {format_price(leg.decimal, odds_format)} at {leg.book}."
    )
