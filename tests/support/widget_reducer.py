"""How a ChatKit client folds widget updates into the tree it shows. Plain JSON in, plain JSON out."""

from __future__ import annotations

import copy
from typing import Any

Tree = dict[str, Any]


def apply_update(widget: Tree, update: Tree) -> Tree:
    """The tree after one update of a `thread.item.updated` event; an unknown component id changes nothing."""
    if update["type"] == "widget.root.updated":
        root: Tree = copy.deepcopy(update["widget"])
        return root
    widget = copy.deepcopy(widget)
    found = _find(widget, None, update["component_id"])
    if found is None:
        return widget
    node, holder, place = found
    if update["type"] == "widget.streaming_text.value_delta":
        node["value"] += update["delta"]
        node["streaming"] = not update["done"]
        return widget
    assert update["type"] == "widget.component.updated"
    if holder is None:
        replaced: Tree = copy.deepcopy(update["component"])
        return replaced
    holder[place] = copy.deepcopy(update["component"])
    return widget


def _find(node: Any, holder: Any, wanted: str, place: Any = None) -> tuple[Tree, Any, Any] | None:
    """Depth first through `children`, a list or one object: the first node with this id, and where it hangs."""
    if not isinstance(node, dict):
        return None
    if node.get("id") == wanted:
        return node, holder, place
    children = node.get("children")
    if isinstance(children, list):
        for index, child in enumerate(children):
            if found := _find(child, children, wanted, index):
                return found
        return None
    return _find(children, node, wanted, "children")
