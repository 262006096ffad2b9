"""Listening to a turn that another process answers, or that is over: by looking at the database until it ends.

Looking works wherever a statement does, also behind a transaction pooler, which has no LISTEN. With a broker the turn's
events come by it as soon as they are said, and the database is looked at once a second, to see whether the turn still
runs and whether anything is missing. See docs/decisions/0002-turns.md and 0010-broker.md.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from functools import cache

from chatkit.types import (
    ErrorEvent,
    StreamOptions,
    StreamOptionsEvent,
    ThreadCreatedEvent,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    WidgetItem,
)

from professor_lock.errors import SourceUnavailable
from professor_lock.metrics import FOLLOWING, LISTENERS
from professor_lock.protocol.wire import PING, frame, text_frame, thread_for_client
from professor_lock.store import PostgresStore
from professor_lock.timings import TurnTimings
from professor_lock.turns.deliveries import Deliveries
from professor_lock.turns.leases import ExpiredTurns
from professor_lock.turns.live import Feed, LiveTurns
from professor_lock.turns.live_view import LiveView, Piece
from professor_lock.turns.records import TIMINGS, TurnKind, TurnRow
from professor_lock.turns.runner import DELETED, RESTARTING
from professor_lock.turns.store import TurnStore
from professor_lock.turns.transcript import Transcript
from professor_lock.user import UserContext
from professor_lock.words import Words
from professor_lock.words.sentences import sentence

logger = logging.getLogger("professor_lock.turns")

Show = Callable[[ThreadItem, UserContext], ThreadItem]
"""An item as its owner's page is to see it: with what is made anew each time and not stored."""


def as_stored(item: ThreadItem, context: UserContext) -> ThreadItem:
    """An item that needs nothing more."""
    return item


