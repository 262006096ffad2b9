"""What must be said with a number before a fact of a certain sort backs it: a stamp, a year, a card, a bet, a side."""

from __future__ import annotations

import pytest

from professor_lock.grounding.gate import Gate
from professor_lock.grounding.verdicts import PASSING
from tests.grounding.november_facts import USER, november


def left_out(text: str) -> list[str]:
    """The numbers of a text that a reader would not see."""
    gate = Gate(november(), locale="en", question=USER)
    gate.feed(text)
    gate.finish()
    return [one.verdict.text for one in gate.checked if one.verdict.state not in PASSING]


@pytest.mark.parametrize(
    ("false", "wrong"),
    [
        ("The Bucks and Pacers tip off at 5:20 ET.", "5:20"),  # when a source was read
        ("Kickoff in Pittsburgh is at 5:30 PM ET.", "5:30 PM"),  # the present time
        ("Andrew Nembhard is out until November 19.", "November 19"),  # the day of his report
        ("Kyrie Irving isn't expected back before November 20.", "November 20"),  # today
        ("Tyrese Haliburton's last six were 11, 7, 2026, 12, 6 and 10 assists.", "2026"),  # a year
        ("Haliburton had 4 assists in Chicago.", "4"),  # how often he passed the line
        ("Milwaukee scores 117.4 and allows 3.0.", "3.0"),  # a spread
        ("The Bucks are a 228.5-point favorite in Indianapolis.", "228.5"),  # a total
        ("The Ravens lay 44.5 in Pittsburgh.", "44.5"),
        ("In Bucks-Pacers the total is 2.5.", "2.5"),
        ("Giannis's hit rate on points: 9 of 5 over 30.5.", "9 of 5"),  # the Bucks' record
        ("Your parlay would return $92.75.", "$92.75"),  # a hedge's stake
        ("To hedge it either way you put $98.71 on the Ravens.", "$98.71"),  # a slip's profit
        ("Your limit for one bet is $40.", "$40"),  # an open bet's stake
        ("You're up $25.00 overall.", "$25.00"),  # a slip's stake
        ("The parlay's fair chance is 8.0%.", "8.0%"),  # what it loses
        ("| Book | Rangers | Devils |\n|---|---|---|\n| FanDuel | -118 | -128 |\n", "-118"),  # the over's price
        ("The Bucks are -136, the Pacers +122 at FanDuel.", "+122"),  # another book's
        ("Duke is a 4.5-point favorite over UConn at FanDuel.", "4.5"),  # the Suns' line
        ("Your parlay's legs: Bucks -142, Suns -184.", "-142"),  # another book's price of a leg
        ("The Bucks are 46.3% implied.", "46.3%"),  # the other side's chance
        ("Boston won in Philadelphia by three, and Denver beat the Lakers 124-118.", "three"),
        ("Haliburton's line is 8.5 assists and the juice is -101.", "-101"),  # the under's price
        ("Edmonton's game: NBA bets at 17-12 are up +117.40 units.", "+117.40"),  # a figure that has no sign
    ],
)
def test_a_fact_is_not_meant_where_the_word_that_it_needs_is_not_said(false: str, wrong: str) -> None:
    assert wrong in left_out(false)


@pytest.mark.parametrize(
    "true",
    [
        "The Bucks and Pacers tip off at 7:00 ET.",
        "As of 5:20 PM the Bucks are -136 at FanDuel.",
        "Andrew Nembhard is out until November 29.",
        "Per ESPN's report of November 19, Andrew Nembhard is out.",
        "In the 2026-27 season the Bucks are 9-5.",
        "Haliburton cleared 8.5 assists in 4 of his last 6.",
        "Milwaukee scores 117.4 and allows 113.2.",
        "The Bucks are a 2.5-point favorite in Indianapolis at FanDuel.",
        "In Bucks-Pacers the total is 228.5 at FanDuel.",
        "Giannis's hit rate on points: 5 of 8 over 30.5.",
        "Your parlay would return $123.71.",
        "To hedge it either way you put $92.75 on the Ravens.",
        "Your limit for one bet is $60.",
        "You're up $142.30 overall.",
        "The parlay's fair chance is 18.6%.",
        "| Book | Rangers | Devils |\n|---|---|---|\n| FanDuel | +108 | -128 |\n",
        "The Bucks are -136, the Pacers +116 at FanDuel.",
        "Duke is a 5.5-point favorite over UConn at FanDuel.",
        "Your parlay's legs: Bucks -136, Suns -184.",
        "The Bucks are 57.6% implied.",
        "Boston won in Philadelphia by eight.",
        "Haliburton's line is 8.5 assists and the juice is -127.",
    ],
)
def test_a_true_number_is_shown_where_its_word_is_said(true: str) -> None:
    assert left_out(true) == []
