"""Widgets are written out the short way, and what is written is what the SDK's own way writes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartDone,
    AssistantMessageItem,
    InferenceOptions,
    Page,
    StreamOptions,
    StreamOptionsEvent,
    SyncCustomActionResponse,
    Thread,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    URLSource,
    UserMessageItem,
    UserMessageTextContent,
    WidgetItem,
    WidgetRootUpdated,
)
from chatkit.widgets import Card, DynamicWidgetRoot, Text
from pydantic import BaseModel

from professor_lock.protocol.checked_message import with_extension
from professor_lock.protocol.stored_items import item_arguments, item_from_json
from professor_lock.protocol.widget_diff import dynamic_root, known_root
from professor_lock.protocol.widget_tree import KnownRoot, plain_tree
from professor_lock.protocol.wire import frame, json_text, json_values, on_one_line, to_json
from tests.support.card_samples import catalogue_cards

AT = datetime(2026, 1, 10, 18, 0, tzinfo=UTC)
WIRE: dict[str, Any] = {"by_alias": True, "exclude_none": True, "context": {"exclude_metadata": True}}
CARDS = {card["name"]: DynamicWidgetRoot.model_validate(card["widget"]) for card in catalogue_cards()}
KNOWN = {f"{name}, known": known_root(plain_tree(card)) for name, card in CARDS.items()}
WIDGETS = CARDS | KNOWN | {"the SDK's own classes": Card(children=[Text(value="Lakers -3", size="sm")], size="sm")}


def item_of(widget: Any) -> WidgetItem:
    return WidgetItem(id="w", thread_id="t", created_at=AT, widget=widget, copy_text="Lakers -3")


def in_every_place(item: WidgetItem) -> list[BaseModel]:
    """Everything that carries an item to a client."""
    said = AssistantMessageItem(id="m", thread_id="t", created_at=AT, content=[])
    items: Page[ThreadItem] = Page(data=[said, item], has_more=True, after="w")
    return [
        item,
        ThreadItemAddedEvent(item=item),
        ThreadItemDoneEvent(item=item),
        ThreadItemReplacedEvent(item=item),
        ThreadItemUpdatedEvent(item_id="w", update=WidgetRootUpdated(widget=item.widget)),
        SyncCustomActionResponse(updated_item=item),
        items,
        Thread(id="t", created_at=AT, items=items),
    ]


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_written_as_the_sdk_writes_it_wherever_it_stands(name: str) -> None:
    for model in in_every_place(item_of(WIDGETS[name])):
        assert json.loads(json_text(model, **WIRE)) == json.loads(model.model_dump_json(**WIRE, warnings=False))
        assert json_values(model).keys() == model.model_dump(mode="json", warnings=False).keys()


def test_half_a_character_in_a_widget_costs_that_character_alone() -> None:
    widget = DynamicWidgetRoot.model_validate(
        {"type": "Card", "children": [{"type": "Text", "value": "Lakers\ud83c -3"}]}
    )
    written = json.loads(json_text(ThreadItemDoneEvent(item=item_of(widget)), **WIRE))
    assert written["item"]["widget"]["children"][0]["value"] == "Lakers\ufffd -3"


def test_what_is_written_leaves_the_item_as_it_was() -> None:
    item = item_of(next(iter(CARDS.values())))
    json_text(ThreadItemDoneEvent(item=item), **WIRE)
    assert isinstance(item.widget, DynamicWidgetRoot)


def test_a_card_whose_tree_is_known_is_the_card_it_was_made_from() -> None:
    card, other = list(CARDS.values())[:2]
    item = item_of(known_root(plain_tree(card)))
    assert type(item.widget) is KnownRoot
    assert item == item_of(card)
    assert item_of(card) == item
    assert item != item_of(other)
    assert item_from_json(item_arguments(item)[3]) == item
    ours, models = (frame(ThreadItemDoneEvent(item=one)) for one in (item, item_of(dynamic_root(plain_tree(card)))))
    assert json.loads(ours.removeprefix(b"data: ")) == json.loads(models.removeprefix(b"data: "))


def test_a_known_tree_is_not_what_plain_tree_gives_away() -> None:
    root = known_root(plain_tree(next(iter(CARDS.values()))))
    own = plain_tree(root)
    own["children"].clear()
    assert root.tree["children"]
    assert plain_tree(root)["children"]


@pytest.mark.parametrize("text", ["", 'said "so" \\ \n', "\u2028 \x85 é 😀 \x00 \x1f \x7f </script>"])
@pytest.mark.parametrize("kind", [AssistantMessageContentPartAdded, AssistantMessageContentPartDone])
@pytest.mark.parametrize("cited", [False, True])
def test_the_parts_of_a_message_are_framed_as_the_sdk_writes_them(text: str, kind: Any, cited: bool) -> None:
    annotations = [Annotation(source=URLSource(url="https://x.test", title=text), index=3)] if cited else []
    content = AssistantMessageContent(text=text, annotations=annotations)
    event = ThreadItemUpdatedEvent(item_id='msg_"1', update=kind(content_index=2, content=content))
    assert frame(event) == b"data: " + on_one_line(event.model_dump_json(**WIRE)).encode() + b"\n\n"


@pytest.mark.parametrize("checked", [False, True])
def test_a_finished_message_is_framed_as_it_is_written_alone(checked: bool) -> None:
    content = [AssistantMessageContent(text="Lakers \u2028 😀", annotations=[])]
    said = AssistantMessageItem(id="m", thread_id="t", created_at=AT, content=content)
    if checked:
        said = with_extension(
            said, {"left_out": 0, "numbers": [], "suggestions": [{"label": "More", "prompt": "More?"}]}
        )
    asked = UserMessageItem(
        id="u", thread_id="t", created_at=AT, content=[UserMessageTextContent(text="Who?")], attachments=[],
        inference_options=InferenceOptions(),
    )  # fmt: skip
    for item in (said, asked):
        whole = ThreadItemDoneEvent(item=item)
        as_an_event = b"data: " + to_json(whole) + b"\n\n"
        assert frame(whole) == as_an_event
        assert (b"suggestions" in frame(whole)) == (checked and item is said)


@pytest.mark.parametrize("allowed", [True, False])
def test_the_options_of_a_stream_are_framed_as_the_sdk_writes_them(allowed: bool) -> None:
    event = StreamOptionsEvent(stream_options=StreamOptions(allow_cancel=allowed))
    assert frame(event) == b"data: " + event.model_dump_json(**WIRE).encode() + b"\n\n"


@pytest.mark.parametrize("name", CARDS)
def test_a_known_card_is_written_byte_for_byte_as_any_card_in_an_item_in_its_events_and_for_the_store(
    name: str,
) -> None:
    plain, known = item_of(CARDS[name]), item_of(KNOWN[f"{name}, known"])
    assert json_text(known) == json_text(plain)
    assert item_arguments(known) == item_arguments(plain)
    for event in (ThreadItemAddedEvent, ThreadItemDoneEvent, ThreadItemReplacedEvent):
        assert frame(event(item=known)) == frame(event(item=plain))


def test_a_known_card_is_written_once_for_all_who_are_shown_it() -> None:
    card = known_root({"type": "Card", "children": [{"type": "Text", "value": "Lakers -3"}]})
    first = frame(ThreadItemAddedEvent(item=item_of(card)))
    card.tree["children"].clear()  # what nobody may do; it shows that the tree is not read again
    assert frame(ThreadItemAddedEvent(item=item_of(card))) == first


@pytest.mark.parametrize("where", ["widget", "copy_text"])
def test_half_a_character_in_a_known_card_or_beside_it_costs_that_character_alone(where: str) -> None:
    texts = {"widget": "Lakers", "copy_text": "Lakers"} | {where: "Lakers \ud83c!"}
    card = known_root({"type": "Card", "children": [{"type": "Text", "value": texts["widget"]}]})
    written = json.loads(json_text(item_of(card).model_copy(update={"copy_text": texts["copy_text"]})))
    shown = {"widget": written["widget"]["children"][0]["value"], "copy_text": written["copy_text"]}
    assert shown == texts | {where: "Lakers \ufffd!"}
