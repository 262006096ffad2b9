"""A small real HTTP server for tests: its own thread and loop, a free port, and every way a server can misbehave.

Written on bare sockets because a proper framework refuses to send what the tests need: cut bodies, silence, nonsense.
Every answer closes its connection, so that no test inherits the state of another.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived. Header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer and its faults.

    `delay_s` passes before the first byte; `hang` answers nothing until the server stops; `cut_after` closes after so
    many bytes of the body, whose full length was announced; `times` sends the body so often in a row; `unannounced`
    sends no length; `raw` replaces everything.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    delay_s: float = 0.0
    hang: bool = False
    cut_after: int | None = None
    times: int = 1
    unannounced: bool = False
    raw: bytes | None = None


class FakeWeb:
    """Answers each request with `answer(seen)`, or with a scripted fault first. Use as a context manager.

    `most_at_once` is how many requests at most waited for their answers' first byte at the same time.
    """

    def __init__(self, answer: Callable[[Seen], Reply], *, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self._answer = answer
        self._tls = tls
        self._port = port
        self._faults: list[Reply] = []
        self._always: Reply | None = None
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread: threading.Thread | None = None
        self.requests: list[Seen] = []
        self.most_at_once = 0
        self._waiting = 0

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    def script(self, replies: Iterable[Reply]) -> None:
        """The next requests get these answers, one each; then it is itself again."""
        self._faults.extend(replies)

    def always(self, reply: Reply | None) -> None:
        """Every request gets this answer, until None."""
        self._always = reply

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        if not self._ready.wait(timeout=60):
            raise RuntimeError("the fake server did not start")
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop and self._stop and self._thread:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(timeout=60)

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, ssl=self._tls)
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            seen = await self._read(reader)
            self.requests.append(seen)
            reply = self._always or (self._faults.pop(0) if self._faults else self._answer(seen))
            await self._write(writer, reply)
        with suppress(ConnectionError, ssl.SSLError):
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Seen:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        split = urlsplit(target)
        return Seen(method, split.path, dict(parse_qsl(split.query, keep_blank_values=True)), headers, body)

    async def _write(self, writer: asyncio.StreamWriter, reply: Reply) -> None:
        self._waiting += 1
        self.most_at_once = max(self.most_at_once, self._waiting)
        try:
            await asyncio.sleep(3600 if reply.hang else reply.delay_s)
        finally:
            self._waiting -= 1
        if reply.raw is not None:
            writer.write(reply.raw)
            await writer.drain()
            return
        headers = {"content-type": reply.content_type, "connection": "close", **reply.headers}
        if not reply.unannounced:
            headers.setdefault("content-length", str(len(reply.body) * reply.times))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {reply.status} Fake\r\n{lines}\r\n".encode("latin-1"))
        for _ in range(reply.times):
            writer.write(reply.body[: reply.cut_after])
            await writer.drain()
