"""How many players a report of injuries lists, by team and by status, and how many picks a list of picks has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import takewhile

from professor_lock.grounding.binding import Binder
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NOBODY, Fact, Kind, Ledger, Role
from professor_lock.grounding.names import Names
from professor_lock.grounding.reading import read_sentence
from professor_lock.grounding.word_lists import word_set

LISTED = "listed"
"""The tag of a count of all that a report lists; of those with one status the tag is the status."""
STATUSES = frozenset({"out", "questionable", "doubtful", "probable", "day-to-day", "suspension"})
_INJURED = re.compile(r"^[^|,]{1,60}, ([^|,]{2,60}) \| ([A-Za-z][A-Za-z -]{1,20}?) \|")
_REPORT = re.compile(r"\binjuries\b")
_PICK = re.compile(r"\| Published ")
_OF_REPORT = word_set(
    "listed list lists report reported injury injuries injured hurt players player lesionados verletzt blesses bajas"
)
_PICKS = word_set("picks pick published")


def facts_of_report(text: str, names: Names, fact: Callable[..., Fact]) -> Iterator[Fact]:
    """The counts of a report's lines; none of another text."""
    lines = text.splitlines()
    if not lines:
        return
    if _REPORT.search(lines[0]):
        listed: Counter[tuple[frozenset[str], str]] = Counter()
        for found in filter(None, map(_INJURED.match, lines)):
            teams = read_sentence(found[1], names).of(Role.TEAM)
            if teams:
                listed[teams[0].ids, LISTED] += 1
                listed[teams[0].ids, found[2].casefold()] += 1
        for (team, tag), count in listed.items():
            entities = {Role.TEAM: team, Role.TAG: frozenset({tag}), Role.UNIT: _UNIT}
            yield fact(Kind.COUNT, (Fraction(count),), entities)
    picks = sum(bool(_PICK.search(line)) for line in lines)
    if picks:
        yield fact(Kind.COUNT, (Fraction(picks),), {Role.TAG: frozenset({"picks"}), Role.UNIT: _UNIT})


_ENDS = frozenset({")", ":", ";"})
_UNIT = frozenset({"counted in a report"})
"""No word of a text is this unit: only `counts_report` looks for it."""


def counts_report(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """Whether a number is how many a report lists: "two Lakers are out", "three picks are published"."""
    number = found.number
    plain = number.kind in (Kind.NUMBER, Kind.COUNT) and not number.sign and not number.digits
    if not plain or number.unit not in ("", "players", "injuries", "bets", "teams"):
        return False
    if read.words & _PICKS and _has(ledger, NOBODY, "picks", number.parts[0]):
        return True
    said = _statuses(read, found)
    if not said and not (read.words & _OF_REPORT):
        return False
    teams = binder.to(Role.TEAM).ids
    return len(teams) > 0 and all(
        any(_has(ledger, team, tag, number.parts[0]) for team in sorted(teams)) for tag in said or {LISTED}
    )


def _statuses(read: Sentence, found: Found) -> set[str]:
    """The first status behind a number, before the next number."""
    behind = [one.place for one in read.numbers if one.place > found.last]
    end = min([*behind, found.last + 8, len(read.tokens)])
    near = list(takewhile(lambda token: token.sign not in _ENDS, read.tokens[found.last + 1 : end]))
    return set([token.folded for token in near if token.folded in STATUSES][:1])


def _has(ledger: Ledger, owner: str, tag: str, count: Fraction) -> bool:
    facts = ledger.of(Kind.COUNT, owner)
    return any(fact.value == count and fact.ids(Role.UNIT) == _UNIT and tag in fact.ids(Role.TAG) for fact in facts)
