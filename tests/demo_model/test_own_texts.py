"""Whatever the server offers to be tapped is understood, in every language, as what it says."""

from __future__ import annotations

from typing import Any

import pytest

from pp_tools import TOOLS
from professor_lock.demo_model.ask import Message
from professor_lock.demo_model.own_texts import in_english, start_screen
from professor_lock.demo_model.plan import Conversation, next_step
from professor_lock.demo_model.vocabulary import build_reader
from professor_lock.words import LANGUAGES, Language, entries, words_of

OFFERED = {tool.name: tool.params_json_schema for tool in TOOLS}
NAMES = {
    "title": "NBA",
    "short_game": "Warriors @ Lakers",
    "short_team": "Lakers",
    "player": "LeBron James",
    "offer": "Lakers +3.5",
}
CHIPS = {
    "odds": "get_odds_visual",
    "game": "get_odds_visual",
    "team": "get_odds_visual",
    "compare": "compare_books",
    "star": "get_player_props_visual",
    "build": "build_parlay",
    "chart": "get_trends_visual",
    "injuries": "get_injuries",
    "hurt": "get_injuries",
    "scores": "get_scores",
    "picks": "get_todays_picks",
    "value": "find_value",
    "slip": "get_slip",
    "bets": "my_bets",
    "limits": "my_limits",
    "vig": "explain",
    "edge": "explain",
    "movement": "explain",
    "add": "change_slip",
}
START = (
    "get_odds_visual",
    "get_odds_visual",
    "build_parlay",
    "statmuse_query",
    "get_weather",
    "find_value",
    "get_injuries",
)


def called(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The tools that the demo calls for a message, with what it gives them; its sentence where it calls none."""
    step = next_step(Conversation((Message(text),), (), replied=False, told=()), OFFERED, build_reader())
    assert not isinstance(step, str), (text, step)
    return [(call.tool, {name: value for name, value in call.arguments.items() if value}) for call in step]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggested_question_is_understood_as_in_english(language: Language) -> None:
    written, english = words_of(language), words_of("en")
    assert {f"chips.{key}" for key in CHIPS} == {key for key in entries() if key.startswith("chips.")}
    for key, tool in CHIPS.items():
        text = written(f"chips.{key}", **NAMES)
        assert [name for name, _ in called(text)] == [tool], text
        assert called(text) == called(english(f"chips.{key}", **NAMES)), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_of_the_start_screen_is_understood_as_in_english(language: Language) -> None:
    for text, english, tool in zip(start_screen(language), start_screen("en"), START, strict=True):
        assert [name for name, _ in called(text)] == [tool], text
        assert called(text) == called(english), text


def test_what_users_write_themselves_stays_as_it_is() -> None:
    for text in ("my bets on the Lakers", "¿cuánto paga?", "x" * 5000, "", "wie steht es?", "Lakers -3.5"):
        assert in_english(text) == text
