"""The page at "/" in a WebKitGTK of the system's packages: it answers, and draws what it should and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.test_firefox import ASK, READY, SEEN
from tests.support.running_server import RunningServer, settings_for
from tests.support.webkit import WebKit, webkit_page

pytestmark = pytest.mark.webkit

BOARD = """(async () => {
  window.ends = 0;
  await document.getElementById('chat').sendUserMessage({ text: "Show me tonight's NBA odds" });
  while (!window.ends) await new Promise(requestAnimationFrame);
  const root = document.getElementById('chat').shadowRoot;
  while (!root.querySelector('.ck-price')) await new Promise(requestAnimationFrame);
  const cells = [...root.querySelectorAll('.ck-price')];
  const height = Math.min(...cells.map((cell) => cell.getBoundingClientRect().height));
  const cut = cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length;
  cells[0].click();
  while (!root.querySelector('.ck-price-taken')) await new Promise(requestAnimationFrame);
  return { cells: cells.length, height, cut };
})()"""


async def test_a_chart_is_drawn_without_its_hidden_table_and_a_price_is_taken(
    database: str, tmp_path: Path, artifacts: Path
) -> None:
    webkit = WebKit.find()
    assert webkit is not None
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with webkit_page(webkit, home) as page:
            await page.resize(1280, 900)
            await page.goto(server.url)
            await page.evaluate(READY)
            await page.evaluate(ASK)
            for width in (1280, 390):
                await page.resize(width, 900)
                seen = await page.evaluate(f"new Promise(requestAnimationFrame).then(() => {SEEN})")
                assert seen["charts"] == 1
                assert seen["drawn"] == []
                assert seen["sideways"] <= 0
                assert seen["above"] <= 53
                assert seen["cards"] >= 1
            (artifacts / "webkit-chart.png").write_bytes(await page.screenshot())
            board = await page.evaluate(BOARD)
            (artifacts / "webkit-board.png").write_bytes(await page.screenshot())
            assert board["cells"] >= 12
            assert board["height"] >= 44
            assert board["cut"] == 0
