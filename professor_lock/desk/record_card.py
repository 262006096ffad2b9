"""The card of a user's record, with their tickets and results. The agent's tool and a click both show it."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from chatkit.types import WidgetItem

from professor_lock.betting.money import format_money, payout_cents
from professor_lock.betting.names import game_name
from professor_lock.betting.odds import format_price
from professor_lock.betting.offers import leg_name
from professor_lock.betting.record import OPEN
from professor_lock.betting.settlement import Result
from professor_lock.db.ids import new_id
from professor_lock.desk.record import Status, asks_its_owner, chosen, record_of, why_so
from professor_lock.desk.self_limits import help_line_for
from professor_lock.desk.services import DeskServices
from professor_lock.desk.ticket_store import MAX_TICKETS
from professor_lock.desk.tickets import Ticket, told_mark
from professor_lock.user import OddsFormat, UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import month_day, short_game, when
from professor_lock.widgets.record import TicketLine, create_record_widget
from professor_lock.words import ENGLISH, Words


async def record_card(
    desk: DeskServices, context: UserContext, status: Status = "all", since: datetime | None = None
) -> BuiltWidget:
    """The card with the tickets of `status` and the figures of all tickets placed from `since` on."""
    known = await desk.tickets.mine(context, since=since)
    now, zone = desk.now(), ZoneInfo(context.time_zone)
    words = context.words
    notes = [words("record.demo_note")] if any(ticket.demo for ticket in known) else []
    if any(ticket.at_exchange and not ticket.demo for ticket in known):
        notes.append(words("record.exchange_note"))
    if len(known) == MAX_TICKETS:
        notes.append(words("record.newest", n=MAX_TICKETS))
    if asking := sum(asks_its_owner(ticket, now) for ticket in known):
        notes.append(words("record.asked", n=asking))
    if any(ticket.by_hand for ticket in known):
        notes.append(words("record.by_hand_note"))
    limits = await desk.self_limits.load(context)
    return create_record_widget(
        record_of(known),
        [ticket_line(ticket, now, zone, context.odds_format, words) for ticket in chosen(known, status)],
        status=status,
        at_risk_cents=sum(one.stake_cents for one in known if not one.demo and one.settlement.result in OPEN),
        title=words("record.title_since", day=_since(since, now, zone, words)) if since else "",
        notes=[*notes, help_line_for(limits, context)],
        timezone=context.time_zone,
        words=words,
    )


async def record_item(desk: DeskServices, thread_id: str, context: UserContext, status: Status = "all") -> WidgetItem:
    """The card as an item that is not stored yet."""
    widget = await record_card(desk, context, status)
    return WidgetItem(
        id=new_id("message"),
        thread_id=thread_id,
        created_at=desk.now(),
        widget=widget.widget,
        copy_text=widget.copy_text,
    )


def _since(since: datetime, now: datetime, zone: tzinfo, words: Words) -> str:
    """The day in words, with the year where it is another one."""
    local = since.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f", {local.year}"
    return f"{month_day(local, words)}{year}"


def ticket_line(
    ticket: Ticket,
    now: datetime,
    zone: tzinfo = UTC,
    odds_format: OddsFormat = "american",
    words: Words = ENGLISH,
) -> TicketLine:
    """A ticket of the list: each pick with its price, its game and the game's day in `zone`."""
    settled = ticket.settlement
    came_to = _came_to(ticket, now, zone, words)
    if ticket.by_hand is not None:
        came_to = f"{came_to}, {words('record.by_hand')}"
    exchange = f" {words('board.exchange')}"
    picks = tuple(
        f"{leg_name(leg, words)} {format_price(leg.decimal, odds_format)}{exchange if leg.exchange else ''}, "
        f"{game_name(leg.event)}, {month_day(leg.event.starts_at.astimezone(zone), words)}"
        f"{sentence_mark(told_mark(leg), words)}"
        for leg in ticket.legs
    )
    # The price of a single is said once, with its stake.
    bets = tuple(
        (
            leg_name(leg, words)
            + (f" {format_price(leg.decimal, odds_format)}" if len(ticket.legs) > 1 else "")
            + exchange * leg.exchange
            + sentence_mark(told_mark(leg), words),
            f"{short_game(leg.event)} · {when(leg.event.starts_at, zone, now, words=words)}",
        )
        for leg in ticket.legs
    )
    return TicketLine(
        bets=bets,
        outcome=_to_win(ticket, words) if settled.profit_cents is None and ticket.first_start > now else "",
        reference=ticket.reference,
        picks=picks or (words("record.not_readable"),),
        stake=words(
            "record.stake_at",
            stake=format_money(ticket.stake_cents),
            price=_price(ticket, odds_format, words),
        ),
        result=settled.result.value,
        came_to=came_to,
        demo=ticket.demo,
        why=why_so(ticket, now),
        ask=asks_its_owner(ticket, now),
        take_back=settled.result is Result.PENDING and ticket.problem is None and ticket.first_start > now,
    )


def _came_to(ticket: Ticket, now: datetime, zone: tzinfo, words: Words) -> str:
    """The result of a ticket; for an open one its possible profit and the start of its first game."""
    settled = ticket.settlement
    if settled.result is Result.ASK_BOOK:
        return words("record.ask_yours")
    if settled.profit_cents is None:
        begun = ticket.first_start <= now
        state = words("record.is_open")
        if not begun:
            state = words("record.starts", time=when(ticket.first_start, zone, now, words=words))
        if ticket.price is None:
            return state
        wins = payout_cents(ticket.stake_cents, ticket.price) - ticket.stake_cents
        return words("record.to_win", money=format_money(wins), state=state)
    if not settled.profit_cents:
        return words("record.stake_back")
    profit = words("record.came_to", money=format_money(settled.profit_cents))
    before = ticket.at_exchange and settled.profit_cents > 0
    return words("record.before_commission", money=profit) if before else profit


def _to_win(ticket: Ticket, words: Words) -> str:
    """The profit that is possible: "to win $45.45"; "" where its price is not known."""
    if ticket.price is None:
        return ""
    wins = payout_cents(ticket.stake_cents, ticket.price) - ticket.stake_cents
    return words("record.may_win", money=format_money(wins))


def sentence_mark(mark: str, words: Words) -> str:
    """The remark beside a leg, in the user's language."""
    key = {" (listed by no source)": "record.told", " (recorded after its start)": "record.late"}.get(mark)
    return f" {words(key)}" if key else mark


def _price(ticket: Ticket, odds_format: OddsFormat, words: Words) -> str:
    return words("record.unknown_price") if ticket.price is None else format_price(ticket.price, odds_format)
