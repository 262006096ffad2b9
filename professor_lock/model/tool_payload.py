"""The tools of a request as JSON, made once for an agent: thirty of them are most of a request's bytes.

Only plain function tools; what the Agents SDK knows besides (namespaces, tools loaded later, hosted ones) it turns
into JSON itself, for each request.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from agents import FunctionTool, Tool
from agents._tool_identity import get_explicit_function_tool_namespace

MAX_KEPT = 8
"""How many lists of tools are kept: an agent has one."""


class ToolPayload(list[dict[str, Any]]):
    """The tools as a request has them, with their JSON."""

    def __init__(self, tools: Sequence[dict[str, Any]]) -> None:
        super().__init__(tools)
        self.sent = compact_json(list(tools))


class ToolPayloads:
    """Payloads by the tools that they were made of; `made_of` gives one tool's form."""

    def __init__(self, made_of: Callable[[FunctionTool], dict[str, Any]]) -> None:
        self._made_of = made_of
        self._kept: dict[tuple[object, ...], tuple[list[Tool], ToolPayload]] = {}

    def of(self, tools: Sequence[Tool]) -> ToolPayload | None:
        """The tools' payload; None where one of them is not a plain function tool, or there is none."""
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
        # The tools themselves are kept as well: an id is only its object's own while that lives.
        self._kept[key] = (list(tools), payload)
        return payload


def compact_json(value: object) -> bytes:
    """JSON without spaces. A character that UTF-8 cannot hold becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "replace")


def _identity(tool: Tool) -> tuple[object, ...]:
    """What changes when a tool is another one, or has another form."""
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
