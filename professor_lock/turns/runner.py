"""Running a turn's events to their end, whatever that end is, and storing it before anybody is told.

Also what a turn leaves in the thread when it did not end by itself, and the texts a user gets for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from chatkit.types import (
    AssistantMessageItem,
    CustomTask,
    ErrorEvent,
    HiddenContextItem,
    TaskItem,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WidgetItem,
)

from professor_lock import tracing
from professor_lock.db.ids import new_id
from professor_lock.errors import INTERNAL_MESSAGE, ProfessorLockError, SourceUnavailable
from professor_lock.ledger import Spending
from professor_lock.logs import SeldomLog
from professor_lock.protocol.events import StoredItemReplaced
from professor_lock.timings import TurnTimings
from professor_lock.turns.endings import EndingQueue
from professor_lock.turns.records import INTERRUPTED, TIMINGS, Ending, Outcome
from professor_lock.turns.store import TurnStore
from professor_lock.turns.transcript import is_hidden
from professor_lock.turns.turn import Turn, ends_an_answer
from professor_lock.user import UserContext
from professor_lock.words.sentences import sentence

logger = logging.getLogger("professor_lock.turns")

DEADLINE_S = 600.0
FIRST_PAUSE_S = 0.2
"""How soon an end that could not be stored is tried again at first; twice as long each time after that."""
MAX_PAUSE_S = 5.0
STOPPED_TITLE = "Stopped before the answer was finished."
INTERRUPTED_TITLE = "Interrupted: the server stopped before this answer was finished. Ask again to continue."
CUT_TITLE = "This answer was cut off before its end."
FAILED_NOTE = "(The answer to the last message failed; the user was told so.)"
RESTARTING = "The server is restarting. Please try again in a moment."
DELETED = "This conversation has been deleted."
TOO_LONG = "This answer took too long and was ended."

Events = AsyncGenerator[ThreadStreamEvent, None]
Count = Callable[[Spending], Awaitable[None]]
"""Counts what a turn has spent whose end could not be stored."""


async def say_not_counted(spending: Spending) -> None:
    """For where nothing counts it."""
    logger.error("an answer's tokens were not counted", extra={"reference": spending.turn_id[-12:]})


class LeaseLost(Exception):
    """Another process took the turn over, or its thread was deleted: this one must not write any more."""


class TurnRunner:
    """Runs turns. `explain` puts a failure into words for a user, or answers None for a bug of ours.

    A turn ends after `deadline_s` at the latest. `checkpoint` stores what it has said so far at once. `user_hash` is a
    user's pseudonym in the log.
    """

    def __init__(
        self,
        store: TurnStore,
        explain: Callable[[BaseException], ProfessorLockError | None],
        checkpoint: Callable[[Turn], Awaitable[None]],
        *,
        count: Count,
        deadline_s: float = DEADLINE_S,
        timings: TurnTimings = TIMINGS,
        user_hash: Callable[[UserContext], str] = lambda _: "",
    ) -> None:
        self._store = store
        self._endings = EndingQueue(store.ends)
        self._log = SeldomLog(logger)
        self._explain = explain
        self._checkpoint = checkpoint
        self._count = count
        self._deadline_s = deadline_s
        self._timings = timings
        self._user_hash = user_hash

    async def run(self, turn: Turn, events: Events) -> None:
        """Take every event of a turn, then end it. Never raises for what goes wrong in the turn."""
        ending = Ending("answered")
        deadline = asyncio.get_running_loop().call_later(
            self._deadline_s, partial(turn.stop, "failed", TOO_LONG, reason="deadline")
        )
        try:
            await self._take_all(turn, events)
        except asyncio.CancelledError:
            outcome = turn.stopped_as or "interrupted"
            ending = Ending(outcome, turn.stop_message, allow_retry=outcome == "failed")
        except LeaseLost:
            turn.lose()
        except Exception as error:  # noqa: BLE001  every failure ends in words for the user and one line in the log
            ending = self._failed(turn, error)
        finally:
            turn.forbid_stop()
            deadline.cancel()
        try:
            await self._finish(turn, ending)
        finally:
            for spending in turn.cost.uncounted:
                await self._count(spending)
        line = turn.report.end("interrupted" if turn.lost else ending.outcome)
        tracing.current().set("professor_lock.turn.outcome", line["outcome"])
        if line["outcome"] in ("failed", "interrupted"):
            tracing.current().fail(line["outcome"])
        logger.info("turn", extra={"reference": turn.reference, "user": self._user_hash(turn.context), **line})

    async def _take_all(self, turn: Turn, events: Events) -> None:
        async with aclosing(events):
            turn.allow_stop()
            async for event in events:
                turn.forbid_stop()
                await self._release_held_back(turn)
                if isinstance(event, ThreadItemDoneEvent) and ends_an_answer(event):
                    turn.hold_back(event)
                elif turn.is_retry:
                    turn.publish(event)
                else:
                    await self._store_and_publish(turn, event)
                turn.allow_stop()
            turn.forbid_stop()

    async def _release_held_back(self, turn: Turn) -> None:
        """Publish the end of a message that was held back, stored first: it was not the turn's last event.

        The turn's last event is stored by its end, in one statement, and no client sees it as done before. A retry
        stores nothing before its end.
        """
        event = turn.take_held_back()
        if event is not None and not turn.is_retry:
            await self._save(turn, event.item)
        if event is not None:
            turn.publish(event)

    async def _store_and_publish(self, turn: Turn, event: ThreadStreamEvent) -> None:
        """Make an event durable as far as it must be, then send it."""
        match event:
            case ThreadItemUpdatedEvent() | StoredItemReplaced():
                turn.publish(event)
            # A widget takes its place in the thread when it is shown, so that order and content survive a crash.
            case ThreadItemAddedEvent() if isinstance(event.item, WidgetItem):
                await self._save(turn, event.item)
                turn.publish_stored(event)
            case ThreadItemDoneEvent() if is_hidden(event.item):
                turn.keep_hidden(event.item)
            case ThreadItemDoneEvent() | ThreadItemReplacedEvent():
                if not turn.transcript.holds(event.item):  # a card that did not change since it was shown
                    await self._save(turn, event.item)
                turn.publish(event)
            case ThreadItemRemovedEvent():
                turn.forget(event.item_id)
                await self._checkpoint(turn)  # or the last one brings it back, should this process die
                await self._store.delete_item(turn.new, event.item_id, turn.context)
                turn.publish(event)
            case _:
                turn.publish(event)

    async def _save(self, turn: Turn, item: ThreadItem) -> None:
        before = turn.hidden_before(item)
        turn.saving(item)
        if not await self._store.save_item(turn.new, item, turn.context, before):
            raise LeaseLost
        for one in (*before, item):
            turn.saved(one)

    def _failed(self, turn: Turn, error: BaseException) -> Ending:
        shown = self._explain(error)
        if shown is None:
            logger.error("turn failed", exc_info=error, extra={"reference": turn.reference})
            return _internal(turn)
        # Without its text: what a model or a source says of a failure may quote what a user said.
        cause = {"cause": type(error).__name__, "cause_code": getattr(error, "code", None)}
        logger.warning("turn ended with an error", extra={"reference": turn.reference, "code": shown.code, **cause})
        return Ending("failed", f"{shown} {_quoted(turn)}", allow_retry=shown.retryable)

    # Ending

    async def _finish(self, turn: Turn, ending: Ending) -> None:
        """Store what is left, give the lease back, tell the listeners, in that order: what they retry must be free."""
        if ending.outcome == "interrupted":
            ending = replace(ending, message=RESTARTING, allow_retry=True)
        try:
            turn.note_ending()
            held = not turn.lost and await self._end(turn, ending)
            if not held:
                turn.lose()
                await self._tell(turn, await self._taken_away(turn), [])
        except SourceUnavailable:
            logger.exception("a turn's end could not be stored", extra={"reference": turn.reference})
            await self._tell(turn, _internal(turn), [])
        except Exception:
            # What was to be stored is at fault. Without it the thread is at least free, and listeners know.
            logger.exception("a turn's end could not be stored as it was", extra={"reference": turn.reference})
            turn.forget_all()
            await self._end(turn, _internal(turn))

    async def _end(self, turn: Turn, ending: Ending) -> bool:
        """Store the end and tell it; False when the lease was lost before.

        While the database is away it is tried again for a while. What does not depend on it is told at once.
        """
        replacing = turn.is_retry and ending.outcome == "answered"
        rest = _rest(turn, ending)
        deadline = self._timings.clock() + self._timings.save_for_s
        pause = FIRST_PAUSE_S
        told = False
        while True:
            partial = turn.transcript.replaced_json()
            row = replace(ending, usage=turn.cost.usage, delivered=turn.received, partial=partial)
            try:
                held = await self._store_end(turn, row, rest, replacing=replacing)
            except SourceUnavailable as error:
                self._log.warning("a turn's end could not be stored yet: %s", error)
                if ending.outcome == "answered" and turn.keep_held_back():
                    ending = self._failed(turn, error)  # its last message is not stored, and told as that
                    rest = _rest(turn, ending)
                if not told and not replacing:
                    await self._tell(turn, ending, rest)
                    told = True
                if self._timings.clock() > deadline:
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, MAX_PAUSE_S)
            else:
                turn.cost.note_counted()
                if held and not told:
                    await self._tell(turn, ending, [] if replacing else rest)
                return held

    async def _store_end(self, turn: Turn, ending: Ending, rest: list[ThreadItem], *, replacing: bool) -> bool:
        if replacing:
            return await self._store.ends.end(
                turn.new, ending, turn.context, items=rest, replacing=True, spendings=turn.cost.uncounted
            )
        return await self._endings.store(turn.new, ending, turn.context, rest, turn.cost.uncounted)

    async def _tell(self, turn: Turn, ending: Ending, rest: list[ThreadItem]) -> None:
        """What listeners see of the end; their stream is over with it."""
        turn.close_outlet()
        if turn.is_retry and ending.outcome != "answered" and turn.listened_here:
            await self._restore(turn)
        elif turn.is_retry:
            turn.publish_held_back()
        else:
            turn.take_held_back()  # it is in `rest`, where it is stored
        for item in rest:
            turn.publish(ThreadItemDoneEvent(item=item))
        if ending.message is not None:
            turn.publish(
                ErrorEvent(message=sentence(ending.message, turn.context.words), allow_retry=ending.allow_retry)
            )
        turn.let_go()

    async def _restore(self, turn: Turn) -> None:
        """Show again what a retry that came to nothing was to replace, instead of what it had said."""
        try:
            old = await self._store.answer_before(turn.new, turn.context)
        except SourceUnavailable:
            return  # the page shows it when it is loaded again
        for said in list(turn.transcript.items.values()):
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


def mark_of(outcome: Outcome, thread_id: str) -> ThreadItem | None:
    """The last item of a turn that was cut off: a line for the user and the model, or a note for the model alone."""
    if outcome == "stopped":
        return _line(thread_id, STOPPED_TITLE)
    if outcome == "interrupted":
        return _line(thread_id, INTERRUPTED_TITLE)
    if outcome == "failed":
        content = {"kind": INTERRUPTED, "text": FAILED_NOTE}
        return HiddenContextItem(id=new_id("task"), thread_id=thread_id, created_at=datetime.now(UTC), content=content)
    return None


def cut_mark(thread_id: str) -> ThreadItem:
    """A line under an answer that failed after some of its text was shown: nobody shall take it for a whole one."""
    return _line(thread_id, CUT_TITLE)


def _line(thread_id: str, title: str) -> TaskItem:
    task = CustomTask(title=title, icon="info")
    return TaskItem(id=new_id("task"), thread_id=thread_id, created_at=datetime.now(UTC), task=task)


def _quoted(turn: Turn) -> str:
    """What a user can quote, so that the operator finds the turn."""
    trace = tracing.trace_id()
    return f"(reference {turn.reference}, trace {trace})" if trace else f"(reference {turn.reference})"


def _internal(turn: Turn) -> Ending:
    return Ending("failed", f"{INTERNAL_MESSAGE} {_quoted(turn)}", allow_retry=True)


def _rest(turn: Turn, ending: Ending) -> list[ThreadItem]:
    """What is to be stored with the end: what is not stored yet, and the mark of how it ended.

    A retry that came to nothing leaves its thread as it was.
    """
    if turn.is_retry:
        return turn.unsaved_items() if ending.outcome == "answered" else []
    mark = mark_of(ending.outcome, turn.new.thread_id)
    shown = any(isinstance(said.item, AssistantMessageItem) for said in turn.transcript.items.values())
    cut = [cut_mark(turn.new.thread_id)] if ending.outcome == "failed" and shown else []
    return [*turn.unsaved_items(), *cut, *([mark] if mark is not None else [])]
