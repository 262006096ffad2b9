"""The cache and the circuit: one call, the right age, the truth about failures."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from professor_lock.errors import SourceUnavailable
from professor_lock.sources.cache.cache import Held, SourceCache
from professor_lock.sources.cache.circuit import COOL_OFF, FAILURES_TO_OPEN, HOPELESS_COOL_OFF, MAX_COOL_OFF, Circuit
from professor_lock.sources.cache.shared import Life
from professor_lock.sources.errors import KeyRefused, QuotaExhausted, SourceNotFound, TooFast

NOW = datetime(2026, 1, 15, 23, 40, tzinfo=UTC)
LIFE = Life(timedelta(seconds=10), timedelta(seconds=60), timedelta(hours=1))


def failed() -> SourceUnavailable:
    return SourceUnavailable("Feed cannot be reached.", source="Feed")


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


@pytest.fixture
async def cache():
    cache = SourceCache()
    yield cache
    await cache.aclose()


@pytest.fixture
def feed() -> Feed:
    return Feed()


async def ask(cache: SourceCache, feed: Feed, after_s: float = 0, key: str = "k") -> Held[int]:
    return await cache.get("Feed", key, feed.fetch, life=lambda _: LIFE, now=NOW + timedelta(seconds=after_s))


async def test_a_fresh_answer_is_not_fetched_again(cache, feed):
    await ask(cache, feed)
    held = await ask(cache, feed, 10)
    assert (held.value, held.fetched_at, held.failure, feed.calls) == (1, NOW, None, 1)


async def test_a_usable_answer_is_given_at_once_and_renewed_behind(cache, feed):
    await ask(cache, feed)
    assert (await ask(cache, feed, 30)).value == 1
    await asyncio.sleep(0.01)
    assert (await ask(cache, feed, 31)).value == 2
    assert feed.calls == 2


async def test_an_old_answer_is_replaced_before_anything_is_given(cache, feed):
    await ask(cache, feed)
    assert (await ask(cache, feed, 61)).value == 2


async def test_all_who_ask_at_once_share_one_call(cache, feed):
    feed.gate.clear()
    asking = [asyncio.create_task(ask(cache, feed)) for _ in range(200)]
    await asyncio.sleep(0.01)
    feed.gate.set()
    assert {held.value for held in await asyncio.gather(*asking)} == {1}
    assert feed.calls == 1


async def test_one_asker_who_leaves_does_not_end_the_call_for_the_others(cache, feed):
    feed.gate.clear()
    first, second = asyncio.create_task(ask(cache, feed)), asyncio.create_task(ask(cache, feed))
    await asyncio.sleep(0.01)
    first.cancel()
    feed.gate.set()
    assert (await second).value == 1


async def test_a_failure_gives_the_older_answer_and_says_why(cache, feed):
    await ask(cache, feed)
    feed.error = failed()
    held = await ask(cache, feed, 600)
    assert (held.value, held.fetched_at, held.failure) == (1, NOW, feed.error)


async def test_an_answer_too_old_even_for_that_is_not_given(cache, feed):
    await ask(cache, feed)
    feed.error = failed()
    with pytest.raises(SourceUnavailable):
        await ask(cache, feed, 3601)


async def test_no_such_thing_is_an_answer_that_an_older_one_never_hides(cache, feed):
    await ask(cache, feed)
    feed.error = SourceNotFound("Feed has no such game.", source="Feed")
    with pytest.raises(SourceNotFound):
        await ask(cache, feed, 600)


async def test_a_failure_without_an_older_answer_is_the_sources_own_and_not_kept(cache, feed):
    feed.error = failed()
    with pytest.raises(SourceUnavailable, match="cannot be reached"):
        await ask(cache, feed)
    feed.error = None
    assert (await ask(cache, feed, 1)).value == 2


async def test_a_failing_renewal_behind_is_logged_not_lost(cache, feed, caplog):
    await ask(cache, feed)
    feed.error = failed()
    assert (await ask(cache, feed, 30)).value == 1
    await asyncio.sleep(0.01)
    assert "source failed" in caplog.text


async def test_the_cache_stays_small(feed):
    cache = SourceCache(max_entries=10)
    for number in range(50):
        await ask(cache, feed, key=str(number))
    await ask(cache, feed, key="49")
    assert feed.calls == 50
    await ask(cache, feed, key="0")
    assert feed.calls == 51


async def test_closing_ends_what_runs_in_the_background(feed):
    cache = SourceCache()
    feed.gate.clear()
    task = asyncio.create_task(ask(cache, feed))
    await asyncio.sleep(0.01)
    await cache.aclose()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_stretching_makes_an_answer_last_longer():
    assert LIFE.stretched(10) == Life(timedelta(seconds=100), timedelta(seconds=600), timedelta(hours=1))


async def test_after_repeated_failures_the_source_is_left_alone_and_the_failure_told(feed):
    circuit, feed.error = Circuit("Feed"), failed()
    for _ in range(FAILURES_TO_OPEN + 5):
        with pytest.raises(SourceUnavailable, match="cannot be reached"):
            await circuit.call(feed.fetch, NOW)
    assert feed.calls == FAILURES_TO_OPEN


async def test_after_a_while_one_call_is_let_through_and_its_success_closes_the_circuit(feed):
    circuit, feed.error = Circuit("Feed"), failed()
    for _ in range(FAILURES_TO_OPEN):
        with pytest.raises(SourceUnavailable):
            await circuit.call(feed.fetch, NOW)
    feed.error = None
    later = NOW + COOL_OFF
    feed.gate.clear()
    probe = asyncio.create_task(circuit.call(feed.fetch, later))
    await asyncio.sleep(0.01)
    with pytest.raises(SourceUnavailable):
        await circuit.call(feed.fetch, later)
    feed.gate.set()
    assert await probe == FAILURES_TO_OPEN + 1
    assert circuit.open_until is None


async def test_a_source_that_stays_down_is_asked_less_and_less_but_at_least_every_ten_minutes(feed):
    circuit, feed.error, at = Circuit("Feed"), failed(), NOW
    for _ in range(60 * 60):
        with pytest.raises(SourceUnavailable):
            await circuit.call(feed.fetch, at)
        at += timedelta(seconds=1)
    assert 3600 / MAX_COOL_OFF.total_seconds() <= feed.calls <= 20


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (QuotaExhausted("none left", source="Feed"), HOPELESS_COOL_OFF),
        (KeyRefused("bad key", source="Feed"), HOPELESS_COOL_OFF),
        (TooFast("slow down", source="Feed", retry_after_s=7), timedelta(seconds=7)),
    ],
)
async def test_a_clear_word_is_obeyed_at_once(feed, error, pause):
    circuit, feed.error = Circuit("Feed"), error
    for at in (NOW, NOW + pause - timedelta(seconds=1)):
        with pytest.raises(type(error)):
            await circuit.call(feed.fetch, at)
    assert feed.calls == 1
    with pytest.raises(type(error)):
        await circuit.call(feed.fetch, NOW + pause)
    assert feed.calls == 2


async def test_not_found_is_no_failure_of_the_source(feed):
    circuit, feed.error = Circuit("Feed"), SourceNotFound("none", source="Feed")
    for _ in range(20):
        with pytest.raises(SourceNotFound):
            await circuit.call(feed.fetch, NOW)
    assert feed.calls == 20
