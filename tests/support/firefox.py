"""A Firefox of the system's packages, driven by WebDriver BiDi over its own socket: it needs no driver beside it."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.support.free_port import free_port

NAMES = ("firefox-esr", "firefox")
START_TIMEOUT_S = 120.0
ANSWER_TIMEOUT_S = 120.0


def find_firefox() -> str | None:
    """Path of the first Firefox found."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class FirefoxPage:
    """One page. `problems` are the errors that its console has told so far."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._last = 0
        self._context = ""
        self.version = ""
        self.problems: list[str] = []

    async def begin(self) -> None:
        """A session, and the page that the browser opened with."""
        session = await self._call("session.new", capabilities={})
        self.version = session["capabilities"]["browserVersion"]
        await self._call("session.subscribe", events=["log.entryAdded"])
        self._context = (await self._call("browsingContext.getTree"))["contexts"][0]["context"]

    async def goto(self, url: str, width: int, height: int) -> None:
        """Show the page in a window of this size, in CSS pixels."""
        viewport = {"width": width, "height": height}
        await self._call("browsingContext.setViewport", context=self._context, viewport=viewport)
        await self._call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    async def evaluate(self, source: str) -> Any:
        """What the expression gives, once its promise is kept, by way of JSON."""
        code = f"(async () => JSON.stringify((await ({source})) ?? null))()"
        target = {"context": self._context}
        result = await self._call("script.evaluate", expression=code, target=target, awaitPromise=True)
        if result["type"] != "success":
            raise AssertionError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])

    async def screenshot(self) -> bytes:
        """What is in view, as a PNG."""
        shot = await self._call("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(shot["data"])

    async def _call(self, method: str, **params: Any) -> dict[str, Any]:
        self._last += 1
        await self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            while True:
                message = json.loads(await self._socket.recv())
                if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                    self.problems.append(message["params"]["text"])
                if message.get("id") == self._last:
                    if message["type"] == "error":
                        raise AssertionError(f"{method}: {message['message']}")
                    result: dict[str, Any] = message["result"]
                    return result


@asynccontextmanager
async def firefox_page(path: str, folder: Path) -> AsyncIterator[FirefoxPage]:
    """A page of a Firefox with a fresh profile in `folder`, which ends with it."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(path, "--headless", "--remote-debugging-port", str(port), "--profile", str(folder), "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=os.environ | {"HOME": str(folder)},
    )
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            socket = await _connected(port)
        async with socket:
            page = FirefoxPage(socket)
            await page.begin()
            yield page
    finally:
        process.terminate()
        await process.wait()


async def _connected(port: int) -> ClientConnection:
    while True:
        try:
            return await connect(f"ws://127.0.0.1:{port}/session", max_size=None)
        except OSError:
            await asyncio.sleep(0.1)
