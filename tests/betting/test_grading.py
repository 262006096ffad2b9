"""Grades: the worked rules, and that every bet on every score gets exactly one."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.facts import EventStatus, Market
from professor_lock.betting.grading import GameResult, Stat, grade, over_line, void_after
from professor_lock.betting.settlement import Result
from professor_lock.errors import BadInput
from tests.support.quotes import NOW, a_quote, an_event

GAME = an_event("g", starts_in_s=0)
HOME, AWAY = GAME.home, GAME.away
LATER = NOW + timedelta(hours=4)


def final(away, home, **more):
    return GameResult(EventStatus.FINAL, LATER, away, home, **more)


def bet(selection, line=None, *, game=GAME, **more):
    return a_quote(game, selection, -110, line, **more)


def prop(side, line, **more):
    return bet(side, line, market=Market.PLAYER_PROP, subject="A player", stat="points", **more)


@pytest.mark.parametrize(
    ("placed", "away", "home", "result"),
    [
        (bet(HOME), 100, 101, Result.WON),
        (bet(HOME), 101, 100, Result.LOST),
        (bet(AWAY), 101, 100, Result.WON),
        (bet(HOME), 100, 100, Result.PUSH),
        (bet(AWAY, 3.5), 100, 103, Result.WON),
        (bet(AWAY, 3.5), 100, 104, Result.LOST),
        (bet(HOME, -3), 100, 103, Result.PUSH),
        (bet(HOME, -3), 100, 104, Result.WON),
        (bet(AWAY, -2.5), 103, 100, Result.WON),
        (bet(HOME, 0), 100, 100, Result.PUSH),
        (bet("Over", 220), 110, 110, Result.PUSH),
        (bet("Over", 220), 110, 111, Result.WON),
        (bet("Under", 220), 110, 111, Result.LOST),
        (bet("Under", 220.5), 110, 110, Result.WON),
        (bet("Over", 110.5, market=Market.TEAM_TOTAL, subject=HOME), 90, 111, Result.WON),
        (bet("Under", 110.5, market=Market.TEAM_TOTAL, subject=AWAY), 111, 90, Result.LOST),
        (bet(HOME, -0.25), 1, 1, Result.HALF_LOST),
        (bet(AWAY, 0.25), 1, 1, Result.HALF_WON),
        (bet(HOME, -0.75), 1, 2, Result.HALF_WON),
        (bet(HOME, -0.75), 1, 3, Result.WON),
        (bet("Over", 2.25), 1, 1, Result.HALF_LOST),
        (bet("Under", 2.75), 1, 2, Result.HALF_LOST),
    ],
)
def test_a_final_score_decides(placed, away, home, result):
    assert grade(placed, final(away, home)).result is result


def test_a_draw_loses_for_both_teams_where_it_could_be_bet():
    draw = final(1, 1)
    assert [grade(bet(side), draw, three_way=True).result for side in (HOME, AWAY, "Draw")] == [
        Result.LOST,
        Result.LOST,
        Result.WON,
    ]
    assert grade(bet("Draw"), final(2, 1), three_way=True).result is Result.LOST


def test_soccer_is_ninety_minutes_and_everything_else_counts_overtime():
    after_extra_time = final(1, 2, overtime=True, away_regulation=1, home_regulation=1)
    assert grade(bet(HOME), after_extra_time, three_way=True, regulation=True).result is Result.LOST
    assert grade(bet("Draw"), after_extra_time, three_way=True, regulation=True).result is Result.WON
    assert grade(bet(HOME), after_extra_time).result is Result.WON
    assert grade(bet("Over", 2.5), after_extra_time).result is Result.WON


def test_an_unknown_score_after_normal_time_waits():
    assert grade(bet(HOME), final(1, 2, overtime=True), regulation=True).result is Result.PENDING
    assert grade(bet(HOME), final(1, 2), regulation=True).result is Result.WON


@pytest.mark.parametrize("status", [EventStatus.SCHEDULED, EventStatus.LIVE, EventStatus.POSTPONED])
def test_only_a_final_score_counts_and_a_game_not_played_in_48_hours_is_void(status):
    for placed in (bet(HOME), bet("Under", 220.5), prop("Under", 20.5)):
        early = GameResult(status, NOW + timedelta(hours=48), 0, 0)
        late = GameResult(status, NOW + timedelta(hours=48, seconds=1), 0, 0)
        assert grade(placed, early).result is Result.PENDING
        assert grade(placed, late).result is Result.VOID


@pytest.mark.parametrize(
    ("league", "placed", "result"),
    [
        ("mlb", ("Over", 8.5), Result.WON),
        ("mlb", ("Under", 8.5), Result.LOST),
        ("mlb", ("Over", 9), Result.VOID),
        ("mlb", ("Under", 9.5), Result.VOID),
        ("mlb", (HOME, -1.5), Result.VOID),
        ("mlb", (HOME,), Result.VOID),
        ("nba", ("Over", 8.5), Result.WON),
        ("epl", ("Over", 8.5), Result.VOID),
    ],
)
def test_a_suspended_game_leaves_a_total_decided_that_it_had_gone_over(league, placed, result):
    """4-5 when it was broken off, and not gone on with in its 48 hours; an abandoned soccer match is void."""
    suspended = GameResult(EventStatus.LIVE, NOW + timedelta(hours=49), 4, 5)
    game = an_event("g", starts_in_s=0, league=league)
    assert grade(bet(*placed, game=game), suspended).result is result
    early = GameResult(EventStatus.LIVE, NOW + timedelta(hours=47), 4, 5)
    assert grade(bet(*placed, game=game), early).result is Result.PENDING


def test_a_game_played_after_its_window_stays_void():
    played = final(90, 100, started_at=NOW + timedelta(hours=60))
    assert grade(bet(HOME), played).result is Result.VOID
    assert grade(bet(HOME), final(90, 100, started_at=NOW + timedelta(hours=47))).result is Result.WON


def test_a_canceled_game_is_void_at_once():
    assert grade(bet(HOME), GameResult(EventStatus.CANCELED, NOW)).result is Result.VOID


def test_the_nfl_week_ends_with_wednesday_on_the_pacific_coast():
    sunday = datetime.fromisoformat("2026-01-11T18:00:00+00:00")
    thursday_night = datetime.fromisoformat("2026-01-09T01:15:00+00:00")
    wednesday_night = datetime.fromisoformat("2026-01-15T01:00:00+00:00")
    for start, end in (
        (sunday, "2026-01-15T08:00:00+00:00"),
        (thursday_night, "2026-01-15T08:00:00+00:00"),
        (wednesday_night, "2026-01-15T08:00:00+00:00"),
        (datetime.fromisoformat("2026-11-26T17:30:00+00:00"), "2026-12-03T08:00:00+00:00"),
    ):
        game = an_event(league="nfl", starts_in_s=int((start - NOW).total_seconds()))
        assert void_after(game) == datetime.fromisoformat(end)


@pytest.mark.parametrize(("league", "minutes"), [("nba", 43), ("nfl", 55)])
def test_a_game_cut_short_is_void_unless_it_was_already_decided(league, minutes):
    game = an_event(league=league, starts_in_s=0)
    enough, short = final(100, 90, minutes=minutes), final(100, 90, minutes=minutes - 1)
    assert grade(bet(AWAY, game=game), enough).result is Result.WON
    assert grade(bet(AWAY, game=game), short).result is Result.VOID
    assert grade(bet(AWAY, -3, game=game), short).result is Result.VOID
    assert grade(bet("Over", 189.5, game=game), short).result is Result.WON
    assert grade(bet("Under", 189.5, game=game), short).result is Result.LOST
    assert grade(bet("Over", 190, game=game), short).result is Result.VOID
    assert grade(bet("Under", 200.5, game=game), short).result is Result.VOID
    assert grade(prop("Over", 19.5, game=game), short, stat=Stat(True, Fraction(20))).result is Result.WON
    assert grade(prop("Over", 20.5, game=game), short, stat=Stat(True, Fraction(20))).result is Result.VOID


def test_other_leagues_have_no_such_minutes():
    game = an_event(league="mlb", starts_in_s=0)
    assert grade(bet(AWAY, game=game), final(5, 2, minutes=10)).result is Result.WON


def test_a_player_who_did_not_play_voids_over_and_under_and_a_zero_is_a_zero():
    for side, on_the_floor in (("Over", Result.LOST), ("Under", Result.WON)):
        assert grade(prop(side, 0.5), final(1, 2), stat=Stat(False)).result is Result.VOID
        assert grade(prop(side, 0.5), final(1, 2), stat=Stat(True)).result is on_the_floor


def test_a_prop_without_its_numbers_waits():
    assert grade(prop("Over", 20.5), final(1, 2)).result is Result.PENDING


def test_a_milestone_is_the_half_below_it():
    assert over_line("20+") == Fraction("19.5")
    assert grade(prop("Over", over_line("20+")), final(1, 2), stat=Stat(True, Fraction(20))).result is Result.WON
    for wrong in ("20", "+20", "0+", "-5+", "", "20.5+"):
        with pytest.raises(BadInput):
            over_line(wrong)


@pytest.mark.parametrize(
    ("placed", "field"),
    [
        (bet("Somebody"), "selection"),
        (bet("Somebody", 3), "selection"),
        (bet(HOME, 3, market=Market.TOTAL), "selection"),
        (bet(HOME, market=Market.SPREAD), "line"),
        (bet("Over", market=Market.TOTAL), "line"),
        (bet("Over", 100, market=Market.TEAM_TOTAL), "subject"),
    ],
)
def test_a_bet_that_is_no_bet_on_the_game_is_named(placed, field):
    with pytest.raises(BadInput) as caught:
        grade(placed, final(1, 2))
    assert caught.value.field == field


scores = st.integers(0, 200)
lines = st.integers(-80, 80).map(lambda n: Fraction(n, 4))
counts = st.integers(0, 1200).map(lambda n: Fraction(n, 4))
DECIDED = {Result.WON, Result.HALF_WON, Result.PUSH, Result.HALF_LOST, Result.LOST}
OPPOSITE = {
    Result.WON: Result.LOST,
    Result.LOST: Result.WON,
    Result.PUSH: Result.PUSH,
    Result.HALF_WON: Result.HALF_LOST,
    Result.HALF_LOST: Result.HALF_WON,
}


@given(scores, scores, lines, counts)
def test_on_every_final_score_both_sides_get_one_grade_and_opposite_ones(away, home, line, count):
    score = final(away, home)
    for one, other in (
        (bet(HOME), bet(AWAY)),
        (bet(HOME, line), bet(AWAY, -line)),
        (bet("Over", count), bet("Under", count)),
        (prop("Over", count), prop("Under", count)),
    ):
        first, second = (grade(side, score, stat=Stat(True, Fraction(home))).result for side in (one, other))
        assert first in DECIDED
        assert second is OPPOSITE[first]


@given(scores, scores)
def test_of_three_ways_exactly_one_wins(away, home):
    results = [grade(bet(side), final(away, home), three_way=True).result for side in (HOME, AWAY, "Draw")]
    assert sorted(results) == [Result.LOST, Result.LOST, Result.WON]


@given(st.sampled_from(EventStatus), st.none() | scores, st.none() | scores, st.integers(-100, 100))
def test_every_state_of_a_game_gets_a_grade(status, away, home, hours):
    result = GameResult(status, NOW + timedelta(hours=hours), away, home)
    graded = grade(bet(HOME, -3), result)
    assert graded.reason
    if status is not EventStatus.FINAL:
        assert graded.result in {Result.PENDING, Result.VOID}
