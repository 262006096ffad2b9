"""Events of our own that look to a client like the protocol's."""

from __future__ import annotations

from chatkit import types
from chatkit.types import ThreadItemReplacedEvent


class StoredItemReplaced(ThreadItemReplacedEvent):
    """An item took the place of an older state of itself, and the sender has stored it already.

    A turn passes it on and stores nothing: by now the thread may hold a newer state, which it must not cover.
    """


# The SDK's annotations name types of its own module, which pydantic does not look for in a subclass's.
StoredItemReplaced.model_rebuild(_types_namespace=vars(types))
