"""The rates over the answers of `held_out/`: `python -m tests.grounding.held_out_rates` prints the table.

A line is an answer. `{k text}` is a number that is true of `sunday_facts`; `k` is its kind: p price, l line, t total,
% percent, m money, f figure, c count, s score, r record, d day, h time, w weather, n no statement. After the kind `~`
marks a number that follows from others, `!` the user's own, `@` one that only a web page has. `|other` behind the text
is wrong in its place: another's, or another side's. Further wrong numbers are made from the kind by `wrong_for`.
A number without braces is a name or true as well.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.gate import Gate
from professor_lock.grounding.judging import PASSING
from tests.grounding.sunday_facts import USER, sunday

FOLDER = Path(__file__).with_name("held_out")
LOCALES = {"spanish": "es", "german": "de"}
KINDS = {
    "p": "price", "l": "line", "t": "total", "%": "percent", "m": "money", "f": "figure", "c": "count", "s": "score",
    "r": "record", "d": "day", "h": "time", "w": "weather", "n": "name",
}  # fmt: skip
LABELS = {"": "verified", "~": "derived", "!": "given", "@": "page"}
FIRM = frozenset({"price", "line", "total", "percent", "money"})
"""Kinds of which no planted error may be shown: prices, lines, money and probabilities."""
SAME_SIDE = {
    "+166": {"+170", "+175"}, "+124": {"+120"}, "-198": {"-210"}, "+100": {"-100"},
}  # fmt: skip
"""What another book pays for the same side, which is no error where no book is named; even money has two signs."""
_MARKED = re.compile(r"\{(?P<kind>[plt%mfcsrdhwn])(?P<label>[~!@]?) (?P<text>[^|}]+)(?:\|(?P<wrong>[^}]+))?\}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number of an answer: its place in the text without marks, and what is wrong in its place, by class."""

    start: int
    end: int
    text: str
    kind: str
    label: str
    wrong: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Rates:
    """Counts by style for true numbers, by kind for planted ones; `misses` say what went wrong, for a person."""

    true: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As Markdown."""
        out = ["| style | true numbers | left out (false alarms) |", "|---|---|---|"]
        out += [f"| {style} | {self.true[style]} | {self.alarms[style]} |" for style in sorted(self.true)]
        out += [f"| all | {self.true.total()} | {self.alarms.total()} |", ""]
        out += ["| planted error | planted | let through |", "|---|---|---|"]
        out += [f"| {name} | {self.planted[name]} | {self.through[name]} |" for name in sorted(self.planted)]
        return [*out, f"| all | {self.planted.total()} | {self.through.total()} |"]


def answers() -> Iterator[tuple[str, str]]:
    """Style and marked text of every answer."""
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):  # a heading of an answer begins with more of them
                yield file.stem, line.replace("\\n", "\n")


def read(marked: str) -> tuple[str, list[Labelled]]:
    """The text without its marks, and its numbers."""
    text, at, found = "", 0, []
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        shown, kind = match["text"], KINDS[match["kind"]]
        wrong = [("another's", other) for other in (match["wrong"] or "").split("|") if other]
        wrong += [one for one in wrong_for(kind, shown) if one[1] not in {shown, *SAME_SIDE.get(shown, ())}]
        found.append(Labelled(len(text), len(text) + len(shown), shown, kind, LABELS[match["label"]], tuple(wrong)))
        text += shown
        at = match.end()
    return text + marked[at:], found


def wrong_for(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """Wrong numbers made of a true one: invented, rounded, of the other sign, a line that moved, a doubled stake."""
    digits = re.search(r"\d+(?:[.,]\d+)?", text)
    if digits is None:
        return
    if kind == "price" and text[0] in "+-":
        size = int(digits[0])
        yield "wrong sign", f"{'-' if text[0] == '+' else '+'}{size}"
        yield "invented", f"{text[0]}{size + 17}"
        yield "rounding", f"{text[0]}{size + 1 if size % 10 == 0 else round(size, -1) + (size % 10 == 5)}"
    elif kind == "price" and "/" not in text:
        yield "invented", _plus(text, digits, 0.13)
    elif kind in ("line", "total"):
        if text[0] in "+-":
            yield "wrong sign", f"{'-' if text[0] == '+' else '+'}{text[1:]}"
        yield "old line", _plus(text, digits, 1.5)
    elif kind == "percent":
        yield "invented", _plus(text, digits, 4.3 if "." in digits[0] or "," in digits[0] else 4)
    elif kind == "money":
        yield "doubled", _plus(text, digits, float(digits[0].replace(",", "")), grouped="," in digits[0])
    elif kind in ("figure", "weather"):
        yield "invented", _plus(text, digits, 3.4 if re.search(r"[.,]\d$", digits[0]) else 34)
        yield "rounding", _plus(text, digits, 0.1 if re.search(r"[.,]\d$", digits[0]) else 1)
    elif kind in ("count", "day"):
        yield "invented", f"{text[: digits.start()]}{int(digits[0]) + 3}{text[digits.end() :]}"
    elif kind in ("score", "record", "time"):
        yield "invented", f"{text[: digits.start()]}{int(digits[0]) + 2}{text[digits.end() :]}"


def _plus(text: str, digits: re.Match[str], more: float, *, grouped: bool = False) -> str:
    shown = digits[0]
    if grouped or re.fullmatch(r"\d{1,3}[.,]\d{3}", shown):
        mark = "," if "," in shown else "."
        new = f"{int(re.sub('[.,]', '', shown)) + int(more):,}".replace(",", mark)
    else:
        mark = "," if "," in shown else "."
        places = len(re.split("[.,]", shown)[1]) if re.search("[.,]", shown) else 0
        new = f"{float(shown.replace(',', '.')) + more:.{places}f}".replace(".", mark)
    return text[: digits.start()] + new + text[digits.end() :]


@cache
def _ledger(zone: str) -> Ledger:
    return sunday(zone)


@cache
def question(style: str) -> str:
    """What the user has asked: the file's first line says it, where it is not the question of all."""
    first = (FOLDER / f"{style}.txt").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("# question: ") if first.startswith("# question: ") else USER


