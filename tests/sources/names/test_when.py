"""Games of the same teams, told apart by day, hour and number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.facts import Event, EventStatus, Slate
from professor_lock.betting.legs import LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.sources.names.games import find_events
from professor_lock.sources.names.leg_words import read_request
from professor_lock.sources.names.legs import match_leg
from professor_lock.sources.names.when import ANY_TIME, When, split_when
from tests.support.quotes import two_way

EASTERN = ZoneInfo("America/New_York")
NOW = datetime(2026, 7, 3, 16, 0, tzinfo=UTC)  # noon in the East, a Friday


def game(event_id: str, day: int, hour: int, minute: int = 5) -> Event:
    at = datetime(2026, 7, day, hour, minute, tzinfo=EASTERN).astimezone(UTC)
    return Event(event_id, "mlb", "Boston Red Sox", "New York Yankees", at, EventStatus.SCHEDULED, "Test feed")


TONIGHT, FIRST, SECOND, SUNDAY = game("a", 3, 19), game("b", 4, 13), game("c", 4, 19), game("d", 5, 13)
GAMES = (TONIGHT, FIRST, SECOND, SUNDAY)
QUOTES = [quote for event in GAMES for quote in two_way(event, -110, -110)]
SLATE = Slate("mlb", GAMES, tuple(QUOTES), "Test feed", NOW)


def games(text: str) -> list[str]:
    found = find_events(SLATE, text, EASTERN)
    assert isinstance(found, list)
    return [event.id for event in found]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Yankees tonight", ["a"]),
        ("Yankees today", ["a"]),
        ("Yankees tomorrow", ["b", "c"]),
        ("Yankees tomorrow game 2", ["c"]),
        ("Yankees tomorrow, second game", ["c"]),
        ("game one of the doubleheader Yankees Jul 4", ["b"]),
        ("Yankees nightcap", ["c"]),
        ("Red Sox @ Yankees, Jul 4, 7:05 PM", ["c"]),
        ("Red Sox at Yankees on July 5th", ["d"]),
        ("Yankees 2026-07-05", ["d"]),
        ("Yankees on 7/5", ["d"]),
        ("Yankees Sunday", ["d"]),
        ("Yankees Saturday at 1pm", ["b"]),
        ("Yankees Jul 6", []),
        ("Yankees tonight game 2", []),
        ("Yankees game 5", []),
        ("Yankees", ["a", "b", "c", "d"]),
    ],
)
def test_a_game_is_found_by_the_day_hour_and_number_that_are_named(text, ids):
    assert games(text) == ids


def leg(selection: str, **more) -> SlipLeg | UnmatchedLeg:
    wanted = read_request(LegRequest(selection, None, **more))
    assert not isinstance(wanted, UnmatchedLeg)
    return match_leg(wanted, SLATE, NOW, EASTERN)


def test_a_bet_on_one_of_several_games_of_the_same_teams_is_asked_about():
    asked = leg("Yankees ML")
    assert isinstance(asked, UnmatchedLeg)
    assert asked.candidates[0] == "Boston Red Sox @ New York Yankees, Jul 3, 7:05 PM"
    assert len(asked.candidates) == 4
    both = leg("Yankees ML tomorrow")
    assert isinstance(both, UnmatchedLeg)
    assert both.candidates[-1] == "Boston Red Sox @ New York Yankees, Jul 4, 7:05 PM"


@pytest.mark.parametrize(
    ("selection", "event", "found"),
    [
        ("Yankees ML tonight", None, "a"),
        ("Yankees tomorrow game 2", None, "c"),
        ("Yankees game 2", "Red Sox @ Yankees tomorrow", "c"),
        ("Yankees", "Boston Red Sox @ New York Yankees, Jul 4, 1:05 PM", "b"),
        ("Red Sox ML", "Yankees Sunday", "d"),
    ],
)
def test_the_words_for_the_day_pick_the_game_that_is_bet_on(selection, event, found):
    taken = leg(selection, event=event)
    assert isinstance(taken, SlipLeg)
    assert taken.event.id == found


def test_the_second_game_is_not_taken_where_one_is_listed():
    alone = Slate("mlb", (FIRST,), tuple(two_way(FIRST, -110, -110)), "Test feed", NOW)
    wanted = read_request(LegRequest("Yankees ML game 2", None))
    assert not isinstance(wanted, UnmatchedLeg)
    assert isinstance(match_leg(wanted, alone, NOW, EASTERN), UnmatchedLeg)


def test_a_name_that_looks_like_a_day_stays_a_name():
    assert split_when("Connecticut Sun -3.5") == ("Connecticut Sun -3.5", ANY_TIME)
    assert split_when("Marcus Smart over 3.5") == ("Marcus Smart over 3.5", ANY_TIME)


def test_tonight_lasts_until_six_in_the_morning():
    late = Slate("mlb", GAMES, (), "Test feed", datetime(2026, 7, 4, 5, 30, tzinfo=UTC))
    found = find_events(late, "Yankees tonight", EASTERN)
    assert isinstance(found, list)
    assert [event.id for event in found] == ["a"]


@given(st.text(max_size=40))
def test_any_text_is_split(text):
    rest, when = split_when(text)
    assert isinstance(rest, str)
    assert isinstance(when, When)


@given(st.integers(0, 400))
def test_a_date_that_is_written_is_the_one_that_is_read(days):
    day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
    assert split_when(f"Suns {day:%b} {day.day}")[1].date == (None, day.month, day.day)
    assert split_when(f"Suns {day:%Y-%m-%d}")[1].date == (day.year, day.month, day.day)
