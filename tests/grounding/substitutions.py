"""Errors that nobody thought of: each number of the held-out answers is replaced by others of the same ledger.

`python -m tests.grounding.substitutions [set ...]` prints the table. A number's substitutes are values of facts of its
kind that are not its own: of the same bet at another book, of the same owner, of the same game, and of anybody's. Of a
bet the values that another book has are left out where the answer names no book, as they are true as well.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Ledger, Role, Strength, owners_of
from tests.grounding.held_out_rates import ABROAD, SETS, Labelled, answers, ledger_of, left_out, meets, read

OF_KIND = {
    "price": {Kind.PRICE}, "line": {Kind.LINE, Kind.TOTAL}, "total": {Kind.TOTAL}, "percent": {Kind.PERCENT},
    "money": {Kind.MONEY}, "figure": {Kind.NUMBER, Kind.COUNT}, "score": {Kind.SCORE}, "record": {Kind.RECORD},
    "time": {Kind.TIME}, "day": {Kind.DATE}, "weather": {Kind.NUMBER, Kind.COUNT},
}  # fmt: skip
CLASSES = ("other book", "same owner", "same game", "elsewhere")
_BETS = frozenset({"price", "line", "total"})
_BOOK = re.compile(
    r"fanduel|draftkings|caesars|betmgm|bet365|unibet|tipico|william hill|\b(?:fd|dk|mgm|czr|365)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Rates:
    """Substitutes planted and shown by class; `misses` say which were shown, for a reader."""

    planted: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As Markdown."""
        out = ["| substitute | planted | shown |", "|---|---|---|"]
        out += [f"| {name} | {self.planted[name]} | {self.through[name]} |" for name in sorted(self.planted)]
        return [*out, f"| all | {self.planted.total()} | {self.through.total()} |"]


def written_as(text: str, kind: str, fact: Fact) -> str:
    """A fact's value written as the number `text` is; "" where it cannot be."""
    if kind == "price":
        return f"{int(fact.value):+d}" if re.fullmatch(r"[+-]\d{3,4}", text) else ""
    if kind in ("score", "record"):
        alike = re.fullmatch(r"\d+-\d+(-\d+)?", text) and text.count("-") + 1 == len(fact.parts)
        return "-".join(str(int(part)) for part in fact.parts) if alike else ""
    if kind == "time":
        if not re.fullmatch(r"\d{1,2}:\d\d", text):
            return ""
        hour, minute = int(fact.parts[0]), int(fact.parts[1])
        return f"{hour - 12 if hour > 12 >= int(text.partition(':')[0]) else hour}:{minute:02d}"
    if kind == "day":
        numbers = re.findall(r"\d+", text)
        named = len(numbers) == 1 and re.search("[A-Za-z]", text)
        return text.replace(numbers[0], str(int(fact.parts[-1]))) if named else ""
    return _plain(text, kind, fact)


def _plain(text: str, kind: str, fact: Fact) -> str:
    digits = re.search(r"\d+(?:,\d{3})*(?:[.,]\d+)?", text)
    if digits is None:
        return ""
    mark = "," if re.fullmatch(r"\d+,\d{1,2}", digits[0]) else "."
    if kind != "money" and "," in digits[0] and mark == ".":
        return ""
    places = len(digits[0].partition(mark)[2])
    if places == 0 and fact.value.denominator != 1:
        return ""
    written = f"{float(abs(fact.value)):.{places}f}".replace(".", mark)
    sign = "" if text[0] not in "+-" else "+" if fact.value > 0 else "-"
    return sign + text[len(sign) : digits.start()] + written + text[digits.end() :]


def _bet(fact: Fact) -> object:
    """What the prices and lines of all books on one bet have in common."""
    roles = (Role.MARKET, Role.SIDE, Role.PERIOD, Role.TAG, Role.UNIT)
    return owners_of(fact), *(fact.ids(role) for role in roles)


def substitutes(one: Labelled, ledger: Ledger, answer: str, seed: str) -> list[tuple[str, str]]:
    """The class and the text of one wrong number of each class, in an order that `seed` fixes."""
    facts = [fact for fact in ledger.facts if fact.kind in OF_KIND.get(one.kind, ()) and fact.strength > Strength.PAGE]
    own = [fact for fact in facts if written_as(one.text, one.kind, fact) == one.text]
    if not own:
        return []
    bets, owners = {_bet(fact) for fact in own}, NO_IDS.union(*map(owners_of, own))
    games = NO_IDS.union(*(game for game in ledger.games if game & owners))
    of_one_book = one.kind not in _BETS or _BOOK.search(answer) is not None
    found: dict[str, list[str]] = {name: [] for name in CLASSES}
    taken = {one.text, ""}
    for fact in facts:
        if _bet(fact) in bets and not of_one_book:
            taken.add(written_as(one.text, one.kind, fact))
    for fact in facts:
        text = written_as(one.text, one.kind, fact)
        if text not in taken:
            near = "same owner" if owners_of(fact) & owners else "same game" if owners_of(fact) & games else "elsewhere"
            found["other book" if _bet(fact) in bets else near].append(text)
    chance = random.Random(seed)
    return [(name, chance.choice(sorted({*texts}))) for name, texts in found.items() if texts]


def measure(name: str) -> Rates:
    """Judge all answers of a set once with each substitute."""
    rates = Rates()
    for style, marked in answers(SETS[name]):
        answer, numbers = read(marked, SETS[name])
        ledger = ledger_of(name, "Europe/Berlin" if style in ABROAD else "America/New_York")
        for one in numbers:
            if one.false or one.label in ("derived", "page"):
                continue
            for what, instead in substitutes(one, ledger, answer, f"{name} {style} {one.start} {answer}"):
                wrong = answer[: one.start] + instead + answer[one.end :]
                key = f"{one.kind}: {what}"
                rates.planted[key] += 1
                if not meets(left_out(wrong, name, style), one.start, one.start + len(instead)):
                    rates.through[key] += 1
                    where = wrong[max(0, one.start - 110) : one.start + len(instead) + 60]
                    rates.misses.append(f"{name}/{style} {key}: {one.text} -> {instead!r} in {where!r}")
    return rates


if __name__ == "__main__":
    whole = Rates()
    for asked in sys.argv[1:] or SETS:
        measured = measure(asked)
        whole.planted.update(measured.planted)
        whole.through.update(measured.through)
        print("\n".join(measured.misses), file=sys.stderr)
    print("\n".join(whole.lines()))
