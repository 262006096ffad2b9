"""Estimates whether a secret is as strong as 32 random bytes. A secret that was thought up by hand is refused.

No measure sees randomness in a single text. This one refuses what 32 random bytes, in any usual notation, practically
never look like:

- too short: its length times the bits of one character of its alphabet (digits, hex, base64, printable) is under 250;
- too few different characters, or a piece of eight characters that comes twice, or eight in a row that only count up or
  down or stay the same ("aaaaaaaa", "12345678");
- words: three or more spaces, the words people put where a secret belongs ("changeme", "password"), an address, or
  neighbouring letters of which a third are those that words mostly have (a random text in base64: once in a million);
- base64 or hex of a text that is weak by these rules itself.
"""

from __future__ import annotations

import base64
import math
import secrets
import string
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

LEAST_BITS = 250.0
"""32 bytes are 256; in base64 without its padding a text of them counts for 43 characters of 6 bits, 258."""
PIECE = 8
HEX = 16
ALPHABETS = (
    (frozenset(string.digits), 8),
    (frozenset(string.digits + "abcdef"), 10),
    (frozenset(string.digits + "ABCDEF"), 10),
    (frozenset(string.ascii_letters + string.digits + "-_+/="), 18),
    (frozenset(string.printable), 18),
)
"""Each with how many different characters a random text of 250 bits always has."""
PLACEHOLDERS = ("changeme", "change-me", "change_me", "password", "secret", "example", "placeholder", "your-", "your_")
_FOLLOWS = {
    "a": "ntlrs",
    "b": "e",
    "c": "oehat",
    "d": "e",
    "e": "rnsdal",
    "g": "e",
    "h": "eaio",
    "i": "nstoc",
    "l": "eila",
    "m": "ea",
    "n": "dtges",
    "o": "nrfum",
    "p": "r",
    "r": "eioa",
    "s": "teio",
    "t": "hieoa",
    "u": "rt",
    "v": "e",
}
"""The letters that most often follow a letter; half of the neighbours in an English or a German text are such."""
_PAIRS_OF_WORDS = 1 / 3
_URL_SAFE = str.maketrans("-_", "+/")


def weakness(secret: str) -> str | None:
    """Why a secret cannot be 32 random bytes, in words; None when it can.

    >>> weakness(new_secret()), weakness("4f9a" * 16)
    (None, 'repeats itself')
    """
    alphabet, different = next(
        ((len(one), least) for one, least in ALPHABETS if one.issuperset(secret)), (len(string.printable), 18)
    )
    if len(secret) * math.log2(alphabet) < LEAST_BITS:
        return "is shorter than 32 random bytes"
    if any(word in secret.lower() for word in PLACEHOLDERS) or secret.count(" ") > 2 or "://" in secret:
        return "is made of words"
    if alphabet > HEX and _reads_like_words(secret):
        return "is made of words"
    if any(text.isascii() and text.isprintable() and weakness(text) for text in _decoded(secret)):
        return "is base64 or hex of a weak text"
    pieces = [secret[at : at + PIECE] for at in range(len(secret) - PIECE + 1)]
    if len(set(secret)) < different or len(set(pieces)) < len(pieces) or any(map(_counts, pieces)):
        return "repeats itself"
    return None


def new_secret() -> str:
    """A secret of 48 random bytes, in 64 characters that need no quoting anywhere."""
    while True:
        made = secrets.token_urlsafe(48)
        if weakness(made) is None:
            return made


def _reads_like_words(secret: str) -> bool:
    usual = sum(after in _FOLLOWS.get(before, "") for before, after in pairwise(secret.lower()))
    return usual >= (len(secret) - 1) * _PAIRS_OF_WORDS


def _decoded(secret: str) -> Iterator[str]:
    """What stands in the secret where it is hex, and where it, or every part of it between dots, is base64."""
    with suppress(ValueError):
        yield bytes.fromhex(secret).decode("latin-1")
    with suppress(ValueError):
        parts = [part.rstrip("=").translate(_URL_SAFE) for part in secret.split(".")]
        yield b"".join(base64.b64decode(part + "=" * (-len(part) % 4), validate=True) for part in parts).decode(
            "latin-1"
        )


def _counts(piece: str) -> bool:
    """Whether its characters only go up by one, only down by one, or stay the same."""
    steps = {ord(after) - ord(before) for before, after in pairwise(piece)}
    return len(steps) == 1 and steps <= {-1, 0, 1}
