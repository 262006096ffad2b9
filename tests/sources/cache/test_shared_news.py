"""Processes that wait for another one's answer are told by the broker when it is there."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from professor_lock.broker.on_nats import NatsBroker
from professor_lock.broker.sealed import SealedBroker
from professor_lock.db.pool import open_pool
from professor_lock.sources.cache.postgres import SharedCacheStore
from professor_lock.sources.cache.shared import Codec, Entry, Life, SharedCache
from professor_lock.timings import SharedAnswerTimings
from tests.support.nats_server import NatsServer, until

LIFE = Life(timedelta(seconds=10), timedelta(seconds=60), timedelta(hours=1))
NUMBERS: Codec[int] = Codec(int)
SELDOM = SharedAnswerTimings(keeping_timeout_s=60.0, wait_s=1200.0, look_every_s=600.0, claim_s=1200.0)
"""Without being told a process would look after ten minutes."""


async def test_a_process_that_waits_for_anothers_answer_has_it_when_it_is_stored(database):
    pool = await open_pool(database, max_size=4)
    with NatsServer() as server:
        brokers = [NatsBroker(server.url) for _ in range(2)]
        for broker in brokers:
            broker.start()
        await until(lambda: all(broker.state.part == "live" for broker in brokers))
        one, two = (
            SharedCache(SharedCacheStore(pool, time.monotonic, SealedBroker(broker, "s" * 48)), "here", SELDOM)
            for broker in brokers
        )
        assert await one.claim("odds", "a book", None)
        assert not await two.claim("odds", "a book", None)
        waiting = asyncio.create_task(two.wait_for("odds", NUMBERS, None, "a book"))
        now = datetime.now(UTC)
        async with asyncio.timeout(60):
            while not waiting.done():  # its subscription may take a moment to reach the broker
                await one.save("odds", "a book", Entry(7, now, LIFE), NUMBERS)
                await asyncio.sleep(0.05)
        entry = await waiting
        assert isinstance(entry, Entry)
        assert entry.value == 7
        for broker in brokers:
            await broker.close()
    await pool.close()
