"""A widget as a plain JSON tree, and the text that a user can read on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chatkit.widgets import DynamicWidgetComponent, DynamicWidgetRoot, WidgetComponentBase
from pydantic import PrivateAttr, model_serializer
from pydantic_core import to_json, to_jsonable_python

from professor_lock.untrusted_text import SENTENCE_LIMIT, clean, one_line

WIDGET_TEXT_LIMIT = 4000
DASH = "—"
"""Stands where a chart has no value."""


FIELDS = ("type", "id", "key", "children")
"""What the SDK's model declares of a component; everything else is extra to it."""


class PlainRoot(DynamicWidgetRoot):
    """A root whose properties and children are plain JSON values: as models, the children take longer to make than to
    write, and nobody asks for them.
    """

    @property
    def tree(self) -> Mapping[str, Any]:
        """What the root is on the wire; its values are shared, to be read only."""
        own = {name: value for name, value in self.__dict__.items() if value is not None}
        return own | (self.__pydantic_extra__ or {})

    @model_serializer
    def _as_written(self) -> dict[str, Any]:
        return dict(self.tree)


class KnownRoot(PlainRoot):
    """A root that knows what it is on the wire, for a card that is written out several times; `known_root` in
    `protocol.widget_diff` makes one. Neither the root nor its tree is changed from then on. It equals any root that
    is written in the same way.
    """

    _tree: dict[str, Any] = PrivateAttr()
    _json: str | None = PrivateAttr(default=None)

    @property
    def tree(self) -> Mapping[str, Any]:
        """What the root is on the wire; shared, to be read only."""
        return self._tree

    @property
    def json_text(self) -> str:
        """The tree as JSON, written once. PydanticSerializationError for half of a surrogate pair."""
        if self._json is None:
            self._json = to_json(self._tree, inf_nan_mode="null").decode()
        return self._json

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DynamicWidgetRoot) and self._tree == written_tree(other)

    __hash__ = None  # type: ignore[assignment]  # as every model


def written_tree(widget: WidgetComponentBase) -> Mapping[str, Any]:
    """`plain_tree` for writing out or comparing: it may be shared with others, so that nobody may change it."""
    return widget.tree if isinstance(widget, PlainRoot) else plain_tree(widget)


def plain_tree(widget: WidgetComponentBase) -> dict[str, Any]:
    """A widget as it goes on the wire: plain JSON values, absent where None. The tree is the caller's own.

    The same as the SDK's dump, in a tenth of the time: that one walks every node once for each node above it.
    """
    if not isinstance(widget, DynamicWidgetComponent):
        tree: dict[str, Any] = widget.model_dump(mode="json", by_alias=True, exclude_none=True)
        return tree
    plain = {}
    for values in (widget.__dict__, widget.__pydantic_extra__ or {}):
        for name, value in values.items():
            if type(value) in _SCALARS:
                plain[name] = value
            elif value is not None:
                plain[name] = _plain(value)
    return plain


_SCALARS = frozenset({str, int, float, bool})


def _plain(value: object) -> Any:
    if type(value) in _SCALARS:
        return value
    if isinstance(value, WidgetComponentBase):
        return plain_tree(value)
    if isinstance(value, list):
        return [
            plain_tree(part) if isinstance(part, DynamicWidgetComponent) else _plain(part)
            for part in value
            if part is not None
        ]
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items() if part is not None}
    return to_jsonable_python(value, by_alias=True, exclude_none=True)


def widget_text(widget: WidgetComponentBase | Mapping[str, Any], limit: int = WIDGET_TEXT_LIMIT) -> str:
    """What users can read on any widget, a line per row, at most `limit` characters; for models and clipboards."""
    tree = plain_tree(widget) if isinstance(widget, WidgetComponentBase) else widget
    lines: list[str] = []
    length = 0
    for line in _lines(tree):
        lines.append(line)
        length += len(line) + 1
        if length > limit:
            break
    return clean("\n".join(lines), limit)


def _lines(node: object) -> Iterator[str]:
    """The text of a subtree; a row is one line, everything else stacks. What is not as it should be is passed by."""
    if isinstance(node, list):
        for child in node:
            yield from _lines(child)
        return
    if not isinstance(node, Mapping):
        return
    kind = _text(node.get("type"))
    below = list(_lines(node.get("children")))
    if (kind in {"Row", "ListViewItem", "Table.Row"} or node.get("direction") == "row") and below:
        below = [" ".join(below)]
    yield from [*_own_lines(node, kind), *below]
    for button in ("confirm", "cancel"):
        action = node.get(button)
        if isinstance(action, Mapping) and (label := _text(action.get("label"))):
            yield f"[{label}]"


def _own_lines(node: Mapping[str, Any], kind: str) -> list[str]:
    if kind == "Chart":
        return list(_chart_lines(node))
    if kind in {"Button", "Checkbox"}:
        label = _text(node.get("label"))
        return [f"[{label}]"] if label else []
    status = node.get("status")
    found = [
        status.get("text") if isinstance(status, Mapping) else None,
        node.get("value"),
        node.get("label") if kind == "Badge" else None,
        node.get("alt"),
        node.get("defaultValue"),
    ]
    return [text for text in map(_text, found) if text]


def _chart_lines(chart: Mapping[str, Any]) -> Iterator[str]:
    axis = chart.get("xAxis")
    settings = axis if isinstance(axis, Mapping) else {"dataKey": axis}
    key, labels = _text(settings.get("dataKey")), settings.get("labels")
    rows, series = chart.get("data"), chart.get("series")
    parts = [part for part in series if isinstance(part, Mapping)] if isinstance(series, list) else []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, Mapping):
            continue
        name = _text(row.get(key))
        if isinstance(labels, Mapping):
            name = _text(labels.get(name)) or name
        values = []
        for part in parts:
            field = _text(part.get("dataKey"))
            values.append(f"{_text(part.get('label')) or field} {_text(row.get(field)) or DASH}")
        yield f"{name}: {', '.join(values)}"


def _text(value: object) -> str:
    """A scalar as one line, "" for anything else."""
    return one_line(value, SENTENCE_LIMIT) if isinstance(value, str | int | float) else ""
