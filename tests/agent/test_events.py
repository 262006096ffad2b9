"""From a model's stream to what a user sees and what is kept: ids, order, thoughts, citations, client tools.

How answers fail, refuse, are stopped and are guarded is in test_turns_errors.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from agents import RunContextWrapper, StopAtTools, Tool, function_tool
from chatkit.agents import ClientToolCall

from app import services_for
from pp_server import ProfessorLockChatKitServer
from professor_lock.agent.context import ProfessorLockContext
from professor_lock.settings import Settings
from professor_lock.wiring import Services
from tests.fakes.openai_script import Call, Citation, Say, Think, Turn, say
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.own_tools import with_tools
from tests.support.running_server import RunningServer, settings_for

Run = RunContextWrapper[ProfessorLockContext]
APIS = ("responses", "chat_completions")
Talk = Callable[..., Any]


@pytest.fixture
def talk(database: str, tmp_path: Path) -> Talk:
    """`async with talk(turns, api=..., build=...) as (chat, model)`: a page on a server with this model."""

    @asynccontextmanager
    async def talking(
        *turns: Turn, api: str = "responses", build: Any = services_for, **others: Any
    ) -> AsyncIterator[tuple[Chat, OpenAIServer]]:
        with (
            OpenAIServer(list(turns)) as model,
            RunningServer(settings_for(database, tmp_path, model=model, PP_MODEL_API=api, **others), build) as server,
        ):
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                yield chat, model
                reloaded = await client.chat().load(chat.thread_id)
                assert reloaded.items == chat.items  # what was shown is what is stored
                assert model.strays == []

    return talking


def shape(chat: Chat) -> list[str]:
    """The types of what is in the thread."""
    return [item["type"] for item in chat.items]


@pytest.mark.parametrize("api", APIS)
async def test_every_message_has_an_id_of_its_own_though_models_repeat_theirs(talk, api):
    async with talk(Turn.of("One."), Turn.of("Two."), Turn.of("Three."), api=api) as (chat, _):
        for word in ("a", "b", "c"):
            await chat.send(word)
        assert chat.texts == ["One.", "Two.", "Three."]
        ids = [item["id"] for item in chat.items]
        assert len(set(ids)) == 6
        assert all(one.startswith("msg_") for one in ids)


@pytest.mark.parametrize("api", APIS)
async def test_the_same_thread_of_two_people_never_shares_an_id(talk, api):
    async with talk(Turn.of("One."), Turn.of("Two."), api=api) as (chat, _):
        other = chat.client.chat()
        await chat.send("a")
        await other.send("a again")
        assert {item["id"] for item in chat.items}.isdisjoint(item["id"] for item in other.items)


@pytest.mark.parametrize("api", APIS)
async def test_words_before_a_tool_its_card_and_the_words_after_stand_in_that_order(talk, api):
    call = Call("get_odds_visual", {"sport": "nba", "market_type": "all", "team": None})
    async with talk(Turn.of("Let me look.", call), Turn.of("There you are."), api=api) as (chat, _):
        await chat.send("Odds?")
        assert chat.error is None
        assert shape(chat) == ["user_message", "assistant_message", "widget", "assistant_message"]
        assert chat.texts == ["Let me look.", "There you are."]


@pytest.mark.parametrize("api", APIS)
async def test_the_deltas_add_up_to_the_message(talk, api):
    words = "The **Lakers** are -110 \N{BASEBALL} — Über 224.5.\n\n- one\n- two"
    async with talk(Turn.of(say(words)), api=api, PP_GROUNDING="off") as (chat, _):
        await chat.send("Odds?")
        updates = [event["update"] for event in chat.events if event["type"] == "thread.item.updated"]
        deltas = [update["delta"] for update in updates if update["type"].endswith("text_delta")]
        assert "".join(deltas) == chat.text == words


@pytest.mark.parametrize("api", APIS)
async def test_others_are_answered_while_the_numbers_of_a_long_answer_are_judged(talk, api):
    """It comes at once, as from a model that is faster than this process: four thousand numbers take half a second."""
    answered = 0

    async def ask(client: ChatKitClient) -> None:
        nonlocal answered
        while True:
            assert (await client.http.get("/health")).status_code == 200
            answered += 1

    async with talk(Turn.of(say("7\n" * 4000)), api=api) as (chat, _):
        asking = asyncio.create_task(ask(chat.client))
        async with chat.sending("Count") as stream:
            await stream.until("assistant_message.content_part.text_delta")
            before = answered
            await stream.rest()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert answered >= before + 5
        assert chat.error is None


@pytest.mark.parametrize("api", APIS)
async def test_half_a_character_does_not_cost_the_answer_or_the_next_turn(talk, api):
    broken = Turn((Say(("Good \ud83c", " luck")),))
    async with talk(broken, Turn.of("Next."), api=api) as (chat, _):
        await chat.send("Say it")
        assert chat.error is None
        assert chat.text.startswith("Good")
        assert chat.text.endswith(" luck")
        await chat.send("And?")
        assert chat.text == "Next."


async def test_a_models_thoughts_are_shown_as_thoughts_and_end_before_its_words(talk):
    async with talk(Turn.of(Think("The vig is 4.5%."), "About even.")) as (chat, _):
        await chat.send("Who wins?")
        assert shape(chat) == ["user_message", "workflow", "assistant_message"]
        workflow = chat.items[1]["workflow"]
        assert workflow["type"] == "reasoning"
        assert [task["content"] for task in workflow["tasks"]] == ["The vig is 4.5%."]
        assert workflow["summary"]["duration"] >= 0
        order = [event["item"]["type"] for event in chat.events if event["type"] == "thread.item.done"]
        assert order.index("workflow") < order.index("assistant_message")


async def test_thoughts_that_say_nothing_leave_nothing(talk):
    async with talk(Turn.of(Think(), "About even.")) as (chat, _):
        await chat.send("Who wins?")
        assert shape(chat) == ["user_message", "assistant_message"]


@pytest.mark.parametrize(
    "variables",
    [{"PP_MODEL": "gpt-4o"}, {"PP_MODEL": "gpt-5-mini"}, {"PP_MODEL": "gpt-5-mini", "PP_MODEL_STORE": "on"}],
    ids=["a model not known to reason", "thoughts come back encrypted", "thoughts are kept by the service"],
)
async def test_thoughts_in_several_steps_are_several_and_come_before_what_they_led_to(talk, variables):
    call = Call("statmuse_query", {"question": "LeBron James this season"})
    turns = (Turn.of(Think("Ask first."), call), Turn.of(Think("Then tell."), "25.7."))
    async with talk(*turns, **variables) as (chat, _):
        await chat.send("LeBron?")
        assert chat.error is None
        workflows = [item["workflow"] for item in chat.items if item["type"] == "workflow"]
        assert [task["content"] for flow in workflows for task in flow["tasks"]] == ["Ask first.", "Then tell."]
        assert shape(chat)[1:3] == ["workflow", "widget"]


async def test_citations_are_kept_as_sources_one_can_open(talk):
    citations = [Citation(0, 6, "ESPN", "https://www.espn.com/nba"), Citation(7, 10, "Bad", "javascript:alert(1)")]
    async with talk(Turn((say("Lakers won.", citations=citations),))) as (chat, _):
        await chat.send("Who won?")
        annotations = chat.items[-1]["content"][0]["annotations"]
        assert [note["source"]["url"] for note in annotations] == ["https://www.espn.com/nba"]
        assert annotations[0]["source"]["title"] == "ESPN"


@pytest.mark.parametrize("api", APIS)
async def test_a_message_without_words_is_not_left_standing(talk, api):
    call = Call("statmuse_query", {"question": "LeBron James this season"})
    async with talk(Turn((Say(("",)), call)), Turn.of("25.7."), api=api) as (chat, _):
        await chat.send("LeBron?")
        assert chat.texts == ["25.7."]


# --- client tools ---


def client_tool() -> Tool:
    @function_tool
    async def open_slip(ctx: Run, book: str) -> str:
        """Open the user's slip in their browser."""
        ctx.context.client_tool_call = ClientToolCall(name="open_slip", arguments={"book": book})
        return "opening"

    return open_slip


