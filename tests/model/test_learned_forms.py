"""What an endpoint needs in another form is learned from one refusal, in the middle of a run as well as before one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.fakes.openai_odd import call_delta, chat, delta, document
from tests.fakes.openai_script import Call, HttpError, ModelRequest, Turn
from tests.model.test_refusals import refuse, result
from tests.support.odd_model import OddModel, always

ANSWER = "Here it is."
NAME = "get_odds_visual"
NBA = '{"sport": "nba"}'
THOUGHT = "I should look at the board."


async def asked(odd: OddModel, script: Callable[[ModelRequest], Turn], learned: str, *, turns: int = 3) -> None:
    """Every turn is answered, and after the first refusal nothing is refused; the log says once what was learned."""
    refused: list[int] = []

    def counted(request: ModelRequest) -> Turn:
        turn = script(request)
        if getattr(turn.parts[0], "status", 200) != 200:
            refused.append(len(odd.model.requests))
        return turn

    async with odd.client() as client:
        odd.model.script = counted
        chat_ = await client.chat().send("Odds")
        assert result(chat_) == (ANSWER, None)
        for number in range(turns - 1):
            await chat_.send(f"And {number}?")
            assert result(chat_) == (ANSWER, None)
        assert len(refused) == 1
        lines = [line["message"] for line in odd.server.log if "from now on" in line["message"]]
        assert len(lines) == 1
        assert learned in lines[0]
        await odd.next_turn(learned, chat_)


def after_call(request: ModelRequest) -> bool:
    """Whether the request has the result of a call of this run, which each turn makes one of."""
    kinds = [entry.kind for entry in request.conversation]
    return "output" in kinds


async def test_thoughts_go_back_where_they_are_missed(fresh: OddModel) -> None:
    refusal = refuse(400, "The `reasoning_content` in the thinking mode must be passed back to the API.")

    def script(request: ModelRequest) -> Turn:
        said = [one for one in request.body["messages"] if one["role"] == "assistant"]
        if any("reasoning_content" not in one for one in said):
            return refusal
        if not after_call(request):
            pieces = [delta(reasoning_content=piece) for piece in (THOUGHT[:9], THOUGHT[9:])]
            return chat(*pieces, call_delta(NBA, index=0, id="a", name=NAME), finish="tool_calls")
        assert [one["reasoning_content"] for one in said if one.get("tool_calls")] == [THOUGHT]
        return Turn.of(ANSWER)

    if fresh.api == "chat_completions":
        await asked(fresh, script, "needs the thoughts that led to a call")


async def test_details_of_thoughts_go_back_as_they_came(fresh: OddModel) -> None:
    refusal = document(
        {"error": {"code": 400, "message": "Function call is missing a thought_signature in functionCall parts."}},
        status=400,
    )
    pieces = [
        {"type": "reasoning.text", "text": "I should ", "index": 0, "format": "x"},
        {"type": "reasoning.text", "text": "look.", "index": 0, "format": "x"},
        {"type": "reasoning.encrypted", "data": "c2ln", "index": 1, "id": "tool_a"},
    ]
    whole = [{**pieces[0], "text": "I should look."}, pieces[2]]

    def script(request: ModelRequest) -> Turn:
        called = [one for one in request.body["messages"] if one.get("tool_calls")]
        if not called:
            deltas = [delta(reasoning=piece.get("text", ""), reasoning_details=[piece]) for piece in pieces]
            return chat(*deltas, call_delta(NBA, index=0, id="a", name=NAME), finish="tool_calls")
        return Turn.of(ANSWER) if called[0].get("reasoning_details") == whole else refusal

    if fresh.api == "chat_completions":
        await asked(fresh, script, "needs the thoughts that led to a call")


async def test_a_signature_goes_back_with_its_call_whatever_the_models_name(odd: OddModel) -> None:
    forms: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "Gemini": (one := {"extra_content": {"google": {"thought_signature": "c2ln"}}}, one),
        "LiteLLM": (two := {"provider_specific_fields": {"thought_signature": "c2ln"}}, two),
        "LiteLLM's id": ({"id": (signed := "call_1__thought__" + "QUJD" * 100)}, {"id": signed}),
    }
    for name, (sent, back) in forms.items() if odd.api == "chat_completions" else ():
        given: list[Any] = []

        def script(request: ModelRequest, sent: dict[str, Any] = sent, given: list[Any] = given) -> Turn:
            calls = [call for one in request.body["messages"] for call in one.get("tool_calls") or ()]
            if not calls:
                return chat(call_delta(NBA, index=0, name=NAME, **({"id": "a"} | sent)), finish="tool_calls")
            given.extend(calls)
            return Turn.of(ANSWER)

        await odd.answers(name, script, ANSWER)
        assert {field: given[0].get(field) for field in back} == back, name


async def test_ids_of_calls_take_the_form_that_an_endpoint_wants(fresh: OddModel) -> None:
    def script(request: ModelRequest) -> Turn:
        ids = [entry.call_id for entry in request.conversation if entry.kind in ("call", "output")]
        if any(len(one) != 9 or not one.isalnum() for one in ids):
            return refuse(400, f"Tool call id was {ids[0]} but must be a-z, A-Z, 0-9, with a length of 9.", "3280")
        return Turn.of(ANSWER) if ids else Turn.of(Call(NAME, {"sport": "nba"}, "call_of_another_kind"))

    await asked(fresh, script, "wants ids of calls in a form of its own")


async def test_words_of_schemas_that_are_not_known_are_left_out(fresh: OddModel) -> None:
    def script(request: ModelRequest) -> Turn:
        tools = json.dumps(request.body["tools"])
        if "additionalProperties" in tools or "$ref" in tools:
            where = "at 'tools[0].function_declarations[0].parameters': Cannot find field."
            names = ("additionalProperties", "$defs", "$ref")
            said = " ".join(f'Invalid JSON payload received. Unknown name "{name}" {where}' for name in names)
            return document([{"error": {"code": 400, "message": said, "status": "INVALID_ARGUMENT"}}], status=400)
        if not request.outputs:
            assert '"properties"' in tools
            assert '"team"' in tools
            return Turn.of(Call(NAME, {"sport": "nba"}))
        return Turn.of(ANSWER)

    await asked(fresh, script, "in a tool's schema")


async def test_an_endpoint_without_tools_is_told_to_the_operator(odd: OddModel) -> None:
    forms = {
        "vLLM": document({"message": '"auto" tool choice requires --enable-auto-tool-choice', "code": 400}, status=400),
        "llama.cpp": document({"error": {"code": 500, "message": "tools param requires --jinja flag"}}, status=500),
        "Ollama": document({"error": {"message": "registry.ollama.ai/library/x does not support tools"}}, status=400),
        "Gemini": refuse(400, "Function calling is not enabled for models/gemma-3-27b-it"),
        "an unknown field": refuse(400, "Unrecognized request argument supplied: tools"),
    }
    for name, turn in forms.items():
        await odd.fails(name, always(turn), "cannot use tools", retry=False)
    assert any(line["level"] == "error" and "cannot call tools" in line["message"] for line in odd.server.log)


async def test_a_limit_per_minute_is_busy_and_no_used_up_budget(odd: OddModel) -> None:
    gemini = "You exceeded your current quota, please check your plan and billing details. Please retry in 0.01s."
    forms = {
        "Gemini": document([{"error": {"code": 429, "message": gemini, "status": "RESOURCE_EXHAUSTED"}}], status=429),
        "tokens per minute": refuse(429, "Request tokens have exceeded your per-minute rate limit. Retry in 1ms"),
        "Azure": refuse(429, "Operations have exceeded token rate limit. Please retry after 0.01 seconds."),
        "too many tokens": document({"message": "Too many tokens, please wait 10ms before trying again."}, status=429),
    }
    for name, turn in forms.items():
        await odd.fails(name, always(turn), "is busy")


async def test_what_failed_between_here_and_the_model_may_be_tried_again(odd: OddModel) -> None:
    for status in (408, 424, 425, 499, 503, 520, 529):
        turn = document("<html>Failed</html>", "text/html", status)
        calls: list[int] = []

        def script(_request: ModelRequest, turn: Turn = turn, calls: list[int] = calls) -> Turn:
            calls.append(1)
            return turn if len(calls) == 1 else Turn.of(ANSWER)

        await odd.answers(str(status), script, ANSWER)


async def test_a_call_written_as_text_is_no_answer_and_told_to_the_operator(odd: OddModel) -> None:
    call = f'{{"name": "{NAME}", "arguments": {NBA}}}'
    forms = {
        "Hermes": f"<tool_call>\n{call}\n</tool_call>",
        "several": f"<tool_call>{call}</tool_call>\n<tool_call>{call}</tool_call>",
        "Qwen": f"<tool_call>\n<function={NAME}>\n<parameter=sport>\nnba\n</parameter>\n</function>\n</tool_call>",
        "Mistral": f"[TOOL_CALLS][{call}]",
        "Kimi": f"<|tool_calls_section_begin|><|tool_call_begin|>functions.{NAME}:0<|tool_calls_section_end|>",
        "gpt-oss": f"<|channel|>commentary to=functions.{NAME} <|constrain|>json<|message|>{NBA}<|call|>",
    }
    for name, text in forms.items():
        await odd.fails(name, always(Turn.of(text)), "cannot use tools", retry=False)
    after_text = always(Turn.of(f"Let me see.\n{forms['Hermes']}"))
    await odd.fails("text before", after_text, "cannot use tools", kept="Let me see.\n", retry=False)
    assert any("writes calls of tools as text" in line["message"] for line in odd.server.log)
    await odd.answers("only named", [Turn.of("Write `<tool_call>` before it.")], "Write `<tool_call>` before it.")


async def test_an_endpoint_that_names_a_long_wait_is_not_asked_before(odd: OddModel) -> None:
    busy = Turn((HttpError(429, "rate_limit_exceeded", "Slow down.", retry_after_s=3600),))
    async with odd.client() as client:
        odd.model.script = always(busy)
        before = len(odd.model.requests)
        chat_ = await client.chat().send("Hello")
        assert chat_.error is not None
        assert "is busy" in chat_.error["message"]
        assert len(odd.model.requests) == before + 1
        await odd.next_turn("a long wait", chat_)
