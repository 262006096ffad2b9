"""Requests that nobody would write: whatever comes, the answer is an answer and the server goes on.

PP_FUZZ=full sends thousands instead of dozens.
"""

from __future__ import annotations

import copy
import json
import os
import resource
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error

from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.files import png
from tests.support.json_damage import anything, damaged, paths
from tests.support.running_server import RunningServer, lasting_database, settings_for

FULL = os.environ.get("PP_FUZZ") == "full"
CASES_AN_OPERATION = 150 if FULL else 6
BODIES = 10_000 if FULL else 300
TIMEOUT_S = 30.0
"""Far more than any of these takes: what runs into it hangs."""
MEMORY_KB = 300 * 1024
SERVER_KEY = "the key of the trusted backend, also long enough"
ROUTES = (
    "GET /health",
    "GET /health/ready",
    "GET /metrics",
    "GET /chatkit",
    "POST /chatkit",
    "POST /chatkit/threads/{thread_id}/stop",
    "POST /api/chatkit/session",
    "GET /api/tickets.csv",
    "POST /api/me/export",
    "GET /api/me/export",
    "GET /api/me/exports/{request_id}",
    "DELETE /api/me",
    "GET /api/me/deletions/{request_id}",
    "GET /api/me/preferences",
    "POST /api/me/preferences",
    "GET /api/admin/overview",
    "GET /api/admin/users",
    "GET /api/admin/feedback",
    "GET /api/admin/audit",
    "POST /api/admin/act",
    "POST /attachments/{attachment_id}",
    "GET /attachments/{attachment_id}",
)
# No deadline and no minimal example: a failure names its case, and a shared machine has slow moments.
EVERY = settings(
    deadline=None,
    database=None,
    derandomize=not FULL,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Target:
    """A running server that asks for sign-in, and two who call it."""

    def __init__(self, server: RunningServer) -> None:
        self.url = server.url
        self.document = server.app.openapi()
        self.http = httpx2.Client(base_url=server.url, timeout=TIMEOUT_S, trust_env=False)
        self.backend = {"Authorization": f"Bearer {SERVER_KEY}"}
        minted = self.http.post("/api/chatkit/session", json={"user_id": "ann"}, headers=self.backend).json()
        self.signed_in = {"Authorization": f"Bearer {minted['client_secret']}"}

    def ask(self, body: bytes) -> httpx2.Response:
        """One ChatKit request as ann, read to its end."""
        return self.http.post("/chatkit", content=body, headers={**self.signed_in, "content-type": "application/json"})


@pytest.fixture(scope="module")
def target(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with lasting_database(postgres) as database, OpenAIServer(lambda _: Turn.of("Hello."), strict=False) as model:
        chosen = settings_for(
            database, tmp_path_factory.mktemp("data"), model=model, PP_AUTH="session", PP_SERVER_KEY=SERVER_KEY,
            PP_SESSION_TTL_S="86400", PP_DISCONNECT_GRACE_S="0", PP_LOG_LEVEL="warning",
        )  # fmt: skip
        with RunningServer(chosen) as server:
            yield Target(server)
            assert server.logged("unhandled error") == []


def test_every_route_of_the_server_is_fuzzed(target: Target) -> None:
    assert set(ROUTES) == set(_operations(target))


@pytest.mark.parametrize("signed_in", [False, True], ids=["without sign-in", "signed in"])
@pytest.mark.parametrize("label", ROUTES)
def test_no_request_that_the_description_allows_or_forbids_breaks_the_server(
    target: Target, label: str, signed_in: bool
) -> None:
    operation = _operations(target)[label]
    modes = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))
    credentials = target.backend if "session" in label else target.signed_in

    @settings(EVERY, max_examples=CASES_AN_OPERATION)
    @given(case=cases)
    def check(case: schemathesis.Case[Any]) -> None:
        response = case.call(base_url=target.url, headers=credentials if signed_in else {}, timeout=TIMEOUT_S)
        if response.status_code != 503 or label != "GET /health/ready":
            case.validate_response(response, checks=[not_a_server_error])
        if response.status_code >= 400:
            assert response.json()["message"]
        if not signed_in and label.startswith("POST"):
            assert response.status_code in (400, 401, 404, 405, 413, 415, 422)

    check()
    assert target.http.get("/health").status_code == 200


