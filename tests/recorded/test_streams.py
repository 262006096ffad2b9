"""The event streams of the guides' questions, of a slip's life and of a retry, compared with recorded ones.

A real server on real sockets and a real Postgres, its clock standing still, so that the demo's games, which depend on
the day, are the same on any day and at any hour.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import time_machine

from pp_action_types import ADD_LEG, LOCK, OFFER_FIELD, REFRESH, REMOVE_LEG, SET_STAKE, SWITCH_LEG
from tests.fakes.betting_script import GUIDE_QUESTIONS, PARLAY, SEASON_AVERAGE, TONIGHTS_ODDS, betting_script
from tests.fakes.openai_server import OpenAIServer
from tests.recorded.recording import FROZEN_AT, Recording
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.desk import board, buttons, payload, slip
from tests.support.running_server import ModelEndpoint, RunningServer, settings_for


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """The wall clock stands still; timers go on."""
    with time_machine.travel(FROZEN_AT, tick=False):
        yield


class Recorded:
    """A chat whose every answer is put on record."""

    def __init__(self, chat: Chat, recording: Recording) -> None:
        self.chat = chat
        self._recording = recording

    async def send(self, text: str) -> None:
        self._note(text, await self.chat.send(text))

    async def act(self, name: str, item_id: str, action: str, given: object) -> None:
        self._note(f"{name} ({action})", await self.chat.act(item_id, action, given))

    async def retry(self) -> None:
        self._note("retry", await self.chat.retry())

    async def reload(self) -> None:
        """The thread as a page that opens it gets it."""
        client = self.chat.client
        answer = await client.http.post(client.path, json=requests.get_thread(self.chat.thread_id))
        self._recording.add("the thread opened again", answer.content)

    def _note(self, heading: str, chat: Chat) -> None:
        assert chat.stream is not None
        assert chat.error is None
        self._recording.add(heading, chat.stream.body)


@asynccontextmanager
async def recorded(
    name: str, database: str, data_dir: Path, model: ModelEndpoint | None = None, **variables: Any
) -> AsyncIterator[Recorded]:
    """A conversation on a server of its own, compared with the recording when it is over."""
    recording = Recording(name)
    with RunningServer(settings_for(database, data_dir, model=model, **variables)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            yield Recorded(client.chat(), recording)
    recording.check()


async def test_the_guides_questions_of_the_demo(database: str, tmp_path: Path) -> None:
    async with recorded("questions_demo", database, tmp_path) as talk:
        for question in GUIDE_QUESTIONS:
            await talk.send(question)
        await talk.reload()


@pytest.mark.parametrize("api", ["responses", "chat_completions"])
async def test_the_guides_questions_of_a_language_model(api: str, database: str, tmp_path: Path) -> None:
    async with (
        OpenAIServer(betting_script()) as model,
        recorded(f"questions_{api}", database, tmp_path, model, PP_MODEL_API=api) as talk,
    ):
        for question in GUIDE_QUESTIONS:
            await talk.send(question)
        await talk.reload()


async def test_the_life_of_a_slip_built_in_words(database: str, tmp_path: Path) -> None:
    async with recorded("slip_in_words", database, tmp_path) as talk:
        await talk.send(PARLAY)
        await live(talk)
        await talk.send("How am I doing?")
        await talk.reload()


async def test_the_life_of_a_slip_tapped_together(database: str, tmp_path: Path) -> None:
    async with recorded("slip_by_taps", database, tmp_path) as talk:
        await talk.send(TONIGHTS_ODDS)
        shown = board(talk.chat)
        prices = buttons(shown, ADD_LEG)
        for price in (prices[0], prices[7], prices[-1]):
            await talk.act(f"tap {price['label']}", shown["id"], ADD_LEG, payload(price))
        await talk.act("refresh the board", shown["id"], REFRESH, payload(buttons(shown, REFRESH)[0]))
        await live(talk)
        await talk.send("How am I doing?")
        await talk.reload()


async def live(talk: Recorded) -> None:
    """Change the stake, take another book, drop a leg, lock: the slip that is open."""
    await talk.act("stake", slip(talk.chat)["id"], SET_STAKE, {"stake": "25.50"})
    await talk.act("a stake that cannot be used", slip(talk.chat)["id"], SET_STAKE, {"stake": "lots"})
    menu = buttons(slip(talk.chat), SWITCH_LEG)[0]
    other = next(one["value"] for one in menu["options"] if one["value"] != menu.get("defaultValue"))
    leg = menu["onChangeAction"]["payload"]["leg"]
    assert menu["name"] == OFFER_FIELD + leg
    given = {"leg": leg, menu["name"]: other, "stake": "40"}
    await talk.act("another book", slip(talk.chat)["id"], SWITCH_LEG, given)
    last = buttons(slip(talk.chat), REMOVE_LEG)[-1]
    await talk.act("drop a leg", slip(talk.chat)["id"], REMOVE_LEG, payload(last))
    button = buttons(slip(talk.chat), LOCK)[0]
    await talk.act("lock it in", slip(talk.chat)["id"], LOCK, payload(button))
    await talk.act("lock it in twice", slip(talk.chat)["id"], LOCK, payload(button))


async def test_a_retry(database: str, tmp_path: Path) -> None:
    async with recorded("retry", database, tmp_path) as talk:
        await talk.send(SEASON_AVERAGE)
        await talk.send(TONIGHTS_ODDS)
        await talk.retry()
        await talk.reload()
