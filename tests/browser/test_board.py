"""The board of odds in the element: a grid a bettor reads at a glance, measured wide and on phones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from professor_lock.betting.board import build_board
from professor_lock.betting.facts import Event, EventStatus, GameScore, Market
from professor_lock.betting.props import prop_lines
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.widgets.odds import create_odds_comparison_widget
from professor_lock.widgets.props import create_props_widget
from professor_lock.widgets.props_text import PropForm, PropForms
from professor_lock.words import LANGUAGES, Language, words_of
from tests.browser.looking import Watched, picture
from tests.browser.scripted_server import ScriptedServer
from tests.browser.test_accessibility import violations
from tests.support.card_samples import catalogue_cards
from tests.support.quotes import NOW, a_slate, an_event, over_under, two_way
from tests.support.widget_types import problems

pytestmark = pytest.mark.browser

GAMES = (
    ("Boston Celtics", "New York Knicks"),
    ("Los Angeles Lakers", "Denver Nuggets"),
    ("Golden State Warriors", "Minnesota Timberwolves"),
    ("Miami Heat", "Milwaukee Bucks"),
    ("Portland Trail Blazers", "Phoenix Suns"),
    ("Dallas Mavericks", "Philadelphia 76ers"),
)
WORDS = "(card) => card.innerText.split(/\\s+/).filter(Boolean).length"
BROKEN = """(cells) => cells.flatMap((cell) => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const word of node.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
      const room = cell.getBoundingClientRect();
      if (lines.size > 1 || range.getBoundingClientRect().right > room.right + 1) broken.push(word[0]);
    }
  }
  return broken;
})"""
"""The words that go over two lines, or out of their cell."""
TALL = "(all) => all.map((one) => one.getBoundingClientRect().height)"
LINES = "(text) => Math.round(text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight))"
FORM_LINES = """(card) => [...card.querySelectorAll('tbody th .ck-caption')].map(
  (text) => Math.round(text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight)))"""
OUT_OF_CELL = """(card) => [...card.querySelectorAll('.ck-price')].flatMap((cell) => {
  const room = cell.getBoundingClientRect();
  const texts = [...cell.querySelectorAll('.ck-price-line, .ck-price-main, .ck-price-book')];
  return texts.filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < room.left + 1 || box.right > room.right - 1 || text.scrollWidth > text.clientWidth + 1;
  }).map((text) => text.textContent);
})"""
"""The lines, prices and books that touch the edge of their button or are cut off."""
STARTS = """(card) => [...card.querySelectorAll('tbody th')].map((head) => {
  const range = document.createRange();
  range.selectNodeContents(head.querySelector('.ck-cell').lastElementChild);
  return range.getBoundingClientRect().left - head.getBoundingClientRect().left;
})"""
"""How far the last text of each row's head begins from its left edge."""
OVERFLOW = "(thread) => thread.scrollWidth - thread.clientWidth"


def six_games(*, live: bool = False) -> dict[str, Any]:
    """An evening of six games at four books; the second has an edge, every spread has moved."""
    quotes, opening = [], []
    for number, (away, home) in enumerate(GAMES):
        begun = live and not number
        status = EventStatus.LIVE if begun else EventStatus.SCHEDULED
        starts_in_s = -900 if begun else 1800 + 3600 * number
        game = an_event(f"e{number}", away=away, home=home, starts_in_s=starts_in_s, status=status)
        line = f"{'-' if number % 2 else ''}{number + 3.5}"
        for at, book in enumerate(("DraftKings", "FanDuel", "BetMGM", "Caesars")):
            quotes += two_way(game, -110 + at, -112 - at, line, book=book, age_s=30)
            quotes += over_under(game, -108 - at, -112 + at, 220.5 + number, book=book, age_s=30)
            quotes += two_way(game, *((-170 + at, 145) if number % 2 else (150, -180 - at)), book=book, age_s=30)
        opening += two_way(game, -110, -110, "9.5", age_s=9_000)
        if number == 1:
            quotes += two_way(game, 106, -125, line, book="Hard Rock Sportsbook", age_s=30)
    board = build_board(a_slate(quotes), now=NOW, opening=opening)
    games = tuple(replace(game, score=_score(game.event)) if game.live else game for game in board.games)
    shown = replace(board, games=games, demo=True, source="Demo feed", title="NBA odds tonight and tomorrow")
    tree = plain_tree(create_odds_comparison_widget(shown, tappable=True))
    assert problems(tree) == []
    return tree