def test_no_damaged_chatkit_body_breaks_the_server_or_fills_its_memory(target: Target) -> None:
    bodies = _good_bodies(target)
    mutations = st.sampled_from(bodies).flatmap(
        lambda body: st.lists(
            st.tuples(st.sampled_from(paths(body)[1:]), anything | st.sampled_from(_NASTY) | st.just(...)),
            min_size=1,
            max_size=4,
        ).map(lambda damage: damaged(copy.deepcopy(body), damage))
    )
    broken_text = st.tuples(st.sampled_from(bodies), st.integers(0, 400), st.binary(max_size=8)).map(
        lambda parts: _spliced(json.dumps(parts[0]).encode(), parts[1], parts[2])
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # server and test share this process
    statuses: dict[int, int] = {}

    @settings(EVERY, max_examples=BODIES)
    @given(body=mutations.map(_as_json) | broken_text)
    def check(body: bytes) -> None:
        answer = target.ask(body)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (answer.status_code, body, answer.text)
        if answer.status_code >= 400:
            refusal = answer.json()
            assert set(refusal) == {"message", "code", "request_id"}
            assert len(refusal["message"]) < 500
        elif answer.headers["content-type"].startswith("text/event-stream"):
            assert b'"code":"stream.error"' not in answer.content, body

    check()
    assert target.http.get("/health").status_code == 200
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY_KB
    assert statuses.keys() & {200, 404}, (
        f"some must still be requests, or nothing behind the door was tried: {statuses}"
    )


def test_no_damaged_form_breaks_the_server_or_is_taken_for_the_file(target: Target) -> None:
    """With a link that holds: what comes with it is anybody's."""
    announced = target.ask(json.dumps(requests.create_attachment("a.png", len(png()), "image/png")).encode()).json()
    url = announced["upload_descriptor"]["url"]
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    form = head + png() + b"\r\n--b--\r\n"
    types = st.sampled_from(
        ["multipart/form-data; boundary=b", "multipart/form-data; boundary=", 'multipart/form-data; boundary="b', "x"]
    )

    @settings(EVERY, max_examples=BODIES // 3)
    @given(at=st.integers(0, len(head) + 20), piece=st.binary(min_size=1, max_size=30), content_type=types)
    def check(at: int, piece: bytes, content_type: str) -> None:
        broken = _spliced(form, at, piece)
        answer = target.http.post(url, content=broken, headers={"content-type": content_type})
        assert answer.status_code < 500, (answer.status_code, broken, answer.text)
        if answer.status_code >= 400:
            assert answer.json()["message"]

    check()
    assert target.http.get("/health").status_code == 200


_NASTY: list[Any] = [
    "\x00", "\ud800", "a" * 40_000, "../../etc/passwd", "' OR 1=1 --", "{{7*7}}", "<script>", "\u202e\u2066",
    -1, 2**31, 2**63, 10**400, -(10**400), 0.1, 1e308, [[]] * 500, {"$ref": "#"}, [None] * 2000, "NaN", "",
]  # fmt: skip


def _operations(target: Target) -> dict[str, schemathesis.APIOperation[Any, Any, Any, Any]]:
    found = [result.ok() for result in schemathesis.openapi.from_dict(target.document).get_all_operations()]  # type: ignore[union-attr]
    return {operation.label: operation for operation in found}


def _good_bodies(target: Target) -> list[dict[str, Any]]:
    """Every request of the protocol, over a thread of ann's own, so that damage reaches what lies behind the door."""
    opened = target.ask(json.dumps(requests.create("Hi")).encode()).text
    events = [json.loads(line[6:]) for line in opened.splitlines() if line.startswith("data: {")]
    thread = next(event["thread"]["id"] for event in events if event["type"] == "thread.created")
    item = next(event["item"]["id"] for event in events if event["type"] == "thread.item.done")
    named = list(requests.naming(thread, item, "atc_none").values())
    others = [
        requests.create("Hi"),
        requests.add_user_message(thread, "Hi again"),
        requests.create_attachment("a.png", 10, "image/png"),
        requests.transcribe("AAAA"),
        requests.list_threads(),
    ]
    return [body for body in [*named, *others] if body["type"] != "threads.delete"]


def _as_json(body: Any) -> bytes:
    return json.dumps(body, default=str).encode()


def _spliced(text: bytes, at: int, piece: bytes) -> bytes:
    """Bytes put over the text where they fall."""
    return text[:at] + piece + text[at + len(piece) :]
