"""Finds the team that a text names, by full name, place, nickname, abbreviation or a misspelling; never by a guess.

A text that fits several teams ("LA", "New York") gives several candidates, for a question to the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from professor_lock.sources.names.identity import full_names, identity
from professor_lock.sources.names.spelling import COLLEGE_LEAGUES, normal, school
from professor_lock.sources.names.teams import SOCCER_LEAGUES, Team, listed_leagues, other_leagues, teams_of
from professor_lock.sources.names.text import closest, fold

_GENERIC = frozenset(
    {
        "city", "united", "fc", "cf", "sc", "afc", "ac", "as", "state", "town", "real", "club", "de", "st", "los",
        "las", "new", "san", "the", "of", "and", "county", "athletic",
    }
)  # fmt: skip
"""Words that too many team names contain to identify one team."""

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

FILLING = frozenset(
    {"the", "of", "a", "for", "on", "in", "s", "team", "game", "games", "match", "vs", "v", "versus", "and"}
)
"""Words beside a team's name that do not change which team or bet is meant."""
CHATTER = frozenset(
    {
        "matchup", "next", "tonight", "today", "moneyline", "ml", "odds", "line", "lines", "spread", "total", "price",
        "prices", "bet", "bets", "score", "scores", "news", "injury", "injuries", "report", "props", "weather", "stats",
        "trend", "trends",
    }
)  # fmt: skip
"""Words of a question about a team, which a bet may not have."""
_EXTRA_WORDS = 2
"""A written name may have this many words more than its normal form: "Texas A&M" is written as three."""

