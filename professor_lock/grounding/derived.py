"""Numbers that follow from facts in reach by a named function of at most three of them.

A function is tried only where the clause names it ("combined", "pays", "implies"), and only over the numbers that the
sentence and the ones before it have just said, or the stated owner's own price. Nothing is searched until it fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from professor_lock.betting.odds import fair_american
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.derived_games import (
    a_game,
    asked_for,
    days_until,
    hours_until,
    mean_of_games,
    net_of_team,
    of_two_teams,
    series_of,
    streak,
)  # fmt: skip
from professor_lock.grounding.derived_money import (
    expected,
    parlay,
    part_of_a_sum,
    payout,
    prices_of,
    profit,
    split,
)
from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Ledger, Role
from professor_lock.grounding.matching import shows
from professor_lock.grounding.operands import Operands
from professor_lock.grounding.tokens import Number

MOST_AVERAGED = 3


def derivation(
    number: Number, near: frozenset[str], operands: Operands, owner: Sequence[Fact], ledger: Ledger,
    *, barred: frozenset[str] = NO_IDS,
) -> str:  # fmt: skip
    """The name of the function that gives this number, "" where none does.

    `near` are the folded words of its sentence, `owner` the prices of the team or player that the number belongs to,
    `barred` the functions that its clause rules out.
    """
    wanted = {name for word in near for name in words.DERIVED.get(word, ())}
    if near >= _WIN_TIME and near & _MUST:  # "have to win 71% of the time at -245"
        wanted.add("implied")
    if near & _DECIDED:
        wanted.add("margin")
    exact = number.digits and not near & _WITHOUT_THE_MARGIN
    if operands.here and (near & _BY_ITS_PRICE or exact):  # "-168, so the book gives them about 63%"
        wanted.add("implied")
    if near & _SAYS and near & _ITS_PRICE:  # "their moneyline says 67.7%"
        wanted.add("implied")
    if near & _ASKED_FOR or near >= _OR_MORE:
        wanted.add("needs")
        if near >= _OR_MORE and not number.digits:
            wanted.discard("difference")  # "win by 6 or more" is what the line asks for
    for name, function in _FUNCTIONS:
        if (name in wanted or name in _ALWAYS) and name not in barred:
            if number.kind is Kind.PRICE and (name not in ("parlay", "fair") or (name == "fair" and not near & _FAIR)):
                continue
            for value in function(number, operands, owner, ledger):
                if number.kind is Kind.PRICE and number.value * value < 0:
                    continue
                hedged = number.hedged and number.kind is not Kind.PRICE
                if shows(abs(value), abs(number.parts[0]), number.digits, hedged=hedged):
                    return name
    return ""


_WIN_TIME = frozenset({"win", "to", "time"})
_MUST = frozenset({"have", "has", "must"})
_BY_ITS_PRICE = frozenset({"gives", "give", "says", "so", "it's", "favorite", "favorites", "makes", "make", "puts"})
_WITHOUT_THE_MARGIN = frozenset(
    {"without", "removing", "removed", "stripped", "fair", "faire", "justa", "no-vig", "novig", "vig-free", "devigged"}
)
_FAIR = frozenset({"fair", "faire", "justa", "justo", "no-vig", "novig", "vig-free", "devigged", "true"})
"""A price follows from a chance only where it is called fair, not where a margin is "removed" beside it."""
_SAYS = frozenset({"says", "say", "makes", "make", "gives", "ask", "asks"})
_ITS_PRICE = frozenset({"moneyline", "price", "prices", "line", "odds", "market", "win"})
_ASKED_FOR = frozenset({"need", "needs", "needed", "least", "necesita", "necesitaria", "braucht", "faut"})
_OR_MORE = frozenset({"or", "more"})
_ALWAYS = frozenset({"share"})
_DECIDED = words.WON | words.LOST | words.DECIDED


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
    if fact.kind is Kind.RECORD:
        return number.kind is Kind.NUMBER and number.unit in ("wins", "games")
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
            if number.kind is Kind.LINE and group[0].ids(Role.DIRECTION) | group[-1].ids(Role.DIRECTION):
                continue  # a net rating has its sign: `net_of_team`
            if first.ids(Role.TEAM) == second.ids(Role.TEAM) and _is_anothers(first, operands):
                continue
            yield _cents_apart(first, second) if first.kind is Kind.PRICE else abs(first.value - second.value)
    if number.unit == "cents":
        yield from _widest(_owner)
    if number.kind in (Kind.NUMBER, Kind.COUNT) and not number.digits:  # won 44 of 82: 6 more than were lost
        yield from (abs(2 * fact.parts[0] - fact.parts[1]) for fact in operands.said if fact.kind is Kind.RATIO)
    if number.kind is Kind.MONEY:
        sums = [value for kind, value in operands.worked if kind is Kind.MONEY]
        yield from (abs(first - second) for first, second in combinations(sums, 2))
    yield from _from_the_line(number, operands, _ledger)
    yield from net_of_team(number, _owner)


def _widest(owner: Sequence[Fact]) -> Iterator[Fraction]:
    """How far the best price that a book has on a team to win is from the worst."""
    prices = [fact for fact in owner if fact.kind is Kind.PRICE and fact.line is None and fact.ids(Role.BOOK)]
    prices = [fact for fact in prices if fact.decimal and not fact.ids(Role.TAG) and not fact.ids(Role.PERIOD)]
    if len({min(fact.ids(Role.BOOK)) for fact in prices}) > 1 and len({fact.ids(Role.TEAM) for fact in prices}) == 1:
        ordered = sorted(prices, key=lambda fact: fact.decimal or 0)
        yield _cents_apart(ordered[0], ordered[-1])


def _is_anothers(fact: Fact, operands: Operands) -> bool:
    """Whether a fact is of another team than the one that the number's clause names."""
    return bool(operands.team and fact.ids(Role.TEAM)) and not operands.team & fact.ids(Role.TEAM)


