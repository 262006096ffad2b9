"""A turn's fold of its events, held to the page's own: whoever is caught up shows what was there all along."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    HiddenContextItem,
    ThoughtTask,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    URLSource,
    WidgetItem,
    Workflow,
    WorkflowItem,
    WorkflowTaskAdded,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from professor_lock.protocol.widget_diff import diff_widget_trees, dynamic_root
from professor_lock.protocol.wire import frame
from professor_lock.turns.transcript import Transcript, catch_up
from tests.support.chatkit_state import ChatState

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WORDS = st.text(alphabet='ab é😀\n"\\', min_size=1, max_size=6)


def message(item_id: str, *texts: str) -> AssistantMessageItem:
    content = [AssistantMessageContent(text=text) for text in texts]
    return AssistantMessageItem(id=item_id, thread_id="t", created_at=NOW, content=content)


def tree(title: str, rows: Sequence[str]) -> dict[str, Any]:
    children = [{"type": "Text", "id": f"row{place}", "value": text} for place, text in enumerate(rows)]
    return {"type": "Card", "id": "card", "border": title, "children": children}


def widget(item_id: str, state: dict[str, Any]) -> WidgetItem:
    return WidgetItem(id=item_id, thread_id="t", created_at=NOW, widget=dynamic_root(state))


@st.composite
def message_events(draw: st.DrawFn, item_id: str) -> list[ThreadStreamEvent]:
    """A message as a model streams it: parts, deltas, annotations, perhaps cut off anywhere."""

    def update(change: Any) -> ThreadItemUpdatedEvent:
        return ThreadItemUpdatedEvent(item_id=item_id, update=change)

    events: list[ThreadStreamEvent] = [ThreadItemAddedEvent(item=message(item_id))]
    full: list[AssistantMessageContent] = []
    for index in range(draw(st.integers(0, 2))):
        if draw(st.booleans()):
            events.append(update(AssistantMessageContentPartAdded(content_index=index, content=part(""))))
        text, notes = "", []
        for _ in range(draw(st.integers(1, 3))):
            delta = draw(WORDS)
            text += delta
            events.append(update(AssistantMessageContentPartTextDelta(content_index=index, delta=delta)))
        for place in range(draw(st.integers(0, 2))):
            note = Annotation(source=URLSource(url=f"https://a.test/{place}", title="A"), index=place)
            notes.append(note)
            added = AssistantMessageContentPartAnnotationAdded(
                content_index=index, annotation_index=place, annotation=note
            )
            events.append(update(added))
        full.append(AssistantMessageContent(text=text, annotations=notes))
        if draw(st.booleans()):
            events.append(update(AssistantMessageContentPartDone(content_index=index, content=part(text))))
    done = message(item_id)
    done.content = full
    end: list[ThreadStreamEvent] = [ThreadItemDoneEvent(item=done), ThreadItemRemovedEvent(item_id=item_id)]
    return events + draw(st.sampled_from([[], end[:1], end[:1], end[1:]]))


def part(text: str) -> AssistantMessageContent:
    return AssistantMessageContent(text=text)


@st.composite
def widget_events(draw: st.DrawFn, item_id: str) -> list[ThreadStreamEvent]:
    """A card that changes while it is shown, and perhaps once more after it is finished."""
    state = tree("1", draw(st.lists(WORDS, max_size=3)))
    events: list[ThreadStreamEvent] = [ThreadItemAddedEvent(item=widget(item_id, state))]
    for _ in range(draw(st.integers(0, 3))):
        after = tree(draw(st.sampled_from("12")), draw(st.lists(WORDS, max_size=3)))
        events += [ThreadItemUpdatedEvent(item_id=item_id, update=u) for u in diff_widget_trees(state, after)]
        state = after
    if draw(st.booleans()):
        events.append(ThreadItemDoneEvent(item=widget(item_id, state)))
        if draw(st.booleans()):
            events.append(ThreadItemReplacedEvent(item=widget(item_id, tree("3", draw(st.lists(WORDS, max_size=2))))))
    return events


@st.composite
def workflow_events(draw: st.DrawFn, item_id: str) -> list[ThreadStreamEvent]:
    """Thoughts, one after another."""

    def item(tasks: list[Any]) -> WorkflowItem:
        workflow = Workflow(type="reasoning", tasks=tasks)
        return WorkflowItem(id=item_id, thread_id="t", created_at=NOW, workflow=workflow)

    events: list[ThreadStreamEvent] = [ThreadItemAddedEvent(item=item([]))]
    tasks: list[Any] = []
    for place in range(draw(st.integers(0, 2))):
        task = ThoughtTask(content=draw(WORDS))
        tasks.append(task)
        events.append(ThreadItemUpdatedEvent(item_id=item_id, update=WorkflowTaskAdded(task=task, task_index=place)))
    return events + ([ThreadItemDoneEvent(item=item(list(tasks)))] if draw(st.booleans()) else [])


@st.composite
def hidden_events(draw: st.DrawFn, item_id: str) -> list[ThreadStreamEvent]:
    """What is never shown."""
    item = HiddenContextItem(id=item_id, thread_id="t", created_at=NOW, content={"secret": draw(WORDS)})
    return [ThreadItemDoneEvent(item=item)]


@st.composite
def turns(draw: st.DrawFn) -> list[ThreadStreamEvent]:
    """The events of a whole turn: some items, each in its own order, mixed as parallel tools mix them."""
    makers = (message_events, widget_events, workflow_events, hidden_events)
    strands = [draw(draw(st.sampled_from(makers))(f"item_{number}")) for number in range(draw(st.integers(1, 4)))]
    mixed: list[ThreadStreamEvent] = []
    while strands := [strand for strand in strands if strand]:
        mixed.append(draw(st.sampled_from(strands)).pop(0))
    return mixed


def page(*steps: Sequence[ThreadStreamEvent], known: Sequence[ThreadItem] = ()) -> list[dict[str, Any]]:
    """The items a page shows after these events, as they travel."""
    state = ChatState()
    state.load({"id": "t"}, [as_json(item) for item in known], has_older=False)
    for events in steps:
        for event in events:
            state.apply(json.loads(frame(event).decode().removeprefix("data: ")))
    assert not state.log
    return [entry.item for entry in state.entries]


def as_json(item: ThreadItem) -> dict[str, Any]:
    event: dict[str, dict[str, Any]] = json.loads(frame(ThreadItemDoneEvent(item=item)).decode().removeprefix("data: "))
    return event["item"]


def shown(events: Sequence[ThreadStreamEvent]) -> list[ThreadStreamEvent]:
    """What of a turn's events travels."""
    return [event for event in events if not isinstance(getattr(event, "item", None), HiddenContextItem)]


