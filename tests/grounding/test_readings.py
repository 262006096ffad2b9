"""Texts that were read before: the ledger is the same as if they had been read again, and they are not."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from professor_lock.grounding.facts import NOBODY, Kind, Ledger
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_slate
from professor_lock.grounding.names import Entry, Names
from professor_lock.grounding.readings import Readings
from professor_lock.sources.demo.demo import DemoOdds
from professor_lock.sources.names.leagues import find_league

NOW = datetime(2026, 1, 10, 20, tzinfo=UTC)
TEXTS = (
    "NBA odds\nLakers @ Clippers | Lakers +5.5 -107 (DraftKings) | Clippers -5.5 -113 (FanDuel)",
    "Los Angeles +155 (FanDuel), the favorite -175",
    "NCAAB odds\nHolt Falcons @ Marl Hawks | Holt Falcons +130 | Marl Hawks -150 (BetMGM) | Total over 141.5 -110",
    "Holt +130 (Caesars), the home team -150",
    "Hawks -3.5 -110 (DraftKings), Falcons 12-4",
    "Web search: holt falcons\n1. A report (news.example.com, Jan 9)\nHolt have won 7 of 10, says the report.",
    "Player props\nMario Holt: Points over 24.5 -115 (FanDuel), average 26.1\nSeth Marl | Rebounds 8.5 | -105",
    "Holt 31 points, 7 rebounds; Marl 12",
    "Your record: 16-6-1, $125.50 ahead",
)


class Counted(Names):
    """Counts how often a word was looked up."""

    asked = 0

    def at(self, first: str) -> Sequence[Entry]:
        self.asked += 1
        return super().at(first)


def state(ledger: Ledger) -> tuple[Any, ...]:
    standing = {name: frozenset(teams) for name, teams in ledger.standing.items() if teams}
    owners = sorted(ledger.known | {NOBODY})
    found = [list(ledger.near(0, 250, [owner])) for owner in owners]
    of_kind = [ledger.of(kind, owner) for owner in owners for kind in Kind]
    alike = [ledger.like(Kind.PRICE, whole) for whole in range(100, 200)]
    known = ledger.names, ledger.pages, standing, ledger.known, ledger.players, ledger.games, ledger.played
    return ledger.facts, found, of_kind, alike, *known


@given(st.lists(st.lists(st.sampled_from(TEXTS), max_size=5), min_size=1, max_size=6))
def test_a_conversation_knows_the_same_as_if_every_text_had_been_read_in_it(talks: list[list[str]]) -> None:
    readings = Readings()
    for talk in talks:
        ours, plain = Ledger(), Ledger()
        names = Names(ours)
        for number, text in enumerate(talk):
            at, card = NOW + timedelta(minutes=number), f"card {number}"
            readings.read(ours, names, text, source="card", as_of=at, card=card)
            read_source(plain, text, source="card", as_of=at, card=card)
        assert state(ours) == state(plain)


def test_the_cards_of_a_conversation_are_not_read_again_in_its_next_turn() -> None:
    readings = Readings()
    asked = []
    for _ in range(2):
        ledger = Ledger()
        names = Counted(ledger)
        for text in TEXTS:
            readings.read(ledger, names, text, source="card", as_of=NOW)
        asked.append(names.asked)
    assert asked[0] > 0
    assert asked[1] == 0


def test_what_is_kept_is_bounded_and_the_readings_used_last_stay() -> None:
    readings = Readings(most_facts=40)
    boards = [TEXTS[0].replace("107", str(price)) for price in range(107, 127)]
    for text in boards:
        ledger = Ledger()
        readings.read(ledger, Names(ledger), text, source="card")
    asked = []
    for text in (boards[-1], boards[0]):
        ledger = Ledger()
        names = Counted(ledger)
        readings.read(ledger, names, text, source="card")
        asked.append(names.asked)
    assert asked[0] == 0
    assert asked[1] > 0


def test_a_slate_gives_the_same_facts_when_it_was_read_before_each_under_its_own_call() -> None:
    zone = ZoneInfo("America/New_York")
    slate = asyncio.run(DemoOdds().fetch_slate(find_league("nba"), NOW, zone))
    readings = Readings()
    for number in range(3):
        ours, plain = Ledger(), Ledger()
        for ledger in (ours, plain):
            read_source(ledger, TEXTS[0], source="card", as_of=NOW)
        readings.read_slate(ours, slate, zone=zone, call=f"call {number}")
        add_slate(plain, slate, zone=zone, call=f"call {number}")
        assert state(ours) == state(plain)
        assert (ours.live, ours.finals, ours.given) == (plain.live, plain.finals, plain.given)
    other = replace(slate, quotes=tuple(structs.replace(quote, american=quote.american - 5) for quote in slate.quotes))
    moved, plain = Ledger(), Ledger()
    readings.read_slate(moved, other, zone=zone)
    add_slate(plain, other, zone=zone)
    assert state(moved) == state(plain)