@asynccontextmanager
async def stopping_at_the_client_tool(settings: Settings) -> AsyncIterator[Services]:
    async with with_tools(client_tool())(settings) as parts:
        behavior = StopAtTools(stop_at_tool_names=["open_slip"])
        server = parts.server
        assert isinstance(server, ProfessorLockChatKitServer)
        server.professor_lock_agent = server.professor_lock_agent.clone(tool_use_behavior=behavior)
        yield parts


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("other_call_last", [False, True])
async def test_a_client_tool_is_asked_for_by_its_own_call_and_its_answer_goes_back_to_the_model(
    talk, api, other_call_last
):
    ours = Call("open_slip", {"book": "FanDuel"}, call_id="call_slip")
    other = Call("statmuse_query", {"question": "LeBron James this season"}, call_id="call_stats")
    calls = (ours, other) if other_call_last else (other, ours)
    async with talk(Turn.of(*calls), Turn.of("It is open."), api=api, build=stopping_at_the_client_tool) as (
        chat,
        model,
    ):
        await chat.send("Open my slip")
        assert chat.error is None
        pending = chat.items[-1]
        assert (pending["type"], pending["status"], pending["name"]) == ("client_tool_call", "pending", "open_slip")
        assert pending["arguments"] == {"book": "FanDuel"}
        assert pending["call_id"] == "call_slip"
        await chat.run(requests.add_client_tool_output(chat.thread_id, {"opened": True}))
        assert chat.error is None
        assert chat.text == "It is open."
        sent = model.exchanges[-1].request.conversation
        answers = [entry for entry in sent if entry.kind == "output" and entry.call_id == "call_slip"]
        assert len(answers) == 1
        assert "opened" in answers[0].text


async def test_a_client_tools_answer_is_taken_once(talk):
    ours = Call("open_slip", {"book": "FanDuel"})
    async with talk(Turn.of(ours), Turn.of("Open."), build=stopping_at_the_client_tool) as (chat, model):
        await chat.send("Open my slip")
        await chat.run(requests.add_client_tool_output(chat.thread_id, {"opened": True}))
        refused = await chat.client.http.post(
            "/chatkit", json=requests.add_client_tool_output(chat.thread_id, {"opened": False})
        )
        assert refused.status_code == 400
        assert len(model.exchanges) == 2
