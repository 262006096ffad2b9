"""Further forms in which services, servers and gateways send tool calls."""

from __future__ import annotations

from typing import Any

from tests.fakes.openai_odd import (
    begun,
    call_delta,
    call_item,
    chat,
    completed,
    completion,
    delta,
    document,
    event,
    message_item,
    response,
    said,
    sse,
)
from tests.fakes.openai_script import Api, Turn
from tests.model.test_tool_calls import called
from tests.support.odd_model import OddModel

NAME = "get_odds_visual"
NBA = '{"sport": "nba"}'


def chat_call(*chunks: dict[str, Any]) -> Turn:
    return chat(*chunks, finish="tool_calls")


ONE: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "an index from one on": chat_call(call_delta("", index=1, id="a", name=NAME), call_delta(NBA, index=1)),
        "the name in each piece": chat_call(
            call_delta('{"sport"', index=0, id="a", name=NAME), call_delta(': "nba"}', index=0, name=NAME)
        ),
        "the name with all before it": chat_call(
            call_delta("", index=0, id="a", name="get_odds"), call_delta(NBA, index=0, name=NAME)
        ),
        "an empty object behind": chat_call(call_delta(NBA, index=0, id="a", name=NAME), call_delta("{}", index=0)),
        "an empty object as one behind": chat_call(
            call_delta(NBA, index=0, id="a", name=NAME), call_delta({}, index=0, name=NAME)
        ),
        "null behind": chat_call(
            call_delta(NBA, index=0, id="a", name=NAME),
            delta(tool_calls=[{"index": 0, "id": None, "type": None, "function": {"name": None, "arguments": None}}]),
        ),
        "the brace with the name": chat_call(
            call_delta("{", index=0, id="a", name=NAME), call_delta('"sport": "nba"}', index=0)
        ),
        "white space around": chat_call(call_delta(f"\n {NBA} \n", index=0, id="a", name=NAME)),
        "the reason before the call": sse(
            call_delta("", index=0, id="a", name=NAME), delta("tool_calls"), call_delta(NBA, index=0), done=True
        ),
        "the call with its reason": sse(
            {
                "choices": [
                    {
                        "index": 0,
                        "delta": {
                            "role": "assistant",
                            "tool_calls": [{"index": 0, "id": "a", "function": {"name": NAME, "arguments": NBA}}],
                        },
                        "finish_reason": "tool_calls",
                    }
                ]
            }
        ),
        "an empty text beside": chat_call(delta(content="", role="assistant"), call_delta(NBA, id="a", name=NAME)),
        "the reason in camels": chat(call_delta(NBA, index=0, id="a", name=NAME), finish="toolUse"),
        "a document": document(
            completion(
                {
                    "tool_calls": [{"id": "a", "type": "function", "function": {"name": NAME, "arguments": NBA}}],
                },
                "tool_calls",
            )
        ),
    },
    "responses": {
        "an empty object at the end": sse(
            begun(),
            event("output_item.added", output_index=0, item=call_item(NAME, "")),
            event("function_call_arguments.delta", item_id="fc_1", output_index=0, delta=NBA),
            event("function_call_arguments.done", item_id="fc_1", output_index=0, arguments="{}"),
            completed([call_item(NAME, "{}")]),
        ),
        "nothing at the end": sse(
            begun(),
            event("output_item.added", output_index=0, item=call_item(NAME, "")),
            event("function_call_arguments.delta", item_id="fc_1", output_index=0, delta=NBA),
            event("function_call_arguments.done", item_id="fc_1", output_index=0, arguments=""),
            event("output_item.done", output_index=0, item=call_item(NAME, "")),
            completed([]),
        ),
        "an id of null in the end": sse(
            begun(),
            event("output_item.added", output_index=0, item=call_item(NAME, "")),
            event("function_call_arguments.done", item_id="fc_1", output_index=0, arguments=NBA),
            event("output_item.done", output_index=0, item={**call_item(NAME, NBA), "id": None}),
            completed([call_item(NAME, NBA, item_id="fc_9")]),
        ),
        "no announcement": sse(
            begun(),
            event("function_call_arguments.delta", item_id="fc_1", output_index=0, delta=NBA),
            event("output_item.done", output_index=0, item=call_item(NAME, NBA)),
            completed([call_item(NAME, NBA)]),
        ),
        "another id of the call in the end": sse(
            begun(),
            event("output_item.added", output_index=0, item=call_item(NAME, NBA, "call_a", "fc_a")),
            event("output_item.done", output_index=0, item=call_item(NAME, NBA, "call_b", "fc_b")),
            completed([call_item(NAME, NBA, "call_c", "fc_c")]),
        ),
        "white space before it": sse(*said("\n\n"), completed([message_item("\n\n"), call_item(NAME, NBA)])),
        "a name in the last event only": sse(
            begun(),
            event("function_call_arguments.done", item_id="fc_1", output_index=0, arguments=NBA, name=NAME),
            completed([]),
        ),
        "a document": document(response([call_item(NAME, NBA)])),
    },
}
TWO: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "the rest at another index": chat_call(
            call_delta(NBA, index=0, id="a", name=NAME),
            call_delta("", index=0, id="b", name=NAME),
            call_delta('{"sport": "nfl"}', index=1),
        ),
        "the rest under its id at another index": chat_call(
            call_delta(NBA, index=0, id="a", name=NAME),
            call_delta("", index=0, id="b", name=NAME),
            call_delta('{"sport": "nfl"}', index=1, id="b"),
        ),
        "all at index 0, in pieces": chat_call(
            call_delta("", index=0, id="a", name=NAME),
            call_delta(NBA, index=0),
            call_delta("", index=0, id="b", name=NAME),
            call_delta('{"sport": "nfl"}', index=0),
        ),
        "both in one delta": chat_call(
            delta(
                tool_calls=[
                    {"id": "a", "function": {"name": NAME, "arguments": NBA}},
                    {"id": "b", "function": {"name": NAME, "arguments": '{"sport": "nfl"}'}},
                ]
            )
        ),
    },
    "responses": {
        "without events of their own": sse(
            begun(), completed([call_item(NAME, NBA, "a", "fc_a"), call_item(NAME, '{"sport": "nfl"}', "b", "fc_b")])
        ),
        "pieces in turn": sse(
            begun(),
            event("output_item.added", output_index=0, item=call_item(NAME, "", "a", "fc_a")),
            event("output_item.added", output_index=1, item=call_item(NAME, "", "b", "fc_b")),
            event("function_call_arguments.delta", item_id="fc_a", output_index=0, delta='{"sport": '),
            event("function_call_arguments.delta", item_id="fc_b", output_index=1, delta='{"sport": "nfl"}'),
            event("function_call_arguments.delta", item_id="fc_a", output_index=0, delta='"nba"}'),
            completed([]),
        ),
    },
}


async def test_a_call_arrives_once_in_further_forms(odd: OddModel) -> None:
    for name, turn in ONE[odd.api].items():
        assert await called(odd, name, turn) == [(NAME, {"sport": "nba"})], name


async def test_two_calls_are_two_in_further_forms(odd: OddModel) -> None:
    for name, turn in TWO[odd.api].items():
        assert await called(odd, name, turn) == [(NAME, {"sport": "nba"}), (NAME, {"sport": "nfl"})], name
