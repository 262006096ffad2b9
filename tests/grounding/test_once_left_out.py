"""Kinds of true numbers that were left out: grounds, towns, draws between two teams, who sits, what is worked out."""

from __future__ import annotations

import pytest

from professor_lock.sources.names.grounds import home_grounds
from tests.grounding.held_out_rates import left_out

SAID = [
    ("september", "columnist", "The Padres are {} at Petco.", "47-29", "39-38"),
    ("september", "columnist", "The Padres are {} at Petco Park this year.", "47-29", "86-67"),
    ("sunday", "german", "Die Quote auf das Unentschieden im Emirates beträgt {} bei bet365.", "3,80", "1,67"),
    ("voices", "tweets", "psg -190 x {} om +475", "+350", "+475"),
    ("radio", "discord", "bayern -200 draw {} bvb +475", "+400", "+475"),
    ("radio", "discord", "lyon +130 x {} monaco +200", "+240", "+200"),
    ("radio", "discord", "bron OUT til nov {}", "20", "23"),
    ("radio", "discord", "kyrie out til jan {}", "10", "20"),
    ("voices", "helper", "You're 31-26-2, ROI 2.6%, win rate 54.4%, {} units.", "2.31", "5.31"),
    ("sunday", "tout", "{} 1.74 units, that's you.", "Plus", "Minus"),
    ("radio", "discord", "ur record 22-19-1, roi -1.4%, {} units", "-0.58", "-1.4"),
    ("saturday", "tables", "| Date | Points |\n|---|---|\n| Jan 28 | {} |", "31", "22"),
    ("saturday", "tables", "| Date | Rebounds |\n|---|---|\n| Jan 28 | {} |", "15", "31"),
    ("radio", "prose", "The Bills have scored 196 and allowed 141; the Chiefs are at 171 and {}.", "150", "141"),
    ("radio", "host", "Buffalo has put up 196 and let in {} so far.", "141", "196"),
    ("radio", "host", "You know what the Lakers give up? {}.", "113.0", "119.8"),
    ("june", "derived", "NBA and NHL together have made you {}.", "$283.20", "$181.20"),
    ("october", "derived", "The Lakers and Warriors together average 237 points, {} above the total of 229.5.", "7.5",
     "9.5"),
    ("counter", "assistant", "On the MLB board Boston is {} at BetMGM.", "+110", "-210"),
    ("may", "long", "The Celtics are home. Jaylen Brown is questionable. If he sits, {} looks rich.", "-5.5", "+5.5"),
    ("sunday", "tout", "The Broncos lost Bo Nix. Bo Nix is OUT. That's why it's {}.", "+4.5", "-4.5"),
    ("counter", "assistant", "On average you'd give back {} of the stake.", "11.3%", "14.2%"),
    ("digest", "newsletter", "Maye's season: 31 touchdowns and {} picks.", "8", "11"),
]  # fmt: skip
"""The set, the style, a sentence, a number that is true in it and one that is another's or nobody's."""


@pytest.mark.parametrize(("name", "style", "text", "right", "wrong"), SAID)
def test_a_true_number_is_shown_and_another_in_its_place_is_not(
    name: str, style: str, text: str, right: str, wrong: str
) -> None:
    assert not left_out(text.format(right), name, style)
    assert left_out(text.format(wrong), name, style)


def test_a_ground_is_its_teams_home() -> None:
    assert home_grounds()["Fenway"] == ("Boston Red Sox",)
    assert home_grounds()["TD Garden"] == ("Boston Celtics", "Boston Bruins")
