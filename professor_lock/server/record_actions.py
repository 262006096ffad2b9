"""Clicks on the record, on limits, and on cards that only a user's click may act on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from professor_lock.desk.care_cards import choose_break_card, choose_limit_card
from professor_lock.desk.limits_card import limits_widget, said_of, typed_limit
from professor_lock.desk.proposal_cards import break_card, settlement_card, take_back_card, used_card
from professor_lock.desk.proposals import GONE, ClickResult, TakeBreak
from professor_lock.desk.record_card import record_item
from professor_lock.desk.services import DeskServices
from professor_lock.errors import BadInput, NotFound
from professor_lock.server.click import Click, Done, checked, offering, whole
from professor_lock.store import PostgresStore
from professor_lock.widgets.actions import (
    BREAK_OF,
    CONFIRM,
    DISMISS,
    MY_BETS,
    SET_LIMIT,
    SET_LIMITS,
    SETTLE,
    TAKE_BACK,
    TAKE_BREAK,
    ConfirmPayload,
    MyBetsPayload,
    SetLimitsPayload,
    SettlePayload,
    TakeBackPayload,
    TakeBreakPayload,
)

RECORD, LIMITS = "Your record", "Your limits"
"""What the copied texts of these cards begin with."""


class RecordActions:
    """The actions of those cards, by type."""

    def __init__(self, store: PostgresStore, desk: DeskServices) -> None:
        self._store = store
        self._desk = desk
        self.handlers: dict[str, Callable[[Click], Awaitable[Done]]] = {
            MY_BETS: self._my_bets,
            CONFIRM: self._confirm,
            DISMISS: self._dismiss,
            SETTLE: self._offer_settlement,
            TAKE_BACK: self._offer_taking_back,
            SET_LIMITS: self._set_limits,
            BREAK_OF: self._offer_break,
            TAKE_BREAK: self._offer_any_break,
            SET_LIMIT: self._offer_limit,
        }

    async def _my_bets(self, click: Click) -> Done:
        """Put the user's record below, as when they ask for it; on the record itself list other tickets."""
        given = checked(MyBetsPayload, click.payload)
        record = await record_item(self._desk, click.thread.id, click.context, given.status or "all")
        item = offering(record, "my_bets", click.context.words)
        if given.status is None or not _is_card(click, RECORD):
            return Done(changed=click.sender, new=[item])
        again = click.sender.model_copy(update={"widget": item.widget, "copy_text": item.copy_text})
        await self._store.save_item(click.thread.id, again, click.context)
        return Done(changed=again, updates=[whole(again)])

    # What only a user's click may do

    async def _confirm(self, click: Click) -> Done:
        """Do what the card proposes, once; a refusal is said beside the card, which stays as it is."""
        given = checked(ConfirmPayload, click.payload)
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

    async def _used(self, click: Click, outcome: ClickResult) -> Done:
        """The card says from now on what became of it, and takes no more clicks."""
        if outcome.text == GONE:
            return Done(changed=click.sender, notice=GONE)
        widget = used_card(click.sender.copy_text or "", outcome, click.context.words)
        item = click.sender.model_copy(update={"widget": widget.widget, "copy_text": widget.copy_text})
        await self._store.save_item(click.thread.id, item, click.context)
        return Done(changed=item, updates=[whole(item)])

    async def _offer_settlement(self, click: Click) -> Done:
        """Put up the card on which the result of a ticket is entered."""
        given = checked(SettlePayload, click.payload)
        try:
            ticket = await self._desk.tickets.find(given.ticket, click.context)
            item = await settlement_card(self._desk.proposals, click.thread.id, ticket, click.context)
        except (BadInput, NotFound) as error:
            return Done(changed=click.sender, notice=str(error))
        return Done(changed=click.sender, new=[offering(item, "settle_bet", click.context.words)])

    async def _offer_taking_back(self, click: Click) -> Done:
        """Put up the card on which a ticket is taken back."""
        given = checked(TakeBackPayload, click.payload)
        try:
            ticket = await self._desk.tickets.find(given.ticket, click.context)
            item = await take_back_card(self._desk.proposals, click.thread.id, ticket, "taken back", click.context)
        except (BadInput, NotFound) as error:
            return Done(changed=click.sender, notice=str(error))
        return Done(changed=click.sender, new=[offering(item, "void_bet", click.context.words)])

    async def _set_limits(self, click: Click) -> Done:
        """Set the limits that were typed; the card says what holds from when."""
        given = checked(SetLimitsPayload, click.payload)
        if not _is_card(click, LIMITS):
            raise BadInput("This action belongs to the card of your limits.", field="item_id")
        desk, context, limits = self._desk, click.context, click.loaded.limits
        try:
            bet, day = typed_limit(given.bet), typed_limit(given.day)
            limits = await desk.self_limits.set_limits(context, max_stake_cents=bet, daily_stake_cents=day)
            widget = limits_widget(limits, context, desk.now(), message=said_of(limits))
        except BadInput as error:
            widget = limits_widget(limits, context, desk.now(), message=str(error), refused=True)
        item = click.sender.model_copy(update={"widget": widget.widget, "copy_text": widget.copy_text})
        await self._store.save_item(click.thread.id, item, context)
        return Done(changed=item, updates=[whole(item)])

    async def _offer_break(self, click: Click) -> Done:
        """Put up the card on which a break is begun: it cannot be shortened, so it takes a click of its own."""
        given = checked(TakeBreakPayload, click.payload)
        wanted = TakeBreak(given.days)
        desk = self._desk
        item = await break_card(desk.proposals, click.thread.id, wanted, click.context)
        return Done(changed=click.sender, new=[offering(item, "take_break", click.context.words)])

    async def _offer_any_break(self, click: Click) -> Done:
        """Put up the card on which the length of a break is chosen."""
        item = await choose_break_card(self._desk.proposals, click.thread.id, click.context)
        return Done(new=[offering(item, "take_break", click.context.words)])

    async def _offer_limit(self, click: Click) -> Done:
        """Put up the card on which a limit is set."""
        item = await choose_limit_card(self._desk.proposals, click.thread.id, click.context)
        return Done(new=[offering(item, "set_limits", click.context.words)])


def _is_card(click: Click, title: str) -> bool:
    """Whether the click is on a card of this title: no other card takes its place."""
    return (click.sender.copy_text or "").startswith(title)
