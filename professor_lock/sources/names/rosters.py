"""Which team do these words mean? By full name, place, nickname, abbreviation or a slip of the pen; never by a guess.

Words that fit several teams ("LA", "New York") come back as several candidates, to be asked about.
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

FILLING = frozenset(
    {"the", "of", "a", "for", "on", "in", "s", "team", "game", "games", "match", "vs", "v", "versus", "and"}
)
"""Words beside a team's name that change nothing about which team or bet is meant."""
CHATTER = frozenset(
    {
        "matchup", "next", "tonight", "today", "moneyline", "ml", "odds", "line", "lines", "spread", "total", "price",
        "prices", "bet", "bets", "score", "scores", "news", "injury", "injuries", "report", "props", "weather", "stats",
        "trend", "trends",
    }
)  # fmt: skip
"""Words of a question about a team; in a bet they have no place."""
_EXTRA_WORDS = 2
"""A name as written may have more words than its one spelling: "Texas A&M" is three."""

_MATCHUP = re.compile(r"(?<!\s)\s++(?:vs?\.?|versus|at|against)\s++|(?<!\s)\s*+@\s*+", re.IGNORECASE)
_UPPER_WORD = re.compile(r"\b[A-Z]{2,5}\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A team as words can reach it. `name` is the source's spelling where the team is in its answer (`listed`)."""

    name: str
    listed: bool
    forms: frozenset[str]
    abbreviations: frozenset[str]
    mascots: frozenset[str] = frozenset()
    """A college's nicknames alone, which many share: of these the source's own are meant."""


class Roster:
    """The teams of one league: the tables' and those in a source's answer, under the source's spelling."""

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
        """The teams these words may mean: none, the one, or all candidates. Exact words win over misspellings.

        Every word counts: "Michigan Tech" is not Michigan.
        """
        exact = self.exact(text)
        if exact:
            return exact
        if _named_elsewhere(fold(text), self._league):
            return ()  # "Boston Bruins" is not the Celtics, though both are Boston
        mentions, left = self._mentioned(text)
        if mentions:
            if set(left) - FILLING - CHATTER:
                return self._by_words(text)
            shared = [team for team in mentions[0] if all(team in other for other in mentions)]
            return tuple(shared) or tuple({team.name: team for found in mentions for team in found}.values())
        return self._by_words(text) or self._misspelt(text)

    def exact(self, text: str) -> tuple[Named, ...]:
        """The teams of which the whole text is a name, nickname, place or abbreviation."""
        folded = _without_article(fold(text))
        found = self._with_form(normal(self._league, folded))
        return tuple(found + [team for team in self._teams if folded in team.abbreviations and team not in found])

    def is_school(self, text: str) -> bool:
        """Whether the whole text is a school's name, and not only a mascot."""
        form = normal(self._league, _without_article(fold(text)))
        return any(form not in team.mascots for team in self._by_form.get(form, ()) if team.mascots)

    def mentions(self, text: str) -> list[tuple[Named, ...]]:
        """The teams named inside a longer text, in order; each mention with all its candidates.

        Abbreviations count only in capitals ("NO"), as too many of them are words ("no", "was", "den").
        """
        return self._mentioned(text)[0]

    def unnamed(self, text: str) -> list[str]:
        """The folded words of a longer text that belong to no team's name and are no filling."""
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
        """The teams called so; of schools that share a mascot those in the source's answer, if any is."""
        teams = self._by_form.get(form, [])
        playing = [team for team in teams if team.listed]
        return playing if playing and all(form in team.mascots for team in teams) else list(teams)

    def _by_words(self, text: str) -> tuple[Named, ...]:
        """Teams whose full name holds every word of the text: "Madrid" is Real Madrid and Atlético Madrid."""
        words = set(normal(self._league, _without_article(fold(text))).split())
        if not words or all(len(word) < 3 for word in words):
            return ()
        return tuple(team for team in self._teams if words <= set(normal(self._league, team.name).split()))

    def _misspelt(self, text: str) -> tuple[Named, ...]:
        """Teams that the text is a slip of the pen from, word for word: a word more is no slip."""
        whole = normal(self._league, _without_article(fold(text)))
        near = [form for form in self._by_form if form.count(" ") == whole.count(" ")]
        return tuple({team.name: team for form in closest(whole, near) for team in self._by_form[form]}.values())


def leagues_of_team(text: str) -> tuple[str, ...]:
    """The leagues in which these words name a team, by exact words if any does, else by a slip of the pen.

    "Memphis" is a team of the NBA and a school, and so in both; a school's mascot alone ("Warriors") is only looked for
    where no other league has a team of that name.
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
    """The everyday leagues in which some part of a sentence names a team; other leagues where the whole text is one."""
    everyday = _rosters(listed_leagues())
    exact = tuple(league for league, roster in everyday.items() if roster.exact(text))
    mentioned = tuple(league for league, roster in everyday.items() if roster.mentions(text))
    return exact or leagues_of_team(text) or mentioned


def unknown_words(text: str) -> list[str]:
    """The words beside a team's name that no everyday league knows; empty where the text names no team."""
    found = [_table_roster(league).unnamed(text) for league in leagues_mentioned(text)]
    return min(found, key=len, default=[])


def split_matchup(text: str) -> tuple[str, str] | None:
    """The two sides of "Lakers vs Warriors", "LAL @ GSW", "Suns at Lakers"; None when it is not written that way."""
    sides = [side.strip() for side in _MATCHUP.split(text) if side.strip()]
    return (sides[0], sides[1]) if len(sides) == 2 else None


def school_and_mascot(name: str) -> tuple[str, str]:
    """A college team's name in two: ("n carolina", "tar heels"), ("michigan state", "spartans")."""
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
    """The tables' teams by their identity."""
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
    """The team under the source's own spelling."""
    if spelling is None:
        return team
    return replace(team, name=spelling, listed=True, forms=team.forms | {normal(league, spelling)})


def _unlisted(league: str, name: str) -> Named:
    """A team the tables do not have: reached by its name, and by the place and nickname inside it."""
    words = normal(league, name).split()
    parts = school_and_mascot(name) if league in COLLEGE_LEAGUES else (" ".join(words[:-1]), " ".join(words[-1:]))
    forms = {normal(league, name), *(part for part in parts if part and not set(part.split()) <= _GENERIC)}
    mascots = frozenset(parts[1:]) if league in COLLEGE_LEAGUES else frozenset()
    return Named(name, True, frozenset(forms), frozenset(), mascots)


def _named_elsewhere(folded: str, league: str) -> bool:
    """Is it spelt right, as a team of another league? Then it is no misspelling of a team of this one."""
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
