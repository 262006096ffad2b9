"""Driving a page with the element, and noticing what should not happen on it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.async_api import ConsoleMessage, Error, Locator, Page, Request, expect


async def picture(card: Locator, path: Path) -> None:
    """Keep a picture of a whole card: of one that is taller than its thread a browser draws what lies beside it."""
    page = card.page
    size, box = page.viewport_size, await card.bounding_box()
    assert size is not None
    assert box is not None
    await page.set_viewport_size({"width": size["width"], "height": int(box["height"]) + 600})
    await card.evaluate("(card) => card.scrollIntoView({block: 'end'})")
    await card.screenshot(path=path)
    await page.set_viewport_size(size)


PATIENCE_S = 60.0


async def eventually(look: Callable[[], bool]) -> None:
    """Wait until `look` says so: for what a server does a moment after the page has shown it."""
    deadline = time.monotonic() + PATIENCE_S
    while not look():
        assert time.monotonic() < deadline, "what was waited for did not come"
        await asyncio.sleep(0.02)


class Watched:
    """A page that keeps every console error, policy violation and request outside its origin."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.name = ""
        self.origin = origin
        self.problems: list[str] = []
        self.forgiven: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)

    async def start(self, options: dict[str, Any] | None = None) -> None:
        """`setOptions` with the page's own server as the API; functions cannot be given this way."""
        await self.page.evaluate("(options) => window.start(options)", options or {})

    async def start_with(self, source: str) -> None:
        """`setOptions` with the object that the JavaScript expression gives: it may hold functions."""
        await self.page.evaluate(f"async () => window.start({source})")

    async def send(self, text: str) -> None:
        """Type and press Enter."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def ask(self, text: str) -> None:
        """Send, and wait until the answer has ended. One that still comes ends first: nothing is sent meanwhile."""
        await self.page.wait_for_function(
            """() => {
              const heard = (name) => window.events.filter((event) => event.name === name).length;
              return heard("response.start") === heard("response.end");
            }"""
        )
        ended = await self.count("response.end")
        await self.send(text)
        await self.page.wait_for_function(
            "(n) => window.events.filter((event) => event.name === 'response.end').length > n", arg=ended
        )

    async def has_uploaded(self, files: int = 1) -> None:
        """Wait until so many files of the draft have arrived: until then nothing is sent."""
        await expect(self.page.locator(".ck-chip-ready")).to_have_count(files)

    async def settle(self) -> None:
        """Wait until what is drawn is painted and every picture has come or failed: all that they ask for is known."""
        await self.page.evaluate(
            """async () => {
              const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              await frame();
              const root = document.querySelector('openai-chatkit').shadowRoot;
              const coming = [...root.querySelectorAll('img')].filter((img) => img.loading !== 'lazy' && !img.complete);
              await Promise.all(coming.map((img) => new Promise((done) => (img.onload = img.onerror = done))));
              await frame();
            }"""
        )

    async def count(self, name: str) -> int:
        return len([event for event in await self.events() if event["name"] == name])

    async def has_heard(self, name: str, times: int = 1) -> None:
        """Wait until the element has sent the event so often."""
        await self.page.wait_for_function(
            "([name, times]) => window.events.filter((event) => event.name === name).length >= times", arg=[name, times]
        )

    async def events(self) -> list[dict[str, Any]]:
        """Every `chatkit.*` event so far but the log."""
        events: list[dict[str, Any]] = await self.page.evaluate("() => window.events")
        return events

    async def call(self, method: str, *arguments: Any) -> str | None:
        """The message of what the method rejects with, or None."""
        message: str | None = await self.page.evaluate(
            "([method, args]) => document.getElementById('chat')[method](...args).then(() => null, (e) => e.message)",
            [method, list(arguments)],
        )
        return message

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message")

    def see(self, text: str) -> Locator:
        """The last place that shows this text."""
        return self.page.locator("openai-chatkit").get_by_text(text).last

    async def sees(self, text: str) -> None:
        await expect(self.see(text)).to_be_visible()

    def forgive(self, part: str) -> None:
        """A console error with this in it is what the test is about."""
        self.forgiven.append(part)

    def assert_clean(self) -> None:
        left = [problem for problem in self.problems if not any(part in problem for part in self.forgiven)]
        assert not left, "\n".join(left)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: Error) -> None:
        self.problems.append(f"uncaught: {error.message}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.problems.append(f"request: {request.url}")
