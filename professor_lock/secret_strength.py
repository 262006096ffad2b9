"""Whether a secret can be worth 32 random bytes, by a stated measure. What is made up by hand does not pass it.

No measure sees randomness in a single text. This one refuses what 32 random bytes, in any usual notation, practically
never look like:

- too short: its length times the bits of one character of its alphabet (digits, hex, base64, printable) is under 250;
- too few different characters, or a piece of eight characters that comes twice, or eight in a row that only count up or
  down or stay the same ("aaaaaaaa", "12345678");
- words: three or more spaces, or the words people put where a secret belongs ("changeme", "password").
"""

from __future__ import annotations

import math
import secrets
import string
from itertools import pairwise

LEAST_BITS = 250.0
"""32 bytes are 256; in base64 without its padding a text of them counts for 43 characters of 6 bits, 258."""
PIECE = 8
ALPHABETS = (
    (frozenset(string.digits), 8),
    (frozenset(string.digits + "abcdef"), 10),
    (frozenset(string.digits + "ABCDEF"), 10),
    (frozenset(string.ascii_letters + string.digits + "-_+/="), 18),
    (frozenset(string.printable), 18),
)
"""Each with how many different characters a random text of 250 bits always has."""
PLACEHOLDERS = ("changeme", "change-me", "change_me", "password", "secret", "example", "placeholder", "your-", "your_")


def weakness(secret: str) -> str | None:
    """Why a secret cannot be 32 random bytes, in words; None when it can.

    >>> weakness(new_secret()), weakness("hunter2" * 10)
    (None, 'repeats itself')
    """
    alphabet, different = next(
        ((len(one), least) for one, least in ALPHABETS if one.issuperset(secret)), (len(string.printable), 18)
    )
    if len(secret) * math.log2(alphabet) < LEAST_BITS:
        return "is shorter than 32 random bytes"
    if any(word in secret.lower() for word in PLACEHOLDERS) or secret.count(" ") > 2:
        return "is made of words"
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


def _counts(piece: str) -> bool:
    """Whether its characters only go up by one, only down by one, or stay the same."""
    steps = {ord(after) - ord(before) for before, after in pairwise(piece)}
    return len(steps) == 1 and steps <= {-1, 0, 1}
