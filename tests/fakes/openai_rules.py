"""What the real API refuses: a fake that accepts everything would hide the mistakes it is there to find.

Only rules seen to be enforced by the service are here. Each gives the 400 that a client would get.
"""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.openai_script import HttpError, ModelRequest

PARTS_OF_ROLE = {
    "user": {"input_text", "input_image", "input_file", "input_audio"},
    "system": {"input_text", "input_image", "input_file"},
    "developer": {"input_text", "input_image", "input_file"},
    "assistant": {"output_text", "refusal"},
}
PREFIX_OF_TYPE = {"message": "msg", "function_call": "fc", "reasoning": "rs", "web_search_call": "ws"}
CHAT_PARTS = {
    "user": {"text", "image_url", "input_audio", "file"},
    "assistant": {"text", "refusal"},
    "system": {"text"},
    "developer": {"text"},
    "tool": {"text"},
}
TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def refusal_of(request: ModelRequest) -> HttpError | None:
    """The error the service would answer with, None when it would accept the request."""
    message = _broken_tools(request.body) or (
        _broken_input(request.body) if request.api == "responses" else _broken_messages(request.body)
    )
    return HttpError(400, None, message) if message else None


def _broken_tools(body: dict[str, Any]) -> str | None:
    for number, tool in enumerate(body.get("tools") or []):
        if tool.get("type") != "function":
            continue
        function = tool.get("function", tool)
        if not TOOL_NAME.fullmatch(function.get("name", "")):
            return f"Invalid 'tools[{number}].name': string does not match pattern."
        if function.get("strict") and (fault := _not_strict(function.get("parameters") or {})):
            return f"Invalid schema for function '{function['name']}': {fault}"
    return None


def _not_strict(schema: Any, path: str = "()") -> str | None:
    """Strict tools: every object closed, every property required, all the way down."""
    if isinstance(schema, list):
        return next((fault for s in schema if (fault := _not_strict(s, path))), None)
    if not isinstance(schema, dict):
        return None
    if schema.get("type") == "object" or "properties" in schema:
        if schema.get("additionalProperties") is not False:
            return f"In context={path}, 'additionalProperties' is required to be supplied and to be false."
        if set(schema.get("required", [])) != set(schema.get("properties", {})):
            return f"In context={path}, 'required' is required to be supplied and to be an array including every key."
    for key in ("properties", "$defs"):
        for name, child in schema.get(key, {}).items():
            if fault := _not_strict(child, f"{path}.{name}"):
                return fault
    for key in ("items", "anyOf"):
        if fault := _not_strict(schema.get(key), f"{path}.{key}"):
            return fault
    return None


def _broken_input(body: dict[str, Any]) -> str | None:
    if not body.get("model"):
        return "Missing required parameter: 'model'."
    items = body.get("input")
    if isinstance(items, str):
        return None
    if not items:
        return "Missing required parameter: 'input'."
    seen: set[str] = set()
    called: set[str] = set()
    answered: set[str] = set()
    for number, item in enumerate(items):
        kind = item.get("type", "message")
        if fault := _broken_item(item, kind, f"input[{number}]"):
            return fault
        if item_id := item.get("id"):
            if item_id in seen:
                return f"Duplicate item found with id {item_id}. Remove duplicate items from your input and try again."
            seen.add(item_id)
        if kind == "function_call":
            called.add(item["call_id"])
        elif kind == "function_call_output":
            if item["call_id"] not in called:
                return f"No tool call found for function call output with call_id {item['call_id']}."
            answered.add(item["call_id"])
    if unanswered := called - answered:
        return f"No tool output found for function call {min(unanswered)}."
    return _broken_reasoning(items, stored=body.get("store", True))


def _broken_reasoning(items: list[dict[str, Any]], *, stored: bool) -> str | None:
    """Thoughts come back with what they led to, and encrypted where the service has not kept them."""
    for number, item in enumerate(items):
        if item.get("type") != "reasoning":
            continue
        following = items[number + 1].get("type", "message") if number + 1 < len(items) else None
        led_to = following in ("function_call", "reasoning", "web_search_call")
        if not led_to and not (following == "message" and items[number + 1].get("role") == "assistant"):
            return f"Item '{item.get('id')}' of type 'reasoning' was provided without its required following item."
        if not stored and not item.get("encrypted_content"):
            return f"Item with id '{item.get('id')}' not found. Items are not persisted when `store` is set to false."
    return None


def _broken_item(item: dict[str, Any], kind: str, where: str) -> str | None:
    if kind == "message":
        role = item.get("role")
        if role not in PARTS_OF_ROLE:
            return f"Invalid value: '{role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'."
        content = item.get("content")
        for number, part in enumerate([] if isinstance(content, str) else content or []):
            if part.get("type") not in PARTS_OF_ROLE[role]:
                allowed = ", ".join(f"'{p}'" for p in sorted(PARTS_OF_ROLE[role]))
                return f"Invalid value: '{part.get('type')}' at {where}.content[{number}]. Supported values: {allowed}."
    item_id, prefix = item.get("id"), PREFIX_OF_TYPE.get(kind)
    if item_id and prefix and not item_id.startswith(prefix):
        return f"Invalid '{where}.id': '{item_id}'. Expected an ID that begins with '{prefix}'."
    if item_id and len(item_id) > 64:
        return f"Invalid '{where}.id': string too long. Expected a string with maximum length 64."
    if kind == "function_call" and not isinstance(item.get("arguments"), str):
        return f"Invalid type for '{where}.arguments': expected a string."
    return None


def _broken_messages(body: dict[str, Any]) -> str | None:
    if not body.get("model"):
        return "you must provide a model parameter"
    messages = body.get("messages")
    if not messages:
        return "Missing required parameter: 'messages'."
    waiting: list[str] = []
    for number, message in enumerate(messages):
        role = message.get("role")
        if role not in CHAT_PARTS:
            return f"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', and 'tool'."
        content = message.get("content")
        for part in [] if isinstance(content, str) else content or []:
            if part.get("type") not in CHAT_PARTS[role]:
                return f"Invalid content type '{part.get('type')}' in messages[{number}] of role '{role}'."
        if role == "tool":
            if message.get("tool_call_id") not in waiting:
                return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'."
            waiting.remove(message["tool_call_id"])
            continue
        if waiting:
            return f"'tool_calls' must be followed by tool messages; these ids had no answer: {', '.join(waiting)}"
        waiting = [call["id"] for call in message.get("tool_calls") or []]
        if content is None and not waiting:
            return f"Invalid value for 'content' of messages[{number}]: expected a string, got null."
    return f"'tool_calls' must be followed by tool messages; no answer: {', '.join(waiting)}" if waiting else None
