"""Whatever part of an answer's events carries its text, it is shown once and stored; reasoning is never the answer."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from professor_lock.model.sse import EventCutter, EventTooLarge
from professor_lock.model.thoughts import ThoughtFilter
from tests.fakes.openai_odd import (
    begun,
    chat,
    completed,
    completion,
    delta,
    event,
    message_item,
    said,
    sse,
    text_delta,
)
from tests.fakes.openai_script import Api, Raw, Turn
from tests.support.odd_model import OddModel

TEXT = "The Lakers are at home."
SECRET = "zebra-thought"
PLACE = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
SHOWN: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "deltas": chat("The Lakers ", "are at home."),
        "a list of parts": chat(
            delta(content=[{"type": "text", "text": "The Lakers "}, {"type": "text", "text": "are at home."}])
        ),
        "one part": chat(delta(content={"type": "text", "text": TEXT})),
        "a list of texts": chat(delta(content=["The Lakers ", "are at home."])),
        "a message at the end": sse(
            delta(content="The Lakers "),
            {"choices": [{"index": 0, "message": {"content": TEXT}, "finish_reason": "stop"}]},
        ),
        "a message alone": sse(completion({"content": TEXT})),
        "the oldest form": sse({"choices": [{"index": 0, "text": TEXT, "finish_reason": "stop"}]}),
        "a second choice": sse(
            {"choices": [{"index": 0, "delta": {"content": TEXT}}, {"index": 1, "delta": {"content": "Other."}}]},
            delta("stop"),
        ),
        "usage in each chunk": chat({**delta(content="The Lakers "), "usage": {"prompt_tokens": 1}}, "are at home."),
        "roles again and again": chat(
            delta(role="assistant", content="The Lakers "), delta(role="assistant", content="are at home.")
        ),
        "events of the other API": sse(*said(TEXT), completed([message_item(TEXT)])),
    },
    "responses": {
        "deltas alone": sse(begun(), text_delta("The Lakers "), text_delta("are at home."), completed([])),
        "deltas without a place": sse(
            event("output_text.delta", delta="The Lakers "),
            event("output_text.delta", delta="are at home."),
            completed([message_item(TEXT)]),
        ),
        "text.done alone": sse(begun(), event("output_text.done", **PLACE, text=TEXT), completed([])),
        "part.done alone": sse(
            begun(), event("content_part.done", **PLACE, part={"type": "output_text", "text": TEXT}), completed([])
        ),
        "item.done alone": sse(
            begun(), event("output_item.done", output_index=0, item=message_item(TEXT)), completed([])
        ),
        "completed alone": sse(completed([message_item(TEXT)])),
        "all of it": sse(
            *said("The Lakers ", "are at home."),
            event("output_text.done", **PLACE, text=TEXT),
            event("content_part.done", **PLACE, part={"type": "output_text", "text": TEXT}),
            event("output_item.done", output_index=0, item=message_item(TEXT)),
            completed([message_item(TEXT)]),
        ),
        "a last delta that was lost": sse(*said("The Lakers "), completed([message_item(TEXT)])),
        "another id in each event": sse(
            begun(),
            text_delta("The Lakers ", "msg_a"),
            text_delta("are at home.", "msg_b"),
            completed([message_item(TEXT, "msg_c")]),
        ),
        "content that is text": sse(begun(), completed([{**message_item([]), "content": TEXT}])),
        "parts of the older kind": sse(begun(), completed([message_item([{"type": "text", "text": TEXT}])])),
        "output that is text": sse(begun(), completed(TEXT)),
        "output_text": sse(begun(), completed([], output_text=TEXT)),
        "types in event lines only": Turn(
            (
                Raw(
                    b"event: response.output_text.delta\ndata: "
                    + json.dumps({**PLACE, "delta": TEXT}).encode()
                    + b"\n\nevent: response.completed\ndata: {}\n\n"
                ),
            )
        ),
        "chunks of the other API": chat(TEXT),
    },
}
THOUGHTS = (
    f"<think>{SECRET}</think>{TEXT}",
    f"<think>\n{SECRET}\n</think>\n\n{TEXT}",
    f"\n<THINK>{SECRET}</THINK>\n{TEXT}",
    f"{SECRET}\n</think>\n\n{TEXT}",
    f"<thinking>{SECRET}</thinking>{TEXT}",
    f"<thought>{SECRET}</thought>{TEXT}",
    f"<reasoning>{SECRET}</reasoning>{TEXT}",
    f"[THINK]{SECRET}[/THINK]{TEXT}",
    f"◁think▷{SECRET}◁/think▷{TEXT}",
    f"<seed:think>{SECRET}</seed:think>{TEXT}",
    f"<|channel|>analysis<|message|>{SECRET}<|end|><|start|>assistant<|channel|>final<|message|>{TEXT}<|return|>",
    f"<think>{SECRET}</think>{TEXT}<|im_end|>",
)


def spoken(api: Api, text: str, size: int) -> Turn:
    """A text in deltas of some size."""
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    return chat(*pieces) if api == "chat_completions" else sse(*said(*pieces), completed([message_item(text)]))


async def test_the_text_is_shown_once_whatever_carries_it(odd: OddModel) -> None:
    for name, turn in SHOWN[odd.api].items():
        await odd.answers(name, [turn], TEXT)


@pytest.mark.parametrize("size", [3, 1000])
async def test_reasoning_inside_the_text_is_neither_shown_as_the_answer_nor_sent_back(odd: OddModel, size: int) -> None:
    for text in THOUGHTS:
        chat_ = await odd.answers(text, [spoken(odd.api, text, size)], TEXT, never=SECRET)
        shown = [item for item in chat_.items if item["type"] == "assistant_message"]
        assert SECRET not in json.dumps(shown, ensure_ascii=False), text


async def test_reasoning_in_fields_of_its_own_is_not_sent_back(odd: OddModel) -> None:
    parts = [{"type": "thinking", "thinking": [{"type": "text", "text": SECRET}]}, {"type": "text", "text": TEXT}]
    forms: dict[Api, dict[str, Turn]] = {
        "chat_completions": {
            "reasoning_content": chat(delta(reasoning_content=SECRET), TEXT),
            "reasoning": chat(delta(reasoning=SECRET, content=""), TEXT),
            "reasoning_details": chat(delta(reasoning_details=[{"type": "reasoning.text", "text": SECRET}]), TEXT),
            "parts": chat(delta(content=parts)),
        },
        "responses": {
            "reasoning_text": sse(
                begun(),
                event("reasoning_text.delta", item_id="rs_1", output_index=0, delta=SECRET),
                text_delta(TEXT, index=1),
                completed([]),
            ),
            "an item": sse(
                begun(),
                completed(
                    [
                        {
                            "id": "rs_1",
                            "type": "reasoning",
                            "summary": [],
                            "content": [{"type": "reasoning_text", "text": SECRET}],
                        },
                        message_item(TEXT),
                    ]
                ),
            ),
        },
    }
    for name, turn in forms[odd.api].items():
        await odd.answers(name, [turn], TEXT, never=SECRET)


async def test_text_that_only_looks_like_a_tag_stays(odd: OddModel) -> None:
    for text in ("Is 3 <4? Yes.", "Write `<think>` to think.", "[1] and <b>bold</b>", "a < b < c", "x <thi"):
        await odd.answers(text, [spoken(odd.api, text, 2)], text)


async def test_bytes_may_be_cut_and_marked_in_any_way(odd: OddModel) -> None:
    text = "Größe 1½ – 球 🏀 home."
    raw = spoken(odd.api, text, 4).parts[0]
    assert isinstance(raw, Raw)
    body = raw.body.decode().encode("utf-8")
    unescaped = b"".join(
        (b"data: " + json.dumps(json.loads(line[6:]), ensure_ascii=False).encode() if line[6:7] == b"{" else line)
        + b"\n\n"
        for line in body.split(b"\n\n")
        if line
    )
    forms = {
        "single bytes": Raw(unescaped, piece=1),
        "a byte order mark": Raw(b"\xef\xbb\xbf" + unescaped, piece=7),
        "CR LF": Raw(unescaped.replace(b"\n", b"\r\n"), piece=5),
        "CR": Raw(unescaped.replace(b"\n", b"\r"), piece=3),
        "comments between": Raw(unescaped.replace(b"\n\n", b"\n\n: ping\n\n"), piece=11),
        "no space after the colon": Raw(unescaped.replace(b"data: ", b"data:")),
        "other fields": Raw(unescaped.replace(b"data: ", b"id: 7\nretry: 10\ndata: ")),
        "no empty line at the end": Raw(unescaped.removesuffix(b"\n\n")),
        "another content type": Raw(unescaped, content_type="text/plain"),
        "no content type": Raw(unescaped, content_type=""),
    }
    for name, form in forms.items():
        await odd.answers(name, [Turn((form,))], text)


async def test_bytes_that_are_no_utf8_and_halves_of_characters_do_not_lose_the_answer(odd: OddModel) -> None:
    raw = spoken(odd.api, "At home @ now.", 100).parts[0]
    assert isinstance(raw, Raw)
    for name, odd_bytes in {"a lone byte": b"\xff", "a half": b"\\ud83c", "NUL": b"\\u0000"}.items():
        await odd.answers(name, [Turn((Raw(raw.body.replace(b"@", odd_bytes)),))], "At home \ufffd now.")


def test_a_large_event_in_small_pieces_takes_time_by_its_size() -> None:
    def cost_s(size: int) -> float:
        body = b"data: " + b"x" * size + b"\n\n"
        cutter, events = EventCutter(), list[Any]()
        began = time.process_time()
        for start in range(0, len(body), 1024):
            cutter.feed(body[start : start + 1024], lambda _name, data: events.append(data))
        assert len(events) == 1
        return time.process_time() - began

    assert cost_s(8 * 1024 * 1024) < 1.0


@pytest.mark.parametrize("piece", [b"data: " + b"x" * 1000, b"<html>" + b"x" * 1000 + b"\n", b"data: x\n" * 100])
def test_an_event_over_the_bound_is_refused_and_not_kept(piece: bytes) -> None:
    cutter = EventCutter(max_event_bytes=10_000)

    def feed_for_ever() -> None:
        for _ in range(1000):
            cutter.feed(piece, lambda _name, _data: None)

    with pytest.raises(EventTooLarge):
        feed_for_ever()


def test_finding_thoughts_takes_time_by_the_size_of_the_text() -> None:
    for piece in ("<", "<think>", "</think>", "[/", "a<think>x</think>"):
        found = ThoughtFilter()
        text = piece * (400_000 // len(piece))
        began = time.process_time()
        for start in range(0, len(text), 50):
            list(found.feed(text[start : start + 50]))
        list(found.end())
        assert time.process_time() - began < 3.0, piece
