"""Prices and chances that are said of a card or of a team's bet, seen beside what the ledger has of it."""

from __future__ import annotations

from fractions import Fraction

from professor_lock.grounding.binding import Binder, Reach
from professor_lock.grounding.clauses import Sentence
from professor_lock.grounding.facts import NOBODY, Fact, Kind, Ledger, Role, Strength, owners_of
from professor_lock.grounding.scopes import HEDGE, OPEN, SLIP, cards_named

MOST_PRICES = 60
_OF_BETS = frozenset({SLIP, OPEN, HEDGE})
_CHANCES = frozenset({"fair", "implied"})
_NEARLY = Fraction(3, 2)
"""So far, in percentage points, may a team's fair chance be from what its prices imply: a book's margin and a half."""


def said_of_another_bet(ledger: Ledger, fact: Fact, binder: Binder, sentence: Sentence) -> str:
    """Why a price or a chance is not that of the bet it is said of; "" when it is."""
    return _not_of_its_card(ledger, fact, binder, sentence) or _not_of_its_team(ledger, fact, binder)


def _not_of_its_card(ledger: Ledger, fact: Fact, binder: Binder, sentence: Sentence) -> str:
    """ "The parlay's legs: Bucks -142": a leg is said at its own price, not at that of another book."""
    if fact.kind is not Kind.PRICE or binder.to(Role.BOOK).reach is Reach.CLAUSE:
        return ""
    named = (cards_named(sentence.words) or cards_named(binder.lead_words())) & _OF_BETS
    if not named or len(named) > 2 or fact.ids(Role.CARD) & named:
        return ""
    alike = [
        one
        for owner in sorted(owners_of(fact))
        for one in ledger.of(Kind.PRICE, owner)[:200]
        if one.ids(Role.CARD) & named and abs(one.line or 0) == abs(fact.line or 0)
        and (not fact.ids(Role.SIDE) or one.ids(Role.SIDE) & fact.ids(Role.SIDE))
    ]  # fmt: skip
    return "card" if alike and all(one.value != fact.value for one in alike) else ""


def _not_of_its_team(ledger: Ledger, fact: Fact, binder: Binder) -> str:
    """A chance that its source gave to nobody is said of the team whose prices come to it, not of the other side."""
    team = binder.to(Role.TEAM)
    if fact.kind is not Kind.PERCENT or owners_of(fact) != {NOBODY} or not fact.ids(Role.TAG) & _CHANCES:
        return ""
    if team.reach is not Reach.CLAUSE or len(team.ids) != 1 or fact.ids(Role.CARD):
        return ""
    prices = [
        one
        for one in ledger.of(Kind.PRICE, min(team.ids))[:MOST_PRICES]
        if one.decimal and one.line is None and one.strength is Strength.DATA and "moneyline" in one.ids(Role.MARKET)
    ]
    chances = [100 / one.decimal for one in prices if one.decimal]
    if not chances:
        return ""
    return "" if min(chances) - 2 * _NEARLY <= fact.value <= max(chances) + _NEARLY else "team"
