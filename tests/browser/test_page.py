"""The page at "/" on the real server: the demo model, and a fake OpenAI behind it where timing matters."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from app import services_for
from professor_lock.timings import DataTimings, Timings
from tests.browser.looking import Watched
from tests.browser.test_accessibility import violations
from tests.fakes.openai_script import Call, Turn, say
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.sub_path import SubPathProxy
from tests.support.free_port import free_port
from tests.support.running_server import RunningServer, settings_for

pytestmark = pytest.mark.browser


def word(number: int) -> str:
    """A word of its own for each number, without a digit: numbers of no source are not shown."""
    return "word" + str(number).translate(str.maketrans("0123456789", "abcdefghij"))


STORY = " ".join(word(number) + "." * (number % 3 == 2) for number in range(120)) + " the end."
"""Sentences of three words: each is shown when it is whole."""


@pytest.fixture
def demo(database: str, tmp_path: Path) -> Iterator[RunningServer]:
    """The whole server with the demo model and the demo slate, as `manage.py serve` starts it."""
    with RunningServer(settings_for(database, tmp_path)) as server:
        yield server


@pytest.fixture
def rest() -> threading.Event:
    """Lets the slow model say the rest of its story."""
    return threading.Event()


@pytest.fixture
def model(rest: threading.Event) -> Iterator[OpenAIServer]:
    """A model that says 60 words, and 60 more and "the end" when it may."""
    with OpenAIServer(lambda _request: Turn.of(replace(say(STORY, delay_s=0.01), until=rest))) as server:
        yield server


@pytest.fixture
def slow(database: str, tmp_path: Path, model: OpenAIServer) -> Iterator[RunningServer]:
    """The whole server with that model behind it."""
    with RunningServer(settings_for(database, tmp_path, model=model)) as server:
        yield server


@pytest.fixture
def demo_port() -> int:
    """For a server whose address must be known before it starts."""
    return free_port()


async def opened(context: BrowserContext, url: str) -> Watched:
    """The page, once the chat can be used."""
    watched = Watched(await context.new_page(), url)
    await watched.page.add_init_script(
        "window.ends = 0; document.addEventListener('chatkit.response.end', () => window.ends++, true);"
    )
    await watched.page.goto(url)
    await expect(watched.page.locator(".ck-field textarea")).to_be_visible()
    return watched


@pytest_asyncio.fixture(loop_scope="session")
async def home(context: BrowserContext, demo: RunningServer) -> AsyncIterator[Watched]:
    """The page on the demo server; nothing may have gone wrong on it in the end."""
    watched = await opened(context, demo.url)
    yield watched
    watched.assert_clean()


async def settled(page: Page) -> None:
    """The answer is complete."""
    await expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    await expect(page.get_by_role("button", name="Send message")).to_be_visible(timeout=20_000)


@asynccontextmanager
async def answered(page: Page) -> AsyncIterator[None]:
    """What is done inside makes the server answer; come back when it has."""
    ends = await page.evaluate("() => window.ends")
    yield
    await page.wait_for_function("(ends) => window.ends > ends", arg=ends)


async def choose(watched: Watched, prompt: str) -> None:
    """Click a starter prompt and wait for the whole answer."""
    await watched.page.get_by_role("button", name=prompt).click()
    await expect(watched.page.locator(".ck-turn")).to_have_count(1)
    await expect(watched.page.locator(".ck-widget, .ck-assistant").first).to_be_visible(timeout=15_000)
    await settled(watched.page)


QUESTIONS = {
    "Show me tonight's NBA odds": "NBA odds",
    "Show me odds for Lakers vs Warriors": "Lakers",
    "Build me a 3-leg parlay": "Bet slip · 3 legs",
    "What's LeBron James averaging": "LeBron James",
    "Search for weather in Denver": "Denver",
}


@pytest.mark.parametrize("prompt", QUESTIONS)
async def test_each_starter_prompt_is_answered_with_a_card(home: Watched, artifacts: Path, prompt: str) -> None:
    await expect(home.page.locator("#demo")).to_be_visible()
    await choose(home, prompt)
    cards = home.page.locator(".ck-card")
    await expect(cards.filter(has_text=QUESTIONS[prompt]).first).to_be_visible()
    await expect(cards.first.get_by_text("DEMO").first).to_be_visible()
    name = re.sub(r"\W+", "-", QUESTIONS[prompt].lower())
    await home.page.screenshot(path=artifacts / f"page-{name}.png")


async def test_a_search_ends_in_one_card_that_says_what_was_found(home: Watched) -> None:
    """The card that said it searches is the one that has the results; the demo's search has one, at once."""
    await home.send("Search the web for a new arena in Las Vegas")
    card = home.page.locator(".ck-card")
    await expect(card).to_contain_text("1 result")
    await expect(card).to_contain_text("the web was not searched")
    await expect(card).not_to_contain_text("Searching")
    await expect(card).to_have_count(1)


