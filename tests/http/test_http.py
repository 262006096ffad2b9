"""HTTP as it is on the wire, against a running server: statuses, the one shape of errors, CORS, headers, limits."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx2
import psutil
import pytest
from starlette.routing import Route

from app import services_for
from professor_lock.settings import Settings
from professor_lock.wiring import Services
from tests.fakes.tcp_proxy import TcpProxy
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.rows import all_rows
from tests.support.running_server import RunningServer, lasting_database, settings_for

SITE = "https://app.example.com"
ANN = {"X-User-Id": "ann"}
JSON = {"Content-Type": "application/json"}
MEBIBYTE = 1024 * 1024
CHATKIT_HEADERS = "authorization,content-type,accept-language,chatkit-frame-instance-id,x-user-id,x-user-timezone"


@pytest.fixture(scope="module")
def database(postgres: str) -> Iterator[str]:
    with lasting_database(postgres) as dsn:
        yield dsn


@pytest.fixture(scope="module")
def server(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    settings = settings_for(
        database, tmp_path_factory.mktemp("data"), PP_ALLOWED_ORIGINS=f"{SITE},https://*.example.org"
    )
    with RunningServer(settings) as running:
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(server) as client:
        yield client


@contextmanager
def starting(database: str, data_dir: Any, build: Any = services_for, **variables: Any) -> Iterator[RunningServer]:
    with RunningServer(settings_for(database, data_dir, **variables), build) as running:
        yield running


def client_of(server: RunningServer) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=server.url, timeout=20, trust_env=False)


def assert_refused(answer: httpx2.Response, status: int) -> dict[str, str]:
    """One shape for every error: a message for a user, a code for programs, the request's id."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body: dict[str, str] = answer.json()
    assert set(body) == {"message", "code", "request_id"}
    assert all(isinstance(value, str) and value for value in body.values())
    assert body["request_id"] == answer.headers["x-request-id"]
    assert "Traceback" not in answer.text
    return body


# --- health ---


@pytest.mark.parametrize("path", ["/health", "/health/ready"])
async def test_monitors_that_ask_for_the_head_alone_are_answered(http, path):
    answer = await http.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


async def test_the_guides_two_curls_work_as_written(http):
    health = await http.get("/health")
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    answer = await http.post(
        "/api/chatkit/session", headers={"Authorization": "Bearer token"}, content=b'{"user_id": "test"}'
    )
    assert answer.status_code == 200
    body = answer.json()
    assert body["user"]["id"] == "test"
    assert time.time() < body["expires_at"] < time.time() + 3600
    assert answer.headers["cache-control"] == "no-store"
    token = {"Authorization": f"Bearer {body['client_secret']}"}
    listed = await http.post("/chatkit", json=requests.list_threads(), headers=token)
    assert listed.json()["data"] == []


async def test_readiness_names_every_part(http):
    answer = await http.get("/health/ready")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["database"], body["draining"]) == ("ok", "ok", False)
    assert body["model"]["demo"] is True
    assert body["data"]["odds"]["state"] == "demo"
    assert all(part["state"] in ("demo", "missing") and part["detail"] for part in body["data"].values())


async def test_without_its_database_it_is_alive_and_not_ready_and_comes_back_by_itself(database, tmp_path):
    with TcpProxy.before(database) as wire, starting(wire.instead(database), tmp_path) as server:
        async with client_of(server) as http:
            assert (await http.get("/health/ready")).status_code == 200
            wire.cut()
            assert (await http.get("/health")).status_code == 200
            ready = await _readiness(http, 503)
            assert ready.json()["database"] == "unreachable"
            for body in (requests.list_threads(), requests.create("Hi")):
                message = assert_refused(await http.post("/chatkit", json=body, headers=ANN), 503)["message"]
                assert "postgres" not in message.lower()
                assert "127.0.0.1" not in message
            wire.mend()
            await _readiness(http, 200)
            assert (await http.post("/chatkit", json=requests.list_threads(), headers=ANN)).status_code == 200
            wire.stall()
            await _readiness(http, 503)
            assert (await http.get("/health")).status_code == 200
            wire.flow()
            await _readiness(http, 200)


async def _readiness(http: httpx2.AsyncClient, status: int) -> httpx2.Response:
    """The answer once it has this status: what is known of the database may be a second old."""
    async with asyncio.timeout(30):
        while (answer := await http.get("/health/ready")).status_code != status:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return answer


