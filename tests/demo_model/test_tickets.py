"""The demo, asked to take a bet back, to settle it or to hedge it: which ticket is meant."""

from __future__ import annotations

from pathlib import Path

from professor_lock.widgets.actions import CONFIRM, LOCK
from tests.support.asked_demo import asked_demo
from tests.support.chatkit_client import Chat
from tests.support.desk import buttons, confirm, last_card, payload, slip


async def locked(chat: Chat, words: str) -> str:
    """The name of the ticket that a slip in these words has become."""
    await chat.send(words)
    card = slip(chat)["id"]
    await chat.act(card, LOCK, payload(buttons(slip(chat), LOCK)[0]))
    await chat.send("my bets")
    listed = str(chat.widgets[-1]["copy_text"])
    return listed.partition(" | #")[2][:8]


def asked_of(chat: Chat) -> str:
    """What the card that waits for a click says; "" where the newest answer has none."""
    cards = [item for item in chat.widgets if buttons(item, CONFIRM)]
    return str(cards[-1]["copy_text"]) if cards else ""


async def test_the_only_pending_ticket_and_the_one_placed_last_need_no_name(database: str, tmp_path: Path) -> None:
    async with asked_demo(database, tmp_path) as demo:
        chat = demo.client.chat()
        for words in ("void my last bet", "undo that"):
            await chat.send(words)
            assert not asked_of(chat)
            assert "nothing to take back" in chat.text
        first = await locked(chat, "lakers ml $10")
        for words in ("void my last bet", "void my bet", "cancel my bet", "undo that"):
            await chat.send(words)
            assert f"#{first}" in asked_of(chat), (words, chat.text)
            assert "Which ticket" not in chat.text
        await chat.send("mark my bet as won")
        assert "A DEMO ticket was never played" in chat.text
        await chat.send("settle my bet")  # how it ended was not said
        assert not asked_of(chat)
        second = await locked(chat, "knicks ml $10")
        await chat.send("void my bet")
        assert not asked_of(chat)
        assert "Which ticket" in chat.text
        await chat.send("void my last bet")
        assert f"#{second}" in asked_of(chat)
        await confirm(chat)
        assert f"#{second} is void" in " ".join(last_card(chat))
        await chat.send("void my latest bet")  # of those that are pending
        assert f"#{first}" in asked_of(chat)
