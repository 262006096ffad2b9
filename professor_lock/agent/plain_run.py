"""Runs a plain agent: asks the model, calls the tools it names, and asks again until it has answered.

The SDK's runner spends time on what only other agents need: handoffs, guardrails, approvals, sessions, sandboxes,
traces, and an identity of every tool. `is_plain` recognises agents that need none of it; the others are run by the SDK
(`agent.run`). docs/decisions/0009-plain-runs.md says why there are two ways.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from functools import cache
from inspect import isawaitable
from types import FunctionType
from typing import Any

from agents import (
    Agent,
    FunctionTool,
    ItemHelpers,
    ModelBehaviorError,
    ModelSettings,
    RunConfig,
    RunContextWrapper,
    RunHooks,
    Usage,
)
from agents.exceptions import MaxTurnsExceeded
from agents.models.default_models import get_default_model_settings
from agents.models.interface import Model, ModelTracing
from agents.run_internal.prompt_cache_key import PromptCacheKeyResolver, model_settings_with_prompt_cache_key
from agents.tool import invoke_function_tool, maybe_invoke_function_tool_failure_error_function
from agents.tool_context import ToolContext

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.model.door import ModelDoor
from professor_lock.model.reading import TellText
from professor_lock.model.sdk_events import usage_of

ENDED_BADLY = frozenset({"response.failed", "response.incomplete", "response.error", "error"})

Filter = Callable[[list[Any]], list[Any]]
"""From a run's items to those that the model is sent."""


def is_plain(agent: Agent[Any]) -> bool:
    """Whether an agent has function tools and instructions, and nothing else that needs the SDK's runner."""
    return (
        agent.output_type in (None, str)
        and agent.tool_use_behavior == "run_llm_again"
        and agent.hooks is None
        and agent.prompt is None
        and not (agent.handoffs or agent.mcp_servers or agent.input_guardrails or agent.output_guardrails)
        and agent.model_settings.retry is None
        and all(_is_plain_tool(tool) for tool in agent.tools)
    )


def _is_plain_tool(tool: Any) -> bool:
    return (
        type(tool) is FunctionTool
        and tool.is_enabled is True
        and tool.needs_approval is False
        and not (tool.tool_input_guardrails or tool.tool_output_guardrails)
        and tool.output_json_schema is None
        and not tool.defer_loading
    )


