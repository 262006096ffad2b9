"""Every card and the page around it, touched with fingers on a phone: what can be tapped is large enough, and figures
stay whole.
"""

from __future__ import annotations

import json

import pytest
from playwright.async_api import Browser

from professor_lock.words import words_of
from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer
from tests.browser.test_cut_texts import FOLDED, last_card, with_long_names
from tests.support.card_samples import catalogue_cards

pytestmark = pytest.mark.browser

SMALL = """(around) => [...around.querySelectorAll('button, select, input, textarea, [role=combobox], [role=radio]')]
  .filter((one) => one.checkVisibility() && !one.closest('.ck-hidden'))
  .map((one) => ({ name: one.ariaLabel || one.innerText || one.name, box: one.getBoundingClientRect() }))
  .filter(({ box }) => Math.min(box.width, box.height) < 43.5)
  .map(({ name, box }) => `${name.trim()}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
"""What can be tapped and is less than 44 px wide or high."""
BROKEN = """(card) => {
  const broken = [];
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.parentElement.checkVisibility() || text.parentElement.closest('.ck-hidden')) continue;
    for (const figure of text.data.matchAll(/(?<![\\d%])[-+$]*\\d[\\d.,%]*/g)) {
      const range = document.createRange();
      range.setStart(text, figure.index);
      range.setEnd(text, figure.index + figure[0].length);
      const lines = [...range.getClientRects()].filter((line) => line.width);
      if (new Set(lines.map((line) => Math.round(line.top))).size > 1) broken.push(`${figure[0]} in ${text.data}`);
    }
  }
  return broken;
}"""
"""Figures that are written over two lines: a price of which the last digit stands below the others."""

ALWAYS_HOVERED = """() => {
  const found = [];
  const walk = (rules, apart) => {
    for (const rule of rules) {
      if (rule.selectorText?.includes(':hover') && !apart) found.push(rule.selectorText);
      if (rule.cssRules)
        walk(rule.cssRules, apart || (rule instanceof CSSMediaRule && rule.conditionText.includes('hover')));
    }
  };
  const inside = document.querySelector('openai-chatkit').shadowRoot;
  for (const root of [document, inside])
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) walk(sheet.cssRules, false);
  return found;
}"""
"""Rules for what a mouse is over, that a finger leaves behind: a price that was tapped off still looks chosen."""


@pytest.mark.parametrize("language", ["en", "de", "ar"])
async def test_every_card_can_be_tapped_and_breaks_no_figure(
    browser: Browser, scripted: ScriptedServer, language: str
) -> None:
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    watched = Watched(await context.new_page(), scripted.url)
    await watched.page.goto(f"{scripted.url}/page/plain.html")
    await watched.start({"locale": language, "initialThread": None})
    faults: dict[str, list[str]] = {}
    for sample in catalogue_cards(words_of(language)):
        card = await last_card(watched, with_long_names(sample["widget"]))
        await card.evaluate(FOLDED)
        await watched.settle()
        if found := [*await card.evaluate(SMALL), *await card.evaluate(BROKEN)]:
            faults[sample["name"]] = found
    assert faults == {}, json.dumps(faults, indent=1, ensure_ascii=False)
    around = watched.page.locator("openai-chatkit .ck")
    assert await around.evaluate(SMALL) == []
    watched.assert_clean()
    await context.close()


async def test_a_finger_leaves_nothing_behind_that_looks_chosen(browser: Browser, scripted: ScriptedServer) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    watched = Watched(await context.new_page(), scripted.url)
    await watched.page.goto(f"{scripted.url}/page/plain.html")
    await watched.start({"initialThread": None})
    assert await watched.page.evaluate(ALWAYS_HOVERED) == []
    await context.close()
