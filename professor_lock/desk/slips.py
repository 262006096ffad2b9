"""The service for slips: clicks and the agent's tools change a user's slip, and Lock It In makes it a ticket.

A thread has at most one open slip. A change is an edit of the stored state, saved only if nothing else changed it
meanwhile; otherwise the edit is repeated on the newer state, so that no tab loses a change. Prices are read from the
sources each time, never from a click.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chatkit.types import WidgetItem

from professor_lock.betting.facts import Slate
from professor_lock.clocks import Clocks
from professor_lock.db.ids import new_id
from professor_lock.desk.clicks import ClickStore, LoadedClick
from professor_lock.desk.lock_checks import AsSeen, as_seen, unseen
from professor_lock.desk.market import MarketReader
from professor_lock.desk.self_limits import SelfLimits, SelfLimitsStore
from professor_lock.desk.slip import DEFAULT_STAKE_CENTS, Edit, SlipState, from_state, reprice, to_state
from professor_lock.desk.slip_card import UNDO_FOR, confirmation_id, slip_widget
from professor_lock.desk.slip_store import SlipRow, SlipStore
from professor_lock.desk.ticket_store import TicketStore
from professor_lock.desk.tickets import NewTicket
from professor_lock.errors import Busy, NotFound, SourceUnavailable
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext

TRIES = 40
"""How often an edit is repeated on a newer state before Busy is raised; each time another edit was saved first."""
MAX_PRICE_AGE = timedelta(minutes=5)
"""A slip is not recorded at prices read longer ago than this, as happens when their source has failed since."""
REPLACED = "This slip was replaced by a newer one."
MOVED_DOWN = "This slip goes on further down."


@dataclass(frozen=True, slots=True)
class SlipView:
    """A slip after a change, with its card; `new` says that the turn still has to add the card to the thread."""

    row: SlipRow
    slip: SlipState
    item: WidgetItem
    new: bool = False
    retired: WidgetItem | None = None
    """The card that showed this slip before, or that of the slip it replaces, as stored: one line now."""


class Slips:
    """The slips of users' threads, and the tickets that they become."""

    def __init__(
        self,
        slips: SlipStore,
        *,
        clicks: ClickStore,
        tickets: TicketStore,
        self_limits: SelfLimitsStore,
        threads: PostgresStore,
        market: MarketReader,
        clocks: Clocks,
    ) -> None:
        self._slips = slips
        self._clicks = clicks
        self._tickets = tickets
        self._self_limits = self_limits
        self._threads = threads
        self._market = market
        self._now = clocks.now
        self._between = clocks.between

    async def begin(self, thread_id: str, slip: SlipState, context: UserContext) -> SlipView:
        """Open this slip in the thread. Its card is not stored yet; the card of a slip it replaces is `retired`."""
        card, retired = new_id("message"), None
        for _ in range(TRIES):
            before = await self._slips.replace_open(thread_id, context)
            if before is not None:
                retired = await self._retired(before, context) or retired
            row = await self._slips.begin(thread_id, card, to_state(slip), context)
            if row is not None:
                return SlipView(row, slip, await self._item(row, slip, context), new=True, retired=retired)
        raise Busy("Two slips are being opened here at once. Try again.")

    async def edit(self, thread_id: str, edit: Edit, context: UserContext, *, anew: bool = False) -> SlipView:
        """Change the thread's open slip, or open one. With `anew` the slip gets a new card.

        Its earlier card (`retired`) then says that the slip goes on further down.
        """
        for _ in range(TRIES):
            row = await self._slips.open_slip(thread_id, context)
            if row is None:
                slip = edit(SlipState(stake_cents=await self.usual_stake(context)))
                row = await self._slips.begin(thread_id, new_id("message"), to_state(slip), context)
                if row is not None:
                    return SlipView(row, slip, await self._item(row, slip, context), new=True)
                continue
            shown = await self._save(row, edit(from_state(row.state)), context, anew=anew)
            if shown is not None:
                return shown
            await self._pause()
        raise Busy("This slip is being changed elsewhere. Try again.")

    async def usual_stake(self, context: UserContext) -> int:
        """Cents to begin a slip with where no stake was said: the user's last one, within their own limit."""
        last = await self._tickets.last_stake(context)
        if last is None:
            last = DEFAULT_STAKE_CENTS
        return min(last, (await self._self_limits.load(context)).stake_limit_cents)

    async def load_click(self, thread_id: str, card: str, context: UserContext) -> LoadedClick:
        """Load what a click on a card needs, by one statement. NotFound for a thread that is not the caller's."""
        return await self._clicks.load(thread_id, card, context)

    async def edit_card(self, click: LoadedClick, edit: Edit, context: UserContext) -> SlipView:
        """Change the slip that the clicked card shows. A slip that is locked or replaced is shown as it is."""
        card = _card_of(click)
        for _ in range(TRIES):
            row = _slip_of(click)
            slip = from_state(row.state)
            if row.status != "open":
                return await self._closed(row, slip, click, context)
            shown = await self._save(row, edit(slip), context, click=click)
            if shown is not None:
                return shown
            await self._pause()
            click = await self._clicks.load(click.thread.id, card, context)
        raise Busy("This slip is being changed elsewhere. Try again.")

    async def open_slip(self, thread_id: str, context: UserContext) -> SlipState | None:
        """The state of the thread's open slip; None where it has none."""
        row = await self._slips.open_slip(thread_id, context)
        return None if row is None else from_state(row.state)

    async def redraw(self, thread_id: str, context: UserContext) -> WidgetItem | None:
        """The card of the thread's open slip, drawn with the user's preferences and stored; None without a slip."""
        if await self._slips.open_slip(thread_id, context) is None:
            return None
        shown = await self.edit(thread_id, lambda slip: slip, context)
        return None if shown.new else shown.item

    async def stands(self, shown: SlipView, context: UserContext) -> bool:
        """Whether the slip still has the ticket that it was shown with: another click may have undone it."""
        row = await self._slips.of_card(shown.row.thread_id, shown.item.id, context)
        return row is not None and row.ticket_id == shown.row.ticket_id

    async def newer_than(self, shown: SlipView, context: UserContext) -> SlipView | None:
        """The slip if it was changed after `shown`, with its card stored again; None when it was not.

        A turn that stores a new card can overwrite the card of a change made at the same time. So can the card that is
        stored here, and therefore the slip is read once more.
        """
        newest = shown
        while True:
            row = await self._slips.of_card(shown.row.thread_id, shown.item.id, context)
            if row is None or row.card != shown.item.id or row.version == newest.row.version:
                return None if newest is shown else newest
            slip = from_state(row.state)
            closed = REPLACED if row.status == "replaced" else None
            item = await self._item(row, slip, context, created_at=shown.item.created_at, closed=closed)
            await self._threads.save_item(row.thread_id, item, context)
            newest = SlipView(row, slip, item)

    async def at_card(self, shown: SlipView, clicked: WidgetItem, context: UserContext) -> SlipView:
        """The result of a click for the card that was clicked.

        Where the slip has a newer card (the agent showed it again, or the click came from another tab), the clicked
        card says so, and the newer card is added, because the page may not have it yet.
        """
        if shown.item.id == clicked.id:
            return shown
        row = replace(shown.row, card=clicked.id)
        retired = await self._item(row, shown.slip, context, created_at=clicked.created_at, closed=MOVED_DOWN)
        await self._threads.save_item(row.thread_id, retired, context)
        return replace(shown, new=True, retired=retired)

    # Lock It In

    async def lock(self, click: LoadedClick, seen: AsSeen, context: UserContext) -> tuple[SlipView, bool]:
        """Record a card's slip as a ticket, once, at prices read now. Returns the slip and whether this click did it.

        What the user has not seen (a price that moved, a stake typed but not submitted, another tab's edit) is shown
        instead, and needs another click.
        """
        card, first = _card_of(click), _slip_of(click)
        if first.status != "open":
            return await self._closed(first, from_state(first.state), click, context), False
        try:
            slates = await self._market.slates_of(from_state(first.state).slip_legs, context)
        except SourceUnavailable as error:
            said = f"Not recorded: the prices could not be checked again. {error}"
            return await self.edit_card(click, saying(said), context), False
        if any(self._now() - slate.fetched_at > MAX_PRICE_AGE for slate in slates):
            said = "Not recorded: the source does not answer, and the prices it gave last are too old to rely on."
            return await self.edit_card(click, saying(said), context), False
        for _ in range(TRIES):
            # Read the time again: the sources took a while, and the limits must hold when the ticket is recorded.
            now = self._now()
            since = click.limits.day_began(now)
            click = await self._clicks.load(click.thread.id, card, context, since=since)
            if click.limits.day_began(now) != since:
                continue  # the user has just changed the limit's day: the stakes are added up again
            row = _slip_of(click)
            slip = from_state(row.state)
            if row.status != "open":
                return await self._closed(row, slip, click, context), False
            slip, changed = as_seen(row.version, slip, seen, click.limits, self._now())
            if changed is None:
                changed = unseen(slip, slates, click, self._now(), context)
            if changed is not None:
                shown = await self._save(row, changed, context, click=click)
                if shown is not None:
                    return shown, False
            else:
                shown = await self._record(row, slip, slates, click, context)
                if shown is not None:
                    return shown, True
            await self._pause()
        raise Busy("This slip is being changed elsewhere. Try again.")

    async def _pause(self) -> None:
        """Wait a moment, so that another change of the same slip can be saved."""
        await asyncio.sleep(self._between(0.002, 0.02))

    async def _record(
        self, row: SlipRow, slip: SlipState, slates: Sequence[Slate], click: LoadedClick, context: UserContext
    ) -> SlipView | None:
        now, limits = self._now(), click.limits
        fresh = reprice(slip, slates, now).slip
        priced = fresh.priced(now)
        fresh = fresh.at_one_book(now) or fresh
        ticket = NewTicket(
            request_key=f"{row.id}:{row.version}",
            origin="slip",
            legs=fresh.slip_legs,
            stake_cents=fresh.stake_cents,
            price=priced.decimal,
            fair_probability=priced.fair_probability,
            demo=priced.demo,
            placed_at=now,
            thread_id=row.thread_id,
        )
        locked = replace(fresh, locked_at=now, reference=ticket.reference, message=None)
        after = replace(row, version=row.version + 1, status="locked", ticket_id=ticket.id)
        created_at = await self._created_at(row, context, click)
        item = await self._item(after, locked, context, created_at=created_at, limits=limits)
        stakes = None if limits.daily_stake_cents is None else limits.stakes
        if not await self._tickets.lock(row, ticket, to_state(locked), item, context, stakes=stakes):
            return None
        return SlipView(after, locked, item)

    async def undo_lock(self, click: LoadedClick, reference: str, context: UserContext) -> SlipView:
        """Undo a ticket within UNDO_FOR of its recording: it leaves the record, and the slip is open again.

        The message that says that it is recorded leaves the thread.
        Not once its first game has begun. Where there is nothing to undo, the slip is shown as it is.
        """
        row, now = _slip_of(click), self._now()
        locked = from_state(row.state)
        if row.status != "locked" or locked.reference != reference:
            return await self._as_it_is(row, click, context)
        if any(leg.event.starts_at <= now for leg in locked.slip_legs):
            said = "Its first game has begun: the ticket stays on your record."
            return await self._closed(row, replace(locked, message=said), click, context)
        slip = replace(locked, locked_at=None, reference=None, message=None)
        there = await self._created_at(row, context, click)
        after = replace(row, version=row.version + 1, status="open", ticket_id=None)
        item = await self._item(after, slip, context, created_at=there, limits=click.limits)
        said = confirmation_id(row.ticket_id or "")
        opened = await self._slips.undo_lock(row, to_state(slip), item, now - UNDO_FOR, context, said=said)
        if opened is None:
            return await self._not_undone(click, reference, context)
        if opened.status != "open":
            return await self._closed(opened, slip, click, context)
        return SlipView(opened, slip, item)

    async def _not_undone(self, click: LoadedClick, reference: str, context: UserContext) -> SlipView:
        """The slip as it is, where its ticket was not undone: too late, or another click has undone it."""
        click = await self._clicks.load(click.thread.id, _card_of(click), context)
        row = _slip_of(click)
        slip = from_state(row.state)
        if row.status != "locked" or slip.reference != reference:
            return await self._as_it_is(row, click, context)
        said = "The minute is over: the ticket stays on your record. My bets takes it back until its first game starts."
        return await self._closed(row, replace(slip, message=said), click, context)

    async def _as_it_is(self, row: SlipRow, click: LoadedClick, context: UserContext) -> SlipView:
        """The slip as another click left it. The card of an open slip is stored by the click that changed it."""
        slip = from_state(row.state)
        if row.status != "open":
            return await self._closed(row, slip, click, context)
        there = await self._created_at(row, context, click)
        return SlipView(row, slip, await self._item(row, slip, context, created_at=there, limits=click.limits))

    async def staked_today(self, limits: SelfLimits, context: UserContext) -> int:
        """The sum of stakes recorded on the present day of the user's daily limit, in cents."""
        return await self._tickets.staked_since(limits.day_began(self._now()), context)

    # Cards

    async def _save(
        self,
        row: SlipRow,
        slip: SlipState,
        context: UserContext,
        *,
        anew: bool = False,
        click: LoadedClick | None = None,
    ) -> SlipView | None:
        """Store a changed slip and its card; None when the slip was changed by another request meanwhile."""
        there = await self._created_at(row, context, click)
        limits = None if click is None else click.limits
        created_at = None if anew else there
        # A card that is not in the thread yet is about to be added by the turn that opened the slip.
        card = new_id("message") if anew else row.card
        after = replace(row, version=row.version + 1, card=card, state=to_state(slip))
        item = await self._item(after, slip, context, created_at=created_at, limits=limits)
        saved, shown = await self._slips.save(row, after.state, item, context)
        if not saved:
            return None
        retired = None
        if anew and there is not None:
            retired = await self._item(row, slip, context, created_at=there, closed=MOVED_DOWN)
            await self._threads.save_item(row.thread_id, retired, context)
        return SlipView(after, slip, item, new=not shown, retired=retired)

    async def _created_at(
        self, row: SlipRow, context: UserContext, click: LoadedClick | None = None
    ) -> datetime | None:
        """When the slip's card was created; None when the thread does not have the card."""
        if click is not None and click.card is not None and click.card.id == row.card:
            return click.card.created_at
        try:
            return (await self._threads.load_item(row.thread_id, row.card, context)).created_at
        except NotFound:
            return None

    async def _retired(self, row: SlipRow, context: UserContext) -> WidgetItem | None:
        """The stored card of a slip that has just been replaced; None where the thread does not have it."""
        there = await self._created_at(row, context)
        if there is None:
            return None
        item = await self._item(row, from_state(row.state), context, created_at=there, closed=REPLACED)
        await self._threads.save_item(row.thread_id, item, context)
        return item

    async def _closed(self, row: SlipRow, slip: SlipState, click: LoadedClick, context: UserContext) -> SlipView:
        closed = None if row.status == "locked" else REPLACED
        there = await self._created_at(row, context, click)
        item = await self._item(row, slip, context, created_at=there, closed=closed, limits=click.limits)
        if there is not None:
            await self._threads.save_item(row.thread_id, item, context)
        return SlipView(row, slip, item)

    async def _item(
        self,
        row: SlipRow,
        slip: SlipState,
        context: UserContext,
        *,
        created_at: datetime | None = None,
        closed: str | None = None,
        limits: SelfLimits | None = None,
    ) -> WidgetItem:
        """The card of a slip as an item; `closed` is the sentence that says why it takes no clicks any more."""
        now = self._now()
        limits = limits or await self._self_limits.load(context)
        widget = slip_widget(slip, limits, context, now, closed=closed)
        return WidgetItem(
            id=row.card,
            thread_id=row.thread_id,
            created_at=created_at or now,
            widget=widget.widget,
            copy_text=widget.copy_text,
        )


def _slip_of(click: LoadedClick) -> SlipRow:
    if click.slip is None:
        raise NotFound("That card takes no clicks any more.")
    return click.slip


def _card_of(click: LoadedClick) -> str:
    if click.card is None:
        raise NotFound("That card takes no clicks any more.")
    return click.card.id


def saying(message: str) -> Edit:
    """An edit that changes only the message to the user."""
    return lambda slip: replace(slip, message=message)
