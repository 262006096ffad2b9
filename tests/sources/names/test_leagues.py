from datetime import UTC, datetime

import pytest

from professor_lock.betting.prop_stats import stat_meant, stats_of
from professor_lock.betting.rules import rules_of
from professor_lock.errors import BadInput
from professor_lock.sources.demo.demo import DemoOdds
from professor_lock.sources.demo.props import DemoProps
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.games import find_events
from professor_lock.sources.names.identity import identity
from professor_lock.sources.names.league_table import DemoScale, League, Sport
from professor_lock.sources.names.leagues import LEAGUES, AmbiguousLeague, UnknownLeague, find_league
from professor_lock.sources.names.places import home_of
from professor_lock.sources.names.teams import teams_of
from professor_lock.sources.names.text import fold
from professor_lock.sources.odds_api.odds_api import prop_markets
from tests.support.quotes import a_slate, an_event


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


CRICKET = League("t20", "T20", Sport("cricket", DemoScale(10, 20, 320, 20, 40), scored="runs"), ("t20",), None, None)


async def test_a_league_of_a_new_sport_needs_no_other_table_to_be_asked_about():
    """Everything that looks a sport or a league up answers, or says that there is nothing: no KeyError."""
    now = datetime(2026, 7, 1, 18, 0, tzinfo=UTC)
    game = an_event("one", away="Mumbai Indians", home="Delhi Capitals", league="t20")
    slate = a_slate(events=(game,), league="t20")
    assert find_events(slate, "Mumbai") == [game]
    assert identity("t20", "Mumbai Indians") == identity("t20", "mumbai indians")
    assert teams_of("t20") == ()
    assert home_of("t20", "Mumbai Indians") is None
    assert stat_meant("runs", sport="cricket") is None
    assert stats_of("cricket") == ()
    assert prop_markets(CRICKET, ["runs"]) == ()
    with pytest.raises(SourceNotFound):
        await DemoOdds().fetch_slate(CRICKET, now, UTC)
    assert DemoProps().carried_stats(CRICKET) == ()
    assert CRICKET.espn_slug == ""
    with pytest.raises(BadInput):
        rules_of("t20")


def test_no_word_is_that_of_two_leagues_and_every_word_is_folded():
    words = [word for league in LEAGUES for word in league.words]
    assert len(set(words)) == len(words)
    assert [word for word in words if fold(word) != word] == []


def test_every_league_has_rules_and_a_sport_that_the_vocabulary_knows():
    for league in LEAGUES:
        assert rules_of(league.key)
        assert stats_of(league.sport.key)
        assert league.sport.main_figures
