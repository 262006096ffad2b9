"""Sends that are known to be over the limit are refused before anything is done for them, and only those."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from professor_lock.http.known_refusals import FULL_FOR, KnownRefusals
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, lasting_database, settings_for

VARYING = ("x-request-id", "retry-after", "content-length", "date")
ORIGIN = {"Origin": "http://localhost:3000"}


@pytest.fixture(scope="module")
def server(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with lasting_database(postgres) as dsn, OpenAIServer(lambda _: Turn.of("Yes.")) as model:
        settings = settings_for(
            dsn, tmp_path_factory.mktemp("data"), model=model, PP_LIMITS_FREE="requests=2", PP_LIMITS_PRO="requests=100"
        )
        with RunningServer(settings) as running:
            yield running


async def post(client: ChatKitClient, body: dict[str, Any] | bytes, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await client.http.post("/chatkit", content=content, headers={"Content-Type": "application/json", **headers})


async def used_up(client: ChatKitClient, **headers: str) -> Any:
    """The refusal that the server learns from."""
    for _ in range(3):
        answer = await post(client, requests.create("Hello"), **headers)
    assert answer.status_code == 429
    return answer


async def test_the_next_refusals_are_alike_and_ask_nobody(server):
    async with ChatKitClient(server.url, user_id="ann") as ann:
        before = len(server.logged("request"))
        first = await used_up(ann, **ORIGIN)
        await server.log_until(lambda: len(server.logged("request")) >= before + 3)
        lines = len(server.logged("request"))
        again = [await post(ann, requests.create("Hello"), **ORIGIN) for _ in range(5)]
        assert len(server.logged("request")) == lines  # nothing behind the door has heard of them
    for answer in again:
        assert answer.status_code == 429
        same = {name: value for name, value in answer.headers.items() if name not in VARYING}
        assert same == {n: v for n, v in first.headers.items() if n not in VARYING}
        assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        body = answer.json()
        assert body["code"] == "rate_limited"
        assert body["request_id"] == answer.headers["x-request-id"]
    assert len({answer.headers["x-request-id"] for answer in again}) == len(again)


@pytest.mark.parametrize(
    "other", [{"X-User-Id": "cid"}, {"X-User-Id": "dan", "X-User-Tier": "pro"}], ids=["user", "tier"]
)
async def test_nobody_else_is_refused(server, other):
    async with ChatKitClient(server.url, user_id="bob") as bob:
        await used_up(bob)
        assert (await post(bob, requests.create("Hello"), **other)).status_code == 200


async def test_what_only_reads_and_what_is_no_request_go_on(server):
    async with ChatKitClient(server.url, user_id="eve") as eve:
        await used_up(eve)
        assert (await post(eve, {"type": "threads.list", "params": {"limit": 1}})).status_code == 200
        assert (await post(eve, b"{")).status_code == 400
        assert (await post(eve, b"")).status_code in (400, 422)


async def test_another_pages_origin_gets_no_leave_from_a_remembered_answer(server):
    async with ChatKitClient(server.url, user_id="fay") as fay:
        await used_up(fay, **ORIGIN)
        answer = await post(fay, requests.create("Hello"), Origin="https://evil.example")
    assert answer.status_code == 429
    assert "access-control-allow-origin" not in answer.headers


async def test_a_send_is_let_in_again_when_the_minute_is_over():
    now, asked = 0.0, 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal asked
        asked += 1
        await receive()
        scope.setdefault("state", {})[FULL_FOR] = 30
        await send({"type": "http.response.start", "status": 429, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    door = KnownRefusals(app, clock=lambda: now)

    async def asks(body: bytes = b'{"type":"threads.create"}') -> None:
        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None: ...

        await door({"type": "http", "path": "/chatkit", "method": "POST", "headers": []}, receive, send)

    await asks()
    now = 29.0
    await asks()
    assert asked == 1
    now = 30.5
    await asks()
    assert asked == 2
