"""On two shards: a user is moved while they chat on two processes, and the work in the background is done on each."""

from __future__ import annotations

import asyncio
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app import services_for
from professor_lock.db.sharding.copying import CannotMove
from professor_lock.db.sharding.mover import Mover
from professor_lock.development_secret import with_development_secrets
from professor_lock.personal_data.service import CONFIRMATION
from professor_lock.timings import DataTimings, ShardTimings, Timings
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.desk import espn_of, forget_answers, lock, opened, play, tap
from tests.support.desk import script as betting
from tests.support.evening import Evening
from tests.support.files import fetched, uploaded
from tests.support.filled_tables import fill_for, tables
from tests.support.forked_server import ForkedServer, ServerNursery
from tests.support.running_server import RunningServer, environment_for, settings_for
from tests.support.two_servers import Spread, connected, rows_of, spread_over

ROOT = Path(__file__).parents[2]
QUICK = Timings(data=DataTimings(first_after_s=0.05, every_s=0.1, look_s=0.02, settle_s=0.0))


@pytest.fixture
async def spread(postgres: str, second_server: str) -> AsyncIterator[Spread]:
    async with spread_over(postgres, second_server) as both:
        yield both


async def manage(spread: Spread, folder: Path, *arguments: str) -> tuple[int, str]:
    """A command of manage.py, as a process; its status and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "manage.py"), *arguments),
        env={**os.environ, **environment_for(spread.home, folder, PP_SHARDS=spread.setting)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


class Talk:
    """A conversation of ann's with one server, that goes on until it is told to end."""

    def __init__(self, server: ForkedServer) -> None:
        self.server = server
        self.said: list[str] = []
        self.thread_id = ""
        self.enough = asyncio.Event()

    async def run(self) -> None:
        async with ChatKitClient(self.server.url, user_id="ann") as client:
            chat = client.chat()
            while not self.enough.is_set():
                text = f"message {len(self.said)} for {self.server.port}"
                await chat.send(text)
                assert chat.error is None, (text, chat.error)
                self.said.append(text)
                self.thread_id = chat.thread_id

    async def goes_on(self, messages: int) -> None:
        """Wait for so many more."""
        wanted = len(self.said) + messages
        async with asyncio.timeout(120):
            while len(self.said) < wanted:  # noqa: ASYNC110 - it talks in another task
                await asyncio.sleep(0.02)


async def test_a_user_is_moved_while_they_chat_on_two_processes(spread, tmp_path, nursery: ServerNursery):
    await spread.prefer(1)
    environ = environment_for(spread.home, tmp_path, PP_SHARDS=spread.setting)
    talks = [Talk(nursery.start(environ)) for _ in range(2)]
    async with asyncio.TaskGroup() as group:
        for talk in talks:
            group.create_task(talk.run())
        for talk in talks:
            await talk.goes_on(2)
        status, said = await manage(spread, tmp_path, "shards", "move", "ann", "2")
        assert (status, said.splitlines()[-1]) == (0, "The user lives in shard 2 now.")
        for talk in talks:
            await talk.goes_on(2)
        await move_with_a_death(spread)
        for talk in talks:
            await talk.goes_on(2)
            talk.enough.set()
    assert await spread.shard_of("ann") == 1
    assert await rows_of(spread.other, "ann") == {}
    for talk, other in zip(talks, reversed(talks), strict=True):
        async with ChatKitClient(other.server.url, user_id="ann") as client:
            chat = await client.chat().load(talk.thread_id)
        items = [item for item in chat.items if item["type"] in ("user_message", "assistant_message")]
        assert [item["content"][0]["text"] for item in items if item["type"] == "user_message"] == talk.said
        assert [item["type"] for item in items] == ["user_message", "assistant_message"] * len(talk.said)
    async with connected(spread.home) as home:
        counted = await home.fetchval("SELECT sum(messages) FROM pp_usage WHERE user_id = 'ann'")
    assert counted == sum(len(talk.said) for talk in talks)
    status, said = await manage(spread, tmp_path, "shards", "list")
    assert status == 0
    assert "takes new users" in said
    assert "being moved" not in said
    assert "password" not in said


async def move_with_a_death(spread: Spread) -> None:
    """Move ann back to the first; the mover dies with the copy made, and somebody goes on: the next, or a server."""

    async def die(step: str) -> None:
        if step == "copied":
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await Mover(spread.shards, ShardTimings(), die).move("ann", 1)
    async with asyncio.timeout(120):
        while True:
            try:
                await Mover(spread.shards, ShardTimings()).move("ann", 1)
            except CannotMove:  # a server is at it
                await asyncio.sleep(0.1)
            else:
                return