async def test_a_flood_of_questions_whether_it_is_ready_costs_the_database_one(database, tmp_path):
    pings = 0

    @asynccontextmanager
    async def build(settings: Settings) -> AsyncIterator[Services]:
        async with services_for(settings) as parts:
            ping = parts.pool.ping

            async def counted() -> None:
                nonlocal pings
                pings += 1
                await ping()

            parts.pool.ping = counted  # type: ignore[assignment]
            yield parts

    with starting(database, tmp_path, build) as server:
        async with client_of(server) as http:
            began = time.monotonic()
            answers = await asyncio.gather(*(http.get("/health/ready") for _ in range(60)))
            passed = time.monotonic() - began
    assert {answer.status_code for answer in answers} == {200}
    assert 1 <= pings <= 2 + passed


async def test_a_handshake_tells_what_the_server_can_do(http):
    answer = await http.get("/chatkit")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


# --- refusals ---


@pytest.mark.parametrize("body", [b"", b"{", b"nonsense", b'{"type": "\xff"}', b"[" * 100_000, b"\x00", b'{"a": NaN}'])
async def test_what_is_no_json_is_400(http, body):
    refusal = assert_refused(await http.post("/chatkit", content=body, headers=ANN), 400)
    assert refusal["code"] == "malformed_json"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        "threads.list",
        7,
        {"type": "threads.explode"},
        {"type": None},
        {"type": "threads.create"},
        {"type": "threads.create", "params": {}},
        {"type": "threads.create", "params": {"input": {"content": "Hi", "attachments": [], "inference_options": {}}}},
        {"type": "threads.get_by_id", "params": {"thread_id": 7}},
        {"type": "threads.list", "params": {"limit": "many"}},
        {"type": "threads.list", "params": {"order": "sideways"}},
        {"type": "items.feedback", "params": {"thread_id": "t", "item_ids": ["i"], "kind": "meh"}},
        {"type": "threads.custom_action", "params": {"thread_id": "t", "action": {"payload": {}}}},
        {"type": "threads.sync_custom_action", "params": {"thread_id": "t", "action": {"type": ""}}},
    ],
)
async def test_json_that_is_no_chatkit_request_is_422(http, body):
    refusal = assert_refused(await http.post("/chatkit", content=json.dumps(body), headers=ANN), 422)
    assert refusal["code"] == "invalid_request"


NUL = "a\x00b"


@pytest.mark.parametrize(
    "body",
    [
        requests.create(f"Hi{NUL}"),
        requests.add_user_message(NUL, "Hi"),
        requests.get_thread(NUL),
        requests.list_threads(after=NUL),
        requests.list_items(NUL),
        requests.feedback("thr_1", [NUL]),
        requests.update_thread("thr_1", NUL),
        requests.delete_thread(NUL),
        requests.custom_action("thr_1", NUL, "slip.lock"),
        requests.sync_custom_action("thr_1", "i", NUL),
        requests.custom_action("thr_1", "i", "slip.lock", {NUL: 1}),
        requests.create_attachment(NUL, 10, "image/png"),
        requests.delete_attachment(NUL),
        requests.add_client_tool_output("thr_1", {"deep": [NUL]}),
        requests.add_client_tool_output("thr_1", 2**63),
        requests.custom_action("thr_1", "i", "slip.lock", {"n": -(10**40)}),
    ],
)
async def test_what_no_column_can_hold_is_400_in_any_request(http, body):
    assert_refused(await http.post("/chatkit", json=body, headers=ANN), 400)
    assert_refused(await http.post("/api/chatkit/session", json={"user_id": "ann", "tier": NUL}), 400)


async def test_no_address_holds_a_character_that_no_column_can_hold(server, http):
    routes = [route for route in server.app.routes if isinstance(route, Route)]
    for route in routes:
        addresses = [f"{route.path.split('{')[0].rstrip('/')}?token=%00&after=%00"]
        if "{" in route.path:
            addresses += [re.sub(r"\{.*?\}", odd, route.path) for odd in ("%00", "a%00b", "%ED%A0%80", "%2500")]
        for method in route.methods or ():
            for address in addresses:
                answer = await http.request(method, address, headers=ANN)
                assert answer.status_code < 500, (method, address)
    assert len([route for route in routes if "{" in route.path]) > 3


