"""The demo keeps the language that it is asked for, and takes nothing else for such a wish."""

from __future__ import annotations

import re
from typing import Any

import pytest

from professor_lock.demo_model.answers import found, language_written
from professor_lock.demo_model.ask import KINDS, TABLE, Ask, Message
from professor_lock.demo_model.intents import read_asks
from professor_lock.demo_model.plan import Asked, Conversation, next_step
from professor_lock.demo_model.vocabulary import build_reader
from professor_lock.words import LANGUAGES, Language, texts_of, words_of

PLACES = re.compile(r"\{\w+\}")


def asked(text: str) -> Ask:
    [ask] = read_asks([Message(text)], build_reader())
    return ask


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("auf Deutsch bitte", {"language": "de"}),
        ("in German please", {"language": "de"}),
        ("en español por favor", {"language": "es"}),
        ("en français", {"language": "fr"}),
        ("in Arabic", {"language": "ar"}),
        ("in english please", {"language": "en"}),
        ("use Spanish and decimal odds", {"language": "es", "odds_format": "decimal"}),
        ("show me decimal odds", {"odds_format": "decimal"}),
        ("American odds please", {"odds_format": "american"}),
    ],
)
def test_a_language_is_kept_as_it_is_asked_for(text: str, wanted: dict[str, str]) -> None:
    offered: dict[str, Any] = {"set_preferences": {"properties": {"odds_format": {}, "language": {}}}}
    conversation = Conversation((Message(text),), (), replied=False, told=())
    assert next_step(conversation, offered, build_reader()) == [Asked("set_preferences", wanted)]


@pytest.mark.parametrize("text", ["Who won the German cup?", "French Open odds", "Spanish league odds tonight"])
def test_a_name_of_a_language_is_no_wish_for_it(text: str) -> None:
    assert asked(text).kind != "prefs"


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("es", "Los Angeles Lakers: las cuotas"),
        ("de", "Los Angeles Lakers: Die Quoten"),
        ("fr", "Los Angeles Lakers : les cotes"),
        ("ar", "Los Angeles Lakers: الأسعار"),
    ],
)
def test_the_demo_speaks_the_users_language(language: Language, begins: str) -> None:
    assert found(asked("lakers odds"), ["NBA odds"], words_of(language)).startswith(begins)


def test_every_sentence_of_the_demo_is_there_in_every_language() -> None:
    english = {key: text for key, text in texts_of("en").items() if key.startswith("demo.")}
    for language in LANGUAGES:
        texts = texts_of(language)
        for key, text in english.items():
            assert sorted(PLACES.findall(str(texts[key]))) == sorted(PLACES.findall(str(text))), (language, key)
    said = {f"demo.{name}_{kind}" for name in ("talk", "found") for kind in {*TABLE["calls"], *KINDS.kinds}}
    assert {"demo.talk_hello", "demo.found_odds"} <= said & english.keys()
    assert {f"demo.defined_{name}" for name in TABLE["defined"]} <= english.keys()
    assert {f"demo.note_{name}" for name in TABLE["notes"]} <= english.keys()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("cuotas de los lakers esta noche", "es"),
        ("wer gewinnt heute", "de"),
        ("quelles sont les blessures des lakers", "fr"),
        ("ما هي احتمالات ليكرز", "ar"),
        ("show me los angeles vs las vegas", "en"),
        ("lakers odds tonight", "en"),
        ("was der game good", "en"),
    ],
)
def test_a_message_is_answered_in_the_language_that_it_is_written_in(text: str, language: Language) -> None:
    assert language_written(text, "en") == language


def test_a_message_that_is_in_no_other_language_is_answered_in_the_users() -> None:
    assert language_written("lakers odds", "de") == "de"
