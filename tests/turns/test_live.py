"""Listening on another process with a broker between: words at once, and once, whatever becomes of the broker."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

import pytest

from app import services_for
from professor_lock.timings import BrokerTimings, Timings, TurnTimings
from tests.fakes.openai_script import Stall, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient, FoldedStream
from tests.support.forked_server import ServerNursery
from tests.support.metrics import samples, total
from tests.support.nats_server import NatsServer, until
from tests.support.running_server import RunningServer, environment_for, settings_for
from tests.support.turns import RESUME, stored, turn_rows

WORDS = " ".join(f"w{letter}{other}" for letter in "abcdefgh" for other in "abcdefgh")
BROKER = BrokerTimings(timeout_s=1.0, ping_s=0.2, first_pause_s=0.05, most_pause_s=0.2)
USUAL = Timings(broker=BROKER)
NOTHING_STORED = Timings(broker=BROKER, turns=TurnTimings(renew_s=50.0, renew_followed_s=50.0))
"""A turn whose words are stored at its end: what is seen of it before came by the broker."""
SETTINGS: dict[str, Any] = {"PP_SESSION_SECRET": "s" * 48, "PP_DISCONNECT_GRACE_S": "120", "PP_GROUNDING": "off"}


@pytest.fixture
async def model():
    """A model that says 64 words, one every 100 ms."""
    async with OpenAIServer(lambda _: Turn.of(WORDS, delay_s=0.1)) as server:
        yield server


@pytest.fixture
def nats():
    with NatsServer() as server:
        yield server


class Two:
    """Two processes' servers, and a page on each."""

    def __init__(self, database, tmp_path, model, url, timings=USUAL) -> None:
        settings = settings_for(database, tmp_path, model=model, PP_BROKER_URL=url, **SETTINGS)
        self.first, self.second = (RunningServer(settings, partial(services_for, timings=timings)) for _ in "12")

    async def __aenter__(self):
        self.first.start()
        self.second.start()
        self.here = ChatKitClient(self.first.url, user_id="ann", timeout_s=120)
        self.there = ChatKitClient(self.second.url, user_id="ann", timeout_s=120)
        return self

    async def __aexit__(self, *_):
        await self.here.http.aclose()
        await self.there.http.aclose()
        self.first.stop()
        self.second.stop()

    async def connected(self) -> None:
        await until(lambda: all(server.parts.broker.state.part == "live" for server in (self.first, self.second)))


def assert_said_once(events: list[dict[str, Any]]) -> None:
    """The text as a page collects it piece by piece is the answer's beginning, announced and finished once.

    What is said between the last look and the end comes with the finished message.
    """
    text, announced = "", 0
    for event in events:
        if event["type"] == "thread.item.added" and event["item"]["type"] == "assistant_message":
            announced += 1
            text += "".join(part["text"] for part in event["item"]["content"])
        update = event.get("update", {})
        if update.get("type") == "assistant_message.content_part.added":
            text += update["content"]["text"]
        text += update.get("delta", "")
    finished = [event for event in events if event["type"] == "thread.item.done"]
    assert WORDS.startswith(text)
    assert announced == 1
    assert [event["item"]["content"][0]["text"] for event in finished] == [WORDS]


async def shows(page: Chat, stream: FoldedStream, word: str) -> None:
    """Read until the page shows a word, however it came."""
    while word not in page.text:
        await anext(stream)


async def follow(two: Two, after_some=None) -> tuple[list[dict[str, Any]], list[str], str]:
    """Ask here and follow there; `after_some` happens in the middle. The events there, the texts there and here."""
    chat = two.here.chat()
    async with chat.sending("Count") as stream:
        await stream.until_said("wab")
        page = await two.there.chat().load(chat.thread_id)
        async with page.streaming(requests.custom_action(chat.thread_id, None, RESUME)) as there:
            await there.until("assistant_message.content_part.text_delta")
            if after_some is not None:
                await after_some()
            await asyncio.gather(there.rest(), stream.rest())
    return page.events, page.texts, chat.text


