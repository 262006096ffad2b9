"""What a connection may take, against clients that no library would be: slow, silent, endless, never reading.

The servers here have short times, so that nobody waits; what is asserted is who is turned away and who is answered.
"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from statistics import median

import psutil
import pytest

from professor_lock.http.connection_bounds import Bounds, bounds_for, raise_descriptors
from tests.support.running_server import RunningServer, ServeProcess, environment_for, lasting_database, settings_for

QUICK = Bounds(
    first_byte_s=0.4,
    head_s=0.4,
    body_s=1.5,
    json_body_s=0.4,
    linger_s=0.3,
    stall_s=0.6,
    reserved_s=0.3,
    keep_alive_s=0.4,
    sweep_s=0.05,
)
CALM = Bounds()
MIB = 1024 * 1024
GIVE_UP_S = 20.0


@pytest.fixture(scope="module")
def database(postgres: str) -> Iterator[str]:
    with lasting_database(postgres) as dsn:
        yield dsn


@pytest.fixture(scope="module")
def quick(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    settings = settings_for(database, tmp_path_factory.mktemp("quick"))
    with RunningServer(settings, bounds=QUICK) as running:
        yield running


@pytest.fixture(scope="module")
def calm(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    settings = settings_for(database, tmp_path_factory.mktemp("calm"))
    with RunningServer(settings, bounds=CALM) as running:
        yield running


class Raw:
    """One connection, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, data: bytes) -> bool:
        """False when the other side has gone."""
        try:
            self.writer.write(data)
            await self.writer.drain()
        except ConnectionError:
            return False
        return not self.writer.transport.is_closing()

    async def rest(self) -> bytes:
        """Everything until the other side closes; fails when it does not."""
        try:
            async with asyncio.timeout(GIVE_UP_S):
                return await self.reader.read()
        except ConnectionError:
            return self.heard

    @property
    def heard(self) -> bytes:
        """What has arrived and was not read."""
        return bytes(self.reader._buffer)  # type: ignore[attr-defined]  # a reset connection gives it to no reader

    async def status(self) -> int:
        """Of one answer; 0 when there is none."""
        try:
            async with asyncio.timeout(GIVE_UP_S):
                line = await self.reader.readline()
        except ConnectionError:
            return 0
        return int(line.split()[1]) if line else 0


@asynccontextmanager
async def raw(port: int, local: str | None = None) -> AsyncIterator[Raw]:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, local_addr=(local, 0) if local else None, limit=4 * MIB
    )
    try:
        yield Raw(reader, writer)
    finally:
        writer.transport.abort()


@asynccontextmanager
async def several(count: int, port: int, local: str | None = None) -> AsyncIterator[list[Raw]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(raw(port, local)) for _ in range(count)]


async def ask(port: int, path: str = "/health", *headers: str, local: str | None = None) -> int:
    """The status of a GET on a connection of its own; 0 when it was closed instead."""
    async with raw(port, local) as one:
        await one.send(
            "".join(f"{line}\r\n" for line in (f"GET {path} HTTP/1.1", "Host: [::1]", *headers)).encode() + b"\r\n"
        )
        return await one.status()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(GIVE_UP_S):
        while not holds():  # noqa: ASYNC110 - it changes in another thread
            await asyncio.sleep(0.02)


# --- heads ---


def head_of(size: int) -> bytes:
    return b"GET /health HTTP/1.1\r\nHost: [::1]\r\nX-Long: " + b"a" * size


@pytest.mark.parametrize("piece", [100, 5_000, 10**9])
async def test_a_head_beyond_its_bound_is_431_also_in_pieces(calm, piece):
    async with raw(calm.port) as one:
        data = head_of(CALM.head_bytes + 1000)
        for start in range(0, len(data), piece):
            if not await one.send(data[start : start + piece]):
                break
        answer = await one.rest()
    assert answer.startswith(b"HTTP/1.1 431 "), answer[:100]
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert set(body) == {"message", "code", "request_id"}


