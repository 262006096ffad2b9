"""Folds text for comparison, so that "St. Louis", "ST LOUIS" and "st louis" are equal, and finds misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import rapidfuzz

MIN_LETTERS = 5
"""Shorter words are not corrected: too many real words are one letter apart ("nets", "mets", "jets")."""

MAX_LETTERS = 60
LETTERS_FOR_TWO_SLIPS = 8

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_APART = re.compile(r"[^a-z0-9]+")
_DROPPED = re.compile(r"['’‘ʻʼ`´.]")
NAME_CHARS = 60
"""What is no longer is folded once and kept: the same names are looked at with every message."""


def fold(text: str) -> str:
    """The text in lower case, without accents, "&" as "and", every other sign a space: "Luka Dončić" -> "luka doncic".

    Letters that Unicode does not decompose are replaced as sports sites do (ø -> o, ß -> ss).

    >>> fold("  Brighton & Hove Albion "), fold("D.C. United"), fold("Bodø/Glimt"), fold("76ers")
    ('brighton and hove albion', 'dc united', 'bodo glimt', '76ers')
    """
    return _folded(text) if len(text) <= NAME_CHARS else _folded.__wrapped__(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return _APART.sub(" ", _DROPPED.sub("", plain_letters(text.replace("&", " and ")))).strip()


def plain_letters(text: str) -> str:
    """The text in lower case without accents; letters of other scripts and signs are unchanged.

    >>> plain_letters("Guðmundsson Şengün"), plain_letters("不")
    ('gudmundsson sengun', '不')
    """
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).casefold()
    return "".join(sign for sign in spread.translate(_LETTERS) if not unicodedata.combining(sign))


def closest(word: str, choices: Iterable[str]) -> list[str]:
    """The choices nearest to `word` within one typing error, or two from LETTERS_FOR_TWO_SLIPS letters on.

    An error is a letter missing, added, changed, or swapped with its neighbour.

    >>> closest("lakres", ["lakers", "clippers"]), closest("timberwolfs", ["timberwolves"]), closest("nuts", ["nets"])
    (['lakers'], ['timberwolves'], [])
    """
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS:
        return []
    allowed = 2 if len(word) >= LETTERS_FOR_TWO_SLIPS else 1
    slips = {choice: rapidfuzz.distance.OSA.distance(word, choice, score_cutoff=allowed) for choice in choices}
    least = min(slips.values(), default=allowed + 1)
    return [choice for choice, count in slips.items() if count == least] if least <= allowed else []
