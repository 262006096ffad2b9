"""Which player of a game a name means."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from professor_lock.sources.names.players import PlayerChoice, match_player, same_name

GAME = [
    "Jaren Jackson Jr.",
    "Nic Claxton",
    "Jimmy Butler",
    "Luka Dončić",
    "Karl-Anthony Towns",
    "P.J. Washington",
    "Jón Axel Guðmundsson",
    "Moritz Wagner",
    "Dennis Schröder",
    "Luguentz Dort",
]


@pytest.mark.parametrize(
    ("asked", "player"),
    [
        ("Jaren Jackson Jr.", "Jaren Jackson Jr."),
        ("jaren jackson jr", "Jaren Jackson Jr."),
        ("Jimmy Butler III", "Jimmy Butler"),
        ("Nicolas Claxton", "Nic Claxton"),
        ("Nicholas Claxton", "Nic Claxton"),
        ("N. Claxton", "Nic Claxton"),
        ("James Butler", "Jimmy Butler"),
        ("Luka Doncic", "Luka Dončić"),
        ("Jon Axel Gudmundsson", "Jón Axel Guðmundsson"),
        ("Karl Anthony Towns", "Karl-Anthony Towns"),
        ("PJ Washington", "P.J. Washington"),
        ("P J Washington Jr.", "P.J. Washington"),
        ("Claxton", "Nic Claxton"),
        ("Luka", "Luka Dončić"),
        ("Mo Wagner", "Moritz Wagner"),
        ("Lu Dort", "Luguentz Dort"),
        ("Dennis Schroeder", "Dennis Schröder"),
        ("Schroeder", "Dennis Schröder"),
        ("D. Schroder", "Dennis Schröder"),
    ],
)
def test_a_player_is_found_by_a_short_name_an_initial_accents_or_a_suffix_the_list_lacks(asked, player):
    assert match_player(asked, GAME) == PlayerChoice(player)


@pytest.mark.parametrize(
    ("asked", "listed", "candidates"),
    [
        ("Jaren Jackson", GAME, ("Jaren Jackson Jr.",)),
        ("Tim Hardaway", ["Tim Hardaway Jr."], ("Tim Hardaway Jr.",)),
        ("Gary Payton III", ["Gary Payton II"], ("Gary Payton II",)),
        ("Morris", ["Marcus Morris", "Markieff Morris"], ("Marcus Morris", "Markieff Morris")),
        ("M. Morris", ["Marcus Morris", "Markieff Morris"], ("Marcus Morris", "Markieff Morris")),
        ("Cam", ["Cam Thomas", "Cameron Johnson"], ("Cam Thomas", "Cameron Johnson")),
        ("Mo", ["Mo Bamba", "Moritz Wagner"], ("Mo Bamba", "Moritz Wagner")),
        ("S. Curry", ["Seth Curry", "Stephen Curry"], ("Seth Curry", "Stephen Curry")),
    ],
)
def test_a_name_that_is_not_certain_is_asked_about(asked, listed, candidates):
    assert match_player(asked, listed) == PlayerChoice(None, candidates)


@pytest.mark.parametrize("asked", ["Jalen Jackson", "Seth Claxton", "Luke Doncic", "", "Jr.", "Nic Claxton zorp"])
def test_another_mans_name_finds_nobody(asked):
    assert match_player(asked, GAME).name is None


def test_of_father_and_son_the_exact_name_is_meant():
    assert match_player("Gary Payton", ["Gary Payton", "Gary Payton II"]).name == "Gary Payton"
    assert match_player("Gary Payton II", ["Gary Payton", "Gary Payton II"]).name == "Gary Payton II"


def test_spelt_out_umlauts_are_the_same_name():
    assert same_name("Dennis Schroeder", "Dennis Schröder")
    assert not same_name("Moe Wagner", "Moritz Wagner")


def test_two_suffixes_are_two_men():
    assert same_name("Gary Payton II", "Gary Payton")
    assert not same_name("Gary Payton II", "Gary Payton Sr.")
    assert not same_name("Jalen Williams", "Jaylin Williams")


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=4))
@example("Cam", ["Cam Payne", "Cameron Johnson", "-"])
def test_any_name_is_one_of_the_listed_or_none(asked, listed):
    found = match_player(asked, listed)
    assert found.name is None or found.name in listed
