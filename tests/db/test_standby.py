"""Reads from a real streaming standby: a user reads what they wrote, and a standby in trouble costs only speed."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from prometheus_client import REGISTRY

from app import services_for
from professor_lock.db.schema import apply_schema
from professor_lock.timings import StandbyTimings, Timings
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.databases import fast_folder, named
from tests.support.running_server import RunningServer, settings_for
from tests.support.streaming_standby import Replicated, replicated

PATIENT = Timings(standby=StandbyTimings(catch_up_s=20, answer_s=30, retry_s=0.05))
"""A busy machine may take its time: here a read waits until the standby has everything."""
HASTY = Timings(standby=StandbyTimings(catch_up_s=0.05, answer_s=0.3, retry_s=0.05))


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicated]:
    home = fast_folder() / f"professor-lock-standby-{tmp_path_factory.mktemp('standby').stat().st_ino}"
    home.mkdir(mode=0o711)
    try:
        with replicated(home) as both:
            asyncio.run(apply_schema(both.primary))
            yield both
    finally:
        shutil.rmtree(home, ignore_errors=True)


def reads(outcome: str) -> float:
    return REGISTRY.get_sample_value("professor_lock_standby_reads_total", {"outcome": outcome}) or 0.0


async def listed(client: ChatKitClient) -> list[str]:
    page = await client.call(requests.list_threads())
    return [thread["id"] for thread in page["data"]]


async def answered_there(client: ChatKitClient) -> None:
    """Ask until the standby has answered: it is connected to in the background."""
    before = reads("answered")
    async with asyncio.timeout(60):
        while reads("answered") == before:
            await listed(client)


@asynccontextmanager
async def talking(
    servers: Replicated, folder: Path, user: str, timings: Timings = PATIENT, **more: Any
) -> AsyncIterator[ChatKitClient]:
    """A user of a server that reads from the standby."""
    settings = settings_for(servers.primary, folder, DATABASE_READ_URL=servers.standby, **more)
    with RunningServer(settings, partial(services_for, timings=timings)) as server:
        async with ChatKitClient(server.url, user_id=user) as client:
            yield client


async def test_what_was_just_written_is_read_from_the_standby(servers, tmp_path):
    async with talking(servers, tmp_path, "ann") as client:
        await answered_there(client)
        for number in range(10):
            before = reads("answered")
            chat = client.chat()
            await chat.send(f"hello {number}")
            assert chat.thread_id in await listed(client)
            opened = await client.chat().load(chat.thread_id)
            assert opened.items == chat.items
            assert reads("answered") >= before + 2


async def test_a_standby_that_stands_still_or_is_gone_changes_nothing_but_speed(servers, tmp_path):
    async with talking(servers, tmp_path, "bob", HASTY) as client:
        chat = client.chat()
        await chat.send("hello")
        await answered_there(client)
        servers.freeze_standby()
        try:
            await chat.send("still there?")
            assert (await client.chat().load(chat.thread_id)).items == chat.items
        finally:
            servers.thaw_standby()
        servers.stop_standby()
        await chat.send("and now?")
        assert (await client.chat().load(chat.thread_id)).items == chat.items
        servers.start_standby()
        await answered_there(client)
        assert (await client.chat().load(chat.thread_id)).items == chat.items


@pytest.mark.parametrize("mistake", ["the primary itself", "another database of the standby"])
async def test_what_is_no_standby_of_this_database_is_not_read(mistake, servers, tmp_path):
    """It has other rows, or none."""
    address = servers.primary
    if mistake != "the primary itself":
        connection = await asyncpg.connect(servers.primary)
        await connection.execute("CREATE DATABASE elsewhere")
        await connection.close()
        address = named(servers.standby, "elsewhere")
    before = reads("answered")
    settings = settings_for(servers.primary, tmp_path, DATABASE_READ_URL=address)
    with RunningServer(settings, partial(services_for, timings=PATIENT)) as server:
        async with ChatKitClient(server.url, user_id="cem") as client, asyncio.timeout(60):
            while not any("DATABASE_READ_URL names" in line["message"] for line in server.log):
                await listed(client)
            chat = client.chat()
            await chat.send("hello")
            assert chat.thread_id in await listed(client)
    assert reads("answered") == before


async def test_with_a_role_of_its_own_the_standby_shows_nobody_elses(servers, tmp_path):
    async with talking(servers, tmp_path, "dan", PP_DB_ROLE="pp_server") as client:
        chat = client.chat()
        await chat.send("hello")
        await answered_there(client)
        before = reads("answered")
        assert await listed(client) == [chat.thread_id]
        assert reads("answered") == before + 1
