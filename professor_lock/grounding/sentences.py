"""Where the sentences of a growing text end, and how much of one may be shown before its numbers are judged.

Both look at the text alone, never at how it was cut into deltas. `None` stands for "more text is needed to say".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from professor_lock.grounding import numerals
from professor_lock.grounding import vocabulary as words
from professor_lock.grounding.plain_text import MINUS_SIGNS
from professor_lock.grounding.tokens import fold_word

MAX_SENTENCE = 1200
"""A sentence is judged after so many characters even if it has not ended."""
AHEAD = 32
_CLOSERS = "\"”’')*_`]»“"
_END = re.compile(r"[.!?…\n。！？]")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)?|\d{1,4})$")
_ONLY_WORDS = re.compile(r"[^\W\d_]+(?:[ ,]+[^\W\d_]+)*")
_NEXT_WORD = re.compile(r"\s*(?:de\s)?([^\W\d_]*)")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"[a-z]+")
_NOT_PLAIN = re.compile(r"[^a-z ,;:!?'\"()/\n]")
_HELD_BACK = frozenset("+-$€£¥#~≈&<\\" + MINUS_SIGNS)
_MARKUP = frozenset("*_`~\\")
WORDS_OF_COUNTING = 3
"""So many more number words show that a number word is counting."""
MOST_BEFORE_A_NUMBER = 8
"""So many signs between a minus and its number are looked through; behind more of them a number is expected."""


def sentence_end(text: str, begin: int, *, final: bool) -> tuple[int, int]:
    """The end of the first sentence, looking from `begin` on, and where to look from next time; an end of -1: none yet.

    >>> sentence_end("Lakers -3.5. Next one", 0, final=False), sentence_end("Lakers -3.", 0, final=False)
    ((12, 12), (-1, 9))
    """
    at = begin
    limit = min(len(text), MAX_SENTENCE)
    while (match := _END.search(text, at, limit)) is not None:
        at = match.start()
        if text[at] == "\n":
            return at + 1, at + 1
        end = _sentence_stops(text, at, final=final)
        if end is None:
            return -1, at
        if end:
            return end, end
        at += 1
    if len(text) >= MAX_SENTENCE + AHEAD:
        space = max(text.rfind(" ", 0, MAX_SENTENCE), text.rfind("\t", 0, MAX_SENTENCE))
        end = space + 1 if space > 0 else MAX_SENTENCE
        return end, end
    return (len(text), len(text)) if final else (-1, max(begin, limit - 1 if limit else 0))


def _sentence_stops(text: str, at: int, *, final: bool) -> int | None:
    """The end of the sentence that stops at this sign; 0 when none stops there, None when more text is needed."""
    end = at + 1
    while end < len(text) and end < at + 8 and (text[end] in _CLOSERS or text[end] in ".!?…"):
        end += 1
    if end >= len(text):
        return end if final else None
    if not text[end].isspace():
        return 0
    if text[at] != ".":
        return end
    before = _LAST_WORD.search(text, max(0, at - 24), at)
    if before is None:
        return end
    word = fold_word(before[1])
    if word in words.ABBREVIATIONS or (len(word) == 1 and before[1].isupper()):
        return 0
    if word.isdigit() and len(word) <= 2:
        return _after_ordinal(text, before.start(), end, final=final)
    return end


def _after_ordinal(text: str, start: int, end: int, *, final: bool) -> int | None:
    """ "16. Januar" and the "1." of a list do not end a sentence."""
    if not text[:start].strip(" \t-*>#("):
        return 0
    following = _NEXT_WORD.match(text, end)
    assert following is not None
    if following.end() >= len(text) and not final and following.end() - end < AHEAD:
        return None
    return 0 if fold_word(following[1]) in words.MONTHS else end


@cache
def _begins_number() -> frozenset[str]:
    """Words with which a number may begin, so that they are not shown before it is judged."""
    return (
        numerals.number_words() | frozenset(numerals.ORDINALS) | frozenset(words.MONTHS) | words.MINUS_WORDS
        | words.PLUS_WORDS | words.EVEN_WORDS | words.PICK_WORDS | {"pick"}
    )  # fmt: skip


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:size] for word in _begins_number() for size in range(1, len(word) + 1))


def shown_until(text: str, begin: int) -> tuple[int, bool]:
    """How far a sentence's text may be shown at once, from `begin` on, and whether a number (or what may be) follows.

    >>> shown_until("The Lakers are -140", 0), shown_until("The Lakers are fo", 0), shown_until("The Lakers", 0)
    ((15, True), (15, False), (10, False))
    """
    of_words = shown_of_words(text, begin)
    return shown_by_signs(text, begin) if of_words is None else (of_words, False)


def shown_of_words(text: str, begin: int) -> int | None:
    """How far it may be shown where it is nothing but plain words, of which none may begin a number: most text is.

    None for any other text. It answers what `shown_by_signs` would, in a tenth of the time.
    """
    rest = text[begin:].lower()
    if _NOT_PLAIN.search(rest) is not None:
        return None
    found = _PLAIN_WORD.findall(rest)
    if not _begins_number().isdisjoint(found):
        return None
    unsure = found and rest[-1].isalpha() and found[-1] in _beginnings()
    return len(text) - (len(found[-1]) if unsure else 0)


@lru_cache(maxsize=4096)
def shown_of_token(token: str) -> int:
    """How many signs of it may be shown where all text before it was; -1 unless it is plain words within a sentence.

    Cached, because models say the same tokens again and again.
    """
    until = None if _END.search(token) is not None else shown_of_words(token, 0)
    return -1 if until is None else until


def may_end(sign: str) -> bool:
    """Whether a sentence may end with this sign."""
    return _END.match(sign) is not None


def shown_by_signs(text: str, begin: int) -> tuple[int, bool]:
    """The same, sign by sign, for any text."""
    at, length = begin, len(text)
    while at < length:
        sign = text[at]
        if sign.isalpha():
            match = _WORD.match(text, at)
            end = match.end() if match else at + 1
            folded = fold_word(text[at:end])
            if not text[at:end].isalpha():  # a sign like "¼" counts as part of the word
                return at, True
            if end >= length:
                return (at, False) if folded in _beginnings() else (length, False)
            broken = _is_broken(text, end)
            if broken is None:
                return at, False
            if broken:
                return at, True
            if folded in _begins_number():
                counting = _counts_on(text, folded, end)
                if not counting:
                    return at, counting is False
            at = end
        elif (
            sign.isnumeric()
            or (sign > "\u007f" and (_is_invisible(sign) or unicodedata.category(sign) in ("Nd", "No")))
            or sign in "&<"
        ):
            return at, True
        elif sign in _HELD_BACK or sign == ".":
            number = _number_behind(text, at)
            if number is not False:
                return at, number is True
            at += 1
        else:
            at += 1
    return length, False


def _number_behind(text: str, at: int) -> bool | None:
    """Whether a number may begin with the sign that stands here; None when more text is needed to say.

    Between them may stand other such signs, markup, what is not seen, and one space, though none after a full stop.
    """
    spaces = 0 if text[at] == "." else 1
    for sign in text[at + 1 : at + 1 + MOST_BEFORE_A_NUMBER]:
        if sign.isnumeric() or sign in "&<" or (sign > "\u007f" and unicodedata.category(sign) in ("Nd", "No")):
            return True
        if sign == " " and spaces:
            spaces -= 1
        elif not (sign in _HELD_BACK or sign in _MARKUP or sign == "." or _is_invisible(sign)):
            return False
    return None if at + 1 + MOST_BEFORE_A_NUMBER > len(text) else True


def _is_invisible(sign: str) -> bool:
    return sign > "\u007f" and unicodedata.category(sign) in ("Cf", "Mn", "Me", "Cc")


def _counts_on(text: str, folded: str, end: int) -> bool | None:
    """Whether this is the beginning of counting ("one two three four"); None: more is needed to say.

    Each word is followed by the next at one space and makes no number with it, so that a noun behind them ("two one
    wins") comes too late to be this one's.
    """
    small = numerals.units_and_tens()
    for _ in range(WORDS_OF_COUNTING):
        if folded not in small:
            return False
        if end >= len(text):
            return None
        match = _WORD.match(text, end + 1) if text[end] == " " else None
        if match is None:
            return None if text[end] == " " and end + 1 >= len(text) else False
        following = fold_word(match[0])
        if match.end() >= len(text):
            return None if following in _beginnings() else False
        if following not in small or numerals.read_numeral([folded, following], 0)[0] != 1:
            return False
        folded, end = following, match.end()
    return True


def _is_broken(text: str, at: int) -> bool | None:
    """Whether markup or an invisible sign stands inside a word; None when more text is needed to say."""
    if text[at] in _MARKUP:
        after = at
        while after < len(text) and after < at + 6 and text[after] in _MARKUP:
            after += 1
        return None if after >= len(text) else text[after].isalpha()
    return _is_invisible(text[at])


def only_number_words(text: str) -> bool:
    """Whether a text is nothing but written numbers, which may be counting."""
    held = text.strip()
    small = numerals.units_and_tens()
    return bool(_ONLY_WORDS.fullmatch(held)) and all(fold_word(word) in small for word in _WORD.findall(held))
