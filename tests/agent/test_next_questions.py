"""What is offered to go on with after an answer: by the tools it used, asked by one tap, none after a failure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from professor_lock.agent.next_questions import NextQuestions, Subject
from professor_lock.tool_outcomes import Outcome, could_be, no_answer, offered_instead, read_no_answer
from tests.fakes.openai_script import Call, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.recorded.recording import FROZEN_AT
from tests.support.asked_demo import asked_demo
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.running_server import RunningServer, settings_for

QUESTIONS = (
    "Show me tonight's NBA odds", "Odds for Warriors @ Lakers", "NFL odds", "premier league odds",
    "Compare books for Warriors @ Lakers", "LeBron James props", "What's LeBron James averaging this season?",
    "LeBron James points last 10 games", "nba injuries", "nba scores", "weather in Denver", "today's picks",
    "any value in the nba?", "what is the vig?", "Build me a 3-leg parlay for tonight's NBA games", "my bets",
    "my limits", "search for NBA trade news", "hello",
)  # fmt: skip
WITHOUT_A_BET = ("my limits",)
BETTING = {"build_parlay", "change_slip", "get_odds_visual", "find_value", "compare_books", "get_player_props_visual"}


@pytest.fixture
def frozen() -> Iterator[None]:
    """The demo's evening is that of one day; timers go on."""
    with time_machine.travel(FROZEN_AT, tick=False):
        yield


def offered(chat: Chat) -> list[dict[str, str]]:
    """The suggestions of the newest message."""
    message: dict[str, Any] = next(item for item in reversed(chat.items) if item["type"] == "assistant_message")
    found: list[dict[str, str]] = message.get("professor_lock", {}).get("suggestions", [])
    return found


@pytest.mark.long
@pytest.mark.usefixtures("frozen")
async def test_each_answer_of_the_demo_offers_three_questions_that_it_can_answer(database: str, tmp_path: Path) -> None:
    wrong: list[tuple[object, ...]] = []
    asked: set[str] = set()
    async with asked_demo(database, tmp_path) as demo:
        for question in QUESTIONS:
            chat = (await demo.ask(question)).chat
            chips = offered(chat)
            assert len({one["prompt"] for one in chips}) == 3, (question, chips)
            for prompt in [one["prompt"] for one in chips if one["prompt"] not in asked]:
                asked.add(prompt)
                demo.calls.clear()
                await chat.send(prompt)
                refused = [output for _, _, output in demo.calls if read_no_answer(output)]
                served = demo.calls or "What is" in prompt
                if not served or refused or "did not understand" in chat.text:
                    wrong.append((question, prompt, refused, chat.text[:200]))
                if question in WITHOUT_A_BET and BETTING & {name for name, _, _ in demo.calls}:
                    wrong.append((question, prompt, "leads to a bet"))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.usefixtures("frozen")
async def test_words_of_distress_are_followed_by_no_question(database: str, tmp_path: Path) -> None:
    async with asked_demo(database, tmp_path) as demo:
        answered = await demo.ask("I lost everything and I want to end my life")
        assert answered.care
        assert offered(answered.chat) == []


async def test_a_real_model_s_answer_offers_what_follows_from_its_tools_and_never_reads_it(
    database: str, tmp_path: Path
) -> None:
    turns = [
        Turn.of(Call("get_odds_visual", {"sport": "nba", "team": "Lakers"})),
        Turn.of("There is the board."),
        Turn.of("You are welcome."),
    ]
    with (
        OpenAIServer(turns) as model,
        RunningServer(settings_for(database, tmp_path, model=model)) as server,
    ):
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = client.chat()
            await chat.send("Lakers odds")
            labels = [one["label"] for one in offered(chat)]
            assert len(labels) == 3
            assert labels[0].startswith("Compare books for ")
            assert "Lakers" in labels[0]
            reloaded = await client.chat().load(chat.thread_id)
            assert offered(reloaded) == offered(chat)
            await chat.send("thanks")
            asked = json.dumps(model.requests[-1].body)
            assert "Compare books for" not in asked


def test_nothing_is_offered_after_failures() -> None:
    run = NextQuestions()
    run.note("get_odds_visual", no_answer(Outcome.UNAVAILABLE, "The Odds API did not answer."))
    assert run.after("I could not get that.") == []


def test_an_ambiguous_name_offers_what_it_could_be() -> None:
    run = NextQuestions()
    run.note("get_odds_visual", could_be("LA", ["Los Angeles Lakers", "LA Clippers"]))
    assert [one["prompt"] for one in run.after("Which one?")] == ["Los Angeles Lakers", "LA Clippers"]


def test_what_is_not_offered_is_followed_by_what_is() -> None:
    run = NextQuestions()
    run.note("change_slip", offered_instead("No book offers Knicks -6.5.", ["New York Knicks -5.5 at -107 (A)"]))
    assert [one["prompt"] for one in run.after("Not offered.")] == ["Add New York Knicks -5.5"]


def test_a_question_of_the_model_s_own_is_not_talked_over() -> None:
    assert NextQuestions().after("How much do you want to stake?\n\n*One thing to know.*") == []
    assert len(NextQuestions().after("Hello.")) == 3


async def test_a_choice_that_the_demo_offers_is_one_that_it_understands(database: str, tmp_path: Path) -> None:
    async with asked_demo(database, tmp_path) as demo:
        chat = demo.client.chat()
        await chat.send("kings odds")
        choices = [one["prompt"] for one in offered(chat)]
        assert len(choices) == 2
        assert all(choice in chat.text for choice in choices)
        nhl = next(choice for choice in choices if "NHL" in choice)
        await chat.send(nhl)
        assert "NHL" in chat.widgets[-1]["copy_text"]


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("Which one do you mean: Kings (NBA) or Kings (NHL)?\n\n*One thing.*", ["Kings (NBA)", "Kings (NHL)"]),
        ("Which league do you mean: NBA, NHL or NFL?", ["NBA", "NHL", "NFL"]),
        ("Which one: **Lakers**, or **Clippers**?", ["Lakers", "Clippers"]),
        ("No sé bien qué quieres: ¿valor o cuotas?", ["valor", "cuotas"]),
        ("À qui penses-tu : Kings (NBA) ou Kings (NHL) ?", ["Kings (NBA)", "Kings (NHL)"]),
        ("أيّهما تقصد: Kings (NBA) أو Kings (NHL)؟", ["Kings (NBA)", "Kings (NHL)"]),
        ("Which one do you mean: A, B, C or D?", []),
        ("Which day: tonight?", []),
        ("Do you want over or under?", []),
        (f"Which one: {'A' * 61} or B?", []),
    ],
)
def test_the_two_or_three_choices_of_a_question_are_offered(question: str, choices: list[str]) -> None:
    assert [one["prompt"] for one in NextQuestions().after(question)] == choices


def test_names_of_sources_are_harmless_and_bounded() -> None:
    run = NextQuestions()
    run.about(Subject(league="nba", game="A\u202e\n" * 400 + " vs B", short_game="A\nB" * 90))
    run.note("get_odds_visual", "NBA odds")
    for one in run.after("There."):
        assert len(one["label"]) <= 60
        assert len(one["prompt"]) <= 200
        assert not set("\u202e\n") & set(one["label"] + one["prompt"])
