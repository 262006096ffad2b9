"""Answers shared by processes through Postgres: read back exactly, fetched once by whoever comes first."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.betting.facts import (
    GameLog,
    GameScore,
    Injury,
    InjuryReport,
    PlayerGame,
    SearchResult,
    SeasonKind,
    Series,
    Slate,
    StatAnswer,
    Trends,
    Weather,
)
from professor_lock.clocks import Seconds
from professor_lock.db.pool import Database, open_pool
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.cache import shared as answers_module
from professor_lock.sources.cache.cache import SourceCache
from professor_lock.sources.cache.lifetimes import (
    HITS,
    KNOWN_PLACES,
    LOGS,
    PLAYERS,
    REPORTS,
    SCORE_LISTS,
    STAT_ANSWERS,
    TRENDS,
    WEATHER,
)
from professor_lock.sources.cache.postgres import SharedCacheStore
from professor_lock.sources.cache.shared import Codec, Life, SharedCache, SlateCodec
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.sources.names.places import Place
from professor_lock.sources.names.players import Player
from professor_lock.sources.odds_api.feed import games_of
from professor_lock.sources.odds_api.reader import read_slate
from professor_lock.timings import SharedAnswerTimings
from tests.support.quotes import a_slate, an_event, two_way

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
LIFE = Life(timedelta(seconds=10), timedelta(seconds=60), timedelta(hours=1))
NUMBERS: Codec[int] = Codec(int)
GAME = an_event("e1")


PATIENT = SharedAnswerTimings(keeping_timeout_s=60.0, wait_s=60.0, claim_s=120.0)
"""A database that is slow because the machine is busy would be gone past, which is not what these tests are about."""


@pytest.fixture
async def store(database: str) -> AsyncIterator[SharedCacheStore]:
    pool = await open_pool(database, max_size=8)
    yield SharedCacheStore(pool, time.monotonic)
    await pool.close()


Process = Callable[..., SourceCache]


@pytest.fixture
async def process(store: SharedCacheStore) -> AsyncIterator[Process]:
    """A cache as a further process of the same deployment has one."""
    caches: list[SourceCache] = []

    def started(
        scope: str = "the same addresses",
        timings: SharedAnswerTimings = PATIENT,
        through: SharedCacheStore | None = None,
    ) -> SourceCache:
        caches.append(SourceCache(shared=SharedCache(through or store, scope, timings)))
        return caches[-1]

    yield started
    for cache in caches:
        await cache.aclose()


class Feed:
    """Counts its calls; gives their number, or raises what it is told to."""

    def __init__(self) -> None:
        self.calls = 0
        self.error: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self) -> int:
        self.calls += 1
        number = self.calls
        await self.gate.wait()
        if self.error:
            raise self.error
        return number


def ask(cache: SourceCache, feed: Feed, after_s: float = 0) -> Awaitable[Any]:
    at = NOW + timedelta(seconds=after_s)
    return cache.get("Feed", "k", feed.fetch, life=lambda _: LIFE, now=at, codec=NUMBERS)


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not done():  # noqa: ASYNC110 - what is waited for is another task's doing and has no event
            await asyncio.sleep(0.01)


async def test_what_one_process_fetched_another_need_not(process):
    feed = Feed()
    await ask(process(), feed)
    held = await ask(process(), feed, 10)
    assert (held.value, held.fetched_at, feed.calls) == (1, NOW, 1)


async def test_a_hundred_askers_in_each_of_three_processes_make_one_call(process, store, monkeypatch):
    feed, claim = Feed(), store.claim
    claims: list[datetime | None] = []

    async def noted(*arguments: Any) -> datetime | None:
        got: datetime | None = await claim(*arguments)
        claims.append(got)
        return got

    monkeypatch.setattr(store, "claim", noted)
    feed.gate.clear()
    askers = [
        asyncio.ensure_future(ask(cache, feed)) for cache in (process(), process(), process()) for _ in range(100)
    ]
    await until(lambda: feed.calls > 0 and len(claims) >= 3)  # all three have found nothing
    feed.gate.set()
    assert {held.value for held in await asyncio.gather(*askers)} == {1}
    assert feed.calls == 1


async def test_a_usable_answer_of_another_process_is_given_at_once_and_renewed_behind(process):
    feed, second = Feed(), process()
    await ask(process(), feed)
    assert (await ask(second, feed, 30)).value == 1
    await until(lambda: feed.calls == 2)
    await until(lambda: not second._calls)
    assert (await ask(second, feed, 31)).value == 2


async def test_a_renewal_is_left_to_the_process_that_is_at_it(process):
    feed, first, second = Feed(), process(), process()
    await ask(first, feed)
    await ask(second, feed)
    feed.gate.clear()
    await ask(first, feed, 30)
    await until(lambda: feed.calls == 2)
    assert (await ask(second, feed, 30)).value == 1
    await until(lambda: not second._calls)
    assert feed.calls == 2
    feed.gate.set()
    await until(lambda: not first._calls)
    await ask(second, feed, 31)
    await until(lambda: not second._calls)
    assert (await ask(second, feed, 32)).value == 2
    assert feed.calls == 2


class PausesBeforeClaims(SharedCacheStore):
    """Stands still between a process's look at the stored entry and its claim, until it is let go."""

    def __init__(self, database: Database, steady: Seconds) -> None:
        super().__init__(database, steady)
        self.reached, self.go = asyncio.Event(), asyncio.Event()

    async def claim(self, key: str, source: str, seconds: float, seen: datetime | None) -> datetime | None:
        self.reached.set()
        await self.go.wait()
        return await super().claim(key, source, seconds, seen)