async def test_what_runs_in_the_background_is_done_on_every_shard(spread, tmp_path):
    """Dead turns end, exports are made, deletions leave nothing; on the second as on the first."""
    await spread.prefer(2)
    settings = settings_for(spread.home, tmp_path, PP_SHARDS=spread.setting)
    async with connected(spread.other) as other, connected(spread.home) as home:
        with RunningServer(settings, partial(services_for, timings=QUICK)) as server:
            async with ChatKitClient(server.url, user_id="ann") as ann, ChatKitClient(server.url, user_id="bob") as bob:
                file = await uploaded(ann)
                chat = await ann.chat().send("hello", attachments=[file["id"]])
                await bob.chat().send("hello")
                assert (await spread.shard_of("ann"), await spread.shard_of("bob")) == (2, 2)
                await other.execute(
                    """INSERT INTO pp_turns (id, user_id, thread_id, kind, request_key, worker, first_seq, heartbeat_at)
                       VALUES ('dead', 'ann', $1, 'message', 'k', 'gone', 1000, now() - interval '1 hour')""",
                    chat.thread_id,
                )
                async with asyncio.timeout(90):  # the sweep comes every few seconds
                    while await other.fetchval("SELECT outcome FROM pp_turns WHERE id = 'dead'") != "interrupted":  # noqa: ASYNC110
                        await asyncio.sleep(0.1)
                assert (await ann.http.post("/api/me/export")).status_code == 202
                told = await until_done(ann.http, "/api/me/export")
                archive = zipfile.ZipFile(io.BytesIO((await fetched(told["url"])).content))
                assert len(json.loads(archive.read("conversations.json"))) == 1
                assert f"files/{file['id']}" in archive.namelist()
                asked = await ann.http.request("DELETE", "/api/me", json={"confirm": CONFIRMATION})
                await until_done(ann.http, f"/api/me/deletions/{asked.json()['id']}")
        assert await rows_of(spread.other, "ann") == {}
        assert set(await rows_of(spread.other, "bob")) >= {"chatkit_threads", "pp_turns"}
        for database in (home, other):
            for table in await tables(database):
                if table not in ("pp_rates", "pp_migrations"):
                    assert not await database.fetchval(f"SELECT count(*) FROM {table} t WHERE t::text ~ '\\yann\\y'"), (
                        table
                    )


async def test_bets_are_graded_in_the_database_of_their_user(spread, tmp_path):
    """Ann's in the second, ben's in the first; each by the loop of that database, beside its other loops."""
    with Evening() as evening, OpenAIServer(betting) as model:
        settings = settings_for(
            *(spread.home, tmp_path), model=model, odds=evening.odds, PP_SHARDS=spread.setting, **espn_of(evening)
        )
        with RunningServer(settings) as server:
            for user, number in (("ann", 2), ("ben", 1)):
                await spread.prefer(number)
                chat = await opened(server, user)
                await tap(chat, "+130")
                await lock(chat)
                assert await spread.shard_of(user) == number
        evening.end("ev1lakers", 112, 110)
        forget_answers(spread.home)
        async with connected(spread.home) as home, connected(spread.other) as other:
            await play(home, evening)
            await other.execute("UPDATE pp_ticket_legs SET starts_at = starts_at - interval '6 hours'")
            async with services_for(with_development_secrets(settings)) as services:
                loops = {task.get_name() for task in asyncio.all_tasks()}
                for job in ("grading", "retention", "removing files", "preparing the ledger"):
                    assert {job, f"{job}, shard 2"} <= loops
                first, second = services.graders
                done = await second.run()
                assert done is not None
                assert (done.decided, done.legs) == (1, 1)
                assert await home.fetchval("SELECT count(*) FROM pp_ticket_grades") == 0
                done = await first.run()
                assert done is not None
                assert done.decided == 1
            for database, user in ((home, "ben"), (other, "ann")):
                graded = "SELECT user_id, result FROM pp_ticket_grades WHERE position = -1"
                assert [tuple(row) for row in await database.fetch(graded)] == [(user, "won")]


async def until_done(http: httpx2.AsyncClient, path: str) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while (told := (await http.get(path)).json())["state"] != "done":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return dict(told)


async def test_operators_see_and_block_users_of_every_shard(spread, tmp_path):
    async with connected(spread.home) as home, connected(spread.other) as other:
        for connection, user in ((home, "ann"), (other, "bob")):
            await fill_for(connection, user)
            await connection.execute("UPDATE pp_turns SET state = 'done'")
            await connection.execute("UPDATE pp_usage SET day = now()::date")
            await connection.execute("INSERT INTO pp_spend VALUES ('server', now()::date, 0, 5)")
            await connection.execute("DELETE FROM pp_standing")
    mover = Mover(spread.shards, ShardTimings(fresh_s=0.2, margin_s=0.1))
    settings = settings_for(spread.home, tmp_path, PP_SHARDS=spread.setting, PP_ADMIN_TOKEN="operator's token")
    with RunningServer(settings) as server:
        headers = {"Authorization": "Bearer operator's token"}
        async with httpx2.AsyncClient(base_url=server.url, trust_env=False, timeout=60, headers=headers) as http:
            users = (await http.get("/api/admin/users")).json()
            assert {(one["user_id"], one["shard"]) for one in users["users"]} == {("ann", 1), ("bob", 2)}
            overview = (await http.get("/api/admin/overview")).json()
            assert [one["today_micros"] for one in overview["money"]] == [10]
            async with ChatKitClient(server.url, user_id="carl") as carl:
                await carl.chat().send("hello")
                where = await spread.shard_of("carl")
                assert where is not None
                await mover.move("carl", 3 - where)
                answer = await http.post(
                    "/api/admin/act", json={"act": "block", "user_id": "carl", "why": "a test of it"}
                )
                assert answer.status_code == 200, answer.text
                theirs = spread.other if where == 1 else spread.home
                assert "pp_standing" in await rows_of(theirs, "carl")
                with pytest.raises(HttpFailure, match="blocked"):
                    await carl.chat().send("hello again")
