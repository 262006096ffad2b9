"""Reads one sentence (or table row, heading, list item): its clauses, the names in it, its numbers."""

from __future__ import annotations

from professor_lock.grounding.clauses import Sentence, cut_segments, mark_line
from professor_lock.grounding.listed_numbers import own_listed_prices
from professor_lock.grounding.mentions import find_mentions, find_strangers, join_stats
from professor_lock.grounding.names import Names
from professor_lock.grounding.numbers import find_numbers
from professor_lock.grounding.plain_text import plain_text
from professor_lock.grounding.tokens import tokens_of


def read_sentence(text: str, names: Names, *, decimal_comma: bool = False, strangers: bool = False) -> Sentence:
    """Read one sentence or line. Time is linear in its length.

    Names that nobody here knows are looked for where there is a number, and with `strangers` in any sentence.
    """
    plain = plain_text(text)
    tokens = tokens_of(plain.text, decimal_comma=decimal_comma)
    sentence = Sentence(plain, tokens)
    mark_line(sentence)
    cut_segments(sentence)
    sentence.words = frozenset(token.folded for token in tokens if token.folded)
    sentence.lower = not any(token.capital and not token.upper and len(token.folded) > 2 for token in tokens)
    taken = find_mentions(sentence, names)
    join_stats(sentence)
    find_numbers(sentence, taken)
    if sentence.numbers:
        own_listed_prices(sentence)
    if sentence.numbers or strangers:
        find_strangers(sentence, taken)
    return sentence
