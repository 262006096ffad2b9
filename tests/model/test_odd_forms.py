"""Forms that endpoints send and OpenAI does not: the answer in them is read whole and once, and no cut one as whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from professor_lock.errors import ProfessorLockError
from professor_lock.model.endpoint import Api
from professor_lock.model.errors import BrokenOff, CutShort
from professor_lock.model.reading import Refused
from professor_lock.model.refusals import refusal_of
from tests.fakes.openai_odd import (
    DONE,
    begun,
    call_delta,
    call_item,
    completed,
    completion,
    delta,
    event,
    message_item,
    text_delta,
)
from tests.model.test_any_stream import NAME, Outcome, read

TEXT = "Hello there."
NBA = '{"sport": "nba"}'
CHAT: Api = "chat_completions"
RESPONSES: Api = "responses"
SAID = delta(content=TEXT)
HALVES = ("Hello\ud83c", "\udfc0 there.")


def body(*payloads: Any, before: str = "data: ", after: str = "\n\n", done: bool = False) -> bytes:
    texts = (one if isinstance(one, str) else json.dumps(one) for one in payloads)
    return "".join(f"{before}{text}{after}" for text in texts).encode() + (DONE if done else b"")


def ended(reason: Any) -> bytes:
    return body(SAID, {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})


def item(**fields: Any) -> dict[str, Any]:
    return event("output_text.delta", item_id="msg_1", **fields)


WHOLE: dict[str, tuple[Api, bytes]] = {
    **{
        f"the reason {reason}": (CHAT, ended(reason))
        for reason in ("eos", "eos_token", "stop_sequence", "COMPLETE", "FINISH_REASON_STOP", "STOP", "end_turn")
    },
    "no reason in words": (CHAT, body({"choices": [{"delta": {"content": TEXT}, "finish_reason": "null"}]}, done=True)),
    "a choice's index as text": (
        CHAT,
        body({"choices": [{"index": "0", "delta": {"content": TEXT}}]}, delta("stop")),
    ),
    "one choice, counted from one": (
        CHAT,
        body(
            {"choices": [{"index": 1, "delta": {"content": TEXT}}]},
            {"choices": [{"index": 1, "delta": {}, "finish_reason": "stop"}]},
        ),
    ),
    "two choices": (
        CHAT,
        body(
            SAID,
            {"choices": [{"index": 1, "delta": {"content": "Another."}, "finish_reason": "length"}]},
            delta("stop"),
        ),
    ),
    "choices that are no list": (CHAT, body({"choices": {**SAID["choices"][0], "finish_reason": "stop"}})),
    "filter results before and after": (
        CHAT,
        body(
            {"choices": [], "prompt_filter_results": [{"prompt_index": 0}]},
            SAID,
            delta("stop"),
            {"choices": [{"index": 0, "finish_reason": None, "content_filter_offsets": {"check_offset": 1}}]},
        ),
    ),
    "text with a value": (CHAT, body(delta(content=[{"type": "text", "text": {"value": TEXT}}]), delta("stop"))),
    "annotations that are none": (CHAT, body(delta(content=TEXT, annotations=5, tool_calls=None), delta("stop"))),
    "an error that says there is none": (CHAT, body({**SAID, "error": {"code": 0, "message": ""}}, delta("stop"))),
    "a word where Groq has an object": (CHAT, body({**SAID, "x_groq": "req_1"}, delta("stop"))),
    "a document in a list": (CHAT, json.dumps([completion({"content": TEXT})]).encode()),
    "the end in quotes": (CHAT, body(SAID, '"[DONE]"')),
    "the end in small letters": (CHAT, body(SAID, "[done]")),
    "data twice": (CHAT, body(SAID, "[DONE]", before="data: data: ")),
    "no empty lines": (CHAT, body(SAID, "[DONE]", after="\n")),
    "no empty lines, a reason": (CHAT, body(SAID, delta("stop"), after="\n")),
    "lines of JSON": (CHAT, body(SAID, delta("stop"), before="", after="\n")),
    "halves of a character": (
        CHAT,
        body(*(delta(content=half) for half in HALVES), delta("stop")),
    ),
    "a tab in a text": (CHAT, body('{"choices": [{"delta": {"content": "Hello\tthere."}}]}', delta("stop"))),
    "a part counted in words": (
        RESPONSES,
        body(
            begun(),
            item(output_index="0", content_index="0", delta="Hello "),
            item(output_index=0, content_index=0, delta="there."),
            completed([message_item(TEXT)]),
        ),
    ),
    "a part without a number": (
        RESPONSES,
        body(begun(), item(output_index=0, content_index=None, delta=TEXT), completed([message_item(TEXT)])),
    ),
    "a part that is no number": (
        RESPONSES,
        body(begun(), item(output_index={}, content_index={}, delta=TEXT), completed([message_item(TEXT)])),
    ),
    "a response in a list": (
        RESPONSES,
        json.dumps([{"object": "response", "status": "completed", "output": [message_item(TEXT)]}]).encode(),
    ),
    "a response with its text alone": (RESPONSES, json.dumps({"status": "completed", "output_text": TEXT}).encode()),
    "events without empty lines": (
        RESPONSES,
        body(begun(), text_delta(TEXT), completed([message_item(TEXT)]), after="\n"),
    ),
    "characters in halves": (
        RESPONSES,
        body(
            begun(),
            *(text_delta(half) for half in HALVES),
            completed([]),
        ),
    ),
}


async def _read(api: Api, data: bytes, size: int = 0) -> Outcome:
    return read(api, data, [size or len(data)])


@pytest.mark.parametrize("size", [0, 7])
@pytest.mark.parametrize("name", WHOLE)
async def test_a_whole_answer_is_read_once_in_every_form(name: str, size: int) -> None:
    outcome = await _read(*WHOLE[name], size)
    assert outcome.failure is None
    [message] = outcome.output
    [part] = message.content
    said = part.text.replace("\t", " ").replace("\N{BASKETBALL AND HOOP}", "")
    assert said == TEXT
    assert outcome.shown == part.text


async def test_a_character_in_two_halves_is_that_character() -> None:
    assert (await _read(*WHOLE["halves of a character"])).shown == "Hello\N{BASKETBALL AND HOOP} there."
    assert (await _read(*WHOLE["characters in halves"])).shown == "Hello\N{BASKETBALL AND HOOP} there."
    alone = body(delta(content=HALVES[0]), delta("stop"))
    assert (await _read(CHAT, alone)).shown == "Hello\N{REPLACEMENT CHARACTER}"


CUT: dict[str, tuple[bytes, type[ProfessorLockError]]] = {
    "a cut that is taken back": (body(SAID, delta("length"), delta("stop"), done=True), CutShort),
    "an error in Groq's own field": (body(SAID, {"choices": [], "x_groq": {"error": "over capacity"}}), BrokenOff),
    "OpenRouter's error with a choice": (
        body(
            SAID,
            {
                "error": {"code": 502, "message": "Provider disconnected"},
                "choices": [{"index": 0, "delta": {"content": ""}, "finish_reason": "error"}],
            },
            done=True,
        ),
        BrokenOff,
    ),
    "another limit's name": (ended("token_limit"), CutShort),
    "a reason nobody knows": (ended("network_error"), BrokenOff),
}


@pytest.mark.parametrize("name", CUT)
async def test_a_cut_answer_is_never_whole(name: str) -> None:
    data, failure = CUT[name]
    outcome = await _read(CHAT, data)
    assert isinstance(outcome.failure, failure)
    assert outcome.shown == TEXT


async def test_an_error_in_a_list_is_that_error() -> None:
    error = [{"error": {"code": 429, "message": "Resource exhausted", "status": "RESOURCE_EXHAUSTED"}}]
    for data in (json.dumps(error).encode(), body(error)):
        failure = (await _read(CHAT, data)).failure
        assert isinstance(failure, Refused)
        assert failure.refusal is not None
        assert failure.refusal.status == 429


CALLS: dict[str, tuple[Api, bytes]] = {
    "an index as text, then as a number": (
        CHAT,
        body(call_delta("", index="0", id="a", name=NAME), call_delta(NBA, index=0), delta("tool_calls")),
    ),
    "an empty object first": (
        CHAT,
        body(call_delta("{}", index=0, id="a", name=NAME), call_delta(NBA, index=0), delta("tool_calls")),
    ),
    "each piece with all before it": (
        CHAT,
        body(
            call_delta('{"sp', index=0, id="a", name=NAME),
            call_delta('{"sport": "n', index=0),
            call_delta(NBA, index=0),
            delta("tool_calls"),
        ),
    ),
    "in the older form as well": (
        CHAT,
        body(
            delta(
                function_call={"name": NAME, "arguments": NBA},
                tool_calls=[{"index": 0, "id": "a", "type": "function", "function": {"name": NAME, "arguments": NBA}}],
            ),
            delta("tool_calls"),
        ),
    ),
    "in the older form": (
        CHAT,
        body(
            delta(function_call={"name": NAME, "arguments": ""}),
            delta(function_call={"arguments": NBA}),
            delta("function_call"),
        ),
    ),
    "names that are null": (
        CHAT,
        body(
            call_delta("", index=0, id="a", name=NAME),
            call_delta(NBA, index=0, id=None, name=None),
            delta("tool_calls"),
        ),
    ),
    "an empty object in the announcement": (
        RESPONSES,
        body(
            begun(),
            event("output_item.added", output_index=0, item=call_item(NAME, "{}")),
            event("function_call_arguments.delta", output_index="0", delta=NBA),
            completed([]),
        ),
    ),
}


@pytest.mark.parametrize("name", CALLS)
async def test_a_call_is_read_once_with_its_arguments(name: str) -> None:
    outcome = await _read(*CALLS[name])
    [call] = [one for one in outcome.output if one.type == "function_call"]
    assert (call.name, json.loads(call.arguments)) == (NAME, {"sport": "nba"})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": " 1.5s "}, 1.5),
        ({"retry-after": "2m"}, 120.0),
        ({"retry-after": "250ms"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "Fri, 16 Jan 2026 20:00:30 GMT", "date": "Fri, 16 Jan 2026 20:00:00 GMT"}, 30.0),
        ({"retry-after": "Fri, 16 Jan 2026 19:00:00 GMT", "date": "Fri, 16 Jan 2026 20:00:00 GMT"}, 0.0),
        ({"retry-after": "Fri, 16 Jan 2026 20:00:30 GMT"}, None),
        ({"retry-after": "soon", "date": "today"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "nan"}, None),
    ],
)
def test_how_long_to_wait_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert refusal_of(429, headers, b"{}").retry_after_s == seconds
