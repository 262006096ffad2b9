"""The element's extension of a card's root: its form is in the docs, as a schema, and part of what holds cards."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.widget_types import EXTENSION, problems

DOCS = Path(__file__).parents[2] / "docs" / "chatkit-element.md"


def documented() -> dict[str, Any]:
    """The card of the docs, without its comments."""
    [text] = re.findall(r"```jsonc\n(.*?)\n```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    plain = re.sub(r"\s//.*", "", text).replace("[ ... ]", "[]")
    card: dict[str, Any] = json.loads(plain)
    return card


def test_the_documented_card_is_valid() -> None:
    assert problems(documented()) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("slip", "state"), "closed"),
        (("slip", "summary"), ""),
        (("slip", "legs", 0), {"key": "leg_1"}),
        (("prices", "cells", "leg_1a2b", "price"), -110),
        (("suggestions", 0), "And the spread?"),
        (("say",), "x" * 301),
        (("colour",), "green"),
    ],
)
def test_what_is_not_of_that_form_is_a_problem(path: tuple[str | int, ...], value: object) -> None:
    card = documented()
    place: Any = card[EXTENSION]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert problems(card) != []


def test_it_is_for_the_root_alone() -> None:
    inner = {"type": "Row", "children": [], EXTENSION: {"say": "x"}}
    assert problems({"type": "Card", "children": [inner]}) != []
