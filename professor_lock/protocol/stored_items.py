"""Items of a thread as rows."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from chatkit.store import NotFoundError
from chatkit.types import (
    HiddenContextItem,
    SDKHiddenContextItem,
    ThreadItem,
    WidgetItem,
)
from chatkit.widgets import DynamicWidgetRoot
from pydantic import TypeAdapter

from professor_lock.db.ids import as_utc
from professor_lock.errors import NotFound
from professor_lock.protocol.checked_message import EXTENSION, CheckedMessage
from professor_lock.protocol.wire import json_text

MAX_ID_CHARS = 200
_ITEM: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)


class StoreNotFound(NotFound, NotFoundError):
    """A row that is absent or another user's. Both ours and the ChatKit SDK's error, so that either can be caught."""


def item_arguments(item: ThreadItem) -> tuple[str, str, bool, str, datetime]:
    """An item as the columns (id, type, hidden, data, created_at)."""
    hidden = isinstance(item, HiddenContextItem | SDKHiddenContextItem)
    created_at = as_utc(item.created_at)
    return (
        stored_id(item.id),
        item.type,
        hidden,
        json_text(item if item.created_at.tzinfo is UTC else item.model_copy(update={"created_at": created_at})),
        created_at,
    )


def item_from_json(data: str) -> ThreadItem:
    """An item from its column. Widgets and checked messages come back whole: the SDK's classes drop what they do not
    know."""
    raw = json.loads(data)
    if EXTENSION in raw and raw["type"] == "assistant_message":
        return CheckedMessage.model_validate(raw)
    if raw["type"] == "widget":
        raw["widget"] = DynamicWidgetRoot.model_validate(raw["widget"])
        return WidgetItem.model_validate(raw)
    return _ITEM.validate_python(raw)


def stored_id(identifier: str) -> str:
    """An id as Postgres can compare it; one that could never have been stored is simply not found."""
    if not identifier or len(identifier) > MAX_ID_CHARS or "\x00" in identifier:
        raise StoreNotFound("There is no such thing.")
    return identifier
