"""The server's English sentences in other languages, looked up by what they say."""

from __future__ import annotations

import ast
import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import professor_lock
from professor_lock import errors
from professor_lock.agent.next_questions import _QUESTIONS
from professor_lock.agent.tools.value import Numbers, explanation
from professor_lock.widgets.simple import create_notice_widget
from professor_lock.words import ENGLISH, LANGUAGES, words_of
from professor_lock.words.sentences import MAX_CHARS, in_view, phrase, sentence
from tests.support.widget_trees import sent

DE = words_of("de")
BOUND_S = 5.0
"""Of a processor: a text out of bounds took minutes."""
PACKAGE = Path(professor_lock.__file__).parent


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
        (
            "None of 84 prices beats the no-vig market by the rules. That is the usual answer: no edge found.",
            "Keine von 84 Quoten schlägt den Markt ohne Marge nach den Regeln. "
            "Das ist die übliche Antwort: kein Vorteil gefunden.",
        ),
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


@pytest.mark.parametrize("seed", ["Leg 1: ", " at ", "x. ", "St. ", "a moved from b to ", "Now: ", "1 of 2 (3, ", ", "])
def test_no_text_takes_long(seed):
    began = time.thread_time()
    for start in ("", "Leg 1: ", "No price for "):
        sentence((start + seed * MAX_CHARS)[:MAX_CHARS], DE)
        phrase((start + seed * MAX_CHARS)[:MAX_CHARS], DE)
    assert time.thread_time() - began < BOUND_S


def test_a_long_text_is_left_alone():
    text = "a. " * 100_000
    assert sentence(text, DE) is text


ROOMS = (".", "desk", "server", "turns", "attachments", "sources/names", "agent/tools", "db", "http", "personal_data")
OURS = frozenset(
    {name for name, error in vars(errors).items() if isinstance(error, type) and issubclass(error, Exception)}
    | {"StoreNotFound", "Outcome", "UnmatchedLeg"}
) - {"NotSignedIn"}
"""What is raised, or comes of a click, and is said to a user."""
NOT_SAID = frozenset(
    {
        "X: X",
        "X: X Closest: X.",
        "X X: on which day is or was it played?",
        "X It starts anew at X.",
        "Which league is X inX?",
        "This calculation needs X.",  # a tool's parameter, for the model
        "Give odds_format or language.",
        "This page is for operators.",
        "There is no such act; there are X.",
        'Deleting everything cannot be undone: send {"confirm": "X"}.',
        "Send the file as a form (multipart/form-data) with the field `file`.",
        "The form has no field `file`.",
        "The form with the file could not be read.",
        "The body must be a JSON object.",
        "The address of the database X.",
        "The address of the database has an sslmode that is none of X.",
    }
)
"""Of a client's fault that no page of ours makes, to an operator, or begun by another module's words."""


def sentences_of(path: Path) -> Iterator[str]:
    """The sentences that a module gives to errors and outcomes, with X for what stands in them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OURS and node.args):
            continue
        match node.args[1 if node.func.id == "UnmatchedLeg" and len(node.args) > 1 else 0]:
            case ast.Constant(value=str() as text):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in parts)


@pytest.mark.parametrize("room", ROOMS)
def test_what_these_rooms_say_to_a_user_is_there_in_other_languages(room):
    left = {
        text
        for path in (PACKAGE / room).glob("*.py")
        for text in sentences_of(path)
        if text[:1].isupper() and text not in NOT_SAID
        if not any(sentence(text.replace("X", one), DE) != text.replace("X", one) for one in ("7", "+150", "Ann"))
    }
    assert left == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_a_next_question_is_there(language):
    assert all(words_of(language).knows(f"chips.{name}") for name in _QUESTIONS)


SYMBOLS = frozenset({"B", "f", "q", "p = q / B", "Hold = 1 - 1/B", "fair"})
"""What is written alike in other languages."""


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize(
    ("calculation", "prices"),
    [
        ("kelly", ["-110"]),
        ("kelly", ["+120"]),
        ("arbitrage", ["+110", "-105"]),
        ("arbitrage", ["-110", "-105"]),
        ("closing_line_value", ["-110", "-120", "+100"]),
        ("closing_line_value", ["-110", "-120"]),
        ("hedge", ["+500", "-150"]),
        ("expected_value", ["+120"]),
        ("fair_odds", ["-110", "-110"]),
        ("implied_probability", ["-110"]),
        ("parlay_payout", ["-110", "+120"]),
        ("parlay_payout", ["-110"]),
        ("hit_rate", []),
    ],
)
def test_a_calculation_is_explained_in_every_language(language, calculation, prices):
    numbers = Numbers(prices=prices, amount=100, probability_percent=55.0, hits=7, games=10)
    found, words = explanation(calculation, numbers, "american"), words_of(language)
    shown = [found.title, f"Example: {found.title}", *(label for label, _ in found.steps)]
    left = [text for text in shown if text not in SYMBOLS and phrase(text, words) == text]
    assert left == []
    assert sentence(found.answer, words) != found.answer


def test_sentences_after_one_that_takes_a_sentence_are_read_as_well() -> None:
    text = (
        "Regular season: 10 games, average 25.4. All regular season: 30 games, average 25.4. "
        "All season over 26.5: 13 of 30 (43%, 95% interval 27-61%). 26.5 is the line at 3 books (FanDuel)."
    )
    said = sentence(text, DE)
    assert not re.search(r"[Rr]egular season|All season|is the line", said), said
    assert "Ganze Hauptrunde: 30 Spiele, Schnitt 25.4." in said
    assert "Ganze Saison über 26.5: " in said


@pytest.mark.parametrize(
    "unknown",
    [
        "The feed keeps the figures of the last two seasons.",
        "A list of the games that were played.",
        "Half of it (50%, 95% interval unknown)",
        "The stake of a friend.",
    ],
)
def test_what_no_sentence_is_known_for_is_not_translated_by_halves(unknown: str) -> None:
    assert in_view({"text": unknown}, DE) == {"text": unknown}


def test_a_place_without_demo_weather_is_said_in_the_users_language() -> None:
    said = "The demo has the weather of the leagues' towns only."
    shown = create_notice_widget("Not available right now", said, "DEMO weather (invented)", words=words_of("es"))
    assert "La demo solo tiene el tiempo de las ciudades de las ligas." in (tree := str(sent(shown.widget)))
    assert "Fuente: DEMO (tiempo inventado)" in tree
