"""HTTP/1.1 to an endpoint over connections of our own: every form that an answer and a connection's end can take."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from professor_lock.model.address import address_of
from professor_lock.model.direct import DirectTransport
from professor_lock.model.endpoint import Endpoint
from professor_lock.model.transport import HttpxTransport
from tests.fakes.certificate import self_signed_context

SOON_S = 10.0
OK = b"HTTP/1.1 200 OK\r\n"
Say = Callable[[asyncio.StreamWriter, bytes], Awaitable[bool]]
"""Answers one request, whose body it is given; whether the connection stays open."""


class Seen:
    """A receiver that keeps what it was told."""

    def __init__(self) -> None:
        self.status, self.text = 0, b""
        self.over_with: asyncio.Future[BaseException | None] = asyncio.get_running_loop().create_future()

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        self.status = status

    def body(self, piece: bytes) -> None:
        self.text += piece

    def over(self, error: BaseException | None) -> None:
        self.over_with.set_result(error)  # a second call raises

    async def outcome(self) -> tuple[int, bytes, str]:
        error = await asyncio.wait_for(self.over_with, SOON_S)
        return self.status, self.text, type(error).__name__


class Server:
    """Reads requests one after another and has each answered; counts connections and keeps the heads."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.connections = 0
        self.heads: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                if not await self._say(writer, await reader.readexactly(length)):
                    break
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def asked(
    say: Say,
    *,
    silence_s: float = SOON_S,
    tls: ssl.SSLContext | None = None,
    trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context,
) -> AsyncIterator[tuple[DirectTransport, Endpoint, Server]]:
    played = Server(say)
    server = await asyncio.start_server(played.serve, "127.0.0.1", 0, ssl=tls)
    scheme = "http" if tls is None else "https"
    url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1/responses?api-version=1"
    async with httpx2.AsyncClient(follow_redirects=True) as client:
        transport = DirectTransport(
            HttpxTransport(lambda: client, httpx2.Timeout(SOON_S)),
            trusted,
            silence_s=silence_s,
            connect_s=SOON_S,
        )
        try:
            yield transport, Endpoint(url, {"authorization": "Bearer x"}), played
        finally:
            await transport.aclose()
            server.close()


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON_S):
        while not happened():  # noqa: ASYNC110  nothing tells when
            await asyncio.sleep(0.005)


def always(*pieces: bytes, stays: bool = True) -> Say:
    async def say(writer: asyncio.StreamWriter, _body: bytes) -> bool:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return stays

    return say


PACKED = gzip.compress(b"abc" * 1000)
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"


