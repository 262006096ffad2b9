"""The demo, asked: a whole server without a key, with a note of every tool that was called and what is on the slip."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import asyncpg
from agents import FunctionTool, Tool
from agents.tool_context import ToolContext

from app import services_for
from pp_server import ProfessorLockChatKitServer
from professor_lock.settings import Settings
from professor_lock.tool_outcomes import read_no_answer
from professor_lock.wiring import Services
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, settings_for


@dataclass
class Answered:
    """What a conversation has ended in: the tools of the last turn that answered, those that did not, words, legs."""

    tools: list[str]
    refused: list[str]
    text: str
    legs: list[str]
    stake: float | None
    care: bool
    """Whether the answer begins with the card that says whom to call."""
    chat: Chat


@dataclass
class AskedDemo:
    """A server and its client; `calls` are the tools of the present turn with their arguments and outcomes."""

    database: str
    client: ChatKitClient
    calls: list[tuple[str, str, str]] = field(default_factory=list)

    async def ask(self, *messages: str) -> Answered:
        """A conversation of its own."""
        chat = self.client.chat()
        for message in messages:
            self.calls.clear()
            await chat.send(message)
            assert chat.error is None, (messages, chat.error)
        refused = [name for name, _, output in self.calls if read_no_answer(output)]
        tools = sorted(name for name, _, output in self.calls if not read_no_answer(output))
        legs, stake = await self._slip(chat)
        first = chat.items_of_turn[0] if chat.items_of_turn else {}
        care = "tel:" in json.dumps(first.get("widget", {}))
        return Answered(tools, refused, chat.text, legs, stake, care, chat)

    async def _slip(self, chat: Chat) -> tuple[list[str], float | None]:
        """The open slip's legs as "New York Knicks spread -5.5", and legs as typed that were not found."""
        connection = await asyncpg.connect(self.database)
        try:
            kept = await connection.fetchval(
                "SELECT state FROM pp_slips WHERE thread_id = $1 AND status = 'open'", chat.thread_id
            )
        finally:
            await connection.close()
        if kept is None:
            return [], None
        slip = json.loads(kept) if isinstance(kept, str) else kept
        legs = [_leg(one["leg"]) for one in slip["legs"]] + [f"? {one['asked']}" for one in slip["unmatched"]]
        return legs, slip["stake_cents"] / 100


def _leg(leg: dict[str, Any]) -> str:
    line = "" if leg["line"] is None else f" {float(_fraction(leg['line'])):g}"
    whose = f"{leg['subject']} " if leg.get("subject") else ""
    return f"{whose}{leg['selection']} {leg.get('stat') or leg['market']}{line}"


def _fraction(text: str) -> float:
    above, _, below = str(text).partition("/")
    return float(above) / float(below or 1)


@asynccontextmanager
async def asked_demo(database: str, data_dir: Path, **variables: Any) -> AsyncIterator[AskedDemo]:
    """A running server whose agent's tools are noted as they answer."""
    calls: list[tuple[str, str, str]] = []

    def noted(tool: Tool) -> Tool:
        if not isinstance(tool, FunctionTool):
            return tool
        invoke = tool.on_invoke_tool

        async def on_invoke(context: ToolContext[Any], arguments: str) -> Any:
            output = await invoke(context, arguments)
            calls.append((tool.name, arguments, str(output)))
            return output

        return replace(tool, on_invoke_tool=on_invoke)

    @asynccontextmanager
    async def build(settings: Settings) -> AsyncIterator[Services]:
        async with services_for(settings) as parts:
            server = parts.server
            assert isinstance(server, ProfessorLockChatKitServer)
            agent = server.professor_lock_agent
            server.professor_lock_agent = agent.clone(tools=[noted(tool) for tool in agent.tools])
            yield parts

    with RunningServer(settings_for(database, data_dir, **variables), build) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            yield AskedDemo(database, client, calls)
