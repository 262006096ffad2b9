"""Budgets in money: exact under many requests at once on several processes, told in words with their reset."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from professor_lock.budgets import Budgets, BudgetsOf
from professor_lock.clocks import utc_now
from professor_lock.db.pool import PostgresPool
from professor_lock.errors import RateLimited
from professor_lock.ledger import Ledger, ModelUse, Spending
from professor_lock.prices import PriceTable
from professor_lock.settings_env import Budget
from professor_lock.settings_reading import SettingsError, load_settings
from professor_lock.user import UserContext
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.forked_server import ServerNursery
from tests.support.running_server import RunningServer, environment_for, settings_for
from tests.support.turns import query

ANN, BEN = UserContext("ann"), UserContext("ben", tier="pro")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PRICES = PriceTable.load()
ANSWER = 95_000
"""What an answer of gpt-4o reserves, in millionths of a dollar: 30,000 tokens in at 2.5, 2,000 out at 10."""
NONE = Budget()
NOTHING = BudgetsOf(NONE, NONE, NONE)


def budgets(pool: asyncpg.Pool, of: BudgetsOf, *, now: datetime = NOON, lasts_s: float = 60.0) -> Budgets:
    return Budgets(PostgresPool(pool), lambda _: of, PRICES, lasts_s=lasts_s, now=lambda: now)


def server(*, day: int | None = None, month: int | None = None) -> BudgetsOf:
    return replace(NOTHING, server=Budget(day, month))


async def reserve(one: Budgets, turn: str, context: UserContext = ANN) -> bool:
    """Whether there was room."""
    try:
        return await one.reserve(context, turn, "openai", "gpt-4o")
    except RateLimited:
        return False


@pytest.mark.parametrize("scope", ["server", "tier", "user"])
@pytest.mark.parametrize("period", ["day", "month"])
async def test_of_two_hundred_at_once_exactly_as_many_pass_as_there_is_money_for(
    pool: asyncpg.Pool, scope: str, period: str
) -> None:
    given = replace(NOTHING, **{scope: Budget(**{period: 7 * ANSWER + 1})})
    here, there = (budgets(pool, given) for _ in range(2))
    passed = await asyncio.gather(*(reserve((here, there)[n % 2], f"turn_{n}") for n in range(200)))
    assert sum(passed) == 7
    held = await pool.fetchval("SELECT sum(cost_micros)::bigint FROM pp_reservations")
    assert held == 7 * ANSWER


async def test_what_is_settled_counts_as_what_it_cost_and_its_reservation_is_gone(pool: asyncpg.Pool) -> None:
    one = budgets(pool, replace(NOTHING, server=Budget(day=2 * ANSWER), user=Budget(month=2 * ANSWER)))
    database = PostgresPool(pool)
    ledger = Ledger(database.owned(), database, now=utc_now)
    assert [await reserve(one, f"turn_{n}") for n in range(3)] == [True, True, False]
    cheap = ModelUse("openai", "gpt-4o", 100, 0, 10, 0, False, 350)
    await ledger.add(Spending(ANN, "turn_0", (cheap,), reserved=True, at=NOON))
    assert await reserve(one, "turn_3") is False, "350 are spent: there is not room for a whole answer"
    await ledger.add(Spending(ANN, "turn_1", (), reserved=True, at=NOON))
    assert await reserve(one, "turn_4") is True
    assert await reserve(budgets(pool, server(day=2 * ANSWER), now=NOON + timedelta(days=1)), "turn_5") is True


async def test_a_budget_binds_whom_it_is_of_and_nobody_else(pool: asyncpg.Pool) -> None:
    user = budgets(pool, replace(NOTHING, user=Budget(day=ANSWER)))
    assert [await reserve(user, f"a{n}", ANN) for n in range(2)] == [True, False]
    assert await reserve(user, "b", BEN) is True, "one user's budget is not another's"
    tier = budgets(pool, replace(NOTHING, tier=Budget(day=2 * ANSWER)))
    assert [await reserve(tier, f"c{n}", UserContext("carl")) for n in range(2)] == [True, False], "with ann's"
    assert await reserve(tier, "d", UserContext("dora", tier="pro")) is True
    assert await reserve(tier, "e", UserContext("eve", tier="a tier nobody knows")) is False, "it is the free one"


async def test_the_reservation_of_a_process_that_died_ends_by_itself(pool: asyncpg.Pool) -> None:
    assert await reserve(budgets(pool, server(day=ANSWER), lasts_s=-1.0), "turn_1") is True
    assert await reserve(budgets(pool, server(day=ANSWER)), "turn_2") is True


@pytest.mark.parametrize(
    ("given", "words", "wait_s"),
    [
        ({"user": Budget(day=1)}, "You have used up your budget for today. It starts anew at 7:00 PM ET.", 12 * 3600),
        (
            {"server": Budget(month=1)},
            "This service has used up its budget for this month. It starts anew at Mon Nov 30, 7:00 PM ET.",
            8 * 86400 + 12 * 3600,
        ),
    ],
)
async def test_a_budget_that_is_used_up_says_when_it_starts_anew(
    pool: asyncpg.Pool, given: dict[str, Budget], words: str, wait_s: int
) -> None:
    with pytest.raises(RateLimited) as refusal:
        await budgets(pool, replace(NOTHING, **given)).reserve(ANN, "turn_1", "openai", "gpt-4o")
    assert str(refusal.value) == words
    assert refusal.value.retry_after_s == wait_s


async def test_the_operator_is_warned_at_eighty_percent_and_once_a_while(
    pool: asyncpg.Pool, caplog: pytest.LogCaptureFixture
) -> None:
    one = budgets(pool, server(month=10 * ANSWER))
    for number in range(7):
        await reserve(one, f"turn_{number}")
    assert "budget" not in caplog.text
    for number in range(7, 10):
        await reserve(one, f"turn_{number}")
    warned = [record.getMessage() for record in caplog.records]
    assert warned[0] == "the budget of the server for the month is used to 80 %"
    assert len(warned) == len(set(warned))


async def test_without_budgets_nobody_is_asked(pool: asyncpg.Pool) -> None:
    assert await budgets(pool, NOTHING).reserve(ANN, "turn_1", "openai", "gpt-4o") is False
    assert await pool.fetchval("SELECT count(*) FROM pp_reservations") == 0


@pytest.mark.long
async def test_two_hundred_answers_asked_for_at_once_on_two_processes_keep_to_the_budget(
    database: str, tmp_path: Path, nursery: ServerNursery
) -> None:
    own = tmp_path / "prices.json"
    price = {
        "provider": "127.0.0.1",
        "model": "gpt-4o",
        "from": "2024-01-01",
        "input": 2.5,
        "cached": 1.25,
        "output": 10,
    }
    own.write_text(json.dumps([price]))
    async with OpenAIServer(lambda _: Turn.of("Hello.")) as model:
        environ = environment_for(
            database, tmp_path, model=model, PP_PRICES=str(own), PP_BUDGET_SERVER="day=0.5", PP_DB_POOL_MAX="4"
        )
        servers = [await asyncio.to_thread(nursery.start, environ) for _ in range(2)]

        async def ask(number: int) -> str:
            async with ChatKitClient(servers[number % 2].url, user_id=f"user{number % 50}", timeout_s=120) as client:
                chat = await client.chat().run(requests.create(f"Question {number}"))
                return "" if chat.error is None else chat.error["message"]

        said = await asyncio.gather(*(ask(number) for number in range(200)))
        await asyncio.to_thread(nursery.kill_all)
    refused = [words for words in said if words]
    assert all("This service has used up its budget for today. It starts anew at" in words for words in refused)
    assert len(refused) < 200
    spent = (await query(database, "SELECT sum(cost_micros)::bigint AS n FROM pp_spend WHERE scope = 'server'"))[0]["n"]
    events = await query(database, "SELECT count(*) AS n, sum(cost_micros)::bigint AS cost FROM pp_usage_events")
    assert spent == events[0]["cost"]
    assert 0 < spent <= 500_000
    assert events[0]["n"] == len(model.exchanges) == 200 - len(refused), "no run of a refused answer asked the model"
    assert (await query(database, "SELECT count(*) AS n FROM pp_reservations"))[0]["n"] == 0


async def test_a_budget_that_is_used_up_is_told_in_the_chat(database: str, tmp_path: Path) -> None:
    own = tmp_path / "prices.json"
    own.write_text(
        json.dumps(
            [{"provider": "127.0.0.1", "model": "gpt-4o", "from": "2024-01-01", "input": 9, "cached": 9, "output": 9}]
        )
    )
    with OpenAIServer(lambda _: Turn.of("Hello.")) as model:
        settings = settings_for(database, tmp_path, model=model, PP_PRICES=str(own), PP_BUDGET_USER_FREE="day=0.01")
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Hi")
    assert chat.error is not None
    assert "You have used up your budget for today. It starts anew at" in chat.error["message"]
    assert model.exchanges == []


def test_budgets_are_read_in_dollars_and_a_wrong_one_is_named():
    settings = load_settings({"PP_BUDGET_SERVER": "day=0.50,month=5", "PP_BUDGET_USER_PRO": "month=1.000001"})
    assert settings.budgets_of("pro") == (Budget(500_000, 5_000_000), NONE, Budget(month=1_000_001))
    assert settings.budgets_of("gold") == settings.budgets_of("free")
    for wrong in ("5", "day=-1", "week=5", "day=1e3", "day=0.0000001"):
        with pytest.raises(SettingsError, match="PP_BUDGET_SERVER"):
            load_settings({"PP_BUDGET_SERVER": wrong})
