"""Answers beside the demo's cards: how many true numbers are left out, and each kind with another number instead."""

from __future__ import annotations

import pytest

from tests.grounding.card_answers import Answer, answers, left_out, measure
from tests.grounding.held_out_rates import FIRM

MOST_LEFT_OUT = 0.022
MOST_SHOWN = 0.028
"""Of planted errors; most are another price of the same side, or a number that the sentence gives to nobody."""
SAID = [
    ("nba", "nba odds tonight", "{} NBA games tonight.", "Six", "Seven"),
    ("nba", "nba odds tonight", "Two games start at {} PM ET.", "7:00", "8:00"),
    ("nba", "nba odds tonight", "Road teams are favored in {} of the six games tonight.", "four", "two"),
    ("nba", "nba odds", "Orlando is +123 at Demo D against Cleveland {} at Demo C.", "-122", "+123"),
    ("nba", "nba odds", "Magic–Cavaliers is close (+123 at Demo D, {} at Demo C).", "-122", "+122"),
    ("nba", "nba odds", "The Cavs number has come up a full point from {}.", "233.5", "232.5"),
    ("nba", "nba odds", "San Antonio's spread has come down from {} to 5.5.", "6.5", "7.5"),
    ("nba", "nba odds", "Spreads go up to {} (Wizards -9 at the Hawks).", "9", "8.5"),
    ("nba", "lakers odds", "The Lakers are +6. Tip-off in about {} hours.", "seven", "nine"),
    ("nfl", "nfl odds", "The Rams are +5 at the Chargers ({}).", "-107", "-106"),
    ("epl", "premier league odds", "Arsenal are +140 at Liverpool ({}).", "+179", "+140"),
    ("compare_celtics", "celtics", "Demo B has the Celtics at -315. The other {} books are lower.", "three", "four"),
    ("compare_lakers", "lakers", "The best and worst price on the Lakers are {} cents apart.", "18", "28"),
    ("lebron_props", "lebron props", "His points+rebounds+assists line is {}.", "41.5", "25.5"),
    ("lebron_props", "lebron props", "His points line is {}.", "25.5", "41.5"),
    ("lebron_props", "lebron props", "Assists look the best of the {}.", "four", "five"),
    ("lebron_props", "lebron", "LeBrons Punktelinie liegt bei {}.", "25.5", "8.5"),
    ("lebron_props curry_props", "lebron or curry", "Curry is lined higher than LeBron ({}).", "26.5 to 25.5",
     "25.5 to 26.5"),
    ("lebron_props curry_props", "", "LeBron and Curry are short of their lines of {}.", "25.5 and 26.5",
     "26.5 and 25.5"),
    ("lebron_chart", "lebron points", "He's under 25.5 in {} of them.", "six", "four"),
    ("lebron_chart", "lebron points", "He's on a three-game run under {}.", "25.5", "24.5"),
    ("lebron_chart", "lebron punkte", "LeBron lag {}mal über 25.5 Punkten.", "vier", "sechs"),
    ("tatum_chart", "tatum rebounds", "He had {} straight unders of 6, 6 and 8.", "three", "four"),
    ("tatum_chart", "tatum rebounds", "That's {} games of 10 boards.", "three", "four"),
    ("lakers_chart", "lakers points", "The Lakers went {} over their last 10.", "5-5", "6-4"),
    ("lakers_chart", "lakers points", "The Lakers have lost {} straight.", "two", "three"),
    ("lakers_chart", "lakers points", "The Lakers have averaged {} points.", "110.8", "111.8"),
    ("lakers_chart", "lakers points", "The Lakers had 114. They bottomed out at {} in Chicago.", "102", "118"),
    ("jokic_stats", "jokic", "Jokić is averaging {} points in his last ten.", "23.5", "12.4"),
    ("nba_scores", "nba scores", "{} games are live.", "Two", "Six"),
    ("nba_scores", "nba scores", "Ten games: two final, two live and {} to come.", "six", "two"),
    ("nba_scores", "nba scores", "Six more tip from {} PM ET.", "7:00", "9:30"),
    ("nba_scores", "nba scores", "The Clippers lead with about {} minutes left in the third.", "five", "eight"),
    ("denver greenbay", "", "Green Bay is windier, 10 mph against {}.", "6", "10"),
    ("denver greenbay", "", "Green Bay has gusts of {} to Denver's 12.", "16", "12"),
    ("picks", "todays picks", "The longest shot of the {} is Brooklyn.", "three", "four"),
    ("value", "any value?", "{} of the 90 prices don't beat the market.", "89", "88"),
    ("explain_kelly", "kelly for 55% at -110 with $1000 bankroll", "Full Kelly is 5.5% of the bankroll, or {}.",
     "$55", "$65"),
    ("explain_ev", "expected value of $100 at +110", "You win {} half the time.", "$110", "$120"),
    ("explain_150", "implied probability of -150", "You risk $150 to win {}.", "$100", "$110"),
    ("slip", "lakers and celtics parlay for $25", "{} legs, all told.", "Two", "Three"),
    ("slip", "lakers and celtics", "The market gives it a {} chance, and you need 24.4% to break even.", "23.0%",
     "25.0%"),
    ("slip", "lakers and celtics", "The Lakers leg is the risky one: {} fair against 72.8% for Boston.", "31.6%",
     "72.8%"),
    ("track", "I bet $20 on the Lakers at +120", "Ready to record: $20 to win {}.", "$24", "$44"),
    ("record", "how am I doing?", "You've won {} more than you've lost.", "three", "four"),
]  # fmt: skip
"""The cards, the question, a sentence, a number that is true in it and one that is another's or nobody's."""


def shown(cards: str, question: str, text: str) -> bool:
    return not left_out(Answer("", tuple(cards.split()), question, text), text)


@pytest.mark.parametrize(("cards", "question", "text", "right", "wrong"), SAID)
def test_what_a_card_gives_is_shown_and_anothers_is_not(
    cards: str, question: str, text: str, right: str, wrong: str
) -> None:
    assert shown(cards, question, text.format(right))
    assert not shown(cards, question, text.format(wrong))


def test_the_answers_beside_the_cards_keep_their_rates() -> None:
    written = list(answers("replies"))
    assert len(written) == len({one.marked for one in written}) > 120
    rates = measure("replies")
    assert rates.true.total() > 590
    assert rates.alarms.total() <= MOST_LEFT_OUT * rates.true.total(), rates.misses
    assert rates.through.total() <= MOST_SHOWN * rates.planted.total(), rates.misses
    assert {"price", "line", "total", "money", "percent"} == FIRM
