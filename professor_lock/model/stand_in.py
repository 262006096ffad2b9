"""The demo model, used where no model is configured: it answers by rules, in the same agent loop as a language model.

It reads the user's text (`demo_model.intents`, by the table in `rules.toml`), calls the offered tools
(`demo_model.plan`), and writes a sentence beside their cards (`demo_model.answers`); it has no numbers of its own. It
says once per thread that it is a demo. It uses no network, and nothing but ids is random.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from agents import FunctionTool, ModelSettings, ModelTracing, Tool, TResponseInputItem, Usage
from agents.agent_output import AgentOutputSchemaBase
from agents.handoffs import Handoff
from agents.items import ModelResponse, TResponseStreamEvent
from agents.models.interface import Model
from openai.types.responses import ResponseTextDeltaEvent
from openai.types.responses.response_prompt_param import ResponsePromptParam
from typing_extensions import override

from professor_lock.demo_model.answers import language_written
from professor_lock.demo_model.ask import Message
from professor_lock.demo_model.plan import Conversation, next_step
from professor_lock.model.stand_in_events import OutputItem, call, message, new_id, stream
from professor_lock.model.stand_in_tools import own_tool_step
from professor_lock.sources.names.message import NameReader
from professor_lock.tool_outcomes import read_offers
from professor_lock.words import DEFAULT_LANGUAGE, LANGUAGES, language_of, numbers_kept, words_of

NAME = "demo"
LANGUAGE = "language"
"""The entry of a call's metadata that names the user's language."""
PAUSE_S = 0.01
"""Seconds between two words, so that an answer visibly streams."""


NOTE = "[note from the application"
NOT_THE_PERSON = (
    NOTE, "Hidden context for the agent", "The following graphical UI widget", "A message was displayed to the user",
    "The user is referring to this", "# User-provided context",
)  # fmt: skip
"""First words of messages that have the user's role but were not written by the user."""
ADDED = re.compile(r"\n\n(?:About this:\n)?(?:<quotation|\(attached file:)")
SIGN = re.compile(r'</?quotation-[a-z]{1,64}(?: source="[^"<>]{0,100}")?>')
FILE, READ_FILE_CHARS = "(attached file:", 8_000


class DemoModel(Model):
    """The demo model. `read` knows all names; `pause_s` is the time between two words, 0 in tests."""

    def __init__(self, read: NameReader, *, pause_s: float = PAUSE_S) -> None:
        self._read = read
        self._pause_s = pause_s

    @override
    async def get_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],
        model_settings: ModelSettings,
        tools: list[Tool],
        output_schema: AgentOutputSchemaBase | None,
        handoffs: list[Handoff],
        tracing: ModelTracing,
        *,
        previous_response_id: str | None,
        conversation_id: str | None,
        prompt: ResponsePromptParam | None,
    ) -> ModelResponse:
        """The answer in one piece."""
        items = self._answer(input, model_settings, tools)
        return ModelResponse(output=list(items), usage=Usage(requests=1), response_id=new_id("resp"))

    @override
    async def stream_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],
        model_settings: ModelSettings,
        tools: list[Tool],
        output_schema: AgentOutputSchemaBase | None,
        handoffs: list[Handoff],
        tracing: ModelTracing,
        *,
        previous_response_id: str | None,
        conversation_id: str | None,
        prompt: ResponsePromptParam | None,
    ) -> AsyncIterator[TResponseStreamEvent]:
        """The answer as the Responses API streams it, a word at a time."""
        for event in stream(self._answer(input, model_settings, tools), NAME):
            if self._pause_s and isinstance(event, ResponseTextDeltaEvent):
                await asyncio.sleep(self._pause_s)
            yield event

    def _answer(
        self, items: str | list[TResponseInputItem], settings: ModelSettings, tools: Sequence[Tool]
    ) -> list[OutputItem]:
        conversation = read_conversation(items)
        offered = {tool.name: tool.params_json_schema for tool in tools if isinstance(tool, FunctionTool)}
        choice = settings.tool_choice if isinstance(settings.tool_choice, str) else None
        if choice == "none":
            offered = {}
        usual = language_of((settings.metadata or {}).get(LANGUAGE, "")) or DEFAULT_LANGUAGE
        words = words_of(language_written(conversation.said[-1].text, usual) if conversation.said else usual)
        blind = conversation.files and not conversation.said[-1].attached
        if blind and not conversation.said[-1].text.strip():
            return [message(words("demo.no_eyes"))]
        own = own_tool_step(conversation, offered, words) if conversation.said else None
        step = own if own is not None else next_step(conversation, offered, self._read, chosen=choice, words=words)
        if not isinstance(step, str):
            return [call(asked.tool, asked.arguments) for asked in step]
        text = f"{words('demo.no_eyes')}\n\n{step}" if blind else step
        notices = [numbers_kept(words_of(language)("demo.notice")) for language in LANGUAGES]
        told = any(notice in before for before in conversation.told for notice in notices)
        return [message(numbers_kept(text if told else f"{text}\n\n{words('demo.notice')}"))]


def read_conversation(items: str | Sequence[TResponseInputItem]) -> Conversation:
    """The conversation from a model's input."""
    if isinstance(items, str):
        return Conversation((Message(items),), (), replied=False, told=())
    said: list[Message] = []
    steps: list[tuple[str, str]] = []
    told: list[str] = []
    names: dict[str, str] = {}
    offers: tuple[str, ...] = ()
    replied = files = False
    for item in items:
        fields: Mapping[str, Any] = dict(item)
        kind, text = fields.get("type", "message"), _text(fields.get("content"))
        if kind == "function_call":
            names[fields["call_id"]] = fields["name"]
        elif kind == "function_call_output":
            steps.append((names.get(fields["call_id"], ""), _unquoted(_text(fields.get("output")))))
        elif kind == "message" and fields.get("role") == "assistant":
            told.append(text)
            replied = True
        elif kind == "message" and text.startswith(NOT_THE_PERSON):
            offers = read_offers(_unquoted(text.partition(" answered:\n")[2])) or offers
        elif kind == "message" and fields.get("role") == "user":
            words, *rest = ADDED.split(text, maxsplit=1)
            attached = _unquoted(rest[0].partition("\n")[2]) if rest and FILE in text else ""
            said.append(Message(SIGN.sub("", words), attached[:READ_FILE_CHARS], offers))
            steps, replied, files, offers = [], False, FILE in text, ()
    return Conversation(tuple(said), tuple(steps), replied, tuple(told), files)


def _unquoted(text: str) -> str:
    """A text without the signs of a quotation."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(("<quotation", "</quotation"))).strip()


def _text(content: Any) -> str:
    """The text of a message or of a tool's output, in any form."""
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    return content if isinstance(content, str) else "" if content is None else json.dumps(content, default=str)
