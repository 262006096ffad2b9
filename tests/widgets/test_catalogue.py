"""The catalogue shows every card as it is built today, and every component there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from chatkit import widgets
from pydantic import BaseModel

from dev.pack_widgets import VIEWS
from tests.support.card_samples import OUT, as_file, catalogue_cards
from tests.support.widget_types import problems

COMPONENTS = Path(OUT).with_name("catalogue-components.js").read_text(encoding="utf-8")


def test_the_cards_are_those_that_are_built_today() -> None:
    assert OUT.read_text(encoding="utf-8") == as_file(), "run: python -m tests.support.card_samples"


def test_every_kind_of_card_is_there() -> None:
    assert {card["template"] for card in catalogue_cards()} == set(VIEWS)


@pytest.mark.parametrize("card", catalogue_cards(), ids=lambda card: str(card["name"]))
def test_every_card_is_valid_by_the_published_types(card: dict[str, dict[str, object]]) -> None:
    assert problems(card["widget"]) == []


@pytest.mark.parametrize("card", catalogue_cards(), ids=lambda card: str(card["name"]))
def test_no_card_says_twice_that_it_is_of_the_demo(card: dict[str, Any]) -> None:
    folds = {fold["id"] for fold in card["widget"].get("professor_lock", {}).get("folds", [])}

    def said(node: dict[str, Any]) -> list[str]:
        if node.get("id") in folds:
            return []
        own = [
            text for text in (node.get("value"), node.get("label")) if isinstance(text, str) and "demo" in text.lower()
        ]
        return own + [text for child in node.get("children", []) for text in said(child)]

    assert len(said(card["widget"])) <= 1


def test_every_component_is_there() -> None:
    kinds = [kind for kind in vars(widgets).values() if isinstance(kind, type) and issubclass(kind, BaseModel)]
    fields = [kind.model_fields["type"] for kind in kinds if "type" in kind.model_fields]
    names = {str(name) for field in fields for name in get_args(field.annotation)}
    assert len(names) > 20
    assert names - set(re.findall(r'(?:type|kind): "([A-Za-z.]+)"', COMPONENTS)) == set()
