"""Finds the league that a text names. The leagues themselves are rows of `league_table`."""

from __future__ import annotations

from functools import cache

from professor_lock.errors import BadInput
from professor_lock.sources.names.league_table import LEAGUES, League
from professor_lock.sources.names.text import closest, fold

__all__ = [
    "LEAGUES",
    "AmbiguousLeague",
    "League",
    "UnknownLeague",
    "find_league",
    "league_of_odds_key",
    "leagues_by_key",
]


class UnknownLeague(BadInput):
    """The text names no league that is known here."""

    code = "unknown_league"


class AmbiguousLeague(BadInput):
    """The text fits several leagues; `candidates` are their titles, for a question to the user."""

    code = "ambiguous_league"

    def __init__(self, message: str, *, candidates: tuple[str, ...]) -> None:
        super().__init__(message, field="sport")
        self.candidates = candidates


COLLEGE_WORDS = ("college", "college sports", "ncaa")
NOT_CARRIED = ("womens college basketball", "womens ncaa basketball", "ncaaw", "college baseball", "college hockey")
_SPORTS_WORDS = dict.fromkeys(word for league in LEAGUES for word in league.sport.words)
SHARED_WORDS: dict[str, tuple[str, ...]] = {
    **{word: tuple(one.key for one in LEAGUES if word in one.sport.words) for word in _SPORTS_WORDS},
    **dict.fromkeys(COLLEGE_WORDS, tuple(league.key for league in LEAGUES if league.college)),
    **dict.fromkeys(NOT_CARRIED, ()),
}
"""Folded words -> the leagues they may mean, none preferred; an empty tuple is a league that is not carried."""


@cache
def leagues_by_key() -> dict[str, League]:
    return {league.key: league for league in LEAGUES}


def league_of_odds_key(odds_key: str) -> League | None:
    """The league whose key at The Odds API is `odds_key` ("basketball_nba"); None when LEAGUES has no such row."""
    return next((league for league in LEAGUES if league.odds_api == odds_key), None)


def find_league(text: str) -> League:
    """The one league that the text names. Raises UnknownLeague or AmbiguousLeague, whose message lists the choices.

    A longer phrase wins over words inside it, so "college football tonight" is not the NFL.

    >>> find_league("Tonight's NBA games").key, find_league("premeir league").key, find_league("college hoops").key
    ('nba', 'epl', 'ncaab')
    """
    folded = fold(text)
    direct = leagues_by_key().get(folded) or league_of_odds_key(text.strip().casefold())
    if direct is not None:
        return direct
    found = _mentioned(folded) or _misspelt(folded)
    shared = set.intersection(*map(set, found)) if found else set()
    keys = [league.key for league in LEAGUES if league.key in (shared or set().union(*found))]
    if len(keys) == 1:
        return leagues_by_key()[keys[0]]
    titles = tuple(leagues_by_key()[key].title for key in keys) or tuple(league.title for league in LEAGUES)
    if not keys:
        raise UnknownLeague(f"I do not know that league. I know: {', '.join(titles)}.", field="sport")
    raise AmbiguousLeague(f"Which league do you mean: {', '.join(titles)}?", candidates=titles)


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Folded phrase -> keys of the leagues it stands for."""
    phrases = {word: (league.key,) for league in LEAGUES for word in league.words}
    return phrases | SHARED_WORDS


def _mentioned(folded: str) -> list[tuple[str, ...]]:
    """The leagues of each phrase in the text, read from left to right; at each place the longest phrase counts."""
    words, phrases, found = folded.split(), _phrases(), []
    longest = max(len(phrase.split()) for phrase in phrases)
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            keys = phrases.get(" ".join(words[at : at + size]))
            if keys is not None:
                found.append(keys)
                at += size
                break
        else:
            at += 1
    return found


def _misspelt(folded: str) -> list[tuple[str, ...]]:
    """The leagues of the phrase that the whole text is a misspelling of; empty when none is close enough."""
    return [_phrases()[phrase] for phrase in closest(folded, _phrases())]
