"""Words, signs and numbers of a text in one pass: every number in every form in which bettors write it.

Each position is read once, with a bounded look at what follows; a number of more digits than any real one is a token
of its own that nothing verifies.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from professor_lock.grounding.facts import Kind

MAX_DIGITS = 15
_WORD = re.compile(r"[^\W\d_]++")
_SPACE = re.compile(r"[^\S\n]++")
_ELIDED = re.compile(r"[ld]'(?=[^\W\d_]{2})")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>)\]]++", re.IGNORECASE)
_HUGE = re.compile(r"\d{16,}+(?:[.,]\d++)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?![\d])(?:\.\d{1,6})?(?!\d)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}(?![\d.])(?:,\d{1,6})?(?!\d)")
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,9})?(?!\d)|\.\d{1,9}(?!\d)|\d{1,15}")
_COMMA = re.compile(r"\d{1,9},\d{1,3}(?!\d)")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:h](\d{2})(?::\d{2})?(?!\d)|(?=\s?[ap]\.?m\b|\s?uhr\b))(?:\s?([ap])\.?m\b\.?|\s?(uhr)\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SEASON = re.compile(r"((?:19|20)\d{2})[-/](\d{4}|\d{2})(?![\d/-])")
_PHONE = re.compile(r"(?:\d{1,3}[- ])?\(?\d{3,4}\)?[- ]\d{3,4}[- ]\d{3,4}(?![\d-])")
_WORD_PHONE = re.compile(r"\d-\d{3}-[A-Z]{4,10}\b")
_SERIES = re.compile(r"(\d{1,3})( ?)-( ?)(\d{1,3})(?:\2-\3(\d{1,3}))?(?![\d.,]*\d)")
_COLON = re.compile(r"(\d{1,3}):(\d{1,3})(?![\d:])")
"""A score as German and Spanish write it, where it is no time of day."""
_SLASHED = re.compile(r"(\d{1,4})/(\d{1,4})(?:/(\d{2,4}))?(?![\d/])")
_MIXED = re.compile(r"(\d{1,3}) ([1-7])/([2-8])(?![\d/])")
_OF = re.compile(r"(\d{1,4})(?: |-)(?:of|out of|von|de|sur|su|for|in|aus)(?: |-)(\d{1,4})(?![\d.,]*\d)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|º|ª|a|o|e)\b", re.IGNORECASE)
_SCALE = {"k": 1000, "m": 10**6, "mm": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9, "b": 10**9}
_CURRENCY = "$€£"


@dataclass(slots=True)
class Number:
    """A number as it is written. `sign` is -1 or +1 where one is written, else 0; `digits` are the decimals shown.

    `unit` is the id of the word that says what is counted; `huge` numbers cannot be true.
    """

    kind: Kind
    parts: tuple[Fraction, ...]
    sign: int = 0
    digits: int = 0
    unit: str = ""
    noun: str = ""
    hedged: bool = False
    spelled: bool = False
    huge: bool = False
    named: str = ""
    other: tuple[tuple[Kind, tuple[Fraction, ...]], ...] = ()
    zone: str = ""

    @property
    def value(self) -> Fraction:
        """The first part, with its sign."""
        return -self.parts[0] if self.sign < 0 else self.parts[0]


@dataclass(slots=True)
class Token:
    """A word (`folded` is its spelling in tables), a sign, or a number; `start` and `end` are of the plain text."""

    start: int
    end: int
    folded: str = ""
    capital: bool = False
    upper: bool = False
    number: Number | None = None
    sign: str = ""
    glued: bool = field(default=False)
    """No space before it."""


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Lower case, without accents."""
    if word.isascii():
        return word.lower()
    lowered = word.casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ß", "ss")
    return "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))


def tokens_of(text: str, *, decimal_comma: bool = False) -> list[Token]:
    """The tokens of a plain text, in order. Time is linear in its length."""
    found: list[Token] = []
    at, length = 0, len(text)
    spaced = True
    while at < length:
        sign = text[at]
        if sign.isspace():
            if sign == "\n":
                found.append(Token(at, at + 1, sign="\n"))
                at += 1
            else:
                at = _end(_SPACE.match(text, at), at + 1)
            spaced = True
            continue
        token = None
        if sign.isdigit() or (sign == "." and text[at + 1 : at + 2].isdigit() and not _after_digit(found, at)):
            token = _numeric(text, at, decimal_comma)
        elif sign in "+-":
            token = _signed(text, at, found, decimal_comma, spaced)
        elif sign in _CURRENCY:
            token = _money(text, at, 0, decimal_comma)
        elif sign.isalpha():
            url = _URL.match(text, at) if sign in "hHwW" else None
            token = Token(at, url.end(), sign="url") if url else _word(text, at)
        elif sign == "]" and text[at + 1 : at + 2] == "(":
            token = _link_target(text, at)
        token = token or Token(at, at + 1, sign=sign)
        token.glued = not spaced
        found.append(token)
        at, spaced = token.end, False
    return found


def _end(match: re.Match[str] | None, otherwise: int) -> int:
    return match.end() if match else otherwise


