"""The interface of a broker: it delivers a channel's messages soon or not at all.

A message may be lost at any time: code that uses one keeps the truth in Postgres and finds the gap. Publishing never
waits and never raises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

Hear = Callable[[bytes], None]
"""Takes one message, in the event loop, and must not wait."""


CONNECTING = "connecting"
"""The part's state before the first try is over."""


@dataclass(frozen=True, slots=True)
class BrokerState:
    """How it stands with the broker. `detail` is fit for operators: no address, no password."""

    part: str
    """"off" (none is set), "connecting", "live" or "away"."""
    detail: str


class Subscription(Protocol):
    """A subscription to one channel."""

    def close(self) -> None:
        """End the subscription."""
        ...


class Broker(Protocol):
    """Messages by channel."""

    @property
    def connected(self) -> bool:
        """Whether messages go out and come in at present."""
        ...

    @property
    def state(self) -> BrokerState:
        """The state of the connection, for operators."""
        ...

    def publish(self, channel: str, message: bytes) -> bool:
        """Send a message; False when it cannot be sent, for instance without a connection."""
        ...

    def subscribe(self, channel: str, hear: Hear, lost: Callable[[], None] | None = None) -> Subscription:
        """Have `hear` called with each message of the channel, and `lost` when messages may have been missed."""
        ...

    async def close(self) -> None:
        """Close the connection."""
        ...


NO_BROKER = BrokerState("off", "set PP_BROKER_URL; listeners on another process look into the database")


class NoBroker:
    """Without one every process looks into Postgres."""

    connected = False
    state = NO_BROKER

    def publish(self, channel: str, message: bytes) -> bool:
        """Nobody hears it."""
        return False

    def subscribe(self, channel: str, hear: Hear, lost: Callable[[], None] | None = None) -> Subscription:
        """Nothing ever comes."""
        return _Nothing()

    async def close(self) -> None:
        """There is nothing to close."""


class _Nothing:
    def close(self) -> None:
        """There is nothing to close."""
