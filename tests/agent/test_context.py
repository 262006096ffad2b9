"""What a tool may do with `ctx.context`: widgets that live, through real runs of the agent on a running server."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from agents import RunContextWrapper, Tool, function_tool
from chatkit.agents import AgentContext
from chatkit.types import CustomTask, Workflow, WorkflowItem
from chatkit.widgets import DynamicWidgetRoot, WidgetRoot

from pp_server import ProfessorLockChatKitServer
from professor_lock.agent.context import STATE_PREFIX, ProfessorLockContext
from tests.fakes.openai_script import Call, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.own_tools import with_tools
from tests.support.quotations import without_signs
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import stored

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from chatkit.widgets import Button, Card, Text, Title

Run = RunContextWrapper[ProfessorLockContext]
Talk = Callable[..., Any]


def price_card(price: str, status: str = "Open") -> dict[str, Any]:
    """A card in which every text has an id, as ours have."""
    return {
        "type": "Card",
        "id": "card",
        "children": [
            {"type": "Title", "id": "title", "value": "Lakers"},
            {"type": "Row", "children": [{"type": "Text", "id": "price", "value": price}]},
            {"type": "Caption", "id": "status", "value": status},
        ],
    }


def dynamic(tree: dict[str, Any]) -> DynamicWidgetRoot:
    return DynamicWidgetRoot.model_validate(tree)


@pytest.fixture
def talk(database: str, tmp_path: Path) -> Talk:
    """`async with talk(tool, ..., turns=[...]) as chat`: one question is asked, and its answer read to the end."""

    @asynccontextmanager
    async def talking(*tools: Tool, turns: list[Turn] | None = None) -> AsyncIterator[tuple[Chat, OpenAIServer]]:
        turns = turns or [Turn.of(*(Call(tool.name, {}) for tool in tools)), Turn.of("Done.")]
        with (
            OpenAIServer(turns) as model,
            RunningServer(settings_for(database, tmp_path, model=model), with_tools(*tools)) as server,
        ):
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                await chat.send("Show me")
                assert chat.error is None, chat.error
                yield chat, model
                reloaded = await client.chat().load(chat.thread_id)
                assert reloaded.items == chat.items  # whatever was shown is what is stored
                assert model.strays == []

    return talking


def kinds(chat: Chat, item_id: str) -> list[str]:
    """What was sent about one item, in order."""
    about = [event for event in chat.events if item_id in (event.get("item_id"), event.get("item", {}).get("id"))]
    return [event["update"]["type"] if "update" in event else event["type"] for event in about]


def values(item: dict[str, Any]) -> list[str]:
    """The texts of a widget, in the order in which they are read."""

    def walk(node: Any) -> list[str]:
        if isinstance(node, list):
            return [text for child in node for text in walk(child)]
        if not isinstance(node, dict):
            return []
        return ([node["value"]] if "value" in node else []) + walk(node.get("children"))

    return walk(item["widget"])


async def test_a_widget_shown_and_changed_many_times_ends_as_one_item_in_its_last_state(talk):
    @function_tool
    async def ticker(ctx: Run) -> str:
        widget = dynamic(price_card("-110"))
        await ctx.context.stream_widget(widget)
        for price in range(111, 131):
            widget.children[1].children[0].value = f"-{price}"  # type: ignore[index,union-attr]
            await ctx.context.update_widget(widget)
        return "shown"

    async with talk(ticker) as (chat, _):
        (item,) = chat.widgets
        assert values(item) == ["Lakers", "-130", "Open"]
        sent = kinds(chat, item["id"])
        assert sent[0] == "thread.item.added"
        assert sent[-1] == "thread.item.done"
        assert set(sent[1:-1]) == {"widget.component.updated"}
        assert len(sent) == 22


async def test_an_update_sends_the_smallest_event_that_is_right(talk):
    @function_tool
    async def changing(ctx: Run) -> str:
        await ctx.context.stream_widget(price_card("-110", "Looking"))
        await ctx.context.update_widget(price_card("-110", "Looking"))
        await ctx.context.update_widget(price_card("-110", "Looking further"))
        await ctx.context.update_widget(price_card("-105", "Looking further"))
        await ctx.context.update_widget({"type": "Card", "children": [{"type": "Text", "value": "-105"}]})
        return "shown"

    async with talk(changing) as (chat, _):
        (item,) = chat.widgets
        assert values(item) == ["-105"]
        updates = kinds(chat, item["id"])[1:-1]
        assert updates == ["widget.streaming_text.value_delta", "widget.component.updated", "widget.root.updated"] or (
            updates == ["widget.component.updated", "widget.component.updated", "widget.root.updated"]
        )


async def test_several_widgets_live_side_by_side_in_one_tool(talk):
    @function_tool
    async def two(ctx: Run) -> str:
        first, second = dynamic(price_card("-1")), dynamic(price_card("-2"))
        await ctx.context.stream_widget(first)
        named = await ctx.context.stream_widget(second)
        first.children[1].children[0].value = "-11"  # type: ignore[index,union-attr]
        await ctx.context.update_widget(first)
        await ctx.context.update_widget(price_card("-22"), item_id=named)
        await ctx.context.update_widget(first)
        return "shown"

    async with talk(two) as (chat, _):
        assert [values(item)[1] for item in chat.widgets] == ["-11", "-22"]


async def test_tools_that_run_at_once_change_their_own_widget_and_not_the_others(talk):
    def ticking(name: str, price: str) -> Tool:
        @function_tool(name_override=name)
        async def tool(ctx: Run) -> str:
            await ctx.context.stream_widget(price_card("?"))
            for step in range(5):
                await asyncio.sleep(0.01)
                # A new object each time: it belongs to what this call has shown.
                await ctx.context.update_widget(price_card(f"{price}{step}"))
            return "shown"

        return tool

    async with talk(*(ticking(f"tool_{n}", f"-{n}0") for n in range(1, 4))) as (chat, _):
        assert [values(item)[1] for item in chat.widgets] == ["-104", "-204", "-304"]


async def test_a_tool_that_raises_leaves_its_widget_whole_and_the_model_told(talk):
    @function_tool
    async def breaking(ctx: Run) -> str:
        widget = dynamic(price_card("-110"))
        await ctx.context.stream_widget(widget)
        widget.children[2].value = "Half way"  # type: ignore[index,union-attr]
        await ctx.context.update_widget(widget)
        raise RuntimeError("the secret reason")

    async with talk(breaking) as (chat, model):
        (item,) = chat.widgets
        assert values(item)[2] == "Half way"
        assert kinds(chat, item["id"])[-1] == "thread.item.done"
        assert chat.text == "Done."
        assert "secret reason" not in str(chat.events)
        assert model.exchanges[1].request.outputs


async def test_a_generator_of_states_becomes_one_widget(talk):
    @function_tool
    async def counting(ctx: Run) -> str:
        async def states() -> AsyncGenerator[WidgetRoot, None]:
            for number in range(4):
                yield dynamic(price_card(f"-{number}"))

        await ctx.context.stream_widget(states())
        return "shown"

    async with talk(counting) as (chat, _):
        (item,) = chat.widgets
        assert values(item)[1] == "-3"


async def test_a_generator_that_breaks_leaves_its_last_state(talk):
    @function_tool
    async def breaking(ctx: Run) -> str:
        async def states() -> AsyncGenerator[WidgetRoot, None]:
            yield dynamic(price_card("-1"))
            yield dynamic(price_card("-2"))
            raise RuntimeError("no more")

        await ctx.context.stream_widget(states())
        return "shown"

    async with talk(breaking) as (chat, _):
        (item,) = chat.widgets
        assert values(item)[1] == "-2"
        assert kinds(chat, item["id"])[-1] == "thread.item.done"


async def test_the_sdks_own_classes_work_as_its_guides_show_them(talk):
    def card(price: str) -> Card:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return Card(children=[Title(value="Lakers"), Text(id="price", value=price), Button(label="Bet")])

    @function_tool
    async def classic(ctx: RunContextWrapper[AgentContext[Any]]) -> str:
        await ctx.context.stream_widget(card("-110"))
        await ctx.context.update_widget(card("-105"))  # type: ignore[attr-defined]
        return "shown"

    async with talk(classic) as (chat, _):
        (item,) = chat.widgets
        assert values(item) == ["Lakers", "-105"]
        assert item["copy_text"]


async def test_a_widget_keeps_properties_that_the_sdk_does_not_know_live_and_stored(talk):
    @function_tool
    async def future(ctx: Run) -> str:
        await ctx.context.stream_widget({"type": "Card", "glow": {"strength": 3}, "children": [{"type": "Hologram"}]})
        await ctx.context.update_widget({"type": "Card", "glow": {"strength": 4}, "children": [{"type": "Hologram"}]})
        return "shown"

    async with talk(future) as (chat, _):
        assert chat.widgets[0]["widget"]["glow"] == {"strength": 4}
        assert chat.widgets[0]["widget"]["children"][0]["type"] == "Hologram"


@pytest.mark.parametrize("wrong", [None, 7, "Card", {"children": []}, {"type": "Row"}, [], object()])
async def test_what_is_no_widget_is_the_tools_failure_and_nobody_elses(talk, wrong):
    @function_tool
    async def confused(ctx: Run) -> str:
        await ctx.context.stream_widget(price_card("-110"))
        await ctx.context.stream_widget(wrong)
        return "shown"

    async with talk(confused) as (chat, _):
        assert [values(item)[1] for item in chat.widgets] == ["-110"]
        assert chat.text == "Done."


async def test_a_widget_of_an_earlier_step_can_still_be_changed(talk):
    kept: list[str] = []

    @function_tool
    async def show(ctx: Run) -> str:
        kept.append(await ctx.context.stream_widget(price_card("-110")))
        return "shown"

    @function_tool
    async def settle(ctx: Run) -> str:
        await ctx.context.update_widget(price_card("-110", "Closed"), item_id=kept[0])
        return "closed"

    turns = [Turn.of(Call("show", {})), Turn.of(Call("settle", {})), Turn.of("Done.")]
    async with talk(show, settle, turns=turns) as (chat, _):
        (item,) = chat.widgets
        assert values(item)[2] == "Closed"
        assert kinds(chat, item["id"]) == ["thread.item.added", "thread.item.done", "thread.item.replaced"]


async def test_an_update_without_anything_shown_shows_it(talk):
    @function_tool
    async def eager(ctx: Run) -> str:
        await ctx.context.update_widget(price_card("-110"))
        return "shown"

    async with talk(eager) as (chat, _):
        assert [values(item)[1] for item in chat.widgets] == ["-110"]


async def test_the_words_for_the_model_and_the_clipboard_are_what_the_tool_gave_or_the_widgets_texts(talk):
    @function_tool
    async def told(ctx: Run) -> str:
        await ctx.context.stream_widget(price_card("-110"), copy_text="Lakers at minus one-ten")
        await ctx.context.stream_widget(price_card("-120"))
        return "shown"

    async with talk(told) as (chat, _):
        assert chat.widgets[0]["copy_text"] == "Lakers at minus one-ten"
        assert all(word in chat.widgets[1]["copy_text"] for word in ("Lakers", "-120", "Open"))


async def test_a_tool_knows_who_asks_and_what_tonight_is_to_them(database, tmp_path):
    seen: list[tuple[str, str, str | None]] = []

    @function_tool
    async def who(ctx: Run) -> str:
        run = ctx.context
        seen.append((run.user.user_id, run.user.tier, str(run.local_now().tzinfo)))
        assert run.now().utcoffset() is not None
        return "known"

    headers = {"X-User-Tier": "pro", "X-User-Timezone": "Australia/Sydney"}
    with (
        OpenAIServer([Turn.of(Call("who", {})), Turn.of("Done.")]) as model,
        RunningServer(settings_for(database, tmp_path, model=model), with_tools(who)) as server,
    ):
        async with ChatKitClient(server.url, user_id="ann", headers=headers) as client:
            await client.chat().send("Who am I?")
    assert seen == [("ann", "pro", "Australia/Sydney")]


async def test_a_tool_appended_as_the_guides_show_is_called(database, tmp_path):
    @function_tool
    async def lucky_number(ctx: Run) -> str:
        """A number of the house."""
        return "seven"

    ProfessorLockChatKitServer.professor_lock_agent.tools.append(lucky_number)
    try:
        with (
            OpenAIServer([Turn.of(Call("lucky_number", {})), Turn.of("It is seven.")]) as model,
            RunningServer(settings_for(database, tmp_path, model=model)) as server,
        ):
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                await chat.send("My lucky number?")
                thread = await client.call(requests.get_thread(chat.thread_id))
    finally:
        ProfessorLockChatKitServer.professor_lock_agent.tools.remove(lucky_number)
    assert chat.text == "It is seven."
    assert model.exchanges[1].request.outputs[-1].text.splitlines()[1] == "seven"
    assert [item["type"] for item in thread["items"]["data"]] == ["user_message", "assistant_message"]


async def test_the_sdks_workflow_helpers_work_as_its_guides_show_them_and_their_times_carry_an_offset(talk):
    @function_tool
    async def research(ctx: Run) -> str:
        context = ctx.context
        await context.start_workflow(Workflow(type="custom", tasks=[]))
        await context.add_workflow_task(CustomTask(title="Reading injuries"))
        await context.update_workflow_task(CustomTask(title="Read injuries", content="Nobody is out"), task_index=0)
        await context.end_workflow()
        return "read"

    async with talk(research) as (chat, _):
        (item,) = [item for item in chat.items if item["type"] == "workflow"]
        assert [task["title"] for task in item["workflow"]["tasks"]] == ["Read injuries"]
        assert item["workflow"]["summary"]["duration"] >= 0


async def test_a_workflow_of_an_earlier_run_can_be_taken_up_and_ended(talk):
    """What the store gives back has a time with an offset, which the SDK subtracts from one without."""

    @function_tool
    async def resume(ctx: Run) -> str:
        context = ctx.context
        await context.start_workflow(Workflow(type="custom", tasks=[CustomTask(title="Step")]))
        assert context.workflow_item is not None
        await context.store.save_item(context.thread.id, context.workflow_item, context=context.user)
        stored = await context.store.load_item(context.thread.id, context.workflow_item.id, context=context.user)
        assert isinstance(stored, WorkflowItem)
        context.workflow_item = stored
        await context.end_workflow()
        return "ended"

    async with talk(resume) as (chat, model):
        (item,) = [item for item in chat.items if item["type"] == "workflow"]
        assert item["workflow"]["summary"]["duration"] >= 0
        assert [without_signs(output.text) for output in model.exchanges[-1].request.outputs] == ["ended"]


async def test_a_workflow_that_its_tool_forgot_to_end_is_ended_before_the_words(talk):
    @function_tool
    async def forgets(ctx: Run) -> str:
        await ctx.context.start_workflow(Workflow(type="custom", tasks=[CustomTask(title="Step")]))
        raise ValueError("broken")

    async with talk(forgets) as (chat, _):
        (item,) = [item for item in chat.items if item["type"] == "workflow"]
        assert item["workflow"]["summary"] is not None
        assert item["workflow"]["expanded"] is False
        assert [item["type"] for item in chat.items] == ["user_message", "workflow", "assistant_message"]


async def test_a_card_without_text_does_not_keep_other_tools_results_from_the_next_turn(talk):
    @function_tool
    async def silent(ctx: Run) -> str:
        return ctx.context.covered("")

    @function_tool
    async def counting(ctx: Run) -> str:
        return "The bench scored 41."

    turns = [Turn.of(Call("silent", {})), Turn.of(Call("counting", {})), Turn.of("Done."), Turn.of("It was 41.")]
    async with talk(silent, counting, turns=turns) as (chat, model):
        await chat.send("And the bench?")
        assert "The bench scored 41." in str(model.requests[-1].body)


@pytest.mark.parametrize("question", ["tonight's NBA odds", "LeBron James props"])
async def test_what_the_clicks_of_a_card_need_is_stored_before_the_card(question, database, tmp_path):
    """A server killed between the two leaves no card whose prices can be tapped in vain."""
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = client.chat()
            await chat.send(question)
            assert chat.error is None
    order = [item["id"] for item in await stored(database, chat.thread_id, hidden=True)]
    kept = [item_id for item_id in order if item_id.startswith(STATE_PREFIX)]
    assert kept
    for item_id in kept:
        assert order.index(item_id) < order.index(item_id.removeprefix(STATE_PREFIX))
