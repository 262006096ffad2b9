"""The written rules of each league, and what they do to a bet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from betting.facts import EventStatus, GameScore, Market
from betting.grading import GameResult, Stat, grade
from betting.settlement import Result
from pp_errors import BadInput
from pp_grading import game_result
from professor_lock.betting.rules import VARIES, rules_of
from providers.leagues import LEAGUES
from tests.support.quotes import NOW, a_quote, an_event, leg_of

PAPER = Path(__file__).parents[2] / "docs" / "grading.md"


def ended(league: str, away: int, home: int, detail: str = "Final", **more: object) -> GameScore:
    event = an_event(league=league, starts_in_s=-9000, status=EventStatus.FINAL)
    return GameScore(event, away, home, detail, "ESPN", NOW, **more)  # type: ignore[arg-type]


def result_of(
    selection: str, score: GameScore, line: object = None, *, three_way: bool = False, **more: object
) -> Result:
    leg = leg_of(a_quote(score.event, selection, -110, line, **more))  # type: ignore[arg-type]
    ninety = three_way or rules_of(score.event.league).regulation_only
    return grade(leg, game_result(score), three_way=ninety, regulation=ninety).result


def test_every_league_has_rules_and_the_paper_has_their_sentences():
    paper = " ".join(PAPER.read_text(encoding="utf-8").split())
    for league in LEAGUES:
        rules = rules_of(league.key)
        assert rules.regulation_only is league.draws
        for sentence in (rules.score, rules.minimum, rules.waits, rules.props):
            assert sentence in paper, (league.key, sentence)
        assert f"| {league.title} " in PAPER.read_text(encoding="utf-8")
        assert rules.said(Market.SPREAD).endswith(VARIES)
    assert "most books; yours may differ" in paper


def test_a_league_without_rules_grades_nothing():
    with pytest.raises(BadInput):
        grade(leg_of(a_quote(an_event(league="quidditch"), "Homers", -110)), GameResult(EventStatus.FINAL, NOW, 1, 2))


@pytest.mark.parametrize(
    ("selection", "line", "innings", "expected"),
    [
        ("Homers", None, 4, Result.VOID),
        ("Homers", None, 5, Result.WON),
        ("Visitors", None, 7, Result.LOST),
        ("Homers", -1.5, 7, Result.VOID),
        ("Homers", -1.5, 9, Result.WON),
        ("Over", 8.5, 7, Result.WON),  # 9 runs by then: decided
        ("Over", 9.5, 7, Result.VOID),
        ("Under", 9.5, 7, Result.VOID),
        ("Under", 8.5, 7, Result.LOST),
        ("Over", 9.5, 9, Result.LOST),
        ("Under", 9.5, 11, Result.WON),  # extra innings count
    ],
)
def test_baseball_needs_five_innings_for_a_winner_and_nine_for_lines(selection, line, innings, expected):
    assert result_of(selection, ended("mlb", 3, 6, period=innings), line) is expected


@pytest.mark.parametrize(
    ("league", "period", "left_s", "expected"),
    [
        ("nba", 4, 0.0, Result.WON),
        ("nba", 4, 301.0, Result.VOID),
        ("nba", 4, 300.0, Result.WON),
        ("nba", 5, 120.0, Result.WON),
        ("wnba", 4, 301.0, Result.VOID),
        ("ncaab", 2, 301.0, Result.VOID),
        ("ncaab", 2, 299.0, Result.WON),
        ("nfl", 4, 301.0, Result.VOID),
        ("ncaaf", 4, 301.0, Result.VOID),
        ("nhl", 3, 301.0, Result.VOID),
        ("nhl", 2, 0.0, Result.VOID),
    ],
)
def test_a_game_called_off_early_by_its_clock_is_void(league, period, left_s, expected):
    assert result_of("Homers", ended(league, 40, 50, period=period, clock_s=left_s)) is expected


def test_what_the_source_does_not_say_is_no_short_game():
    for score in (ended("nba", 1, 2), ended("nba", 1, 2, period=0, clock_s=0.0), ended("mlb", 1, 2, period=0)):
        assert result_of("Homers", score) is Result.WON


def test_a_price_with_a_draw_is_of_regulation_time_also_where_overtime_is_played():
    score = ended("nhl", 2, 3, "Final/OT", period=4, away_periods=(0, 2, 0, 0), home_periods=(0, 1, 1, 1))
    assert result_of("Homers", score) is Result.WON
    assert result_of("Homers", score, three_way=True) is Result.LOST
    assert result_of("Draw", score, three_way=True, market=Market.MONEYLINE) is Result.WON
    unknown = ended("nhl", 2, 3, "Final/SO")
    assert result_of("Homers", unknown) is Result.WON
    assert result_of("Homers", unknown, three_way=True) is Result.PENDING
    odd = ended("nhl", 2, 3, "Final/OT", period=4, away_periods=(0, 2, 0, 0), home_periods=(0, 1, 0, 2))
    assert result_of("Homers", odd, three_way=True) is Result.PENDING


def test_a_cup_tie_is_graded_by_its_ninety_minutes():
    """3-3 after extra time and penalties, 2-2 by the goals' minutes: a draw bet at +230 wins $230."""
    score = ended("ucl", 3, 3, "FT-Pens", period=5, away_at_90=2, home_at_90=2)
    assert result_of("Draw", score, market=Market.MONEYLINE) is Result.WON
    assert result_of("Homers", score) is Result.LOST
    assert result_of("Over", score, 4.5) is Result.LOST
    assert result_of("Over", ended("ucl", 3, 3, "AET", period=4), 4.5) is Result.PENDING
    assert result_of("Over", ended("ucl", 3, 3, "FT", period=2), 4.5) is Result.WON


def test_a_players_numbers_of_extra_time_are_not_told_apart():
    score = ended("ucl", 3, 3, "AET", away_at_90=2, home_at_90=2)
    shots = leg_of(a_quote(score.event, "Over", -110, 1.5, market=Market.PLAYER_PROP, subject="A", stat="shots"))
    graded = grade(shots, game_result(score), three_way=True, regulation=True, stat=Stat(True))
    assert graded.result is Result.PENDING


def test_a_postponed_game_waits_its_window_and_then_says_that_books_differ():
    game = an_event(league="mlb", starts_in_s=0, status=EventStatus.POSTPONED)
    leg = leg_of(a_quote(game, "Homers", -110))
    waits = grade(leg, GameResult(EventStatus.POSTPONED, NOW + timedelta(hours=48)))
    over = grade(leg, GameResult(EventStatus.POSTPONED, NOW + timedelta(hours=48, seconds=1)))
    assert (waits.result, over.result) == (Result.PENDING, Result.VOID)
    assert "check your book's rule" in over.reason
