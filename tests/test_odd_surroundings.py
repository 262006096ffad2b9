"""What stands around the server may be odd: proxies, files, separators, messages that nobody can see."""

from __future__ import annotations

import json

import pytest

from professor_lock.attachments.file_types import as_text
from professor_lock.auth.supabase import _usable_key
from professor_lock.errors import BadInput, UnsupportedType
from professor_lock.model.language_model import model_http_client
from professor_lock.protocol.requests import parse_request
from professor_lock.protocol.wire import frame
from professor_lock.settings_reading import load_settings
from professor_lock.sources.http import SharedHttpClient
from tests.support import chatkit_requests as requests
from tests.support.items import said


@pytest.mark.parametrize(
    "proxy", ["socks5://127.0.0.1:1080", "socks5h://h:1", "socks://h:1", "socks4://h:1", "nonsense"]
)
@pytest.mark.parametrize("variable", ["ALL_PROXY", "all_proxy", "HTTPS_PROXY"])
async def test_a_proxy_that_cannot_be_used_never_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, variable: str, proxy: str
) -> None:
    monkeypatch.setenv(variable, proxy)
    await model_http_client(load_settings({})).aclose()
    await SharedHttpClient().aclose()


@pytest.mark.parametrize("text", ["\u200b", "\u2060\ufeff", "\u00ad", "\u3164", "\u2800", " \u200e\u200f ", "\u034f"])
def test_a_message_of_invisible_characters_only_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="empty"):
        parse_request(json.dumps(requests.create(text)))


def test_visible_characters_between_invisible_ones_are_a_message() -> None:
    for text in ("\u200bok", "👍", "e\u0301", "한", "."):
        parse_request(json.dumps(requests.create(text)))


def test_a_csv_of_windows_is_read() -> None:
    assert as_text("Größe;Préis €\r\n1;2".encode("cp1252")) == "Größe;Préis €\r\n1;2"
    with pytest.raises(UnsupportedType):
        as_text(b"\x89PNG\r\n\x1a\n\x00\x00")
    with pytest.raises(UnsupportedType):
        as_text(bytes(range(1, 32)) + b"\xff")


def test_an_odd_key_among_supabases_is_left_out() -> None:
    odd_keys: list[object] = [
        None,
        7,
        "x",
        {},
        {"kty": "oct", "k": "AAAA", "kid": "a"},
        {"kty": "EC", "crv": "nope"},
        {"kty": []},
    ]
    for odd in odd_keys:
        assert _usable_key(odd) is None
    good = {
        "kty": "EC",
        "crv": "P-256",
        "kid": "k",
        "alg": "ES256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    }
    assert _usable_key(good) is not None


def test_separators_that_line_readers_break_at_are_escaped_in_events() -> None:
    from chatkit.types import (
        AssistantMessageContentPartTextDelta,
        ThreadItemDoneEvent,
        ThreadItemUpdatedEvent,
    )

    text = "a\u2028b\u2029c\u0085d"
    update = AssistantMessageContentPartTextDelta(content_index=0, delta=text)
    for event in (
        ThreadItemUpdatedEvent(item_id="m", update=update),
        ThreadItemDoneEvent(item=said("m", text)),
    ):
        body = frame(event).decode()
        assert len(body.rstrip("\n").splitlines()) == 1
        assert text in json.dumps(json.loads(body.removeprefix("data: ")), ensure_ascii=False)
