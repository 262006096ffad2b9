"""How ChatKit's answers look on the wire: events as server-sent events, threads without what is ours alone."""

from __future__ import annotations

import json

from chatkit.types import (
    AssistantMessageContentPartTextDelta,
    Page,
    Thread,
    ThreadItem,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
)
from pydantic import BaseModel

from professor_lock.protocol.json_text import json_text

EXCLUDE_METADATA = {"exclude_metadata": True}
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


def _text_delta(item_id: str, update: AssistantMessageContentPartTextDelta) -> bytes:
    """The event that makes up nearly all of a stream, written out: the general way costs several times as much."""
    return (
        f'data: {{"type":"thread.item.updated","item_id":{json.dumps(item_id)},"update":'
        f'{{"type":"assistant_message.content_part.text_delta","content_index":{update.content_index},'
        f'"delta":{json.dumps(update.delta, ensure_ascii=False)}}}}}\n\n'
    ).encode("utf-8", "replace")
