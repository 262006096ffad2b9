"""Money: whole cents, read from what a user types, rounded once at the end, written as dollars.

A payout is computed from the exact price and the stake in cents and rounded to the cent half away from zero; never
from a price as displayed. Books pay from the exact price too, but some truncate: a cent less is not an error of ours.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

from professor_lock.errors import BadInput

MAX_STAKE_CENTS = 100_000_000
"""$1,000,000."""

MAX_TOTAL_CENTS = 100_000_000_000
"""$1,000,000,000: a bankroll, or the total of several stakes. Neither is a stake."""

_AMOUNT = re.compile(r"\$?\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)", re.ASCII)
MAX_TEXT = 32
"""Characters of a typed amount or price; longer text is refused without being read."""


def half_away(value: Fraction) -> int:
    """The nearest integer, halves away from zero.

    >>> half_away(Fraction(5, 2)), half_away(Fraction(-5, 2)), half_away(Fraction(7, 3))
    (3, -3, 2)
    """
    numerator, denominator = value.numerator, value.denominator
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def payout_cents(stake_cents: int, decimal: Fraction) -> int:
    """Stake and profit together, to the cent: stake x d, rounded once, half up (neither is ever negative).

    >>> payout_cents(10_000, Fraction(21, 11) ** 2), payout_cents(1001, Fraction(5, 2))
    (36446, 2503)
    """
    twice = 2 * decimal.denominator
    return (2 * stake_cents * decimal.numerator + decimal.denominator) // twice


def parse_stake(value: object, *, max_cents: int = MAX_STAKE_CENTS, field: str = "stake", what: str = "stake") -> int:
    """A stake in dollars, as typed or as a number, to whole cents: from 0.01 to the limit, else BadInput.

    `what` is what a refusal calls it.

    >>> parse_stake("$25"), parse_stake("1,250.50"), parse_stake(25.1)
    (2500, 125050, 2510)
    """
    cents = 100 * _dollars(value, field, what)
    if cents.denominator != 1:
        raise BadInput(f"The {what} must be in whole cents.", field=field)
    return require_stake(int(cents), max_cents=max_cents, field=field, what=what)


def require_stake(cents: int, *, max_cents: int = MAX_STAKE_CENTS, field: str = "stake", what: str = "stake") -> int:
    """The same stake, if it is a positive whole number of cents within the limit. Else BadInput."""
    if isinstance(cents, bool) or not isinstance(cents, int):
        raise BadInput(f"The {what} must be in whole cents.", field=field)
    if cents <= 0:
        raise BadInput(f"The {what} must be more than $0.", field=field)
    if cents > max_cents:
        raise BadInput(f"The {what} is over the limit of {format_money(max_cents)}.", field=field)
    return cents


def format_money(cents: int) -> str:
    """Dollars with thousands and two places.

    >>> format_money(123450), format_money(-5), format_money(0)
    ('$1,234.50', '-$0.05', '$0.00')
    """
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}.{rest:02d}"


def split_cents(total: int, shares: list[Fraction]) -> list[int]:
    """A total divided in whole cents by shares that sum to 1; the last part takes the remainder, so none is lost.

    >>> split_cents(10_000, [Fraction(1, 3)] * 3)
    [3333, 3333, 3334]
    """
    parts = [half_away(total * share) for share in shares[:-1]]
    return [*parts, total - sum(parts)]


def _dollars(value: object, field: str, what: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise BadInput(f"{value!r} is not an amount of money.", field=field)
    if isinstance(value, int):
        return Fraction(value)
    if not isinstance(value, str):
        if not (value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)):
            raise BadInput(f"The {what} must be a number.", field=field)
        # A float's shortest text is what was typed: 25.10 is 2510 cents, though no float is exactly 25.1.
        return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    text = value.strip()
    match = _AMOUNT.fullmatch(text) if len(text) <= MAX_TEXT else None
    if match is None:
        raise BadInput(f"The {what} must be an amount in dollars, like 25 or 25.50.", field=field)
    return Fraction(match[1].replace(",", ""))
