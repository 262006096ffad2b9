"""Running a turn's events to their end, whatever that end is, and storing it before anybody is told."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace

from chatkit.types import (
    AssistantMessageItem,
    ErrorEvent,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WidgetItem,
)

from professor_lock.errors import ProfessorLockError, SourceUnavailable
from professor_lock.logs import SeldomLog
from professor_lock.protocol.events import StoredItemReplaced
from professor_lock.turns.endings import Endings
from professor_lock.turns.marks import DELETED, INTERNAL, RESTARTING, TOO_LONG, cut_mark, mark_of
from professor_lock.turns.records import Ending
from professor_lock.turns.store import TurnStore
from professor_lock.turns.transcript import is_empty, is_hidden
from professor_lock.turns.turn import Turn

logger = logging.getLogger("professor_lock.turns")

SAVE_FOR_S = 3600.0
"""How long the end of a turn keeps trying to reach a database that has gone; what was said is in memory meanwhile."""
MAX_PAUSE_S = 5.0
DEADLINE_S = 600.0


class LeaseLost(Exception):
    """Another process took the turn over, or its thread was deleted: this one must not write any more."""


class Finisher:
    """Runs turns. `explain` puts a failure into words for a user, or answers None for a bug of ours.

    A turn ends after `deadline_s` at the latest. `checkpoint` stores what it has said so far at once.
    """

    def __init__(
        self,
        store: TurnStore,
        explain: Callable[[BaseException], ProfessorLockError | None],
        checkpoint: Callable[[Turn], Awaitable[None]],
        *,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._store = store
        self._endings = Endings(store)
        self._log = SeldomLog(logger)
        self._explain = explain
        self._checkpoint = checkpoint
        self._deadline_s = deadline_s

    async def run(self, turn: Turn, events: AsyncGenerator[ThreadStreamEvent, None]) -> None:
        """Take every event of a turn, then end it. Never raises for what goes wrong in the turn."""
        ending = Ending("answered")
        deadline = asyncio.get_running_loop().call_later(self._deadline_s, turn.stop, "failed", TOO_LONG)
        try:
            async with aclosing(events):
                turn.allow_stop()
                async for event in events:
                    turn.forbid_stop()
                    await self._take(turn, event)
                    turn.allow_stop()
                turn.forbid_stop()
        except asyncio.CancelledError:
            ending = Ending(turn.stop_as or "interrupted", turn.stop_message, allow_retry=turn.stop_as == "failed")
        except LeaseLost:
            turn.lost = True
        except Exception as error:  # noqa: BLE001  every failure ends in words for the person and one line in the log
            ending = self._failed(turn, error)
        finally:
            turn.forbid_stop()
            deadline.cancel()
        await self._finish(turn, ending)

    async def _take(self, turn: Turn, event: ThreadStreamEvent) -> None:
        """Make an event durable as far as it must be, then send it.

        A retry stores nothing before its end. An answer of its that may be the last is shown as done only when the next
        event comes, or when it is stored: what a client has seen as done is there, whatever happens then.
        """
        if turn.is_retry:
            if turn.last is not None:
                turn.publish(turn.last)
                turn.last = None
            if isinstance(event, ThreadItemDoneEvent) and isinstance(event.item, AssistantMessageItem):
                turn.last = event
                return
        else:
            match event:
                case ThreadItemUpdatedEvent():
                    pass
                # A widget takes its place in the thread when it is shown, so that order and content survive a crash.
                case ThreadItemAddedEvent() if isinstance(event.item, WidgetItem):
                    await self._save(turn, event.item)
                    turn.publish(event)
                    turn.state.note_stored(event.item)
                    return
                case StoredItemReplaced():
                    pass
                case ThreadItemDoneEvent() | ThreadItemReplacedEvent():
                    await self._save(turn, event.item)
                case ThreadItemRemovedEvent():
                    turn.unsaved.pop(event.item_id, None)
                    turn.forget(event.item_id)
                    await self._checkpoint(turn)  # or the last one brings it back, should this process die
                    await self._store.delete_item(turn.new, event.item_id, turn.context)
                case _:
                    pass
        turn.publish(event)

    async def _save(self, turn: Turn, item: ThreadItem) -> None:
        turn.unsaved[item.id] = item
        if not await self._store.save_item(turn.new, item, turn.context):
            raise LeaseLost
        del turn.unsaved[item.id]

    def _failed(self, turn: Turn, error: BaseException) -> Ending:
        explained = self._explain(error)
        if explained is None:
            logger.error("turn failed", exc_info=error, extra={"reference": turn.reference})
            return _internal(turn)
        # Without its text: what a model or a source says of a failure may quote what a person said.
        cause = {"cause": type(error).__name__, "cause_code": getattr(error, "code", None)}
        logger.warning("turn ended with an error", extra={"reference": turn.reference, "code": explained.code, **cause})
        return Ending("failed", f"{explained} (reference {turn.reference})", allow_retry=explained.retryable)

    # Ending

    async def _finish(self, turn: Turn, ending: Ending) -> None:
        """Store what is left, give the lease back, tell the listeners, in that order: what they retry must be free."""
        if ending.outcome == "interrupted":
            ending = replace(ending, message=RESTARTING, allow_retry=True)
        try:
            held = not turn.lost and await self._end(turn, ending)
            if not held:
                await self._tell(turn, await self._taken_away(turn), [])
        except SourceUnavailable:
            logger.exception("a turn's end could not be stored", extra={"reference": turn.reference})
            await self._tell(turn, _internal(turn), [])
        except Exception:
            # What was to be stored is at fault. Without it the thread is at least free, and whoever listens knows.
            logger.exception("a turn's end could not be stored as it was", extra={"reference": turn.reference})
            turn.unsaved.clear()
            turn.state.items.clear()
            await self._end(turn, _internal(turn))

    async def _end(self, turn: Turn, ending: Ending) -> bool:
        """Store the end and tell it; False when the lease was lost before.

        While the database is away it is tried again for a while. What does not depend on it is told at once.
        """
        replacing = turn.is_retry and ending.outcome == "answered"
        rest = _replacement(turn) if replacing else _rest(turn, ending)
        deadline = time.monotonic() + SAVE_FOR_S
        pause = 0.2
        told = False
        while True:
            row = replace(ending, usage=turn.usage, delivered=turn.received, partial=turn.state.replaced_json())
            try:
                if replacing:
                    held = await self._store.end(turn.new, row, turn.context, items=rest, replacing=True)
                else:
                    held = await self._endings.store(turn.new, row, turn.context, rest)
            except SourceUnavailable as error:
                self._log.warning("a turn's end could not be stored yet: %s", error)
                if not told and not replacing:
                    await self._tell(turn, ending, rest)
                    told = True
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, MAX_PAUSE_S)
            else:
                if held and not told:
                    await self._tell(turn, ending, [] if replacing else rest)
                return held

    async def _tell(self, turn: Turn, ending: Ending, rest: list[ThreadItem]) -> None:
        """What whoever listens sees of the end; their stream is over with it."""
        if turn.is_retry and ending.outcome != "answered" and turn.listeners:
            await self._restore(turn)
        elif turn.last is not None:
            turn.publish(turn.last)
        for item in rest:
            turn.publish(ThreadItemDoneEvent(item=item))
        if ending.message is not None:
            turn.publish(ErrorEvent(message=ending.message, allow_retry=ending.allow_retry))
        turn.let_go()

    async def _restore(self, turn: Turn) -> None:
        """Show again what a retry that came to nothing was to replace, instead of what it had said."""
        try:
            old = await self._store.answer_before(turn.new, turn.context)
        except SourceUnavailable:
            return  # the page shows it when it is loaded again
        for said in list(turn.state.items.values()):
            if not is_hidden(said.item):
                turn.publish(ThreadItemRemovedEvent(item_id=said.item.id))
        for item in old:
            turn.publish(ThreadItemDoneEvent(item=item))

    async def _taken_away(self, turn: Turn) -> Ending:
        """How a turn ended that lost its lease: as the process that closed it said, or with its thread."""
        try:
            row = await self._store.watch(turn.new.id, turn.context)
        except SourceUnavailable:
            return Ending("interrupted", RESTARTING, allow_retry=True)
        if row is None:
            return Ending("interrupted", DELETED)
        logger.warning("a turn has lost its lease", extra={"reference": turn.reference})
        return Ending("interrupted", row.message or RESTARTING, allow_retry=True)


def _internal(turn: Turn) -> Ending:
    return Ending("failed", f"{INTERNAL} (reference {turn.reference})", allow_retry=True)


def _replacement(turn: Turn) -> list[ThreadItem]:
    """The whole of a retry's answer."""
    items = {item_id: said.item for item_id, said in turn.state.items.items() if said.done or not is_empty(said.item)}
    if turn.last is not None:
        items[turn.last.item.id] = turn.last.item
    return list(items.values())


def _rest(turn: Turn, ending: Ending) -> list[ThreadItem]:
    """What is not stored yet: what was cut off, what could not be saved, the mark of how it ended."""
    if turn.is_retry:
        return []
    unsaved = dict(turn.unsaved)
    items = [
        unsaved.pop(item_id, said.item)
        for item_id, said in turn.state.items.items()
        if item_id in unsaved or not (said.done or is_empty(said.item))
    ]
    mark = mark_of(ending.outcome, turn.new.thread_id)
    shown = any(isinstance(said.item, AssistantMessageItem) for said in turn.state.items.values())
    cut = [cut_mark(turn.new.thread_id)] if ending.outcome == "failed" and shown else []
    return [*items, *unsaved.values(), *cut, *([mark] if mark is not None else [])]