def chunks(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


FORMS = {
    "chunks": (always(CHUNKED + b"2\r\nab\r\n", b"1\r\nc\r\n0\r\n\r\n"), (200, b"abc", "NoneType")),
    "a length": (always(OK + b"content-length: 3\r\n\r\na", b"bc"), (200, b"abc", "NoneType")),
    "until the connection closes": (always(OK + b"\r\nab", b"c", stays=False), (200, b"abc", "NoneType")),
    "a word on the way": (
        always(b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + OK + b"content-length: 1\r\n\r\na"),
        (200, b"a", "NoneType"),
    ),
    "compressed all the same": (
        always(OK + b"content-encoding: gzip\r\ncontent-length: %d\r\n\r\n" % len(PACKED), PACKED),
        (200, b"abc" * 1000, "NoneType"),
    ),
    "not compressed though it says so": (
        always(OK + b"content-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc"),
        (200, b"", "RemoteProtocolError"),
    ),
    "a refusal": (always(b"HTTP/1.1 429 No\r\ncontent-length: 2\r\n\r\n{}"), (429, b"{}", "NoneType")),
    "cut in a chunk": (always(CHUNKED + b"5\r\nab", stays=False), (200, b"ab", "ReadError")),
    "cut in the head": (always(b"HTTP/1.1 200 OK\r\ncontent", stays=False), (0, b"", "ReadError")),
    "created instead of OK": (
        always(b"HTTP/1.1 201 Created\r\ncontent-length: 1\r\n\r\na"),
        (201, b"a", "NoneType"),
    ),
    "a length that is too short": (always(OK + b"content-length: 3\r\n\r\nabcdef"), (200, b"abc", "NoneType")),
    "rubbish behind the last chunk": (
        always(CHUNKED + b"3\r\nabc\r\n0\r\n\r\nrubbish"),
        (200, b"abc", "NoneType"),
    ),
    "another response behind it": (
        always(OK + b"content-length: 3\r\n\r\nabcHTTP/1.1 408 Late\r\ncontent-length: 1\r\n\r\nx"),
        (200, b"abc", "NoneType"),
    ),
    "rubbish between chunks": (always(CHUNKED + b"3\r\nabc\r\nzz\r\n"), (200, b"abc", "RemoteProtocolError")),
    "lines without CR": (always(b"HTTP/1.1 200 OK\ncontent-length: 3\n\nabc"), (200, b"abc", "NoneType")),
    "a length and chunks": (
        always(OK + b"content-length: 9\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        (200, b"abc", "NoneType"),
    ),
    "spaces behind a chunk's size": (always(CHUNKED + b"3  \r\nabc\r\n0\r\n\r\n"), (200, b"abc", "NoneType")),
    "HTTP/1.0": (always(b"HTTP/1.0 200 OK\r\n\r\nabc", stays=False), (200, b"abc", "NoneType")),
    "no reason": (always(b"HTTP/1.1 200\r\ncontent-length: 3\r\n\r\nabc"), (200, b"abc", "NoneType")),
    "several words on the way": (
        always(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n", OK + b"content-length: 1\r\n\r\na"),
        (200, b"a", "NoneType"),
    ),
    "large headers": (
        always(OK + b"x: " + b"y" * 30_000 + b"\r\nz: " + b"y" * 30_000 + b"\r\ncontent-length: 1\r\n\r\na"),
        (200, b"a", "NoneType"),
    ),
    "each piece compressed on its own": (
        always(
            CHUNKED.replace(b"\r\n\r\n", b"\r\ncontent-encoding: gzip\r\n\r\n") + chunks(gzip.compress(b"ab"), PACKED)
        ),
        (200, b"ab" + b"abc" * 1000, "NoneType"),
    ),
    "deflate without a header": (
        always(OK + b"content-encoding: deflate\r\n\r\n" + zlib.compress(b"abc" * 9, wbits=-15), stays=False),
        (200, b"abc" * 9, "NoneType"),
    ),
    "no HTTP": (always(b"what?\r\n\r\n"), (0, b"", "RemoteProtocolError")),
    "a head without end": (always(OK + b"x: " + b"y" * 200_000), (0, b"", "RemoteProtocolError")),
}


@pytest.mark.parametrize("name", FORMS)
async def test_an_answer_is_read_in_every_form(name: str) -> None:
    say, expected = FORMS[name]
    async with asked(say) as (transport, endpoint, played):
        seen = Seen()
        transport.post(endpoint, b'{"model":"x"}', seen)
        assert await seen.outcome() == expected
    assert played.heads[0].startswith(b"POST /v1/responses?api-version=1 HTTP/1.1\r\nhost: 127.0.0.1:")
    assert b"\r\nauthorization: Bearer x\r\n" in played.heads[0]


async def test_tls_is_spoken_with_those_whose_certificate_is_trusted_and_nobody_else(tmp_path: Path) -> None:
    tls = self_signed_context(tmp_path)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "self-signed.pem"))
    say = always(CHUNKED + b"3\r\nabc\r\n0\r\n\r\n")
    for trusted, expected in (
        (lambda: trusting, (200, b"abc", "NoneType")),
        (ssl.create_default_context, (0, b"", "ConnectError")),
    ):
        async with asked(say, tls=tls, trusted=trusted) as (transport, endpoint, played):
            for _ in range(2):
                seen = Seen()
                transport.post(endpoint, b"{}", seen)
                assert await seen.outcome() == expected
        assert (len(played.heads), played.connections) == ((2, 1) if expected[0] else (0, 0))


async def test_a_connection_is_used_again_also_after_an_answer_that_nobody_reads_to_its_end() -> None:
    rest = asyncio.Event()

    async def say(writer: asyncio.StreamWriter, _body: bytes) -> bool:
        writer.write(CHUNKED + b"1\r\na\r\n")
        await rest.wait()
        writer.write(b"1\r\nb\r\n0\r\n\r\n")
        return True

    async with asked(say) as (transport, endpoint, played):
        first = Seen()
        exchange = transport.post(endpoint, b"{}", first)
        await until(lambda: first.text == b"a")
        await exchange.finish()
        rest.set()
        await until(lambda: any(transport._idle.values()))
        second = Seen()
        transport.post(endpoint, b"{}", second)
        assert await second.outcome() == (200, b"ab", "NoneType")
    assert first.text == b"a"
    assert not first.over_with.done()
    assert played.connections == 1


async def test_a_connection_that_was_closed_while_idle_costs_no_answer() -> None:
    async def say(writer: asyncio.StreamWriter, body: bytes) -> bool:
        if body == b"second" and played.connections == 1:
            return False  # as if it had been closed while the request was on its way
        writer.write(OK + b"content-length: 1\r\n\r\na")
        return True

    async with asked(say) as (transport, endpoint, played):
        for body in (b"first", b"second"):
            seen = Seen()
            transport.post(endpoint, body, seen)
            assert await seen.outcome() == (200, b"a", "NoneType")
    assert played.connections == 2


async def test_a_new_connection_that_ends_without_an_answer_is_no_answer() -> None:
    async with asked(always(stays=False)) as (transport, endpoint, played):
        seen = Seen()
        transport.post(endpoint, b"{}", seen)
        assert await seen.outcome() == (0, b"", "ReadError")
    assert played.connections == 1


async def test_silence_is_given_up_but_not_while_nobody_reads() -> None:
    said = asyncio.Event()

    async def say(writer: asyncio.StreamWriter, _body: bytes) -> bool:
        writer.write(CHUNKED + b"1\r\na\r\n")
        said.set()
        await asyncio.sleep(SOON_S)
        return False

    async with asked(say, silence_s=0.2) as (transport, endpoint, _):
        seen = Seen()
        exchange = transport.post(endpoint, b"{}", seen)
        await until(lambda: seen.text == b"a")
        exchange.pause()
        await asyncio.sleep(0.6)
        assert not seen.over_with.done()
        exchange.resume()
        assert await seen.outcome() == (200, b"a", "ReadTimeout")


async def test_nothing_is_said_after_an_exchange_was_closed() -> None:
    async with asked(always(CHUNKED + b"1\r\na\r\n")) as (transport, endpoint, _):
        for text in (b"", b"a"):
            seen = Seen()
            exchange = transport.post(endpoint, b"{}", seen)
            await until(lambda seen=seen, text=text: seen.text == text)  # type: ignore[misc]
            await exchange.close()
            await asyncio.sleep(0.05)
            assert seen.text == text
            assert not seen.over_with.done()


async def test_a_redirect_is_followed_and_remembered() -> None:
    async def say(writer: asyncio.StreamWriter, body: bytes) -> bool:
        if b"POST /v1/" in played.heads[-1]:
            writer.write(b"HTTP/1.1 307 There\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n")
        else:
            writer.write(OK + b"content-length: %d\r\n\r\n" % len(body) + body)
        return True

    async with asked(say) as (transport, endpoint, played):
        for _ in range(2):
            seen = Seen()
            transport.post(endpoint, b"asked", seen)
            assert await seen.outcome() == (200, b"asked", "NoneType")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_keeps_the_request_and_takes_no_key_to_another_host(status: int) -> None:
    async def say(writer: asyncio.StreamWriter, body: bytes) -> bool:
        head = played.heads[-1]
        if b" /v1/" in head.split(b"\r\n")[0]:
            host = (
                b"" if len(played.heads) < 3 else b"http://localhost:%b" % head.partition(b"127.0.0.1:")[2][:5].strip()
            )
            writer.write(b"HTTP/1.1 %d There\r\nlocation: %b/other\r\ncontent-length: 0\r\n\r\n" % (status, host))
        else:
            writer.write(OK + b"content-length: %d\r\n\r\n" % len(body) + body)
        return True

    async with asked(say) as (transport, endpoint, played):
        for url in (endpoint.url, endpoint.url + "&n=2"):
            seen = Seen()
            transport.post(Endpoint(url, {"api-key": "secret", "x-own": "secret", "user-agent": "me"}), b"asked", seen)
            assert await seen.outcome() == (200, b"asked", "NoneType")
    assert [b"secret" in head for head in played.heads] == [True, True, True, False]
    assert all(head.startswith(b"POST") for head in played.heads)
    assert b"user-agent: me" in played.heads[-1].lower()


async def test_a_header_cannot_end_its_line() -> None:
    async with asked(always(OK + b"content-length: 1\r\n\r\na")) as (transport, endpoint, played):
        seen = Seen()
        transport.post(Endpoint(endpoint.url, {"x": "a\r\nhost: other"}), b"{}", seen)
        assert await seen.outcome() == (0, b"", "LocalProtocolError")
    assert played.heads == []


async def test_an_endpoint_that_is_not_there_is_said_to_be() -> None:
    async with asked(always()) as (transport, _, _):
        seen = Seen()
        transport.post(Endpoint("http://127.0.0.1:1/v1", {}), b"{}", seen)
        assert await seen.outcome() == (0, b"", "ConnectError")


def test_what_stands_between_is_left_to_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert address_of("https://api.openai.com/v1/responses").usable
    assert address_of("https://[::1]:8443/v1").origin == ("::1", 8443, True)
    assert not address_of("https://me:secret@models.example/v1").usable
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    assert not address_of("https://api.openai.com/v1/responses").usable
    assert address_of("https://inside.example/v1").usable
