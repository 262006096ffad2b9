"""The demo model's calls of tools that a developer added to the agent: by name, with arguments from the message."""

from __future__ import annotations

import re
from typing import Any

from professor_lock.demo_model import answers
from professor_lock.demo_model.plan import Asked, Conversation, Schemas
from professor_lock.sources.names.text import fold
from professor_lock.words import ENGLISH, Words


def own_tool_step(conversation: Conversation, offered: Schemas, words: Words = ENGLISH) -> list[Asked] | str | None:
    """The call of an added tool that the message names; the tool's name must have several words.

    A text instead of calls is an answer; None where the message names no such tool.
    """
    text = conversation.said[-1].text
    named = (name for name in offered if name not in answers.OUR_TOOLS and " " in fold(name))
    tool = next((name for name in named if f" {fold(name)} " in f" {fold(text)} "), None)
    if tool is None:
        return None
    if outputs := [output for name, output in conversation.steps if name == tool]:
        return answers.of_own_tool(outputs[-1], words)
    pattern = r"\W+".join(map(re.escape, fold(tool).split()))
    rest = re.split(rf"(?i){pattern}", text[:1_000], maxsplit=1)[-1]
    rest = re.sub(r"^\W*(?:(?:with|for|on|about|of|the|tool)\b\s*)*", "", rest, flags=re.IGNORECASE)
    rest = rest.strip(" .?!\"'“”") or text
    numbers = re.findall(r"-?\d+(?:\.\d+)?", rest)
    values: dict[str, Any] = {}
    for name, about in (offered[tool].get("properties") or {}).items():
        if about.get("type") == "string":
            values[name] = rest
        elif about.get("type") in ("integer", "number") and numbers:
            values[name] = (int if about["type"] == "integer" else float)(float(numbers.pop(0)))
        elif "default" in about or any(choice.get("type") == "null" for choice in about.get("anyOf") or ()):
            values[name] = about.get("default")
    if unknown := [name for name in offered[tool].get("required") or () if name not in values]:
        return f"To call {tool} I would need: {', '.join(unknown)}. A real language model could work that out."
    return [Asked(tool, values)]
