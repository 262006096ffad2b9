"""One identity for a team per league, whichever source spells it: how the games of two sources are joined.

A team of our tables is known by every full name, short name, city and code that belongs to it alone; a school and a
club also by the rules of `spelling`. A team that no table lists is its own spelling.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from professor_lock.sources.names.spelling import COLLEGE_LEAGUES, club_core, expand, normal
from professor_lock.sources.names.teams import SOCCER_LEAGUES, Team, teams_of
from professor_lock.sources.names.text import fold

_REMEMBERED = 8192
_LEFT_OUT = frozenset({"university", "of", "the"})


def identity(league: str, name: str) -> str:
    """One key for one team however a source spells it.

    >>> identity("nba", "LA Clippers") == identity("nba", "Los Angeles Clippers")
    True
    >>> identity("ncaab", "Oregon St Beavers") == identity("ncaab", "Oregon State Beavers")
    True
    """
    return known_team(league, name) or _own(league, name)


def same_team(league: str, one: str, other: str) -> bool | None:
    """Whether two names are of one team; None when a name is in no table and the spellings differ.

    >>> same_team("bundesliga", "1. FC Köln", "FC Cologne"), same_team("ncaab", "Ohio Bobcats", "Ohio State Buckeyes")
    (True, False)
    """
    first, second = known_team(league, one), known_team(league, other)
    if first and second:
        return first == second
    return True if (first or _own(league, one)) == (second or _own(league, other)) else None


@lru_cache(maxsize=_REMEMBERED)
def known_team(league: str, name: str) -> str | None:
    """The key of the one team of our tables that has this name; None for a name of none, or of several."""
    if league in COLLEGE_LEAGUES:
        return _known_school(normal(league, name))
    plain = expand(fold(name))
    owners = _names(league)
    found = owners.get(plain)
    if found is None and league in SOCCER_LEAGUES:
        found = owners.get(club_core(plain))
    return found


def _own(league: str, name: str) -> str:
    """The key of a team that no table lists."""
    plain = normal(league, name)
    if league in COLLEGE_LEAGUES:
        return _short(plain)
    return club_core(plain) if league in SOCCER_LEAGUES else plain


@cache
def _names(league: str) -> dict[str, str]:
    """Every name that belongs to one team of the league alone -> its key; a full name always belongs to its team."""
    owners: dict[str, set[str]] = {}
    for team in teams_of(league):
        for spelling in _spellings(team):
            plain = expand(fold(spelling))
            cores = {plain, club_core(plain)} if league in SOCCER_LEAGUES else {plain}
            for form in cores:
                owners.setdefault(form, set()).add(fold(team.name))
    alone = {form: next(iter(names)) for form, names in owners.items() if len(names) == 1}
    return alone | {expand(fold(team.name)): fold(team.name) for team in teams_of(league)}


def _spellings(team: Team) -> Iterable[str]:
    return filter(None, (team.place, team.nickname, *team.abbreviations, *team.other_names, *full_names(team)))


def full_names(team: Team) -> tuple[str, ...]:
    """The team's full name, and those that sources make with its code or another nickname: "LV Raiders"."""
    if not team.place:
        return (team.name,)
    places, nicknames = (team.place, *team.abbreviations), (team.nickname, *team.other_names)
    return tuple(f"{place} {nickname}" for place in places for nickname in nicknames)


def _known_school(words: str) -> str | None:
    """The school whose name the words begin with, if the rest is its mascot; longer names of schools go first."""
    parts = words.split()
    schools = _schools()
    for size in range(len(parts), 0, -1):
        named = " ".join(parts[:size])
        found = schools.get(named) or schools.get(_short(named)) or ()
        rest = parts[size:]
        fitting = [key for key, mascots in found if not rest or any(_is_mascot(rest, mascot) for mascot in mascots)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _is_mascot(rest: list[str], mascot: tuple[str, ...]) -> bool:
    """Whether the words are the mascot, or a part of it that ends like it: "Knights" of the Black Knights."""
    return tuple(rest) == mascot or (rest[-1] == mascot[-1] and set(rest) <= set(mascot)) or set(mascot) <= set(rest)


@cache
def _schools() -> dict[str, tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]]:
    """Every way to write a school -> the schools written so: their keys and mascots."""
    found: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for team in teams_of("ncaab"):
        mascots = tuple(tuple(normal("ncaab", mascot).split()) for mascot in (team.nickname, *team.other_nicknames))
        for way in (team.place, *team.other_names):
            plain = normal("ncaab", way)
            for form in {plain, _short(plain)}:
                found.setdefault(form, {})[fold(team.name)] = mascots
    return {form: tuple(schools.items()) for form, schools in found.items()}


def _short(school: str) -> str:
    """Without "University", "of" and "the", unless nothing else is there."""
    return " ".join(word for word in school.split() if word not in _LEFT_OUT) or school
