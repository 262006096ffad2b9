"""Events of our own that look to a client like the protocol's."""

from __future__ import annotations

from chatkit.types import ThreadItem, ThreadItemReplacedEvent


class StoredItemReplaced(ThreadItemReplacedEvent):
    """An item took the place of an older state of itself, and the sender has stored it already.

    A turn passes it on and stores nothing: by now the thread may hold a newer state, which it must not cover.
    """

    # Said once more: the SDK's annotation names a type of its own module, for which pydantic looks in this one.
    item: ThreadItem
