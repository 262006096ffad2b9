"""A kept slip in words: its card, what is said when it was recorded, and when a tapped price was not there any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction

from professor_lock.betting.money import format_money, payout_cents
from professor_lock.betting.names import game_and_day
from professor_lock.betting.odds import format_american, format_line
from professor_lock.betting.offers import leg_name
from professor_lock.desk.self_limits import SelfLimits, help_line_for
from professor_lock.desk.slip import LegState, SlipState, offer_key
from professor_lock.person import UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.parlay import LegMenu, Locked, create_parlay_builder_widget


def slip_widget(
    slip: SlipState, version: int, limits: SelfLimits, context: UserContext, now: datetime, *, closed: str | None = None
) -> BuiltWidget:
    """The parlay card of a kept slip."""
    locked = None
    if slip.locked_at is not None:
        now = slip.locked_at  # a recorded slip does not go stale, nor do its games begin
        locked = Locked(by=context.email or "you", at=slip.locked_at, reference=slip.reference)
    single = slip.single_book(now)
    return create_parlay_builder_widget(
        slip.priced(now, max_stake_cents=limits.stake_limit_cents),
        timezone=context.time_zone,
        locked=locked,
        closed=closed,
        message=slip.message,
        menus=[_menu(kept, now) for kept in slip.legs],
        single=single,
        single_payout_cents=payout_cents(slip.stake_cents, single.decimal) if single else None,
        version=version,
        care=help_line_for(limits, context),
    )


def _menu(kept: LegState, now: datetime) -> LegMenu:
    """The leg's books at its line, best first, then other lines; what is on the slip is chosen."""
    chosen = ""
    options = []
    for offer in kept.offers:
        line = "" if offer.line is None else f"{format_line(offer.line, signed=kept.leg.market.value == 'spread')} "
        exchange = " (exchange)" if offer.exchange else ""
        minutes = int((now - offer.as_of) / timedelta(minutes=1))
        old = f", {minutes} min old" if minutes >= 1 else ""
        options.append((offer_key(offer), f"{line}{format_american(offer.american)} {offer.book}{exchange}{old}"))
        if offer.book == kept.leg.book and offer.line == kept.leg.line:
            chosen = offer_key(offer)
    return LegMenu(tuple(options), chosen)


def confirmation(slip: SlipState, now: datetime, zone: tzinfo = UTC) -> str:
    """What is said when a slip was recorded: its picks with their games and days, and the book of its price."""
    priced = slip.priced(slip.locked_at or now)
    legs = len(slip.legs)
    price = "" if priced.american is None else f" at **{format_american(priced.american)}**"
    pays = "" if priced.payout_cents is None else f" to return **{format_money(priced.payout_cents)}**"
    demo = " These are DEMO prices: it is kept apart and never graded." if priced.demo else ""
    exchange = "".join(f" {warning.message}" for warning in priced.warnings if warning.code == "exchange")
    at = f" ({priced.books[0]})" if priced.books and price else ""
    picks = "; ".join(f"{leg_name(leg)}, {game_and_day(leg.event, zone)}" for leg in slip.slip_legs)
    return (
        f"Recorded as {slip.reference}: {legs} {'leg' if legs == 1 else 'legs'}{price}{at}, "
        f"**{format_money(slip.stake_cents)}**{pays}. "
        f"{picks}. "
        f"No bet was placed and no money moved: to play it, place it at a sportsbook yourself.{exchange}{demo}"
    )


def moved_since(kept: LegState, american: int, decimal: Fraction, book: str) -> str | None:
    """What to say when a tapped price is not what the leg got; None when it is."""
    leg = kept.leg
    if leg.decimal == decimal:
        return None
    return (
        f"{leg_name(leg)}: the card showed {format_american(american)} at {book}; "
        f"the best price a book sells now is {format_american(leg.american)} at {leg.book}."
    )
