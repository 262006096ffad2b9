"""`manage.py doctor --url`: what it says of servers that are well, and of those that are not."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from managing.outside import CHECKS, examine_url
from tests.fakes.betting_script import betting_script
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.web import FakeWeb, Reply, Seen
from tests.support.free_port import free_port
from tests.support.running_server import RunningServer, settings_for

SITE = "https://site.example"
KEY = "a server key for tests"


@pytest.fixture
def production(database: str, tmp_path: Path) -> Iterator[RunningServer]:
    """A server as it is deployed, with a model and prices that are ours."""
    with OpenAIServer(betting_script()) as model, FakeOddsApi() as odds:
        settings = settings_for(
            database,
            tmp_path,
            model=model,
            odds=odds,
            PP_ENV="production",
            PP_SESSION_SECRET="a secret for tests that is long enough to be taken",
            PP_SERVER_KEY=KEY,
            PP_ALLOWED_ORIGINS=SITE,
        )
        with RunningServer(settings) as server:
            yield server


def verdicts(said: str) -> dict[str, str]:
    """Check -> "ok", "FAILED" or "not checked"."""
    found = {}
    for line in said.splitlines():
        if line.startswith("  "):
            verdict = next(word for word in ("ok", "FAILED", "not checked") if line.strip().startswith(word))
            rest = line.strip().removeprefix(verdict).strip()
            found[next(name for name, _ in CHECKS if rest.startswith(name))] = verdict
    return found


def test_every_check_holds_on_a_server_that_is_well(
    production: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    status = examine_url(f"{production.url}/", {"PP_SERVER_KEY": KEY, "PP_ALLOWED_ORIGINS": SITE}, origin=None)
    said = capsys.readouterr().out
    assert verdicts(said) == dict.fromkeys((name for name, _ in CHECKS), "ok"), said
    assert status == 0
    assert KEY not in said


def test_a_site_that_is_not_let_in_is_named(production: RunningServer, capsys: pytest.CaptureFixture[str]) -> None:
    status = examine_url(production.url, {"PP_SERVER_KEY": KEY}, origin="https://forgotten.example")
    said = capsys.readouterr().out
    assert status == 1
    assert [name for name, verdict in verdicts(said).items() if verdict != "ok"] == ["CORS preflight"]
    assert "pages of https://forgotten.example are refused" in said
    assert "PP_ALLOWED_ORIGINS" in said


def test_what_could_not_be_checked_is_not_called_well(
    production: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    status = examine_url(production.url, {}, origin=None)
    found = verdicts(capsys.readouterr().out)
    assert status == 1
    assert [name for name, verdict in found.items() if verdict == "not checked"] == [
        "session",
        "CORS preflight",
        "streamed turn",
        "what is kept",
    ]


def test_a_wrong_server_key_is_said_to_be_refused(
    production: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine_url(production.url, {"PP_SERVER_KEY": "another"}, origin=SITE) == 1
    assert verdicts(capsys.readouterr().out)["session"] == "FAILED"


def test_a_server_that_believes_anybody_is_not_fit_for_the_public(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RunningServer(settings_for(database, tmp_path)) as server:
        assert examine_url(server.url, {}, origin="http://localhost:3000") == 1
    found = verdicts(capsys.readouterr().out)
    assert found["strangers"] == "FAILED"
    assert found["streamed turn"] == found["what is kept"] == "ok"


def test_nobody_answering_fails_every_check_that_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert examine_url(f"http://127.0.0.1:{free_port()}", {"PP_SERVER_KEY": KEY}, origin=SITE) == 1
    found = verdicts(capsys.readouterr().out)
    assert {name for name, verdict in found.items() if verdict == "ok"} == {"encryption"}


def test_plain_http_to_another_machine_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert examine_url("http://professor-lock.invalid", {}, origin=None) == 1
    assert verdicts(capsys.readouterr().out)["encryption"] == "FAILED"


@pytest.mark.parametrize(
    ("headers", "complaint"),
    [
        ({"cache-control": "no-cache, no-transform", "content-encoding": "identity"}, "compresses the stream"),
        ({"cache-control": "max-age=60"}, "cache-control is 'max-age=60'"),
    ],
    ids=["compressed", "cached"],
)
def test_a_stream_that_something_on_the_way_touches_is_noticed(
    headers: dict[str, str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(seen: Seen) -> Reply:
        if seen.path == "/api/chatkit/session":
            minted = {"client_secret": "secret", "expires_at": time.time() + 900}
            return Reply(body=json.dumps(minted).encode(), headers={"cache-control": "no-store"})
        return Reply(body=b'data: {"type":"other"}\n\n', content_type="text/event-stream", headers=headers)

    with FakeWeb(answer) as meddler:
        assert examine_url(meddler.url, {"PP_SERVER_KEY": KEY}, origin=SITE) == 1
    assert complaint in capsys.readouterr().out
