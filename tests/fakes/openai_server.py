"""A model behind OpenAI's API that says what a test tells it to, over real sockets.

    with OpenAIServer([Turn.of(Call("get_odds_visual", {"sport": "nba"})), Turn.of("Here they are.")]) as model:
        client = AsyncOpenAI(base_url=model.url, api_key="any")

It speaks `/v1/responses` and `/v1/chat/completions`, streamed or not, runs in a thread of its own with its own event
loop, refuses what the real service refuses, and keeps every request together with what became of it: how many tokens
went out, and whether the client hung up. As a program it is the model of the benchmarks:

    python -m tests.fakes.openai_server --port 9100 --tokens 400 --rate 50
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self, cast

import httptools

from tests.fakes.openai_answers import answer_frames, error_answer
from tests.fakes.openai_rules import refusal_of
from tests.fakes.openai_script import (
    UNAUTHORIZED,
    Api,
    HttpError,
    ModelRequest,
    Script,
    Stamps,
    Turn,
)
from tests.fakes.openai_wire import BLANK_STAMP, Frame

APIS: dict[str, Api] = {"/v1/responses": "responses", "/v1/chat/completions": "chat_completions"}
FRAMES_PER_WRITE = 64
LATENESS_S = 0.0005
LOOK_AGAIN_S = 0.02
WAIT_S = 60.0
BLANK = re.compile(BLANK_STAMP.encode())

Outcome = Literal["served", "hung_up", "cut", "stopped"]


@dataclass(eq=False)
class Exchange:
    """One request and what became of it. Times are `time.monotonic()`.

    `outcome` is None while the answer is under way; "hung_up" when the client closed the connection before its end.
    """

    request: ModelRequest
    started_at: float = field(default_factory=time.monotonic)
    status: int | None = None
    tokens_sent: int = 0
    outcome: Outcome | None = None
    ended_at: float | None = None
    refusal: str | None = None
    """Why the request was refused as the service would refuse it."""
    _ended: threading.Event = field(default_factory=threading.Event, repr=False)
    _awaited: tuple[int, threading.Event] | None = field(default=None, repr=False)

    def end(self, outcome: Outcome) -> None:
        if self.outcome is None:
            self.outcome, self.ended_at = outcome, time.monotonic()
            self._ended.set()

    async def ended(self, timeout_s: float = WAIT_S) -> Outcome:
        """Waits for the end of the exchange and says how it came."""
        if not await asyncio.to_thread(self._ended.wait, timeout_s):
            raise TimeoutError(f"request {self.request.number} is still being answered after {timeout_s} s")
        assert self.outcome is not None
        return self.outcome

    def count(self, tokens: int) -> None:
        self.tokens_sent += tokens
        if self._awaited is not None and self.tokens_sent >= self._awaited[0]:
            self._awaited[1].set()

    async def sent(self, tokens: int, timeout_s: float = WAIT_S) -> None:
        """Waits until that many tokens went out; one waiter at a time."""
        reached = threading.Event()
        self._awaited = (tokens, reached)
        self.count(0)
        if not await asyncio.to_thread(reached.wait, timeout_s):
            raise TimeoutError(f"{self.tokens_sent} of {tokens} tokens were sent after {timeout_s} s")


class ScriptError(AssertionError):
    """The script broke or ran out of turns: raised when the server is left."""


class OpenAIServer:
    """The server. `api_key`: requests without it get 401; None accepts any. `strict`: refuse malformed requests."""

    def __init__(self, script: Script = (), *, api_key: str | None = None, strict: bool = True, port: int = 0) -> None:
        self.exchanges: list[Exchange] = []
        self.strays: list[str] = []
        """Paths asked for that are not part of the API, such as an export of traces."""
        self.api_key = api_key
        self.strict = strict
        self._port = port
        self._failures: list[BaseException] = []
        self._connections: set[_Connection] = set()
        self._arrival = threading.Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._listening = threading.Event()
        self.script = script

    @property
    def script(self) -> Script:
        return self._script

    @script.setter
    def script(self, script: Script) -> None:
        """A new script; a list starts at its first turn."""
        self._script = script
        self._turns: Iterator[Turn] = iter(() if callable(script) else script)

    @property
    def url(self) -> str:
        """The base URL for a client, `/v1` included."""
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def requests(self) -> list[ModelRequest]:
        return [exchange.request for exchange in self.exchanges]

    async def exchange(self, number: int = 1, timeout_s: float = WAIT_S) -> Exchange:
        """The `number`th exchange (from 1), waiting for its request to arrive."""

        def arrived() -> bool:
            with self._arrival:
                return self._arrival.wait_for(lambda: len(self.exchanges) >= number, timeout_s)

        if not await asyncio.to_thread(arrived):
            raise TimeoutError(f"only {len(self.exchanges)} requests arrived within {timeout_s} s, not {number}")
        return self.exchanges[number - 1]

    def start(self) -> Self:
        self._thread = threading.Thread(target=self._run, name="fake-openai", daemon=True)
        self._thread.start()
        if not self._listening.wait(WAIT_S):
            raise TimeoutError("the fake model did not start")
        return self

    def stop(self) -> None:
        """Breaks the connections that are open and stops listening."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(WAIT_S)
            if self._thread.is_alive():
                raise TimeoutError("the fake model did not stop")
            self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if error is None and self._failures:
            raise ScriptError(str(self._failures[0])) from self._failures[0]

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.__exit__, kind, error, trace)

    # --- in the server's own thread ---

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        server = await self._loop.create_server(lambda: _Connection(self), "127.0.0.1", self._port)
        self._port = server.sockets[0].getsockname()[1]
        self._listening.set()
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(server.close)
            await self._stopping.wait()
            for connection in list(self._connections):
                connection.stop()

    def _accept(self, path: str, query: str, headers: dict[str, str], body: bytes) -> tuple[Exchange, Turn] | HttpError:
        """What to answer; the request is recorded."""
        if path not in APIS:
            self.strays.append(path)
            return HttpError(404, "not_found", f"Invalid URL (POST {path})")
        try:
            parsed = json.loads(body)
        except ValueError:
            return HttpError(400, None, "We could not parse the JSON body of your request.")
        request = ModelRequest(APIS[path], parsed, headers, len(self.exchanges) + 1, query)
        exchange = Exchange(request)
        turn = self._turn(exchange)
        with self._arrival:
            self.exchanges.append(exchange)
            self._arrival.notify_all()
        return exchange, turn

    def _turn(self, exchange: Exchange) -> Turn:
        request = exchange.request
        if self.api_key is not None and request.headers.get("authorization") != f"Bearer {self.api_key}":
            return Turn((UNAUTHORIZED,))
        if self.strict and (refusal := refusal_of(request)):
            exchange.refusal = refusal.message
            return Turn((refusal,))
        try:
            return self._script(request) if callable(self._script) else next(self._turns)
        except StopIteration:
            self._failures.append(ScriptError(f"no turn is left in the script for request {request.number}"))
        except Exception as error:  # noqa: BLE001 - raised again when the server is left
            self._failures.append(error)
        return Turn((HttpError(400, "script_error", str(self._failures[-1])),))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # no uvloop on Windows
        return None
    return uvloop.new_event_loop


