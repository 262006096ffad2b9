"""kill -9 of the real server between any two steps of a conversation: the next process goes on where it was.

Kills in the middle of answers, by the dozen and on two processes, are in turns/test_processes.py.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from professor_lock.widgets.actions import LOCK, SET_STAKE
from tests.fakes.betting_script import ONE_GAME, PARLAY, TONIGHTS_ODDS
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.desk import buttons, payload, slip
from tests.support.forked_server import ServerNursery
from tests.support.running_server import environment_for

pytestmark = pytest.mark.long

Step = Callable[[Chat], Awaitable[object]]


async def test_no_step_of_a_conversation_is_lost_when_the_server_is_killed_after_it(
    database: str, tmp_path: Path, nursery: ServerNursery
) -> None:
    environ = environment_for(database, tmp_path)
    steps: list[Step] = [
        lambda chat: chat.send(TONIGHTS_ODDS),
        lambda chat: chat.send(PARLAY),
        lambda chat: chat.act(slip(chat)["id"], SET_STAKE, {"stake": "25"}),
        lambda chat: chat.act(slip(chat)["id"], LOCK, payload(buttons(slip(chat), LOCK)[0])),
        lambda chat: chat.client.call(requests.update_thread(chat.thread_id, "Kept")),
    ]
    thread_id: str | None = None
    shown: list[object] = []
    for step in steps:
        process = nursery.start(environ)
        async with ChatKitClient(process.url, user_id="ann") as client:
            chat = client.chat()
            if thread_id is not None:
                await chat.load(thread_id)
                assert [item["id"] for item in chat.items] == shown
            await step(chat)
            assert chat.error is None
            thread_id, shown = chat.thread_id, [item["id"] for item in chat.items]
        process.kill()
    async with ChatKitClient(nursery.start(environ).url, user_id="ann") as client:
        assert thread_id is not None
        thread = await client.call(requests.get_thread(thread_id))
        chat = await client.chat().load(thread_id)
        assert thread["title"] == "Kept"
        assert [item["id"] for item in chat.items] == shown
        assert [text["content"][0]["text"] for text in chat.user_messages] == [TONIGHTS_ODDS, PARLAY]
        assert "stake $25.00" in slip(chat)["copy_text"]
        assert "To play it" in chat.texts[-1]
        await chat.send(ONE_GAME)
        assert chat.error is None
        assert chat.widgets


async def test_a_message_that_was_acknowledged_survives_the_kill_that_follows_at_once(
    database: str, tmp_path: Path, nursery: ServerNursery
) -> None:
    """The first event says that the message is kept: from then on it is."""
    environ = environment_for(database, tmp_path)
    process = nursery.start(environ)
    async with (
        ChatKitClient(process.url, user_id="ann", strict=False) as client,
        client.stream(requests.create("Do not lose me")) as stream,
    ):
        thread_id = (await anext(stream))["thread"]["id"]
        process.kill()
    async with ChatKitClient(nursery.start(environ).url, user_id="ann") as client:
        chat = await client.chat().load(thread_id)
        assert [text["content"][0]["text"] for text in chat.user_messages] == ["Do not lose me"]
