"""Questions as people type them: what each asks for, and the tools that the demo calls for it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pp_tools import TOOLS
from professor_lock.demo_model.ask import Message
from professor_lock.demo_model.intents import read_asks
from professor_lock.demo_model.plan import Conversation, next_step
from professor_lock.demo_model.vocabulary import build_reader

TYPED: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("typed.toml").read_text(encoding="utf-8"))[
    "question"
]
OFFERED = {tool.name: tool.params_json_schema for tool in TOOLS}


def test_every_question_asks_for_what_was_meant() -> None:
    read = build_reader()
    wrong = []
    for question in TYPED:
        said = tuple(Message(text) for text in question["ask"])
        kinds = [ask.kind for ask in read_asks(said, read)]
        step = next_step(Conversation(said, (), replied=False, told=()), OFFERED, read)
        tools = [] if isinstance(step, str) else sorted(call.tool for call in step)
        if (kinds, tools) != (question["kinds"], question["tools"]):
            wrong.append((question["ask"], kinds, tools))
    assert not wrong


def test_a_stake_is_no_reason_to_look_for_an_open_slip() -> None:
    read = build_reader()
    step = next_step(Conversation((Message("toss a fiver on the raptors"),), (), replied=False, told=()), OFFERED, read)
    assert not isinstance(step, str)
    [call] = step
    assert (call.tool, call.arguments["stake"]) == ("build_parlay", 5)