def _score(game: Event) -> GameScore:
    return GameScore(game, 120, 118, "0:42 - OT", "Demo feed", NOW, demo=True)


async def show(page: Page, tree: dict[str, Any]) -> Locator:
    """The card as the last thing in a thread."""
    await page.locator("openai-chatkit textarea").fill(f"widget {json.dumps(tree)}")
    await page.locator("openai-chatkit textarea").press("Enter")
    card = page.locator("openai-chatkit .ck-widget").last
    await expect(card).to_be_visible()
    return card


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "direction"), [(1280, "ltr"), (390, "ltr"), (390, "rtl"), (320, "ltr")])
async def test_the_board_is_read_at_a_glance_at_every_width(
    browser: Browser, scripted: ScriptedServer, artifacts: Path, scheme: str, width: int, direction: str
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    watched = Watched(await context.new_page(), scripted.url)
    page = watched.page
    await page.goto(f"{scripted.url}/page/plain.html")
    accent = "#43c98c" if scheme == "dark" else "#0b6b43"
    theme = {"colorScheme": scheme, "color": {"accent": {"primary": accent, "level": 1}}}
    await watched.start({"theme": theme, "locale": "ar" if direction == "rtl" else "en"})
    card = await show(page, six_games(live=scheme == "dark"))
    await watched.settle()
    assert await card.evaluate(WORDS) <= 160
    size = await card.bounding_box()
    assert size is not None
    if width == 1280:
        assert size["height"] < 700
        room = await page.locator("openai-chatkit .ck-turn").last.bounding_box()
        assert room is not None
        assert size["width"] > 0.95 * room["width"]
    heights = await card.locator(".ck-price").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    shown = "(all) => all.every((one) => one.scrollWidth <= one.clientWidth + 1)"
    assert await card.locator(".ck-price-line, .ck-price-main, .ck-badge, td .ck-text").evaluate_all(shown)
    assert await page.locator("openai-chatkit .ck-thread").evaluate(OVERFLOW) <= 0
    badge = card.locator("thead .ck-badge")
    if await badge.count():
        live = await badge.bounding_box()
        assert live is not None
        assert live["width"] < 60
        head = await card.locator("thead th").first.bounding_box()
        assert head is not None
        assert live["width"] <= head["width"]
    # Teams stay where they are, whatever the direction of the page.
    team = await card.locator("tbody th").first.bounding_box()
    money = await card.locator("tbody tr").first.locator("td").last.bounding_box()
    assert team is not None
    assert money is not None
    assert team["x"] < money["x"]
    await picture(card, artifacts / f"board-{scheme}-{width}-{direction}.png")
    assert await violations(page) == []
    closed = card.locator(".ck-fold[aria-expanded=false]")
    while await closed.count():
        await closed.first.click()
    await watched.settle()
    assert await page.locator("openai-chatkit .ck-thread").evaluate(OVERFLOW) <= 0
    last_game, source = (
        await card.locator("table").last.bounding_box(),
        await card.get_by_text("Source:").bounding_box(),
    )
    assert last_game is not None
    assert source is not None
    assert last_game["y"] < source["y"], "the other games stand above what the whole card says of itself"
    await picture(card, artifacts / f"board-open-{scheme}-{width}-{direction}.png")
    assert await violations(page) == []
    watched.assert_clean()
    await context.close()


LONG_NAMES = (
    ("Golden State Warriors", "Minnesota Timberwolves"),
    ("Wolverhampton", "Mönchengladbach"),
    ("Arizona Diamondbacks", "Washington Commanders"),
)


@pytest.mark.parametrize("width", [390, 320])
async def test_a_long_name_and_a_long_price_are_made_smaller_not_broken(
    browser: Browser, scripted: ScriptedServer, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 844})
    watched = Watched(await context.new_page(), scripted.url)
    await watched.page.goto(f"{scripted.url}/page/plain.html")
    await watched.start()
    quotes = []
    for number, (away, home) in enumerate(LONG_NAMES):
        game = an_event(f"e{number}", away=away, home=home, starts_in_s=3600)
        quotes += two_way(game, -110, -112, "-3.5", book="DraftKings", age_s=30)
        quotes += two_way(game, -1450, 1100, book="DraftKings", age_s=30)
    board = build_board(a_slate(quotes), now=NOW)
    card = await show(watched.page, plain_tree(create_odds_comparison_widget(board, tappable=True)))
    for name in ("Timberwolves", "Mönchengladbach", "Diamondbacks"):
        await expect(card.locator("tbody th", has_text=name)).to_be_visible()
    assert await card.locator("tbody th, td .ck-price-main").evaluate_all(BROKEN) == []
    await watched.page.route("**/*", lambda _route: None)  # the tap waits for its answer
    await card.get_by_role("button", name="moneyline").first.click()
    await expect(card.locator(".ck-price-taken")).to_have_count(1)
    assert await card.locator(".ck-price-taken .ck-price-main").evaluate_all(BROKEN) == []
    await context.close()


