"""Starting the turn of a request: counted against the user's day, and with a thread.updated whenever it changed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence

from chatkit.types import StreamingReq, ThreadMetadata, ThreadStreamEvent, ThreadUpdatedEvent, UserMessageItem

from professor_lock.errors import ProfessorLockError, RateLimited
from professor_lock.limits import Limits
from professor_lock.person import UserContext
from professor_lock.protocol.requests import request_key
from professor_lock.protocol.wire import thread_for_client
from professor_lock.server.answering import Events
from professor_lock.store import PostgresStore
from professor_lock.turns.records import TurnKind
from professor_lock.turns.turn import Turn
from professor_lock.turns.turns import Chunks, Started, Turns, new_turn


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
        thread: ThreadMetadata,
        context: UserContext,
        events: Callable[[Turn], AsyncIterator[ThreadStreamEvent]],
        *,
        opening: Sequence[ThreadStreamEvent] = (),
        message: UserMessageItem | None = None,
    ) -> Chunks:
        """Begin a turn in which the model is asked, counted against the user's day.

        One that is refused does not count, nor does one that was sent before: that is joined also when it was the
        day's last.
        """
        try:
            allowance = await self._limits.take_message(context)
        except RateLimited:
            running = await self._turns.join(request_key(request), context)
            if running is None:
                raise
            return running

        notice = allowance.notice(context)
        opening = [*opening] if notice is None else [*opening, notice]
        try:
            started = await self.start(kind, request, thread, context, events, opening=opening, message=message)
        except ProfessorLockError:
            await self._limits.give_back_message(context)
            raise
        if started.joined:
            await self._limits.give_back_message(context)
        return started.chunks

    async def start(
        self,
        kind: TurnKind,
        request: StreamingReq,
        thread: ThreadMetadata,
        context: UserContext,
        events: Callable[[Turn], AsyncIterator[ThreadStreamEvent]],
        *,
        opening: Sequence[ThreadStreamEvent] = (),
        message: UserMessageItem | None = None,
    ) -> Started:
        """Begin a turn that says `opening` and then its `events`."""
        retried = message.id if kind == "retry" and message is not None else None
        at_most = self._limits.answers_at_once(context)
        new = new_turn(kind, thread.id, request_key(request), None if retried else message, retried, at_most=at_most)
        return await self._turns.start(
            new, thread, context, lambda turn: self._watched(turn, opening, events(turn)), message=message
        )

    async def _watched(
        self, turn: Turn, opening: Sequence[ThreadStreamEvent], events: AsyncIterator[ThreadStreamEvent]
    ) -> Events:
        """A turn's opening and its events, and a thread.updated whenever they changed the thread's own fields."""
        before = turn.thread.model_copy(deep=True)
        for event in opening:
            yield event
        try:
            async for event in events:
                yield event
                if event.type != "thread.item.updated" and turn.thread != before:
                    before = turn.thread.model_copy(deep=True)
                    await self._store.save_thread(turn.thread, turn.context)
                    yield ThreadUpdatedEvent(thread=thread_for_client(turn.thread))
        finally:
            if isinstance(events, AsyncGenerator):
                await events.aclose()
        if turn.thread != before:
            await self._store.save_thread(turn.thread, turn.context)
            yield ThreadUpdatedEvent(thread=thread_for_client(turn.thread))
