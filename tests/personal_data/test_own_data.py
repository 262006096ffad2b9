"""A user's export and deletion over HTTP, on a running server: all of theirs, none of anybody else's."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import zipfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from app import services_for
from professor_lock.personal_data.service import CONFIRMATION
from professor_lock.personal_data.tables import TABLES
from professor_lock.timings import DataTimings, Timings
from tests.fakes.betting_script import PARLAY, betting_script
from tests.fakes.openai_script import Turn, Until
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.files import fetched, png, uploaded
from tests.support.filled_tables import fill_for, tables
from tests.support.forked_server import ServerNursery
from tests.support.rows import all_rows
from tests.support.running_server import RunningServer, environment_for, settings_for
from tests.support.turns import query

QUICK = Timings(data=DataTimings(first_after_s=0.05, every_s=0.1, look_s=0.02, settle_s=0.0))
DELETE = {"confirm": CONFIRMATION}


@dataclass
class World:
    """Ann and Bob on one server, each with a conversation, a file and a row in every table."""

    server: RunningServer
    model: OpenAIServer
    ann: ChatKitClient
    bob: ChatKitClient
    dsn: str
    file_id: str
    folder: Path

    async def until(self, client: ChatKitClient, path: str) -> dict[str, Any]:
        """A request once it is done."""
        async with asyncio.timeout(60):
            while (told := (await client.http.get(path)).json())["state"] != "done":  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return dict(told)

    async def deleted(self) -> dict[str, Any]:
        """All of Ann's, deleted; the receipt."""
        asked = await self.ann.http.request("DELETE", "/api/me", json=DELETE)
        assert asked.status_code == 202, asked.text
        return await self.until(self.ann, f"/api/me/deletions/{asked.json()['id']}")


@pytest.fixture
async def world(db_role: None, database: str, tmp_path: Path) -> AsyncIterator[World]:
    with (
        OpenAIServer(betting_script()) as model,
        RunningServer(settings_for(database, tmp_path, model=model), partial(services_for, timings=QUICK)) as server,
    ):
        async with (
            ChatKitClient(server.url, user_id="ann") as ann,
            ChatKitClient(server.url, user_id="bob") as bob,
        ):
            files: dict[str, str] = {}
            for name, client in (("ann", ann), ("bob", bob)):
                file = await uploaded(client)
                files[name] = file["id"]
                chat = await client.chat().send(PARLAY, attachments=[file["id"]])
                await client.call(requests.sync_custom_action(chat.thread_id, chat.items[-2]["id"], "parlay.lock", {}))
            await filled(database, "ann", "bob")
            yield World(server, model, ann, bob, database, files["ann"], tmp_path / "attachments")


async def filled(dsn: str, *users: str) -> None:
    """A row more in every table, beside those that were used."""
    connection = await asyncpg.connect(dsn)
    try:
        for user in users:
            await connection.execute("DELETE FROM pp_care WHERE user_id = $1", user)
            await connection.execute("DELETE FROM pp_usage WHERE user_id = $1", user)
            await fill_for(connection, user)
            await connection.execute("UPDATE pp_turns SET state = 'done', finished_at = now() WHERE user_id = $1", user)
            await connection.execute("UPDATE pp_turns_ended SET finished_at = now() WHERE user_id = $1", user)
            # What is kept without the user names nobody in real rows; the example's words are made of the user's id.
            await connection.execute("DELETE FROM pp_usage_events WHERE turn_id LIKE $1 || '-%'", user)
            # Nor is the example of a reservation one that has ended, and is forgotten by itself.
            await connection.execute("UPDATE pp_reservations SET expires_at = now() + interval '1 day'")
            # The example of a request is an export nobody works on, of a time long gone.
            await connection.execute("DELETE FROM pp_data_requests WHERE user_id = $1", user)
    finally:
        await connection.close()


async def mentions(dsn: str, word: str) -> list[str]:
    """The tables with a row in which the word stands anywhere."""
    connection = await asyncpg.connect(dsn)
    try:
        return [
            name
            for name in await tables(connection)
            if name != "pp_removed_files"  # has ids of files, which are random but for the examples of this test
            and await connection.fetchval(f"SELECT count(*) FROM {name} WHERE {name}::text ~* $1", rf"\m{word}\M")
        ]
    finally:
        await connection.close()


