"""A source that has failed is named also when the one that stands in for it finds nothing, or answers less."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from typing import Any

import pytest
from msgspec import structs

from professor_lock.betting.facts import GameScore, InjuryReport, Slate, StatAnswer, Trends
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.build import assemble
from professor_lock.sources.demo.demo import DemoOdds, DemoStats, demo_events
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.leagues import League, find_league
from professor_lock.sources.names.seasons import is_season_asked
from professor_lock.sources.sources import Sources
from professor_lock.zones import EASTERN
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.hostile_sources import Facts, with_sources
from tests.support.running_server import RunningServer, lasting_database, settings_for
from tests.support.told import asking, told

SAID = "The first feed did not answer."
GAMES = list(demo_events(find_league("nba"), datetime.now(UTC), UTC))


class Broken:
    """Whatever is asked of it fails."""

    source = "First feed"
    engine = "First engine"
    demo = False

    def __getattr__(self, name: str) -> Any:
        async def failing(*given: Any, **named: Any) -> Any:
            raise SourceUnavailable(SAID, source=self.source)

        return failing


class Odds(DemoOdds):
    """A feed with games, or without."""

    source = "Second feed"
    demo = False

    def __init__(self, *, empty: bool) -> None:
        self._empty = empty

    async def fetch_slate(self, league: League, now: datetime, zone: Any) -> Slate:
        slate = await super().fetch_slate(league, now, zone)
        if self._empty:
            return Slate(league.key, (), (), self.source, now)
        quotes = tuple(structs.replace(quote, source=self.source) for quote in slate.quotes)
        return Slate(league.key, slate.events, quotes, self.source, now)


class NoScores(Facts):
    """No game is listed, and nobody is hurt."""

    async def fetch_scores(
        self, league: League, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        return ()

    async def fetch_injuries(self, league: League, now: datetime) -> InjuryReport:
        return InjuryReport(league.key, (), self.source, now)


class Figures(DemoStats):
    """Figures, but no chart."""

    demo = False

    async def trends(self, question: str, now: datetime) -> Trends | None:
        raise SourceUnavailable(SAID, source="First feed")


class NoAnswer(DemoStats):
    """Knows nothing."""

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        raise SourceNotFound("The second feed has no answer.", source="Second feed")


def standing_in(*, empty: bool) -> Sources:
    """Every part of two sources, of which the first has failed and the second has nothing, or something."""
    return assemble(
        [Broken(), Odds(empty=empty)],
        [Broken(), NoAnswer() if empty else Figures()],
        [],
        production=False,
        facts=[Broken(), NoScores() if empty else Facts()],
    )


def scores_alone() -> Sources:
    """Scores whose only other source is the feed of prices."""
    return assemble([Odds(empty=True)], [], [], production=False, facts=[Broken()], scores=[NoScores()])


@pytest.fixture(scope="module")
def database(postgres: str) -> Iterator[str]:
    with lasting_database(postgres) as dsn:
        yield dsn


LEG: dict[str, Any] = {"market": "moneyline", "event": None, "line": None, "sport": "nba", "american": None}
LEGS = [LEG | {"selection": game.home} for game in GAMES[:2]]
ELSEWHERE = "Atlanta Hawks"
TRACKED = {
    "legs": [LEG | {"selection": ELSEWHERE, "price": "-110", "price_format": None, "date": None}],
    "stake": 10,
    "book": "FanDuel",
    "total_price": None,
}
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("get_odds_visual", {"sport": "nba"}),
    ("get_odds_visual", {"sport": "nba", "team": GAMES[0].home}),
    ("build_parlay", {"legs": LEGS, "stake": 25}),
    ("change_slip", {"add": [LEG | {"selection": GAMES[0].away}]}),
    ("paste_slip", {"text": f"{GAMES[0].home} ML\n{GAMES[1].home} ML", "stake": None}),
    ("find_value", {"sport": "nba", "min_ev_percent": 1, "max_age_minutes": 10}),
    ("compare_books", {"sport": "nba", "event": GAMES[0].home, "market": "moneyline"}),
    ("compare_books", {"sport": "nba", "event": GAMES[0].home, "market": "spread"}),
    ("get_weather", {"game": GAMES[0].home, "sport": "nba"}),
    ("get_injuries", {"league": "nba"}),
    ("get_scores", {"league": "nba"}),
    ("get_scores", {"league": "nba", "date": "2026-01-10"}),
    ("statmuse_query", {"question": "LeBron James points per game"}),
]
LESS_OR_OTHER = {"get_weather"}
"""With games its failure is another one: that no weather source is there."""


@pytest.mark.parametrize("empty", [True, False], ids=["finds nothing", "answers less"])
async def test_a_failed_source_is_named_beside_what_stands_in_for_it(database, tmp_path, empty):
    with (
        OpenAIServer(told) as model,
        RunningServer(settings_for(database, tmp_path, model=model), with_sources(standing_in(empty=empty))) as server,
    ):
        async with ChatKitClient(server.url, user_id=f"ann-{empty}") as ann:
            for call in CALLS:
                chat = await ann.chat().send(asking(call))
                assert chat.error is None
                if not empty and call[0] in LESS_OR_OTHER:
                    continue
                assert SAID in chat.text, (call, chat.text)
                if chat.widgets:
                    assert SAID in "\n".join(widget["copy_text"] for widget in chat.widgets), call


async def test_scores_say_who_failed_where_the_other_lists_none(database, tmp_path):
    with OpenAIServer(told) as model:
        settings = settings_for(database, tmp_path, model=model)
        with RunningServer(settings, with_sources(scores_alone())) as server:
            async with ChatKitClient(server.url, user_id="bob") as bob:
                chat = await bob.chat().send(asking(("get_scores", {"league": "nba"})))
                assert f"{SAID} Facts feed lists no NBA games for now." in chat.text
                chat = await bob.chat().send(asking(("track_bet", TRACKED)))
                assert f"CANNOT: {SAID}" in chat.text


AT = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "season", "answers"),
    [
        ("LeBron points", "2025-26", True),
        ("LeBron points this season", "2025-26", True),
        ("LeBron points in 2023-24", "2025-26", False),
        ("LeBron points in 2023-24", "2023-24", True),
        ("LeBron points 2023/2024", "2023-24", True),
        ("LeBron points 2024", "2023-24", True),
        ("LeBron points 2024", "2024-25", True),
        ("LeBron points in 2022", "2024-25", False),
        ("LeBron points last season", "2025-26", False),
        ("LeBron points last season", "2024-25", True),
        ("Judge home runs last season", "2025", True),
        ("Judge home runs previous year", "2026", False),
        ("1999-00 points", "1999-00", True),
        ("LeBron points in 23-24", "2025-26", False),
        ("LeBron points in the ’23-’24 season", "2023-24", True),
        ("LeBron 22/23 season points", "2023-24", False),
        ("Jordan points '95-96", "1995-96", True),
        ("LeBron points in 25-26", "2025-26", True),
        ("LeBron points a year ago", "2025-26", False),
        ("LeBron points two seasons ago", "2025-26", False),
        ("LeBron points the season before last", "2025-26", False),
        ("LeBron rookie season points", "2025-26", False),
        ("LeBron rookie season points", "2003-04", True),
        ("LeBron career points", "2025-26", False),
        ("LeBron all-time points", "2025-26", False),
        ("LeBron points as a rookie", "2025-26", False),
        ("LeBron career points", "2024-25", False),
        ("LeBron career points", "career", True),
        ("games with 20-21 points", "2025-26", True),
        ("the over 24-25 line", "2025-26", True),
        ("points", "as stated", True),
        ("points over 20.5 in 20245", "2025-26", True),
    ],
)
def test_another_season_is_no_answer(question: str, season: str, answers: bool) -> None:
    assert is_season_asked(question, season, AT) is answers


async def test_figures_of_another_season_are_not_given_for_the_one_asked_for():
    sources = assemble([], [DemoStats()], [], production=False)
    with pytest.raises(SourceNotFound, match="only"):
        await sources.stats.ask("LeBron James points per game in 2019-20", AT)
