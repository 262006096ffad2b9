"""Recorded scoreboards graded by the written rules; the figures were read off them by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from betting.facts import GameScore, Market
from betting.grading import grade
from betting.money import payout_cents
from betting.odds import parse_price
from betting.settlement import Result
from pp_grading import game_result
from professor_lock.betting.rules import rules_of
from providers.espn_scoreboard import read_scoreboard
from tests.support.quotes import a_quote, leg_of

pytestmark = pytest.mark.captures
NOW = datetime(2026, 3, 22, 12, 0, tzinfo=UTC)


def scores(captures: Path, name: str, league: str, part: str | None = None) -> dict[str, GameScore]:
    body: Any = json.loads((captures / "espn" / f"{name}.json").read_text())
    games = read_scoreboard(body if part is None else body[part], league, source="ESPN", link="", now=NOW)
    return {game.event.id: game.score for game in games}


def graded(score: GameScore, selection: str, line: object = None, **more: Any) -> Result:
    leg = leg_of(a_quote(score.event, selection, -110, line, **more))
    ninety = rules_of(score.event.league).regulation_only
    return grade(leg, game_result(score), three_way=ninety, regulation=ninety).result


def test_a_draw_after_90_minutes_wins_though_penalties_decided_the_cup(captures: Path):
    score = scores(captures, "soccer_final_after_penalties_633850.trimmed", "ucl")["633850"]
    assert (score.away_score, score.home_score, score.away_at_90, score.home_at_90) == (3, 3, 2, 2)
    assert graded(score, "Draw", market=Market.MONEYLINE) is Result.WON
    assert graded(score, score.event.home) is Result.LOST
    assert graded(score, "Over", 4.5) is Result.LOST
    assert payout_cents(10_000, parse_price("+230")) - 10_000 == 23_000


@pytest.mark.parametrize(("part", "league"), [("ger.1", "bundesliga"), ("usa.1", "mls")])
def test_every_match_without_extra_time_stood_after_90_minutes_as_it_ended(captures: Path, part: str, league: str):
    for score in scores(captures, "soccer_ger1_usa1_scoreboard_2026-03-21.trimmed", league, part).values():
        if score.away_score is not None:
            assert (score.away_at_90, score.home_at_90) == (score.away_score, score.home_score), score.event.name


def test_overtime_is_told_by_the_period_and_counts_in_college(captures: Path):
    score = scores(captures, "ncaab_scoreboard_2025-03-01.trimmed", "ncaab")["401724907"]
    result = game_result(score)
    assert (result.overtime, result.away_regulation, result.home_regulation, result.minutes) == (True, 82, 82, 40)
    assert graded(score, "Over", 195.5) is Result.WON  # 101-95


def test_a_hockey_game_won_in_overtime_was_level_after_regulation(captures: Path):
    score = scores(captures, "nhl_scoreboard_live_2022-09-25", "nhl")["401461562"]
    leg = leg_of(a_quote(score.event, "Draw", 300, market=Market.MONEYLINE))
    assert grade(leg, game_result(score), three_way=True, regulation=True).result is Result.WON
    assert graded(score, score.event.home) is Result.WON


def test_a_postponed_baseball_game_waits_and_a_finished_one_had_its_nine_innings(captures: Path):
    games = scores(captures, "mlb_scoreboard_postponed_2025-06-04.trimmed", "mlb")
    assert game_result(games["401695824"]).innings == 9
    assert graded(games["401695824"], "Under", 3.5) is Result.WON  # 2-1
    at = games["401695827"].event.starts_at
    body = json.loads((captures / "espn" / "mlb_scoreboard_postponed_2025-06-04.trimmed.json").read_text())
    again = read_scoreboard(body, "mlb", source="ESPN", link="", now=at.replace(day=at.day + 1))
    (postponed,) = [game.score for game in again if game.event.id == "401695827"]
    assert graded(postponed, postponed.event.home) is Result.PENDING
