"""The numbers of the user's own message: they verify nothing, and may be repeated as the user's."""

from __future__ import annotations

from fractions import Fraction

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.context import Context
from professor_lock.grounding.facts import NOBODY, Fact, Given, Kind, Ledger, Role
from professor_lock.grounding.names import Names
from professor_lock.grounding.operands import DERIVED
from professor_lock.grounding.reading import read_sentence
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.word_lists import word_set


def given_numbers(message: str, ledger: Ledger) -> list[Given]:
    """The numbers of a user's message, as what they gave. They verify nothing."""
    names = Names(ledger)
    found = []
    for line in message[:20_000].splitlines()[:200]:
        for one in read_sentence(line, names).numbers:
            number = one.number
            if not number.huge:
                signed = -number.parts[0] if number.sign < 0 else number.parts[0]
                parts = (signed, *number.parts[1:])
                found.append(Given(number.kind, parts, number.unit or number.noun))
    return found


def is_given(ledger: Ledger, read: Sentence, found: Found, above: frozenset[str]) -> bool:
    """Whether a number is the user's own, and is said to be; `above` are the words of its column and heading."""
    number = found.number
    same = [one for one in ledger.given if _same_as_given(number, one)]
    if not same:
        return False
    if number.kind is Kind.MONEY and _is_a_result(read, found):
        return False
    if number.kind is Kind.MONEY and (read.words | above) & (_STAKE_WORDS | words.ADDRESSED | words.CONDITIONAL):
        return not _is_of_another_stake(ledger, read, found)
    unit = number.unit or number.noun
    if number.unit and all(one.unit and one.unit != number.unit for one in same):
        return False
    if number.kind in (Kind.NUMBER, Kind.COUNT) and unit and any(one.unit == unit for one in same):
        return number.unit not in _MEASURED or read.words >= _YOU_ASKED
    if number.kind is Kind.PRICE and read.words & _OTHERS_SAY:
        return False
    tokens = read.tokens
    clause = {token.folded for place, token in enumerate(tokens) if read.segments[place] == found.segment}
    return bool(clause & words.ADDRESSED or clause & words.CONDITIONAL)


def is_calculated_with(ledger: Ledger, read: Sentence, found: Found, context: Context) -> bool:
    """Whether a price or chance is what the user wants something worked out with: "Each -110 implies 52.38%".

    Neither the question nor the sentence names a team, player or book whose it could be.
    """
    number = found.number
    decimal = number.kind is Kind.NUMBER and number.digits == 2 and not number.unit
    if not (decimal or number.kind in (Kind.PRICE, Kind.PERCENT)) or read.words & _OTHERS_SAY:
        return False
    if any(read.of(role) or context.about.get(role) for role in WHOSE):
        return False
    return any(_same_as_given(number, one) for one in ledger.given)


def figure_of_user(number: Number) -> Fact:
    """A number of the user's as what others may follow from."""
    value = -number.parts[0] if number.sign < 0 else number.parts[0]
    if number.kind is Kind.PERCENT:
        return Fact(Kind.PERCENT, (value,), {}, DERIVED, digits=number.digits)
    return Fact(Kind.PRICE, (value,), {}, DERIVED, decimal=_decimal(value))


WHOSE = (Role.TEAM, Role.PLAYER, Role.BOOK, Role.GAME)


def _is_of_another_stake(ledger: Ledger, read: Sentence, found: Found) -> bool:
    """Whether the sentence says what a ticket pays whose stake is another: "$55.42 profit on $50" of a $25 ticket."""
    said = {one.number.parts[0] for one in read.numbers if one.number.kind is Kind.MONEY and one is not found}
    money = ledger.of(Kind.MONEY, NOBODY)
    pays = [fact for fact in money if fact.value in said and fact.ids(Role.TAG) & {"profit", "payout"}]
    stakes = [
        fact.value
        for paid in pays
        for fact in money
        if fact.source == paid.source and fact.call == paid.call and fact.ids(Role.TAG) == {"stake"}
    ]
    return bool(stakes) and found.number.parts[0] not in (*stakes, sum({*stakes}))


def _is_a_result(read: Sentence, found: Found) -> bool:
    """Whether the words right before a sum say what came of bets, "you're up $60", "to win $40": no user gives that."""
    before = [token.folded for token in read.tokens[max(0, found.place - 3) : found.place]]
    return bool({*before[-2:]} & _RESULTS) or "kelly" in before or before[-2:] == ["to", "win"]


_RESULTS = word_set(
    "up down ahead behind profit profits gained lost won net cleared balance returns returned vorne minus plus"
)
_STAKE_WORDS = word_set(
    """
    wins win pays returns return what every bringen bringt
    aus stake staked bet bets risk risking wager on apuesta apuestas einsatz setzt setzen put with bankroll
    turn turns gets con avec mit ganarias
    """
)
_OTHERS_SAY = word_set("card board feed shows confirms confirmed verified verifies")
"""Words by which a price is said to be a source's and not the user's."""
_YOU_ASKED = frozenset({"you", "asked", "about"})
_MEASURED = word_set(
    """
    points rebounds assists threes steals blocks goals yards touchdowns straight wins losses runs strikeouts hits homers
    degrees mph minutes
    """
)
"""Units in which the user's own number is no statement of the assistant's, unless it is said to be the user's."""


def _same_as_given(number: Number, given: Given) -> bool:
    signed = (-number.parts[0] if number.sign < 0 else number.parts[0], *number.parts[1:])
    if signed != given.parts or (given.kind is Kind.MONEY and number.unit not in ("", "dollars", "units")):
        return False
    plain = (Kind.NUMBER, Kind.COUNT)
    if {number.kind, given.kind} == {Kind.MONEY, Kind.PRICE}:
        return False  # "+150" is no $150
    return number.kind is given.kind or (number.kind in plain and given.kind in plain) or (
        {number.kind, given.kind} <= {Kind.NUMBER, Kind.MONEY, Kind.PRICE, Kind.TOTAL}
    )  # fmt: skip


def _decimal(price: Fraction) -> Fraction:
    """The decimal price of an American or a decimal one."""
    if abs(price) < 100:
        return price
    return 1 + price / 100 if price > 0 else 1 + 100 / -price
