"""Driving the Next.js app as a user would, and keeping what its browser was sent."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from playwright.async_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Request, Response, expect

from app import services_for
from professor_lock.auth.caller import Authenticator
from professor_lock.secret_strength import new_secret
from professor_lock.settings import Settings
from professor_lock.wiring import Build, Services
from tests.support.free_port import free_port
from tests.support.running_server import RunningServer, settings_for
from tests.support.web_app import WebApp

PATIENCE_MS = 60_000
"""How long a page may take on a machine that does much else; nothing here measures it."""
KEPT = "professor-lock.thread."
"""What the last thread is remembered by, before the user's id."""


@dataclass(frozen=True, slots=True)
class Site:
    """The app and the server behind it."""

    web: WebApp
    server: RunningServer
    server_key: str

    @property
    def url(self) -> str:
        """Where people go."""
        return self.web.url

    def refused(self) -> list[dict[str, Any]]:
        """Requests to the server's chat that ended with 401."""
        return [line for line in self.server.logged("request") if line["status"] == 401 and line["path"] == "/chatkit"]

    def minted(self) -> int:
        """Client secrets so far."""
        return len(self.server.logged("ChatKit session created"))


class SharedApp:
    """One process of the app for all tests that need nothing else of it: each starts its server at the same port.

    A start of the app takes seconds of a processor.
    """

    def __init__(self, app: WebApp, port: int, key: str) -> None:
        self.app = app
        self.port = port
        self.key = key

    @classmethod
    @contextmanager
    def running(cls, **more: str) -> Iterator[Self]:
        """With `more` variables of the app."""
        port, key = free_port(), new_secret()
        environ = {
            "NEXT_PUBLIC_CHATKIT_SERVER_URL": f"http://127.0.0.1:{port}",
            "PP_SERVER_KEY": key,
            "PP_DEVELOPMENT_SIGN_IN": "on",
        }
        with WebApp(environ | more) as app:
            yield cls(app, port, key)

    @property
    def url(self) -> str:
        """Where people go."""
        return self.app.url

    @contextmanager
    def site(self, database: str, data_dir: Path, build: Build = services_for, **variables: Any) -> Iterator[Site]:
        """The app with a server of the test's own. `variables` are the server's."""
        settings = settings_for(database, data_dir, **{"PP_AUTH": "session", "PP_SERVER_KEY": self.key} | variables)
        with RunningServer(settings, build, self.port) as server:
            yield Site(self.app, server, self.key)


@contextmanager
def running_site(
    database: str, data_dir: Path, *, build: Build = services_for, settings: Settings | None = None, **web: str
) -> Iterator[Site]:
    """Both of the test's own, joined by a server key; demo model and data. `web` are variables of the app, and win.

    In their values, `{server}` stands for the server's address.
    """
    key = new_secret()
    settings = settings or settings_for(database, data_dir, PP_AUTH="session", PP_SERVER_KEY=key)
    with RunningServer(settings, build) as server:
        environ = {
            "NEXT_PUBLIC_CHATKIT_SERVER_URL": server.url,
            "PP_SERVER_KEY": settings.server_key or "",
            "PP_DEVELOPMENT_SIGN_IN": "on",
        }
        with WebApp(environ | {name: value.replace("{server}", server.url) for name, value in web.items()}) as app:
            yield Site(app, server, key)


