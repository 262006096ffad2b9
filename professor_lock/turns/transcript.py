"""What a turn has said so far, folded from its events, and how to bring a listener up to it. Pure: no I/O, no clock.

The same fold serves four needs: what to store when a turn is cut off, what to checkpoint, what a page that comes back
must be shown, and what changed since a listener on another process last looked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    GeneratedImageItem,
    GeneratedImageUpdated,
    HiddenContextItem,
    SDKHiddenContextItem,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WidgetComponentUpdated,
    WidgetItem,
    WidgetRootUpdated,
    WidgetStreamingTextValueDelta,
    WorkflowItem,
    WorkflowTaskAdded,
    WorkflowTaskUpdated,
)

from professor_lock.protocol.stored_items import item_arguments, item_from_json
from professor_lock.protocol.widget_diff import diff_widget_trees, dynamic_root
from professor_lock.protocol.widget_tree import KnownRoot, plain_tree, written_tree
from professor_lock.protocol.wire import json_values

MessageUpdate = (
    AssistantMessageContentPartAdded
    | AssistantMessageContentPartTextDelta
    | AssistantMessageContentPartAnnotationAdded
    | AssistantMessageContentPartDone
)


@dataclass(slots=True)
class TranscriptItem:
    """One item of a turn. `done` once it was announced as finished; an unfinished one may still grow.

    `replaced`: it took the place of one that was in the thread before the turn, as a card does after a click.
    `stored`: the digest (`digest_of`) of what the thread holds of it, where it is stored before it is finished.
    """

    item: ThreadItem
    done: bool
    replaced: bool = False
    stored: str | None = None
    stored_item: ThreadItem | None = field(default=None, compare=False, repr=False)
    """What that digest is of, where this process stored it."""


@dataclass(slots=True)
class Transcript:
    """The items a turn has produced, in the order they were announced."""

    items: dict[str, TranscriptItem] = field(default_factory=dict)

    def apply(self, event: ThreadStreamEvent) -> None:
        """Fold one event in. Events that concern no item change nothing."""
        match event:
            case ThreadItemAddedEvent():
                self.items[event.item.id] = TranscriptItem(_own_copy(event.item), done=False)
            case ThreadItemDoneEvent():
                self.items[event.item.id] = TranscriptItem(event.item, done=True)
            case ThreadItemReplacedEvent():
                known = self.items.get(event.item.id)
                replaced = known is None or known.replaced
                self.items[event.item.id] = TranscriptItem(event.item, done=True, replaced=replaced)
            case ThreadItemRemovedEvent():
                self.items.pop(event.item_id, None)
            case ThreadItemUpdatedEvent():
                self._update(event)
            case _:
                pass

    def say(self, item_id: str, index: int, text: str) -> None:
        """Fold in more text of a part that was begun."""
        said = self.items.get(item_id)
        if said is not None and isinstance(said.item, AssistantMessageItem):
            said.item.content[index].__dict__["text"] += text  # pydantic's own way in costs as much as all the rest

    def unfinished(self) -> list[TranscriptItem]:
        """What was announced and never finished, without assistant messages that have no words yet."""
        return [said for said in self.items.values() if not said.done and not is_empty(said.item)]

    def keep(self, item: ThreadItem) -> None:
        """Fold in an item that is whole and not stored yet: a checkpoint has it until `finish`."""
        self.items[item.id] = TranscriptItem(item, done=False)

    def finish(self, item: ThreadItem) -> None:
        """That item is in the thread."""
        self.items[item.id] = TranscriptItem(item, done=True)

    def holds(self, item: ThreadItem) -> bool:
        """Whether the thread holds an item just as it is given here."""
        said = self.items.get(item.id)
        if said is None or said.stored is None:
            return False
        return _same_card(said.stored_item, item) or said.stored == digest_of(item)

    def note_stored(self, item: ThreadItem) -> None:
        """An item that may still change is in the thread, as it is given here."""
        said = self.items.get(item.id)
        if said is not None:
            said.stored = digest_of(item)
            said.stored_item = item

    def checkpoint(self, *, finished: bool) -> str | None:
        """What the thread itself does not show of the turn, as JSON; None when there is nothing of the kind.

        That is what is unfinished and what was replaced (it keeps its old place in the thread); with `finished` it is
        everything, for a turn that stores nothing before its end.
        """
        return _to_json(said for said in self.items.values() if finished or said.replaced or not said.done)

    def replaced_json(self) -> str | None:
        """What of an ended turn cannot be told from the thread's order: what it replaced."""
        return _to_json(said for said in self.items.values() if said.replaced)

    def shown_json(self) -> str:
        """Everything that a listener sees."""
        return _to_json(said for said in self.items.values() if not is_hidden(said.item)) or "[]"

    @classmethod
    def from_json(cls, text: str | None) -> Transcript:
        """The state that a checkpoint holds."""
        state = cls()
        for row in json.loads(text) if text is not None else []:
            item = item_from_json(json.dumps(row["item"]))
            state.items[item.id] = TranscriptItem(item, row["done"], row["replaced"], row.get("stored"))
        return state

    def _update(self, event: ThreadItemUpdatedEvent) -> None:
        said = self.items.get(event.item_id)
        if said is None:
            return
        match said.item:
            case AssistantMessageItem() as message:
                _update_message(message, event)
            case WidgetItem() as widget:
                said.item = _updated_widget(widget, event)
            case WorkflowItem() as workflow:
                _update_workflow(workflow, event)
            case GeneratedImageItem() as image if isinstance(event.update, GeneratedImageUpdated):
                image.image = event.update.image
            case _:
                pass


