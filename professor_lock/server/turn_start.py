"""Starting the turn of a request: counted against the user's day, and with a thread.updated whenever it changed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence

from chatkit.types import StreamingReq, ThreadMetadata, ThreadStreamEvent, ThreadUpdatedEvent, UserMessageItem

from professor_lock.limits import Limits, OverQuota
from professor_lock.protocol.requests import request_key
from professor_lock.protocol.wire import thread_for_client
from professor_lock.server.answering import Events
from professor_lock.store import PostgresStore
from professor_lock.turns.records import NewTurn, TurnKind
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Chunks, Started, Turns, new_turn
from professor_lock.user import UserContext


class TurnStart:
    """Starts turns whose events another part makes."""

    def __init__(self, store: PostgresStore, turns: Turns, limits: Limits) -> None:
        self._store = store
        self._turns = turns
        self._limits = limits

    async def counted(
        self,
        kind: TurnKind,
        request: StreamingReq,
        thread: ThreadMetadata | None,
        context: UserContext,
        events: Callable[[Turn], AsyncIterator[ThreadStreamEvent]],
        *,
        thread_id: str | None = None,
        opening: Sequence[ThreadStreamEvent] = (),
        message: UserMessageItem | None = None,
        counts_send: bool = False,
    ) -> Chunks:
        """Begin a turn in which the model is asked, counted against the user's day; with `counts_send` the minute too.

        One that is refused does not count, nor does one that was sent before: that is joined also when it was the
        day's last. A `thread` that is None is read, by its `thread_id`.
        """

        def watched(turn: Turn) -> Events:
            return self._watched(turn, [*opening, *self._notices(turn)], events(turn))

        new = self._new(kind, request, thread.id if thread is not None else thread_id or "", context, message)
        try:
            quota = self._limits.quota(context, counts_send=counts_send)
            started = await self._turns.start(new, thread, context, watched, message=message, quota=quota)
        except OverQuota as over:
            running = await self._turns.join(new.request_key, context) if over.wait_s is None else None
            if running is None:
                raise self._limits.refused(over, context) from over
            return running
        return started.chunks

    async def start(
        self,
        kind: TurnKind,
        request: StreamingReq,
        thread: ThreadMetadata,
        context: UserContext,
        events: Callable[[Turn], AsyncIterator[ThreadStreamEvent]],
    ) -> Started:
        """Begin a turn that says its `events` and counts for nothing."""
        new = self._new(kind, request, thread.id, context)
        return await self._turns.start(new, thread, context, lambda turn: self._watched(turn, (), events(turn)))

    def _new(
        self,
        kind: TurnKind,
        request: StreamingReq,
        thread_id: str,
        context: UserContext,
        message: UserMessageItem | None = None,
    ) -> NewTurn:
        retried = message.id if kind == "retry" and message is not None else None
        at_most = self._limits.answers_at_once(context)
        return new_turn(kind, thread_id, request_key(request), None if retried else message, retried, at_most=at_most)

    def _notices(self, turn: Turn) -> list[ThreadStreamEvent]:
        """A word on the user's day when little is left of it."""
        counted = None if turn.opening is None else turn.opening.messages_today
        notice = None if counted is None else self._limits.allowance(counted, turn.context).notice(turn.context)
        return [] if notice is None else [notice]

    async def _watched(
        self, turn: Turn, opening: Sequence[ThreadStreamEvent], events: AsyncIterator[ThreadStreamEvent]
    ) -> Events:
        """A turn's opening and its events, and a thread.updated whenever they changed the thread's own fields."""
        before = turn.thread.model_dump()  # a deep copy of the model takes thirty times as long
        for event in opening:
            yield event
        try:
            async for event in events:
                yield event
                if event.type != "thread.item.updated" and (now := turn.thread.model_dump()) != before:
                    before = now
                    await self._store.save_thread(turn.thread, turn.context)
                    yield ThreadUpdatedEvent(thread=thread_for_client(turn.thread))
        finally:
            if isinstance(events, AsyncGenerator):
                await events.aclose()
        if turn.thread.model_dump() != before:
            await self._store.save_thread(turn.thread, turn.context)
            yield ThreadUpdatedEvent(thread=thread_for_client(turn.thread))
