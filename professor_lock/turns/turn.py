"""A running turn of this process: what it answers, what it has said, who listens, how it is stopped, its lease.

A turn owns its state: others ask it and tell it, and change nothing in it. Everything here belongs to the event loop of
the turn's process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from chatkit.types import (
    AssistantMessageItem,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
)

from professor_lock.metrics import LISTENERS, STOPS
from professor_lock.protocol.wire import frame, text_frame
from professor_lock.timings import TurnTimings
from professor_lock.turns.listener import MAX_BEHIND_BYTES, Listener
from professor_lock.turns.live import Outlet, is_shown
from professor_lock.turns.records import TIMINGS, NewTurn, Outcome, Renewal, Renewed
from professor_lock.turns.report import TurnReport
from professor_lock.turns.store_begin import Opening
from professor_lock.turns.transcript import Transcript, is_empty, is_hidden
from professor_lock.turns.turn_cost import TurnCost
from professor_lock.user import UserContext


class Turn:
    """What is being answered in one thread right now.

    `message` is the user's message that is answered, where it is one, `opening` what was read as it began, until the
    answer has used it. `max_behind_bytes` is how much of it a listener may have left unread. `outlet` is the way to
    listeners on other processes, where there is a broker.
    """

    def __init__(
        self,
        new: NewTurn,
        thread: ThreadMetadata,
        message: UserMessageItem | None,
        context: UserContext,
        *,
        timings: TurnTimings = TIMINGS,
        max_behind_bytes: int = MAX_BEHIND_BYTES,
        outlet: Outlet | None = None,
    ) -> None:
        self.new = new
        self.thread = thread
        self.message = message
        self.context = context
        self.transcript = Transcript()
        self.report = TurnReport(new.kind)
        self.cost = TurnCost()
        self.opening: Opening | None = None
        self._timings = timings
        self._max_behind_bytes = max_behind_bytes
        self._outlet = outlet
        self._said_seq = 0
        self._removed: list[str] = []
        self._unsaved: dict[str, ThreadItem] = {}
        self._held_back: ThreadItemDoneEvent | None = None
        self._listeners: set[Listener] = set()
        self._listened_elsewhere = False
        self._heard_at = timings.clock()
        self._marks: Callable[[AssistantMessageItem], AssistantMessageItem] | None = None
        self._task: asyncio.Task[None] | None = None
        self._interruptible = False
        self._stopped_as: Outcome | None = None
        self._stop_message: str | None = None
        self._lost = False
        self._over = False
        self._ending = False
        self._received = False
        self._urgent = False
        self._changed = False
        self._renewed_at = timings.clock()

    @property
    def is_retry(self) -> bool:
        """Whether the old answer stays until this one is whole."""
        return self.new.retried_item_id is not None

    @property
    def reference(self) -> str:
        """What a user is told and the log holds, so that the two can be brought together."""
        return self.new.id[-12:]

    # Its task

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run the turn as a task of its own."""
        self._task = asyncio.create_task(work)

    async def wait(self, seconds: float) -> None:
        """Until the turn has ended; at most so long."""
        if self._task is not None:
            await asyncio.wait((self._task,), timeout=seconds)

    @property
    def over(self) -> bool:
        """Whether it has ended and its end is stored or given up."""
        return self._over

    def finish(self) -> None:
        """It has ended: end the streams of everyone who listens."""
        self._over = True
        self.let_go()

    # What it says

    def publish(self, event: ThreadStreamEvent) -> None:
        """Fold an event in and send it to every listener; what is hidden is folded only."""
        self.transcript.apply(event)
        self.report.note(event)
        self._changed = True
        if is_shown(event):
            self._said_seq += 1
            if isinstance(event, ThreadItemRemovedEvent):
                self._removed.append(event.item_id)
            if self._listened_elsewhere and self._outlet is not None:
                self._outlet.event(self._said_seq, event)
        if isinstance(event, ThreadItemDoneEvent | ThreadItemAddedEvent) and is_hidden(event.item):
            return
        if self._listeners:
            data = frame(event)
            for listener in self._listeners:
                listener.put(data)

    def say(self, item_id: str, index: int, text: str) -> None:
        """Add text to a part of a message that is being said: `publish` of such an event, at a fraction of its cost."""
        self.transcript.say(item_id, index, text)
        self.report.note_text()
        self._changed = True
        self._said_seq += 1
        if self._listened_elsewhere and self._outlet is not None:
            self._outlet.text(self._said_seq, item_id, index, text)
        if self._listeners:
            data = text_frame(item_id, index, text)
            for listener in self._listeners:
                listener.put_now(data)

    def publish_stored(self, event: ThreadItemAddedEvent) -> None:
        """The same for an item that may still change and is in the thread already, as the event has it."""
        self.publish(event)
        self.transcript.note_stored(event.item)

    def hold_back(self, event: ThreadItemDoneEvent) -> None:
        """Keep the end of a message that may be the turn's last event until it is stored (`publish_held_back`)."""
        self._held_back = event

    def take_held_back(self) -> ThreadItemDoneEvent | None:
        """What was held back, which is that no longer; None when nothing was."""
        event, self._held_back = self._held_back, None
        return event

    def publish_held_back(self) -> None:
        """Publish what was held back, if anything was."""
        event = self.take_held_back()
        if event is not None:
            self.publish(event)

    def keep_held_back(self) -> bool:
        """Have what was held back stored at the turn's end, as what could not be saved is; False without it."""
        event = None if self.is_retry else self.take_held_back()
        if event is not None:
            self.saving(event.item)
        return event is not None

    def keep_hidden(self, item: ThreadItem) -> None:
        """Store what nobody is shown with the item that comes next, or with the end; a checkpoint has it until then."""
        self.saving(item)
        self.transcript.keep(item)
        self._changed = True

    def hidden_before(self, item: ThreadItem) -> list[ThreadItem]:
        """What is hidden and not stored yet, to be stored before this item."""
        return [one for one in self._unsaved.values() if is_hidden(one) and one.id != item.id]

    def forget(self, item_id: str) -> None:
        """Take an item back before its listeners are told: it is in no checkpoint from now on."""
        self._unsaved.pop(item_id, None)
        self.transcript.items.pop(item_id, None)
        self._changed = True

    def forget_all(self) -> None:
        """Give up everything that is not stored yet."""
        self._unsaved.clear()
        self._held_back = None
        self.transcript.items.clear()

    def saving(self, item: ThreadItem) -> None:
        """A finished item is about to be stored; unless `saved` follows, the turn's end stores it."""
        self._unsaved[item.id] = item

    def saved(self, item: ThreadItem) -> None:
        """That item is stored."""
        self._unsaved.pop(item.id, None)
        if is_hidden(item):
            self.transcript.finish(item)

    def unsaved_items(self) -> list[ThreadItem]:
        """What is not stored yet: what was cut off, and what could not be saved. Of a retry the whole answer."""
        if self.is_retry:
            said = self.transcript.items.values()
            items = {one.item.id: one.item for one in said if one.done or not is_empty(one.item)}
            if self._held_back is not None:
                items[self._held_back.item.id] = self._held_back.item
            return list(items.values())
        unsaved = dict(self._unsaved)
        if self._held_back is not None:
            unsaved[self._held_back.item.id] = self._held_back.item
        cut_off = [
            unsaved.pop(item_id) if item_id in unsaved else self._marked(one.item)
            for item_id, one in self.transcript.items.items()
            if item_id in unsaved or not (one.done or is_empty(one.item))
        ]
        return [*cut_off, *unsaved.values()]

    def mark_with(self, marks: Callable[[AssistantMessageItem], AssistantMessageItem]) -> None:
        """`marks` adds to a message that is cut off what was found of its numbers."""
        self._marks = marks

    def _marked(self, item: ThreadItem) -> ThreadItem:
        return self._marks(item) if self._marks is not None and isinstance(item, AssistantMessageItem) else item

    # Its listeners

    def listen(self, left: Callable[[], None], received: Callable[[], Awaitable[None]]) -> Listener:
        """A new listener. `received` is awaited when it was sent everything, `left` called when no other is left."""

        def gone(listener: Listener) -> None:
            LISTENERS.dec()
            self._listeners.discard(listener)
            if not self._listeners:
                left()

        listener = Listener(
            gone,
            received,
            timings=self._timings,
            max_behind_bytes=self._max_behind_bytes,
            words=self.context.words,
        )
        self._listeners.add(listener)
        LISTENERS.inc()
        return listener

    def follow_elsewhere(self) -> None:
        """A listener on another process asks for the state, and for what follows."""
        self._listened_elsewhere = True
        self._heard_at = self._timings.clock()
        if self._outlet is not None:
            self._outlet.state(self._said_seq, self.transcript, self._removed)

    def close_outlet(self) -> None:
        """Its end is stored, or given up: listeners on other processes read the rest where it is stored."""
        outlet, self._outlet = self._outlet, None
        if outlet is not None and self._listened_elsewhere:
            outlet.end(self._said_seq)

    @property
    def listened_here(self) -> bool:
        """Whether anybody listens on this process."""
        return bool(self._listeners)

    @property
    def listened(self) -> bool:
        """Whether anybody listens, here or elsewhere."""
        return bool(self._listeners) or self._listened_elsewhere

    def is_unheard(self, grace_s: float) -> bool:
        """Whether nobody has listened for so long."""
        return not self.listened and self._timings.clock() - self._heard_at >= grace_s

    def note_unheard(self) -> None:
        """The last listener here has gone: other processes should know at once, and the time of grace runs."""
        self._heard_at = self._timings.clock()
        self._urgent = True

    @property
    def received(self) -> bool:
        """Whether a listener was sent everything, to the last byte."""
        return self._received

    def note_received(self) -> None:
        """A listener was sent everything."""
        self._received = True

    def ping(self) -> None:
        """Give listeners a sign of life where nothing was said for long."""
        for listener in self._listeners:
            listener.ping()

    def let_go(self) -> None:
        """End the streams of everyone who listens; what they have not read yet they still get."""
        for listener in self._listeners:
            listener.close()

    # Stopping. A task is only ever cancelled while it waits for its next event, never while it writes: a write that is
    # torn off may or may not have happened.

    @property
    def stopped_as(self) -> Outcome | None:
        """Why it is being stopped; None while it is not."""
        return self._stopped_as

    @property
    def stop_message(self) -> str | None:
        """What to tell the user of it."""
        return self._stop_message

    def stop(self, outcome: Outcome, message: str | None = None, *, reason: str = "asked") -> None:
        """End the turn as soon as it next waits; the first reason counts, and is counted."""
        if self._stopped_as is None:
            STOPS.labels(reason).inc()
            self._stopped_as = outcome
            self._stop_message = message
            if self._interruptible and self._task is not None:
                self._task.cancel()

    def allow_stop(self) -> None:
        """From here on the turn's task may be cancelled; it is at once when a stop came before."""
        self._interruptible = True
        if self._stopped_as is not None:
            raise asyncio.CancelledError

    def forbid_stop(self) -> None:
        """From here on a stop waits for `allow_stop`."""
        self._interruptible = False

    @property
    def lost(self) -> bool:
        """Whether another process has closed it, or its thread was deleted: it must not write any more."""
        return self._lost

    def note_ending(self) -> None:
        """From here on the statement that ends it says whether it held its lease; a renewal may come after that."""
        self._ending = True

    def lose(self) -> None:
        """The lease is lost."""
        self._lost = True
        self.stop("interrupted", reason="lease lost")

    # Its lease

    def is_due(self) -> bool:
        """Whether the lease wants renewing."""
        often = self._listened_elsewhere and self._changed
        interval = self._timings.renew_followed_s if often else self._timings.renew_s
        return self._urgent or self._timings.clock() - self._renewed_at >= interval

    def want_renewal(self) -> None:
        """Have the lease renewed as soon as possible."""
        self._urgent = True

    def renewal(self) -> Renewal:
        """What `TurnStore.renew` takes: what was said is written again only when it has changed."""
        changed, self._changed = self._changed, False
        self._urgent = False
        self._renewed_at = self._timings.clock()
        partial = self.transcript.checkpoint(finished=self.is_retry) if changed else None
        listeners = len(self._listeners)
        return Renewal(self.new.id, self.context.user_id, listeners, changed, partial, self._said_seq)

    def not_renewed(self, renewal: Renewal) -> None:
        """The renewal did not reach the database: the next one carries its checkpoint again."""
        self._changed |= renewal.changed

    def heed(self, row: Renewed | None) -> None:
        """Do what was asked of the turn elsewhere; without a row its lease is lost, unless its end was just stored."""
        if self._ending:
            return
        if row is None:
            self.lose()
            return
        self._listened_elsewhere = row.listened_elsewhere
        if row.listened_elsewhere:
            self._heard_at = self._timings.clock()
        if row.state == "stopping":
            self.stop("stopped")


def ends_an_answer(event: ThreadStreamEvent) -> bool:
    """Whether an event says that an assistant message is finished."""
    return isinstance(event, ThreadItemDoneEvent) and isinstance(event.item, AssistantMessageItem)
