"""Reads a question about a player: the name without filling words, the stat, and the number of past games."""

from __future__ import annotations

import re
from collections.abc import Iterable

from professor_lock.betting.prop_stats import WORDS, stat_meant, stat_within
from professor_lock.sources.names.text import fold

DEFAULT_GAMES = 10
MAX_GAMES = 40
MAX_NAME_WORDS = 5

FILLING = frozenset(
    {
        "what", "whats", "is", "are", "was", "were", "has", "have", "had", "how", "many", "much", "did", "does", "do",
        "the", "a", "of", "for", "in", "on", "this", "last", "that", "his", "per", "game", "games", "season", "year",
        "stats", "stat", "statistics", "average", "averages", "averaging", "averaged", "points", "point", "rebounds",
        "assists", "scoring", "goals", "homers", "home", "runs", "hits", "passing", "yards", "touchdowns", "show", "me",
        "tell", "about", "give", "get", "and", "line", "numbers", "ppg", "career", "now", "so", "far", "doing", "hit",
        "score", "scored", "trend", "trends", "chart", "by", "rebs", "boards", "steals", "blocks",
        "turnovers", "minutes",
        "threes", "rushing", "receiving", "receptions", "interceptions", "strikeouts", "rbi", "rbis", "saves", "shots",
        "playoffs", "playoff", "postseason", "regular", "recent", "past", "previous", "log", "gamelog", "over", "nba",
        "nfl", "mlb", "nhl", "wnba", "player", "form", "please", "can", "you", "i", "want", "to", "know", "look", "up",
        "find", "her", "their", "he", "she", "they", "with", "from", "current", "currently", "tonight", "today", "pts",
        "rpg", "apg", "percentage", "batting", "shooting", "field", "goal", "free", "throw", "three", "put",
    }
) | WORDS  # fmt: skip
"""Words of a question that are not part of a name."""

_LAST_N = re.compile(r"\b(?:last|past|previous|recent)\s+(\d{1,3})\b")
POSSESSIVE = re.compile(r"['’]s\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|-")

_STAT_WORDS = {
    "ppg": "points",
    "rpg": "rebounds",
    "apg": "assists",
    "pts": "points",
    "scored": "points",
    "boards": "rebounds",
    "rebs": "rebounds",
    "dimes": "assists",
    "threes": "three point field goals made",
    "3s": "three point field goals made",
    "homers": "home runs",
    "rbi": "rbis",
    "sog": "shots",
    "tds": "touchdowns",
    "ks": "strikeouts",
}
"""Words by which a source's own names of figures are found; the names of props stand in `betting.prop_stats`."""
_BESIDE = frozenset({"per", "game", "games", "of", "the", "a", "total", "his", "her", "their", "average", "last"})


def words_of(question: str) -> list[str]:
    """The folded words of the question, possessives without their s.

    >>> words_of("What's Luka Dončić's average?")
    ['what', 'luka', 'doncic', 'average']
    """
    return fold(POSSESSIVE.sub(" ", question)).split()


def name_in(question: str) -> list[str]:
    """The words of the question that are not filling words: the name, if it has one.

    >>> name_in("How many points did LeBron James average in the last 5 games?")
    ['lebron', 'james']
    """
    return [word for word in words_of(question) if word not in FILLING and not word.isdigit()][:MAX_NAME_WORDS]


def games_asked(question: str) -> int:
    """How many past games are asked for: 5 for "last 5", else DEFAULT_GAMES; between 1 and MAX_GAMES."""
    found = _LAST_N.search(fold(question))
    return min(max(int(found[1]), 1), MAX_GAMES) if found else DEFAULT_GAMES


def stat_asked(question: str, names: Iterable[str], sport: str | None = None) -> str | None:
    """The stat a question asks for: one of `prop_stats` (sums included) if it names one, else a figure of the source.

    `names` are the source's figures ("totalRebounds", "fieldGoalPct"). The one that shares most words with the question
    wins, then the shorter one, then the first one. None when the question names none.

    >>> stat_asked("LeBron rebounds last 5", ["minutes", "totalRebounds", "points"]), stat_asked("LeBron", ["points"])
    ('rebounds', None)
    """
    return stat_within(words_of(question), sport) or figure_asked(question, names)


def figure_asked(question: str, names: Iterable[str]) -> str | None:
    """Which of a source's figures the question asks for; None when it names none.

    >>> figure_asked("LeBron rebounds last 5", ["minutes", "totalRebounds", "points"])
    'totalRebounds'
    """
    asked = {part for word in words_of(question) for part in _STAT_WORDS.get(word, word).split()}
    scored: list[tuple[int, int, int, str]] = []
    for name in names:
        parts = _name_parts(name)
        shared = len(asked & set(parts))
        if shared:
            scored.append((-shared, len(parts), len(scored), name))
    return min(scored)[-1] if scored else None


def figure_named(stat: str, names: Iterable[str], sport: str | None = None) -> str | None:
    """The stat that all words of `stat` together name: "fantasy points" is not "points". None where `names` lacks it.

    >>> figure_named("passing and rushing yards", ["passingYards"]), figure_named("fantasy points", ["points"])
    ('pass rush yds', None)
    """
    words = [word for word in words_of(stat) if word not in _BESIDE]
    whole = stat_within(words, sport)
    if whole is not None and stat_meant(" ".join(words), sport=sport) == whole:
        return whole
    found = [name for name in names if set(words) <= set(_name_parts(name)) | _BESIDE]
    return min(found, key=len) if words and found else None


def _name_parts(name: str) -> list[str]:
    return [part.lower() for part in _CAMEL.split(name)]
