"""When a request came, as its connection says it: with its first byte, also when that lay unread for a while."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from uvicorn.server import ServerState

from professor_lock.http.connection_bounds import Bounds
from professor_lock.http.connections import LOOK_EVERY_S, Connections
from professor_lock.http.early_refusals import protocol_class
from professor_lock.http.known_refusals import RefusalMemory
from professor_lock.user import CAME_AT

ASK = b"GET /any HTTP/1.1\r\nHost: localhost\r\n\r\n"
LONG_S = 0.5
"""How long the loop is held up; how late it is noticed is measured, so that it may be as short."""


class Listening:
    """A server in this event loop, which is therefore held up by what a test does. `came` is what it was told,
    `answering` when it sent the ends of its answers."""

    def __init__(self) -> None:
        self.came: list[float] = []
        self.answering: list[float] = []
        self.port = 0

    async def app(self, scope, receive, send):
        self.came.append(scope["extensions"][CAME_AT])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        self.answering.append(time.monotonic())
        await send({"type": "http.response.body", "body": b"ok"})

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port))


async def answer(client: socket.socket) -> float:
    """When the answer was here."""
    client.setblocking(False)
    read = b""
    async with asyncio.timeout(20):
        while not read.endswith(b"ok"):
            piece = await asyncio.get_running_loop().sock_recv(client, 4096)
            assert piece, read
            read += piece
    client.setblocking(True)
    return time.monotonic()


@pytest.fixture
async def listening() -> AsyncIterator[Listening]:
    async with listens() as one:
        yield one


def hold_the_loop_up() -> None:
    time.sleep(LONG_S)


@asynccontextmanager
async def listens() -> AsyncIterator[Listening]:
    listening = Listening()
    shared = Connections(Bounds(), clock=time.monotonic)
    protocol = protocol_class(shared, RefusalMemory(time.monotonic))
    config = uvicorn.Config(listening.app, http=protocol, ws="none", lifespan="off", interface="asgi3", log_config=None)
    config.load()
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(config=config, server_state=ServerState(), app_state={}), "127.0.0.1", 0
    )
    async with server:
        listening.port = server.sockets[0].getsockname()[1]
        yield listening


async def test_of_a_request_in_pieces_the_first_byte_counts(listening):
    with listening.connect() as client:
        before = time.monotonic()
        client.sendall(ASK[:2])
        await asyncio.sleep(4 * LOOK_EVERY_S)
        later = time.monotonic()
        client.sendall(ASK[2:])
        await answer(client)
    assert before <= listening.came[0] < later


async def test_what_lay_unread_while_the_loop_was_held_up_came_before_that(listening):
    with listening.connect() as first, listening.connect() as second:
        first.sendall(ASK)
        await answer(first)
        second.sendall(ASK)
        sent = time.monotonic()
        hold_the_loop_up()
        await answer(second)
    assert listening.came[1] <= sent


async def test_the_same_holds_for_a_connection_that_was_made_meanwhile(listening):
    with listening.connect() as first:
        first.sendall(ASK)
        await answer(first)
        with listening.connect() as second:
            second.sendall(ASK)
            sent = time.monotonic()
            hold_the_loop_up()
            await answer(second)
    assert listening.came[1] <= sent


async def test_what_a_client_sends_after_an_answer_came_after_it_also_to_a_late_loop(listening):
    with listening.connect() as client:
        client.sendall(ASK)
        await answer(client)
        hold_the_loop_up()
        client.sendall(ASK)
        await answer(client)
    assert listening.answering[0] <= listening.came[1] <= listening.answering[1]


async def test_a_loop_that_is_not_late_reads_at_once(listening):
    with listening.connect() as client:
        for _ in range(20):
            client.sendall(ASK)
            await answer(client)
    assert listening.came == sorted(listening.came)
    assert len(set(listening.came)) == 20
