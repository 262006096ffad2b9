"""Words of distress in what a user writes: found by code, before any model is asked and whichever model it is.

The words stand in `care_words.toml`, by language. A user who speaks of hurting themselves, of gambling that has got
out of hand or of self-exclusion is answered with the helpline of their country; one under age without odds.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["life", "gambling", "minor"]
READ_CHARS = 4_000
"""Read of the beginning of a message, and as much of its end."""
_ESCAPE = re.compile(r"\\.[*+?]?")
_STEM = re.compile(r"[^\W\d_]{2,}")
_NO_SIGN = re.compile(r"[\W_]+")
_REFUND = re.compile(r"\b(?:push|void\w*|cancel\w*|postponed|refund\w*|rained out|no action)\b")


@dataclass(frozen=True, slots=True)
class CareWords:
    """What is said in one language: answers by kind, and the labels of the card."""

    language: str
    said: dict[str, str]
    title: str
    call: str
    crisis: str
    take_break: str
    set_limit: str


@dataclass(frozen=True, slots=True)
class Distress:
    """What a message tells of, and the words of its language."""

    kind: Kind
    words: CareWords


def read_distress(text: str) -> Distress | None:
    """What a message tells of, the gravest first; None for nearly every message.

    >>> found = read_distress("I can't stop betting and lost the rent")
    >>> (found.kind, found.words.language) if found else None
    ('gambling', 'en')
    >>> read_distress("Do I get my money back on a push?") is None
    True
    """
    folded = folded_words(text if len(text) <= 2 * READ_CHARS else f"{text[:READ_CHARS]} {text[-READ_CHARS:]}")
    kinds: tuple[tuple[str, Kind], ...] = (
        ("life", "life"), ("gambling", "gambling"), ("chasing", "gambling"), ("minor", "minor"),
    )  # fmt: skip
    distinct = set(folded.split())
    for name, kind in kinds:
        for patterns, stems, words in _languages():
            if not any(word.startswith(stems[name]) for word in distinct):
                continue
            if patterns[name].search(folded) and not (name == "chasing" and _REFUND.search(folded)):
                return Distress(kind, words)
    return None


def folded_words(text: str) -> str:
    """Small letters of any script without accents, apostrophes and signs, single spaces.

    >>> folded_words("J'ai  tout PERDU, été!"), folded_words("I can’t")
    ('j ai tout perdu ete', 'i cant')
    """
    text = re.sub(r"(?<=[a-z]n)['’](?=t\b)|(?<=\bi)['’](?=m\b)", "", text.casefold())
    spread = unicodedata.normalize("NFKD", text)
    return _NO_SIGN.sub(" ", "".join(sign for sign in spread if not unicodedata.combining(sign))).strip()


@cache
def _languages() -> tuple[tuple[dict[str, re.Pattern[str]], dict[str, tuple[str, ...]], CareWords], ...]:
    """Of every language the patterns by kind, beginnings of words of which each pattern needs one, and its answers."""
    table = tomllib.loads(Path(__file__).with_name("care_words.toml").read_text(encoding="utf-8"))
    found = []
    for language, row in table.items():
        kinds = ("life", "gambling", "chasing", "minor")
        patterns = {kind: re.compile(rf"(?<!\w)(?:{row[kind]})(?!\w)") for kind in kinds}
        stems = {kind: tuple(set(_STEM.findall(_ESCAPE.sub(" ", row[kind])))) for kind in kinds}
        said = {kind: row[f"{kind}_said"] for kind in ("life", "gambling", "minor")}
        labels = (row["title"], row["call"], row["crisis"], row["break"], row["limit"])
        found.append((patterns, stems, CareWords(language, said, *labels)))
    return tuple(found)
