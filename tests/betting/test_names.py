"""A game and its day, as they stand beside a pick."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from professor_lock.betting.names import game_and_day
from tests.support.quotes import an_event


def test_soccer_has_the_home_side_first_and_the_day_is_the_users_own():
    dortmund = an_event(league="bundesliga", away="Hamburg SV", home="Borussia Dortmund")
    dortmund = replace(dortmund, starts_at=datetime(2026, 3, 21, 17, 30, tzinfo=UTC))
    assert game_and_day(dortmund, UTC) == "Borussia Dortmund - Hamburg SV, Mar 21"
    lakers = an_event(away="Los Angeles Lakers", home="Phoenix Suns")
    lakers = replace(lakers, starts_at=datetime(2026, 3, 22, 2, 0, tzinfo=UTC))
    assert game_and_day(lakers, ZoneInfo("America/Los_Angeles")) == "Los Angeles Lakers @ Phoenix Suns, Mar 21"
    assert game_and_day(replace(lakers, league="?"), UTC) == "Los Angeles Lakers @ Phoenix Suns, Mar 22"
