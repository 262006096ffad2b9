"""Reads the two events that make up nearly all bytes of an answer: further text, and the end, which repeats the tools.

Only their usual forms are read, and only the fields that are needed, in a fraction of the time that all of the JSON
takes. For anything else the functions answer None, and the event is read as any other.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct
from msgspec.json import Decoder


class TextDelta(Struct, gc=False):
    """Further text in the Responses API."""

    type: Literal["response.output_text.delta"]
    delta: str
    item_id: str | None = None
    output_index: int | None = None
    content_index: int | None = None


class ChatDelta(Struct, gc=False, forbid_unknown_fields=True):
    """A delta of a chat completion with text and nothing else."""

    content: str
    role: str | None = None
    refusal: None = None
    tool_calls: None = None
    function_call: None = None
    reasoning: None = None
    reasoning_content: None = None


class ChatChoice(Struct, gc=False, forbid_unknown_fields=True):
    """A choice that goes on."""

    delta: ChatDelta
    index: int = 0
    finish_reason: None = None
    native_finish_reason: None = None
    logprobs: None = None


class ChatChunk(Struct, gc=False, forbid_unknown_fields=True):
    """A chunk of a chat completion with further text of one choice."""

    choices: tuple[ChatChoice]
    object: Literal["chat.completion.chunk"] | None = None
    usage: None = None
    error: None = None
    id: Any = None
    created: Any = None
    model: Any = None
    provider: Any = None
    service_tier: Any = None
    system_fingerprint: Any = None
    obfuscation: Any = None


class Finished(Struct, gc=False):
    """The fields of a finished response that are read."""

    output: list[Any]
    status: Literal["completed"]
    output_text: Any = None
    usage: dict[str, Any] | None = None
    error: None = None
    incomplete_details: None = None


class Completed(Struct, gc=False):
    """The end of an answer in the Responses API."""

    type: Literal["response.completed"]
    response: Finished
    error: None = None


_TEXT_DELTA, _CHAT_CHUNK, _COMPLETED = Decoder(TextDelta), Decoder(ChatChunk), Decoder(Completed)
UNUSUAL = (ValueError, RecursionError)
"""What the decoders raise for any other form."""


def read_text_delta(data: bytes) -> TextDelta | None:
    """An event of the Responses API with further text."""
    try:
        return _TEXT_DELTA.decode(data)
    except UNUSUAL:
        return None


def read_chat_text(data: bytes) -> tuple[int, str] | None:
    """The choice and its further text, of a chunk that has nothing else."""
    try:
        (choice,) = _CHAT_CHUNK.decode(data).choices
    except UNUSUAL:
        return None
    return choice.index, choice.delta.content


def read_completed(data: bytes) -> dict[str, Any] | None:
    """The event that ends a whole answer, with the fields that are read."""
    try:
        end = _COMPLETED.decode(data)
    except UNUSUAL:
        return None
    said = end.response
    response = {"output": said.output, "output_text": said.output_text, "usage": said.usage, "status": said.status}
    return {"type": end.type, "response": response}
