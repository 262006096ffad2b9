"""Models as JSON: text that UTF-8 can hold, whatever a language model has streamed into it, and widgets in a fifth of
the time, which the SDK's own way of writing them takes for each of their many levels anew.
"""

from __future__ import annotations

import json
from typing import Any

from chatkit.types import (
    Page,
    SyncCustomActionResponse,
    Thread,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    WidgetItem,
    WidgetRootUpdated,
)
from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from professor_lock.protocol.widget_tree import plain_tree


def json_text(model: BaseModel, **options: Any) -> str:
    """`model.model_dump_json(**options)`, where half of a surrogate pair costs that character and not the text.

    >>> class Said(BaseModel):
    ...     text: str
    >>> json_text(Said(text="a\\ud83c\\udfc0b\\ud83c"))
    '{"text": "a🏀b�"}'
    """
    plain = with_plain_widgets(model)
    try:
        return plain.model_dump_json(**options, warnings=plain is model)
    except PydanticSerializationError:
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
            return model.model_copy(update={"widget": plain_tree(model.widget)})
        case ThreadItemAddedEvent() | ThreadItemDoneEvent() | ThreadItemReplacedEvent():
            return _with(model, "item", model.item)
        case ThreadItemUpdatedEvent(update=WidgetRootUpdated() as update):
            plain = update.model_copy(update={"widget": plain_tree(update.widget)})
            return model.model_copy(update={"update": plain})
        case SyncCustomActionResponse() if model.updated_item is not None:
            return _with(model, "updated_item", model.updated_item)
        case Thread():
            return _with(model, "items", model.items)
        case Page():
            rows = [with_plain_widgets(row) if isinstance(row, BaseModel) else row for row in model.data]
            changed = any(new is not old for new, old in zip(rows, model.data, strict=True))
            return model.model_copy(update={"data": rows}) if changed else model
        case _:
            return model


def _with(model: BaseModel, name: str, part: BaseModel) -> BaseModel:
    plain = with_plain_widgets(part)
    return model if plain is part else model.model_copy(update={name: plain})
