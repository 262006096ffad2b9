"""A board and a slip for the scripted server: the smallest cards that use the extension of a card's root."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chatkit.actions import Action
from chatkit.types import ThreadItemDoneEvent, ThreadItemReplacedEvent, ThreadMetadata, WidgetItem
from chatkit.widgets import DynamicWidgetRoot

Node = dict[str, Any]
PRICES = {
    "away": {
        "line": "+4.5",
        "price": "-110",
        "book": "DraftKings",
        "label": "Warriors plus 4.5, minus 110, DraftKings",
    },
    "home": {"line": "-4.5", "price": "-110", "book": "FanDuel", "label": "Lakers minus 4.5, minus 110, FanDuel"},
    "over": {"line": "O 227.5", "price": "-105", "book": "BetMGM", "label": "Over 227.5, minus 105, BetMGM"},
}


def board(*, wait: bool = False, **extension: Any) -> Node:
    """Three prices. `wait`: the server takes each only when the test says so."""
    buttons = [
        {
            "type": "Button",
            "label": f"{cell['line']} {cell['price']}",
            "onClickAction": {"type": "take", "payload": {"leg": key} | ({"wait": True} if wait else {})},
        }
        for key, cell in PRICES.items()
    ]
    prices = {"action": "take", "key": "leg", "cells": PRICES}
    return {
        "type": "Card",
        "size": "full",
        "children": [{"type": "Title", "value": "Warriors @ Lakers"}, {"type": "Row", "children": buttons}],
        "professor_lock": {"prices": prices} | extension,
    }


class ScriptedSlip:
    """The slip of the one conversation; `take` puts a leg on it, `drop` takes it off."""

    def __init__(self) -> None:
        self.legs: list[str] = []
        self._item: WidgetItem | None = None

    def changed(
        self, thread: ThreadMetadata, action: Action[str, Any]
    ) -> ThreadItemDoneEvent | ThreadItemReplacedEvent:
        """The event that shows the slip after this action."""
        leg = str(action.payload["leg"])
        if action.type == "drop":
            self.legs.remove(leg)
        elif leg not in self.legs:
            self.legs.append(leg)
        fresh = self._item is None
        widget = DynamicWidgetRoot.model_validate(self.card())
        self._item = WidgetItem(id="slip", thread_id=thread.id, created_at=datetime.now(UTC), widget=widget)
        return ThreadItemDoneEvent(item=self._item) if fresh else ThreadItemReplacedEvent(item=self._item)

    def card(self) -> Node:
        removals = {leg: {"type": "drop", "payload": {"leg": leg}} for leg in self.legs}
        count = f"{len(self.legs)} leg{'s' * (len(self.legs) != 1)}"
        rows: list[Node] = [
            {
                "type": "Row",
                "children": [
                    {"type": "Text", "value": PRICES[leg]["label"]},
                    {"type": "Button", "label": f"Remove {leg}", "onClickAction": removals[leg]},
                ],
            }
            for leg in self.legs
        ]
        slip = {
            "state": "open",
            "summary": f"{count} · $25 → ${len(self.legs) * 45}.00",
            "spoken": f"{count}, 25 dollars pay {len(self.legs) * 45}",
            "legs": [{"key": leg, "remove": removals[leg]} for leg in self.legs],
        }
        return {
            "type": "Card",
            "children": [{"type": "Title", "value": "Slip"}, *rows, {"type": "Button", "label": "Lock It In"}],
            "professor_lock": {"name": "Slip", "say": f"Slip: {count}.", "slip": slip},
        }
