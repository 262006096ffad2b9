"""A Chromium of the system's packages, pages on it, and the servers they talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer
from tests.support.web_app import built_app

# No sandbox: containers often have none. A made-up microphone for the dictation.
ARGUMENTS = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
PATIENCE_MS = 60_000
"""A machine that runs other tests at the same time is slow; nothing here measures it."""
expect.set_options(timeout=PATIENCE_MS)
ARTIFACTS = Path(__file__).parents[2] / "artifacts"


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """A browser of this test's own: playwright's loop then ends with the test's."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, timeout=2 * PATIENCE_MS)
        yield browser
        await browser.close()


@pytest.fixture
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


@pytest.fixture
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
