"""What a click in a widget does. A payload carries keys and what was typed; everything else is read again here.

A card changes where it stands. Its new state is stored by the desk before anything is sent, in the order in which
states came about. A slip then travels whole and is stored once more by the turn: a change made in that moment is put on
top again. Of a board only what differs travels: the whole card where a price moved, which stands on its root, too.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from chatkit.actions import Action
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    HiddenContextItem,
    NoticeEvent,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    WidgetItem,
    WidgetRootUpdated,
)
from pydantic import BaseModel, ValidationError

from professor_lock.agent.context import state_item_id
from professor_lock.betting.offers import leg_at
from professor_lock.db.ids import new_id
from professor_lock.desk.care_cards import choose_break_card, choose_limit_card
from professor_lock.desk.clicks import LoadedClick
from professor_lock.desk.live_cards import BoardState, PropsState, from_kept, live_board, props_from_kept, to_kept
from professor_lock.desk.proposal_cards import settlement_card, used_card
from professor_lock.desk.proposals import GONE, Outcome
from professor_lock.desk.services import DeskServices
from professor_lock.desk.slip import (
    Edit,
    SlipState,
    add_legs,
    from_state,
    kept_leg,
    remove_leg,
    set_stake,
    switch_leg,
    why_gone,
)
from professor_lock.desk.slip_card import confirmation, moved_since
from professor_lock.desk.slips import SlipView, saying
from professor_lock.errors import BadInput, NotFound
from professor_lock.person import UserContext
from professor_lock.protocol.events import StoredItemReplaced
from professor_lock.protocol.widget_diff import diff_widget_trees
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.store import PostgresStore
from professor_lock.widgets.actions import (
    ADD_LEG,
    CONFIRM,
    DISMISS,
    LOCK,
    REFRESH,
    REMOVE_LEG,
    SET_LIMIT,
    SET_STAKE,
    SETTLE,
    SWITCH_LEG,
    TAKE_BREAK,
    AddLegPayload,
    ConfirmPayload,
    LockPayload,
    RefreshPayload,
    RemoveLegPayload,
    SetStakePayload,
    SettlePayload,
    SwitchLegPayload,
)
from professor_lock.widgets.odds import shown_state

Payload = TypeVar("Payload", bound=BaseModel)
Events = AsyncGenerator[ThreadStreamEvent, None]


@dataclass(slots=True)
class Done:
    """What a click came to. `changed` is stored already; `new` items are stored by the turn as it adds them.

    `updates` are what differs of the changed card; without any it is sent whole.
    """

    changed: WidgetItem | None = None
    updates: list[ThreadItemUpdatedEvent] = field(default_factory=list)
    new: list[ThreadItem] = field(default_factory=list)
    notice: str | None = None
    slip: SlipView | None = None
    """The slip, when it is its card that was changed or is new."""


@dataclass(frozen=True, slots=True)
class Click:
    """Who clicked where, and what the click met: the card, its slip and the user's limits, loaded once."""

    loaded: LoadedClick
    sender: WidgetItem
    context: UserContext
    payload: Any

    @property
    def thread(self) -> ThreadMetadata:
        """The thread the card is in."""
        return self.loaded.thread


