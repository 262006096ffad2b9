"""The rates over a held-out set of answers: `python -m tests.grounding.held_out_rates [set ...]` prints its tables.

A set is a folder of answers and the ledger that they are about; `SETS` has them.

A line is an answer. `{k text}` is a number that is true of the ledger; `k` is its kind: p price, l line, t total,
% percent, m money, f figure, c count, s score, r record, d day, h time, w weather, n no statement. After the kind `~`
marks a number that follows from others, `!` the user's own, `@` one that only a web page has. `|other` behind the text
is wrong in its place: another's, or another side's, or of the class before its colon ("|other book: -110"). Further
wrong numbers are made from the kind by `wrong_for`.
A number without braces is a name or true as well. `{xk text}` is wrong as it stands.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from tests.grounding import april_facts, november_facts, october_facts, saturday_facts, september_facts, sunday_facts

LOCALES = {"spanish": "es", "german": "de", "french": "fr", "arabic": "ar"}
ABROAD = frozenset({"german", "french"})
"""Styles whose readers live in central Europe."""
KINDS = {
    "p": "price", "l": "line", "t": "total", "%": "percent", "m": "money", "f": "figure", "c": "count", "s": "score",
    "r": "record", "d": "day", "h": "time", "w": "weather", "n": "name",
}  # fmt: skip
LABELS = {"": "verified", "~": "derived", "!": "given", "@": "page"}
FIRM = frozenset({"price", "line", "total", "percent", "money"})
"""Kinds of which no planted error may be shown: prices, lines, money and probabilities."""
_MARKED = re.compile(
    r"\{(?P<wrong_here>x?)(?P<kind>[plt%mfcsrdhwn])(?P<label>[~!@]?) (?P<text>[^|}]+)(?:\|(?P<wrong>[^}]+))?\}"
)


@dataclass(frozen=True)
class HeldOut:
    """A set: its folder, the ledger for a reader's zone, and what the user asked."""

    folder: str
    ledger: Callable[[str], Ledger]
    user: str
    same_side: dict[str, set[str]] = field(default_factory=dict)
    """Prices that another book has for the same side, which are no errors where no book is named."""

    @property
    def path(self) -> Path:
        return Path(__file__).with_name(self.folder)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number of an answer: its place in the text without marks, and what is wrong in its place, by class."""

    start: int
    end: int
    text: str
    kind: str
    label: str
    wrong: tuple[tuple[str, str], ...]
    false: bool = False
    """Whether it is wrong as it stands."""


@dataclass(slots=True)
class Rates:
    """Counts by style for true numbers, by kind for planted ones; `misses` say what went wrong, for a user."""

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


def answers(some: HeldOut) -> Iterator[tuple[str, str]]:
    """Style and marked text of every answer."""
    for file in sorted(some.path.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):  # a heading of an answer begins with more of them
                yield file.stem, line.replace("\\n", "\n")


def read(marked: str, some: HeldOut) -> tuple[str, list[Labelled]]:
    """The text without its marks, and its numbers."""
    text, at, found = "", 0, []
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        shown, kind = match["text"], KINDS[match["kind"]]
        wrong: list[tuple[str, str]] = []
        if not match["wrong_here"]:
            same = {shown, *some.same_side.get(shown, ())}
            wrong = [_classed(other) for other in (match["wrong"] or "").split("|") if other]
            wrong += [one for one in wrong_for(kind, shown) if one[1] not in same]
        place = (len(text), len(text) + len(shown))
        label = LABELS[match["label"]]
        found.append(Labelled(*place, shown, kind, label, tuple(wrong), bool(match["wrong_here"])))
        text += shown
        at = match.end()
    return text + marked[at:], found


def _classed(wrong: str) -> tuple[str, str]:
    """ "other book: -110" is its class and the text; a text alone is another's."""
    what, colon, text = wrong.rpartition(": ")
    return (what, text) if colon else ("another's", wrong)


