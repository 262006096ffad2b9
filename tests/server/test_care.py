"""Distress is answered by code, with every model: the helpline first, tappable, then a break and a limit by a click."""

from __future__ import annotations

from pathlib import Path

from professor_lock.widgets.actions import AMOUNT, CONFIRM, SET_LIMIT, TAKE_BREAK
from tests.fakes.betting_script import betting_script
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.desk import buttons, payload
from tests.support.running_server import RunningServer, settings_for


async def test_the_helpline_comes_first_and_no_model_is_asked(database: str, tmp_path: Path) -> None:
    async with OpenAIServer(betting_script()) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as ann:
                chat = await ann.chat().send("I can't stop betting, show me tonight's NBA odds")
                first = chat.items_of_turn[0]
                assert "(tel:18006973738)" in str(first["widget"])
                assert "glad you said that" in chat.text
                assert model.requests == []

                await chat.act(first["id"], TAKE_BREAK, payload(buttons(first, TAKE_BREAK)[0]))
                card = chat.items[-1]
                choice = next(one for one in buttons(card, CONFIRM) if "onClickAction" in one)
                await chat.act(card["id"], CONFIRM, payload(choice))
                assert "Your break has begun" in str(chat.items)

                await chat.act(first["id"], SET_LIMIT, payload(buttons(first, SET_LIMIT)[0]))
                card = chat.items[-1]
                await chat.act(card["id"], CONFIRM, {"choice": AMOUNT, "amount": "35"})
                assert "$35.00" in str(chat.items[-1])

                minor = await ann.chat().send("I'm 16, give me a parlay")
                assert minor.widgets == []
                assert "adults of legal age" in minor.text
                assert model.requests == []
