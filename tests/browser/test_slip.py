"""Tapped prices, the bar above the composer, what is announced, where the focus stays, what to ask next."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.looking import Watched, eventually
from tests.browser.scripted_server import ScriptedServer
from tests.browser.scripted_slip import PRICES, ScriptedSlip, board
from tests.browser.test_accessibility import violations
from tests.support.widget_types import problems

pytestmark = pytest.mark.browser


def price(page: Page, key: str) -> Locator:
    return page.get_by_role("button", name=re.compile("^" + re.escape(PRICES[key]["label"])))


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Slip")


def announced(page: Page) -> Locator:
    return page.locator("openai-chatkit .ck-hidden[role=status]")


async def show_board(watched: Watched, kind: str = "") -> None:
    """The board, as the scripts have it."""
    await watched.start()
    await watched.ask(f"board {kind}")


def test_the_scripted_cards_are_valid() -> None:
    slip = ScriptedSlip()
    slip.legs = ["home", "over"]
    assert problems(board()) == []
    assert problems(slip.card()) == []


async def test_a_tapped_price_is_taken_before_the_server_has_answered(
    watched: Watched, scripted: ScriptedServer
) -> None:
    await show_board(watched, "wait")
    home = price(watched.page, "home")
    await expect(home).to_have_attribute("aria-pressed", "false")
    at_once = await home.evaluate(
        """async (button) => {
          button.click();
          for (let turns = 0; turns < 20; turns++) await null;  // drawn for the click; no frame, no answer yet
          return [button.getAttribute('aria-pressed'), button.querySelector('svg') !== null];
        }"""
    )
    assert at_once == ["true", True]
    assert scripted.chatkit.slip.legs == []
    await expect(announced(watched.page)).to_have_text(f"On the slip: {PRICES['home']['label']}")
    scripted.chatkit.go_on()
    await expect(announced(watched.page)).to_have_text("Slip: 1 leg.")
    await expect(home).to_have_attribute("aria-pressed", "true")
    assert scripted.chatkit.slip.legs == ["home"]
    [thread_id] = scripted.store.threads
    assert scripted.chatkit.actions[0]["item"] == scripted.store.items[thread_id][1].id


async def test_a_second_tap_takes_it_off_by_the_slips_own_action(watched: Watched, scripted: ScriptedServer) -> None:
    await show_board(watched)
    home = price(watched.page, "home")
    await home.click()
    await expect(announced(watched.page)).to_have_text("Slip: 1 leg.")
    await home.click()
    await expect(announced(watched.page)).to_have_text("Slip: 0 legs.")
    await expect(home).to_have_attribute("aria-pressed", "false")
    await expect(home).to_be_focused()
    assert scripted.chatkit.actions[1] == {"type": "drop", "payload": {"leg": "home"}, "item": "slip"}


async def test_quick_taps_wait_for_one_another_and_none_is_lost(watched: Watched, scripted: ScriptedServer) -> None:
    await show_board(watched, "wait")
    for key in PRICES:
        await price(watched.page, key).click()
        await expect(price(watched.page, key)).to_have_attribute("aria-pressed", "true")
    for legs in range(1, 4):
        scripted.chatkit.go_on()
        await expect(announced(watched.page)).to_have_text(f"Slip: {legs} leg{'s' * (legs > 1)}.")
    assert scripted.chatkit.slip.legs == list(PRICES)
    assert await watched.count("error") == 0


async def test_a_tap_that_the_server_refuses_is_taken_back(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    tree = json.loads(json.dumps(board()).replace('"take"', '"fail"'))
    await watched.ask(f"widget {json.dumps(tree)}")
    await price(watched.page, "over").click()
    await expect(watched.page.get_by_role("alert")).to_be_visible()
    await expect(price(watched.page, "over")).to_have_attribute("aria-pressed", "false")


async def test_the_bar_is_there_while_the_slip_is_out_of_view_and_opens_it(watched: Watched) -> None:
    page = watched.page
    await show_board(watched)
    await price(page, "home").click()
    await expect(announced(page)).to_have_text("Slip: 1 leg.")
    await watched.ask("lines")
    await expect(bar(page)).to_be_visible()
    await expect(bar(page).locator(".ck-slipbar-text")).to_have_text("1 leg · $25 → $45.00")
    await expect(bar(page).get_by_text("1 leg, 25 dollars pay 45")).to_have_count(1)
    box = await bar(page).get_by_role("button", name="Open").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    await bar(page).get_by_role("button", name="Open").click()
    await expect(page.get_by_role("button", name="Lock It In")).to_be_in_viewport()
    await expect(page.locator(".ck-widget[data-item=slip]")).to_be_focused()
    await expect(bar(page)).to_have_count(0)


async def test_an_empty_or_locked_slip_has_no_bar_and_takes_no_price(watched: Watched) -> None:
    page = watched.page
    await show_board(watched)
    slip = ScriptedSlip()
    slip.legs = ["home"]
    for state, legs in (("locked", ["home"]), ("past", ["home"]), ("open", [])):
        slip.legs = legs
        card = slip.card()
        card["professor_lock"]["slip"]["state"] = state
        await watched.ask(f"widget {json.dumps(card)}")
        await watched.ask("lines")
        await expect(bar(page)).to_have_count(0)
        await expect(price(page, "home")).to_have_attribute("aria-pressed", "false")


async def test_the_focus_stays_in_the_card_when_its_control_goes(watched: Watched) -> None:
    page = watched.page
    await show_board(watched)
    for legs, key in enumerate(PRICES, 1):
        await price(page, key).click()
        await expect(announced(page)).to_have_text(f"Slip: {legs} leg{'s' * (legs > 1)}.")
    await page.get_by_role("button", name="Remove home").focus()
    await page.keyboard.press("Enter")
    await expect(announced(page)).to_have_text("Slip: 2 legs.")
    await expect(page.get_by_role("button", name="Remove over")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(announced(page)).to_have_text("Slip: 1 leg.")
    await expect(page.get_by_role("button", name="Lock It In")).to_be_focused()


async def test_an_answer_is_announced_by_its_first_sentence_and_its_cards(watched: Watched) -> None:
    page = watched.page
    await show_board(watched)
    await expect(announced(page)).to_have_text("Card: Warriors @ Lakers.")
    await watched.ask("say The **Lakers** are [favored](https://example.com). Much more follows.")
    await expect(announced(page)).to_have_text("The Lakers are favored.")


async def test_suggestions_stand_below_the_last_answer_and_are_sent(watched: Watched, scripted: ScriptedServer) -> None:
    page = watched.page
    await show_board(watched, "chips")
    chips = page.get_by_role("group", name="What to ask next")
    await chips.get_by_role("button", name="And the total?").click()
    await expect(page.locator(".ck-assistant")).to_have_text("the total")
    await expect(chips).to_have_count(0)
    assert scripted.sent("threads.add_user_message")[0]["input"]["content"][0]["text"] == "say the total"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "direction"), [(1280, "ltr"), (390, "ltr"), (390, "rtl")])
async def test_board_bar_and_chips_look_right_and_axe_finds_nothing(
    browser: Browser, scripted: ScriptedServer, artifacts: Path, scheme: str, width: int, direction: str
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    watched = Watched(await context.new_page(), scripted.url)
    page = watched.page
    await page.goto(f"{scripted.url}/page/plain.html")
    accent = "#43c98c" if scheme == "dark" else "#0b6b43"
    theme = {"colorScheme": scheme, "color": {"accent": {"primary": accent, "level": 1}}}
    await watched.start({"theme": theme, "locale": "ar" if direction == "rtl" else "en"})
    await page.locator("openai-chatkit textarea").fill("board chips")
    await watched.page.locator("openai-chatkit textarea").press("Enter")
    for key in ("home", "over"):
        await price(page, key).click()
    slip_bar = page.locator(".ck-slipbar")
    await expect(page.locator(".ck-widget[data-item=slip]")).to_have_count(1)
    heights = "(all) => all.map((one) => one.getBoundingClientRect().height)"
    sizes = await page.locator(".ck-price").evaluate_all(heights)
    assert min(sizes) >= 44
    await eventually(lambda: scripted.chatkit.slip.legs == ["home", "over"])
    answered = page.locator("openai-chatkit").get_by_role("log")  # a message sent meanwhile waits in the field
    await expect(answered).to_have_attribute("aria-busy", "false")
    await page.locator("openai-chatkit textarea").fill("lines")
    await page.locator("openai-chatkit textarea").press("Enter")
    await expect(slip_bar).to_be_visible()
    await expect(answered).to_have_attribute("aria-busy", "false")
    await page.locator("openai-chatkit textarea").fill("board chips")
    await page.locator("openai-chatkit textarea").press("Enter")
    await expect(page.locator(".ck-suggestion")).to_have_count(3)
    await expect(price(page, "over").last).to_have_attribute("aria-pressed", "true")
    await page.locator(".ck-thread").evaluate("(thread) => thread.scrollTo({ top: 1e6, behavior: 'instant' })")
    await watched.settle()
    await page.screenshot(path=artifacts / f"slip-{scheme}-{width}-{direction}.png")
    assert await violations(page) == []
    overflow = "(thread) => thread.scrollWidth - thread.clientWidth"
    assert await page.locator(".ck-thread").evaluate(overflow) <= 0
    watched.assert_clean()
    await context.close()
