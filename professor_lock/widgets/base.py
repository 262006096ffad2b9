"""The widget that every builder returns, written by a `.widget` file, which the SDK's `WidgetTemplate` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from json.encoder import encode_basestring_ascii
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import msgspec
from chatkit.widgets import DynamicWidgetRoot, WidgetTemplate
from jinja2 import Environment, StrictUndefined
from pydantic import PrivateAttr

from professor_lock.protocol.checked_message import EXTENSION
from professor_lock.protocol.widget_diff import dynamic_root
from professor_lock.protocol.widget_tree import FIELDS, PlainRoot, plain_tree
from professor_lock.untrusted_text import one_line
from professor_lock.widgets.extension import SAY_LIMIT
from professor_lock.widgets.share import Share
from professor_lock.words import numbers_kept

TEMPLATES = Path(__file__).with_name("templates")


class BuiltWidget(PlainRoot):
    """A ChatKit widget root that also knows what it says in plain text.

    Being a root itself, it goes as it is into `stream_widget`, `update_widget` and `WidgetItem`. Neither `copy_text`
    nor `widget` is part of what is sent. Its children are the plain values that its template wrote, which nothing
    judges: `tests/widgets` holds every template to the protocol's schema.
    """

    _copy_text: str = PrivateAttr(default="")

    @property
    def copy_text(self) -> str:
        """What the widget shows, as a short plain text with source and time: for the clipboard and the model."""
        return self._copy_text

    @property
    def widget(self) -> DynamicWidgetRoot:
        """The state of this moment as a copy of its own, which later changes do not reach."""
        return dynamic_root(plain_tree(self))

    def announce(self, text: str) -> None:
        """Have a screen reader told `text` when the card is shown: what has just changed on it."""
        own = self.__pydantic_extra__ or {}
        self.__pydantic_extra__ = own | {EXTENSION: (own.get(EXTENSION) or {}) | {"say": one_line(text, SAY_LIMIT)}}
        self.__pydantic_fields_set__.add(EXTENSION)

    @classmethod
    def from_template(
        cls,
        name: str,
        view: Mapping[str, Any],
        copy_text: str,
        *,
        words: Mapping[str, str] = MappingProxyType({}),
        share: Share | None = None,
    ) -> Self:
        """The widget of `templates/<name>.widget` filled with `view`; `words` are the template's own texts, `share` is
        what the copy button takes.
        """
        built = cls(type="Basic")
        built.refill(name, view, copy_text, words=words, share=share)
        return built

    def refill(
        self,
        name: str,
        view: Mapping[str, Any],
        copy_text: str,
        *,
        words: Mapping[str, str] = MappingProxyType({}),
        share: Share | None = None,
    ) -> None:
        """Show another state from now on, in the same object."""
        own = view.get("extension")  # plain JSON already, and a quarter of a board
        written = template(name).template.render({**view, "words": words, "extension": {}})
        tree: dict[str, Any] = _read(written)
        if own:
            tree[EXTENSION] = own
        if share and (sent := share.as_sent()):
            tree[EXTENSION] = (tree.get(EXTENSION) or {}) | {"share": sent}
        if words.get("direction") == "rtl":
            tree = _numbers_kept(tree)
        self.__dict__.update({name: tree.get(name) for name in FIELDS})
        self.__pydantic_extra__ = {name: value for name, value in tree.items() if name not in FIELDS}
        self.__pydantic_fields_set__ = set(tree)
        self._copy_text = copy_text


def _read(written: str) -> Any:
    """A template's JSON, in half of `json.loads`'s time; what that reads and msgspec does not is half a character."""
    try:
        return msgspec.json.decode(written)
    except msgspec.DecodeError:
        return json.loads(written)


def _numbers_kept(value: Any) -> Any:
    """A tree whose numbers stay in order where a text runs from right to left."""
    if isinstance(value, Mapping):
        return {name: _numbers_kept(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_numbers_kept(inner) for inner in value]
    return numbers_kept(value) if isinstance(value, str) else value


@cache
def template(name: str) -> WidgetTemplate:
    """The template, read and compiled once per process."""
    definition = json.loads((TEMPLATES / f"{name}.widget").read_text(encoding="utf-8"))
    return WidgetTemplate(definition | {"template": _environment().from_string(definition["template"])})


@cache
def _environment() -> Environment:
    """As the SDK's own, but for `tojson`: what it writes is read as JSON at once, so nothing is escaped for HTML."""
    environment = _Views(undefined=StrictUndefined, autoescape=False)
    environment.filters["tojson"] = _to_json
    return environment


class _Views(Environment):
    """`view.price` is the field of that name: the SDK's own way asks for an attribute first, which costs as much as the
    rest of writing a board, and finds a mapping's methods where a field is called `items`.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _to_json(value: object) -> str:
    return encode_basestring_ascii(value) if type(value) is str else json.dumps(value)
