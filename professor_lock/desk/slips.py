"""The betting desk: what a click on a card and a tool of the agent both do to a person's slip, and how it is recorded.

One slip is open in a thread. Every change is an edit made on what is stored and saved only if nobody changed it
meanwhile; else it is made again on the newer state, so that neither of two tabs loses anything. Prices come from the
sources each time, never from a click.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chatkit.types import WidgetItem

from professor_lock.betting.facts import Event, Market, Slate
from professor_lock.betting.odds import format_american
from professor_lock.betting.scores import Wager
from professor_lock.betting.slip import LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.db.ids import new_id
from professor_lock.db.pool import Database
from professor_lock.desk.clicks import ClickStore, LoadedClick
from professor_lock.desk.market import find_prop
from professor_lock.desk.picks import PickStore
from professor_lock.desk.price_history import PriceHistory
from professor_lock.desk.proposals import Proposals, ProposalStore
from professor_lock.desk.self_limits import SelfLimits, SelfLimitsStore
from professor_lock.desk.slip import Edit, LegState, SlipState, from_state, kept_leg, reprice, to_state
from professor_lock.desk.slip_card import slip_widget
from professor_lock.desk.slip_store import SlipRow, SlipStore
from professor_lock.desk.ticket_store import TicketStore
from professor_lock.desk.tickets import NewTicket
from professor_lock.errors import Busy, NotFound, SourceUnavailable
from professor_lock.person import UserContext
from professor_lock.sources.sources import Sources
from professor_lock.store import PostgresStore
from professor_lock.widgets.parlay import can_lock

TRIES = 40
"""How often an edit is made again on a newer slip before giving up; each time somebody else's edit has got through."""
REREAD = timedelta(minutes=5)
"""Prices read longer ago than this, because their source has failed since, record nothing."""
REPLACED = "A newer slip in this conversation has taken the place of this one."
NOBODY_SELLS = (
    "No one book has every leg at these lines, so nobody sells this ticket as it is. Lock again only if you have placed"
    " the legs as shown: they are recorded at these prices."
)
MOVED_DOWN = "This slip goes on further down."


@dataclass(frozen=True, slots=True)
class SlipView:
    """A slip after a change: the card as stored, and whether the thread has yet to be given it."""

    row: SlipRow
    slip: SlipState
    item: WidgetItem
    new: bool = False
    retired: WidgetItem | None = None
    """The card that showed it before, when it has a new one."""


