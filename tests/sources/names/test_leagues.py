import pytest

from professor_lock.sources.names.leagues import LEAGUES, AmbiguousLeague, UnknownLeague, find_league


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("nba", "nba"),
        ("Tonight's NBA games", "nba"),
        ("college football", "ncaaf"),
        ("College hoops tonight", "ncaab"),
        ("football", "nfl"),
        ("premier league", "epl"),
        ("premeir league", "epl"),
        ("soccer premier league", "epl"),
        ("La Liga", "laliga"),
        ("bundeslga", "bundesliga"),
        ("WNBA", "wnba"),
        ("basketball_nba", "nba"),
        ("icehockey_nhl", "nhl"),
        ("champions league", "ucl"),
        ("ice hockey", "nhl"),
    ],
)
def test_everyday_words_find_their_league(text: str, key: str) -> None:
    assert find_league(text).key == key


@pytest.mark.parametrize("league", LEAGUES, ids=lambda league: league.key)
def test_a_league_is_found_by_its_own_title_and_key(league) -> None:
    assert find_league(league.title) == find_league(league.key.upper()) == league


@pytest.mark.parametrize(
    ("text", "among"), [("soccer", "MLS"), ("college", "College Football"), ("nba and nfl", "NFL")]
)
def test_words_of_several_leagues_are_asked_about(text: str, among: str) -> None:
    with pytest.raises(AmbiguousLeague) as raised:
        find_league(text)
    assert among in raised.value.candidates


@pytest.mark.parametrize("text", ["", "curling", "womens college basketball", "🏀", "x" * 5000])
def test_leagues_we_do_not_carry_are_refused_with_those_we_do(text: str) -> None:
    with pytest.raises(UnknownLeague, match="NBA"):
        find_league(text)
