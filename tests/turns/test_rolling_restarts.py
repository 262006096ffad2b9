"""Rolling restarts under load: two processes behind one address, and users who ask all the time.

Each process is ended by SIGTERM in turn and started again: TURNS_RESTARTS=40 does it forty times, the gate twice. What
a user has asked is stored once and answered once, whole. An answer that a restart has cut off says so, by an error that
allows a retry, no stream breaks without a word, and the same request sent again is answered.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from tests.fakes.openai_script import ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.forked_server import ForkedServer
from tests.support.running_server import environment_for
from tests.support.turns import query

pytestmark = pytest.mark.long

RESTARTS = int(os.environ.get("TURNS_RESTARTS", "2"))
USERS = 8
WORDS = 20
PATIENCE_S = 90.0
REFUSED_AGAIN_S = 0.1
ANSWERED_BETWEEN = 2 * USERS
"""How many answers come between two restarts."""


class RoundRobin:
    """One address before several: each connection goes to the next that takes it, whether that is ready or not."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self.url = ""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[RoundRobin]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in self._ports:
            self._ports.append(port := self._ports.pop(0))
            with suppress(OSError):
                there = await asyncio.open_connection("127.0.0.1", port)
                break
        else:
            writer.transport.abort()
            return
        ways = [asyncio.create_task(_pump(reader, there[1])), asyncio.create_task(_pump(there[0], writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (there[1], writer):
            end.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


@dataclass
class Asker:
    """A user who asks one question after the other, and sends each until its answer was whole."""

    user: str
    thread_id: str = ""
    asked: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    async def ask(self, url: str, leaving: asyncio.Event) -> None:
        async with ChatKitClient(url, user_id=self.user, timeout_s=PATIENCE_S) as client:
            while not leaving.is_set():
                new = len(self.asked) % 3 == 0
                text = f"question {len(self.asked)} of {self.user}"
                self.asked.append(text)
                body = requests.create(text) if new else requests.add_user_message(self.thread_id, text)
                async with asyncio.timeout(PATIENCE_S):
                    while not await self._answered(client, body):
                        pass
                self.seen["answered"] += 1

    async def _answered(self, client: ChatKitClient, body: dict[str, Any]) -> bool:
        events: list[dict[str, Any]] = []
        try:
            async with client.stream(body) as stream:
                events = stream.events
                await stream.rest()
        except HttpFailure as refused:
            if refused.status not in (409, 503):
                raise
            self.seen[f"refused with {refused.status}"] += 1
            await asyncio.sleep(REFUSED_AGAIN_S)
            return False
        except httpx2.TransportError:
            self.seen["not taken: the connection was closed before a byte of an answer"] += 1
            return False
        finally:
            self.thread_id = next((e["thread"]["id"] for e in events if e["type"] == "thread.created"), self.thread_id)
        errors = [event for event in events if event["type"] == "error"]
        if errors:
            assert all(error["allow_retry"] for error in errors), errors
            self.seen["ended with an error that allows a retry"] += 1
            return False
        return True


def whole(text: str) -> str:
    return f"Answer to {text}: " + " ".join(f"word{number}" for number in range(WORDS))


def answer(request: ModelRequest) -> Turn:
    """Every third one is slower than a process may take to end."""
    slow = sum(request.user_text.encode()) % 3 == 0
    return Turn.of(whole(request.user_text), delay_s=0.1 if slow else 0.02)


async def test_rolling_restarts_under_load_lose_nothing_and_double_nothing(database, tmp_path, nursery):
    seen: Counter[str] = Counter()
    with OpenAIServer(answer) as model:
        environ = environment_for(database, tmp_path, model=model, PP_GROUNDING="off", PP_DRAIN_S="1")
        servers = [await asyncio.to_thread(nursery.start, environ) for _ in range(2)]
        askers = [Asker(f"user{number}") for number in range(USERS)]
        leaving = asyncio.Event()
        async with RoundRobin([server.port for server in servers]).open() as door, asyncio.TaskGroup() as all_ask:
            for asker in askers:
                all_ask.create_task(asker.ask(door.url, leaving))
            for turn in range(RESTARTS):
                await _until_answered(askers, ANSWERED_BETWEEN)
                servers[turn % 2] = await asyncio.to_thread(_restart, servers[turn % 2], environ)
            await _until_answered(askers, ANSWERED_BETWEEN)
            leaving.set()
        for asker in askers:
            seen += asker.seen
            await _check(database, asker)
        running = await query(database, "SELECT id FROM pp_turns WHERE state IN ('running', 'stopping')")
    print(f"\n{RESTARTS} restarts: {dict(seen)}")
    assert running == []
    assert seen["answered"] == sum(len(asker.asked) for asker in askers)
    assert seen["answered"] >= (RESTARTS + 1) * ANSWERED_BETWEEN


def _restart(server: ForkedServer, environ: dict[str, str]) -> ForkedServer:
    assert server.end(signal.SIGTERM) == 0, server.log[-3:]
    return server.nursery.start(environ, server.port)


async def _until_answered(askers: list[Asker], more: int) -> None:
    answered = sum(asker.seen["answered"] for asker in askers) + more
    async with asyncio.timeout(PATIENCE_S):
        while sum(asker.seen["answered"] for asker in askers) < answered:  # noqa: ASYNC110 - counted by many tasks
            await asyncio.sleep(0.01)


async def _check(database: str, asker: Asker) -> None:
    rows = await query(
        database,
        "SELECT type, data FROM chatkit_thread_items WHERE user_id = $1 AND type LIKE '%message' ORDER BY seq",
        asker.user,
    )
    for text in asker.asked:
        asked = [row for row in rows if row["type"] == "user_message" and f'"{text}"' in row["data"]]
        answers = [row for row in rows if row["type"] == "assistant_message" and f'"{whole(text)}"' in row["data"]]
        assert (len(asked), len(answers)) == (1, 1), f"{text}: stored {len(asked)} times, answered {len(answers)} times"
    threads = await query(database, "SELECT id FROM chatkit_threads WHERE user_id = $1", asker.user)
    assert len(threads) == -(-len(asker.asked) // 3)
