"""The workflow that shows a model's thoughts: one item holds thoughts that follow one another directly."""

from __future__ import annotations

from collections.abc import Iterator

from chatkit.types import (
    DurationSummary,
    ThoughtTask,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    Workflow,
    WorkflowItem,
    WorkflowTaskAdded,
)

from professor_lock.agent.context import ProfessorLockContext


class Reasoning:
    """The thoughts of one run, as events. `started` gets the id of every item that is begun."""

    def __init__(self, context: ProfessorLockContext, started: list[str]) -> None:
        self._context = context
        self._started = started
        self._item: WorkflowItem | None = None

    def start(self) -> Iterator[ThreadStreamEvent]:
        """Begin the workflow, unless one is open."""
        if self._item is None:
            self._item = WorkflowItem(
                id=self._context.generate_id("workflow"),
                thread_id=self._context.thread.id,
                created_at=self._context.now(),
                workflow=Workflow(type="reasoning", tasks=[]),
            )
            self._started.append(self._item.id)
            yield ThreadItemAddedEvent(item=self._item)

    def thought(self, text: str) -> Iterator[ThreadStreamEvent]:
        """Add one thought to the open workflow; none where no workflow is open."""
        if self._item is None:
            return
        task = ThoughtTask(content=text)
        self._item.workflow.tasks.append(task)
        added = WorkflowTaskAdded(task=task, task_index=len(self._item.workflow.tasks) - 1)
        yield ThreadItemUpdatedEvent(item_id=self._item.id, update=added)

    def end(self) -> Iterator[ThreadStreamEvent]:
        """Finish the open workflow with its duration in whole seconds; one without thoughts is removed."""
        item, self._item = self._item, None
        if item is None:
            return
        if not item.workflow.tasks:  # the model sent no text of its thoughts: there is nothing to show
            yield ThreadItemRemovedEvent(item_id=item.id)
            return
        seconds = int((self._context.now() - item.created_at).total_seconds())
        item.workflow.summary = DurationSummary(duration=seconds)
        yield ThreadItemDoneEvent(item=item)
