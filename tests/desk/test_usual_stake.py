"""The stake that a slip begins with where nobody said one: a modest one at first, then the user's last."""

from __future__ import annotations

from pathlib import Path

from professor_lock.widgets.actions import SET_STAKE
from tests.support.chatkit_client import Chat
from tests.support.desk import desk, lock, opened, slip, tap
from tests.support.evening import Evening


def stake_of(chat: Chat) -> str:
    return str(slip(chat)["copy_text"]).splitlines()[0]


async def test_a_slip_begins_with_25_dollars_then_with_the_users_last_stake(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    with desk(database, tmp_path, evening) as server:
        chat = await opened(server, "ann")
        await tap(chat, "+130")
        assert "stake $25.00" in stake_of(chat)
        await chat.act(slip(chat)["id"], SET_STAKE, {"stake": "37.50"})
        await lock(chat)
        again = await opened(server, "ann")
        await tap(again, "+130")
        assert "stake $37.50" in stake_of(again)
        other = await opened(server, "bob")
        await tap(other, "+130")
        assert "stake $25.00" in stake_of(other)
