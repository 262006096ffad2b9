"""A click as the handlers of actions get it, and its result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from chatkit.types import ThreadItem, ThreadItemUpdatedEvent, ThreadMetadata, WidgetItem, WidgetRootUpdated
from pydantic import BaseModel, ValidationError

from professor_lock.agent.next_questions import questions_after
from professor_lock.desk.clicks import LoadedClick
from professor_lock.desk.slips import Slips, SlipView
from professor_lock.errors import BadInput
from professor_lock.protocol.checked_message import EXTENSION
from professor_lock.protocol.stored_items import StoreNotFound
from professor_lock.protocol.widget_diff import dynamic_root
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.turns.store_begin import closed_thread
from professor_lock.user import UserContext
from professor_lock.words import Words

Payload = TypeVar("Payload", bound=BaseModel)


@dataclass(slots=True)
class Done:
    """What a click came to. `changed` is stored already; `new` items are stored by the turn as it adds them.

    `updates` are what differs of the changed card; without any it is sent whole.
    """

    changed: WidgetItem | None = None
    updates: list[ThreadItemUpdatedEvent] = field(default_factory=list)
    new: list[ThreadItem] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    """Ids of messages that are no longer true, and gone from the thread."""
    recorded: str | None = None
    """The id of the message that says that a bet is recorded."""
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


def whole(item: WidgetItem) -> ThreadItemUpdatedEvent:
    """The card as it is now. All of it, because the page may hold an older state than the one before."""
    return ThreadItemUpdatedEvent(item_id=item.id, update=WidgetRootUpdated(widget=item.widget))


def offering(item: WidgetItem, tool: str, words: Words) -> WidgetItem:
    """The card with the questions that follow from what the click did, which is what `tool` does.

    Without them a page would go on offering those of the answer before.
    """
    tree = plain_tree(item.widget)
    own = tree.get(EXTENSION)
    named = own if isinstance(own, dict) else {}
    tree = {**tree, EXTENSION: {**named, "suggestions": questions_after(tool, words)}}
    return item.model_copy(update={"widget": dynamic_root(tree)})


def checked(kind: type[Payload], payload: Any) -> Payload:
    """The payload of an action as its type; BadInput names the first field that is wrong."""
    try:
        return kind.model_validate(payload if payload is not None else {})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "payload"
        raise BadInput(f"{where}: {first['msg']}", field=f"action.payload.{where}") from error


async def load_click(slips: Slips, thread_id: str, item_id: str | None, context: UserContext) -> LoadedClick:
    """What a click meets in the caller's own, open thread; BadInput where the item is no card."""
    click = await slips.load_click(thread_id, item_id or "", context)
    check_open(click.thread)
    if item_id is not None and click.card is None:
        raise StoreNotFound("There is no such item.")
    if click.card is not None and not isinstance(click.card, WidgetItem):
        raise BadInput("Only a widget can send an action.", field="item_id")
    return click


def check_open(thread: ThreadMetadata) -> None:
    """Forbidden for a thread that takes no more messages."""
    if thread.status.type != "active":
        raise closed_thread(thread.status.type)
