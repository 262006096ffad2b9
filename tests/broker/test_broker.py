"""Messages between processes, on a real NATS server that is killed, frozen, and asked with a wrong password."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress

import nats
import pytest
from nats.aio.msg import Msg

from professor_lock.broker.on_nats import MAX_MESSAGE_BYTES, MAX_QUEUED_BYTES, REFUSED, NatsBroker, _end
from professor_lock.broker.sealed import SealedBroker
from professor_lock.timings import BrokerTimings
from tests.support.nats_server import NatsServer, until

QUICK = BrokerTimings(timeout_s=1.0, ping_s=0.1, first_pause_s=0.05, most_pause_s=0.2)
SECRET = "b" * 48


@pytest.fixture
async def pair():
    """A server and two processes' brokers, connected."""
    with NatsServer() as server:
        brokers = [NatsBroker(server.url, QUICK) for _ in range(2)]
        for broker in brokers:
            broker.start()
        await until(lambda: all(broker.state.part == "live" for broker in brokers))
        yield server, *brokers
        for broker in brokers:
            await broker.close()


async def published(broker: NatsBroker, heard: list[bytes], message: bytes) -> None:
    """Publish until it is heard: a subscription may take a moment to reach the server."""
    while message not in heard:
        broker.publish("channel", message)
        await asyncio.sleep(0.02)


async def test_a_message_is_heard_by_the_others_and_not_after_leaving(pair):
    _, one, two = pair
    heard: list[bytes] = []
    own: list[bytes] = []
    hearing = two.subscribe("channel", heard.append)
    one.subscribe("channel", own.append)
    await published(one, heard, b"first")
    hearing.close()
    more: list[bytes] = []
    two.subscribe("other", more.append)
    await asyncio.sleep(0)
    before = len(heard)
    while not more:
        one.publish("channel", b"second")
        one.publish("other", b"third")
        await asyncio.sleep(0.02)
    assert set(heard[before:]) <= {b"first"}
    assert own == []


async def test_subscriptions_outlive_a_broker_that_is_killed_and_comes_back(pair):
    server, one, two = pair
    heard: list[bytes] = []
    lost: list[bool] = []
    two.subscribe("channel", heard.append, lambda: lost.append(True))
    await published(one, heard, b"before")
    server.kill()
    await until(lambda: bool(lost) and not one.connected)
    assert one.publish("channel", b"while away") is False
    assert one.state.part == "away"
    server.start()
    await until(lambda: one.state.part == two.state.part == "live")
    await published(one, heard, b"after")
    assert b"while away" not in heard


async def test_a_broker_that_hangs_is_left_and_never_waited_for(pair):
    server, one, two = pair
    descriptors = len(os.listdir("/proc/self/fd"))
    lost: list[bool] = []
    two.subscribe("channel", lambda _: None, lambda: lost.append(True))
    server.freeze()
    taken = sum(one.publish("channel", b"x" * 100_000) for _ in range(200))
    assert taken * 100_000 <= MAX_QUEUED_BYTES, "what waits is bounded; publishing came back at once"
    await until(lambda: one.state.part == two.state.part == "away" and bool(lost))
    await until(lambda: "does not answer" in one.state.detail)
    for _ in range(3):
        await asyncio.sleep(2 * QUICK.timeout_s / 3)
    assert len(os.listdir("/proc/self/fd")) <= descriptors + 4, "connections given up are closed"
    server.thaw()
    await until(lambda: one.state.part == two.state.part == "live")


async def test_a_message_too_large_for_the_broker_is_dropped_and_the_connection_stays(pair):
    _, one, two = pair
    heard: list[bytes] = []
    two.subscribe("channel", heard.append)
    assert one.publish("channel", b"x" * (MAX_MESSAGE_BYTES + 1)) is False
    await published(one, heard, b"small")


async def test_a_task_that_forgets_a_cancellation_is_cancelled_again_when_the_broker_is_left():
    answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def asks_on():
        # As `asyncio.wait_for` of Python 3.11 does, when the answer comes in the same moment.
        with suppress(asyncio.CancelledError):
            await answered
        await asyncio.Event().wait()

    task = asyncio.create_task(asks_on())
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await _end([task], again_s=0.01)
    assert task.cancelled()


async def test_a_wrong_password_is_said_once_and_not_shown(caplog):
    caplog.set_level(logging.DEBUG)
    with NatsServer(password="right-password") as server:
        broker = NatsBroker(server.url.replace("right-password", "wrong-password"), QUICK)
        broker.start()
        await until(lambda: broker.state.part == "away")
        for _ in range(5):
            await asyncio.sleep(QUICK.most_pause_s)
        assert broker.state.detail.startswith(REFUSED)
        await broker.close()
    said = [record for record in caplog.records if record.name == "professor_lock.broker"]
    assert len(said) == 1
    assert REFUSED in said[0].getMessage()
    assert "password" not in caplog.text.replace("password or token of PP_BROKER_URL", "")


async def test_only_processes_with_the_same_secret_can_name_read_and_write(pair):
    server, one, two = pair
    sender, same, other = SealedBroker(one, SECRET), SealedBroker(two, SECRET), SealedBroker(two, "c" * 48)
    channel = sender.channel("turn", "ann", "turn_1")
    assert same.channel("turn", "ann", "turn_1") == channel
    assert len({channel, other.channel("turn", "ann", "turn_1"), sender.channel("turn", "bob", "turn_1")}) == 3
    heard: list[bytes] = []
    strange: list[bytes] = []
    raw: list[tuple[str, bytes]] = []
    same.subscribe(channel, heard.append)
    other.subscribe(channel, strange.append)
    stranger = await nats.connect(server.url)

    async def look(message: Msg) -> None:
        raw.append((message.subject, message.data))

    await stranger.subscribe(">", cb=look)
    await stranger.flush()
    while not heard or not raw:
        sender.publish(channel, b"the Lakers win")
        await asyncio.sleep(0.02)
    subject, sealed = raw[0]
    await stranger.publish(subject, b"forged")
    await stranger.publish(subject, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    await stranger.publish(sender.channel("turn", "bob", "turn_1"), sealed)
    same.subscribe(sender.channel("turn", "bob", "turn_1"), heard.append)
    await stranger.flush()
    sender.publish(channel, b"last")
    await until(lambda: b"last" in heard)
    await stranger.close()
    assert set(heard) == {b"the Lakers win", b"last"}
    assert strange == []
    assert not any(b"Lakers" in data or "ann" in name or "turn_1" in name for name, data in raw)
