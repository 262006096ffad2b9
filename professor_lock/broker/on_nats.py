"""NATS: one connection of the process's, kept alive in the background. See docs/decisions/0010-broker.md.

The server starts, answers and stops without it. What is to be sent waits in a bounded queue for one task; a broker that
hangs fills the queue, and what does not fit is dropped and counted. A connection that breaks, or answers no ping in
time, is given up, all subscribers are told so, and a new one is tried with growing pauses; subscriptions are made
anew on it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription as NatsSubscription
from nats.errors import Error as NatsError

from professor_lock.broker.contracts import CONNECTING, BrokerState, Hear
from professor_lock.logs import SeldomLog
from professor_lock.metrics import BROKER_AWAY, BROKER_MESSAGES, BROKER_UP
from professor_lock.timings import BrokerTimings

logger = logging.getLogger("professor_lock.broker")

MAX_QUEUED_BYTES = 4 * 1024 * 1024
"""What may wait to be sent: some thousand words of every running answer."""
MAX_MESSAGE_BYTES = 900_000
"""The most that NATS takes as it comes is 1 MiB; what is larger listeners read from the database."""
CANCEL_AGAIN_S = 2.0
"""After so long a task that was cancelled and has not ended is cancelled once more."""
REFUSED = "the broker refuses the user, password or token of PP_BROKER_URL"
SILENT = "the broker does not answer"
UNREACHABLE = "the broker cannot be reached"
BROKEN = "the connection to the broker broke"


class NatsBroker:
    """`contracts.Broker` on NATS. `url` is like nats://user:password@host:4222 or tls://…; commas between several."""

    def __init__(self, url: str, timings: BrokerTimings | None = None) -> None:
        self._url = url
        self._timings = timings or BrokerTimings()
        self._client: Client | None = None
        self._hearings: dict[str, _Channel] = {}
        self._queue: deque[tuple[str, bytes | None]] = deque()
        self._queued_bytes = 0
        self._news = asyncio.Event()
        self._state = BrokerState(CONNECTING, "not connected yet")
        self._log = SeldomLog(logger)
        self._last_said = ""
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin connecting; nobody waits for it."""
        BROKER_UP.set(0)
        BROKER_AWAY.set(0)
        self._task = asyncio.create_task(self._keep_connected(), name="broker")

    async def close(self) -> None:
        """Leave."""
        if self._task is not None:
            await _end([self._task])
        BROKER_UP.set(0)
        BROKER_AWAY.set(0)

    @property
    def connected(self) -> bool:
        """Whether messages are handed on at present, as far as is known."""
        return self._client is not None

    @property
    def state(self) -> BrokerState:
        """How it stands, for operators."""
        return self._state

    def publish(self, channel: str, message: bytes) -> bool:
        """Hand a message on; False when it is dropped. Never waits."""
        if self._client is None:
            return False
        if len(message) > MAX_MESSAGE_BYTES or self._queued_bytes + len(message) > MAX_QUEUED_BYTES:
            BROKER_MESSAGES.labels("dropped").inc()
            return False
        self._put(channel, message)
        return True

    def subscribe(self, channel: str, hear: Hear, lost: Callable[[], None] | None = None) -> _Hearing:
        """Hear a channel from now on, also on later connections. What is published after it reaches it."""
        known = self._hearings.setdefault(channel, _Channel())
        hearing = _Hearing(self, channel, hear, lost)
        known.hearings.add(hearing)
        if len(known.hearings) == 1:
            self._put(channel, None)
        return hearing

    def drop(self, hearing: _Hearing) -> None:
        """Hear no more."""
        known = self._hearings.get(hearing.channel)
        if known is None:
            return
        known.hearings.discard(hearing)
        if not known.hearings:
            self._put(hearing.channel, None)

    def _put(self, channel: str, message: bytes | None) -> None:
        """Queue a message, or (None) that the channel's subscription is to be made as it is wanted."""
        if self._client is None and message is None:
            if channel in self._hearings and not self._hearings[channel].hearings:
                del self._hearings[channel]
            return  # the next connection begins with all that are wanted
        self._queue.append((channel, message))
        self._queued_bytes += len(message or b"")
        self._news.set()

    # The connection

    async def _keep_connected(self) -> None:
        pause = self._timings.first_pause_s
        while True:
            client: Client | None = None
            broke = asyncio.Event()
            why = BROKEN
            try:
                client = await self._connect(broke)
                pause = self._timings.first_pause_s
                why = await self._use(client, broke)
            except (NatsError, OSError, TimeoutError) as error:
                why = _reason(error)
            except asyncio.CancelledError:
                await self._leave(client)
                raise
            except Exception as error:
                logger.exception("the broker's connection failed")
                why = f"{BROKEN} ({type(error).__name__})"
            await self._leave(client)
            self._note_away(why)
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._timings.most_pause_s)

    async def _connect(self, broke: asyncio.Event) -> Client:
        failure: list[Exception] = []

        async def note(error: Exception) -> None:
            failure.append(error)

        async def gone() -> None:
            broke.set()

        client = Client()
        try:
            async with asyncio.timeout(self._timings.timeout_s):
                await client.connect(
                    self._url.split(","),
                    name="professor-lock",
                    allow_reconnect=False,
                    connect_timeout=max(1, round(self._timings.timeout_s)),
                    error_cb=note,
                    closed_cb=gone,
                    disconnected_cb=gone,
                    no_echo=True,
                )
        except BaseException as error:
            await _abort(client)
            if failure and isinstance(error, TimeoutError):  # it tries again by itself until the time is up
                raise failure[-1] from error
            raise
        return client

    async def _use(self, client: Client, broke: asyncio.Event) -> str:
        """Send, receive and ping until the connection is no good; why it is not."""
        for channel, known in list(self._hearings.items()):
            known.subscription = None
            if not known.hearings:
                del self._hearings[channel]
        self._queue.clear()
        self._queued_bytes = 0
        self._client = client
        for channel in self._hearings:
            self._put(channel, None)
        tasks = [
            asyncio.create_task(self._send(client)),
            asyncio.create_task(self._ping(client)),
            asyncio.create_task(broke.wait()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end(tasks)
        errors = [error for task in done if (error := task.exception()) is not None]
        return _reason(errors[0]) if errors else BROKEN

    async def _send(self, client: Client) -> None:
        while True:
            while self._queue:
                channel, message = self._queue.popleft()
                if message is None:
                    await self._make_as_wanted(client, channel)
                    continue
                self._queued_bytes -= len(message)
                await client.publish(channel, message)
                BROKER_MESSAGES.labels("sent").inc()
                # The library keeps what its socket does not take, without a bound: wait here, where there is one.
                while client.pending_data_size > MAX_QUEUED_BYTES // 4:
                    await client.flush(max(1, round(self._timings.timeout_s)))
            self._news.clear()
            if not self._queue:
                await self._news.wait()

    async def _make_as_wanted(self, client: Client, channel: str) -> None:
        known = self._hearings.get(channel)
        if known is None:
            return
        if known.hearings and known.subscription is None:
            known.subscription = await client.subscribe(channel, cb=known.receive)
        elif not known.hearings:
            del self._hearings[channel]
            if known.subscription is not None:
                await known.subscription.unsubscribe()

    async def _ping(self, client: Client) -> None:
        """Ends with TimeoutError when the broker hangs. It counts as connected once it has answered the first."""
        first = True
        while True:
            async with asyncio.timeout(self._timings.timeout_s):
                await client.flush(max(1, round(self._timings.timeout_s)))
            if first:
                first = False
                self._note_live()
            await asyncio.sleep(self._timings.ping_s)

    async def _leave(self, client: Client | None) -> None:
        self._client = None
        if client is None:
            return
        for known in list(self._hearings.values()):
            known.subscription = None
            for hearing in list(known.hearings):
                if hearing.lost is not None:
                    hearing.lost()
        await _abort(client)

    def _note_live(self) -> None:
        BROKER_UP.set(1)
        BROKER_AWAY.set(0)
        self._state = BrokerState("live", "messages are handed on")
        self._last_said = ""
        logger.info("the broker is connected")

    def _note_away(self, why: str) -> None:
        """Say it once, not at each try."""
        BROKER_UP.set(0)
        BROKER_AWAY.set(1)
        self._state = BrokerState("away", f"{why}: listeners on another process look into the database")
        if why != self._last_said:
            self._last_said = why
            logger.warning("%s: listeners on another process look into the database until it is back", why)


class _Channel:
    """Who hears a channel, and the subscription that brings it."""

    def __init__(self) -> None:
        self.hearings: set[_Hearing] = set()
        self.subscription: NatsSubscription | None = None

    async def receive(self, message: Msg) -> None:
        """Hand a message to all of them."""
        BROKER_MESSAGES.labels("received").inc()
        for hearing in list(self.hearings):
            hearing.hear(message.data)


class _Hearing:
    """One subscriber."""

    def __init__(self, broker: NatsBroker, channel: str, hear: Hear, lost: Callable[[], None] | None) -> None:
        self._broker = broker
        self.channel = channel
        self.hear = hear
        self.lost = lost

    def close(self) -> None:
        """Hear no more."""
        self._broker.drop(self)


def _reason(error: BaseException) -> str:
    """In our words: those of the library may hold the address."""
    text = str(error).lower()
    if "authorization" in text or "authentication" in text:
        return REFUSED
    if isinstance(error, TimeoutError) or "timeout" in text:
        return SILENT
    if isinstance(error, OSError):
        return UNREACHABLE
    return f"{BROKEN} ({type(error).__name__})"


async def _end(tasks: Sequence[asyncio.Task[Any]], again_s: float = CANCEL_AGAIN_S) -> None:
    """Cancel tasks until they have ended.

    Up to Python 3.11 the library's `asyncio.wait_for` forgets a cancellation that comes with the answer it waits for.
    """
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        await asyncio.wait(running, timeout=again_s)
    await asyncio.gather(*tasks, return_exceptions=True)


async def _abort(client: Client) -> None:
    """Close the socket at once: the library's own close waits for a broker that hangs to take what is left."""
    writer = getattr(client._transport, "_io_writer", None)
    if writer is not None:
        writer.transport.abort()
    with suppress(Exception):
        async with asyncio.timeout(1.0):
            await client.close()