class Follower:
    """Streams of turns that this process does not answer. `drained` says that this process is about to stop.

    `live` is the broker's way to other processes.
    """

    def __init__(
        self,
        store: TurnStore,
        threads: PostgresStore,
        expired: ExpiredTurns,
        deliveries: Deliveries,
        drained: Callable[[], bool],
        *,
        show: Show,
        live: LiveTurns,
        timings: TurnTimings = TIMINGS,
    ) -> None:
        self._live = live
        self._store = store
        self._threads = threads
        self._expired = expired
        self._deliveries = deliveries
        self._drained = drained
        self._show = show
        self._timings = timings

    async def follow(self, row: TurnRow, context: UserContext, *, reloaded: bool) -> AsyncGenerator[bytes, None]:
        """The turn from its beginning to its end. `reloaded`: the page has just read the thread."""
        old = await self._store.answer_before(row, context) if row.kind == "retry" and not row.over else []
        for event in await self._opening(row, context, old, reloaded=reloaded):
            yield frame(event)
        LISTENERS.inc()
        feed = self._live.listen(row, context)
        try:
            async for seen in self._events(row, context, old, feed, reloaded=reloaded):
                yield self._bytes_of(seen, context)
        finally:
            feed.close()
            LISTENERS.dec()
            await self._leave(row, context)

    async def _opening(
        self, row: TurnRow, context: UserContext, old: list[ThreadItem], *, reloaded: bool
    ) -> list[ThreadStreamEvent]:
        """What comes before the turn's own events; the message itself is among its items."""
        opening: list[ThreadStreamEvent] = [stream_options()]
        if reloaded:
            gone = [*(item.id for item in old), *(row.removed_items or ())]  # the page may have read them before
            return [*opening, *(ThreadItemRemovedEvent(item_id=item_id) for item_id in gone)]
        if row.kind == "create":
            thread = await self._threads.load_thread(row.thread_id, context)
            return [ThreadCreatedEvent(thread=thread_for_client(thread)), *opening]
        return opening

    async def _events(
        self, row: TurnRow, context: UserContext, old: list[ThreadItem], feed: Feed, *, reloaded: bool
    ) -> AsyncGenerator[Piece | None, None]:
        """The turn's events as they can be seen; None is a sign of life."""
        view = LiveView(reloaded=reloaded)
        timings, clock = self._timings, self._timings.clock
        spoke, attended = clock(), clock() - timings.attend_s
        while True:
            if not row.over and clock() - attended >= timings.attend_s:
                attended = clock()
                await self._store.attend(row.id, context)
            look = await self._store.watch(row.id, context)
            if look is None:
                yield ErrorEvent(message=sentence(DELETED, context.words), allow_retry=False)
                return
            if self._expired.is_expired(look):
                await self._expired.close(look)
                continue
            for shown in _come(view, feed):
                spoke = clock()
                yield shown
            if look.over or not view.live or view.is_behind(look.said_seq):
                now = await self._state_of(look, context)
                for event in view.look(now, look.said_seq, over=look.over):
                    spoke = clock()
                    yield event
            if look.over:
                for event in _end(look, old, context.words, told=reloaded and row.over and row.delivered):
                    yield event
                self._deliveries.note(row.id, row.request_key, context)
                return
            if self._drained():
                yield ErrorEvent(message=sentence(RESTARTING, context.words), allow_retry=True)
                return
            if clock() - spoke >= timings.ping_s:
                spoke = clock()
                yield None
            if not view.live:
                feed.ask()
            until = clock() + (timings.attend_s if view.live and not view.late else timings.look_s)
            while await feed.wait(until - clock()):
                was_live = view.live
                for shown in _come(view, feed):
                    spoke = clock()
                    yield shown
                if view.live and not view.late:
                    until = max(until, attended + timings.attend_s)
                if feed.ended or (was_live and not view.live):
                    break

    def _bytes_of(self, shown: Piece | None, context: UserContext) -> bytes:
        if shown is None:
            return PING
        return text_frame(*shown) if isinstance(shown, tuple) else frame(self._shown(shown, context))

    def _shown(self, event: ThreadStreamEvent, context: UserContext) -> ThreadStreamEvent:
        match event:
            case ThreadItemAddedEvent() | ThreadItemDoneEvent() | ThreadItemReplacedEvent():
                return event.model_copy(update={"item": self._show(event.item, context)})
            case _:
                return event

    async def _state_of(self, row: TurnRow, context: UserContext) -> Transcript:
        """What a turn has said: its stored items and its last checkpoint."""
        state = Transcript()
        for item in await self._store.items_since(row.thread_id, row.first_seq, context):
            state.apply(ThreadItemDoneEvent(item=item))
        for item_id, said in Transcript.from_json(row.partial).items.items():
            # A card is stored when it is shown and changes after that; anything else is stored when it is finished, so
            # that a checkpoint from before that moment says nothing new.
            if item_id not in state.items or isinstance(said.item, WidgetItem):
                state.items[item_id] = said
        return state

    async def _leave(self, row: TurnRow, context: UserContext) -> None:
        if row.over:
            return
        try:
            await self._store.leave(row.id, context)
        except SourceUnavailable as error:
            logger.warning("leaving a turn could not be noted: %s", error)


def _come(view: LiveView, feed: Feed) -> Iterator[Piece]:
    """What has come by the broker and is new to the listener."""
    was_live = view.live
    if feed.take_lost():
        view.lose()
    while (said := feed.take()) is not None:
        yield from view.take(said)
    if view.live != was_live:
        FOLLOWING.labels("broker" if view.live else "database").inc()


@cache
def stream_options() -> StreamOptionsEvent:
    """Every turn can be cancelled. One event for all streams: nobody changes it."""
    return StreamOptionsEvent(stream_options=StreamOptions(allow_cancel=True))


async def nothing_said() -> AsyncGenerator[bytes, None]:
    """The stream of a thread in which nothing is being said."""
    yield frame(stream_options())


def opening_of(kind: TurnKind, thread: ThreadMetadata, message: ThreadItem | None) -> list[ThreadStreamEvent]:
    """What a turn's stream begins with for its own client: the thread it made, the message it took."""
    opening: list[ThreadStreamEvent] = []
    if kind == "create":
        opening.append(ThreadCreatedEvent(thread=thread_for_client(thread)))
    if kind in ("create", "message") and message is not None:
        opening.append(ThreadItemDoneEvent(item=message))
    return [*opening, stream_options()]


def _end(row: TurnRow, old: list[ThreadItem], words: Words, *, told: bool) -> Iterator[ThreadStreamEvent]:
    """How it ended: the answer that a failed retry has left as it was, and the error unless the page knows it."""
    if row.outcome != "answered":
        for item in old:
            yield ThreadItemDoneEvent(item=item)
    if row.message is not None and not told:
        yield ErrorEvent(message=sentence(row.message, words), allow_retry=row.allow_retry)
