"""The body of a request: with tools that were turned into JSON once, it is what the SDK makes of them each time."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from agents import FunctionTool, ModelSettings, OpenAIResponsesModel, WebSearchTool
from agents.models.chatcmpl_converter import Converter

from pp_tools import TOOLS
from professor_lock.model.endpoint import Api, Learned
from professor_lock.model.request import Asked, RequestMaker, encoded

ASKED = Asked("Be brief.", [{"role": "user", "content": "Hi"}], ModelSettings(), list(TOOLS), None, [])
SETTINGS = [
    ModelSettings(),
    ModelSettings(tool_choice="get_scores"),
    ModelSettings(tool_choice="required", parallel_tool_calls=False),
    ModelSettings(parallel_tool_calls=True, response_include=["reasoning.encrypted_content"]),
    ModelSettings(response_include=["reasoning.encrypted_content"], store=False, temperature=0.5),
    ModelSettings(extra_body={"tools": []}),
    ModelSettings(extra_body={"seed": 1}, extra_args={"safety_identifier": "x"}),
]


def sdk_body(asked: Asked) -> dict[str, Any]:
    client: Any = None
    items: Any = list(asked.items)
    fields = OpenAIResponsesModel("gpt-4o", client)._build_response_create_kwargs(
        asked.instructions, items, asked.settings, list(asked.tools), None, [], None, None, True, None
    )
    given = {name: value for name, value in fields.items() if isinstance(value, str | int | float | bool | list | dict)}
    for name in ("extra_headers", "extra_query", "extra_body"):
        given.pop(name, None)
    body: Any = asked.settings.extra_body or {}
    made: dict[str, Any] = json.loads(json.dumps(given | body))
    return made | {"stream": True}


def sent(maker: RequestMaker, asked: Asked) -> Any:
    return json.loads(encoded(maker.body(asked, asked.items)))


def without_order(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"include": sorted(body.get("include") or [])}


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("tools", [list(TOOLS), [], [WebSearchTool()], [*TOOLS[:2], WebSearchTool()]])
def test_a_request_is_what_the_sdk_makes_the_first_time_and_later(settings: ModelSettings, tools: list[Any]) -> None:
    if settings.tool_choice == "get_scores" and len(tools) < len(TOOLS):
        return
    maker = RequestMaker("responses", "gpt-4o", Learned())
    asked = replace(ASKED, settings=settings, tools=tools)
    for items in (ASKED.items, [*ASKED.items, {"role": "user", "content": "half \ud83c and \u2028"}]):
        asked = replace(asked, items=items)
        expected = without_order(sdk_body(asked))
        assert without_order(sent(maker, asked)) == json.loads(json.dumps(expected).replace("\\ud83c", "?"))


def test_the_other_api_sends_the_same_tools_each_time() -> None:
    maker = RequestMaker("chat_completions", "gpt-4o", Learned())
    expected = json.loads(json.dumps([Converter.tool_to_openai(tool) for tool in TOOLS]))
    assert [sent(maker, ASKED)["tools"] for _ in range(2)] == [expected] * 2


@pytest.mark.parametrize("api", ["responses", "chat_completions"])
def test_other_tools_are_other_tools_and_what_was_learned_is_left_out_of_kept_ones(api: Api) -> None:
    learned = Learned()
    maker = RequestMaker(api, "gpt-4o", learned)
    assert len(sent(maker, ASKED)["tools"]) == len(TOOLS)
    assert len(sent(maker, replace(ASKED, tools=list(TOOLS[:2])))["tools"]) == 2
    for number in range(40):  # more lists of tools than are kept
        own = FunctionTool(f"own_{number}", "Nothing.", {"type": "object"}, _nothing, strict_json_schema=False)
        assert f"own_{number}" in json.dumps(sent(maker, replace(ASKED, tools=[own]))["tools"])
    assert '"strict"' in json.dumps(sent(maker, ASKED))
    learned.leave_out({"strict"})
    assert '"strict"' not in json.dumps(sent(maker, ASKED)["tools"])
    assert len(sent(maker, ASKED)["tools"]) == len(TOOLS)


async def _nothing(*_: Any) -> str:
    return ""