async def test_a_slip_is_restaked_loses_a_leg_and_is_locked(home: Watched, artifacts: Path) -> None:
    await choose(home, "Build me a 3-leg parlay")
    page = home.page
    slip = page.locator(".ck-card", has_text="Bet slip").last
    returned = slip.locator(".ck-flex", has_text=re.compile("^To win")).last
    before = await returned.inner_text()
    await slip.get_by_label("Stake in dollars").fill("25")
    await expect(returned).not_to_have_text(before)
    await slip.get_by_role("button", name="Remove").last.click()
    await expect(page.locator(".ck-card", has_text="Bet slip · 2 legs").last).to_be_visible()
    await expect(page.get_by_label("Stake in dollars").last).to_have_value("25")
    await page.get_by_role("button", name="Lock It In").last.click()
    await expect(page.get_by_text(re.compile("locked|recorded|saved", re.IGNORECASE)).last).to_be_visible()
    await page.screenshot(path=artifacts / "page-locked.png")


async def test_stop_reaches_the_model_and_keeps_the_words_that_came(
    context: BrowserContext, slow: RunningServer, model: OpenAIServer
) -> None:
    watched = await opened(context, slow.url)
    await watched.send("Tell me a long story")
    await expect(watched.page.locator(".ck-assistant")).to_contain_text(word(5))
    await watched.page.get_by_role("button", name="Stop").click()
    await settled(watched.page)
    assert await (await model.exchange()).ended() == "hung_up"
    await expect(watched.page.locator(".ck-assistant")).to_contain_text(word(5))
    await expect(watched.page.get_by_text("the end")).to_have_count(0)
    await watched.page.reload()
    await expect(watched.page.locator(".ck-assistant")).to_contain_text(word(5))
    watched.assert_clean()


async def test_a_reload_in_mid_answer_joins_the_same_answer_again(
    context: BrowserContext, slow: RunningServer, model: OpenAIServer, rest: threading.Event
) -> None:
    watched = await opened(context, slow.url)
    await watched.send("Tell me a long story")
    await expect(watched.page.locator(".ck-assistant")).to_contain_text(word(9))
    await watched.page.reload()
    await expect(watched.page.locator(".ck-assistant")).to_contain_text(word(9))
    rest.set()
    await expect(watched.page.locator(".ck-assistant")).to_contain_text("the end")
    await settled(watched.page)
    await expect(watched.page.locator(".ck-assistant")).to_have_count(1)
    await expect(watched.page.locator(".ck-bubble")).to_have_count(1)
    assert await watched.page.locator(".ck-assistant").inner_text() == STORY
    assert len(model.requests) == 1
    watched.assert_clean()


async def test_an_answer_goes_on_after_the_network_was_gone(
    context: BrowserContext, slow: RunningServer, model: OpenAIServer, rest: threading.Event
) -> None:
    watched = await opened(context, slow.url)
    watched.forgive("ERR_")
    await watched.send("Tell me a long story")
    await expect(watched.page.locator(".ck-assistant")).to_contain_text(word(9))
    session = await context.new_cdp_session(watched.page)
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    async with answered(watched.page):  # as far as it came: the connection is gone
        await session.send("Network.emulateNetworkConditions", offline)
        rest.set()  # the browser notices when something comes
    await session.send("Network.emulateNetworkConditions", offline | {"offline": False})
    await expect(watched.page.locator(".ck-assistant")).to_contain_text("the end")
    await expect(watched.page.locator(".ck-assistant")).to_have_count(1)
    assert len(model.requests) == 1


