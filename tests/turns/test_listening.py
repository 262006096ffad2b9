"""Leaving, coming back and stopping: on running servers over sockets, two of them where it says so."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from app import services_for
from professor_lock.timings import Timings, TurnTimings
from tests.fakes.openai_script import Call, Stall, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import RESUME, ended, query, stored, turn_rows

pytestmark = pytest.mark.usefixtures("db_role")

DELTA = "assistant_message.content_part.text_delta"
WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
PATIENT = "120"
"""However slow the machine is, only a test that means to run out of time does."""
STOPPED = "Stopped before the answer was finished."


@pytest.fixture
async def model() -> AsyncIterator[OpenAIServer]:
    """A model that says sixteen words, one every 200 ms."""
    async with OpenAIServer(lambda _: Turn.of(WORDS, delay_s=0.2)) as server:
        yield server


@pytest.fixture
async def endless() -> AsyncIterator[OpenAIServer]:
    """A model that says three words and then holds the line."""
    async with OpenAIServer(lambda _: Turn.of("one two three", Stall())) as server:
        yield server


async def test_an_answer_that_nobody_comes_back_for_ends_after_the_grace_and_is_kept(database, tmp_path, endless):
    with RunningServer(settings_for(database, tmp_path, model=endless, PP_DISCONNECT_GRACE_S="0.5")) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = client.chat()
            async with chat.sending("Count") as stream:
                await stream.until_said("one two three")
                await stream.hang_up()
            left = time.monotonic()
            exchange = await endless.exchange()
            assert await exchange.ended() == "hung_up"
            assert 0.4 < time.monotonic() - left < 60
            row = await ended(database, chat.thread_id)
            page = client.chat()
            await page.load(chat.thread_id)
    assert row["outcome"] == "stopped"
    said = page.texts[0]
    assert said == "one two three"
    assert page.items[-1]["type"] == "task"
    assert page.items[-1]["task"]["title"] == STOPPED
    assert json.loads(row["usage"])["unfinished_requests"] == 1


def same_for_all(item: dict[str, Any]) -> dict[str, Any]:
    """An item without what no two turns have in common."""
    return {name: value for name, value in item.items() if name not in ("id", "thread_id", "created_at")}


async def test_a_page_that_comes_back_on_another_process_sees_every_word_once(database, tmp_path, model):
    settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)
    with RunningServer(settings) as first, RunningServer(settings) as second:
        async with ChatKitClient(first.url, user_id="ann") as here, ChatKitClient(second.url, user_id="ann") as there:
            chat = here.chat()
            async with chat.sending("Count") as stream:
                await stream.until_said("one two three")
                await stream.hang_up()
            page = await there.chat().load(chat.thread_id)
            await page.run(requests.custom_action(chat.thread_id, None, RESUME))
            undisturbed = await here.chat().send("Count again")
            reloaded = await there.chat().load(chat.thread_id)
    assert page.text == WORDS == undisturbed.text
    assert page.texts == [WORDS]
    assert page.error is None
    assert reloaded.items == page.items
    assert [same_for_all(item) for item in page.items[1:]] == [same_for_all(item) for item in undisturbed.items[1:]]
    assert len(model.exchanges) == 2


async def test_a_page_that_comes_back_on_the_same_process_sees_every_word_once(database, tmp_path, model):
    with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = client.chat()
            async with chat.sending("Count") as stream:
                await stream.until_said("one two three")
                await stream.hang_up()
            page = await client.chat().load(chat.thread_id)
            await page.run(requests.custom_action(chat.thread_id, None, RESUME))
            assert page.texts == [WORDS]
            kinds = [event["type"] for event in page.events]
            assert kinds[:2] == ["stream_options", "thread.item.added"]


async def test_coming_back_within_the_grace_again_and_again_never_ends_the_answer(database, tmp_path):
    grace = "3"
    async with OpenAIServer(lambda _: Turn.of(WORDS, delay_s=0.4)) as model:
        with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=grace)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                async with chat.sending("Count") as stream:
                    await stream.until(DELTA)
                    await stream.hang_up()
                for _ in range(3):
                    await asyncio.sleep(1.1)
                    page = await client.chat().load(chat.thread_id)
                    resume = requests.custom_action(chat.thread_id, None, RESUME)
                    async with page.streaming(resume) as stream:
                        await stream.until(DELTA)
                        await stream.hang_up()
                page = await client.chat().load(chat.thread_id)
                await page.run(requests.custom_action(chat.thread_id, None, RESUME))
    assert page.texts == [WORDS]
    assert (await turn_rows(database))[0]["outcome"] == "answered"


async def test_somebody_who_follows_on_another_process_keeps_the_answer_alive(database, tmp_path):
    async with OpenAIServer(lambda _: Turn.of(WORDS, delay_s=0.3)) as model:
        settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S="1")
        with RunningServer(settings) as first, RunningServer(settings) as second:
            async with ChatKitClient(first.url, user_id="ann") as here:
                chat = here.chat()
                async with chat.sending("Count") as stream:
                    await stream.until(DELTA)
                    await stream.hang_up()
            async with ChatKitClient(second.url, user_id="ann") as there:
                page = await there.chat().load(chat.thread_id)
                await page.run(requests.custom_action(chat.thread_id, None, RESUME))
    assert page.texts == [WORDS]


async def test_a_page_without_a_running_answer_is_told_nothing(database, tmp_path, model):
    with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = await client.chat().send("Count")
            await asyncio.sleep(0)
            page = await client.chat().load(chat.thread_id)
            before = page.items
            await page.run(requests.custom_action(chat.thread_id, None, RESUME))
            assert page.items == before
            assert page.error is None
            await _age_turns(database)
            assert [e["type"] for e in await client.events(requests.custom_action(chat.thread_id, None, RESUME))] == [
                "stream_options"
            ]


async def test_nobody_can_rejoin_somebody_elses_answer(database, tmp_path, model):
    with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann, ChatKitClient(server.url, user_id="bob") as bob:
            chat = ann.chat()
            async with chat.sending("Count") as stream:
                await stream.until(DELTA)
                with pytest.raises(HttpFailure) as refused:
                    await bob.events(requests.custom_action(chat.thread_id, None, RESUME))
                assert refused.value.status == 404
                response = await bob.http.post(f"/chatkit/threads/{chat.thread_id}/stop")
                assert response.status_code == 404
                await stream.rest()
            assert chat.text == WORDS


async def test_the_stock_clients_stop_and_a_new_question_at_once(database, tmp_path, endless):
    with RunningServer(settings_for(database, tmp_path, model=endless, PP_DISCONNECT_GRACE_S=PATIENT)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = client.chat()
            async with chat.sending("Count") as stream:
                await stream.until_said("one two three")
                await stream.hang_up()
            endless.script = [Turn.of("Fine, something else.")]
            await chat.send("Stop, something else")
            assert chat.text == "Fine, something else."
            assert await endless.exchanges[0].ended() == "hung_up"
            page = await client.chat().load(chat.thread_id)
    kinds = [item["type"] for item in page.items]
    assert kinds == ["user_message", "assistant_message", "task", "user_message", "assistant_message"]
    assert page.texts[0].startswith("one two three")
    heard = [entry.text for entry in endless.exchanges[1].request.conversation if entry.kind != "system"]
    assert any(STOPPED in text for text in heard)


async def test_stop_and_a_new_question_on_another_process(database, tmp_path, endless):
    settings = settings_for(database, tmp_path, model=endless, PP_DISCONNECT_GRACE_S=PATIENT)
    with RunningServer(settings) as first, RunningServer(settings) as second:
        async with ChatKitClient(first.url, user_id="ann") as here, ChatKitClient(second.url, user_id="ann") as there:
            chat = here.chat()
            async with chat.sending("Count") as stream:
                await stream.until_said("one two three")
                await stream.hang_up()
            page = await there.chat().load(chat.thread_id)
            async with page.streaming(requests.custom_action(chat.thread_id, None, RESUME)) as stream:
                async for event in stream:  # added, or replaced where the page had read a part of it
                    if event.get("item", {}).get("type") == "assistant_message":
                        break
                await stream.hang_up()
            endless.script = [Turn.of("Fine.")]
            await page.send("Something else")
            assert page.text == "Fine."
            page = await there.chat().load(chat.thread_id)
    assert [item["type"] for item in page.items].count("user_message") == 2
    assert page.texts[0].startswith("one two three")


async def test_an_explicit_stop_ends_the_listeners_stream_and_waits_for_nothing(database, tmp_path, endless):
    settings = settings_for(database, tmp_path, model=endless, PP_DISCONNECT_GRACE_S=PATIENT)
    with RunningServer(settings) as first, RunningServer(settings) as second:
        async with ChatKitClient(first.url, user_id="ann") as here, ChatKitClient(second.url, user_id="ann") as there:
            for stopper in (here, there):
                chat = here.chat()
                async with chat.sending("Count") as stream:
                    await stream.until_said("one two three")
                    began = time.monotonic()
                    response = await stopper.http.post(f"/chatkit/threads/{chat.thread_id}/stop")
                    assert response.json() == {"stopped": True}
                    assert time.monotonic() - began < float(PATIENT) / 4
                    await stream.rest()
                assert chat.error is None
                assert chat.items[-1]["task"]["title"] == STOPPED
                page = await here.chat().load(chat.thread_id)
                assert page.items == chat.items
                assert (await stopper.http.post(f"/chatkit/threads/{chat.thread_id}/stop")).json() == {"stopped": False}
    assert [await exchange.ended() for exchange in endless.exchanges] == ["hung_up", "hung_up"]


async def test_a_stop_during_a_tool_keeps_the_next_tool_from_starting(database, tmp_path):
    calls = Turn.of(Call("get_odds_visual", {"sport": "nba"}), Stall())
    async with OpenAIServer([calls]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S="0")) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                async with chat.sending("Odds") as stream:
                    exchange = await model.exchange()
                    await stream.until("stream_options")
                    await asyncio.sleep(0.2)
                    await stream.hang_up()
                assert await exchange.ended() == "hung_up"
                await ended(database, chat.thread_id)
                page = await client.chat().load(chat.thread_id)
    assert [item["type"] for item in page.items] == ["user_message", "task"]
    assert len(model.exchanges) == 1


async def test_the_same_message_sent_twice_at_once_is_one_message_and_one_answer(database, tmp_path, model):
    settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)
    with RunningServer(settings) as first, RunningServer(settings) as second:
        async with ChatKitClient(first.url, user_id="ann") as here, ChatKitClient(second.url, user_id="ann") as there:
            body = requests.create("Count")
            streams = await asyncio.gather(*(client.events(body) for client in (here, there, here, there)))
            created = {stream[0]["thread"]["id"] for stream in streams}
            assert len(created) == 1
            thread_id = created.pop()
            again = requests.add_user_message(thread_id, "Count more")
            streams = await asyncio.gather(*(client.events(again) for client in (here, there, here, there)))
            for stream in streams:
                done = [event["item"] for event in stream if event["type"] == "thread.item.done"]
                assert [item["type"] for item in done] == ["user_message", "assistant_message"]
                assert done[1]["content"][0]["text"] == WORDS
            page = await here.chat().load(thread_id)
    assert [item["type"] for item in page.items] == ["user_message", "assistant_message"] * 2
    assert len(model.exchanges) == 2


async def test_a_message_sent_again_after_the_connection_broke_gets_the_first_ones_answer(database, tmp_path):
    async with OpenAIServer([Turn.of("Only once.", delay_s=0.1)]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                body = requests.create("Count")
                async with client.stream(body) as stream:
                    thread_id = (await anext(stream))["thread"]["id"]
                    await stream.hang_up()
                await ended(database, thread_id)
                events = await client.events(body)
                done = [event["item"]["type"] for event in events if event["type"] == "thread.item.done"]
                assert events[0]["thread"]["id"] == thread_id
                assert done == ["user_message", "assistant_message"]
                model.script = [Turn.of("Twice.")]
                afterwards = await client.events(body)
                assert afterwards[0]["thread"]["id"] != thread_id, "it was answered: this is a new question"


async def test_a_message_sent_twice_in_a_few_seconds_is_there_once_though_it_was_answered(database, tmp_path):
    async with OpenAIServer([Turn.of("First."), Turn.of("Once."), Turn.of("Later.")]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Hello")
                again = requests.add_user_message(chat.thread_id, "Again")
                for _ in range(2):
                    done = [
                        event["item"] for event in await client.events(again) if event["type"] == "thread.item.done"
                    ]
                    assert [item["content"][0]["text"] for item in done] == ["Again", "Once."]
                await query(database, "UPDATE pp_turns SET started_at = started_at - interval '6 seconds'")
                await client.events(again)
                page = await client.chat().load(chat.thread_id)
    assert page.texts == ["First.", "Once.", "Later."]
    assert len(page.user_messages) == 3


async def test_another_message_while_somebody_listens_is_refused_in_words(database, tmp_path, model):
    settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)
    with RunningServer(settings) as first, RunningServer(settings) as second:
        async with ChatKitClient(first.url, user_id="ann") as here, ChatKitClient(second.url, user_id="ann") as there:
            model.script = lambda _: Turn.of(WORDS, delay_s=0.4)
            chat = here.chat()
            async with chat.sending("Count") as stream:
                await stream.until(DELTA)
                for client in (here, there):
                    with pytest.raises(HttpFailure) as refused:
                        await client.events(requests.add_user_message(chat.thread_id, "And now?"))
                    assert refused.value.status == 409
                    assert "still being answered" in str(refused.value.message)
                await here.http.post(f"/chatkit/threads/{chat.thread_id}/stop")
                await stream.rest()
    assert [item["type"] for item in await stored(database, chat.thread_id)].count("user_message") == 1


async def test_deleting_a_thread_ends_its_answer(database, tmp_path):
    async with OpenAIServer(lambda _: Turn.of(WORDS, delay_s=0.5)) as model:
        with RunningServer(settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                async with chat.sending("Count") as stream:
                    await stream.until(DELTA)
                    await client.call(requests.delete_thread(chat.thread_id))
                    await stream.rest()
                assert chat.error is not None
                assert not chat.error["allow_retry"]
                assert await model.exchanges[0].ended() == "hung_up"
                assert await stored(database, chat.thread_id) == []


async def test_a_quiet_stream_gives_signs_of_life(database, tmp_path):
    build = partial(services_for, timings=Timings(turns=TurnTimings(ping_s=0.5)))
    async with OpenAIServer([Turn.of("Well", Stall(4.0), "then.")]) as model:
        settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S=PATIENT)
        with RunningServer(settings, build) as first, RunningServer(settings, build) as second:
            async with (
                ChatKitClient(first.url, user_id="ann") as here,
                ChatKitClient(second.url, user_id="ann") as there,
            ):
                chat = here.chat()
                async with chat.sending("Think") as stream:
                    await stream.until(DELTA)
                    page = await there.chat().load(chat.thread_id)
                    await page.run(requests.custom_action(chat.thread_id, None, RESUME))
                    await stream.rest()
    for raw in (chat.stream, page.stream):
        assert raw is not None
        assert [text for _, text in raw.comments][:2] == ["ping", "ping"]
        assert raw.headers["cache-control"] == "no-cache, no-transform"
        assert raw.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in raw.headers


async def test_every_stream_speaks_at_least_every_15_seconds():
    from professor_lock.timings import TurnTimings

    assert TurnTimings().ping_s + 1 < 15, "the ping loop looks once a second"


async def _age_turns(database: str) -> None:
    await query(database, "UPDATE pp_turns SET finished_at = finished_at - interval '2 minutes'")
