"""What the server asks of a broker: hand messages of a channel on, soon or not at all.

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
    """What `Broker.subscribe` gives: it ends with `close`."""

    def close(self) -> None: ...


class Broker(Protocol):
    """Messages by channel."""

    @property
    def connected(self) -> bool: ...

    @property
    def state(self) -> BrokerState: ...

    def publish(self, channel: str, message: bytes) -> bool: ...

    def subscribe(self, channel: str, hear: Hear, lost: Callable[[], None] | None = None) -> Subscription: ...

    async def close(self) -> None: ...


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
