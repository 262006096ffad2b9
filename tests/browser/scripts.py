"""What the scripted server answers, by the first word of the message; the rest of it are arguments."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from chatkit.types import ThreadMetadata

from tests.browser import scripted_slip

Event = dict[str, Any]
CHIPS = [
    {"label": "And the total?", "prompt": "say the total"},
    {"label": "Build a 3-leg parlay", "prompt": "say a parlay"},
    {"label": "Any injuries?", "prompt": "say injuries"},
]
CORPUS = Path(__file__).parent / "corpus"
_numbers = count(1)


def item(kind: str, thread: ThreadMetadata, **fields: Any) -> Event:
    """An item of the thread with an id of its own."""
    return {
        "id": f"{kind}_{next(_numbers)}",
        "thread_id": thread.id,
        "created_at": datetime.now(UTC).isoformat(),
        "type": kind,
    } | fields


def said(thread: ThreadMetadata, text: str, annotations: list[Any] | None = None) -> Event:
    """A finished answer."""
    part = {"type": "output_text", "text": text, "annotations": annotations or []}
    return done(item("assistant_message", thread, content=[part]))


def done(value: Event) -> Event:
    return {"type": "thread.item.done", "item": value}


def added(value: Event) -> Event:
    return {"type": "thread.item.added", "item": value}


def updated(value: Event, update: Event) -> Event:
    return {"type": "thread.item.updated", "item_id": value["id"], "update": update}


async def script_for(text: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """The events of the script that `text` names; any other text is said back."""
    word, _, rest = text.strip().partition(" ")
    script = SCRIPTS.get(word, echo)
    async for event in script(rest if word in SCRIPTS else text, thread, server):
        yield event


async def echo(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    yield said(thread, f"You said: {rest}")


async def say(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    yield said(thread, rest)


async def stream(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`stream N`: N words, one each 20 ms."""
    async for event in words([f"word{n} " for n in range(int(rest or 20))], 0.02, thread):
        yield event


async def words(deltas: list[str], pause_s: float, thread: ThreadMetadata) -> AsyncIterator[Event]:
    """One answer, delta by delta."""
    answer = item("assistant_message", thread, content=[])
    yield added(answer)
    empty = {"type": "output_text", "text": "", "annotations": []}
    yield updated(answer, {"type": "assistant_message.content_part.added", "content_index": 0, "content": empty})
    for delta in deltas:
        yield updated(answer, {"type": "assistant_message.content_part.text_delta", "content_index": 0, "delta": delta})
        if pause_s:
            await asyncio.sleep(pause_s)
    full = {"type": "output_text", "text": "".join(deltas), "annotations": []}
    yield done(answer | {"content": [full]})


