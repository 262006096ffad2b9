"""`manage.py doctor --url`: what it says of servers that are well, and of those that are not."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from professor_lock.clocks import Clocks
from professor_lock.commands.outside import CHECKS
from professor_lock.http.middleware import quiet_stream
from professor_lock.protocol.wire import PING
from tests.fakes.meddler import Meddler, Meddling
from tests.fakes.web import FakeWeb, Reply, Seen
from tests.support.doctor import KEY, SITE, deployed, examine_url, verdicts
from tests.support.free_port import free_port
from tests.support.running_server import RunningServer, settings_for


@pytest.fixture
def production(database: str, tmp_path: Path) -> Iterator[RunningServer]:
    """A server as it is deployed."""
    with deployed(database, tmp_path) as server:
        yield server


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
        "pings",
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
    assert [name for name, verdict in found.items() if verdict != "ok"] == ["strangers"]


def test_nobody_answering_fails_every_check_that_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert examine_url(f"http://127.0.0.1:{free_port()}", {"PP_SERVER_KEY": KEY}, origin=SITE) == 1
    found = verdicts(capsys.readouterr().out)
    assert {name for name, verdict in found.items() if verdict == "ok"} == {"encryption"}


def test_plain_http_to_another_machine_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert examine_url("http://professor-lock.invalid", {}, origin=None) == 1
    assert verdicts(capsys.readouterr().out)["encryption"] == "FAILED"


def test_made_up_prices_are_for_the_machine_at_hand_only(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A deployment that forgot PP_ENV: its door is closed to strangers, and it shows invented games.
    with RunningServer(settings_for(database, tmp_path, PP_AUTH="session", PP_SERVER_KEY=KEY)) as server:
        look = functools.partial(examine_url, server.url, {"PP_SERVER_KEY": KEY}, origin="http://localhost:3000")
        assert look() == 0
        assert "made up, to try it on this machine: odds" in capsys.readouterr().out
        assert look(this_machine=()) == 1
    said = capsys.readouterr().out
    assert [name for name, verdict in verdicts(said).items() if verdict != "ok"] == ["encryption", "readiness"]
    assert "made up, as for development" in said


def test_another_service_at_the_address_fails_and_nothing_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    other = Reply(body=b'{"model":"t-shirt","data":[1],"items":7,"client_secret":"x","expires_at":"soon"}')
    with FakeWeb(lambda _: other) as shop:
        assert examine_url(shop.url, {"PP_SERVER_KEY": KEY}, origin=SITE) == 1
    assert set(verdicts(capsys.readouterr().out).values()) == {"ok", "FAILED", "not checked"}


@pytest.mark.parametrize(
    "url", ["lock.example.com", "ftp://lock.example.com", "https://", "http://[nonsense", "http://a:b"]
)
def test_what_is_no_address_is_said_so(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert examine_url(url, {}, origin=None) == 1
    assert capsys.readouterr().out == f"{url} is not an http(s) address.\n"


def test_the_pattern_of_previews_is_not_taken_for_a_site(
    production: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"PP_SERVER_KEY": KEY, "PP_ALLOWED_ORIGINS": f"https://app-*.example.com, {SITE}"}
    assert examine_url(production.url, environ, origin=None) == 0
    assert SITE in capsys.readouterr().out


def test_a_limit_that_others_behind_the_address_have_used_up_is_waited_for(
    production: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    full = iter([True])

    def first_secret(seen: Seen) -> bool:
        return seen.path == "/api/chatkit/session" and next(full, False)

    too_many = Reply(429, b'{"message":"Too many requests. Please wait 1 seconds."}', headers={"retry-after": "1"})
    with Meddler(production.url, Meddling(first_secret, instead=too_many)) as way:
        status = examine_url(way.url, {"PP_SERVER_KEY": KEY}, origin=SITE)
    assert status == 0, capsys.readouterr().out
    assert next(full, False) is False, "it was full once"


def test_only_who_is_signed_in_may_hold_a_silent_stream_open(production: RunningServer) -> None:
    answer = httpx2.get(f"{production.url}/chatkit/quiet", timeout=60)
    assert answer.status_code == 401
    assert answer.json()["message"]


async def test_a_silent_stream_ends_early_when_the_process_is_about_to_stop() -> None:
    assert [ping async for ping in quiet_stream(lambda: False, 0.1, Clocks().steady)] == [PING, PING]
    assert [ping async for ping in quiet_stream(lambda: True, 0.1, Clocks().steady)] == [PING]
