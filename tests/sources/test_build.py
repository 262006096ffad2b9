"""The outside world as the tools see it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from professor_lock.betting.facts import Event, EventStatus, InjuryReport, Market, SearchResult, Slate
from professor_lock.betting.legs import LegRequest
from professor_lock.errors import BadInput, SourceUnavailable
from professor_lock.settings import Settings
from professor_lock.settings_reading import load_settings
from professor_lock.sources.build import Ambiguous, EngineFailed, SportsData, WebSearch, assemble, build_sources
from professor_lock.sources.demo.demo import DemoOdds, DemoSearch, DemoStats
from professor_lock.sources.errors import NotConfigured, SourceNotFound, SourceTimeout, WhichPlayer
from professor_lock.sources.http import SharedHttpClient
from professor_lock.sources.names.games import NoScore
from professor_lock.sources.names.leagues import AmbiguousLeague, League, UnknownLeague
from professor_lock.sources.sources import Sources
from professor_lock.timings import SourceTimings
from tests.fakes.espn import FakeEspn
from tests.fakes.odds_api import FakeOddsApi, fixture_slates
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.fakes.search_engines import FakeTavily
from tests.fakes.statmuse import FakeStatMuse
from tests.fakes.web import Reply

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
ONLY_KEYED = ("espn", "open_meteo")
"""Without the sources that need no key: nothing outside this machine is asked."""


def live_settings(*, without: Sequence[str] = (), **variables: str) -> Settings:
    """Those of a production server with these variables; `without` names sections of providers that are not asked."""
    return load_settings({"PP_ENV": "production", **variables}).model_copy(update=dict.fromkeys(without))


@pytest.fixture
async def http() -> AsyncIterator[SharedHttpClient]:
    async with SharedHttpClient() as client:
        yield client


@pytest.fixture
def api():
    with FakeOddsApi() as server:
        yield server


def live_odds(http: SharedHttpClient, api: FakeOddsApi) -> Sources:
    """The Odds API alone."""
    return build_sources(
        live_settings(
            THE_ODDS_API_KEY=api.key,
            THE_ODDS_API_URL=api.url,
            without=ONLY_KEYED,
        ),
        http,
    )


@pytest.fixture
def live(http, api):
    return live_odds(http, api)


@pytest.fixture
def demo(http):
    return build_sources(load_settings({}), http)


async def test_live_odds_come_from_the_odds_api(live):
    slate = await live.sports.slate("nba", NOW)
    assert (len(slate.events), slate.source, slate.demo) == (4, "The Odds API", False)


async def test_words_of_no_or_several_leagues_are_the_askers_to_mend(live):
    with pytest.raises(UnknownLeague):
        await live.sports.slate("curling", NOW)
    with pytest.raises(AmbiguousLeague):
        await live.sports.slate("soccer", NOW)


async def test_legs_of_two_leagues_are_matched_from_two_slates(live, api):
    requests = [
        LegRequest("Lakers -3.5", Market.SPREAD, league="nba", american=900),
        LegRequest("Draw", Market.MONEYLINE, event="Arsenal vs Man City"),
        LegRequest("Over 221", Market.TOTAL, event="Clippers @ Suns"),
    ]
    legs, unmatched = await live.sports.find_legs(requests, NOW)
    assert unmatched == []
    assert [(leg.selection, leg.american, leg.book) for leg in legs] == [
        ("Los Angeles Lakers", -107, "LowVig.ag"),
        ("Draw", 245, "FanDuel"),
        ("Over", -110, "FanDuel"),
    ]
    assert sorted(seen.path for seen in api.requests) == [
        "/v4/sports/basketball_nba/odds",
        "/v4/sports/soccer_epl/odds",
    ]


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (LegRequest("Rangers", None), "Which league"),
        (LegRequest("Lakers", None, league="curling"), "do not know that league"),
        (LegRequest("Over 5.5", None), "league is not clear"),
        (LegRequest("Duke", None), "Which league"),
        (LegRequest("Memphis -3.5", None), "Which league"),
        (LegRequest("Lakers zorp", None), "I do not know what 'zorp' means"),
        (LegRequest("Lakers +9.5", None, event="Lakers vs Suns zorp"), "I do not know what 'zorp' means"),
        (LegRequest("Lakers -9", None), "at that line"),
    ],
)
async def test_a_leg_that_cannot_be_placed_is_not_found_with_a_reason(live, request_, reason):
    legs, unmatched = await live.sports.find_legs([request_], NOW)
    assert legs == []
    assert reason in unmatched[0].reason


async def test_one_failing_slate_leaves_the_legs_of_the_other(http):
    with FakeOddsApi({"basketball_nba": fixture_slates()["basketball_nba"]}) as api:
        sources = build_sources(
            live_settings(
                THE_ODDS_API_KEY=api.key,
                THE_ODDS_API_URL=api.url,
                without=ONLY_KEYED,
            ),
            http,
        )
        legs, unmatched = await sources.sports.find_legs([LegRequest("Lakers", None), LegRequest("Arsenal", None)], NOW)
    assert [leg.selection for leg in legs] == ["Los Angeles Lakers"]
    assert "The Odds API" in unmatched[0].reason


async def test_when_no_slate_can_be_had_the_source_is_named(live, api):
    api.always(Reply(500))
    with pytest.raises(SourceUnavailable, match="The Odds API"):
        await live.sports.find_legs([LegRequest("Lakers", None)], NOW)


@pytest.fixture
def keyless(http):
    with FakeEspn() as server:
        yield build_sources(live_settings(ESPN_SITE_URL=server.url, ESPN_WEB_URL=server.url), http)


async def test_without_any_key_espn_fills_the_board_and_the_rest(keyless):
    states = {status.part: (status.state, status.detail) for status in keyless.statuses}
    assert states["odds"] == states["scores and injuries"] == states["stats"] == ("live", "ESPN")
    slate = await keyless.sports.slate("nba", NOW)
    assert {quote.book for quote in slate.quotes} == {"DraftKings", "ESPN BET"}
    legs, unmatched = await keyless.sports.find_legs([LegRequest("Lakers -3.5", None, league="nba")], NOW)
    assert [(leg.american, leg.book) for leg in legs] == [(-112, "DraftKings")]
    assert unmatched == []
    assert len(await keyless.sports.scores("nba", NOW)) == 6
    assert len(await keyless.sports.news("nba", NOW)) == 2
    assert (await keyless.stats.ask("Casey Sample", NOW)).season == "2025-26"
    assert await keyless.stats.trends("Casey Sample", NOW) is not None


async def test_props_of_a_player_come_from_the_game_that_is_named(live):
    slate = await live.sports.props("nba", "Lakers", NOW, "Casey Sample")
    assert isinstance(slate, Slate)
    assert {(quote.subject, quote.stat) for quote in slate.quotes} == {
        ("Casey Sample", "points"),
        ("Casey Sample", "rebounds"),
    }
    assert isinstance(await live.sports.props("nba", "LA", NOW), Ambiguous)
    both = Ambiguous("sample", ("Casey Sample", "Riley Sample"))
    assert await live.sports.props("nba", "Lakers", NOW, "sample") == both
    with pytest.raises(SourceNotFound, match="no props on that player"):
        await live.sports.props("nba", "Lakers", NOW, "Nobody")
    with pytest.raises(SourceNotFound, match="no such game"):
        await live.sports.props("nba", "Spurs", NOW)


async def test_the_way_to_a_games_props_costs_only_the_props(live, api):
    await live.sports.props("nba", "Lakers", NOW)
    assert [seen.path for seen in api.requests] == [
        "/v4/sports/basketball_nba/events",
        "/v4/sports/basketball_nba/events/e1a0lakerswarriors/odds",
    ]


async def test_without_an_odds_feed_props_say_what_to_set(keyless):
    with pytest.raises(NotConfigured) as said:
        await keyless.sports.props("nba", "Lakers", NOW)
    assert "THE_ODDS_API_KEY" in said.value.for_operator
    assert "KEY" not in str(said.value)


async def test_scores_are_found_for_games_that_another_source_named(http):
    with FakeEspn() as espn, FakeOddsApi() as odds:
        sources = build_sources(
            live_settings(
                THE_ODDS_API_KEY=odds.key,
                THE_ODDS_API_URL=odds.url,
                ESPN_SITE_URL=espn.url,
            ),
            http,
        )
        slate = await sources.sports.slate("nba", NOW)
        scores = await sources.sports.found_scores(slate.events, NOW)
        listed = [score for score in scores.values() if not isinstance(score, NoScore)]
        found = {score.event.name: (score.away_score, score.home_score) for score in listed}
        assert found["Boston Celtics @ New York Knicks"] == (61, 58)
        assert found["Los Angeles Clippers @ Phoenix Suns"] == (None, None)
        assert isinstance(scores["e4d3netshawks"], NoScore)
        espn.always(Reply(500))
        shown = await sources.sports.scores("nba", NOW + timedelta(days=2))
        assert {score.source for score in shown} == {"The Odds API"}
        assert all("ESPN answered with an error (HTTP 500)." in (score.note or "") for score in shown)
        with pytest.raises(SourceUnavailable, match="ESPN"):  # the odds feed does not tell overtime: it settles nothing
            await sources.sports.found_scores(slate.events, NOW + timedelta(days=2))
        odds.always(Reply(500))
        with pytest.raises(SourceUnavailable, match="ESPN"):
            await sources.sports.scores("nba", NOW + timedelta(days=4))


async def test_the_days_after_are_read_for_a_game_that_may_have_been_moved_and_for_no_other(http):
    with FakeEspn() as espn:
        sports = build_sources(live_settings(ESPN_SITE_URL=espn.url), http).sports
        start = datetime(2026, 1, 10, 18, 0, tzinfo=UTC)  # a Saturday
        games = [
            Event(f"bet-{league}", league, "Foo Town", "Bar City", start, EventStatus.SCHEDULED, "Odds feed")
            for league in ("nfl", "nba")
        ]
        espn.always(Reply(body=b'{"events": []}'))
        found = await sports.found_scores(games, start + timedelta(days=2))
        days = [(seen.path.split("/")[-2], seen.query["dates"]) for seen in espn.requests]
    assert all(isinstance(one, NoScore) for one in found.values())
    assert sorted(days) == [
        ("nba", "20260110"), ("nfl", "20260110"), ("nfl", "20260111"), ("nfl", "20260112")
    ]  # fmt: skip


async def test_a_probe_of_every_provider_tells_its_state_speed_and_a_sample(http):
    with FakeEspn() as espn, FakeOddsApi(remaining=321) as odds, FakeTavily() as search, FakeOpenMeteo() as meteo:
        sources = build_sources(
            live_settings(
                THE_ODDS_API_KEY=odds.key,
                THE_ODDS_API_URL=odds.url,
                ESPN_SITE_URL=espn.url,
                ESPN_WEB_URL=espn.url,
                OPEN_METEO_URL=meteo.url,
                OPEN_METEO_GEOCODING_URL=meteo.url,
                TAVILY_API_KEY="wrong",
                TAVILY_URL=search.url,
            ),
            http,
        )
        found = {finding.source: finding for finding in await sources.probe(datetime.now(UTC))}
    assert found["ESPN scores"].ok
    assert "6 NBA games" in found["ESPN scores"].sample
    assert not found["ESPN stats"].ok
    assert found["Open-Meteo"].sample == "Denver, Colorado, United States: light snow"
    assert (found["Tavily"].ok, "TAVILY_API_KEY" in found["Tavily"].sample) == (False, True)
    assert found["The Odds API"].sample == "2 sports in season, credits left: 321"
    assert all(finding.latency_ms >= 0 for finding in found.values())


@pytest.mark.parametrize(
    ("query", "search_type", "titles"),
    [
        (
            "Lakers",
            "injury",
            [
                "Example Smith, Los Angeles Lakers: Day-To-Day",
                "Example Davis, Los Angeles Lakers: Out (Left ankle sprain)",
            ],
        ),
        ("Is Davis playing for the Lakers", "injury", ["Example Davis, Los Angeles Lakers: Out (Left ankle sprain)"]),
        ("latest NBA news", "news", ["Newest story", "Older story"]),
        ("Celtics", "injury", []),
    ],
)
async def test_news_and_injuries_are_searched_without_a_key(keyless, query, search_type, titles):
    found = [hit async for hit in keyless.search.search(query, search_type, NOW)]
    assert [hit.title for hit in found if isinstance(hit, SearchResult)] == titles
    assert keyless.search.engines_for(search_type) == ("ESPN",)


async def test_a_general_search_still_needs_an_engine(keyless):
    with pytest.raises(NotConfigured, match="not set up") as said:
        await anext(keyless.search.search("weather in Denver", "general", NOW))
    assert "TAVILY_API_KEY" in said.value.for_operator


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("weather for the Bears game tonight", "Chicago, IL"),  # a nickname stands for the town of its team
        ("Dallas weather tomorrow", "Dallas"),  # a town for itself, though the Cowboys play in Arlington
        ("weather forecast Green Bay WI November 30", "Green Bay, WI"),
        ("will it rain at Lambeau Field on Sunday?", "Lambeau Field"),
    ],
)
async def test_a_search_for_the_weather_asks_for_the_place_it_names(http, query, place):
    with FakeEspn() as espn, FakeOpenMeteo() as meteo:
        sources = build_sources(
            live_settings(
                ESPN_SITE_URL=espn.url,
                OPEN_METEO_URL=meteo.url,
                OPEN_METEO_GEOCODING_URL=meteo.url,
            ),
            http,
        )
        found = [item async for item in sources.search.search(query, "weather", NOW)]
        assert meteo.requests[0].query["name"] == place.split(",")[0]
    assert found == [EngineFailed("Open-Meteo", f"Open-Meteo knows no place called {place!r}.")]


async def test_a_weather_search_gives_the_forecast_before_the_web():
    web = Engine("Web", ["https://web.example"])
    forecast = Engine("Forecast", ["https://forecast.example"], wait=0.05)
    found = [item async for item in WebSearch([web], (), [forecast]).search("q", "weather", NOW)]
    assert [item.engine for item in found] == ["Forecast", "Web"]
    assert WebSearch([web], (), [forecast]).engines_for("general") == ("Web",)


async def test_an_injury_search_gives_the_report_with_its_date_beside_the_web(http):
    with FakeEspn() as espn, FakeTavily() as tavily:
        sources = build_sources(
            live_settings(
                ESPN_SITE_URL=espn.url,
                TAVILY_API_KEY=tavily.key,
                TAVILY_URL=tavily.url,
            ),
            http,
        )
        found = [hit async for hit in sources.search.search("Lakers", "injury", NOW)]
    hits = [hit for hit in found if isinstance(hit, SearchResult)]
    assert {hit.engine for hit in hits} == {"ESPN", "Tavily"}
    davis = next(hit for hit in hits if hit.title.startswith("Example Davis"))
    assert davis.published_at == datetime(2026, 1, 10, 16, 52, tzinfo=UTC)
    assert (davis.source, davis.snippet) == ("ESPN (RotoWire)", "Davis (ankle) is questionable for Thursday.")


async def test_statmuse_is_asked_first_where_it_is_on_and_espn_when_it_cannot_answer(http):
    with FakeEspn() as espn, FakeStatMuse() as statmuse:
        sources = build_sources(
            live_settings(
                PP_STATMUSE="on",
                STATMUSE_URL=statmuse.url,
                ESPN_WEB_URL=espn.url,
            ),
            http,
        )
        assert (await sources.stats.ask("Casey Sample points", NOW)).source == "StatMuse"
        trends = await sources.stats.trends("Casey Sample points", NOW)
        assert trends is not None
        assert trends.source == "ESPN"
        statmuse.always(Reply(500))
        assert (await sources.stats.ask("Casey Sample assists", NOW)).source == "ESPN"
        with pytest.raises(WhichPlayer, match=r"StatMuse .*\(HTTP 500\)\. Which player is meant: Casey Sample .*\?$"):
            await sources.stats.ask("Sample points", NOW)
        with pytest.raises(SourceUnavailable, match=r"StatMuse .*\(HTTP 500\)\. ESPN knows no player") as nobody:
            await sources.stats.ask("Nobody Known points", NOW)
        assert not isinstance(nobody.value, SourceNotFound)  # StatMuse may know them when it is back


async def test_injuries_of_a_team_are_its_own(keyless):
    report = await keyless.sports.injuries("nba", NOW, "lakers")
    assert isinstance(report, InjuryReport)
    assert [injury.player for injury in report.injuries] == ["Example Smith", "Example Davis"]
    assert isinstance(await keyless.sports.injuries("nba", NOW, "LA"), Ambiguous)
    with pytest.raises(BadInput, match="do not know that team"):
        await keyless.sports.injuries("nba", NOW, "Zebras")


async def test_a_team_with_nobody_listed_is_not_called_healthy(keyless):
    report = await keyless.sports.injuries("nba", NOW, "Celtics")
    assert isinstance(report, InjuryReport)
    assert report.injuries == ()
    assert "none listed, not all healthy" in (report.note or "")


async def test_a_hundred_askers_make_one_call(live, api):
    slates = await asyncio.gather(*(live.sports.slate("nba", NOW) for _ in range(200)))
    assert len(api.requests) == 1
    assert all(slate == slates[0] for slate in slates)


async def test_when_the_source_fails_an_older_answer_is_given_with_its_age(live, api):
    fresh = await live.sports.slate("nba", NOW)
    api.always(Reply(500))
    older = await live.sports.slate("nba", NOW + timedelta(minutes=10))
    assert older.quotes == fresh.quotes
    assert older.fetched_at == NOW
    assert older.note == "The Odds API answered with an error (HTTP 500). This is what it said 10 minutes ago."


async def test_with_every_source_down_all_questions_end_and_show_no_number(http):
    with FakeEspn() as espn, FakeOddsApi() as odds, FakeTavily() as search:
        for server in (espn, odds, search):
            server.always(Reply(502, b"<html>Bad Gateway", content_type="text/html"))
        sources = build_sources(
            live_settings(
                THE_ODDS_API_KEY=odds.key,
                THE_ODDS_API_URL=odds.url,
                ESPN_SITE_URL=espn.url,
                ESPN_WEB_URL=espn.url,
                TAVILY_API_KEY=search.key,
                TAVILY_URL=search.url,
            ),
            http,
        )
        with pytest.raises(SourceUnavailable, match="The Odds API"):
            await sources.sports.slate("nba", NOW)
        with pytest.raises(SourceUnavailable, match="ESPN"):
            await sources.sports.injuries("nba", NOW)
        with pytest.raises(SourceUnavailable, match="ESPN"):
            await sources.stats.ask("Casey Sample", NOW)
        found = [item async for item in sources.search.search("x", "general", NOW)]
        assert [type(item) for item in found] == [EngineFailed]


class Broken:
    source, demo = "Broken feed", False

    async def fetch_slate(self, league: League, now: datetime, zone) -> Slate:
        raise SourceTimeout("Broken feed did not answer in time.", source="Broken feed")


async def test_the_next_source_stands_in_and_says_why():
    slate = await SportsData([Broken(), DemoOdds()]).slate("nba", NOW)
    assert slate.source.startswith("DEMO")
    assert (slate.note or "").startswith("Broken feed did not answer in time.")


async def test_when_all_sources_fail_the_first_ones_error_is_told():
    with pytest.raises(SourceTimeout, match="Broken feed"):
        await SportsData([Broken(), Broken()]).slate("nba", NOW)


async def test_parts_without_a_source_say_what_to_set(http):
    sources = build_sources(live_settings(without=ONLY_KEYED), http)
    assert [(status.part, status.state) for status in sources.statuses] == [
        ("odds", "missing"),
        ("scores and injuries", "missing"),
        ("stats", "missing"),
        ("weather", "missing"),
        ("search", "missing"),
    ]
    unset = {
        "THE_ODDS_API_KEY": lambda: sources.sports.slate("nba", NOW),
        "PP_DATA": lambda: sources.stats.ask("LeBron", NOW),
        "TAVILY_API_KEY": lambda: anext(sources.search.search("x", "general", NOW)),
    }
    for variable, ask in unset.items():
        with pytest.raises(NotConfigured) as said:
            await ask()
        assert variable in said.value.for_operator
        assert variable not in str(said.value)
    with pytest.raises(NotConfigured) as said:
        await sources.weather.at("Denver", NOW, NOW)
    assert "PP_DATA" in said.value.for_operator


async def test_the_demo_answers_for_every_part(demo):
    states = {status.part: status.state for status in demo.statuses}
    assert set(states.values()) == {"demo"}
    slate = await demo.sports.slate("nba", NOW, ZoneInfo("Asia/Tokyo"))
    assert slate.demo
    legs, unmatched = await demo.sports.find_legs([LegRequest("Lakers", None), LegRequest("Warriors +3.5", None)], NOW)
    assert all(leg.demo for leg in legs)
    assert len(legs) + len(unmatched) == 2
    assert (await demo.stats.ask("LeBron James", NOW)).demo
    found = [hit async for hit in demo.search.search("weather in Denver", "general", NOW)]
    assert all(isinstance(hit, SearchResult) and hit.demo for hit in found)


def test_production_cannot_be_built_with_demo_parts(http):
    with pytest.raises(ValueError, match="production"):
        build_sources(live_settings(PP_DATA="demo"), http)
    bundles: list[tuple[list[DemoOdds], list[DemoStats], list[DemoSearch]]] = [
        ([DemoOdds()], [], []),
        ([], [DemoStats()], []),
        ([], [], [DemoSearch()]),
    ]
    for parts in bundles:
        with pytest.raises(ValueError, match="demo data cannot be served in production"):
            assemble(*parts, production=True)


def test_a_live_bundle_does_not_even_load_the_demo():
    program = (
        "import sys, parleyapp_tools as p, professor_lock.settings_reading as s, professor_lock.sources.http as h\n"
        "settings = s.load_settings({'PP_ENV': 'production', 'THE_ODDS_API_KEY': 'k'})\n"
        "p.build_sources(settings, h.SharedHttpClient())\n"
        "sys.exit('professor_lock.sources.demo.demo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


class Engine:
    demo = False

    def __init__(self, engine: str, urls: list[str], *, wait: float = 0, fail: Exception | None = None) -> None:
        self.engine, self._urls, self._wait, self._fail = engine, urls, wait, fail
        self.closed = False

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        try:
            for url in self._urls:
                await asyncio.sleep(self._wait)
                yield SearchResult("t", url, "s", "site", self.engine, now)
            if self._fail:
                raise self._fail
        finally:
            self.closed = True


async def collect(*engines: Engine) -> list[str]:
    found = [item async for item in WebSearch(engines).search("q", "general", NOW)]
    return [item.url if isinstance(item, SearchResult) else f"{item.engine} failed" for item in found]


async def test_hits_arrive_as_they_come_and_each_page_once():
    slow = Engine("Slow", ["https://a.example/x/", "https://b.example"], wait=0.05)
    fast = Engine("Fast", ["http://www.a.example/x#top", "https://c.example"])
    assert await collect(slow, fast) == ["http://www.a.example/x#top", "https://c.example", "https://b.example"]


async def arrivals(report: Engine, web: Engine, search_type: str, timings: SourceTimings | None = None) -> list[str]:
    found = [item async for item in WebSearch([web], [report], timings=timings).search("q", search_type, NOW)]
    return [item.url if isinstance(item, SearchResult) else f"{item.engine} failed" for item in found]


async def test_an_injury_search_gives_the_injury_report_before_the_web():
    web = Engine("Web", ["https://web.example"])
    report = Engine("Report", ["https://report.example/1", "https://report.example/2"], wait=0.05)
    in_order = ["https://report.example/1", "https://report.example/2", "https://web.example"]
    assert await arrivals(report, web, "injury") == in_order
    assert await arrivals(report, web, "news") == [in_order[2], *in_order[:2]]
    down = Engine("Report", [], fail=SourceTimeout("Report did not answer in time.", source="Report"))
    assert await arrivals(down, web, "injury") == ["Report failed", "https://web.example"]
    late = Engine("Report", ["https://report.example/1"], wait=0.5)
    assert await arrivals(late, web, "injury", SourceTimings(report_first_s=0.05)) == [
        "https://web.example",
        "https://report.example/1",
    ]


async def test_a_failing_engine_is_reported_and_the_others_go_on():
    bad = Engine("Bad", ["https://a.example"], fail=SourceTimeout("Bad did not answer in time.", source="Bad"))
    good = Engine("Good", ["https://b.example"], wait=0.05)
    assert await collect(bad, good) == ["https://a.example", "Bad failed", "https://b.example"]


async def test_a_bug_in_an_engine_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        await collect(Engine("Buggy", ["https://a.example"], fail=ZeroDivisionError()))


async def test_a_listener_who_leaves_stops_the_engines():
    engine = Engine("Endless", [f"https://{n}.example" for n in range(1000)], wait=0.01)
    hits = WebSearch([engine]).search("q", "general", NOW)
    await anext(hits)
    await hits.aclose()
    assert engine.closed