_MATCHUP = re.compile(r"(?<!\s)\s++(?:vs?\.?|versus|at|against)\s++|(?<!\s)\s*+@\s*+", re.IGNORECASE)
_UPPER_WORD = re.compile(r"\b[A-Z]{2,5}\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A team and the folded forms of its name. `listed`: it is in the source's answer, whose spelling `name` is."""

    name: str
    listed: bool
    forms: frozenset[str]
    abbreviations: frozenset[str]
    mascots: frozenset[str] = frozenset()
    """A college team's nicknames, which several colleges share: the ones in the source's answer are preferred."""


class Roster:
    """The teams of one league: those of our tables, and those in a source's answer in the source's spelling."""

    def __init__(self, league: str, names: Iterable[str] = ()) -> None:
        spellings = {identity(league, name): name for name in names}
        known = _tabled(league)
        self._league = league
        self._teams = [
            *(_spelt(league, team, spellings.get(key)) for key, team in known.items()),
            *(_unlisted(league, name) for key, name in spellings.items() if key not in known),
        ]
        self._by_form: dict[str, list[Named]] = {}
        for team in self._teams:
            for form in team.forms:
                self._by_form.setdefault(form, []).append(team)
        self._longest = max((len(form.split()) for form in self._by_form), default=0) + _EXTRA_WORDS

    def match(self, text: str) -> tuple[Named, ...]:
        """The teams that the text may mean: none, one, or all candidates. Exact names win over misspellings.

        The whole text must be the name: "Michigan Tech" is not Michigan.
        """
        exact = self.exact(text)
        if exact:
            return exact
        if _named_elsewhere(fold(text), self._league):
            return ()  # "Boston Bruins" is not the Celtics, though both play in Boston
        mentions, left = self._mentioned(text)
        if mentions:
            if set(left) - FILLING - CHATTER:
                return self._by_words(text)
            shared = [team for team in mentions[0] if all(team in other for other in mentions)]
            return tuple(shared) or tuple({team.name: team for found in mentions for team in found}.values())
        return self._by_words(text) or self._misspelt(text)

    def exact(self, text: str) -> tuple[Named, ...]:
        """The teams that have the whole text as a name, nickname, place or abbreviation, misspellings left out."""
        folded = _without_article(fold(text))
        found = self._with_form(normal(self._league, folded))
        return tuple(found + [team for team in self._teams if folded in team.abbreviations and team not in found])

    def is_school(self, text: str) -> bool:
        """Whether the whole text is a school's name, with or without its mascot; a mascot alone is not."""
        form = normal(self._league, _without_article(fold(text)))
        return any(form not in team.mascots for team in self._by_form.get(form, ()) if team.mascots)

    def mentions(self, text: str) -> list[tuple[Named, ...]]:
        """The teams named inside a longer text, in order: one tuple of candidates per mention.

        Abbreviations count only in capitals ("NO"): in small letters many are words ("no", "was", "den").
        """
        return self._mentioned(text)[0]

    def unnamed(self, text: str) -> list[str]:
        """The folded words of a longer text that are neither part of a team's name nor filling words."""
        return [word for word in self._mentioned(text)[1] if word not in FILLING]

    def _mentioned(self, text: str) -> tuple[list[tuple[Named, ...]], list[str]]:
        words = fold(text).split()
        capitals = {fold(word) for word in _UPPER_WORD.findall(text)}
        found: list[tuple[Named, ...]] = []
        left: list[str] = []
        at = 0
        while at < len(words):
            size, teams = self._mention_at(words, at, capitals)
            if teams:
                found.append(teams)
            else:
                left += words[at : at + size]
            at += size
        return found, left

    def _mention_at(self, words: Sequence[str], at: int, capitals: set[str]) -> tuple[int, tuple[Named, ...]]:
        for size in range(min(self._longest, len(words) - at), 0, -1):
            teams = self._with_form(normal(self._league, " ".join(words[at : at + size])))
            if teams:
                return size, tuple(teams)
        if words[at] in capitals:
            return 1, tuple(team for team in self._teams if words[at] in team.abbreviations)
        return 1, ()

    def _with_form(self, form: str) -> list[Named]:
        """The teams with this folded form; of schools that share a mascot, those in the source's answer, if any."""
        teams = self._by_form.get(form, [])
        playing = [team for team in teams if team.listed]
        return playing if playing and all(form in team.mascots for team in teams) else list(teams)

    def _by_words(self, text: str) -> tuple[Named, ...]:
        """Teams whose full name contains every word of the text: "Madrid" gives Real Madrid and Atlético Madrid."""
        words = set(normal(self._league, _without_article(fold(text))).split())
        if not words or all(len(word) < 3 for word in words):
            return ()
        return tuple(team for team in self._teams if words <= set(normal(self._league, team.name).split()))

    def _misspelt(self, text: str) -> tuple[Named, ...]:
        """Teams whose name the text misspells, compared word for word; a name with more words does not match."""
        whole = normal(self._league, _without_article(fold(text)))
        near = [form for form in self._by_form if form.count(" ") == whole.count(" ")]
        return tuple({team.name: team for form in closest(whole, near) for team in self._by_form[form]}.values())


def leagues_of_team(text: str) -> tuple[str, ...]:
    """Keys of the leagues in which the text names a team: exactly where one does, otherwise as a misspelling.

    "Memphis" names a team of the NBA and a school, so both leagues are given. A school's mascot alone ("Warriors")
    counts only where no other league has a team of that name.
    """
    everyday, others = _rosters(listed_leagues()), _rosters(other_leagues())
    exact = tuple(league for league, roster in everyday.items() if roster.exact(text))
    if exact:
        return exact + tuple(league for league, roster in others.items() if roster.is_school(text))
    return (
        tuple(league for league, roster in others.items() if roster.exact(text))
        or tuple(league for league, roster in everyday.items() if roster.match(text))
        or tuple(league for league, roster in others.items() if roster.match(text))
    )


def leagues_mentioned(text: str) -> tuple[str, ...]:
    """Keys of the leagues that a sentence names a team of; outside `listed_leagues` the whole text must be the team."""
    everyday = _rosters(listed_leagues())
    exact = tuple(league for league, roster in everyday.items() if roster.exact(text))
    mentioned = tuple(league for league, roster in everyday.items() if roster.mentions(text))
    return exact or leagues_of_team(text) or mentioned


def unknown_words(text: str) -> list[str]:
    """The words beside a team's name that no league of `listed_leagues` knows; empty where the text names no team."""
    found = [_table_roster(league).unnamed(text) for league in leagues_mentioned(text)]
    return min(found, key=len, default=[])


def split_matchup(text: str) -> tuple[str, str] | None:
    """The two sides of "Lakers vs Warriors", "LAL @ GSW", "Suns at Lakers"; None for any other text."""
    sides = [side.strip() for side in _MATCHUP.split(text) if side.strip()]
    return (sides[0], sides[1]) if len(sides) == 2 else None


def school_and_mascot(name: str) -> tuple[str, str]:
    """School and mascot of a college team's name, folded: ("michigan state", "spartans")."""
    words = school(name).split()
    size = 2 if " ".join(words[-2:]) in _TWO_WORD_MASCOTS else 1
    return " ".join(words[:-size]), " ".join(words[-size:])


def _rosters(leagues: Iterable[str]) -> dict[str, Roster]:
    return {league: _table_roster(league) for league in leagues}


@cache
def _table_roster(league: str) -> Roster:
    return Roster(league)


@cache
def _tabled(league: str) -> dict[str, Named]:
    """The teams of our tables by their key (`identity`)."""
    return {fold(team.name): _named(league, team) for team in teams_of(league)}


def _named(league: str, team: Team) -> Named:
    nicknames = [name for name in (team.nickname, *team.other_nicknames) if fold(name) not in _GENERIC]
    spoken = [team.name, team.place, *team.other_names, *nicknames]
    if league in COLLEGE_LEAGUES:
        spoken += [f"{place} {team.nickname}" for place in team.other_names]
    else:
        spoken += full_names(team)
    if league in SOCCER_LEAGUES:
        spoken = [name for name in spoken if fold(name) not in _GENERIC or name == team.name]
    forms = frozenset(normal(league, form) for form in spoken if form)
    mascots = frozenset(normal(league, name) for name in nicknames) if league in COLLEGE_LEAGUES else frozenset()
    return Named(team.name, False, forms, frozenset(map(fold, team.abbreviations)), mascots)


def _spelt(league: str, team: Named, spelling: str | None) -> Named:
    """The team with the source's own spelling as its name."""
    if spelling is None:
        return team
    return replace(team, name=spelling, listed=True, forms=team.forms | {normal(league, spelling)})


def _unlisted(league: str, name: str) -> Named:
    """A team that is not in our tables: it is found by its name, and by the place and nickname inside it."""
    words = normal(league, name).split()
    parts = school_and_mascot(name) if league in COLLEGE_LEAGUES else (" ".join(words[:-1]), " ".join(words[-1:]))
    forms = {normal(league, name), *(part for part in parts if part and not set(part.split()) <= _GENERIC)}
    mascots = frozenset(parts[1:]) if league in COLLEGE_LEAGUES else frozenset()
    return Named(name, True, frozenset(forms), frozenset(), mascots)


def _named_elsewhere(folded: str, league: str) -> bool:
    """Whether the text is exactly a team of another league: then it is no misspelling of a team of this one."""
    whole = _without_article(folded)
    return any(normal(other, whole) in forms for other, forms in _all_forms().items() if other != league)


@cache
def _all_forms() -> dict[str, frozenset[str]]:
    return {
        league: frozenset(form for team in _tabled(league).values() for form in team.forms)
        for league in (*listed_leagues(), *other_leagues())
    }


def _without_article(folded: str) -> str:
    return folded.removeprefix("the ")
