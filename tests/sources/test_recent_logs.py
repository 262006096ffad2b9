"""The logs of a card's players: few at a time, within their time, and a failure that stays their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from professor_lock.settings_reading import load_settings
from professor_lock.sources.build import build_sources
from professor_lock.sources.http import SharedHttpClient
from professor_lock.sources.names.leagues import find_league
from professor_lock.sources.recent_logs import AT_ONCE
from professor_lock.sources.sources import Sources
from professor_lock.timings import SourceTimings
from tests.fakes.espn import FakeEspn
from tests.fakes.web import Reply

NBA = find_league("nba")
PLAYERS = ("Casey Sample", "Riley Sample", "Luka Model", "Jordan Example")
TEAMS = ("Utah Jazz", "Boston Celtics")
PATIENT = SourceTimings(attempt_s=20, answer_s=45, form_s=60)


@pytest.fixture
def espn() -> Iterator[FakeEspn]:
    with FakeEspn() as server:
        yield server


@pytest.fixture
async def sources(http: SharedHttpClient, espn: FakeEspn) -> AsyncIterator[Sources]:
    async with sources_of(espn, http, PATIENT) as built:
        yield built


@asynccontextmanager
async def sources_of(espn: FakeEspn, http: SharedHttpClient, timings: SourceTimings) -> AsyncIterator[Sources]:
    """The live sources with that ESPN and nothing else."""
    variables = {"PP_ENV": "production", "PP_STATMUSE": "off"}
    settings = load_settings(variables | {"ESPN_SITE_URL": espn.url, "ESPN_WEB_URL": espn.url})
    built = build_sources(settings, http, timings=timings)
    try:
        yield built
    finally:
        await built.aclose()


async def test_several_logs_are_read_two_at_a_time_and_once(sources: Sources, espn: FakeEspn, now: datetime) -> None:
    for _ in range(2):
        read = await sources.logs.recent.of([*PLAYERS, "Nobody Known"], NBA, TEAMS, now)
        assert set(read.logs) == set(PLAYERS)
        assert read.failed == {}
    assert espn.most_at_once <= AT_ONCE
    logs = [seen.path for seen in espn.requests if seen.path.endswith("/gamelog")]
    assert len(logs) == len(set(logs)) == len(PLAYERS)


async def test_a_log_that_hangs_is_late_alone(http: SharedHttpClient, espn: FakeEspn, now: datetime) -> None:
    espn.faults = {"/7003/gamelog": Reply(hang=True)}
    async with sources_of(espn, http, SourceTimings(form_s=3)) as sources:
        read = await sources.logs.recent.of(PLAYERS, NBA, TEAMS, now)
    assert set(read.logs) == {*PLAYERS} - {"Casey Sample"}
    assert read.failed == {"Casey Sample": "ESPN did not answer in time."}


async def test_logs_that_fail_are_not_asked_again_and_leave_scores_and_other_questions_alone(
    sources: Sources, espn: FakeEspn, now: datetime
) -> None:
    espn.faults = {"search/v2": Reply(503)}
    for _ in range(2):
        read = await sources.logs.recent.of(PLAYERS, NBA, TEAMS, now)
        assert set(read.failed.values()) == {"ESPN answered with an error (HTTP 503)."}
        assert set(read.failed) == set(PLAYERS)
    assert len(espn.requests) == len(PLAYERS)  # once each: after so many failures the source is left alone for a while
    espn.faults = {}
    assert await sources.sports.scores("nba", now)
    player, log = await sources.logs.of("Casey Sample", now)
    assert (player.name, log.source) == ("Casey Sample", "ESPN")
