"""Whether a number shows what a fact says: the value after rounding the fact to the digits shown.

There is no tolerance in prices, lines and totals. A hedge ("about 60%") lets any other number show one digit less.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Fact, Kind, Role
from professor_lock.grounding.tokens import Number
from professor_lock.grounding.word_lists import word_set

PLAIN_KINDS = frozenset({Kind.NUMBER, Kind.COUNT})


def shows(value: Fraction, shown: Fraction, digits: int, *, hedged: bool = False) -> bool:
    """Whether `shown`, with so many decimals, is `value` rounded to them; a tie may go either way.

    >>> shows(Fraction("28.44"), Fraction("28.4"), 1), shows(Fraction("28.44"), Fraction("28.5"), 1)
    (True, False)
    >>> shows(Fraction("57.8"), Fraction(60), 0), shows(Fraction("57.8"), Fraction(60), 0, hedged=True)
    (False, True)
    """
    step = Fraction(10) ** -digits
    if 2 * abs(value - shown) <= step:
        return True
    return hedged and shown % (10 * step) == 0 and 2 * abs(value - shown) <= 5 * step


def readings(number: Number) -> Iterator[tuple[Kind, tuple[Fraction, ...]]]:
    """What a number may be, likeliest first."""
    yield number.kind, number.parts
    yield from number.other


def same_value(number: Number, fact: Fact, sentence: Sentence, found: Found) -> bool:
    """Whether a number, in any of its readings, shows this fact's value with its sign."""
    return any(_reads_as(reading, fact, sentence, found) for reading in readings(number))


def _reads_as(reading: tuple[Kind, tuple[Fraction, ...]], fact: Fact, sentence: Sentence, found: Found) -> bool:
    kind, parts = reading
    number = found.number
    if kind is Kind.PRICE:
        return _price(parts[0], number, fact)
    if kind is Kind.DATE and number.kind is Kind.RATIO and not _is_dated(sentence, found):
        return False  # "the Celtics are 4/5"
    if kind in (Kind.SCORE, Kind.RECORD, Kind.RATIO, Kind.DATE, Kind.TIME, Kind.SEASON):
        return _several(kind, parts, number, fact)
    signed = -parts[0] if number.sign < 0 else parts[0]
    if kind is Kind.PERCENT:
        return _percent(signed, number, fact, sentence, found)
    if kind is Kind.MONEY:
        if fact.kind is not Kind.MONEY:
            return False
        if not shows(abs(fact.value), parts[0], number.digits, hedged=number.hedged):
            return False
        if number.sign:
            return number.sign * fact.value >= 0
        red, black = bool(sentence.words & IN_THE_RED), bool(sentence.words & _IN_THE_BLACK)
        if red == black or fact.ids(Role.TAG) != {"profit"}:
            return True
        return red == (fact.value < 0)
    if kind is Kind.RATE:
        scale = 100 if fact.kind is Kind.PERCENT else 1
        right = fact.kind in (Kind.RATE, Kind.PERCENT) or (fact.kind in PLAIN_KINDS and fact.value < 1)
        return right and shows(fact.value / scale, signed, number.digits, hedged=number.hedged)
    if kind is Kind.LINE:
        if fact.kind is Kind.LINE:
            return fact.value == signed
        plain = fact.kind in PLAIN_KINDS or (fact.kind is Kind.MONEY and number.digits == 2)
        if fact.kind is Kind.COUNT and (number.digits or fact.ids(Role.UNIT) & _SCORED):
            return False  # a team's 3 goals are no "+3"
        return plain and number.digits >= 0 and fact.value * signed > 0 and shows(fact.value, signed, number.digits)
    if kind is Kind.RANK:
        return fact.kind is Kind.RANK and fact.value == parts[0]
    if kind is Kind.PHONE:
        return fact.kind is Kind.PHONE and fact.parts == parts
    return _plain(parts[0], number, fact, sentence, found)


def _is_dated(sentence: Sentence, found: Found) -> bool:
    """Whether "4/5" is said as a day: "on 4/5", in a list or table, or in brackets."""
    before = sentence.tokens[found.place - 1] if found.place else None
    listed = sentence.row or sentence.bullet or before is None or before.sign in ("(", ",", ":", ";", "-", "\n")
    return listed or (before is not None and before.folded in _DATED)


_DATED = word_set(
    """
    on am el le from since until till through by vom del for to and back return returns sun mon tue wed thu fri sat date
    """
)
_SCORED = frozenset({"points", "goals", "runs"})


def _price(value: Fraction, number: Number, fact: Fact) -> bool:
    if fact.kind is not Kind.PRICE:
        return False
    if value >= 100:
        american = -value if number.sign < 0 else value
        return fact.value == american or (abs(american) == 100 and abs(fact.value) == 100)
    return fact.decimal == value


