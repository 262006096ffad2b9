"""The short way to /chatkit answers as FastAPI's own way does, which the same request takes under a root path."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app import create_app
from tests.support import chatkit_requests as requests
from tests.support.running_server import settings_for

ROOT = "/under/this"
OF_ONE_REQUEST = frozenset({"x-request-id", "content-length", "date"})


class TwoWays:
    """One application, reached by the short way and by the long one."""

    def __init__(self, app: Any) -> None:
        short, long = httpx2.ASGITransport(app=app), httpx2.ASGITransport(app=app, root_path=ROOT)
        self.short = httpx2.AsyncClient(transport=short, base_url="http://localhost")
        self.long = httpx2.AsyncClient(transport=long, base_url=f"http://localhost{ROOT}")

    async def post(self, body: bytes, headers: dict[str, str]) -> tuple[httpx2.Response, httpx2.Response]:
        """The answers to one request by both ways."""
        headers = {"content-type": "application/json", "origin": "http://localhost:3000", **headers}
        return (
            await self.short.post("/chatkit", content=body, headers=headers),
            await self.long.post("/chatkit", content=body, headers=headers),
        )


@pytest.fixture
async def ways(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[TwoWays]:
    marker = request.node.get_closest_marker("settings")
    variables = {"PP_LIMITS_FREE": "requests=2"} | (marker.kwargs if marker is not None else {})
    app = create_app(settings_for(database, tmp_path, **variables))
    async with app.router.lifespan_context(app):
        both = TwoWays(app)
        yield both
        await both.short.aclose()
        await both.long.aclose()


def said(answer: httpx2.Response) -> tuple[int, dict[str, str], Any]:
    """What must be alike: status, headers but those of one request, and the body, of a stream its events' types."""
    headers = {name: value for name, value in answer.headers.items() if name not in OF_ONE_REQUEST}
    if headers["content-type"].startswith("text/event-stream"):
        events = [json.loads(line[6:]) for line in answer.text.split("\n") if line.startswith("data: ")]
        return answer.status_code, headers, [event["type"] for event in events]
    body = answer.json()
    body.pop("request_id", None)
    return answer.status_code, headers, body


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (requests.list_threads(), 200),
        (requests.get_thread("thr_elsewhere"), 404),
        (b"{", 400),
        (b'{"type":"nonsense"}', 422),
        (b" " * (1024 * 1024 + 1), 413),
    ],
)
async def test_a_request_that_is_no_send_is_answered_alike(ways: TwoWays, body: Any, status: int) -> None:
    given = body if isinstance(body, bytes) else json.dumps(body).encode()
    short, long = await ways.post(given, {"x-user-id": "ann"})
    assert said(short)[0] == status
    assert said(short) == said(long)


async def test_a_send_is_answered_alike(ways: TwoWays) -> None:
    short, long = await ways.post(json.dumps(requests.create("Hi there")).encode(), {"x-user-id": "ann"})
    assert "thread.item.done" in said(short)[2]
    assert said(short) == said(long)


async def test_who_is_over_a_limit_is_refused_alike(ways: TwoWays) -> None:
    for number in range(1):
        await ways.post(json.dumps(requests.create(f"Hi {number}")).encode(), {"x-user-id": "ann"})
    short, long = await ways.post(json.dumps(requests.create("Hi again")).encode(), {"x-user-id": "ann"})
    assert short.status_code == long.status_code == 429
    assert short.headers.keys() == long.headers.keys()
    assert short.json()["code"] == long.json()["code"] == "rate_limited"


@pytest.mark.settings(PP_AUTH="session")
async def test_who_has_no_identity_is_refused_alike(ways: TwoWays) -> None:
    short, long = await ways.post(json.dumps(requests.list_threads()).encode(), {"authorization": "Bearer forged"})
    assert said(short)[0] == 401
    assert said(short) == said(long)
