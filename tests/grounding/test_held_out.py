"""The held-out answers: which numbers of each the gate leaves out."""

from __future__ import annotations

import re
from pathlib import Path

from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from tests.grounding.evening_facts import evening

LINES = [
    line.replace("\\n", "\n")
    for line in Path(__file__).with_name("held_out.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
USER = "Lakers vs Warriors tonight? I have $50. How did LeBron do in his last 10 games?"


def judged(line: str) -> tuple[list[str], list[str], int]:
    """The true numbers left out, the wrong numbers shown, and how many numbers were looked at."""
    text = line.replace("⟦", "").replace("⟧", "")
    wrong = []
    shift = 0
    for match in re.finditer(r"⟦(.*?)⟧", line):
        start = match.start() - shift
        wrong.append((start, start + len(match[1])))
        shift += 2
    locale = (
        "es"
        if re.match(r"(?:Los|LeBron promedia)", line)
        else "de"
        if re.match(r"(?:Die|Curry kommt|Das)", line)
        else "en"
    )
    gate = Gate(evening(USER), locale=locale, question=USER)
    gate.feed(text)
    gate.finish()
    alarms, through, before = [], [], 0
    for one in gate.checked:
        length = one.verdict.end - one.verdict.start
        start = one.start - before
        before += one.end - one.start - length
        planted = any(begin < start + length and start < end for begin, end in wrong)
        passed = one.verdict.state in PASSING
        if planted and passed:
            through.append(f"{one.verdict.text} ({one.verdict.state.value} {one.verdict.why}) in {text!r}")
        if not planted and not passed:
            alarms.append(f"{one.verdict.text} ({one.verdict.state.value} {one.verdict.why}) in {text!r}")
    if wrong and len(gate.checked) == 0:
        through.append(f"nothing seen in {text!r}")
    return alarms, through, len(gate.checked)


def test_no_planted_error_is_shown() -> None:
    assert [one for line in LINES for one in judged(line)[1]] == []


def test_hardly_a_true_number_is_left_out() -> None:
    found = [judged(line) for line in LINES]
    alarms = [one for result in found for one in result[0]]
    assert len(alarms) <= 0.03 * sum(result[2] for result in found), alarms
