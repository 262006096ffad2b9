"""Scores joined to games of another source."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from professor_lock.betting.facts import Event, EventStatus, GameScore
from professor_lock.sources.names.games import NoScore, find_score, scoreboard_day, why_waiting

START = datetime(2026, 7, 4, 17, 5, tzinfo=UTC)
GAME = Event("odds-1", "mlb", "New York Yankees", "Boston Red Sox", START, EventStatus.SCHEDULED, "Odds feed")


def score(event_id: str, later: timedelta, *, source: str = "Scores feed", away: str = "New York Yankees") -> GameScore:
    event = Event(event_id, "mlb", away, "Boston Red Sox", START + later, EventStatus.FINAL, source)
    return GameScore(event, 3, 2, "Final", source, START)


def score_of(event: Event, scores: list[GameScore]) -> GameScore | None:
    found = find_score(event, scores)
    return None if isinstance(found, NoScore) else found


def bet_on(league: str, away: str, home: str) -> Event:
    return Event("odds-2", league, away, home, START, EventStatus.SCHEDULED, "Odds feed")


def ended(away: str, home: str, away_score: int = 67, home_score: int = 70, *, league="ncaab", later=0, event_id="s"):
    at = START + timedelta(minutes=later)
    event = Event(event_id, league, away, home, at, EventStatus.FINAL, "Scores feed")
    return GameScore(event, away_score, home_score, "Final", "Scores feed", START)


def postponed(score: GameScore) -> GameScore:
    event = replace(score.event, status=EventStatus.POSTPONED)
    return replace(score, event=event, away_score=None, home_score=None, detail="Postponed")


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
    assert score_of(GAME, [score("s1", timedelta(hours=-5)), score("s2", timedelta(hours=5))]) is None


def test_a_game_that_is_not_listed_has_no_score():
    assert score_of(GAME, []) is None
    assert score_of(GAME, [score("s3", timedelta(hours=20))]) is None
    assert score_of(GAME, [score("the next afternoon", timedelta(hours=17, minutes=55))]) is None


def test_on_neutral_ground_the_bet_keeps_the_side_it_named():
    found = score_of(
        bet_on("ncaab", "Houston Cougars", "Duke Blue Devils"), [ended("Duke Blue Devils", "Houston Cougars")]
    )
    assert found is not None
    assert (found.event.away, found.away_score, found.event.home, found.home_score) == (
        "Houston Cougars",
        70,
        "Duke Blue Devils",
        67,
    )
    assert found.event.id == "s"


@pytest.mark.parametrize(
    ("away", "home", "listed_away", "listed_home"),
    [
        ("Oregon St Beavers", "Boston Univ. Terriers", "Oregon State Beavers", "Boston University Terriers"),
        ("San José St Spartans", "N Colorado Bears", "San Jose State Spartans", "Northern Colorado Bears"),
        ("Army Knights", "Grand Canyon Antelopes", "Army Black Knights", "Grand Canyon Lopes"),
        ("UMKC Kangaroos", "Nicholls St Colonels", "Kansas City Roos", "Nicholls Colonels"),
    ],
)
def test_a_school_is_one_team_in_the_spelling_of_either_source(away, home, listed_away, listed_home):
    for one, other in ((listed_away, listed_home), (listed_home, listed_away)):
        found = score_of(bet_on("ncaab", away, home), [ended(one, other)])
        assert found is not None
        assert found.away_score == (67 if one == listed_away else 70)


def test_where_one_name_is_in_no_table_the_pair_decides_at_the_same_start():
    bet = bet_on("ncaab", "Chaminade Silverswords", "Duke Blue Devils")
    listed = ended("Duke Blue Devils", "Chaminade HI Swords", later=10)
    found = score_of(bet, [listed, ended("Kansas Jayhawks", "Baylor Bears", event_id="other")])
    assert found is not None
    assert (found.away_score, found.home_score) == (70, 67)
    assert score_of(bet, [ended("Duke Blue Devils", "Chaminade HI Swords", later=180)]) is None


def test_the_pair_does_not_decide_against_a_team_that_is_known_to_be_another():
    bet = bet_on("ncaab", "Chaminade Silverswords", "Duke Blue Devils")
    known = bet_on("ncaab", "Kansas Jayhawks", "Duke Blue Devils")
    assert score_of(known, [ended("Baylor Bears", "Duke Blue Devils")]) is None
    assert score_of(bet, [ended("Chaminade HI", "Kansas Jayhawks")]) is None
    assert (
        score_of(
            bet_on("ncaab", "Michigan Wolverines", "Duke Blue Devils"),
            [ended("Michigan St Spartans", "Duke Blue Devils")],
        )
        is None
    )


def test_two_games_that_fit_a_pair_alike_are_not_decided():
    bet = bet_on("ncaab", "Chaminade Silverswords", "Duke Blue Devils")
    found = find_score(
        bet, [ended("Duke Blue Devils", "X A", event_id="a"), ended("Duke Blue Devils", "X B", event_id="b")]
    )
    assert isinstance(found, NoScore)
    assert found.reason.startswith("two games fit Chaminade Silverswords @ Duke Blue Devils, Jul 4")


@pytest.mark.parametrize(
    ("league", "bet", "listed"),
    [
        ("mls", ("Los Angeles FC", "LA Galaxy"), ("LAFC", "Los Angeles Galaxy")),
        ("bundesliga", ("1. FC Köln", "Hamburger SV"), ("Cologne", "Hamburg SV")),
        ("bundesliga", ("1. FC Heidenheim", "Union Berlin"), ("1. FC Heidenheim 1846", "1. FC Union Berlin")),
        ("laliga", ("Atlético Madrid", "Athletic Bilbao"), ("Atletico Madrid", "Athletic Club")),
        ("seriea", ("Inter Milan", "Atalanta BC"), ("Internazionale", "Atalanta")),
        ("ligue1", ("Paris Saint Germain", "Rennes"), ("Paris Saint-Germain", "Stade Rennais")),
        ("ucl", ("Sporting Lisbon", "RB Salzburg"), ("Sporting CP", "Red Bull Salzburg")),
        ("nba", ("LA Clippers", "GS Warriors"), ("LAC", "GSW")),
    ],
)  # fmt: skip
def test_clubs_and_cities_are_one_team_in_either_spelling(league, bet, listed):
    found = score_of(bet_on(league, *bet), [ended(*listed, league=league)])
    assert found is not None
    assert found.event.name == " @ ".join(bet)


def test_a_bet_that_waits_says_why():
    bet = bet_on("ncaab", "Houston Cougars", "Duke Blue Devils")
    assert why_waiting(bet, find_score(bet, [])) == "no result found for Houston Cougars @ Duke Blue Devils, Jul 4"
    event = Event("s", "ncaab", "Duke Blue Devils", "Houston Cougars", START, EventStatus.LIVE, "Scores feed")
    live = GameScore(event, 30, 31, "9:03 - 2nd", "Scores feed", START)
    assert why_waiting(bet, find_score(bet, [live])) == (
        "the page of Scores feed lists no final score of Houston Cougars @ Duke Blue Devils yet (9:03 - 2nd)"
    )
    assert why_waiting(bet, find_score(bet, [ended("Duke Blue Devils", "Houston Cougars")])) is None


@pytest.mark.parametrize(("league", "days"), [("nfl", 2), ("ncaaf", 1), ("epl", 1), ("ucl", 2)])
def test_a_game_moved_within_the_time_its_bets_stand_is_known_by_its_teams(league, days):
    """1 p.m. on a Saturday: the NFL's week ends three days later, elsewhere the bets stand for two days."""
    bet = bet_on(league, "Foo Town", "Bar City")
    off = postponed(ended("Foo Town", "Bar City", league=league))
    moved = ended("Foo Town", "Bar City", league=league, later=days * 24 * 60, event_id="moved")
    other = ended("Foo Town", "Baz City", league=league, later=days * 24 * 60, event_id="other")
    for listed in ([off, moved, other], [moved, other]):
        assert score_of(bet, listed) == moved
    late = ended("Foo Town", "Bar City", league=league, later=6 * 24 * 60, event_id="late")
    assert score_of(bet, [off, late]) == off
    assert score_of(bet, [late]) is None
    again = ended("Bar City", "Foo Town", league=league, later=days * 24 * 60 - 60, event_id="again")
    assert score_of(bet, [moved, again]) is None


@pytest.mark.parametrize("league", ["mlb", "nba", "nhl"])
def test_where_the_same_teams_play_on_the_next_day_that_game_is_another(league):
    bet = bet_on(league, "Foo Town", "Bar City")
    off = postponed(ended("Foo Town", "Bar City", league=league))
    tomorrow = ended("Foo Town", "Bar City", league=league, later=24 * 60, event_id="tomorrow")
    assert score_of(bet, [off, tomorrow]) == off
    assert score_of(bet, [tomorrow]) is None
    assert why_waiting(bet, off) == (
        "Scores feed lists Foo Town @ Bar City, Jul 4, as postponed: it is void after Jul 6, 17:05 UTC"
    )


def test_a_game_after_midnight_is_filed_under_the_evening_before():
    late = Event("x", "nba", "a", "b", datetime(2026, 1, 16, 5, 30, tzinfo=UTC), EventStatus.SCHEDULED, "x")
    assert scoreboard_day(late.starts_at) == date(2026, 1, 15)
