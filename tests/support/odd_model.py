"""A server whose model misbehaves: what the user saw, what is stored, what the next turn sends, and its answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.openai_script import Api, ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, lasting_database, settings_for
from tests.support.turns import raw_items, stored

APIS: tuple[Api, ...] = ("responses", "chat_completions")
CUT_LINE = "This answer was cut off before its end."
OLD, BETTER = "The old answer.", "Better now."

Script = Sequence[Turn] | Callable[[ModelRequest], Turn]


@dataclass
class OddModel:
    """A running server and its model."""

    api: Api
    model: OpenAIServer
    server: RunningServer
    database: str

    def client(self) -> ChatKitClient:
        """A user at the server."""
        return ChatKitClient(self.server.url, user_id="ann")

    async def answers(self, name: str, script: Script, text: str, *, never: str = "never sent") -> Chat:
        """The answer is `text`, whole, for the user, in the store and in the next turn; `never` is nowhere."""
        async with self.client() as client:
            chat = client.chat()
            await self._play(chat, script)
            assert chat.error is None, (name, chat.error)
            assert chat.text == text, (name, chat.text)
            shown = [item for item in chat.items if item["type"] == "assistant_message"]
            page = await client.chat().load(chat.thread_id)
            stored_now = [item for item in page.items if item["type"] == "assistant_message"]
            assert stored_now == shown, (name, stored_now, shown)
            assert CUT_LINE not in json.dumps(page.items), name
            await self.next_turn(name, chat)
            sent = json.dumps(self.model.requests[-1].body, ensure_ascii=False)
            assert never not in sent, (name, never)
            if text:
                said = [entry.text for entry in self.model.requests[-1].conversation if entry.kind == "assistant"]
                assert sum(entry.count(text) for entry in said) == 1, (name, said)
            return chat

    async def fails(self, name: str, script: Script, words: str, *, kept: str = "", retry: bool = True) -> None:
        """The answer fails in words, what came of it is marked as cut, a retry replaces nothing, the thread lives."""
        async with self.client() as client:
            self.model.script = [Turn.of(OLD)]
            chat = await client.chat().send("First")
            before, shown = await raw_items(self.database, chat.thread_id), chat.items
            self.model.script = script
            await chat.retry()
            self._failed(name, chat, words, retry=retry)
            assert await raw_items(self.database, chat.thread_id) == before, (name, "an old answer was replaced")
            assert chat.items == shown, (name, "the old answer is shown again")
            await self._play(chat, script)
            self._failed(name, chat, words, retry=retry)
            page = await client.chat().load(chat.thread_id)
            assert page.items == chat.items, name
            assert page.texts == [OLD, *([kept] if kept else [])], (name, page.texts)
            lines = [item for item in page.items if item["type"] == "task" and item["task"]["title"] == CUT_LINE]
            assert len(lines) == bool(kept), (name, "an answer that was cut says so")
            rows = await stored(self.database, chat.thread_id, hidden=True)
            assert rows[-1]["content"]["kind"] == "interrupted", name
            await self.next_turn(name, chat)

    async def next_turn(self, name: str, chat: Chat) -> None:
        """The thread is not dead: a strict endpoint takes what the next turn sends, and it is answered."""
        self.model.script = [Turn.of(BETTER)]
        await chat.send("And now?")
        assert chat.error is None, (name, chat.error)
        assert chat.text == BETTER, name
        assert [one.refusal for one in self.model.exchanges if one.refusal] == [], name

    async def _play(self, chat: Chat, script: Script) -> None:
        self.model.script = script
        await chat.send("Tell me")

    def _failed(self, name: str, chat: Chat, words: str, *, retry: bool) -> None:
        errors = [event for event in chat.events if event["type"] == "error"]
        assert len(errors) == 1, (name, chat.events[-3:])
        assert chat.events[-1] is errors[0], name
        assert re.search(words, errors[0]["message"]), (name, errors[0]["message"])
        assert errors[0]["allow_retry"] is retry, (name, errors[0])


@contextmanager
def odd_model(api: Api, postgres: str, data_dir: Path, **variables: Any) -> Iterator[OddModel]:
    """A server with a database of its own. `query` stands behind the model's address."""
    with lasting_database(postgres) as database, OpenAIServer([]) as model:
        if query := variables.pop("query", None):
            variables["OPENAI_BASE_URL"] = f"{model.url}?{query}"
        settings = settings_for(
            database, data_dir, model=model, PP_MODEL_API=api, **({"PP_GROUNDING": "off"} | variables)
        )
        with RunningServer(settings) as server:
            yield OddModel(api, model, server, database)


def always(turn: Turn) -> Callable[[ModelRequest], Turn]:
    """The same answer to every request."""
    return lambda _: turn
