"""Turns a run of the agent into ChatKit events.

This replaces the SDK's `stream_agent_response`, which starts a task per event, keeps running after its reader has gone,
uses ids that some models repeat (`__fake_id__`), gives a client tool the wrong call's id, and drops the text of
refusals. One queue carries the run's events and the tools' cards, so that their order is the order in which they
happened. When the reader stops, the run is cancelled.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import Any

from agents import InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered
from agents.exceptions import ModelBehaviorError, ModelRefusalError
from chatkit.types import (
    ClientToolCallItem,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadStreamEvent,
)

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.model_work import ModelWork
from professor_lock.agent.run import AgentRun
from professor_lock.agent.run_converter import MOST_CHARS_AT_ONCE, RunConverter, Say
from professor_lock.model.failures import failure_in


async def stream_run(
    context: ProfessorLockContext, run: AgentRun, work: ModelWork, say: Say | None = None
) -> AsyncGenerator[ThreadStreamEvent, None]:
    """The events of one run in order, then updates of its slips. The run's exceptions are raised after its last event.

    Text that continues a message goes to `say` instead, when the reader has taken all events before it.
    """
    queue = context.events
    converter = RunConverter(context, work, say)
    pump = asyncio.create_task(_pump(context, run, converter))
    try:
        while True:
            converter.reader_waits = True
            event = await queue.get()
            converter.reader_waits = False
            if not hasattr(event, "type"):  # the end mark, which the pump always puts last
                break
            yield event
        await pump
        async for event in context.changed_slips():
            yield event
    finally:
        converter.reader_waits = False
        run.cancel()
        if not pump.done():
            pump.cancel()
            await asyncio.gather(pump, return_exceptions=True)
        elif not pump.cancelled():
            pump.exception()  # looked at, or asyncio would log it: a reader who has left does not hear of it


async def _pump(context: ProfessorLockContext, run: AgentRun, converter: RunConverter) -> None:
    failure: BaseException | None = None
    try:
        async with aclosing(run.model_events(converter.tell)) as events:
            async for event in events:
                failure = failure_in(event) or failure
                converter.work.note(event)
                if event.type == "response.output_item.added" and event.item.type == "message":
                    await context.end_workflow()  # a workflow that a tool left open is stored before the message
                if converter.will_judge(event):
                    await context.checking.read_ahead()
                for part in _parts(event):
                    for out in converter.convert(part):
                        await context.stream(out)
                    if part is not event:
                        await asyncio.sleep(0)
                if converter.has_number:
                    await context.checking.read_ahead()
    except ModelRefusalError:
        await _close(context, converter)  # the text of the refusal is the answer
    except (InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered):
        for item_id in converter.produced:
            await context.stream(ThreadItemRemovedEvent(item_id=item_id))
        raise
    except ModelBehaviorError as error:
        raise error if failure is None else failure from error
    else:
        await _close(context, converter)
    finally:
        converter.stop_waiting()
        context.complete()


def _parts(event: Any) -> Iterator[Any]:
    """An event, in several where it brings much text at once: judging a thousand numbers takes a tenth of a second, in
    which nobody else would be answered."""
    if event.type != "response.output_text.delta" or len(event.delta) <= MOST_CHARS_AT_ONCE:
        yield event
        return
    for start in range(0, len(event.delta), MOST_CHARS_AT_ONCE):
        yield event.model_copy(update={"delta": event.delta[start : start + MOST_CHARS_AT_ONCE]})


async def _close(context: ProfessorLockContext, converter: RunConverter) -> None:
    """End open items and workflows of a run that is over."""
    for out in converter.close():
        await context.stream(out)
    await context.end_workflow()
    await context.finish_widgets()
    if context.client_tool_call is not None:
        await context.stream(ThreadItemDoneEvent(item=_client_tool_call(context)))


def _client_tool_call(context: ProfessorLockContext) -> ClientToolCallItem:
    call = context.client_tool_call
    assert call is not None
    return ClientToolCallItem(
        id=context.generate_id("tool_call"),
        thread_id=context.thread.id,
        created_at=context.now(),
        name=call.name,
        arguments=call.arguments,
        # The hook on the tool's end noted the call's id; without it the call gets a new id.
        call_id=context.client_tool_call_id or context.generate_id("tool_call"),
    )
