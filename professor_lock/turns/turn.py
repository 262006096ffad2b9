"""A running turn of this process: what it answers, what it has said, who listens."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from chatkit.types import (
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
)

from professor_lock.person import UserContext
from professor_lock.protocol.wire import frame
from professor_lock.turns.listener import Listener
from professor_lock.turns.records import NewTurn, Outcome, Renewal
from professor_lock.turns.transcript import TurnState, is_hidden

RENEW_S = 1.0
FOLLOWED_S = 0.3
"""How often a turn is checkpointed that somebody follows from another process."""


@dataclass(eq=False)
class Turn:
    """What is going on in one thread right now. Everything here belongs to the event loop of its process."""

    new: NewTurn
    thread: ThreadMetadata
    message: UserMessageItem | None
    """The message that is answered, where it is one."""
    context: UserContext
    state: TurnState = field(default_factory=TurnState)
    unsaved: dict[str, ThreadItem] = field(default_factory=dict)
    """Finished items that could not be stored when they should have been: the turn's end stores them."""
    listeners: set[Listener] = field(default_factory=set)
    listened_elsewhere: bool = False
    heard_at: float = field(default_factory=time.monotonic)
    """When somebody listened last (`time.monotonic()`)."""
    urgent: bool = False
    """Something that other processes should know at once."""
    usage: str | None = None
    last: ThreadItemDoneEvent | None = None
    """The last event of a retry's answer, while it is not shown: it is once the answer is stored."""
    task: asyncio.Task[None] | None = None
    stop_as: Outcome | None = None
    """Why it is being stopped; the first reason counts."""
    stop_message: str | None = None
    """What to tell the user of it."""
    lost: bool = False
    """Another process has closed it, or its thread was deleted: it must not write any more."""
    over: bool = False
    received: bool = False
    """Whether a listener was sent everything, to the last byte."""
    _interruptible: bool = False
    _changed: bool = False
    _renewed_at: float = field(default_factory=time.monotonic)

    @property
    def is_retry(self) -> bool:
        """Whether the old answer stays until this one is whole."""
        return self.new.retried_item_id is not None

    @property
    def listened(self) -> bool:
        """Whether anybody listens, here or elsewhere."""
        return bool(self.listeners) or self.listened_elsewhere

    @property
    def reference(self) -> str:
        """What a person is told and the log holds, so that the two can be brought together."""
        return self.new.id[-12:]

    def let_go(self) -> None:
        """End the streams of everyone who listens; what they have not read yet they still get."""
        for listener in self.listeners:
            listener.close()

    def forget(self, item_id: str) -> None:
        """Take an item back before its listeners are told: it is in no checkpoint from now on."""
        self.state.items.pop(item_id, None)
        self._changed = True

    def publish(self, event: ThreadStreamEvent) -> None:
        """Fold an event in and send it to every listener; what is hidden is folded only."""
        self.state.apply(event)
        self._changed = True
        if isinstance(event, ThreadItemDoneEvent | ThreadItemAddedEvent) and is_hidden(event.item):
            return
        if self.listeners:
            data = frame(event)
            for listener in self.listeners:
                listener.put(data)

    # Stopping. A task is only ever cancelled while it waits for its next event, never while it writes: a write that is
    # torn off may or may not have happened.

    def stop(self, outcome: Outcome, message: str | None = None) -> None:
        """End the turn as soon as it next waits."""
        if self.stop_as is None:
            self.stop_as = outcome
            self.stop_message = message
            if self._interruptible and self.task is not None:
                self.task.cancel()

    def allow_stop(self) -> None:
        """From here on the turn's task may be cancelled; it is at once when a stop came before."""
        self._interruptible = True
        if self.stop_as is not None:
            raise asyncio.CancelledError

    def forbid_stop(self) -> None:
        """From here on a stop waits for `allow_stop`."""
        self._interruptible = False

    # The lease

    def is_due(self, now: float) -> bool:
        """Whether the lease wants renewing; `now` is `time.monotonic()`."""
        interval = FOLLOWED_S if self.listened_elsewhere and self._changed else RENEW_S
        return self.urgent or now - self._renewed_at >= interval

    def renewal(self, now: float) -> Renewal:
        """What `TurnStore.renew` takes: what was said is written again only when it has changed."""
        changed, self._changed = self._changed, False
        self.urgent = False
        self._renewed_at = now
        partial = self.state.checkpoint(finished=self.is_retry) if changed else None
        return Renewal(self.new.id, self.context.user_id, len(self.listeners), changed, partial)

    def not_renewed(self, renewal: Renewal) -> None:
        """The renewal did not reach the database: the next one carries its checkpoint again."""
        self._changed |= renewal.changed