async def test_half_an_emoji_is_replaced_and_not_refused(server, http):
    async with ChatKitClient(server.url, user_id="half") as client:
        body = json.dumps(requests.create("cut here: \ud83c")).encode()
        answer = await http.post("/chatkit", content=body, headers={"X-User-Id": "half", **JSON})
        assert answer.status_code == 200, answer.text
        listed = await client.call(requests.list_threads())
        assert listed["data"][0]["title"] == "cut here: \ufffd"


async def test_a_refused_request_does_not_repeat_what_was_sent(http):
    sent = {"type": "threads.create", "params": {"input": "my secret diary"}}
    refusal = await http.post("/chatkit", json=sent, headers=ANN)
    assert "diary" not in refusal.text


@pytest.mark.parametrize("kind", sorted(requests.naming("t", "i", "a")))
async def test_what_is_not_there_is_404_before_any_event_and_leaves_nothing(http, database, kind):
    before = await all_rows(database)
    answer = await http.post("/chatkit", json=requests.naming("thr_none", "msg_none", "atc_none")[kind], headers=ANN)
    if kind == "threads.list":  # a cursor that is nobody's is no cursor
        assert answer.json()["data"] == []
    else:
        assert assert_refused(answer, 404)["code"] == "not_found"
    after = await all_rows(database)
    changing = (
        "pp_rates",
        "pp_usage",
        "pp_usage_events",
        "pp_spend",
    )  # what was asked counts against the user's limits, whatever became of it
    assert {name: rows for name, rows in before.items() if name not in changing} == {
        name: rows for name, rows in after.items() if name not in changing
    }


@pytest.mark.parametrize("text", ["", "   ", "\n", "x" * 32_001])
async def test_a_message_that_says_nothing_or_far_too_much_is_400(http, text):
    assert_refused(await http.post("/chatkit", json=requests.create(text), headers=ANN), 400)


@pytest.mark.parametrize("title", ["", "  ", "t" * 201])
async def test_a_title_that_is_none_is_400(http, title):
    assert_refused(await http.post("/chatkit", json=requests.update_thread("thr_none", title), headers=ANN), 400)


@pytest.mark.parametrize(
    "body",
    [
        requests.transcribe("AAAA"),
        requests.transcribe("not base64!"),
        requests.create("Hi", model="gpt-99"),
    ],
    ids=lambda body: body["type"],
)
async def test_what_is_not_offered_is_refused_in_words(http, body):
    assert_refused(await http.post("/chatkit", json=body, headers=ANN), 400)


@pytest.mark.parametrize("limit", [10**8, 10**30, 0, -1, -(10**30)])
async def test_any_limit_is_answered_in_normal_time(http, limit):
    began = time.monotonic()
    answer = await http.post("/chatkit", json=requests.list_threads(limit=limit), headers=ANN)
    assert answer.status_code == 200
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "path", ["/nothing", "/chatkit/", "/api/chatkit", "/static/../app.py", "/static/%2e%2e/app.py"]
)
async def test_a_page_that_is_not_there_is_404(http, path):
    assert_refused(await http.get(path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("PUT", "/chatkit", "POST"), ("DELETE", "/chatkit", "POST"), ("GET", "/api/chatkit/session", "POST")],
)
async def test_a_method_that_is_not_offered_is_405(http, method, path, allowed):
    answer = await http.request(method, path)
    assert_refused(answer, 405)
    assert allowed in answer.headers["allow"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"[" * 16_000, b"\xff"])
async def test_a_session_request_that_is_none_is_400(http, body):
    assert_refused(await http.post("/api/chatkit/session", content=body), 400)


async def test_where_sign_in_is_asked_for_nobody_gets_in_without(database, tmp_path):
    with starting(database, tmp_path, PP_AUTH="session", PP_SERVER_KEY="the backend's key") as server:
        async with client_of(server) as http:
            refused = await http.post("/chatkit", json=requests.list_threads(), headers=ANN)
            assert_refused(refused, 401)
            assert refused.headers["www-authenticate"] == "Bearer"
            assert_refused(await http.post("/chatkit/threads/thr_x/stop", headers=ANN), 401)
            assert_refused(await http.post("/api/chatkit/session", json={"user_id": "ann"}), 401)
            backend = {"Authorization": "Bearer the backend's key"}
            minted = await http.post("/api/chatkit/session", json={"user_id": "ann"}, headers=backend)
            token = {"Authorization": f"Bearer {minted.json()['client_secret']}"}
            assert (await http.post("/chatkit", json=requests.list_threads(), headers=token)).status_code == 200


