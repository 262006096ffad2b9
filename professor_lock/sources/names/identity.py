"""One key per team and league, whichever source spells the name. Games of two sources are joined by these keys.

A team in our tables is recognised by every full name, short name, city and code that belongs to it alone; schools and
clubs also by the rules of `spelling`. The key of a team that no table lists is made from its own spelling.
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
    """The key of a team, the same for every spelling of its name. Never raises.

    >>> identity("nba", "LA Clippers") == identity("nba", "Los Angeles Clippers")
    True
    >>> identity("ncaab", "Oregon St Beavers") == identity("ncaab", "Oregon State Beavers")
    True
    """
    return known_team(league, name) or _own(league, name)


def same_team(league: str, one: str, other: str) -> bool | None:
    """Whether two names mean one team; None (unknown) when a name is in no table and the spellings differ.

    >>> same_team("bundesliga", "1. FC Köln", "FC Cologne"), same_team("ncaab", "Ohio Bobcats", "Ohio State Buckeyes")
    (True, False)
    """
    first, second = known_team(league, one), known_team(league, other)
    if first and second:
        return first == second
    return True if (first or _own(league, one)) == (second or _own(league, other)) else None


@lru_cache(maxsize=_REMEMBERED)
def known_team(league: str, name: str) -> str | None:
    """The key of the one team in our tables that has this name; None when no team has it, or several do."""
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
    """Name -> key, for every name that only one team of the league has. A full name always counts as its team's."""
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
    """The team's full name, and the full names that sources form with its code or another nickname: "LV Raiders"."""
    if not team.place:
        return (team.name,)
    places, nicknames = (team.place, *team.abbreviations), (team.nickname, *team.other_names)
    return tuple(f"{place} {nickname}" for place in places for nickname in nicknames)


def _known_school(words: str) -> str | None:
    """The key of the school whose name starts the text, if the rest is its mascot; the longest school name wins."""
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
    """Whether the words are the mascot or its last words: "Knights" for the Black Knights."""
    return tuple(rest) == mascot or (rest[-1] == mascot[-1] and set(rest) <= set(mascot)) or set(mascot) <= set(rest)


@cache
def _schools() -> dict[str, tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]]:
    """Written form of a school -> the schools written so, each as (key, mascots)."""
    found: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for team in teams_of("ncaab"):
        mascots = tuple(tuple(normal("ncaab", mascot).split()) for mascot in (team.nickname, *team.other_nicknames))
        for way in (team.place, *team.other_names):
            plain = normal("ncaab", way)
            for form in {plain, _short(plain)}:
                found.setdefault(form, {})[fold(team.name)] = mascots
    return {form: tuple(schools.items()) for form, schools in found.items()}


def _short(school: str) -> str:
    """The name without "University", "of" and "the"; the whole name if nothing would be left."""
    return " ".join(word for word in school.split() if word not in _LEFT_OUT) or school
