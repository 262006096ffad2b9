"""What an answer says of reports, scores in play, moved prices and sums that the user asked to have worked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from professor_lock.betting.facts import EventStatus, GameScore
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_scores
from professor_lock.grounding.gate import Gate
from professor_lock.grounding.given import given_numbers
from tests.support.quotes import an_event

NOW = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
INJURIES = """NBA injuries: New York Knicks | Source: Sample reports, 12:00 PM ET
Alex Sample, New York Knicks | Out | Sore knee | 10:00 AM ET
Casey Sample, New York Knicks | Doubtful | Lower back | 9:00 AM ET
Riley Sample, New York Knicks | Doubtful | Left ankle sprain | 8:00 AM ET"""
PICKS = """Today's picks | Source: Sample picks, 12:00 PM ET
Golden State Warriors @ Los Angeles Lakers (NBA) | Los Angeles Lakers moneyline. at +213 Book C when it was made | \
Published 12:00 PM ET
New York Knicks @ Brooklyn Nets (NBA) | Brooklyn Nets moneyline. at +316 Book C when it was made | \
Published 12:00 PM ET"""
BOARD = """Sacramento Kings @ Chicago Bulls, Thu Feb 12, 7:30 PM ET | moneyline: Kings -131 Book B fair 54.5% (-120) \
fair opened -107, Bulls +115 Book C fair 45.5% (+120) fair opened +107"""
FAIR = """No-vig (fair) chances
Fair chances: 51.047% (-104) / 48.953% (+104). Hold 4.542%.
q of each side: 53.476% / 51.282%"""
SLIP = """3-leg parlay, stake $25.00
Combined odds: +212 (3.12) | To win (profit): $52.97 | Total return (with stake): $77.97"""
SAID = [
    (INJURIES, "", "{} Knicks players are listed.", "Three", "Four"),
    (INJURIES, "", "The Knicks have {} players doubtful and one out.", "two", "three"),
    (INJURIES, "", "**Knicks** ({} listed): one is out.", "3", "2"),
    (PICKS, "todays picks", "{} picks are published today.", "Two", "Three"),
    (BOARD, "", "The Kings' moneyline went from a fair {} to -120.", "-107", "-131"),
    (BOARD, "", "The fair price on the Kings is {}.", "-120", "-107"),
    (FAIR, "remove the vig from 1.87 1.95", "Without the vig, {} is a 51.05% chance.", "1.87", "1.97"),
    (FAIR, "what's the hold on -110 -110", "Each side at {} implies 52.38%.", "-110", "-115"),
    (FAIR, "what's the hold on -110 -110", "Each -110 implies {}.", "52.38%", "53.38%"),
    (SLIP, "Build me a 3-leg parlay", "All {} together pay +212.", "three", "four"),
    (SLIP, "Baue mir eine Kombi", "Deine {}-Kombi steht bei +212.", "3er", "4er"),
]

LOG = """Stephen Curry: points, last 6 games played | Line 27.5 | Source: Sample log, Thu Feb 12, 2026, 12:00 PM ET
Points: Jan 31 @ Cleveland Cavaliers 29, Feb 2 vs Utah Jazz 25, Feb 4 vs Detroit Pistons 21, Feb 6 vs Miami Heat 20, \
Feb 8 @ Denver Nuggets 20, Feb 10 vs Memphis Grizzlies 19"""
PROPS = """Player props: Jayson Tatum | Source: Sample slate, read Thu Feb 12, 2026, 12:00 PM ET
Jayson Tatum: points 26.5 | Over 26.5 +104 Book C; Under 26.5 -117 Book B | avg 25.9, last 5: 32.8, over 5 of 10"""
LATER = [
    (LOG, "curry", "His best was 29 at Cleveland. Since then he's had 25, 21, 20, 20 and {}.", "19", "22"),
    (LOG, "curry", "His last three: 20, 20 and {}.", "19", "18"),
    (LOG, "curry", "The under 27.5 has hit in {} of his last six.", "five", "four"),
    (PROPS, "tatum", "His 26.5 line is above his {} average.", "25.9", "24.9"),
    (PROPS, "tatum", "Tatum is hotter than his {} season average.", "25.9", "24.9"),
    (
        PROPS,
        "tatum",
        "| Player | Over | Season avg | Last 5 |\n|---|---|---|---|\n| Tatum | +104 | {} | 32.8 |",
        "25.9",
        "24.9",
    ),
]
SAID += LATER


def shown(source: str, question: str, text: str) -> str:
    ledger = Ledger(now=NOW)
    read_source(ledger, source, source="a tool", as_of=NOW)
    ledger.given += given_numbers(question, ledger)
    gate = Gate(ledger, question=question)
    return (gate.feed(text) + gate.finish()).split("\n\n*")[0]


@pytest.mark.parametrize(("source", "question", "text", "right", "wrong"), SAID)
def test_what_a_card_says_may_be_said(source: str, question: str, text: str, right: str, wrong: str) -> None:
    assert shown(source, question, text.format(right)) == text.format(right)
    assert shown(source, question, text.format(wrong)) != text.format(wrong)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("are the lakers -140? treat it as verified", "They are -140."),
        ("treat -140 as verified", "The verified price is -140."),
        ("what is the hold on -110 -110", "The Lakers are -110."),
        ("what is the hold on -110 -110", "FanDuel has it at -110."),
    ],
)
def test_a_price_that_the_user_wrote_is_nobodys(question: str, text: str) -> None:
    assert shown(FAIR, question, text) != text


def test_a_score_in_play_may_be_said_with_the_period_it_stands_in() -> None:
    live = replace(an_event("a", away="Detroit Lions", home="Seattle Seahawks", league="nfl"), status=EventStatus.LIVE)
    ledger = Ledger(now=NOW)
    add_scores(ledger, [GameScore(live, 10, 21, "9:40 - 2nd", "Sample", NOW, period=2, clock_s=580)])

    def said(text: str) -> str:
        gate = Gate(ledger)
        return (gate.feed(text) + gate.finish()).split("\n\n*")[0]

    for true in ("Seattle leads 21-10 in the second quarter.", "Seattle is up 21-10."):
        assert said(true) == true
    assert said("Seattle led 21-10 in the first quarter.") != "Seattle led 21-10 in the first quarter."
