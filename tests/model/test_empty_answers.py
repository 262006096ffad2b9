"""An answer without anything in it, or something in an answer's place, is a failure in words, and replaces nothing."""

from __future__ import annotations

from tests.fakes.openai_odd import (
    begun,
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
from tests.fakes.openai_script import Api, Raw, Turn
from tests.support.odd_model import OddModel, always

EITHER = {
    "a JSON error with status 200": document({"error": {"message": "upstream failed", "type": "server_error"}}),
    "an error without an object": document({"error": "upstream failed"}),
    "FastAPI's form of an error": document({"detail": "Internal error"}),
    "a page of HTML": document("<!doctype html><html><body>Sign in</body></html>", "text/html"),
    "HTML that says it is a stream": document("<html>\n\n<body>Bad gateway</body></html>", "text/event-stream"),
    "another JSON document": document({"status": "ok"}),
    "JSON that is no object": document("[]"),
    "half a JSON document": document('{"choices": [{"mess'),
    "an empty body": Turn((Raw(b""),)),
    "an empty body of JSON": Turn((Raw(b"", "application/json"),)),
    "comments only": Turn((Raw(b": keep-alive\n\n: keep-alive\n\n"),)),
    "only the end": sse(done=True),
    "an error event": Turn((Raw(b'event: error\ndata: {"message": "overloaded"}\n\n'),)),
    "an event that is no JSON": sse("oops"),
    "an error as text": sse({"error": "out of memory"}),
    "an error as vLLM gives it": sse({"object": "error", "message": "out of memory", "code": 500}),
}
ODD: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "stop without content": chat(),
        "empty content": chat("", ""),
        "no content at all": chat(delta(content=None)),
        "white space": chat("  ", "\n\n\t"),
        "characters that draw nothing": chat("\u200b", "\ufeff\u3164"),
        "only reasoning": chat(delta(reasoning_content="Let me see.")),
        "only a thought in tags": chat("<think>Let me", " see.</think>\n"),
        "a thought that never ends": chat("<think>Let me see."),
        "no choices": sse({"choices": []}, done=True),
        "tool calls without a call": chat(finish="tool_calls"),
        "a call without a name": chat(delta(tool_calls=[{"index": 0, "id": "a", "function": {"arguments": "{}"}}])),
        "a document without text": document(completion({"content": ""})),
    },
    "responses": {
        "output of nothing": sse(begun(), completed([])),
        "output that is empty text": sse(begun(), completed("")),
        "no output": sse(begun(), event("completed", response={"id": "resp_1", "status": "completed"})),
        "a message without parts": sse(begun(), completed([message_item([])])),
        "an empty message": sse(*said(""), completed([message_item("")])),
        "white space": sse(*said("  ", "\n"), completed([message_item("  \n")])),
        "characters that draw nothing": sse(*said("\u200b"), completed([message_item("\u200b")])),
        "only reasoning": sse(begun(), completed([{"id": "rs_1", "type": "reasoning", "summary": []}])),
        "only a thought in tags": sse(*said("<think>Let me see.</think>"), completed()),
        "the end alone": sse(completed([])),
        "a document without output": document(response([])),
    },
}


async def test_an_answer_with_nothing_in_it_is_said_to_be_none_and_replaces_nothing(odd: OddModel) -> None:
    for name, turn in (EITHER | ODD[odd.api]).items():
        await odd.fails(name, always(turn), "empty answer|no answer|broke off|cannot be reached")


async def test_an_answer_in_one_document_is_an_answer(odd: OddModel) -> None:
    whole = {
        "chat_completions": document(completion({"content": "In one piece."})),
        "responses": document(response([message_item("In one piece.")])),
    }
    for name, turn in whole.items():
        await odd.answers(f"{name} as a document", [turn], "In one piece.")
