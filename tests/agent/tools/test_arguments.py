"""A tool call with wrong arguments: the model is told which one and what is allowed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from agents import Agent
from agents.tool import FunctionTool
from agents.tool_context import ToolContext
from hypothesis import given
from hypothesis import strategies as st

from pp_tools import TOOLS
from professor_lock.agent.tools.arguments import wrong_arguments

TOOL = {tool.name: tool for tool in TOOLS if isinstance(tool, FunctionTool)}
LEG = {"selection": "Lakers", "market": "moneyline", "event": None, "line": None, "sport": None, "american": None}


async def told(name: str, arguments: str) -> str:
    """What the model is told about the call, as the SDK runs it."""
    agent: Agent[Any] = Agent("test", tools=list(TOOLS))
    context = ToolContext(None, tool_name=name, tool_call_id="call_1", tool_arguments=arguments, agent=agent)
    return str(await TOOL[name].on_invoke_tool(context, arguments))


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("get_scores", {"league": 7, "date": None}, '"league" must be text, not 7.'),
        ("get_scores", {}, '"league" is missing: it must be text.'),
        ("my_bets", {"status": "lucky", "since": None}, '"status" must be one of "all", "pending", "settled", "won"'),
        ("build_parlay", {"legs": [LEG], "stake": "ten"}, '"stake" must be a number'),
        ("build_parlay", {"legs": "Lakers", "stake": 10}, '"legs" must be a list, not Lakers.'),
        ("build_parlay", {"legs": [{"market": "moneyline"}], "stake": 10}, '"legs[0].selection" is missing'),
        (
            "build_parlay",
            {"legs": [LEG | {"line": "x"}], "stake": 10},
            '"legs[0].line" must be a number or null, not x.',
        ),
    ],
)
async def test_the_argument_is_named_with_what_is_allowed(name, arguments, said, quiet, monkeypatch):
    monkeypatch.setattr("agents._debug.DONT_LOG_TOOL_DATA", quiet)
    answer = await told(name, json.dumps(arguments))
    assert answer.startswith("CANNOT: ")
    assert said in answer
    assert "our side" not in answer


async def test_what_is_no_json_is_said():
    assert "no valid JSON" in await told("get_scores", "{league:")
    assert "no JSON object" in await told("get_scores", "[1]")


@pytest.mark.parametrize("name", sorted(TOOL))
async def test_every_tool_names_an_argument_of_a_wrong_kind(name):
    properties = TOOL[name].params_json_schema.get("properties", {})
    for argument in properties:
        wrong: dict[str, Any] = {other: None for other in properties} | {argument: {"a": [{}]}}
        assert argument in await told(name, json.dumps(wrong))


def test_an_unknown_argument_is_named():
    schema = {"properties": {"league": {"type": "string"}}, "additionalProperties": False}
    assert wrong_arguments(schema, '{"legue": "nba"}') == '"legue" is no argument: there are league.'


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_gets_a_sentence(value):
    for tool in TOOL.values():
        assert wrong_arguments(tool.params_json_schema, json.dumps(value)).strip()
