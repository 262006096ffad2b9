"""The page for operators in Chromium: sign in, look, act; nothing that people wrote becomes markup."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, expect

from tests.browser.test_accessibility import violations
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.running_server import RunningServer, settings_for

pytestmark = pytest.mark.browser
MARKUP = "<img src=x onerror=\"document.title='taken over'\">"


async def test_an_operator_signs_in_looks_blocks_and_leaves(
    context: BrowserContext, database: str, tmp_path: Path
) -> None:
    with OpenAIServer(lambda _: Turn.of(f"Hello {MARKUP}")) as model:
        settings = settings_for(database, tmp_path, model=model, PP_ADMIN_TOKEN="operator")
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as ann:
                chat = await ann.chat().send("Hi")
                answer = next(item for item in chat.items if item["type"] == "assistant_message")
                await ann.call(requests.feedback(chat.thread_id, [answer["id"]], "negative"))
                page = await context.new_page()
                problems: list[str] = []
                page.on("pageerror", lambda error: problems.append(str(error)))
                await page.goto(f"{server.url}/admin")
                await page.get_by_label("Admin token").fill("wrong")
                await page.get_by_role("button", name="Look", exact=True).click()
                await expect(page.get_by_role("alert")).to_contain_text("admin token")
                await page.get_by_label("Admin token").fill("operator")
                await page.get_by_role("button", name="Look", exact=True).click()
                users = page.locator('[data-table="users"]')
                await expect(users).to_contain_text("ann")
                await expect(page.locator('[data-table="feedback"]')).to_contain_text(MARKUP)
                await expect(page.locator('[data-table="sources"]')).to_contain_text("odds")
                await expect(page.locator('[data-table="audit"]')).to_contain_text("overview")
                await expect(page.locator('[data-table="retention"]')).to_contain_text("conversations")
                await expect(
                    page.get_by_text(f"the process {socket.gethostname()}:{os.getpid()}").first
                ).to_be_visible()
                assert await page.title() == "Professor Lock, operators"
                assert await violations(page) == []
                form = page.get_by_role("form", name="Act on a user")
                await form.get_by_label("User").fill("ann")
                await form.get_by_label("Why").fill("spam")
                await form.get_by_role("button", name="Do it").click()
                await expect(page.locator("#done")).to_have_text("Done: block, ann")
                await expect(users).to_contain_text("spam")
                with pytest.raises(HttpFailure):
                    await ann.call(requests.list_threads())
                await page.reload()
                await expect(users).to_contain_text("ann")
                await page.get_by_role("button", name="Leave").click()
                await expect(page.get_by_label("Admin token")).to_be_visible()
                await expect(page.locator("#sections")).to_be_hidden()
                assert problems == []
