"""Betting exchanges: the price after commission, and laying a side as a bet on the other side."""

from __future__ import annotations

from fractions import Fraction

from professor_lock.errors import BadInput

EXCHANGE_COMMISSION = Fraction(5, 100)
"""What an exchange is assumed to keep of a win."""


def after_commission(decimal: Fraction, commission: Fraction) -> Fraction:
    """What a price to back pays once the exchange has its commission on the win: 1 + (d - 1)(1 - c).

    >>> after_commission(Fraction(11, 2), Fraction(5, 100))
    Fraction(211, 40)
    """
    return 1 + (decimal - 1) * (1 - _require_commission(commission))


def lay_as_back(lay: Fraction, commission: Fraction = Fraction(0)) -> Fraction:
    """The price on the other side that laying at `lay` equals, per unit of liability: 1 + (1 - c)/(L - 1).

    >>> lay_as_back(Fraction(3), Fraction(5, 100))
    Fraction(59, 40)
    """
    _require_lay(lay)
    return 1 + (1 - _require_commission(commission)) / (lay - 1)


def lay_liability_cents(stake_cents: int, lay: Fraction) -> int:
    """What a layer of a backer's stake can lose: L - 1 per unit, to the next cent up.

    >>> lay_liability_cents(10_000, Fraction(7, 2))
    25000
    """
    _require_lay(lay)
    return -((-stake_cents * (lay - 1)) // 1)


def _require_commission(commission: Fraction) -> Fraction:
    if not 0 <= commission < 1:
        raise BadInput("A commission is a share from 0 up to, not including, 1.", field="commission")
    return commission


def _require_lay(lay: Fraction) -> None:
    if lay <= 1:
        raise BadInput("A lay price must be more than 1.", field="price")
