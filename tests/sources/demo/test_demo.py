"""The demo: complete, coherent, the same all day, and never to be mistaken for the real thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from professor_lock.betting.board import build_board
from professor_lock.betting.facts import EventStatus, Market
from professor_lock.sources.demo.demo import (
    DEMO_LEAGUES,
    LEAD_TIME,
    DemoOdds,
    DemoSearch,
    DemoStats,
    team_names,
)
from professor_lock.sources.demo.league_facts import DemoFacts
from professor_lock.sources.demo.props import DemoLogs, DemoProps
from professor_lock.sources.demo.weather import DemoWeather
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.rosters import Roster

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
HOURS = [NOON + timedelta(minutes=37 * n) for n in range(40)]


@pytest.mark.parametrize("key", DEMO_LEAGUES)
async def test_every_demo_league_has_a_full_coherent_board(key):
    slate = await DemoOdds().fetch_slate(leagues_by_key()[key], NOON, NEW_YORK)
    board = build_board(slate, now=NOON, event_ids=[one.id for one in slate.events[:6]], opening=slate.opening)
    assert len(board.games) == 6
    for game in board.games:
        assert [market.market for market in game.markets] == ["moneyline", "spread", "total"]
        for market in game.markets:
            assert market.books == 4
            assert all(side.best for side in market.sides)
            assert 0.01 < (market.median_hold or 0) < 0.08
            assert all(side.opened for side in market.sides)
            assert sum(side.fair_probability or 0 for side in market.sides) == pytest.approx(1)


@pytest.mark.parametrize("key", DEMO_LEAGUES)
async def test_both_sides_of_a_spread_carry_opposite_points(key):
    slate = await DemoOdds().fetch_slate(leagues_by_key()[key], NOON, NEW_YORK)
    points: dict[tuple[str, str], list[Fraction]] = {}
    for quote in slate.quotes:
        if quote.line is not None and quote.market is Market.SPREAD:
            points.setdefault((quote.event.id, quote.book), []).append(quote.line)
    assert all(sum(pair) == 0 and len(pair) == 2 for pair in points.values())


async def test_everything_says_demo_and_invented_books_have_no_real_names():
    slate = await DemoOdds().fetch_slate(leagues_by_key()["nba"], NOON, NEW_YORK)
    assert slate.demo
    assert slate.source.startswith("DEMO")
    assert "invented" in (slate.note or "")
    assert all(
        quote.demo and quote.source.startswith("DEMO") and quote.book.startswith("Demo ") for quote in slate.quotes
    )
    assert all(event.source.startswith("DEMO") and event.id.startswith("demo-") for event in slate.events)


async def test_the_same_moment_gives_the_same_slate_and_the_same_day_the_same_prices():
    nba = leagues_by_key()["nba"]
    first = await DemoOdds().fetch_slate(nba, NOON, NEW_YORK)
    assert first == await DemoOdds().fetch_slate(nba, NOON, NEW_YORK)
    later = await DemoOdds().fetch_slate(nba, NOON + timedelta(hours=3), NEW_YORK)
    assert [(q.event.id, q.american, q.line) for q in first.quotes] == [
        (q.event.id, q.american, q.line) for q in later.quotes
    ]
    tomorrow = await DemoOdds().fetch_slate(nba, NOON + timedelta(days=1), NEW_YORK)
    assert [q.american for q in first.quotes] != [q.american for q in tomorrow.quotes]


@pytest.mark.parametrize(
    "zone", ["America/New_York", "America/Los_Angeles", "Europe/Berlin", "Asia/Tokyo", "Pacific/Kiritimati"]
)
async def test_lakers_and_warriors_play_tonight_at_every_hour_in_every_zone(zone):
    for now in HOURS:
        slate = await DemoOdds().fetch_slate(leagues_by_key()["nba"], now, ZoneInfo(zone))
        (game,) = [event for event in slate.events if "Los Angeles Lakers" in (event.home, event.away)]
        assert "Golden State Warriors" in (game.home, game.away)
        assert now + LEAD_TIME <= game.starts_at <= now + timedelta(hours=20)
        assert game.starts_at.utcoffset() == timedelta(0)


async def test_no_team_plays_twice_and_all_are_known_teams():
    for key in DEMO_LEAGUES:
        slate = await DemoOdds().fetch_slate(leagues_by_key()[key], NOON, NEW_YORK)
        names = [name for event in slate.events for name in (event.away, event.home)]
        assert len(set(names)) == len(names)
        assert all(len(Roster(key, names).match(name)) == 1 for name in names)


async def test_a_league_the_demo_does_not_play_is_said_so():
    with pytest.raises(SourceNotFound, match="no La Liga"):
        await DemoOdds().fetch_slate(leagues_by_key()["laliga"], NOON, NEW_YORK)


async def test_the_averages_are_the_published_ones_and_name_their_season():
    answer = await DemoStats().ask("What's LeBron James averaging this season?", NOON)
    assert answer.rows == (("Points", "25.7"), ("Rebounds", "7.3"), ("Assists", "8.3"), ("Games", "71"))
    assert (answer.season, answer.subject, answer.demo) == ("2023-24", "LeBron James", True)
    assert "2023-24" in answer.headline
    assert answer.source.startswith("DEMO")


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("lebron", "LeBron James"),
        ("Curry's points", "Stephen Curry"),
        ("steph curry stats", "Stephen Curry"),
        ("How is Jokic doing", "Nikola Jokić"),
        ("jokci stats", "Nikola Jokić"),
        ("How many home runs did Ohtani hit?", "Shohei Ohtani"),
    ],
)
async def test_a_player_is_found_in_a_question(question, subject):
    assert (await DemoStats().ask(question, NOON)).subject == subject


@pytest.mark.parametrize(
    "question", ["Seth Curry points", "James Harden", "anthony", "tom brady", "", "how many games"]
)
async def test_another_player_is_not_taken_for_one_we_know(question):
    with pytest.raises(SourceNotFound, match="has season figures for"):
        await DemoStats().ask(question, NOON)


async def test_a_trend_shows_season_by_season_with_its_source():
    trends = await DemoStats().trends("LeBron James", NOON)
    assert trends is not None
    assert trends.labels[-1] == "2023-24"
    assert [series.values[-1] for series in trends.series] == [25.7, 7.3, 8.3]
    assert trends.source.startswith("DEMO")
    assert await DemoStats().trends("Wembanyama", NOON) is None


async def test_search_hits_say_that_nothing_was_searched():
    hits = [hit async for hit in DemoSearch(pace_s=0).search("news about the Lakers", "general", NOON)]
    assert len(hits) == 2
    assert all(hit.demo and "DEMO" in hit.title and "DEMO" in hit.engine for hit in hits)
    assert "the web was not searched" in hits[0].title
    assert not any("http" in hit.url for hit in hits)


async def test_the_demos_props_are_on_its_own_games_marked_and_the_same_all_day():
    props, nba = DemoProps(), leagues_by_key()["nba"]
    games = await props.fetch_events(nba, NOON, NEW_YORK)
    assert games == (await DemoOdds().fetch_slate(nba, NOON, NEW_YORK)).events[: len(games)]
    slate = await props.fetch_props(games[0], nba, NOON)
    assert {quote.subject for quote in slate.quotes} == {"LeBron James", "Stephen Curry"}
    assert slate.demo
    assert all(quote.demo and quote.source.startswith("DEMO") for quote in slate.quotes)
    later = await props.fetch_bet_props(games[0], nba, NOON + timedelta(hours=1), ["points"])
    prices = {(q.subject, q.selection, q.line, q.book): q.american for q in slate.quotes if q.stat == "points"}
    assert prices == {(q.subject, q.selection, q.line, q.book): q.american for q in later.quotes}
    with pytest.raises(SourceNotFound, match="LeBron James"):
        await props.fetch_props(replace(games[0], away="Utah Jazz", home="Miami Heat"), nba, NOON)


@pytest.mark.parametrize("key", DEMO_LEAGUES)
async def test_one_price_a_league_beats_the_market_and_no_more(key):
    for days in range(5):
        now = NOON + timedelta(days=days)
        slate = await DemoOdds().fetch_slate(leagues_by_key()[key], now, NEW_YORK)
        ((_, market, side),) = build_board(slate, now=now).value
        assert market.market is Market.MONEYLINE
        assert 0.01 <= (side.value_ev or 0) < 0.04


@pytest.mark.parametrize("key", DEMO_LEAGUES)
async def test_scores_are_final_live_and_to_come_and_every_team_played_yesterday(key):
    league, facts = leagues_by_key()[key], DemoFacts()
    now = await facts.fetch_scores(league, NOON)
    coming = {EventStatus.SCHEDULED} if key.startswith("ncaa") else set(EventStatus) - {"postponed", "canceled"}
    assert {score.event.status for score in now} == coming
    day = NOON.astimezone(NEW_YORK).date() - timedelta(days=1)
    past = await facts.fetch_scores(league, NOON, day)
    assert {score.event.status for score in past} == {EventStatus.FINAL}
    resting = set(team_names(key)) - {name for score in past for name in (score.event.away, score.event.home)}
    assert len(resting) == len(team_names(key)) % 2
    assert league.draws or all(score.away_score != score.home_score for score in past)
    assert all(score.demo for score in (*now, *past))


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu"])
@pytest.mark.parametrize("at", HOURS[::13])
async def test_the_board_and_the_scores_have_the_same_games_to_come_in_every_time_zone(zone: str, at: datetime) -> None:
    league, where = leagues_by_key()["nba"], ZoneInfo(zone)
    slate = await DemoOdds().fetch_slate(league, at, where)
    scores = await DemoFacts().fetch_scores(league, at, None, where)
    coming = {(score.event.name, score.event.starts_at) for score in scores if score.event.status == "scheduled"}
    assert coming
    assert coming <= {(event.name, event.starts_at) for event in slate.events}


async def test_injuries_are_of_nobody_real_and_every_team_has_some():
    report = await DemoFacts().fetch_injuries(leagues_by_key()["nfl"], NOON)
    assert {injury.team for injury in report.injuries} == set(team_names("nfl"))
    assert all(injury.demo and injury.player.startswith("Demo ") for injury in report.injuries)


@pytest.mark.parametrize(("words", "zone"), [("Denver", "America/Denver"), ("bufalo", "America/New_York")])
async def test_a_town_has_the_same_weather_whenever_it_is_asked(words, zone):
    place = await DemoWeather().find_place(words, NOON)
    weather = await DemoWeather().fetch_weather(place, NOON, NOON)
    assert place.zone == zone
    assert weather.demo
    assert weather == await DemoWeather().fetch_weather(place, NOON, NOON)


async def test_a_players_log_is_invented_and_says_so():
    logs = DemoLogs()
    player = await logs.fetch_player("lebron", NOON)
    log = await logs.fetch_game_log(player, NOON)
    assert (player.name, log.demo) == ("LeBron James", True)
    assert "invented" in (log.note or "")
    assert 20 < sum(game.figures["points"] for game in log.games) / len(log.games) < 32
