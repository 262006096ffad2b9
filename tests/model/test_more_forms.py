"""Further forms in which services, servers and gateways send an answer, its end, its failures and its calls."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.openai_odd import (
    DONE,
    begun,
    chat,
    completed,
    delta,
    document,
    event,
    message_item,
    response,
    said,
    sse,
    text_delta,
)
from tests.fakes.openai_script import Api, Raw, Turn
from tests.support.odd_model import OddModel, always

TEXT = "The Lakers are at home."
FIRST, REST = "The Lakers ", "are at home."
CUT = "The Lakers are at"
SECRET = "zebra-thought"
NAME = "get_odds_visual"
NBA = '{"sport": "nba"}'


def raw(*blocks: str | bytes, **how: Any) -> Turn:
    """A stream of these blocks as they are."""
    return Turn((Raw(b"".join(one if isinstance(one, bytes) else one.encode() for one in blocks), **how),))


def data(value: Any) -> str:
    return f"data: {json.dumps(value)}\n\n"


def whole(api: Api, *before: str, between: str = "", after: str = "", **how: Any) -> Turn:
    """An answer with something before, between and after its events."""
    if api == "chat_completions":
        events = [delta(role="assistant", content=FIRST), delta(content=REST), delta("stop")]
        return raw(*before, *(between + data(one) for one in events), after, DONE, **how)
    events = [*said(FIRST, REST), completed([message_item(TEXT)])]
    return raw(*before, *(between + data(one) for one in events), after, **how)


def around(api: Api) -> dict[str, Turn]:
    """Whole answers with something around them that is no part of them."""
    return {
        "OpenRouter's comments": whole(api, ": OPENROUTER PROCESSING\n\n" * 3, between=": OPENROUTER PROCESSING\n\n"),
        "pings as events": whole(api, 'event: ping\ndata: {"type": "ping"}\n\n', between="event: ping\ndata: {}\n\n"),
        "pings as words": whole(api, "data: ping\n\n", between="data: keep-alive\n\n"),
        "pings as empty data": whole(api, "data:\n\n", between="data: \n\n"),
        "null between": whole(api, between="data: null\n\n"),
        "spaces before": whole(api, "\n\n \n\n"),
        "a status before": whole(api, data({"status": "processing", "progress": 0.5})),
        "a cost behind": whole(api, after=data({"cost": 0.002, "object": "x"})),
        "no error, in words": whole(api, data({"success": True, "errors": [], "messages": []})),
        "HTTP 201": whole(api, status=201),
        "HTTP 203": whole(api, status=203),
        "names of events in the other API": whole(api, between="event: message\n"),
        "ids and retries": whole(api, "retry: 3000\n\n", between="id: 1\n"),
    }


SHOWN: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        "a reason in every chunk": sse(delta("stop", content=FIRST), delta("stop", content=REST), done=True),
        "Gemini's name of the reason": sse(
            delta(content=TEXT), {"choices": [{"index": 0, "delta": {}, "finish_reason": None, "finishReason": "STOP"}]}
        ),
        "Azure's details of the reason": sse(
            delta(content=TEXT),
            {"choices": [{"index": 0, "delta": {}, "finish_details": {"type": "stop", "stop": "<|im_end|>"}}]},
        ),
        "a reason as a number": sse(delta(content=TEXT), {"choices": [{"index": 0, "delta": {}, "finish_reason": 1}]}),
        "a reason in camels": chat(TEXT, finish="endTurn"),
        "a reason with a hyphen": chat(TEXT, finish="end-turn"),
        "Gemma's end of a turn": chat(TEXT, "<end_of_turn>"),
        "Qwen's beginning and end": chat("<|im_start|>assistant\n", TEXT, "<|im_end|>"),
        "GLM's box": chat("<|begin_of_box|>", TEXT, "<|end_of_box|>"),
        "DeepSeek's end": chat(TEXT, "<｜end▁of▁sentence｜>"),
        "Apertus' thought": chat(f"<|inner_prefix|>{SECRET}<|inner_suffix|>", TEXT),
        "Perplexity's whole message beside each delta": sse(
            *(
                {"choices": [{"index": 0, "delta": {"content": one}, "message": {"content": so_far}}]}
                for one, so_far in ((FIRST, FIRST), (REST, TEXT))
            ),
            {"choices": [{"index": 0, "delta": {}, "message": {"content": TEXT}, "finish_reason": "stop"}]},
        ),
        "a thought beside each whole message": sse(
            *(
                {"choices": [{"index": 0, "delta": {"content": one}, "message": {"content": so_far}}]}
                for one, so_far in (
                    ("<thi", "<thi"),
                    (f"nk>{SECRET}</th", f"<think>{SECRET}</th"),
                    (f"ink>{TEXT}", f"<think>{SECRET}</think>{TEXT}"),
                )
            ),
            delta("stop"),
        ),
        "all chunks in one list": document([delta(content=FIRST), delta(content=REST), delta("stop")]),
        "a delta of null": sse(
            {"choices": [{"index": 0, "delta": None, "finish_reason": None}]}, delta(content=TEXT), delta("stop")
        ),
        "choices of null": sse({"choices": None, "id": "x"}, delta(content=TEXT), delta("stop")),
        "usage before the end, with no choice": sse(
            {"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 1}}, delta(content=TEXT), delta("stop")
        ),
        "usage behind the end": sse(delta(content=TEXT), delta("stop"), DONE.decode()[6:].strip(), {"usage": {}}),
        "roles only, again and again": chat(
            delta(role="assistant", content=None), delta(role="assistant"), delta(role="assistant", content=""), TEXT
        ),
        "empty calls beside the text": chat(delta(content=TEXT, tool_calls=[], function_call=None, refusal=None)),
        "citations": sse(
            {**delta(content=TEXT), "citations": ["https://example.com"], "search_results": [{"title": "x"}]},
            delta("stop"),
        ),
        "filters of Azure": sse(
            {"choices": [], "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": {}}], "id": ""},
            {"choices": [{"index": 0, "delta": {"content": TEXT}, "content_filter_results": {"hate": {}}}]},
            {"choices": [{"index": 0, "content_filter_offsets": {"check_offset": 1}, "finish_reason": None}]},
            delta("stop"),
        ),
        "JSON over several lines": raw(
            "".join(f"data: {line}\n" for line in json.dumps(delta(content=TEXT), indent=1).splitlines()),
            "\n",
            data(delta("stop")),
        ),
        "thinking beside the text": chat(
            delta(content="", reasoning={"content": SECRET}), delta(content=TEXT, reasoning_content=None)
        ),
        "thinking blocks": chat(
            delta(
                reasoning_content=SECRET,
                thinking_blocks=[{"type": "thinking", "thinking": SECRET}],
                provider_specific_fields={"thinking_blocks": []},
            ),
            TEXT,
        ),
    },
    "responses": {
        "numbers out of order": sse(
            *({**one, "sequence_number": 9 - place} for place, one in enumerate(said(FIRST, REST))),
            completed([message_item(TEXT)]),
        ),
        "no created event": sse(text_delta(FIRST), text_delta(REST), completed([message_item(TEXT)])),
        "deltas of another name": sse(
            begun(),
            event("output_text.delta", item_id="msg_1", output_index=0, content_index=0, delta={"text": TEXT}),
            completed([message_item(TEXT)]),
        ),
        "parts of an input": sse(begun(), completed([message_item([{"type": "input_text", "text": TEXT}])])),
        "a status that goes on": sse(*said(TEXT), completed([message_item(TEXT)], status="in_progress")),
        "no ids at all": sse(
            begun(),
            event("output_item.added", output_index=0, item={"type": "message", "role": "assistant", "content": []}),
            event("output_text.delta", output_index=0, content_index=0, delta=TEXT),
            completed([{"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": TEXT}]}]),
        ),
        "a thought and a message under one id": sse(
            begun(),
            event("output_item.added", output_index=0, item={"id": "msg_x", "type": "reasoning", "summary": []}),
            event("reasoning_text.delta", output_index=0, item_id="msg_x", delta=SECRET),
            event("output_item.done", output_index=0, item={"id": "msg_x", "type": "reasoning", "summary": []}),
            event("output_item.added", output_index=1, item={**message_item([], "msg_x"), "status": "in_progress"}),
            text_delta(TEXT, "msg_x", 1),
            completed([message_item(TEXT, "msg_x")]),
        ),
        "an item of an unknown kind": sse(
            begun(), completed([{"type": "compaction_summary", "id": "x", "data": 1}, message_item(TEXT)])
        ),
        "Gemma's end of a turn": sse(*said(TEXT, "<end_of_turn>"), completed([message_item(TEXT + "<end_of_turn>")])),
        "all events in one list": document([*said(FIRST, REST), completed([message_item(TEXT)])]),
        "an error of null": sse(*said(TEXT), completed([message_item(TEXT)], error=None, incomplete_details=None)),
        "steps before it": sse(
            event("queued", response=response(status="queued")),
            event("in_progress", response=response(status="in_progress")),
            *said(TEXT),
            completed([message_item(TEXT)]),
        ),
    },
}


async def test_an_answer_is_whole_whatever_stands_around_it(odd: OddModel) -> None:
    for name, turn in around(odd.api).items():
        await odd.answers(name, [turn], TEXT)


async def test_the_text_is_shown_once_in_further_forms(odd: OddModel) -> None:
    for name, turn in SHOWN[odd.api].items():
        await odd.answers(name, [turn], TEXT, never=SECRET)


def failed(api: Api) -> dict[str, Turn]:
    """Failures in the middle of an answer, some of them followed by what looks like its end."""
    begin = [delta(content=CUT)] if api == "chat_completions" else said(CUT)
    end = DONE if api == "chat_completions" else b""
    failures = {
        "llama.cpp's field": 'error: {"code": 500, "message": "slot failed", "type": "server_error"}\n\n',
        "Cloudflare": data({"success": False, "errors": [{"code": 3040, "message": "Capacity temporarily exceeded"}]}),
        "AWS": data({"message": "Internal server error"}),
        "a code and a message": data({"code": 503, "message": "Model not ready"}),
        "Baidu": data({"error_code": 336100, "error_msg": "busy"}),
        "MiniMax": data({"base_resp": {"status_code": 1002, "status_msg": "slow down"}}),
        "a sentence": "data: Internal Server Error\n\n",
        "a sentence in quotes": 'data: "upstream request timed out"\n\n',
        "an event of its own": 'event: error\ndata: {"detail": "boom"}\n\n',
        "FastAPI": data({"detail": "CUDA out of memory"}),
        "a title": data({"status": 500, "title": "Internal", "message": "x"}),
    }
    return {name: raw(*map(data, begin), one, end) for name, one in failures.items()}


CUTS: dict[Api, dict[str, Turn]] = {
    "chat_completions": {
        **{
            f"the reason {reason}": chat(CUT, finish=reason)
            for reason in ("MAX_TOKENS", "max-tokens", "model_length", "guardrail_intervened", "PROHIBITED_CONTENT")
        },
        "a reason as a number": sse(
            delta(content=CUT), {"choices": [{"index": 0, "delta": {}, "finish_reason": 2}]}, done=True
        ),
        "Azure's details of the reason": sse(
            delta(content=CUT),
            {"choices": [{"index": 0, "delta": {}, "finish_details": {"type": "max_tokens"}}]},
            done=True,
        ),
        "Gemini's name of the reason": sse(
            delta(content=CUT), {"choices": [{"index": 0, "delta": {}, "finishReason": "MAX_TOKENS"}]}, done=True
        ),
        "OpenRouter's error in a choice": sse(
            delta(content=CUT),
            {"choices": [{"index": 0, "delta": {}, "error": {"code": 502, "message": "x"}, "finish_reason": "stop"}]},
            done=True,
        ),
    },
    "responses": {
        "done, but incomplete": sse(*said(CUT), event("done", response=response(status="incomplete"))),
        "failed with an error of text": sse(*said(CUT), event("failed", response=response(error="x", status="failed"))),
        "completed, but failed": sse(*said(CUT), completed([], status="failed", error={"code": "x", "message": "y"})),
        "a nested error": sse(*said(CUT), {"type": "error", "error": {"type": "server_error", "message": "x"}}),
        "the context's end": sse(
            *said(CUT), event("incomplete", response=response(incomplete_details={"reason": "max_tokens"}))
        ),
    },
}


async def test_a_failure_in_any_form_is_never_taken_for_an_end(odd: OddModel) -> None:
    words = "too long to finish|broke off|cannot answer|is busy|cannot be reached"
    for name, turn in (failed(odd.api) | CUTS[odd.api]).items():
        await odd.fails(name, always(turn), words, kept=CUT)


async def test_a_failure_in_the_place_of_an_answer_is_told(odd: OddModel) -> None:
    forms = {
        "Cloudflare": document({"success": False, "errors": [{"code": 7009, "message": "Upstream"}], "result": None}),
        "MiniMax": document({"base_resp": {"status_code": 1004, "status_msg": "login fail"}}),
        "DashScope": document({"code": "InvalidParameter", "message": "wrong", "request_id": "x"}),
        "AWS": document({"message": "Endpoint request timed out"}),
        "a text": document("upstream connect error", "text/plain"),
        "a text as an event": raw("data: upstream connect error\n\n"),
        "pings alone": raw("data: ping\n\n" * 3),
        "no content": document("", status=204),
        "a broken gzip": document("abc", "application/json", 200),
        "an accepted task": document({"id": "task_1", "status": "queued"}, status=202),
    }
    for name, turn in forms.items():
        await odd.fails(name, always(turn), "empty answer|no answer|broke off|cannot be reached|is busy")
