"""The card of a user's record: their tickets and what they came to, for the agent's tool and for a click alike."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from chatkit.types import WidgetItem

from professor_lock.betting.money import format_money, payout_cents
from professor_lock.betting.names import game_and_day
from professor_lock.betting.odds import format_price
from professor_lock.betting.offers import leg_name
from professor_lock.betting.record import OPEN
from professor_lock.betting.settlement import Result
from professor_lock.db.ids import new_id
from professor_lock.desk.proposals import BY_HAND
from professor_lock.desk.record import Status, asks_its_owner, chosen, ledger_of, why_so
from professor_lock.desk.self_limits import help_line_for
from professor_lock.desk.services import DeskServices
from professor_lock.desk.ticket_store import MAX_TICKETS
from professor_lock.desk.tickets import Ticket, told_mark
from professor_lock.person import OddsFormat, UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import when
from professor_lock.widgets.record import TicketLine, create_record_widget

DEMO_NOTE = "DEMO tickets are listed, never graded and in no figure: their games were never played."
EXCHANGE_NOTE = "Wins at an exchange's price are counted before its commission: what they paid is less."
BY_HAND_NOTE = "Results entered by hand are their owner's word and count as such; what scores said is kept beside them."
ASKED = "No source settles some bets: enter how they ended with the button beside them."


async def record_card(
    desk: DeskServices, context: UserContext, status: Status = "all", since: datetime | None = None
) -> BuiltWidget:
    """The user's record: tickets of `status`, figures of all of them, those placed from `since` on."""
    known = await desk.tickets.mine(context, since=since)
    now, zone = desk.now(), ZoneInfo(context.time_zone)
    notes = [DEMO_NOTE] if any(ticket.demo for ticket in known) else []
    if any(ticket.at_exchange and not ticket.demo for ticket in known):
        notes.append(EXCHANGE_NOTE)
    if len(known) == MAX_TICKETS:
        notes.append(f"Of the newest {MAX_TICKETS} tickets.")
    if asking := sum(asks_its_owner(ticket, now) for ticket in known):
        notes.append(f"{ASKED} {asking} {'ticket waits' if asking == 1 else 'tickets wait'} for you.")
    if any(ticket.by_hand for ticket in known):
        notes.append(BY_HAND_NOTE)
    limits = await desk.self_limits.load(context)
    return create_record_widget(
        ledger_of(known),
        [ticket_line(ticket, now, zone, context.odds_format) for ticket in chosen(known, status)],
        status=status,
        at_risk_cents=sum(one.stake_cents for one in known if not one.demo and one.settlement.result in OPEN),
        title="Your record" + (f" since {since.astimezone(zone):%Y-%m-%d}" if since else ""),
        notes=[*notes, help_line_for(limits, context)],
        timezone=context.time_zone,
    )


async def record_item(desk: DeskServices, thread_id: str, context: UserContext, status: Status = "all") -> WidgetItem:
    """The card as an item that is not in the thread yet."""
    widget = await record_card(desk, context, status)
    return WidgetItem(
        id=new_id("message"),
        thread_id=thread_id,
        created_at=desk.now(),
        widget=widget.widget,
        copy_text=widget.copy_text,
    )


def ticket_line(ticket: Ticket, now: datetime, zone: tzinfo = UTC, odds_format: OddsFormat = "american") -> TicketLine:
    """A ticket in the list: each pick with its price, its game and the day it is played where the user is."""
    settled = ticket.settlement
    if settled.result is Result.ASK_BOOK:
        came_to = "books settle this in different ways: ask yours"
    elif settled.profit_cents is None:
        came_to = "open" if ticket.first_start <= now else f"starts {when(ticket.first_start, zone, now)}"
        if ticket.price is not None:
            wins = payout_cents(ticket.stake_cents, ticket.price) - ticket.stake_cents
            came_to = f"to win {format_money(wins)}, {came_to}"
    else:
        came_to = f"{format_money(settled.profit_cents)} profit" if settled.profit_cents else "stake back"
        if ticket.at_exchange and settled.profit_cents > 0:
            came_to += " before commission"
    if ticket.by_hand is not None:
        came_to = f"{came_to}, {BY_HAND}"
    picks = tuple(
        f"{leg_name(leg)} {format_price(leg.decimal, odds_format)}{' (exchange)' if leg.exchange else ''}, "
        f"{game_and_day(leg.event, zone)}{told_mark(leg)}"
        for leg in ticket.legs
    )
    return TicketLine(
        reference=ticket.reference,
        picks=picks or ("A ticket that cannot be read",),
        stake=f"{format_money(ticket.stake_cents)} at {_price(ticket, odds_format)}",
        result=settled.result.value,
        came_to=came_to,
        demo=ticket.demo,
        why=why_so(ticket, now),
        ask=asks_its_owner(ticket, now),
        take_back=settled.result is Result.PENDING and ticket.problem is None and ticket.first_start > now,
    )


def _price(ticket: Ticket, odds_format: OddsFormat) -> str:
    return "an unknown price" if ticket.price is None else format_price(ticket.price, odds_format)
