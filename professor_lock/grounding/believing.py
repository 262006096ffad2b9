"""Whether a fact may be believed for a sentence: a page's, an example's, an old price, a score with its winner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Sentence
from professor_lock.grounding.facts import Fact, Kind, Role, Strength
from professor_lock.grounding.word_lists import word_set

_AGE_WORDS = word_set(
    """
    ago old stale earlier was were opened opening yesterday last before then read quoted published alt alter alten war
    waren hace era fue antes since updated
    """
)


_LEADS = word_set("up lead leads leading led ahead won win wins beat beats beaten defeated topped edged")


def is_weak(fact: Fact, read: Sentence, binder: Binder) -> str:
    """A page backs only what is said with its name, and not what is said of a book."""
    if fact.strength is Strength.EXAMPLE:
        named = any(binder.to(role).reach >= Reach.SENTENCE for role in (Role.TEAM, Role.PLAYER, Role.BOOK))
        return "example" if named or not read.words & words.EXAMPLE else ""
    if fact.strength is not Strength.PAGE:
        return ""
    pages = fact.ids(Role.PAGE)
    if binder.to(Role.BOOK).reach is Reach.CLAUSE and binder.to(Role.PAGE).reach is not Reach.CLAUSE:
        return "page"
    return "" if any(one.ids & pages for one in read.of(Role.PAGE)) else "page"


def has_wrong_winner(fact: Fact, read: Sentence, binder: Binder, said: Sequence[Fraction] = ()) -> str:
    """A score is refused when the team that is said to have won has the lower part of it, or that is `said` first."""
    if fact.kind is not Kind.SCORE or len(fact.sides) != 2:
        return ""
    if len(said) == 2 and said[0] < said[1] and read.words & _LEADS and not read.words & words.LOST:
        return "winner"  # "they lead 3-5"
    teams = read.of(Role.TEAM)
    guests = [one for one in teams if not one.other and not read.is_where(one)]
    if teams and not guests:  # "a 123-111 win at Dallas"
        subject = frozenset(fact.sides).difference(*(one.ids for one in teams))
    else:
        subject = guests[0].ids if guests else binder.to(Role.TEAM).ids
    mine = next((place for place, side in enumerate(fact.sides) if side in subject), None)
    if mine is None or subject >= frozenset(fact.sides):
        return ""
    won, lost = bool(read.words & words.WON), bool(read.words & words.LOST)
    if won == lost:
        return ""
    margin = fact.parts[mine] - fact.parts[1 - mine]
    return "winner" if (margin < 0 if won else margin > 0) else ""


def is_stale(fact: Fact, read: Sentence, now: datetime | None) -> bool:
    if fact.fresh_s is None or fact.as_of is None or now is None:
        return False
    old = (now - fact.as_of).total_seconds() > fact.fresh_s
    return old and not read.words & _AGE_WORDS