def left_out(text: str, style: str) -> list[tuple[int, int]]:
    """Where the numbers stand in the text that a reader would not see."""
    ledger = _ledger("Europe/Berlin" if style == "german" else "America/New_York")
    gate = Gate(ledger, locale=LOCALES.get(style, "en"), question=question(style))
    gate.feed(text)
    gate.finish()
    places, before = [], 0
    for one in gate.checked:
        length, start = one.verdict.end - one.verdict.start, one.start - before
        if one.verdict.state not in PASSING:
            places.append((start, start + length))
        before += one.end - one.start - length
    return places


def _meets(places: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(begin < end and start < stop for begin, stop in places)


def measure() -> Rates:
    """Judge all answers as they are, and once with each planted error."""
    rates = Rates()
    for style, marked in answers():
        text, numbers = read(marked)
        places = left_out(text, style)
        rates.true[style] += len(numbers)
        for begin, end in places:
            rates.alarms[style] += 1
            rates.true[style] += not _meets([(one.start, one.end) for one in numbers], begin, end)
            rates.misses.append(f"ALARM {style}: {text[begin:end]!r} in {text[max(0, begin - 90) : end + 50]!r}")
        for one in numbers:
            for name, instead in one.wrong:
                wrong = text[: one.start] + instead + text[one.end :]
                key = f"{one.kind}: {name}"
                rates.planted[key] += 1
                if not _meets(left_out(wrong, style), one.start, one.start + len(instead)):
                    rates.through[key] += 1
                    where = wrong[max(0, one.start - 90) : one.start + len(instead) + 50]
                    rates.misses.append(f"THROUGH {style} {key}: {instead!r} in {where!r}")
    return rates


if __name__ == "__main__":
    found = measure()
    print("\n".join(found.lines()))
    print("\n".join(found.misses), file=sys.stderr)
