"""The table of `docs/grounding.md`: what the gate catches of planted errors and leaves out of true numbers.

`python -m tests.grounding.corpus.measure` prints it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from tests.grounding.corpus.world import Num
from tests.grounding.corpus.writers import Answer, answers

ANSWERS = 600
QUESTION = "What do you think about tonight?"


@dataclass(slots=True)
class Table:
    """Counts by label of true numbers and by class of planted ones; `misses` say what went wrong, for a user."""

    true: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As Markdown."""
        out = ["| true numbers | checked | left out (false alarms) |", "|---|---|---|"]
        out += [f"| {label} | {self.true[label]} | {self.alarms[label]} |" for label in sorted(self.true)]
        out += [f"| all | {sum(self.true.values())} | {sum(self.alarms.values())} |", ""]
        out += ["| planted error | planted | caught | let through |", "|---|---|---|---|"]
        for name in sorted(self.planted):
            caught = self.planted[name] - self.through[name]
            out.append(f"| {name} | {self.planted[name]} | {caught} | {self.through[name]} |")
        whole, through = sum(self.planted.values()), sum(self.through.values())
        return [*out, f"| all | {whole} | {whole - through} | {through} |"]


def written(answer: Answer, place: int = -1, instead: str = "") -> tuple[str, list[tuple[int, int, Num]]]:
    """The text of an answer and where its numbers stand; with `instead` at the number of this place."""
    text = ""
    spans = []
    for at, piece in enumerate(answer):
        shown = piece if isinstance(piece, str) else instead if at == place else piece.text
        if isinstance(piece, Num) and shown:
            spans.append((len(text), len(text) + len(shown), piece))
        text += shown
    return text, spans


def left_out(text: str, ledger: Ledger, locale: str) -> list[tuple[int, int]]:
    """Where the numbers stand in the model's text that the gate does not let through."""
    gate = Gate(ledger, locale=locale, question=QUESTION)
    gate.feed(text)
    gate.finish()
    places = []
    before = 0
    for one in gate.checked:
        length = one.verdict.end - one.verdict.start
        shown = one.end - one.start
        start = one.start - before
        if one.verdict.state not in PASSING:
            places.append((start, start + length))
        before += shown - length
    return places


def _mutants(answer: Answer) -> Iterator[tuple[str, int, str]]:
    for place, piece in enumerate(answer):
        if isinstance(piece, Num):
            for name, instead in piece.wrong.items():
                if instead != piece.text:
                    yield name, place, instead


def measure(count: int = ANSWERS) -> Table:
    """Run the corpus."""
    table = Table()
    for style, world, answer in answers(count):
        ledger = world.ledger()
        locale = {"spanish": "es", "german": "de"}.get(style, "en")
        text, spans = written(answer)
        places = left_out(text, ledger, locale)
        for start, end, number in spans:
            table.true[number.label] += 1
            if any(begin < end and start < stop for begin, stop in places):
                table.alarms[number.label] += 1
                table.misses.append(f"ALARM {style}: {number.text!r} in {text[max(0, start - 70) : end + 40]!r}")
        for name, place, instead in _mutants(answer):
            text, spans = written(answer, place, instead)
            start, end, number = next(span for span in spans if span[2] is answer[place])
            key = f"{name} ({number.kind})"
            table.planted[key] += 1
            if not any(begin < end and start < stop for begin, stop in left_out(text, ledger, locale)):
                table.through[key] += 1
                table.misses.append(f"THROUGH {style} {key}: {instead!r} in {text[max(0, start - 70) : end + 40]!r}")
    return table


if __name__ == "__main__":
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS)
    print("\n".join(found.lines()))
    print("\n".join(found.misses[:80]), file=sys.stderr)
