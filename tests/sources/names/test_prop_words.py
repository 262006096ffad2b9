"""Player props in people's own words, read into player, side and line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from professor_lock.betting.facts import Market
from professor_lock.betting.legs import LegRequest, UnmatchedLeg
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
        ("S. Curry at least 20 points", "S. Curry", "Over", "19.5"),
        ("A. Thompson lower than 12.5", "A. Thompson", "Under", "12.5"),
        ("Over twenty-five and a half points LeBron James", "LeBron James", "Over", "25.5"),
    ],
)
def test_a_prop_in_words(selection, player, side, line):
    wanted = read(selection)
    assert isinstance(wanted, WantedProp)
    assert (wanted.player, wanted.side, wanted.stat) == (player, side, "points")
    assert wanted.line == (None if line is None else Fraction(line))


def test_a_line_of_its_own_that_the_words_contradict_is_asked_about():
    wanted = read("LeBron James over", line=Fraction(27), event="Lakers")
    assert isinstance(wanted, WantedProp)
    assert (wanted.line, wanted.event) == (Fraction(27), "Lakers")
    assert isinstance(read("LeBron James over 27", line=Fraction(27)), WantedProp)
    asked = read("LeBron James over 25.5", line=Fraction(27), event="Lakers")
    assert isinstance(asked, UnmatchedLeg)
    assert asked.reason == "The words say 25.5, the line says 27: which one is meant?"


@pytest.mark.parametrize(
    ("selection", "stat", "counted"),
    [
        ("Josh Allen over 250.5 passing and rushing yards", None, "pass rush yds"),
        ("Josh Allen longest completion over 35.5", None, "pass longest completion"),
        ("Josh Allen over 0.5 rush tds", None, "rush tds"),
        ("LeBron James over 40.5 pts+reb+ast", "points rebounds assists", "points rebounds assists"),
        ("LeBron James o25½ pts tonight", None, "points"),
        ("LeBron James over 2.5 3-pointers made", None, "threes"),
        ("LeBron James over 2.5 3 pointers", None, "threes"),
        ("LeBron James o2.5 3PM", None, "threes"),
        ("LeBron James over 2.5 3pm", "threes", "threes"),
        ("LeBron James over 25.5 points 3pm", None, "points"),
        ("Over 1.5 3-pt LeBron James", None, "threes"),
        ("LeBron James over 1.5 shots on target", None, "shots on target"),
        ("LeBron James more than 3.5 shots on goal", None, "shots on goal"),
        ("LeBron James higher than 1.5 runs batted in", None, "rbis"),
        ("Josh Allen fewer than 5.5 catches", None, "receptions"),
        ("Josh Allen at least 25 pass completions", None, "pass completions"),
        ("Over 25.5 LeBron James points", "points", "points"),
    ],
)
def test_what_is_counted_may_stand_in_the_selection(selection, stat, counted):
    wanted = read(selection, stat)
    assert isinstance(wanted, WantedProp)
    assert wanted.stat == counted
    assert wanted.player in ("Josh Allen", "LeBron James")


@pytest.mark.parametrize(
    ("selection", "stat", "reason"),
    [
        ("LeBron James over 5.5 points first half", "points", "a half"),
        ("LeBron James 1Q over 5.5", "points", "a quarter"),
        ("LeBron James over 5.5", "first quarter points", "a quarter"),
        ("LeBron James over 5.5 zorp", "points", "'zorp'"),
        ("LeBron James points over 5.5 rebounds", None, "which is meant"),
        ("LeBron James over 5.5 under 7.5", "points", "Over or Under"),
        ("LeBron James over 5.5 7.5", "points", "two numbers"),
        ("LeBron James double double", "points", "without a line"),
        ("Lakers -3.5", "zorp", "is no market here: moneyline, spread, total"),
    ],
)
def test_a_word_that_makes_another_bet_is_never_dropped(selection, stat, reason):
    wanted = read(selection, stat)
    assert isinstance(wanted, UnmatchedLeg)
    assert reason in wanted.reason


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
