"""An answer that ends before its end is shown and stored as cut, and never takes an old one's place."""

from __future__ import annotations

from tests.fakes.openai_odd import (
    call_delta,
    call_item,
    chat,
    completed,
    delta,
    event,
    message_item,
    response,
    said,
    sse,
    text_delta,
)
from tests.fakes.openai_script import Api, Turn
from tests.support.odd_model import OddModel, always

SAID = "The Lakers are at"
WORDS = "too long to finish|broke off|cannot answer"
DONE_ITEM = event("output_item.done", output_index=0, item=message_item(SAID))
CUT: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "the longest answer": chat(SAID, finish="length"),
        "the longest answer, said otherwise": chat(SAID, finish="max_tokens"),
        "a filter": chat(SAID, finish="content_filter"),
        "an abort": chat(SAID, finish="abort"),
        "an error as a reason": chat(SAID, finish="error"),
        "a reason nobody knows": chat(SAID, finish="insufficient_system_resource"),
        "a body that ends cleanly": chat(SAID, finish=None, done=False),
        "a body that breaks": chat(SAID, finish=None, done=False, end="cut"),
        "a body that breaks inside an event": sse(
            delta(content=SAID), '{"choices": [{"del', line_end="\n\n", end="cut"
        ),
        "an error in the stream": chat(SAID, {"error": {"message": "x", "code": 502}}, finish=None, done=False),
        "an error in the stream, then its end": chat(SAID, {"error": {"message": "x"}}),
        "an event that is no JSON": sse(delta(content=SAID), "{"),
        "text and half a call": chat(
            SAID, call_delta('{"sport": "n', index=0, id="a", name="get_odds_visual"), finish="length"
        ),
        "a tag held back": chat(SAID, "", finish="length"),
    },
    "responses": {
        "the longest answer": sse(*said(SAID), event("incomplete", response=response(status="incomplete"))),
        "the longest answer, its message whole": sse(
            *said(SAID), DONE_ITEM, event("incomplete", response=response(status="incomplete"))
        ),
        "incomplete, but called completed": sse(
            *said(SAID), completed([], status="incomplete", incomplete_details={"reason": "max_output_tokens"})
        ),
        "a filter": sse(
            *said(SAID),
            event("incomplete", response=response(incomplete_details={"reason": "content_filter"})),
        ),
        "cancelled": sse(*said(SAID), event("cancelled", response=response(status="cancelled"))),
        "failed": sse(*said(SAID), event("failed", response=response(status="failed", error={"code": "server_error"}))),
        "failed without a reason": sse(*said(SAID), event("failed")),
        "a body that ends cleanly": sse(*said(SAID)),
        "a body that ends after the message": sse(*said(SAID), DONE_ITEM),
        "a body that breaks": sse(*said(SAID), end="cut"),
        "an error in the stream": sse(*said(SAID), {"type": "error", "code": "server_error", "message": "x"}),
        "an event that is no JSON": sse(*said(SAID), '{"type": "resp'),
        "text and half a call": sse(
            *said(SAID),
            event("output_item.added", output_index=1, item=call_item("get_odds_visual", "")),
            event("function_call_arguments.delta", output_index=1, item_id="fc_1", delta='{"sport": "n'),
            event("incomplete", response=response(status="incomplete")),
        ),
        "text and half a call, then a clean end": sse(
            *said(SAID),
            event("output_item.added", output_index=1, item=call_item("get_odds_visual", "")),
            done=True,
        ),
    },
}


async def test_a_cut_answer_is_shown_as_cut_and_never_replaces_an_old_one(odd: OddModel) -> None:
    for name, turn in CUT[odd.api].items():
        await odd.fails(name, always(turn), WORDS, kept=SAID)


async def test_an_answer_whose_end_is_known_is_whole_whatever_follows(odd: OddModel) -> None:
    text = "The Lakers are at home."
    message = message_item(text)
    whole: dict[Api, dict[str, Turn]] = {
        "chat_completions": {
            "[DONE] alone": chat(text, finish=None),
            "a reason alone": chat(text, done=False),
            "a broken body after the reason": chat(text, done=False, end="cut"),
            "an empty reason before the right one": chat(delta("", content=text)),
            "a reason with the last word": sse(delta("stop", content=text)),
            "a reason in capitals": chat(text, finish="STOP"),
        },
        "responses": {
            "a broken body after the end": sse(*said(text), completed([message]), end="cut"),
            "another name for the end": sse(*said(text), event("done", response=response([message]))),
            "[DONE] alone": sse(*said(text), event("output_item.done", output_index=0, item=message), done=True),
            "[DONE] after the end": sse(*said(text), completed([message]), done=True),
            "an end without output": sse(*said("The Lakers ", "are at home."), completed([])),
            "text after the end": sse(*said(text), completed([message]), text_delta(" Not this.")),
        },
    }
    for name, turn in whole[odd.api].items():
        await odd.answers(name, [turn], text)


async def test_a_stream_that_stays_open_after_its_end_does_not_hold_the_answer(odd: OddModel) -> None:
    text = "The Lakers are at home."
    turns: dict[Api, Turn] = {
        "chat_completions": chat(text, done=False, end="never"),
        "responses": sse(*said(text), completed([message_item(text)]), end="never"),
    }
    await odd.answers("a stalled stream", [turns[odd.api]], text)
