"""Widgets: actions, forms, what waits, what survives an update."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer

pytestmark = pytest.mark.browser
Node = dict[str, Any]


async def show(watched: Watched, widget: Node, options: str = "{}") -> None:
    """The widget as the last thing in a thread."""
    await watched.start_with(options)
    await watched.ask(f"widget {json.dumps(widget)}")


def card(*children: Node, **more: Any) -> Node:
    return {"type": "Card", "children": list(children), **more}


def action(kind: str, **more: Any) -> Node:
    return {"type": kind, **more}


async def test_a_button_sends_its_action_with_its_item(watched: Watched, scripted: ScriptedServer) -> None:
    await show(watched, card({"type": "Button", "label": "Go", "onClickAction": action("go", payload={"id": 1})}))
    await watched.page.get_by_role("button", name="Go").click()
    await watched.sees("did go")
    [sent] = scripted.sent("threads.custom_action")
    [thread_id] = scripted.store.threads
    widget = scripted.store.items[thread_id][1]
    assert sent == {"thread_id": thread_id, "item_id": widget.id, "action": {"type": "go", "payload": {"id": 1}}}


async def test_a_form_sends_its_values_under_the_payload(watched: Watched, scripted: ScriptedServer) -> None:
    form = card(
        {"type": "Input", "name": "todo.title", "placeholder": "Title"},
        {"type": "Checkbox", "name": "agree", "label": "Agree"},
        {"type": "Select", "name": "book", "placeholder": "Book", "options": [{"value": "a", "label": "Alpha"}]},
        {"type": "Select", "name": "unset", "options": []},
        {"type": "RadioGroup", "name": "kind", "options": [{"value": "p", "label": "Parlay"}]},
        {"type": "DatePicker", "name": "day", "defaultValue": "2026-11-22T23:30:00-05:00"},
        asForm=True,
        confirm={"label": "Save", "action": action("save", payload={"todo": {"id": 1}, "agree": "mine"})},
    )
    await show(watched, form)
    await watched.page.get_by_label("Title").fill("Bet")
    await watched.page.get_by_label("Agree").check()
    await watched.page.get_by_role("combobox", name="Book").click()
    await watched.page.get_by_role("option", name="Alpha").click()
    await watched.page.get_by_label("Parlay").check()
    await watched.page.get_by_role("button", name="Save").click()
    await watched.sees("did save")
    assert scripted.chatkit.actions[0]["payload"] == {
        "todo": {"id": 1, "title": "Bet"},
        "agree": "mine",
        "book": "a",
        "kind": "p",
        "day": "2026-11-22",
    }
    await watched.has_heard("error")
    assert await watched.count("error") == 1  # the payload's own "agree" hides the form's


async def test_a_form_that_is_not_valid_says_why_and_sends_nothing(watched: Watched, scripted: ScriptedServer) -> None:
    form = card(
        {"type": "Input", "name": "stake", "required": True, "pattern": "[0-9]+", "placeholder": "Stake"},
        asForm=True,
        confirm={"label": "Save", "action": action("save")},
    )
    await show(watched, form)
    await watched.page.get_by_role("button", name="Save").click()
    await expect(watched.page.get_by_text("Please fill this in")).to_be_visible()
    await expect(watched.page.get_by_label("Stake")).to_be_focused()
    await watched.page.get_by_label("Stake").fill("ten")
    await watched.page.get_by_label("Stake").press("Enter")
    await expect(watched.page.get_by_text("Please check this")).to_be_visible()
    assert scripted.sent("threads.custom_action") == []
    await watched.page.get_by_label("Stake").fill("10")
    await watched.page.get_by_label("Stake").press("Enter")
    await watched.sees("did save")


async def test_a_control_outside_a_form_sends_its_own_value(watched: Watched, scripted: ScriptedServer) -> None:
    options = [{"value": "a", "label": "Alpha"}, {"value": "b", "label": "Beta"}]
    select = {
        "type": "Select",
        "name": "selected",
        "options": options,
        "onChangeAction": action("pick", payload={"x": 1}),
    }
    await show(watched, card(select))
    await watched.page.get_by_role("combobox").click()
    await watched.page.keyboard.press("ArrowDown")
    await watched.page.keyboard.press("Enter")
    await watched.sees("did pick")
    assert scripted.chatkit.actions[0]["payload"] == {"x": 1, "selected": "b"}


async def test_what_was_typed_survives_a_new_version_of_the_widget(watched: Watched, scripted: ScriptedServer) -> None:
    later = card(
        {"type": "Text", "value": "second"},
        {"type": "Form", "children": [{"type": "Input", "name": "a", "placeholder": "A", "defaultValue": "2"}]},
    )
    first = card(
        {"type": "Text", "value": "first"},
        {"type": "Form", "children": [{"type": "Input", "name": "a", "placeholder": "A", "defaultValue": "1"}]},
        {"type": "Button", "label": "Next", "onClickAction": action("next", payload={"replace": later})},
    )
    await show(watched, first)
    await watched.page.get_by_label("A", exact=True).fill("typed")
    await watched.page.get_by_role("button", name="Next").click()
    await watched.sees("second")
    await expect(watched.page.get_by_label("A", exact=True)).to_have_value("typed")


async def test_server_actions_wait_while_an_answer_streams_and_client_ones_do_not(
    watched: Watched, scripted: ScriptedServer
) -> None:
    buttons = card(
        {"type": "Button", "label": "Server", "onClickAction": action("s")},
        {"type": "Button", "label": "Here", "onClickAction": action("c", handler="client", payload={"a": 1})},
        {"type": "Button", "label": "Sync", "onClickAction": action("y", streaming=False)},
    )
    await show(
        watched, buttons, "{ widgets: { onAction: async (action, item) => { window.got = [action, !!item.widget]; } } }"
    )
    await watched.send("hang")
    await watched.sees("so far")
    await expect(watched.page.get_by_role("button", name="Server")).to_have_attribute("aria-disabled", "true")
    # Not by the mouse: the thread still scrolls to the question, and a click that is forced waits for nothing.
    await watched.page.get_by_role("button", name="Server").dispatch_event("click")
    await watched.page.get_by_role("button", name="Here").click()
    await watched.page.wait_for_function("() => window.got")
    assert await watched.page.evaluate("() => window.got") == [{"type": "c", "payload": {"a": 1}}, True]
    await watched.page.get_by_role("button", name="Sync").click()
    await watched.sees("synced y")
    assert scripted.sent("threads.custom_action") == []


async def test_a_card_waits_as_a_whole_for_its_confirm_action(watched: Watched, scripted: ScriptedServer) -> None:
    await show(watched, card({"type": "Text", "value": "x"}, confirm={"label": "Yes", "action": action("slow")}))
    await watched.page.get_by_role("button", name="Yes").click()
    await expect(watched.page.locator("section.ck-card")).to_have_attribute("aria-busy", "true")
    scripted.chatkit.go_on()
    await watched.sees("did slow")
    await expect(watched.page.locator("section.ck-card")).not_to_have_attribute("aria-busy", "true")


async def test_a_failed_action_can_be_sent_again(watched: Watched, scripted: ScriptedServer) -> None:
    await show(watched, card({"type": "Button", "label": "Go", "onClickAction": action("fail")}))
    await watched.page.get_by_role("button", name="Go").click()
    await watched.page.get_by_role("button", name="Try again").click()
    await watched.has_heard("response.end", 3)
    await expect(watched.page.get_by_role("button", name="Send message")).to_be_visible()
    assert len(scripted.chatkit.actions) == 2


async def test_a_list_shows_its_limit_and_then_all_with_the_focus_on_the_first_new_row(watched: Watched) -> None:
    rows = [
        {
            "type": "ListViewItem",
            "onClickAction": action(f"open{n}"),
            "children": [{"type": "Text", "value": f"row {n}"}],
        }
        for n in range(8)
    ]
    await show(watched, {"type": "ListView", "limit": "auto", "children": rows})
    await expect(watched.page.get_by_role("button", name="row")).to_have_count(5)
    await watched.page.get_by_role("button", name="Show 3 more").click()
    await expect(watched.page.get_by_role("button", name="row 5")).to_be_focused()
    await watched.page.keyboard.press("Enter")
    await watched.sees("did open5")


async def test_unknown_components_show_their_children_and_broken_ones_a_sentence(watched: Watched) -> None:
    tree = card(
        {"type": "Hologram", "children": [{"type": "Text", "value": "inside"}]},
        {"type": "Text", "value": 3},
        {"type": "Badge", "label": 7},
        {"type": "Select", "name": "x", "options": "nonsense"},
        {"type": "Chart", "data": None, "series": 5, "xAxis": []},
        {"type": "Row", "children": {"type": "Text", "value": "single child"}},
        {"type": "Row", "children": None},
    )
    script = json.dumps({"type": "widget", "widget": tree})
    await watched.start_with(
        f"""{{ initialThread: 't', api: {{ fetch: async () => new Response(JSON.stringify({{
              id: 't', items: {{ has_more: false,
              data: [{{ id: 'w', ...{script} }}] }} }})) }} }}"""
    )
    for shown in ("inside", "3", "7", "single child"):
        await expect(watched.page.locator(".ck-widget").get_by_text(shown, exact=True)).to_be_visible()
    await watched.page.wait_for_function("() => window.logs.some((log) => log.name === 'widget.unknown_component')")


async def test_a_calendar_is_walked_by_keys_and_stays_within_its_bounds(
    watched: Watched, scripted: ScriptedServer
) -> None:
    picker = {
        "type": "DatePicker",
        "name": "day",
        "defaultValue": "2026-02-27",
        "max": "2026-03-02T00:00:00Z",
        "placeholder": "Day",
        "onChangeAction": action("day"),
    }
    await show(watched, card(picker))
    await watched.page.get_by_role("button", name="Day").click()
    await watched.page.keyboard.press("ArrowRight")
    await watched.page.keyboard.press("ArrowDown")
    await expect(watched.page.get_by_role("button", name="Monday, March 2, 2026")).to_be_focused()
    await expect(watched.page.get_by_role("button", name="Tuesday, March 3, 2026")).to_be_disabled()
    await watched.page.keyboard.press("Enter")
    await watched.sees("did day")
    assert scripted.chatkit.actions[0]["payload"] == {"day": "2026-03-02"}


async def test_a_chart_tells_its_values_by_keys_and_hides_series_by_its_legend(watched: Watched) -> None:
    chart = {
        "type": "Chart",
        "xAxis": "month",
        "data": [{"month": "Jan", "won": 3, "lost": -1}, {"month": "Feb", "won": 5}],
        "series": [
            {"type": "bar", "dataKey": "won", "label": "Won"},
            {"type": "line", "dataKey": "lost", "label": "Lost"},
        ],
    }
    await show(watched, card(chart))
    plot = watched.page.get_by_role("group", name="bar, line of Won, Lost, 2 points from Jan to Feb")
    sizes = await watched.page.locator("openai-chatkit .ck-hidden").evaluate_all(
        "(all) => all.flatMap((one) => [one.offsetWidth, one.offsetHeight])"
    )
    assert max(sizes) <= 1  # the table for screen readers takes no room
    await plot.focus()
    await watched.page.keyboard.press("ArrowRight")
    await watched.page.keyboard.press("ArrowRight")
    await expect(watched.page.get_by_text("Feb: Won 5, Lost –")).to_have_count(1)
    await watched.page.get_by_role("button", name="Lost").click()
    await expect(watched.page.get_by_role("columnheader", name="Lost")).to_have_count(0)


async def test_the_theme_of_a_card_holds_against_that_of_the_page(watched: Watched) -> None:
    await show(watched, card({"type": "Text", "value": "night"}, theme="dark"))
    background = await watched.page.locator(".ck-card").evaluate("(card) => getComputedStyle(card).backgroundColor")
    lightness = float(background.removeprefix("oklch(").split()[0]) if background.startswith("oklch") else None
    assert lightness is not None
    assert lightness < 0.4
