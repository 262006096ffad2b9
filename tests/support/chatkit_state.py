"""What a browser shows: ChatKit's events folded into a thread, its items and the things around them.

Follows the event table of the open ChatKit element row by row, so that what a test sees is what a person sees.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal

Item = dict[str, Any]
HIDDEN = {"hidden_context_item", "sdk_hidden_context"}
ENDS_PROGRESS = {"assistant_message", "widget", "generated_image"}
CHILDREN = "children"


@dataclass(eq=False)
class Entry:
    """One item on the page. `key` is the page's own and stable; two items may share an id."""

    key: int
    item: Item
    pending: bool = False
    local: bool = False
    """Shown at once when sent, until the server's own version replaces it."""

    @property
    def id(self) -> str:
        return str(self.item["id"])

    @property
    def kind(self) -> str:
        return str(self.item["type"])


@dataclass
class ChatState:
    """The page. `effects` are client effects and pending client tools; `log` is what a page would only log."""

    thread: dict[str, Any] | None = None
    entries: list[Entry] = field(default_factory=list)
    has_older: bool = False
    progress: dict[str, Any] | None = None
    notices: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] | None = None
    allow_cancel: bool = False
    phase: Literal["idle", "responding"] = "idle"
    effects: list[dict[str, Any]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    _keys: Iterator[int] = field(default_factory=itertools.count, repr=False)

    # --- what happens around a stream ---

    def load(self, thread: Mapping[str, Any], items: list[Item], *, has_older: bool) -> None:
        """A thread as it was read, items in order from old to new."""
        self.thread = {key: value for key, value in thread.items() if key != "items"}
        self.entries = [Entry(next(self._keys), item) for item in items if item["type"] not in HIDDEN]
        self.has_older = has_older
        self.progress, self.error, self.notices, self.phase = None, None, [], "idle"

    def start(self) -> None:
        """A streaming request was sent."""
        self.phase, self.error, self.progress, self.allow_cancel = "responding", None, None, False

    def add_local(self, item: Item) -> None:
        """The user's message, shown before the server has acknowledged it."""
        self.notices = []
        self._append(item, local=True)

    def drop_local(self) -> None:
        """The message was refused: it is not part of the thread."""
        self.entries = [entry for entry in self.entries if not entry.local]

    def finish(self) -> None:
        """The stream is over, in whatever way: nothing is pending, empty answers go."""
        self.phase, self.progress = "idle", None
        for entry in self.entries:
            entry.pending = False
        self.entries = [e for e in self.entries if e.kind != "assistant_message" or text_of(e.item)]

    # --- events ---

    def apply(self, event: Mapping[str, Any]) -> None:
        """Folds one event in."""
        handler = getattr(self, "_on_" + str(event["type"]).replace(".", "_"), None)
        if handler is None:
            self.log.append(f"unknown event {event['type']}")
        else:
            handler(deepcopy(event))  # items change in place later on

    def _on_thread_created(self, event: Mapping[str, Any]) -> None:
        self.thread = {key: value for key, value in event["thread"].items() if key != "items"}

    def _on_thread_updated(self, event: Mapping[str, Any]) -> None:
        self.thread = self.thread or {}
        for key in ("id", "title", "status", "allowed_image_domains"):
            if key in event["thread"]:
                self.thread[key] = event["thread"][key]

    def _on_thread_item_added(self, event: Mapping[str, Any]) -> None:
        item = event["item"]
        if item["type"] in HIDDEN:
            self.log.append(f"hidden item {item['id']} was sent")
            return
        if item["type"] in ENDS_PROGRESS:
            self.progress = None
        waiting = next((e for e in self._newest(item["id"]) if e.pending), None)
        if waiting is not None:
            waiting.item = item
        else:
            self._append(item, pending=True)

    def _on_thread_item_updated(self, event: Mapping[str, Any]) -> None:
        update = event["update"]
        candidates = sorted(self._newest(event["item_id"]), key=lambda e: not e.pending)
        entry = candidates[0] if candidates else None
        if entry is None:
            if not update["type"].startswith("assistant_message."):
                self.log.append(f"update {update['type']} of unknown item {event['item_id']}")
                return
            entry = self._append({"id": event["item_id"], "type": "assistant_message", "content": []}, pending=True)
        if update["type"].startswith("assistant_message."):
            self.progress = None
        _update_item(entry.item, update, self.log)

    def _on_thread_item_done(self, event: Mapping[str, Any]) -> None:
        item = event["item"]
        if item["type"] in HIDDEN:
            self.log.append(f"hidden item {item['id']} was sent")
            return
        if item["type"] in ENDS_PROGRESS:
            self.progress = None
        if item["type"] == "client_tool_call" and item.get("status") == "pending":
            self.effects.append({"type": "client_tool_call", "name": item["name"], "arguments": item["arguments"]})
        local = next((e for e in self.entries if e.local), None) if item["type"] == "user_message" else None
        known = self._newest(item["id"])
        target = local or next((e for e in known if e.pending), None)
        target = target or next((e for e in known if e in self._this_turn()), None)
        if target is None:
            self._append(item)
        else:
            target.item, target.pending, target.local = item, False, False

    def _on_thread_item_removed(self, event: Mapping[str, Any]) -> None:
        known = self._newest(event["item_id"])
        if known:
            self.entries.remove(known[0])

    def _on_thread_item_replaced(self, event: Mapping[str, Any]) -> None:
        known = self._newest(event["item"]["id"])
        if known:
            known[0].item, known[0].pending = event["item"], False
        else:
            self._append(event["item"])

    def _on_stream_options(self, event: Mapping[str, Any]) -> None:
        self.allow_cancel = event["stream_options"]["allow_cancel"]

    def _on_progress_update(self, event: Mapping[str, Any]) -> None:
        self.progress = {"icon": event.get("icon"), "text": event["text"]}

    def _on_client_effect(self, event: Mapping[str, Any]) -> None:
        self.effects.append(dict(event))

    def _on_error(self, event: Mapping[str, Any]) -> None:
        self.error = {key: event.get(key) for key in ("code", "message", "allow_retry")}

    def _on_notice(self, event: Mapping[str, Any]) -> None:
        self.notices.append({key: event.get(key) for key in ("level", "title", "message")})

    def _append(self, item: Item, *, pending: bool = False, local: bool = False) -> Entry:
        entry = Entry(next(self._keys), item, pending, local)
        self.entries.append(entry)
        return entry

    def _newest(self, item_id: str) -> list[Entry]:
        return [entry for entry in reversed(self.entries) if entry.id == item_id]

    def _this_turn(self) -> list[Entry]:
        places = [place for place, entry in enumerate(self.entries) if entry.kind == "user_message"]
        return self.entries[places[-1] :] if places else self.entries


def _update_item(item: Item, update: Mapping[str, Any], log: list[str]) -> None:
    """The second table: what an update does to its item."""
    kind = update["type"]
    if kind.startswith("assistant_message."):
        _update_message(item, kind.removeprefix("assistant_message.content_part."), update)
    elif kind == "widget.root.updated":
        item["widget"] = update["widget"]
    elif kind in ("widget.component.updated", "widget.streaming_text.value_delta"):
        found = next((node for node in nodes_of(item["widget"]) if node.get("id") == update["component_id"]), None)
        if found is None:
            log.append(f"{kind} of unknown component {update['component_id']}")
        elif kind == "widget.component.updated":
            found.clear()
            found.update(update["component"])
        else:
            found["value"] = found.get("value", "") + update["delta"]
            found["streaming"] = not update["done"]
    elif kind == "workflow.task.added":
        item["workflow"]["tasks"].insert(update["task_index"], update["task"])
    elif kind == "workflow.task.updated":
        item["workflow"]["tasks"][update["task_index"] : update["task_index"] + 1] = [update["task"]]
    elif kind == "generated_image.updated":
        item["image"], item["progress"] = update["image"], update.get("progress")
    else:
        log.append(f"unknown update {kind}")


def _update_message(item: Item, kind: str, update: Mapping[str, Any]) -> None:
    content = item["content"]
    while len(content) <= update["content_index"]:
        content.append({"type": "output_text", "text": "", "annotations": []})
    part = content[update["content_index"]]
    if kind == "text_delta":
        part["text"] += update["delta"]
    elif kind == "annotation_added":
        notes = part.setdefault("annotations", [])
        notes.insert(min(update["annotation_index"], len(notes)), update["annotation"])
    else:  # added, done
        kept = part.get("annotations", []) if kind == "done" and not update["content"].get("annotations") else None
        content[update["content_index"]] = dict(update["content"])
        if kept:
            content[update["content_index"]]["annotations"] = kept


def nodes_of(tree: Any) -> Iterator[dict[str, Any]]:
    """Every component of a widget, depth first; `children` may be a list, one node or nothing."""
    if isinstance(tree, dict):
        yield tree
        yield from nodes_of(tree.get(CHILDREN))
    elif isinstance(tree, list):
        for child in tree:
            yield from nodes_of(child)


def text_of(item: Item) -> str:
    """A message's text, its parts put together."""
    return "".join(part.get("text", "") for part in item.get("content", []))
