"""The number a prop is graded by: summed by the code, void only where the log shows it, waiting otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from professor_lock.betting.conflicts import conflicts
from professor_lock.betting.facts import EventStatus, GameLog, GameScore, Market, PlayerGame, SeasonKind
from professor_lock.betting.grading import GameResult, Stat, grade
from professor_lock.betting.prop_figures import SAME_SEASON, figure_of
from professor_lock.betting.prop_stats import count_of, parts_of, stat_in_words, stat_meant, stats_of
from professor_lock.betting.settlement import Result
from professor_lock.betting.trends import figure_in
from tests.support.quotes import NOW, a_quote, an_event

GAME = replace(an_event("g", starts_in_s=-9000), status=EventStatus.FINAL)
SCORE = GameScore(GAME, 118, 121, "Final", "ESPN", NOW)
BOX = {"minutes": 35.0, "points": 27.0, "totalRebounds": 8.0, "assists": 9.0, "threePointFieldGoalsMade": 0.0}
COUNTS = st.integers(0, 80)


def row(event_id="g", figures=BOX, *, days=0.0, outcome="W 121-118", played=True):
    at = GAME.starts_at + timedelta(days=days)
    return PlayerGame(
        event_id, at, "DEN", True, SeasonKind.REGULAR, played, dict(figures) if played else {}, outcome=outcome
    )


def log(*games, source="ESPN"):
    newest_first = sorted(games, key=lambda game: game.starts_at, reverse=True)
    return GameLog("A player", "nba", "2025-26", tuple(newest_first), source, NOW)


@pytest.mark.parametrize(
    ("stat", "count", "said"),
    [
        ("points", 27, "27 points"),
        ("threes", 0, "0 threes"),
        ("points rebounds assists", 44, "27 points + 8 rebounds + 9 assists"),
        ("rebounds assists", 17, "8 rebounds + 9 assists"),
    ],
)
def test_the_number_is_the_logs_own_or_the_sum_of_its_own(stat, count, said):
    found = figure_of(stat, log(row()), SCORE)
    assert (found.stat, found.said) == (Stat(True, Fraction(count)), said)


def test_a_batters_hits_are_not_a_pitchers_and_total_bases_are_weighed():
    batter = {"atBats": 4.0, "hits": 3.0, "doubles": 1.0, "triples": 0.0, "homeRuns": 1.0, "strikeouts": 1.0}
    pitcher = {"earnedRuns": 2.0, "hits": 5.0, "strikeouts": 9.0}
    assert count_of("hits", batter) == (Fraction(3), "3 hits")
    assert count_of("total bases", batter) == (Fraction(7), "7 total bases")  # single 1, double 2, home run 4
    assert count_of("strikeouts", pitcher) == (Fraction(9), "9 strikeouts")
    assert count_of("hits", pitcher) is None
    assert count_of("strikeouts", batter) is None


@pytest.mark.parametrize(
    ("logged", "waits_for"),
    [
        (log(), "does not list the game"),
        (log(row("earlier", days=-2)), "does not list the game"),
        (log(row("next season", days=90)), "does not list the game"),
        (log(row("later, missed too", days=2, played=False)), "does not list the game"),
        (log(row(outcome="W 88-80")), "does not have the final score yet"),
        (log(row(played=False, outcome="")), "no figures"),
        (log(row(outcome="")), "does not show a final score"),
        (log(row(figures={"minutes": 30.0})), "does not list points"),
        (replace(log(row("later", days=2)), unread=("g",)), "could not be read"),
        (log(row(), source="Another"), "do not name games alike"),
    ],
)
def test_what_the_log_does_not_show_is_waited_for(logged, waits_for):
    found = figure_of("points", logged, SCORE)
    assert found.stat is None
    assert waits_for in found.said


@pytest.mark.parametrize("outcome", ["W 121-118 OT", "W 121-118 2OT", "W 121-118 F/10", "L 118-121"])
def test_the_final_score_is_known_beside_other_words(outcome):
    assert figure_of("points", log(row(outcome=outcome)), SCORE).stat == Stat(True, Fraction(27))


def test_a_log_that_goes_on_needs_no_score_beside_the_figures():
    assert figure_of("points", log(row(outcome=""), row("later", days=2)), SCORE).stat == Stat(True, Fraction(27))


def test_a_stat_that_no_log_counts_says_so():
    assert figure_of("double double", log(row()), SCORE).said == "ESPN game logs do not count double double"


@pytest.mark.parametrize(
    ("logged", "listed"),
    [
        (log(row(played=False)), True),
        (log(row(played=False, outcome=""), row("later", days=2)), True),
        (log(row("earlier", days=-2), row("later", days=2)), False),
    ],
)
def test_did_not_play_is_what_the_log_shows_by_the_final_score_or_by_going_on(logged, listed):
    found = figure_of("points", logged, SCORE)
    assert (found.stat, found.listed) == (Stat(False), listed)


@given(st.sampled_from([stat for stat in ("points", "rebounds assists", "points rebounds assists")]), COUNTS, COUNTS)
def test_over_and_under_of_one_line_never_both_win_and_a_count_on_neither_side_is_a_push(stat, twice_line, points):
    figures = BOX | {"points": float(points)}
    found = figure_of(stat, log(row(figures=figures)), SCORE)
    final = GameResult(EventStatus.FINAL, NOW, 118, 121)
    line = Fraction(twice_line, 2)
    prop: dict[str, Any] = {"market": Market.PLAYER_PROP, "subject": "A player", "stat": stat}
    results = [grade(a_quote(GAME, s, -110, line, **prop), final, stat=found.stat).result for s in ("Over", "Under")]
    assert found.stat is not None
    if found.stat.value == line:
        assert results == [Result.PUSH, Result.PUSH]
    else:
        assert sorted(results) == [Result.LOST, Result.WON]


@given(st.integers(-200, 200).filter(bool))
def test_absence_voids_only_where_the_same_season_goes_on(days):
    found = figure_of("points", log(row("other", days=days)), SCORE)
    assert (found.stat is not None) is (0 < days <= SAME_SEASON.days)


@pytest.mark.parametrize(
    ("words", "stat"),
    [
        ("points", "points"),
        ("pts", "points"),
        ("rebounds and assists", "rebounds assists"),
        ("pra", "points rebounds assists"),
        ("receiving yards", "reception yds"),
        ("made threes", "threes"),
        ("shots on goal", "shots on goal"),
        ("vibes", None),
        ("", None),
    ],
)
def test_a_stat_is_understood_in_the_words_people_use(words, stat):
    assert stat_meant(words) == stat


@pytest.mark.parametrize(
    ("sport", "words", "stat"),
    [
        ("football", "rush yards", "rush yds"),
        ("football", "combined tackles", "tackles assists"),
        ("football", "long rec", "reception longest"),
        ("football", "long rush", "rush longest"),
        ("football", "pass and rush tds", "pass rush tds"),
        ("football", "fgm", "field goals"),
        ("football", "defensive interceptions", None),
        ("football", "longest field goal", None),
        ("basketball", "p and r", "points rebounds"),
        ("basketball", "p r and a", "points rebounds assists"),
        ("basketball", "fgm", "field goals made"),
        ("basketball", "three point attempts", None),
        ("basketball", "offensive rebounds", None),
        ("baseball", "outs", "outs"),
        ("baseball", "outs recorded", "outs"),
        ("baseball", "pitching outs", "outs"),
        ("baseball", "home runs allowed", None),
        ("baseball", "runs allowed", None),
        ("hockey", "blocks", "blocked shots"),
        ("hockey", "goals and assists", "points"),
        ("hockey", "g a", "points"),
        ("hockey", "power play points", None),
        ("hockey", "hits", None),
        ("soccer", "goals and assists", "goals assists"),
        ("soccer", "tackles", None),
        ("football", "pass yds", "pass yds"),
        ("football", "rush attempts", "rush attempts"),
        ("football", "carries", "rush attempts"),
        ("football", "rush tds", "rush tds"),
        ("football", "rushing touchdowns", "rush tds"),
        ("football", "passing and rushing yards", "pass rush yds"),
        ("football", "rush rec yds", "rush reception yds"),
        ("football", "longest completion", "pass longest completion"),
        ("football", "interceptions", "pass interceptions"),
        ("football", "completions", "pass completions"),
        ("football", "catches", "receptions"),
        ("football", "rec yds", "reception yds"),
        ("football", "yards", None),
        ("football", "touchdowns", None),
        ("football", "rebounds", None),
        ("basketball", "points rebounds assists", "points rebounds assists"),
        ("basketball", "pts reb ast", "points rebounds assists"),
        ("basketball", "3 pointers", "threes"),
        ("basketball", "three pointers made", "threes"),
        ("basketball", "stocks", "blocks steals"),
        ("basketball", "double double", None),
        ("basketball", "fantasy points", None),
        ("baseball", "home runs", "home runs"),
        ("baseball", "ks", "strikeouts"),
        ("baseball", "hits runs rbis", "hits runs rbis"),
        ("baseball", "steals", "stolen bases"),
        ("hockey", "sog", "shots on goal"),
        ("hockey", "shots", "shots on goal"),
        ("hockey", "saves", "total saves"),
        ("soccer", "shots on goal", "shots on target"),
        ("soccer", "points", None),
    ],
)
def test_one_vocabulary_by_sport_reads_the_words_people_use(sport, words, stat):
    assert stat_meant(words, sport=sport) == stat


def test_every_stat_of_a_sport_is_understood_by_its_own_words_and_as_it_is_said():
    for sport in ("basketball", "football", "baseball", "hockey", "soccer"):
        for stat in stats_of(sport):
            assert parts_of(stat)
            assert stat_meant(stat, sport=sport) == stat
            if len(parts_of(stat)) == 1:
                assert stat_meant(stat_in_words(stat).casefold(), sport=sport) == stat


@given(
    st.sampled_from([stat for sport in ("basketball", "football") for stat in stats_of(sport)]),
    st.text("qxzj", min_size=2),
)
def test_a_word_more_makes_it_another_stat(stat, word):
    assert stat_meant(f"{stat} {word}") is None
    assert stat_meant(f"{word} {stat}") is None


def test_passing_and_rushing_yards_are_added_up():
    figures = {"passingYards": 159.0, "rushingYards": 14.0}
    assert count_of("pass rush yds", figures) == (Fraction(173), "159 pass yds + 14 rush yds")
    assert figure_in(figures, "pass rush yds") == 173.0
    assert figure_in({"passingYards": 159.0}, "pass rush yds") is None


@pytest.mark.parametrize(("innings", "outs"), [(6.0, 18), (6.1, 19), (5.2, 17), (0.1, 1), (0.0, 0), (9.0, 27)])
def test_a_pitchers_outs_are_the_thirds_of_his_innings(innings, outs):
    assert count_of("outs", {"innings": innings, "earnedRuns": 2.0}) == (Fraction(outs), f"{outs} outs")


def test_innings_that_are_no_thirds_are_not_counted():
    assert count_of("outs", {"innings": 5.5}) is None
    assert count_of("outs", {"strikeouts": 7.0}) is None


def test_what_the_feed_offers_is_understood_though_no_log_counts_it():
    assert stat_meant("double double", ["double double"]) == "double double"
    assert parts_of("double double") == ()


@given(COUNTS, COUNTS)
def test_a_part_cannot_be_more_than_its_sum(points, total):
    event = an_event("g2")
    prop: dict[str, Any] = {"market": Market.PLAYER_PROP, "subject": "A player"}
    over = a_quote(event, "Over", -110, Fraction(points) + Fraction(1, 2), stat="points", **prop)
    under = a_quote(event, "Under", -110, Fraction(total) + Fraction(1, 2), stat="points rebounds", **prop)
    impossible = [code for code, _ in conflicts([(0, under), (1, over)])]
    assert impossible == (["impossible"] if points + 1 > total else [])
    other = structs.replace(under, subject="Another player")
    assert conflicts([(0, other), (1, over)]) == []


def test_a_game_listed_with_zero_minutes_waits_for_the_games_own_page():
    idle = replace(row(played=False), idle_figures={"minutes": 0.0, "points": 0.0})
    found = figure_of("points", log(idle), SCORE)
    assert (found.stat, found.idle, found.idle_said) == (None, Stat(True), "0 points")
    assert figure_of("points", log(replace(idle, idle_figures={})), SCORE).stat == Stat(False)
