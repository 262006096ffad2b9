"""Finds words of distress in a user's message. Code does this, before and independently of any model.

The words stand in `care_words.toml`, by language. A user who writes of hurting themselves, of gambling out of control
or of self-exclusion is answered with the helpline of their country; one who says they are under age gets no odds.
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
"""Characters read from the beginning of a message, and as many from its end."""
_ESCAPE = re.compile(r"\\.[*+?]?")
_STEM = re.compile(r"[^\W\d_]{2,}")
_NO_SIGN = re.compile(r"[\W_]+")
_REFUND = re.compile(r"\b(?:push|void\w*|cancel\w*|postponed|refund\w*|rained out|no action)\b")


@dataclass(frozen=True, slots=True)
class CareWords:
    """The texts of one language: the answer for each kind (`said`), and the labels of the card."""

    language: str
    said: dict[str, str]
    title: str
    call: str
    crisis: str
    take_break: str
    set_limit: str


@dataclass(frozen=True, slots=True)
class Distress:
    """The kind of distress in a message, and the texts to answer with, in the message's language."""

    kind: Kind
    words: CareWords


def read_distress(text: str) -> Distress | None:
    """The gravest kind of distress in a message ("life" before "gambling" before "minor"); None where there is none.

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
    distinct = {word for word in folded.split() if word.startswith(_heads().get(word[:2], ()))}
    if not distinct:
        return None
    for name, kind in kinds:
        for patterns, stems, words in _languages():
            if not any(word.startswith(stems[name]) for word in distinct):
                continue
            if patterns[name].search(folded) and not (name == "chasing" and _REFUND.search(folded)):
                return Distress(kind, words)
    return None


def folded_words(text: str) -> str:
    """The text in lower case, of any script, without accents; apostrophes and other signs are single spaces.

    >>> folded_words("J'ai  tout PERDU, été!"), folded_words("I can’t")
    ('j ai tout perdu ete', 'i cant')
    """
    text = re.sub(r"(?<=[a-z]n)['’](?=t\b)|(?<=\bi)['’](?=m\b)", "", text.casefold())
    if text.isascii():
        return _NO_SIGN.sub(" ", text).strip()
    spread = unicodedata.normalize("NFKD", text)
    return _NO_SIGN.sub(" ", "".join(sign for sign in spread if not unicodedata.combining(sign))).strip()


@cache
def _languages() -> tuple[tuple[dict[str, re.Pattern[str]], dict[str, tuple[str, ...]], CareWords], ...]:
    """For each language: patterns by kind, for each kind the word stems that a match needs, and the texts."""
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


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    """The word stems of all kinds and languages by their first two letters, so that most words meet few of them."""
    heads: dict[str, set[str]] = {}
    for _, stems, _ in _languages():
        for stem in {one for kind in stems.values() for one in kind}:
            heads.setdefault(stem[:2], set()).add(stem)
    return {head: tuple(found) for head, found in heads.items()}