class Visitor:
    """One user in one browser profile, on the app's pages. Console errors and foreign requests are kept."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.problems: list[str] = []
        self.requests: list[Request] = []
        self.responses: list[Response] = []
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)
        page.on("response", self._response)

    async def sign_in(self, name: str, tier: str = "free") -> None:
        """Through the development form, to the chat."""
        await self.page.goto(f"{self.site}/professor-lock")
        await self.page.get_by_label("Name").fill(name)
        await self.page.get_by_label("Tier").select_option(tier)
        await self.page.get_by_role("button", name="Sign in").click()
        await expect(self.page).to_have_url(f"{self.site}/professor-lock", timeout=PATIENCE_MS)

    async def sign_out(self) -> None:
        """To the sign-in page."""
        await self.page.get_by_role("button", name="Sign out").click()
        await expect(self.page).to_have_url(f"{self.site}/sign-in", timeout=PATIENCE_MS)

    async def send(self, question: str) -> None:
        """Type and send."""
        await self.field.fill(question)
        await self.field.press("Enter")

    async def ask(self, question: str, *, sees: str) -> None:
        """Type, send, and wait until the answer with this text in it has ended."""
        await self.send(question)
        await self.sees(sees)
        await self.settled()

    async def settled(self) -> None:
        """Until nothing is being answered any more."""
        await expect(self.chat.get_by_role("log")).to_have_attribute("aria-busy", "false", timeout=PATIENCE_MS)
        await expect(self.page.get_by_role("button", name="Stop")).to_have_count(0, timeout=PATIENCE_MS)

    async def last_thread(self, name: str) -> str | None:
        """What this browser remembers of that user."""
        thread: str | None = await self.page.evaluate("(name) => localStorage.getItem(name)", f"{KEPT}{name}")
        return thread

    async def sees(self, text: str) -> None:
        """The chat shows this text, or soon does."""
        await expect(self.see(text)).to_be_visible(timeout=PATIENCE_MS)

    def see(self, text: str) -> Locator:
        """The last place in the chat that shows this text to eyes: what only screen readers are told is not meant."""
        return self.chat.get_by_text(text).and_(self.page.locator(":not(.ck-hidden)")).last

    async def sees_trouble(self, kind: str) -> Locator:
        """The panel of that kind, and no other."""
        panel = self.page.get_by_role("alert").and_(self.page.locator("[data-trouble]"))
        await expect(panel).to_have_attribute("data-trouble", kind, timeout=PATIENCE_MS)
        await expect(panel).to_be_visible()
        return panel

    async def sees_no_trouble(self) -> None:
        """No panel is there."""
        await expect(self.page.locator("[data-trouble]")).to_have_count(0)

    @property
    def chat(self) -> Locator:
        """The element."""
        return self.page.locator("openai-chatkit")

    @property
    def field(self) -> Locator:
        """Where questions are typed."""
        return self.page.get_by_role("textbox", name="Message")

    async def everything_received(self) -> str:
        """All texts the browser was sent so far: pages, scripts, answers; and its cookies and stored values."""
        texts = [str(await self.page.context.cookies()), str(await self.page.context.storage_state())]
        for response in list(self.responses):
            if response.status not in (204, 301, 302, 303, 304, 307, 308):
                texts.append(str(response.headers))
                texts.append(await _text_of(response))
        return "\n".join(texts)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request)

    def _response(self, response: Response) -> None:
        self.responses.append(response)

    def _error(self, error: Error) -> None:
        self.problems.append(f"uncaught: {error.message}")


async def _text_of(response: Response) -> str:
    try:
        return (await asyncio.wait_for(response.body(), 5)).decode("utf-8", "replace")
    except Error as error:  # the body of a preflight, or of a page that was left, is not kept by the browser
        if "No resource" in str(error) or "preflight" in str(error) or "No data" in str(error):
            return ""
        raise


async def visitor(context: BrowserContext, site: str) -> Visitor:
    """A new page in that profile, with patience for a busy machine."""
    context.set_default_timeout(PATIENCE_MS)
    return Visitor(await context.new_page(), site)


class MovedClock:
    """Seconds since the epoch as a server believes them: `ahead_s` of the truth, and `per_call_s` more at each look."""

    def __init__(self, per_call_s: float = 0.0) -> None:
        self.ahead_s = 0.0
        self._per_call_s = per_call_s

    def __call__(self) -> float:
        self.ahead_s += self._per_call_s
        return time.time() + self.ahead_s

    @asynccontextmanager
    async def build(self, settings: Settings) -> AsyncIterator[Services]:
        """The parts of a server whose tokens go by this clock."""
        async with services_for(settings) as parts:
            yield replace(parts, auth=Authenticator(settings, self))
