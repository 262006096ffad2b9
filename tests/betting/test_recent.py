"""Past games as numbers: parts of a season apart, missed games counted, nothing made of too few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from professor_lock.betting.facts import Event, EventStatus, GameLog, GameScore, PlayerGame, SeasonKind
from professor_lock.betting.trends import recent_of_player, recent_of_team, stat_names

NOW = datetime(2026, 4, 21, tzinfo=UTC)


def a_game(days_ago: int, points: float | None, kind: SeasonKind = SeasonKind.REGULAR) -> PlayerGame:
    figures = {} if points is None else {"points": points}
    return PlayerGame(f"g{days_ago}", NOW - timedelta(days=days_ago), "DEN", True, kind, points is not None, figures)


def a_log(*games: PlayerGame) -> GameLog:
    return GameLog("Casey Sample", "nba", "2025-26", games, "ESPN", NOW)


def test_the_last_games_are_those_played_and_the_missed_ones_among_them_are_counted():
    log = a_log(a_game(1, 31, SeasonKind.POSTSEASON), a_game(3, None), a_game(5, 20), a_game(7, None), a_game(9, 25))
    recent = recent_of_player(log, "points", 2)
    assert [game.value for game in recent.games] == [20, 31]
    assert recent.missed == 1
    assert [game.value for game in recent.of(SeasonKind.POSTSEASON)] == [31]


def test_preseason_counts_nowhere():
    log = a_log(a_game(1, 10), a_game(200, 40, SeasonKind.PRESEASON))
    assert [game.value for game in recent_of_player(log, "points", 10).games] == [10]
    assert stat_names(a_log(a_game(1, 40, SeasonKind.PRESEASON))) == ()


def test_an_average_needs_five_games_and_never_mixes_the_parts_of_a_season():
    late = [a_game(day, 40, SeasonKind.POSTSEASON) for day in range(1, 5)]
    regular = [a_game(day, 20 + day) for day in range(10, 15)]
    recent = recent_of_player(a_log(*late, *regular), "points", 9)
    assert recent.average(SeasonKind.POSTSEASON) is None
    assert recent.average(SeasonKind.REGULAR) == 32


def test_hits_leave_out_pushes_and_missed_games():
    log = a_log(a_game(1, 25), a_game(2, None), a_game(3, 24), a_game(4, 10))
    hits = recent_of_player(log, "points", 10).hits(Fraction(24))
    assert (hits.hits, hits.misses, hits.pushes, hits.missed_games, hits.rate) == (1, 1, 1, 1, None)


def a_score(
    away: str, home: str, points: tuple[int | None, int | None], *, final: bool = True, days: int = 1
) -> GameScore:
    status = EventStatus.FINAL if final else EventStatus.LIVE
    event = Event(f"{away}{home}{days}", "nba", away, home, NOW - timedelta(days=days), status, "ESPN")
    return GameScore(event, *points, "Final", "ESPN", NOW)


def test_a_teams_figures_are_from_its_own_side_of_each_finished_game():
    scores = [
        a_score("Jazz", "Nuggets", (118, 121), days=1),
        a_score("Nuggets", "Suns", (99, 101), days=3),
        a_score("Suns", "Jazz", (90, 91)),
        a_score("Nuggets", "Jazz", (50, 40), final=False),
        a_score("Nuggets", "Lakers", (None, None)),
    ]
    shown = {
        stat: [game.value for game in recent_of_team(scores, "Nuggets", stat, 5).games]
        for stat in ("scored", "allowed", "margin", "total")
    }
    assert shown == {"scored": [99, 121], "allowed": [101, 118], "margin": [-2, 3], "total": [200, 239]}
    assert [game.opponent for game in recent_of_team(scores, "Nuggets", "margin", 1).games] == ["vs Jazz"]
