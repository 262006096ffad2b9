"""The published React binding, unmodified: React 18 and 19, StrictMode, late script, two elements, unmounting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, expect

from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session", params=["react18", "react19"])
async def react(
    request: pytest.FixtureRequest, context: BrowserContext, scripted: ScriptedServer
) -> AsyncIterator[Watched]:
    """A watched page that is not yet anywhere; `open_page` takes it to the React version of this run."""
    page = await context.new_page()
    watched = Watched(page, scripted.url)
    watched.name = request.param
    yield watched
    watched.assert_clean()


async def open_page(watched: Watched, *, late: bool = False, query: str = "") -> None:
    suffix = "-late" if late else ""
    await watched.page.goto(f"{watched.origin}/page/{watched.name}{suffix}.html{query}")
    major = await watched.page.evaluate("() => window.reactVersion.split('.')[0]")
    assert f"react{major}" == watched.name


async def seen(watched: Watched, name: str = "first") -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = await watched.page.evaluate("() => window.seen")
    return [event for event in events if event["name"] == name]


def field(watched: Watched, name: str) -> Locator:
    return watched.page.get_by_role("region", name=name).get_by_role("textbox", name="Message")


@pytest.mark.parametrize("late", [False, True])
async def test_handlers_hear_everything_from_ready_on(react: Watched, late: bool) -> None:
    await open_page(react, late=late)
    await field(react, "first").fill("effect")
    await field(react, "first").press("Enter")
    await expect(react.page.get_by_role("paragraph").get_by_text("with effect")).to_be_visible()
    await react.page.wait_for_function("() => window.seen.some((event) => event.kind === 'response.end')")
    kinds = [event["kind"] for event in await seen(react)]
    assert kinds == ["ready", "response.start", "fetch", "thread.change", "effect", "response.end"]


async def test_an_initial_thread_that_is_not_there_is_told_to_the_handlers(react: Watched) -> None:
    react.forgive("404")
    await open_page(react, query="?thread=thr_none")
    await react.page.wait_for_function("() => window.seen.some((event) => event.kind === 'thread.load.end')")
    kinds = [event["kind"] for event in await seen(react) if event["kind"] != "fetch"]
    assert kinds == ["ready", "thread.load.start", "error", "thread.load.end"]


async def test_the_proxied_methods_work_and_client_tools_answer(react: Watched, scripted: ScriptedServer) -> None:
    await open_page(react)
    await react.page.wait_for_function("() => window.seen.some((event) => event.kind === 'ready')")
    await react.page.evaluate("() => window.first.setComposerValue({ text: 'drafted' })")
    await expect(field(react, "first")).to_have_value("drafted")
    await react.page.evaluate("() => window.first.focusComposer()")
    await expect(field(react, "first")).to_be_focused()
    await react.page.evaluate("() => window.first.sendUserMessage({ text: 'tool pick' })")
    await react.page.wait_for_function("() => window.seen.some((event) => event.kind === 'response.end')")
    assert scripted.sent("threads.add_client_tool_output")[0]["result"] == {"tool": "pick"}
    await expect(field(react, "first")).to_have_value("drafted")


async def test_class_names_reach_the_element_and_follow_changes(react: Watched) -> None:
    await open_page(react)
    element = react.page.locator("openai-chatkit")
    await expect(element).to_have_class("box light")
    await field(react, "first").fill("kept")
    await react.page.evaluate("() => window.setTheme('dark')")
    await expect(element).to_have_class("box dark")
    await expect(react.page.locator(".ck-dark")).to_have_count(1)
    await expect(field(react, "first")).to_have_value("kept")


async def test_two_elements_do_not_hear_each_other(react: Watched) -> None:
    await open_page(react, query="?two")
    await field(react, "second").fill("hello")
    await field(react, "second").press("Enter")
    await react.page.wait_for_function("() => window.seen.some((event) => event.kind === 'response.end')")
    assert [event["kind"] for event in await seen(react, "first")] == ["ready"]


async def test_unmounting_in_mid_stream_ends_the_request_and_mounting_again_starts_afresh(react: Watched) -> None:
    await open_page(react)
    await field(react, "first").fill("hang")
    await field(react, "first").press("Enter")
    await expect(react.page.get_by_role("paragraph").get_by_text("so far")).to_be_visible()
    async with react.page.expect_event("requestfailed"):
        await react.page.evaluate("() => window.unmount()")
    await react.page.evaluate("() => window.mount()")
    await expect(react.page.get_by_text("What can I help with today?")).to_be_visible()