# --- too much ---


async def test_a_body_over_the_limit_is_413_whether_it_says_so_or_not(http):
    async def chunks(size: int) -> AsyncIterator[bytes]:
        for _ in range(size // 65536):
            yield b" " * 65536

    assert_refused(await http.post("/chatkit", content=b" " * (MEBIBYTE + 1), headers=ANN), 413)
    assert_refused(await http.post("/chatkit", content=chunks(2 * MEBIBYTE), headers=ANN), 413)
    assert_refused(await http.post("/api/chatkit/session", content=b" " * 20_000), 413)
    fits = await http.post("/chatkit", content=json.dumps(requests.list_threads()).ljust(MEBIBYTE), headers=ANN)
    assert fits.status_code == 200


async def test_a_flood_costs_no_memory_and_the_server_goes_on(http):
    here = psutil.Process()  # server and test share it
    used: list[int] = []

    async def flood() -> AsyncIterator[bytes]:
        for _ in range(64):
            used.append(here.memory_info().rss)
            yield b"x" * MEBIBYTE

    assert_refused(await http.post("/chatkit", content=flood(), headers=ANN), 413)
    assert max(used) - used[0] < 32 * MEBIBYTE
    assert (await http.get("/health")).status_code == 200


# --- what goes wrong on our side ---


@asynccontextmanager
async def broken_parts(settings: Settings) -> AsyncIterator[Services]:
    """The real parts, with a bug in them."""

    async def explode(*_: object) -> None:
        raise ZeroDivisionError("the password is hunter2")

    async with services_for(settings) as parts:
        parts.server.process = explode  # type: ignore[method-assign,assignment]
        yield parts


async def test_a_bug_is_a_500_that_tells_a_person_nothing_and_the_log_everything(database, tmp_path):
    with starting(database, tmp_path, broken_parts, PP_ALLOWED_ORIGINS=SITE) as server:
        async with client_of(server) as http:
            answer = await http.post("/chatkit", json=requests.list_threads(), headers={**ANN, "Origin": SITE})
            refusal = assert_refused(answer, 500)
            assert answer.headers["access-control-allow-origin"] == SITE
            assert "hunter2" not in answer.text
            assert (await http.get("/health")).status_code == 200
    logged = server.logged("unhandled error")
    assert len(logged) == 1
    assert logged[0]["request_id"] == refusal["request_id"]
    assert "hunter2" in logged[0]["exception"]


# --- CORS ---


@pytest.mark.parametrize(
    "origin", [SITE, "https://preview-12.example.org", "http://localhost:3000", "http://127.0.0.1:5173"]
)
async def test_a_preflight_from_our_sites_lets_chatkits_headers_through(http, origin):
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": CHATKIT_HEADERS,
    }
    for path in ("/chatkit", "/api/chatkit/session", "/chatkit/threads/thr_1/stop"):
        answer = await http.options(path, headers=asked)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == origin
        assert int(answer.headers["access-control-max-age"]) >= 600
        allowed = answer.headers["access-control-allow-headers"].lower()
        assert all(name in allowed for name in CHATKIT_HEADERS.split(","))


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://app.example.com.evil.example",
        "https://a.b.example.org",
        "https://example.org",
        "http://app.example.com",
        "https://localhost.evil.example",
        "null",
    ],
)
async def test_no_other_site_may_read_an_answer(http, origin):
    preflight = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in (await http.options("/chatkit", headers=preflight)).headers
    answer = await http.post("/chatkit", json=requests.list_threads(), headers={**ANN, "Origin": origin})
    assert "access-control-allow-origin" not in answer.headers


async def test_errors_of_every_kind_can_be_read_by_our_sites(http):
    site = {**ANN, "Origin": SITE}
    answers = [
        await http.post("/chatkit", content=b"{", headers=site),
        await http.post("/chatkit", json={}, headers=site),
        await http.post("/chatkit", json=requests.get_thread("thr_none"), headers=site),
        await http.post("/chatkit", content=b" " * (MEBIBYTE + 1), headers=site),
        await http.get("/nothing", headers=site),
        await http.put("/chatkit", headers=site),
    ]
    assert [answer.status_code for answer in answers] == [400, 422, 404, 413, 404, 405]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == SITE
        exposed = answer.headers["access-control-expose-headers"].lower()
        assert "retry-after" in exposed
        assert "x-request-id" in exposed
        assert "origin" in answer.headers["vary"].lower()