async def test_a_head_within_its_bound_is_answered(calm):
    async with raw(calm.port) as one:
        await one.send(head_of(CALM.head_bytes - 1000) + b"\r\nConnection: close\r\n\r\n")
        assert (await one.rest()).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "endless",
    [
        b"\r\n" * 512,
        b"a" * 1024,
        b"X-Many: " + b"b" * 1000 + b"\r\n",
        b"X-S: 1\r\n" * 100,
        b"X-Fold: 1\r\n " + b"c" * 900 + b"\r\n",
    ],
    ids=["blank lines", "one long name", "long headers", "short headers", "folded"],
)
@pytest.mark.parametrize(
    "begin", [b"", b"GET /", b"GET /health HTTP/1.1\r\nHost: [::1]\r\n"], ids=["at once", "path", "head"]
)
async def test_what_never_ends_is_cut_off_after_little(calm, begin, endless):
    sent = 0
    async with raw(calm.port) as one:
        alive = await one.send(begin)
        while alive and sent < 64 * MIB:
            alive = await one.send(endless * 16)
            sent += len(endless) * 16
            if one.reader.at_eof():
                break
        answer = await one.rest()
    assert sent < 16 * MIB  # most of it in the kernel's buffers
    ends_the_head = bool(begin) and endless.startswith(b"\r\n")  # then it is a request, and what follows is cut off
    assert answer == b"" or answer.split()[1] in ((b"200", b"400", b"431") if ends_the_head else (b"400", b"431")), (
        answer[:100]
    )


async def test_more_headers_than_fit_are_431_and_as_many_as_fit_are_not(calm):
    def lines(count: int) -> list[str]:
        return [f"X-{n}: 1" for n in range(count)]

    assert await ask(calm.port, "/health", *lines(CALM.headers - 1)) == 200
    assert await ask(calm.port, "/health", *lines(CALM.headers)) == 431


async def test_a_huge_head_holds_nobody_up(calm):
    async with raw(calm.port) as one:
        sending = asyncio.create_task(one.send(b"GET / HTTP/1.1\r\nX-Huge: " + b"a" * (64 * MIB)))
        slowest = 0.0
        while not sending.done():
            began = time.monotonic()
            assert await ask(calm.port) == 200
            slowest = max(slowest, time.monotonic() - began)
        await sending
    assert slowest < 10.0, "64 MiB, looked through again with each piece, would take minutes"


async def test_trailers_are_no_headers_and_do_not_go_on_for_ever(calm):
    chunked = (
        b"POST /chatkit HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
    )
    async with raw(calm.port) as one:
        await one.send(chunked + b"X-User-Id: eve\r\nX-Request-Id: from-a-trailer\r\n\r\n")
        assert await one.status() == 422
        assert b"from-a-trailer" not in await one.reader.readuntil(b"\r\n\r\n")
    async with raw(calm.port) as one:
        sent, alive = 0, await one.send(chunked)
        while alive and sent < 16 * MIB:
            alive = await one.send(b"X-Trailer: " + b"a" * 4000 + b"\r\n")
            sent += 4013
    assert sent < 16 * MIB


async def test_chunk_extensions_do_not_go_on_for_ever(calm):
    async with raw(calm.port) as one:
        alive = await one.send(b"POST /chatkit HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n2;a=")
        sent = 0
        while alive and sent < 16 * MIB:
            alive = await one.send(b"b" * 4096)
            sent += 4096
    assert sent < 16 * MIB


async def test_a_body_in_chunks_of_one_byte_is_a_body(calm):
    body = b'{"type": "threads.list", "params": {"limit": 1}}'
    async with raw(calm.port) as one:
        await one.send(b"POST /chatkit HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\nTransfer-Encoding: chunked\r\n\r\n")
        for byte in body:
            await one.send(b"1\r\n%c\r\n" % byte)
        await one.send(b"0\r\n\r\n")
        assert await one.status() == 200


async def test_a_thousand_requests_at_once_on_one_connection_are_not_all_kept(calm):
    async with raw(calm.port) as one:
        await one.send(b"GET /health/ready HTTP/1.1\r\nHost: [::1]\r\n\r\n" * 1000)
        answers = (await one.rest()).count(b"HTTP/1.1 200")
    assert answers <= 2 * CALM.pipelined


