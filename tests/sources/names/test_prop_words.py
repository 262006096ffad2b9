"""Player props in people's own words, read into player, side and line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from professor_lock.betting.facts import Market
from professor_lock.betting.slip import LegRequest, UnmatchedLeg
from professor_lock.sources.names.prop_words import WantedProp, read_prop


def read(selection, stat="points", **more):
    return read_prop(LegRequest(selection, Market.PLAYER_PROP, stat=stat, **more))


@pytest.mark.parametrize(
    ("selection", "player", "side", "line"),
    [
        ("LeBron James over 25.5", "LeBron James", "Over", "25.5"),
        ("LeBron James o25.5", "LeBron James", "Over", "25.5"),
        ("LeBron James over 25.5 points", "LeBron James", "Over", "25.5"),
        ("Under 7.5 Nikola Jokić", "Nikola Jokić", "Under", "7.5"),
        ("Stephen Curry 20+", "Stephen Curry", "Over", "19.5"),
        ("Stephen Curry 20+ points", "Stephen Curry", "Over", "19.5"),
        ("LeBron James's over", "LeBron James", "Over", None),
        ("P.J. Washington under 12", "P.J. Washington", "Under", "12"),
    ],
)
def test_a_prop_in_words(selection, player, side, line):
    wanted = read(selection)
    assert isinstance(wanted, WantedProp)
    assert (wanted.player, wanted.side, wanted.stat) == (player, side, "points")
    assert wanted.line == (None if line is None else Fraction(line))


def test_a_line_of_its_own_goes_before_the_words():
    wanted = read("LeBron James over 25.5", line=Fraction(27), event="Lakers")
    assert isinstance(wanted, WantedProp)
    assert (wanted.line, wanted.event) == (Fraction(27), "Lakers")


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        ("LeBron James", "A player prop needs Over or Under."),
        ("LeBron James 25.5", "A player prop needs Over or Under."),
        ("Over 25.5", "Which player is that on?"),
        ("Over 25.5 points", "Which player is that on?"),
        ("points over 25.5", "Which player is that on?"),
        ("", "A player prop needs Over or Under."),
    ],
)
def test_what_is_no_prop_says_what_is_missing(selection, reason):
    wanted = read(selection)
    assert isinstance(wanted, UnmatchedLeg)
    assert wanted.reason == reason
