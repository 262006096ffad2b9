"""Performs clicks in widgets. A payload has keys and typed text; everything else is read again here.

A card changes where it stands. Its new state is stored by the desk before anything is sent, in the order in which
states came about. A slip then travels whole and is stored once more by the turn: a change made in that moment is put on
top again. Of a board only what differs travels: the whole card where a price moved, which stands on its root, too.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import datetime
from typing import Any

from chatkit.actions import Action
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    HiddenContextItem,
    NoticeEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    WidgetItem,
)

from professor_lock.agent.context import state_item_id
from professor_lock.agent.next_questions import questions_after
from professor_lock.betting.offers import leg_at
from professor_lock.desk.books_card import BooksState, books_from_kept
from professor_lock.desk.clicks import LoadedClick
from professor_lock.desk.live_cards import BoardState, PropsState, from_kept, live_board, props_from_kept, to_kept
from professor_lock.desk.lock_checks import AsSeen
from professor_lock.desk.services import DeskServices
from professor_lock.desk.slip import (
    Edit,
    SlipState,
    add_legs,
    choose_book,
    from_state,
    kept_leg,
    remove_leg,
    set_stake,
    switch_leg,
    why_gone,
)
from professor_lock.desk.slip_card import confirmation, confirmation_id, moved_since
from professor_lock.desk.slips import SlipView, saying
from professor_lock.errors import BadInput, NotFound
from professor_lock.protocol.checked_message import with_extension
from professor_lock.protocol.events import StoredItemReplaced
from professor_lock.protocol.widget_diff import diff_widget_trees
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.server.click import Click, Done, checked, whole
from professor_lock.server.record_actions import RecordActions
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext
from professor_lock.widgets.actions import (
    ADD_LEG,
    CHOOSE_BOOK,
    LOCK,
    REFRESH,
    REMOVE_LEG,
    SET_STAKE,
    SWITCH_LEG,
    UNDO_LOCK,
    AddLegPayload,
    ChooseBookPayload,
    LockPayload,
    RefreshPayload,
    RemoveLegPayload,
    SetStakePayload,
    SwitchLegPayload,
    UndoLockPayload,
)
from professor_lock.widgets.odds import shown_state
from professor_lock.words.sentences import sentence

Events = AsyncGenerator[ThreadStreamEvent, None]


class Actions:
    """The actions of our own widgets, by type. Each is validated, keeps to the caller's thread, and is safe twice."""

    def __init__(self, store: PostgresStore, desk: DeskServices) -> None:
        self._store = store
        self._desk = desk
        self._handlers: dict[str, Callable[[Click], Awaitable[Done]]] = {
            SET_STAKE: self._set_stake,
            REMOVE_LEG: self._remove_leg,
            SWITCH_LEG: self._switch_leg,
            CHOOSE_BOOK: self._choose_book,
            LOCK: self._lock,
            UNDO_LOCK: self._undo_lock,
            ADD_LEG: self._add_leg,
            REFRESH: self._refresh,
            **RecordActions(store, desk).handlers,
        }

    async def run(self, click: LoadedClick, action: Action[str, Any], context: UserContext) -> Events:
        """The events of one click. BadInput for a type or payload this server does not know.

        A card that is in the thread already is stored with its slip, by the one statement that changes both: the turn
        sends it and stores nothing.
        """
        done = await self._do(click, action, context)
        for update in done.updates:
            yield update
        if done.recorded is not None:  # before the card: a turn stores the last message of all only as it ends
            for item in done.new:
                yield ThreadItemDoneEvent(item=item)
        if done.slip is not None and done.slip.retired is not None:
            yield StoredItemReplaced(item=done.slip.retired)
        if done.slip is not None and not done.slip.new:
            yield StoredItemReplaced(item=done.slip.item)
        for item_id in done.removed:
            yield ThreadItemRemovedEvent(item_id=item_id)
        if done.recorded is None:
            for item in done.new:
                yield ThreadItemDoneEvent(item=item)
        if undone := await self._undone(done, context):
            yield ThreadItemRemovedEvent(item_id=undone)
        if done.notice:
            yield NoticeEvent(level="info", message=sentence(done.notice, context.words))
        if done.slip is not None and done.slip.new:
            newer = await self._desk.slips.newer_than(done.slip, context)
            if newer is not None:
                yield whole(newer.item)

    async def run_sync(self, click: LoadedClick, action: Action[str, Any], context: UserContext) -> WidgetItem | None:
        """The same for a click that waits for its own card; new items are in the thread when it is opened again."""
        done = await self._do(click, action, context)
        for item in done.new:
            await self._store.save_item(click.thread.id, item, context)
        if undone := await self._undone(done, context):
            await self._store.delete_thread_item(click.thread.id, undone, context)
        if done.slip is not None and done.slip.new:
            await self._desk.slips.newer_than(done.slip, context)
        return done.changed

    async def _undone(self, done: Done, context: UserContext) -> str | None:
        """The id of the message that a bet is recorded, where another click has undone that before it was stored.

        An undo takes the message out of the thread: it cannot take out one that comes later. Asked once it is stored.
        """
        if done.recorded is None or done.slip is None or await self._desk.slips.stands(done.slip, context):
            return None
        return done.recorded

    async def _do(self, click: LoadedClick, action: Action[str, Any], context: UserContext) -> Done:
        handler = self._handlers.get(action.type)
        if handler is None:
            raise BadInput(f"There is no action {action.type[:64]!r} here.", field="action.type")
        if not isinstance(click.card, WidgetItem):
            raise BadInput("This action belongs to a card.", field="item_id")
        return await handler(Click(click, click.card, context, action.payload))

    # The slip

    async def _set_stake(self, click: Click) -> Done:
        given = checked(SetStakePayload, click.payload)
        if refused := self._on_a_break(click):
            return await self._edit(click, saying(refused))
        typed = given.stake if given.amount is None else given.amount
        return await self._edit(click, set_stake(typed, max_cents=_most(click)))

    async def _remove_leg(self, click: Click) -> Done:
        given = checked(RemoveLegPayload, click.payload)
        return await self._edit(click, remove_leg(given.leg), given.stake)

    async def _switch_leg(self, click: Click) -> Done:
        given = checked(SwitchLegPayload, click.payload)
        if given.offer is None:
            raise BadInput("Which book or line?", field="action.payload")
        if refused := self._on_a_break(click):
            return await self._edit(click, saying(refused))
        slip = _slip_of(click)
        slates = await self._desk.market.slates_of(slip.slip_legs, click.context)
        return await self._edit(
            click, switch_leg(given.leg, given.offer, slates, self._desk.now(), click.context.odds_format), given.stake
        )

    async def _choose_book(self, click: Click) -> Done:
        given = checked(ChooseBookPayload, click.payload)
        if refused := self._on_a_break(click):
            return await self._edit(click, saying(refused))
        slates = await self._desk.market.slates_of(_slip_of(click).slip_legs, click.context)
        return await self._edit(click, choose_book(given.book, slates, self._desk.now()), given.stake)

    async def _lock(self, click: Click) -> Done:
        given = checked(LockPayload, click.payload)
        _slip_of(click)
        typed = None if given.stake is None else set_stake(given.stake, max_cents=_most(click))
        seen = AsSeen(given.shown, typed, given.seen, given.version)
        shown, recorded = await self._desk.slips.lock(click.loaded, seen, click.context)
        done = _slip_done(await self._desk.slips.at_card(shown, click.sender, click.context))
        ticket = shown.row.ticket_id
        if recorded and ticket is not None:
            now = self._desk.now()
            done.recorded = confirmation_id(ticket)
            said = _said(click.thread, done.recorded, confirmation(shown.slip, now, click.context), now)
            chips = questions_after("track_bet", click.context.words)
            done.new.append(with_extension(said, {"left_out": 0, "numbers": [], "suggestions": chips}))
        return done

    async def _undo_lock(self, click: Click) -> Done:
        given = checked(UndoLockPayload, click.payload)
        _slip_of(click)
        ticket = click.loaded.slip.ticket_id if click.loaded.slip is not None else None
        shown = await self._desk.slips.undo_lock(click.loaded, given.ticket, click.context)
        done = _slip_done(await self._desk.slips.at_card(shown, click.sender, click.context))
        if ticket is not None and shown.row.ticket_id != ticket:
            done.removed.append(confirmation_id(ticket))  # the store has it removed: the page is told
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
        return click.loaded.limits.cooling(self._desk.now(), click.context)

    # The board

    async def _add_leg(self, click: Click) -> Done:
        """Put a tapped price, of a board or of a player, on the thread's slip, at what it is now."""
        given = checked(AddLegPayload, click.payload)
        kept_state = await self._kept_of(click)
        compared = books_from_kept(kept_state)
        card: BooksState | PropsState | BoardState = compared or props_from_kept(kept_state) or from_kept(kept_state)
        cell = card.cells.get(given.leg)
        if cell is None:
            raise BadInput("That price is not on this card any more. Ask for it again.", field="action.payload.leg")
        now = self._desk.now()
        if refused := self._on_a_break(click):
            return Done(notice=refused)
        bet = card.bet(cell)
        slates = await self._desk.market.slates_of([bet], click.context)
        book = cell.book if compared is not None else None
        leg = leg_at(bet, [quote for slate in slates for quote in slate.quotes], now, book=book)
        if leg is None:
            at = f"{book} does not have it any more. " if book else f"{why_gone(bet, slates)} "
            return Done(notice=f"{at}Look at the prices again.")
        kept = kept_leg(leg, slates, book=book)
        message = moved_since(kept, cell.decimal, cell.book, click.context.odds_format)
        shown = await self._desk.slips.edit(click.thread.id, add_legs([kept], message=message), click.context)
        done = _slip_done(shown)
        done.changed = click.sender
        legs = len(shown.slip.legs)
        done.notice = f"On your slip: {legs} {'leg' if legs == 1 else 'legs'}." + (f" {message}" if message else "")
        return done

    async def _refresh(self, click: Click) -> Done:
        """Read the board's prices again and send what differs from what the page has."""
        given = checked(RefreshPayload, click.payload)
        state = await self._board_of(click)
        slate = await self._desk.market.slate(state.league, click.context)
        before = plain_tree(click.sender.widget)
        fresh = await live_board(
            slate,
            state,
            click.context,
            market=self._desk.market,
            history=self._desk.price_history,
            now=self._desk.now(),
            before=before,
        )
        item = click.sender.model_copy(update={"widget": fresh.card, "copy_text": fresh.copy_text})
        kept = HiddenContextItem(
            id=state_item_id(click.sender.id),
            thread_id=click.thread.id,
            created_at=self._desk.now(),
            content=to_kept(fresh.state),
        )
        await self._store.save_item(click.thread.id, kept, click.context)
        await self._store.save_item(click.thread.id, item, click.context)
        if given.shown != shown_state(before):
            return Done(changed=item, updates=[whole(item)])  # the page shows another state than was stored
        updates = [
            ThreadItemUpdatedEvent(item_id=item.id, update=one) for one in diff_widget_trees(before, fresh.card.tree)
        ]
        return Done(changed=item, updates=updates)

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


def _said(thread: ThreadMetadata, item_id: str, text: str, now: datetime) -> AssistantMessageItem:
    return AssistantMessageItem(
        id=item_id,
        thread_id=thread.id,
        created_at=now,
        content=[AssistantMessageContent(text=text)],
    )


def _no_clicks() -> BadInput:
    return BadInput("That card takes no clicks any more. Ask for it again.", field="item_id")
