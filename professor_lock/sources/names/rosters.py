"""Which team do these words mean? By full name, place, nickname, abbreviation or a slip of the pen; never by a guess.

Words that fit several teams ("LA", "New York") come back as several candidates, to be asked about. The same matching
joins sources that spell a team differently ("LA Clippers", "Los Angeles Clippers").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from professor_lock.sources.names.teams import Team, listed_leagues, teams_of
from professor_lock.sources.names.text import closest, fold

COLLEGE_LEAGUES = frozenset({"ncaab", "ncaaf"})

_SHORT_PLACES = {
    "la": "los angeles",
    "ny": "new york",
    "nyc": "new york",
    "philly": "philadelphia",
    "sf": "san francisco",
    "vegas": "las vegas",
    "nola": "new orleans",
    "dc": "washington",
    "kc": "kansas city",
    "tb": "tampa bay",
    "tampa": "tampa bay",
    "chi": "chicago",
    "minny": "minnesota",
    "cincy": "cincinnati",
    "pitt": "pittsburgh",
    "saint": "st",
    "bama": "alabama",
    "uconn": "connecticut",
    "unc": "north carolina",
    "nova": "villanova",
    "cuse": "syracuse",
    "zags": "gonzaga",
    "utd": "united",
}
_GENERIC = frozenset(
    {
        "city", "united", "fc", "cf", "sc", "afc", "ac", "as", "state", "town", "real", "club", "de", "st", "los",
        "las", "new", "san", "the", "of", "and", "county", "athletic",
    }
)  # fmt: skip
"""Words too common to name a team by themselves."""

_TWO_WORD_MASCOTS = frozenset(
    {
        "tar heels", "blue devils", "crimson tide", "fighting irish", "golden gophers", "nittany lions", "red raiders",
        "horned frogs", "yellow jackets", "sun devils", "scarlet knights", "demon deacons", "golden bears",
        "green wave", "mean green", "black knights", "golden eagles", "red storm", "blue demons", "blue raiders",
        "golden flashes", "red wolves", "ragin cajuns", "thundering herd", "fighting illini", "golden hurricane",
        "rainbow warriors", "wolf pack", "golden panthers", "runnin rebels", "mountain hawks", "big green",
        "big red", "blue hens", "purple eagles", "golden grizzlies", "screaming eagles", "red foxes", "river hawks",
        "great danes", "black bears", "golden griffins", "purple aces", "golden lions", "delta devils",
        "fighting hawks",
    }
)  # fmt: skip

_MATCHUP = re.compile(r"\s+(?:vs?\.?|versus|at|against)\s+|\s*@\s*", re.IGNORECASE)
_UPPER_WORD = re.compile(r"\b[A-Z]{2,5}\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A team as words can reach it. `name` is the source's spelling where the team is in its answer (`listed`)."""

    name: str
    listed: bool
    forms: frozenset[str]
    abbreviations: frozenset[str]


class Roster:
    """The teams of one league: the table's and those in a source's answer, under the source's spelling."""

    def __init__(self, league: str, names: Iterable[str] = ()) -> None:
        spellings = {identity(league, name): name for name in names}
        known = {fold(team.name): team for team in teams_of(league)}
        self._league = league
        self._teams = [
            *(_named(team, spellings.get(key)) for key, team in known.items()),
            *(_unlisted(league, name) for key, name in spellings.items() if key not in known),
        ]
        self._by_form: dict[str, list[Named]] = {}
        for team in self._teams:
            for form in team.forms:
                self._by_form.setdefault(form, []).append(team)
        self._longest = max((len(form.split()) for form in self._by_form), default=0)

    def match(self, text: str) -> tuple[Named, ...]:
        """The teams these words may mean: none, the one, or all candidates. Exact words win over misspellings."""
        exact = self.exact(text)
        if exact:
            return exact
        if _named_elsewhere(expand(_without_article(fold(text))), self._league):
            return ()  # "Boston Bruins" is not the Celtics, though both are Boston
        mentions = self.mentions(text)
        if mentions:
            shared = [team for team in mentions[0] if all(team in other for other in mentions)]
            return tuple(shared) or tuple({team.name: team for found in mentions for team in found}.values())
        return self._by_words(text) or self._misspelt(text)

    def exact(self, text: str) -> tuple[Named, ...]:
        """The teams of which the whole text is a name, nickname, place or abbreviation."""
        folded = _without_article(fold(text))
        found = list(self._by_form.get(expand(folded), ()))
        return tuple(found + [team for team in self._teams if folded in team.abbreviations and team not in found])

    def mentions(self, text: str) -> list[tuple[Named, ...]]:
        """The teams named inside a longer text, in order; each mention with all its candidates.

        Abbreviations count only in capitals ("NO"), as too many of them are words ("no", "was", "den").
        """
        words = fold(text).split()
        capitals = {fold(word) for word in _UPPER_WORD.findall(text)}
        found: list[tuple[Named, ...]] = []
        at = 0
        while at < len(words):
            size, teams = self._mention_at(words, at, capitals)
            if teams:
                found.append(teams)
            at += size
        return found

    def _mention_at(self, words: list[str], at: int, capitals: set[str]) -> tuple[int, tuple[Named, ...]]:
        for size in range(min(self._longest, len(words) - at), 0, -1):
            teams = self._by_form.get(expand(" ".join(words[at : at + size])))
            if teams:
                return size, tuple(teams)
        if words[at] in capitals:
            return 1, tuple(team for team in self._teams if words[at] in team.abbreviations)
        return 1, ()

    def _by_words(self, text: str) -> tuple[Named, ...]:
        """Teams whose full name holds every word of the text: "Madrid" is Real Madrid and Atlético Madrid."""
        words = set(expand(_without_article(fold(text))).split())
        if not words or all(len(word) < 3 for word in words):
            return ()
        return tuple(team for team in self._teams if words <= set(expand(fold(team.name)).split()))

    def _misspelt(self, text: str) -> tuple[Named, ...]:
        whole = expand(_without_article(fold(text)))
        return tuple(
            {team.name: team for form in closest(whole, self._by_form) for team in self._by_form[form]}.values()
        )


