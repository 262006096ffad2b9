"""Any stream of either API's grammar, cut, split and damaged at any byte: a whole answer is never lost, a cut one is
never taken for whole, and nothing but the errors of our own tree leaves the door.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from professor_lock.errors import ProfessorLockError
from professor_lock.model.endpoint import Api
from professor_lock.model.reading import AnswerBody, Refused
from tests.fakes.openai_odd import begun, call_delta, call_item, completed, delta, event, message_item, text_delta

NAME = "get_odds_visual"
END = {"chat_completions": b'"finish_reason": "stop"', "responses": b"response.completed"}


@dataclass(frozen=True)
class Stream:
    """A well-formed stream and what it says."""

    api: Api
    body: bytes
    text: str
    calls: list[dict[str, Any]]
    end: int
    """Where the event that ends it is over, its line's end included."""


words = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), min_size=1), min_size=1, max_size=5
)
kept = st.characters(codec="utf-8", exclude_characters="\x00")
"""What a database can hold: other characters are replaced before a tool sees them."""
arguments = st.dictionaries(st.sampled_from(["sport", "team", "day"]), st.text(kept, max_size=5), max_size=3)


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    api: Api = draw(st.sampled_from(["responses", "chat_completions"]))
    said = ["A", *draw(words)]
    calls = draw(st.lists(arguments, max_size=2))
    payloads = (_chat if api == "chat_completions" else _responses)(draw, said, calls)
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    ascii_only = draw(st.booleans())
    parts = [f"data: {json.dumps(one, ensure_ascii=ascii_only)}{line_end}{line_end}".encode() for one in payloads]
    comment = f": ping{line_end}".encode() if draw(st.booleans()) else b""
    body = comment.join([b"", *parts])
    tail = draw(st.sampled_from([b"", b"data: [DONE]\n\n"])) if line_end == "\n" else b""
    return Stream(api, body + tail, "".join(said), calls, len(body) - len(line_end))


def _chat(draw: st.DrawFn, said: list[str], calls: list[dict[str, Any]]) -> list[Any]:
    payloads: list[Any] = [delta(role="assistant", content="")]
    if draw(st.booleans()):
        payloads.append(delta(reasoning_content="Let me see."))
    payloads += [delta(content=[{"type": "text", "text": one}] if draw(st.booleans()) else one) for one in said]
    for index, given_ in enumerate(calls):
        text = json.dumps(given_)
        cut = draw(st.integers(0, len(text)))
        payloads.append(call_delta(text[:cut], index=index, id=f"call_{index}", name=NAME))
        payloads.append(call_delta(text[cut:], index=index))
    return [*payloads, delta("stop")]


def _responses(draw: st.DrawFn, said: list[str], calls: list[dict[str, Any]]) -> list[Any]:
    text = "".join(said)
    item = message_item(text)
    payloads: list[Any] = [begun()]
    if draw(st.booleans()):
        payloads.append(event("output_item.added", output_index=0, item={**item, "content": []}))
    payloads += [text_delta(one) for one in said]
    if draw(st.booleans()):
        payloads.append(event("output_text.done", item_id="msg_1", output_index=0, content_index=0, text=text))
    if draw(st.booleans()):
        payloads.append(event("output_item.done", output_index=0, item=item))
    made = [call_item(NAME, json.dumps(one), f"call_{place}", f"fc_{place}") for place, one in enumerate(calls)]
    if draw(st.booleans()):
        payloads += [event("output_item.done", output_index=place + 1, item=one) for place, one in enumerate(made)]
        return [*payloads, completed([])]
    return [*payloads, completed([item, *made])]


@dataclass
class Outcome:
    """What became of an answer: its events, and how it failed, None for a whole one."""

    events: list[Any]
    failure: Exception | None

    @property
    def shown(self) -> str:
        return "".join(one.delta for one in self.events if one.type == "response.output_text.delta")

    @property
    def output(self) -> list[Any]:
        return list(self.events[-1].response.output)


def read(api: Api, body: bytes, sizes: list[int], error: Exception | None = None) -> Outcome:
    reading = AnswerBody("m", api, fields=frozenset(), prompt_chars=10, tools=[NAME])
    reading.head(200, {})
    place, number = 0, 0
    while place < len(body):
        size = sizes[number % len(sizes)]
        reading.body(body[place : place + size])
        place, number = place + size, number + 1
    reading.over(error)
    events = reading._answer.out.take()
    _check_form(events)
    failure = reading._failure
    assert failure is None or isinstance(failure, ProfessorLockError | Refused), repr(failure)
    assert (failure is None) == bool(events and events[-1].type == "response.completed")
    return Outcome(events, failure)


