"""Which games a board shows when no team was named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pp_tools import MAX_GAMES, games_to_show
from professor_lock.betting.facts import Event, EventStatus, Slate

EASTERN = ZoneInfo("America/New_York")
NOW = datetime(2026, 1, 15, 18, 0, tzinfo=EASTERN)  # a Thursday


def slate(*starts_in_hours: float, league: str = "nba") -> Slate:
    """Games that begin so many hours after NOW."""
    events = [
        Event(
            str(hours), league, "Visitors", "Homers", NOW + timedelta(hours=hours), EventStatus.SCHEDULED, "Test feed"
        )
        for hours in starts_in_hours
    ]
    return Slate(league, tuple(events), (), "Test feed", NOW.astimezone(UTC))


@pytest.mark.parametrize(
    ("given", "shown", "title"),
    [
        # tonight; past midnight is tomorrow; the day after tomorrow is not shown
        ((1, 4.5), (1, 4.5), "NBA odds tonight"),
        ((49, 25, 2, -1), (-1, 2, 25), "NBA odds tonight and tomorrow"),
        ((6.5, 5.5), (5.5, 6.5), "NBA odds tonight and tomorrow"),
        # nothing tonight: the next day with games, by its name
        ((49, 50, 73), (49, 50), "NBA odds, Saturday Jan 17"),
        # over by now: only where there is nothing else, and not as tonight's
        ((-20, 1), (1,), "NBA odds tonight"),
        ((-20, -40), (-40, -20), "NBA odds, past games"),
        ((), (), "NBA"),
    ],
)
def test_a_daily_sport_shows_tonight_and_tomorrow(given, shown, title):
    events, said = games_to_show(slate(*given), NOW, EASTERN)
    assert [event.id for event in events] == [str(hours) for hours in shown]
    assert said == title


def test_tonight_is_the_persons_own():
    one_in_the_morning = slate(7)
    assert games_to_show(one_in_the_morning, NOW, EASTERN)[1] == "NBA odds, Friday Jan 16"
    assert games_to_show(one_in_the_morning, NOW, ZoneInfo("Europe/Berlin"))[1] == "NBA odds tonight"


def test_tomorrow_does_not_push_out_a_full_evening():
    tonight = [1 + number / 100 for number in range(MAX_GAMES)]
    assert games_to_show(slate(*tonight, 25), NOW, EASTERN) == (
        games_to_show(slate(*tonight), NOW, EASTERN)[0],
        "NBA odds tonight",
    )


def test_a_weekly_sport_shows_its_week():
    events, title = games_to_show(slate(2, 72, 24 * 8, league="nfl"), NOW, EASTERN)
    assert [event.id for event in events] == ["2", "72"]
    assert title == "NFL odds this week"
    assert games_to_show(slate(24 * 8, league="nfl"), NOW, EASTERN)[1] == "Next NFL odds"
