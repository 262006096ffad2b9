"""Sends that are known to be over the limit are refused before anything is done for them, and only those."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from professor_lock.http.connection_bounds import Bounds
from professor_lock.http.known_refusals import FULL, Full, KnownRefusals, RefusalMemory
from professor_lock.limits import READS_FOR_ONE_SEND
from professor_lock.words import ENGLISH
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, lasting_database, settings_for

VARYING = ("x-request-id", "retry-after", "content-length", "date")
ORIGIN = {"Origin": "http://localhost:3000"}


@pytest.fixture(scope="module", params=[False, True], ids=["bounded protocol", "any server"])
def server(
    postgres: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[RunningServer]:
    with lasting_database(postgres) as dsn, OpenAIServer(lambda _: Turn.of("Yes.")) as model:
        settings = settings_for(
            dsn, tmp_path_factory.mktemp("data"), model=model, PP_LIMITS_FREE="requests=2", PP_LIMITS_PRO="requests=100"
        )
        with RunningServer(settings, any_server=request.param) as running:
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


LIST = {"type": "threads.list", "params": {"limit": 1}}
READS = 2 * READS_FOR_ONE_SEND


async def test_reads_over_their_minute_are_refused_alike_and_sends_go_on(server):
    async with ChatKitClient(server.url, user_id="guy") as guy:
        for _ in range(READS + 1):
            answer = await post(guy, LIST)
        assert answer.status_code == 429
        await server.log_until(lambda: "429" in str(server.logged("request")[-1]))
        lines = len(server.logged("request"))
        for body in (LIST, requests.get_thread("thr_nothing")):
            again = await post(guy, body)
            assert again.status_code == 429
            assert again.json()["message"].startswith("Too many requests.")
        assert (await guy.http.get("/api/tickets.csv", headers={"X-User-Id": "guy"})).status_code == 429
        assert len(server.logged("request")) == lines
        assert (await post(guy, requests.create("Hello"))).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b" " * 30 + json.dumps(requests.create("Hello")).encode(),
        json.dumps(dict(reversed(requests.create("Hello").items()))).encode(),
        json.dumps({"type": "threads.add_client_tool_output", "params": {"thread_id": "thr_x", "result": 1}}).encode(),
    ],
    ids=["spaces first", "type last", "a client tool's output"],
)
async def test_a_send_is_refused_at_once_however_it_is_written(server, body):
    user = f"hal{len(body)}"
    async with ChatKitClient(server.url, user_id=user) as hal:
        await used_up(hal)
        await server.log_until(lambda: server.logged("request")[-1]["status"] == 429)
        lines = len(server.logged("request"))
        for language in ("en", "en-GB", "de-x-1"):  # whoever is refused is so in any language
            assert (await post(hal, body, **{"Accept-Language": language})).status_code == 429
        assert len(server.logged("request")) == lines


async def test_every_refusal_is_in_the_users_language(server):
    async with ChatKitClient(server.url, user_id="ida") as ida:
        first = await used_up(ida, **{"Accept-Language": "de"})
        again = await post(ida, requests.create("Hello"), **{"Accept-Language": "de"})
    assert "Zu viele" in first.json()["message"]
    assert re.sub(r"\d+", "", again.json()["message"]) == re.sub(r"\d+", "", first.json()["message"])


def head(user: str, length: int, more: str = "") -> bytes:
    return (
        f"POST /chatkit HTTP/1.1\r\nHost: localhost\r\nX-User-Id: {user}\r\nContent-Type: application/json\r\n{more}"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


SEND = json.dumps(requests.create("Hello")).encode()
LISTING = json.dumps(LIST).encode()


async def statuses(server: RunningServer, *pieces: bytes, answers: int) -> list[int]:
    """The statuses of so many answers on one connection to which these pieces were written, one by one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    found: list[int] = []
    try:
        async with asyncio.timeout(30):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.02)  # another piece, most of the time; nothing depends on it
            while len(found) < answers:
                lines = (await reader.readuntil(b"\r\n\r\n")).lower().splitlines()
                found.append(int(lines[0].split()[1]))
                length = next(int(line.split()[1]) for line in lines if line.startswith(b"content-length"))
                await reader.readexactly(length)
    finally:
        writer.close()
    return found


async def test_a_connection_lives_on_after_a_refusal_and_bodies_may_come_in_pieces(server):
    async with ChatKitClient(server.url, user_id="jim") as jim:
        await used_up(jim)
    whole = head("jim", len(SEND)) + SEND
    listing = head("jim", len(LISTING)) + LISTING
    assert await statuses(server, whole, whole, listing, whole, answers=4) == [429, 429, 200, 429]
    await server.log_until(lambda: server.logged("request")[-1]["status"] == 200)
    lines = len(server.logged("request"))
    assert await statuses(server, whole + listing + whole, answers=3) == [429, 200, 429]
    assert await statuses(server, head("jim", len(SEND)), SEND[:9], SEND[9:], listing, answers=2) == [429, 200]
    assert await statuses(server, head("jim", len(LISTING)), LISTING[:9], LISTING[9:], answers=1) == [200]
    chunked = head("jim", 0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    chunk = b"%x\r\n" % len(SEND) + SEND + b"\r\n0\r\n\r\n"
    assert await statuses(server, chunked, chunk, whole, answers=2) == [429, 429]
    assert await statuses(server, head("jim", len(SEND), "Connection: close\r\n") + SEND, answers=1) == [429]
    assert len(server.logged("request")) <= lines + 4, "three lists, and the send whose type came in pieces"


async def test_a_body_that_does_not_begin_is_408_for_whoever_is_over_the_limit_too(database, tmp_path):
    settings = settings_for(database, tmp_path, PP_LIMITS_FREE="requests=1")
    with RunningServer(settings, bounds=Bounds(json_body_s=0.3)) as server:
        whole = head("kim", len(SEND)) + SEND
        async with ChatKitClient(server.url, user_id="kim") as kim:
            await used_up(kim)
        assert await statuses(server, whole, whole, answers=2) == [429, 429]
        chunked = head("kim", 0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
        for beginning in (head("kim", len(SEND)), chunked + b"1;an-extension"):
            assert await statuses(server, beginning, answers=1) == [408]


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
        scope.setdefault("state", {})[FULL] = Full("send", 30, ENGLISH)
        await send({"type": "http.response.start", "status": 429, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    door = KnownRefusals(app, RefusalMemory(lambda: now), body_s=60)

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
