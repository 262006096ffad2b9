"""Builds the events and items that the agent's loop expects, without validation, from values known to be valid.

`MessageWithdrawn`, `UsageEstimated` and `FilesLeftOut` are events of this server. The loop passes them on to
`agent.events` like all others.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from openai.types.responses import (
    Response,
    ResponseCompletedEvent,
    ResponseContentPartAddedEvent,
    ResponseContentPartDoneEvent,
    ResponseCreatedEvent,
    ResponseFunctionToolCall,
    ResponseOutputItemAddedEvent,
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseOutputRefusal,
    ResponseOutputText,
    ResponseOutputTextAnnotationAddedEvent,
    ResponseReasoningItem,
    ResponseReasoningSummaryTextDoneEvent,
    ResponseRefusalDeltaEvent,
    ResponseRefusalDoneEvent,
    ResponseTextDeltaEvent,
    ResponseTextDoneEvent,
    ResponseUsage,
)
from openai.types.responses.response_usage import InputTokensDetails, OutputTokensDetails

PartKind = Literal["text", "refusal"]
_new, _set = object.__new__, object.__setattr__
DELTAS = {"text": "response.output_text.delta", "refusal": "response.refusal.delta"}


@dataclass(frozen=True, slots=True)
class MessageWithdrawn:
    """The text of a message so far was no answer: the message is removed."""

    item_id: str
    type: str = "professor_lock.message_withdrawn"


@dataclass(frozen=True, slots=True)
class UsageEstimated:
    """Tokens estimated by the number of characters, because the endpoint reported none."""

    input_tokens: int
    output_tokens: int
    type: str = "professor_lock.usage_estimated"


@dataclass(frozen=True, slots=True)
class FilesLeftOut:
    """The endpoint refused the attached files: the model was asked without them."""

    type: str = "professor_lock.files_left_out"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a message part in the response."""

    item_id: str
    output_index: int
    content_index: int

    def fields(self) -> dict[str, Any]:
        """The place as fields of an event."""
        return {"item_id": self.item_id, "output_index": self.output_index, "content_index": self.content_index}


def response(response_id: str, model: str, output: list[Any], usage: Any = None) -> Any:
    """The response inside the events `created` and `completed`."""
    return _event(
        Response,
        id=response_id,
        created_at=time.time(),
        model=model,
        object="response",
        output=output,
        tools=[],
        tool_choice="auto",
        parallel_tool_calls=True,
        status="completed" if output else "in_progress",
        error=None,
        incomplete_details=None,
        usage=usage,
    )


def usage_of(input_tokens: int, output_tokens: int, cached: int, reasoning: int) -> Any:
    """The tokens of an answer."""
    return _event(
        ResponseUsage,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        total_tokens=input_tokens + output_tokens,
        input_tokens_details=_event(InputTokensDetails, cached_tokens=cached, cache_write_tokens=0),
        output_tokens_details=_event(OutputTokensDetails, reasoning_tokens=reasoning),
    )


def created(made: Any) -> Any:
    """The endpoint has begun to answer."""
    return _event(ResponseCreatedEvent, type="response.created", response=made)


def completed(made: Any) -> Any:
    """The answer is complete."""
    return _event(ResponseCompletedEvent, type="response.completed", response=made)


def item_added(index: int, item: Any) -> Any:
    """An item has begun."""
    return _event(ResponseOutputItemAddedEvent, type="response.output_item.added", output_index=index, item=item)


def item_done(index: int, item: Any) -> Any:
    """An item is complete."""
    return _event(ResponseOutputItemDoneEvent, type="response.output_item.done", output_index=index, item=item)


def part_added(where: Where, kind: PartKind) -> Any:
    """A part of a message has begun."""
    return _event(
        ResponseContentPartAddedEvent, type="response.content_part.added", part=part(kind, "", []), **where.fields()
    )


