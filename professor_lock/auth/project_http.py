"""The connections of Supabase's client, whose answers are bounded. Loaded when a project is first asked."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx

from professor_lock.sources.http import tls_context
from professor_lock.sources.proxies import proxy_for

MAX_CONNECTIONS = 64
MAX_ANSWER_BYTES = 256 * 1024
"""Of an answer that is read whole. Files are read in pieces, see `project.IN_PIECES`."""


def connections(url: str, timeout_s: float) -> httpx.AsyncClient:
    """A client for the project at `url`; `timeout_s` is for connecting and between two pieces."""
    address = httpx.URL(url)
    return httpx.AsyncClient(
        timeout=timeout_s,
        limits=httpx.Limits(max_connections=MAX_CONNECTIONS),
        headers={"accept-encoding": "identity"},  # what is counted is what arrives
        proxy=proxy_for(address.scheme, address.host),
        verify=tls_context(),
        trust_env=False,  # a bad proxy of another address would stop it
        event_hooks={"response": [_bound]},
    )


async def _bound(response: httpx.Response) -> None:
    """Let an answer that will be read whole fail when it is too long."""
    if not response.request.extensions.get("in_pieces") and isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _Bounded(response.stream)


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._stream:
            read += len(chunk)
            if read > MAX_ANSWER_BYTES:
                raise httpx.ReadError("the answer is too long")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
