"""The tools of a request are made once, and are what the Agents SDK would send each time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from agents import ModelSettings, Tool, WebSearchTool, function_tool

from pp_tools import TOOLS
from professor_lock.model.endpoint import Api, Learned
from professor_lock.model.request import Asked, RequestMaker, encoded
from professor_lock.model.tool_payload import ToolPayload

APIS: tuple[Api, ...] = ("responses", "chat_completions")
ITEMS = [{"role": "user", "content": "Hi \ud800 there"}]


def asked(tools: list[Tool], **settings: Any) -> Asked:
    return Asked("Be brief.", ITEMS, ModelSettings(parallel_tool_calls=True, **settings), tools, None, [])


class AnewEachTime(RequestMaker):
    """As the SDK does it."""

    def _payload(self, asked: Asked) -> ToolPayload | None:
        return None


def sent(maker: RequestMaker, what: Asked) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(encoded(maker.body(what, what.items)))
    return found


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("choice", [None, "auto", "none", "required", "get_odds_visual"])
@pytest.mark.parametrize("tools", [[], list(TOOLS)], ids=["no tools", "all tools"])
def test_a_request_is_the_one_that_the_sdk_would_send(api: Api, choice: str | None, tools: list[Tool]) -> None:
    if not tools and choice in ("required", "get_odds_visual"):
        choice = None  # what nobody can call cannot be demanded
    what = asked(tools, tool_choice=choice)
    maker = RequestMaker(api, "gpt", Learned())
    wanted = sent(AnewEachTime(api, "gpt", Learned()), what)
    assert sent(maker, what) == wanted
    assert sent(maker, what) == wanted, "the second time, when they are there"
    assert len(wanted["tools"] if tools else []) == len(tools)


@pytest.mark.parametrize("api", APIS)
def test_a_tool_that_has_changed_is_sent_as_it_is_now(api: Api) -> None:
    def first() -> str:
        """Before."""
        return ""

    tool = function_tool(first)
    maker = RequestMaker(api, "gpt", Learned())
    assert "Before." in str(sent(maker, asked([tool])))
    tool.description = "After."
    assert "After." in str(sent(maker, asked([tool])))
    assert "Before." not in str(sent(maker, asked([tool])))


def test_a_hosted_tool_is_left_to_the_sdk() -> None:
    what = asked([*TOOLS, WebSearchTool()])
    maker = RequestMaker("responses", "gpt", Learned())
    assert sent(maker, what) == sent(AnewEachTime("responses", "gpt", Learned()), what)


def test_what_an_endpoint_does_not_know_is_left_out_of_each_tool() -> None:
    learned = Learned()
    learned.leave_out({"strict"})
    tools = sent(RequestMaker("responses", "gpt", learned), asked(list(TOOLS)))["tools"]
    assert len(tools) == len(TOOLS)
    assert not any("strict" in tool for tool in tools)