@pytest.mark.parametrize(("width", "direction"), [(1280, "ltr"), (390, "rtl"), (320, "ltr")])
async def test_books_are_compared_side_by_side_and_the_best_price_is_filled(
    browser: Browser, scripted: ScriptedServer, artifacts: Path, width: int, direction: str
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    watched = Watched(await context.new_page(), scripted.url)
    page = watched.page
    await page.goto(f"{scripted.url}/page/plain.html")
    await watched.start({"locale": "ar" if direction == "rtl" else "en"})
    tree = next(card["widget"] for card in catalogue_cards() if card["name"] == "Books compared")
    card = await show(page, tree)
    await watched.settle()
    books = card.get_by_role("columnheader").filter(has_text="BetMGM")
    await expect(books).to_have_count(1)
    await expect(card.get_by_role("rowheader", name="Warriors")).to_have_count(2)
    await expect(card.locator(".ck-price-best")).to_have_count(2)
    best = card.locator(".ck-price-best").first
    plain = card.locator(".ck-price:not(.ck-price-best)").first
    fill = "(price) => getComputedStyle(price).backgroundColor"
    assert await best.evaluate(fill) != await plain.evaluate(fill)
    assert min(await card.locator(".ck-price").evaluate_all(TALL)) >= 44
    assert await card.evaluate(WORDS) <= 100
    shown = "(all) => all.every((one) => one.scrollWidth <= one.clientWidth + 1)"
    assert await card.locator(".ck-price-line, .ck-price-main, thead .ck-caption").evaluate_all(shown)
    assert await page.locator("openai-chatkit .ck-thread").evaluate(OVERFLOW) <= 0
    await picture(card, artifacts / f"books-{width}-{direction}.png")
    assert await violations(page) == []
    await card.get_by_role("button", name="more book").click()
    await expect(card.get_by_role("table")).to_have_count(3)
    await expect(card.get_by_role("button", name="the best price")).to_have_count(2)
    watched.assert_clean()
    await context.close()


async def test_a_game_is_a_table_with_heads_and_every_price_says_all_of_itself(watched: Watched) -> None:
    await watched.start()
    card = await show(watched.page, six_games())
    await expect(card.get_by_role("table")).to_have_count(3)
    game = card.get_by_role("table").first
    heads = game.get_by_role("columnheader")
    assert [text.strip() for text in await heads.all_inner_texts()][1:] == ["Spread", "Total", "Money"]
    assert await game.get_by_role("rowheader").all_inner_texts() == ["Celtics", "Knicks\n\nfavorite"]
    name = "Celtics spread, plus 3.5, minus 107 at Caesars, opened plus 9.5, add to slip"
    await expect(game.get_by_role("button", name=name, exact=True)).to_have_count(1)
    total = "Celtics at Knicks total, over 220.5, minus 108 at DraftKings, add to slip"
    await expect(game.get_by_role("button", name=total, exact=True)).to_have_count(1)


async def test_more_games_and_details_open_in_place(watched: Watched) -> None:
    page = watched.page
    await watched.start()
    card = await show(page, six_games())
    await expect(card.get_by_text("hold")).to_have_count(0)
    await card.get_by_role("button", name="Details of Boston Celtics @ New York Knicks").click()
    await expect(card.get_by_text("Spread · 4 books · hold")).to_be_visible()
    more = card.get_by_role("button", name="+ 3 more games")
    await more.focus()
    await page.keyboard.press("Enter")
    await expect(card.get_by_role("table")).to_have_count(6)
    await expect(more).to_have_count(0)
    heat = card.get_by_role("button", name="Heat spread, minus 6.5, minus 107 at Caesars")
    await expect(heat).to_be_focused()
    about = card.get_by_role("button", name="About these prices")
    await about.click()
    await expect(card.get_by_text("Demo data, made up to show the product")).to_be_visible()
    await about.click()
    await expect(card.get_by_text("Demo data, made up to show the product")).to_have_count(0)


async def test_in_the_last_hour_the_start_counts_down(watched: Watched) -> None:
    page = watched.page
    await page.clock.install(time=NOW)
    await page.reload()
    await watched.start()
    card = await show(page, six_games())
    await expect(card.locator("thead th").first).to_have_text("1:30 PM ET · in 30 min")
    await page.clock.run_for(11 * 60_000)
    await expect(card.locator("thead th").first).to_have_text("1:30 PM ET · in 19 min")
    await page.clock.run_for(20 * 60_000)
    await expect(card.locator("thead th").first).to_have_text("1:30 PM ET")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
async def test_player_props_are_a_grid_of_names_and_sides(
    browser: Browser, scripted: ScriptedServer, artifacts: Path, width: int, scheme: str
) -> None:
    game = an_event("g", away="Golden State Warriors", home="Los Angeles Lakers")
    quotes = [
        over_under(game, over, under, line, market=Market.PLAYER_PROP, subject=player, stat=stat, book=book)
        for player, stat, line, over, under, book in (
            ("LeBron James", "points", "25.5", -108, -112, "DraftKings"),
            ("LeBron James", "points rebounds assists", "40.5", 100, -120, "BetMGM"),
            ("Stephen Curry", "threes", "4.5", 120, -145, "FanDuel"),
        )
    ]
    slate = replace(a_slate(*quotes), demo=True)
    lines = prop_lines(slate.quotes, NOW)
    forms = PropForms({(line.player, line.stat): PropForm(25.3, 27.2, 5, 7, 10) for line in lines}, "ESPN")
    tree = plain_tree(create_props_widget(lines, slate, "Player props", forms=forms, tappable=True))
    assert problems(tree) == []
    context = await browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    watched = Watched(await context.new_page(), scripted.url)
    await watched.page.goto(f"{scripted.url}/page/plain.html")
    await watched.start({"theme": {"colorScheme": scheme}})
    card = await show(watched.page, tree)
    await watched.settle()
    await picture(card, artifacts / f"props-{scheme}-{width}.png")
    where = await card.get_by_text("Golden State Warriors @ Los Angeles Lakers").bounding_box()
    assert where is not None
    assert where["width"] > 200
    heights = await card.locator(".ck-price").evaluate_all(TALL)
    assert len(heights) == 6
    assert min(heights) >= 44
    name = "LeBron James points, over 25.5, minus 108 at DraftKings, add to slip"
    await expect(card.get_by_role("button", name=name, exact=True)).to_have_count(1)
    rows = await card.get_by_role("rowheader").all_inner_texts()
    assert [row.partition("\n")[0] for row in rows] == ["Points", "Pts + Reb + Ast", "Threes"]
    assert rows[0].replace("\xa0", " ").endswith("avg 25.3 · last 5: 27.2 · over 7 of 10")
    form = card.get_by_role("rowheader").first.locator(".ck-caption").last
    assert await form.evaluate(LINES) <= (2 if width < 500 else 1)
    assert await watched.page.locator("openai-chatkit .ck-thread").evaluate(OVERFLOW) <= 0
    assert await violations(watched.page) == []
    watched.assert_clean()
    await context.close()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_lines_prices_and_books_stay_in_their_cells_in_every_language(
    browser: Browser, scripted: ScriptedServer, artifacts: Path, language: Language
) -> None:
    trees = {card["name"]: card["widget"] for card in catalogue_cards(words_of(language))}
    context = await browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = await context.new_page()
    watched = Watched(page, scripted.url)
    await page.goto(f"{scripted.url}/page/plain.html")
    await watched.start({"locale": language, "initialThread": None})
    for name in ("Odds board", "Books compared", "Player props"):
        card = await show(page, trees[name])
        await watched.settle()
        await expect(page.locator("openai-chatkit [role=log]")).to_have_attribute("aria-busy", "false")
        assert await card.evaluate(OUT_OF_CELL) == []
        assert max(await card.evaluate(STARTS)) < 2
        if name == "Player props":
            assert max(await card.evaluate(FORM_LINES)) <= 2
        await picture(card, artifacts / f"{name.lower().replace(' ', '-')}-{language}-390.png")
        await page.set_viewport_size({"width": 320, "height": 844})
        await watched.settle()
        assert await card.evaluate(OUT_OF_CELL) == []
        await page.set_viewport_size({"width": 390, "height": 844})
    watched.assert_clean()
    await context.close()