@pytest.mark.usefixtures("db_role")
async def test_words_come_by_the_broker_before_the_database_has_them(database, tmp_path, model, nats):
    async with Two(database, tmp_path, model, nats.url, NOTHING_STORED) as two:
        await two.connected()
        chat = two.here.chat()
        async with chat.sending("Count") as stream:
            await stream.until_said("wab")
            page = await two.there.chat().load(chat.thread_id)
            async with page.streaming(requests.custom_action(chat.thread_id, None, RESUME)) as there:
                await there.until_said("wcc")
                (row,) = await turn_rows(database, chat.thread_id)
                assert row["state"] == "running"
                assert "wcc" not in (row["partial"] or "")
                await asyncio.gather(there.rest(), stream.rest())
        counted = samples((await two.there.http.get("/metrics")).text)
    assert page.texts == [WORDS]
    assert_said_once(page.events)
    assert total(counted, "professor_lock_followed_elsewhere_total", way="broker") >= 1
    for what in ("sent", "received"):
        assert total(counted, "professor_lock_broker_messages_total", what=what) >= 1
    deltas = [event["update"]["delta"] for event in page.events if "delta" in event.get("update", {})]
    assert "".join(deltas).endswith("whg whh"), "all of it came as it was said"
    assert page.items[-1] == chat.items[-1]


async def test_a_broker_killed_in_the_middle_costs_no_word_and_doubles_none(database, tmp_path, model, nats):
    async def kill() -> None:
        await asyncio.to_thread(nats.kill)

    async with Two(database, tmp_path, model, nats.url) as two:
        await two.connected()
        events, texts, here = await follow(two, kill)
        assert here == WORDS
        assert texts == [WORDS]
        assert_said_once(events)
        counted = samples((await two.there.http.get("/metrics")).text)
        assert total(counted, "professor_lock_followed_elsewhere_total", way="database") >= 1
        await asyncio.to_thread(nats.start)
        await two.connected()
        events, texts, _ = await follow(two)
        assert_said_once(events)


async def test_a_broker_that_hangs_slows_no_answer_and_costs_no_word(database, tmp_path, model, nats):
    async def freeze() -> None:
        nats.freeze()

    async with Two(database, tmp_path, model, nats.url) as two:
        await two.connected()
        events, texts, here = await follow(two, freeze)
        assert here == WORDS
        assert_said_once(events)
        await until(lambda: two.first.parts.broker.state.part == "away")
        nats.thaw()
        await two.connected()
    assert texts == [WORDS]


async def test_a_broker_that_was_never_there_is_said_and_the_database_is_looked_at(database, tmp_path, model):
    away = NatsServer()
    async with Two(database, tmp_path, model, away.url) as two:
        await until(lambda: two.first.parts.broker.state.part == "away")
        events, texts, _ = await follow(two)
        assert_said_once(events)
        assert texts == [WORDS]
        ready = (await two.here.http.get("/health/ready")).json()
    assert ready["broker"]["state"] == "away"


async def test_a_process_killed_under_twenty_followed_answers_leaves_each_as_it_is_stored(database, tmp_path, nats):
    """What followers were shown by the broker may be more than was stored: they end with what was, and may retry."""
    words = WORDS.split()
    script = Turn.of(" ".join(words[:12]), Stall(), delay_s=0.05)
    async with OpenAIServer(lambda _: script) as model:
        with ServerNursery(tmp_path) as nursery:
            environ = environment_for(database, tmp_path, model=model, PP_BROKER_URL=nats.url, **SETTINGS)
            first, second = nursery.start(environ), nursery.start(environ)
            async with (
                ChatKitClient(first.url, user_id="ann", timeout_s=120, strict=False) as here,
                ChatKitClient(second.url, user_id="ann", timeout_s=120) as there,
                AsyncExitStack() as stack,
            ):

                async def ask(number: int) -> tuple[Chat, FoldedStream]:
                    chat = here.chat()
                    stream = await stack.enter_async_context(chat.sending(f"Count {number}"))
                    await stream.until_said(words[2])
                    page = await there.chat().load(chat.thread_id)
                    resume = requests.custom_action(chat.thread_id, None, RESUME)
                    return page, await stack.enter_async_context(page.streaming(resume))

                pages = await asyncio.gather(*(ask(number) for number in range(20)))
                await asyncio.gather(*(shows(page, following, words[11]) for page, following in pages))
                await asyncio.to_thread(first.kill)
                await asyncio.gather(*(following.rest() for _, following in pages))
    for page, _ in pages:
        assert page.error is not None
        assert page.error["allow_retry"]
        kept = [item for item in await stored(database, page.thread_id) if item["type"] != "user_message"]
        assert [item["id"] for item in page.items_of_turn] == [item["id"] for item in kept]
        assert page.texts == [item["content"][0]["text"] for item in kept if item["type"] == "assistant_message"]
        assert WORDS.startswith(page.text)
