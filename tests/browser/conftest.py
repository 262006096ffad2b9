"""A Chromium of the system's packages, pages on it, and the servers they talk to.

One browser serves all tests of a worker: starting one takes longer than most tests. Each test has a profile of its own
in it. What talks to the browser lives on one event loop, so these tests and their fixtures share the session's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Playwright, async_playwright, expect

from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer
from tests.browser.slowly import slow_down, slow_mo_ms, slower
from tests.browser.web_site import SharedApp
from tests.support.web_app import built_app

FEATURES_OFF_BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
)  # fmt: skip
"""Named again: of two `--disable-features` Chromium takes the last."""
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
"""Chromium's own address bar, a page of two hundred modules, and a process for the next site: both are made for each
profile and never seen. Without them a profile with an empty page takes 0.35 s of a processor, with them 1.1 s."""
# No sandbox: containers often have none. A made-up microphone for the dictation.
ARGUMENTS = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
LEAN = [
    *ARGUMENTS,
    f"--disable-features={','.join([*FEATURES_OFF_BY_PLAYWRIGHT, *UNSEEN])}",
]
PATIENCE_MS = 60_000
"""A machine that runs other tests at the same time is slow; nothing here measures it."""
expect.set_options(timeout=PATIENCE_MS)
FOLDER = Path(__file__).parent
ARTIFACTS = Path(__file__).parents[2] / "artifacts"


class Chromium:
    """The one browser of a whole run: starting it and playwright's driver costs more than most tests do."""

    def __init__(self, playwright: Playwright, path: str, arguments: list[str]) -> None:
        self._playwright = playwright
        self._path = path
        self._arguments = arguments
        self._browser: Browser | None = None

    async def browser(self) -> Browser:
        """The browser; another one when a test has left it dead."""
        if self._browser is None or not self._browser.is_connected():
            self._browser = await self._playwright.chromium.launch(
                executable_path=self._path, args=self._arguments, timeout=2 * PATIENCE_MS, slow_mo=slow_mo_ms()
            )
            if slower() > 1:
                slow_down(self._browser, slower())
        return self._browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of this folder share one event loop, which is the browser's: the other tests have one each."""
    for item in items:
        if FOLDER in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_chromium(chromium: str) -> AsyncIterator[Chromium]:
    """Playwright, for as long as the run takes; the browsers it started end with it."""
    async with async_playwright() as playwright:
        yield Chromium(playwright, chromium, LEAN)


@pytest_asyncio.fixture(loop_scope="session")
async def browser(shared_chromium: Chromium) -> AsyncIterator[Browser]:
    """The run's browser with no profile open: the profiles that a test opens are closed after it."""
    browser = await shared_chromium.browser()
    yield browser
    for context in browser.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A fresh profile, wide."""
    context = await browser.new_context(viewport={"width": 1000, "height": 800}, locale="en-US")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    await context.close()


@pytest.fixture
def scripted() -> Iterator[ScriptedServer]:
    """A ChatKit server that answers by script."""
    with ScriptedServer() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def watched(context: BrowserContext, scripted: ScriptedServer) -> AsyncIterator[Watched]:
    """A page with the element under a strict policy; the test fails on any request elsewhere and any violation."""
    page = await context.new_page()
    watched = Watched(page, scripted.url)
    await page.goto(f"{scripted.url}/page/plain.html")
    yield watched
    watched.assert_clean()


@pytest.fixture
def artifacts() -> Path:
    """Where screenshots go; git ignores it, CI keeps it."""
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS


@pytest.fixture(scope="session")
def web_app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the Next.js app, built from its sources as they are."""
    return built_app(tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def shared_app(web_app: Path) -> Iterator[SharedApp]:
    """A process of the app with the development sign-in, for the tests that need no other."""
    with SharedApp.running() as shared_app:
        yield shared_app