@pytest.mark.parametrize("stored_before", [None, b"what another version wrote", "too old to be used"])
async def test_a_process_that_claims_after_another_has_stored_takes_what_was_stored(
    database, process, pool, stored_before
):
    late_pool = await open_pool(database, max_size=1)
    feed, slow = Feed(), PausesBeforeClaims(late_pool, time.monotonic)
    if stored_before is not None:
        await ask(process(), feed, -3600)
    if isinstance(stored_before, bytes):
        await pool.execute("UPDATE pp_answers SET body = $1", stored_before)
    calls_before = feed.calls
    late = asyncio.ensure_future(ask(process(through=slow), feed))
    await slow.reached.wait()
    first = await ask(process(), feed)
    slow.go.set()
    assert (await late).value == first.value
    assert feed.calls - calls_before == 1
    await late_pool.close()


async def test_a_renewal_that_claims_after_another_has_stored_does_not_call_the_source(database, process):
    late_pool = await open_pool(database, max_size=1)
    feed, slow = Feed(), PausesBeforeClaims(late_pool, time.monotonic)
    renewing = process(through=slow)
    await ask(process(), feed)
    assert (await ask(renewing, feed, 30)).value == 1
    await slow.reached.wait()
    await ask(process(), feed, 61)
    slow.go.set()
    await until(lambda: not renewing._calls)
    assert feed.calls == 2
    assert (await ask(renewing, feed, 62)).value == 2
    await late_pool.close()


async def test_a_process_whose_call_fails_lets_the_next_one_try(process):
    broken, well = Feed(), Feed()
    broken.error = SourceUnavailable("Feed cannot be reached.", source="Feed")
    broken.gate.clear()
    first = asyncio.ensure_future(ask(process(), broken))
    await until(lambda: broken.calls == 1)
    second = asyncio.ensure_future(ask(process(), well))
    await asyncio.sleep(0.3)
    assert well.calls == 0
    broken.gate.set()
    with pytest.raises(SourceUnavailable):
        await first
    assert (await second).value == 1


async def test_a_process_that_fails_without_the_claim_leaves_it_to_the_one_that_has_it(process):
    feed, broken = Feed(), Feed()
    feed.gate.clear()
    broken.error = SourceUnavailable("Feed cannot be reached.", source="Feed")
    first = asyncio.ensure_future(ask(process(), feed))
    await until(lambda: feed.calls == 1)
    with pytest.raises(SourceUnavailable):  # it has waited long enough, and calls by itself
        await ask(process(timings=replace(PATIENT, wait_s=0.05)), broken)
    third = Feed()
    waiting = asyncio.ensure_future(ask(process(), third))
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    assert not done, "it waits for the process with the claim"
    feed.gate.set()
    assert (await first).value == (await waiting).value == 1
    assert (feed.calls, third.calls, broken.calls) == (1, 0, 1)


async def test_a_claim_that_has_run_out_is_not_given_up_for_the_process_that_has_it_now(store):
    first = await store.claim("k", "Feed", 0.01, None)
    second = None
    async with asyncio.timeout(60):
        while second is None:
            second = await store.claim("k", "Feed", 60, None)
    assert first is not None
    await store.release("k", first)
    assert await store.claim("k", "Feed", 60, None) is None
    await store.release("k", second)
    assert await store.claim("k", "Feed", 60, None) is not None


async def test_a_process_that_died_at_it_keeps_others_waiting_for_a_moment_only(process, store):
    feed, shared = Feed(), SharedCache(store, "the same addresses", PATIENT)
    assert await shared.claim(("Feed", "k"), "Feed", None)
    assert (await ask(process(timings=replace(PATIENT, wait_s=0.3)), feed)).value == 1


async def test_when_the_source_fails_another_processes_older_answer_is_given_with_the_failure(process):
    feed = Feed()
    await ask(process(), feed)
    feed.error = SourceUnavailable("Feed cannot be reached.", source="Feed")
    held = await ask(process(), feed, 1800)
    assert (held.value, held.fetched_at, str(held.failure)) == (1, NOW, "Feed cannot be reached.")
    with pytest.raises(SourceUnavailable):
        await ask(process(), feed, 3700)


async def test_no_such_thing_is_not_hidden_by_another_processes_older_answer(process):
    feed = Feed()
    await ask(process(), feed)
    feed.error = SourceNotFound("Feed has no such game.", source="Feed")
    with pytest.raises(SourceNotFound):
        await ask(process(), feed, 1800)


