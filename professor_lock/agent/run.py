"""Starts a run of the agent: its hooks, its configuration, and the choice between the SDK's runner and a plain run."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from copy import copy
from functools import cache
from typing import Any, Protocol

from agents import (
    Agent,
    ModelSettings,
    RunConfig,
    RunContextWrapper,
    RunHooks,
    Runner,
    RunResultStreaming,
    Tool,
    ToolExecutionConfig,
    TResponseInputItem,
    Usage,
)
from agents.models.interface import Model
from agents.tool_context import ToolContext
from agents.tracing import set_trace_provider
from agents.tracing import setup as sdk_tracing
from agents.tracing.provider import DefaultTraceProvider
from chatkit.types import HiddenContextItem, ThreadItemDoneEvent

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.history import tool_result
from professor_lock.agent.plain_run import PlainRun, is_plain
from professor_lock.agent.quoting import filter_for_sdk, sendable_items
from professor_lock.metrics import TOOL_CALLS, TOOL_S
from professor_lock.model.reading import TellText
from professor_lock.tool_outcomes import read_no_answer
from professor_lock.turns.report import ToolCall

MAX_STEPS = 10
MAX_TOOLS_AT_ONCE = 4


class TurnHooks(RunHooks[ProfessorLockContext]):
    """Between steps: stores live widgets, stores tool results for later turns, notes the call id of a client tool."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}

    async def on_llm_start(
        self,
        context: RunContextWrapper[ProfessorLockContext],
        agent: Agent[ProfessorLockContext],
        system_prompt: str | None,
        input_items: list[TResponseInputItem],
    ) -> None:
        """Store the widgets of the step before, whose tools have ended."""
        await context.context.finish_widgets()
        # The end of the instructions has facts of this conversation: the day, the user's helpline.
        context.context.checking.take("instructions", (system_prompt or "")[-2000:], context.context.now())

    async def on_tool_start(
        self, context: RunContextWrapper[ProfessorLockContext], agent: Agent[ProfessorLockContext], tool: Tool
    ) -> None:
        """Note when the call began."""
        if isinstance(context, ToolContext):
            self._began[context.tool_call_id] = time.perf_counter()

    async def on_tool_end(
        self,
        context: RunContextWrapper[ProfessorLockContext],
        agent: Agent[ProfessorLockContext],
        tool: Tool,
        result: object,
    ) -> None:
        """Store the tool's output, unless a card of this run has the same text."""
        run = context.context
        if not isinstance(context, ToolContext):
            return
        if run.client_tool_call is not None and run.client_tool_call_id is None:
            run.client_tool_call_id = context.tool_call_id
        output = str(result)
        self._count(context, tool.name, output)
        run.next_questions.note(tool.name, output)
        run.checking.take(
            tool.name, output, run.now(), call=context.tool_call_id, arguments=context.tool_arguments or ""
        )
        if output and not run.is_covered(output):
            content = tool_result(tool.name, context.tool_arguments, output)
            item = HiddenContextItem(
                id=run.generate_id("task"), thread_id=run.thread.id, created_at=run.now(), content=content
            )
            await run.stream(ThreadItemDoneEvent(item=item))

    def _count(self, context: ToolContext[ProfessorLockContext], tool: str, output: str) -> None:
        now = time.perf_counter()
        no_answer = read_no_answer(output)
        outcome = "answered" if no_answer is None else no_answer[0].value.lower()
        call = ToolCall(tool, outcome, now - self._began.pop(context.tool_call_id, now))
        context.context.tool_calls.append(call)
        TOOL_CALLS.labels(tool, outcome).inc()
        TOOL_S.labels(tool).observe(call.seconds)


class AgentRun(Protocol):
    """A run that has been started."""

    @property
    def usage(self) -> Usage:
        """The tokens that the model has reported so far."""

    def model_events(self, tell: TellText | None = None) -> AsyncGenerator[Any, None]:
        """The model's events of all steps; between steps the tools run. Text that `tell` accepts may be left out."""

    def cancel(self) -> None:
        """Stop it; the reader of the events stops by itself."""


class SdkRun:
    """A run by the SDK's runner."""

    def __init__(self, result: RunResultStreaming) -> None:
        self._result = result

    @property
    def usage(self) -> Usage:
        """What the model has reported so far."""
        return self._result.context_wrapper.usage

    async def model_events(self, tell: TellText | None = None) -> AsyncGenerator[Any, None]:
        """The model's events of all steps. They have all of the text: the SDK's queue cannot be bypassed by `tell`."""
        async for event in self._result.stream_events():
            if event.type == "raw_response_event":
                yield event.data

    def cancel(self) -> None:
        """Stop it; the reader of the events stops by itself."""
        self._result.cancel()


def start_run(
    agent: Agent[ProfessorLockContext],
    context: ProfessorLockContext,
    input_items: list[TResponseInputItem],
    *,
    model: Model,
    model_settings: ModelSettings,
) -> AgentRun:
    """Start a run of the agent. The SDK's tracing is off, so that it sends nothing of a conversation anywhere."""
    sendable = sendable_items(context.mark, stored=bool(model_settings.store))
    if is_plain(agent):
        return PlainRun(
            agent,
            context,
            input_items,
            model=model,
            settings=model_settings,
            hooks=TurnHooks(),
            sendable=sendable,
            config=_run_config(bool(model_settings.store)),
            most_steps=MAX_STEPS,
            tools_at_once=MAX_TOOLS_AT_ONCE,
        )
    config = copy(_run_config(bool(model_settings.store)))
    config.model, config.model_settings, config.group_id = model, model_settings, context.thread.id
    config.call_model_input_filter = filter_for_sdk(sendable)
    return SdkRun(
        Runner.run_streamed(
            agent, input_items, context=context, max_turns=MAX_STEPS, hooks=TurnHooks(), run_config=config
        )
    )


def keep_sdk_traces_here() -> None:
    """Give the SDK a provider of traces without an exporter, unless the program has set one.

    No run of ours is traced by the SDK, and its own provider makes an HTTP client and a thread for OpenAI's service.
    A processor that a program adds later is told as ever.
    """
    if sdk_tracing.GLOBAL_TRACE_PROVIDER is None:
        set_trace_provider(DefaultTraceProvider())


@cache
def _run_config(stored: bool) -> RunConfig:
    """The configuration of all runs. Cached, because the SDK evaluates the annotations of all fields for each new one.

    Without `stored` the model's service cannot look thoughts up by id, so their encrypted content is requested.
    """
    return RunConfig(
        tracing_disabled=True,
        tool_not_found_behavior="return_error_to_model",
        tool_execution=ToolExecutionConfig(max_function_tool_concurrency=MAX_TOOLS_AT_ONCE),
        reasoning_item_id_policy="preserve" if stored else "omit",
    )
