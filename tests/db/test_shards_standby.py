"""Users spread over several databases, each with a standby of its own: a user reads from theirs what they wrote."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from app import services_for
from professor_lock.db.sharding.mover import Mover
from professor_lock.timings import ShardTimings, StandbyTimings, Timings
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.databases import fast_folder
from tests.support.running_server import RunningServer, settings_for
from tests.support.streaming_standby import Replicated, replicated
from tests.support.two_servers import Spread, spread_over

MOVING = ShardTimings(poll_s=0.05, fresh_s=0.2, margin_s=0.1)
PATIENT = Timings(standby=StandbyTimings(catch_up_s=20, answer_s=30, retry_s=0.05), shards=MOVING)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicated]:
    home = fast_folder() / f"professor-lock-standby-{tmp_path_factory.mktemp('standby').stat().st_ino}"
    home.mkdir(mode=0o711)
    try:
        with replicated(home) as both:
            yield both
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
async def spread(postgres: str, servers: Replicated) -> AsyncIterator[Spread]:
    """The home on one server, shard 2 on another that has a standby."""
    async with spread_over(postgres, servers.primary) as both:
        yield both


def reads(outcome: str) -> float:
    return REGISTRY.get_sample_value("professor_lock_standby_reads_total", {"outcome": outcome}) or 0.0


async def listed(client: ChatKitClient) -> list[str]:
    page = await client.call(requests.list_threads())
    return [thread["id"] for thread in page["data"]]


def standby_of(spread: Spread, servers: Replicated) -> str:
    """The standby's address of the database that is shard 2."""
    name = spread.other.rpartition("/")[2].partition("?")[0]
    return servers.standby.replace("/postgres?", f"/{name}?")


async def test_a_user_reads_from_the_standby_of_their_own_database_before_and_after_a_move(
    spread: Spread, servers: Replicated, tmp_path: Path
) -> None:
    settings = settings_for(
        spread.home, tmp_path, PP_SHARDS=spread.setting, PP_SHARDS_READ=f"-, {standby_of(spread, servers)}"
    )
    with RunningServer(settings, partial(services_for, timings=PATIENT)) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann, ChatKitClient(server.url, user_id="bob") as bob:
            await spread.prefer(2)
            theirs = await ann.chat().send("hello")
            await spread.prefer(1)
            his = await bob.chat().send("hello")
            assert (await spread.shard_of("ann"), await spread.shard_of("bob")) == (2, 1)
            async with asyncio.timeout(60):
                before = reads("answered")
                while reads("answered") == before:
                    assert await listed(ann) == [theirs.thread_id]
            before = reads("answered")
            for number in range(5):
                await theirs.send(f"and {number}")
                assert (await ann.chat().load(theirs.thread_id)).items == theirs.items
            assert reads("answered") >= before + 5
            there = {outcome: reads(outcome) for outcome in ("answered", "out_of_use", "failed", "lagging")}
            assert await listed(bob) == [his.thread_id]
            assert {outcome: reads(outcome) for outcome in there} == there, "the home has no standby"
            await Mover(spread.shards, MOVING).move("bob", 2)
            assert await listed(bob) == [his.thread_id]
            assert (await bob.chat().load(his.thread_id)).items == his.items
            assert reads("answered") > there["answered"]
            await Mover(spread.shards, MOVING).move("ann", 1)
            assert await listed(ann) == [theirs.thread_id]
            servers.stop_standby()
            try:
                assert await listed(bob) == [his.thread_id]
            finally:
                servers.start_standby()


async def test_a_standby_in_anothers_place_is_not_read(spread: Spread, servers: Replicated, tmp_path: Path) -> None:
    """It would show other users' rows, or none."""
    settings = settings_for(
        spread.home, tmp_path, PP_SHARDS=spread.setting, PP_SHARDS_READ=f"{standby_of(spread, servers)} , -"
    )
    await spread.prefer(1)
    with RunningServer(settings, partial(services_for, timings=PATIENT)) as server:
        async with ChatKitClient(server.url, user_id="carl") as carl, asyncio.timeout(60):
            before = reads("answered")
            chat = await carl.chat().send("hello")
            while not any("PP_SHARDS_READ, the 1., names another" in line["message"] for line in server.log):
                assert await listed(carl) == [chat.thread_id]
            assert reads("answered") == before
