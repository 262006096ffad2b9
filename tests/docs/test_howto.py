"""The how-tos name files that are there, and their code runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "howto").glob("*.md"))
OWN_PAGES = [*PAGES, ROOT / "docs" / "architecture.md"]
PLACE = re.compile(r"`((?:professor_lock|tests|dev|docs|chatkit-ui|bench)/[\w./-]+\.\w+|[a-z_]+\.(?:py|sql))`")


def code_of(page: str) -> str:
    text = (ROOT / "docs" / "howto" / page).read_text()
    return "\n".join(re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL))


def run(code: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("page", OWN_PAGES, ids=lambda page: page.stem)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text()
    named = {name for name in PLACE.findall(text) if "NAME" not in name and name != "my_tools.py"}
    inside = {path.name for path in (ROOT / "professor_lock").rglob("*.py")}
    missing = [name for name in named if not (ROOT / name).exists() and name not in inside]
    assert named
    assert missing == []


def test_each_change_opens_at_most_four_files_that_are_there() -> None:
    table = (ROOT / "docs" / "architecture.md").read_text().split("## Where to change what")[1]
    rows = re.findall(r"^\| (?!change)(.+?) \| (.+) \|$", table, flags=re.MULTILINE)
    files = {change: re.findall(r"`([\w/.-]+\.\w+)`", named) for change, named in rows}
    assert len(files) >= 12
    inside = {path.name for path in (ROOT / "professor_lock").rglob("*.py")}
    for change, opened in files.items():
        assert 1 <= len(opened) <= 4, change
        assert [
            name for name in opened if "NAME" not in name and not (ROOT / name).exists() and name not in inside
        ] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "tool"], ids=lambda page: page.stem)
def test_a_page_has_four_steps_at_most(page: Path) -> None:
    steps = re.findall(r"^\d\. ", page.read_text(), flags=re.MULTILINE)
    assert 1 <= len(steps) <= 4


@pytest.mark.long
def test_the_tool_of_the_page_is_one_of_the_agents() -> None:
    asked = "print([tool.name for tool in ProfessorLockChatKitServer.professor_lock_agent.tools][-1])"
    assert run(f"{code_of('tool.md')}\n{asked}") == "rest_days"


def test_the_card_of_the_page_is_filled_by_its_template(tmp_path: Path) -> None:
    template = '{"type":"Card","children":[{"type":"Title","value":{{ title | tojson }}}]}'
    build = f"""
import json
from pathlib import Path
from pydantic import TypeAdapter
from professor_lock.widgets import base
folder = Path({str(tmp_path)!r})
schema = TypeAdapter(NoteView).json_schema()
packed = {{"version": "1.0", "name": "Note", "template": {template!r}, "jsonSchema": schema}}
(folder / "note.widget").write_text(json.dumps(packed))
base.TEMPLATES = folder
card = create_note_widget("Tonight")
print(card.copy_text)
"""
    assert run(f"{code_of('card.md')}\n{build}") == "Tonight"
