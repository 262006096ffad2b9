"""Log lines: one a turn with what it did; of a flood a few, and a count."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import secrets
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from professor_lock.db.pool import open_pool
from professor_lock.errors import SourceUnavailable
from professor_lock.logs import FloodHandler, JsonFormatter
from tests.fakes.openai_script import Call, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.fakes.tcp_proxy import TcpProxy
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for


class Log:
    """A logger of its own on a clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0
        self._out = io.StringIO()
        handler = FloodHandler(self._out, clock=lambda: self.now)
        handler.setFormatter(JsonFormatter())
        self.logger = logging.Logger("a test's")
        self.logger.addHandler(handler)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._out.getvalue().splitlines()]


def test_a_flood_is_a_few_lines_and_then_one_with_a_count():
    log = Log()
    for number in range(1000):
        log.logger.warning("the database is away: %s", f"attempt {number}")
    assert len(log.lines) == 5
    log.now = 31.0
    log.logger.info("request")
    assert [line.get("left_out") for line in log.lines[5:]] == [995, None]
    assert log.lines[5]["message"] == "the database is away: attempt 999"
    log.logger.warning("the database is away: %s", "again")
    assert log.lines[-1]["message"] == "the database is away: again"


def test_lines_that_are_not_alike_and_lines_below_a_warning_all_come():
    log = Log()
    for number in range(50):
        log.logger.info("turn", extra={"reference": str(number)})
    for name in "abcdefghij":
        log.logger.error(f"{name} failed")  # noqa: G004
    for error in (ValueError("x"), TypeError("x")) * 5:
        log.logger.error("a tool failed", exc_info=error)
    messages = [line["message"] for line in log.lines]
    assert messages.count("turn") == 50
    assert len([message for message in messages if message.endswith(" failed") and len(message) == 8]) == 10
    assert messages.count("a tool failed") == 10


async def test_a_turn_is_one_line_with_outcome_durations_tokens_and_tools(database: str, tmp_path: Path) -> None:
    script = [Turn.of(Call("get_odds_visual", {"sport": "nba"})), Turn.of("Here ", "they are.")]
    with OpenAIServer(script) as model, RunningServer(settings_for(database, tmp_path, model=model)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            await client.chat().send("Odds tonight, my secret words?")
            await server.log_until(lambda: any(line["message"] == "turn" for line in server.log))
        lines = [line for line in server.log if line["message"] == "turn"]
    assert len(lines) == 1
    line = lines[0]
    assert (line["outcome"], line["kind"], line["model_calls"]) == ("answered", "create", 2)
    assert line["ms"] >= line["first_word_ms"] > 0
    assert line["input_tokens"] > 0 < line["output_tokens"]
    assert [(tool["tool"], tool["outcome"]) for tool in line["tools"]] == [("get_odds_visual", "answered")]
    assert len(line["user"]) == 16
    assert "secret words" not in json.dumps(line)


async def test_a_password_that_was_changed_is_a_database_that_is_away(database: str) -> None:
    admin = await asyncpg.connect(database)
    role = f"login_{secrets.token_hex(4)}"
    await admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'old'")
    address = database.split("@")[1]
    pool = await open_pool(f"postgresql://{role}:old@{address}", max_size=2)
    try:
        await pool.fetchrow("SELECT 1")
        await admin.execute(f"ALTER ROLE {role} PASSWORD 'new'")
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", role)
        for _ in range(3):
            with pytest.raises(SourceUnavailable, match="cannot be reached"):
                await pool.fetchrow("SELECT 1")
    finally:
        await pool.close()
        await admin.execute(f"DROP ROLE {role}")
        await admin.close()


async def test_a_database_that_is_away_is_a_few_lines_not_one_a_request(database: str, tmp_path: Path) -> None:
    written = io.StringIO()
    handler = FloodHandler(written)
    handler.setFormatter(JsonFormatter())
    proxy = TcpProxy.before(database)
    with proxy, RunningServer(settings_for(proxy.instead(database), tmp_path)) as server:
        logging.getLogger().addHandler(handler)
        try:
            async with ChatKitClient(server.url, user_id="ann") as client:
                await client.call(requests.list_threads())
                proxy.cut()

                async def ask(number: int) -> int:
                    body = requests.create(f"Question {number}")
                    return (
                        await client.http.post("/chatkit", json=body, headers={"X-User-Id": f"u{number}"})
                    ).status_code

                assert set(await asyncio.gather(*(ask(number) for number in range(100)))) == {503}
        finally:
            logging.getLogger().removeHandler(handler)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert len([line for line in lines if line["message"] == "request"]) >= 100
    loud = [line["message"] for line in lines if line["level"] in ("warn", "error")]
    assert 1 <= len(loud) <= 40, loud
