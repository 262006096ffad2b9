"""How long was played and how a soccer match stood after 90 minutes, read from a scoreboard."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from professor_lock.betting.facts import GameScore
from professor_lock.sources.espn.scoreboard import read_scoreboard

NOW = datetime(2026, 3, 21, 23, 0, tzinfo=UTC)
TEAMS = {"home": "1", "away": "2"}


def goal(side: str, minute: str, **more: Any) -> dict[str, Any]:
    return {"scoringPlay": True, "clock": {"displayValue": minute}, "team": {"id": TEAMS[side]}} | more


def board(visitors: int, hosts: int, *details: dict[str, Any], **more: Any) -> dict[str, Any]:
    kind = {"name": "STATUS_FINAL_PEN", "state": "post", "completed": True, "shortDetail": "FT-Pens"}
    sides = [
        {
            "homeAway": side,
            "score": str(score),
            "team": {"id": TEAMS[side], "displayName": side.title()},
            "linescores": [{"value": value} for value in more.get(side, [])],
        }
        for side, score in (("home", hosts), ("away", visitors))
    ]
    status = {"type": kind} | {key: more[key] for key in ("period", "clock") if key in more}
    competition = {
        "date": "2026-03-21T18:00Z", "competitors": sides, "status": status, "details": list(details),
    }  # fmt: skip
    return {"events": [{"id": "1", "competitions": [competition]}]}


def read(body: dict[str, Any], league: str = "ucl") -> GameScore:
    (game,) = read_scoreboard(body, league, source="ESPN", link="", now=NOW)
    return game.score


def at_90(*args: Any) -> tuple[int | None, int | None]:
    score = read(board(*args))
    return score.away_at_90, score.home_at_90


def test_the_score_after_90_minutes_is_counted_from_the_goals():
    goals = [goal("home", "23'"), goal("home", "36'"), goal("away", "80'"), goal("away", "90'+5'")]
    late = [goal("home", "108'"), goal("away", "118'"), goal("home", "120'", shootout=True)]
    booked = {"scoringPlay": False, "clock": {"displayValue": "91'"}, "team": {"id": "1"}}
    assert at_90(3, 3, *goals, booked, *late) == (2, 2)
    assert at_90(2, 2, *goals) == (2, 2)
    assert at_90(0, 0) == (0, 0)


@pytest.mark.parametrize("booked_to", ["home", "away"])
def test_an_own_goal_counts_for_the_side_that_makes_the_final_score_right(booked_to: str):
    assert at_90(2, 0, goal("away", "95'"), goal(booked_to, "20'", ownGoal=True)) == (1, 0)


def test_goals_that_do_not_make_the_final_score_tell_nothing():
    assert at_90(3, 3, goal("home", "23'")) == (None, None)
    assert at_90(0, 1, goal("home", "soon")) == (None, None)
    assert at_90(0, 1, goal("home", "23'") | {"team": {"id": "9"}}) == (None, None)
    assert at_90(0, 1, goal("home", "23'") | {"clock": None}) == (None, None)


def test_periods_and_the_clock_are_read_and_odd_ones_are_not_known():
    score = read(board(2, 3, away=[0.0, 2, 0, 0], home=[0, 1, 1, 1], period=4, clock=12.5), "nhl")
    assert (score.period, score.clock_s) == (4, 12.5)
    assert (score.away_periods, score.home_periods) == ((0, 2, 0, 0), (0, 1, 1, 1))
    odd = read(board(2, 3, away=[0.5, None], home=["x"], period=True, clock="soon"), "nhl")
    assert (odd.period, odd.clock_s, odd.away_periods, odd.home_periods) == (None, None, (), ())
