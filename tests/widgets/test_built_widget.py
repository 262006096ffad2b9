"""A built card is plain values, and says the same by every way of writing it."""

import json
import warnings
from datetime import UTC, datetime

from chatkit.types import ThreadItemDoneEvent, WidgetItem
from chatkit.widgets import DynamicWidgetRoot

from professor_lock.protocol.widget_tree import plain_tree, written_tree
from professor_lock.protocol.wire import frame, json_text
from professor_lock.widgets.simple import create_notice_widget


def item(widget: DynamicWidgetRoot) -> WidgetItem:
    return WidgetItem(id="w", thread_id="t", created_at=datetime(2026, 1, 1, tzinfo=UTC), widget=widget)


def test_a_card_is_written_as_the_sdks_models_of_it_are():
    built = create_notice_widget("Title", "Text", "Source")
    as_models = DynamicWidgetRoot.model_validate(plain_tree(built))
    assert written_tree(built) == plain_tree(built) == plain_tree(as_models)
    ours, theirs = (frame(ThreadItemDoneEvent(item=item(card))) for card in (built, as_models))
    assert json.loads(ours.removeprefix(b"data: ")) == json.loads(theirs.removeprefix(b"data: "))
    assert json.loads(json_text(item(built))) == json.loads(json_text(item(as_models)))


def test_the_sdks_own_dump_of_a_card_is_whole_and_warns_of_nothing():
    built = create_notice_widget("Title", "Text", "Source")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert built.model_dump(mode="json", exclude_none=True) == plain_tree(built)


def test_what_is_changed_on_a_card_is_what_is_sent():
    built = create_notice_widget("Title", "Text")
    built.announce("News")
    built.size = "lg"  # type: ignore[attr-defined]
    built.children = [DynamicWidgetRoot.model_validate({"type": "Card", "children": []})]
    sent = frame(ThreadItemDoneEvent(item=item(built)))
    assert b'"size":"lg"' in sent
    assert b'"say":"News"' in sent
    assert b'"children":[{"type":"Card","children":[]}]' in sent
