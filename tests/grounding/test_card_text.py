"""Whose the numbers of our cards' texts are: of a slip, props, the books, a soccer board, the weather."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from professor_lock.grounding.card_text import card_line
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.gate import Gate

NOW = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
SLIP = """2-leg parlay, stake $25.00
1. Golden State Warriors moneyline -248 | Golden State Warriors @ Los Angeles Lakers, Thu Feb 12, 7:00 PM ET | Book B, \
quoted Thu Feb 12, 2026, 11:59 AM ET | Fair chance 68.4%, agreement medium, 4 books
2. LeBron James points Over 25.5 +106 | Golden State Warriors @ Los Angeles Lakers, Thu Feb 12, 7:00 PM ET | Book C, \
quoted Thu Feb 12, 2026, 11:57 AM ET | Fair chance 47.6%, agreement medium, 4 books
Combined odds: +189 (2.89, about 17/9) | To win (profit): $47.25 | Total return (with stake): $72.25"""
PROPS = """Player props: LeBron James | Source: Sample slate, read Thu Feb 12, 2026, 12:00 PM ET
Golden State Warriors @ Los Angeles Lakers, 7:00 PM ET
LeBron James: points 25.5 | Over 25.5 +106 Book C (11:57 AM); Under 25.5 -120 Book B (11:59 AM) | \
fair over +110 (47.6%), under -110 (52.4%) · 4 books | avg 26.7, last 5: 23.8, over 4 of 10"""
BOOKS = """Warriors @ Lakers: moneyline, 7:00 PM ET
Best: Warriors -248 at Book B; Lakers +213 at Book C
Warriors: Book C -255, Book B -248 | fair -216
Lakers: Book C +213, Book B +195 | fair +216
Fair: Warriors -216 (68.4%), Lakers +216 (31.6%): the no-vig median of the books.
2 books · hold 3.1%"""
SOCCER = """Burnley @ Crystal Palace, Thu Feb 12, 7:00 PM ET | moneyline: Burnley +330 Book B fair 22.7% (+340), \
Crystal Palace -128 Book C fair 54.8% (-121), Draw +329 Book C fair 22.5% (+345) | moneyline at 2 books, hold 2.6%"""
WEATHER = """Weather in Denver | Source: Sample weather, 10:00 AM MT for Denver
Temperature | 35 °F
Precipitation | 0 in"""
VALUE = """Value: NBA odds
1 of 90 prices beats the no-vig market by the rules.
Orlando Magic moneyline, Orlando Magic @ Cleveland Cavaliers, Feb 12: \
+123 Book D, 1 min old: +2.5% EV, fair 45.9% of 4 books"""

SAID = [
    (SLIP, "The Warriors leg has a fair chance of {}.", "68.4%", "47.6%"),
    (SLIP, "LeBron's over has a fair chance of {}.", "47.6%", "68.4%"),
    (PROPS, "LeBron's over 25.5 has a fair chance of {}.", "47.6%", "48.5%"),
    (PROPS, "The fair price of LeBron under 25.5 is {}.", "-110", "-120"),
    (PROPS, "LeBron is averaging {} points this season.", "26.7", "25.7"),
    (PROPS, "He has averaged {} points over his last 5.", "23.8", "24.8"),
    (BOOKS, "The fair price on the Lakers is {}.", "+216", "+213"),
    (BOOKS, "The Lakers are {} at Book C.", "+213", "+216"),
    (SOCCER, "The draw has a fair chance of {}.", "22.5%", "54.8%"),
    (SOCCER, "Burnley are given 22.7% and the draw {}.", "22.5%", "54.8%"),
    (SOCCER, "The draw is {} at Book C.", "+329", "+330"),
    (WEATHER, "Denver expects {} inches of rain.", "0", "2"),
    (VALUE, "The Magic at +123 are worth {} on average.", "+2.5% EV", "+3.5% EV"),
]
NEVER = [
    (SLIP, "The Lakers have a fair chance of 68.4%."),
    (PROPS, "LeBron under 25.5 is -110."),
    (BOOKS, "The Lakers are priced at +216."),
    (SOCCER, "Crystal Palace have a fair chance of 22.5%."),
    (SOCCER, "Crystal Palace are +329."),
]


def shown(source: str, text: str) -> str:
    ledger = Ledger(now=NOW)
    read_source(ledger, source, source="a tool", as_of=NOW)
    gate = Gate(ledger)
    return (gate.feed(text) + gate.finish()).split("\n\n*")[0]


@pytest.mark.parametrize(("source", "text", "right", "wrong"), SAID)
def test_a_number_of_a_card_is_said_of_what_it_stands_beside(source: str, text: str, right: str, wrong: str) -> None:
    assert shown(source, text.format(right)) == text.format(right)
    assert shown(source, text.format(wrong)) != text.format(wrong)


@pytest.mark.parametrize(("source", "text"), NEVER)
def test_a_number_of_a_card_is_said_of_nothing_else(source: str, text: str) -> None:
    assert shown(source, text) != text


def test_other_lines_are_left_as_they_are() -> None:
    line = "Nikola Jokic: rebounds 12.5 | Over 12.5 -107 Book C; Under 12.5 -105 Book B | 3 min old"
    assert card_line(line) == line
