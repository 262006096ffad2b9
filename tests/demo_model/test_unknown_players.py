"""A player whom the demo does not carry is said not to be carried: no other player, no college of that name."""

from __future__ import annotations

import pytest

from professor_lock.demo_model.answers import said
from professor_lock.demo_model.ask import Ask, Message
from professor_lock.demo_model.intents import read_asks
from professor_lock.demo_model.vocabulary import build_reader
from professor_lock.words import ENGLISH


def asked(text: str) -> Ask:
    [ask] = read_asks([Message(text)], build_reader())
    return ask


@pytest.mark.parametrize(
    "text",
    [
        "Jaylen Brown points",
        "Jaylen Brown props",
        "Jalen Green rebounds",
        "Tyler Herro last 10 games",
        "Cade Cunningham props",
    ],
)
def test_an_unknown_player_is_nobody_else(text: str) -> None:
    ask = asked(text)
    assert (ask.kind, ask.player, ask.teams, ask.which) == ("no_player", None, (), ())
    assert said(ask, text, ENGLISH).startswith(f"The demo does not carry “{' '.join(text.split()[:2]).lower()}”.")
    assert "LeBron James" in said(ask, text, ENGLISH)


@pytest.mark.parametrize(
    ("text", "player"),
    [
        ("LeBron rebounds last 10", "LeBron James"),
        ("lebron over 25.5 points", "LeBron James"),
        ("LeBron Lakers props", "LeBron James"),
        ("curry threes", "Stephen Curry"),
        ("Jalen Brunson points", "Jalen Brunson"),
    ],
)
def test_a_first_name_still_names_its_player(text: str, player: str) -> None:
    assert asked(text).player == player
