"""Turns a thread into the model's input: its newest part within a budget, with text from outside in quotations.

The SDK's converter sends every widget as whole JSON in every later prompt, and leaves out earlier tool calls. Here a
widget becomes a short text, older boards become their first line, and results of tools are included. Text from outside
(feeds, search results, web pages) always stands in a quotation that names it so, and never in a system message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents import TResponseInputItem
from chatkit.agents import ThreadItemConverter
from chatkit.types import (
    AssistantMessageItem,
    Attachment,
    ClientToolCallItem,
    CustomTask,
    GeneratedImageItem,
    HiddenContextItem,
    StructuredInputItem,
    TaskItem,
    ThreadItem,
    UserMessageItem,
    UserMessageTagContent,
    WidgetItem,
    WorkflowItem,
)

from professor_lock.attachments.for_model import FileForModel, named, refused_by_model
from professor_lock.model.prompt import last_message, shortened, size_of
from professor_lock.protocol.stored_items import item_from_json
from professor_lock.store import PostgresStore
from professor_lock.turns.records import INTERRUPTED
from professor_lock.untrusted_text import new_mark, quotation
from professor_lock.user import UserContext

BUDGET_CHARS = 48_000
"""Characters of history, about 12,000 tokens."""
INPUT_CHARS = 64_000
"""The same including the text of attached files and notes; without the message that is to be answered."""
PAGE = 100
ITEM_CHARS = 12_000
"""Characters of one item; a longer one is cut. The message that is to be answered is never cut."""
WIDGETS_IN_FULL = 3
"""This many of the newest boards are given whole, older ones by their first line: name, source and time."""
TOOL_RESULT = "tool_result"
REFUSED = "refused"
REFUSED_NOTE = "(A message stood here that the model's service does not take. It was not answered.)"


async def load_history(
    store: PostgresStore,
    thread_id: str,
    context: UserContext,
    *,
    until: str | None = None,
    newest: tuple[Sequence[str], bool] | None = None,
) -> list[ThreadItem]:
    """The newest items of a thread within the budget, oldest first; with `until` (an item's id) none after that item.

    `newest` is the first page where it has been read already: stored items, newest first, and whether there are more.
    """
    items: list[ThreadItem] = []
    room = BUDGET_CHARS
    after: str | None = None
    waiting = until is not None
    while True:
        page: Iterable[ThreadItem]
        if newest is not None:
            page, has_more = map(item_from_json, newest[0]), newest[1]  # lazily: items beyond the budget are not parsed
            newest = None
        else:
            loaded = await store.load_thread_items(thread_id, after=after, limit=PAGE, order="desc", context=context)
            page, has_more = loaded.data, loaded.has_more
        for item in page:
            after = item.id
            if waiting and item.id != until:
                continue
            waiting = False
            room -= _weight(item)
            if room < 0 and items:
                return _trimmed(items)
            items.append(item)
        if not has_more:
            return _trimmed(items)


def refused(*, messages: Sequence[str] = (), files: Sequence[str] = (), before: str | None = None) -> dict[str, Any]:
    """The content of a hidden item that names what the model's endpoint refused, so that it is not sent again.

    `messages` and `files` are ids; `before` is the id of a message whose whole history was refused.
    """
    return {"kind": REFUSED, "messages": list(messages), "files": list(files), "before": before}


def refused_last(items: Sequence[ThreadItem]) -> bool:
    """Whether the message before the newest one was refused, so that the history need not be the cause this time."""
    for item in reversed(items):
        if isinstance(item, AssistantMessageItem):
            return False
        content = item.content if isinstance(item, HiddenContextItem) else None
        if isinstance(content, dict) and content.get("kind") == REFUSED and content.get("messages"):
            return True
    return False


@dataclass(slots=True)
class _Refusals:
    """What the model's endpoint refused of a thread, as its hidden items say."""

    messages: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    start: int = 0
    """Items before this index were refused together."""

    @classmethod
    def of(cls, items: Sequence[ThreadItem]) -> _Refusals:
        found = cls()
        places = {item.id: place for place, item in enumerate(items)}
        for item in items:
            content = item.content if isinstance(item, HiddenContextItem) else None
            if isinstance(content, dict) and content.get("kind") == REFUSED:
                found.messages |= set(content.get("messages") or ())
                found.files |= set(content.get("files") or ())
                found.start = max(found.start, places.get(str(content.get("before")), 0))
        newest = next((item.id for item in reversed(items) if isinstance(item, UserMessageItem)), None)
        found.messages.discard(str(newest))  # the message that is to be answered is always sent
        return found


def tool_result(tool: str, arguments: str, output: str) -> dict[str, Any]:
    """The content of a hidden item that stores a tool call and its output for later turns."""
    return {"kind": TOOL_RESULT, "tool": tool, "arguments": _cut(arguments, 500), "output": _cut(output, 4000)}


class HistoryConverter(ThreadItemConverter):
    """Converts thread items to model input. One instance per conversion, because it counts widgets from the newest on.

    `files` are the attached files that the model is given, by id; of other files it is told the name. `mark` is the
    mark of the turn's quotations. Outputs of earlier tool calls are not quoted here: `agent.quoting` does that.
    """

    def __init__(self, files: Mapping[str, FileForModel] | None = None, *, mark: str | None = None) -> None:
        self._mark = mark or new_mark()
        self._full_widgets: set[str] = set()
        self._refused: set[str] = set()
        self._files = dict(files or {})

    async def convert(self, items: list[ThreadItem]) -> list[TResponseInputItem]:
        """The input of one run, in the order of the thread."""
        found = _Refusals.of(items)
        items = items[found.start :]
        self._refused = found.messages
        self._files |= refused_by_model({one: self._files[one] for one in found.files & self._files.keys()})
        widgets = [item.id for item in items if isinstance(item, WidgetItem)]
        self._full_widgets = set(widgets[-WIDGETS_IN_FULL:])
        given: list[Any] = await self.to_agent_input(items)
        newest = size_of(given[last_message(given) :])
        within: list[Any] = list(shortened(given, INPUT_CHARS + newest))
        return within

    async def widget_to_input(self, item: WidgetItem) -> TResponseInputItem | list[TResponseInputItem] | None:
        """The card's text."""
        text = item.copy_text or "(a card without text)"
        if item.id not in self._full_widgets:
            text = text.split("\n", 1)[0]
        return _said_by_us("A card was shown to the user:\n" + self._quoted(_cut(text, ITEM_CHARS), "card"))

    async def hidden_context_to_input(
        self, item: HiddenContextItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """Earlier tool results and notes of interruption; other hidden items are not for the model."""
        content = item.content
        if isinstance(content, str):
            return _said_by_us(self._quoted(content, "context"))
        if isinstance(content, dict) and content.get("kind") == TOOL_RESULT:
            call = f"{content.get('tool')}({content.get('arguments')})"
            return _said_by_us(
                "Earlier, a tool answered:\n" + self._quoted(f"{content.get('output')}\n(This was {call}.)", "tool")
            )
        if isinstance(content, dict) and content.get("kind") == INTERRUPTED:
            return _said_by_us(str(content.get("text")))
        return None

    async def task_to_input(self, item: TaskItem) -> TResponseInputItem | list[TResponseInputItem] | None:
        """The only tasks are this server's notes that an answer was stopped or interrupted."""
        title = getattr(item.task, "title", None)
        return _said_by_us(self._quoted(title, "mark")) if title else None

    async def assistant_message_to_input(
        self, item: AssistantMessageItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """The answer as plain text, which both kinds of endpoint accept."""
        text = "\n\n".join(part.text for part in item.content if part.text.strip())
        return {"role": "assistant", "content": _cut(text, ITEM_CHARS)} if text else None

    async def user_message_to_input(
        self, item: UserMessageItem, is_last_message: bool = True
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """The user's text, the text they quoted, the names of their tags, and their files."""
        if item.id in self._refused:
            return _said_by_us(REFUSED_NOTE)
        words = "".join(
            "@" + self._quoted(part.text, inline=True) if isinstance(part, UserMessageTagContent) else part.text
            for part in item.content
        )
        parts = [_cut(words, BUDGET_CHARS if is_last_message else ITEM_CHARS)]
        if item.quoted_text:
            parts.append("About this:\n" + self._quoted(_cut(item.quoted_text, 4000), "selection"))
        tags = [part for part in item.content if isinstance(part, UserMessageTagContent) and part.data]
        parts += [self._quoted(f"@{tag.text}: {_cut(json.dumps(tag.data), 1000)}", "tag") for tag in tags]
        # A file that was attached twice is included once.
        files = [self._files.pop(file.id, FileForModel(named(file, mark=self._mark))) for file in item.attachments]
        text = "\n\n".join([*parts, *(file.note for file in files)])
        seen: list[Any] = [part for file in files for part in file.parts]
        return {"role": "user", "content": [{"type": "input_text", "text": text}, *seen] if seen else text}

    async def client_tool_call_to_input(
        self, item: ClientToolCallItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """A finished call with its output. A pending call is left out: endpoints refuse a call without output."""
        if item.status == "pending":
            return None
        output = _cut(json.dumps(item.output), 4000)
        return [
            {
                "type": "function_call",
                "call_id": item.call_id,
                "name": item.name,
                "arguments": json.dumps(item.arguments),
            },
            {"type": "function_call_output", "call_id": item.call_id, "output": output},
        ]

    async def structured_input_to_input(
        self, item: StructuredInputItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """The questions and the user's answers."""
        lines = []
        for question in item.inputs:
            answer = question.answer
            said = "not answered" if answer is None or answer.skipped else ", ".join(answer.values)
            lines.append(f"- {question.question}: {said}")
        return _said_by_us("Questions put to the user:\n" + self._quoted("\n".join(lines), "form"))

    async def workflow_to_input(self, item: WorkflowItem) -> TResponseInputItem | list[TResponseInputItem] | None:
        """The steps shown by a tool that was added to the server; thoughts of the model are left out."""
        tasks = [task for task in item.workflow.tasks if isinstance(task, CustomTask)]
        lines = [": ".join(part for part in (task.title, task.content) if part) for task in tasks]
        text = "\n".join(line for line in lines if line)
        return _said_by_us("Steps shown to the user:\n" + self._quoted(_cut(text, 4000), "steps")) if text else None

    async def generated_image_to_input(
        self, item: GeneratedImageItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """A note that there was an image; its data would fill most of every later prompt."""
        return _said_by_us("(An image was shown to the user.)") if item.image else None

    async def attachment_to_message_content(self, attachment: Attachment) -> Any:
        """Not used: `user_message_to_input` adds the files."""
        raise AssertionError("attachments come with the text")

    def _quoted(self, text: str, source: str = "", *, inline: bool = False) -> str:
        return quotation(text, mark=self._mark, source=source, inline=inline)


def _trimmed(newest_first: list[ThreadItem]) -> list[ThreadItem]:
    """The items oldest first, beginning with a user's message, so that no answer stands without its question."""
    items = newest_first[::-1]
    start = next((index for index, item in enumerate(items) if isinstance(item, UserMessageItem)), 0)
    return items[start:]


def _weight(item: ThreadItem) -> int:
    """About how many characters an item will have in the prompt."""
    match item:
        case WidgetItem():
            return len(item.copy_text or "") + 100
        case UserMessageItem():
            return min(ITEM_CHARS, sum(len(part.text) for part in item.content)) + len(item.quoted_text or "") + 50
        case AssistantMessageItem():
            return min(ITEM_CHARS, sum(len(part.text) for part in item.content)) + 50
        case HiddenContextItem():
            content = item.content
            kept = isinstance(content, str) or (isinstance(content, dict) and content.get("kind") == TOOL_RESULT)
            return len(str(content)) if kept else 0
        case ClientToolCallItem():
            return len(json.dumps(item.output)) + 200
        case _:
            return 100


def _said_by_us(text: str) -> TResponseInputItem:
    """A note of the server. It has the user's role, because a system message would outrank the user."""
    return {"role": "user", "content": f"[note from the application, not from the user]\n{text}"}


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