def _from_the_line(number: Number, operands: Operands, ledger: Ledger) -> Iterator[Fraction]:
    """How far a player's figure is from the line on it."""
    if number.kind is not Kind.NUMBER:
        return
    posted = ledger.of(Kind.TOTAL, operands.player)[:24] if operands.player else []
    totals = [one for one in operands.said[-3:] if one.kind is Kind.TOTAL and one.ids(Role.GAME)]
    sums = [value for kind, value in operands.worked[-1:] if kind is Kind.NUMBER]
    yield from (abs(total.value - value) for total in totals for value in sums)  # "237 points, 7.5 above the total"
    averages = [value for kind, value in operands.worked if kind is Kind.NUMBER]
    lines = [one for one in operands.said[-3:] if one.kind is Kind.TOTAL and one.ids(Role.PLAYER)]
    yield from (abs(line.value - value) for line in lines for value in averages)
    for line in (*operands.said[::-1], *posted):
        for figure in operands.said[::-1] if line.kind is Kind.TOTAL and line.ids(Role.PLAYER) else ():
            same = figure.kind in (Kind.NUMBER, Kind.COUNT) and figure.ids(Role.PLAYER) == line.ids(Role.PLAYER)
            units = figure.ids(Role.UNIT)
            if same and (not units or units & line.ids(Role.UNIT)):
                yield abs(line.value - figure.value)


