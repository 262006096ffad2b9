"""Looks into the database and numbered events by a broker, in any order, with any of them lost: each word once."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    WidgetItem,
    WidgetRootUpdated,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from professor_lock.protocol.widget_diff import dynamic_root
from professor_lock.protocol.widget_tree import plain_tree
from professor_lock.turns.live import (
    message_of_end,
    message_of_event,
    message_of_state,
    message_of_text,
    read_message,
)
from professor_lock.turns.live_view import LiveView
from professor_lock.turns.transcript import Transcript, TranscriptItem

AT = datetime(2026, 11, 28, tzinfo=UTC)


def message(number: int, text: str) -> AssistantMessageItem:
    """A message of the assistant's."""
    content = [AssistantMessageContent(text=text)]
    return AssistantMessageItem(id=f"m{number}", thread_id="t", created_at=AT, content=content)


def card(number: int, text: str) -> WidgetItem:
    """A card with one line of text."""
    widget = dynamic_root({"type": "Card", "children": [{"type": "Text", "id": "a", "value": text}]})
    return WidgetItem(id=f"c{number}", thread_id="t", created_at=AT, widget=widget)


class Process:
    """The process that answers: what it says next, what it has stored, what it sends."""

    def __init__(self) -> None:
        self.transcript, self.seq = Transcript(), 0
        self.thread: dict[str, object] = {"user": message(99, "the question")}
        self.partial: str | None = None
        self.said_seq = 0
        self.removed: list[str] = []
        self.sent: list[bytes] = []

    def publish(self, event) -> None:
        self.transcript.apply(event)
        self.seq += 1
        self.sent.append(message_of_event(self.seq, event))

    def say(self, item_id: str, text: str) -> None:
        self.transcript.say(item_id, 0, text)
        self.seq += 1
        self.sent.append(message_of_text(self.seq, item_id, 0, text))

    def checkpoint(self) -> None:
        self.partial, self.said_seq = self.transcript.checkpoint(finished=False), self.seq

    def look(self) -> tuple[Transcript, int]:
        """As `Follower._state_of`."""
        state = Transcript()
        for item in self.thread.values():
            state.apply(ThreadItemDoneEvent(item=item))
        for item_id, said in Transcript.from_json(self.partial).items.items():
            if item_id not in state.items or isinstance(said.item, WidgetItem):
                state.items[item_id] = said
        return state, self.said_seq

    def script(self):
        """The steps of an answer: two messages, a card that changes, a message that is taken back."""
        yield lambda: self.publish(ThreadItemAddedEvent(item=message(1, "")))
        for word in ("one ", "two ", "three"):
            yield lambda word=word: self.say("m1", word)
        yield lambda: self.thread.update(m1=message(1, "one two three"))
        yield lambda: self.publish(ThreadItemDoneEvent(item=message(1, "one two three")))
        yield lambda: self.thread.update(c2=card(2, "loading"))
        yield lambda: self.publish(ThreadItemAddedEvent(item=card(2, "loading")))
        updated = WidgetRootUpdated(widget=plain_tree(card(2, "half").widget))
        yield lambda: self.publish(ThreadItemUpdatedEvent(item_id="c2", update=updated))
        yield lambda: self.thread.update(c2=card(2, "whole"))
        yield lambda: self.publish(ThreadItemDoneEvent(item=card(2, "whole")))
        yield lambda: self.publish(ThreadItemAddedEvent(item=message(3, "a slip")))
        yield self.take_back
        yield lambda: self.publish(ThreadItemRemovedEvent(item_id="m3"))
        yield lambda: self.publish(ThreadItemAddedEvent(item=message(4, "")))
        for word in ("four ", "five"):
            yield lambda word=word: self.say("m4", word)
        delta = AssistantMessageContentPartTextDelta(content_index=0, delta=" six")
        yield lambda: self.publish(ThreadItemUpdatedEvent(item_id="m4", update=delta))
        yield lambda: self.thread.update(m4=message(4, "four five six"))
        yield lambda: self.publish(ThreadItemDoneEvent(item=message(4, "four five six")))
        yield lambda: self.thread.update(c2=card(2, "sold"))
        yield lambda: self.publish(ThreadItemReplacedEvent(item=card(2, "sold")))

    def take_back(self) -> None:
        self.transcript.items.pop("m3", None)
        self.removed.append("m3")
        self.checkpoint()