def _check_form(events: list[Any]) -> None:
    """A message is announced before its text, done once and after it; nothing follows the end."""
    open_items: set[str] = set()
    done: set[str] = set()
    for number, one in enumerate(events):
        match one.type:
            case "response.output_item.added":
                assert one.item.id not in open_items | done
                open_items.add(one.item.id)
            case "response.output_text.delta" | "response.content_part.added":
                assert one.item_id in open_items
            case "response.output_item.done":
                open_items.discard(one.item.id)
                done.add(one.item.id)
            case "professor_lock.message_withdrawn":
                open_items.remove(one.item_id)
            case "response.completed":
                assert number == len(events) - 1
                assert not open_items, "everything that was begun is done"


sizes_ = st.lists(st.integers(1, 40), min_size=1, max_size=5)


@given(streams(), sizes_)
async def test_a_whole_answer_is_read_whole_wherever_its_bytes_are_cut(stream: Stream, sizes: list[int]) -> None:
    found = read(stream.api, stream.body, sizes)
    assert found.failure is None
    assert found.shown == stream.text
    message, *calls = [one for one in found.output if one.type != "reasoning"]
    assert message.content[0].text == stream.text
    assert [json.loads(one.arguments) for one in calls] == stream.calls


@given(streams(), sizes_, st.data(), st.booleans())
async def test_a_cut_answer_is_never_taken_for_a_whole_one(
    stream: Stream, sizes: list[int], data: st.DataObject, broken: bool
) -> None:
    cut = data.draw(st.integers(0, len(stream.body)))
    found = read(stream.api, stream.body[:cut], sizes, ConnectionResetError("cut") if broken else None)
    assert stream.text.startswith(found.shown)
    if cut >= stream.end:
        assert found.failure is None, "its end was there"
    elif not stream.body[cut : stream.end].strip(b"\r\n"):
        pass  # only a line's end is missing: whole when the body ended cleanly
    else:
        assert found.failure is not None, "its end was not there"


@given(streams(), sizes_)
async def test_an_answer_is_whole_whose_connection_breaks_before_the_last_empty_line(
    stream: Stream, sizes: list[int]
) -> None:
    found = read(stream.api, stream.body[: stream.end], sizes, ConnectionResetError("cut"))
    assert found.failure is None
    assert found.shown == stream.text


@given(streams(), sizes_, st.data())
async def test_damage_anywhere_leaves_a_well_formed_answer_or_a_failure_in_words(
    stream: Stream, sizes: list[int], data: st.DataObject
) -> None:
    body = bytearray(stream.body)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(0, len(body) - 1)))
        match data.draw(st.sampled_from(["replace", "insert", "delete", "repeat"])):
            case "replace":
                body[place : place + 1] = bytes([data.draw(st.integers(0, 255))])
            case "insert":
                body[place:place] = data.draw(st.binary(max_size=8))
            case "delete":
                del body[place : place + data.draw(st.integers(1, 30))]
            case "repeat":
                body[place:place] = body[place : place + data.draw(st.integers(1, 60))]
    found = read(stream.api, bytes(body), sizes)
    if found.failure is None:
        for one in found.output:
            dumped = one.model_dump_json()
            dumped.encode()
            assert "\x00" not in dumped


JUNK: list[Any] = [None, True, 0, 7, -1.5, "", "0", "stop", [], [None], [[]], {}, {"a": 1}, [{"type": 5}], ["x"]]


@st.composite
def odd_payloads(draw: st.DrawFn) -> tuple[Api, bytes]:
    """A stream in which some values, anywhere in its events, are what nobody expects there."""
    api: Api = draw(st.sampled_from(["responses", "chat_completions"]))
    make = _chat if api == "chat_completions" else _responses
    payloads = make(draw, ["A", "b"], draw(st.lists(arguments, max_size=2)))
    payloads[0]["usage"] = {"prompt_tokens": 1, "input_tokens": 1, "prompt_tokens_details": {"cached_tokens": 1}}
    for _ in range(draw(st.integers(1, 3))):
        place: Any = payloads
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = draw(st.sampled_from(keys))
            if not (isinstance(place[key], dict | list) and place[key] and draw(st.integers(0, 5))):
                break
            place = place[key]
        place[key] = deepcopy(draw(st.sampled_from(JUNK)))
    return api, b"".join(b"data: " + json.dumps(one).encode() + b"\n\n" for one in payloads)


@given(odd_payloads())
async def test_whatever_stands_in_a_field_only_errors_of_our_own_leave_the_door(stream: tuple[Api, bytes]) -> None:
    read(*stream, [len(stream[1])])