def _margin(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    """By how much the game was decided whose score was said last."""
    if number.kind is Kind.NUMBER and number.unit in ("points", "goals", "runs", ""):
        scores = [fact for fact in (*operands.said[-2:], *owner) if fact.kind is Kind.SCORE]
        if operands.team:
            scores = [fact for fact in scores if fact.ids(Role.GAME) & operands.team]
        yield from (abs(fact.parts[0] - fact.parts[1]) for fact in scores)


def _cents_apart(first: Fact, second: Fact) -> Fraction:
    def cents(value: Fraction) -> Fraction:
        return value - 100 if value > 0 else value + 100

    return abs(cents(first.value) - cents(second.value))


def _sum(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.NUMBER and number.unit in ("points", "goals", "runs"):
        yield from (sum(fact.parts, Fraction(0)) for fact in owner if fact.kind is Kind.SCORE)
    if number.kind is Kind.MONEY:  # "NBA and NHL together have made you $283.20"
        of_sports = [fact for fact in owner if fact.kind is Kind.MONEY and fact.ids(Role.SCOPE)]
        sports = {fact.ids(Role.SCOPE): fact.value for fact in of_sports}
        if len(sports) == 2:
            yield sum(sports.values(), Fraction(0))
    if number.kind is Kind.NUMBER:
        yield from of_two_teams(number, owner)
        for figures in series_of(operands, _ledger).values():
            for size in [int(size) for size in operands.games if 1 < size <= len(figures)] or [len(figures)]:
                yield sum((fact.value for fact in figures[-size:]), Fraction(0))
    for group in _groups(operands):
        if not _fits(number, group[0]) or group[0].kind is Kind.PRICE:
            continue
        if group[0].kind is Kind.SCORE:
            yield from (sum(fact.parts, Fraction(0)) for fact in group)
            continue
        for size in (2, 3):
            yield from (sum((fact.value for fact in some), Fraction(0)) for some in combinations(group[::-1], size))


def _mean(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    """The mean of two or three figures that were said; of a longer list of games not that of any two of them."""
    for group in _groups(operands):
        if sum(bool(fact.day) for fact in group) > MOST_AVERAGED:
            continue
        if _fits(number, group[0]) and group[0].kind is not Kind.PRICE and group[0].kind is not Kind.SCORE:
            for size in (2, 3):
                for some in combinations(group[::-1], size):
                    yield sum((fact.value for fact in some), Fraction(0)) / size


def _implied(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind not in (Kind.PERCENT, Kind.RATE):
        return
    scale = 100 if number.kind is Kind.PERCENT else 1
    here = [fact.decimal for fact in (*operands.said, *owner) if fact.value in operands.here and fact.decimal]
    loose = prices_of(operands, owner) if operands.named else prices_of(operands, ())[:2]
    yield from (scale / price for price in (here if operands.here else loose))


def _fair(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.PRICE:
        for chance in (fact.value / 100 for fact in operands.said[::-1] if fact.kind is Kind.PERCENT):
            if 0 < chance < 1:
                yield Fraction(fair_american(float(chance)))
    if number.kind is not Kind.PERCENT:
        return
    for own, *others in _whole_markets(operands, _owner, _ledger):
        yield 100 / own / (1 / own + sum(1 / other for other in others))
    prices = prices_of(operands, ())
    for first, second in (*combinations(prices, 2), *_both_sides(operands, _ledger)):
        whole = 1 / first + 1 / second
        if 1 <= whole < Fraction(6, 5):
            yield 100 / first / whole
            yield 100 / second / whole


def _both_sides(operands: Operands, ledger: Ledger) -> Iterator[tuple[Fraction, Fraction]]:
    """Each price that the sentence says, with that of the game's other team at the same book."""
    for fact in operands.said:
        if fact.value not in operands.here or not fact.decimal or not fact.ids(Role.BOOK):
            continue
        for game in ledger.games:
            for team in sorted(game - fact.ids(Role.TEAM)) if game & fact.ids(Role.TEAM) else ():
                for other in ledger.of(Kind.PRICE, team)[:60]:
                    alike = all(other.ids(role) == fact.ids(role) for role in (Role.BOOK, Role.MARKET, Role.PERIOD))
                    opposite = -other.line == fact.line if other.line is not None and fact.line is not None else (
                        other.line is None and fact.line is None
                    )  # fmt: skip
                    if alike and opposite and other.decimal:
                        yield fact.decimal, other.decimal


def _whole_markets(operands: Operands, owner: Sequence[Fact], ledger: Ledger) -> Iterator[tuple[Fraction, ...]]:
    """The prices of all outcomes of the winner's market at the one book that is spoken of, the owner's first."""
    priced = [fact for fact in owner if fact.kind is Kind.PRICE and fact.line is None and fact.ids(Role.BOOK)]
    if operands.book:
        priced = [fact for fact in priced if fact.ids(Role.BOOK) & operands.book]
    if len({fact.ids(Role.BOOK) for fact in priced}) != 1:
        return
    for fact in priced:
        if not fact.decimal or fact.ids(Role.SIDE):
            continue
        for game in sorted(ledger.games, key=sorted):
            others = [
                other
                for team in sorted(game - fact.ids(Role.TEAM) if game & fact.ids(Role.TEAM) else ())
                for other in ledger.of(Kind.PRICE, team)[:60]
                if other.decimal
                and (other.ids(Role.TEAM) or "draw" in other.ids(Role.SIDE))
                and other.line is None
                and all(other.ids(role) == fact.ids(role) for role in (Role.BOOK, Role.MARKET, Role.PERIOD))
            ]
            if len(others) in (1, 2):
                yield (fact.decimal, *(other.decimal for other in others if other.decimal))


def _hold(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is not Kind.PERCENT:
        return
    prices = prices_of(operands, ())
    sides = [*operands.sides(2), *operands.sides(3)]
    if operands.both:
        sides += [(price, price) for price in prices]
    for some in _whole_markets(operands, _owner, _ledger):
        whole = sum((1 / price for price in some), Fraction(0))
        yield from (100 - 100 / whole, 100 * whole - 100)
    for some in sides:
        over = sum((1 / price for price in some), Fraction(-1))
        if 0 <= over < Fraction(1, 5):
            yield 100 * over / (1 + over)
            yield 100 * over
            yield 100 * (1 + over)


def _complement(number: Number, operands: Operands, _owner: Sequence[Fact], ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.PERCENT:
        yield from (100 - fact.value for fact in operands.said[::-1] if fact.kind is Kind.PERCENT)
        here = [fact.decimal for fact in operands.said if fact.value in operands.here and fact.decimal]
        yield from (100 - 100 / price for price in here)
    if number.kind is Kind.NUMBER:
        yield from (fact.parts[1] - fact.parts[0] for fact in operands.said[::-1] if fact.kind is Kind.RATIO)
    if number.kind in (Kind.NUMBER, Kind.COUNT) and operands.player:
        yield from (fact.parts[1] - fact.parts[0] for fact in ledger.of(Kind.RATIO, operands.player)[-4:])


def _share(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind in (Kind.PERCENT, Kind.RATE):
        scale = 100 if number.kind is Kind.PERCENT else 1
        own = _ledger.of(Kind.RATIO, operands.player)[-4:] if operands.player else []
        for fact in (*operands.said[::-1], *own):
            if fact.kind is Kind.RATIO and fact.parts[1]:
                yield scale * fact.parts[0] / fact.parts[1]
            if fact.kind in (Kind.RECORD, Kind.SCORE) and not fact.sides and sum(fact.parts[:2], Fraction(0)):
                yield scale * fact.parts[0] / sum(fact.parts[:2], Fraction(0))


Function = Callable[[Number, Operands, Sequence[Fact], Ledger], Iterator[Fraction]]
_FUNCTIONS: tuple[tuple[str, Function], ...] = (
    ("share", _share),
    ("margin", _margin),
    ("implied", _implied),
    ("fair", _fair),
    ("hold", _hold),
    ("ev", expected),
    ("parlay", parlay),
    ("mean", mean_of_games),
    ("per game", a_game),
    ("payout", payout),
    ("profit", profit),
    ("part", part_of_a_sum),
    ("split", split),
    ("difference", _difference),
    ("sum", _sum),
    ("mean", _mean),
    ("days", days_until),
    ("hours", hours_until),
    ("streak", streak),
    ("needs", asked_for),
    ("complement", _complement),
)
FUNCTION_NAMES = tuple(name for name, _ in _FUNCTIONS)
