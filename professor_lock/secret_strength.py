"""Estimates whether a secret is as strong as 32 random bytes. A secret that was thought up by hand is refused.

No measure sees randomness in a single text. This one refuses what 32 random bytes, in any usual notation, practically
never look like:

- too short: its length times the bits of one character of its alphabet (digits, hex, base64, printable) is under 250;
- too few different characters, or a piece of eight characters that comes twice, or eight in a row, or every second of
  sixteen, that count in equal steps ("aaaaaaaa", "12345678", "acegikmo", "A1b2C3d4...");
- words: three or more spaces, the words people put where a secret belongs ("changeme", "password"), an address, letters
  beyond ASCII, or neighbouring letters of which a third are those that words mostly have (a random text in base64: once
  in a million), also backwards and with figures for letters ("p4ssphr4s3");
- a way along the keyboard ("1qaz2wsx"): of half of its neighbours the keys are neighbours, too;
- a token, which others have been shown;
- base64, base32, hex or percent signs of a text that is weak by these rules itself.

What it cannot see: a hash of a word, words of a rarer language, words in a cipher.
"""

from __future__ import annotations

import base64
import math
import secrets
import string
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from urllib.parse import unquote

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
PLACEHOLDERS = (
    *("changeme", "change-me", "change_me", "password", "secret", "example", "placeholder", "your-", "your_"),
    *("deadbeef", "cafebabe", "feedface", "baadf00d", "c0ffee00", "31415926", "27182818"),
)
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
_LETTERS_MEANT = str.maketrans("0134578$@!+|", "oieastbsaitl")
_WORDS_OF_FIGURES = 0.38
"""The same share with figures read as letters: random texts have more such pairs then."""
_KEYS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_KEY_PLACES = {key: (row, column) for row, keys in enumerate(_KEYS) for column, key in enumerate(keys)}
_WAY_ALONG_KEYS = 1 / 2
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
    if not secret.isascii() or (alphabet > HEX and _reads_like_words(secret)):
        return "is made of words"
    if alphabet > HEX and _follows_keys(secret.lower()):
        return "follows the keyboard"
    if secret.startswith("eyJ") and "." in secret:
        return "is a token"
    if any(text.isascii() and text.isprintable() and weakness(text) for text in _decoded(secret)):
        return "is base64 or hex of a weak text"
    pieces = _pieces(secret)
    if len(set(secret)) < different or len(set(pieces)) < len(pieces):
        return "repeats itself"
    folded = secret.lower()
    if any(_counts(piece) for text in (folded, folded[::2], folded[1::2]) for piece in _pieces(text)):
        return "repeats itself"
    return None


def new_secret() -> str:
    """A secret of 48 random bytes, in 64 characters that need no quoting anywhere."""
    while True:
        made = secrets.token_urlsafe(48)
        if weakness(made) is None:
            return made


def _reads_like_words(secret: str) -> bool:
    folded = secret.lower()
    if max(_usual(folded), _usual(folded[::-1])) >= _PAIRS_OF_WORDS:
        return True
    return secret != secret.upper() and _usual(folded.translate(_LETTERS_MEANT)) >= _WORDS_OF_FIGURES


def _usual(text: str) -> float:
    """The share of neighbours that words mostly have."""
    return sum(after in _FOLLOWS.get(before, "") for before, after in pairwise(text)) / (len(text) - 1)


def _follows_keys(text: str) -> bool:
    places = [_KEY_PLACES.get(key, (9, 9)) for key in text]
    ways = [(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(places)]
    return sum(way in ((0, 1), (1, 0)) for way in ways) >= len(ways) * _WAY_ALONG_KEYS


def _decoded(secret: str) -> Iterator[str]:
    """What the secret says as hex, base32 or percent signs, and as base64, all of it or each part between its dots."""
    if (plain := unquote(secret)) != secret:
        yield plain
    with suppress(ValueError):
        yield base64.b32decode(secret + "=" * (-len(secret) % 8)).decode("latin-1")
    with suppress(ValueError):
        yield bytes.fromhex(secret).decode("latin-1")
    with suppress(ValueError):
        parts = [part.rstrip("=").translate(_URL_SAFE) for part in secret.split(".")]
        yield b"".join(base64.b64decode(part + "=" * (-len(part) % 4), validate=True) for part in parts).decode(
            "latin-1"
        )


def _counts(piece: str) -> bool:
    """Whether its characters go up or down in equal steps, or stay the same."""
    return len({ord(after) - ord(before) for before, after in pairwise(piece)}) == 1


def _pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(len(text) - PIECE + 1)]
