"""A transaction pooler in front of a real Postgres: every transaction may run on another server connection.

    async with TransactionPooler(dsn) as pooled_dsn: ...

That is all that Supabase's port 6543 and PgBouncer's transaction mode do to a client, and what breaks one that counts
on its session: prepared statements, SET, LISTEN, session locks. Server connections are handed out in turn, so that two
transactions in a row never share one.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from contextlib import suppress
from urllib.parse import urlsplit

import asyncpg

SSL_REQUEST = 80877103
SERVER_CONNECTIONS = 6
ASKED_FOR = ("server_version", "client_encoding", "server_encoding", "DateStyle", "TimeZone", "integer_datetimes")
Message = tuple[bytes, bytes]


class TransactionPooler:
    """Listens on a free port while entered; who connects is not asked for a password."""

    def __init__(self, dsn: str, connections: int = SERVER_CONNECTIONS) -> None:
        self._dsn = dsn
        self._connections = connections
        self._free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
        self._writers: list[asyncio.StreamWriter] = []
        self._greeting = b""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> str:
        for _ in range(self._connections):
            self._free.put_nowait(await self._log_in())
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        parts = urlsplit(self._dsn)
        return parts._replace(netloc=f"{parts.username}@127.0.0.1:{port}").geturl()

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.close()

    async def _log_in(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A server connection just after its login: the driver logs in, then its socket is taken from it."""
        connection = await asyncpg.connect(self._dsn, ssl=False)
        if not self._greeting:
            settings = [(name, await connection.fetchval(f"SHOW {name}")) for name in ASKED_FOR]
            statuses = [_message(b"S", f"{name}\0{value}\0".encode()) for name, value in settings]
            self._greeting = b"".join(
                [_message(b"R", struct.pack("!i", 0)), *statuses, _message(b"K", bytes(8)), _message(b"Z", b"I")]
            )
        transport = connection._transport  # type: ignore[attr-defined]
        taken = socket.socket(fileno=os.dup(transport.get_extra_info("socket").fileno()))
        transport.abort()  # not the driver's own way out, which would tell the server good-bye
        reader, writer = await asyncio.open_connection(sock=taken)
        self._writers.append(writer)
        return reader, writer

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        pump: asyncio.Task[None] | None = None
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                length, code = struct.unpack("!ii", await reader.readexactly(8))
                await reader.readexactly(length - 8)
                if code != SSL_REQUEST:
                    break
                writer.write(b"N")
            writer.write(self._greeting)
            said: asyncio.Queue[Message | None] = asyncio.Queue()
            pump = asyncio.create_task(_read_all(reader, said))
            while (first := await said.get()) is not None:
                await self._transaction(first, said, writer)
        if pump is not None:
            pump.cancel()
        writer.close()

    async def _transaction(
        self, first: Message, said: asyncio.Queue[Message | None], client: asyncio.StreamWriter
    ) -> None:
        """Everything from a client's first word to the server's "ready, and in no transaction"."""
        server_reader, server_writer = held = await self._free.get()
        server_writer.write(_message(*first))

        async def forward() -> None:
            while (message := await said.get()) is not None:
                server_writer.write(_message(*message))

        forwarding = asyncio.create_task(forward())
        try:
            while True:
                kind, body = await _read(server_reader)
                client.write(_message(kind, body))
                if (kind, body) == (b"Z", b"I"):
                    break
        finally:
            forwarding.cancel()
            self._free.put_nowait(held)


async def _read_all(reader: asyncio.StreamReader, said: asyncio.Queue[Message | None]) -> None:
    try:
        while (message := await _read(reader))[0] != b"X":
            said.put_nowait(message)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        said.put_nowait(None)


async def _read(reader: asyncio.StreamReader) -> Message:
    kind, length = struct.unpack("!ci", await reader.readexactly(5))
    return kind, await reader.readexactly(length - 4)


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body
