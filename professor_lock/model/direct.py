"""HTTP/1.1 to a model's endpoint by callbacks, without a task per answer or a timer per read.

So a token of a stream costs one read of the socket and one call of the receiver. `DirectTransport` keeps connections
open for later requests, and one timer watches all of them for silence. Proxies, redirects, and a name and password in
the address are left to another transport.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from typing import Any

import httpx2
from aiohappyeyeballs import start_connection

from professor_lock.model.address import Address, address_of, request_head
from professor_lock.model.connection import Connection
from professor_lock.model.endpoint import Endpoint
from professor_lock.model.transport import Exchange, Receiver, Transport

IDLE_S = 30.0
"""Seconds that a connection without a request stays open."""
MOST_IDLE = 100
LOOK_S = 1.0
"""Seconds between checks for silent connections; shorter where the allowed silence is short."""
STAGGER_S = 0.25
"""Seconds after which a host's next address is tried beside the previous one (RFC 8305)."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
NO_SECRETS = frozenset({"accept", "accept-encoding", "content-type", "user-agent"})
"""Headers that another host is sent as well."""


class DirectTransport:
    """Makes connections to endpoints. `tls` gives the context that checks certificates.

    `fallback` takes the requests that cannot be sent directly. An answer fails after `silence_s` seconds without a
    byte, a connection after `connect_s` seconds in which it was not made.
    """

    def __init__(
        self,
        fallback: Transport,
        tls: Callable[[], ssl.SSLContext],
        *,
        silence_s: float,
        connect_s: float,
        idle_s: float = IDLE_S,
    ) -> None:
        self._fallback, self._tls = fallback, tls
        self._silence_s, self._connect_s, self._idle_s = silence_s, connect_s, idle_s
        self._addresses: dict[str, Address] = {}
        self._moved: dict[str, str] = {}
        """The addresses to which an endpoint has moved for good, by the old ones."""
        self._idle: dict[tuple[str, int, bool], list[Connection]] = {}
        self._open: set[Connection] = set()
        self._timer: asyncio.TimerHandle | None = None

    def post(self, endpoint: Endpoint, body: bytes, receiver: Receiver) -> Exchange:
        """Send a request; its answer goes to `receiver`."""
        address = self._address(endpoint.url)
        if endpoint.url in self._moved:
            return self._fallback.post(_moved_to(self._moved[endpoint.url], endpoint), body, receiver)
        if not address.usable:
            return self._fallback.post(endpoint, body, receiver)
        return _DirectExchange(self, address, endpoint, body, receiver)

    async def aclose(self) -> None:
        """Close every connection."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for connection in list(self._open):
            connection.transport.abort()
        self._open.clear()
        self._idle.clear()

    def _address(self, url: str) -> Address:
        known = self._addresses.get(url)
        if known is None:
            if len(self._addresses) > MOST_IDLE:
                self._addresses.clear()
            known = self._addresses[url] = address_of(url)
        return known

    # For exchanges and connections

    def hand_over(self, endpoint: Endpoint, body: bytes, receiver: Receiver, *, to: str, for_good: bool) -> Exchange:
        """Send the request by the fallback to the address that a redirect named, as a POST again.

        HTTP clients make a GET of it after 301 and 302, which no model answers.
        """
        target = str(httpx2.URL(endpoint.url).join(to))
        if for_good:
            self._moved[endpoint.url] = target
        return self._fallback.post(_moved_to(target, endpoint), body, receiver)

    def idle_connection(self, address: Address) -> Connection | None:
        """An open connection without a request; None where there is none."""
        idle = self._idle.get(address.origin, [])
        while idle:
            connection = idle.pop()
            if not connection.transport.is_closing():
                return connection
        return None

    async def connect(self, address: Address) -> Connection:
        """A new connection. Raises httpx2's errors, as receivers expect."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._connect_s):
                found = await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
                opened = await start_connection(found, happy_eyeballs_delay=STAGGER_S, interleave=1)
                opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                secured: dict[str, Any] = {}
                if address.secure:
                    secured = {"ssl": self._tls(), "server_hostname": address.host}
                _, connection = await loop.create_connection(lambda: Connection(self, address), sock=opened, **secured)
        except TimeoutError as error:
            raise httpx2.ConnectTimeout("no connection in time") from error
        except (OSError, UnicodeError) as error:
            raise httpx2.ConnectError("no connection") from error
        return connection

    def opened(self, connection: Connection) -> None:
        """Watch this connection for silence."""
        self._open.add(connection)
        if self._timer is None:
            self._look_again()

    def free(self, connection: Connection) -> None:
        """Keep a connection for the next request; its response is complete."""
        idle = self._idle.setdefault(connection.address.origin, [])
        if len(idle) >= MOST_IDLE:
            connection.transport.close()
        else:
            idle.append(connection)

    def closed(self, connection: Connection) -> None:
        """Forget a closed connection."""
        self._open.discard(connection)
        idle = self._idle.get(connection.address.origin, [])
        if connection in idle:
            idle.remove(connection)

    def _look(self) -> None:
        now = asyncio.get_running_loop().time()
        for connection in list(self._open):
            connection.look(now, silence_s=self._silence_s, idle_s=self._idle_s)
        self._timer = None
        if self._open:
            self._look_again()

    def _look_again(self) -> None:
        delay = min(LOOK_S, self._silence_s / 4)
        self._timer = asyncio.get_running_loop().call_later(delay, self._look)


