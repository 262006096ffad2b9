"""Prices: American, decimal and fractional odds, read from text and numbers, converted exactly, and written.

Inside, every price is its decimal price as an exact `Fraction` (-110 is 21/11): what one unit staked returns. Rounding
happens only where a price is written. Invalid input is a `BadInput` that names the field; there is no default price.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from professor_lock.betting.money import MAX_TEXT, half_away
from professor_lock.errors import BadInput
from professor_lock.user import OddsFormat

EVEN_WORDS = frozenset({"EVEN", "EVENS", "EV", "EVS", "EVEN MONEY"})
PriceFormat = Literal["american", "decimal", "fractional", "hong_kong", "malay", "indonesian"]
"""The ways a price is written. Those of Hong Kong, Malaysia and Indonesia are only read where they are named."""
PICK_WORDS = frozenset({"PK", "PICK", "PICKEM", "PICK'EM"})

SHORT_DENOMINATOR = 100
"""Fractional odds with a denominator above this are not read, only copied."""
_LARGEST_ABROAD = 50
"""A signed price with a decimal point below it looks like one of Malaysia or Indonesia."""
_HALF = 1e-7
"""How near to a half an American price from floats is one: the fractions behind it never come closer to it."""
_LEAST_EXACT = 1e-6
"""Chances nearer to 0 or 1 have American prices whose halves no float tells."""
_LEAST_SHOWN = Fraction(1, 2000)
"""Half a tenth of a percent: below it one place would round to nothing."""

_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_AMERICAN = re.compile(rf"[+-]\s*{_WHOLE}(?:\.\d+)?|{_WHOLE}", re.ASCII)
_SIGNED = re.compile(r"[+-]?\s*(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DECIMAL = re.compile(r"\d+\.\d*|\.\d+", re.ASCII)
_FRACTION = re.compile(r"(\d+)\s*(?:[/:-]|\bto\b)\s*(\d+)", re.ASCII | re.IGNORECASE)
_SIGN_WORD = re.compile(r"(minus|plus)\s+(?=\d)", re.IGNORECASE)
_LINE = re.compile(r"[+-]?\s*(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)


def decimal_price(american: int | Fraction, *, field: str = "price") -> Fraction:
    """The decimal price of American odds, exact. BadInput for 0 and anything strictly between -100 and +100.

    a > 0: d = 1 + a/100; a < 0: d = 1 + 100/|a|. +100 and -100 are one price.

    >>> decimal_price(-110), decimal_price(+150), decimal_price(-100) == decimal_price(+100)
    (Fraction(21, 11), Fraction(5, 2), True)
    """
    if isinstance(american, bool) or not isinstance(american, int | Fraction):
        raise BadInput(f"{american!r} is not an American price.", field=field)
    if -100 < american < 100:
        raise BadInput(f"{american} is not an American price: it must be +100 or more, or -100 or less.", field=field)
    return 1 + Fraction(american, 100) if american > 0 else 1 + Fraction(100) / -american


def american_price(decimal: Fraction, *, field: str = "price") -> int:
    """The nearest whole American price, half away from zero; -100 is written +100. BadInput if decimal <= 1.

    >>> american_price(Fraction(21, 11)), american_price(Fraction("1.998")), american_price(Fraction(9261, 1331))
    (-110, 100, 596)
    """
    _require_price(decimal, field)
    paid, stake = decimal.as_integer_ratio()
    return _american(paid - stake, stake)


def implied_probability(decimal: Fraction, *, field: str = "price") -> Fraction:
    """1/d: the chance at which the price breaks even, the book's vig included.

    >>> round(float(implied_probability(decimal_price(-110))), 5)
    0.52381
    """
    _require_price(decimal, field)
    return 1 / decimal


def fair_price(probability: float | Fraction, *, field: str = "probability") -> Fraction:
    """The decimal price without vig for a probability: 1/p. BadInput outside (0, 1).

    >>> american_price(fair_price(Fraction(1, 2))), american_price(fair_price(Fraction(3, 4)))
    (100, -300)
    """
    return 1 / require_probability(probability, field=field, strict=True)


def fair_american(probability: float | Fraction, *, field: str = "probability") -> int:
    """`american_price(fair_price(probability))`, at a third of its time: a board has ninety. BadInput outside (0, 1).

    >>> fair_american(Fraction(1, 2)), fair_american(Fraction(3, 4))
    (100, -300)
    """
    if type(probability) is not float or not 0 < probability < 1:
        probability = require_probability(probability, field=field, strict=True)
    stake, paid = probability.as_integer_ratio()
    if type(probability) is float:
        # A chance worked out in floats lies a hair beside the fraction it stands for: an exact half must not be lost.
        against, for_ = 1 - probability, probability
        size = 100 * max(against, for_) / min(against, for_) if min(against, for_) > _LEAST_EXACT else 0.0
        if abs(size - math.floor(size) - 0.5) < _HALF:
            whole = math.floor(size) + 1
            return whole if against >= for_ else -whole
    return _american(paid - stake, stake)


def require_probability(value: float | Fraction, *, field: str = "probability", strict: bool = False) -> Fraction:
    """The value as an exact fraction if it is a probability: in [0, 1], or in (0, 1) when `strict`. Else BadInput."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not math.isfinite(value):
        raise BadInput(f"{value!r} is not a probability.", field=field)
    if not (0 < value < 1 if strict else 0 <= value <= 1):
        bounds = "more than 0 and less than 1" if strict else "from 0 to 1"
        raise BadInput(f"{value} is not a probability: it must be {bounds}.", field=field)
    return Fraction(value)


