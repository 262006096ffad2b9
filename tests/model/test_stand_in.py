"""The demo model in the agents SDK's loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from agents import Agent, ModelSettings, RunConfig, Runner, RunResultStreaming, Tool, function_tool

from professor_lock.demo_model.answers import of_own_tool
from professor_lock.demo_model.plan import Asked
from professor_lock.demo_model.vocabulary import build_reader
from professor_lock.model.stand_in import LANGUAGE, DemoModel, read_conversation
from professor_lock.model.stand_in_tools import own_tool_step
from professor_lock.tool_outcomes import could_be
from professor_lock.words import LANGUAGES, Language, numbers_kept, words_of

BOARD = """\
NBA odds tonight | Source: Some feed, read Sun Nov 22, 4:12 PM EST
Utah Jazz @ Denver Nuggets, Sun Nov 22, 7:00 PM EST | moneyline: Jazz +257 Book B, Nuggets -295 Book C
Boston Celtics @ Detroit Pistons, Sun Nov 22, 9:30 PM EST | moneyline: Celtics -154 Book B, Pistons +135 Book C"""
MODEL = DemoModel(build_reader(), pause_s=0)


@function_tool
def get_odds_visual(sport: str, market_type: str = "all", team: str | None = None) -> str:
    """Odds."""
    return BOARD


@function_tool(strict_mode=False)
def build_parlay(legs: list[dict[str, Any]], stake: float = 100) -> str:
    """A parlay."""
    lines = [f"{n}. {leg['selection']} moneyline -295 | {leg['event']} | x" for n, leg in enumerate(legs, start=1)]
    return "\n".join([f"{len(legs)}-leg parlay, stake ${stake:g}", *lines, "Combined odds: +121 (2.21) | To win: $12"])


@function_tool
def lucky_number(topic: str, size: int = 3) -> str:
    """A user's own tool."""
    return f"{size} for {topic}"


def run(
    said: str | Sequence[Any],
    tools: Sequence[Tool] = (get_odds_visual, build_parlay),
    choice: str | None = None,
    language: Language = "en",
) -> RunResultStreaming:
    agent = Agent(name="Lock", instructions="Be brief.", model=MODEL, tools=list(tools))
    settings = ModelSettings(tool_choice=choice, metadata={LANGUAGE: language})
    items: Any = said if isinstance(said, str) else list(said)
    return Runner.run_streamed(agent, items, run_config=RunConfig(tracing_disabled=True, model_settings=settings))


async def answered(*args: Any, **options: Any) -> str:
    result = run(*args, **options)
    async for _ in result.stream_events():
        pass
    return str(result.final_output)


def calls(result: RunResultStreaming) -> list[tuple[str, str]]:
    return [(item.raw_item.name, item.raw_item.arguments) for item in result.new_items if item.type == "tool_call_item"]  # type: ignore[union-attr]


async def test_the_stream_is_that_of_the_responses_api() -> None:
    result = run("Show me tonight's NBA odds")
    events = [event.data async for event in result.stream_events() if event.type == "raw_response_event"]
    kinds = [event.type for event in events]
    first = [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.function_call_arguments.delta",
        "response.function_call_arguments.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert kinds[:7] == first
    assert kinds[7:11] == [*first[:3], "response.content_part.added"]
    assert kinds[-4:] == [
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    deltas = [event.delta for event in events if event.type == "response.output_text.delta"]
    assert len(deltas) > 10
    assert "".join(deltas) == result.final_output
    second = kinds.index("response.created", 1)
    for part in (events[:second], events[second:]):
        assert [event.sequence_number for event in part] == list(range(len(part)))
    assert result.context_wrapper.usage.total_tokens == 0


async def test_every_answer_has_ids_of_its_own() -> None:
    ids = set()
    for _ in range(5):
        result = run("hello")
        async for _event in result.stream_events():
            pass
        ids.add(result.raw_responses[0].output[0].id)
    assert len(ids) == 5


async def test_streamed_or_not_the_words_are_the_same() -> None:
    agent = Agent(name="Lock", instructions="Be brief.", model=MODEL, tools=[get_odds_visual])
    whole = await Runner.run(agent, "nba odds", run_config=RunConfig(tracing_disabled=True))
    assert whole.final_output == await answered("nba odds")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_that_no_model_is_configured_is_said_once_in_a_thread_of_any_language(language: Language) -> None:
    notice = numbers_kept(words_of(language)("demo.notice"))
    first = await answered("hello", language=language)
    assert notice in first
    history = [
        {"role": "user", "content": "hello"},
        {"role": "assistant", "content": first},
        {"role": "user", "content": "nba odds"},
    ]
    assert notice not in await answered(history, language=language)


async def test_a_tool_that_is_not_there_is_not_called_but_missed() -> None:
    result = run("nba odds", tools=[build_parlay])
    async for _ in result.stream_events():
        pass
    assert calls(result) == []
    assert "no tool for that" in result.final_output


async def test_no_tool_is_called_when_tools_are_switched_off() -> None:
    assert "no tool for that" in await answered("nba odds", choice="none")


async def test_a_tool_of_ones_own_is_called_by_its_name() -> None:
    said = await answered("use lucky number for the Lakers, size 7", tools=[get_odds_visual, lucky_number])
    assert said.startswith("7 for Lakers, size 7")


async def test_what_a_tool_of_ones_own_can_do_without_is_left_out() -> None:
    @function_tool
    def unit_size(bankroll: float, note: str | None = None) -> str:
        """A user's own tool, with an argument that may be left out."""
        return f"{bankroll / 100:g} a unit, {note or 'no note'}"

    assert (await answered("unit size 2000", tools=[unit_size])).startswith("20 a unit")


def test_a_tools_question_is_asked_once():
    assert of_own_tool("AMBIGUOUS: StatMuse failed. Which player is meant: Ann Roe; Bo Roe?").count("?") == 1
    assert of_own_tool(could_be("LA", ["Lakers", "Clippers"])).endswith("Which one do you mean?")


@pytest.mark.parametrize("said", ['show note "Hello there"', "Show note: Hello there!", "show note “Hello there”."])
def test_an_added_tool_is_given_the_text_without_its_quotation_marks(said):
    offered = {"show_note": {"properties": {"text": {"type": "string"}}, "required": ["text"]}}
    conversation = read_conversation([{"role": "user", "content": said}])
    steps = own_tool_step(conversation, offered)
    assert steps == [Asked("show_note", {"text": "Hello there"})]
