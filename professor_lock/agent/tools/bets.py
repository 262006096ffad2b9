"""The agent's tools for a user's recorded bets, and for the limits that users set for themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from agents.tool import FunctionTool
from chatkit.types import WidgetItem

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.tools.kit import (
    MAX_LEGS_ASKED,
    Run,
    short,
    tool,
)
from professor_lock.agent.tools.told import TrackedLeg, told_leg, told_ticket
from professor_lock.betting.money import parse_stake
from professor_lock.betting.record import OPEN
from professor_lock.desk.limits_card import limits_widget
from professor_lock.desk.proposal_cards import (
    break_card,
    limits_card,
    settlement_card,
    take_back_card,
    track_card,
)
from professor_lock.desk.proposals import SetLimits, TakeBreak
from professor_lock.desk.record_card import record_card
from professor_lock.desk.self_limits import break_span, check_limits
from professor_lock.desk.tickets import NewTicket, Ticket
from professor_lock.errors import BadInput, NotFound

LAST = "last"
"""In the place of a ticket's name: the newest that is still open."""


@tool
async def my_bets(
    ctx: Run, status: Literal["all", "pending", "settled", "won", "lost"] = "all", since: str | None = None
) -> str:
    """Show the user's recorded bets and how they are doing: win rate, ROI, closing-line value, units, balance.

    Args:
        status: Which tickets to list; the figures are always of all of them.
        since: Only bets placed from this date on, as YYYY-MM-DD.
    """
    run = ctx.context
    widget = await record_card(run.desk, run.user, status, _date(since, run.user.time_zone))
    await run.stream_widget(widget)
    return run.covered(widget.copy_text)


@tool
async def track_bet(ctx: Run, legs: list[TrackedLeg], stake: float, book: str, total_price: str | None = None) -> str:
    """Put up a card to record a bet the user has already placed at a sportsbook. Their click on it records it.

    Never call this for a bet that was not placed. Games that have begun or are over can be recorded too, and games that
    no source lists with both teams and the day; they are marked so.

    Args:
        legs: One leg for a straight bet, several for a parlay, each with the price they got.
        stake: The stake in dollars.
        book: The sportsbook it was placed at.
        total_price: The price of the whole ticket where they say it, e.g. "+300"; needed for legs of one game.
    """
    run = ctx.context
    if not 1 <= len(legs) <= MAX_LEGS_ASKED:
        raise BadInput(f"A ticket has 1 to {MAX_LEGS_ASKED} legs.", field="legs")
    stake_cents = parse_stake(stake)
    taken = [await told_leg(run, asked, book) for asked in legs]
    ticket = told_ticket(run.thread.id, taken, stake_cents, total_price, run.now())
    over = await _over_limits(run, ticket)
    return await _ask(run, await track_card(run.desk.proposals, run.thread.id, ticket, run.user, notes=over))


@tool
async def void_bet(ctx: Run, ticket: str, reason: str = "taken back") -> str:
    """Put up a card to take a recorded bet back before its first game starts. The user's click on it does it.

    Args:
        ticket: The ticket's name, e.g. "A1B2C3D4", or "last" for the newest that is still open.
        reason: Why, in a few words.
    """
    run = ctx.context
    found = (
        await _last_open(run) if ticket.strip().casefold() == LAST else await run.desk.tickets.find(ticket, run.user)
    )
    said = run.checking.shown(short(reason))
    return await _ask(run, await take_back_card(run.desk.proposals, run.thread.id, found, said, run.user))


@tool
async def settle_bet(ctx: Run, ticket: str, result: str, note: str = "") -> str:
    """Put up a card to enter how a bet of theirs ended, where no score settles it or their book paid otherwise.

    Only what the user says happened, never what you think. Their click on the card does it, and the record shows it
    as entered by hand.

    Args:
        ticket: The ticket's name, e.g. "A1B2C3D4".
        result: "won", "lost", "push", "void", or the amount in dollars that came back, stake included, e.g. "190.91".
        note: What they say about it, in a few words.
    """
    run = ctx.context
    found = await run.desk.tickets.find(ticket, run.user)
    card = await settlement_card(
        run.desk.proposals, run.thread.id, found, run.user, result=short(result), note=run.checking.shown(short(note))
    )
    return await _ask(run, card)


