"""Kinds of sentences, each true as it stands and wrong with one number changed."""

from __future__ import annotations

import pytest

from tests.grounding.october_facts import USER, october
from tests.grounding.pairs import shown_over, shows_the_right_one_alone

KINDS = [
    ("The Warriors host the Lakers. The former are -168 at FanDuel, the latter {}.", "+142", "-168"),
    ("The hosts in Houston are -126 at FanDuel, the visitors {}.", "+108", "-126"),
    ("| Match | 1 | X | 2 |\n|---|---|---|---|\n| Man City - Liverpool (bet365) | 2.05 | {} | 3.40 |", "3.60", "3.40"),
    ("| Match | 1 | X | 2 |\n|---|---|---|---|\n| Man City - Liverpool (bet365) | {} | 3.60 | 3.40 |", "2.05", "3.40"),
    ("Kansas City has 171 points for and {} against.", "150", "171"),
    ("Mahomes o/u 256.5 passing yards at DraftKings: {}/-116.", "-111", "-116"),
    ("The best Lakers price is +145, at DraftKings; the worst, {}, at BetMGM.", "+138", "+145"),
    ("FanDuel and DraftKings have the Lakers at +142 and {}.", "+145", "+142"),
    ("DraftKings' total is 229.5. Under 49 in Chiefs-Bills at DraftKings, {}.", "-110", "-108"),
    ("Curry's last game was a {}-point night.", "22", "35"),
    ("Curry had 35 on {}.", "October 26", "October 28"),
    ("Curry scored 22 on Wednesday and {} on Monday.", "35", "24"),
    ("Curry needs {} points to clear 26.5.", "27", "29"),
    ("Buffalo has won {} of its 7 games.", "5", "2"),
    ("Curry went over 26.5 in 3 of 5 (60%), and his line is {}.", "26.5", "4.5"),
    ("Without the vig, FanDuel's Warriors price of -168 comes to {}.", "60.3%", "62.7%"),
    ("Your $25 parlay pays $55.42 in profit on {}.", "$25", "$50"),
    ("The Lakers score 119.8 to the Warriors' {}.", "117.2", "119.8"),
    ("With LeBron James out, FanDuel makes the Lakers {}.", "+142", "-168"),
    ("lakers ml {} dk", "+145", "-175"),
    ("bills {} -120 fd", "-2.5", "+2.5"),
    (
        "| Game | Book | Favorite | Dog |\n|---|---|---|---|\n| Lakers @ Warriors | FanDuel | -168 | {} |",
        "+142",
        "-168",
    ),
    ("Toronto hosts Edmonton at {} ET.", "7:00 PM", "8:08 PM"),
    ("The Lakers allow 113.0 a game, fewer than the Warriors' {}.", "114.6", "117.2"),
    ("At -168 the Warriors are 62.7% implied, no margin removed, while the Lakers are {}.", "+142", "-168"),
    ("allen pass yds 241.5 o {} u -113", "-114", "-113"),
    ("The spread is -4 at FanDuel for {}.", "-110", "-102"),
    ("The spread is {} at DraftKings for -105.", "-4.5", "+4.5"),
    ("The edge is on the Lakers: fair chance 42.0%, price {}, edge 2.9%.", "+145", "+142"),
    ("At +145 the Lakers have to win {} of the time to break even.", "40.8%", "42.0%"),
    ("Curry had 22, {} and 29 in his last three, most recent first.", "35", "31"),
    ("It starts at 10:00 PM. The Lakers are {} at FanDuel.", "+142", "-168"),
]


shown = shown_over(october, USER)


@pytest.mark.parametrize(("text", "right", "wrong"), KINDS)
def test_a_true_sentence_is_shown_whole_and_not_with_another_number(text: str, right: str, wrong: str) -> None:
    shows_the_right_one_alone(shown, text, right, wrong)
