"""A wire that can be cut: a TCP proxy in front of a real server, in a thread of its own.

    with TcpProxy("127.0.0.1", 5432) as wire:
        wire.port;  wire.cut();  wire.mend();  wire.stall();  wire.flow()

A cut breaks what is open and refuses what is new, as a server that has gone; a stall keeps everything open and lets no
byte through, as a network that drops packets.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit


class TcpProxy:
    """Forwards to host and port; `port` is its own."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self.port = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    @classmethod
    def before(cls, url: str) -> Self:
        """A proxy in front of the server that this address names."""
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        return cls(parts.hostname, parts.port)

    def instead(self, url: str) -> str:
        """The same address by way of this proxy."""
        parts = urlsplit(url)
        user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
        return parts._replace(netloc=f"{user}127.0.0.1:{self.port}").geturl()

    def cut(self) -> None:
        """Break every connection, and refuse new ones until mended."""
        self._call(self._cut)

    def mend(self) -> None:
        """Take connections again, on the same port."""
        self._call(self._listen)

    def stall(self) -> None:
        """Let nothing through."""
        self._call(self._hold)

    def flow(self) -> None:
        """Let it through again."""
        self._call(self._release)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10), "the proxy did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _call(self, change: Callable[[], Coroutine[object, object, None]]) -> None:
        asyncio.run_coroutine_threadsafe(change(), self._loop).result(10)

    async def _run(self) -> None:
        self._loop, self._stop, self._flowing = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        self._flowing.set()
        await self._listen()
        self._ready.set()
        await self._stop.wait()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _hold(self) -> None:
        self._flowing.clear()

    async def _release(self) -> None:
        self._flowing.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(*self._target)
            self._writers.add(far_writer)
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
            self._writers.discard(far_writer)
        self._writers.discard(writer)
        writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
