"""axe finds nothing: on every widget and every panel, in light, dark and right to left, wide and at 360 px."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()


STOOD_STILL = """async () => {
    const roots = [document];
    for (const root of roots)
        for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
    const fading = roots.flatMap((root) => root.getAnimations())
        .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime));
    await Promise.allSettled(fading.map((animation) => animation.finished));
}"""


async def violations(page: Page) -> list[str]:
    """What axe objects to: the rule and the places. What fades in has come first: half a colour has no contrast."""
    await page.evaluate(STOOD_STILL)
    await page.evaluate(AXE)
    found: dict[str, Any] = await page.evaluate(
        "() => axe.run(document, { resultTypes: ['violations'], rules: { region: { enabled: false } } })"
    )
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(
    ("query", "width"), [("", 1000), ("?theme=dark", 1000), ("?dir=rtl", 1000), ("?theme=dark&dir=rtl", 360)]
)
async def test_the_catalogue_of_all_widgets_has_no_violation(
    browser: Browser, scripted: ScriptedServer, artifacts: Path, query: str, width: int
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, locale="en-US", reduced_motion="reduce"
    )
    page = await context.new_page()
    watched = Watched(page, scripted.url)
    await page.goto(f"{scripted.url}/static/catalogue.html{query}")
    await expect(page.locator("openai-chatkit .ck-card").first).to_be_visible()
    await page.evaluate(
        """() => document.getElementById('chat').shadowRoot.querySelectorAll('.ck-turn')
                 .forEach((turn) => turn.style.setProperty('content-visibility', 'visible'))"""
    )
    await watched.settle()
    await page.screenshot(path=artifacts / f"catalogue{query.replace('?', '-').replace('&', '-')}-{width}.png")
    assert await violations(page) == []
    overflow = await page.evaluate(
        """() => { const box = document.getElementById('chat').shadowRoot.querySelector('.ck-thread');
                   return box.scrollWidth - box.clientWidth; }"""
    )
    assert overflow <= 0
    watched.assert_clean()
    await context.close()


OPTIONS = {
    "threadItemActions": {"feedback": True, "retry": True},
    "startScreen": {"prompts": [{"label": "Ask", "prompt": "x", "icon": "bolt"}]},
    "composer": {
        "attachments": {"enabled": True},
        "tools": [{"id": "s", "label": "Search", "icon": "search"}],
        "models": [{"id": "m", "label": "Model M"}],
        "dictation": {"enabled": True},
    },
    "disclaimer": {"text": "Be careful."},
    "api": {"uploadStrategy": {"type": "two_phase"}},
}


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_panel_has_no_violation(watched: Watched, theme: str) -> None:
    page = watched.page
    await watched.start(OPTIONS | {"theme": theme})
    await expect(page.get_by_role("button", name="Ask")).to_be_visible()
    assert await violations(page) == []
    for script in ("workflow", "cite", "notice", "error retry", "markdown pictures"):
        await watched.ask(script)
    assert await violations(page) == []
    await watched.send("hang")
    await watched.sees("so far")
    assert await violations(page) == []
    await page.get_by_role("button", name="Stop").click()
    await page.get_by_role("button", name="Tools").click()
    assert await violations(page) == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="History", exact=True).click()
    await page.get_by_role("button", name="Options for").click()
    assert await violations(page) == []
    await page.get_by_role("menuitem", name="Delete").click()
    assert await violations(page) == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Close history").click()
    await watched.ask("questions")
    assert await violations(page) == []


async def test_escape_closes_the_top_layer_and_gives_the_focus_back(watched: Watched) -> None:
    page = watched.page
    await watched.start(OPTIONS)
    await watched.ask("one")
    opener = page.get_by_role("button", name="Tools")
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitemradio", name="Search")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    history = page.get_by_role("button", name="History", exact=True)
    await history.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="History")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="History")).to_have_count(0)
    await expect(history).to_be_focused()


FIELDS = """widget {"type": "Card", "children": [
  {"type": "Select", "name": "book", "options": [{"value": "a", "label": "A"}]},
  {"type": "DatePicker", "name": "day"}]}"""
AT_ONCE = """async ([opener, layer]) => {
  const root = document.getElementById('chat').shadowRoot;
  root.querySelector(opener).focus();
  root.querySelector(opener).click();
  for (let turns = 0; turns < 20; turns++) await null;  // what is drawn for the click, and no frame painted yet
  const inside = root.querySelector(layer)?.contains(root.activeElement) ?? 'not drawn';
  root.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  for (let turns = 0; turns < 20; turns++) await null;
  return [inside, root.querySelector(layer) === null, root.activeElement === root.querySelector(opener)];
}"""


@pytest.mark.parametrize(
    ("script", "opener", "layer"),
    [
        ("one", '[aria-label="Tools"]', ".ck-menu"),
        ("one", '.ck-header [aria-label="History"]', ".ck-history"),
        (FIELDS, '[role="combobox"]', ".ck-menu"),
        (FIELDS, '[aria-haspopup="dialog"]', ".ck-calendar"),
    ],
    ids=["menu", "history", "select", "calendar"],
)
async def test_a_layer_has_the_focus_as_soon_as_it_is_drawn(
    watched: Watched, script: str, opener: str, layer: str
) -> None:
    """A key pressed before the next frame is the layer's already, and not the opener's."""
    await watched.start(OPTIONS)
    await watched.ask(script)
    assert await watched.page.evaluate(AT_ONCE, [opener, layer]) == [True, True, True]


async def test_escape_closes_the_innermost_layer_first(watched: Watched) -> None:
    page = watched.page
    await watched.start(OPTIONS)
    await watched.ask("one")
    history = page.get_by_role("button", name="History", exact=True)
    panel = page.get_by_role("dialog", name="History")
    row = page.get_by_role("button", name="Options for")
    await history.click()
    await row.click()
    await page.get_by_role("menuitem", name="Rename").click()
    await page.keyboard.type("not kept")
    await page.keyboard.press("Escape")
    await expect(row).to_be_focused()
    await row.click()
    await page.get_by_role("menuitem", name="Rename").click()
    await page.keyboard.press("Enter")
    await expect(row).to_be_focused()
    await expect(page.get_by_role("menu")).to_have_count(0)
    await row.click()
    await page.get_by_role("menuitem", name="Delete").click()
    question = page.get_by_role("dialog", name="Delete")
    await question.locator("p").click()  # nothing there takes the focus
    await page.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(row).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await expect(history).to_be_focused()


@pytest.mark.parametrize("place", ["the panel", "the conversation", "the page"])
async def test_escape_closes_the_history_wherever_the_person_clicked_last(watched: Watched, place: str) -> None:
    page = watched.page
    await watched.start(OPTIONS)
    await watched.ask("say forty-two")
    await page.get_by_role("button", name="History", exact=True).click()
    panel = page.get_by_role("dialog", name="History")
    await expect(panel).to_be_visible()
    if place == "the panel":
        await panel.get_by_role("heading").click()
    elif place == "the conversation":
        await page.locator("openai-chatkit .ck-assistant").click()
    else:
        await page.evaluate("() => document.getElementById('chat').shadowRoot.activeElement.blur()")
    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)


async def test_an_answer_is_announced_when_it_is_finished(watched: Watched) -> None:
    await watched.start()
    await watched.ask("say forty-two")
    await expect(watched.page.get_by_role("status").get_by_text("forty-two")).to_have_count(1)


async def test_what_was_announced_goes_with_its_conversation(watched: Watched) -> None:
    page = watched.page
    await watched.start(OPTIONS)
    announced = page.locator("openai-chatkit .ck-hidden[role=status]")
    await watched.ask("say forty-two")
    await expect(announced).to_have_text("forty-two")
    await page.get_by_role("button", name="New chat").click()
    await expect(announced).to_have_text("")
    await watched.ask("say forty-three")
    await expect(announced).to_have_text("forty-three")
    await page.get_by_role("button", name="History", exact=True).click()
    await page.get_by_role("dialog", name="History").locator(".ck-history-open:not([aria-current])").click()
    await watched.sees("forty-two")
    await expect(announced).to_have_text("")


@pytest.mark.parametrize(("width", "reached"), [(360, False), (600, False), (1000, True)])
async def test_tab_reaches_the_chat_only_beside_the_history_never_behind_it(
    watched: Watched, width: int, reached: bool
) -> None:
    page = watched.page
    await page.set_viewport_size({"width": width, "height": 640})
    await watched.start(OPTIONS)
    await watched.ask("say forty-two")
    await page.get_by_role("button", name="History", exact=True).click()
    await expect(page.get_by_role("dialog", name="History").locator(".ck-history-open")).to_be_visible()
    places = set()
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 12:
        await page.keyboard.press(key)
        places.add(
            await page.evaluate(
                """() => ["ck-history", "ck-main"].find((name) => document.getElementById('chat').shadowRoot
                           .activeElement?.closest("." + name)) ?? "the page" """
            )
        )
    assert "ck-history" in places
    assert ("ck-main" in places) is reached
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="History")).to_have_count(0)
    await watched.ask("say forty-three")
    await watched.sees("forty-three")


async def test_the_focus_goes_to_the_history_when_it_comes_to_lie_over_the_chat(watched: Watched) -> None:
    page = watched.page
    await watched.start(OPTIONS)
    await watched.ask("say forty-two")
    await page.get_by_role("button", name="History", exact=True).click()
    panel = page.get_by_role("dialog", name="History")
    await expect(panel).to_be_visible()
    await watched.field.focus()
    await page.set_viewport_size({"width": 360, "height": 640})
    await expect(panel).to_be_focused()
    await page.set_viewport_size({"width": 1000, "height": 640})
    await watched.field.fill("beside")
    await expect(watched.field).to_have_value("beside")


@pytest.mark.parametrize("width", [360, 320])
async def test_narrow_windows_do_not_scroll_sideways(
    browser: Browser, scripted: ScriptedServer, artifacts: Path, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 640})
    watched = Watched(await context.new_page(), scripted.url)
    await watched.page.goto(f"{scripted.url}/page/plain.html")
    await watched.start(OPTIONS)
    await watched.ask("workflow")
    await watched.ask("cite")
    await watched.page.screenshot(path=artifacts / f"narrow-{width}.png")
    outside = await watched.page.evaluate(
        """() => [...document.getElementById('chat').shadowRoot.querySelectorAll('button, textarea, p')]
                 .filter((element) => element.getBoundingClientRect().right > innerWidth + 1).length"""
    )
    assert outside == 0
    await context.close()
