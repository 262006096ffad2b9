"""What a ticket pays once its legs are decided: pushes, voids, quarter lines, dead heats and round robins.

A lost leg loses the ticket at once. A pushed or void leg leaves it (factor 1): a parlay shrinks, a straight bet gives
its stake back. The factors multiply exactly and the payout is rounded once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import comb, prod
from typing import TypeVar

from professor_lock.betting.money import payout_cents
from professor_lock.errors import BadInput

_Leg = TypeVar("_Leg")
_AS_WRITTEN = Fraction(1, 200)
"""How far a price may be from the product of its legs by being written short: +264 and 3.64 stand for 3.6446."""


class Result(StrEnum):
    """How a leg or a ticket ended. Half results: quarter lines, or a ticket that gave part of its stake back."""

    PENDING = "pending"
    WON = "won"
    HALF_WON = "half_won"
    PUSH = "push"
    VOID = "void"
    HALF_LOST = "half_lost"
    LOST = "lost"
    ASK_BOOK = "ask_book"
    """A ticket only: books settle this case each in their own way, so it is not computed."""


@dataclass(frozen=True, slots=True)
class SettledLeg:
    """A leg with its price as placed and how it ended.

    `game` tells which legs are of one game. `dead_heat` is the part of a tied win that counts: places over those tied.
    """

    decimal: Fraction
    result: Result
    game: str | None = None
    dead_heat: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a ticket came to. Cents are None while it is pending or where only the book can say."""

    result: Result
    payout_cents: int | None = None
    profit_cents: int | None = None


@dataclass(frozen=True, slots=True)
class RoundRobin:
    """Every parlay of `size` legs: the positions of each, and what they cost together."""

    tickets: tuple[tuple[int, ...], ...]
    cost_cents: int


def leg_factor(leg: SettledLeg) -> Fraction | None:
    """What one unit on the leg became: d won, (1 + d)/2 half won, 1 push or void, 1/2 half lost, 0 lost, None pending.

    In a dead heat the stake is divided and paid at full odds: d x places / tied.

    >>> leg_factor(SettledLeg(Fraction(21, 11), Result.HALF_WON)), leg_factor(SettledLeg(Fraction(3), Result.PUSH))
    (Fraction(16, 11), Fraction(1, 1))
    """
    if leg.decimal <= 1:
        raise BadInput("A decimal price must be more than 1.", field="price")
    if not 0 < leg.dead_heat <= 1:
        raise BadInput("A dead heat pays for a share from over 0 to 1 of the stake.", field="dead_heat")
    match leg.result:
        case Result.WON:
            return leg.decimal * leg.dead_heat
        case Result.HALF_WON:
            return (1 + leg.decimal) / 2
        case Result.PUSH | Result.VOID:
            return Fraction(1)
        case Result.HALF_LOST:
            return Fraction(1, 2)
        case Result.LOST:
            return Fraction(0)
    return None


def settle_ticket(stake_cents: int, legs: Sequence[SettledLeg], *, ticket_price: Fraction | None = None) -> Settlement:
    """A straight bet (one leg) or a parlay, settled as far as its legs allow.

    `ticket_price` is the price of the whole ticket as placed: it is paid when all legs won, and by it a straight bet on
    a quarter line. When a leg is pushed, void or half decided, books differ on legs of one game and on a ticket sold at
    another price than the product of its legs (one re-prices, another voids the ticket): ASK_BOOK.
    A ticket that returns part of its stake is HALF_LOST, one that returns more than all of it WON (straight: HALF_WON).

    >>> won, push = SettledLeg(Fraction(21, 11), Result.WON), SettledLeg(Fraction(21, 11), Result.PUSH)
    >>> settle_ticket(10_000, [won, won, push])
    Settlement(result=<Result.WON: 'won'>, payout_cents=36446, profit_cents=26446)
    """
    if not legs:
        raise BadInput("A ticket has at least one leg.", field="legs")
    results = [leg.result for leg in legs]
    if Result.LOST in results:
        return Settlement(Result.LOST, 0, -stake_cents)
    if Result.PENDING in results:
        return Settlement(Result.PENDING)
    if ticket_price is not None and len(legs) == 1:
        legs = [replace(legs[0], decimal=ticket_price)]
    elif ticket_price is not None and set(results) == {Result.WON} and all(leg.dead_heat == 1 for leg in legs):
        return _paid(stake_cents, ticket_price, Result.WON)
    elif not set(results) <= {Result.PUSH, Result.VOID} and (_same_game(legs) or _own_price(legs, ticket_price)):
        return Settlement(Result.ASK_BOOK)
    factor = Fraction(1)
    for leg in legs:
        leg_came_to = leg_factor(leg)
        if leg_came_to is None:
            return Settlement(Result.ASK_BOOK)
        factor *= leg_came_to
    return _paid(stake_cents, factor, _ticket_result(results, factor))


