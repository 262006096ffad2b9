"""The server's English sentences in other languages, looked up by what they say."""

from __future__ import annotations

import logging

import pytest

from professor_lock.words import ENGLISH, words_of
from professor_lock.words.sentences import sentence

DE = words_of("de")


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("That leg is not on the slip any more.", "Dieser Tipp steht nicht mehr auf dem Schein."),
        (
            "Legs 1, 2 and 3 are the same bet.",
            "Tipps 1, 2 und 3 sind dieselbe Wette.",
        ),
        ("Leg 2: St. Louis Blues @ Utah has started.", "Tipp 2: St. Louis Blues @ Utah hat begonnen."),
        (
            "Leg 1: A @ B has started. Leg 2: C @ D is over.",
            "Tipp 1: A @ B hat begonnen. Tipp 2: C @ D ist vorbei.",
        ),
        (
            "Not recorded. No longer offered: Lakers moneyline.",
            "Nicht festgelegt. Nicht mehr im Angebot: Lakers Siegwette.",
        ),
        ("On your slip: 1 leg.", "Auf deinem Schein: 1 Tipp."),
    ],
)
def test_a_sentence_is_said_in_the_users_language_with_what_stands_in_it(english, german):
    assert sentence(english, DE) == german
    assert sentence(english, ENGLISH) == english


def test_a_part_is_looked_up_only_inside_a_sentence():
    assert sentence("Leg 2", DE) == "Leg 2"
    assert sentence("Look for it at the game.", DE) == "Look for it at the game."


def test_what_is_not_there_stays_english_beside_what_is_and_is_noted_once_without_what_was_typed(caplog):
    text = "Leg 1: A @ B is over. Nobody ever wrote 'my secret {}' down."
    with caplog.at_level(logging.INFO, logger="professor_lock.words"):
        said = [sentence(text.format(n), DE) for n in range(2)]
    assert said[1] == "Tipp 1: A @ B ist vorbei. Nobody ever wrote 'my secret 1' down."
    assert len(caplog.records) == 1
    assert "secret" not in caplog.text


def test_braces_in_a_text_are_no_parameters():
    assert sentence("Leg 1: {0.__class__} has started.", DE) == "Tipp 1: {0.__class__} hat begonnen."


def test_a_long_text_is_left_alone():
    text = "a. " * 100_000
    assert sentence(text, DE) is text
