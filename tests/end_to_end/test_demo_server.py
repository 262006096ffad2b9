"""The demo, the way a user meets it: a whole running server without a key, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from professor_lock.words import ENGLISH
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for


@pytest.fixture
async def client(database: str, tmp_path: Path) -> AsyncIterator[ChatKitClient]:
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            yield client


GUIDE = [
    ("Show me tonight's NBA odds", "NBA odds", "NBA"),
    ("Show me odds for Lakers vs Warriors", "Golden State Warriors @ Los Angeles Lakers", "Warriors @ Lakers"),
    ("Build me a 3-leg parlay for tonight's NBA games", "3-leg parlay", "Your slip is up"),
    ("What's LeBron James averaging this season?", "25.7 points", "season on the card"),
    ("Search for weather in Denver", "Weather in Denver", "forecast"),
]


@pytest.mark.parametrize(("question", "card", "words"), GUIDE, ids=[row[0] for row in GUIDE])
async def test_the_guides_questions_end_in_cards_and_words(
    client: ChatKitClient, question: str, card: str, words: str
) -> None:
    chat = await client.chat().send(question)
    assert chat.error is None
    assert words in chat.text
    texts = [item["copy_text"] for item in chat.widgets]
    assert any(card in text for text in texts)
    assert all("DEMO" in text for text in texts)
    assert "(no source)" not in chat.text


async def test_a_conversation_keeps_its_thread_and_explains_itself_once(client: ChatKitClient) -> None:
    chat = await client.chat().send("Show me tonight's NBA odds")
    await chat.send("and the NFL?")
    assert chat.text.startswith("NFL")
    assert "NBA" not in chat.text
    await chat.send("give me a sure thing")
    assert "no sure thing" in chat.text
    assert [ENGLISH("demo.notice") in text for text in chat.texts] == [True, False, False]
