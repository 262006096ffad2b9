"""Two odds sources over real sockets, of which one or both keep people waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

import pytest

from professor_lock.betting.facts import Slate
from professor_lock.settings import EspnSettings, OddsApiSettings
from professor_lock.sources.contracts import OddsSource
from professor_lock.sources.errors import SourceTimeout
from professor_lock.sources.espn.espn import Espn
from professor_lock.sources.http import ProviderClient, SharedHttpClient
from professor_lock.sources.names.leagues import League
from professor_lock.sources.odds_api.odds_api import OddsApi
from professor_lock.sources.sports import SportsData
from tests.fakes.espn import FakeEspn
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.web import Reply
from tests.sources.conftest import NOW

SOON_S, LATE_S = 0.2, 60.0
"""A wait that passes within the test, and one that must not: a test that needed it would time out."""


@dataclass
class Told:
    """A source that tells when it is asked and when it has failed."""

    inner: OddsSource
    log: list[str]
    demo: bool = False
    source: str = field(init=False)

    def __post_init__(self) -> None:
        self.source = self.inner.source

    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        self.log.append(f"{self.source} asked")
        try:
            return await self.inner.fetch_slate(league, now, zone)
        except SourceTimeout:
            self.log.append(f"{self.source} failed")
            raise


class Evening:
    """The feed and its stand-in. `feed_s` is how long the feed may take, ESPN may take for ever."""

    def __init__(self, http: SharedHttpClient, odds: FakeOddsApi, espn: FakeEspn) -> None:
        self.http, self.odds, self.espn = http, odds, espn
        self.log: list[str] = []

    async def slate(self, *, feed_s: float, next_after_s: float, total_s: float = LATE_S) -> Slate:
        feed = ProviderClient(self.http, "The Odds API", timeout_s=feed_s, budget_s=feed_s)
        site = ProviderClient(self.http, "ESPN", timeout_s=2 * LATE_S, budget_s=2 * LATE_S)
        sources: list[OddsSource] = [
            OddsApi(feed, OddsApiSettings(key=self.odds.key, url=self.odds.url)),
            Espn(site, EspnSettings(site_url=self.espn.url)),
        ]
        told = [Told(source, self.log) for source in sources]
        sports = SportsData(told, next_after_s=next_after_s, total_s=total_s)
        async with asyncio.timeout(LATE_S / 2):
            return await sports.slate("nba", NOW)


@pytest.fixture
def evening(http: SharedHttpClient) -> Iterator[Evening]:
    with FakeOddsApi() as odds, FakeEspn() as espn:
        yield Evening(http, odds, espn)


async def test_a_feed_that_answers_is_the_only_one_asked_and_asked_once(evening):
    slate = await evening.slate(feed_s=LATE_S, next_after_s=LATE_S)
    assert (slate.source, slate.note) == ("The Odds API", None)
    assert len(evening.odds.requests) == 1
    assert evening.espn.requests == []


async def test_when_both_hang_the_stand_in_is_asked_meanwhile_and_gets_no_time_on_top(evening):
    evening.odds.always(Reply(hang=True))
    evening.espn.always(Reply(hang=True))
    with pytest.raises(SourceTimeout, match="The Odds API did not answer in time"):
        await evening.slate(feed_s=5 * SOON_S, next_after_s=SOON_S, total_s=6 * SOON_S)
    assert evening.log == ["The Odds API asked", "ESPN asked", "The Odds API failed"]
    assert len(evening.odds.requests) == 1


async def test_when_the_feed_hangs_the_stand_in_has_been_asked_before_it_failed_and_says_why(evening):
    evening.odds.always(Reply(hang=True))
    slate = await evening.slate(feed_s=5 * SOON_S, next_after_s=SOON_S)
    assert slate.source == "ESPN"
    assert (slate.note or "").startswith("The Odds API did not answer in time.")
    assert evening.log == ["The Odds API asked", "ESPN asked", "The Odds API failed"]


async def test_a_feed_that_answers_late_is_preferred_to_the_stand_in_that_was_asked_meanwhile(evening):
    evening.odds.script([Reply(200, b"[]", delay_s=5 * SOON_S)])
    slate = await evening.slate(feed_s=LATE_S, next_after_s=SOON_S)
    assert (slate.source, slate.note) == ("The Odds API", None)
    assert evening.log == ["The Odds API asked", "ESPN asked"]


async def test_a_feed_that_fails_at_once_is_not_waited_for(evening):
    evening.odds.always(Reply(401, b"{}"))
    slate = await evening.slate(feed_s=LATE_S, next_after_s=LATE_S)
    assert slate.source == "ESPN"
    assert "The Odds API" in (slate.note or "")
