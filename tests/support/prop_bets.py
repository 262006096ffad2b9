"""A hand on the props card of the evening, for the desk's tests."""

from __future__ import annotations

from pathlib import Path

from professor_lock.widgets.actions import ADD_LEG
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.support.chatkit_client import Chat
from tests.support.desk import BOARD, buttons, cards, desk, lock, opened, payload, shown, slip, tap
from tests.support.evening import Evening
from tests.support.widget_trees import Tree

PROPS = Call("get_player_props_visual", {"player": "Casey Sample", "game": None, "market": None, "sport": "nba"})
MY_BETS = Call("my_bets", {"status": "all", "since": None})


def script(request: ModelRequest) -> Turn:
    """The board, the player's props, or the record, as the words ask for."""
    if request.outputs:
        return Turn.of("There you are.")
    return Turn.of(PROPS if "props" in request.user_text else MY_BETS if "doing" in request.user_text else BOARD)


def props(chat: Chat) -> Tree:
    return next(item for item in reversed(cards(chat)) if item["copy_text"].startswith("Player props"))


async def tap_prop(chat: Chat, label: str) -> None:
    button = next(one for one in buttons(props(chat), ADD_LEG) if one["label"].split()[-1] == label)
    await chat.act(props(chat)["id"], ADD_LEG, payload(button))


async def locked_over(database: str, tmp_path: Path, evening: Evening, label: str = "-108") -> None:
    """Ann's $100 on a price of Casey's points and the Suns to win."""
    with desk(database, tmp_path, evening, script) as server:
        chat = await opened(server, "ann")
        await chat.send("Casey Sample props")
        await tap_prop(chat, label)
        await tap(chat, "+102")
        await lock(chat)
        assert "LOCKED IN" in shown(slip(chat))
