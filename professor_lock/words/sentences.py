"""The server's English sentences in a user's language: why a slip cannot be locked, what a click did, what is wrong.

Such a sentence is made where its reason is known, in English, and may be stored or raised before it is shown. So it is
looked up by what it says: the files `says_*.json` have its English form, with braces for what differs, and the others.
A text of several sentences is looked up whole, then by its sentences. One that is not there stays English, and the log
says so once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from string import Formatter
from typing import Any, TypeVar, cast

from professor_lock.words import DEFAULT_LANGUAGE, Language, Words, entries, numbers_kept, words_of

View = TypeVar("View")
logger = logging.getLogger("professor_lock.words")

SAID, PART = "says_", ".part_"
"""How the files of sentences begin, and the keys of what is only a part of one: it is looked up for what stands in the
braces of another.
"""
NUMBER = r"[-+]?\d[\d./,]*%?"
SHAPES: Mapping[str, str] = {
    "n": r"\d+",
    "number": r"\d+",
    "numbers": r"[\d, ]+",
    "last": r"\d+",
    "line": NUMBER,
    "time": ".{1,80}?",
    "day": ".{1,80}?",
    "price": rf"(?:(?:PK|{NUMBER}) )?{NUMBER}",
}
"""What parameters of these names can be: a time or a day may have a full stop in it ("So 29. Nov., 19:00 CET")."""
SHOWN = frozenset({"title", "lead", "label", "figure", "message", "say", "note", "notes", "text"})
"""Fields of a view that are texts."""
SENTENCES = frozenset({"why", "said", "reason", "name"})
"""Parameters that hold sentences; others end where one ends, but not at the full stop of "St. Louis"."""
ONE_PHRASE = r"(?:(?!(?<!St)(?<!Jr)(?<!Sr)(?<!vs)[.!?]\s).)+?"
MAX_CHARS, MAX_NOTED = 1_000, 200
"""Of a text that is looked up; and texts that the log names."""
MOST_SENTENCES, MOST_TOGETHER = 16, 3
"""Sentences of one text, and how many of them one form has at most."""
_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=\S)")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
_noted: set[str] = set()


@dataclass(frozen=True, slots=True)
class _Form:
    """One English form of a sentence. `fixed` are its pieces between parameters, `length` what they hold."""

    key: str
    part: bool
    pattern: re.Pattern[str]
    fixed: tuple[str, ...]
    length: int


def sentence(text: str, words: Words) -> str:
    """What this English text of the server's says, in another language."""
    if words.language == DEFAULT_LANGUAGE or not text or len(text) > MAX_CHARS:
        return text
    said = _translated(text, words.language)
    return numbers_kept(said) if words.language == "ar" else said


def phrase(text: str, words: Words) -> str:
    """The same for a part of a sentence: a bet by its name."""
    if words.language == DEFAULT_LANGUAGE or len(text) > MAX_CHARS:
        return text
    return _whole(text, words, part=True) or _stat(text, words)


def in_view(view: View, words: Words) -> View:
    """What a template is to show, its texts in the language; names, keys and colours stay as they are."""
    return view if words.language == DEFAULT_LANGUAGE else cast(View, _in_view(view, "", words))


def _in_view(value: Any, field: str, words: Words) -> Any:
    if isinstance(value, dict):
        return {name: _in_view(inner, name, words) for name, inner in value.items()}
    if isinstance(value, list):
        return [_in_view(inner, field, words) for inner in value]
    if not isinstance(value, str) or field not in SHOWN:
        return value
    part = phrase(value, words)
    return sentence(value, words) if part == value and value.endswith((".", "!", "?", ":")) else part


@lru_cache(maxsize=4096)
def _translated(text: str, language: Language) -> str:
    words = words_of(language)
    whole = _whole(text, words)
    if whole is not None:
        return whole
    parts = _BETWEEN.split(text)
    if len(parts) > MOST_SENTENCES:
        return text  # none of ours: it is not worth the looking
    said, at = [], 0
    while at < len(parts):
        until, found = at + 1, None
        for end in range(min(len(parts), at + MOST_TOGETHER), at, -1):
            found = _whole(" ".join(parts[at:end]), words)
            if found is not None:
                until = end
                break
        if found is None:
            _note(parts[at], language)
        said.append(parts[at] if found is None else found)
        at = until
    return " ".join(said)


def _whole(text: str, words: Words, *, part: bool = False) -> str | None:
    """The text by the form that fits it with the most words of its own; None where none does."""
    fitting = [
        (form, match)
        for form in _forms()
        if (part or not form.part)
        and _has_in_order(text, form.fixed)
        and (match := form.pattern.fullmatch(text)) is not None
    ]
    if not fitting:
        return None
    form, match = max(fitting, key=lambda found: found[0].length)
    return words(form.key, **dict(_values(match.groupdict(), words)))


def _has_in_order(text: str, pieces: Sequence[str]) -> bool:
    """Whether a text begins with the first piece and has the others after one another: all that most forms lack."""
    if not text.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:]:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def _values(given: Mapping[str, str], words: Words) -> Iterator[tuple[str, object]]:
    """What stands in the braces: a number chooses the form, a sentence is put into the language as well."""
    for name, value in given.items():
        if name == "n":
            yield name, int(value)
        elif name == "stat":
            yield name, _stat(value, words)
        elif (found := _whole(value, words, part=True)) is not None:
            yield name, found
        else:  # several sentences, each looked up by itself
            several = name in SENTENCES and _BETWEEN.search(value)
            yield name, _translated(value, words.language) if several else value


def _stat(text: str, words: Words) -> str:
    """What a prop counts, with a capital where it had one; any other text as it is."""
    key = f"stats.{text.lower().replace(' ', '_')}"
    if not words.knows(key):
        return text
    name = words(key)
    return name[:1].upper() + name[1:] if text[:1].isupper() else name


def _note(text: str, language: Language) -> None:
    shape = _QUOTED.sub("…", text)
    if shape not in _noted and len(_noted) < MAX_NOTED:
        _noted.add(shape)
        logger.info("there is no sentence in the language %s for %.80s: English is shown", language, shape)


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _form(key, form)
        for key, texts in entries().items()
        if key.startswith(SAID)
        for form in ([texts["en"]] if isinstance(texts["en"], str) else texts["en"].values())
    )


def _form(key: str, text: str) -> _Form:
    pattern, fixed, seen = "", [""], set[str]()
    for literal, name, _, _ in Formatter().parse(text):
        pattern += re.escape(literal)
        fixed.append(literal)
        if name in seen:
            pattern += f"(?P={name})"
        elif name is not None:
            seen.add(name)
            free = ".+?" if name in SENTENCES else ONE_PHRASE
            pattern += f"(?P<{name}>{SHAPES.get(name, free)})"
    return _Form(key, PART in key, re.compile(pattern, re.DOTALL), tuple(fixed[1:]), sum(map(len, fixed)))
