"""A turn's events on their way to listeners on other processes, by a broker: sent as they are published, numbered.

The database stays the truth. A process sends a turn's events only while a listener is elsewhere. A listener asks for
the turn's state, which comes with the number of the event it holds, and takes the events behind it; after a gap it
looks into the database and asks again. Nothing here is stored, and what is lost is found there.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from chatkit.types import (
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)
from pydantic import ValidationError

from professor_lock.broker.contracts import NoBroker, Subscription
from professor_lock.broker.sealed import SealedBroker
from professor_lock.clocks import Seconds
from professor_lock.protocol.stored_items import item_from_json
from professor_lock.protocol.wire import json_values
from professor_lock.turns.records import TurnRow
from professor_lock.turns.transcript import Transcript, is_hidden
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.turns")

MAX_WAITING_BYTES = 4 * 1024 * 1024
"""What may wait for a listener that is slow to read; one that falls further behind looks into the database."""
STATE_EVERY_S = 0.1
"""How often a turn's whole state is sent at most, however many ask."""

WITH_ITEM: dict[str, Callable[..., ThreadStreamEvent]] = {
    "added": ThreadItemAddedEvent,
    "done": ThreadItemDoneEvent,
    "replaced": ThreadItemReplacedEvent,
}


def no_live_turns() -> LiveTurns:
    """Turns without a broker."""
    return LiveTurns(SealedBroker(NoBroker(), ""), "", time.monotonic)


def is_shown(event: ThreadStreamEvent) -> bool:
    """Whether an event changes what a listener sees of the turn's items: those are numbered."""
    match event:
        case ThreadItemAddedEvent() | ThreadItemDoneEvent() | ThreadItemReplacedEvent():
            return not is_hidden(event.item)
        case ThreadItemRemovedEvent() | ThreadItemUpdatedEvent():
            return True
        case _:
            return False


class FollowedTurn(Protocol):
    """A running turn, as far as listeners elsewhere concern it."""

    def follow_elsewhere(self) -> None: ...


@dataclass(frozen=True, slots=True)
class TurnMessage:
    """A message about a turn: its event `seq`, more text of event `seq`, its state after `seq`, or its end."""

    seq: int
    event: ThreadStreamEvent | None = None
    text: tuple[str, int, str] | None = None
    state: Transcript | None = None
    removed: tuple[str, ...] = ()
    """With a state: the ids of items that the turn has taken back."""
    end: bool = False


def message_of_event(seq: int, event: ThreadStreamEvent) -> bytes:
    """An event that `is_shown`."""
    match event:
        case ThreadItemRemovedEvent():
            body: dict[str, Any] = {"kind": "removed", "id": event.item_id}
        case ThreadItemUpdatedEvent():
            body = {"kind": "updated", "event": json_values(event)}
        case ThreadItemAddedEvent() | ThreadItemDoneEvent() | ThreadItemReplacedEvent():
            kind = next(name for name, made in WITH_ITEM.items() if isinstance(event, made))  # type: ignore[arg-type]
            body = {"kind": kind, "item": json_values(event.item)}
        case _:
            raise ValueError(event.type)
    return json.dumps({"seq": seq, **body}).encode()


def message_of_text(seq: int, item_id: str, index: int, text: str) -> bytes:
    """More text of a message's part."""
    return json.dumps({"seq": seq, "kind": "text", "text": [item_id, index, text]}).encode()


def message_of_state(seq: int, transcript: Transcript, removed: Iterable[str]) -> bytes:
    """What a turn shows after its event `seq`, and the ids of what it has taken back."""
    state = {"seq": seq, "kind": "state", "state": transcript.shown_json(), "removed": list(removed)}
    return json.dumps(state).encode()


def message_of_end(seq: int) -> bytes:
    """The turn is over: how, is in the database."""
    return json.dumps({"seq": seq, "kind": "end"}).encode()


def read_message(message: bytes) -> TurnMessage:
    """ValueError for what is no message of this program's."""
    try:
        given = json.loads(message)
        seq, kind = int(given["seq"]), given["kind"]
        match kind:
            case "text":
                item_id, index, text = given["text"]
                return TurnMessage(seq, text=(str(item_id), int(index), str(text)))
            case "state":
                removed = tuple(str(item_id) for item_id in given["removed"])
                return TurnMessage(seq, state=Transcript.from_json(given["state"]), removed=removed)
            case "end":
                return TurnMessage(seq, end=True)
            case "removed":
                return TurnMessage(seq, event=ThreadItemRemovedEvent(item_id=given["id"]))
            case "updated":
                return TurnMessage(seq, event=ThreadItemUpdatedEvent.model_validate(given["event"]))
            case _:
                return TurnMessage(seq, event=WITH_ITEM[kind](item=item_from_json(json.dumps(given["item"]))))
    except (KeyError, TypeError, ValidationError) as error:
        raise ValueError("no message about a turn") from error


