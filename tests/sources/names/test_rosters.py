import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.sources.names.identity import identity
from professor_lock.sources.names.rosters import Roster, leagues_of_team, split_matchup, unknown_words
from professor_lock.sources.names.teams import listed_leagues, teams_of

COLLEGES = [
    "Michigan Wolverines",
    "Michigan State Spartans",
    "North Carolina Tar Heels",
    "UConn Huskies",
    "Kentucky Wildcats",
    "Arizona Wildcats",
    "Alabama Crimson Tide",
    "Miami (OH) RedHawks",
    "Miami Hurricanes",
]


def matched(text: str, league: str, names: list[str] | None = None) -> list[str]:
    return [team.name for team in Roster(league, names or []).match(text)]


@pytest.mark.parametrize(
    ("text", "league", "team"),
    [
        ("Los Angeles Lakers", "nba", "Los Angeles Lakers"),
        ("LA Lakers", "nba", "Los Angeles Lakers"),
        ("LAL", "nba", "Los Angeles Lakers"),
        ("the lakers", "nba", "Los Angeles Lakers"),
        ("Lakres", "nba", "Los Angeles Lakers"),
        ("Warriers", "nba", "Golden State Warriors"),
        ("Dubs", "nba", "Golden State Warriors"),
        ("76'ers", "nba", "Philadelphia 76ers"),
        ("Sixers", "nba", "Philadelphia 76ers"),
        ("okc thunder", "nba", "Oklahoma City Thunder"),
        ("lv raiders", "nfl", "Las Vegas Raiders"),
        ("philly sixers", "nba", "Philadelphia 76ers"),
        ("Timberwolfs", "nba", "Minnesota Timberwolves"),
        ("Nicks", "nba", "New York Knicks"),
        ("Boston Celtics moneyline", "nba", "Boston Celtics"),
        ("Niners", "nfl", "San Francisco 49ers"),
        ("WSH", "nfl", "Washington Commanders"),
        ("Washington Football Team", "nfl", "Washington Commanders"),
        ("NO", "nfl", "New Orleans Saints"),
        ("Vegas", "nhl", "Vegas Golden Knights"),
        ("St Louis", "nhl", "St. Louis Blues"),
        ("Montréal", "nhl", "Montreal Canadiens"),
        ("Oakland Athletics", "mlb", "Athletics"),
        ("man utd", "epl", "Manchester United"),
        ("Brighton & Hove Albion", "epl", "Brighton and Hove Albion"),
        ("Spurs", "epl", "Tottenham Hotspur"),
        ("Spurs", "nba", "San Antonio Spurs"),
    ],
)
def test_a_team_is_found_by_any_of_its_names(text: str, league: str, team: str) -> None:
    assert matched(text, league) == [team]


@pytest.mark.parametrize(
    ("text", "league", "teams"),
    [
        ("LA", "nba", {"Los Angeles Lakers", "Los Angeles Clippers"}),
        ("Los Angeles", "nfl", {"Los Angeles Rams", "Los Angeles Chargers"}),
        ("New York", "nfl", {"New York Giants", "New York Jets"}),
        ("NY", "mlb", {"New York Mets", "New York Yankees"}),
        ("New York", "nhl", {"New York Rangers", "New York Islanders"}),
        ("Chicago", "mlb", {"Chicago Cubs", "Chicago White Sox"}),
        ("Sox", "mlb", {"Boston Red Sox", "Chicago White Sox"}),
        ("Manchester", "epl", {"Manchester City", "Manchester United"}),
        ("LA", "mls", {"LA Galaxy", "Los Angeles FC"}),
    ],
)
def test_words_of_several_teams_give_all_of_them(text: str, league: str, teams: set[str]) -> None:
    assert set(matched(text, league)) == teams


@pytest.mark.parametrize(
    ("text", "league"),
    [
        ("Texas", "nfl"),
        ("Kings", "nfl"),
        ("Jest", "nfl"),
        ("", "nba"),
        ("!?", "nba"),
        ("no games", "nfl"),
        ("Rangers", "nba"),
    ],
)
def test_words_of_no_team_or_of_another_leagues_are_not_bent_into_one(text: str, league: str) -> None:
    assert matched(text, league) == []


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("Michigan", "Michigan Wolverines"),
        ("Michigan State", "Michigan State Spartans"),
        ("UNC", "North Carolina Tar Heels"),
        ("tar heels", "North Carolina Tar Heels"),
        ("Connecticut", "UConn Huskies"),
        ("Bama", "Alabama Crimson Tide"),
        ("Miami", "Miami Hurricanes"),
    ],
)
def test_teams_that_only_the_source_names_are_found_by_school_or_mascot(text: str, team: str) -> None:
    assert matched(text, "ncaab", COLLEGES) == [team]


def test_a_mascot_of_two_schools_gives_both() -> None:
    assert set(matched("Wildcats", "ncaab", COLLEGES)) == {"Kentucky Wildcats", "Arizona Wildcats"}


def test_the_sources_own_spelling_is_kept() -> None:
    assert matched("clippers", "nba", ["LA Clippers"]) == ["LA Clippers"]


@pytest.mark.parametrize(
    ("league", "one", "other"),
    [
        ("nba", "LA Clippers", "Los Angeles Clippers"),
        ("epl", "AFC Bournemouth", "Bournemouth"),
        ("epl", "Brighton & Hove Albion", "Brighton and Hove Albion"),
        ("mlb", "Oakland Athletics", "Athletics"),
        ("mls", "St. Louis CITY SC", "St. Louis City SC"),
        ("ncaab", "UConn Huskies", "Connecticut Huskies"),
    ],
)
def test_two_sources_spellings_are_one_team(league: str, one: str, other: str) -> None:
    assert identity(league, one) == identity(league, other)


def test_no_two_listed_teams_are_taken_for_one() -> None:
    for league in listed_leagues():
        keys = [identity(league, team.name) for team in teams_of(league)]
        assert len(set(keys)) == len(keys)
        assert all(matched(team.name, league) == [team.name] for team in teams_of(league))


def test_a_team_tells_its_leagues() -> None:
    assert leagues_of_team("Lakers") == ("nba",)
    assert leagues_of_team("Warriers") == ("nba",)
    assert set(leagues_of_team("Rangers")) == {"mlb", "nhl"}
    assert leagues_of_team("Duke") == ("ncaab", "ncaaf")
    assert leagues_of_team("Houston Cougars") == ("ncaab", "ncaaf")
    assert leagues_of_team("Bayern") == ("bundesliga", "ucl")
    assert leagues_of_team("Springfield") == ()
    assert leagues_of_team("Memphis") == ("nba", "ncaab", "ncaaf")
    assert leagues_of_team("Lakers zorp") == ()
    assert unknown_words("Lakers zorp") == ["zorp"]


@pytest.mark.parametrize(
    "text", ["Lakers vs Suns", "Lakers v. Suns", "Lakers @ Suns", "Lakers at Suns", "Lakers versus Suns"]
)
def test_a_pairing_is_split(text: str) -> None:
    assert split_matchup(text) == ("Lakers", "Suns")


@given(st.text(max_size=60), st.sampled_from(listed_leagues()))
def test_any_text_is_matched_without_an_exception(text: str, league: str) -> None:
    assert all(team.name for team in Roster(league, COLLEGES).match(text))


def test_another_leagues_team_is_not_taken_for_its_neighbour() -> None:
    assert Roster("nba").match("Boston Bruins") == ()
    assert [team.name for team in Roster("nba").match("Boston")] == ["Boston Celtics"]
    assert [team.name for team in Roster("nhl").match("Boston Bruins")] == ["Boston Bruins"]
