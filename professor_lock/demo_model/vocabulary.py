"""The names the demo model knows, gathered from the providers' own lists so that both speak of the same teams.

Part of the wiring: the demo model itself imports no provider.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from professor_lock.demo_model.words import Name, Vocabulary, fold
from professor_lock.sources.demo.facts import PLAYERS
from professor_lock.sources.names.leagues import LEAGUES, SHARED_WORDS
from professor_lock.sources.names.teams import listed_leagues, teams_of

FIRST_NAMES = {"lebron": "LeBron James", "steph": "Stephen Curry", "giannis": "Giannis Antetokounmpo"}
MIN_ABBREVIATION = 3
"""Shorter team codes are everyday words ("no", "la")."""


@cache
def build_vocabulary() -> Vocabulary:
    """Every league, team and player of the providers' lists, by all the words people use for them.

    It is made of constants, so once is enough for a process: it takes 25 ms.
    """
    leagues = {fold(word): league.key for league in LEAGUES for word in (league.key, league.title, *league.words)}
    # A word of several leagues, or of one that is not carried, stands for itself: the odds tool asks or says so.
    leagues |= {fold(word): word for word, keys in SHARED_WORDS.items() if len(keys) != 1}
    teams = [
        (form, Name(team.name, league))
        for league in listed_leagues()
        for team in teams_of(league)
        for form in (
            team.name,
            team.nickname,
            team.place,
            *team.other_names,
            *(code for code in team.abbreviations if len(code) >= MIN_ABBREVIATION),
        )
    ]
    players = [(form, Name(p.name, p.league)) for p in PLAYERS for form in _forms(p.name)]
    titles = {league.key: league.title for league in LEAGUES}
    return Vocabulary(leagues, _by_words(teams), _by_words(players), titles)


def _forms(player: str) -> list[str]:
    """The whole name, the surname, and the first name of those who are known by it."""
    first_names = (first for first, whole in FIRST_NAMES.items() if whole == player)
    return [player, player.rsplit(maxsplit=1)[-1], *first_names]


def _by_words(forms: Iterable[tuple[str, Name]]) -> dict[str, tuple[Name, ...]]:
    found: defaultdict[str, dict[Name, None]] = defaultdict(dict)
    for form, name in forms:
        if words := fold(form):
            found[words][name] = None
    return {words: tuple(names) for words, names in found.items()}
