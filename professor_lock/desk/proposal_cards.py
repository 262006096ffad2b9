"""The cards of proposals, which say what a click will do, and the cards that say what it did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from chatkit.types import WidgetItem

from professor_lock.betting.money import format_money, payout_cents
from professor_lock.betting.names import day_of, game_and_day
from professor_lock.betting.odds import format_price
from professor_lock.betting.offers import leg_name
from professor_lock.betting.settlement import Result
from professor_lock.desk.proposals import (
    BY_HAND,
    ClickResult,
    Proposal,
    Proposals,
    SetLimits,
    SettleBet,
    TakeBack,
    TakeBreak,
    TrackBet,
    require_open_before_start,
    settle_as,
    settle_choices,
)
from professor_lock.desk.self_limits import help_line_for, limit_rows
from professor_lock.desk.tickets import NewTicket, Ticket, told_mark
from professor_lock.errors import BadInput
from professor_lock.user import OddsFormat, UserContext
from professor_lock.widgets.actions import YES
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.confirm import create_confirm_widget
from professor_lock.widgets.format import short_game, when
from professor_lock.widgets.simple import create_sheet_widget
from professor_lock.words import ENGLISH, Words

MAX_NOTE = 200


async def put_up(
    proposals: Proposals, thread_id: str, proposal: Proposal, widget: BuiltWidget, context: UserContext
) -> WidgetItem:
    """Store a proposal; returns its card as an item that is not stored yet."""
    card = await proposals.propose(thread_id, proposal, context)
    return WidgetItem(
        id=card, thread_id=thread_id, created_at=proposals.now(), widget=widget.widget, copy_text=widget.copy_text
    )


async def settlement_card(
    proposals: Proposals,
    thread_id: str,
    ticket: Ticket,
    context: UserContext,
    *,
    result: str | None = None,
    note: str = "",
) -> WidgetItem:
    """A card to enter how a ticket ended: with `result`, or with a button for each choice and a field for an amount.

    BadInput for a DEMO ticket, a ticket whose games have not begun, and a text that is no result.
    """
    if ticket.demo:
        raise BadInput("A DEMO ticket was never played: it has no result.")
    if ticket.first_start > proposals.now():
        raise BadInput("Its first game has not begun: until then a bet can only be taken back.")
    zone = ZoneInfo(context.time_zone)
    rows = ticket_rows(ticket, zone, context.odds_format, context.words, now=proposals.now())
    note = " ".join(note.split())[:MAX_NOTE]
    if note:
        rows.append(("Your note", note))
    notes = [f"The record will show it as {BY_HAND}, and keep what was known before. Your book's own word counts."]
    so_far = ticket.settlement
    if so_far.result is not Result.PENDING and so_far.result is not Result.ASK_BOOK:
        rows.append(("On the record so far", f"{so_far.result.value.replace('_', ' ')}{_back(so_far.payout_cents)}"))
    if result is None:
        choices = settle_choices(ticket)
        proposal = SettleBet(ticket.reference, choices, True, note)
        buttons = [(key, f"{key.title()}{_back(cents)}") for key, (_, cents) in choices.items()]
        lead = f"How did ticket #{ticket.reference} end?"
        widget = create_confirm_widget(
            "Enter a result", rows, lead=lead, choices=buttons, takes_amount=True, notes=notes, words=context.words
        )
    else:
        found, cents = settle_as(ticket, result)
        proposal = SettleBet(ticket.reference, {YES: (found, cents)}, False, note)
        lead = f"Ticket #{ticket.reference} will be {found.value.replace('_', ' ')}{_back(cents)}."
        button = [(YES, f"Enter it: {found.value.replace('_', ' ')}{_back(cents)}")]
        widget = create_confirm_widget(
            "Enter a result", rows, lead=lead, choices=button, notes=notes, words=context.words
        )
    return await put_up(proposals, thread_id, proposal, widget, context)


async def take_back_card(
    proposals: Proposals, thread_id: str, ticket: Ticket, reason: str, context: UserContext
) -> WidgetItem:
    """A card to take a bet back; BadInput when the bet is decided or its first game has begun."""
    require_open_before_start(ticket, proposals.now())
    reason = " ".join(reason.split())[:MAX_NOTE]
    zone = ZoneInfo(context.time_zone)
    rows = ticket_rows(ticket, zone, context.odds_format, context.words, now=proposals.now())
    widget = create_confirm_widget(
        "Take a bet back",
        [*rows, ("Reason", reason)],
        lead=f"Ticket #{ticket.reference} will be void and its stake count as returned. It stays on the list.",
        choices=[(YES, "Take it back")],
        notes=["This is of the record here only: a bet at a sportsbook stands as it is."],
        demo=ticket.demo,
        words=context.words,
    )
    return await put_up(proposals, thread_id, TakeBack(ticket.reference, reason), widget, context)


async def track_card(
    proposals: Proposals, thread_id: str, ticket: NewTicket, context: UserContext, *, notes: Sequence[str] = ()
) -> WidgetItem:
    """A card to record a bet that was placed elsewhere; it shows everything that will be recorded."""
    zone = ZoneInfo(context.time_zone)
    picks = [
        (
            f"{leg_name(leg, context.words)}, {game_and_day(leg.event, zone, context.words)}{told_mark(leg)}",
            f"{format_price(leg.decimal, context.odds_format)} {leg.book}",
        )
        for leg in ticket.legs
    ]
    price = "none of its own" if ticket.price is None else format_price(ticket.price, context.odds_format)
    returns = (
        "" if ticket.price is None else f", returns {format_money(payout_cents(ticket.stake_cents, ticket.price))}"
    )
    widget = create_confirm_widget(
        "Record a bet you placed",
        [*picks, ("Stake", format_money(ticket.stake_cents)), ("Ticket price", f"{price}{returns}")],
        lead=f"This will be recorded as #{ticket.reference}, as you placed it.",
        choices=[(YES, "Record it")],
        notes=[*notes, "It is graded from final scores; check your book's own rules. No bet is placed here."],
        demo=ticket.demo,
        words=context.words,
    )
    return await put_up(proposals, thread_id, TrackBet(ticket), widget, context)


async def limits_card(proposals: Proposals, thread_id: str, wanted: SetLimits, context: UserContext) -> WidgetItem:
    """A card to set the user's own limits; it shows the present ones beside them."""
    limits, now = await proposals.self_limits.load(context), proposals.now()
    rows = [(f"Now: {label}", figure) for label, figure in limit_rows(limits, now, context)[:2]]
    rows += [
        ("Most for one bet will be", _limit(wanted.max_stake_cents)),
        ("Most for one day will be", _limit(wanted.daily_stake_cents)),
    ]
    if wanted.country:
        rows.append(("Country", wanted.country.upper()))
    widget = create_confirm_widget(
        "Set your limits",
        rows,
        lead="Your own limits, as you asked for them.",
        choices=[(YES, "Set these limits")],
        notes=["A stricter limit holds at once, a looser one after 24 hours.", help_line_for(limits, context)],
        words=context.words,
    )
    return await put_up(proposals, thread_id, wanted, widget, context)