async def test_an_export_has_every_row_and_file_of_its_user_and_none_of_anybody_elses(world: World) -> None:
    asked = await world.ann.http.post("/api/me/export")
    assert asked.status_code == 202
    told = await world.until(world.ann, "/api/me/export")
    assert told["id"] == asked.json()["id"]
    answer = await fetched(told["url"])
    assert answer.status_code == 200
    assert len(answer.content) == told["size_bytes"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    for table in TABLES:
        exported = json.loads(archive.read(f"{table.exported_as}.json"))
        there = await query(world.dsn, f"SELECT * FROM {table.name} WHERE user_id = 'ann'")
        assert len(exported) == len(there) == told["counts"]["rows"][table.exported_as], table.name
        if table.name != "pp_data_requests":  # itself, as it was while it ran
            assert_rows_are(exported, there, table.json, table.key)
        assert {row["user_id"] for row in exported} <= {"ann"}
    assert archive.read(f"files/{world.file_id}") == png()
    assert b"bob" not in answer.content
    assert not any(b"bob" in archive.read(name) for name in archive.namelist())


def assert_rows_are(
    exported: list[dict[str, Any]], there: list[Any], parsed: tuple[str, ...], key: tuple[str, ...]
) -> None:
    def plain(name: str, value: Any) -> object:
        if name in parsed and isinstance(value, str) and value[:1] in ("{", "["):
            return json.loads(value)
        return value.isoformat() if hasattr(value, "isoformat") else value

    def order(row: dict[str, Any]) -> str:
        return str([row[name] for name in key])

    expected = [{name: plain(name, value) for name, value in dict(row).items()} for row in there]
    assert sorted(exported, key=order) == sorted(expected, key=order)


async def test_deleting_leaves_nothing_of_the_user_anywhere_and_everything_of_others(world: World) -> None:
    await world.ann.http.post("/api/me/export")
    export = await world.until(world.ann, "/api/me/export")
    before = await all_rows(world.dsn)
    receipt = await world.deleted()
    assert await mentions(world.dsn, "ann") == []
    assert (await fetched(export["url"])).status_code == 404
    assert not [path for path in world.folder.iterdir() if path.name in (world.file_id, export["id"])]
    after = await all_rows(world.dsn)
    for name in before:
        if name not in ("pp_workers", "pp_removed_files", "pp_rates", "pp_usage", "pp_usage_events", "pp_answers"):
            kept = [row for row in before[name] if "ann" not in row and not any("ann-" in str(one) for one in row)]
            assert [row for row in after[name] if row[0] != receipt["id"]] == kept, name
    assert receipt["counts"]["rows"]["messages"] >= 3
    assert (await world.ann.call(requests.list_threads()))["data"] == []
    assert len((await world.bob.call(requests.list_threads()))["data"]) == 2
    assert (await fetched(f"{world.server.url}/api/me/deletions/{receipt['id']}")).json()["state"] == "done"


async def test_what_was_used_is_kept_without_the_user(world: World) -> None:
    (before,) = await query(world.dsn, "SELECT sum(messages) AS messages, sum(tokens) AS tokens FROM pp_usage")
    await world.deleted()
    rows = await query(world.dsn, "SELECT * FROM pp_usage WHERE user_id <> 'bob'")
    assert [row["user_id"].startswith("deleted_") for row in rows] == [True] * len(rows)
    assert rows
    (after,) = await query(world.dsn, "SELECT sum(messages) AS messages, sum(tokens) AS tokens FROM pp_usage")
    assert before == after


async def test_a_running_answer_of_the_user_ends_and_anothers_goes_on(world: World) -> None:
    go_on = threading.Event()
    world.model.script = lambda _: Turn.of("One two", Until(go_on), "three four.")
    ann, bob = world.ann.chat(), world.bob.chat()
    async with ann.sending("Count") as hers, bob.sending("Count") as his:
        for stream in (hers, his):
            await stream.until("assistant_message.content_part.text_delta")
        await world.deleted()
        await hers.rest()
        go_on.set()
        await his.rest()
    assert "three four." in bob.text
    assert bob.error is None
    assert await mentions(world.dsn, "ann") == []


async def test_a_deletion_wants_to_be_confirmed_and_nothing_happens_before(world: World) -> None:
    before = await all_rows(world.dsn)
    for body in ({}, {"confirm": True}, {"confirm": "yes"}, {"confirm": CONFIRMATION.upper()}):
        refused = await world.ann.http.request("DELETE", "/api/me", json=body)
        assert (refused.status_code, CONFIRMATION in refused.json()["message"]) == (400, True)
    assert (await world.ann.http.request("DELETE", "/api/me", content=b"[]")).status_code == 400
    after = await all_rows(world.dsn)
    assert after["chatkit_thread_items"] == before["chatkit_thread_items"]
    assert after["pp_data_requests"] == []


async def test_nothing_of_anns_requests_can_be_had_by_bob(world: World) -> None:
    await world.ann.http.post("/api/me/export")
    told = await world.until(world.ann, "/api/me/export")
    assert (await world.bob.http.get("/api/me/export")).status_code == 404
    await world.bob.http.post("/api/me/export")
    his = await world.until(world.bob, "/api/me/export")
    for url in (his["url"].replace(his["id"], told["id"]), told["url"][:-1], told["url"].partition("?")[0]):
        assert (await fetched(url)).status_code == 401
    slow = await world.bob.http.request("DELETE", "/api/me", json=DELETE)
    theirs, nobodys = [
        await world.ann.http.get(f"/api/me/deletions/{one}") for one in (f"{slow.json()['id']}0", "req_0")
    ]
    assert theirs.status_code == nobodys.status_code == 404


async def test_a_new_export_comes_after_an_hour_and_takes_the_place_of_the_former(world: World) -> None:
    await world.ann.http.post("/api/me/export")
    former = await world.until(world.ann, "/api/me/export")
    assert (await world.ann.http.post("/api/me/export")).json()["id"] == former["id"]
    await query(
        world.dsn,
        "UPDATE pp_data_requests SET finished_at = finished_at - interval '61 min' WHERE state = 'done' RETURNING 1",
    )
    assert (await world.ann.http.post("/api/me/export")).json()["id"] != former["id"]
    newer = await world.until(world.ann, "/api/me/export")
    assert (await fetched(newer["url"])).status_code == 200
    async with asyncio.timeout(30):
        while (world.folder / former["id"]).exists():  # noqa: ASYNC110 - the background work removes it
            await asyncio.sleep(0.02)
    assert (await fetched(former["url"])).status_code == 404


async def test_asking_twice_is_asking_once(database: str, tmp_path: Path) -> None:
    waiting = Timings(data=DataTimings(first_after_s=0.0, every_s=3600.0))
    settings = settings_for(database, tmp_path)
    with RunningServer(settings, partial(services_for, timings=waiting)) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann:
            asked = await asyncio.gather(*(ann.http.request("DELETE", "/api/me", json=DELETE) for _ in range(8)))
            assert len({one.json()["id"] for one in asked}) == 1


async def half_done(dsn: str, is_half: Callable[[], Any]) -> None:
    async with asyncio.timeout(60):
        while not await is_half():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["export", "delete"])
