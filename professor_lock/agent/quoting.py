"""Makes the model's input of a run's items, in which the output of every tool is quoted, of added tools as well.

Tools return and store plain text; this is the only way from them to a model.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agents.run_config import CallModelData, ModelInputData

from professor_lock.untrusted_text import quotation


def sendable_items(mark: str, *, stored: bool) -> Callable[[list[Any]], list[Any]]:
    """The filter of one run. `mark` is that of its quotations; `stored` says that the model's service keeps answers."""

    def sendable(items: list[Any]) -> list[Any]:
        return quoted_outputs(items if stored else without_bare_thoughts(items), mark)

    return sendable


def filter_for_sdk(sendable: Callable[[list[Any]], list[Any]]) -> Callable[[CallModelData[Any]], ModelInputData]:
    """The same filter in the form that the SDK's runner takes."""

    def filtered(call: CallModelData[Any]) -> ModelInputData:
        return ModelInputData(input=sendable(call.model_data.input), instructions=call.model_data.instructions)

    return filtered


def without_bare_thoughts(items: list[Any]) -> list[Any]:
    """The input without unencrypted thoughts, which compatible endpoints send and OpenAI refuses."""
    return [item for item in items if item.get("type") != "reasoning" or item.get("encrypted_content")]


def quoted_outputs(items: list[Any], mark: str) -> list[Any]:
    """The items with every tool's output quoted: of built-in and added tools, of MCP servers, of clients."""
    names = {item.get("call_id"): str(item.get("name", "")) for item in items if item.get("type") == "function_call"}
    return [_quoted(item, names.get(item.get("call_id")) or "tool", mark) for item in items]


def _quoted(item: Any, name: str, mark: str) -> Any:
    output = item.get("output") if str(item.get("type", "")).endswith("_output") else None
    if isinstance(output, str):
        return {**item, "output": quotation(output, mark=mark, source=name)}
    if isinstance(output, list):
        return {**item, "output": [_quoted_part(part, name, mark) for part in output]}
    return item


def _quoted_part(part: Any, name: str, mark: str) -> Any:
    text = part.get("text") if isinstance(part, dict) else None
    return {**part, "text": quotation(text, mark=mark, source=name)} if isinstance(text, str) else part