async def break_card(proposals: Proposals, thread_id: str, wanted: TakeBreak, context: UserContext) -> WidgetItem:
    """A card to begin a break from betting, with the helpline."""
    limits = await proposals.self_limits.load(context)
    widget = create_confirm_widget(
        "A break from betting",
        [("From your click on, for", in_days(wanted.days))],
        lead="Nothing can be put together or recorded as new until it is over. It can be made longer, not shorter.",
        choices=[(YES, "Begin the break")],
        notes=[help_line_for(limits, context)],
        words=context.words,
    )
    return await put_up(proposals, thread_id, wanted, widget, context)


def in_days(days: float) -> str:
    """A length of time as the card of a break says it: "1 day", "7 days", "0.5 days"."""
    return f"{days:g} day{'' if days == 1 else 's'}"


def used_card(copy_text: str, outcome: ClickResult, words: Words = ENGLISH) -> BuiltWidget:
    """The card after its click: the title of the card before, and the outcome."""
    title = copy_text.split("\n", 1)[0] or "Done"
    return create_sheet_widget(title, outcome.rows, lead=outcome.text, words=words)


def ticket_rows(
    ticket: Ticket, zone: tzinfo, odds_format: OddsFormat, words: Words = ENGLISH, *, now: datetime
) -> list[tuple[str, str]]:
    """A ticket as labelled rows: each pick with its game and day, then stake and price."""
    picks = [
        (
            f"{leg_name(leg, words)}, {short_game(leg.event)}, {day_of(leg.event.starts_at, zone, words)}",
            format_price(leg.decimal, odds_format),
        )
        for leg in ticket.legs
    ]
    price = "" if ticket.price is None else f" at {format_price(ticket.price, odds_format)}"
    return [
        *picks,
        ("Stake", f"{format_money(ticket.stake_cents)}{price}"),
        ("Placed", _placed(ticket.placed_at, zone, now, words)),
    ]


def _placed(at: datetime, zone: tzinfo, now: datetime, words: Words) -> str:
    return when(at if at.tzinfo else at.replace(tzinfo=UTC), zone, now, words=words)


def _back(cents: int | None) -> str:
    return "" if cents is None else f", {format_money(cents)} back"


def _limit(cents: int | None) -> str:
    return "no limit of your own" if cents is None else format_money(cents)