class PlainRun:
    """One run of a plain agent. `sendable` makes the model's input of its items; `config` is the one that tools get."""

    def __init__(
        self,
        agent: Agent[ProfessorLockContext],
        context: ProfessorLockContext,
        items: list[Any],
        *,
        model: Model,
        settings: ModelSettings,
        hooks: RunHooks[ProfessorLockContext],
        sendable: Filter,
        config: RunConfig,
        most_steps: int,
        tools_at_once: int,
    ) -> None:
        self.usage = _usage(0, usage_of(0, 0, 0, 0))
        self._agent, self._items, self._model, self._hooks = agent, list(items), model, hooks
        self._sendable, self._config, self._most_steps = sendable, config, most_steps
        self._settings = _settings_of(agent, model, settings, context.thread.id)
        self._wrapper = RunContextWrapper(context=context, usage=self.usage)
        self._wrapper.turn_input = list(items)
        self._tools = {tool.name: tool for tool in agent.tools if isinstance(tool, FunctionTool)}
        self._gate = asyncio.Semaphore(tools_at_once)
        self._calls: list[asyncio.Task[Any]] = []

    def cancel(self) -> None:
        """Cancel the tools that are running. The reader of the events ends by itself."""
        for call in self._calls:
            call.cancel()

    async def model_events(self, tell: TellText | None = None) -> AsyncGenerator[Any, None]:
        """The model's events of all steps; between steps the tools run. Raises what the SDK's runner raises.

        Text that `tell` accepts is not among the events.
        """
        if tell is not None and isinstance(self._model, ModelDoor):
            self._model = self._model.telling(tell)
        for _ in range(self._most_steps):
            response: Any = None
            async with aclosing(self._ask()) as events:
                async for event in events:
                    yield event
                    if event.type == "response.completed":
                        response = event.response
                    elif event.type in ENDED_BADLY:
                        raise ModelBehaviorError(f"the model's answer ended with {event.type}")
            if response is None:
                raise ModelBehaviorError("Model did not produce a final response!")
            self._count(response.usage)
            calls = [item for item in response.output if item.type == "function_call"]
            if not calls:
                return
            self._items += [self._as_input(item) for item in response.output]
            self._items += await self._call_all(calls)
            if self._agent.reset_tool_choice and self._settings.tool_choice is not None:
                self._settings = replace(self._settings, tool_choice=None)
        raise MaxTurnsExceeded(f"Max turns ({self._most_steps}) exceeded")

    async def _ask(self) -> AsyncGenerator[Any, None]:
        instructions = await _instructions(self._agent, self._wrapper)
        items = self._sendable(self._items)
        await self._hooks.on_llm_start(self._wrapper, self._agent, instructions, items)
        stream: Any = self._model.stream_response(
            instructions,
            items,
            self._settings,
            self._agent.tools,
            None,
            [],
            ModelTracing.DISABLED,
            previous_response_id=None,
            conversation_id=None,
            prompt=None,
        )
        del instructions  # 5 KB, which the model's door lets go as well once the answer has begun
        async with aclosing(stream):
            async for event in stream:
                yield event

    def _count(self, used: Any) -> None:
        if used is not None:
            self.usage.add(_usage(1, used))

    def _as_input(self, item: Any) -> dict[str, Any]:
        """An item of an answer in the form in which the next step sends it."""
        made: dict[str, Any] = item.model_dump(exclude_unset=True)
        made.pop("created_by", None)
        if made.get("status") is None:
            made.pop("status", None)
        if item.type == "reasoning" and self._config.reasoning_item_id_policy == "omit":
            made.pop("id", None)
        return made

    # Tools

    async def _call_all(self, calls: list[Any]) -> list[Any]:
        """The tools' outputs in the order of the calls. An exception of a tool ends the run."""
        self._calls = [asyncio.create_task(self._call(call)) for call in calls]
        try:
            return list(await asyncio.gather(*self._calls))
        finally:
            self.cancel()
            await asyncio.gather(*self._calls, return_exceptions=True)
            self._calls = []

    async def _call(self, call: Any) -> Any:
        tool = self._tools.get(call.name)
        if tool is None:
            return ItemHelpers.tool_call_output_item(call, f"Tool '{call.name}' not found.")
        given = ToolContext.from_agent_context(
            self._wrapper, call.call_id, tool_call=call, agent=self._agent, run_config=self._config
        )
        async with self._gate:
            output = await self._invoke(tool, given, call.arguments)
            await self._hooks.on_tool_end(given, self._agent, tool, output)
        return ItemHelpers.tool_call_output_item(call, output)

    async def _invoke(self, tool: FunctionTool, given: ToolContext[Any], arguments: str) -> Any:
        await self._hooks.on_tool_start(given, self._agent, tool)
        try:
            return await invoke_function_tool(function_tool=tool, context=given, arguments=arguments)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            told = await maybe_invoke_function_tool_failure_error_function(
                function_tool=tool, context=given, error=error
            )
            if told is None:
                raise
            return told  # the cancellation came from inside the tool, not from this run


def _usage(requests: int, used: Any) -> Usage:
    """A `Usage` without the SDK's checks of its fields. Adding to it makes new details and does not change these."""
    made = object.__new__(Usage)
    made.__dict__.update(
        requests=requests,
        input_tokens=used.input_tokens,
        input_tokens_details=used.input_tokens_details,
        output_tokens=used.output_tokens,
        output_tokens_details=used.output_tokens_details,
        total_tokens=used.total_tokens,
        request_usage_entries=[],
    )
    return made


async def _instructions(agent: Agent[Any], wrapper: RunContextWrapper[Any]) -> str | None:
    """The agent's instructions. A plain function is called without the SDK's look at its signature, each time anew."""
    if isinstance(agent.instructions, FunctionType):
        made = agent.instructions(wrapper, agent)
        return str(await made if isawaitable(made) else made)
    return await agent.get_system_prompt(wrapper)


def _settings_of(agent: Agent[Any], model: Model, settings: ModelSettings, thread_id: str) -> ModelSettings:
    """The agent's settings, overridden by those of the run, as the SDK resolves them."""
    own = agent.model_settings
    # The SDK's settings for its own default model do not apply to this model.
    resolved = settings if own == _sdk_default() else own.resolve(settings)
    key = PromptCacheKeyResolver().resolve(
        resolved, model=model, conversation_id=None, session=None, group_id=thread_id
    )
    return model_settings_with_prompt_cache_key(resolved, key)


@cache
def _sdk_default() -> ModelSettings:
    """The settings of an agent that was given none. Cached, because the SDK copies them deeply each time."""
    return get_default_model_settings()
