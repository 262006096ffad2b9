"""Users on two shards, real Postgres servers both: each sees their own, and everything works for each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import services_for
from professor_lock.budgets import Budgets, BudgetsOf
from professor_lock.db.pools import Pool
from professor_lock.db.sharding.router import ShardedPool
from professor_lock.development_secret import with_development_secrets
from professor_lock.errors import ProfessorLockError, RateLimited
from professor_lock.prices import PriceTable
from professor_lock.settings_env import Budget
from professor_lock.settings_reading import SettingsError
from professor_lock.user import UserContext
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.filled_tables import fill_for
from tests.support.running_server import RunningServer, settings_for
from tests.support.two_servers import Spread, connected, rows_of, spread_over

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PRICES = PriceTable.load()
ANSWER = 95_000
"""What an answer of gpt-4o reserves, in millionths of a dollar: 30,000 tokens in at 2.5, 2,000 out at 10."""


@pytest.fixture
async def spread(postgres: str, second_server: str) -> AsyncIterator[Spread]:
    async with spread_over(postgres, second_server) as both:
        yield both


async def threads(client: ChatKitClient) -> list[str]:
    return [thread["id"] for thread in (await client.call(requests.list_threads()))["data"]]


async def test_users_are_put_where_the_fewest_are_and_each_sees_only_their_own(spread, tmp_path, db_role):
    with RunningServer(settings_for(spread.home, tmp_path, PP_SHARDS=spread.setting)) as server:
        async with (
            ChatKitClient(server.url, user_id="ann") as ann,
            ChatKitClient(server.url, user_id="bob") as bob,
        ):
            his, hers = bob.chat(), ann.chat()
            await hers.send("hello from ann")
            await his.send("hello from bob")
            assert (hers.error, his.error) == (None, None)
            assert {await spread.shard_of("ann"), await spread.shard_of("bob")} == {1, 2}
            assert await threads(ann) == [hers.thread_id]
            assert await threads(bob) == [his.thread_id]
            with pytest.raises(AssertionError):
                await bob.chat().load(hers.thread_id)
            await hers.send("odds for tonight's NBA games")
            await his.send("odds for tonight's NBA games")
            assert (hers.error, his.error) == (None, None)
    for user in ("ann", "bob"):
        mine, others = spread.home, spread.other
        if await spread.shard_of(user) == 2:
            mine, others = others, mine
        assert {"chatkit_threads", "chatkit_thread_items", "pp_turns", "pp_usage"} <= set(await rows_of(mine, user))
        assert await rows_of(others, user) == {}


async def test_users_from_before_there_were_shards_stay_in_the_home(spread, tmp_path):
    async with connected(spread.home) as home:
        await fill_for(home, "carl")
    settings = settings_for(spread.home, tmp_path, PP_SHARDS=spread.other)
    with RunningServer(settings) as server:
        async with ChatKitClient(server.url, user_id="carl") as carl, ChatKitClient(server.url, user_id="dan") as dan:
            assert len(await threads(carl)) == 1
            assert await threads(dan) == []
    assert (await spread.shard_of("carl"), await spread.shard_of("dan")) == (1, 2)


async def test_each_database_has_its_standby_or_none(spread, tmp_path):
    settings = settings_for(spread.home, tmp_path, PP_SHARDS=spread.setting, PP_SHARDS_READ="-")
    with pytest.raises(SettingsError, match="for each database of PP_SHARDS"):
        async with services_for(settings):
            pass


@pytest.mark.parametrize("scope", ["server", "tier"])
@pytest.mark.parametrize("period", ["day", "month"])
async def test_a_budget_of_many_users_holds_over_all_shards(scope, period, spread, tmp_path):
    """Of many who ask at once on two processes exactly as many pass as there is money for, whatever was spent where."""
    tier = UserContext("ann").tier
    spent, room = 3 * ANSWER, 7
    for dsn in (spread.home, spread.other):
        async with connected(dsn) as connection:
            for name in ("server", f"tier:{tier}", "tier:pro"):
                await connection.execute("INSERT INTO pp_spend VALUES ($1, $2, 0, $3)", name, NOON.date(), spent)
    money = Budget(**{period: 2 * spent + room * ANSWER})
    of = replace(BudgetsOf(Budget(), Budget(), Budget()), **{scope: money})
    settings = with_development_secrets(settings_for(spread.home, tmp_path, PP_SHARDS=spread.setting))
    async with services_for(settings) as one, services_for(settings) as other:
        budgets = [budgets_over(services.pool, of) for services in (one, other)]

        async def reserves(number: int) -> bool:
            user = UserContext(f"user {number % 5}")
            try:
                return await budgets[number % 2].reserve(user, f"turn {number}", "openai", "gpt-4o")
            except RateLimited:
                return False

        passed = await asyncio.gather(*(reserves(number) for number in range(30)))
        assert sum(passed) == room
        await one.pool.of("user 0").execute("DELETE FROM pp_reservations WHERE user_id = 'user 0'")
        held = sum(passed[number] for number in range(0, 30, 5))
        again = await asyncio.gather(*(reserves(number) for number in range(30, 60)))
        assert sum(again) == held
    assert {await spread.shard_of(f"user {number}") for number in range(5)} == {1, 2}


def budgets_over(pool: Pool, of: BudgetsOf) -> Budgets:
    """As `service_builder` makes them, but for whose they are and what day it is."""
    assert isinstance(pool, ShardedPool)
    return Budgets(pool.routed(), lambda _: of, PRICES, lasts_s=60, now=lambda: NOON, several=pool)


async def test_a_shard_that_is_away_costs_only_its_own_users(spread, second_server, tmp_path):
    await spread.prefer(1)
    with RunningServer(settings_for(spread.home, tmp_path, PP_SHARDS=spread.setting)) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann, ChatKitClient(server.url, user_id="bob") as bob:
            hers, his = ann.chat(), bob.chat()
            await hers.send("hello")
            await spread.prefer(2)
            await his.send("hello")
            assert (await spread.shard_of("ann"), await spread.shard_of("bob")) == (1, 2)
            name = spread.other.rpartition("/")[2].partition("?")[0]
            async with connected(second_server) as admin:
                await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
                await hers.send("still there?")
                assert hers.error is None
                async with asyncio.timeout(60):  # what was asked a moment ago is answered again
                    while (ready := await ann.http.get("/health/ready")).json()["shards"]["2"] == "ok":  # noqa: ASYNC110
                        await asyncio.sleep(0.1)
                assert (ready.status_code, ready.json()["shards"]) == (200, {"1": "ok", "2": "unreachable"})
                with pytest.raises((AssertionError, ProfessorLockError)):
                    await threads(bob)
                await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            async with asyncio.timeout(60):
                while True:
                    try:
                        assert await threads(bob) == [his.thread_id]
                        break
                    except AssertionError:
                        await asyncio.sleep(0.1)
