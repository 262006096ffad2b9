"""What the README shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import manage
from pp_server import ProfessorLockChatKitServer
from professor_lock.settings import declared
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import ChatKitClient
from tests.support.running_server import RunningServer, settings_for

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


async def test_the_tool_of_the_readme_shows_its_card_and_the_card_is_stored_in_its_last_state(
    database, tmp_path, monkeypatch
):
    agent = ProfessorLockChatKitServer.professor_lock_agent
    monkeypatch.setattr(agent, "tools", [*agent.tools])
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(code, {"__name__": "readme"})

    def script(request: ModelRequest) -> Turn:
        return Turn.of(request.outputs[-1].text if request.outputs else Call("unit_size", {"bankroll": 2000}))

    async with OpenAIServer(script) as model:
        with RunningServer(settings_for(database, tmp_path, model=model)) as server:
            async with ChatKitClient(server.url, user_id="ann") as client:
                chat = client.chat()
                await chat.send("How big is my unit?")
                [card] = chat.widgets
                reloaded = await client.chat().load(chat.thread_id)
    assert "One unit is $20.00" in chat.text
    assert [child["value"] for child in card["widget"]["children"]] == ["Unit size", "One unit is $20.00"]
    assert card in reloaded.items


def test_every_command_in_the_documents_exists():
    for arguments in re.findall(r"python3? manage\.py ([a-z]+(?: --?[a-z]+(?: https?://[^\s`]+)?)*)", README + DEPLOY):
        options, rest = manage.parser().parse_known_args(arguments.split())
        assert options.command == "test" or rest == []


def test_every_setting_in_the_documents_exists():
    named = set(re.findall(r"\b(PP_[A-Z_]+|[A-Z]+_API_KEY|[A-Z]+_URL)\b", README + DEPLOY))
    assert named - {name for setting in declared() for name in setting.variables} == set()


async def test_the_six_questions_of_the_readme_are_answered_by_the_demo(database, tmp_path):
    questions = re.findall(
        r"^- (.+?)(?: \(.+\))?$", README.split("Six questions")[1].split("Or speak")[0], re.MULTILINE
    )
    assert len(questions) == 6
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            said = {}
            for question in questions:
                chat = client.chat()
                await chat.send(question)
                said[question] = (chat.text, chat.widgets)
    assert [question for question, (text, cards) in said.items() if not text or "cannot" in text] == []
    assert all(cards for question, (_, cards) in said.items() if question != "What is vig?")


def test_the_screenshot_is_small():
    assert (ROOT / "docs" / "screenshot.png").stat().st_size < 150_000


def test_the_files_the_readme_points_to_are_there():
    assert [path for path in re.findall(r"\]\(([^)#:]+)\)", README) if not (ROOT / path).exists()] == []
