"""Models as JSON text that UTF-8 can hold, whatever a language model has streamed into them."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError


def json_text(model: BaseModel, **options: Any) -> str:
    """`model.model_dump_json(**options)`, where half of a surrogate pair costs that character and not the text.

    >>> class Said(BaseModel):
    ...     text: str
    >>> json_text(Said(text="a\\ud83c\\udfc0b\\ud83c"))
    '{"text": "a🏀b�"}'
    """
    try:
        return model.model_dump_json(**options)
    except PydanticSerializationError:
        text = json.dumps(model.model_dump(mode="json", **options), ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
