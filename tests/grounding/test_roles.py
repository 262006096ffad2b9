"""What a card has in two roles is said in the one that is named: payout or profit, fair or needed, which games."""

from __future__ import annotations

import pytest

from tests.grounding.card_answers import Answer, left_out

SAID = [
    ("lebron_props", "lebron", "LeBron averages {} points on the season.", "26.7", "23.8"),
    ("lebron_props", "lebron", "LeBron has averaged {} points over his last five games.", "23.8", "26.7"),
    ("lebron_props", "lebron", "LeBron's season average of {} points is above the line.", "26.7", "23.8"),
    ("curry_props", "curry", "Curry averages 5.0 assists this season but only {} in the last five.", "4.4", "5.0"),
    ("curry_props", "curry", "In seinen letzten fünf Spielen kommt Curry im Schnitt auf {} Punkte.", "21.0", "23.4"),
    ("curry_props", "curry", "Curry promedia {} puntos esta temporada.", "23.4", "21.0"),
    ("jokic_props", "jokic", "Over his last five, Jokić is averaging {} points.", "23.4", "24.1"),
    ("tatum_chart", "tatum", "Tatum averaged {} rebounds over the 10 games.", "7.9", "8.3"),
    ("tatum_chart", "tatum", "For the season Tatum averages {} rebounds.", "8.3", "7.9"),
    ("tatum_chart", "tatum", "Tatum has cleared 8.5 in 16 of 30 ({}) this season.", "53%", "50%"),
    ("lebron_props", "lebron", "The under 25.5 has a fair chance of {}.", "52.4%", "47.6%"),
    ("lebron_props", "lebron", "LeBron has gone over 25.5 points in {} of his last 10.", "4", "3"),
    ("curry_props", "curry", "The fair chance of the over is {}.", "49.8%", "50.2%"),
    ("lebron_chart", "lebron", "LeBron went {}, 17 and 16 in the last three.", "17", "18"),
    ("lebron_chart", "lebron", "Three straight unders for LeBron: 17, {} and 16 points.", "17", "22"),
    ("lebron_chart", "lebron", "LeBron's been under 25.5 lately: 17, 17, {}.", "16", "23"),
    ("tatum_chart", "tatum", "Tatum had three straight unders of 6, {} and 8.", "6", "9"),
    ("lakers_chart", "lakers", "The Lakers scored {} in Toronto.", "122", "112"),
    ("nba value", "value", "Orlando's fair chance to win is {}.", "45.9%", "50.2%"),
    ("nba value", "value", "Orlando's +123 beats the market by {}.", "2.5%", "45.9%"),
    ("explain_pay", "what does $50 pay at +150", "At +150 your $50 wins {}.", "$75", "$125"),
    ("explain_pay", "what does $50 pay at +150", "The book hands you {}.", "$125", "$75"),
    ("explain_pay", "what does $50 pay at +150", "It returns {} in all.", "$125", "$150"),
    ("explain_parlay", "parlay of -110 and +120 on $50", "$50 returns {}.", "$210", "$160"),
    ("explain_parlay", "parlay of -110 and +120 on $50", "That's {} profit.", "$160", "$210"),
    ("explain_vig", "remove the vig from -130 +110",
     "Without the vig it's 54.3% for the favorite and {} for the dog, or -119 and +119.", "45.7%", "54.3%"),
    ("explain_vig", "remove the vig from -130 +110", "The implied chances are {} and 47.6%.", "56.5%", "54.3%"),
    ("explain_vig", "remove the vig from -130 +110", "The book holds {}.", "3.98%", "4.14%"),
    ("explain_hold", "what's the hold on -110 -110", "{}.", "4.55%", "4.76%"),
    ("explain_arb", "arbitrage with +110 and +105 for $100", "Put {} on the +110 and $50.60 on the +105.",
     "$49.40", "$50.60"),
    ("explain_arb", "arbitrage with +110 and +105 for $100", "Put $49.40 on the +110 and $50.60 on the {}.",
     "+105", "+110"),
    ("slip", "lakers and celtics parlay", "The market gives it a {} chance.", "23.0%", "24.4%"),
    ("slip", "lakers and celtics parlay", "The slip needs {} to break even.", "24.4%", "23.0%"),
    ("nba slip", "lakers and celtics parlay", "Both have to hit, which the market puts at {}.", "23.0%", "31.6%"),
    ("slip", "lakers and celtics parlay", "$25 to win {}.", "$77.48", "$102.48"),
    ("record", "how am I doing?", "Your return is {}.", "6.8%", "52.9%"),
    ("nba", "nba odds", "First tip is 7:00 PM ET, and Wizards–Hawks starts at {} PM.", "9:30", "8:30"),
    ("nba", "nba odds", "Magic–Cavaliers has a {} arb.", "0.2%", "4.5%"),
    ("nba", "nba odds", "In between: Kings {}, Spurs +5.5.", "-1.5", "-3.0"),
    ("nba", "who is favored?", "Favored on the road: Warriors by {} and Kings by 1.5.", "6", "8"),
]  # fmt: skip
"""The cards, the question, a sentence, a number that is true in it and one that the same cards have in another role."""


@pytest.mark.parametrize(("cards", "question", "text", "right", "wrong"), SAID)
def test_a_number_is_said_in_the_role_that_its_card_has_it_in(
    cards: str, question: str, text: str, right: str, wrong: str
) -> None:
    shown = [
        left_out(Answer("", tuple(cards.split()), question, said), said) for said in map(text.format, (right, wrong))
    ]
    assert not shown[0]
    assert shown[1]
