"""Something on the way to a server that does not leave what passes alone: a proxy, a cache, an edge.

It hands every request on and every answer back, piece by piece as they come, but for the one thing it was told to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field

import httpx2

from tests.fakes.web import FakeWeb, Reply, Seen

HOP_BY_HOP = {"connection", "content-length", "host", "transfer-encoding", "keep-alive"}


def _everything(seen: Seen) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Meddling:
    """What is done to the requests that `on` picks out; nothing, as it stands.

    `request` and `answer` set headers, or take those away whose value is None; `instead` answers in the server's place;
    `replace` changes each piece of a body; `without_comments` takes the pings out of streams; `hold` gives a body on
    only when it is whole; `late_s` passes before each piece; `cut` breaks off in the middle of a body.
    """

    on: Callable[[Seen], bool] = _everything
    request: Mapping[str, str | None] = field(default_factory=dict)
    answer: Mapping[str, str | None] = field(default_factory=dict)
    instead: Reply | None = None
    replace: tuple[bytes, bytes] = (b"", b"")
    without_comments: bool = False
    hold: bool = False
    late_s: float = 0.0
    cut: bool = False


class Meddler(FakeWeb):
    """Stands before the server at `upstream`. Use as a context manager."""

    def __init__(self, upstream: str, meddling: Meddling) -> None:
        super().__init__(lambda _: Reply(status=502))
        self._upstream = upstream
        self._meddling = meddling

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            seen = await self._read(reader)
            self.requests.append(seen)
            meddling = self._meddling if self._meddling.on(seen) else Meddling()
            if meddling.instead is not None:
                await self._write(writer, meddling.instead)
            else:
                await self._pass_on(seen, meddling, writer)
        with suppress(ConnectionError):
            writer.close()

    async def _pass_on(self, seen: Seen, meddling: Meddling, writer: asyncio.StreamWriter) -> None:
        sent = _changed(seen.headers, meddling.request)
        async with (
            httpx2.AsyncClient(base_url=self._upstream, timeout=60) as client,
            client.stream(seen.method, seen.path, headers=sent, content=seen.body) as answer,
        ):
            headers = _changed(dict(answer.headers), meddling.answer)
            headers |= {"connection": "close", "transfer-encoding": "chunked"}
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            writer.write(f"HTTP/1.1 {answer.status_code} Meddled\r\n{lines}\r\n".encode("latin-1"))
            async with aclosing(_pieces(answer, meddling)) as pieces:
                async for piece in pieces:
                    writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                    await writer.drain()
                    if meddling.cut:
                        return
            writer.write(b"0\r\n\r\n")
            await writer.drain()


async def _pieces(answer: httpx2.Response, meddling: Meddling) -> AsyncGenerator[bytes, None]:
    held = b""
    async for piece in answer.aiter_raw():
        changed = piece.replace(*meddling.replace) if meddling.replace[0] else piece
        if meddling.without_comments:
            changed = changed.replace(b": ping\n", b"")
        if meddling.late_s:
            await asyncio.sleep(meddling.late_s)
        if meddling.hold:
            held += changed
        elif changed:  # an empty piece would say that this was the end
            yield changed
    if held:
        yield held


def _changed(headers: Mapping[str, str], by: Mapping[str, str | None]) -> dict[str, str]:
    kept = {name.lower(): value for name, value in headers.items() if name.lower() not in HOP_BY_HOP}
    return {name: value for name, value in (kept | dict(by)).items() if value is not None}
