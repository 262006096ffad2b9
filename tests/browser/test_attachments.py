"""A picture of a slip on the page at "/": chosen, uploaded, sent, still there after a reload; on the whole server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, FilePayload, Page, expect

from tests.browser.test_page import opened, settled
from tests.support.files import PDF, png
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import query

pytestmark = pytest.mark.browser

SLIP: FilePayload = {"name": "my slip.png", "mimeType": "image/png", "buffer": png(320, 200)}


@pytest.fixture
def demo(database: str, tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(settings_for(database, tmp_path)) as server:
        yield server


async def shows_the_picture(page: Page) -> None:
    """Loaded, and from this server: not from the page's own memory."""
    picture = page.locator("img.ck-file-image")
    await expect(picture).to_have_count(1)
    await expect(picture).to_have_attribute("alt", "my slip.png")
    await page.wait_for_function(
        "() => document.getElementById('chat').shadowRoot.querySelector('img.ck-file-image')?.naturalWidth === 320"
    )
    source = await picture.get_attribute("src")
    assert source is not None
    assert "/attachments/atc_" in source


async def test_a_picture_is_sent_and_still_seen_after_a_reload(
    context: BrowserContext, demo: RunningServer, artifacts: Path
) -> None:
    watched = await opened(context, demo.url)
    page = watched.page
    await page.locator("input[type=file]").set_input_files(SLIP)
    await expect(page.locator(".ck-chip-ready")).to_have_count(1)
    await page.screenshot(path=artifacts / "attachment-chosen.png")
    await watched.send("What does my slip say?")
    await settled(page)
    await shows_the_picture(page)
    await expect(page.get_by_role("log").get_by_text("I cannot look at files")).to_be_visible()
    await page.screenshot(path=artifacts / "attachment-sent.png")
    before = await page.locator("img.ck-file-image").get_attribute("src")
    await page.reload()
    await expect(page.get_by_role("log").get_by_text("I cannot look at files")).to_be_visible()
    await shows_the_picture(page)
    assert await page.locator("img.ck-file-image").get_attribute("src") != before, "the address is made anew"
    await page.screenshot(path=artifacts / "attachment-reloaded.png")
    watched.assert_clean()


async def test_a_file_that_is_taken_back_is_gone_and_one_that_lies_is_refused(
    context: BrowserContext, demo: RunningServer, database: str, tmp_path: Path
) -> None:
    watched = await opened(context, demo.url)
    watched.forgive("415")
    page, picker = watched.page, watched.page.locator("input[type=file]")
    await picker.set_input_files({"name": "slip.pdf", "mimeType": "application/pdf", "buffer": PDF})
    await expect(page.locator(".ck-chip-ready")).to_have_count(1)
    async with page.expect_response(lambda answer: "attachments.delete" in (answer.request.post_data or "")):
        await page.get_by_role("button", name="Remove slip.pdf").click()
    assert await query(database, "SELECT id FROM chatkit_attachments") == []
    assert list((tmp_path / "attachments").iterdir()) == []
    await picker.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"<svg onload='alert(1)'>"})
    await expect(page.locator(".ck-chip-failed")).to_have_count(1)
    await expect(page.get_by_text("a.png: The file is not what its name says.").first).to_be_visible()
    await expect(page.get_by_role("button", name="Send message")).to_be_disabled()
    await picker.set_input_files({"name": "a.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"})
    await expect(page.locator(".ck-chip")).to_have_count(1)
    watched.assert_clean()