def _same_card(before: ThreadItem | None, item: ThreadItem) -> bool:
    """Whether two items are one card that never changes, which is told without writing it out."""
    if type(before) is not WidgetItem or type(item) is not WidgetItem or type(item.widget) is not KnownRoot:
        return False
    return before.widget is item.widget and all(
        getattr(before, name) == getattr(item, name) for name in WidgetItem.model_fields if name != "widget"
    )


def _own_copy(item: ThreadItem) -> ThreadItem:
    """A copy that the sender's later changes do not reach. A known root is never changed, and a board has 800 nodes; of
    a message that has just begun only the list of its parts can grow.
    """
    if isinstance(item, WidgetItem) and type(item.widget) is KnownRoot:
        return item.model_copy()
    if type(item) is AssistantMessageItem and not item.content:
        return item.model_copy(update={"content": []})
    return item.model_copy(deep=True)


def _to_json(items: Iterable[TranscriptItem]) -> str | None:
    rows = [
        {"item": json_values(said.item), "done": said.done, "replaced": said.replaced, "stored": said.stored}
        for said in items
    ]
    return json.dumps(rows) if rows else None


def digest_of(item: ThreadItem) -> str:
    """What tells whether the thread still holds an item as it was stored: SHA-256 of its column, in hex."""
    return hashlib.sha256(item_arguments(item)[3].encode()).hexdigest()


def is_empty(item: ThreadItem) -> bool:
    """An assistant message that says nothing (yet)."""
    return isinstance(item, AssistantMessageItem) and not any(part.text.strip() for part in item.content)


def is_hidden(item: ThreadItem) -> bool:
    """Kept for the model and the server, never shown."""
    return isinstance(item, HiddenContextItem | SDKHiddenContextItem)


def catch_up(seen: Transcript, now: Transcript, *, reloaded: bool) -> Iterator[ThreadStreamEvent]:
    """The events that bring a listener from `seen` to `now`, each word once. Does not change either.

    `reloaded` is a page that has just read the thread: what is stored there already it must replace, not add again.
    """
    for item_id, said in now.items.items():
        if is_hidden(said.item):
            continue
        before = seen.items.get(item_id)
        if before is None:
            yield from _introduce(said, reloaded=reloaded)
        elif said.done and not before.done:
            yield ThreadItemDoneEvent(item=said.item)
        elif said.item != before.item:
            yield from _changes(before.item, said)
    for item_id in seen.items:
        if item_id not in now.items:
            yield ThreadItemRemovedEvent(item_id=item_id)


def _introduce(said: TranscriptItem, *, reloaded: bool) -> Iterator[ThreadStreamEvent]:
    if said.done:
        known = reloaded or said.replaced
        yield ThreadItemReplacedEvent(item=said.item) if known else ThreadItemDoneEvent(item=said.item)
    elif reloaded and isinstance(said.item, WidgetItem):
        # A widget is stored as soon as it is shown, so the page has it; further updates find it by its id.
        yield ThreadItemReplacedEvent(item=said.item)
    else:
        yield ThreadItemAddedEvent(item=said.item)


