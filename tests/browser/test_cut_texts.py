"""Every card of the catalogue at a phone's width: no text is cut off, with the longest names, opened or folded."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, expect

from professor_lock.words import words_of
from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer
from tests.support.card_samples import catalogue_cards

pytestmark = pytest.mark.browser

LONG_NAMES = {
    "Lakers": "Minnesota Timberwolves",
    "Warriors": "Golden State Warriors",
    "Nuggets": "Oklahoma City Thunder",
    "Suns": "Portland Trail Blazers",
    "Celtics": "Wolverhampton Wanderers",
    "Jazz": "Borussia Mönchengladbach",
}
TEXTS = ("value", "label", "placeholder", "title")
CUT = """(card) => {
  const cut = [];
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const own = text.parentElement;
    if (!text.data.trim() || own.closest('.ck-hidden, title, style, [title]') || !own.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter((line) => line.width && line.height);
    for (let around = own; ; around = around.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(around);
      if (/auto|scroll/.test(overflowX + overflowY)) break;
      const hides = overflowX !== 'visible' || overflowY !== 'visible' || around.matches('button') || around === card;
      const box = around.getBoundingClientRect();
      const outside = (line) => line.left < box.left - 1 || line.right > box.right + 1
        || (line.top + line.bottom) / 2 < box.top - 1 || (line.top + line.bottom) / 2 > box.bottom + 1;
      if (hides && !display.startsWith('inline') && lines.some(outside)) {
        cut.push(`${around.className}: ${text.data}`);
        break;
      }
      if (around === card) break;
    }
  }
  for (const field of card.querySelectorAll('input, textarea')) {
    if (field.scrollWidth > field.clientWidth + 1) cut.push(`field: ${field.value || field.placeholder}`);
  }
  return cut;
}"""
"""The texts of which a line, or a part of one, lies outside of what shows it; what a tooltip says whole may be cut."""
FOLDED = "(card) => card.querySelectorAll('button[aria-expanded=false]:not([role=combobox])').forEach((b) => b.click())"


def with_long_names(node: Any) -> Any:
    """The card with the longest names that teams have, in every text that is shown."""
    if isinstance(node, list):
        return [with_long_names(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    return {
        key: lengthened(value) if key in TEXTS and isinstance(value, str) else with_long_names(value)
        for key, value in node.items()
    }


def lengthened(text: str) -> str:
    """The text with each short name of a team made long, where it stands alone."""
    found = "|".join(LONG_NAMES)
    return re.sub(rf"(?<![A-Za-z] )\b({found})\b", lambda name: LONG_NAMES[name[1]], text)


async def last_card(watched: Watched, tree: Any) -> Locator:
    """The card as the last thing of the thread, drawn."""
    await watched.page.locator("openai-chatkit textarea").fill(f"widget {json.dumps(tree)}")
    await watched.page.locator("openai-chatkit textarea").press("Enter")
    card = watched.page.locator("openai-chatkit .ck-widget").last
    await expect(card).to_be_visible()
    await expect(watched.page.locator("openai-chatkit [role=log]")).to_have_attribute("aria-busy", "false")
    await watched.settle()
    return card


@pytest.mark.parametrize("language", ["en", "de"])
async def test_no_card_cuts_off_a_text_on_a_phone(browser: Browser, scripted: ScriptedServer, language: str) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    watched = Watched(await context.new_page(), scripted.url)
    await watched.page.goto(f"{scripted.url}/page/plain.html")
    await watched.start({"locale": language, "initialThread": None})
    cut: dict[str, list[str]] = {}
    for sample in catalogue_cards(words_of(language)):
        card = await last_card(watched, with_long_names(sample["widget"]))
        found = await card.evaluate(CUT)
        await card.evaluate(FOLDED)
        await watched.settle()
        if found := sorted({*found, *await card.evaluate(CUT)}):
            cut[sample["name"]] = found
    assert cut == {}, json.dumps(cut, indent=1, ensure_ascii=False)
    watched.assert_clean()
    await context.close()
