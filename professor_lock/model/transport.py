"""One request to an endpoint and its answer, as it comes: the head once, then pieces of the body, then the end.

What receives them is told by plain calls, so that an answer can be read without a task or a queue of its own between
the socket and the reader.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol

import httpx2

from professor_lock.model.endpoint import Endpoint

TAIL_S = 0.1
"""How long an answer's body may take to end after its last event, so that its connection can be used again."""


class Receiver(Protocol):
    """The receiver of an answer. `over` is called once, with the error that broke it off, if any."""

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """The answer has begun."""

    def body(self, piece: bytes) -> None:
        """A piece of the body."""

    def over(self, error: BaseException | None) -> None:
        """The body is over."""


class Exchange(Protocol):
    """An answer under way."""

    def pause(self) -> None:
        """Read nothing for now."""

    def resume(self) -> None:
        """Read on."""

    async def finish(self) -> None:
        """The answer is known: let the rest of the body come for a moment, so that the connection stays usable."""

    async def close(self) -> None:
        """Read no more; what is left is lost."""


class Transport(Protocol):
    """A way to an endpoint."""

    def post(self, endpoint: Endpoint, body: bytes, receiver: Receiver) -> Exchange:
        """Send a request; its answer goes to `receiver`."""


class HttpxTransport:
    """Through the shared HTTP client, whose proxies, certificates and pool it uses."""

    def __init__(self, client: httpx2.AsyncClient, timeout: httpx2.Timeout) -> None:
        self._client, self._timeout = client, timeout

    def post(self, endpoint: Endpoint, body: bytes, receiver: Receiver) -> Exchange:
        """Send a request; its answer goes to `receiver`."""
        return _HttpxExchange(self._client, self._timeout, endpoint, body, receiver)


class _HttpxExchange:
    def __init__(
        self,
        client: httpx2.AsyncClient,
        limits: httpx2.Timeout,
        endpoint: Endpoint,
        body: bytes,
        receiver: Receiver,
    ) -> None:
        self._running = asyncio.Event()
        self._running.set()
        self._task = asyncio.create_task(self._read(client, limits, endpoint, body, receiver))

    def pause(self) -> None:
        self._running.clear()

    def resume(self) -> None:
        self._running.set()

    async def finish(self) -> None:
        self.resume()
        await asyncio.wait([self._task], timeout=TAIL_S)
        await self.close()

    async def close(self) -> None:
        self.resume()
        if not self._task.done():
            self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _read(
        self,
        client: httpx2.AsyncClient,
        limits: httpx2.Timeout,
        endpoint: Endpoint,
        body: bytes,
        receiver: Receiver,
    ) -> None:
        error: BaseException | None = None
        try:
            async with client.stream(
                "POST", endpoint.url, headers=dict(endpoint.headers), content=body, timeout=limits
            ) as response:
                receiver.head(response.status_code, response.headers)
                async for piece in response.aiter_bytes():
                    receiver.body(piece)
                    if not self._running.is_set():
                        await self._running.wait()
        except httpx2.HTTPError as failure:
            error = failure
        except httpx2.InvalidURL as failure:
            error = failure
        finally:
            receiver.over(error)
