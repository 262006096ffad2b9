"""What a listener on another process has seen of a turn, and what it is shown next. Pure: no I/O, no clock.

Two ways lead to it: looks into the database, and the turn's own numbered events by a broker. Neither may show anything
twice or take anything back that the other has shown. Looks may be ahead of the events: an item is stored before its
process publishes it. They may be behind, too: what is unfinished is stored a few times a second. The database says by
`said_seq` which event its checkpoint holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from chatkit.types import (
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WidgetItem,
)

from professor_lock.turns.live import TurnMessage
from professor_lock.turns.transcript import Transcript, TranscriptItem, catch_up

Piece = ThreadStreamEvent | tuple[str, int, str]
"""An event for the listener, or more text as (item's id, index of the part, text)."""


class LiveView:
    """`reloaded`: the listener is a page that has just read the thread."""

    def __init__(self, *, reloaded: bool) -> None:
        self._reloaded = reloaded
        self._seen = Transcript()
        self._seq: int | None = None
        self._shown_seq = 0
        self._ahead: set[str] = set()
        self._late: int | None = None

    @property
    def live(self) -> bool:
        """Whether the events come one after another without a gap; else the database is looked at."""
        return self._seq is not None

    @property
    def late(self) -> bool:
        """Whether the database was ahead at the last look: it is looked at again soon."""
        return self._late is not None

    def lose(self) -> None:
        """Messages are missing."""
        self._seq = None
        self._late = None

    def is_behind(self, said_seq: int) -> bool:
        """Whether events do not come although no gap is known, as from a broker that hangs: the database was ahead at
        the last look already, and what it had then has still not come.
        """
        late, seq = self._late, self._seq or 0
        self._late = said_seq if seq < said_seq else None
        return late is not None and seq < late

    def look(self, now: Transcript, said_seq: int, *, over: bool) -> Iterator[ThreadStreamEvent]:
        """What the database holds: a whole state, of an ended turn the last one. One that is behind shows nothing."""
        self.lose()
        if not over and said_seq < self._shown_seq:
            return
        yield from catch_up(self._seen, now, reloaded=self._reloaded)
        self._seen = now
        self._shown_seq = max(self._shown_seq, said_seq)

    def take(self, said: TurnMessage) -> Iterator[Piece]:
        """What the turn's process said."""
        if said.state is not None:
            if self._seq is None and said.seq >= self._shown_seq:
                yield from self._join(said.state, said.removed, said.seq)
            return
        if self._seq is None or said.seq <= self._seq or said.end:
            return
        if said.seq != self._seq + 1:
            self.lose()
            return
        self._seq = self._shown_seq = said.seq
        if said.text is not None:
            item_id, index, text = said.text
            if item_id not in self._ahead:
                self._seen.say(item_id, index, text)
                yield said.text
        elif said.event is not None and self._is_new(said.event):
            self._seen.apply(said.event)
            yield said.event

    def _join(self, state: Transcript, removed: tuple[str, ...], seq: int) -> Iterator[ThreadStreamEvent]:
        """Go over from looks to events, at a state that holds everything up to `seq`."""
        kept = {item_id: item for item_id, item in self._seen.items.items() if item_id not in removed}
        self._ahead = {item_id for item_id, before in kept.items() if _is_ahead(before, state.items.get(item_id))}
        merged = {item_id: kept[item_id] if item_id in self._ahead else state.items[item_id] for item_id in kept}
        now = Transcript(merged | {item_id: item for item_id, item in state.items.items() if item_id not in merged})
        yield from catch_up(self._seen, now, reloaded=self._reloaded)
        self._seen = now
        self._seq = self._shown_seq = seq
        self._late = None

    def _is_new(self, event: ThreadStreamEvent) -> bool:
        """Whether an event says more than a look has shown already."""
        match event:
            case ThreadItemRemovedEvent():
                self._ahead.discard(event.item_id)
                return event.item_id in self._seen.items
            case ThreadItemAddedEvent() if event.item.id in self._ahead:
                if isinstance(event.item, WidgetItem):
                    self._ahead.discard(event.item.id)  # stored as it is here; what follows changes it
                return False
            case ThreadItemUpdatedEvent():
                return event.item_id not in self._ahead
            case ThreadItemDoneEvent() | ThreadItemReplacedEvent() if event.item.id in self._ahead:
                self._ahead.discard(event.item.id)
                return event.item != self._seen.items[event.item.id].item
            case _:
                return True


def _is_ahead(before: TranscriptItem, now: TranscriptItem | None) -> bool:
    """Whether the database has shown of an item what the turn's events have not come to yet.

    A card is stored while it still changes, so that only a message tells by its end.
    """
    if now is None:
        return True
    return isinstance(before.item, AssistantMessageItem) and before.done and not now.done