def identity(league: str, name: str) -> str:
    """One key for one team however a source spells it: joins answers of different sources.

    >>> identity("nba", "LA Clippers") == identity("nba", "Los Angeles Clippers")
    True
    """
    return _identities(league).get(expand(fold(name)), expand(fold(name)))


def leagues_of_team(text: str) -> tuple[str, ...]:
    """The listed leagues in which these words name a team, by exact words if any does, else by a slip of the pen."""
    rosters = {league: _table_roster(league) for league in listed_leagues()}
    exact = tuple(league for league, roster in rosters.items() if roster.exact(text))
    return exact or tuple(league for league, roster in rosters.items() if roster.match(text))


def split_matchup(text: str) -> tuple[str, str] | None:
    """The two sides of "Lakers vs Warriors", "LAL @ GSW", "Suns at Lakers"; None when it is not written that way."""
    sides = [side.strip() for side in _MATCHUP.split(text) if side.strip()]
    return (sides[0], sides[1]) if len(sides) == 2 else None


def expand(folded: str) -> str:
    """Short place names spelt out, in folded text: "la clippers" -> "los angeles clippers"."""
    words = folded.split()
    return " ".join(
        word if word == "vegas" and at and words[at - 1] == "las" else _SHORT_PLACES.get(word, word)
        for at, word in enumerate(words)
    )


def school_and_mascot(name: str) -> tuple[str, str]:
    """A college team's folded name in two: ("north carolina", "tar heels"), ("michigan state", "spartans")."""
    words = fold(name).split()
    size = 2 if " ".join(words[-2:]) in _TWO_WORD_MASCOTS else 1
    return " ".join(words[:-size]), " ".join(words[-size:])


@cache
def _table_roster(league: str) -> Roster:
    return Roster(league)


@cache
def _identities(league: str) -> dict[str, str]:
    """Every full or other name of a listed team that belongs to it alone -> its folded full name."""
    owners: dict[str, set[str]] = {}
    for team in teams_of(league):
        for spelling in (team.name, *team.other_names):
            owners.setdefault(expand(fold(spelling)), set()).add(fold(team.name))
    return {spelling: next(iter(names)) for spelling, names in owners.items() if len(names) == 1}


def _named(team: Team, spelling: str | None) -> Named:
    spoken = (team.name, team.place, *team.other_names)
    nickname = () if fold(team.nickname) in _GENERIC else (team.nickname,)
    forms = frozenset(expand(fold(form)) for form in (*spoken, *nickname, spelling or "") if form)
    return Named(spelling or team.name, spelling is not None, forms, frozenset(map(fold, team.abbreviations)))


def _unlisted(league: str, name: str) -> Named:
    """A team the table does not have: reached by its name, and by the place and nickname inside it."""
    words = fold(name).split()
    parts = school_and_mascot(name) if league in COLLEGE_LEAGUES else (" ".join(words[:-1]), " ".join(words[-1:]))
    forms = {fold(name), *(part for part in parts if part and not set(part.split()) <= _GENERIC)}
    return Named(name, True, frozenset(map(expand, forms)), frozenset())


def _named_elsewhere(whole: str, league: str) -> bool:
    """Is it spelt right, as a team of another league? Then it is no misspelling of a team of this one."""
    return any(whole in form_set for other, form_set in _all_forms().items() if other != league)


@cache
def _all_forms() -> dict[str, frozenset[str]]:
    return {
        league: frozenset(form for team in teams_of(league) for form in _named(team, None).forms)
        for league in listed_leagues()
    }


def _without_article(folded: str) -> str:
    return folded.removeprefix("the ")
