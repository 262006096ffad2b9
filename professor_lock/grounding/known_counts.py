"""Counts that a conversation's cards give without saying them: of a slip's legs, a report, a board, a list."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from professor_lock.grounding.binding import Binder
from professor_lock.grounding.board_counts import OTHER, counts_board
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.counting import counts_legs
from professor_lock.grounding.facts import NOBODY, Kind, Ledger, Role
from professor_lock.grounding.report_counts import counts_report
from professor_lock.grounding.word_lists import word_set


def is_known_count(ledger: Ledger, read: Sentence, found: Found, binder: Binder, context: Context) -> bool:
    """Whether a number counts what a tool has listed."""
    return (
        counts_legs(read, found, ledger)
        or counts_report(ledger, read, found, binder)
        or counts_board(ledger, read, found, context)
        or _counts_the_rest(ledger, read, found)
        or _counts_the_listed(ledger, read, found, binder)
    )


def _counts_the_rest(ledger: Ledger, read: Sentence, found: Found) -> bool:
    """ "The other three books" of four, "89 of the 90 prices do not" of which one does."""
    number = found.number
    before = read.tokens[found.place - 1].folded if found.place else ""
    if number.kind is Kind.RATIO and read.words & _NOT:
        part, whole = number.parts
        rates = [fact for fact in ledger.of(Kind.RATIO, NOBODY) if "prices" in fact.ids(Role.UNIT)]
        return any(fact.parts == (whole - part, whole) for fact in rates)
    if number.kind not in (Kind.NUMBER, Kind.COUNT) or number.digits or before not in OTHER or number.unit != "books":
        return False
    return number.parts[0] + 1 in set(_books(ledger, read))


def _books(ledger: Ledger, read: Sentence) -> Iterator[Fraction]:
    """How many books the games of the sentence have, else those of the whole board."""
    teams = frozenset().union(*(one.ids for one in read.of(Role.TEAM)))
    for owner in sorted(teams) or [NOBODY]:
        for fact in ledger.of(Kind.COUNT, owner):
            if fact.ids(Role.UNIT) == {"books"}:
                yield fact.value


def _counts_the_listed(ledger: Ledger, read: Sentence, found: Found, binder: Binder) -> bool:
    """ "The longest shot of the three", "the best of the four": so many picks, legs or lines on a player there are."""
    number = found.number
    if number.kind not in (Kind.NUMBER, Kind.COUNT) or number.digits or number.sign or number.unit:
        return False
    before = [token.folded for token in read.tokens[max(0, found.place - 2) : found.place]]
    behind = read.tokens[found.last + 1] if found.last + 1 < len(read.tokens) else None
    if before[-1:] not in (["the"], ["los"], ["las"], ["den"], ["der"]) or before[0] not in _OF:
        return False
    if behind is not None and not behind.sign and behind.folded not in _BEHIND:
        return False
    return number.parts[0] in set(_listed(ledger, binder))


def _listed(ledger: Ledger, binder: Binder) -> Iterator[Fraction]:
    for fact in ledger.of(Kind.COUNT, NOBODY):
        if "picks" in fact.ids(Role.TAG) or fact.ids(Role.UNIT) == {"legs"}:
            yield fact.value
    for player in sorted(binder.to(Role.PLAYER).ids)[:2]:
        lines = {fact.ids(Role.UNIT) for fact in ledger.of(Kind.TOTAL, player)}
        yield Fraction(len(lines))


_NOT = word_set("don't doesn't do not none fails fail no nicht keine")
_OF = frozenset({"of", "de", "von", "among", "entre", "unter"})
_BEHIND = word_set("is are was at with es son ist sind mit tonight today by comes looks")
