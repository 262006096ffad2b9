"""The span of one call of a model, by OpenTelemetry's conventions for generative AI."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from professor_lock import tracing
from professor_lock.model.endpoint import Endpoint


def begin_call(endpoint: Endpoint, model: str, items: Sequence[Any]) -> tracing.Span:
    """A span for an answer of this model. It has the prompt only with PP_TRACE_CONTENT."""
    span = tracing.begin(
        f"chat {model}",
        "client",
        gen_ai__operation__name="chat",
        gen_ai__provider__name=endpoint.provider,
        gen_ai__request__model=model,
        server__address=urlsplit(endpoint.url).hostname or "",
    )
    if tracing.content():
        span.set("gen_ai.input.messages", json.dumps(items, default=str))
    return span


def note_event(span: tracing.Span, event: Any) -> None:
    """Put the tokens of the answer's last event on the span; other events change nothing."""
    if event.type != "response.completed":
        return
    usage = event.response.usage
    span.set("gen_ai.response.id", str(event.response.id))
    if usage is not None:
        span.set("gen_ai.usage.input_tokens", usage.input_tokens)
        span.set("gen_ai.usage.output_tokens", usage.output_tokens)
        span.set("gen_ai.usage.cache_read.input_tokens", usage.input_tokens_details.cached_tokens)
    if tracing.content():
        said = [item.model_dump(mode="json", warnings=False) for item in event.response.output]
        span.set("gen_ai.output.messages", json.dumps(said, default=str))
