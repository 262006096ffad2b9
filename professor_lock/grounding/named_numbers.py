"""Which numbers are no statement about the world: a list's marker, a name's digit, counting, an idiom."""

from __future__ import annotations

from professor_lock.grounding import numerals
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.clauses import Found, Sentence
from professor_lock.grounding.facts import Kind
from professor_lock.grounding.mentions import SIDE_LETTERS
from professor_lock.grounding.tokens import Token


def why_named(sentence: Sentence, found: Found, before: str) -> str:
    """Why a number is no statement about the world; "" where it is one."""
    tokens, number = sentence.tokens, found.number
    if number.kind is Kind.NUMBER and number.sign == 0 and number.digits == 0:
        first = all(token.sign in ("-", "#", ">", "\n", "(") and token.sign for token in tokens[: found.place])
        follows = tokens[found.last + 1].sign if found.last + 1 < len(tokens) else ""
        if first and follows in (".", ")") and not number.spelled and number.parts[0] < 100:
            return "list"
        if found.place and tokens[found.place - 1].sign == "#" and number.parts[0] < 100:
            return "jersey"
        if before == "game" and tokens[found.place - 1].capital and number.parts[0] <= 7:
            return "enumerated"  # of a series: "Game 5"
        if before in words.ENUMERATORS and number.parts[0] <= 20:
            return "enumerated"
        if str(number.parts[0]) in words.EMERGENCY and before in ("call", "dial", "llama", "text", "contact"):
            return "emergency"
    if number.spelled and number.kind is Kind.NUMBER and not number.sign and not number.unit:
        if _is_alone(sentence, found):
            return "alone"
        if _is_counting(sentence, found):
            return "counting"
    if number.unit == "legs" and number.kind is Kind.NUMBER and number.parts[0] <= 20 and _is_joined(tokens, found):
        return "size"
    if number.kind is Kind.PRICE and number.spelled and before in _NEARLY:
        return "idiom"  # "better than even money"
    if sentence.row and number.parts[0] in (1, 2) and any(token.folded == "x" for token in tokens):
        return "column"  # "| 1 | X | 2 |"
    if sentence.plain.text[found.start : found.end] in words.IDIOMS:
        return "idiom"
    if found.place > 1 and tokens[found.place - 1].sign == "-" and tokens[found.place - 1].glued:
        letter = tokens[found.place - 2]
        if len(letter.folded) == 1 and letter.capital:
            return "identifier"
    glued = found.place > 0 and tokens[found.place].glued and tokens[found.place - 1].folded
    if glued and number.sign == 0 and tokens[found.place - 1].end == found.start:
        prefix = tokens[found.place - 1].folded
        if prefix not in SIDE_LETTERS and prefix not in _OF_A_BET and number.digits <= 0:
            return "identifier"
    return ""


_NEARLY = frozenset({"than", "als", "que", "to", "near", "nearly", "almost", "about", "around", "roughly"})


_OF_A_BET = frozenset({"x", "at", "ml", "ou", "tt", "fd", "dk", "odds", "line", "total", "spread", "over", "under"})
"""Words that a number may be written right behind without being a name with it: "ML2.10"."""


def _is_joined(tokens: list[Token], found: Found) -> bool:
    """ "a 3-leg parlay": what kind of parlay, not how many legs one has."""
    return found.last + 1 < len(tokens) and tokens[found.last + 1].sign == "-" and tokens[found.last + 1].glued


def _is_counting(sentence: Sentence, found: Found) -> bool:
    """Whether other number words stand right before or behind it ("one two three")."""
    small = numerals.units_and_tens()
    tokens = sentence.tokens
    before = tokens[found.place - 1].folded if found.place else ""
    behind = tokens[found.last + 1].folded if found.last + 1 < len(tokens) else ""
    return before in small or (behind in small and found.last + 1 < len(tokens))


def _is_alone(sentence: Sentence, found: Found) -> bool:
    """A number word that is all a line says counts nothing."""
    return all(
        not token.folded and token.number is None
        for token in (*sentence.tokens[: found.place], *sentence.tokens[found.last + 1 :])
    )