class _Connection(asyncio.Protocol):
    """One TCP connection: reads requests one after another, plays the answers."""

    def __init__(self, server: OpenAIServer) -> None:
        self._server = server
        self._playback: _Playback | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._path, self._query, self._headers, self._body = "", "", dict[str, str](), bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        self._server._connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._server._connections.discard(self)
        if self._playback is not None:
            self._playback.abandon("hung_up")

    def stop(self) -> None:
        if self._playback is not None:
            self._playback.abandon("stopped")
        self._transport.abort()

    def pause_writing(self) -> None:
        if self._playback is not None:
            self._playback.pause()

    def resume_writing(self) -> None:
        if self._playback is not None:
            self._playback.resume()

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._transport.abort()

    def on_url(self, url: bytes) -> None:
        path, _, self._query = url.decode().partition("?")
        self._path, self._headers, self._body = path, {}, bytearray()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode().lower()] = value.decode()

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        accepted = self._server._accept(self._path, self._query, self._headers, bytes(self._body))
        if isinstance(accepted, HttpError):
            self._transport.write(error_answer(accepted))
            return
        exchange, turn = accepted
        exchange.status, frames = answer_frames(exchange.request, turn)
        self._playback = _Playback(self._transport, frames, exchange)
        self._playback.step()


class _Playback:
    """Writes frames when they are due. Callbacks instead of a task: a token then costs a timer and a write."""

    def __init__(self, transport: asyncio.Transport, frames: Sequence[Frame], exchange: Exchange) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport = transport
        self._frames = frames
        self._exchange = exchange
        self._next = 0
        self._due = self._loop.time() + frames[0].delay_s
        self._stamps: list[bytes] = []
        self._paused = False
        self._timer: asyncio.TimerHandle | None = None

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        self._paused = False
        self.step()

    def abandon(self, outcome: Outcome) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._exchange.end(outcome)

    def step(self) -> None:
        """Writes what is due and comes back for the rest."""
        self._timer = None
        while not self._paused and self._exchange.outcome is None:
            due_now = self._loop.time() + LATENESS_S
            batch: list[bytes] = []
            while self._due <= due_now and len(batch) < FRAMES_PER_WRITE:
                frame = self._frames[self._next]
                if frame.until is not None and not frame.until.is_set():
                    self._due = self._loop.time() + LOOK_AGAIN_S
                    break
                batch.append(self._stamped(frame) if frame.stamp else frame.data)
                self._exchange.count(frame.tokens)
                if frame.end is not None:
                    self._transport.write(b"".join(batch))
                    self._end(frame.end)
                    return
                self._next += 1
                self._due += self._frames[self._next].delay_s
            if not batch:
                self._timer = self._loop.call_at(self._due, self.step)
                return
            self._transport.write(b"".join(batch))

    def _stamped(self, frame: Frame) -> bytes:
        if frame.stamp == "new":
            self._stamps.append(b"%020d" % time.monotonic_ns())
            return BLANK.sub(self._stamps[-1], frame.data)
        stamps = iter(self._stamps)
        return BLANK.sub(lambda _: next(stamps), frame.data)

    def _end(self, end: str) -> None:
        if end == "done":
            self._exchange.end("served")
        elif end == "cut":
            self._exchange.end("cut")
            self._transport.close()  # sends what is buffered, but no last chunk: the client sees a body cut off


def main() -> None:
    """Serves the same answer to everyone until interrupted: `--tokens` tokens, `--rate` a second."""
    parser = argparse.ArgumentParser(description="A model for benchmarks: stamped tokens at a fixed rate.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tokens", type=int, default=400)
    parser.add_argument("--rate", type=float, default=50.0, help="tokens a second; 0: as fast as possible")
    options = parser.parse_args()
    delay_s = 1 / options.rate if options.rate else 0.0
    turn = Turn((Stamps(options.tokens, delay_s),))
    with OpenAIServer(lambda _: turn, port=options.port) as server:
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
