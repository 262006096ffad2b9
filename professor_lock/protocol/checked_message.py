"""An assistant's message with what was found of its numbers, and what may be asked next: one more field,
`professor_lock`, on ChatKit's own item.

Clients that do not know the field ignore it, as they do on the root of a card. docs/grounding.md has what is said of
numbers, docs/chatkit-element.md the suggestions.
"""

from __future__ import annotations

from typing import Any, NotRequired

from chatkit.types import AssistantMessageContent, AssistantMessageItem, ThreadItem
from typing_extensions import TypedDict

EXTENSION = "professor_lock"


class MarkedNumber(TypedDict):
    """One number of a message. `start` and `end` count characters of the text of the content part `part`.

    `state` and `kind` are values of the enumerations of `grounding`; `as_of` is an ISO time with offset; `card` the id
    of the item that shows the number's fact; `why` names the function of a derived number, or what was wrong.
    """

    part: int
    start: int
    end: int
    state: str
    kind: str
    why: NotRequired[str]
    source: NotRequired[str]
    as_of: NotRequired[str]
    card: NotRequired[str]


class Suggestion(TypedDict):
    """A question to go on with: what its button says, and what a tap sends."""

    label: str
    prompt: str


class MessageExtension(TypedDict):
    """`left_out` counts the numbers that were replaced or marked because no source has them."""

    left_out: int
    numbers: list[MarkedNumber]
    suggestions: NotRequired[list[Suggestion]]


class CheckedMessage(AssistantMessageItem):
    """A message whose numbers were checked, or that offers questions to go on with."""

    content: list[AssistantMessageContent]
    professor_lock: MessageExtension


def with_extension(message: AssistantMessageItem, extension: MessageExtension) -> CheckedMessage:
    """The message with its verdicts; the content is the same object, so that later annotations reach it."""
    return CheckedMessage.model_construct(
        id=message.id,
        thread_id=message.thread_id,
        created_at=message.created_at,
        type=message.type,
        content=message.content,
        professor_lock=extension,
    )


def as_plain(item: ThreadItem) -> dict[str, Any] | None:
    """A checked message as JSON values, None for any other item: inside an event or a page the SDK's classes would
    leave the field out."""
    if not isinstance(item, CheckedMessage):
        return None
    return item.model_dump(mode="json", by_alias=True, exclude_none=True)
