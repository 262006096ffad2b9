"""The page at "/" in a Firefox of the system's packages: it answers, and draws what it should and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.firefox import find_firefox, firefox_page
from tests.support.running_server import RunningServer, settings_for

pytestmark = pytest.mark.firefox

READY = """(async () => {
  await customElements.whenDefined('openai-chatkit');
  const chat = document.getElementById('chat');
  window.ends = 0;
  chat.addEventListener('chatkit.response.end', () => window.ends++);
  while (!chat.shadowRoot.querySelector('.ck-field')) await new Promise(requestAnimationFrame);
})()"""
ASK = """(async () => {
  const chat = document.getElementById('chat');
  await chat.sendUserMessage({ text: "What's LeBron James averaging this season?" });
  while (!window.ends) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
})()"""
SEEN = """(() => {
  const root = document.getElementById('chat').shadowRoot;
  const boxes = [...root.querySelectorAll('.ck-hidden')].map((one) => [one.localName, one.getBoundingClientRect()]);
  return {
    charts: root.querySelectorAll('.ck-hidden table').length,
    drawn: boxes.filter(([, box]) => box.width > 1.5 || box.height > 1.5).map(([name]) => name),
    sideways: document.documentElement.scrollWidth - innerWidth,
    above: document.getElementById('chat').getBoundingClientRect().top,
    cards: root.querySelectorAll('.ck-card').length,
  };
})()"""


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_chart_is_drawn_without_its_hidden_table(
    database: str, tmp_path: Path, artifacts: Path, width: int
) -> None:
    path = find_firefox()
    assert path is not None
    profile = tmp_path / "profile"
    profile.mkdir()
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with firefox_page(path, profile) as page:
            await page.goto(server.url, width, 844)
            await page.evaluate(READY)
            await page.evaluate(ASK)
            seen, shot = await page.evaluate(SEEN), await page.screenshot()
            assert seen["charts"] == 1
            assert seen["drawn"] == []
            assert seen["sideways"] <= 0
            assert seen["above"] <= 53
            assert seen["cards"] >= 1
            assert page.problems == []
    (artifacts / f"firefox-{width}.png").write_bytes(shot)
