"""ChatKit's answers as bytes: models as JSON, events as server-sent events, threads without the server's own metadata.

Text is what UTF-8 can hold, whatever a language model has streamed. Widgets are written in a fifth of the time that the
SDK takes, which walks each of their levels anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from json.encoder import encode_basestring
from secrets import token_hex
from typing import Any, TypeVar

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    Page,
    StreamOptions,
    StreamOptionsEvent,
    SyncCustomActionResponse,
    Thread,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
    WidgetItem,
    WidgetRootUpdated,
)
from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from professor_lock.protocol.checked_message import as_plain
from professor_lock.protocol.widget_tree import KnownRoot, written_tree

Row = TypeVar("Row", ThreadItem, ThreadMetadata)

EXCLUDE_METADATA = {"exclude_metadata": True}
PAGE_BYTES = 1_000_000
"""The most bytes that a page of items or threads is as an answer."""
ENVELOPE_BYTES = 10_000
"""Kept free in a page for what stands around its rows: the thread's own fields, the cursor."""
_WITH_ITEM = (ThreadItemAddedEvent, ThreadItemDoneEvent, ThreadItemReplacedEvent)
_CARD = f"card-{token_hex(16)}"
"""Stands for a card while the item around it is written; only ids, types and times stand before it."""
_CARD_TEXT = f'"{_CARD}"'
MAX_LINKS = 100
MAX_THREADS = 100
"""A page with at most so many links to files, or threads, is not measured."""
PING = b": ping\n"
"""A comment with one newline: with two, a common client takes it for an empty event."""


def to_json(value: BaseModel) -> bytes:
    """A model as ChatKit's clients expect it: no nulls, no attachment metadata."""
    text = json_text(value, by_alias=True, exclude_none=True, context=EXCLUDE_METADATA)
    return on_one_line(text).encode()


def on_one_line(text: str) -> str:
    """JSON in which no character is left that common readers of lines take for the end of one.

    >>> on_one_line('{"a":"x\\u2028y\\x85z"}')
    '{"a":"x\\\\u2028y\\\\u0085z"}'
    """
    if text.isascii():
        return text
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def frame(event: ThreadStreamEvent) -> bytes:
    """One server-sent event. Those that every answer has are written out: the general way costs several times that."""
    match event:
        case ThreadItemUpdatedEvent(update=AssistantMessageContentPartTextDelta() as update):
            return text_frame(event.item_id, update.content_index, update.delta)
        case ThreadItemUpdatedEvent(
            update=AssistantMessageContentPartAdded() | AssistantMessageContentPartDone() as update
        ) if type(update.content) is AssistantMessageContent and not update.content.annotations:
            return _part_frame(event.item_id, update.type, update.content_index, update.content.text)
        case ThreadItemDoneEvent(item=UserMessageItem() | AssistantMessageItem() as message):
            return b'data: {"type":"thread.item.done","item":' + to_json(message) + b"}\n\n"
        case StreamOptionsEvent():
            return _options_frame(event.stream_options.allow_cancel)
        case _:
            return _frame_of(event)


def _frame_of(event: ThreadStreamEvent) -> bytes:
    return b"data: " + to_json(event) + b"\n\n"


@cache
def _options_frame(allow_cancel: bool) -> bytes:
    return _frame_of(StreamOptionsEvent(stream_options=StreamOptions(allow_cancel=allow_cancel)))


def _part_frame(item_id: str, kind: str, index: int, text: str) -> bytes:
    """A part of a message without annotations has begun, or is whole."""
    return (
        f'data: {{"type":"thread.item.updated","item_id":{encode_basestring(item_id)},"update":'
        f'{{"type":"{kind}","content_index":{index},'
        f'"content":{{"annotations":[],"text":{on_one_line(encode_basestring(text))},"type":"output_text"}}}}}}\n\n'
    ).encode("utf-8", "replace")


def page_within(page: Page[Row], most_bytes: int = PAGE_BYTES) -> Page[Row]:
    """The page itself, or its beginning where it would be an answer of more than `most_bytes`: then with `has_more`.

    At least one row stays, so that who pages through gets on.
    """
    if not _may_be_large(page.data) or len(to_json(page)) <= most_bytes:
        return page
    size = fits = 0
    for row in page.data:
        size += len(to_json(row)) + 1
        if fits and size > most_bytes - ENVELOPE_BYTES:
            break
        fits += 1
    if fits == len(page.data):
        return page
    return Page(data=page.data[:fits], has_more=True, after=page.data[fits - 1].id)


