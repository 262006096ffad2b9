"""Kinds of sentences over the ledger of September, each true as it stands and wrong with one number changed."""

from __future__ import annotations

import pytest

from tests.grounding.pairs import shown_over, shows_the_right_one_alone
from tests.grounding.september_facts import USER, september

KINDS = [
    ("The Dodgers are 92-61, {} on the road.", "41-36", "51-25"),
    ("At home the Padres are {}.", "47-29", "39-38"),
    ("| | Dodgers | Padres |\n|---|---|---|\n| Home | {} | 47-29 |", "51-25", "41-36"),
    ("Los Dodgers van {} fuera de casa.", "41-36", "51-25"),
    ("The Dodgers are {} overall.", "92-61", "51-25"),
    ("At home Barkley ran for {}, 96 and 112.", "71", "124"),
    ("Barkley ran for {} yards against the Giants.", "124", "112"),
    ("Barkley ran for {} yards in Los Angeles last week.", "84", "63"),
    ("A'ja Wilson has scored 29 and {} in her last two.", "25", "34"),
    ("You have {} on the Padres at +118.", "$25", "$22"),
    ("You have {} on the Padres at +118.", "$25", "$50"),
    ("The Lynx bet won you {}.", "$25", "$35"),
    ("Football is your best sport at {}.", "9-6", "27-31"),
    ("Baseball has cost you {}.", "$171.50", "$84.30"),
    ("You are down $84.30 on $3,240 staked, an ROI of {}.", "-2.6%", "2.6%"),
    ("Your win rate is {}.", "46.6%", "58.7%"),
    ("Your win rate is 46.6% over {} bets.", "58", "44"),
    ("You beat the closing line by 0.42% over {} bets.", "44", "58"),
    ("Without the vig, the two sides are {} and 43.7%.", "56.3%", "58.7%"),
    ("| Sport | Record | Profit |\n|---|---|---|\n| MLB | 12-19 | {} |", "-$171.50", "$171.50"),
    ("| | Dodgers | Padres |\n|---|---|---|\n| Runs per game | 5.4 | {} |", "4.6", "8.0"),
    ("Dallas backers who like the three get it at {}.", "-120", "-105"),
    ("**A'ja Wilson**\n- vs Dallas Wings: {}\n- at New York: 29", "34", "25"),
    ("| Player | Last game | Game before |\n|---|---|---|\n| Barkley | 84 | {} |", "112", "84"),
    ("At -148 DraftKings asks for {} on the Eagles; FanDuel's -142 asks for 58.7%.", "59.7%", "58.7%"),
    ("Remove the vig from the Eagles' -142 and the Cowboys' +120 and you get {} for the Eagles.", "56.3%", "58.7%"),
    ("Tus apuestas abiertas: {} a los Padres a +118 y $10 a los Eagles.", "$25", "$22"),
    ("La combinada paga +233: con $15 ganarías {}.", "$34,91", "$49,91"),
    ("You're 5-9 on totals, where you've lost {}.", "$118.10", "$84.30"),
    ("The parlay is at +233. Its expected value is {}.", "-8.4%", "+8.4%"),
    ("Over 47.5 is -108 at FanDuel, under {}.", "-112", "-129"),
    ("Wilson scored 29, 25 and {} in her last three.", "34", "26"),
    ("Valencia +425, draw +310, Real {}.", "-165", "+425"),
    ("Tyler Smith is out ({} wks).", "3", "2"),
    ("Wilson averages {} and has scored 29 and 25 in her last two.", "26.6", "25.6"),
]


shown = shown_over(september, USER)


@pytest.mark.parametrize(("text", "right", "wrong"), KINDS)
def test_a_true_sentence_is_shown_whole_and_not_with_another_number(text: str, right: str, wrong: str) -> None:
    shows_the_right_one_alone(shown, text, right, wrong)


def test_a_hold_is_of_the_sides_of_one_market() -> None:
    said = "The Dodgers are -134 and the Padres +114 at FanDuel; the hold is 3.8%."
    assert shown(said) == said
    mixed = "The Dodgers are -134 and over 8.5 is +102 at FanDuel; the hold is {}."
    assert "6.3%" not in shown(mixed.format("6.3%"))