async def test_a_few_requests_at_once_on_one_connection_are_answered_in_order(calm):
    async with raw(calm.port) as one:
        await one.send(
            b"GET /health HTTP/1.1\r\nHost: [::1]\r\n\r\n" * 3
            + b"GET /nowhere HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n"
        )
        answer = await one.rest()
    assert [part.split()[0] for part in answer.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"200", b"404"]


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /chatkit HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /chatkit HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /chatkit HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: [::1]\r\n\r\n",
        b"GET / HTTP/1.1\r\nHo st: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: \x00\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nHost: [::1]\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_400_and_the_end(calm, request_bytes):
    async with raw(calm.port) as one:
        await one.send(request_bytes)
        answer = await one.rest()
    assert answer.split()[1] in (b"400", b"404", b"405", b"422"), answer[:200]
    assert await ask(calm.port) == 200


async def test_an_upgrade_is_not_taken(calm):
    status = await ask(calm.port, "/health", "Connection: upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")
    assert status == 200


# --- times ---


async def test_who_says_nothing_is_let_go(quick):
    async with raw(quick.port) as one:
        assert await one.rest() == b""


async def test_a_head_that_drips_is_408(quick):
    async with raw(quick.port) as one:
        for byte in head_of(100):
            if not await one.send(bytes([byte])) or one.heard:
                break
            await asyncio.sleep(0.02)
        assert (await one.rest()).startswith(b"HTTP/1.1 408 ")


async def test_half_a_head_is_408(quick):
    async with raw(quick.port) as one:
        await one.send(b"GET /health HT")
        assert (await one.rest()).startswith(b"HTTP/1.1 408 ")


async def test_an_idle_connection_is_closed_after_its_answer(quick):
    async with raw(quick.port) as one:
        await one.send(b"GET /health HTTP/1.1\r\nHost: [::1]\r\n\r\n")
        assert (await one.rest()).count(b"HTTP/1.1 200") == 1


@pytest.mark.parametrize("path", ["/chatkit", "/api/chatkit/session"])
@pytest.mark.parametrize("drips", [False, True], ids=["half", "dripping"])
async def test_a_json_body_that_does_not_arrive_is_408_and_the_end(quick, path, drips):
    async with raw(quick.port) as one:
        await one.send(
            f"POST {path} HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\nContent-Length: 1000\r\n\r\n".encode()
        )
        alive = True
        while drips and alive and not one.heard:
            alive = await one.send(b" ")
            await asyncio.sleep(0.02)
        assert (await one.rest()).startswith(b"HTTP/1.1 408 ")


