"""Charts of past games: today's line across them, pushes apart, the season beside the last few, results named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from professor_lock.betting.facts import Event, EventStatus, GameLog, GameScore, PlayerGame, SeasonKind, Trends
from professor_lock.betting.trends import recent_of_player, recent_of_team
from professor_lock.widgets.past_games import chart_of
from professor_lock.widgets.trends import create_trends_chart_widget
from tests.support.widget_trees import nodes, sent
from tests.support.widget_types import problems

NOW = datetime(2026, 4, 21, tzinfo=UTC)
POINTS = [25, 24, 31, 24, 20, 28, 26, 22, 30, 24, 18, 19, 27, 21]
"""Newest first, one a day."""


def a_log(points: list[float]) -> GameLog:
    games = (
        PlayerGame(
            f"g{n}",
            NOW - timedelta(days=n),
            "DEN",
            n % 2 == 0,
            SeasonKind.REGULAR,
            True,
            {"points": value},
            "W 121-118",
        )
        for n, value in enumerate(points)
    )
    return GameLog("Casey Sample", "nba", "2025-26", tuple(games), "ESPN", NOW)


def a_chart(line: Fraction | None) -> Trends:
    log = a_log([float(value) for value in POINTS])
    return chart_of(
        recent_of_player(log, "points", 10),
        who="Casey Sample",
        what="points",
        asked=10,
        source="ESPN",
        as_of=NOW,
        line=line,
        season=log.season,
        whole=recent_of_player(log, "points", len(log.games)),
    )


def test_over_push_and_under_have_a_colour_each_and_stand_in_one_column():
    tree = sent(create_trends_chart_widget(a_chart(Fraction(24))))
    assert problems(tree) == []
    (chart,) = [node for node in nodes(tree) if node["type"] == "Chart"]
    assert [(one["label"], one.get("color"), one.get("stack")) for one in chart["series"]] == [
        ("Points, over 24", "green", "games"),
        ("Points, push on 24", "yellow", "games"),
        ("Points, under 24", "blue", "games"),
        ("Line 24", "red", None),
    ]
    assert [sum(key in row for row in chart["data"]) for key in ("s1", "s2", "s3", "line")] == [5, 3, 2, 10]


def test_the_season_stands_beside_the_last_games_with_pushes_apart():
    chart = a_chart(Fraction(24))
    note = chart.note or ""
    # The last ten: 25, 31, 28, 26, 30 over; 24 three times; 20, 22 under. The season adds 27 over; 18, 19, 21 under.
    assert chart.lead == "Over 24: 5 of 7 (71%, 95% interval 36-92%), 3 pushes. The past, not a probability."
    assert "All season over 24: 6 of 11 (55%, 95% interval 28-79%), 3 pushes." in note
    assert "Regular season: 10 games, average 25.4." in note
    assert "All regular season: 14 games, average 24.2." in note
    assert "24 is the line that was asked about: it should be today's." in note
    assert note in create_trends_chart_widget(a_chart(Fraction(24))).copy_text


def test_without_a_line_there_is_no_rate_and_one_series():
    chart = a_chart(None)
    assert [one.name for one in chart.series] == ["Points"]
    assert " of " not in (chart.note or "")


def test_every_game_names_its_day_opponent_and_result():
    assert a_chart(None).labels[-1] == "Apr 20 vs DEN, W 121-118"


def test_a_teams_games_name_their_results_from_its_own_side():
    def score(n: int, away: int, home: int) -> GameScore:
        event = Event(f"g{n}", "nba", "Nuggets", "Suns", NOW - timedelta(days=n), EventStatus.FINAL, "ESPN")
        return GameScore(event, away, home, "Final", "ESPN", NOW)

    recent = recent_of_team([score(1, 100, 110), score(2, 120, 118), score(3, 99, 99)], "Nuggets", "scored", 5)
    assert [game.outcome for game in recent.games] == ["T 99-99", "W 120-118", "L 110-100"]
