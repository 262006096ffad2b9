"""One message and everything that can be picked out of it: leagues, teams, players, markets, days. No meaning yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

MONEY = re.compile(r"(?:\$\s?)?\d[\d,.]*\s?(?:bucks|dollars|usd)\b|\$\s?\d[\d,.]*", re.IGNORECASE)
"""Left out of the words: "25 bucks" are not a team."""

MARKET_WORDS = {
    "moneyline": ("moneylines?", "money line", "ml", "outright"),
    "spread": ("spreads?", "point spread", "handicap", "ats", "run line", "puck line", "cover"),
    "total": ("totals?", "over under", "o u", "overs?", "unders?"),
}

EVERYDAY = frozenset(
    {
        "min", "was", "den", "car", "pit", "sea", "ten", "con", "col", "sac", "lad", "cal", "ari", "van", "tor", "ind",
        "ana", "fla", "las", "chi", "cha", "cin", "det", "bal", "bos", "cle", "mem", "mil", "por", "sky", "sun",
        "fire", "dream", "pack", "boys", "cards", "judge",
    }
)  # fmt: skip
"""Codes and nicknames that are words of their own: they name a team or a player only as part of a longer name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A team's or player's full name, and the key of its league ("nba")."""

    name: str
    league: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names the demo model knows. Keys are folded (`fold`), of one word or several.

    `leagues`: "basketball" -> "nba"; a word that fits several leagues stands for itself, and the tool asks about it.
    `teams`, `players`: what they are called -> everyone who is called so. `titles`: league key -> "NBA".
    """

    leagues: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    players: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A team or player where a message names it: `start` and `end` count its words."""

    words: str
    names: tuple[Name, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heard:
    """One message. `words` is the folded text without sums of money; `leagues` are keys, in the order named."""

    text: str
    words: str
    leagues: tuple[str, ...]
    teams: tuple[Mention, ...]
    players: tuple[Mention, ...]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, text: str, vocabulary: Vocabulary) -> Heard:
        words = fold(MONEY.sub(" ", text))
        leagues = tuple(dict.fromkeys(key for _, _, key in _phrases(words, vocabulary.leagues)))
        return cls(
            text,
            words,
            leagues,
            tuple(_mentions(words, vocabulary.teams)),
            tuple(_mentions(words, vocabulary.players)),
            vocabulary,
        )

    def has(self, *phrases: str) -> bool:
        """Whether any of these word patterns is in the message, as whole words."""
        return any(re.search(rf"\b(?:{phrase})\b", self.words) for phrase in phrases)

    @property
    def market(self) -> str:
        """The one market that is named, "all" when it is none or several."""
        named = [market for market, words in MARKET_WORDS.items() if self.has(*words)]
        return named[0] if len(named) == 1 else "all"

    @property
    def day(self) -> str | None:
        """ "tonight" or "tomorrow", None when neither is said."""
        return "tomorrow" if self.has("tomorrow") else "tonight" if self.has("tonight", "today") else None


def fold(text: str) -> str:
    """Lower case, no accents or signs, single spaces, no possessive s.

    >>> fold("Tonight's LUKA  Dončić odds, o/u?")
    'tonight luka doncic odds o u'
    """
    lowered = re.sub(r"['’](?:s\b)?|\.(?=\w\b)", "", text.casefold().replace("&", " and "))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def _mentions(words: str, known: Mapping[str, tuple[Name, ...]]) -> Iterator[Mention]:
    listed = words.split()
    for start, end, names in _phrases(words, known):
        found = " ".join(listed[start:end])
        if found not in EVERYDAY:
            yield Mention(found, names, start, end)


def _phrases(words: str, known: Mapping[str, T]) -> Iterator[tuple[int, int, T]]:
    """Known phrases from left to right, the longest at each place: first word, word after the last, meaning."""
    listed = words.split()
    longest = max((len(phrase.split()) for phrase in known), default=0)
    at = 0
    while at < len(listed):
        sizes = range(min(longest, len(listed) - at), 0, -1)
        size = next((size for size in sizes if " ".join(listed[at : at + size]) in known), 0)
        if size:
            yield at, at + size, known[" ".join(listed[at : at + size])]
        at += size or 1