def _after_digit(found: list[Token], at: int) -> bool:
    return bool(found) and found[-1].end == at and found[-1].number is not None


def _word(text: str, at: int) -> Token:
    match = _WORD.match(text, at)
    end = match.end() if match else at + 1
    while end < len(text) - 1 and text[end] == "'" and (more := _WORD.match(text, end + 1)) and end - at < 40:
        end = more.end()
    if _ELIDED.match(text, at):  # "l'OM", "d'Arsenal"
        return Token(at, at + 2, text[at])
    raw = text[at:end]
    folded = fold_word(raw).removesuffix("'s")
    return Token(at, end, folded, raw[0].isupper(), len(raw) > 1 and raw.isupper())


def _link_target(text: str, at: int) -> Token:
    """The address of a Markdown link: not shown to a reader."""
    end = text.find(")", at, at + 2000)
    line = text.find("\n", at, end if end > 0 else at + 2000)
    return Token(at, end + 1, sign="url") if end > 0 and line < 0 else Token(at, at + 1, sign="]")


def _signed(text: str, at: int, found: list[Token], comma: bool, spaced: bool) -> Token | None:
    follows = text[at + 1 : at + 2]
    negative = text[at] == "-"
    if follows in _CURRENCY and follows:
        return _money(text, at + 1, -1 if negative else 1, comma, start=at)
    if follows == " " and spaced and text[at + 2 : at + 3].isdigit() and _begins(found):
        follows = text[at + 2]
        inner = _numeric(text, at + 2, comma)
    elif follows.isdigit() or (follows == "." and text[at + 2 : at + 3].isdigit()):
        inner = _numeric(text, at + 1, comma, signed=True)
    else:
        return None
    number = inner.number
    if number is None or not _takes_sign(number, found, at, spaced):
        return None
    number.sign = -1 if negative else 1
    if number.kind is Kind.NUMBER and number.digits == 0 and number.parts[0] >= 100:
        number.kind = Kind.PRICE
    elif number.kind is Kind.NUMBER:
        number.kind = Kind.LINE
    inner.start = at
    return inner


def _begins(found: list[Token]) -> bool:
    """Whether a lone sign with a space behind it can belong to a number: after a name or a bracket, not in a sum."""
    return bool(found) and found[-1].number is None and found[-1].sign in ("", "(", ":", "|")


def _takes_sign(number: Number, found: list[Token], at: int, spaced: bool) -> bool:
    if number.kind in (Kind.DATE, Kind.TIME, Kind.SEASON, Kind.PHONE, Kind.SCORE, Kind.RECORD, Kind.RATIO):
        return False
    before = found[-1] if found else None
    if spaced or before is None or before.end != at:
        return True
    if before.number is not None:  # "-3.5-110": the second sign is a sign; "121-118" is not read here
        return before.number.sign != 0 or before.number.digits > 0
    if before.folded and len(before.folded) == 1 and before.capital:  # "T-1024" is an id
        return False
    return before.sign != "" or number.parts[0] >= 100 or number.digits > 0


def _money(text: str, at: int, sign: int, comma: bool, start: int | None = None) -> Token | None:
    place = at + 1
    if text[place : place + 1] in ("-", "+") and text[place : place + 1]:
        sign, place = (-1 if text[place] == "-" else 1), place + 1
    if text[place : place + 1] == " ":
        place += 1
    if not text[place : place + 1].isdigit() and not (
        text[place : place + 1] == "." and text[place + 1 : place + 2].isdigit()
    ):
        return None
    end, value, digits, huge = _scalar(text, place, comma)
    word = _WORD.match(text, end)
    scale = _SCALE.get(word[0].lower()) if word else None
    if word and scale:
        end, value, digits = word.end(), value * scale, digits - (len(str(scale)) - 1)
    number = Number(Kind.MONEY, (value,), sign, digits, huge=huge)
    return Token(at if start is None else start, end, number=number)


def _scalar(text: str, at: int, comma: bool) -> tuple[int, Fraction, int, bool]:
    """The end, value, decimals of the number at `at`; and whether it is longer than any real one."""
    huge = _HUGE.match(text, at)
    if huge:
        return huge.end(), Fraction(0), 0, True
    grouped = (_DOTTED if comma else _GROUPED).match(text, at)
    if grouped is not None:
        written = grouped[0].replace("." if comma else ",", "").replace(",", ".")
        return grouped.end(), Fraction(written), _decimals(written), False
    with_comma = _COMMA.match(text, at)
    if with_comma is not None and (comma or len(with_comma[0].split(",")[1]) < 3):
        written = with_comma[0].replace(",", ".")
        return with_comma.end(), Fraction(written), _decimals(written), False
    plain = _PLAIN.match(text, at)
    assert plain is not None
    return plain.end(), Fraction("0" + plain[0] if plain[0][0] == "." else plain[0]), _decimals(plain[0]), False


def _decimals(written: str) -> int:
    return len(written.partition(".")[2])