class Page:
    """What a client has after the events that it was sent, and how often text was said to it."""

    def __init__(self) -> None:
        self.shown, self.steps_back = Transcript(), 0
        self.announced: list[str] = []

    def take(self, shown) -> None:
        if isinstance(shown, tuple):
            assert shown[0] in self.shown.items
            self.shown.say(*shown)
            return
        if isinstance(shown, ThreadItemAddedEvent):
            self.announced.append(shown.item.id)
        if isinstance(shown, ThreadItemDoneEvent) and shown.item.id in self.shown.items:
            before = self.shown.items[shown.item.id]
            self.steps_back += before.done and isinstance(shown.item, AssistantMessageItem)
        self.shown.apply(shown)


CHOICES = {"say": 4, "deliver": 15, "lose": 1, "again": 1, "look": 3, "ask": 4, "check": 1}


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.integers(60, 160))
def test_whatever_comes_or_is_lost_each_word_is_shown_once(seed, length):
    choices = Random(seed).choices(list(CHOICES), list(CHOICES.values()), k=length)
    process, page = Process(), Page()
    steps = process.script()
    view = LiveView(reloaded=False)
    behind: tuple[Transcript, int] | None = None
    for choice in choices:
        match choice:
            case "say":
                step = next(steps, None)
                if step is not None:
                    step()
            case "deliver":
                if process.sent:
                    for shown in view.take(read_message(process.sent.pop(0))):
                        page.take(shown)
            case "again":
                process.sent[:0] = process.sent[:1]
            case "lose":
                del process.sent[:1]
            case "look":
                now, said_seq = behind or process.look()
                if view.live and not view.is_behind(said_seq):
                    continue
                behind = process.look() if behind is None else None  # every second look is an old one
                for event in view.look(now, said_seq, over=False):
                    page.take(event)
            case "ask" if not view.live:
                process.sent.append(message_of_state(process.seq, process.transcript, process.removed))
            case "check":
                process.checkpoint()
        for said in page.shown.items.values():
            if isinstance(said.item, AssistantMessageItem):
                assert said.item.content[0].text in {"the question", "a slip"} or any(
                    whole.startswith(said.item.content[0].text) for whole in ("one two three", "four five six")
                )
    for step in steps:
        step()
    process.checkpoint()
    for event in view.look(*process.look(), over=True):
        page.take(event)
    last = [message(99, "the question"), message(1, "one two three"), card(2, "sold"), message(4, "four five six")]
    assert {item_id: said.item for item_id, said in page.shown.items.items()} == {item.id: item for item in last}
    messages = [item_id for item_id in page.announced if item_id.startswith("m")]
    assert len(messages) == len(set(messages)), "no message is announced a second time"
    assert page.steps_back == 0, "no finished message is said again"


def test_a_message_about_a_turn_is_read_as_it_was_sent():
    for event in (
        ThreadItemAddedEvent(item=message(1, "a\ud83c \u2028 \x00")),
        ThreadItemDoneEvent(item=card(1, "x")),
        ThreadItemReplacedEvent(item=card(1, "y")),
        ThreadItemRemovedEvent(item_id="m1"),
    ):
        said = read_message(message_of_event(7, event))
        assert said.seq == 7
        assert said.event == event
    assert read_message(message_of_text(8, "m1", 0, "wörd")).text == ("m1", 0, "wörd")
    state = Transcript({"m1": TranscriptItem(message(1, "a"), done=False)})
    read = read_message(message_of_state(9, state, ["m0"]))
    assert read.state == state
    assert read.removed == ("m0",)
    assert read_message(message_of_end(9)).end


def test_a_broker_that_says_nothing_while_the_database_gets_ahead_is_noticed_at_the_second_look():
    view = LiveView(reloaded=False)
    list(view.take(read_message(message_of_state(3, Transcript(), []))))
    assert view.live
    assert [view.is_behind(3), view.is_behind(4), view.is_behind(4)] == [False, False, True]
