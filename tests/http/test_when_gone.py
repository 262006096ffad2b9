"""A stream is told by its connection that the client has gone: once, and only while it lasts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest
import uvicorn
from uvicorn.server import ServerState

from professor_lock.http.connection_bounds import Bounds
from professor_lock.http.connection_protocol import WHEN_GONE
from professor_lock.http.connections import Connections
from professor_lock.http.early_refusals import protocol_class
from professor_lock.http.known_refusals import RefusalMemory

ASK = b"GET /any HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEAD = {"type": "http.response.start", "status": 200, "headers": []}
PIECE = {"type": "http.response.body", "body": b"piece", "more_body": True}
END = {"type": "http.response.body", "body": b"", "more_body": False}


class Streaming:
    """A server in this event loop, one answer of which is being streamed."""

    def __init__(self) -> None:
        self.begun, self.go_on, self.over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.gone: list[str] = []
        self.late = False
        self.port = 0

    async def app(self, scope, receive, send):
        watch: Callable[[Callable[[], None] | None], None] = scope["extensions"][WHEN_GONE]
        if not self.late:
            watch(lambda: self.gone.append("while it lasted"))
        await send(HEAD)
        await send(PIECE)
        self.begun.set()
        await self.go_on.wait()
        if self.late:
            watch(lambda: self.gone.append("before it was asked"))
        else:
            watch(None)
        await send(END)
        self.over.set()


@pytest.fixture
async def streaming() -> AsyncIterator[Streaming]:
    streaming = Streaming()
    shared = Connections(Bounds(), clock=time.monotonic)
    protocol = protocol_class(shared, RefusalMemory(time.monotonic))
    config = uvicorn.Config(streaming.app, http=protocol, ws="none", lifespan="off", interface="asgi3", log_config=None)
    config.load()
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(config=config, server_state=ServerState(), app_state={}), "127.0.0.1", 0
    )
    async with server:
        streaming.port = server.sockets[0].getsockname()[1]
        yield streaming


async def asked(streaming: Streaming) -> asyncio.StreamWriter:
    _, writer = await asyncio.open_connection("127.0.0.1", streaming.port)
    writer.write(ASK)
    await asyncio.wait_for(streaming.begun.wait(), 20)
    return writer


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what it waits for is the other end of a socket
            await asyncio.sleep(0.01)


async def test_a_client_that_hangs_up_is_told_of_once(streaming):
    writer = await asked(streaming)
    writer.transport.abort()
    await until(lambda: streaming.gone != [])
    streaming.go_on.set()
    await streaming.over.wait()
    assert streaming.gone == ["while it lasted"]


async def test_a_stream_that_is_over_hears_of_nobody(streaming):
    writer = await asked(streaming)
    streaming.go_on.set()
    await streaming.over.wait()
    writer.transport.abort()
    await asyncio.sleep(0.2)
    assert streaming.gone == []


async def test_a_client_that_had_gone_before_is_told_of_as_well(streaming):
    streaming.late = True
    writer = await asked(streaming)
    writer.transport.abort()
    await asyncio.sleep(0.2)
    streaming.go_on.set()
    await until(lambda: streaming.gone == ["before it was asked"])
