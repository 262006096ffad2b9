"""Games in play on the board: how they stand, from the source of scores, and no claim of value on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from professor_lock.widgets.actions import ADD_LEG, REFRESH
from tests.fakes.web import Reply
from tests.support.chatkit_client import Chat
from tests.support.desk import board, buttons, desk, forget_answers, opened, payload
from tests.support.evening import Evening
from tests.support.widget_trees import Tree, nodes, strings

GAME = "ev1lakers"


@pytest.fixture
def evening() -> Iterator[Evening]:
    with Evening() as services:
        # A price that beats the fair one by far: shown as an edge as long as the game has not begun.
        services.set_price(GAME, "DraftKings", "h2h", (None, 160, -155))
        yield services


def first_game(chat: Chat) -> Tree:
    """The part of the board that is of the first game."""
    return next(node for node in nodes(board(chat)["widget"]) if str(node.get("id", "")).endswith("-grid"))


def details(chat: Chat) -> list[str]:
    """What stands behind its Details."""
    found = next(node for node in nodes(board(chat)["widget"]) if str(node.get("id", "")).endswith("-details"))
    return list(strings(found))


async def test_a_game_in_play_shows_its_score_its_clock_and_whose_they_are(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    evening.begin()
    evening.playing[GAME] = (54, 51, "9:03 - 3rd")
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
    words = list(strings(first_game(chat)))
    assert words[words.index("LIVE") :].index("54-51") < words[words.index("LIVE") :].index("Spread")
    assert any(word.startswith("9:03 - 3rd · ") for word in words)
    assert any(word.startswith("Score: 54-51 9:03 - 3rd (ESPN, ") for word in details(chat))
    assert "Score: 54-51 9:03 - 3rd" in board(chat)["copy_text"]


@pytest.mark.parametrize("begun", [False, True])
async def test_no_value_is_claimed_of_a_game_in_play_and_none_of_its_prices_can_be_tapped(
    database: str, tmp_path: Path, evening: Evening, begun: bool
) -> None:
    if begun:
        evening.begin()
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
    game = {"widget": first_game(chat)}
    claims = [word for word in strings(first_game(chat)) if word.endswith(" EV")]
    assert bool(claims) is not begun
    assert bool(buttons(game, ADD_LEG)) is not begun


@pytest.mark.parametrize("fault", [Reply(503), Reply(hang=True)])
async def test_without_scores_the_game_is_live_and_the_reason_stands_behind_details(
    database: str, tmp_path: Path, evening: Evening, fault: Reply
) -> None:
    evening.begin()
    evening.score_fault = fault
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
    assert "LIVE" in list(strings(first_game(chat)))
    why = "did not answer in time." if fault.hang else "ESPN answered with an error (HTTP 503)."
    assert any(word.startswith("Score not known: ") and word.endswith(why) for word in details(chat))


async def test_refreshed_it_shows_how_the_game_stands_then(database: str, tmp_path: Path, evening: Evening) -> None:
    evening.begin()
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        assert "LIVE" in list(strings(first_game(chat)))
        assert any("does not list it as begun" in word for word in details(chat))
        evening.playing[GAME] = (54, 51, "9:03 - 3rd")
        server.parts.sources.cache._entries.clear()
        forget_answers(database)
        [refresh] = buttons(board(chat), REFRESH)
        await chat.act(board(chat)["id"], REFRESH, payload(refresh))
        assert "54-51" in list(strings(first_game(chat)))
