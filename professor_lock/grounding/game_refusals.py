"""Why a figure or a score is of another game: of another day, of other teams, a margin and no team's score."""

from __future__ import annotations

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Fact, Kind, Role


def of_another_game(fact: Fact, found: Found, sentence: Sentence) -> str:
    """Why a fact of one game is not what its sentence speaks of; "" when it is."""
    return _day_said(fact, found, sentence) or _margin_said(fact, found, sentence) or _other_game(fact, found, sentence)


def _day_said(fact: Fact, found: Found, sentence: Sentence) -> str:
    """A figure of one game that is said of a day is that day's."""
    if not fact.day:
        return ""
    own = _own_day(found, sentence)
    if own is not None:
        return "" if own.number.parts[-2:] == fact.day else "day"
    for one in sentence.numbers:
        if one.number.kind is not Kind.DATE or one.number.parts[-2:] == fact.day:
            continue
        first, last = (one.last, found.place) if one.last < found.place else (found.last, one.place)
        between = sentence.tokens[first + 1 : last]
        if len(between) <= 4 and not any(
            token.number or token.sign in (";", ".") or token.folded in words.BREAKS
            for token in between
            if token.sign != "|"
        ):
            others = [other for other in sentence.numbers if other.number.kind is Kind.DATE and other is not one]
            nearer = any(_apart(other, found) <= _apart(one, found) for other in others)
            if not nearer:
                return "day"
    return ""


def _own_day(found: Found, sentence: Sentence) -> Found | None:
    """The date right behind a figure, "36 on Feb 1"; else the one that opens its clause, "on Feb 1 he had 36"."""
    for one in sentence.numbers:
        if one.number.kind is Kind.DATE and 0 < one.place - found.last <= 4:
            between = sentence.tokens[found.last + 1 : one.place]
            words_of = [token.folded for token in between if token.folded]
            if not any(token.number or token.sign not in ("", "(") for token in between) and any(
                word in _ON for word in words_of
            ):
                return one
    before = [
        one
        for one in sentence.numbers
        if one.number.kind is Kind.DATE
        and one.last < found.place
        and sentence.segments[one.place] == found.segment
        and one.place
        and sentence.tokens[one.place - 1].folded in _ON
    ]
    return before[-1] if before else None


_ON = frozenset({"on", "am", "el", "le", "vom", "del", "from", "il"})


def _apart(one: Found, other: Found) -> int:
    return min(abs(one.place - other.last), abs(other.place - one.last))


def _margin_said(fact: Fact, found: Found, sentence: Sentence) -> str:
    """ "won by 4" is no team's score."""
    before = sentence.tokens[found.place - 1].folded if found.place else ""
    if before not in ("by", "um", "por") or not sentence.words & (words.WON | words.LOST | words.DECIDED):
        return ""
    return "margin" if fact.kind is Kind.COUNT and fact.ids(Role.UNIT) & {"points", "goals", "runs"} else ""


def _other_game(fact: Fact, found: Found, sentence: Sentence) -> str:
    """A score whose clause names a team that did not play: "won 116-100 in Dallas" of a game with Atlanta."""
    if fact.kind is not Kind.SCORE or len(fact.sides) != 2:
        return ""
    for one in sentence.of(Role.TEAM):
        if one.leaning or one.standing or one.segment != found.segment or one.ids & {*fact.sides}:
            continue
        first, last = (one.last, found.place) if one.last < found.place else (found.last, one.place)
        if not any(first < other.place < last for other in sentence.numbers):
            return "game"
    return ""
