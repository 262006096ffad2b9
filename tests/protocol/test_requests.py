"""What a request may hold: at each bound it is one, a step beyond it is refused, and the refusal names the field."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from professor_lock.errors import BadInput
from professor_lock.protocol import requests as bounds
from professor_lock.protocol.requests import parse_request
from professor_lock.protocol.stored_items import MAX_ID_CHARS
from tests.support import chatkit_requests as requests

Body = requests.Body


def parsed(body: Body) -> Any:
    return parse_request(json.dumps(body))


def message(**changes: Any) -> Body:
    body = requests.create("Hi")
    body["params"]["input"] |= changes
    return body


def tagged(count: int = 1, **changes: Any) -> Body:
    tag = {"type": "input_tag", "id": "t", "text": "Lakers", "data": {}} | changes
    return message(content=[{"type": "input_text", "text": "Hi"}, *[tag] * count])


def nested(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


def answered(count: int = 1, name: str = "q", values: int = 1, length: int = 1) -> Body:
    answers = {f"{name}{number}"[-max(len(name), 3) :]: {"values": ["v" * length] * values} for number in range(count)}
    return requests.add_structured_input("t", "i", answers)


BOUNDS: dict[str, tuple[int, Any]] = {
    "a message's text": (bounds.MAX_MESSAGE_CHARS, lambda n: requests.create("m" * n)),
    "a quotation beside it": (bounds.MAX_MESSAGE_CHARS - 2, lambda n: message(quoted_text="q" * n)),
    "parts of a message": (
        bounds.MAX_PARTS,
        lambda n: message(content=[{"type": "input_text", "text": "p"}] * n),
    ),
    "files of a message": (bounds.MAX_ATTACHMENTS, lambda n: requests.create("Hi", attachments=["atc"] * n)),
    "tags of a message": (bounds.MAX_TAGS, tagged),
    "a tag's data": (bounds.MAX_TAG_DATA_CHARS - len('{"k": ""}'), lambda n: tagged(data={"k": "d" * n})),
    "a tag's data in depth": (bounds.MAX_DEPTH - 2, lambda n: tagged(data={"k": nested(n)})),
    "a tag's id": (MAX_ID_CHARS, lambda n: tagged(id="i" * n)),
    "a tag's group": (MAX_ID_CHARS, lambda n: tagged(group="g" * n)),
    "a title": (bounds.MAX_TITLE_CHARS, lambda n: requests.update_thread("t", "t" * n)),
    "an action's type": (bounds.MAX_ACTION_TYPE_CHARS, lambda n: requests.custom_action("t", "i", "a" * n, {})),
    "an action's payload": (
        bounds.MAX_PAYLOAD_CHARS - len('{"k": ""}'),
        lambda n: requests.sync_custom_action("t", "i", "a", {"k": "p" * n}),
    ),
    "an action's payload in depth": (
        bounds.MAX_DEPTH - 1,
        lambda n: requests.custom_action("t", "i", "a", nested(n)),
    ),
    "a tool's output": (
        bounds.MAX_TOOL_OUTPUT_CHARS - 2,
        lambda n: requests.add_client_tool_output("t", "o" * n),
    ),
    "items of feedback": (bounds.MAX_FEEDBACK_ITEMS, lambda n: requests.feedback("t", ["i"] * n)),
    "answered questions": (bounds.MAX_ANSWERS, answered),
    "values of an answer": (bounds.MAX_ANSWER_VALUES, lambda n: answered(values=n)),
    "an answer's value": (bounds.MAX_ANSWER_CHARS, lambda n: answered(length=n)),
    "a question's name": (MAX_ID_CHARS, lambda n: answered(name="q" * n)),
    "sound": (
        bounds.MAX_AUDIO_CHARS,
        lambda n: requests.transcribe(base64.b64encode(bytes(n // 4 * 3)).decode() + "A" * (n % 4)),
    ),
}


@pytest.mark.parametrize(("bound", "body"), BOUNDS.values(), ids=BOUNDS.keys())
def test_a_request_may_be_as_large_as_its_bound_and_no_larger(bound: int, body: Any) -> None:
    parsed(body(bound))
    with pytest.raises(BadInput) as refusal:
        parsed(body(bound + 1))
    assert refusal.value.status == 400
    assert len(str(refusal.value)) < 200
