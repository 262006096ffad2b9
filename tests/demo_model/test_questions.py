"""The demo, asked what people ask: each question ends in the tools, the slip and the words it must end in.

A wrong card is worse than none: whatever is answered must be what was asked for. No number of an answer is held back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.recorded.recording import FROZEN_AT
from tests.support.asked_demo import Answered, asked_demo

pytestmark = pytest.mark.long

QUESTIONS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))[
    "question"
]
PARTS = 4
"""So that workers share the questions."""
EVERYDAY = ("new", "not", "was", "min", "sun", "ten", "den", "car", "it was not new", "ten min", "the sun is out")


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """The demo's evening is that of one day; timers go on."""
    with time_machine.travel(FROZEN_AT, tick=False):
        yield


def test_there_are_as_many_questions_as_were_asked_for() -> None:
    follow_ups = [one for one in QUESTIONS if isinstance(one["ask"], list)]
    assert len(QUESTIONS) >= 75
    assert len(follow_ups) >= 20


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_question_ends_in_what_was_asked_for(part: int, database: str, tmp_path: Path) -> None:
    wrong = {}
    async with asked_demo(database, tmp_path) as demo:
        for question in QUESTIONS[part::PARTS]:
            asked = question["ask"] if isinstance(question["ask"], list) else [question["ask"]]
            if faults := faults_of(question, await demo.ask(*asked)):
                wrong[" | ".join(asked)] = faults
    assert not wrong, "\n".join(f"{asked}: {faults}" for asked, faults in wrong.items())


async def test_everyday_words_are_no_teams(database: str, tmp_path: Path) -> None:
    async with asked_demo(database, tmp_path) as demo:
        for words in EVERYDAY:
            answered = await demo.ask(words)
            assert not answered.tools, words
            assert "did not understand" in answered.text


KEYS = frozenset({"ask", "tools", "refused", "legs", "stake", "words", "not", "card", "care"})


def faults_of(question: dict[str, Any], found: Answered) -> list[str]:
    """What is not as it must be."""
    faults = [f"a key that is not looked at: {key}" for key in question if key not in KEYS]
    cards = "\n".join(widget["copy_text"] for widget in found.chat.widgets)
    faults += [f"no card with {words!r}" for words in question.get("card", []) if words not in cards]
    if found.tools != sorted(question.get("tools", [])) or found.refused != question.get("refused", []):
        faults.append(f"tools {found.tools}, refused {found.refused}")
    if "legs" in question and found.legs != question["legs"]:
        faults.append(f"legs {found.legs}")
    if "stake" in question and found.stake != question["stake"]:
        faults.append(f"stake {found.stake}")
    faults += [f"without {words!r}" for words in question.get("words", []) if words not in found.text]
    faults += [f"with {words!r}" for words in question.get("not", []) if words in found.text]
    if "(no source)" in found.text:
        faults.append("a number that nobody gave")
    if question.get("care", False) != found.care:
        faults.append("care" if found.care else "no card of care")
    return [*faults, found.text] if faults else []
