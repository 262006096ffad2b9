"""Before the database hears a word, its certificate must be the right one: what production demands of the DSN."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from professor_lock.db.pool import open_pool
from professor_lock.errors import SourceUnavailable
from tests.fakes.certificate import self_signed_context

TLS_REQUEST_BYTES = 8


@asynccontextmanager
async def postgres_with(context: ssl.SSLContext, heard: list[bytes]) -> AsyncIterator[int]:
    """The port of a server that agrees to TLS as Postgres does, and hangs up at the first word behind it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(TLS_REQUEST_BYTES)
        writer.write(b"S")
        try:
            await writer.start_tls(context)
            if word := await reader.read(1024):
                heard.append(word)
        except (OSError, ssl.SSLError):
            pass  # the client has seen the certificate and left
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    ("root", "host", "trusted"),
    [("theirs", "127.0.0.1", True), ("another", "127.0.0.1", False), ("theirs", "localhost", False)],
    ids=["its own", "of somebody nobody vouches for", "of another host"],
)
async def test_only_a_database_with_the_right_certificate_is_spoken_to(
    tmp_path: Path, root: str, host: str, trusted: bool
) -> None:
    contexts = {}
    for name in ("theirs", "another"):
        folder = tmp_path / name
        folder.mkdir()
        contexts[name] = self_signed_context(folder)
    heard: list[bytes] = []
    async with postgres_with(contexts["theirs"], heard) as port:
        certificate = tmp_path / root / "self-signed.pem"
        dsn = f"postgresql://ann:secret@{host}:{port}/app?sslmode=verify-full&sslrootcert={certificate}"
        with pytest.raises(SourceUnavailable):
            await open_pool(dsn, max_size=1)
    assert any(b"ann" in word for word in heard) == trusted
