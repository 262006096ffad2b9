"""The updates between two widget trees: small, right on a real client's rules, and never an exception."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from chatkit.types import ThreadItemUpdatedEvent, WidgetItem
from hypothesis import given, settings
from hypothesis import strategies as st

from professor_lock.protocol.widget_diff import diff_widget_trees, dynamic_root
from tests.support.widget_reducer import apply_update

Tree = dict[str, Any]


def wire(before: Tree, after: Tree) -> list[Tree]:
    """The updates as they leave the server, inside their events."""
    events = [ThreadItemUpdatedEvent(item_id="w", update=update) for update in diff_widget_trees(before, after)]
    return [json.loads(event.model_dump_json(by_alias=True, exclude_none=True))["update"] for event in events]


def folded(before: Tree, updates: list[Tree]) -> Tree:
    for update in updates:
        before = apply_update(before, update)
    return before


def as_seen(value: Any) -> Any:
    """A tree without what a client cannot see: nulls, and `streaming: false` on a text."""
    if isinstance(value, dict):
        still = value.get("type") in {"Text", "Markdown"} and value.get("streaming") is False
        return {k: as_seen(v) for k, v in value.items() if v is not None and not (still and k == "streaming")}
    if isinstance(value, list):
        return [as_seen(part) for part in value if part is not None]
    return value


def text(node_id: str | None, value: str, **props: Any) -> Tree:
    return {"type": "Text", "value": value, **({"id": node_id} if node_id else {}), **props}


def card(*children: Any, **props: Any) -> Tree:
    return {"type": "Card", "children": list(children), **props}


def test_equal_trees_need_no_update() -> None:
    tree = card(text("a", "x"), {"type": "Row", "children": {"type": "Badge", "label": "y"}})
    assert diff_widget_trees(tree, copy.deepcopy(tree)) == []


def test_appended_text_travels_as_a_delta_that_says_whether_more_will_come() -> None:
    update = {"type": "widget.streaming_text.value_delta", "component_id": "a", "delta": "lo"}
    still = wire(card(text("a", "Hel", streaming=True)), card(text("a", "Hello", streaming=True)))
    assert still == [{**update, "done": False}]
    assert wire(card(text("a", "Hel")), card(text("a", "Hello"))) == [{**update, "done": True}]


def test_text_inside_a_single_child_is_found() -> None:
    before = card({"type": "Transition", "children": text("a", "Hel")})
    after = card({"type": "Transition", "children": text("a", "Hello")})
    assert [update["type"] for update in wire(before, after)] == ["widget.streaming_text.value_delta"]


def test_a_text_that_stops_streaming_is_sent_whole() -> None:
    after = text("a", "Hello", streaming=False)
    updates = wire(card(text("a", "Hel", streaming=True)), card(after))
    assert updates == [{"type": "widget.component.updated", "component_id": "a", "component": after}]


def test_text_appended_without_an_id_updates_the_nearest_node_that_has_one() -> None:
    row = {"type": "Row", "id": "r", "children": [text(None, "Hello")]}
    updates = wire(
        card({**row, "children": [text(None, "Hel")]}, text("far", "x" * 200)), card(row, text("far", "x" * 200))
    )
    assert updates == [{"type": "widget.component.updated", "component_id": "r", "component": row}]


def test_two_prices_that_moved_are_two_component_updates() -> None:
    def board(*labels: str) -> Tree:
        return card(
            *({"type": "Badge", "id": f"p{n}", "label": label} for n, label in enumerate(labels)), size="x" * 500
        )

    updates = wire(board("-110", "+100", "-105"), board("-112", "+100", "-101"))
    assert [(u["component_id"], u["component"]["label"]) for u in updates] == [("p0", "-112"), ("p2", "-101")]


def test_the_root_is_sent_when_that_is_smaller_than_its_parts() -> None:
    before = card(*(text(f"t{n}", "a") for n in range(20)))
    after = card(*(text(f"t{n}", "b") for n in range(20)))
    assert wire(before, after) == [{"type": "widget.root.updated", "widget": after}]


def test_a_root_that_gains_a_property_is_sent_whole_with_it() -> None:
    after = card(text("a", "x"), border=1, newerThanTheSdk={"deep": [1, True]})
    assert wire(card(text("a", "x")), after) == [{"type": "widget.root.updated", "widget": after}]


def test_an_added_child_updates_its_container() -> None:
    before = card({"type": "Col", "id": "list", "children": [text("a", "x")]}, text("far", "y" * 300))
    after = card({"type": "Col", "id": "list", "children": [text("a", "x"), text("b", "z")]}, text("far", "y" * 300))
    assert [update["component_id"] for update in wire(before, after)] == ["list"]


def test_an_id_that_occurs_twice_is_never_aimed_at() -> None:
    def tree(value: str) -> Tree:
        return card(
            text("twin", "first"), {"type": "Col", "id": "col", "children": [text("twin", value)]}, size="s" * 300
        )

    assert [update["component_id"] for update in wire(tree("second"), tree("second!"))] == ["col"]


def test_true_and_one_are_not_the_same() -> None:
    assert len(wire(card(text("a", "x", truncate=1)), card(text("a", "x", truncate=True)))) == 1


def test_a_component_keeps_properties_the_sdk_does_not_know() -> None:
    node = {"type": "Row", "id": "r", "border": {"size": 1}, "futureProp": {"x": 1}, "children": [{"type": "Table"}]}
    filler = text("far", "y" * 400)
    updates = wire(card({**node, "gap": 1}, filler), card(node, filler))
    assert updates == [{"type": "widget.component.updated", "component_id": "r", "component": node}]


def test_a_dynamic_root_survives_a_widget_item_whole() -> None:
    tree = card({"type": "Text", "value": "x", "unheardOf": 1}, border=2)
    item = WidgetItem(id="w", thread_id="t", created_at=datetime.now(UTC), widget=dynamic_root(tree))
    assert json.loads(item.model_dump_json(exclude_none=True))["widget"] == tree


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": None, "children": 5},
        {"type": "Card", "children": ["words", 7, None, [text("a", "b")]]},
        {"type": "Nonsense", "id": 7, "key": ["k"], "children": {"children": {"children": []}}},
        {"type": "Text", "id": "a", "value": 5, "streaming": "yes"},
        {"type": "Text", "id": "a", "value": "\ud800"},
    ],
)
def test_no_two_trees_raise_however_odd(odd: Tree) -> None:
    for other in (card(text("a", "")), {}, odd):
        assert isinstance(diff_widget_trees(odd, other), list)
        assert isinstance(diff_widget_trees(other, odd), list)


def test_a_tree_two_hundred_levels_deep_is_compared() -> None:
    def deep(word: str) -> Tree:
        node = text("bottom", word)
        for _ in range(200):
            node = {"type": "Box", "children": [node]}
        return card(node)

    assert [update["delta"] for update in wire(deep("a"), deep("ab"))] == ["b"]


SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b"])
WORDS = st.text(st.sampled_from("ab🏀\n\"'"), max_size=4)


@st.composite
def nodes(draw: st.DrawFn, depth: int = 3) -> Tree:
    node: Tree = {"type": draw(st.sampled_from(["Text", "Text", "Markdown", "Box"]))}
    optional = {
        "id": st.sampled_from([*"abcdefghijklmnopqrstuvwxyz", ""]),
        "key": st.sampled_from(["k", "l"]),
        "value": WORDS,
        "streaming": st.booleans() | st.none(),
        "gap": SCALARS,
        "odd prop": st.lists(SCALARS, max_size=2) | st.dictionaries(st.sampled_from("xy"), SCALARS, max_size=2),
    }
    for name, values in optional.items():
        if draw(st.integers(0, 3)) < 3:
            node[name] = draw(values)
    if depth and draw(st.booleans()):
        below = nodes(depth - 1)
        node["children"] = draw(st.lists(below, max_size=3) | below | st.none())
    return node


@st.composite
def edited(draw: st.DrawFn, tree: Any) -> Any:
    """The same tree after a few of the changes a widget goes through."""
    if isinstance(tree, list):
        kept = [draw(edited(child)) for child in tree]
        how = draw(st.sampled_from([*["keep"] * 9, "append", "drop", "swap"]))
        if how == "append":
            kept.append(draw(nodes(1)))
        return kept[1:] if how == "drop" else kept[::-1] if how == "swap" else kept
    if not isinstance(tree, dict):
        return tree
    node = dict(tree)
    how = draw(st.sampled_from([*["keep"] * 9, *["grow"] * 4, "flip", "set", "unset"]))
    if how == "grow":
        node["value"] = f"{node.get('value') or ''}{draw(WORDS)}"
    elif how == "flip":
        node["streaming"] = draw(st.booleans())
    elif how == "set":
        node[draw(st.sampled_from(["gap", "border", "id"]))] = draw(st.sampled_from(["a", "z"]))
    elif how == "unset":
        node.pop(draw(st.sampled_from(sorted(node.keys() - {"type"}) or ["gap"])), None)
    if node.get("children") is not None:
        node["children"] = draw(edited(node["children"]))
    return node


def without_nulls(value: Any) -> Any:
    """What the server's serialisation leaves of a tree: what a client was given as `before`."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(part) for part in value if part is not None] if isinstance(value, list) else value


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Tree, Tree]:
    """Two trees, mostly the second an edit of the first, in a root that is often too big to be sent for a trifle."""
    before = card(*draw(st.lists(nodes(), max_size=3)))
    after = draw(edited(before)) if draw(st.integers(0, 9)) < 9 else card(*draw(st.lists(nodes(), max_size=3)))
    root = {
        "type": draw(st.sampled_from([*["Card"] * 9, "ListView"])),
        "size": draw(st.sampled_from([*["s" * 900] * 4, ""])),
    }
    return without_nulls({**before, **root, "type": "Card"}), without_nulls({**after, **root})


@settings(deadline=None)
@given(pairs())
def test_a_client_that_applies_the_updates_shows_the_new_tree(pair: tuple[Tree, Tree]) -> None:
    before, after = pair
    kept = copy.deepcopy(pair)
    assert as_seen(folded(before, wire(before, after))) == as_seen(after)
    assert pair == kept


@settings(deadline=None)
@given(pairs())
def test_no_set_of_updates_is_much_larger_than_the_whole_root(pair: tuple[Tree, Tree]) -> None:
    updates = wire(*pair)
    whole = len(json.dumps(pair[1], ensure_ascii=False)) + 200
    assert sum(len(json.dumps(update, ensure_ascii=False)) for update in updates) <= whole
