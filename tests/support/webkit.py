"""A WebKitGTK of the system's packages, driven by its WebDriver on a screen of Xvfb's, which nobody sees."""

from __future__ import annotations

import asyncio
import base64
import glob
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx

from tests.support.free_port import free_port

BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
START_TIMEOUT_S = 120.0
ANSWER_TIMEOUT_S = 120.0


@dataclass(frozen=True, slots=True)
class WebKit:
    """The paths of the driver, the browser that it starts, and the screen."""

    driver: str
    browser: str
    screen: str

    @classmethod
    def find(cls) -> Self | None:
        """What this machine has of them; None unless it has all three."""
        driver, screen, browsers = shutil.which("WebKitWebDriver"), shutil.which("Xvfb"), sorted(glob.glob(BROWSERS))
        return cls(driver, browsers[-1], screen) if driver and screen and browsers else None


class WebKitPage:
    """One page, by the commands of W3C WebDriver."""

    def __init__(self, client: httpx.AsyncClient, session: str) -> None:
        self._client = client
        self._session = session

    async def resize(self, width: int, height: int) -> None:
        """The window: the browser has a least width, so that a page may be wider than was asked for."""
        await self._call("window/rect", width=width, height=height)

    async def goto(self, url: str) -> None:
        """Show the page, and come back when it has loaded."""
        await self._call("url", url=url)

    async def evaluate(self, source: str) -> Any:
        """What the expression gives, once its promise is kept."""
        script = (
            "const done = arguments[0];"
            f"Promise.resolve({source}).then((value) => done({{ value }}), (error) => done({{ error: String(error) }}))"
        )
        result = await self._call("execute/async", script=script, args=[])
        assert "error" not in result, result["error"]
        return result.get("value")

    async def screenshot(self) -> bytes:
        """What is in view, as a PNG."""
        answer = await self._client.get(f"/session/{self._session}/screenshot")
        return base64.b64decode(answer.raise_for_status().json()["value"])

    async def _call(self, command: str, **body: Any) -> Any:
        answer = await self._client.post(f"/session/{self._session}/{command}", json=body)
        value = answer.json()["value"]
        assert answer.is_success, f"{command}: {value['error']}: {value['message']}"
        return value


@asynccontextmanager
async def webkit_page(webkit: WebKit, home: Path) -> AsyncIterator[WebKitPage]:
    """A page of a browser with a fresh profile in `home`; browser, driver and screen end with it."""
    async with _screen(webkit) as display:
        port = free_port()
        driver = await asyncio.create_subprocess_exec(
            *(webkit.driver, f"--port={port}"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=os.environ | {"DISPLAY": display, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "NO_AT_BRIDGE": "1"},
        )
        try:
            url = f"http://127.0.0.1:{port}"
            async with httpx.AsyncClient(base_url=url, timeout=ANSWER_TIMEOUT_S, trust_env=False) as client:
                session = await _session(client, webkit)
                try:
                    yield WebKitPage(client, session)
                finally:
                    await client.delete(f"/session/{session}")
        finally:
            driver.terminate()
            await driver.wait()


@asynccontextmanager
async def _screen(webkit: WebKit) -> AsyncIterator[str]:
    """The name of a display of its own: Xvfb chooses a free number and says it."""
    screen = await asyncio.create_subprocess_exec(
        *(webkit.screen, "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert screen.stdout is not None
        async with asyncio.timeout(START_TIMEOUT_S):
            number = (await screen.stdout.readline()).decode().strip()
        assert number, "Xvfb has not started"
        yield f":{number}"
    finally:
        screen.terminate()
        await screen.wait()


async def _session(client: httpx.AsyncClient, webkit: WebKit) -> str:
    """A browser, started by the driver once that listens."""
    options = {"binary": webkit.browser, "args": ["--automation"]}
    wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
    async with asyncio.timeout(START_TIMEOUT_S):
        while True:
            try:
                answer = await client.post("/session", json=wanted)
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
                continue
            session: str = answer.raise_for_status().json()["value"]["sessionId"]
            await client.post(f"/session/{session}/timeouts", json={"script": int(ANSWER_TIMEOUT_S * 1000)})
            return session
