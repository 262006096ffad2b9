"""Builds an answer as the Responses API sends it: output items, and the stream of events for them."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence

from agents.items import TResponseStreamEvent
from openai.types.responses import (
    Response,
    ResponseCompletedEvent,
    ResponseContentPartAddedEvent,
    ResponseContentPartDoneEvent,
    ResponseCreatedEvent,
    ResponseFunctionCallArgumentsDeltaEvent,
    ResponseFunctionCallArgumentsDoneEvent,
    ResponseFunctionToolCall,
    ResponseInProgressEvent,
    ResponseOutputItemAddedEvent,
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseOutputText,
    ResponseTextDeltaEvent,
    ResponseTextDoneEvent,
    ResponseUsage,
)
from openai.types.responses.response_usage import InputTokensDetails, OutputTokensDetails

OutputItem = ResponseOutputMessage | ResponseFunctionToolCall


def message(text: str) -> ResponseOutputMessage:
    """A finished message of the assistant with this text."""
    part = ResponseOutputText(type="output_text", text=text, annotations=[], logprobs=[])
    return ResponseOutputMessage(id=new_id("msg"), type="message", role="assistant", status="completed", content=[part])


def call(tool: str, arguments: Mapping[str, object]) -> ResponseFunctionToolCall:
    """A finished call of the tool."""
    return ResponseFunctionToolCall(
        id=new_id("fc"),
        type="function_call",
        status="completed",
        call_id=new_id("call"),
        name=tool,
        arguments=json.dumps(arguments, ensure_ascii=False),
    )


def new_id(prefix: str) -> str:
    """A random id that begins with the prefix, as the Responses API writes ids."""
    return f"{prefix}_{uuid.uuid4().hex}"


def stream(items: Sequence[OutputItem], model: str) -> Iterator[TResponseStreamEvent]:
    """All events of a response with these items, in order and numbered; text comes word by word."""
    response = Response(
        id=new_id("resp"),
        created_at=int(time.time()),
        model=model,
        object="response",
        output=[],
        parallel_tool_calls=True,
        tool_choice="auto",
        tools=[],
        status="in_progress",
    )
    for number, event in enumerate(_events(response, items)):
        event.sequence_number = number
        yield event


def _events(response: Response, items: Sequence[OutputItem]) -> Iterator[TResponseStreamEvent]:
    yield ResponseCreatedEvent(type="response.created", response=response, sequence_number=0)
    yield ResponseInProgressEvent(type="response.in_progress", response=response, sequence_number=0)
    for index, item in enumerate(items):
        yield from _message(item, index) if isinstance(item, ResponseOutputMessage) else _call(item, index)
    done = response.model_copy(update={"output": list(items), "status": "completed", "usage": _no_usage()})
    yield ResponseCompletedEvent(type="response.completed", response=done, sequence_number=0)


def _message(item: ResponseOutputMessage, index: int) -> Iterator[TResponseStreamEvent]:
    begun = item.model_copy(update={"content": [], "status": "in_progress"})
    yield ResponseOutputItemAddedEvent(
        type="response.output_item.added", item=begun, output_index=index, sequence_number=0
    )
    for place, part in enumerate(item.content):
        assert isinstance(part, ResponseOutputText)
        yield from _part(item.id, index, place, part)
    yield ResponseOutputItemDoneEvent(
        type="response.output_item.done", item=item, output_index=index, sequence_number=0
    )


def _part(item_id: str, index: int, place: int, part: ResponseOutputText) -> Iterator[TResponseStreamEvent]:
    yield ResponseContentPartAddedEvent(
        type="response.content_part.added",
        item_id=item_id,
        output_index=index,
        content_index=place,
        part=part.model_copy(update={"text": ""}),
        sequence_number=0,
    )
    for word in re.findall(r"\s*\S+|\s+$", part.text):
        yield ResponseTextDeltaEvent(
            type="response.output_text.delta",
            item_id=item_id,
            output_index=index,
            content_index=place,
            delta=word,
            logprobs=[],
            sequence_number=0,
        )
    yield ResponseTextDoneEvent(
        type="response.output_text.done",
        item_id=item_id,
        output_index=index,
        content_index=place,
        text=part.text,
        logprobs=[],
        sequence_number=0,
    )
    yield ResponseContentPartDoneEvent(
        type="response.content_part.done",
        item_id=item_id,
        output_index=index,
        content_index=place,
        part=part,
        sequence_number=0,
    )


def _call(item: ResponseFunctionToolCall, index: int) -> Iterator[TResponseStreamEvent]:
    assert item.id is not None
    begun = item.model_copy(update={"arguments": "", "status": "in_progress"})
    yield ResponseOutputItemAddedEvent(
        type="response.output_item.added", item=begun, output_index=index, sequence_number=0
    )
    yield ResponseFunctionCallArgumentsDeltaEvent(
        type="response.function_call_arguments.delta",
        item_id=item.id,
        output_index=index,
        delta=item.arguments,
        sequence_number=0,
    )
    yield ResponseFunctionCallArgumentsDoneEvent(
        type="response.function_call_arguments.done",
        item_id=item.id,
        output_index=index,
        name=item.name,
        arguments=item.arguments,
        sequence_number=0,
    )
    yield ResponseOutputItemDoneEvent(
        type="response.output_item.done", item=item, output_index=index, sequence_number=0
    )


def _no_usage() -> ResponseUsage:
    return ResponseUsage(
        input_tokens=0,
        input_tokens_details=InputTokensDetails(cached_tokens=0, cache_write_tokens=0),
        output_tokens=0,
        output_tokens_details=OutputTokensDetails(reasoning_tokens=0),
        total_tokens=0,
    )
