"""Where, and against whom, a record or the figure of a game was made: at home, on the road, against the Giants."""

from __future__ import annotations

from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Found, Mention, Sentence
from professor_lock.grounding.facts import NO_IDS, Fact, Kind, Role

_OF_A_VENUE = frozenset({Kind.RECORD, Kind.SCORE, Kind.RATIO, Kind.NUMBER, Kind.COUNT})
_RECORDS = frozenset({Kind.RECORD, Kind.RATIO})
_NEAR = 6
"""So many words behind a figure may its opponent stand."""
_AGAINST = frozenset({"against", "vs", "v", "versus", "at", "in", "contra", "gegen", "contre", "en", "bei", "ante"})
_WE_GO = frozenset({"days", "weeks", "hours", "minutes"})


def venue_in_source(kind: Kind, unit: str, binder: Binder) -> frozenset[str]:
    """Where a source's number was made, where its clause says so: "Home record 51-25"."""
    said = binder.to(Role.VENUE)
    if kind not in _OF_A_VENUE or unit in _WE_GO or said.reach is not Reach.CLAUSE or len(said.ids) != 1:
        return NO_IDS
    return said.ids


def venue_refuses(fact: Fact, found: Found, binder: Binder, sentence: Sentence) -> str:
    """Why a figure of another place, or against another team, does not back a number; "" when it does."""
    if fact.kind not in _OF_A_VENUE:
        return ""
    own, said = fact.ids(Role.VENUE), binder.to(Role.VENUE)
    if own == _AT_HOME and _at_its_ground(fact, found, sentence):
        return ""
    if own and not fact.day and not own & said.ids:
        return "venue"  # a home record is no record of all games
    if own and fact.day and said.reach >= Reach.SENTENCE and not own & said.ids:
        return "venue"
    if not own and fact.kind in _RECORDS and _at_its_ground(fact, found, sentence):
        return "venue"
    labelled = said.reach is Reach.CLAUSE or (sentence.row and said.reach is Reach.SENTENCE)
    if not own and fact.kind in _RECORDS and labelled and fact.ids(Role.TEAM):
        return "venue"
    return "opponent" if fact.ids(Role.OPPONENT) and _is_against_another(fact, found, sentence) else ""


def _at_its_ground(fact: Fact, found: Found, sentence: Sentence) -> bool:
    """Whether a team's own ground is named right behind a number: "the Padres are 47-29 at Petco"."""
    behind = [
        one for one in sentence.of(Role.TEAM) if 0 < one.place - found.last <= 3 and one.ids & fact.ids(Role.TEAM)
    ]
    return any(sentence.tokens[one.place - 1].folded in ("at", "in") for one in behind)


_AT_HOME = frozenset({"home"})


def _is_against_another(fact: Fact, found: Found, sentence: Sentence) -> bool:
    """Whether the team behind a figure, or before it in its clause, is another than the game was against."""
    teams = [one for one in sentence.of(Role.TEAM) if not one.standing]
    behind = [one for one in teams if 0 < one.place - found.last <= _NEAR and _is_opponent(one.place, sentence)]
    if behind and not any(found.last < one.place < behind[0].place for one in sentence.numbers):
        between = sentence.tokens[found.last + 1 : behind[0].place]
        if not any(token.sign in (",", ";", ":", "|", ")") for token in between):
            return not _is_one_of(behind[0], fact.ids(Role.OPPONENT), sentence)
    listed = sentence.row or sentence.bullet
    before = [
        one
        for one in teams
        if one.last < found.place
        and (listed or one.segment == found.segment)
        and (_is_opponent(one.place, sentence) or (listed and one.other))
    ]
    numbers = [one for one in sentence.numbers if one.number.kind is not Kind.DATE]
    if before and not any(before[-1].last < one.place < found.place for one in numbers):
        return not _is_one_of(before[-1], fact.ids(Role.OPPONENT), sentence)
    return False


def _is_one_of(named: Mention, teams: frozenset[str], sentence: Sentence) -> bool:
    """Whether a name stands for one of these teams; a town does for each of its teams."""
    written = " ".join(token.folded for token in sentence.tokens[named.place : named.last + 1])
    return bool(named.ids & teams) or any(team.startswith(f"{written} ") for team in teams)


def _is_opponent(place: int, sentence: Sentence) -> bool:
    """Whether a team stands behind "against", "at" and the like, with an article or not."""
    before = [token for token in sentence.tokens[max(0, place - 2) : place] if token.folded not in _ARTICLES]
    return bool(before) and (before[-1].folded in _AGAINST or before[-1].sign == "@")


_ARTICLES = frozenset({"the", "die", "den", "der", "los", "las", "el", "la", "les", "le"})
