"""Who did not play: only who is flagged so, without figures, on the page of a game that is over."""

from __future__ import annotations

from typing import Any

import pytest

from professor_lock.sources.espn.boxscore import read_box
from professor_lock.sources.reading import Unreadable


def page(*athletes: dict[str, Any], completed: object = True) -> dict[str, Any]:
    box = {"players": [{"statistics": [{"athletes": list(athletes)}]}]}
    return {"header": {"competitions": [{"status": {"type": {"completed": completed}}}]}, "boxscore": box}


def player(name: str, stats: list[str], *, out: object = True, **more: Any) -> dict[str, Any]:
    return {"athlete": {"id": name}, "stats": stats, "didNotPlay": out} | more


def test_only_who_is_flagged_and_has_no_figures_did_not_play():
    listed = page(
        player("1", [], reason="COACH'S DECISION"),
        player("2", ["0", "0-0", "--"]),
        player("3", ["12", "4"]),
        player("4", ["30", "22"], out=False),
        player("5", [], out=None),
    )
    assert read_box(listed) == ({"1": "COACH'S DECISION", "2": ""}, frozenset({"3", "4", "5"}))


def test_who_is_in_any_table_with_figures_has_played():
    assert read_box(page(player("1", []), player("1", ["3"], out=False))) == ({}, frozenset({"1"}))


@pytest.mark.parametrize(
    "body",
    [
        page(player("1", []), completed=False),
        page(player("1", []), completed=None),
        {"boxscore": {}},
        {"header": {"competitions": []}, "boxscore": {"players": []}},
        {"header": {"competitions": [{"status": {"type": {"completed": True}}}]}},
        page({"didNotPlay": True}),
        [],
        None,
    ],
)
def test_a_page_of_no_finished_game_says_nothing(body):
    with pytest.raises(Unreadable):
        read_box(body)
