"""Requests to other services go by the proxies that the environment names, each for itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from professor_lock.auth.project_http import connections
from professor_lock.model.language_model import model_http_client
from professor_lock.settings_reading import load_settings
from professor_lock.sources.http import ProviderClient, SharedHttpClient
from professor_lock.sources.proxies import proxy_for

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[str, list[str]]]:
    """A server that answers every request, as a proxy does, too: its address, and the first line of each request."""
    lines: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines.append(head.splitlines()[0])
        refused = head.startswith("CONNECT")
        writer.write(b"HTTP/1.1 403 no\r\n" if refused else b"HTTP/1.1 200 OK\r\n")
        writer.write(b"content-length: 2\r\nconnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", lines


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
async def test_a_source_is_asked_by_the_proxy_and_its_key_goes_with_it(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    async with listening() as (proxy, seen), SharedHttpClient() as http:
        monkeypatch.setenv(variable, proxy)
        answer = await ProviderClient(http, "The Odds API").get("http://odds.test/v4", secret_params={"apiKey": "k"})
    assert (answer.status, answer.url) == (200, "http://odds.test/v4")
    assert seen == ["GET http://odds.test/v4?apiKey=k HTTP/1.1"]


async def test_a_secure_source_is_asked_through_a_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening() as (proxy, seen), SharedHttpClient() as http:
        monkeypatch.setenv("HTTPS_PROXY", proxy.removeprefix("http://"))
        with pytest.raises(httpx2.ProxyError):
            await http.get("https://odds.test/v4")
    assert seen == ["CONNECT odds.test:443 HTTP/1.1"]


@pytest.mark.parametrize("left_out", ["127.0.0.1", "odds.test, 127.0.0.1", "*"])
async def test_what_no_proxy_names_is_asked_directly(monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    async with listening() as (source, asked), listening() as (proxy, seen), SharedHttpClient() as http:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        monkeypatch.setenv("NO_PROXY", left_out)
        assert (await http.get(f"{source}/v4")).status_code == 200
    assert (asked, seen) == (["GET /v4 HTTP/1.1"], [])


@pytest.mark.parametrize("bad", ["socks5://127.0.0.1:1080", "socks4://h:1", "http://h:port", "nonsense://"])
async def test_a_proxy_that_cannot_be_used_leaves_the_others_in_use(
    monkeypatch: pytest.MonkeyPatch, bad: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening() as (proxy, seen):
        monkeypatch.setenv("ALL_PROXY", bad)
        monkeypatch.setenv("HTTP_PROXY", proxy)
        async with (
            SharedHttpClient() as http,
            model_http_client(load_settings({})) as models,
            connections("http://project.test", 5) as project,
        ):
            await http.get("http://odds.test/v4")
            await models.post("http://model.test/v1/responses")
            await project.get("http://project.test/storage")
            assert proxy_for("https", "odds.test") is None
    assert seen == [
        "GET http://odds.test/v4 HTTP/1.1",
        "POST http://model.test/v1/responses HTTP/1.1",
        "GET http://project.test/storage HTTP/1.1",
    ]
    assert "127.0.0.1:1080" not in caplog.text


async def test_without_a_usable_proxy_requests_go_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening() as (source, asked), SharedHttpClient() as http:
        monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
        assert (await http.get(f"{source}/v4")).status_code == 200
    assert asked == ["GET /v4 HTTP/1.1"]
