"""Slowing the browser down, so that a test which only passes on a quick machine fails here."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page

LATENCY_MS = 40
"""What each request waits longer, for each time that the processor is slower."""


def slower() -> float:
    """How many times slower than this machine the pages run: PP_SLOW_BROWSER."""
    return float(os.environ.get("PP_SLOW_BROWSER", "1"))


def slow_mo_ms() -> float:
    """How long the driver waits before each thing it does, as a test on a busy machine does: PP_SLOW_DRIVER."""
    return float(os.environ.get("PP_SLOW_DRIVER", "0"))


def slow_down(browser: Browser, times: float) -> None:
    """Every page of every profile that is opened from now on runs so many times slower, and waits for its requests."""
    new_context = browser.new_context

    async def slow_context(**options: Any) -> BrowserContext:
        context = await new_context(**options)
        context.on("page", partial(_slow_page, times))
        return context

    browser.new_context = slow_context  # type: ignore[method-assign]


async def _slow_page(times: float, page: Page) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    await session.send("Network.enable")
    network = {"offline": False, "latency": LATENCY_MS * times, "downloadThroughput": -1, "uploadThroughput": -1}
    await session.send("Network.emulateNetworkConditions", network)
