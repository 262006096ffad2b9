"""How services word their refusals, collected from their documentation and from reports, and what each means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from professor_lock.model.refusals import refusal_of

FIELDS = frozenset(
    {
        *("model", "messages", "stream", "stream_options", "tools", "parallel_tool_calls", "store", "strict"),
        *("tool_choice", "include", "temperature", "prompt_cache_key"),
    }
)


def collected() -> list[dict[str, Any]]:
    """Refusals with the kind that each is."""
    lines = (Path(__file__).parents[1] / "fixtures" / "model_refusals.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_refusal_is_understood_in_every_services_words() -> None:
    wrong = []
    for one in collected():
        raw = one["body"] if isinstance(one["body"], str) else json.dumps(one["body"])
        kind = refusal_of(one["status"], {}, raw.encode()).kind(FIELDS)
        if kind.name != one["kind"]:
            wrong.append((kind.name, one))
    assert wrong == []


def test_only_the_field_that_is_refused_is_named() -> None:
    named = {
        "unknown field `store`, expected one of `model`, `stream_options`, `tool_choice`": ["store"],
        'Unrecognized field "parallelToolCalls" (class Request), not marked as ignorable': ["parallel_tool_calls"],
        "property 'store' is unsupported, supported properties: 'stream_options'": ["store"],
        "parallel tool calls are not supported": ["parallel_tool_calls"],
        "stream_options: Value error": ["stream_options"],
        "Bad request": [],
    }
    for text, names in named.items():
        assert refusal_of(400, {}, json.dumps({"message": text}).encode()).parameters(FIELDS) == names, text


@pytest.mark.parametrize(
    ("headers", "text", "seconds"),
    [
        ({"retry-after": "1m30s"}, "", 90.0),
        ({"retry-after": "7m12.5s"}, "", 432.5),
        ({"retry-after": "20 seconds"}, "", 20.0),
        ({"retry-after": "9" * 400}, "", None),
        ({"retry-after": "soon"}, "", None),
        ({"retry-after": "-5"}, "", None),
        ({"retry-after": "nan"}, "", None),
        ({"retry-after-ms": "1250"}, "", 1.25),
        ({}, "Rate limit reached. Please try again in 11.5s.", 11.5),
        ({}, "Please try again in 250ms", 0.25),
        ({}, "Please retry after 20 seconds.", 20.0),
        ({}, "Please try again in 1h2m3s.", 3723.0),
        ({}, "retryDelay: 34s", 34.0),
        ({}, "Please try again later", None),
    ],
)
def test_how_long_to_wait_is_read_from_headers_and_words(headers: dict[str, str], text: str, seconds: Any) -> None:
    assert refusal_of(429, headers, text.encode()).retry_after_s == seconds


@pytest.mark.parametrize(
    ("text", "context", "sent"),
    [
        ("`inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens", 4097, 5000),
        ("maximum prompt length is 131072 but the request contains 531000 tokens", 131072, 531000),
        ("Range of input length should be [1, 30720]", 30720, None),
        ("Prompt contains 40000 tokens, too large for model with 32768 maximum context length", 32768, 40000),
    ],
)
def test_limits_are_read_from_each_services_words(text: str, context: int, sent: int | None) -> None:
    refusal = refusal_of(400, {}, text.encode())
    assert (refusal.context_tokens(), refusal.sent_tokens()) == (context, sent)