class Actions:
    """The actions of our own widgets, by type. Each is validated, keeps to the caller's thread, and is safe twice."""

    def __init__(self, store: PostgresStore, desk: DeskServices) -> None:
        self._store = store
        self._desk = desk
        self._handlers: dict[str, Callable[[Click], Awaitable[Done]]] = {
            SET_STAKE: self._set_stake,
            REMOVE_LEG: self._remove_leg,
            SWITCH_LEG: self._switch_leg,
            LOCK: self._lock,
            ADD_LEG: self._add_leg,
            REFRESH: self._refresh,
            CONFIRM: self._confirm,
            DISMISS: self._dismiss,
            SETTLE: self._offer_settlement,
            TAKE_BREAK: self._offer_break,
            SET_LIMIT: self._offer_limit,
        }

    async def run(self, click: LoadedClick, action: Action[str, Any], context: UserContext) -> Events:
        """The events of one click. BadInput for a type or payload this server does not know.

        A card that is in the thread already is stored with its slip, by the one statement that changes both: the turn
        sends it and stores nothing.
        """
        done = await self._do(click, action, context)
        for update in done.updates:
            yield update
        if done.slip is not None and done.slip.retired is not None:
            yield StoredItemReplaced(item=done.slip.retired)
        if done.slip is not None and not done.slip.new:
            yield StoredItemReplaced(item=done.slip.item)
        for item in done.new:
            yield ThreadItemDoneEvent(item=item)
        if done.notice:
            yield NoticeEvent(level="info", message=done.notice)
        if done.slip is not None and done.slip.new:
            newer = await self._desk.slips.newer_than(done.slip, context)
            if newer is not None:
                yield _whole(newer.item)

    async def run_sync(self, click: LoadedClick, action: Action[str, Any], context: UserContext) -> WidgetItem | None:
        """The same for a click that waits for its own card; new items are in the thread when it is opened again."""
        done = await self._do(click, action, context)
        for item in done.new:
            await self._store.save_item(click.thread.id, item, context)
        if done.slip is not None and done.slip.new:
            await self._desk.slips.newer_than(done.slip, context)
        return done.changed

    async def _do(self, click: LoadedClick, action: Action[str, Any], context: UserContext) -> Done:
        handler = self._handlers.get(action.type)
        if handler is None:
            raise BadInput(f"There is no action {action.type[:64]!r} here.", field="action.type")
        if not isinstance(click.card, WidgetItem):
            raise BadInput("This action belongs to a card.", field="item_id")
        return await handler(Click(click, click.card, context, action.payload))

    # The slip

    async def _set_stake(self, click: Click) -> Done:
        given = _checked(SetStakePayload, click.payload)
        if refused := self._on_a_break(click):
            return await self._edit(click, saying(refused))
        return await self._edit(click, set_stake(given.stake, max_cents=_most(click)))

    async def _remove_leg(self, click: Click) -> Done:
        given = _checked(RemoveLegPayload, click.payload)
        return await self._edit(click, remove_leg(given.leg), given.stake)

    async def _switch_leg(self, click: Click) -> Done:
        given = _checked(SwitchLegPayload, click.payload)
        if given.offer is None:
            raise BadInput("Which book or line?", field="action.payload")
        if refused := self._on_a_break(click):
            return await self._edit(click, saying(refused))
        slip = _slip_of(click)
        slates = await self._desk.market.slates_of(slip.slip_legs, click.context)
        return await self._edit(click, switch_leg(given.leg, given.offer, slates, self._desk.now()), given.stake)

    async def _lock(self, click: Click) -> Done:
        given = _checked(LockPayload, click.payload)
        _slip_of(click)
        typed = None if given.stake is None else set_stake(given.stake, max_cents=_most(click))
        shown, recorded = await self._desk.slips.lock(
            click.loaded, click.context, version=given.version, stake_changed=typed
        )
        done = _slip_done(await self._desk.slips.at_card(shown, click.sender, click.context))
        if recorded:
            now = self._desk.now()
            done.new.append(_said(click.thread, confirmation(shown.slip, now, ZoneInfo(click.context.time_zone)), now))
        return done

    async def _edit(self, click: Click, edit: Edit, stake: str | None = None) -> Done:
        """Make an edit; a stake that was typed and not submitted comes along with whatever was clicked."""
        most = _most(click)
        whole = edit if stake is None else lambda slip: set_stake(stake, max_cents=most)(edit(slip))
        try:
            shown = await self._desk.slips.edit_card(click.loaded, whole, click.context)
        except NotFound as error:
            raise _no_clicks() from error
        return _slip_done(await self._desk.slips.at_card(shown, click.sender, click.context))

    def _on_a_break(self, click: Click) -> str | None:
        """Why a slip is not built any further: legs can still be taken off."""
        return click.loaded.limits.cooling(self._desk.now())

    # The board

    async def _add_leg(self, click: Click) -> Done:
        """Put a tapped price, of a board or of a player, on the thread's slip, at what it is now."""
        given = _checked(AddLegPayload, click.payload)
        kept_state = await self._kept_of(click)
        card: PropsState | BoardState = props_from_kept(kept_state) or from_kept(kept_state)
        cell = card.cells.get(given.leg)
        if cell is None:
            raise BadInput("That price is not on this card any more. Ask for it again.", field="action.payload.leg")
        now = self._desk.now()
        if refused := self._on_a_break(click):
            return Done(notice=refused)
        bet = card.bet(cell)
        slates = await self._desk.market.slates_of([bet], click.context)
        leg = leg_at(bet, [quote for slate in slates for quote in slate.quotes], now)
        if leg is None:
            return Done(notice=f"{why_gone(bet, slates)} Look at the prices again.")
        kept = kept_leg(leg, slates)
        message = moved_since(kept, cell.american, cell.decimal, cell.book)
        shown = await self._desk.slips.edit(click.thread.id, add_legs([kept], message=message), click.context)
        done = _slip_done(shown)
        done.changed = click.sender
        legs = len(shown.slip.legs)
        done.notice = f"On your slip: {legs} {'leg' if legs == 1 else 'legs'}." + (f" {message}" if message else "")
        return done

    async def _refresh(self, click: Click) -> Done:
        """Read the board's prices again and send what differs from what the page has."""
        given = _checked(RefreshPayload, click.payload)
        state = await self._board_of(click)
        slate = await self._desk.market.slate(state.league, click.context)
        before = plain_tree(click.sender.widget)
        fresh = await live_board(
            slate, state, click.context, history=self._desk.price_history, now=self._desk.now(), before=before
        )
        after = plain_tree(fresh.widget)
        item = click.sender.model_copy(update={"widget": fresh.widget.widget, "copy_text": fresh.widget.copy_text})
        kept = HiddenContextItem(
            id=state_item_id(click.sender.id),
            thread_id=click.thread.id,
            created_at=self._desk.now(),
            content=to_kept(fresh.state),
        )
        await self._store.save_item(click.thread.id, kept, click.context)
        await self._store.save_item(click.thread.id, item, click.context)
        if given.shown != shown_state(before):
            return Done(changed=item, updates=[_whole(item)])  # the page shows another state than was stored
        updates = [ThreadItemUpdatedEvent(item_id=item.id, update=one) for one in diff_widget_trees(before, after)]
        return Done(changed=item, updates=updates)

    # What only a user's click may do

    async def _confirm(self, click: Click) -> Done:
        """Do what the card proposes, once; a refusal is said beside the card, which stays as it is."""
        given = _checked(ConfirmPayload, click.payload)
        try:
            outcome = await self._desk.proposals.confirm(
                click.thread.id, click.sender.id, given.choice, given.amount, click.context
            )
        except (BadInput, NotFound) as error:
            return Done(changed=click.sender, notice=f"Nothing has been changed. {error}")
        return await self._used(click, outcome)

    async def _dismiss(self, click: Click) -> Done:
        return await self._used(
            click, await self._desk.proposals.dismiss(click.thread.id, click.sender.id, click.context)
        )

    async def _used(self, click: Click, outcome: Outcome) -> Done:
        """The card says from now on what became of it, and takes no more clicks."""
        if outcome.text == GONE:
            return Done(changed=click.sender, notice=GONE)
        widget = used_card(click.sender.copy_text or "", outcome)
        item = click.sender.model_copy(update={"widget": widget.widget, "copy_text": widget.copy_text})
        await self._store.save_item(click.thread.id, item, click.context)
        return Done(changed=item, updates=[_whole(item)])

    async def _offer_settlement(self, click: Click) -> Done:
        """Put up the card on which the result of a ticket is entered."""
        given = _checked(SettlePayload, click.payload)
        try:
            ticket = await self._desk.tickets.find(given.ticket, click.context)
            item = await settlement_card(self._desk.proposals, click.thread.id, ticket, click.context)
        except (BadInput, NotFound) as error:
            return Done(changed=click.sender, notice=str(error))
        return Done(changed=click.sender, new=[item])

    async def _offer_break(self, click: Click) -> Done:
        """Put up the card on which a break is begun."""
        return Done(new=[await choose_break_card(self._desk.proposals, click.thread.id, click.context)])

    async def _offer_limit(self, click: Click) -> Done:
        """Put up the card on which a limit is set."""
        return Done(new=[await choose_limit_card(self._desk.proposals, click.thread.id, click.context)])

    async def _board_of(self, click: Click) -> BoardState:
        return from_kept(await self._kept_of(click))

    async def _kept_of(self, click: Click) -> object:
        """What is kept beside the card that was clicked."""
        try:
            kept = await self._store.load_item(click.thread.id, state_item_id(click.sender.id), click.context)
        except NotFound as error:
            raise _no_clicks() from error
        return kept.content if isinstance(kept, HiddenContextItem) else None