def text_delta(where: Where, kind: PartKind, text: str) -> Any:
    """Further text of a message or a refusal."""
    if kind == "text":
        return _event(ResponseTextDeltaEvent, type=DELTAS[kind], delta=text, logprobs=[], **where.fields())
    return _event(ResponseRefusalDeltaEvent, type=DELTAS[kind], delta=text, **where.fields())


def text_done(where: Where, kind: PartKind, text: str) -> Any:
    """The complete text of a part."""
    if kind == "text":
        return _event(ResponseTextDoneEvent, type="response.output_text.done", text=text, logprobs=[], **where.fields())
    return _event(ResponseRefusalDoneEvent, type="response.refusal.done", refusal=text, **where.fields())


def part_done(where: Where, kind: PartKind, text: str, annotations: Sequence[Any]) -> Any:
    """A part of a message is complete."""
    return _event(
        ResponseContentPartDoneEvent,
        type="response.content_part.done",
        part=part(kind, text, annotations),
        **where.fields(),
    )


def annotation_added(where: Where, number: int, annotation: Any) -> Any:
    """A citation of a message's text."""
    return _made(
        ResponseOutputTextAnnotationAddedEvent,
        type="response.output_text.annotation.added",
        annotation_index=number,
        annotation=annotation,
        **where.fields(),
    )


def thought_said(item_id: str, index: int, text: str) -> Any:
    """A section of a thought."""
    return _event(
        ResponseReasoningSummaryTextDoneEvent,
        type="response.reasoning_summary_text.done",
        item_id=item_id,
        output_index=index,
        summary_index=0,
        text=text,
    )


def part(kind: PartKind, text: str, annotations: Sequence[Any]) -> Any:
    """A part of a message."""
    if kind == "refusal":
        return _event(ResponseOutputRefusal, refusal=text, type="refusal")
    fields: dict[str, Any] = {"annotations": [dict(one) for one in annotations], "text": text, "type": "output_text"}
    make = _made if annotations else _event
    return make(ResponseOutputText, **fields, logprobs=[])


def message(item_id: str, parts: list[Any], *, done: bool, phase: Any = None) -> Any:
    """A message of the assistant."""
    fields: dict[str, Any] = {"status": "completed" if done else "in_progress"}
    if phase is not None:
        fields["phase"] = phase
    return _event(ResponseOutputMessage, type="message", id=item_id, role="assistant", content=parts, **fields)


def function_call(item_id: str, call_id: str, name: str, arguments: str, extra: Mapping[str, Any]) -> Any:
    """A tool call. `extra` is data that the endpoint needs back with it."""
    fields: dict[str, Any] = {"provider_data": dict(extra)} if extra else {}
    return _made(
        ResponseFunctionToolCall,
        type="function_call",
        id=item_id,
        call_id=call_id,
        name=name,
        arguments=arguments,
        status="completed",
        **fields,
    )


def reasoning(item_id: str, raw: dict[str, Any] | None) -> Any:
    """A thought, with the data of `raw` that the endpoint needs back, where it can be sent."""
    if raw is not None:
        try:
            return ResponseReasoningItem.model_validate(raw)
        except ValueError:
            pass
    return _made(ResponseReasoningItem, id=item_id, summary=[], type="reasoning")


def numbered(event: Any, number: int) -> None:
    """Set an event's number within the stream."""
    event.__dict__["sequence_number"] = number


def _made(kind: Any, **fields: Any) -> Any:
    """An object of an SDK type, without validation; JSON values among its fields become objects."""
    return kind.model_construct(**fields)


def _event(kind: Any, **fields: Any) -> Any:
    """The same for fields that need no conversion, in a tenth of the time."""
    event = _new(kind)
    _set(event, "__dict__", _defaults(kind) | fields)
    _set(event, "__pydantic_fields_set__", set(fields))
    _set(event, "__pydantic_extra__", {})
    _set(event, "__pydantic_private__", None)
    return event


@cache
def _defaults(kind: Any) -> dict[str, Any]:
    """The default values of a type's fields."""
    return {name: field.default for name, field in kind.model_fields.items() if not field.is_required()}