def _changes(before: ThreadItem, said: TranscriptItem) -> Iterator[ThreadStreamEvent]:
    item = said.item
    if isinstance(item, AssistantMessageItem) and isinstance(before, AssistantMessageItem) and not said.done:
        yield from _message_changes(before, item)
    elif isinstance(item, WidgetItem) and isinstance(before, WidgetItem) and not said.done:
        for update in diff_widget_trees(written_tree(before.widget), written_tree(item.widget)):
            yield ThreadItemUpdatedEvent(item_id=item.id, update=update)
    elif said.done:
        yield ThreadItemReplacedEvent(item=item)
    else:
        yield ThreadItemAddedEvent(item=item)


def _message_changes(before: AssistantMessageItem, now: AssistantMessageItem) -> Iterator[ThreadStreamEvent]:
    """Growth as growth: deltas, new annotations, new parts. Anything else announces the message anew."""
    if not _only_grew(before, now):
        yield ThreadItemAddedEvent(item=now)
        return
    for index, part in enumerate(now.content):
        updates: list[MessageUpdate] = []
        if index >= len(before.content):
            updates.append(AssistantMessageContentPartAdded(content_index=index, content=part))
        else:
            old = before.content[index]
            if part.text != old.text:
                delta = part.text[len(old.text) :]
                updates.append(AssistantMessageContentPartTextDelta(content_index=index, delta=delta))
            for place in range(len(old.annotations), len(part.annotations)):
                updates.append(
                    AssistantMessageContentPartAnnotationAdded(
                        content_index=index, annotation_index=place, annotation=part.annotations[place]
                    )
                )
        for update in updates:
            yield ThreadItemUpdatedEvent(item_id=now.id, update=update)


def _only_grew(before: AssistantMessageItem, now: AssistantMessageItem) -> bool:
    return len(now.content) >= len(before.content) and all(
        new.text.startswith(old.text) and new.annotations[: len(old.annotations)] == old.annotations
        for old, new in zip(before.content, now.content, strict=False)
    )


def _update_message(message: AssistantMessageItem, event: ThreadItemUpdatedEvent) -> None:
    update = event.update
    if not isinstance(update, MessageUpdate):
        return
    while len(message.content) <= update.content_index:
        message.content.append(AssistantMessageContent(text=""))
    part = message.content[update.content_index]
    match update:
        case AssistantMessageContentPartTextDelta():
            part.text += update.delta
        case AssistantMessageContentPartAdded():
            begun = update.content  # its annotations are copied where it has any, which is seldom
            empty = {"annotations": list[Annotation]()}
            copied = begun.model_copy(deep=True) if begun.annotations else begun.model_copy(update=empty)
            message.content[update.content_index] = copied
        case AssistantMessageContentPartAnnotationAdded():
            part.annotations.insert(update.annotation_index, update.annotation)
        case AssistantMessageContentPartDone():
            # The part's end may come without the annotations that were announced one by one.
            annotations = update.content.annotations or part.annotations
            message.content[update.content_index] = AssistantMessageContent(
                text=update.content.text, annotations=annotations
            )


def _updated_widget(item: WidgetItem, event: ThreadItemUpdatedEvent) -> WidgetItem:
    tree = plain_tree(item.widget)
    match event.update:
        case WidgetRootUpdated() as update:
            tree = plain_tree(update.widget)
        case WidgetComponentUpdated() as update:
            node = _find(tree, update.component_id)
            if node is not None:
                node.clear()
                node.update(plain_tree(update.component))
        case WidgetStreamingTextValueDelta() as update:
            node = _find(tree, update.component_id)
            if node is not None:
                node["value"] = f"{node.get('value', '')}{update.delta}"
                node["streaming"] = not update.done
        case _:
            return item
    return item.model_copy(update={"widget": dynamic_root(tree)})


def _find(node: dict[str, Any], component_id: str) -> dict[str, Any] | None:
    """The first node with that id, depth first: the one a client would take."""
    if node.get("id") == component_id:
        return node
    children = node.get("children")
    for child in children if isinstance(children, list) else [children]:
        found = _find(child, component_id) if isinstance(child, dict) else None
        if found is not None:
            return found
    return None


def _update_workflow(item: WorkflowItem, event: ThreadItemUpdatedEvent) -> None:
    match event.update:
        case WorkflowTaskAdded() as update:
            item.workflow.tasks.insert(update.task_index, update.task)
        case WorkflowTaskUpdated() as update if update.task_index < len(item.workflow.tasks):
            item.workflow.tasks[update.task_index] = update.task
        case _:
            pass