def _moved_to(url: str, endpoint: Endpoint) -> Endpoint:
    """An endpoint at the address that a redirect named. Another host, or one without TLS, gets no key."""
    old, new = httpx2.URL(endpoint.url), httpx2.URL(url)
    if old.host == new.host and (new.scheme == "https" or old.scheme == "http"):
        return Endpoint(url, endpoint.headers)
    return Endpoint(url, {name: value for name, value in endpoint.headers.items() if name.lower() in NO_SECRETS})


class _DirectExchange:
    """One request and its answer."""

    def __init__(
        self, transport: DirectTransport, address: Address, endpoint: Endpoint, body: bytes, receiver: Receiver
    ) -> None:
        self._transport, self._address, self._endpoint, self._body = transport, address, endpoint, body
        self._receiver: Receiver | None = receiver
        self._connection: Connection | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._instead: Exchange | None = None
        self._paused = False
        self._reused = False
        connection = transport.idle_connection(address)
        if connection is not None:
            self._reused = True
            self._send(connection)
        else:
            self._connecting = asyncio.create_task(self._connect())

    # As the door sees it

    def pause(self) -> None:
        """Read nothing for now."""
        self._paused = True
        if self._instead is not None:
            self._instead.pause()
        elif self._connection is not None:
            self._connection.pause()

    def resume(self) -> None:
        """Read on."""
        self._paused = False
        if self._instead is not None:
            self._instead.resume()
        elif self._connection is not None:
            self._connection.resume()

    async def finish(self) -> None:
        """Read and discard the rest of the body, so that the connection can be used again."""
        self._receiver = None
        if self._instead is not None:
            await self._instead.finish()
        elif self._connection is not None:
            self._connection.finish_soon()

    async def close(self) -> None:
        """Stop reading; the rest of the body is lost."""
        self._receiver = None
        if self._instead is not None:
            await self._instead.close()
        elif self._connecting is not None and not self._connecting.done():
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        elif self._connection is not None:
            self._connection.transport.abort()

    # Sending

    async def _connect(self) -> None:
        try:
            connection = await self._transport.connect(self._address)
        except httpx2.TransportError as error:
            self.over(error)
            return
        self._connecting = None  # what is left of this task would be kept as long as the answer
        if self._receiver is None:
            connection.transport.abort()
        else:
            self._send(connection)

    def _send(self, connection: Connection) -> None:
        try:
            head = request_head(self._address, self._endpoint.headers, len(self._body))
        except ValueError as error:
            connection.transport.abort()
            asyncio.get_running_loop().call_soon(self.over, httpx2.LocalProtocolError(str(error)))
            return
        self._connection = connection
        connection.send(self, head, self._body)
        if self._paused:
            connection.pause()

    # From the connection

    def head(self, status: int, headers: dict[str, str]) -> None:
        """The answer has begun."""
        receiver = self._receiver
        if receiver is None:
            return
        if status in REDIRECTS and "location" in headers and self._connection is not None:
            self._connection.exchange = None
            self._connection.transport.abort()
            self._connection, self._receiver = None, None
            try:
                self._instead = self._transport.hand_over(
                    self._endpoint, self._body, receiver, to=headers["location"], for_good=status in FOR_GOOD
                )
            except httpx2.InvalidURL as error:
                receiver.over(error)
            return
        self._body = b""
        receiver.head(status, headers)

    def body(self, piece: bytes) -> None:
        """A piece of the body."""
        if self._receiver is not None:
            self._receiver.body(piece)

    def over(self, error: BaseException | None, *, untouched: bool = False) -> None:
        """The answer is over. `untouched`: the connection ended before a byte of it had come."""
        self._connection = None
        if untouched and self._reused and self._receiver is not None:
            self._reused = False  # the endpoint closed an idle connection: it has not seen this request
            self._connecting = asyncio.create_task(self._connect())
            return
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.over(error)
