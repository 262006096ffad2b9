"""The interface between the model's door and HTTP: a request, and callbacks for the head, the body and the end.

With plain callbacks a response can be read without a task or a queue between the socket and the reader.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

import httpx2

from professor_lock.model.endpoint import Endpoint

TAIL_S = 0.1
"""Seconds that a body may take to end after its last event, so that the connection can be used again."""


class Receiver(Protocol):
    """Receives a response. `over` is called once, with the error where the response broke off."""

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """The response has begun."""

    def body(self, piece: bytes) -> None:
        """A piece of the body."""

    def over(self, error: BaseException | None) -> None:
        """The body is over."""


class Exchange(Protocol):
    """A request whose response is being read."""

    def pause(self) -> None:
        """Stop reading."""

    def resume(self) -> None:
        """Continue reading."""

    async def finish(self) -> None:
        """Wait up to TAIL_S for the rest of the body, so that the connection can be used again."""

    async def close(self) -> None:
        """Stop reading for good; the rest of the body is lost."""


class Transport(Protocol):
    """Sends requests to endpoints."""

    def post(self, endpoint: Endpoint, body: bytes, receiver: Receiver) -> Exchange:
        """Send a request; its response goes to `receiver`."""


class HttpxTransport:
    """Sends them by the shared HTTP client, with its proxies, certificates and pool."""

    def __init__(self, client: Callable[[], httpx2.AsyncClient], timeout: httpx2.Timeout) -> None:
        self._client, self._timeout = client, timeout

    def post(self, endpoint: Endpoint, body: bytes, receiver: Receiver) -> Exchange:
        """Send a request; its answer goes to `receiver`."""
        return _HttpxExchange(self._client(), self._timeout, endpoint, body, receiver)


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
