"""The stake that a slip begins with where nobody said one: a modest one at first, then the user's last."""

from __future__ import annotations

from pathlib import Path

from professor_lock.widgets.actions import SET_STAKE
from tests.fakes.openai_script import Call
from tests.support.asked_demo import asked_demo
from tests.support.chatkit_client import Chat
from tests.support.desk import asking, confirm, desk, lock, opened, shown, slip, tap
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


LEG = {"selection": "New York Knicks", "market": "moneyline", "event": None, "line": None, "sport": "nba"}


async def test_a_slip_built_in_words_begins_within_the_users_own_limit(
    database: str, tmp_path: Path, evening: Evening
) -> None:
    limit = Call("set_limits", {"max_stake": 20, "daily_stake": None, "country": None})
    unsaid, said = Call("build_parlay", {"legs": [LEG]}), Call("build_parlay", {"legs": [LEG], "stake": 25})
    pasted = Call("paste_slip", {"text": "Knicks ML\n$30", "stake": None})
    with desk(database, tmp_path, evening, asking(limit, unsaid, said, pasted)) as server:
        chat = await opened(server, "ann")
        await chat.send("20 a bet at most")
        await confirm(chat)
        for words, refused in (("knicks", False), ("knicks for $25", True), ("this slip", True)):
            await chat.send(words)
            assert "stake $20.00" in stake_of(chat), words
            assert any("Your own limit is $20.00 a bet" in line for line in shown(slip(chat))) == refused, words


async def test_the_demo_leaves_the_first_stake_to_the_slip(database: str, tmp_path: Path) -> None:
    async with asked_demo(database, tmp_path) as demo:
        chat = demo.client.chat()
        await chat.send("set my limit to $20 per bet")
        await confirm(chat)
        await chat.send("Build me a 3-leg parlay")
        assert "stake $20.00" in stake_of(chat)
        await chat.send("make it 2 legs")
        assert "stake $20.00" in stake_of(chat)
