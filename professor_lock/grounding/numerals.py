"""Numbers written as words, in English, Spanish, German, French, Portuguese and Italian.

`read_numeral` takes folded words and answers how many of them make one number. Odds are spoken in two halves ("minus
one forty" is -140), which `read_spoken_price` knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPANISH = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve"
)
_SPANISH_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_GERMAN = (
    "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)
_GERMAN_TENS = "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig"
_FRENCH = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_FRENCH_TENS = "vingt trente quarante cinquante soixante"
_PORTUGUESE = "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis"
_ITALIAN = "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
_ITALIAN_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"
_PORTUGUESE_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"

AMBIGUOUS = frozenset({"one", "uno", "un", "um", "eins", "sei", "once", "due", "null"})
"""Words that are numbers in one language and something else in another, or an article: they need a unit behind them."""
_EXTRA = {
    "dozen": 12, "docena": 12, "dutzend": 12, "dozena": 12, "douzaine": 12,
    "zwo": 2, "dos": 2, "duas": 2, "una": 1, "une": 1, "ein": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1,
    "hundred": 100, "hundert": 100, "cien": 100, "ciento": 100, "cent": 100, "cem": 100, "cento": 100,
    "thousand": 1000, "tausend": 1000, "mil": 1000, "mille": 1000,
}  # fmt: skip
ARTICLES = frozenset({"one", "uno", "una", "un", "um", "uma", "une", "ein", "eine", "einem", "einen", "einer", "eins"})
_SCALES = {
    "hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000, "mil": 1000, "mille": 1000, "cent": 100,
    "million": 10**6, "millones": 10**6, "millionen": 10**6, "millon": 10**6,
}  # fmt: skip
_JOINERS = frozenset({"and", "y", "und", "et", "e"})
TIMES = {
    "twice": 2, "thrice": 3, "einmal": 1, "zweimal": 2, "dreimal": 3, "viermal": 4, "funfmal": 5, "sechsmal": 6,
    "siebenmal": 7, "achtmal": 8, "neunmal": 9, "zehnmal": 10,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3,
    "tercera": 3, "tercer": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "erste": 1, "ersten": 1, "erster": 1,
    "zweite": 2, "zweiten": 2, "zweiter": 2, "dritte": 3, "dritten": 3, "dritter": 3, "vierte": 4, "vierten": 4,
    "funfte": 5, "funften": 5, "sechste": 6, "sechsten": 6,
}  # fmt: skip
HALVES = {"half": Fraction(1, 2), "mitad": Fraction(1, 2), "halfte": Fraction(1, 2), "moitie": Fraction(1, 2)}
THIRDS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5, "fifths": 5, "tenths": 10,
    "tercios": 3, "tercio": 3, "cuartos": 4, "drittel": 3, "viertel": 4,
}  # fmt: skip


@cache
def units_and_tens() -> dict[str, int]:
    """Every number word below a hundred -> its value."""
    words: dict[str, int] = dict(_EXTRA)
    for text in (_ITALIAN, _PORTUGUESE, _FRENCH, _GERMAN, _SPANISH, _ENGLISH):
        words |= {word: value for value, word in enumerate(text.split())}
    for text, begin in (
        (_ITALIAN_TENS, 20), (_PORTUGUESE_TENS, 20), (_FRENCH_TENS, 20), (_GERMAN_TENS, 20), (_ENGLISH_TENS, 20),
        (_SPANISH_TENS, 30),
    ):  # fmt: skip
        words |= {word: begin + 10 * place for place, word in enumerate(text.split())}
    words["dreizig"] = 30
    ones = ["ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun"]
    for place, ten in enumerate(_GERMAN_TENS.split()):
        words |= {f"{one}und{ten}": 20 + 10 * place + value for value, one in enumerate(ones, 1)}
    return words | _german_hundreds(ones)


def _german_hundreds(ones: Sequence[str]) -> dict[str, int]:
    """ "zweihundertfunfundzwanzig": German writes a number below a thousand as one word."""
    tens = dict(zip(_GERMAN_TENS.split(), range(20, 100, 10), strict=False))
    below = {word: value for value, word in enumerate(_GERMAN.split())} | tens | {"ein": 1}
    below |= {f"{one}und{ten}": whole + value for ten, whole in tens.items() for value, one in enumerate(ones, 1)}
    found = {f"{one}hundert": 100 * value for value, one in enumerate(ones, 1)}
    for first, hundreds in [*found.items(), ("hundert", 100)]:
        found |= {f"{first}{word}": hundreds + value for word, value in below.items() if value}
    return found


@cache
def number_words() -> frozenset[str]:
    """Every word that may begin or be a written number."""
    return frozenset(units_and_tens()) | frozenset(_SCALES) | frozenset(TIMES) | frozenset(HALVES)


def read_numeral(words: Sequence[str], at: int) -> tuple[int, int]:
    """How many words from `at` on are one number, and which; (0, 0) where none begins.

    >>> read_numeral(["twenty", "five", "points"], 0), read_numeral(["a", "hundred", "and", "ten"], 1)
    ((2, 25), (3, 110))
    """
    small = units_and_tens()
    first = small.get(words[at])
    if first is None:
        scale = _SCALES.get(words[at])
        return (1, scale) if scale else (0, 0)
    value, used = first, 1
    total = 0
    while at + used < len(words) and used < 9:
        word = words[at + used]
        scale = _SCALES.get(word)
        if scale and value < scale:
            value, used = max(value, 1) * scale, used + 1
            if scale >= 1000:
                total, value = total + value, 0
            continue
        joined = word in _JOINERS and at + used + 1 < len(words)
        following = words[at + used + 1] if joined else word
        more = small.get(following)
        if more is None or (joined and not _may_join(value, more)) or not _may_follow(value + total, value, more):
            break
        value, used = value + more, used + (2 if joined else 1)
    return used, total + value


def _may_follow(whole: int, value: int, more: int) -> bool:
    if value and value % 100 == 0:
        return 0 < more < 100
    if value == 0 and whole:
        return 0 < more < 1000
    return value % 100 >= 20 and value % 10 == 0 and 0 < more < 10


def _may_join(value: int, more: int) -> bool:
    return (value % 100 == 0 and value > 0) or (value % 100 >= 30 and value % 10 == 0 and more < 10)


def read_spoken_price(words: Sequence[str], at: int) -> tuple[int, int]:
    """An American price as it is said aloud, without its sign: "one forty" is 140, "two oh five" 205.

    >>> read_spoken_price(["one", "ten"], 0), read_spoken_price(["one", "fifteen"], 0)
    ((2, 110), (2, 115))
    """
    small = units_and_tens()
    hundreds = small.get(words[at])
    if hundreds is None or not 1 <= hundreds <= 99 or at + 1 >= len(words):
        return 0, 0
    if words[at + 1] in ("oh", "o") and at + 2 < len(words):
        last = small.get(words[at + 2], 0)
        return (3, hundreds * 100 + last) if 0 < last < 10 else (0, 0)
    used, rest = read_numeral(words, at + 1)
    return (1 + used, hundreds * 100 + rest) if used and 10 <= rest < 100 else (0, 0)
