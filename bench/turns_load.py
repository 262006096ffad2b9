"""Many ChatKit clients in one light process: what a user at the other end of a stream would measure.

    python -m bench.turns_load '{"url": "http://127.0.0.1:8000", "streams": 50, ...}'

The model stamps each token with the moment it was written (`time.monotonic_ns()`), and on one machine the client reads
the same clock: the difference is what everything between them has added. Prints one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httptools

try:
    from uvloop import new_event_loop
except ImportError:  # no uvloop on Windows
    new_event_loop = asyncio.new_event_loop  # type: ignore[assignment]

DELTA = b"content_part.text_delta"
STAMP = re.compile(rb"(\d{20}) ")
START_TIMEOUT_S = 30.0


@dataclass
class Load:
    """What to do. `seconds` 0: every stream once to its end; else each client asks again until the time is up."""

    url: str
    streams: int
    seconds: float = 0.0
    ramp_s: float = 0.0
    """The streams begin spread over so long."""
    skip_s: float = 0.0
    """What arrives this soon after the last stream began does not count: only the steady state does."""
    hold_s: float = 0.0
    """Keep the streams open this long after the first byte of each, then leave."""
    text: str = "Question"
    """What every question begins with."""


@dataclass
class Seen:
    """What was measured. Delays in milliseconds."""

    turns: int = 0
    failed: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    tokens: int = 0
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    first_p50_ms: float = 0.0
    first_p99_ms: float = 0.0
    opened_p99_ms: float = 0.0
    """From the request to the first event of its stream, which is the server's own."""


class Client(asyncio.Protocol):
    """One connection that sends one request and takes its answer apart no further than it must."""

    def __init__(
        self, head: bytes, delays: list[tuple[float, float]], firsts: list[float], opened: list[float]
    ) -> None:
        self._opened = opened
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.said_done = False
        self._head = head
        self._delays = delays
        self._firsts = firsts
        self._first = True
        self._rest = b""
        self._parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._asked = time.monotonic_ns()
        transport.write(self._head)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._now = time.monotonic_ns()
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed the connection"))
        if not self.started.done():
            self.started.set_result(None)

    def on_body(self, body: bytes) -> None:
        if not self.started.done():
            self._opened.append((self._now - self._asked) / 1e6)
            self.started.set_result(None)
        *events, self._rest = (self._rest + body).split(b"\n\n")
        for event in events:
            if DELTA in event:
                self._count(event)
            elif b'"type":"error"' in event:
                self.done.set_exception(RuntimeError(event.decode()))
            elif b'"type":"assistant_message"' in event and b'"type":"thread.item.done"' in event:
                self.said_done = True

    def on_message_complete(self) -> None:
        if not self.done.done():
            whole = self._parser.get_status_code() == 200 and self.said_done
            if whole:
                self.done.set_result(None)
            else:
                self.done.set_exception(RuntimeError(f"status {self._parser.get_status_code()}, no whole answer"))
        self.transport.close()

    def _count(self, event: bytes) -> None:
        now = self._now
        for stamp in STAMP.findall(event):
            delay_ms = (now - int(stamp)) / 1e6
            self._delays.append((now / 1e9, delay_ms))
            if self._first:
                self._first = False
                self._firsts.append(delay_ms)


class Run:
    """One load on one server."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._delays: list[tuple[float, float]] = []
        self._firsts: list[float] = []
        self._opened: list[float] = []
        self._seen = Seen()
        parts = urlsplit(load.url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80

    async def go(self) -> Seen:
        load = self._load
        began = time.monotonic()
        await asyncio.gather(*(self._client(number, began) for number in range(load.streams)))
        self._seen.seconds = time.monotonic() - began
        steady_from = began + load.ramp_s + load.skip_s
        delays = sorted(delay for at, delay in self._delays if at >= steady_from)
        self._seen.tokens = len(self._delays)
        if delays:
            self._seen.p50_ms, self._seen.p99_ms = _percentiles(delays)
        if self._opened:
            self._seen.opened_p99_ms = _percentiles(sorted(self._opened))[1]
        if self._firsts:
            self._seen.first_p50_ms, self._seen.first_p99_ms = _percentiles(sorted(self._firsts))
        return self._seen

    async def _client(self, number: int, began: float) -> None:
        load = self._load
        await asyncio.sleep(load.ramp_s * number / load.streams)
        again = 0
        while True:
            try:
                await self._turn(f"user{number}", f"{load.text} {again} of {number} at {time.monotonic_ns()}")
                self._seen.turns += 1
            except (RuntimeError, OSError, TimeoutError) as error:
                self._seen.failed += 1
                if len(self._seen.errors) < 3:
                    self._seen.errors.append(repr(error)[:300])
            again += 1
            if time.monotonic() - began >= load.seconds:
                return

    async def _turn(self, user: str, text: str) -> None:
        loop = asyncio.get_running_loop()
        transport, client = await loop.create_connection(
            lambda: Client(
                _request(f"{self._host}:{self._port}", user, text), self._delays, self._firsts, self._opened
            ),
            self._host,
            self._port,
        )
        try:
            if self._load.hold_s:
                await asyncio.wait_for(client.started, START_TIMEOUT_S)
                await asyncio.sleep(self._load.hold_s)
                client.done.cancel()
            else:
                await client.done
        finally:
            transport.abort()


def _request(host: str, user: str, text: str) -> bytes:
    content = [{"type": "input_text", "text": text}]
    given: dict[str, Any] = {"content": content, "attachments": [], "inference_options": {}}
    body = json.dumps({"type": "threads.create", "params": {"input": given}}).encode()
    head = f"POST /chatkit HTTP/1.1\r\nHost: {host}\r\nX-User-Id: {user}\r\nContent-Type: application/json\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _percentiles(ordered: list[float]) -> tuple[float, float]:
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def main() -> None:
    """The load named on the command line."""
    load = Load(**json.loads(sys.argv[1]))
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        print(json.dumps(asdict(runner.run(Run(load).go()))))


if __name__ == "__main__":
    main()
