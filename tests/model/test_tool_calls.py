"""Tool calls in every form that endpoints send them reach the tools once, whole, and with arguments they can hold."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.openai_odd import begun, call_delta, call_item, chat, completed, delta, event, sse
from tests.fakes.openai_script import Api, ModelRequest, Turn
from tests.support.odd_model import OddModel

NAME = "get_odds_visual"
NBA = '{"sport": "nba"}'
ANSWER = "Here they are."


async def called(odd: OddModel, name: str, turn: Turn) -> list[tuple[str, Any]]:
    """The calls of an answer, as the model is told of them in the next step: ids apart, each with its output."""

    def script(request: ModelRequest) -> Turn:
        return Turn.of(ANSWER) if request.outputs else turn

    await odd.answers(name, script, ANSWER)
    request = odd.model.requests[-2]
    entries = [entry for entry in request.conversation if entry.kind == "call"]
    outputs = [entry.call_id for entry in request.conversation if entry.kind == "output"]
    assert [entry.call_id for entry in entries] == outputs, (name, "each call has its output")
    assert len(set(outputs)) == len(outputs), (name, "no two calls have one id")
    assert all(0 < len(call_id) <= 64 and call_id.isascii() for call_id in outputs), (name, outputs)
    return [(entry.name, entry.arguments) for entry in entries]


def chat_call(*chunks: dict[str, Any]) -> Turn:
    return chat(*chunks, finish="tool_calls")


def added(index: int, item: dict[str, Any]) -> dict[str, Any]:
    return event("output_item.added", output_index=index, item=item)


ONE: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "arguments in one piece": chat_call(call_delta(NBA, index=0, id="a", name=NAME)),
        "arguments in pieces": chat_call(
            call_delta("", index=0, id="a", name=NAME), call_delta('{"sport"', index=0), call_delta(': "nba"}', index=0)
        ),
        "null first": chat_call(
            delta(tool_calls=[{"index": 0, "id": "a", "function": {"name": NAME, "arguments": None}}]),
            call_delta(NBA, index=0),
        ),
        "an object": chat_call(call_delta({"sport": "nba"}, index=0, id="a", name=NAME)),
        "JSON in JSON": chat_call(call_delta(json.dumps(NBA), index=0, id="a", name=NAME)),
        "the same twice": chat_call(call_delta(NBA, index=0, id="a", name=NAME), call_delta(NBA, index=0)),
        "no index": chat_call(call_delta(NBA, id="a", name=NAME)),
        "no index, in pieces": chat_call(call_delta('{"sport": ', id="a", name=NAME), call_delta('"nba"}')),
        "the id in each piece": chat_call(
            call_delta('{"sport": ', index=0, id="a", name=NAME), call_delta('"nba"}', index=0, id="a", name=NAME)
        ),
        "an empty id later": chat_call(
            call_delta('{"sport": ', index=0, id="a", name=NAME), call_delta('"nba"}', index=0, id="", name="")
        ),
        "the name in pieces": chat_call(
            call_delta("", index=0, id="a", name="get_odds_"), call_delta(NBA, index=0, name="visual")
        ),
        "a name with a namespace": chat_call(call_delta(NBA, index=0, id="a", name=f"functions.{NAME}")),
        "a name with spaces": chat_call(call_delta(NBA, index=0, id="a", name=f" {NAME} ")),
        "no id": chat_call(call_delta(NBA, index=0, name=NAME)),
        "an id of null": chat_call(call_delta(NBA, index=0, id=None, name=NAME)),
        "a number as id": chat_call(call_delta(NBA, index=0, id=7, name=NAME)),
        "an id that is too long": chat_call(call_delta(NBA, index=0, id="x" * 200, name=NAME)),
        "an id nobody can send back": chat_call(call_delta(NBA, index=0, id="call é\u0000\n", name=NAME)),
        "the reason stop": chat(call_delta(NBA, index=0, id="a", name=NAME), finish="stop"),
        "the older form": chat(delta(function_call={"name": NAME, "arguments": NBA}), finish="function_call"),
        "a whole message instead of a delta": sse(
            {
                "choices": [
                    {
                        "index": 0,
                        "finish_reason": "tool_calls",
                        "message": {
                            "tool_calls": [
                                {"id": "a", "type": "function", "function": {"name": NAME, "arguments": NBA}}
                            ]
                        },
                    }
                ]
            }
        ),
    },
    "responses": {
        "only in the end": sse(begun(), completed([call_item(NAME, NBA)])),
        "arguments in pieces": sse(
            begun(),
            added(0, call_item(NAME, "")),
            event("function_call_arguments.delta", item_id="fc_1", output_index=0, delta='{"sport": '),
            event("function_call_arguments.delta", item_id="fc_1", output_index=0, delta='"nba"}'),
            completed([]),
        ),
        "all of it, again and again": sse(
            begun(),
            added(0, call_item(NAME, NBA)),
            event("function_call_arguments.delta", item_id="fc_1", output_index=0, delta=NBA),
            event("function_call_arguments.done", item_id="fc_1", output_index=0, arguments=NBA),
            event("output_item.done", output_index=0, item=call_item(NAME, NBA)),
            completed([call_item(NAME, NBA)]),
        ),
        "another id in the end": sse(
            begun(),
            added(0, call_item(NAME, "", item_id="fc_a")),
            event("output_item.done", output_index=0, item=call_item(NAME, NBA, item_id="fc_b")),
            completed([call_item(NAME, NBA, item_id="fc_c")]),
        ),
        "an object": sse(begun(), completed([call_item(NAME, {"sport": "nba"})])),
        "null first": sse(
            begun(),
            added(0, call_item(NAME, None)),
            event("output_item.done", output_index=0, item=call_item(NAME, NBA)),
            completed(),
        ),
        "JSON in JSON": sse(begun(), completed([call_item(NAME, json.dumps(NBA))])),
        "an id of null": sse(begun(), completed([call_item(NAME, NBA, call_id=None)])),
        "an id that is too long": sse(begun(), completed([call_item(NAME, NBA, call_id="x" * 200)])),
        "no id of the item": sse(begun(), completed([call_item(NAME, NBA, item_id="")])),
        "an id of another kind": sse(begun(), completed([call_item(NAME, NBA, item_id="call_7")])),
        "a name with a namespace": sse(begun(), completed([call_item(f"functions.{NAME}", NBA)])),
    },
}
TWO: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "a new id at a known index": chat_call(
            call_delta(NBA, index=0, id="a", name=NAME), call_delta('{"sport": "nfl"}', index=0, id="b", name=NAME)
        ),
        "new ids without an index": chat_call(
            call_delta(NBA, id="a", name=NAME), call_delta('{"sport": "nfl"}', id="b", name=NAME)
        ),
        "one id for both": chat_call(
            call_delta(NBA, index=0, id="a", name=NAME), call_delta('{"sport": "nfl"}', index=1, id="a", name=NAME)
        ),
        "neither id nor index": chat_call(call_delta(NBA, name=NAME), call_delta('{"sport": "nfl"}', name=NAME)),
        "empty ids": chat_call(
            call_delta(NBA, index=0, id="", name=NAME), call_delta('{"sport": "nfl"}', index=1, id="", name=NAME)
        ),
        "pieces in turn": chat_call(
            call_delta('{"sport": ', index=0, id="a", name=NAME),
            call_delta('{"sport": ', index=1, id="b", name=NAME),
            call_delta('"nba"}', index=0),
            call_delta('"nfl"}', index=1),
        ),
    },
    "responses": {
        "one id for both": sse(
            begun(), completed([call_item(NAME, NBA), call_item(NAME, '{"sport": "nfl"}', "call_1", "fc_2")])
        ),
        "one id of the items": sse(
            begun(),
            added(0, call_item(NAME, "", "call_1", "fc_1")),
            event("function_call_arguments.done", item_id="fc_1", output_index=0, arguments=NBA),
            added(1, call_item(NAME, "", "call_2", "fc_1")),
            event("function_call_arguments.done", item_id="fc_1", output_index=1, arguments='{"sport": "nfl"}'),
            completed([]),
        ),
    },
}


def one_call(api: Api, arguments: Any, call_id: str = "call_1") -> Turn:
    """An answer that calls the tool with these arguments."""
    if api == "responses":
        return sse(begun(), completed([call_item(NAME, arguments, call_id)]))
    return chat_call(call_delta(arguments, index=0, id=call_id, name=NAME))


async def test_a_call_arrives_once_in_whatever_form_it_is_sent(odd: OddModel) -> None:
    for name, turn in ONE[odd.api].items():
        assert await called(odd, name, turn) == [(NAME, {"sport": "nba"})], name


async def test_two_calls_are_two_however_they_are_told_apart(odd: OddModel) -> None:
    for name, turn in TWO[odd.api].items():
        assert await called(odd, name, turn) == [(NAME, {"sport": "nba"}), (NAME, {"sport": "nfl"})], name


async def test_an_id_that_comes_again_in_a_later_step_is_another_call(odd: OddModel) -> None:
    def script(request: ModelRequest) -> Turn:
        if len(request.outputs) == 2:
            return Turn.of(ANSWER)
        return one_call(odd.api, NBA if not request.outputs else '{"sport": "nfl"}', "call_0")

    await odd.answers("one id in each step", script, ANSWER)
    entries = [entry for entry in odd.model.requests[-2].conversation if entry.kind == "call"]
    assert [entry.arguments["sport"] for entry in entries] == ["nba", "nfl"]
    assert len({entry.call_id for entry in entries}) == 2


async def test_what_is_wrong_with_arguments_is_told_to_the_model_which_calls_again(odd: OddModel) -> None:
    wrong = {
        '{"sport": ': "JSON",
        "nba, please": "JSON",
        "[1, 2]": "JSON object",
        '{"sport": {"league": "nba"}}': "sport",
        "{}": "sport",
        '{"sport": NaN}': "",
    }
    for arguments, word in wrong.items():

        def script(request: ModelRequest, arguments: str = arguments) -> Turn:
            match len(request.outputs):
                case 0:
                    return one_call(odd.api, arguments)
                case 1:
                    return one_call(odd.api, NBA, "call_2")
                case _:
                    return Turn.of(ANSWER)

        await odd.answers(arguments, script, ANSWER)
        told = odd.model.requests[-2].outputs[0].text
        assert word in told, (arguments, told)
        assert "our side" not in told, (arguments, told)
        assert all(isinstance(one.arguments, dict) for one in odd.model.requests[-2].conversation if one.kind == "call")


async def test_characters_that_nobody_can_hold_are_replaced_before_a_tool_sees_them(odd: OddModel) -> None:
    bad = {
        "escaped": '{"sport": "nba", "team": "La\\u0000ke\\ud800rs"}',
        "raw": '{"sport": "nba", "team": "La\ud800kers\\u0000"}',
    }
    for name, arguments in bad.items():
        sent = await called(odd, name, one_call(odd.api, arguments))
        text = json.dumps(sent, ensure_ascii=False)
        assert "\ufffd" in text or "?" in text, (name, text)
        text.encode()
        assert "\x00" not in str(sent), name
