"""The model that answers when none is configured: rules instead of a language model, in the same agent loop.

It reads the user's text (`demo_model.intents`), calls the tools it is offered as a model would (`demo_model.plan`), and
answers from their results alone (`demo_model.answers`): it has no other source of numbers. It is for trying the
product, and says so once a thread. No network; nothing is random but ids.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from agents import FunctionTool, ModelSettings, ModelTracing, Tool, TResponseInputItem, Usage
from agents.agent_output import AgentOutputSchemaBase
from agents.handoffs import Handoff
from agents.items import ModelResponse, TResponseStreamEvent
from agents.models.interface import Model
from openai.types.responses import ResponseTextDeltaEvent
from openai.types.responses.response_prompt_param import ResponsePromptParam
from typing_extensions import override

from professor_lock.demo_model.answers import CRISIS, NO_EYES, NOTICE, NOTICE_MARK
from professor_lock.demo_model.events import OutputItem, call, message, new_id, stream
from professor_lock.demo_model.plan import next_step, read_conversation
from professor_lock.demo_model.words import Vocabulary

__all__ = ["DemoModel", "Vocabulary"]

NAME = "demo"
PAUSE_S = 0.01
"""Between two words, so that an answer can be seen to stream."""


class DemoModel(Model):
    """The stand-in. `vocabulary` is all the names it knows; `pause_s` the time between two words, 0 in tests."""

    def __init__(self, vocabulary: Vocabulary, *, pause_s: float = PAUSE_S) -> None:
        self._vocabulary = vocabulary
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
        items = self._answer(system_instructions, input, model_settings, tools)
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
        for event in stream(self._answer(system_instructions, input, model_settings, tools), NAME):
            if self._pause_s and isinstance(event, ResponseTextDeltaEvent):
                await asyncio.sleep(self._pause_s)
            yield event

    def _answer(
        self,
        instructions: str | None,
        items: str | list[TResponseInputItem],
        settings: ModelSettings,
        tools: Sequence[Tool],
    ) -> list[OutputItem]:
        conversation = read_conversation(items)
        offered = {tool.name: tool.params_json_schema for tool in tools if isinstance(tool, FunctionTool)}
        choice = settings.tool_choice if isinstance(settings.tool_choice, str) else None
        if choice == "none":
            offered = {}
        step = next_step(conversation, offered, self._vocabulary, instructions or "", chosen=choice)
        if conversation.files and not conversation.said[-1].strip():
            step = ""  # a file without a word asks for nothing else
        if not isinstance(step, str):
            return [call(asked) for asked in step]
        if conversation.files and not step.startswith(CRISIS):
            step = f"{NO_EYES}\n\n{step}".rstrip()
        # Not to a user in trouble: it is said with the next answer.
        untold = not any(NOTICE_MARK in text for text in conversation.told) and not step.startswith(CRISIS)
        return [message(f"{step}\n\n{NOTICE}" if untold else step)]