async def test_what_a_kill_cuts_off_the_next_start_finishes(
    database: str, tmp_path: Path, nursery: ServerNursery, kind: str
) -> None:
    environ = environment_for(database, tmp_path)

    async def rows_left() -> int:
        (row,) = await query(database, "SELECT count(*) AS rows FROM chatkit_thread_items WHERE user_id = 'ann'")
        return int(row["rows"])

    first = await asyncio.to_thread(nursery.start, environ)
    async with ChatKitClient(first.url, user_id="ann") as ann:
        chat = await ann.chat().send("Show me tonight's NBA odds")
        await query(
            database,
            f"""
            INSERT INTO chatkit_thread_items (thread_id, id, user_id, type, data, created_at)
            SELECT thread_id, id || n, user_id, type, data, created_at
              FROM chatkit_thread_items, generate_series(1, 12000) AS n
             WHERE thread_id = '{chat.thread_id}' AND type = 'user_message'
            RETURNING 1""",
        )
        whole = await rows_left()
        if kind == "export":
            asked = await ann.http.post("/api/me/export")
        else:
            asked = await ann.http.request("DELETE", "/api/me", json=DELETE)
        assert asked.status_code == 202

        async def begun() -> bool:
            (row,) = await query(database, "SELECT attempts, state FROM pp_data_requests")
            assert row["state"] == "open", "too quick for this test"
            return bool(row["attempts"] == 1 and (kind == "export" or await rows_left() < whole))

        await half_done(database, begun)
        first.kill()
    assert (await rows_left() > 0) or kind == "delete"
    with RunningServer(settings_for(database, tmp_path), partial(services_for, timings=QUICK)) as second:
        async with ChatKitClient(second.url, user_id="ann") as ann:
            path = "/api/me/export" if kind == "export" else f"/api/me/deletions/{asked.json()['id']}"
            async with asyncio.timeout(120):
                while (told := (await ann.http.get(path)).json())["state"] != "done":
                    # The dead process's lease, and the time between two passes, are over as if they had passed.
                    await query(
                        database,
                        "UPDATE pp_data_requests SET leased_until = '-infinity' WHERE attempts < 2 RETURNING 1",
                    )
                    await asyncio.sleep(0.2)
            if kind == "export":
                archive = zipfile.ZipFile(io.BytesIO((await fetched(told["url"])).content))
                assert len(json.loads(archive.read("messages.json"))) == whole
            else:
                assert await mentions(database, "ann") == []


async def test_a_blocked_user_has_their_data_and_no_deletion_lifts_the_block(database, tmp_path):
    operator = {"Authorization": "Bearer operator"}
    settings = settings_for(database, tmp_path, PP_ADMIN_TOKEN="operator")
    with RunningServer(settings, partial(services_for, timings=QUICK)) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann, ChatKitClient(server.url, user_id="bob") as bob:
            world = World(server, None, ann, bob, database, "", tmp_path)  # type: ignore[arg-type]  # no model is asked

            async def act(what: str) -> None:
                body = {"act": what, "user_id": "ann", "why": "spam"}
                answer = await bob.http.post("/api/admin/act", json=body, headers=operator)
                assert answer.status_code == 200, answer.text

            await ann.chat().send("hello")
            await act("block")
            assert (await ann.http.post("/api/me/export")).status_code == 202
            await world.deleted()
            assert await mentions(database, "ann") == []
            with pytest.raises(HttpFailure) as refusal:
                await ann.chat().send("a new beginning")
            assert refusal.value.status == 403
            await act("unblock")
            assert (await ann.chat().send("hello again")).error is None
