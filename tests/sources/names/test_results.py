"""Scores joined to games of another source."""

from datetime import UTC, date, datetime, timedelta

from professor_lock.betting.facts import Event, EventStatus, GameScore
from professor_lock.sources.names.results import score_of, scoreboard_day

START = datetime(2026, 7, 4, 17, 5, tzinfo=UTC)
GAME = Event("odds-1", "mlb", "New York Yankees", "Boston Red Sox", START, EventStatus.SCHEDULED, "Odds feed")


def score(event_id: str, later: timedelta, *, source: str = "Scores feed", away: str = "New York Yankees") -> GameScore:
    event = Event(event_id, "mlb", away, "Boston Red Sox", START + later, EventStatus.FINAL, source)
    return GameScore(event, 3, 2, "Final", source, START)


def test_a_game_is_found_by_teams_and_start():
    other = score("s0", timedelta(0), away="New York Mets")
    right = score("s1", timedelta(hours=3))
    assert score_of(GAME, [other, right, score("s2", timedelta(days=1))]) == right


def test_the_sources_own_id_goes_first():
    own = score("odds-1", timedelta(days=2), source="Odds feed")
    assert score_of(GAME, [score("s1", timedelta(0)), own]) == own


def test_two_games_on_one_day_are_told_apart_by_their_start_or_not_at_all():
    first, second = score("s1", timedelta(minutes=10)), score("s2", timedelta(hours=5))
    assert score_of(GAME, [first, second]) == first
    assert score_of(GAME, [score("s1", timedelta(minutes=-30)), score("s2", timedelta(minutes=45))]) is None


def test_a_game_that_is_not_listed_has_no_score():
    assert score_of(GAME, []) is None
    assert score_of(GAME, [score("s3", timedelta(hours=20))]) is None


def test_a_game_after_midnight_is_filed_under_the_evening_before():
    late = Event("x", "nba", "a", "b", datetime(2026, 1, 16, 5, 30, tzinfo=UTC), EventStatus.SCHEDULED, "x")
    assert scoreboard_day(late.starts_at) == date(2026, 1, 15)
