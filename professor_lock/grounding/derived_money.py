"""Sums of money, and prices, that follow from others: what a bet returns, wins and is worth, and a parlay's price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from professor_lock.grounding.facts import Fact, Kind, Ledger, Role
from professor_lock.grounding.operands import DERIVED, Operands
from professor_lock.grounding.tokens import Number

MAX_PARLAY_LEGS = 3


def prices_of(operands: Operands, owner: Sequence[Fact]) -> list[Fraction]:
    said = [fact.decimal for fact in operands.said[::-1] if fact.kind is Kind.PRICE and fact.decimal]
    own = [
        fact.decimal
        for fact in owner
        if fact.kind is Kind.PRICE and fact.decimal and not fact.ids(Role.TAG) & {"fair", "shin", "opened"}
    ]
    return list(dict.fromkeys([*said, *own]))[:24]


def _stakes(operands: Operands) -> list[Fraction]:
    said = [fact.value for fact in operands.said[::-1] if fact.kind is Kind.MONEY and fact.source != DERIVED]
    return list(dict.fromkeys([*operands.stakes, *said]))[:6]


def payout(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.MONEY:
        for stake in _stakes(operands):
            yield from (stake * price for price in _with_parlays(operands, owner))


def profit(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.MONEY:
        for stake in _stakes(operands):
            yield from (stake * (price - 1) for price in _with_parlays(operands, owner))


def part_of_a_sum(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    """What a percentage of the bankroll or stake is in money, and what share of it a sum is."""
    if number.kind is Kind.MONEY:
        shares = [
            fact.value for fact in operands.said[-3:] if fact.kind is Kind.PERCENT and set(fact.entities) <= {Role.CARD}
        ]
        yield from (stake * share / 100 for stake in operands.stakes for share in shares)
    if number.kind is Kind.PERCENT:
        sums = [fact.value for fact in operands.said[-3:] if fact.kind is Kind.MONEY]
        yield from (100 * one / stake for stake in operands.stakes if stake for one in sums if one < stake)


def split(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    """What is left of a sum for each when it is put on two or three bets."""
    if number.kind is Kind.MONEY:
        yield from (stake / parts for stake in _stakes(operands) for parts in (2, 3))


def _with_parlays(operands: Operands, owner: Sequence[Fact]) -> list[Fraction]:
    """The prices that a sum may be paid at: those of its own clause, where the sentence says some."""
    paid_at = {100 / -price + 1 if price < 0 else price / 100 + 1 for price in operands.paid_at if abs(price) >= 100}
    paid_at |= {price for price in operands.paid_at if 1 < price < 100}
    own = owner if operands.named or paid_at else ()
    singles = [price for price in prices_of(operands, own) if not paid_at or price in paid_at]
    if not paid_at and not operands.team:
        singles += [fact.decimal for fact in operands.asked if fact.decimal]
    said = [price for price in prices_of(operands, ()) if not paid_at or price in paid_at][:MAX_PARLAY_LEGS]
    if len(said) < 2:
        return singles
    whole = Fraction(1)
    for price in said:
        whole *= price
    return [*singles, whole, said[0] * said[1]]


def expected(number: Number, operands: Operands, owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    if number.kind is Kind.MONEY:
        for share in (fact.value for fact in operands.said if fact.kind is Kind.PERCENT and "ev" in fact.ids(Role.TAG)):
            yield from (stake * abs(share) / 100 for stake in _stakes(operands))
    if number.kind is not Kind.PERCENT:
        return
    for chance in (fact.value for fact in operands.said[::-1] if fact.kind is Kind.PERCENT):
        yield from (abs(chance * price - 100) for price in prices_of(operands, owner))


def parlay(number: Number, operands: Operands, _owner: Sequence[Fact], _ledger: Ledger) -> Iterator[Fraction]:
    """The price of the two or three bets whose prices were said last, together."""
    if number.kind is not Kind.PRICE:
        return
    said = prices_of(operands, ())[:MAX_PARLAY_LEGS]
    for size in range(2, len(said) + 1):
        whole = Fraction(1)
        for price in said[:size]:
            whole *= price
        yield (whole - 1) * 100 if whole >= 2 else -100 / (whole - 1)
