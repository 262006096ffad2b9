"""What a question about a player says beside the name: filling words, the stat, and how many games back."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
)  # fmt: skip
"""Words that a question puts around a name."""

_LAST_N = re.compile(r"\b(?:last|past|previous|recent)\s+(\d{1,3})\b")
_POSSESSIVE = re.compile(r"['’]s\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|-")

_STAT_WORDS = {
    "pts": "points",
    "ppg": "points",
    "scoring": "points",
    "scored": "points",
    "boards": "rebounds",
    "rebs": "rebounds",
    "rpg": "rebounds",
    "apg": "assists",
    "dimes": "assists",
    "threes": "three point field goals made",
    "3s": "three point field goals made",
    "homers": "home runs",
    "rbi": "rbis",
    "sog": "shots",
    "tds": "touchdowns",
    "ks": "strikeouts",
}


def words_of(question: str) -> list[str]:
    """The question in folded words, possessives without their s.

    >>> words_of("What's Luka Dončić's average?")
    ['what', 'luka', 'doncic', 'average']
    """
    return fold(_POSSESSIVE.sub(" ", question)).split()


def name_in(question: str) -> list[str]:
    """The words that are left when all filling is gone: the name, if there is one.

    >>> name_in("How many points did LeBron James average in the last 5 games?")
    ['lebron', 'james']
    """
    return [word for word in words_of(question) if word not in FILLING and not word.isdigit()][:MAX_NAME_WORDS]


def games_asked(question: str) -> int:
    """How many games back: "last 5" is 5, else DEFAULT_GAMES; at least 1, at most MAX_GAMES."""
    found = _LAST_N.search(fold(question))
    return min(max(int(found[1]), 1), MAX_GAMES) if found else DEFAULT_GAMES


def stat_asked(question: str, names: Iterable[str]) -> str | None:
    """Which of a source's stat names ("totalRebounds", "passingYards") the question asks for; None when it names none.

    The name sharing most words with the question wins, then the shorter name, then the source's order.

    >>> stat_asked("LeBron rebounds last 5", ["minutes", "totalRebounds", "points"]), stat_asked("LeBron", ["points"])
    ('totalRebounds', None)
    """
    asked = {part for word in words_of(question) for part in _STAT_WORDS.get(word, word).split()}
    scored: list[tuple[int, int, int, str]] = []
    for name in names:
        parts = [part.lower() for part in _CAMEL.split(name)]
        shared = len(asked & set(parts))
        if shared:
            scored.append((-shared, len(parts), len(scored), name))
    return min(scored)[-1] if scored else None
