"""The main job on a language model that speaks the real protocols: the guides' questions, end to end, over sockets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.betting_script import GUIDE_QUESTIONS, betting_script
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for


@pytest.mark.parametrize("api", ["responses", "chat_completions"])
async def test_the_guides_questions_are_answered_in_one_thread_that_reloads_as_it_was(
    api: str, database: str, tmp_path: Path
) -> None:
    async with OpenAIServer(betting_script()) as model:
        with RunningServer(settings_for(database, tmp_path, model=model, PP_MODEL_API=api)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                for question in GUIDE_QUESTIONS:
                    await chat.send(question)
                    assert chat.error is None
                    assert chat.widgets
                    assert chat.text.startswith("Here is what I found: ")
                reloaded = await client.chat().load(chat.thread_id)
    assert reloaded.items == chat.items
    assert [exchange.refusal for exchange in model.exchanges if exchange.refusal] == []
    assert model.strays == []
