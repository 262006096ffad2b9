"""Numbers that follow from facts in reach by a named function of at most three of them.

A function is tried only where the clause names it ("combined", "pays", "implies"), and only over the numbers that the
sentence and the ones before it have just said, or the stated owner's own price. Nothing is searched until it fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.facts import Fact, Kind, Ledger, Role
from professor_lock.grounding.matching import shows
from professor_lock.grounding.tokens import Number

REACH = 8
"""So many of the numbers said last are operands."""
MAX_PARLAY_LEGS = 3


@dataclass(slots=True)
class Operands:
    """What a derived number may be made of: facts said so far in this answer, newest last, and money the user gave."""

    said: list[Fact] = field(default_factory=list)
    stakes: list[Fraction] = field(default_factory=list)

    def add(self, fact: Fact) -> None:
        """Remember a fact that the answer has said."""
        if fact in self.said:
            self.said.remove(fact)
        self.said.append(fact)
        del self.said[:-REACH]


def derivation(number: Number, near: frozenset[str], operands: Operands, owner: Sequence[Fact], ledger: Ledger) -> str:
    """The name of the function that gives this number, "" where none does.

    `near` are the folded words of its sentence, `owner` the prices of the team or player that the number belongs to.
    """
    wanted = {words.DERIVED[word] for word in near if word in words.DERIVED}
    if near & _DECIDED:
        wanted.add("margin")
    for name, function in _FUNCTIONS:
        if name in wanted or name in _ALWAYS:
            for value in function(number, operands, owner, ledger):
                if shows(value, abs(number.parts[0]), number.digits, hedged=number.hedged):
                    return name
    return ""


_ALWAYS = frozenset({"share"})
_DECIDED = words.WON | words.LOST | frozenset({"margin", "by"})


def _values(operands: Operands, kinds: frozenset[Kind]) -> list[Fraction]:
    return [fact.value for fact in operands.said if fact.kind in kinds]


_PLAIN = frozenset({Kind.NUMBER, Kind.COUNT, Kind.TOTAL, Kind.LINE})


def _groups(operands: Operands) -> Iterator[list[Fact]]:
    """Facts that can be added or compared: of one kind and, for plain numbers, one unit."""
    kinds: dict[tuple[object, object], list[Fact]] = {}
    for fact in operands.said:
        family = "plain" if fact.kind in (Kind.NUMBER, Kind.COUNT) else fact.kind
        unit = fact.ids(Role.UNIT) if family == "plain" else None
        kinds.setdefault((family, unit), []).append(fact)
    yield from kinds.values()


def _fits(number: Number, fact: Fact) -> bool:
    if number.kind is Kind.MONEY or fact.kind is Kind.MONEY:
        return number.kind is fact.kind
    if number.kind is Kind.PERCENT or fact.kind is Kind.PERCENT:
        return fact.kind is Kind.PERCENT and (number.kind is Kind.PERCENT or number.unit in ("points", ""))
    return number.kind in (Kind.NUMBER, Kind.LINE, Kind.COUNT) and fact.kind in (*_PLAIN, Kind.PRICE, Kind.SCORE)


def _difference(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    for group in _groups(operands):
        if not _fits(number, group[0]):
            continue
        if group[0].kind is Kind.SCORE:
            yield from _margin(number, operands, (), _ledger)
            continue
        units = group[0].ids(Role.UNIT)
        if group[0].kind is not Kind.PRICE and number.unit and units and number.unit not in units:
            continue
        for first, second in combinations(group[::-1], 2):
            yield _cents_apart(first, second) if first.kind is Kind.PRICE else abs(first.value - second.value)


def _margin(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    """By how much the game was decided whose score was said last."""
    if number.kind is Kind.NUMBER and number.unit in ("points", "goals", "runs", ""):
        scores = [fact for fact in (*operands.said[-2:], *owner) if fact.kind is Kind.SCORE]
        yield from (abs(fact.parts[0] - fact.parts[1]) for fact in scores)


def _cents_apart(first: Fact, second: Fact) -> Fraction:
    def cents(value: Fraction) -> Fraction:
        return value - 100 if value > 0 else value + 100

    return abs(cents(first.value) - cents(second.value))


def _sum(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    for group in _groups(operands):
        if not _fits(number, group[0]) or group[0].kind is Kind.PRICE:
            continue
        if group[0].kind is Kind.SCORE:
            yield from (sum(fact.parts, Fraction(0)) for fact in group)
            continue
        for size in (2, 3):
            yield from (sum((fact.value for fact in some), Fraction(0)) for some in combinations(group[::-1], size))


def _mean(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    for group in _groups(operands):
        if _fits(number, group[0]) and group[0].kind is not Kind.PRICE and group[0].kind is not Kind.SCORE:
            for size in (2, 3):
                for some in combinations(group[::-1], size):
                    yield sum((fact.value for fact in some), Fraction(0)) / size


def _prices(operands: Operands, owner: Sequence[Fact]) -> list[Fraction]:
    said = [fact.decimal for fact in operands.said[::-1] if fact.kind is Kind.PRICE and fact.decimal]
    own = [
        fact.decimal
        for fact in owner
        if fact.kind is Kind.PRICE and fact.decimal and not fact.ids(Role.TAG) & {"fair", "shin", "opened"}
    ]
    return list(dict.fromkeys([*said, *own]))[:24]


def _implied(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind not in (Kind.PERCENT, Kind.RATE):
        return
    scale = 100 if number.kind is Kind.PERCENT else 1
    yield from (scale / price for price in _prices(operands, owner))


def _fair(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is not Kind.PERCENT:
        return
    prices = _prices(operands, ())
    for first, second in combinations(prices, 2):
        whole = 1 / first + 1 / second
        if 1 <= whole < Fraction(6, 5):
            yield 100 / first / whole
            yield 100 / second / whole


def _hold(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is not Kind.PERCENT:
        return
    for first, second in combinations(_prices(operands, ()), 2):
        over = 1 / first + 1 / second - 1
        if 0 <= over < Fraction(1, 5):
            yield 100 * over / (1 + over)
            yield 100 * over


def _stakes(operands: Operands) -> list[Fraction]:
    said = [fact.value for fact in operands.said[::-1] if fact.kind is Kind.MONEY]
    return list(dict.fromkeys([*operands.stakes, *said]))[:6]


def _payout(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.MONEY:
        for stake in _stakes(operands):
            yield from (stake * price for price in _with_parlays(operands, owner))


def _profit(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.MONEY:
        for stake in _stakes(operands):
            yield from (stake * (price - 1) for price in _with_parlays(operands, owner))


def _with_parlays(operands: Operands, owner: Sequence[Fact]) -> list[Fraction]:
    singles = _prices(operands, owner)
    said = _prices(operands, ())[:MAX_PARLAY_LEGS]
    if len(said) < 2:
        return singles
    whole = Fraction(1)
    for price in said:
        whole *= price
    return [*singles, whole, said[0] * said[1]]


def _ev(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is not Kind.PERCENT:
        return
    for chance in (fact.value for fact in operands.said[::-1] if fact.kind is Kind.PERCENT):
        yield from (abs(chance * price - 100) for price in _prices(operands, owner))


def _days(number: Number, operands: Operands, _owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    if ledger.now is None or number.unit != "days":
        return
    today = ledger.now.date()
    for fact in operands.said[::-1]:
        if fact.kind is Kind.DATE and len(fact.parts) == 3:
            year, month, day = (int(part) for part in fact.parts)
            try:
                yield Fraction(abs((today.replace(year=year, month=month, day=day) - today).days))
            except ValueError:
                continue


def _complement(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.PERCENT:
        yield from (100 - fact.value for fact in operands.said[::-1] if fact.kind is Kind.PERCENT)
    if number.kind is Kind.NUMBER:
        yield from (fact.parts[1] - fact.parts[0] for fact in operands.said[::-1] if fact.kind is Kind.RATIO)


def _share(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind in (Kind.PERCENT, Kind.RATE):
        scale = 100 if number.kind is Kind.PERCENT else 1
        for fact in operands.said[::-1]:
            if fact.kind is Kind.RATIO and fact.parts[1]:
                yield scale * fact.parts[0] / fact.parts[1]
            if fact.kind is Kind.RECORD and sum(fact.parts[:2], Fraction(0)):
                yield scale * fact.parts[0] / sum(fact.parts[:2], Fraction(0))


Function = Callable[[Number, Operands, Sequence[Fact], Ledger], Iterator[Fraction]]
_FUNCTIONS: tuple[tuple[str, Function], ...] = (
    ("share", _share),
    ("margin", _margin),
    ("implied", _implied),
    ("fair", _fair),
    ("hold", _hold),
    ("ev", _ev),
    ("payout", _payout),
    ("profit", _profit),
    ("difference", _difference),
    ("sum", _sum),
    ("mean", _mean),
    ("days", _days),
    ("complement", _complement),
)
FUNCTION_NAMES = tuple(name for name, _ in _FUNCTIONS)
