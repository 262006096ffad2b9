"""Links to files: what they hold, for how long, and where they lead."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from starlette.requests import HTTPConnection

from professor_lock.attachments.links import DOWNLOAD_FOR_S, UPLOAD_FOR_S, Link, Links
from professor_lock.db.ids import new_id
from professor_lock.errors import NotSignedIn
from professor_lock.http.requests import base_url_of
from professor_lock.settings_reading import load_settings
from tests.support.chatkit_client import ChatKitClient
from tests.support.files import announced, png
from tests.support.running_server import NOWHERE, RunningServer, settings_for

SECRET, OLD_SECRET = "s" * 40, "o" * 40
FILE = new_id("attachment")
LINK = Link("ann", FILE, 100)
NOW = 1_800_000_000.0


class Clock:
    """Seconds since 1970, moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


def token_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["token"][0]


def test_a_link_holds_for_its_file_and_purpose():
    links = Links([SECRET], Clock())
    url = links.make("upload", LINK, "https://lock.example.com")
    assert url.startswith(f"https://lock.example.com/attachments/{FILE}?token=")
    assert links.verify("upload", FILE, token_of(url)) == LINK
    with pytest.raises(NotSignedIn):
        links.verify("download", FILE, token_of(url))
    for file in (new_id("attachment"), ""):
        with pytest.raises(NotSignedIn):
            links.verify("upload", file, token_of(url))


@pytest.mark.parametrize(("purpose", "seconds"), [("upload", UPLOAD_FOR_S), ("download", DOWNLOAD_FOR_S)])
def test_a_link_expires(purpose, seconds):
    clock = Clock()
    links = Links([SECRET], clock)
    token = token_of(links.make(purpose, LINK, ""))
    clock.now += seconds - 1
    assert links.verify(purpose, FILE, token).user_id == "ann"
    clock.now += 1
    with pytest.raises(NotSignedIn, match="expired"):
        links.verify(purpose, FILE, token)


def test_a_link_of_the_secret_before_still_holds_and_one_of_another_never():
    clock = Clock()
    token = token_of(Links([OLD_SECRET], clock).make("upload", LINK, ""))
    assert Links([SECRET, OLD_SECRET], clock).verify("upload", FILE, token) == LINK
    with pytest.raises(NotSignedIn):
        Links([SECRET], clock).verify("upload", FILE, token)


@pytest.mark.parametrize(
    "change",
    [{"sub": None}, {"sub": 7}, {"file": None}, {"size": "1"}, {"exp": None}, {"iss": "other"}],
    ids=str,
)
def test_a_token_without_all_its_claims_opens_nothing(change):
    links = Links([SECRET], Clock())
    claims = jwt.decode(token_of(links.make("upload", LINK, "")), options={"verify_signature": False}) | change
    token = jwt.encode({name: value for name, value in claims.items() if value is not None}, SECRET, "HS256")
    with pytest.raises(NotSignedIn):
        links.verify("upload", FILE, token)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\x00", "é", "x" * 100_000])
def test_a_token_that_is_none_opens_nothing(token):
    with pytest.raises(NotSignedIn):
        Links([SECRET], Clock()).verify("upload", FILE, token)


def asked(host: str | None, **headers: str) -> HTTPConnection:
    """A plain request that says that it wanted this host."""
    named = {"host": host, **headers} if host is not None else headers
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
    return HTTPConnection({"type": "http", "scheme": "http", "path": "/chatkit", "headers": raw, "query_string": b""})


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("lock.example.com", "http://lock.example.com"),
        ("127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("evil.example/path", "http://localhost:8000"),
        ("user@evil.example", "http://localhost:8000"),
        ("a b", "http://localhost:8000"),
        ("x:99999", "http://localhost:8000"),
        ("1.2.3.4.5", "http://localhost:8000"),
        ("999.999.999.999", "http://localhost:8000"),
        ("[1:2]", "http://localhost:8000"),
        ("xn--", "http://localhost:8000"),
        ("x" * 300, "http://localhost:8000"),
        ("", "http://localhost:8000"),
        (None, "http://localhost:8000"),
    ],
)
def test_a_link_leads_to_where_its_caller_came_and_never_somewhere_odd(host, expected):
    assert base_url_of(asked(host), load_settings({})) == expected


def test_behind_an_edge_that_speaks_tls_links_are_https():
    production = load_settings({"PP_ENV": "production"})
    assert base_url_of(asked("lock.example.com"), production) == "https://lock.example.com"
    assert base_url_of(asked("127.0.0.1:8000"), production) == "http://127.0.0.1:8000"
    said = asked("lock.example.com", x_forwarded_proto="https")
    assert base_url_of(said, load_settings({})) == "http://lock.example.com", "anybody can write that header"
    assert base_url_of(said, load_settings({"PP_TRUST_PROXY": "on"})) == "https://lock.example.com"


async def test_a_public_address_that_is_set_is_the_one_in_links(database: str, tmp_path: Path) -> None:
    with RunningServer(settings_for(database, tmp_path, PP_PUBLIC_URL="https://lock.example.com/")) as server:
        async with ChatKitClient(server.url, user_id="ann", headers={"Host": "other.localhost"}) as ann:
            attachment = await announced(ann, "a.png", png(), "image/png")
    for url in (attachment["upload_descriptor"]["url"], attachment["preview_url"]):
        assert url.startswith("https://lock.example.com/attachments/")


async def test_a_host_that_is_none_does_not_break_an_announcement(database: str, tmp_path: Path) -> None:
    settings = settings_for(
        database,
        tmp_path,
        PP_ENV="production",
        PP_AUTH="headers",
        PP_SESSION_SECRET=secrets.token_urlsafe(48),
        PP_ALLOWED_ORIGINS="https://app.example.com",
        OPENAI_BASE_URL=NOWHERE,
    )
    with RunningServer(settings) as server:
        async with ChatKitClient(server.url, user_id="ann", headers={"Host": "1.2.3.4.5"}) as ann:
            attachment = await announced(ann, "a.png", png(), "image/png")
    assert attachment["upload_descriptor"]["url"].startswith("http://localhost:")