async def test_retry_feedback_history_rename_and_delete(home: Watched) -> None:
    page = home.page
    await choose(home, "What's LeBron James averaging")
    async with page.expect_response(lambda response: "items.feedback" in (response.request.post_data or "")) as rated:
        await page.get_by_role("button", name="Good answer").click()
    assert (await rated.value).status == 200
    await expect(page.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    async with answered(page):
        await page.get_by_role("button", name="Answer again").click()
    await expect(page.locator(".ck-bubble")).to_have_count(1)
    await expect(page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
    await page.get_by_role("button", name="New chat").click()
    await page.get_by_role("button", name="History", exact=True).click()
    panel = page.get_by_role("dialog", name="History")
    await panel.get_by_role("button", name=re.compile("^Options for")).click()
    await page.get_by_role("menuitem", name="Rename").click()
    await panel.get_by_role("textbox", name="Title").fill("The King")
    async with page.expect_response(lambda response: "threads.update" in (response.request.post_data or "")):
        await panel.get_by_role("textbox", name="Title").press("Enter")
    await expect(panel.get_by_text("The King")).to_be_visible()
    await page.reload()
    await page.get_by_role("button", name="History", exact=True).click()
    await panel.get_by_text("The King").click()
    await expect(page.get_by_role("heading", name="The King")).to_be_visible()
    await expect(page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
    await page.get_by_role("button", name="History", exact=True).click()
    await panel.get_by_role("button", name="Options for The King").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await page.get_by_role("dialog", name="Delete this").get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("What are we looking at tonight?")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("What are we looking at tonight?")).to_be_visible()
    await page.get_by_role("button", name="History", exact=True).click()
    await expect(page.get_by_text("No conversations yet")).to_be_visible()


async def test_back_goes_to_the_former_conversation_and_forward_again(home: Watched) -> None:
    page = home.page
    await choose(home, "What's LeBron James averaging")
    first = page.url
    await page.get_by_role("button", name="New chat").click()
    await choose(home, "Search for weather in Denver")
    second = page.url
    assert first != second
    await page.go_back()
    await expect(page.get_by_text("What are we looking at tonight?")).to_be_visible()
    await page.go_back()
    await expect(page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
    assert page.url == first
    await page.go_forward()
    await page.go_forward()
    await expect(page.locator(".ck-card", has_text="Denver").first).to_be_visible()
    assert page.url == second


async def test_the_menu_has_the_odds_format_that_was_asked_for_in_words(home: Watched) -> None:
    await home.send("set my odds format to decimal")
    await expect(home.page.get_by_text("it holds from now on").first).to_be_visible()
    await home.page.get_by_role("button", name="Menu", exact=True).click()
    await expect(home.page.get_by_label("Odds format")).to_have_value("decimal")


async def test_quick_changes_of_conversation_end_in_the_last_one_asked_for(home: Watched) -> None:
    """`home` fails on an uncaught error."""
    page = home.page
    await choose(home, "What's LeBron James averaging")
    first = page.url
    await page.get_by_role("button", name="New chat").click()
    await choose(home, "Search for weather in Denver")
    second = page.url
    await page.evaluate("(all) => all.forEach((one) => { location.href = one; })", [first, second, first])
    await expect(page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
    assert page.url == first
    await page.get_by_role("button", name="History", exact=True).click()
    await page.get_by_role("dialog", name="History").locator(".ck-history-open").last.click()
    await page.evaluate("(all) => all.forEach((one) => { location.href = one; })", [first, second])
    await expect(page.locator(".ck-card", has_text="Denver").first).to_be_visible()


async def test_back_while_a_conversation_opens_ends_in_the_one_before_it(home: Watched) -> None:
    """However long the first takes to open: what was asked for last is what is shown."""
    page = home.page
    await choose(home, "What's LeBron James averaging")
    first = page.url
    await page.get_by_role("button", name="New chat").click()
    await choose(home, "Search for weather in Denver")
    second = page.url
    await page.get_by_role("button", name="New chat").click()
    await expect(page.get_by_text("What are we looking at tonight?")).to_be_visible()
    looked = asyncio.Event()

    async def late(route: Route) -> None:
        if "threads.get_by_id" in (route.request.post_data or ""):
            await looked.wait()
        await route.continue_()

    await page.route("**/chatkit", late)
    async with page.expect_request(lambda one: "threads.get_by_id" in (one.post_data or "")):
        await page.evaluate("(one) => { location.href = one; }", second)
    await page.evaluate("(one) => { location.href = one; }", first)
    looked.set()
    await expect(page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
    assert page.url == first
    looked.clear()
    async with page.expect_request(lambda one: "threads.get_by_id" in (one.post_data or "")):
        await page.get_by_role("button", name="History", exact=True).click()
        await page.get_by_role("dialog", name="History").locator(".ck-history-open").first.click()
    await expect(page).to_have_url(second)
    await page.go_back()
    looked.set()
    await expect(page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
    assert page.url == first


async def test_back_while_an_answer_comes_stays_with_it(
    context: BrowserContext, slow: RunningServer, model: OpenAIServer
) -> None:
    """Also when it ends a moment later."""
    watched = await opened(context, slow.url)
    page = watched.page
    await watched.send("Tell me a long story")
    await expect(page.locator(".ck-assistant")).to_contain_text(word(2))
    where = page.url
    await page.evaluate(
        """() => new Promise((done) => {
          addEventListener("popstate", done, { once: true });
          history.back();
        })"""
    )
    await expect(page).to_have_url(where)
    await page.get_by_role("button", name="Stop").click()
    await settled(page)
    await expect(page.locator(".ck-assistant")).to_contain_text(word(2))
    assert page.url == where
    watched.assert_clean()


async def test_a_second_tab_learns_of_new_turns_when_it_is_looked_at(home: Watched, context: BrowserContext) -> None:
    await choose(home, "What's LeBron James averaging")
    other = Watched(await context.new_page(), home.origin)
    await other.page.goto(home.page.url)
    await expect(other.page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
    async with answered(home.page):
        await home.send("Search for weather in Denver")
    await settled(home.page)
    await other.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    await expect(other.page.locator(".ck-card", has_text="Denver").first).to_be_visible()
    other.assert_clean()


async def test_another_person_sees_nothing_of_the_first(home: Watched) -> None:
    page = home.page
    await choose(home, "What's LeBron James averaging")
    address = page.url
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("textbox", name="User").fill("somebody-else")
    await page.get_by_label("Tier").select_option("pro")
    await page.get_by_role("button", name="Use", exact=True).click()
    await expect(page.get_by_text("What are we looking at tonight?")).to_be_visible()
    await page.get_by_role("button", name="History", exact=True).click()
    await expect(page.get_by_text("No conversations yet")).to_be_visible()
    home.forgive("404")
    await page.goto("about:blank")
    await page.goto(address)
    await expect(page.get_by_text("This conversation could not be opened")).to_be_visible()


async def test_the_theme_follows_the_menu_and_is_kept(home: Watched) -> None:
    page = home.page
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_label("Theme").select_option("dark")
    await expect(page.locator("openai-chatkit .ck-dark")).to_have_count(1)
    await page.reload()
    await expect(page.locator("openai-chatkit .ck-dark")).to_have_count(1)


async def test_the_page_works_below_a_path_behind_a_proxy(
    context: BrowserContext, database: str, tmp_path: Path, demo_port: int
) -> None:
    with SubPathProxy(f"http://127.0.0.1:{demo_port}") as proxy:
        settings = settings_for(database, tmp_path, PP_PUBLIC_URL=proxy.url)
        with RunningServer(settings, port=demo_port):
            watched = await opened(context, f"{proxy.url}/")
            await choose(watched, "What's LeBron James averaging")
            await watched.page.locator("input[type=file]").set_input_files(
                {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Lakers -4.5"}
            )
            await watched.has_uploaded()
            await watched.send("Tell me a long story about nothing")
            await expect(watched.page.locator(".ck-turn")).to_have_count(2)
            await settled(watched.page)
            await watched.page.reload()
            await expect(watched.page.locator(".ck-card", has_text="LeBron James").first).to_be_visible()
        assert proxy.strays == []
        watched.assert_clean()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 1000), ("light", 360), ("dark", 360)])
async def test_axe_finds_nothing_on_the_page(browser: Browser, demo: RunningServer, scheme: str, width: int) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 740},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    watched = await opened(context, demo.url)
    assert await violations(watched.page) == []
    menu = watched.page.get_by_role("button", name="Menu")
    await menu.click()
    assert await violations(watched.page) == []
    await watched.page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await choose(watched, "Build me a 3-leg parlay")
    assert await violations(watched.page) == []
    await context.close()
    watched.assert_clean()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_fits_a_telephone(browser: Browser, demo: RunningServer, artifacts: Path, scheme: str) -> None:
    context = await browser.new_context(
        viewport={"width": 360, "height": 740},
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=True,
        is_mobile=True,
    )
    watched = await opened(context, demo.url)
    await watched.page.screenshot(path=artifacts / f"phone-start-{scheme}.png")
    await choose(watched, "Build me a 3-leg parlay")
    await watched.page.screenshot(path=artifacts / f"phone-slip-{scheme}.png")
    assert await watched.page.evaluate("() => document.documentElement.scrollWidth") == 360
    outside = await watched.page.evaluate(
        """() => [...document.getElementById('chat').shadowRoot.querySelectorAll('.ck-widget *')]
                 .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
                 .map((element) => element.className)"""
    )
    assert outside == []
    await context.close()
    watched.assert_clean()


MEASURES = """() => {
  const root = document.getElementById('chat').shadowRoot;
  const tall = (element) => (element ? element.getBoundingClientRect().height : 0);
  const lines = (element) => Math.round(tall(element) / parseFloat(getComputedStyle(element).lineHeight));
  const cut = (element) => element.scrollWidth > element.clientWidth;
  const print = root.querySelector('.ck-disclaimer p');
  return {
    above: document.getElementById('chat').getBoundingClientRect().top,
    thread: tall(root.querySelector('.ck-threadbox')),
    field: tall(root.querySelector('.ck-field')),
    print: print && print.offsetParent ? lines(print) : 0,
    cut: [...document.querySelectorAll('h1, #demo'), print].filter((el) => el && cut(el)).map((el) => el.localName),
    row: [...document.querySelectorAll('.bar > :not(.grow, [hidden])')].map((one) => one.getBoundingClientRect())
      .filter((box) => box.height && (box.bottom > 53 || box.right > innerWidth || box.left < 0)).length,
    sideways: document.documentElement.scrollWidth - innerWidth,
  };
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844), (320, 640)])
async def test_one_row_heads_the_page_and_the_composer_is_one_line_that_grows(
    browser: Browser, demo: RunningServer, width: int, height: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": height})
    watched = await opened(context, demo.url)
    page = watched.page
    await expect(page.locator("#demo")).to_have_text("DEMO")
    start = await page.evaluate(MEASURES)
    assert start["above"] <= 53  # the one row
    assert start["print"] == 1
    assert (start["cut"], start["row"], start["sideways"]) == ([], 0, 0)
    assert start["field"] <= 56
    await watched.field.fill("one\ntwo\nthree")
    await page.wait_for_function(f"(least) => ({MEASURES})().field > least", arg=start["field"] + 40)
    await watched.field.fill("")
    await page.wait_for_function(f"(before) => ({MEASURES})().field === before", arg=start["field"])
    async with answered(page):
        await watched.send("What is vig?")
    asked = await page.evaluate(MEASURES)  # one button more: a new chat
    assert (asked["cut"], asked["row"], asked["print"], asked["above"]) == ([], 0, 1, start["above"])
    await context.close()
    watched.assert_clean()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
async def test_enlarged_to_200_percent_the_chat_has_most_of_the_height(
    browser: Browser, demo: RunningServer, artifacts: Path, width: int, height: int
) -> None:
    """A window enlarged to 200 % has half the CSS pixels each way."""
    context = await browser.new_context(viewport={"width": width // 2, "height": height // 2}, device_scale_factor=2)
    watched = await opened(context, demo.url)
    await choose(watched, "Build me a 3-leg parlay")
    async with answered(watched.page):
        await watched.send("What is vig?")
    await watched.page.screenshot(path=artifacts / f"page-enlarged-{width}.png")
    seen = await watched.page.evaluate(MEASURES)
    assert seen["thread"] >= 0.6 * (height // 2)
    assert seen["sideways"] == 0
    await context.close()
    watched.assert_clean()


async def test_the_page_speaks_the_browsers_language_or_the_chosen_one(
    browser: Browser, demo: RunningServer, artifacts: Path
) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="de-AT")
    watched = await opened(context, demo.url)
    page = watched.page
    await expect(page.locator("html")).to_have_attribute("lang", "de")
    await expect(page.get_by_role("button", name="Verlauf")).to_be_visible()
    await expect(page.get_by_text("Was schauen wir uns heute Abend an?")).to_be_visible()
    await page.get_by_role("button", name="Menü").click()
    await page.get_by_label("Sprache").select_option("ar")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await page.reload()
    await expect(page.get_by_role("button", name="السجل")).to_be_visible()
    async with page.expect_request(lambda one: "threads.create" in (one.post_data or "")) as asked:
        await page.locator(".ck-prompt").first.click()
    assert (await (await asked.value).all_headers())["accept-language"] == "ar"
    await expect(page.locator(".ck-card", has_text="NBA")).to_be_visible()
    await page.wait_for_function("() => window.ends > 0")
    await page.screenshot(path=artifacts / "page-arabic.png")
    await context.close()
    watched.assert_clean()


@pytest.mark.parametrize("width", [320, 1280])
async def test_header_and_small_print_fit_one_line_in_every_language(
    browser: Browser, demo: RunningServer, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 800})
    watched = await opened(context, demo.url)
    page = watched.page
    await page.get_by_role("button", name="Menu").click()
    for language in ("es", "de", "fr", "ar", "en"):
        await page.locator("#language").select_option(language)
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seen = await page.evaluate(MEASURES)
        assert (language, seen["print"], seen["cut"], seen["row"], seen["sideways"]) == (language, 1, [], 0, 0)
    await context.close()
    watched.assert_clean()


async def test_a_user_fetches_all_of_their_data_and_has_it_deleted(
    context: BrowserContext, database: str, tmp_path: Path
) -> None:
    quick = Timings(data=DataTimings(first_after_s=0.05, every_s=0.1, look_s=0.02, settle_s=0.0))
    with RunningServer(settings_for(database, tmp_path), partial(services_for, timings=quick)) as server:
        watched = await opened(context, server.url)
        page = watched.page
        await choose(watched, "What's LeBron James averaging")
        await page.get_by_role("button", name="Menu").click()
        await page.get_by_role("button", name="Download my data").click()
        link = page.get_by_role("link", name=re.compile("^Save the file"))
        await expect(link).to_be_visible()
        async with page.expect_download() as download:
            await link.click()
        with ZipFile(await (await download.value).path()) as archive:
            assert any(b"LeBron" in archive.read(name) for name in archive.namelist())
        await page.get_by_role("button", name="Delete my data").click()
        sure = page.get_by_role("dialog", name="Delete everything?")
        await sure.get_by_role("button", name="Cancel").click()
        await expect(sure).to_have_count(0)
        await page.get_by_role("button", name="Delete my data").click()
        await sure.get_by_role("button", name="Delete everything").click()
        await expect(page.get_by_text("What are we looking at tonight?")).to_be_visible()
        await expect(page.get_by_text("Everything is gone.")).to_be_visible()
        assert "thread=" not in page.url
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="History", exact=True).click()
        await expect(page.get_by_text("No conversations yet")).to_be_visible()
        watched.assert_clean()


async def test_a_number_tells_its_source_and_a_left_out_one_is_told_in_words(
    database: str, tmp_path: Path, context: BrowserContext
) -> None:
    ask = Call("statmuse_query", {"question": "LeBron James this season"})
    said = "LeBron averages **25.7** points, and Curry 31.4."
    async with OpenAIServer([Turn.of(ask), Turn.of(said)]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            watched = await opened(context, server.url)
            page = watched.page
            async with answered(page):
                await watched.send("How is LeBron doing?")
            await settled(page)
            number = page.locator(".ck-number")
            await expect(number).to_have_text("25.7")
            line = "(element) => getComputedStyle(element).textDecorationLine"
            assert await number.evaluate(line) == "none"
            async with asyncio.timeout(30):
                while await number.evaluate(line) != "underline":  # the page may still be on its way to the question
                    await number.hover()
            tip = page.get_by_role("tooltip")
            await expect(tip).to_contain_text(re.compile(r"statmuse_query.*As of .*On the card: ", re.DOTALL))
            await page.mouse.move(0, 0)
            await expect(tip).to_have_count(0)
            await number.focus()
            await expect(tip).to_be_visible()
            assert await number.get_attribute("aria-describedby") == await tip.get_attribute("id")
            assert await violations(page) == []
            await number.press("Escape")
            left = page.locator(".ck-unsourced")
            await expect(left.locator("[aria-hidden]")).to_have_text("(no source)")
            await expect(left).to_contain_text("A number was left out here: no source has it.")
            await page.reload()
            await expect(page.locator(".ck-number")).to_have_text("25.7")
            watched.assert_clean()
