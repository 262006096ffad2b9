"""The protocol's models that every answer uses, built in an order in which each is built once.

A model that is built contains those it is made of. One of these that is built already is taken over; else it is built
inside, and again inside the next: every event that can hold an item holds a card, and a card is every component there
is. In this order all of them take 0.1 s, in the order in which an answer happens to use them 0.25 s.
"""

from __future__ import annotations

import threading
from functools import cache

from chatkit import types, widgets
from pydantic import BaseModel

MODELS: tuple[type[BaseModel], ...] = (
    widgets.Card,
    widgets.ListView,
    widgets.BasicRoot,
    widgets.DynamicWidgetRoot,
    types.WidgetItem,
    types.UserMessageItem,
    types.AssistantMessageItem,
    types.ClientToolCallItem,
    types.GeneratedImageItem,
    types.StructuredInputItem,
    types.WorkflowItem,
    types.TaskItem,
    types.HiddenContextItem,
    types.SDKHiddenContextItem,
    types.EndOfTurnItem,
    types.WidgetRootUpdated,
    types.WidgetComponentUpdated,
    types.WorkflowTaskAdded,
    types.WorkflowTaskUpdated,
    types.Thread,
    types.ThreadItemAddedEvent,
    types.ThreadItemDoneEvent,
    types.ThreadItemReplacedEvent,
    types.ThreadItemUpdatedEvent,
)
"""What is in others first."""


def build_models() -> None:
    """Build those that are not built yet: about 0.1 s of processor time, for callers that have a thread for it."""
    for model in MODELS:
        model.model_rebuild()


@cache
def models_in_the_background() -> threading.Thread:
    """Have them built from the first call on, once a process; the thread that does it.

    To be called with each request, and with what comes before a question: the element is loaded, a client secret is
    made. When a user has typed a question, they are there. A server that nobody asks anything keeps the 14 MiB that
    they take.
    """
    thread = threading.Thread(target=build_models, name="models", daemon=True)
    thread.start()
    return thread
