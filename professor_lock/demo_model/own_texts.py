"""What the server itself offers to be tapped, in any language: suggested questions, and those of the start screen."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from professor_lock import words
from professor_lock.words import DEFAULT_LANGUAGE, LANGUAGES, entries

MOST_CHARS = 120
_PLACE = re.compile(r"\\\{(\w+)\\\}")


def in_english(text: str) -> str:
    """An offered text in English, which rules and examples know, with the names that stand in it; others as they are.

    >>> in_english("Lesiones de Lakers"), in_english("Lakers injuries")
    ('Lakers injuries', 'Lakers injuries')
    """
    said = " ".join(text.split())
    if len(said) <= MOST_CHARS:
        for pattern, english in _offered():
            if found := pattern.fullmatch(said):
                return english.format(**found.groupdict())
    return text


@cache
def _offered() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The texts of other languages and the English ones; those with more words of their own come first."""
    pairs: list[tuple[str, str]] = []
    for key, texts in entries().items():
        if key.startswith("chips."):
            pairs += [(str(texts[language]), str(texts[DEFAULT_LANGUAGE])) for language in LANGUAGES]
    english = start_screen(DEFAULT_LANGUAGE)
    for language in LANGUAGES:
        pairs += zip(start_screen(language), english, strict=True)
    pairs = [(text, said) for text, said in pairs if text != said]
    pairs.sort(key=lambda pair: -len(re.sub(r"\{\w+\}", "", pair[0])))
    return tuple((re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(text))), said) for text, said in pairs)


def start_screen(language: str) -> list[str]:
    """The questions that the start screen offers in a language, in their order."""
    path = Path(words.__file__).with_name(f"{language}.json")
    prompts: list[str] = json.loads(path.read_text(encoding="utf-8"))["page"]["prompts"]
    return prompts