def folded(events: Sequence[ThreadStreamEvent]) -> Transcript:
    state = Transcript()
    for event in events:
        state.apply(event.model_copy(deep=True))
    return state


def by_id(items: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {item["id"]: item for item in items}
    assert len(found) == len(items), "an item is shown twice"
    return found


@given(turns(), st.data())
@settings(deadline=None)
def test_whoever_looks_now_and_then_sees_what_a_listener_saw_who_never_left(events, data):
    looks = sorted(data.draw(st.lists(st.integers(0, len(events)), max_size=4)))
    states = [Transcript(), *(folded(events[:look]) for look in looks), folded(events)]
    steps = [list(catch_up(seen, now, reloaded=False)) for seen, now in itertools.pairwise(states)]
    assert by_id(page(*steps)) == by_id(page(shown(events)))


@given(turns(), st.data())
@settings(deadline=None)
def test_whoever_comes_in_the_middle_sees_every_word_once(events, data):
    joined = data.draw(st.integers(0, len(events)))
    opening = list(catch_up(Transcript(), folded(events[:joined]), reloaded=False))
    assert by_id(page(opening, shown(events[joined:]))) == by_id(page(shown(events)))


@given(turns(), st.data())
@settings(deadline=None)
def test_a_page_that_has_read_the_thread_shows_nothing_twice(events, data):
    read_at = data.draw(st.integers(0, len(events)))
    joined = data.draw(st.integers(read_at, len(events)))
    stored = [
        said.item
        for said in folded(events[:read_at]).items.values()
        if (said.done or isinstance(said.item, WidgetItem)) and not isinstance(said.item, HiddenContextItem)
    ]
    opening = list(catch_up(Transcript(), folded(events[:joined]), reloaded=True))
    expected = by_id(page(shown(events)))
    after = by_id(page(opening, shown(events[joined:]), known=stored))
    # A stored item that the turn removes before the page joins is nothing the page can know of.
    assert {key: item for key, item in after.items() if key in expected} == expected


@given(turns())
@settings(deadline=None)
def test_a_checkpoint_holds_what_the_thread_does_not_yet_show(events):
    state = folded(events)
    whole = Transcript.from_json(state.checkpoint(finished=True))
    assert [(said.done, as_json(said.item)) for said in whole.items.values()] == [
        (said.done, as_json(said.item)) for said in state.items.values()
    ]
    rest = Transcript.from_json(state.checkpoint(finished=False))
    assert [as_json(said.item) for said in rest.unfinished()] == [as_json(said.item) for said in state.unfinished()]


@given(turns())
@settings(deadline=None)
def test_looking_changes_nothing(events):
    state = folded(events)
    before = state.checkpoint(finished=True)
    list(catch_up(Transcript(), state, reloaded=True))
    list(catch_up(state, state, reloaded=False))
    assert state.checkpoint(finished=True) == before


def test_a_card_that_was_there_before_the_turn_is_replaced_for_everyone():
    state = folded([ThreadItemReplacedEvent(item=widget("old", tree("2", ["x"])))])
    known = [widget("old", tree("1", ["x"]))]
    elsewhere = Transcript.from_json(state.replaced_json())
    for seen in (state, elsewhere):
        items = page(list(catch_up(Transcript(), seen, reloaded=False)), known=known)
        assert [item["widget"]["border"] for item in items] == ["2"]


def test_a_message_without_words_is_nothing_to_keep():
    state = folded([ThreadItemAddedEvent(item=message("m")), ThreadItemAddedEvent(item=message("n", " \n"))])
    assert state.unfinished() == []


@pytest.mark.parametrize(
    "event",
    [
        ThreadItemUpdatedEvent(
            item_id="nobody", update=AssistantMessageContentPartTextDelta(content_index=0, delta="x")
        ),
        ThreadItemRemovedEvent(item_id="nobody"),
    ],
)
def test_events_of_items_that_are_not_the_turns_change_nothing(event):
    assert folded([event]).items == {}
