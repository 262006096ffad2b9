"""Reads the parts of a user's message: names, markets, days, money, lines. The caller decides what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from professor_lock.betting.prop_stats import stat_within
from professor_lock.sources.names.leg_words import plain_numbers
from professor_lock.sources.names.mentions import Mention, NameIndex
from professor_lock.sources.names.message_words import (
    AMOUNTS_IN_WORDS,
    COMMON,
    COUNTS,
    MARKETS,
    NUMBER_WORDS,
    SLANG,
)
from professor_lock.sources.names.questions import words_of
from professor_lock.sources.names.text import closest, fold
from professor_lock.sources.names.when import day_words, split_when

READ_CHARS = 1_000
"""Characters of a message that are read. A pasted slip is read whole, by `pasted`."""
READ_AGAIN = 64
"""Texts that a reader keeps as read: the pieces of a message or two are looked at several times."""
STAT_WORDS = 40
"""The stat of a prop is looked for in this many first words: the search takes time by the square of their number."""
MONEY = re.compile(
    r"[$€£]\s?(\d[\d,]{0,9}(?:\.\d{1,2})?)(k?)\b(?!\.?\d|\s?(?:million|thousand|grand|m)\b)"
    r"|(?<![\w.,+-])(\d[\d,]{0,9}(?:\.\d{1,2})?)(k?)"
    r"\s?(?:(?:dollars?|bucks?|usd|euros?|bones|each|a ?piece|bankroll|roll)\b|[$€£](?!\d))"
    r"|(?<!over )(?<!under )(?<![\w.+-])(\d{1,5})() on (?=[a-z]{3}|it\b|em\b|[+-]\d{3})"
    r"|\b(?:stake:?|risk|wager:?|bankroll|limits?|daily|max(?:imum)? (?:bet|stake|wager)|bet|put|make it"
    r"|bump it to|bump|to|drop|throw|for|lay|with|would)(?: of| down| is| to| at)? "
    r"(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,6}(?:\.\d{1,2})?)(k?)(?: dollars?\b| bucks\b| euros?\b)?(?![\d.%]"
    r"|[\s-]?(?:leg|team|pick|game|day|week|month|hour|percent|point|or|pts|reb|ast"
    r"|underdog|favorite|(?:over|under)s\b|(?:home|away|road|big) ))"
    r"(?=\s|$|[,.!?])|(?<=\bmoneyline )(\d{1,5})()(?=$|[,.!?]| please\b)",
    re.IGNORECASE,
)
"""Groups in pairs: the amount, and "k" for thousands."""
_IN_WORDS = re.compile(
    rf"\b({'|'.join(sorted(AMOUNTS_IN_WORDS, key=len, reverse=True))})(?: (?:bucks?|dollars?|usd)\b"
    r"|(?= on (?!a\b)\w)|(?<=^fifty)$|(?<=^twenty)$|(?<=^hundred)$|(?<=a nickel)|(?<=a dub)|(?<=a dime))",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.])[+-]?\d+(?:\.\d+)?(?![\w.]*\w)|(?<!\w)[+-]\.\d+")
SPREAD = re.compile(r"(?<![\w.])([+-]\d{1,2}(?:\.\d+)?)(?![\d.])|\b(pk|pick'?em)\b", re.IGNORECASE)
SIDE = re.compile(
    r"\b(over|under|[ou](?=\s?\d))\b\s?(\d{1,3}(?:\.\d+)?)?|(?<!\w)([ou])(\d{1,3}(?:\.\d+)?)", re.IGNORECASE
)
SIDES = {"o": "over", "u": "under"}
_SHORT_SIDE = re.compile(r"(?i)(?<=\bthe )([ou])\b(?![/'.])")
_WORD = re.compile(r"[^\W_]+")
_ATHLETICS = re.compile(r"\b(?:A['’]s|As)\b")
_ARTICLES = re.compile(
    r"\b(?:el|los|las|del|de|en|les|des|un|una|pour|para|cote|cuota|qui|que|sur|dessus)\b", re.IGNORECASE
)
"""With one of these "la" is an article, no city."""
_YESTERDAY = re.compile(r"\b(?:yesterday|last night)\b")
_COUNT = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBER_WORDS)}) ?(?:(?:biggest|best|top|big|nba|nfl|nhl|mlb|home|away|random|safe) )*"
    r"(?:legs?|leggers?|games?|teams?|teamer|folds?|picks?|favorites|underdogs|overs|unders)\b"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_LEG_NUMBER = re.compile(
    rf"\b(?:leg|number|pick) (\d{{1,2}})\b|\b({'|'.join(_ORDINALS)}) (?:leg|one|pick|bet)\b"
    r"|\b(\d)(?:st|nd|rd|th) (?:leg|one)"
)


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """One message as read. `words` are its folded words, written out ("tonight" for "tonite"), without money and lines.

    `day` is in words ("tomorrow", "Jan 16"), `money` in dollars; both None where the message names none.
    """

    text: str
    words: str
    unknown: tuple[str, ...]
    """Words that are no name, no keyword and no everyday word of a question."""
    tokens: tuple[str, ...]
    """The folded words that `start` and `end` of `mentions` count."""
    mentions: tuple[Mention, ...]
    day: str | None
    money: float | None

    @classmethod
    def of(cls, text: str, index: NameIndex, keywords: frozenset[str]) -> ParsedMessage:
        """Reads a message. A word one typing error away from one of `keywords` is read as that keyword."""
        text = _SHORT_SIDE.sub(lambda found: SIDES[found[1].casefold()], plain_numbers(text[:READ_CHARS]))
        spelt = in_full(_IN_WORDS.sub(lambda found: f"{AMOUNTS_IN_WORDS[found[1].casefold()]} dollars", text))
        rest, when = split_when(spelt)
        names = re.sub(r"[,;\n]", " and ", MONEY.sub(" ", rest).replace("@", " at "))
        foreign = _ARTICLES.search(text) is not None
        found = (one for one in index.mentions(names) if one.words != "as" or _ATHLETICS.search(text))
        words_so = {"la", "mets"} if foreign else set[str]()
        words_so |= set() if "UND" in text else {"und"}
        found = (one for one in found if " ".join(fold(names).split()[one.start : one.end]) not in words_so)
        mentions = _without_namesakes(tuple(found), fold(names).split(), keywords)
        named = {word for one in mentions for word in one.words.split()}
        bare = NUMBER.sub(_number, MONEY.sub(lambda found: f"{_before(found)} amount ", spelt))
        words = " ".join(_spelling(word, keywords, named) for word in fold(bare).split())
        day = "yesterday" if _YESTERDAY.search(words) else day_words(when)
        plain = keywords | named | COMMON
        unread = [word for word in _WORD.findall(spelt) if not fold(word)]  # in a script other than Latin
        own = {_spelling(word, keywords, named) for word in fold(text).split()}  # not what their words were replaced by
        unknown = tuple(
            w for w in words.split()
            if len(w) > 2 and w.isalpha() and w in own and not {w, index.spelling(w)} & plain
        )  # fmt: skip
        return cls(
            text, words, (*unread, *unknown), tuple(fold(names).split()), mentions, day, dollars(MONEY.search(spelt))
        )

    def has(self, pattern: str) -> bool:
        """Whether the regular expression `pattern` matches whole words of `words`."""
        return re.search(rf"\b(?:{pattern})\b", self.words) is not None

    @property
    def leagues(self) -> tuple[str, ...]:
        """Keys of the leagues named: several for a word that several share, "" for a league that is not carried."""
        return tuple(key for one in self.mentions if one.kind == "league" for key in one.leagues)

    @property
    def teams(self) -> tuple[Mention, ...]:
        return tuple(one for one in self.mentions if one.kind == "team")

    @property
    def players(self) -> tuple[Mention, ...]:
        return tuple(one for one in self.mentions if one.kind == "player")

    @property
    def market(self) -> str:
        """The one market that is named (a key of MARKETS); "all" when none is named, or several are."""
        named = [market for market, words in MARKETS.items() if self.has(words)]
        return named[0] if len(named) == 1 else "all"

    @property
    def side(self) -> re.Match[str] | None:
        """The match of SIDE: "over" or "under" and the number with it; None where neither is written."""
        return SIDE.search(self.text)

    @property
    def side_said(self) -> tuple[str, float | None] | None:
        """ "Over" or "Under" and the number with it; None where neither is written."""
        found = self.side
        if found is None:
            return None
        word, number = found[1] or found[3], found[2] or found[4]
        return "Over" if word[0] in "oO" else "Under", float(number) if number else None

    @property
    def spread_line(self) -> float | None:
        """The line of a spread, as in "-5.5"; None where no number is written so."""
        found = SPREAD.search(self.text)
        return float(found[1]) if found is not None and found[1] else None

    @property
    def stat(self) -> str | None:
        """The stat that is named, as `betting.prop_stats` calls it; None where none is."""
        return _stat_of(self.text)

    @property
    def count(self) -> int:
        """How many legs are asked for; 0 when the message does not say."""
        found = _COUNT.search(self.words)
        return (COUNTS.get(found[1]) or int(found[1])) if found else 0

    @property
    def leg_numbers(self) -> tuple[int, ...]:
        """The legs of a slip that are named by number, from 1; -1 is the last."""
        found = _LEG_NUMBER.finditer(self.words)
        return tuple(int(one[1] or one[3] or 0) or _ORDINALS[one[2]] for one in found)


class NameReader:
    """Reads pieces of a message with the same index and keywords as the message."""

    def __init__(self, index: NameIndex, keywords: frozenset[str]) -> None:
        self.index = index
        self._read = lru_cache(maxsize=READ_AGAIN)(lambda text: ParsedMessage.of(text, index, keywords))

    def __call__(self, text: str) -> ParsedMessage:
        """The message as read; a piece that was read just now is not read again."""
        return self._read(text)


def _without_namesakes(
    mentions: Sequence[Mention], tokens: Sequence[str], keywords: frozenset[str]
) -> tuple[Mention, ...]:
    """The mentions without players of whom only the first name is written and then another surname.

    "Jaylen Brown" does not mention Jalen Brunson. Where that surname was read as a place, the place is left out too.
    """
    dropped: set[int] = set()
    for at, one in enumerate(mentions):
        following = tokens[one.end] if one.end < len(tokens) else ""
        first = all(fold(name.name.split()[-1]) not in one.words for name in one.names)
        if one.kind != "player" or not first or one.end - one.start != 1 or not following.isalpha():
            continue
        place = mentions[at + 1] if at + 1 < len(mentions) and mentions[at + 1].start == one.end else None
        if place is not None and place.kind == "team" and place.how == "place":
            dropped |= {at, at + 1}
        elif (
            place is None
            and len(following) > 2
            and following not in keywords | COMMON
            and stat_within([following]) is None
        ):
            dropped.add(at)
    return tuple(one for at, one in enumerate(mentions) if at not in dropped)


def in_full(text: str) -> str:
    """The text with slang, short forms and words of other languages replaced by English words."""
    plain = re.sub(r"(?i)\b(money|puck|run) line", r"\1line", re.sub(r"['’]", "", text))
    plain = re.sub(r"(?i)\bou (?=[a-z])", "or ", plain)
    return _WORD.sub(lambda found: SLANG.get(found[0].casefold()) or SLANG.get(fold(found[0]), found[0]), plain)


def dollars(found: re.Match[str] | None) -> float | None:
    """The amount that MONEY found; None for nothing."""
    if found is None:
        return None
    amount, thousands = (next(filter(None, found.groups()[start::2]), "") for start in (0, 1))
    return float(amount.replace(",", "")) * (1_000 if thousands else 1) or None


@lru_cache(maxsize=READ_AGAIN)
def _stat_of(text: str) -> str | None:
    return stat_within(words_of(text)[:STAT_WORDS])


def _before(found: re.Match[str]) -> str:
    return found[0][: found.start(7) - found.start()] if found[7] else ""


def _number(found: re.Match[str]) -> str:
    return found[0] if found[0].isdigit() else " num "


def _spelling(word: str, keywords: frozenset[str], named: set[str]) -> str:
    if word in keywords or word in named or word.isdigit():
        return word
    near = [one for one in closest(word, keywords) if one[0] == word[0]]
    return near[0] if len(near) == 1 else word
