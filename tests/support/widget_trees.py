"""Looking into a widget's tree in tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chatkit.widgets import WidgetComponentBase

Tree = dict[str, Any]


def sent(widget: WidgetComponentBase) -> Tree:
    """The widget as the server's own serialisation sends it."""
    tree: Tree = json.loads(widget.model_dump_json(by_alias=True, exclude_none=True))
    return tree


def nodes(tree: Any) -> Iterator[Tree]:
    """Every node, depth first."""
    if isinstance(tree, list):
        for child in tree:
            yield from nodes(child)
    elif isinstance(tree, dict):
        yield tree
        yield from nodes(tree.get("children"))


def node(tree: Tree, node_id: str) -> Tree:
    """The one node with this id."""
    found = [one for one in nodes(tree) if one.get("id") == node_id]
    assert len(found) == 1, f"{len(found)} nodes are called {node_id}"
    return found[0]


def of_type(tree: Tree, kind: str) -> list[Tree]:
    return [one for one in nodes(tree) if one.get("type") == kind]


def badges(tree: Tree) -> list[tuple[str, str]]:
    """Label and colour of every badge."""
    return [(one["label"], one.get("color", "")) for one in of_type(tree, "Badge")]


def strings(value: Any) -> Iterator[str]:
    """Every text anywhere in the tree, as it reads: a space is a space, also where no line may break."""
    if isinstance(value, str):
        yield value.replace("\N{NO-BREAK SPACE}", " ")
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def ids(tree: Tree) -> list[str]:
    return [one["id"] for one in nodes(tree) if "id" in one]
