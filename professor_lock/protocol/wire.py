"""How ChatKit's answers look on the wire: events as server-sent events, threads without what is ours alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeVar

from chatkit.types import (
    AssistantMessageContentPartTextDelta,
    Page,
    Thread,
    ThreadItem,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
)
from pydantic import BaseModel

from professor_lock.protocol.json_text import json_text

Row = TypeVar("Row", ThreadItem, ThreadMetadata)

EXCLUDE_METADATA = {"exclude_metadata": True}
PAGE_BYTES = 1_000_000
"""The most bytes that a page of items or threads is as an answer."""
ENVELOPE_BYTES = 10_000
"""Kept free in a page for what stands around its rows: the thread's own fields, the cursor."""
MAX_LINKS = 100
MAX_THREADS = 100
"""Up to so many links to files, or threads, a page need not be measured."""
PING_S = 12.0
"""A silent stream says something this often: proxies and phones give up on silence."""
PING = b": ping\n"
"""A comment with one newline: with two, a common client takes it for an empty event."""


def to_json(value: BaseModel) -> bytes:
    """A model as ChatKit's clients expect it: no nulls, no attachment metadata."""
    return json_text(value, by_alias=True, exclude_none=True, context=EXCLUDE_METADATA).encode()


def frame(event: ThreadStreamEvent) -> bytes:
    """One server-sent event."""
    if isinstance(event, ThreadItemUpdatedEvent) and type(event.update) is AssistantMessageContentPartTextDelta:
        return _text_delta(event.item_id, event.update)
    return b"data: " + to_json(event) + b"\n\n"


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


def _text_delta(item_id: str, update: AssistantMessageContentPartTextDelta) -> bytes:
    """The event that makes up nearly all of a stream, written out: the general way costs several times as much."""
    return (
        f'data: {{"type":"thread.item.updated","item_id":{json.dumps(item_id)},"update":'
        f'{{"type":"assistant_message.content_part.text_delta","content_index":{update.content_index},'
        f'"delta":{json.dumps(update.delta, ensure_ascii=False)}}}}}\n\n'
    ).encode("utf-8", "replace")