class Desk:
    """Slips, tickets, limits and quotes of whoever asks. `now` is the present, aware UTC.

    `owned` runs statements that belong to one person, `shared` those that belong to nobody.
    """

    def __init__(
        self,
        owned: Database,
        shared: Database,
        store: PostgresStore,
        sources: Sources,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._sources = sources
        self.now = now
        self.slips = SlipStore(owned)
        self._clicks = ClickStore(owned, store, now)
        self.tickets = TicketStore(owned)
        self.quotes = PriceHistory(shared)
        self.picks = PickStore(shared)
        self.care = SelfLimitsStore(owned, now=now)
        self.proposals = Proposals(ProposalStore(owned), self.tickets, self.care, now)

    # Reading the market

    async def slate(self, league: str, context: UserContext) -> Slate:
        """A league's slate, its prices noted for the record of how lines moved."""
        slate = await self._sources.sports.slate(league, self.now(), ZoneInfo(context.time_zone))
        await self.quotes.record(slate)
        return slate

    async def slates_of(self, bets: Iterable[Wager], context: UserContext) -> list[Slate]:
        """The slates these bets are on, all at once: their leagues', and of a player prop its game's, on those stats.

        Props are read for a bet that is being made. The first failure is raised.
        """
        leagues: dict[str, None] = {}
        games: dict[str, Event] = {}
        stats: dict[str, set[str]] = {}
        for bet in bets:
            if bet.market is Market.PLAYER_PROP and bet.stat:
                games[bet.event.id] = bet.event
                stats.setdefault(bet.event.id, set()).add(bet.stat)
            else:
                leagues[bet.event.league] = None
        props = (self.bet_props(game, sorted(stats[game_id])) for game_id, game in games.items())
        return list(await asyncio.gather(*(self.slate(league, context) for league in leagues), *props))

    async def bet_props(self, game: Event, stats: Sequence[str]) -> Slate:
        """Prices on the players of a game, read for a bet, and noted as those of a slate are."""
        slate = await self._sources.sports.bet_props(game, stats, self.now())
        await self.quotes.record(slate, f"props of {game.id}, {' '.join(stats)}")
        return slate

    async def find_legs(
        self, requests: Sequence[LegRequest], context: UserContext
    ) -> tuple[list[LegState], list[UnmatchedLeg]]:
        """Legs asked for in words, in their order, with their other offers, and those that were not found."""
        now, zone = self.now(), ZoneInfo(context.time_zone)
        props = [request for request in requests if request.market is Market.PLAYER_PROP]
        games = [request for request in requests if request.market is not Market.PLAYER_PROP]
        matched, of_players = await asyncio.gather(
            self._sources.sports.match_legs(games, now, zone),
            asyncio.gather(*(find_prop(self._sources, request, now, zone) for request in props)),
        )
        found = {id(request): leg for request, leg in zip([*games, *props], [*matched, *of_players], strict=True)}
        results = [found[id(request)] for request in requests]
        legs = [leg for leg in results if isinstance(leg, SlipLeg)]
        slates = await self.slates_of(legs, context)
        return [kept_leg(leg, slates) for leg in legs], [leg for leg in results if isinstance(leg, UnmatchedLeg)]

    # The slip

    async def begin(self, thread_id: str, slip: SlipState, context: UserContext) -> SlipView:
        """Open this slip in the thread; one that was open makes way. Its card is not in the thread yet."""
        card = new_id("message")
        for _ in range(TRIES):
            await self.slips.replace_open(thread_id, context)
            row = await self.slips.begin(thread_id, card, to_state(slip), context)
            if row is not None:
                return SlipView(row, slip, await self._item(row, slip, context), new=True)
        raise Busy("Two slips are being opened here at once. Try again.")

    async def edit(self, thread_id: str, edit: Edit, context: UserContext, *, anew: bool = False) -> SlipView:
        """Change the thread's open slip, opening one if there is none. With `anew` it gets a new card.

        The card it had then says that the slip goes on further down (`retired`).
        """
        for _ in range(TRIES):
            row = await self.slips.open_slip(thread_id, context)
            if row is None:
                slip = edit(SlipState())
                row = await self.slips.begin(thread_id, new_id("message"), to_state(slip), context)
                if row is not None:
                    return SlipView(row, slip, await self._item(row, slip, context), new=True)
                continue
            shown = await self._save(row, edit(from_state(row.state)), context, anew=anew)
            if shown is not None:
                return shown
            await _pause()
        raise Busy("This slip is being changed elsewhere. Try again.")

    async def load_click(self, thread_id: str, card: str, context: UserContext) -> LoadedClick:
        """What a click on a card meets, by one statement. NotFound for a thread that is not the caller's."""
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
            await _pause()
            click = await self._clicks.load(click.thread.id, card, context)
        raise Busy("This slip is being changed elsewhere. Try again.")

    async def open_slip(self, thread_id: str, context: UserContext) -> SlipState | None:
        """What the thread's open slip holds."""
        row = await self.slips.open_slip(thread_id, context)
        return None if row is None else from_state(row.state)

    async def newer_than(self, shown: SlipView, context: UserContext) -> SlipView | None:
        """The same slip if it was changed since, with its card stored again; None when it is as shown.

        A card that is given to the thread as a new item is stored by whoever gives it: a change made in that moment
        would be covered by it. The same goes for the card stored here, so it looks once more.
        """
        newest = shown
        while True:
            row = await self.slips.of_card(shown.row.thread_id, shown.item.id, context)
            if row is None or row.card != shown.item.id or row.version == newest.row.version:
                return None if newest is shown else newest
            slip = from_state(row.state)
            closed = REPLACED if row.status == "replaced" else None
            item = await self._item(row, slip, context, created_at=shown.item.created_at, closed=closed)
            await self._store.save_item(row.thread_id, item, context)
            newest = SlipView(row, slip, item)

    async def at_card(self, shown: SlipView, clicked: WidgetItem, context: UserContext) -> SlipView:
        """What a click came to, for the card that was clicked.

        Where the slip has a new card by now (the agent showed it again, the click is another tab's), the clicked one
        says so and the new one goes along, as the page may not have it yet.
        """
        if shown.item.id == clicked.id:
            return shown
        row = replace(shown.row, card=clicked.id)
        retired = await self._item(row, shown.slip, context, created_at=clicked.created_at, closed=MOVED_DOWN)
        await self._store.save_item(row.thread_id, retired, context)
        return replace(shown, new=True, retired=retired)

    # Lock It In

    async def lock(
        self, click: LoadedClick, context: UserContext, *, version: int | None, stake_changed: Edit | None = None
    ) -> tuple[SlipView, bool]:
        """Record the slip of a card once, at prices read now. Returns its card and whether this click recorded it.

        Whatever the user has not seen (a price that moved, a stake typed but not submitted, another tab's edit) is
        shown first and needs a click of its own.
        """
        card, first = _card_of(click), _slip_of(click)
        if first.status != "open":
            return await self._closed(first, from_state(first.state), click, context), False
        try:
            slates = await self.slates_of(from_state(first.state).slip_legs, context)
        except SourceUnavailable as error:
            said = f"Not recorded: the prices could not be checked again. {error}"
            return await self.edit_card(click, saying(said), context), False
        if any(self.now() - slate.fetched_at > REREAD for slate in slates):
            said = "Not recorded: the source does not answer, and the prices it gave last are too old to rely on."
            return await self.edit_card(click, saying(said), context), False
        for _ in range(TRIES):
            # Read again: the sources took their time, and the limits are those of the moment of recording.
            now = self.now()
            since = click.care.day_began(now)
            click = await self._clicks.load(click.thread.id, card, context, since=since)
            if click.care.day_began(now) != since:
                continue  # the user has moved the limit's day in this moment: its stakes are added up anew
            row = _slip_of(click)
            slip = from_state(row.state)
            if row.status != "open":
                return await self._closed(row, slip, click, context), False
            if version is not None and version != row.version:
                changed: SlipState | None = replace(
                    slip, message="The slip has changed since you saw it: look again, then lock it in."
                )
            else:
                changed = self._unseen(slip, stake_changed, slates, click)
            if changed is not None:
                shown = await self._save(row, changed, context, click=click)
                if shown is not None:
                    return shown, False
            else:
                shown = await self._record(row, slip, slates, click, context)
                if shown is not None:
                    return shown, True
            await _pause()
        raise Busy("This slip is being changed elsewhere. Try again.")

    def _unseen(
        self, slip: SlipState, stake_changed: Edit | None, slates: Sequence[Slate], click: LoadedClick
    ) -> SlipState | None:
        """The slip with what stands between it and its ticket; None when nothing does."""
        if stake_changed is not None:
            after = stake_changed(replace(slip, message=None))
            if after.message is not None:
                return after  # the stake in the field cannot be used: nothing is recorded at another one
            if after.stake_cents != slip.stake_cents:
                return replace(after, message="The stake has changed: look at the new figures, then lock again.")
        now, care = self.now(), click.care
        again = reprice(slip, slates, now)
        if again.gone:
            return replace(again.slip, message=f"Not recorded. {' '.join(again.gone)}")
        if again.moved:
            said = " ".join(again.moved)
            return replace(again.slip, message=f"Prices have moved. {said} Lock again to record at the new prices.")
        if refused := care.cooling(now) or care.refuses(slip.stake_cents, click.staked_cents):
            return replace(again.slip, message=f"Not recorded. {refused}")
        if not can_lock(again.slip.priced(now, max_stake_cents=care.stake_limit_cents)) or slip.unmatched:
            return replace(again.slip, message="Not recorded: the slip cannot stand as it is.")
        return _ticket_unseen(slip, again.slip, now)

    async def _record(
        self, row: SlipRow, slip: SlipState, slates: Sequence[Slate], click: LoadedClick, context: UserContext
    ) -> SlipView | None:
        now, care = self.now(), click.care
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
        item = await self._item(after, locked, context, created_at=created_at, care=care)
        stakes = None if care.daily_stake_cents is None else care.stakes
        if not await self.tickets.lock(row, ticket, to_state(locked), item, context, stakes=stakes):
            return None
        return SlipView(after, locked, item)

    async def staked_today(self, care: SelfLimits, context: UserContext) -> int:
        """Stakes recorded on the present day of the user's daily limit, in cents."""
        return await self.tickets.staked_since(care.day_began(self.now()), context)

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
        """Store a change and its card; None when the slip is another by now."""
        there = await self._created_at(row, context, click)
        care = None if click is None else click.care
        created_at = None if anew else there
        # A card that is not in the thread yet is being given to it in this moment, by whoever opened the slip.
        card = new_id("message") if anew else row.card
        after = replace(row, version=row.version + 1, card=card, state=to_state(slip))
        item = await self._item(after, slip, context, created_at=created_at, care=care)
        saved, shown = await self.slips.save(row, after.state, item, context)
        if not saved:
            return None
        retired = None
        if anew and there is not None:
            retired = await self._item(row, slip, context, created_at=there, closed=MOVED_DOWN)
        return SlipView(after, slip, item, new=not shown, retired=retired)

    async def _created_at(
        self, row: SlipRow, context: UserContext, click: LoadedClick | None = None
    ) -> datetime | None:
        """When the slip's card was shown; None when the thread does not hold it (any more)."""
        if click is not None and click.card is not None and click.card.id == row.card:
            return click.card.created_at
        try:
            return (await self._store.load_item(row.thread_id, row.card, context)).created_at
        except NotFound:
            return None

    async def _closed(self, row: SlipRow, slip: SlipState, click: LoadedClick, context: UserContext) -> SlipView:
        closed = None if row.status == "locked" else REPLACED
        there = await self._created_at(row, context, click)
        item = await self._item(row, slip, context, created_at=there, closed=closed, care=click.care)
        if there is not None:
            await self._store.save_item(row.thread_id, item, context)
        return SlipView(row, slip, item)

    async def _item(
        self,
        row: SlipRow,
        slip: SlipState,
        context: UserContext,
        *,
        created_at: datetime | None = None,
        closed: str | None = None,
        care: SelfLimits | None = None,
    ) -> WidgetItem:
        """The card of a slip as it is now; `closed` says why it takes no clicks any more."""
        now = self.now()
        care = care or await self.care.load(context)
        widget = slip_widget(slip, row.version, care, context, now, closed=closed)
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


def _ticket_unseen(seen: SlipState, fresh: SlipState, now: datetime) -> SlipState | None:
    """The slip with a word on what of the whole ticket was not seen: its price at one book, or that no book has it."""
    before, after = seen.single_book(None), fresh.single_book(now)
    if after is None:
        return None if len(fresh.legs) < 2 or seen.message == NOBODY_SELLS else replace(fresh, message=NOBODY_SELLS)
    if before is None or (before.decimal, before.books[0]) != (after.decimal, after.books[0]):
        old = "" if before is None else f" (it was {format_american(before.american)} at {before.books[0]})"
        now_at = f"{format_american(after.american)} at {after.books[0]}"
        return replace(fresh, message=f"The whole ticket is now {now_at}{old}. Lock again to record it at that price.")
    return None


def saying(message: str) -> Edit:
    """The slip as it is, with a word to the person."""
    return lambda slip: replace(slip, message=message)


async def _pause() -> None:
    await asyncio.sleep(random.uniform(0.002, 0.02))  # noqa: S311 - only to step aside
