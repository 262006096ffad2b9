"""What of a run's items a model is sent: every answer of a tool is quoted, no matter whose tool it is.

Tools give and store their plain words; this is the only way from them to a model.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agents.run_config import CallModelData, ModelInputData

from professor_lock.untrusted_text import quotation


def sendable_items(mark: str, *, stored: bool) -> Callable[[list[Any]], list[Any]]:
    """The filter of one run, whose quotations bear `mark`; `stored`: the service keeps what it has answered."""

    def sendable(items: list[Any]) -> list[Any]:
        return quoted_outputs(items if stored else without_bare_thoughts(items), mark)

    return sendable


def filter_for_sdk(sendable: Callable[[list[Any]], list[Any]]) -> Callable[[CallModelData[Any]], ModelInputData]:
    """The same filter as the SDK's runner takes it."""

    def filtered(call: CallModelData[Any]) -> ModelInputData:
        return ModelInputData(input=sendable(call.model_data.input), instructions=call.model_data.instructions)

    return filtered


def without_bare_thoughts(items: list[Any]) -> list[Any]:
    """The model's input without thoughts that came unencrypted, as from compatible endpoints: OpenAI refuses them."""
    return [item for item in items if item.get("type") != "reasoning" or item.get("encrypted_content")]


def quoted_outputs(items: list[Any], mark: str) -> list[Any]:
    """The items with all that tools have answered (ours, one's own, an MCP server's, a client's) quoted."""
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
