"""`professor_lock` on the root of a card: what our element adds to it, and other clients ignore.

The form is in docs/chatkit-element.md; `tests/support/professor-lock.schema.json` holds every card to it, so texts are
cut to its limits here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct

from professor_lock.untrusted_text import one_line
from professor_lock.words import Words

NAME_LIMIT, LABEL_LIMIT, ABOUT_LIMIT, SAY_LIMIT = 80, 60, 240, 300
PRICE_LIMIT, BOOK_LIMIT, PRICE_LABEL_LIMIT = 24, 40, 240
LEG_FIELD = "leg"
"""The field of a price's payload that holds its key, as in `widgets.actions.AddLegPayload`."""


class Price(Struct, frozen=True, gc=False):
    """What the button of a price shows, each text harmless already. `label` says all of it; `move`, where it went;
    `best`, that it is the best price of its row.
    """

    line: str
    price: str
    book: str
    label: str
    move: Literal["up", "down", ""] = ""
    best: bool = False

    def as_sent(self) -> dict[str, str | bool]:
        """Without what is empty."""
        shown = {
            "line": self.line[:PRICE_LIMIT],
            "price": self.price[:PRICE_LIMIT],
            "book": self.book[:BOOK_LIMIT],
            "move": self.move,
            "label": self.label[:PRICE_LABEL_LIMIT],
        }
        sent: dict[str, str | bool] = {name: text for name, text in shown.items() if text}
        return sent | {"best": True} if self.best else sent


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the card that is closed at first, by its node's id. `about`: the button's name for screen readers.

    `once`: it stays open, and its button goes.
    """

    id: str
    label: str
    about: str = ""
    once: bool = False

    def as_sent(self) -> dict[str, Any]:
        """Without what is empty."""
        sent: dict[str, Any] = {"id": self.id, "label": one_line(self.label, LABEL_LIMIT)}
        if self.about:
            sent["about"] = one_line(self.about, ABOUT_LIMIT)
        if self.once:
            sent["once"] = True
        return sent


def details_fold(part: str, name: str, words: Words) -> Fold:
    """The details of a game or a player, in the node with the id PART-details; `name` is whose they are."""
    return Fold(f"{part}-details", words("common.details"), words("board.details_of", game=name))


def source_fold(part: str, source: str, words: Words) -> Fold:
    """The node about where and when the card's prices are from; its button shows the source."""
    return Fold(part, source, words("board.about_source", source=source))


@dataclass(frozen=True, slots=True)
class Start:
    """When something begins, by the id of the text that says so: in the hour before, the element counts down."""

    id: str
    at: datetime

    def as_sent(self) -> dict[str, str]:
        """The moment in UTC."""
        return {"id": self.id, "at": f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}


def extension(
    *,
    name: str = "",
    say: str = "",
    prices: Mapping[str, Price] | None = None,
    action: str = "",
    folds: Iterable[Fold] = (),
    starts: Iterable[Start] = (),
) -> dict[str, Any]:
    """The extension, without what is empty. With `prices`, even none, the card's tables are grids of prices.

    A price is a button with the action `action` and its key in the payload's field `leg`.
    """
    sent: dict[str, Any] = {}
    if name:
        sent["name"] = one_line(name, NAME_LIMIT)
    if say:
        sent["say"] = one_line(say, SAY_LIMIT)
    if prices is not None:
        cells = {key: price.as_sent() for key, price in prices.items()}
        sent["prices"] = {"action": action, "key": LEG_FIELD, "cells": cells}
    if closed := [fold.as_sent() for fold in folds]:
        sent["folds"] = closed
    if coming := [start.as_sent() for start in starts]:
        sent["starts"] = coming
    return sent
