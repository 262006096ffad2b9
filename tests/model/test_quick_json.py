"""The quick way to read text and ends gives what the general way gives, and leaves to it what it does not know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from professor_lock.model.endpoint import Api
from professor_lock.model.quick_json import read_chat_text, read_completed, read_text_delta
from professor_lock.model.reading import AnswerBody

SAID = [
    "One",
    " two",
    " \u2028 three\n\n",
    "",
    " \U0001f3c0",
    " <b>",
    " \x00",
    " a\tb",
    " <thi",
    "s>",
    " end.",
]
DELTA = {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0}


def events_of(api: Api, frames: list[dict[str, Any] | str]) -> list[tuple[Any, ...]]:
    """What a stream comes to: every event with what it says."""
    body = AnswerBody("m", api, fields=frozenset(), prompt_chars=10)
    body.head(200, {})
    for one in frames:
        name = f"event: {one['type']}\n" if isinstance(one, dict) and "type" in one else ""
        body.body(
            f"{name}data: {one if isinstance(one, str) else json.dumps(one)}\n\n".encode("utf-8", "surrogatepass")
        )
    body.over(None)
    assert body.is_whole
    return [(one.type, getattr(one, "delta", None), getattr(one, "text", None)) for one in body.take()]


def frames_of(api: Api, more: dict[str, Any]) -> list[dict[str, Any] | str]:
    """One answer; `more` stands in each of its events besides, and in a chunk's choice."""
    if api == "responses":
        item = {"id": "msg_1", "type": "message", "role": "assistant", "content": []}
        response = {"id": "r", "status": "completed", "output": [], "usage": {"input_tokens": 3, "output_tokens": 4}}
        return [
            {"type": "response.output_item.added", "output_index": 0, "item": item},
            *({**DELTA, "delta": text, **more} for text in SAID),
            {"type": "response.completed", "response": response | more},
        ]
    chunks = [{"choices": [{"index": 0, "delta": {"content": text}, **more}]} for text in SAID]
    return [*chunks, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, "[DONE]"]


@pytest.mark.parametrize("api", ["responses", "chat_completions"])
async def test_text_is_read_the_same_in_the_quick_way_and_in_the_general_one(api: Api) -> None:
    # A field of a kind that the quick way does not take sends an event the general way.
    unusual: dict[str, Any] = {"content_index": "0", "status": "Completed"} if api == "responses" else {"unknown": 1}
    quick, general = events_of(api, frames_of(api, {})), events_of(api, frames_of(api, unusual))
    assert quick == general
    text = "".join(delta for kind, delta, _ in quick if kind == "response.output_text.delta")
    assert text == "One two \u2028 three\n\n \U0001f3c0 <b> \ufffd a\tb <this> end."


def test_what_says_more_than_text_is_left_to_the_general_way() -> None:
    delta = {**DELTA, "delta": "a"}
    assert read_text_delta(json.dumps(delta).encode()) is not None
    odd: Any
    for odd in (
        {"type": "response.refusal.delta"},
        {"delta": None},
        {"delta": ["a"]},
        {"output_index": "0"},
        {"item_id": 1},
    ):
        assert read_text_delta(json.dumps(delta | odd).encode()) is None, odd

    def chunk(**fields: Any) -> bytes:
        return json.dumps({"choices": [{"index": 1, "delta": {"content": "a"}}]} | fields).encode()

    assert read_chat_text(chunk()) == (1, "a")
    choice: dict[str, Any] = {"index": 0, "delta": {"content": "a"}}
    for odd in (
        {"choices": []},
        {"choices": [choice, choice]},
        {"choices": [choice | {"finish_reason": "stop"}]},
        {"choices": [choice | {"message": {"content": "a"}}]},
        *(
            {"choices": [{"delta": choice["delta"] | more}]}
            for more in ({"reasoning": "b"}, {"tool_calls": [1]}, {"refusal": "b"})
        ),
        {"usage": {"prompt_tokens": 1}},
        {"error": {"message": "no"}},
        {"x_groq": {"error": "no"}},
    ):
        assert read_chat_text(chunk(**odd)) is None, odd

    end: Any = {"output": [], "status": "completed"}
    for odd in (
        {"status": "incomplete"},
        {"error": {"code": "x"}},
        {"incomplete_details": {"reason": "x"}},
        {"output": "a"},
    ):
        assert read_completed(json.dumps({"type": "response.completed", "response": end | odd}).encode()) is None, odd


@pytest.mark.parametrize(
    "data", [b"", b"[DONE]", b"{", b"[" * 100_000, b'{"type":"response.output_text.delta","delta":"\\ud83c"}', b"\xff"]
)
def test_what_is_no_json_of_that_form_is_left_to_the_general_way(data: bytes) -> None:
    assert read_text_delta(data) is None
    assert read_chat_text(data) is None
    assert read_completed(data) is None
