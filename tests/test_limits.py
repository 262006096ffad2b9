"""Limits: exact under any number of requests at once, each user's own, and told in words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import pytest
from chatkit.types import ClientToolCallItem, StructuredInputFreeform, StructuredInputItem, ThreadMetadata

from app import services_for
from professor_lock.clocks import utc_now
from professor_lock.db.ids import new_id
from professor_lock.db.pool import PostgresPool
from professor_lock.errors import RateLimited
from professor_lock.ledger import Ledger, ModelUse, Spending
from professor_lock.limits import USED_UP_FOR_S, Allowance, Limits, OverQuota
from professor_lock.settings_env import TierLimits
from professor_lock.store import PostgresStore
from professor_lock.timings import LimitTimings, Timings
from professor_lock.turns.store import TurnStore
from professor_lock.turns.turns import new_turn
from professor_lock.user import UserContext
from tests.fakes.openai_script import Hold, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.forked_server import ServerNursery
from tests.support.items import a_thread
from tests.support.running_server import RunningServer, environment_for, settings_for
from tests.support.turns import query

ANN, BEN = UserContext("ann"), UserContext("ben")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def limits(pool: asyncpg.Pool, tier: TierLimits, *, now: datetime = NOON, mints: int = 5) -> Limits:
    database = PostgresPool(pool)
    return Limits(
        lambda _: tier,
        windows=database,
        mints_per_minute=mints,
        now=lambda: now,
        steady=time.monotonic,
    )


async def take_message(database: PostgresPool, limits: Limits, user: UserContext) -> Allowance:
    """A turn begins, in a thread of its own: its message counts. RateLimited when it may not."""
    thread = ThreadMetadata(id=new_id("thread"), created_at=NOON)
    beginnings = TurnStore(database, "test").beginnings
    try:
        quota = limits.quota(user, counts_send=False)
        begun = await beginnings.begin(new_turn("create", thread.id, new_id("task")), user, thread, quota=quota)
    except OverQuota as over:
        raise limits.refused(over, user) from over
    assert begun.opening is not None
    assert begun.opening.messages_today is not None
    return limits.allowance(begun.opening.messages_today, user)


async def passed(*attempts: object) -> int:
    """How many of these went through; every other one must have been refused for its rate."""
    results = await asyncio.gather(*attempts, return_exceptions=True)  # type: ignore[call-overload]
    refused = [one for one in results if isinstance(one, RateLimited)]
    assert len(refused) + sum(not isinstance(one, BaseException) for one in results) == len(results)
    return len(results) - len(refused)


async def test_of_many_requests_at_once_exactly_the_allowed_number_passes(pool: asyncpg.Pool) -> None:
    here, there = (limits(pool, TierLimits(requests=7)) for _ in range(2))
    assert await passed(*(one.take_send(ANN) for one in (here, there) for _ in range(100))) == 7
    assert await passed(here.take_send(BEN)) == 1, "one user's limit is not another's"


async def test_what_a_process_knows_to_be_used_up_is_refused_without_a_statement(pool: asyncpg.Pool) -> None:
    class Counting(PostgresPool):
        statements = 0

        async def fetchrow(self, query: str, *args: object, patience_s: float = 5.0) -> asyncpg.Record | None:
            Counting.statements += 1
            return await super().fetchrow(query, *args, patience_s=patience_s)

    database = Counting(pool)
    tier = TierLimits(messages=1, requests=3)
    here = Limits(lambda _: tier, windows=database, mints_per_minute=5, now=lambda: NOON, steady=time.monotonic)
    here.refuse_known(ANN)  # nothing is known yet
    assert await passed(*(here.take_send(ANN) for _ in range(10))) == 3
    await take_message(database, here, ANN)
    assert await passed(take_message(database, here, ANN)) == 0
    before = Counting.statements
    for _ in range(50):
        with pytest.raises(RateLimited):
            here.refuse_known(ANN)
    assert await passed(*(take_message(database, here, ANN) for _ in range(50))) == 0
    assert Counting.statements == before
    here.refuse_known(BEN)
    await take_message(database, here, BEN)


async def test_a_day_used_up_in_one_tier_is_not_in_another(pool: asyncpg.Pool) -> None:
    tiers = {"free": TierLimits(messages=1), "pro": TierLimits(messages=5)}
    database = PostgresPool(pool)
    here = Limits(
        lambda tier: tiers[tier],
        windows=database,
        mints_per_minute=5,
        now=lambda: NOON,
        steady=time.monotonic,
    )
    assert await passed(take_message(database, here, ANN)) == 1
    assert await passed(take_message(database, here, ANN)) == 0
    assert await passed(take_message(database, here, UserContext("ann", tier="pro"))) == 1


async def test_a_days_messages_are_exact_and_come_back_at_midnight_utc(pool: asyncpg.Pool) -> None:
    tier, database = TierLimits(messages=5), PostgresPool(pool)
    assert await passed(*(take_message(database, limits(pool, tier), ANN) for _ in range(40))) == 5
    with pytest.raises(RateLimited) as refusal:
        await take_message(database, limits(pool, tier), ANN)
    assert refusal.value.retry_after_s == 12 * 3600
    assert "7:00 PM ET" in str(refusal.value), "the reset is told in the user's own time"
    assert await passed(take_message(database, limits(pool, tier, now=NOON + timedelta(hours=12)), ANN)) == 1


async def test_tokens_used_up_end_the_day(pool: asyncpg.Pool) -> None:
    one, database = limits(pool, TierLimits(tokens=1000)), PostgresPool(pool)
    await take_message(database, one, ANN)
    use = ModelUse("openai", "gpt-4o", 900, 0, 100, 0, False, None)
    await Ledger(database.owned(), database, now=utc_now).add(Spending(ANN, "turn_1", (use,), at=NOON))
    with pytest.raises(RateLimited):
        await take_message(database, one, ANN)
    await take_message(database, one, BEN)


async def test_the_last_messages_are_announced(pool: asyncpg.Pool) -> None:
    one, database = limits(pool, TierLimits(messages=5)), PostgresPool(pool)
    notices = [(await take_message(database, one, ANN)).notice(ANN) for _ in range(5)]
    assert [notice is not None for notice in notices] == [False, True, True, True, True]
    assert notices[-1] is not None
    assert "last message" in notices[-1].message
    german = Allowance(2, datetime(2026, 11, 23, tzinfo=UTC)).notice(
        UserContext("x", time_zone="Europe/Berlin", locale="de", language="de")
    )
    assert german is not None
    assert (german.title, german.message) == ("Tageslimit", "Du hast heute noch 2. Neu gezählt wird ab 01:00 CET.")


async def test_minting_is_limited_by_address(pool: asyncpg.Pool) -> None:
    one = limits(pool, TierLimits(), mints=3)
    assert await passed(*(one.take_mint("192.0.2.1") for _ in range(10))) == 3
    assert await passed(one.take_mint("192.0.2.2")) == 1
    assert await passed(*(one.take_mint(f"2001:db8:1:2::{number}") for number in range(10))) == 3, "one line, one /64"


async def test_a_window_that_is_over_begins_anew(pool: asyncpg.Pool) -> None:
    one = limits(pool, TierLimits(requests=1))
    assert await passed(*(one.take_send(ANN) for _ in range(3))) == 1
    await pool.execute("UPDATE pp_rates SET started_at = started_at - interval '61 seconds'")
    one = limits(pool, TierLimits(requests=1))  # the first knows from its own clock that the window is full
    assert await passed(*(one.take_send(ANN) for _ in range(3))) == 1


# --- over sockets, on two processes that share a database ---


@pytest.fixture
async def model() -> AsyncIterator[OpenAIServer]:
    async with OpenAIServer(lambda _: Turn.of("Hello.")) as server:
        yield server


@asynccontextmanager
async def two_processes(
    nursery: ServerNursery, database: str, folder: Path, model: OpenAIServer, **variables: Any
) -> AsyncIterator[list[str]]:
    """The addresses of two servers, each a process of its own, that share nothing but the database."""
    environ = environment_for(database, folder, model=model, PP_DB_POOL_MAX="4", **variables)
    servers = [await asyncio.to_thread(nursery.start, environ) for _ in range(2)]
    yield [server.url for server in servers]
    await asyncio.to_thread(nursery.kill_all)


async def ask_all(urls: list[str], user: str, times: int) -> list[httpx2.Response]:
    """So many new conversations at once, half of them on each server; each is left once its status is known."""
    limits = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(timeout=60, trust_env=False, limits=limits) as http:

        async def ask(number: int) -> httpx2.Response:
            body = requests.create(f"Question {number} of {user}")
            sent = http.build_request(
                "POST", f"{urls[number % 2]}/chatkit", json=body, headers={"X-User-Id": user, "X-User-Tier": "free"}
            )
            answer = await http.send(sent, stream=True)
            if answer.status_code != 200:
                await answer.aread()
                await answer.aclose()
            return answer

        answers = await asyncio.gather(*(ask(number) for number in range(times)))
        for answer in answers:
            await answer.aclose()
        return answers


def assert_told(refused: list[httpx2.Response]) -> None:
    """Each was told in words, and when to come back."""
    for answer in refused:
        assert answer.status_code == 429, answer.text
        assert int(answer.headers["retry-after"]) >= 1
        assert answer.json()["code"] == "rate_limited"
        assert len(answer.json()["message"]) > 20


async def test_two_hundred_messages_at_once_on_two_processes_pass_to_the_days_limit_exactly(
    database: str, tmp_path: Path, model: OpenAIServer, nursery: ServerNursery
) -> None:
    async with two_processes(nursery, database, tmp_path, model, PP_LIMITS_FREE="messages=5") as urls:
        answers, others = await asyncio.gather(ask_all(urls, "ann", 200), ask_all(urls, "ben", 4))
    assert [answer.status_code for answer in answers].count(200) == 5
    assert_told([answer for answer in answers if answer.status_code != 200])
    assert [answer.status_code for answer in others] == [200] * 4, "one user's flood costs nobody else anything"
    assert {row["user_id"]: row["messages"] for row in await query(database, "SELECT * FROM pp_usage")} == {
        "ann": 5,
        "ben": 4,
    }
    assert len(await query(database, "SELECT FROM chatkit_threads WHERE user_id = 'ann'")) == 5
    assert len(model.exchanges) <= 9, "who is refused never reaches the model"


async def test_two_hundred_requests_at_once_on_two_processes_pass_to_the_minutes_limit_exactly(
    database: str, tmp_path: Path, model: OpenAIServer, nursery: ServerNursery
) -> None:
    async with two_processes(nursery, database, tmp_path, model, PP_LIMITS_FREE="requests=6") as urls:
        answers = await ask_all(urls, "ann", 200)
    assert [answer.status_code for answer in answers].count(200) == 6
    assert_told([answer for answer in answers if answer.status_code != 200])


@pytest.mark.parametrize("role", [None, "pp_server"])
async def test_no_more_answers_are_written_at_once_than_may_be(
    database: str, tmp_path: Path, nursery: ServerNursery, role: str | None
) -> None:
    as_role = {"PP_DB_ROLE": role} if role else {}
    async with (
        OpenAIServer(lambda _: Turn((Hold(),))) as model,
        two_processes(nursery, database, tmp_path, model, PP_LIMITS_FREE="turns=3", **as_role) as urls,
    ):
        answers, others = await asyncio.gather(ask_all(urls, "ann", 60), ask_all(urls, "ben", 2))
        running = await query(database, "SELECT slot FROM pp_turns WHERE user_id = 'ann' ORDER BY slot")
    assert [answer.status_code for answer in answers].count(200) == 3
    assert_told([answer for answer in answers if answer.status_code != 200])
    assert [answer.status_code for answer in others] == [200] * 2
    assert [row["slot"] for row in running] == [1, 2, 3]
    usage = await query(database, "SELECT messages FROM pp_usage WHERE user_id = 'ann'")
    assert usage[0]["messages"] == 3, "one that found no place does not count against the day"


async def test_a_place_is_free_again_when_its_answer_is_over(
    database: str, tmp_path: Path, model: OpenAIServer
) -> None:
    settings = settings_for(database, tmp_path, model=model, PP_LIMITS_FREE="turns=1")
    with RunningServer(settings) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = client.chat()
            for _ in range(3):
                await chat.send("Hi")
            await client.chat().send("Hi again, elsewhere")
    rows = await query(database, "SELECT slot, outcome FROM pp_turns")
    assert {(row["slot"], row["outcome"]) for row in rows} == {(1, "answered")}


async def test_places_of_a_process_that_died_are_free_again(database: str, tmp_path: Path, model: OpenAIServer) -> None:
    settings = settings_for(database, tmp_path, model=model, PP_LIMITS_FREE="turns=1")
    with RunningServer(settings) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = await client.chat().send("Hi")
            await query(
                database,
                "UPDATE pp_turns SET state = 'running', finished_at = NULL, outcome = NULL, worker = 'gone',"
                " heartbeat_at = now() - interval '1 minute'",
            )
            other = await client.chat().send("Hi elsewhere")
    assert other.text == "Hello."
    assert chat.thread_id != other.thread_id


async def test_a_sites_backend_mints_for_many_people_from_one_address_and_a_forger_soon_for_nobody(
    database: str, tmp_path: Path
) -> None:
    settings = settings_for(
        database, tmp_path, PP_AUTH="session", PP_SERVER_KEY="the backend's key", PP_MINTS_PER_MINUTE="3"
    )
    with RunningServer(settings) as server:
        async with httpx2.AsyncClient(base_url=server.url, trust_env=False) as http:

            async def mint(key: str, user: str) -> int:
                answer = await http.post(
                    "/api/chatkit/session", json={"user_id": user}, headers={"Authorization": f"Bearer {key}"}
                )
                return answer.status_code

            assert [await mint("the backend's key", f"user {number}") for number in range(8)] == [200] * 8
            assert [await mint("the backend's key", "ann") for _ in range(5)] == [200, 200, 200, 429, 429]
            assert [await mint("a guess", "ann") for _ in range(5)] == [401, 401, 401, 429, 429]
            assert await mint("the backend's key", "ben") == 200, "a forger at the same address locks nobody out"


@pytest.mark.parametrize("kind", ["tool output", "form"])
async def test_whatever_asks_the_model_counts_against_the_day(
    database: str, pool: asyncpg.Pool, tmp_path: Path, model: OpenAIServer, kind: str
) -> None:
    store = PostgresStore(PostgresPool(pool).owned())
    await store.save_thread(a_thread("thr_1"), context=ANN)
    base: dict[str, Any] = {"thread_id": "thr_1", "created_at": NOON}
    question = StructuredInputFreeform(id="q", question="Which book?", description="any")
    if kind == "form":
        item: Any = StructuredInputItem(id="i_input", inputs=[question], **base)
        body = requests.add_structured_input("thr_1", "i_input", {"q": {"values": ["FanDuel"]}})
    else:
        item = ClientToolCallItem(id="i_tool", call_id="call_1", name="open", arguments={}, **base)
        body = requests.add_client_tool_output("thr_1", {"opened": True})
    await store.add_thread_item("thr_1", item, context=ANN)
    await pool.execute(
        "INSERT INTO pp_usage (user_id, day, tokens) VALUES ('ann', (now() at time zone 'UTC')::date, 10)"
    )
    with RunningServer(settings_for(database, tmp_path, model=model, PP_LIMITS_FREE="tokens=10,messages=5")) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann:
            refused = await ann.http.post("/chatkit", json=body)
            assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
            assert model.exchanges == []
            assert (await store.load_item("thr_1", item.id, ANN)).model_dump() == item.model_dump(), (
                "it waits as before"
            )
            await pool.execute("UPDATE pp_usage SET tokens = 0")
            await asyncio.sleep(USED_UP_FOR_S)
            answered = await ann.http.post("/chatkit", json=body)
            assert answered.status_code == 200
    assert await pool.fetchval("SELECT messages FROM pp_usage WHERE user_id = 'ann'") == 1


async def test_a_running_server_forgets_windows_that_are_long_over(
    database: str, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    await pool.execute("INSERT INTO pp_rates (key, started_at, hits) VALUES ('old', now() - interval '2 hours', 1)")
    await pool.execute("INSERT INTO pp_rates (key, started_at, hits) VALUES ('new', now(), 1)")
    timings = Timings(limits=LimitTimings(prune_first_s=0.0, prune_s=0.05))
    with RunningServer(settings_for(database, tmp_path), lambda settings: services_for(settings, timings)):
        async with asyncio.timeout(20):
            while await pool.fetchval("SELECT count(*) FROM pp_rates") > 1:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    assert await pool.fetchval("SELECT key FROM pp_rates") == "new"