def round_robin(legs: int, size: int, stake_cents: int) -> RoundRobin:
    """All parlays of `size` of so many legs. The stake is for each of them.

    >>> robin = round_robin(5, 3, 200)
    >>> len(robin.tickets), robin.cost_cents
    (10, 2000)
    """
    if not 2 <= size <= legs:
        raise BadInput(f"A round robin of {legs} legs takes parlays of 2 to {legs}.", field="size")
    if stake_cents <= 0:
        raise BadInput("The stake must be more than $0.", field="stake")
    return RoundRobin(tuple(combinations(range(legs), size)), comb(legs, size) * stake_cents)


def settle_round_robin(stake_cents: int, legs: Sequence[SettledLeg], size: int) -> Settlement:
    """All tickets of a round robin together: each is settled and rounded as a ticket of its own.

    It stays pending while any ticket is. WON, PUSH and LOST compare what came back with what was staked in all;
    HALF_LOST gave part of it back.
    """
    robin = round_robin(len(legs), size, stake_cents)
    settled = [settle_ticket(stake_cents, pick(legs, ticket)) for ticket in robin.tickets]
    for open_result in (Result.ASK_BOOK, Result.PENDING):
        if any(ticket.result is open_result for ticket in settled):
            return Settlement(open_result)
    payout = sum(ticket.payout_cents or 0 for ticket in settled)
    return _settled(
        payout, robin.cost_cents, _ticket_result([t.result for t in settled], Fraction(payout, robin.cost_cents))
    )


def pick(legs: Sequence[_Leg], positions: Sequence[int]) -> list[_Leg]:
    """The legs at these positions.

    >>> pick("abc", (0, 2))
    ['a', 'c']
    """
    return [legs[i] for i in positions]


def _same_game(legs: Sequence[SettledLeg]) -> bool:
    games = Counter(leg.game for leg in legs if leg.game is not None)
    return any(count > 1 for count in games.values())


def _own_price(legs: Sequence[SettledLeg], ticket_price: Fraction | None) -> bool:
    """Whether the ticket was sold at another price than the product of its legs, rounded as a price is written."""
    if ticket_price is None:
        return False
    product = prod((leg.decimal for leg in legs), start=Fraction(1))
    return abs(ticket_price - product) > _AS_WRITTEN * product


def _ticket_result(results: Sequence[Result], factor: Fraction) -> Result:
    if len(results) == 1:
        return results[0]
    if factor == 0:
        return Result.LOST
    if set(results) == {Result.VOID}:
        return Result.VOID
    if factor == 1:
        return Result.PUSH
    return Result.WON if factor > 1 else Result.HALF_LOST


def _paid(stake_cents: int, factor: Fraction, result: Result) -> Settlement:
    return _settled(payout_cents(stake_cents, factor), stake_cents, result)


def _settled(payout: int, cost: int, result: Result) -> Settlement:
    return Settlement(result, payout, payout - cost)
