"""The demo keeps the language that it is asked for, and takes nothing else for such a wish."""

from __future__ import annotations

import pytest

from professor_lock.demo_model.intents import Ask, Message, read_ask
from professor_lock.demo_model.plan import _prefs
from professor_lock.demo_model.vocabulary import build_reader


def asked(text: str) -> Ask:
    return read_ask([Message(text)], build_reader())


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
    ask = asked(text)
    assert ask.kind == "prefs"
    [(tool, arguments)] = _prefs(ask, build_reader())
    assert (tool, arguments) == ("set_preferences", wanted)


@pytest.mark.parametrize("text", ["Who won the German cup?", "French Open odds", "Spanish league odds tonight"])
def test_a_name_of_a_language_is_no_wish_for_it(text: str) -> None:
    assert asked(text).kind != "prefs"
