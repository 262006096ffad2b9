"""One team under the names of several sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.bench_identity import captured_pairs, judge
from professor_lock.sources.names.identity import identity, known_team, same_team
from professor_lock.sources.names.teams import listed_leagues, other_leagues, teams_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Miss Valley St Delta Devils", "Mississippi Valley State Delta Devils"),
        ("St. Francis (PA) Red Flash", "Saint Francis Red Flash"),
        ("IUPUI Jaguars", "IU Indianapolis Jaguars"),
        ("UL-Lafayette Ragin Cajuns", "Louisiana Ragin' Cajuns"),
        ("Tenn-Martin Skyhawks", "UT Martin Skyhawks"),
        ("CSU Northridge Matadors", "Cal State Northridge Matadors"),
        ("Hawaii Rainbow Warriors", "Hawai'i Rainbow Warriors"),
        ("Miami (OH) RedHawks", "Miami Ohio RedHawks"),
        ("Long Beach St 49ers", "Long Beach State Beach"),
        ("St. Thomas (MN) Tommies", "St. Thomas-Minnesota Tommies"),
        ("Southern Mississippi Golden Eagles", "Southern Miss Golden Eagles"),
        ("Mississippi Rebels", "Ole Miss Rebels"),
        ("Hawai‘i Rainbow Warriors", "Hawaiʻi Rainbow Warriors"),
        ("Louisiana Ragin` Cajuns", "UL Lafayette Ragin' Cajuns"),
        ("North Carolina State Wolfpack", "NC State Wolfpack"),
    ],
)
def test_schools_are_known_in_every_spelling(one, other):
    assert known_team("ncaab", one)
    assert known_team("ncaab", one) == known_team("ncaab", other)
    assert identity("ncaaf", one) == identity("ncaaf", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Michigan Wolverines", "Michigan St Spartans"),
        ("Miami Hurricanes", "Miami (OH) RedHawks"),
        ("Loyola (Chi) Ramblers", "Loyola (MD) Greyhounds"),
        ("Southern Jaguars", "South Alabama Jaguars"),
        ("Northwestern Wildcats", "Northwestern St Demons"),
        ("Boston College Eagles", "Boston Univ. Terriers"),
        ("St. Francis (PA) Red Flash", "St. Francis BKN Terriers"),
        ("Tennessee Volunteers", "East Tennessee St Buccaneers"),
        ("USC Trojans", "South Carolina Upstate Spartans"),
    ],
)
def test_schools_that_sound_alike_stay_apart(one, other):
    assert same_team("ncaab", one, other) is False


@pytest.mark.parametrize(
    ("league", "one", "other", "same"),
    [
        ("bundesliga", "M'gladbach", "Borussia Mönchengladbach", True),
        ("laliga", "Atl. Madrid", "Atlético Madrid", True),
        ("laliga", "Ath Madrid", "Atlético de Madrid", True),
        ("laliga", "Ath Bilbao", "Atlético Madrid", False),
        ("laliga", "Rayo Vallecano de Madrid", "Vallecano", True),
        ("bundesliga", "Bor. Dortmund", "Borussia Dortmund", True),
        ("bundesliga", "Bor. M'gladbach", "Borussia Dortmund", False),
        ("bundesliga", "Ein Frankfurt", "Eintracht Frankfurt", True),
        ("ligue1", "Racing Club de Lens", "RC Lens", True),
        ("seriea", "Juventus Turin", "Juventus FC", True),
        ("ucl", "Union SG", "Royale Union Saint-Gilloise", True),
        ("epl", "Nottingham", "Nott'm Forest", True),
        ("seriea", "Inter Milano", "Internazionale", True),
        ("ligue1", "Stade Rennes", "Stade Rennais FC", True),
        ("bundesliga", "Bayer 04", "Bayer Leverkusen", True),
        ("laliga", "Real Mallorca", "RCD Mallorca", True),
        ("laliga", "Atl. Madrid", "Real Madrid", False),
        ("mls", "New York RB", "New York Red Bulls", True),
        ("mls", "New York RB", "New York City FC", False),
    ],
)
def test_clubs_are_known_in_the_short_spellings_of_feeds(league, one, other, same):
    assert same_team(league, one, other) is same


@pytest.mark.parametrize(
    ("league", "one", "other"),
    [
        ("nba", "OKC Thunder", "Oklahoma City Thunder"),
        ("nba", "Philadelphia Sixers", "PHI 76ers"),
        ("wnba", "LV Aces", "Las Vegas Aces"),
        ("nfl", "NE Patriots", "New England Pats"),
        ("mlb", "Arizona D-backs", "AZ Diamondbacks"),
        ("nhl", "TB Lightning", "Tampa Bay Bolts"),
        ("nfl", "Oakland Raiders", "Las Vegas Raiders"),
        ("mlb", "Cleveland Indians", "Cleveland Guardians"),
        ("mlb", "Los Angeles Angels of Anaheim", "LA Angels"),
    ],
)
def test_a_team_is_known_by_its_code_or_nickname_in_its_full_name_and_by_its_former_one(league, one, other):
    assert known_team(league, one)
    assert known_team(league, one) == known_team(league, other)


def test_a_shared_code_or_nickname_is_no_team():
    assert known_team("mlb", "Chicago Sox") == known_team("mlb", "Chicago White Sox")
    assert known_team("nba", "LA Warriors") is None
    assert same_team("nfl", "NY Giants", "NY Jets") is False


def test_a_school_with_another_schools_mascot_is_not_known():
    assert known_team("ncaab", "Michigan Spartans") is None
    assert known_team("ncaab", "Loyola") is None


def test_of_a_team_in_no_table_nothing_is_known_but_its_spelling():
    assert same_team("ncaab", "Tiffin Dragons", "Tiffin University Dragons") is True
    assert same_team("ncaab", "Tiffin Dragons", "Duke Blue Devils") is None
    assert same_team("epl", "1. FC Springfield 1899", "Springfield") is True


def test_every_team_of_the_tables_is_itself_and_no_other():
    for league in (*listed_leagues(), *other_leagues()):
        keys = [known_team(league, team.name) for team in teams_of(league)]
        assert None not in keys
        assert len(set(keys)) == len(keys), league


@pytest.mark.captures
def test_every_captured_game_of_two_sources_joins_and_none_wrongly(captures: Path):
    """The names are those of ncaab_team_names_2025 and soccer_team_names_2026."""
    pairs = captured_pairs(captures)
    assert len(pairs) == 78
    assert judge(pairs) == ([], [])


@given(st.text(max_size=60), st.sampled_from((*listed_leagues(), *other_leagues())))
def test_any_name_has_one_identity(text, league):
    assert identity(league, text) == identity(league, text)
    assert same_team(league, text, text) is True
