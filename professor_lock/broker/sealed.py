"""Channels and messages that only processes with the same signing secret can name, read and write.

A broker is shared machinery: a program that may connect to it could read users' words, or put numbers into answers. So
a channel's name is an HMAC of what it is for, and a message is AES-GCM over its text, bound to its channel. Without
the secret there is no name to listen at, nothing to read, and what is written is dropped. Messages that are sent again
are for the receiver to tell: turns number theirs.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from professor_lock.broker.contracts import CONNECTING, Broker, BrokerState, Hear, Subscription
from professor_lock.metrics import BROKER_MESSAGES

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
PREFIX = "professor-lock."


class SealedBroker:
    """A broker's channels, by what they are for. `secret` is the one that signs client secrets."""

    def __init__(self, broker: Broker, secret: str) -> None:
        self._broker = broker
        self._names = _key(secret, "names of channels")
        self._contents = _key(secret, "contents of messages")

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - 9 MB, which one process alone never needs

        return AESGCM(self._contents)

    @property
    def connected(self) -> bool:
        """Whether messages are handed on at present, as far as is known."""
        return self._broker.connected

    @property
    def state(self) -> BrokerState:
        """How it stands, for operators."""
        return self._broker.state

    async def first_state(self) -> BrokerState:
        """How it stands once the first try to connect is over."""
        while self.state.part == CONNECTING:  # noqa: ASYNC110  a few times, for the doctor alone
            await asyncio.sleep(0.05)
        return self.state

    def channel(self, *purpose: str) -> str:
        """The name of the channel for this, such as ("turn", user's id, turn's id)."""
        text = "\0".join(purpose).encode()
        return PREFIX + hmac.new(self._names, text, hashlib.sha256).hexdigest()[:40]

    def publish(self, channel: str, message: bytes) -> bool:
        """Hand a message on; False when that is known not to happen. Never waits."""
        if not self._broker.connected:
            return False
        nonce = os.urandom(NONCE_BYTES)
        return self._broker.publish(channel, nonce + self._cipher.encrypt(nonce, message, channel.encode()))

    def subscribe(self, channel: str, hear: Hear, lost: Callable[[], None] | None = None) -> Subscription:
        """Hear what processes of the same secret publish. `lost`: the connection broke, messages may be missing."""

        def unseal(sealed: bytes) -> None:
            from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above

            try:
                message = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], channel.encode())
            except (InvalidTag, ValueError):
                BROKER_MESSAGES.labels("not ours").inc()
                return
            hear(message)

        return self._broker.subscribe(channel, unseal, lost)


def _key(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"professor lock broker: {purpose}".encode(), hashlib.sha256).digest()
