import pytest

from professor_lock.sources.names.games import Ambiguous, find_events
from tests.support.quotes import a_slate, an_event

SUNS = an_event("suns", away="Los Angeles Lakers", home="Phoenix Suns")
WARRIORS = an_event("warriors", away="Golden State Warriors", home="Denver Nuggets", starts_in_s=7200)
KINGS = an_event("kings", away="Sacramento Kings", home="Memphis Grizzlies")
KINGS_TOMORROW = an_event("kings2", away="Sacramento Kings", home="Atlanta Hawks", starts_in_s=90_000)
SLATE = a_slate(events=(SUNS, WARRIORS, KINGS, KINGS_TOMORROW))


@pytest.mark.parametrize(
    "text", ["Lakers", "LAL @ PHX", "Lakers vs Suns", "Suns Lakers", "Phoenix", "Lakres at Suns", "Suns/Lakers"]
)
def test_a_game_is_found_by_a_team_or_its_pairing(text):
    assert find_events(SLATE, text) == [SUNS]


def test_all_games_of_a_team_are_found():
    assert find_events(SLATE, "Kings") == [KINGS, KINGS_TOMORROW]


@pytest.mark.parametrize("text", ["Celtics", "Lakers vs Warriors", "Giants", "curling", ""])
def test_nothing_is_found_for_who_does_not_play(text):
    assert find_events(SLATE, text) == []


def test_a_shared_place_is_asked_about_even_if_one_of_the_teams_has_no_game():
    assert find_events(SLATE, "LA") == Ambiguous("LA", ("Los Angeles Clippers", "Los Angeles Lakers"))


def test_a_shared_place_is_clear_when_both_teams_play_each_other():
    derby = an_event("derby", away="Los Angeles Clippers", home="Los Angeles Lakers")
    assert find_events(a_slate(events=(derby, WARRIORS)), "LA") == [derby]


def test_a_pairing_that_fits_two_games_is_asked_about():
    games = (
        an_event("a", away="Los Angeles Rams", home="New York Giants", league="nfl"),
        an_event("b", away="Los Angeles Chargers", home="New York Jets", league="nfl"),
    )
    found = find_events(a_slate(events=games, league="nfl"), "LA at New York")
    assert found == Ambiguous(
        "LA at New York", ("Los Angeles Rams @ New York Giants", "Los Angeles Chargers @ New York Jets")
    )


def test_the_same_pairing_twice_is_a_series_not_a_question():
    games = tuple(
        an_event(f"g{n}", away="Boston Red Sox", home="New York Yankees", starts_in_s=n * 86_400, league="mlb")
        for n in (1, 2)
    )
    assert find_events(a_slate(events=games, league="mlb"), "Yankees Red Sox") == list(games)


STATE = an_event("state", away="Michigan St Spartans", home="Oregon St Beavers", league="ncaab")
DUKE = an_event("duke", away="Duke Blue Devils", home="Loyola (Chi) Ramblers", league="ncaab")
BLUE = an_event("blue", away="Michigan Wolverines", home="Tiffin Dragons", league="ncaab")


@pytest.mark.parametrize(
    ("text", "game"),
    [
        ("Michigan State", STATE),
        ("Michigan St.", STATE),
        ("Mich St", STATE),
        ("Spartans", STATE),
        ("Oregon State Beavers", STATE),
        ("Michigan State vs Oregon St", STATE),
        ("Michigan", BLUE),
        ("Wolverines", BLUE),
        ("Tiffin", BLUE),
        ("Loyola Chicago", DUKE),
        ("Duke @ Loyola", DUKE),
    ],
)
def test_the_school_that_is_named_is_found_in_the_feeds_spelling(text, game):
    found = find_events(a_slate(events=(STATE, DUKE, BLUE), league="ncaab"), text)
    assert found == [game]


@pytest.mark.parametrize(
    "text", ["Michigan", "Oregon", "Michigan Tech", "Oregon Tech", "Northern Michigan", "Iowa State", "Ramblers State"]
)
def test_another_school_is_never_taken_for_one_that_plays(text):
    assert find_events(a_slate(events=(STATE, DUKE), league="ncaab"), text) == []


def test_a_school_that_two_bear_is_asked_about():
    found = find_events(a_slate(events=(STATE, DUKE), league="ncaab"), "Loyola")
    assert isinstance(found, Ambiguous)
    assert set(found.candidates) == {"Loyola (Chi) Ramblers", "Loyola Maryland Greyhounds"}
