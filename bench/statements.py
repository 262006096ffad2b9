"""Counts the SQL statements that a server sends, by standing between it and Postgres.

async with StatementCounter(dsn) as counter:
    ...; a server uses counter.dsn ...
    counter.seen.clear()
    ...; one click ...
    counter.seen  # the statements in the order they were sent, BEGIN and COMMIT among them
"""

from __future__ import annotations

import asyncio
import struct
from contextlib import suppress
from urllib.parse import urlsplit

SSL_REQUEST = 80877103
PARSE, BIND, QUERY = b"P", b"B", b"Q"


class StatementCounter:
    """A TCP proxy on a free port while entered. `seen` holds the text of every statement that was executed."""

    def __init__(self, dsn: str) -> None:
        self._parts = urlsplit(dsn)
        self.seen: list[str] = []
        self.dsn = ""

    async def __aenter__(self) -> StatementCounter:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        login, _, _ = self._parts.netloc.rpartition("@")
        self.dsn = self._parts._replace(netloc=f"{login}@127.0.0.1:{port}").geturl()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection(self._parts.hostname, self._parts.port)
        back = asyncio.create_task(_copy(up_reader, writer))
        texts: dict[bytes, str] = {}
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await self._startup(reader, up_writer)
            while True:
                kind = await reader.readexactly(1)
                (length,) = struct.unpack("!i", await reader.readexactly(4))
                body = await reader.readexactly(length - 4)
                self._note(kind, body, texts)
                up_writer.write(kind + struct.pack("!i", length) + body)
                await up_writer.drain()
        up_writer.close()
        back.cancel()

    async def _startup(self, reader: asyncio.StreamReader, up_writer: asyncio.StreamWriter) -> None:
        while True:
            length, code = struct.unpack("!ii", await reader.readexactly(8))
            up_writer.write(struct.pack("!ii", length, code) + await reader.readexactly(length - 8))
            if code != SSL_REQUEST:
                return

    def _note(self, kind: bytes, body: bytes, texts: dict[bytes, str]) -> None:
        if kind == PARSE:
            name, query, _ = body.split(b"\0", 2)
            texts[name] = query.decode()
        elif kind == BIND:
            _portal, name, _ = body.split(b"\0", 2)
            self.seen.append(texts.get(name, "?"))
        elif kind == QUERY:
            self.seen.append(body.rstrip(b"\0").decode())


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    writer.close()
