"""A plain agent's own loop and the SDK's: the same requests, the same thread, the same cost."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from agents import AgentHooks, FunctionTool, RunContextWrapper, Tool, function_tool

from app import services_for
from pp_server import ProfessorLockChatKitServer, professor_lock_agent
from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.plain_run import is_plain
from professor_lock.settings import Settings
from professor_lock.wiring import Build, Services
from tests.fakes.openai_script import Call, Refuse, Think, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for

Run = RunContextWrapper[ProfessorLockContext]


@function_tool
async def lookup(ctx: Run, name: str) -> str:
    """Look something up."""
    await ctx.context.progress(f"looking for {name}")
    return f"found {name}"


@function_tool
async def stumbles(ctx: Run) -> str:
    """Fail."""
    raise RuntimeError("it fell")


@function_tool
async def was_cut_off(ctx: Run) -> str:
    """Have something inside cancelled."""
    inner = asyncio.ensure_future(asyncio.sleep(60))
    inner.cancel()
    await inner
    return "never"


@function_tool(timeout=0.01)
async def takes_long(ctx: Run) -> str:
    """Take too long."""
    await asyncio.sleep(60)
    return "never"


OWN: list[Tool] = [lookup, stumbles, was_cut_off, takes_long]


def built(*, plain: bool) -> Build:
    """A server whose agent has a few tools; with hooks of the agent's own it is the SDK that runs it."""

    @asynccontextmanager
    async def build(settings: Settings) -> AsyncIterator[Services]:
        async with services_for(settings) as parts:
            server = parts.server
            assert isinstance(server, ProfessorLockChatKitServer)
            hooks: Any = None if plain else AgentHooks()
            server.professor_lock_agent = server.professor_lock_agent.clone(tools=OWN, hooks=hooks)
            assert is_plain(server.professor_lock_agent) is plain
            yield parts

    return build


SCRIPTS: dict[str, list[Turn]] = {
    "text": [Turn.of("Hello there.")],
    "tools in two steps, one unknown": [
        Turn.of("Let me see. ", Call("lookup", {"name": "a"}), Call("lookup", {"name": "b"}), Call("nothing", {})),
        Turn.of(Call("lookup", {"name": "c"})),
        Turn.of("All found."),
    ],
    "tools that fail": [
        Turn.of(Call("stumbles", {}), Call("was_cut_off", {}), Call("takes_long", {}), Call("lookup", {"nme": 1})),
        Turn.of("None of it worked."),
    ],
    "a thought before a tool": [Turn.of(Think("Hm."), Call("lookup", {"name": "a"})), Turn.of("Found.")],
    "a refusal": [Turn.of(Refuse("I cannot say that."))],
    "no end": [Turn.of(Call("lookup", {"name": "again"}))] * 10,
}


async def played(
    database: str, folder: Path, api: str, turns: list[Turn], *, plain: bool
) -> tuple[list[Any], list[Any], list[Any]]:
    """What the endpoint was asked, what stands in the thread, and what the turn cost; ids and times evened out."""
    with OpenAIServer(turns) as model:
        settings = settings_for(database, folder, model=model, PP_MODEL_API=api, PP_GROUNDING="off")
        with RunningServer(settings, built(plain=plain)) as server:
            async with ChatKitClient(server.url, user_id=f"ann {plain}") as client:
                chat = await client.chat().send("Hello?")
        asked = [_even(one.body) for one in model.requests]
    connection = await asyncpg.connect(database)
    try:
        rows = await connection.fetch(
            "SELECT data FROM chatkit_thread_items WHERE thread_id = $1 ORDER BY seq", chat.thread_id
        )
        cost = await connection.fetchval("SELECT usage FROM pp_turns WHERE thread_id = $1", chat.thread_id)
    finally:
        await connection.close()
    shown = [*(_even(json.loads(row["data"])) for row in rows), _even({"error": chat.error})]
    return asked, shown, [_even(json.loads(cost))]


def _even(value: Any) -> Any:
    text = json.dumps(value)
    text = re.sub(r"\b(msg|thr|tsk|wf|trn|rs|fc|call|resp)_[A-Za-z0-9_-]+", r"\1", text)
    text = re.sub(r"quotation-[a-z]{16}", "quotation", text)
    text = re.sub(r"reference [^)]*", "reference", text)
    return json.loads(re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)", "then", text))


@pytest.mark.parametrize("api", ["responses", "chat_completions"])
@pytest.mark.parametrize("name", SCRIPTS)
async def test_a_plain_agents_own_loop_does_what_the_sdks_does(
    database: str, tmp_path: Path, api: str, name: str
) -> None:
    ours = await played(database, tmp_path / "ours", api, SCRIPTS[name], plain=True)
    theirs = await played(database, tmp_path / "theirs", api, SCRIPTS[name], plain=False)
    assert ours[0] == theirs[0]
    assert ours[1] == theirs[1]
    assert ours[2] == theirs[2]


def test_what_only_the_sdk_can_run_is_not_plain() -> None:
    assert is_plain(professor_lock_agent)
    other: dict[str, Any] = {
        "handoffs": [professor_lock_agent],
        "output_type": dict,
        "tool_use_behavior": "stop_on_first_tool",
        "hooks": AgentHooks(),
        "input_guardrails": [object()],
        "output_guardrails": [object()],
        "mcp_servers": [object()],
        "prompt": {"id": "pmpt_1"},
    }
    for name, value in other.items():
        assert not is_plain(professor_lock_agent.clone(**{name: value})), name
    for option in ({"needs_approval": True}, {"is_enabled": lambda *_: True}):
        odd = function_tool(name_override="odd", **option)(_nothing)
        assert isinstance(odd, FunctionTool)
        assert not is_plain(professor_lock_agent.clone(tools=[odd])), option


async def _nothing() -> str:
    """Do nothing."""
    return ""
