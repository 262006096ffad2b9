"""Lists of a player's games in a sentence: "17, 17 and 16 in the last three", "three straight unders of 6, 6 and 8".

Such a list has the games in their order, without gaps where it is said to be a run, and each on the side of the line
that its words name.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.days import games_of
from professor_lock.grounding.facts import Fact, Kind, Ledger, Role
from professor_lock.grounding.tokens import Token
from professor_lock.grounding.word_lists import word_set

_LAST = frozenset({"last", "past", "ultimos", "letzten", "latest"})
_A_RUN = word_set("straight row consecutive back-to-back running seguidos seguidas consecutivos folge")
_NEWEST = word_set("lately zuletzt recently ultimamente")
_UNDER = word_set("under unders below unter debajo menos short failed failing")
_OVER = word_set("over overs cleared above topped uber encima supero superaron exceeded mas")
_NEAR = 5
"""So many words stand between the side of a line and the list of games that are on it."""


def not_in_order(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """Why a number does not stand in a list of a player's games; "31, 22, 36, 27, 29" has them in their order."""
    if fact.kind not in (Kind.NUMBER, Kind.COUNT) or not fact.ids(Role.PLAYER):
        return ""
    run = _run_of(read, found)
    sized = [one for one in read.numbers if run and 0 < one.place - run[-1].last <= 5]
    sized = [one for one in sized if one.number.parts[0] == len(run) and read.tokens[one.place - 1].folded in _LAST]
    if len(run) < (2 if sized else 3):
        return ""
    said = [one.number.parts[0] for one in run]
    if not fact.day:  # an average, or a count, that is the same is no game's figure
        logs = _logs(ledger, fact)
        return "order" if any(2 * len([one for one in said if one in log]) > len(said) for log in logs) else ""
    series = [one.value for one in games_of(ledger, fact)]
    before = {token.folded for token in read.tokens[max(0, run[0].place - 10) : run[0].place]}
    if len(said) > len(series):
        return ""
    newest = (series[-len(said) :], series[: -len(said) - 1 : -1])
    slices = newest if sized or before & _NEWEST else [*_slices(series, len(said))] if before & _A_RUN else ()
    if slices:
        best = max(slices, key=lambda order: _alike(order, said))
        return "" if best == said else "order" if sized or best[run.index(found)] != found.number.parts[0] else ""
    if any(_is_part_of(said, order) for order in (series, series[::-1])):
        return ""
    best = max(newest, key=lambda order: _alike(order, said))
    return "" if best[run.index(found)] == found.number.parts[0] else "order"


def not_on_its_side(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """Why a game's figure is none of the unders, or overs, that a list is said to be: "three unders of 6, 6 and 10"."""
    if not fact.day or not fact.ids(Role.PLAYER):
        return ""
    run = _run_of(read, found)
    side, line = _side_of(read, run) if len(run) > 1 else ("", None)
    if not side:
        return ""
    lines = [line] if line is not None else [*_lines(ledger, fact)]
    if not lines or fact.value in lines:
        return ""
    return "" if any((fact.value > one) == (side == "over") for one in lines) else "side"


def is_listed(read: Sentence, found: Found) -> bool:
    """Whether a number stands in a bare list of three or more: "31, 22, 36"."""
    return len(_run_of(read, found)) > 2


def joins_a_list(token: Token) -> bool:
    """Whether a token may stand between two items of a list."""
    return token.sign in (",", "/", "-") if token.sign else token.folded in ("and", "y", "und", "et")


def _run_of(read: Sentence, found: Found) -> list[Found]:
    """The plain numbers in a row, with nothing but commas and "and" between them, that a number stands in."""
    run: list[Found] = []
    for one in read.numbers:
        between = read.tokens[run[-1].last + 1 : one.place] if run else []
        listed = bool(run) and len(between) <= 2 and all(joins_a_list(token) for token in between)
        if not listed:
            if found in run:
                return run
            run = []
        run.append(one)
    return run if found in run else []


def _side_of(read: Sentence, run: list[Found]) -> tuple[str, Fraction | None]:
    """On which side of which line a list is said to be; the line is None where the words leave it out."""
    behind = [token.folded for token in read.tokens[run[-1].last + 1 : run[-1].last + 5]]
    if behind[:1] == ["in"] and behind[1:2] in (["his"], ["her"], ["the"]):
        for word in behind[2:]:
            if word in ("overs", "unders"):
                return word.removesuffix("s"), None
    first = run[0].place
    opens = read.tokens[first - 1] if first else None
    if opens is None or (opens.sign != ":" and opens.folded not in ("of", "with", "de", "mit", "von")):
        return "", None
    since = max((place for place, token in enumerate(read.tokens[:first]) if token.sign in (";", ".")), default=-1)
    for place in range(first - 2, max(since, first - 2 - 2 * _NEAR), -1):
        word = read.tokens[place].folded
        if word not in _UNDER and word not in _OVER:
            continue
        side = "under" if word in _UNDER else "over"
        line = [one for one in read.numbers if place < one.place <= place + 3 and one.place < first]
        digits = [one for one in line if one.number.digits]
        if digits or (word in ("failed", "failing") and line):
            return side, (digits or line)[0].number.parts[0]
        return (side, None) if first - place <= _NEAR else ("", None)
    return "", None


def _lines(ledger: Ledger, fact: Fact) -> Iterator[Fraction]:
    """The lines on a player's figure."""
    for player in fact.ids(Role.PLAYER):
        for one in ledger.of(Kind.TOTAL, player)[:60]:
            if not one.ids(Role.UNIT) or one.ids(Role.UNIT) & fact.ids(Role.UNIT):
                yield one.value


def _logs(ledger: Ledger, fact: Fact) -> list[list[Fraction]]:
    """The figures of the player's games by what is counted."""
    found: dict[frozenset[str], list[Fraction]] = {}
    for player in fact.ids(Role.PLAYER):
        for kind in (Kind.NUMBER, Kind.COUNT):
            for one in ledger.of(kind, player):
                if one.day:
                    found.setdefault(one.ids(Role.UNIT), []).append(one.value)
    return [*found.values()]


def _slices(series: list[Fraction], size: int) -> Iterator[list[Fraction]]:
    """All runs of so many games, in either order."""
    for order in (series, series[::-1]):
        yield from (order[start : start + size] for start in range(len(order) - size + 1))


def _alike(order: list[Fraction], said: list[Fraction]) -> int:
    return sum(one == other for one, other in zip(order, said, strict=True))


def _is_part_of(said: list[Fraction], series: list[Fraction]) -> bool:
    """Whether the values come one after another in the series, with others between them or not."""
    rest = iter(series)
    return all(value in rest for value in said)
