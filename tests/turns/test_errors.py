"""However an answer fails, it fails once, in words, with a reference that is in the log, and the next one works."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from agents import (
    Agent,
    GuardrailFunctionOutput,
    InputGuardrail,
    OutputGuardrail,
    RunContextWrapper,
    function_tool,
)

from pp_server import professor_lock_agent
from tests.fakes.openai_script import (
    OUT_OF_QUOTA,
    RATE_LIMITED,
    SERVER_ERROR,
    UNAUTHORIZED,
    Call,
    Cut,
    Fail,
    Hold,
    HttpError,
    Incomplete,
    ModelRequest,
    Refuse,
    Stall,
    Turn,
)
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import ended, raw_items, stored

SAID = "The Lakers are at home"
ODDS = Call("get_odds_visual", {"sport": "nba"})


@dataclass(frozen=True)
class Failure:
    """A model that fails, and what a person must be told. `kept`: words of the answer that must stay in the thread."""

    name: str
    script: list[Turn] | Callable[[ModelRequest], Turn]
    words: str
    retry: bool
    kept: str = ""
    variables: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.name


def always(*parts: Any, **options: Any) -> Callable[[ModelRequest], Turn]:
    return lambda _: Turn.of(*parts, **options)


QUICK = (("PP_MODEL_TIMEOUT_S", "1"),)
FAILURES = [
    Failure("a wrong key", always(UNAUTHORIZED), "refused this server's key", retry=False),
    Failure("rate limit", always(replace(RATE_LIMITED, retry_after_s=0.01)), "busy", retry=True),
    Failure("no quota left", always(replace(OUT_OF_QUOTA, retry_after_s=0.01)), "used up", retry=False),
    Failure("server error", always(replace(SERVER_ERROR, retry_after_s=0.01)), "cannot be reached", retry=True),
    Failure("bad gateway", always(HttpError(502, None, "x", retry_after_s=0.01)), "cannot be reached", retry=True),
    Failure("unknown model", always(HttpError(404, "model_not_found", "No such model")), "did not accept", retry=False),
    Failure("too long a prompt", always(HttpError(400, "context_length_exceeded", "x")), "did not accept", retry=False),
    Failure("no answer at all", always(Hold()), "too long", retry=True, variables=QUICK),
    Failure("stalled in the middle", always(SAID, Stall()), "too long", retry=True, kept=SAID, variables=QUICK),
    Failure("connection cut", always(SAID, Cut()), "broke off|cannot be reached", retry=True, kept=SAID),
    Failure("failed in a good stream", always(SAID, Fail()), "broke off", retry=True, kept=SAID),
    Failure("failed with notice", always(SAID, Fail(announce=True)), "broke off", retry=True, kept=SAID),
    Failure("failed at once", always(Fail("rate_limit_exceeded")), "busy|broke off", retry=True),
    Failure("cut short by length", always(SAID, Incomplete()), "too long to finish", retry=True, kept=SAID),
    Failure(
        "cut short by a filter", always(SAID, Incomplete("content_filter")), "cannot answer", retry=True, kept=SAID
    ),
    # A small card: ten boards are more than a page of a thread holds.
    Failure("endless steps", always(Call("my_limits", {})), "more steps", retry=True),
]


@pytest.mark.parametrize("failure", FAILURES, ids=str)
async def test_a_failure_is_one_error_in_words_and_the_next_turn_works(database, tmp_path, failure):
    async with OpenAIServer(failure.script) as model:
        settings = settings_for(database, tmp_path, model=model, **dict(failure.variables))
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Tell me")
                assert_failed(chat, server, failure.words, retry=failure.retry)
                await assert_kept(database, chat, failure.kept)
                await assert_next_turn_works(chat, model)


def assert_failed(chat: Chat, server: RunningServer, words: str, *, retry: bool) -> None:
    errors = [event for event in chat.events if event["type"] == "error"]
    assert len(errors) == 1, errors
    assert chat.events[-1] is errors[0]
    assert re.search(words, errors[0]["message"]), errors[0]["message"]
    assert errors[0]["allow_retry"] is retry
    assert errors[0]["code"] == "custom"
    reference = re.search(r"\(reference (\w{12})\)$", errors[0]["message"])
    assert reference, errors[0]["message"]
    lines = [one for one in server.log if one.get("reference") == reference[1] and one["message"] != "turn"]
    assert len(lines) == 1
    assert ("exception" in lines[0]) == (lines[0]["level"] == "error"), (
        "a bug of ours is told in full, a failure is not"
    )


async def assert_kept(database: str, chat: Chat, words: str) -> None:
    """The thread keeps the message and what was said, and shows the same after a reload."""
    page = await chat.client.chat().load(chat.thread_id)
    assert page.items == chat.items
    assert page.items[0]["type"] == "user_message"
    assert "\n".join(page.texts) == words
    kept = await stored(database, chat.thread_id, hidden=True)
    assert kept[-1]["content"]["kind"] == "interrupted"


async def assert_next_turn_works(chat: Chat, model: OpenAIServer) -> None:
    """Strict as the real service: half tool calls, double ids and wrong parts would be refused."""
    model.script = [Turn.of(ODDS), Turn.of("Better now.")]
    await chat.send("And now?")
    assert chat.error is None
    assert chat.text == "Better now."
    assert [exchange.refusal for exchange in model.exchanges] == [None] * len(model.exchanges)


async def test_a_refusal_is_words_like_any_other(database, tmp_path):
    async with OpenAIServer([Turn.of(Refuse("I can't help with that."))]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Fix a match")
                assert chat.text == "I can't help with that."
                assert chat.error is None
                assert (await client.chat().load(chat.thread_id)).items == chat.items
                await assert_next_turn_works(chat, model)


async def test_an_invented_tool_is_answered_to_the_model_and_the_turn_goes_on(database, tmp_path):
    script = [Turn.of(Call("place_bet", {"stake": 500})), Turn.of("I cannot place bets.")]
    async with OpenAIServer(script) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Bet")
                assert (chat.text, chat.error) == ("I cannot place bets.", None)
                assert "place_bet" in model.requests[1].outputs[0].text
                await assert_next_turn_works(chat, model)


async def test_arguments_that_are_no_json_are_answered_to_the_model(database, tmp_path):
    script = [Turn.of(Call("get_odds_visual", '{"sport": ')), Turn.of("Which sport?")]
    async with OpenAIServer(script) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Odds")
                assert (chat.text, chat.error) == ("Which sport?", None)
                await assert_next_turn_works(chat, model)


async def test_a_tool_call_that_was_cut_off_never_reaches_the_model_again(database, tmp_path):
    half = Turn.of("Let me look. ", Call("get_odds_visual", {"sport": "nba"}), Stall())
    async with OpenAIServer([half]) as model:
        settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S="0")
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                async with chat.sending("Odds") as stream:
                    await stream.until("assistant_message.content_part.text_delta")
                    await asyncio.sleep(0.3)
                    await stream.hang_up()
                await assert_next_turn_works(chat, model)
                calls = [entry for entry in model.requests[1].conversation if entry.kind in ("call", "output")]
                assert calls == []


# Tools and guardrails of one's own: the agent is changed for the length of a test.


@contextmanager
def changed(agent: Agent[Any], **fields: Any) -> Iterator[None]:
    before = {name: getattr(agent, name) for name in fields}
    for name, value in fields.items():
        setattr(agent, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(agent, name, value)


async def test_a_tool_that_takes_too_long_is_named_to_the_model_and_the_turn_goes_on(database, tmp_path):
    started = []

    @function_tool(timeout=0.3)
    async def slow_source() -> str:
        """Takes for ever."""
        started.append(1)
        await asyncio.sleep(60)
        return "never"

    script = [Turn.of(Call("slow_source", {})), Turn.of("The source did not answer.")]
    async with OpenAIServer(script) as model:
        with (
            changed(professor_lock_agent, tools=[*professor_lock_agent.tools, slow_source]),
            RunningServer(settings_for(database, tmp_path, model=model)) as server,
        ):
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Ask")
                assert (chat.text, chat.error) == ("The source did not answer.", None)
                assert "timed out" in model.requests[1].outputs[0].text
                await assert_next_turn_works(chat, model)
    assert started == [1]


async def test_a_tool_that_raises_its_timeout_ends_the_turn_in_words(database, tmp_path):
    @function_tool(timeout=0.3, timeout_behavior="raise_exception")
    async def slow_source() -> str:
        """Takes for ever."""
        await asyncio.sleep(60)
        return "never"

    async with OpenAIServer([Turn.of(SAID, Call("slow_source", {}))]) as model:
        with (
            changed(professor_lock_agent, tools=[*professor_lock_agent.tools, slow_source]),
            RunningServer(settings_for(database, tmp_path, model=model)) as server,
        ):
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("Ask")
                assert_failed(chat, server, "took too long", retry=True)
                await assert_kept(database, chat, SAID)
                await assert_next_turn_works(chat, model)


async def test_a_stop_while_a_tool_runs_cancels_it_and_the_next_never_starts(database, tmp_path):
    log: list[str] = []
    started = threading.Event()

    @function_tool
    async def first_tool() -> str:
        """Waits."""
        log.append("first started")
        started.set()
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            log.append("first cancelled")
            raise
        return "done"

    @function_tool
    async def second_tool() -> str:
        """Never."""
        log.append("second started")
        return "done"

    script = [Turn.of(Call("first_tool", {})), Turn.of(Call("second_tool", {}))]
    async with OpenAIServer(script) as model:
        with (
            changed(professor_lock_agent, tools=[first_tool, second_tool]),
            RunningServer(settings_for(database, tmp_path, model=model)) as server,
        ):
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                async with chat.sending("Go") as stream:
                    await stream.until("stream_options")
                    await asyncio.to_thread(started.wait)
                    response = await client.http.post(f"/chatkit/threads/{chat.thread_id}/stop")
                    assert response.json() == {"stopped": True}
                    await stream.rest()
    assert log == ["first started", "first cancelled"]
    assert len(model.exchanges) == 1


async def _trip(*_: Any) -> GuardrailFunctionOutput:
    return GuardrailFunctionOutput(output_info=None, tripwire_triggered=True)


@pytest.mark.parametrize("where", ["input", "output"])
async def test_a_guardrail_that_trips_takes_back_what_was_shown(database, tmp_path, where):
    guardrail: Any = InputGuardrail(_trip) if where == "input" else OutputGuardrail(_trip)
    async with OpenAIServer([Turn.of("Sure thing, a lock!")]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                with changed(professor_lock_agent, **{f"{where}_guardrails": [guardrail]}):
                    chat = await client.chat().send("A sure win, please")
                assert_failed(chat, server, "cannot answer that", retry=False)
                await assert_kept(database, chat, "")
                await assert_next_turn_works(chat, model)


async def test_a_bug_of_ours_is_an_error_without_its_details(database, tmp_path):
    async def broken(context: RunContextWrapper[Any], agent: Agent[Any]) -> str:
        raise RuntimeError("secret detail")

    async with OpenAIServer([]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                with changed(professor_lock_agent, instructions=broken):
                    chat = await client.chat().send("Hi")
                assert_failed(chat, server, "Something went wrong on our side", retry=True)
                assert "secret detail" not in str(chat.events)
                await assert_next_turn_works(chat, model)


# Retries


async def test_a_retry_that_fails_leaves_the_thread_byte_for_byte_as_it_was(database, tmp_path):

    async with OpenAIServer([Turn.of(ODDS), Turn.of("First answer."), Turn.of("Second answer.")]) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("One")
                await chat.send("Two")
                before, shown = await raw_items(database, chat.thread_id), chat.items
                for script in (always("New words", Fail()), always(UNAUTHORIZED), always(ODDS)):
                    model.script = script
                    await chat.retry(chat.user_messages[0]["id"])
                    assert chat.error is not None
                    assert await raw_items(database, chat.thread_id) == before
                    assert chat.items == shown, "the old answer is shown again"
                model.script = [Turn.of("A better answer.")]
                await chat.retry(chat.user_messages[0]["id"])
                page = await client.chat().load(chat.thread_id)
    assert page.items == chat.items
    assert page.texts == ["A better answer."]
    assert [item["type"] for item in page.items] == ["user_message", "assistant_message"]


async def test_a_retry_that_is_left_or_stopped_leaves_the_thread_as_it_was(database, tmp_path):

    async with OpenAIServer([Turn.of("Old answer.")]) as model:
        settings = settings_for(database, tmp_path, model=model, PP_DISCONNECT_GRACE_S="0.3")
        with RunningServer(settings) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = await client.chat().send("One")
                before = await raw_items(database, chat.thread_id)
                model.script = always("New words that take a while", delay_s=0.3)
                from tests.support import chatkit_requests as requests

                async with chat.streaming(requests.retry_after_item(chat.thread_id, before[0][1])) as stream:
                    await stream.until("assistant_message.content_part.text_delta")
                    await stream.hang_up()
                await ended(database, chat.thread_id)
                assert await raw_items(database, chat.thread_id) == before
