"""When a player's figure was: the day, the weekday or the season that a sentence says of it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from professor_lock.grounding.binding import Binder
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import NOBODY, Fact, Kind, Ledger, Role


def games_of(ledger: Ledger, fact: Fact) -> list[Fact]:
    """The figures of the games that a fact is of, or beside, oldest first."""
    owner = min(fact.ids(Role.PLAYER) or fact.ids(Role.TEAM), default=NOBODY)
    return [
        one
        for kind in (Kind.NUMBER, Kind.COUNT)
        for one in ledger.of(kind, owner)
        if one.day and one.ids(Role.UNIT) == fact.ids(Role.UNIT)
    ]


def not_of_its_day(ledger: Ledger, fact: Fact, found: Found, binder: Binder, read: Sentence) -> str:
    """ "22 on October 31": the day behind a player's figure is the day of the game that has it."""
    owners = sorted(binder.to(Role.PLAYER).ids or binder.to(Role.TEAM).ids)
    if fact.kind is not Kind.DATE or found.place < 2 or not owners:
        return ""
    before = [one for one in read.numbers if one.last < found.place]
    between = [token.folded for token in read.tokens[before[-1].last + 1 : found.place]] if before else []
    if (
        not all(between)
        or between[-1:] == []
        or between[-1] not in _ON
        or len(between) > 3
        or before[-1].number.kind is not Kind.NUMBER
    ):
        return ""
    played = [
        one for kind in (Kind.NUMBER, Kind.COUNT) for owner in owners for one in ledger.of(kind, owner) if one.day
    ]
    days = {one.day for one in played if one.value == before[-1].number.parts[0]}
    return "day" if days and fact.parts[-2:] not in days else ""


def not_of_its_weekday(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    """ "29 on Thursday", "Thursday's 29": the figure of the last Thursday before now. "Sat, Nov 29" has to be one."""
    if fact.kind is Kind.DATE:
        return _not_that_weekday(ledger, fact, read, found)
    if fact.kind not in (Kind.NUMBER, Kind.COUNT) or not fact.ids(Role.PLAYER) or ledger.now is None:
        return ""
    behind = [token.folded for token in read.tokens[found.last + 1 : found.last + 5]]
    before = [token.folded.removesuffix("'s") for token in read.tokens[max(0, found.place - 1) : found.place]]
    named = next((_WEEKDAYS[day] for on, day in pairwise(behind) if on in _ON and day in _WEEKDAYS), None)
    if named is None:
        named = next((_WEEKDAYS[word] for word in before if word in _WEEKDAYS), None)
    if named is None:
        return ""
    days_ago = (ledger.now.weekday() - named) % 7
    day = (ledger.now - timedelta(days=days_ago)).date()
    wanted = (Fraction(day.month), Fraction(day.day))
    if not days_ago or fact.day == wanted:
        return ""
    return "day" if fact.day or any(one.day == wanted for one in games_of(ledger, fact)) else ""


def weekday_before(read: Sentence, found: Found) -> int | None:
    """The weekday right before a date ("Sat, Nov 28"), counted from Monday as 0."""
    before = [token for token in read.tokens[max(0, found.place - 2) : found.place] if token.sign != ","]
    word = before[-1].folded if before else ""
    return _WEEKDAYS.get(word, _SHORT_WEEKDAYS.get(word))


def _not_that_weekday(ledger: Ledger, fact: Fact, read: Sentence, found: Found) -> str:
    named, now = weekday_before(read, found), ledger.now
    if named is None or now is None:
        return ""
    month, day = (int(part) for part in fact.parts[-2:])
    years = [int(fact.parts[0])] if len(fact.parts) == 3 else range(now.year - 1, now.year + 2)
    days = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    nearest = min(days, key=lambda one: abs(one - now.date()), default=None)
    return "day" if nearest is not None and nearest.weekday() != named else ""


def not_of_its_season(ledger: Ledger, fact: Fact, read: Sentence) -> str:
    """ "In the 2024-25 season Jokic averaged 29.1" is not said of a figure of 2025-26."""
    said = [one.number.parts for one in read.numbers if one.number.kind is Kind.SEASON]
    if not said or fact.day or fact.kind not in (Kind.NUMBER, Kind.COUNT, Kind.RECORD, Kind.PERCENT):
        return ""
    owner = min(fact.ids(Role.PLAYER) or fact.ids(Role.TEAM), default=NOBODY)
    own = [one.parts for one in ledger.of(Kind.SEASON, owner)]
    return "season" if own and not any(parts in own for parts in said) else ""


_WEEKDAYS = {
    word: place
    for place, listed in enumerate(
        (
            "monday montag lunes lundi", "tuesday dienstag martes mardi", "wednesday mittwoch miercoles mercredi",
            "thursday donnerstag jueves jeudi", "friday freitag viernes vendredi", "saturday samstag sabado samedi",
            "sunday sonntag domingo dimanche",
        )
    )
    for word in listed.split()
}  # fmt: skip


_SHORT_WEEKDAYS = {
    word: place
    for place, listed in enumerate(("mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun"))
    for word in listed.split()
}
_ON = frozenset({"on", "am", "el", "le", "vom", "del"})
