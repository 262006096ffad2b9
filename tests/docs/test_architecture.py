"""The page of the floors names every room, on the floor that the contract gives it, and only modules that are there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
NOT_IN_THE_CONTRACT = {"dev", "agent/tools"}
"""A package of its own beside `professor_lock`, and a part of a room."""


def rooms_of_page() -> list[tuple[int, set[str]]]:
    """(floor, its rooms) of each row, from the top."""
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", PAGE, flags=re.MULTILINE)
    return [(int(floor), {name.rstrip("/") for name in re.findall(r"`([\w/]+)`", rooms)}) for floor, rooms in rows]


def test_every_room_of_the_contract_stands_on_the_page_once_and_in_the_order_of_the_floors() -> None:
    layers = [{room.strip() for room in layer.split(":")} for layer in CONTRACTS[0]["layers"]]
    rows = rooms_of_page()
    assert [floor for floor, _ in rows] == sorted((floor for floor, _ in rows), reverse=True)
    found: dict[int, set[str]] = {}
    for floor, rooms in rows:
        assert not rooms & found.get(floor, set()), "a room stands there twice"
        found.setdefault(floor, set()).update(rooms - NOT_IN_THE_CONTRACT)
    assert list(found.values()) == layers


def test_every_module_that_the_page_names_is_there() -> None:
    ways = PAGE.split("## The way of one question")[1].split("## Where to change what")[0]
    named = set(re.findall(r"`([a-z_]+/[a-z_]+(?:/[a-z_]+)*)(?:\.[a-z_]+)?`", ways))
    assert len(named) > 15
    missing = [name for name in named if not list((ROOT / "professor_lock").glob(f"{name}*"))]
    assert missing == []