async def test_cookies_are_not_for_other_sites(http):
    answer = await http.post("/chatkit", json=requests.list_threads(), headers={"Origin": SITE})
    assert "access-control-allow-credentials" not in answer.headers
    assert "samesite=lax" in answer.headers["set-cookie"].lower()
    assert "httponly" in answer.headers["set-cookie"].lower()


# --- other headers ---


async def test_every_answer_carries_security_headers(http):
    answers = [
        await http.get("/health"),
        await http.get("/"),
        await http.get("/nothing"),
        await http.post("/chatkit", json=requests.list_threads(), headers=ANN),
        await http.post("/chatkit", json=requests.create("Hi"), headers=ANN),
    ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers or "uvicorn" not in answer.headers["server"]
        assert "strict-transport-security" not in answer.headers, "development speaks plain HTTP"


async def test_a_request_keeps_the_id_it_came_with_unless_it_is_not_one(http):
    assert (await http.get("/health", headers={"X-Request-Id": "from-the-edge-1"})).headers["x-request-id"] == (
        "from-the-edge-1"
    )
    for bad in ("x", "a b c d e f g", "é" * 10, "x" * 65, "<script>alert(1)</script>"):
        answer = await http.get("/health", headers={"X-Request-Id": bad.encode()})
        assert len(answer.headers["x-request-id"]) == 32


async def test_a_stream_goes_out_unbuffered_and_uncompressed(server):
    async with ChatKitClient(server.url, user_id="ann", headers={"Accept-Encoding": "gzip, br"}) as client:
        chat = client.chat()
        await chat.send("Hi")
        assert chat.stream is not None
        headers = chat.stream.headers
    assert headers["content-type"].startswith("text/event-stream")
    assert "no-cache" in headers["cache-control"]
    assert "no-transform" in headers["cache-control"]
    assert headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in headers
    assert "content-length" not in headers


# --- guests ---


async def test_a_guest_finds_their_threads_again_and_nobody_elses(server):
    async with client_of(server) as one, client_of(server) as other:
        await one.post("/chatkit", json=requests.create("Hi"))
        mine = (await one.post("/chatkit", json=requests.list_threads())).json()["data"]
        theirs = (await other.post("/chatkit", json=requests.list_threads())).json()["data"]
    assert len(mine) == 1
    assert theirs == []


# --- the log ---


async def test_the_log_names_requests_and_people_by_hash_and_nothing_that_was_said(server):
    seen = len(server.log)
    said = {**ANN, "X-User-Email": "ann@secret.example", "X-Request-Id": "request-of-this-test"}
    async with client_of(server) as http:
        minted = (await http.post("/api/chatkit/session", json={"user_id": "ann"}, headers=said)).json()
        await http.post("/chatkit", json=requests.create("my private words"), headers=said)
        await http.post("/chatkit", json=requests.get_thread("thr_none"), headers=said)

    def lines_of_this_test() -> list[dict[str, Any]]:
        return [line for line in server.log[seen:] if line.get("request_id") == "request-of-this-test"]

    await server.log_until(lambda: [line["message"] for line in lines_of_this_test()].count("request") == 3)
    lines = lines_of_this_test()
    messages = [line["message"] for line in lines]
    assert "ChatKit session created" in messages
    assert "access_denied" in messages
    text = json.dumps(server.log[seen:])
    for secret in ("my private words", "ann@secret.example", minted["client_secret"]):
        assert secret not in text
    people = {line["user"] for line in lines if line["message"] in ("access_denied", "ChatKit session created")}
    assert len(people) == 1
    assert "ann" not in people
    assert all("expires_at" in line for line in lines if line["message"] == "ChatKit session created")


async def test_minting_writes_no_row(http, database):
    before = await all_rows(database)
    await http.post("/api/chatkit/session", json={"user_id": "somebody new"})
    after = await all_rows(database)
    assert before | {"pp_rates": after["pp_rates"]} == after


async def test_metrics_are_open_in_development_and_behind_a_token_when_there_is_one(http, database, tmp_path):
    assert "process_cpu_seconds_total" in (await http.get("/metrics")).text
    with starting(database, tmp_path, PP_ADMIN_TOKEN="the admin's") as server:
        async with client_of(server) as guarded:
            assert_refused(await guarded.get("/metrics"), 401)
            allowed = await guarded.get("/metrics", headers={"Authorization": "Bearer the admin's"})
            assert allowed.status_code == 200