def wrong_for(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """Wrong numbers made of a true one: invented, rounded, of the other sign, a line that moved, a doubled stake."""
    digits = re.search(r"\d+(?:[.,]\d+)?", text)
    if digits is None:
        return
    if kind == "price" and text[0] in "+-":
        size = int(digits[0])
        if size != 100:  # +100 and -100 are the same price
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
def ledger_of(some: str, zone: str) -> Ledger:
    """The ledger that a set is about, for a reader in this zone."""
    return SETS[some].ledger(zone)


@cache
def question(some: str, style: str) -> str:
    """What the user has asked: the file's first line says it, where it is not the question of all."""
    first = (SETS[some].path / f"{style}.txt").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("# question: ") if first.startswith("# question: ") else SETS[some].user


def left_out(text: str, some: str, style: str) -> list[tuple[int, int]]:
    """Where the numbers stand in the text that a reader would not see."""
    ledger = ledger_of(some, "Europe/Berlin" if style in ABROAD else "America/New_York")
    gate = Gate(ledger, locale=LOCALES.get(style, "en"), question=question(some, style))
    gate.feed(text)
    gate.finish()
    places, before = [], 0
    for one in gate.checked:
        length, start = one.verdict.end - one.verdict.start, one.start - before
        if one.verdict.state not in PASSING:
            places.append((start, start + length))
        before += one.end - one.start - length
    return places


def meets(places: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the places has something of this range."""
    return any(begin < end and start < stop for begin, stop in places)


def measure(name: str) -> Rates:
    """Judge all answers of a set as they are, and once with each planted error."""
    rates = Rates()
    for style, marked in answers(SETS[name]):
        text, numbers = read(marked, SETS[name])
        places = left_out(text, name, style)
        true = [(one.start, one.end) for one in numbers if not one.false]
        false = [(one.start, one.end) for one in numbers if one.false]
        rates.true[style] += len(true)
        for begin, end in places:
            if not meets(false, begin, end):
                rates.alarms[style] += 1
                rates.true[style] += not meets(true, begin, end)
                rates.misses.append(f"ALARM {style}: {text[begin:end]!r} in {text[max(0, begin - 90) : end + 50]!r}")
        for one in numbers:
            wrong = (*one.wrong, ("in a false sentence", one.text)) if one.false else one.wrong
            for what, instead in wrong:
                _plant(rates, name, style, text, one, what, instead)
    return rates


def _plant(rates: Rates, name: str, style: str, text: str, one: Labelled, what: str, instead: str) -> None:
    wrong = text[: one.start] + instead + text[one.end :]
    key = f"{one.kind}: {what}"
    rates.planted[key] += 1
    if not meets(left_out(wrong, name, style), one.start, one.start + len(instead)):
        rates.through[key] += 1
        where = wrong[max(0, one.start - 90) : one.start + len(instead) + 50]
        rates.misses.append(f"THROUGH {style} {key}: {instead!r} in {where!r}")


APRIL = {"-103": {"-106"}, "-108": {"-110"}, "-112": {"-110"}, "+176": {"+180"}, "+108": {"+110"}}
SETS = {
    "sunday": HeldOut(
        "held_out", sunday_facts.sunday, sunday_facts.USER,
        {"+166": {"+170", "+175"}, "+124": {"+120"}, "-198": {"-210"}, "+100": {"-100"}},
    ),
    "saturday": HeldOut(
        "saturday", saturday_facts.saturday, saturday_facts.USER, {"-112": {"-110"}, "-108": {"-110"}}
    ),
    "monday": HeldOut("monday", saturday_facts.saturday, saturday_facts.USER),
    "friday": HeldOut("friday", saturday_facts.saturday, saturday_facts.USER),
    "october": HeldOut(
        "october", october_facts.october, october_facts.USER,
        {"-108": {"-110"}, "-112": {"-110"}, "-104": {"-100"}, "+124": {"+120"}},
    ),
    "november": HeldOut(
        "november", october_facts.october, october_facts.USER,
        {"-108": {"-110"}, "-112": {"-110"}, "-104": {"-100"}, "-116": {"-120"}},
    ),
    "wednesday": HeldOut(
        "wednesday", saturday_facts.saturday, saturday_facts.USER, {"-112": {"-110"}, "-108": {"-110"}}
    ),
    "tuesday": HeldOut("tuesday", sunday_facts.sunday, sunday_facts.USER),
    "january": HeldOut(
        "january", saturday_facts.saturday, saturday_facts.USER, {"-112": {"-110"}, "-108": {"-110"}}
    ),
    "thursday": HeldOut("thursday", sunday_facts.sunday, sunday_facts.USER),
    "march": HeldOut(
        "march", sunday_facts.sunday, sunday_facts.USER,
        {"+166": {"+170", "+175"}, "+124": {"+120"}, "-198": {"-210"}, "+100": {"-100"}},
    ),
    "february": HeldOut(
        "february", october_facts.october, october_facts.USER,
        {"-108": {"-110"}, "-112": {"-110"}, "-104": {"-100"}, "-116": {"-120"}},
    ),
    "december": HeldOut(
        "december", october_facts.october, october_facts.USER,
        {"-108": {"-110"}, "-112": {"-110"}, "-104": {"-100"}, "-116": {"-120"}},
    ),
    "april": HeldOut("april", april_facts.april, april_facts.USER, APRIL),
    "may": HeldOut("may", april_facts.april, april_facts.USER, APRIL),
    "june": HeldOut("june", april_facts.april, april_facts.USER, APRIL),
    "july": HeldOut("july", april_facts.april, april_facts.USER, APRIL),
    "radio": HeldOut(
        "radio", october_facts.october, october_facts.USER,
        {"+124": {"+120"}, "-104": {"-100"}, "-116": {"-120"}},
    ),
    "counter": HeldOut("counter", april_facts.april, april_facts.USER, APRIL),
    "voices": HeldOut(
        "voices", saturday_facts.saturday, saturday_facts.USER, {"-112": {"-110"}, "-108": {"-110"}, "-109": {"-110"}}
    ),
    "september": HeldOut("september", september_facts.september, september_facts.USER),
    "porch": HeldOut("porch", september_facts.september, september_facts.USER),
    "gazette": HeldOut("gazette", november_facts.november, november_facts.USER),
    "terrace": HeldOut("terrace", november_facts.november, november_facts.USER),
    "digest": HeldOut("digest", sunday_facts.sunday, sunday_facts.USER, {"+124": {"+120"}}),
}  # fmt: skip


if __name__ == "__main__":
    for asked in sys.argv[1:] or SETS:
        found = measure(asked)
        print(f"## {asked}\n\n" + "\n".join(found.lines()))
        print("\n".join(found.misses), file=sys.stderr)
