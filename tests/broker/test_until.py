"""What one process knows to be used up, others refuse without asking; without a broker nothing else changes."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator

import asyncpg
import pytest

from professor_lock.broker.on_nats import NatsBroker
from professor_lock.broker.sealed import SealedBroker
from professor_lock.broker.until import MAX_REMEMBERED, SharedUntil
from professor_lock.clocks import Clocks
from professor_lock.db.pool import PostgresPool
from professor_lock.errors import RateLimited
from professor_lock.limits import Limits, OverQuota
from professor_lock.settings_env import TierLimits
from professor_lock.user import UserContext
from tests.support.nats_server import NatsServer, until

ANN, BEN = UserContext("ann"), UserContext("ben")
SECRET = "s" * 48
CLOCKS = Clocks()


class Counting(PostgresPool):
    """Counts its statements."""

    statements = 0

    async def fetchrow(self, query: str, *args: object, patience_s: float = 5.0) -> asyncpg.Record | None:
        self.statements += 1
        return await super().fetchrow(query, *args, patience_s=patience_s)


@pytest.fixture
async def nats() -> AsyncIterator[NatsServer]:
    with NatsServer() as server:
        yield server


@pytest.fixture
async def brokers(nats: NatsServer) -> AsyncIterator[list[SealedBroker]]:
    made = [NatsBroker(nats.url) for _ in range(2)]
    for broker in made:
        broker.start()
    await until(lambda: all(broker.state.part == "live" for broker in made))
    yield [SealedBroker(broker, SECRET) for broker in made]
    for broker in made:
        await broker.close()


def shared(broker: SealedBroker) -> SharedUntil:
    return SharedUntil("limits", CLOCKS.steady, broker=broker, epoch=CLOCKS.epoch_s)


def limits(database: PostgresPool, full: SharedUntil, tier: TierLimits) -> Limits:
    return Limits(
        lambda _: tier, windows=database, mints_per_minute=5, now=CLOCKS.now, steady=time.monotonic, full=full
    )


async def refused(one: Limits, user: UserContext = ANN) -> bool:
    try:
        await one.take_send(user)
    except RateLimited:
        return True
    return False


def day_is_known_used_up(one: Limits, user: UserContext) -> bool:
    try:
        one.quota(user, counts_send=False)
    except OverQuota:
        return True
    return False


async def heard(one: SharedUntil, other: SharedUntil) -> None:
    """Until what one tells reaches the other: its subscription may take a moment to reach the broker."""
    async with asyncio.timeout(60):
        while not other.seconds_left("a test of the way"):
            one.hold("a test of the way", 30)
            await asyncio.sleep(0.01)


async def test_a_limit_that_one_process_has_found_reached_is_refused_by_another_without_a_statement(
    pool: asyncpg.Pool, brokers: list[SealedBroker]
) -> None:
    tier = TierLimits(requests=3, messages=2)
    databases = [Counting(pool) for _ in brokers]
    known = [shared(broker) for broker in brokers]
    here, there = (limits(database, full, tier) for database, full in zip(databases, known, strict=True))
    await heard(*known)
    assert [await refused(here) for _ in range(4)] == [False, False, False, True]
    await until(lambda: there.sends_full_for(ANN) is not None)
    assert await refused(there)
    assert databases[1].statements == 0
    assert not await refused(there, BEN), "nobody else is refused"
    assert here.refused(OverQuota(), BEN)
    await until(lambda: day_is_known_used_up(there, BEN))


async def test_limits_stay_exact_while_the_broker_dies_and_comes_back(
    pool: asyncpg.Pool, nats: NatsServer, brokers: list[SealedBroker]
) -> None:
    database = PostgresPool(pool)
    both = [limits(database, shared(broker), TierLimits(requests=7)) for broker in brokers]
    nats.kill()
    outcomes = await asyncio.gather(*(refused(one) for one in both for _ in range(20)))
    assert outcomes.count(False) == 7
    nats.start()
    await until(lambda: all(broker.connected for broker in brokers))
    outcomes = await asyncio.gather(*(refused(one, BEN) for one in both for _ in range(20)))
    assert outcomes.count(False) == 7


async def test_a_message_that_comes_late_or_from_a_clock_ahead_holds_for_no_longer_than_it_was_found(
    brokers: list[SealedBroker],
) -> None:
    channel = brokers[0].channel("until", "limits")
    sender, receiver = (shared(broker) for broker in brokers)
    await heard(sender, receiver)
    for key, until_s in (("late", -1), ("a clock ahead", 3600), ("a clock behind", 5)):
        message = json.dumps([key, 30, CLOCKS.epoch_s() + until_s])
        assert brokers[0].publish(channel, message.encode())
    assert brokers[0].publish(channel, b'{"of": "another version"}')
    sender.hold("the last", 30)
    await until(lambda: receiver.seconds_left("the last") > 0)
    assert receiver.seconds_left("late") == 0
    assert 20 < receiver.seconds_left("a clock ahead") <= 30
    assert receiver.seconds_left("a clock behind") <= 5


def test_what_is_remembered_is_bounded() -> None:
    known = SharedUntil("limits", CLOCKS.steady)
    for number in range(MAX_REMEMBERED + 5):
        known.hold(str(number), 60)
    assert len(known._until) <= MAX_REMEMBERED
    assert known.seconds_left(str(MAX_REMEMBERED + 4)) > 0
