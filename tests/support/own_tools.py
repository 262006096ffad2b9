"""A server whose agent has tools of a test's own beside Professor Lock's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from agents import Tool

from professor_lock.settings import Settings
from professor_lock.wiring import Build, Parts, build_parts


def with_tools(*tools: Tool) -> Build:
    """A `build` for RunningServer that gives this server's agent, and no other's, these tools as well."""

    @asynccontextmanager
    async def build(settings: Settings) -> AsyncIterator[Parts]:
        async with build_parts(settings) as parts:
            agent = parts.server.professor_lock_agent
            parts.server.professor_lock_agent = agent.clone(tools=[*agent.tools, *tools])
            yield parts

    return build