@tool
async def my_limits(ctx: Run) -> str:
    """Show the limits the user has set for themselves, a break they have taken, and the helpline of their country."""
    run = ctx.context
    limits = await run.desk.self_limits.load(run.user)
    widget = limits_widget(limits, run.user, run.now())
    await run.stream_widget(widget)
    return run.covered(widget.copy_text)


@tool
async def set_limits(ctx: Run, max_stake: float | None, daily_stake: float | None, country: str | None = None) -> str:
    """Put up a card to set the user's own limits. Their click on it sets them.

    A looser limit only holds after 24 hours.

    Args:
        max_stake: The most for one bet in dollars; null leaves it as it is, 0 takes it away.
        daily_stake: The most for one day in dollars; null leaves it as it is, 0 takes it away.
        country: Two letters, e.g. "US": whose helpline to show; null leaves it.
    """
    run = ctx.context
    now = await run.desk.self_limits.load(run.user)
    wanted = SetLimits(_limit(max_stake, now.max_stake_cents), _limit(daily_stake, now.daily_stake_cents), country)
    check_limits(wanted.max_stake_cents, wanted.daily_stake_cents, country)
    return await _ask(run, await limits_card(run.desk.proposals, run.thread.id, wanted, run.user))


@tool
async def take_break(ctx: Run, days: float) -> str:
    """Put up a card for a break from betting: no slips and no tickets until it is over. Their click on it begins it.

    A break cannot be shortened.

    Args:
        days: For how many days from the click, up to 365.
    """
    run = ctx.context
    break_span(days)
    return await _ask(run, await break_card(run.desk.proposals, run.thread.id, TakeBreak(days), run.user))


RECORD_TOOLS: tuple[FunctionTool, ...] = (
    my_bets,
    track_bet,
    void_bet,
    settle_bet,
    my_limits,
    set_limits,
    take_break,
)


async def _last_open(run: ProfessorLockContext) -> Ticket:
    """The ticket recorded last of those that are still open; NotFound where none is."""
    async for page in run.desk.tickets.pages(run.user, page=20):
        for ticket in page:
            if ticket.settlement.result in OPEN:
                return ticket
    raise NotFound("No bet is recorded that is still open, so there is nothing to take back.")


async def _ask(run: ProfessorLockContext, card: WidgetItem) -> str:
    """Show the card of a proposal; returns the card's text for the model. Nothing has been done yet."""
    await run.show_item(card)
    return run.covered(card.copy_text or "")


async def _over_limits(run: ProfessorLockContext, ticket: NewTicket) -> list[str]:
    """A sentence for each of the user's limits that the bet exceeds. It was placed already, so it is still recorded."""
    now = run.now()
    limits = await run.desk.self_limits.load(run.user)
    said = limits.cooling(now, run.user) or limits.refuses(
        ticket.stake_cents, await run.desk.slips.staked_today(limits, run.user)
    )
    return [f"Mind your own limits. {said}"] if said else []


def _limit(dollars: float | None, holds: int | None) -> int | None:
    """The requested limit in cents, None for no limit. In dollars, None keeps the present limit and 0 removes it."""
    if dollars is None:
        return holds
    return None if dollars == 0 else parse_stake(str(dollars), field="limit")


def _date(text: str | None, time_zone: str) -> datetime | None:
    if not text:
        return None
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d")  # noqa: DTZ007 - the zone is the next line's
    except ValueError as error:
        raise BadInput("Write the date as YYYY-MM-DD.", field="since") from error
    return day.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