def _several(kind: Kind, parts: tuple[Fraction, ...], number: Number, fact: Fact) -> bool:
    if kind in (Kind.SCORE, Kind.RECORD, Kind.RATIO):
        if fact.kind is Kind.SCORE:
            return parts in (fact.parts, fact.parts[::-1])
        if Kind.RATIO in (kind, fact.kind) and kind is not fact.kind and len(parts) == 2 and kind is not Kind.SCORE:
            return False  # "7 of 8" is no record of 7-8
        return fact.kind in (Kind.RECORD, Kind.RATIO) and parts == fact.parts
    if kind is Kind.DATE:
        return fact.kind is Kind.DATE and fact.parts[-len(parts) :] == parts
    if kind is Kind.TIME:
        zones = not number.zone or not fact.zone or number.zone == fact.zone
        return fact.kind is Kind.TIME and fact.parts[:2] == parts and zones
    return fact.kind is kind and parts == fact.parts


def _percent(signed: Fraction, number: Number, fact: Fact, sentence: Sentence, found: Found) -> bool:
    if fact.kind is Kind.PERCENT:
        value = fact.value
    elif fact.kind is Kind.RATE:
        value = fact.value * 100
    else:
        return False
    if number.sign == 0 and value < 0:
        of_return = "roi" in fact.ids(Role.TAG)
        if not (_words_since(sentence, found) if of_return else sentence.words) & (words.LOST | _LOWER):
            return False
        value = -value
    return shows(value, signed, number.digits, hedged=number.hedged)


def _words_since(sentence: Sentence, found: Found) -> set[str]:
    """The words between the number before and this one, and the three behind it."""
    first = max((one.last + 1 for one in sentence.numbers if one.last < found.place), default=0)
    return {token.folded for token in (*sentence.tokens[first : found.place], *sentence.tokens[found.last :][1:4])}


IN_THE_RED = words.LOST | word_set(
    """
    down loss losses lost negative minus behind red deficit verlust minus perdida perdidas pierdes perdido perte pertes
    perdu moins below hole
    """
)
_IN_THE_BLACK = words.WON | word_set("up ahead profit gain gained positive plus gewinn vorne ganancia benefice")
"""Words by which an unsigned sum is a profit: "You're up $36.40" is not said of a loss."""
_LOWER = word_set(
    """
    negative minus below loss worse down costs cost house keeps keep expected against giving give negativo negativa
    negativ
    """
)


def _plain(value: Fraction, number: Number, fact: Fact, sentence: Sentence, found: Found) -> bool:
    if fact.kind is Kind.LINE:
        return abs(fact.value) == value and _sign_said(fact.value, sentence, found)
    if fact.kind is Kind.TOTAL:
        return fact.value == value
    if fact.kind is Kind.PRICE:
        if number.digits >= 2 and not number.unit:
            return fact.decimal is not None and value > 1 and shows(fact.decimal, value, number.digits)
        if value >= 100 and number.digits == 0 and not number.unit:
            near = _clause_words(sentence, found)
            if not sentence.of(Role.BOOK) and not sentence.words & _PRICE_WORDS:
                return False
            return fact.value == (-value if near & words.NEGATIVE else value)
        return False
    if fact.kind is Kind.SEASON:
        return value in fact.parts and value > 1900
    if fact.kind is Kind.DATE:
        return len(fact.parts) == 3 and value == fact.parts[0] and not number.unit
    if fact.kind is Kind.COUNT and number.digits and not fact.digits and fact.value.denominator == 1:
        return False  # 3 games are never 3.0
    if fact.kind in PLAIN_KINDS and fact.digits == 2 and number.digits < 2 and set(fact.entities) <= {Role.CARD}:
        return False  # the decimal price 6.24 of a slip is no "6"
    if fact.kind in PLAIN_KINDS or fact.kind is Kind.RATE:
        if fact.day and number.digits and not fact.digits and fact.value.denominator == 1:
            return False
        lost = fact.value < 0 and fact.ids(Role.UNIT) == {"units"} and sentence.words & (words.LOST | _LOSING)
        return (fact.value >= 0 or bool(lost)) and shows(abs(fact.value), value, number.digits, hedged=number.hedged)
    if fact.kind is Kind.MONEY:
        return number.digits == 2 and fact.value == value
    return False


def _clause_words(sentence: Sentence, found: Found) -> set[str]:
    tokens = sentence.tokens
    return {
        tokens[place].folded
        for place in range(max(0, found.place - 8), min(len(tokens), found.last + 5))
        if sentence.segments[place] == found.segment
    }


_LOSING = frozenset({"down", "minus", "lost", "negative"})
_PRICE_WORDS = word_set(
    """
    odds price prices priced moneyline moneylines ml pays paying pay juice favored favorite favorites favourite favoured
    dog dogs underdog underdogs cuota cuotas quote quoten paga pagan favorito favoritos favorit
    """
)


def _sign_said(line: Fraction, sentence: Sentence, found: Found) -> bool:
    """Whether the words about an unsigned line leave room for this fact's sign."""
    near = _clause_words(sentence, found)
    negative, positive = bool(near & words.NEGATIVE), bool(near & words.POSITIVE)
    if negative == positive:
        return True
    return line <= 0 if negative else line >= 0