class Outlet:
    """Where a running turn's events go for listeners elsewhere. Open only while there are any."""

    def __init__(self, broker: SealedBroker, turn_id: str, user_id: str, clock: Seconds) -> None:
        self._broker = broker
        self._clock = clock
        self._channel = broker.channel("turn", user_id, turn_id)
        self._stated_at = float("-inf")

    def event(self, seq: int, event: ThreadStreamEvent) -> None:
        """Send an event that `is_shown`."""
        if self._broker.connected:
            try:
                message = message_of_event(seq, event)
            except Exception:  # listeners find the gap; the turn must not end of it
                logger.exception("an event could not be sent to other processes")
                return
            self._broker.publish(self._channel, message)

    def text(self, seq: int, item_id: str, index: int, text: str) -> None:
        """Send more text."""
        if self._broker.connected:
            self._broker.publish(self._channel, message_of_text(seq, item_id, index, text))

    def state(self, seq: int, transcript: Transcript, removed: Iterable[str]) -> None:
        """Send everything that is shown, unless it was sent a moment ago: a listener that lacks it asks again."""
        if self._broker.connected and self._clock() - self._stated_at >= STATE_EVERY_S:
            self._stated_at = self._clock()
            self._broker.publish(self._channel, message_of_state(seq, transcript, removed))

    def end(self, seq: int) -> None:
        """Say that the turn is over."""
        if self._broker.connected:
            self._broker.publish(self._channel, message_of_end(seq))


class LiveTurns:
    """The broker as turns use it. `worker` names this process, as in the rows of its turns."""

    def __init__(self, broker: SealedBroker, worker: str, clock: Seconds) -> None:
        self._broker = broker
        self._clock = clock
        self._asked: Subscription | None = None
        self._worker = worker

    def open(self, turns: Mapping[str, FollowedTurn]) -> None:
        """Begin to heed listeners on other processes that ask for a turn of this one."""

        def asked(message: bytes) -> None:
            turn = turns.get(message.decode("ascii", "replace"))
            if turn is not None:
                turn.follow_elsewhere()

        self._asked = self._broker.subscribe(self._broker.channel("worker", self._worker), asked)

    def close(self) -> None:
        """Heed nobody any more."""
        if self._asked is not None:
            self._asked.close()

    def outlet(self, turn_id: str, user_id: str) -> Outlet:
        """Where a turn of this process sends its events."""
        return Outlet(self._broker, turn_id, user_id, self._clock)

    def listen(self, row: TurnRow, context: UserContext) -> Feed:
        """What comes of a turn of another process. The row is the user's: the database has said so."""
        return Feed(self._broker, row, context)


class Feed:
    """Messages about one turn as they come in, in order; `lost` when some are known to be missing."""

    def __init__(self, broker: SealedBroker, row: TurnRow, context: UserContext) -> None:
        self._broker = broker
        self._turn_id = row.id
        self._ask_at = broker.channel("worker", row.worker)
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._news = asyncio.Event()
        self._lost = False
        self.ended = False
        """Whether the turn's process has said that it is over."""
        channel = broker.channel("turn", context.user_id, row.id)
        self._subscription = broker.subscribe(channel, self._hear, self._lose)

    def ask(self) -> None:
        """Ask the turn's process for its state."""
        self._broker.publish(self._ask_at, self._turn_id.encode())

    def close(self) -> None:
        """Listen no more."""
        self._subscription.close()

    def take_lost(self) -> bool:
        """Whether messages went missing since this was last asked."""
        lost, self._lost = self._lost, False
        return lost

    def take(self) -> TurnMessage | None:
        """The next message that has come; None when there is none."""
        while self._waiting:
            message = self._waiting.popleft()
            self._bytes -= len(message)
            try:
                said = read_message(message)
            except ValueError:  # of another program's version: what it said is in the database, too
                self._lose()
            else:
                self.ended |= said.end
                return said
        self._news.clear()
        return None

    async def wait(self, seconds: float) -> bool:
        """Until something comes, or is lost; False after so long without."""
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                await self._news.wait()
        return self._news.is_set()

    def _hear(self, message: bytes) -> None:
        if self._bytes + len(message) > MAX_WAITING_BYTES:
            self._lose()
            return
        self._waiting.append(message)
        self._bytes += len(message)
        self._news.set()

    def _lose(self) -> None:
        self._waiting.clear()
        self._bytes = 0
        self._lost = True
        self._news.set()
