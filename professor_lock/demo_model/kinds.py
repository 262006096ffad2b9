"""What kind of thing a message asks for, learnt from examples: a linear model over its words and pairs of words.

The examples are `examples.toml`; `python -m dev.kinds` makes `weights.json` of them. A message is looked at with its
names, days, prices and amounts replaced by one sign each, so that what was learnt of one team holds for all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from professor_lock.sources.names.message import ParsedMessage, in_full
from professor_lock.sources.names.text import fold

BOOK = (
    r"demo book \w|draft ?kings|fan ?duel|bet ?mgm|caesars|bet365|espn bet|pinnacle|hard rock|fanatics|bet ?rivers"
    r"|circa|bovada|bet ?online|betway|unibet|william hill"
)
SIGNS = {"team": "_t", "player": "_p", "league": "_l"}
"""What stands for a name in the words that are looked at."""
_DAY = re.compile(
    r"\b(?:(?:this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tonights?|todays?|tomorrow|this evening)\b"
)
_BOOK = re.compile(rf"\b(?:{BOOK})\b")
_SLOTS = {"TEAM": "_t", "PLAYER": "_p", "LEAGUE": "_l", "DAY": "_d", "BOOK": "_b"}
_SLOT = re.compile("|".join(_SLOTS))
_PRICE = re.compile(r"(?<!\w)[+-]\d+(?:\.\d+)?|\b\d+\.\d+")
LEAST_LEAD, LEAD_FOR_UNSEEN = 40, 25
_FILLING = frozenset("the a an please just so for".split())  # noqa: SIM905
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest kinds, best first, and by how much the first is ahead, in units of the weights."""

    kinds: tuple[str, ...]
    lead: float
    unseen: int
    """Words of the message that no example has."""
    known: bool = False
    """Whether an example has just these words."""

    @property
    def sure(self) -> bool:
        """Whether it is an example, or nine of ten such guesses were right for examples that had been left out."""
        return self.known or self.lead >= LEAST_LEAD + LEAD_FOR_UNSEEN * self.unseen


def sign_names(parsed: ParsedMessage) -> str:
    """The words of a message with a sign for each name.

    A message "lakers odds" is "_t odds".
    """
    words = parsed.words
    for mention in sorted(parsed.mentions, key=lambda one: -len(one.words)):
        words = re.sub(rf"\b{re.escape(mention.words)}s?\b", SIGNS[mention.kind], words)
    return words


def example_words(line: str) -> str:
    """The words of a line of `examples.toml`, as `sign_names` would give them for such a message."""
    slots = _SLOT.findall(line)
    plain = _PRICE.sub("num", in_full(_SLOT.sub("qqslot", line)))
    folded = fold(plain)
    for slot in slots:
        folded = folded.replace("qqslot", _SLOTS[slot], 1)
    return folded


def features(words: str) -> list[str]:
    """The stems of the words, every two that stand side by side, and "=" with words as written; each counts once."""
    plain = _BOOK.sub("_b", _DAY.sub("_d", words)).split()
    stems = [_stem(word) for word in plain if word not in _FILLING] or plain
    padded = ("^", *stems, "$")
    pairs = (f"{left} {right}" for left, right in pairwise(padded))
    return sorted({*stems, *pairs, *(f"={word}" for word in plain if _stem(word) != word)})


def plain_words(words: str) -> str:
    """The words by which an example is known again: without filling words, with a sign for books and days."""
    return " ".join(word for word in _BOOK.sub("_b", _DAY.sub("_d", words)).split() if word not in _FILLING)


def _stem(word: str) -> str:
    if word.rstrip("+").isdigit():
        return "n"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


class Kinds:
    """The linear model. `weights`: feature -> place of a kind, its weight, place, weight ...; no entry weighs nothing.

    `words` are those of the examples, which are never read as misspelt names; `examples` has the place of each
    example's kind by its plain words.
    """

    def __init__(
        self,
        kinds: Sequence[str],
        words: Iterable[str],
        weights: Mapping[str, Sequence[int]],
        examples: Mapping[str, int],
    ) -> None:
        self.kinds, self._weights, self.words, self._examples = kinds, weights, frozenset(words), examples
        self.guess = lru_cache(maxsize=2048)(self._guess)

    @classmethod
    def load(cls, path: Path) -> Kinds:
        """Reads what `dev.kinds` has written."""
        table = json.loads(path.read_text(encoding="utf-8"))
        return cls(table["kinds"], table["words"], table["weights"], table["examples"])

    def _guess(self, words: str) -> Guess:
        scores = self.scores(features(words))
        plain = plain_words(words)
        known = self._examples.get(plain, self._examples.get(plain.removeprefix("and "), -1))
        best = sorted(range(len(scores)), key=lambda at: (at != known, -scores[at], at))
        unseen = sum(word not in self._weights for word in features(words) if " " not in word and "=" not in word)
        return Guess(tuple(self.kinds[at] for at in best[:3]), scores[best[0]] - scores[best[1]], unseen, known >= 0)

    def scores(self, found: Iterable[str]) -> list[int]:
        """The score of every kind."""
        scores = [0] * len(self.kinds)
        for feature in ("", *found):
            row = self._weights.get(feature, ())
            for at, weight in zip(row[::2], row[1::2], strict=True):
                scores[at] += weight
        return scores
