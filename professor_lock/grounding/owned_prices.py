"""The prices of what a number is said of, where its sentence does not say them: "$20 on the Lakers returns $62.60"."""

from __future__ import annotations

from fractions import Fraction

from professor_lock.grounding.binding import STATS, Binder, Reach
from professor_lock.grounding.facts import Fact, Kind, Ledger, Role, Strength

MOST = 24
_NO_BETS = frozenset({"fair", "shin", "opened", "median", "closing"})


def own_prices(ledger: Ledger, binder: Binder) -> list[Fraction]:
    """The decimal prices of the one team that a sum of money is said of: to win, unless its spread is meant."""
    team = binder.to(Role.TEAM)
    if len(team.ids) != 1 or team.reach < Reach.SENTENCE or binder.to(Role.PLAYER).reach >= Reach.SENTENCE:
        return []
    if binder.to(Role.MARKET).ids - {"moneyline"} and binder.to(Role.MARKET).reach >= Reach.SENTENCE:
        return []
    prices = [
        fact.decimal
        for fact in ledger.of(Kind.PRICE, min(team.ids))
        if fact.decimal and fact.line is None and "moneyline" in fact.ids(Role.MARKET) and _at_book(fact, binder)
        and not fact.ids(Role.SIDE) and not binder.to(Role.PERIOD)
    ]  # fmt: skip
    return list(dict.fromkeys(prices))[:MOST]


def player_prices(ledger: Ledger, binder: Binder, stat: frozenset[str]) -> list[Fact]:
    """The prices of the side of a player's prop that a number is said of."""
    side = binder.to(Role.SIDE)
    if side.reach < Reach.SENTENCE:
        return []
    said = binder.to(Role.UNIT).ids & STATS or stat & STATS
    return [
        fact
        for player in sorted(binder.to(Role.PLAYER).ids)
        for fact in ledger.of(Kind.PRICE, player)
        if fact.ids(Role.SIDE) & side.ids and _at_book(fact, binder) and not fact.ids(Role.TAG) & _NO_BETS
        and fact.strength is Strength.DATA and (not said or not fact.ids(Role.UNIT) or fact.ids(Role.UNIT) & said)
    ][:MOST]  # fmt: skip


def _at_book(fact: Fact, binder: Binder) -> bool:
    book = binder.to(Role.BOOK)
    return book.reach < Reach.SENTENCE or bool(fact.ids(Role.BOOK) & book.ids)
