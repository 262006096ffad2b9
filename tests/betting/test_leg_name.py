"""One name for a leg, wherever it is shown: on the slip, in the record, in a confirmation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from professor_lock.betting.facts import Event, EventStatus, Market
from professor_lock.betting.offers import Bet, leg_name

GAME = Event(
    id="g1",
    league="nba",
    away="Boston Celtics",
    home="Los Angeles Lakers",
    starts_at=datetime(2026, 11, 28, tzinfo=UTC),
    status=EventStatus.SCHEDULED,
    source="ESPN",
)


@pytest.mark.parametrize(
    ("bet", "name"),
    [
        (Bet(GAME, Market.MONEYLINE, "Los Angeles Lakers", None), "Los Angeles Lakers moneyline"),
        (Bet(GAME, Market.SPREAD, "Los Angeles Lakers", Fraction(-7, 2)), "Los Angeles Lakers -3.5"),
        (Bet(GAME, Market.TOTAL, "Over", Fraction(457, 2)), "Over 228.5"),
        (
            Bet(GAME, Market.TEAM_TOTAL, "Over", Fraction(227, 2), subject="Los Angeles Lakers"),
            "Los Angeles Lakers Over 113.5",
        ),
        (
            Bet(GAME, Market.PLAYER_PROP, "Over", Fraction(51, 2), subject="LeBron James", stat="points"),
            "LeBron James points Over 25.5",
        ),
    ],
)
def test_a_leg_is_named_by_what_is_bet_on(bet: Bet, name: str) -> None:
    assert leg_name(bet) == name


def test_a_market_without_its_line_is_named_in_words() -> None:
    bet = Bet(GAME, Market.TEAM_TOTAL, "Over", None)
    assert leg_name(bet) == "Over team total"
    assert leg_name(replace(bet, market=Market.PLAYER_PROP)) == "Over player prop"
