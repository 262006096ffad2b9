"""What operators see and do: theirs alone, each look a row, and what is done holds at once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from professor_lock.db.pool import PostgresPool
from professor_lock.turns.store import TurnStore
from tests.fakes.openai_script import HttpError, Stall, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import query

TOKEN = {"Authorization": "Bearer operator's token"}
LOOKS = ("overview", "users", "feedback", "audit")


@pytest.fixture
def model() -> Iterator[OpenAIServer]:
    with OpenAIServer(lambda _: Turn.of("The answer's words.")) as server:
        yield server


@pytest.fixture
def server(db_role: None, database: str, tmp_path: Path, model: OpenAIServer) -> Iterator[RunningServer]:
    settings = settings_for(
        database,
        tmp_path,
        model=model,
        PP_ADMIN_TOKEN="operator's token",
        PP_ADMIN_USERS="olga",
        PP_LIMITS_FREE="messages=2",
        PP_KEEP_THREADS_DAYS="30",
    )
    with RunningServer(settings) as running:
        yield running


async def ask(server: RunningServer, path: str, body: Any = None, **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient(base_url=server.url, trust_env=False, timeout=60) as http:
        method = "GET" if body is None else "POST"
        return await http.request(method, f"/api/admin/{path}", json=body, headers=headers or TOKEN)


async def act(server: RunningServer, what: str, user: str, why: str = "a test") -> Any:
    answer = await ask(server, "act", {"act": what, "user_id": user, "why": why})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_only_operators_see_it_and_everybody_else_learns_nothing(server: RunningServer, database: str) -> None:
    for path in LOOKS:
        assert (await ask(server, path)).status_code == 200
        assert (await ask(server, path, **{"X-User-Id": "olga"})).status_code == 200
        assert (await ask(server, path, **{"X-User-Id": "ann"})).status_code == 403
        assert (await ask(server, path, Authorization="Bearer wrong")).status_code == 403, "a guest of development"
    body = {"act": "block", "user_id": "bob"}
    assert (await ask(server, "act", body, **{"X-User-Id": "ann"})).status_code == 403
    assert await query(database, "SELECT * FROM pp_standing") == []
    rows = await query(database, "SELECT actor, action, count(*) AS n FROM pp_admin_audit GROUP BY 1, 2 ORDER BY 1, 2")
    assert {row["action"] for row in rows} == set(LOOKS)
    assert [row["n"] for row in rows] == [1] * 8, "a row for each look, by token and by olga; none for who was refused"
    assert "olga" not in str(rows)


async def test_without_operators_there_is_no_such_page(database: str, tmp_path: Path) -> None:
    with RunningServer(settings_for(database, tmp_path)) as running:
        for path in LOOKS:
            assert (await ask(running, path)).status_code == 404
        async with httpx2.AsyncClient(base_url=running.url, trust_env=False) as http:
            assert (await http.get("/admin")).status_code == 404


async def test_what_goes_on_and_what_failed_is_there_with_its_reference(
    server: RunningServer, model: OpenAIServer
) -> None:
    async with ChatKitClient(server.url, user_id="ann") as ann, ChatKitClient(server.url, user_id="bob") as bob:
        chat = await ann.chat().send("my private question")
        answer = next(item for item in chat.items if item["type"] == "assistant_message")
        await ann.call(requests.feedback(chat.thread_id, [answer["id"]], "negative"))
        model.script = lambda _: Turn.of(HttpError(401, "invalid_api_key"))
        failed = await bob.chat().send("Hi")
        model.script = lambda _: Turn.of("Let me see", Stall())
        async with bob.chat().sending("And now?") as stream:
            await stream.until_said("see")
            found = (await ask(server, "overview")).json()
    assert failed.error is not None
    assert [turn["user_id"] for turn in found["turns"]] == ["bob"]
    assert found["failures"][0]["reference"] in failed.error["message"]
    assert {row["kind"] for row in found["latency"]} == {"create"}
    for name in ("sources", "credits", "jobs", "tables", "numbers", "limits", "money", "retention"):
        assert name in found
    assert found["process"]["of_it_alone"] == ["sources", "credits", "numbers"]
    assert str(os.getpid()) in found["process"]["name"]
    kept = {row["what"]: row["days"] for row in found["retention"]}
    assert (kept["ended turns"], kept["conversations"], kept["tickets"]) == (7, 30, "for ever")
    tables = [row["name"] for row in found["tables"]]
    assert {"pp_turns_ended", "pp_quotes", "chatkit_threads"} <= set(tables), "a table's partitions are one"
    assert not [name for name in tables if name.endswith("_rest")]
    assert "private question" not in json.dumps(found)
    thumbs = (await ask(server, "feedback")).json()["feedback"]
    assert [(row["kind"], row["answer"], row["user_id"]) for row in thumbs] == [
        ("negative", "The answer's words.", "ann")
    ]
    users = (await ask(server, "users")).json()["users"]
    assert {row["user_id"] for row in users} == {"ann", "bob"}
    one = (await ask(server, "users?user_id=ann")).json()["users"]
    assert [row["user_id"] for row in one] == ["ann"]


async def test_what_failed_today_is_there_also_when_it_was_put_away(
    server: RunningServer, model: OpenAIServer, database: str, pool: Any
) -> None:
    model.script = lambda _: Turn.of(HttpError(401, "invalid_api_key"))
    async with ChatKitClient(server.url, user_id="ann") as ann:
        await ann.chat().send("Hi")
    before = (await ask(server, "overview")).json()
    await query(
        database, "UPDATE pp_turns SET started_at = started_at - interval '2 h', finished_at = now() - interval '2 h'"
    )
    await ann_again(server)
    await TurnStore(PostgresPool(pool), worker="another").prune()
    assert [len(await query(database, f"SELECT FROM {name}")) for name in ("pp_turns", "pp_turns_ended")] == [1, 1]
    after = (await ask(server, "overview")).json()
    assert len(before["failures"]) == 1
    assert before["failures"][0]["reference"] in [one["reference"] for one in after["failures"]]
    assert [(row["kind"], row["turns"]) for row in after["latency"]] == [("create", 2)]


async def test_the_words_of_failures_are_cut_to_what_a_page_can_hold(
    server: RunningServer, model: OpenAIServer, database: str
) -> None:
    model.script = lambda _: Turn.of(HttpError(401, "invalid_api_key"))
    async with ChatKitClient(server.url, user_id="ann") as ann:
        await ann.chat().send("Hi")
    await query(database, "UPDATE pp_turns SET message = repeat(E'\\u0001', 200000)")
    answer = await ask(server, "overview")
    assert len(answer.json()["failures"][0]["message"]) == 500
    assert len(answer.content) < 100_000


async def ann_again(server: RunningServer) -> None:
    async with ChatKitClient(server.url, user_id="ann") as ann:
        await ann.chat().send("Once more")


async def test_a_blocked_user_is_stopped_and_refused_until_unblocked(
    server: RunningServer, model: OpenAIServer, database: str
) -> None:
    model.script = lambda _: Turn.of("Let me see", Stall())
    async with ChatKitClient(server.url, user_id="ann") as ann, ChatKitClient(server.url, user_id="bob") as bob:
        chat = ann.chat()
        async with chat.sending("Hi") as stream:
            await stream.until_said("see")
            await act(server, "block", "ann", "spam")
            await stream.rest()
        with pytest.raises(HttpFailure) as refusal:
            await ann.call(requests.list_threads())
        assert refusal.value.status == 403
        assert "blocked" in str(refusal.value.message)
        await bob.call(requests.list_threads())
        await act(server, "unblock", "ann")
        assert len((await ann.call(requests.list_threads()))["data"]) == 1
    rows = await query(database, "SELECT action, subject, detail FROM pp_admin_audit ORDER BY id")
    assert [(row["action"], row["detail"]) for row in rows] == [("block", "spam"), ("unblock", "a test")]
    assert "ann" not in str(rows)


async def test_lifted_limits_do_not_hold_and_restored_ones_do(server: RunningServer) -> None:
    async with ChatKitClient(server.url, user_id="ann") as ann:
        for _ in range(2):
            await ann.chat().send("Hi")
        with pytest.raises(HttpFailure):
            await ann.chat().send("One more?")
        await act(server, "lift_limits", "ann")
        await ann.chat().send("One more?")
        await act(server, "restore_limits", "ann")
        with pytest.raises(HttpFailure) as refusal:
            await ann.chat().send("And another?")
        assert refusal.value.status == 429


async def test_ended_sessions_end_every_token_made_before(server: RunningServer) -> None:
    async with httpx2.AsyncClient(base_url=server.url, trust_env=False) as http:
        minted = (await http.post("/api/chatkit/session", json={"user_id": "ann"})).json()["client_secret"]
        other = (await http.post("/api/chatkit/session", json={"user_id": "bob"})).json()["client_secret"]

        async def status(secret: str) -> int:
            headers = {"Authorization": f"Bearer {secret}"}
            return (await http.post("/chatkit", json=requests.list_threads(), headers=headers)).status_code

        assert (await status(minted), await status(other)) == (200, 200)
        await act(server, "end_sessions", "ann")
        assert (await status(minted), await status(other)) == (401, 200)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"act": "block"},
        {"act": "delete", "user_id": "ann"},
        {"act": 1, "user_id": "ann"},
        {"act": "block", "user_id": ""},
        {"act": "block", "user_id": ["ann"]},
        {"act": "block", "user_id": "ann", "why": "x" * 501},
        {"act": "block; DROP TABLE pp_turns", "user_id": "ann"},
    ],
)
async def test_what_is_no_act_is_refused_and_changes_nothing(server: RunningServer, database: str, body: Any) -> None:
    answer = await ask(server, "act", body)
    assert answer.status_code == 400, answer.text
    assert await query(database, "SELECT * FROM pp_standing") == []