def thread_for_client(thread: ThreadMetadata, items: Page[ThreadItem] | None = None) -> Thread:
    """A thread as a client may see it: its metadata is the server's own.

    One that names no image domains allows none: a client may take silence for leave, and loading an image carries data
    out.
    """
    return Thread(
        id=thread.id,
        title=thread.title,
        created_at=thread.created_at,
        status=thread.status,
        allowed_image_domains=thread.allowed_image_domains or [],
        items=items if items is not None else Page(),
    )


def _may_be_large(rows: Sequence[ThreadItem] | Sequence[ThreadMetadata]) -> bool:
    """Whether rows that the store has bounded already can be too much as an answer: writing them out twice costs.

    Items grow by the links to their files alone, threads have no bound in the store.
    """
    links = sum(len(row.attachments) for row in rows if isinstance(row, UserMessageItem))
    return links > MAX_LINKS or sum(isinstance(row, ThreadMetadata) for row in rows) > MAX_THREADS


def text_frame(item_id: str, index: int, text: str) -> bytes:
    """The event that makes up nearly all of a stream, written out: the general way costs several times as much."""
    return (
        f'data: {{"type":"thread.item.updated","item_id":{encode_basestring(item_id)},"update":'
        f'{{"type":"assistant_message.content_part.text_delta","content_index":{index},'
        f'"delta":{on_one_line(encode_basestring(text))}}}}}\n\n'
    ).encode("utf-8", "replace")


def json_text(model: BaseModel, **options: Any) -> str:
    """`model.model_dump_json(**options)`, where half of a surrogate pair costs that character and not the text.

    >>> class Said(BaseModel):
    ...     text: str
    >>> json_text(Said(text="a\\ud83c\\udfc0b\\ud83c"))
    '{"text": "a🏀b�"}'
    """
    known = _with_known_card(model)
    try:
        if known is not None:
            marked, card = known
            return marked.model_dump_json(**options, warnings=False).replace(_CARD_TEXT, card.json_text, 1)
        plain = with_plain_widgets(model)
        return plain.model_dump_json(**options, warnings=plain is model)
    except PydanticSerializationError:
        plain = with_plain_widgets(model)
        text = json.dumps(plain.model_dump(mode="json", **options, warnings=plain is model), ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def json_values(model: BaseModel) -> dict[str, Any]:
    """`model.model_dump(mode="json")`, its widgets without what is None in them."""
    plain = with_plain_widgets(model)
    values: dict[str, Any] = plain.model_dump(mode="json", warnings=plain is model)
    return values


def with_plain_widgets(model: BaseModel) -> BaseModel:
    """The model itself, or where it holds widgets a copy for writing out alone: they are plain values in it."""
    match model:
        case WidgetItem():
            return model.model_copy(update={"widget": written_tree(model.widget)})
        case ThreadItemAddedEvent() | ThreadItemDoneEvent() | ThreadItemReplacedEvent():
            return _with(model, "item", model.item)
        case ThreadItemUpdatedEvent(update=WidgetRootUpdated() as update):
            plain = update.model_copy(update={"widget": written_tree(update.widget)})
            return model.model_copy(update={"update": plain})
        case SyncCustomActionResponse() if model.updated_item is not None:
            return _with(model, "updated_item", model.updated_item)
        case Thread():
            return _with(model, "items", model.items)
        case Page():
            rows = [_plain_part(row) if isinstance(row, BaseModel) else row for row in model.data]
            changed = any(new is not old for new, old in zip(rows, model.data, strict=True))
            return model.model_copy(update={"data": rows}) if changed else model
        case _:
            return model


def _with_known_card(model: BaseModel) -> tuple[BaseModel, KnownRoot] | None:
    """For a card, or its event, that knows its own text: the model with a mark in the card's place, and the card."""
    item = model.item if isinstance(model, _WITH_ITEM) else model
    if type(item) is not WidgetItem or type(item.widget) is not KnownRoot:
        return None
    marked = item.model_copy(update={"widget": _CARD})
    return marked if item is model else model.model_copy(update={"item": marked}), item.widget


def _with(model: BaseModel, name: str, part: BaseModel) -> BaseModel:
    plain = _plain_part(part)
    return model if plain is part else model.model_copy(update={name: plain})


def _plain_part(part: BaseModel) -> BaseModel | dict[str, Any]:
    """A part as it may stand in another model: a checked message as plain values, cards with plain widgets."""
    message = as_plain(part) if isinstance(part, AssistantMessageItem) else None
    return with_plain_widgets(part) if message is None else message
