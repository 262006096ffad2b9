"""A turn's life: begin, be listened to, stop, be re-joined, end. A turn is its own task and outlives its request.

The HTTP request only subscribes. Of all processes on one database, one at most answers in a thread at a time; the lease
is a row (`turns.store`), renewed every second together with what has been said so far. See
docs/decisions/0002-turns.md for why it is built so.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from weakref import WeakValueDictionary

from chatkit.types import ThreadItem, ThreadItemRemovedEvent, ThreadMetadata, ThreadStreamEvent, UserMessageItem

from professor_lock import tracing
from professor_lock.db.ids import new_id
from professor_lock.errors import ProfessorLockError, SourceUnavailable
from professor_lock.limits import Quota
from professor_lock.metrics import RESUMES, TURNS_BEGUN, TURNS_RUNNING
from professor_lock.protocol.wire import frame
from professor_lock.store import PostgresStore
from professor_lock.timings import TurnTimings
from professor_lock.turns.clearing import Clearing, busy
from professor_lock.turns.deliveries import Deliveries
from professor_lock.turns.drain import Drain
from professor_lock.turns.follow import Follower, Show, as_stored, nothing_said, opening_of, stream_options
from professor_lock.turns.leases import ExpiredTurns, Leases
from professor_lock.turns.listener import MAX_BEHIND_BYTES, Listener
from professor_lock.turns.live import LiveTurns, no_live_turns
from professor_lock.turns.records import TIMINGS, NewTurn, TurnKind, TurnRow
from professor_lock.turns.runner import DEADLINE_S, RESTARTING, Count, TurnRunner, say_not_counted
from professor_lock.turns.store import TurnStore
from professor_lock.turns.store_begin import Beginning, Opening
from professor_lock.turns.transcript import Transcript, catch_up
from professor_lock.turns.turn import Turn
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.turns")

HANG_UP_STEPS = 4
"""How many steps of the event loop it takes until a client that has just gone is known to have."""

Chunks = AsyncGenerator[bytes, None]
Events = Callable[[Turn], AsyncGenerator[ThreadStreamEvent, None]]


@dataclass(slots=True)
class Wanted:
    """A turn that is to begin. `thread` is None where it is to be read; `quota` None where nothing is counted.

    `asked_at` is when it was first tried (`time.monotonic()`).
    """

    new: NewTurn
    thread: ThreadMetadata | None
    message: UserMessageItem | None
    context: UserContext
    events: Events
    quota: Quota | None
    asked_at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Started:
    """The stream of a turn; `joined` when the same request had begun it before."""

    chunks: Chunks
    joined: bool


class Turns:
    """All turns of this process, and the way to those of others."""

    def __init__(
        self,
        store: TurnStore,
        threads: PostgresStore,
        *,
        grace_s: float,
        drain_s: float,
        deadline_s: float = DEADLINE_S,
        explain: Callable[[BaseException], ProfessorLockError | None],
        count: Count = say_not_counted,
        show: Show = as_stored,
        timings: TurnTimings = TIMINGS,
        max_behind_bytes: int = MAX_BEHIND_BYTES,
        user_hash: Callable[[UserContext], str] = lambda _: "",
        live: LiveTurns | None = None,
    ) -> None:
        self._live = live or no_live_turns()
        self._store = store
        self._beginnings = store.beginnings
        self._threads = threads
        self._show = show
        self._timings = timings
        self._max_behind_bytes = max_behind_bytes
        self._turns: dict[str, Turn] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._loops: list[asyncio.Task[None]] = []
        self._drain = Drain(self._turns, drain_s=drain_s, timings=timings)
        self._expired = ExpiredTurns(store, self._turns.__contains__, timings=timings)
        self._clearing = Clearing(store, self._turns, self._expired, timings)
        self._leases = Leases(store, self._turns, self._expired, grace_s=grace_s, timings=timings)
        self._runner = TurnRunner(
            store,
            explain,
            self._leases.checkpoint,
            count=count,
            deadline_s=deadline_s,
            timings=timings,
            user_hash=user_hash,
        )
        self._deliveries = Deliveries(store, timings)
        self._follower = Follower(
            store,
            threads,
            self._expired,
            self._deliveries,
            lambda: self._drain.over,
            show=show,
            live=self._live,
            timings=timings,
        )

    @property
    def running(self) -> int:
        """How many turns this process is answering."""
        return len(self._turns)

    @property
    def draining(self) -> bool:
        """Whether this process is about to stop and takes no new turns."""
        return self._drain.begun

    async def open(self) -> None:
        """Begin renewing leases, closing dead turns and giving signs of life.

        A turn that has taken `deadline_s` is ended in words.
        """
        loops = (self._leases.renew_forever(), self._expired.sweep_forever(), self._leases.ping_forever())
        self._loops = [asyncio.create_task(loop) for loop in loops]
        self._live.open(self._turns)

    async def drain(self) -> None:
        """Take no new turns, give the running ones their time, store the rest as interrupted, end every stream."""
        await self._drain.run()

    async def close(self) -> None:
        """Drain, then stop the loops."""
        await self.drain()
        self._live.close()
        for task in self._loops:
            task.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await self._deliveries.close()

    async def start(
        self,
        new: NewTurn,
        thread: ThreadMetadata | None,
        context: UserContext,
        events: Events,
        *,
        message: UserMessageItem | None = None,
        quota: Quota | None = None,
    ) -> Started:
        """Begin a turn and answer its stream, or join the one that the same request has begun already.

        `message` is what is answered, where it is a message; `thread` is read where it is None; `quota` is counted as
        the turn begins. Raises NotFound (not the caller's thread), Forbidden (it takes no messages), OverQuota, Busy (a
        client listens to another answer in it) and SourceUnavailable (the server is about to stop) before anything is
        stored.
        """
        with self._drain.starting():
            return await self._start(Wanted(new, thread, message, context, events, quota))

    async def join(self, request_key: str, context: UserContext) -> Chunks | None:
        """The stream of the turn that the same request has begun before; None when there is none.

        It still runs, or has answered moments ago without its answer being received.
        """
        row = await self._same_request(request_key, context)
        if row is None or self._expired.is_expired(row) or (row.over and row.outcome != "answered"):
            return None
        return await self._join(row, context, reloaded=False)

    async def left_unanswered(self, request_key: str, context: UserContext) -> bool:
        """Whether the same request has begun a turn that ended moments ago without an answer, unknown to the client."""
        row = await self._same_request(request_key, context)
        return row is not None and row.over and row.outcome != "answered"

    async def resume(self, thread_id: str, context: UserContext) -> Chunks:
        """What a page that came back must see: the running turn from its beginning, and its continuation.

        A turn that ended moments ago, perhaps while the page was loading, is shown once more; else there is nothing.
        """
        row = await self._store.latest(thread_id, context)
        if row is None or (row.over and not row.recent):
            RESUMES.labels("nothing").inc()
            return nothing_said()
        RESUMES.labels("ended" if row.over else "running").inc()
        return await self._join(row, context, reloaded=True)

    async def stop(self, thread_id: str, context: UserContext) -> bool:
        """Stop the thread's running turn and wait until it has; False when there is none, or it does not stop."""
        return await self._clearing.stop(thread_id, context)

    async def recover(self, thread_id: str, context: UserContext) -> None:
        """Close the thread's turn if its process has died, so that what it had said is in the thread."""
        await self._clearing.recover(thread_id, context)

    async def _same_request(self, request_key: str, context: UserContext) -> TurnRow | None:
        came_at = time.monotonic() if context.came_at is None else context.came_at
        arrival = await self._deliveries.arrival(request_key, context, came_at)
        return await self._beginnings.same_request(request_key, context, arrival)

    # Beginning

    async def _start(self, wanted: Wanted) -> Started:
        found = await self._try(wanted)
        if isinstance(found, Started):
            return found
        async with self._thread_lock(wanted.new.thread_id):
            while not isinstance(found, Started):
                if found is not None:
                    waited_s = time.monotonic() - wanted.asked_at
                    await self._clearing.clear_blocking_turn(found, wanted.context, waited_s=waited_s)
                found = await self._try(wanted)
            return found

    async def _try(self, wanted: Wanted) -> Started | TurnRow | None:
        """Begin or join, or say what stands in the way; None when that has ended in this moment."""
        new, context = wanted.new, wanted.context
        if self.draining:
            raise SourceUnavailable(RESTARTING, source="this server")
        came_at = wanted.asked_at if context.came_at is None else context.came_at
        arrival = await self._deliveries.arrival(new.request_key, context, came_at)
        beginning = await self._beginnings.begin(
            new,
            context,
            wanted.thread if new.kind == "create" else None,
            came_at=arrival,
            quota=wanted.quota,
            opens=wanted.thread is None,
        )
        if wanted.quota is not None and beginning.counted:
            wanted.quota = replace(wanted.quota, sends_key=None)
        if beginning.verdict == "begun":
            return Started(self._run(self._begun(wanted, beginning), wanted.events), joined=False)
        if beginning.verdict == "again":
            return Started(self._run(await self._reuse_unheard_turn(wanted, beginning), wanted.events), joined=False)
        if beginning.verdict == "full":
            await self._clearing.check_parallel_limit(new, context)
            return None
        row = None if beginning.turn_id is None else await self._store.watch(beginning.turn_id, context)
        if row is None or beginning.verdict == "blocked":
            return None if row is None or row.over else row
        if row.outcome == "interrupted":
            return None  # closed in this moment, because its process has died: what it left can be taken up now
        if self._expired.is_expired(row):
            return row
        return Started(await self._join(row, context, reloaded=False), joined=True)

    @asynccontextmanager
    async def _thread_lock(self, thread_id: str) -> AsyncIterator[None]:
        """Of those who wait for a thread in this process one at a time asks the database; Busy after a long wait."""
        lock = self._locks.setdefault(thread_id, asyncio.Lock())
        try:
            async with asyncio.timeout(self._timings.stop_wait_s):
                await lock.acquire()
        except TimeoutError as error:
            raise busy() from error
        try:
            yield
        finally:
            lock.release()

    def _begun(self, wanted: Wanted, beginning: Beginning) -> Turn:
        opening = beginning.opening
        thread = wanted.thread
        if thread is None:
            assert opening is not None
            assert opening.thread is not None
            thread = self._threads.thread_from(opening.thread)
        return self._turn(wanted.new, thread, wanted.message, wanted.context, opening)

    async def _reuse_unheard_turn(self, wanted: Wanted, beginning: Beginning) -> Turn:
        """The turn that answers the message which an earlier turn of the same request has left without an answer."""
        assert beginning.thread_id is not None
        assert beginning.before_seq is not None
        new, context = wanted.new, wanted.context
        thread = await self._threads.load_thread(beginning.thread_id, context)
        items = await self._store.items_since(thread.id, beginning.before_seq, context)
        left = next(item for item in items if isinstance(item, UserMessageItem))
        new = NewTurn(new.id, new.kind, thread.id, new.request_key, at_most=new.at_most)
        return self._turn(new, thread, left, context, beginning.opening)

    def _turn(
        self,
        new: NewTurn,
        thread: ThreadMetadata,
        message: UserMessageItem | None,
        context: UserContext,
        opening: Opening | None,
    ) -> Turn:
        outlet = self._live.outlet(new.id, context.user_id)
        bound = self._max_behind_bytes
        turn = Turn(new, thread, message, context, timings=self._timings, max_behind_bytes=bound, outlet=outlet)
        turn.opening = opening
        return turn

    def _run(self, turn: Turn, events: Events) -> Chunks:
        self._turns[turn.new.id] = turn
        TURNS_BEGUN.labels(turn.new.kind).inc()
        TURNS_RUNNING.inc()
        listener = self._listen(turn)
        for event in self._opening(turn, turn.context):
            listener.put(frame(event))
        turn.start(self._answer(turn, events))
        return listener

    def _opening(self, turn: Turn, context: UserContext) -> list[ThreadStreamEvent]:
        message = None if turn.message is None else self._show(turn.message, context)
        return opening_of(turn.new.kind, turn.thread, message)

    async def _answer(self, turn: Turn, events: Events) -> None:
        asked = turn.new.kind != "action"
        name, operation = ("invoke_agent Professor Lock", "invoke_agent") if asked else ("turn action", "action")
        try:
            with tracing.span(
                name, gen_ai__operation__name=operation, gen_ai__conversation__id=turn.new.thread_id
            ) as span:
                span.set("professor_lock.turn.reference", turn.reference)
                await self._runner.run(turn, events(turn))
        finally:
            self._turns.pop(turn.new.id, None)
            TURNS_RUNNING.dec()
            if turn.received:
                self._deliveries.note(turn.new.id, turn.new.request_key, turn.context)
            turn.finish()
            self._drain.note_idle()

    # Listening

    def _listen(self, turn: Turn) -> Listener:
        return turn.listen(lambda: self._left(turn), lambda: self._received(turn))

    def _left(self, turn: Turn) -> None:
        if not turn.over:
            self._leases.note_unheard(turn)

    async def _received(self, turn: Turn) -> None:
        """Note that a listener was sent everything: the same request again is a new one then.

        A client that has just gone is noticed a few steps of the event loop later; then nothing is noted.
        """
        for _ in range(HANG_UP_STEPS):
            await asyncio.sleep(0)
        turn.note_received()
        if turn.over:  # else its end is still to be stored: `_answer` notes it then
            self._deliveries.note(turn.new.id, turn.new.request_key, turn.context)

    async def _join(self, row: TurnRow, context: UserContext, *, reloaded: bool) -> Chunks:
        turn = self._turns.get(row.id)
        old: list[ThreadItem] = []
        if turn is not None and turn.is_retry and reloaded:  # the page has read the old answer, which is still there
            old = await self._store.answer_before(turn.new, context)
        if turn is None or turn.over:
            return self._follower.follow(row, context, reloaded=reloaded)
        opening = [stream_options()] if reloaded else self._opening(turn, context)
        listener = self._listen(turn)
        for event in [
            *opening,
            *(ThreadItemRemovedEvent(item_id=item.id) for item in old),
            *catch_up(Transcript(), turn.transcript, reloaded=reloaded),
        ]:
            listener.put(frame(event))
        return listener


def new_turn(
    kind: TurnKind,
    thread_id: str,
    request_key: str,
    item: ThreadItem | None = None,
    retried_item_id: str | None = None,
    *,
    at_most: int | None = None,
) -> NewTurn:
    """A turn with a fresh id."""
    turn_id = new_id("turn")
    return NewTurn(turn_id, kind, thread_id, request_key, item, retried_item_id, at_most)
