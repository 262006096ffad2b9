"""A server whose agent has tools of a test's own beside Professor Lock's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from agents import Tool

from app import services_for
from pp_server import ProfessorLockChatKitServer
from professor_lock.settings import Settings
from professor_lock.wiring import Build, Services


def with_tools(*tools: Tool) -> Build:
    """A `build` for RunningServer that gives this server's agent, and no other's, these tools as well."""

    @asynccontextmanager
    async def build(settings: Settings) -> AsyncIterator[Services]:
        async with services_for(settings) as parts:
            server = parts.server
            assert isinstance(server, ProfessorLockChatKitServer)
            agent = server.professor_lock_agent
            server.professor_lock_agent = agent.clone(tools=[*agent.tools, *tools])
            yield parts

    return build
