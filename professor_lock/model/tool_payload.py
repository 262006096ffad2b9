"""Caches the JSON of an agent's tools: thirty of them are most of the bytes of a request.

Only for plain function tools. The Agents SDK converts other kinds (namespaces, tools loaded later, hosted tools) for
each request.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from agents import FunctionTool, Tool
from agents._tool_identity import get_explicit_function_tool_namespace

MAX_KEPT = 8
"""How many lists of tools are cached; an agent has one."""


class ToolPayload(list[dict[str, Any]]):
    """The tools as values of a request, with their JSON."""

    def __init__(self, tools: Sequence[dict[str, Any]]) -> None:
        super().__init__(tools)
        self.sent = compact_json(list(tools))


class ToolPayloads:
    """A cache of payloads by their tools; `made_of` converts one tool."""

    def __init__(self, made_of: Callable[[FunctionTool], dict[str, Any]]) -> None:
        self._made_of = made_of
        self._kept: dict[tuple[object, ...], tuple[list[Tool], ToolPayload]] = {}

    def of(self, tools: Sequence[Tool]) -> ToolPayload | None:
        """The payload of the tools; None for no tools, and where one is not a plain function tool."""
        key = tuple(_identity(tool) for tool in tools)
        kept = self._kept.get(key)
        if kept is not None:
            return kept[1]
        plain = [tool for tool in tools if isinstance(tool, FunctionTool) and _is_plain(tool)]
        if not tools or len(plain) != len(tools):
            return None
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        payload = ToolPayload([self._made_of(tool) for tool in plain])
        # The tools are stored as well, because the identity of an object is only unique while it lives.
        self._kept[key] = (list(tools), payload)
        return payload


def compact_json(value: object) -> bytes:
    """JSON bytes without spaces. A character that UTF-8 cannot hold becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "replace")


def _identity(tool: Tool) -> tuple[object, ...]:
    """A key that changes when the tool, or its JSON, is a different one."""
    if not isinstance(tool, FunctionTool):
        return (id(tool),)
    return (id(tool), id(tool.params_json_schema), tool.name, tool.description, tool.strict_json_schema)


def _is_plain(tool: FunctionTool) -> bool:
    return (
        get_explicit_function_tool_namespace(tool) is None
        and not tool.defer_loading
        and tool.allowed_callers is None
        and tool.output_json_schema is None
    )
