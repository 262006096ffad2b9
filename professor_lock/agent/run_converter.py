"""Turns the model's events of one run into ChatKit events, with every number checked on its way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any

from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    NoticeEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    URLSource,
)

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.model_work import ModelWork
from professor_lock.agent.reasoning import Reasoning
from professor_lock.grounding.gate import Gate
from professor_lock.protocol.checked_message import with_extension
from professor_lock.words.sentences import sentence

FILES_LEFT_OUT = "The language model could not look at the attached files. It was asked without them."
MOST_CHARS_AT_ONCE = 400
"""Of an answer's text, judged without letting others run."""
MAX_HELD_S = 5.0
"""Seconds that a sentence with a number is held back at most, while its end has not come."""
COUNTING_HELD_S = 0.5
"""The same for a text that consists of number words so far."""
_DIGIT = re.compile(r"\d")


Say = Callable[[str, int, str], None]
"""Adds text to a message that was begun (item, part, text), for listeners: `turns.turn.Turn.say`."""


class RunConverter:
    """Turns a run's raw model events into thread events."""

    def __init__(self, context: ProfessorLockContext, work: ModelWork, say: Say | None = None) -> None:
        self.work = work
        self.reader_waits = False
        """Whether the reader has handled every event so far and waits for the next one."""
        self._context = context
        self._checking = context.checking
        self._queue = context.events
        self._say = say
        self._own_context = copy_context()
        self._ids: dict[str, str] = {}  # the model's id of a message -> ours, for the message being streamed
        self._annotations: dict[tuple[str, int], int] = {}
        self._told_of_files = False
        self._gates: dict[tuple[str, int], Gate] = {}
        self._timer: asyncio.TimerHandle | None = None
        self.produced: list[str] = []
        self._reasoning = Reasoning(context, self.produced)

    def convert(self, event: Any) -> Iterator[ThreadStreamEvent]:
        """The thread events of one model event: often none, rarely more than one."""
        kind = event.type
        if kind in ("response.output_text.delta", "response.refusal.delta"):
            yield from self._checked_delta(event)
        elif kind == "response.output_item.added":
            yield from self._item_added(event.item)
        elif kind == "response.output_item.done":
            yield from self._item_done(event.item)
        elif kind == "response.content_part.added" and event.part.type in ("output_text", "refusal"):
            yield self._update(
                event, AssistantMessageContentPartAdded(content_index=event.content_index, content=_content(event.part))
            )
        elif kind in ("response.output_text.done", "response.refusal.done"):
            text = event.text if kind == "response.output_text.done" else event.refusal
            gate = self._gate(event.item_id, event.content_index)
            yield from self._as_delta(event, self._finished(gate, text))
            content = AssistantMessageContent(text=gate.text, annotations=[])
            yield self._update(
                event, AssistantMessageContentPartDone(content_index=event.content_index, content=content)
            )
        elif kind == "response.output_text.annotation.added":
            yield from self._annotation_added(event)
        elif kind == "response.reasoning_summary_text.done":
            yield from self._reasoning.thought(event.text)
        elif kind == "professor_lock.message_withdrawn":
            self._forget(event.item_id)
            yield ThreadItemRemovedEvent(item_id=self._ids.pop(event.item_id, event.item_id))
        elif kind == "professor_lock.files_left_out" and not self._told_of_files:
            self._told_of_files = True
            yield NoticeEvent(level="info", message=sentence(FILES_LEFT_OUT, self._context.user.words))

    def close(self) -> Iterator[ThreadStreamEvent]:
        """End what is open when the run is over."""
        yield from self._reasoning.end()

    @property
    def has_number(self) -> bool:
        """Whether some text waits for the end of its sentence behind a number, which will need the facts."""
        return self._timer is not None and any(gate.has_number for gate in self._gates.values())

    def will_judge(self, event: Any) -> bool:
        """Whether a number may be judged as this event is taken in. Facts are read for one that is, never without."""
        if event.type == "response.output_text.delta":
            return _DIGIT.search(event.delta) is not None
        if event.type in ("response.output_text.done", "response.refusal.done"):
            text = event.text if event.type == "response.output_text.done" else event.refusal
            return self._has_unjudged(event.item_id, event.content_index, text)
        if event.type == "response.output_item.done" and event.item.type == "message":
            parts = enumerate(_content(part).text for part in event.item.content)
            return any(self._has_unjudged(event.item.id, index, text) for index, text in parts)
        return False

    def _has_unjudged(self, item_id: str, index: int, text: str) -> bool:
        """Whether the end of this text may still have to be judged: it was held back, or comes only now."""
        gate = self._gates.get((item_id, index))
        if gate is None:
            return _DIGIT.search(text) is not None
        return not gate.finished and (gate.will_judge or _DIGIT.search(text, len(gate.fed)) is not None)

    def stop_waiting(self) -> None:
        """Cancel the timer of a held-back sentence."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _forget(self, item_id: str) -> None:
        """Let go of a message's text that is held back: nothing of it is shown any more."""
        self.stop_waiting()
        for key in [key for key in self._gates if key[0] == item_id]:
            del self._gates[key]

    def _gate(self, item_id: str, index: int) -> Gate:
        gate = self._gates.get((item_id, index))
        if gate is None:
            gate = self._checking.gate(self._ids.get(item_id, item_id), index)
            self._gates[item_id, index] = gate
        return gate

    def tell(self, item_id: str, index: int, text: str) -> bool:
        """Pass text of a started message to `say`, past the queue; False when earlier events are not handled yet."""
        gate, ours = self._gates.get((item_id, index)), self._ids.get(item_id)
        if self._say is None or gate is None or ours is None:
            return False
        if not (self.reader_waits and self._queue.empty()):
            return False
        if len(text) > MOST_CHARS_AT_ONCE:
            return False  # it takes the way of events, which lets others run in between
        if _DIGIT.search(text) is not None and not self._checking.is_read:
            return False  # it takes the way of events, which can wait until the facts have been read
        self.work.chars += len(text)
        shown = gate.feed(text)
        if shown:
            self._say(ours, index, shown)
        self._watch(item_id, index, gate, shown)
        return True

    def _checked_delta(self, event: Any) -> Iterator[ThreadStreamEvent]:
        """The part of the text that may be shown, as an event; a timer is started for the rest."""
        gate = self._gate(event.item_id, event.content_index)
        text = gate.feed(event.delta)
        yield from self._as_delta(event, text)
        self._watch(event.item_id, event.content_index, gate, text)

    def _watch(self, item_id: str, index: int, gate: Gate, shown: str) -> None:
        """Start a timer where text is held back, and cancel it where it was shown."""
        if shown or not gate.waiting:
            self.stop_waiting()
        if gate.waiting and self._timer is None:
            self._start_clock(COUNTING_HELD_S, self._expire_counting, item_id, index, gate)

    def _start_clock(self, seconds: float, then: Callable[..., None], *given: Any) -> None:
        # In the context of the run, not that of the text's sender: the request id of the log is in it.
        self._timer = asyncio.get_running_loop().call_later(seconds, then, *given, context=self._own_context)

    def _expire_counting(self, item_id: str, index: int, gate: Gate) -> None:
        if gate.counting:
            self._expire(item_id, index, gate)
        else:
            self._start_clock(MAX_HELD_S - COUNTING_HELD_S, self._expire, item_id, index, gate)

    def _expire(self, item_id: str, index: int, gate: Gate) -> None:
        self._timer = None
        text = gate.expire()
        if text:
            delta = AssistantMessageContentPartTextDelta(content_index=index, delta=text)
            item_id = self._ids.get(item_id, item_id)
            self._queue.put_nowait(ThreadItemUpdatedEvent(item_id=item_id, update=delta))

    def _as_delta(self, event: Any, text: str) -> Iterator[ThreadStreamEvent]:
        if text:
            yield self._update(
                event, AssistantMessageContentPartTextDelta(content_index=event.content_index, delta=text)
            )

    def _finished(self, gate: Gate, text: str) -> str:
        """The rest of a part's text: held-back text, and text that only the final event has."""
        self.stop_waiting()
        if gate.finished:
            return ""
        rest = gate.feed(text[len(gate.fed) :]) if text.startswith(gate.fed) else ""
        return rest + gate.finish()

    def _check_whole(
        self, item_id: str, message: AssistantMessageItem, gates: list[Gate]
    ) -> Iterator[ThreadStreamEvent]:
        """Put the checked text into a finished message, and send text that was still held back. Fills `gates`."""
        for index, part in enumerate(message.content):
            streamed = self._gates.pop((item_id, index), None)
            gate = streamed or self._checking.gate()
            rest = self._finished(gate, part.text)
            if streamed is not None and rest:
                delta = AssistantMessageContentPartTextDelta(content_index=index, delta=rest)
                yield ThreadItemUpdatedEvent(item_id=message.id, update=delta)
            if gate.text != part.text:
                part.text = gate.text
                part.annotations = [one.model_copy(update={"index": None}) for one in part.annotations]
            gates.append(gate)

    def _item_added(self, item: Any) -> Iterator[ThreadStreamEvent]:
        if item.type == "reasoning":
            yield from self._reasoning.start()
            return
        yield from self._reasoning.end()  # also before a tool, so that its cards come after the thought in the thread
        if item.type == "message":
            # The server makes the ids: some models repeat theirs, and none guarantees that they are unique.
            ours = self._context.generate_id("message")
            self._ids[item.id] = ours
            self.produced.append(ours)
            yield ThreadItemAddedEvent(item=self._message(ours, item))

    def _item_done(self, item: Any) -> Iterator[ThreadStreamEvent]:
        if item.type != "message":
            return
        ours = self._ids.pop(item.id, None)
        if ours is None:
            yield from self._reasoning.end()
            ours = self._context.generate_id("message")
            self.produced.append(ours)
        message = self._message(ours, item)
        gates: list[Gate] = []
        yield from self._check_whole(item.id, message, gates)
        if message.content and any(part.text.strip() for part in message.content):
            extension = self._checking.verdicts(gates)
            text = "\n".join(part.text for part in message.content)
            if suggestions := self._context.next_questions.after(text, self._context.user.words):
                extension = (extension or {"left_out": 0, "numbers": []}) | {"suggestions": suggestions}
            if extension is not None:
                message = with_extension(message, extension)
            yield from self._cite(message)
            yield ThreadItemDoneEvent(item=message)
        else:
            yield ThreadItemRemovedEvent(item_id=ours)

    def _cite(self, message: AssistantMessageItem) -> Iterator[ThreadStreamEvent]:
        """Add the tools' sources to the message's annotations, beside those that the model itself cited."""
        part = message.content[-1]
        there = {one.source.url for one in part.annotations if isinstance(one.source, URLSource)}
        for source in self._context.citations.take("\n".join(one.text for one in message.content)):
            if source.url in there:
                continue
            annotation = Annotation(source=source)
            update = AssistantMessageContentPartAnnotationAdded(
                content_index=len(message.content) - 1, annotation_index=len(part.annotations), annotation=annotation
            )
            part.annotations.append(annotation)
            yield ThreadItemUpdatedEvent(item_id=message.id, update=update)

    def _message(self, item_id: str, item: Any) -> AssistantMessageItem:
        return AssistantMessageItem(
            id=item_id,
            thread_id=self._context.thread.id,
            created_at=self._context.now(),
            content=[_content(part) for part in item.content],
        )

    def _update(self, event: Any, update: Any) -> ThreadItemUpdatedEvent:
        return ThreadItemUpdatedEvent(item_id=self._ids.get(event.item_id, event.item_id), update=update)

    def _annotation_added(self, event: Any) -> Iterator[ThreadStreamEvent]:
        annotation = _annotation(event.annotation)
        if annotation is None:
            return
        key = (event.item_id, event.content_index)
        index = self._annotations.get(key, 0)
        self._annotations[key] = index + 1
        yield self._update(
            event,
            AssistantMessageContentPartAnnotationAdded(
                content_index=event.content_index, annotation_index=index, annotation=annotation
            ),
        )


def _content(part: Any) -> AssistantMessageContent:
    """A finished or empty content part; a refusal is text like any other."""
    if part.type == "refusal":
        return AssistantMessageContent(text=part.refusal, annotations=[])
    annotations = [_annotation(raw) for raw in part.annotations or []]
    return AssistantMessageContent(text=part.text, annotations=[one for one in annotations if one is not None])


def _annotation(raw: Any) -> Annotation | None:
    """A citation of a web page; None for other kinds, which name files at the provider that a user cannot open."""
    fields = raw if isinstance(raw, dict) else vars(raw)
    url, title, end = fields.get("url"), fields.get("title"), fields.get("end_index")
    if fields.get("type") != "url_citation" or not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return None
    source = URLSource(url=url, title=title if isinstance(title, str) and title else url)
    return Annotation(source=source, index=end if isinstance(end, int) else None)