def parse_price(value: object, *, field: str = "price", written: PriceFormat | None = None) -> Fraction:
    """The decimal price that text or a number means, exact.

    A sign or a whole number is American (unsigned 150 is +150), a decimal point is decimal (a large decimal price needs
    the point: 150.0), a slash is fractional, as are "6-4" and "6 to 4", EVEN is 2. A `Fraction` is a
    decimal price already. U+2212 and dashes are a minus.
    With `written` the text is of that format: 0.91 is the profit per unit in Hong Kong and, as -0.85 is the stake per
    unit of profit, in Malay odds; Indonesian ones are American ones over a hundred.

    >>> parse_price("-110"), parse_price("150"), parse_price("1.91"), parse_price("6/4"), parse_price("even")
    (Fraction(21, 11), Fraction(5, 2), Fraction(191, 100), Fraction(5, 2), Fraction(2, 1))
    """
    if value is None:
        raise BadInput("The price is missing.", field=field)
    if isinstance(value, Fraction):
        _require_price(value, field)
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return decimal_price(value, field=field)
    text = _plain_price(number_text(value, field, "a price"))
    return _price_of_text(text, field) if written is None else _price_written(text, written, field)


def number_text(value: object, field: str, what: str) -> str:
    """The plain text of what a user typed or a JSON number, minus signs made ASCII; BadInput if it is neither."""
    if (isinstance(value, float) and math.isfinite(value)) or (isinstance(value, Decimal) and value.is_finite()):
        # A float's shortest text is what the sender wrote: 1.91 is 191/100, not its nearest binary fraction.
        return format(Decimal(repr(value)) if isinstance(value, float) else value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadInput(f"{value!r} is not {what}.", field=field)
    text = value.strip().replace("\u2212", "-")
    if not text or len(text) > MAX_TEXT:
        raise BadInput(f"That is not {what}." if text else f"There is no text to read {what} from.", field=field)
    return text


def parse_line(value: object, *, field: str = "line") -> Fraction:
    """A point or total from text or a number, exact: a multiple of a quarter. PK is 0.

    >>> parse_line("-3.5"), parse_line("PK"), parse_line(47)
    (Fraction(-7, 2), Fraction(0, 1), Fraction(47, 1))
    """
    if isinstance(value, Fraction):
        line = value
    else:
        text = number_text(value, field, "a line")
        if text.upper() in PICK_WORDS:
            return Fraction(0)
        if not _LINE.fullmatch(text):
            raise BadInput(f"{text!r} is not a line: write it like -3.5 or 47.5.", field=field)
        line = Fraction(text.replace(" ", ""))
    if 4 % line.denominator:
        raise BadInput(f"{float(line)} is not a line: lines are whole, half or quarter numbers.", field=field)
    return line


def format_american(american: int) -> str:
    """With its sign; -100 is written +100.

    >>> format_american(150), format_american(-110), format_american(-100)
    ('+150', '-110', '+100')
    """
    return f"{100 if american == -100 else american:+d}"


def format_decimal(decimal: Fraction) -> str:
    """Two places, half away from zero; more only where two would read 1.00.

    >>> format_decimal(Fraction(21, 11)), format_decimal(decimal_price(-100000))
    ('1.91', '1.001')
    """
    _require_price(decimal, "price")
    places = 2
    while half_away((decimal - 1) * 10**places) == 0:
        places += 1
    return format_number(decimal, places)


def format_fractional(decimal: Fraction) -> str:
    """Profit to stake in lowest terms, exact.

    >>> format_fractional(Fraction(21, 11)), format_fractional(Fraction(5, 2))
    ('10/11', '3/2')
    """
    _require_price(decimal, "price")
    profit = decimal - 1
    return f"{profit.numerator}/{profit.denominator}"


def format_short_fractional(decimal: Fraction) -> str:
    """Fractional odds as users read them: exact with small numbers, else the nearest such, marked "about".

    >>> format_short_fractional(Fraction(5, 2)), format_short_fractional(Fraction(21, 11) ** 3)
    ('3/2', 'about 119/20')
    """
    _require_price(decimal, "price")
    profit = decimal - 1
    if profit.denominator <= SHORT_DENOMINATOR:
        return format_fractional(decimal)
    near = profit.limit_denominator(20) or Fraction(1, round(1 / profit))
    return f"about {near.numerator}/{near.denominator}"


def format_price(decimal: Fraction, odds_format: OddsFormat = "american") -> str:
    """A price as its reader wants prices written, always worked out from the exact decimal price.

    American is the nearest whole number, decimal has two places, fractional is exact up to a denominator of
    `SHORT_DENOMINATOR`; beyond that the profit on 1 to two places, as books write long parlays.

    >>> [format_price(Fraction(21, 11), form) for form in ("american", "decimal", "fractional")]
    ['-110', '1.91', '10/11']
    >>> format_price(Fraction(21, 11) ** 3, "fractional"), format_price(Fraction(2), "fractional")
    ('5.96/1', '1/1')
    """
    if odds_format == "decimal":
        return format_decimal(decimal)
    if odds_format == "american":
        return format_american(american_price(decimal))
    _require_price(decimal, "price")
    profit = decimal - 1
    if profit.denominator <= SHORT_DENOMINATOR:
        return format_fractional(decimal)
    places = 2
    while half_away(profit * 10**places) == 0:
        places += 1
    return f"{format_number(profit, places)}/1"


def format_probability(probability: float | Fraction) -> str:
    """As a percentage with one place; what is not certain never reads as 0 or 100.

    >>> format_probability(Fraction(11, 21)), format_probability(0.5), format_probability(0.9999)
    ('52.4%', '50.0%', '>99.9%')
    """
    exact = require_probability(probability)
    if 0 < exact < _LEAST_SHOWN:
        return "<0.1%"
    if 1 - _LEAST_SHOWN < exact < 1:
        return ">99.9%"
    return format_number(100 * exact, 1) + "%"


def format_line(line: Fraction, *, signed: bool = True) -> str:
    """A point with its sign (0 is PK) or, unsigned, a total.

    >>> format_line(Fraction(-7, 2)), format_line(Fraction(0)), format_line(Fraction(95, 2), signed=False)
    ('-3.5', 'PK', '47.5')
    """
    if signed and line == 0:
        return "PK"
    text = format_number(line, 2).rstrip("0").rstrip(".")
    return f"+{text}" if signed and line > 0 else text


def format_number(value: Fraction, places: int) -> str:
    """A number to a fixed count of places, half away from zero, without ever becoming a float.

    >>> format_number(Fraction(-1, 8), 2), format_number(Fraction(5, 2), 0)
    ('-0.13', '3')
    """
    scaled = half_away(value * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def _american(profit: int, stake: int) -> int:
    """What so much profit on a stake is in American odds, to the nearest whole number, half away from zero."""
    if profit >= stake:
        return (200 * profit + stake) // (2 * stake)
    american = -((200 * stake + profit) // (2 * profit))
    return 100 if american == -100 else american


def _price_written(text: str, written: PriceFormat, field: str) -> Fraction:
    """The price of a text in a format that is named; BadInput when it is none of that format."""
    if text.upper() in EVEN_WORDS:
        return Fraction(2)
    if written == "fractional" and not _FRACTION.fullmatch(text):
        raise BadInput(f"{text!r} is not a fractional price, like 10/11.", field=field)
    if written == "american" and not _AMERICAN.fullmatch(text):
        raise BadInput(f"{text!r} is not an American price, like -110 or +1,200.", field=field)
    if written in ("american", "fractional"):
        return _price_of_text(text, field)
    if not _SIGNED.fullmatch(text):
        raise BadInput(f"{text!r} is not a price of that format.", field=field)
    number = Fraction(text.replace(" ", ""))
    fits = {
        "decimal": number > 1,
        "hong_kong": number > 0,
        "malay": -1 <= number < 0 or 0 < number <= 1,
        "indonesian": abs(number) >= 1,
    }
    if not fits[written]:
        raise BadInput(f"{text} is no price in {written.replace('_', ' ')} odds.", field=field)
    if written == "decimal":
        return number
    return 1 + number if number > 0 else 1 - 1 / number


def _plain_price(text: str) -> str:
    """A price without brackets, its sign as one character."""
    text = re.sub(r"[‐-―]", "-", text.removeprefix("(").removesuffix(")").strip())
    return _SIGN_WORD.sub(lambda found: "-" if found[1].casefold() == "minus" else "+", text)


def _price_of_text(text: str, field: str) -> Fraction:
    if text.upper() in EVEN_WORDS:
        return Fraction(2)
    if text.upper() in PICK_WORDS:
        raise BadInput("PK is a point of 0, not a price.", field=field)
    if _AMERICAN.fullmatch(text):
        american = Fraction(text.replace(" ", "").replace(",", ""))
        if american and american.denominator > 1 and abs(american) < _LARGEST_ABROAD:
            raise BadInput(
                f"{text} is not an American price. Are these Malay or Indonesian odds? Say which.", field=field
            )
        return decimal_price(american, field=field)
    if _DECIMAL.fullmatch(text):
        price = Fraction(text)
        if price <= 1:
            raise BadInput(
                f"{text} is not a decimal price: it must be more than 1. Are these Hong Kong or Malay odds? Say which.",
                field=field,
            )
        return price
    if match := _FRACTION.fullmatch(text):
        profit, stake = int(match[1]), int(match[2])
        if not profit or not stake:
            raise BadInput(f"{text} is not a fractional price: both parts must be 1 or more.", field=field)
        return 1 + Fraction(profit, stake)
    raise BadInput(f"{text!r} is not a price: write it like -110, +150, 1.91 or 10/11.", field=field)


def _require_price(decimal: Fraction, field: str) -> None:
    if type(decimal) is Fraction and decimal.numerator > decimal.denominator:
        return  # nearly always; comparing a fraction with 1 takes several times as long
    if isinstance(decimal, bool) or not isinstance(decimal, int | Fraction):
        raise BadInput(f"{decimal!r} is not an exact decimal price.", field=field)
    if decimal <= 1:
        raise BadInput(f"{float(decimal)} is not a decimal price: it must be more than 1.", field=field)