async def test_processes_that_ask_other_addresses_share_nothing(process):
    feed = Feed()
    await ask(process("a test server"), feed)
    assert (await ask(process("the public hosts"), feed)).value == 2


async def test_a_database_that_is_gone_keeps_nobody_from_asking_the_source(database, caplog):
    pool = await open_pool(database, max_size=1)
    await pool.close()
    feed, cache = Feed(), SourceCache(shared=SharedCache(SharedCacheStore(pool, time.monotonic), "here", PATIENT))
    assert (await ask(cache, feed)).value == 1
    assert "cache entries cannot be shared" in caplog.text
    await cache.aclose()


@pytest.mark.parametrize("body", [b"", b"not packed", zlib.compress(b"not json"), zlib.compress(b'"no number"')])
async def test_what_another_version_wrote_is_fetched_anew(process, pool, body):
    feed = Feed()
    await ask(process(), feed)
    await pool.execute("UPDATE pp_answers SET body = $1", body)
    assert (await ask(process(), feed)).value == 2
    assert (await ask(process(), feed)).value == 2


async def test_a_row_has_nobodys_words_and_the_old_ones_are_forgotten(store, process, pool):
    cache, feed = process(), Feed()
    await cache.get("Feed", ("ask", "my secret question"), feed.fetch, life=lambda _: LIFE, now=NOW, codec=NUMBERS)
    kept = await pool.fetchrow("SELECT * FROM pp_answers")
    assert "secret" not in f"{dict(kept)}"
    await cache.get("Feed", "k", feed.fetch, life=lambda _: LIFE, now=datetime.now(UTC), codec=NUMBERS)
    await store.prune()
    assert await pool.fetchval("SELECT count(*) FROM pp_answers") == 1


async def test_an_answer_that_comes_late_does_not_replace_a_newer_one(store):
    shared = SharedCache(store, "here", PATIENT)
    for number, after in ((2, 20), (1, 0)):
        entry = answers_module.Entry(number, NOW + timedelta(seconds=after), LIFE)
        await shared.save("k", "Feed", entry, NUMBERS)
    found = (await shared.look("k", NUMBERS, None)).entry
    assert found == answers_module.Entry(2, NOW + timedelta(seconds=20), LIFE)


SCORE = GameScore(GAME, 101, None, "9:03 - 3rd", "ESPN", NOW, kind=SeasonKind.REGULAR, note="older")
LOG_GAME = PlayerGame("1", NOW, "MIN", True, SeasonKind.POSTSEASON, True, {"points": 22.0})
VALUES: list[tuple[Codec[Any], Any]] = [
    (SCORE_LISTS, (SCORE,)),
    (REPORTS, InjuryReport("nba", (Injury("A", "B", "Out", "", "", NOW, "ESPN"),), "ESPN", NOW)),
    (HITS, [SearchResult("T", "https://a.example", "s", "a.example", "Brave", NOW, NOW)]),
    (STAT_ANSWERS, StatAnswer("", "A", "A 1", (("Points", "1"),), "2025-26", "ESPN", NOW)),
    (TRENDS, Trends("T", ("a",), (Series("S", (1.5, None)),), "ESPN", NOW)),
    (TRENDS, None),
    (PLAYERS, Player("1", "A", leagues_by_key()["nba"], "B", None)),
    (LOGS, GameLog("A", "nba", "2025-26", (LOG_GAME,), "ESPN", NOW)),
    (KNOWN_PLACES, Place("Denver", "39.7", "-105.0", "America/Denver")),
    (WEATHER, Weather("Denver", NOW, "GMT", "fog", 30.5, None, 1.0, 2.0, 90, None, 0.0, "Open-Meteo", NOW, "c")),
]


@pytest.mark.parametrize(("codec", "value"), VALUES)
def test_every_kind_of_answer_is_read_back_as_it_was(codec, value):
    assert codec.load(codec.dump(value)) == value


@given(prices=st.lists(st.tuples(st.integers(100, 10**6), st.integers(-(10**6), -100)), max_size=5))
def test_a_slate_is_read_back_with_exact_prices(prices):
    codec = SlateCodec()
    quotes = [quote for one, other in prices for quote in two_way(GAME, one, other, "3.5")]
    slate = replace(a_slate(quotes), events=(GAME,), note="older")
    found = codec.load(codec.dump(slate))
    assert found == slate
    assert all(quote.event is found.events[0] for quote in found.quotes)


@pytest.mark.captures
def test_a_captured_slate_is_read_back_exactly_and_is_small(captures):
    text = (captures / "oddsapi" / "nba_odds_american_2022-11-23.json").read_text()
    body = json.loads(text, parse_float=Decimal)
    slate: Slate = read_slate(
        games_of(body), leagues_by_key()["nba"], odds_format="american", source="The Odds API", link="", fetched_at=NOW
    )
    written = SlateCodec().dump(slate)
    assert SlateCodec().load(written) == slate
    assert len(written) < 40_000