def _slip_of(click: Click) -> SlipState:
    if click.loaded.slip is None:
        raise _no_clicks()
    return from_state(click.loaded.slip.state)


def _most(click: Click) -> int:
    return click.loaded.limits.stake_limit_cents


def _slip_done(shown: SlipView) -> Done:
    """A slip's card: the one there is or a new one; of a slip that has moved down, also the one that was clicked."""
    if shown.retired is not None:
        return Done(changed=shown.retired, new=[shown.item], slip=shown)
    if shown.new:
        return Done(changed=shown.item, new=[shown.item], slip=shown)
    return Done(changed=shown.item, slip=shown)


def _whole(item: WidgetItem) -> ThreadItemUpdatedEvent:
    """The card as it is now. All of it, because the page may hold an older state than the one before."""
    return ThreadItemUpdatedEvent(item_id=item.id, update=WidgetRootUpdated(widget=item.widget))


def _said(thread: ThreadMetadata, text: str, now: datetime) -> AssistantMessageItem:
    return AssistantMessageItem(
        id=new_id("message"),
        thread_id=thread.id,
        created_at=now,
        content=[AssistantMessageContent(text=text)],
    )


def _no_clicks() -> BadInput:
    return BadInput("That card takes no clicks any more.", field="item_id")


def _checked(kind: type[Payload], payload: Any) -> Payload:
    try:
        return kind.model_validate(payload if payload is not None else {})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "payload"
        raise BadInput(f"{where}: {first['msg']}", field=f"action.payload.{where}") from error