def _numeric(text: str, at: int, comma: bool, *, signed: bool = False) -> Token:
    if not signed:
        shaped = _shaped(text, at, comma)
        if shaped is not None:
            return shaped
    mixed = _MIXED.match(text, at)
    if mixed and int(mixed[2]) < int(mixed[3]):
        value = int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3]))
        return Token(at, mixed.end(), number=Number(Kind.NUMBER, (value,), digits=2))
    end, value, digits, huge = _scalar(text, at, comma)
    number = Number(Kind.NUMBER, (value,), digits=digits, huge=huge)
    if huge:
        return Token(at, end, number=number)
    return _with_suffix(text, at, end, number)


def _with_suffix(text: str, at: int, end: int, number: Number) -> Token:
    follows = text[end : end + 1]
    if follows == "%" or (follows == " " and text[end + 1 : end + 2] == "%"):
        number.kind = Kind.PERCENT
        return Token(at, end + (1 if follows == "%" else 2), number=number)
    if follows in _CURRENCY and follows:
        number.kind = Kind.MONEY
        return Token(at, end + 1, number=number)
    if follows == " " and text[end + 1 : end + 2] in ("€", "£") and not text[end + 2 : end + 3].isdigit():
        number.kind = Kind.MONEY
        return Token(at, end + 2, number=number)
    if (text[at] == "." and number.digits == 3) or (text[at : at + 2] == "0." and number.digits >= 3):
        number.kind = Kind.RATE
    if follows.isalpha():
        word = _WORD.match(text, end)
        suffix = fold_word(word[0]) if word else ""
        if number.digits == 0 and _ORDINAL.fullmatch(suffix):
            number.kind = Kind.RANK
            return Token(at, end + len(suffix), number=number)
        if suffix in _SCALE and suffix != "m":
            number.parts = (number.parts[0] * _SCALE[suffix],)
            number.digits -= len(str(_SCALE[suffix])) - 1
            return Token(at, end + len(suffix), number=number)
    elif follows and follows in "ºª":
        number.kind = Kind.RANK
        return Token(at, end + 1, number=number)
    return Token(at, end, number=number)


def _shaped(text: str, at: int, comma: bool) -> Token | None:
    """A number of several parts: a time, a date, a season, a telephone number, a score or record, a fraction."""
    match = _ISO.match(text, at)
    if match:
        return Token(at, match.end(), number=Number(Kind.DATE, tuple(Fraction(int(part)) for part in match.groups())))
    match = _SEASON.match(text, at)
    if match and (int(match[1]) + 1) % 100 == int(match[2]) % 100:
        years = (Fraction(int(match[1])), Fraction(int(match[1]) + 1))
        return Token(at, match.end(), number=Number(Kind.SEASON, years))
    match = _PHONE.match(text, at) or _WORD_PHONE.match(text, at)
    if match and len(re.sub(r"\W", "", match[0])) >= 7:
        return Token(at, match.end(), number=Number(Kind.PHONE, (Fraction(int(re.sub(r"\D", "", match[0]))),)))
    match = _CLOCK.match(text, at)
    if match and int(match[1]) < (13 if match[3] else 25) and int(match[2] or 0) < 60:
        return Token(at, match.end(), number=_clock(match))
    match = _COLON.match(text, at)
    if match:
        return Token(at, match.end(), number=_series([match[1], match[2]]))
    match = _OF.match(text, at)
    if match and int(match[2]) <= 500 and (int(match[1]) <= int(match[2]) or "of" in match[0]):
        parts = (Fraction(int(match[1])), Fraction(int(match[2])))
        return Token(at, match.end(), number=Number(Kind.RATIO, parts))
    match = _SERIES.match(text, at)
    if match and bool(match[2]) == bool(match[3]):
        return Token(at, match.end(), number=_series([part for part in match.group(1, 4, 5) if part]))
    match = _SLASHED.match(text, at)
    if match:
        return Token(at, match.end(), number=_slashed(match))
    return None


def _clock(match: re.Match[str]) -> Number:
    hour = int(match[1])
    half = (match[3] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    other: tuple[tuple[Kind, tuple[Fraction, ...]], ...] = ()
    minute = Fraction(int(match[2] or 0))
    if not half and not match[4] and hour < 12:
        other = ((Kind.TIME, (Fraction(hour + 12), minute)),)
    return Number(Kind.TIME, (Fraction(hour), minute), other=other)


def _series(parts: list[str]) -> Number:
    values = tuple(Fraction(int(part)) for part in parts)
    kind = Kind.SCORE if len(values) == 2 else Kind.RECORD
    return Number(kind, values, other=((Kind.RECORD, values), (Kind.RATIO, values)) if len(values) == 2 else ())


def _slashed(match: re.Match[str]) -> Number:
    first, second = int(match[1]), int(match[2])
    parts = (Fraction(first), Fraction(second))
    if match[3]:
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return Number(Kind.DATE, (Fraction(year), *parts), other=((Kind.DATE, (Fraction(year), parts[1], parts[0])),))
    other: list[tuple[Kind, tuple[Fraction, ...]]] = []
    if second:
        other.append((Kind.PRICE, (1 + Fraction(first, second),)))
    if 1 <= first <= 31 and 1 <= second <= 31:
        other += [(Kind.DATE, parts), (Kind.DATE, parts[::-1])]
    return Number(Kind.RATIO, parts, other=tuple(other))
