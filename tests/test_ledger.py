"""The ledger of what models cost: a row a call, exact money, null where no price is known, sums that agree."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from professor_lock.clocks import utc_now
from professor_lock.db.pool import PostgresPool
from professor_lock.ledger import Ledger, ModelUse, Spending
from professor_lock.prices import Price, PriceTable
from professor_lock.user import UserContext
from tests.fakes.openai_script import Call, Cut, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import query

ANN = UserContext("ann")
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLE = PriceTable.load()


def use(cost: int | None, *, asked: int = 1000, said: int = 100) -> ModelUse:
    return ModelUse("openai", "gpt-4o", asked, 200, said, 50, False, cost)


@pytest.fixture
def ledger(pool: asyncpg.Pool) -> Ledger:
    database = PostgresPool(pool)
    return Ledger(database.owned(), database, now=utc_now)


def test_a_call_costs_what_the_price_of_its_day_says():
    price = [Price("openai", "m", date(2026, month, 1), *map(Decimal, amounts)) for month, amounts in (
        (1, ("2.5", "1.25", "10")), (6, ("2", "0.5", "8")))]  # fmt: skip
    table = PriceTable(price)

    def cost(model: str, day: date, provider: str = "openai") -> int | None:
        found = table.cost(provider, model, day, input_tokens=1000, cached_tokens=400, output_tokens=10)
        return None if found is None else found.micros

    assert cost("m", date(2026, 5, 31)) == 600 * 2.5 + 400 * 1.25 + 10 * 10
    assert cost("m", date(2026, 6, 1)) == 600 * 2 + 400 * 0.5 + 10 * 8
    assert cost("m-2026-05-13", date(2026, 6, 1)) == cost("m", date(2026, 6, 1)), "a dated snapshot"
    assert cost("m", date(2025, 12, 31)) is None, "no price is known of that day"
    assert cost("m-mini", date(2026, 6, 1)) is None
    assert cost("m", date(2026, 6, 1), "elsewhere.example") is None, "another service has other prices"


def test_an_operators_own_prices_stand_beside_those_that_come_along(tmp_path: Path) -> None:
    own = tmp_path / "prices.json"
    rows = [{"provider": "llm.example", "model": "own", "from": "2026-01-01", "input": 0.1, "cached": 0.1, "output": 1}]
    own.write_text(json.dumps(rows))
    table = PriceTable.load(own)
    found = table.price("llm.example", "own", date(2026, 2, 1))
    assert found is not None
    assert found.input == Decimal("0.1")
    assert table.price("openai", "gpt-4o", date(2026, 2, 1)) is not None
    for broken in (
        "{",
        '[{"model": "x"}]',
        json.dumps([rows[0] | {"input": -1}]),
        json.dumps([rows[0] | {"from": "x"}]),
    ):
        own.write_text(broken)
        with pytest.raises(ValueError, match=r"prices\.json cannot be read"):
            PriceTable.load(own)


async def test_each_call_is_a_row_and_the_sums_of_the_day_agree(ledger: Ledger, pool: asyncpg.Pool) -> None:
    first = Spending(ANN, "turn_1", (use(4000), use(None), use(0)), at=AT)
    for _ in range(2):  # stored twice, as after a lost answer of the database: counted once
        await ledger.add(first)
    await ledger.add(Spending(UserContext("ben", tier="pro"), "turn_2", (use(500),), at=AT))
    rows = await pool.fetch("SELECT * FROM pp_usage_events ORDER BY user_id, call")
    assert [(row["user_id"], row["call"], row["cost_micros"]) for row in rows] == [
        ("ann", 1, 4000),
        ("ann", 2, None),
        ("ann", 3, 0),
        ("ben", 1, 500),
    ]
    day = (await pool.fetch("SELECT * FROM pp_usage WHERE user_id = 'ann'"))[0]
    assert (day["tokens"], day["input_tokens"], day["output_tokens"]) == (3300, 3000, 300)
    assert (day["cost_micros"], day["unpriced_calls"]) == (4000, 1)
    spent = await pool.fetch("SELECT scope, sum(cost_micros)::int AS cost FROM pp_spend GROUP BY 1 ORDER BY 1")
    assert [tuple(row) for row in spent] == [("server", 4500), ("tier:free", 4000), ("tier:pro", 500)]


async def test_the_months_get_partitions_and_keep_the_rows_that_came_before_them(
    ledger: Ledger, pool: asyncpg.Pool
) -> None:
    await ledger.add(Spending(ANN, "turn_1", (use(1),), at=datetime.now(UTC)))
    assert await ledger.prepare() == "3 months of the ledger prepared"
    assert await ledger.prepare() is None
    assert await pool.fetchval("SELECT count(*) FROM pp_usage_events_rest") == 0
    assert await pool.fetchval("SELECT count(*) FROM pp_usage_events") == 1
    month = f"pp_usage_events_{datetime.now(UTC):%Y_%m}"
    assert await pool.fetchval(f"SELECT count(*) FROM {month}") == 1
    await pool.execute(f"DROP TABLE {month}")  # what is old goes with its partition; the days' sums stay
    assert await pool.fetchval("SELECT sum(cost_micros) FROM pp_usage") == 1


async def test_months_that_are_too_old_are_dropped_and_the_others_stay(pool: asyncpg.Pool) -> None:
    database = PostgresPool(pool)
    await Ledger(database.owned(), database, now=utc_now).prepare()
    for name, first, last in (("2024_01", "2024-01-01", "2024-02-01"), ("2024_02", "2024-02-01", "2024-03-01")):
        span = f"FOR VALUES FROM ('{first}') TO ('{last}')"
        await pool.execute(f"CREATE TABLE pp_usage_events_{name} PARTITION OF pp_usage_events {span}")
    assert await Ledger(database.owned(), database, now=utc_now).prepare() is None, "nothing is dropped by default"
    told = await Ledger(database.owned(), database, now=utc_now, keep_days=100).prepare()
    assert told == "pp_usage_events_2024_01 dropped, pp_usage_events_2024_02 dropped"
    left = await pool.fetch(
        "SELECT relname FROM pg_class WHERE relname ~ '^pp_usage_events_(2|rest)' AND relkind = 'r'"
    )
    assert len(left) == 4


async def calls_of(database: str, user: str) -> list[dict[str, Any]]:
    rows = await query(database, "SELECT * FROM pp_usage_events WHERE user_id = $1 ORDER BY at, call", user)
    return [dict(row) for row in rows]


async def test_an_answer_of_two_steps_is_two_rows_and_a_cut_one_is_estimated(database: str, tmp_path: Path) -> None:
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
    script = [
        Turn.of(Call("get_odds_visual", {"sport": "nba"})),
        Turn.of("Here they are."),
        Turn.of("It will be", Cut()),
    ]
    with OpenAIServer(script) as model:
        settings = settings_for(database, tmp_path, model=model, PP_PRICES=str(own), PP_GROUNDING="off")
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Odds?")
                await chat.send("And?")
                await server.log_until(lambda: [line["message"] for line in server.log].count("turn") == 2)
            lines = [line for line in server.log if line["message"] == "turn"]
    rows = await calls_of(database, "ann")
    assert [(row["call"], row["estimated"]) for row in rows] == [(1, False), (2, False), (1, True)]
    assert len({row["turn_id"] for row in rows}) == 2
    assert all(row["turn_id"].endswith(line["reference"]) for row, line in zip(rows[1:], lines, strict=True))
    for row in rows:
        plain = row["input_tokens"] - row["cached_tokens"]
        exact = Decimal("2.5") * plain, Decimal("1.25") * row["cached_tokens"], Decimal(10) * row["output_tokens"]
        assert abs(row["cost_micros"] - sum(exact)) <= 1.5
    assert lines[0]["cost_micros"] == rows[0]["cost_micros"] + rows[1]["cost_micros"]


async def test_a_model_without_a_price_has_an_unknown_cost(database: str, tmp_path: Path) -> None:
    with (
        OpenAIServer([Turn.of("Hello.")]) as model,
        RunningServer(settings_for(database, tmp_path, model=model)) as server,
    ):
        async with ChatKitClient(server.url, user_id="ann") as client:
            await client.chat().send("Hi")
    assert [row["cost_micros"] for row in await calls_of(database, "ann")] == [None]
    usage = await query(database, "SELECT cost_micros, unpriced_calls FROM pp_usage")
    assert [tuple(row) for row in usage] == [(0, 1)]
