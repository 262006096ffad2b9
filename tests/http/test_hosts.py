"""What a page elsewhere on the web reaches of a development server by a name of its own: nothing. And production."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from professor_lock.secret_strength import new_secret
from tests.support.running_server import NOWHERE, RunningServer, lasting_database, settings_for


@pytest.fixture(scope="module")
def database(postgres: str) -> Iterator[str]:
    with lasting_database(postgres) as dsn:
        yield dsn


def status(server: RunningServer, host: str, path: str = "/chatkit") -> int:
    with httpx2.Client(base_url=server.url, timeout=20, trust_env=False) as http:
        answer = http.get(path, headers={"Host": host, "X-User-Id": "ann"})
        if answer.status_code == 403:
            assert set(answer.json()) == {"message", "code", "request_id"}
        return answer.status_code


LOCAL = ["localhost", "LOCALHOST:8000", "localhost.", "app.localhost:3000", "127.0.0.1", "127.8.9.1:80", "[::1]:8000"]
FOREIGN = [
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io",
    "evil-localhost",
    "192.168.1.7:8000",
    "10.0.0.1",
    "[2001:db8::1]:8000",
    "0x7f.1",
    "2130706433",
    "localhost/evil",
    "localhost:x",
    "evil@localhost",
    "",
]


def test_a_development_server_answers_to_local_names_alone(database: str, tmp_path: Path) -> None:
    with RunningServer(settings_for(database, tmp_path)) as server:
        assert {host: status(server, host) for host in LOCAL} == dict.fromkeys(LOCAL, 200)
        assert {host: status(server, host) for host in FOREIGN} == dict.fromkeys(FOREIGN, 403)
        for path in ("/", "/health/ready", "/metrics", "/openapi.json", "/nowhere"):
            assert status(server, "evil.example", path) == 403


def test_a_name_that_was_given_is_answered_and_an_address_where_it_listens_for_the_network(
    database: str, tmp_path: Path
) -> None:
    settings = settings_for(database, tmp_path, PP_PUBLIC_URL="https://lock.example.com", HOST="0.0.0.0")
    with RunningServer(settings) as server:
        hosts = ("lock.example.com", "192.168.1.7:8000", "evil.example", "other.example.com")
        assert [status(server, host) for host in hosts] == [200, 200, 403, 403]


@pytest.mark.parametrize("production", [False, True])
async def test_docs_are_off_and_a_guests_cookie_is_secure_in_production(
    database: str, tmp_path: Path, production: bool
) -> None:
    strict: dict[str, Any] = {
        "PP_ENV": "production",
        "PP_AUTH": "headers",
        "PP_SESSION_SECRET": new_secret(),
        "PP_ALLOWED_ORIGINS": "https://app.example.com",
        "OPENAI_BASE_URL": NOWHERE,
    }
    settings = settings_for(database, tmp_path, **(strict if production else {}))
    with RunningServer(settings) as server:
        async with httpx2.AsyncClient(base_url=server.url, timeout=20, trust_env=False) as http:
            for path in ("/docs", "/redoc", "/docs/oauth2-redirect"):
                assert (await http.get(path)).status_code == 404
            async with http.stream("GET", "/chatkit/quiet", headers={"Host": "localhost"}) as answer:
                parts = [part.strip() for part in answer.headers["set-cookie"].split(";")]
            assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
            assert ("Secure" in parts) == production