async def hang(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """A few words, then nothing until the listener is gone."""
    answer = item("assistant_message", thread, content=[])
    yield added(answer)
    yield updated(answer, {"type": "assistant_message.content_part.text_delta", "content_index": 0, "delta": "so far"})
    await asyncio.sleep(60)


async def widget(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`widget {json}`: the widget as it stands, or a named one of the corpus folder."""
    tree = json.loads(rest) if rest.startswith("{") else json.loads((CORPUS / f"{rest}.json").read_text())
    yield done(item("widget", thread, widget=tree, copy_text="copied widget"))


async def lines(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """An answer longer than any view."""
    yield said(thread, "\n\n".join(f"Line {number} of a long answer." for number in range(60)))


async def board(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`board`: three prices; `board wait`: taken only when the test says so; `board chips`: with next questions."""
    more: dict[str, Any] = {"suggestions": CHIPS} if rest == "chips" else {}
    yield done(item("widget", thread, widget=scripted_slip.board(wait=rest == "wait", **more)))


async def error(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`error retry` and `error final`: an error event after some text."""
    yield said(thread, "before the error")
    yield {"type": "error", "code": "custom", "message": "The book is closed.", "allow_retry": rest == "retry"}


async def crash(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    yield said(thread, "before the crash")
    raise RuntimeError("the script was told to crash")


async def progress(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    yield {"type": "progress_update", "icon": "search", "text": "Looking it up"}
    await server.looked_at()
    yield said(thread, "found")


async def tool(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    call = item("client_tool_call", thread, status="pending", call_id="c1", name=rest or "sel", arguments={"a": 1})
    yield done(call)


async def notice(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    yield {"type": "notice", "level": "warning", "title": "Limit", "message": "Nine of **ten** messages used."}
    yield said(thread, "noticed")


async def effect(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    yield {"type": "client_effect", "name": "celebrate", "data": {"a": 1}}
    yield said(thread, "with effect")


async def workflow(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    flow = item("workflow", thread, workflow={"type": "custom", "tasks": [], "expanded": True})
    yield added(flow)
    source = {"type": "url", "title": "Example", "url": "https://example.com/a"}
    search = {
        "type": "web_search",
        "title": "Searching the web",
        "queries": ["nba odds"],
        "sources": [source],
        "status_indicator": "loading",
    }
    yield updated(flow, {"type": "workflow.task.added", "task_index": 0, "task": search})
    await asyncio.sleep(0.2)
    finished = search | {"status_indicator": "complete"}
    yield updated(flow, {"type": "workflow.task.updated", "task_index": 0, "task": finished})
    thought = {"type": "thought", "title": "Weighing", "content": "The **line** moved."}
    yield updated(flow, {"type": "workflow.task.added", "task_index": 1, "task": thought})
    tasks = [finished, thought]
    summary = {"title": "Searched one source"}
    yield done(flow | {"workflow": {"type": "custom", "tasks": tasks, "summary": summary, "expanded": True}})
    yield said(thread, "Here it is.")


async def cite(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    text = "Denver 🏔️ won **easily**, twice."
    url = {"type": "url", "title": "Recap", "url": "https://example.com/recap", "attribution": "Example"}
    file = {"type": "file", "title": "Box score", "filename": "box.pdf"}
    entity = {"type": "entity", "id": "den", "title": "Denver", "interactive": True, "inline_label": "DEN"}
    where = text.index(",")
    yield said(
        thread,
        text,
        [
            {"type": "annotation", "source": url, "index": where},
            {"type": "annotation", "source": file, "index": len(text)},
            {"type": "annotation", "source": entity, "index": 6},
        ],
    )


async def questions(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    inputs: list[Event] = [
        {
            "type": "multiple_choice",
            "id": "sport",
            "question": "Which sport?",
            "options": [{"value": "NBA"}, {"value": "NFL"}],
            "multiple": False,
        },
        {"type": "freeform", "id": "notes", "question": "Anything else?", "description": "Optional."},
    ]
    yield done(item("structured_input", thread, status="pending", inputs=inputs))


async def title(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    thread.title = rest
    yield said(thread, "titled")


async def allow(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`allow HOST`: pictures of that host may be asked for."""
    thread.allowed_image_domains = [rest]
    yield said(thread, "allowed")


async def lock(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`lock` and `lock closed`: nothing more may be said here."""
    metadata = thread.model_dump()
    metadata["status"] = {"type": "closed" if rest == "closed" else "locked", "reason": "The game is over"}
    changed = ThreadMetadata.model_validate(metadata)
    thread.status = changed.status
    yield said(thread, "locking")


async def image(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    pixel = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
        "AAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    )
    picture = item("generated_image", thread, image=None)
    yield added(picture)
    shown = {"id": "i1", "url": pixel}
    yield updated(picture, {"type": "generated_image.updated", "image": shown, "progress": 0.5})
    await asyncio.sleep(0.2)
    yield done(picture | {"image": shown})


async def markdown(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`markdown NAME`: a file of the corpus, in pieces of seven characters."""
    text = (CORPUS / f"{rest}.md").read_text()
    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
    async for event in words(pieces, 0.002, thread):
        yield event


def mixed_text() -> str:
    """A little of everything that an answer is made of."""
    return (
        "The line opened at **-3.5** and moved to *-4* after the report.\n\n- home: `-110`\n- away: `-105`\n\n"
        "| book | price |\n|---|---|\n| A | -110 |\n| B | -105 |\n\n"
    ) * 300


def list_text() -> str:
    """One list that does not end."""
    return "".join(
        f"{n}. The **line** of game {n} moved from -{n} to *-{n + 1}* after the report\n" for n in range(900)
    )


def table_text() -> str:
    """One table that does not end."""
    rows = "".join(f"| Team {n} | -{n}.5 **-110** | 2{n} | +1{n} |\n" for n in range(1500))
    return f"| Team | Spread | Total | Money |\n|---|---|---|---|\n{rows}"


TEXTS = {"mixed": mixed_text, "list": list_text, "table": table_text}


async def flood(rest: str, thread: ThreadMetadata, server: Any) -> AsyncIterator[Event]:
    """`flood SECONDS RATE CHARS KIND`: that many seconds of RATE deltas a second, into CHARS characters, mixed ones."""
    figures, kind = rest.split()[:3], rest.split()[3:] or ["mixed"]
    seconds, rate, chars = (int(value) for value in figures)
    total = seconds * rate
    text = TEXTS[kind[0]]()[:chars]
    size = max(1, chars // total)
    deltas = [text[at : at + size] for at in range(0, len(text), size)][:total]
    answer = item("assistant_message", thread, content=[])
    yield added(answer)
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number, delta in enumerate(deltas):
        yield updated(answer, {"type": "assistant_message.content_part.text_delta", "content_index": 0, "delta": delta})
        ahead = began + (number + 1) / rate - loop.time()
        if ahead > 0:
            await asyncio.sleep(ahead)
    full = {"type": "output_text", "text": "".join(deltas), "annotations": []}
    yield done(answer | {"content": [full]})


SCRIPTS = {
    "say": say,
    "stream": stream,
    "hang": hang,
    "widget": widget,
    "board": board,
    "lines": lines,
    "error": error,
    "crash": crash,
    "progress": progress,
    "tool": tool,
    "notice": notice,
    "effect": effect,
    "workflow": workflow,
    "cite": cite,
    "questions": questions,
    "title": title,
    "allow": allow,
    "lock": lock,
    "image": image,
    "markdown": markdown,
    "flood": flood,
}