async def test_who_goes_on_sending_after_the_answer_is_cut_off(quick):
    async with raw(quick.port) as one:
        await one.send(b"POST /nowhere HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert await one.status() == 404
        began, alive = time.monotonic(), True
        while alive and not one.reader.at_eof() and time.monotonic() - began < GIVE_UP_S:
            alive = await one.send(b"5\r\nhello\r\n")
            await asyncio.sleep(0.02)
        assert time.monotonic() - began < GIVE_UP_S


async def test_a_stray_line_end_after_a_request_does_not_end_its_answer(quick):
    async with raw(quick.port) as one:
        await one.send(b"GET /chatkit/quiet HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\n\r\n\r\n")
        assert await one.status() == 200
        async with asyncio.timeout(GIVE_UP_S):
            await one.reader.readuntil(b": ping\n")
        await asyncio.sleep(4 * QUICK.head_s)
        assert not one.reader.at_eof()


async def test_an_answer_nobody_reads_is_let_go_of(quick):
    async with raw(quick.port) as one:
        one.writer.transport.pause_reading()  # type: ignore[attr-defined]
        sock = one.writer.get_extra_info("socket")
        port = sock.getsockname()[1]

        def there() -> bool:
            return any(c.client and c.client[1] == port for c in [*quick.connections._open])

        for _ in range(60):  # more than the kernel takes for a reader that does not read
            await one.send(b"GET /chatkit.js HTTP/1.1\r\nHost: [::1]\r\n\r\n")
        await until(lambda: not there())


async def test_answers_nobody_reads_are_kept_within_a_bound_together(database, tmp_path):
    bounds = replace(CALM, unsent_bytes=2 * MIB, sweep_s=0.05)
    with RunningServer(settings_for(database, tmp_path), bounds=bounds) as server:
        async with several(40, server.port) as opened:
            for one in opened:
                one.writer.transport.pause_reading()  # type: ignore[attr-defined]
                for _ in range(8):
                    await one.send(b"GET /chatkit.js HTTP/1.1\r\nHost: [::1]\r\n\r\n")
            await until(lambda: sum(c.unsent for c in [*server.connections._open]) <= bounds.unsent_bytes)
            assert await ask(server.port) == 200


# --- how many ---


async def test_when_no_more_fit_who_waits_longest_makes_room(database, tmp_path):
    with RunningServer(settings_for(database, tmp_path), bounds=replace(CALM, open=8)) as server:
        async with several(30, server.port) as opened:
            assert [await ask(server.port, path) for path in ("/health", "/chatkit", "/health/ready")] == [200] * 3
            assert len(server.connections) <= 8 + CALM.reserved
            assert await opened[0].rest() == b""


async def test_when_all_are_being_answered_only_health_is(database, tmp_path):
    with RunningServer(settings_for(database, tmp_path), bounds=replace(CALM, open=4)) as server:
        async with several(4, server.port) as opened:
            for one in opened:
                await one.send(b"GET /chatkit/quiet HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\n\r\n")
                assert await one.status() == 200
            assert [await ask(server.port, path) for path in ("/health", "/health/ready")] == [200, 200]
            assert [await ask(server.port, path) for path in ("/chatkit", "/", "/healthy")] == [503] * 3
            async with several(2 * CALM.reserved, server.port):
                assert await ask(server.port) == 200
        await until(lambda: len(server.connections) == 0)
        assert await ask(server.port, "/chatkit") == 200


async def test_a_connection_that_came_when_all_was_taken_may_ask_once_there_is_room(database, tmp_path):
    with RunningServer(settings_for(database, tmp_path), bounds=replace(CALM, open=4, reserved_s=GIVE_UP_S)) as server:
        async with AsyncExitStack() as late:
            async with several(4, server.port) as opened:
                for one in opened:
                    await one.send(b"GET /chatkit/quiet HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\n\r\n")
                    assert await one.status() == 200
                waiting = await late.enter_async_context(raw(server.port))
                await until(lambda: len(server.connections) == 5)
            await until(lambda: len(server.connections) == 1)
            for _ in range(2):  # and it stays open, like any other
                await waiting.send(b"GET /nowhere HTTP/1.1\r\nHost: [::1]\r\n\r\n")
                assert await waiting.status() == 404
                await waiting.reader.readuntil(b"}")


async def test_one_address_cannot_take_all_connections(database, tmp_path):
    settings = settings_for(database, tmp_path, PP_CONNECTIONS_PER_ADDRESS="3")
    with RunningServer(settings) as server:
        async with several(3, server.port, "127.0.0.2") as opened:
            for one in opened:
                await one.send(b"GET /chatkit/quiet HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\n\r\n")
                assert await one.status() == 200
            assert await ask(server.port, "/chatkit", local="127.0.0.2") == 503
            assert await ask(server.port, "/health", local="127.0.0.2") == 200
            assert await ask(server.port, "/chatkit", local="127.0.0.3") == 200


async def test_behind_a_proxy_its_clients_addresses_count_and_not_its_own(database, tmp_path):
    settings = settings_for(database, tmp_path, PP_CONNECTIONS_PER_ADDRESS="2", PP_TRUST_PROXY="on")
    with RunningServer(settings) as server:
        async with several(2, server.port) as opened:
            for n, one in enumerate(opened):
                address = f"2001:db8::{n}"  # two addresses of one line
                head = f"GET /chatkit/quiet HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\nX-Real-IP: {address}"
                await one.send(f"{head}\r\n\r\n".encode())
                assert await one.status() == 200
            assert await ask(server.port, "/chatkit", "X-Real-IP: 2001:db8::9") == 503
            assert await ask(server.port, "/chatkit", "X-Real-IP: 2001:db8:0:1::9") == 200
            assert await ask(server.port, "/health") == 200


# --- memory ---


async def test_half_heads_are_kept_within_a_bound_together(database, tmp_path):
    bounds = replace(CALM, heads_bytes=MIB)
    with RunningServer(settings_for(database, tmp_path), bounds=bounds) as server:
        async with several(100, server.port) as opened:
            for one in opened:
                await one.send(head_of(30_000))
            assert await ask(server.port) == 200
            await until(lambda: 0 < server.connections.head_bytes <= MIB)
        await until(lambda: len(server.connections) == 0)
        assert server.connections.head_bytes == 0


async def test_half_bodies_are_kept_within_a_bound_together(database, tmp_path):
    bounds = replace(CALM, bodies_bytes=8 * MIB)
    with RunningServer(settings_for(database, tmp_path), bounds=bounds) as server:
        bodies = server.app.state.bodies
        head = f"POST /chatkit HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: ann\r\nContent-Length: {MIB}\r\n\r\n".encode()
        async with several(20, server.port) as opened:
            for one in opened:
                await one.send(head + b" " * (MIB - 10))
            assert await ask(server.port) == 200
            await until(lambda: MIB <= bodies.held <= 2 * MIB)
        await until(lambda: bodies.held == 0)


# --- the process ---


def test_descriptors_are_raised_and_the_bounds_fit_them():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
    try:
        raised = raise_descriptors(600)
        assert raised == resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(600, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert bounds_for(1024).open + bounds_for(1024).reserved < 1024 * 3 / 4
    assert bounds_for(10**6).open == 4000
    assert bounds_for(10**6, most=7000).open == 7000
    assert bounds_for(1024, most=7000).open == bounds_for(1024).open


async def test_with_more_connections_than_descriptors_health_is_answered_throughout(database, tmp_path):
    """1,100 connections at 1,024 descriptors, of each kind."""
    raise_descriptors()  # of this process, for its end of them
    chatkit_head = b"POST /chatkit HTTP/1.1\r\nHost: [::1]\r\nX-User-Id: u\r\nContent-Length: 100000\r\n\r\n"
    kinds = {
        "silent": b"",
        "half a head": b"GET /health HTTP/1.1\r\nX-Slow: " + b"a" * 20_000,
        "half a body": chatkit_head + b" " * 60_000,
        "never reading": b"GET /chatkit.js HTTP/1.1\r\nHost: [::1]\r\n\r\n" * 8,
    }
    with ServeProcess(environment_for(database, tmp_path), descriptors=1024) as server:
        port = int(server.url.rpartition(":")[2])
        process = psutil.Process(server.process.pid)
        idle = process.memory_info().rss
        for kind, first in kinds.items():
            waits, most = await _crowd(port, first, process, reads=kind != "never reading")
            assert most - idle < 150 * MIB, kind
            assert median(waits) < 1.0, (kind, waits)
            assert max(waits) < 10.0, (kind, waits)  # this machine may be busy with other tests
            async with asyncio.timeout(GIVE_UP_S):  # the server may not have heard yet that they have all gone
                while (status := await ask(port, "/chatkit")) == 503:
                    pass
            assert status == 200, kind


async def _crowd(port: int, first: bytes, process: psutil.Process, *, reads: bool) -> tuple[list[float], int]:
    """How long health checks took while 1,100 clients came, in seconds, and how much memory the server had."""
    waits, opened = [], []
    try:
        for n in range(1100):
            one = Raw(*await asyncio.open_connection("127.0.0.1", port))
            opened.append(one)
            if not reads:
                one.writer.transport.pause_reading()  # type: ignore[attr-defined]
            one.writer.write(first)
            if n % 50 == 49:
                began = time.monotonic()
                assert await ask(port) == 200
                waits.append(time.monotonic() - began)
        return waits, process.memory_info().rss
    finally:
        for one in opened:
            one.writer.transport.abort()
