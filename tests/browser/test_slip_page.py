"""The slip on the page of the demo server: from a tapped price to the record, at the widths people have."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.looking import Watched
from tests.browser.test_accessibility import violations
from tests.browser.test_page import choose, opened, settled
from tests.support.running_server import RunningServer, settings_for

pytestmark = pytest.mark.browser

PRICE = re.compile(r"[+-]\d{3}")
COUNT_TAPS = "window.taps = 0; addEventListener('click', (event) => { if (event.isTrusted) window.taps++; }, true);"


@pytest.fixture
def demo(database: str, tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(settings_for(database, tmp_path)) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, demo: RunningServer) -> AsyncIterator[Watched]:
    """The page at 390 px, touched with fingers; nothing may have gone wrong on it in the end."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    await context.add_init_script(COUNT_TAPS)
    watched = await opened(context, demo.url)
    yield watched
    watched.assert_clean()
    await context.close()


def prices(page: Page) -> Locator:
    """The board's buttons that show a price."""
    return page.locator(".ck-widget").first.get_by_role("button").filter(has_text=PRICE)


def slip_card(page: Page) -> Locator:
    return page.locator(".ck-card", has_text="Bet slip")


def height(box: FloatRect | None) -> float:
    assert box is not None
    return box["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "direction"), [(1280, "ltr"), (390, "ltr"), (390, "rtl")])
async def test_a_slip_of_three_legs_is_short_and_locks_without_scrolling(
    browser: Browser, demo: RunningServer, artifacts: Path, scheme: str, width: int, direction: str
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        has_touch=width < 500,
        is_mobile=width < 500,
    )
    watched = await opened(context, demo.url)
    page = watched.page
    await page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
    await choose(watched, "Build me a 3-leg parlay")
    slip = slip_card(page).last
    lock = slip.get_by_role("button", name="Lock It In")
    bar = page.locator(".ck-slipbar")
    if await bar.count():  # what was asked for stands above it: the bar leads to the slip
        await bar.get_by_role("button").click()
    await watched.settle()
    await page.screenshot(path=artifacts / f"slip-open-{scheme}-{width}-{direction}.png")
    await expect(lock).to_be_in_viewport(ratio=1)
    assert width < 500 or height(await slip.bounding_box()) < 450
    for name in ("Remove", "Lock It In"):
        assert height(await slip.get_by_role("button", name=name).first.bounding_box()) >= 44
    assert await violations(page) == []
    pays = slip.locator(".ck-flex", has_text=re.compile("^To win")).last
    before = await pays.inner_text()
    await slip.get_by_role("button", name="$50").click()
    await expect(pays).not_to_have_text(before)
    await expect(slip.get_by_label("Stake in dollars")).to_have_value("50")
    await slip.get_by_role("button", name="Details").click()
    await expect(slip.get_by_text("Expected value")).to_be_visible()
    await page.screenshot(path=artifacts / f"slip-details-{scheme}-{width}-{direction}.png")
    await slip.get_by_role("button", name="Lock It In").click()
    await expect(slip).to_contain_text("$50.00 to win")
    await settled(page)
    await page.screenshot(path=artifacts / f"slip-locked-{scheme}-{width}-{direction}.png")
    assert await violations(page) == []
    assert await page.evaluate("() => document.documentElement.scrollWidth") == width
    await slip.get_by_role("button", name="Undo").click()
    await expect(slip.get_by_role("button", name="Lock It In")).to_be_visible()
    await settled(page)
    watched.assert_clean()
    await context.close()


async def test_prices_are_written_as_chosen_in_the_header_everywhere_at_once(phone: Watched) -> None:
    page = phone.page
    await choose(phone, "Build me a 3-leg parlay")
    slip = slip_card(page).last
    await expect(slip).to_contain_text(PRICE)
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_label("Odds format").select_option("decimal")
    await expect(slip).not_to_contain_text(PRICE)
    await page.reload()
    await expect(page.locator("#odds select")).to_have_value("decimal")
    await expect(slip_card(page).last).to_contain_text("Bet slip · 3 legs")
    await expect(slip_card(page).last).not_to_contain_text(PRICE)


async def test_a_single_is_locked_and_found_in_my_bets_in_four_taps_and_one_number(phone: Watched) -> None:
    page = phone.page
    await choose(phone, "Show me odds for Lakers vs Warriors")
    await page.evaluate("() => { window.taps = 0; }")

    where = await page.locator(".ck-thread").evaluate("(thread) => thread.scrollTop")
    await prices(page).first.tap()
    bar = page.get_by_role("region", name="Slip")
    await expect(bar).to_contain_text("1 leg · $")
    await settled(page)
    assert await page.locator(".ck-thread").evaluate("(thread) => thread.scrollTop") == where
    await bar.get_by_role("button", name="Open").tap()
    stake = page.get_by_label("Stake in dollars")
    await expect(stake).to_be_focused()
    slip = slip_card(page).last
    await expect(stake).to_have_value("25")
    await expect(slip.get_by_role("button", name="$25", exact=True)).to_have_attribute("aria-pressed", "true")
    await page.keyboard.type("a lot")
    wrong = slip.get_by_role("alert")
    await expect(wrong).to_have_text("That is no amount. Type dollars, like 25 or 12.50; the stake stays $25.")
    await expect(stake).to_have_attribute("aria-invalid", "true")
    await page.keyboard.press("Control+a")
    await page.keyboard.type("37.50")
    await expect(wrong).to_have_count(0)
    await expect(slip).to_contain_text("Bet slip · 1 leg")
    lock = slip.get_by_role("button", name="Lock It In")
    await expect(lock).to_be_in_viewport(ratio=1)
    pays = await slip.locator("p", has_text=re.compile(r"^\$")).last.inner_text()
    await lock.tap()
    await expect(slip).to_contain_text("LOCKED IN")
    await expect(slip).to_contain_text("$37.50 to win $")
    await settled(page)
    record = re.search(r"Record (\w{8})", await slip.inner_text())
    assert record is not None
    await slip.get_by_role("button", name="My bets").tap()
    bets = page.locator(".ck-card", has_text="Your record").last
    await expect(bets).to_contain_text(record[1])
    await expect(bets.get_by_text("Your record")).to_be_in_viewport()
    await expect(bets).to_contain_text("$37.50")
    assert pays.startswith("$")
    assert await page.evaluate("() => window.taps") == 4

    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.get_by_role("button", name="Copy").first.tap()
    copied = await page.evaluate("() => navigator.clipboard.readText()")
    bet, demo = copied.split("\n\n")
    assert re.fullmatch(r"Warriors \S+ [+-]\d{3}: \$37\.50 to win \$\d+\.\d\d \(Demo \w, [^)]*\)", bet), copied
    assert demo == "DEMO: games and figures are invented."


async def test_a_question_stands_at_the_top_though_what_was_above_it_has_shrunk(phone: Watched) -> None:
    """The suggestions below the answer before it go when it is asked."""
    page = phone.page
    await choose(phone, "Build me a 3-leg parlay")
    await expect(page.locator(".ck-suggestion").first).to_be_visible()
    for number in (2, 3):
        await phone.send("Show me tonight's NBA odds")
        await expect(page.locator(".ck-turn")).to_have_count(number)
        await expect(page.locator(".ck-turn").last.locator(".ck-card")).to_be_visible()
        await settled(page)
        await page.wait_for_function(
            """() => {
              const root = document.getElementById('chat').shadowRoot;
              const turn = [...root.querySelectorAll('.ck-turn')].at(-1);
              return Math.abs(turn.offsetTop - 8 - root.querySelector('.ck-thread').scrollTop) <= 1;
            }"""
        )
