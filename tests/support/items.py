"""Threads and items of every kind, for the tests of whatever keeps, sends or reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageItem,
    ClientToolCallItem,
    CustomTask,
    DurationSummary,
    EndOfTurnItem,
    FileAttachment,
    GeneratedImage,
    GeneratedImageItem,
    HiddenContextItem,
    ImageAttachment,
    InferenceOptions,
    SDKHiddenContextItem,
    SearchTask,
    StructuredInputFreeform,
    StructuredInputItem,
    TaskItem,
    ThoughtTask,
    ThreadItem,
    ThreadMetadata,
    ToolChoice,
    URLSource,
    UserMessageItem,
    UserMessageTagContent,
    UserMessageTextContent,
    WidgetItem,
    Workflow,
    WorkflowItem,
)
from chatkit.widgets import DynamicWidgetRoot
from pydantic import AnyUrl

AT = datetime(2026, 11, 21, 19, 30, 5, 123456, tzinfo=UTC)
CARD: dict[str, Any] = {
    "type": "Card",
    "border": {"size": 2, "color": "red"},
    "newerThanTheSdk": {"deep": [1, 2.5, "x"]},
    "children": [
        {"type": "Row", "gap": 2, "children": [{"type": "Text", "id": "price", "value": "-110", "glow": True}]},
        {"type": "FromTheFuture", "payload": {"a": [{"b": "c"}]}},
    ],
}


def a_thread(thread_id: str, **fields: Any) -> ThreadMetadata:
    """A thread's own fields."""
    return ThreadMetadata(id=thread_id, **{"created_at": AT} | fields)


def said(item_id: str, text: str = "Hello", thread_id: str = "thr_1", **fields: Any) -> AssistantMessageItem:
    """An assistant's message."""
    content = [AssistantMessageContent(text=text)]
    return AssistantMessageItem(
        **{"id": item_id, "thread_id": thread_id, "created_at": AT, "content": content} | fields
    )


def asked(item_id: str, text: str = "Odds?", thread_id: str = "thr_1", **fields: Any) -> UserMessageItem:
    """A user's message."""
    content = [UserMessageTextContent(text=text)]
    given = {"id": item_id, "thread_id": thread_id, "created_at": AT, "content": content}
    return UserMessageItem(**given | {"inference_options": InferenceOptions()} | fields)


def hidden(item_id: str, content: Any = "for the model alone", thread_id: str = "thr_1") -> HiddenContextItem:
    """What only the model may read."""
    return HiddenContextItem(id=item_id, thread_id=thread_id, created_at=AT, content=content)


def shown(item_id: str, tree: dict[str, Any] | None = None, thread_id: str = "thr_1", **fields: Any) -> WidgetItem:
    """A widget."""
    widget = DynamicWidgetRoot.model_validate(CARD if tree is None else tree)
    return WidgetItem(**{"id": item_id, "thread_id": thread_id, "created_at": AT, "widget": widget} | fields)


def a_file(attachment_id: str, **fields: Any) -> FileAttachment:
    """An uploaded file's description."""
    return FileAttachment(**{"id": attachment_id, "name": "slip.pdf", "mime_type": "application/pdf"} | fields)


def one_of_every_kind(thread_id: str = "thr_1") -> Sequence[ThreadItem]:
    """An item of each of the types that a thread can hold, with every field in use."""
    base: dict[str, Any] = {"thread_id": thread_id, "created_at": AT}
    source = URLSource(title="StatMuse", url="https://www.statmuse.com/nba", attribution="StatMuse")
    image = ImageAttachment(
        id="atc_i", name="b.png", mime_type="image/png", preview_url=AnyUrl("https://x.test/b.png"), metadata={"k": 1}
    )
    content = [
        UserMessageTextContent(text="Ärger \N{BASEBALL} \x00 \u2028"),
        UserMessageTagContent(id="lal", text="Lakers", data={"league": "nba"}, group="Teams", interactive=True),
    ]
    options = InferenceOptions(tool_choice=ToolChoice(id="odds"), model="gpt-4o")
    answer = AssistantMessageContent(text="**-110**", annotations=[Annotation(source=source, index=3)])
    thoughts = [ThoughtTask(title="Vig", content="4.5%"), SearchTask(queries=["injuries"], sources=[source])]
    question = StructuredInputFreeform(id="q", question="Which book?", description="any")
    return [
        UserMessageItem(
            id="i_user", content=content, attachments=[image], quoted_text="-110", inference_options=options, **base
        ),
        AssistantMessageItem(id="i_assistant", content=[answer], **base),
        ClientToolCallItem(
            id="i_tool", call_id="call_1", name="open", arguments={"a": [1, None]}, output={"ok": 1}, **base
        ),
        shown("i_widget", thread_id=thread_id, copy_text="Lakers -110"),
        GeneratedImageItem(id="i_image", image=GeneratedImage(id="g", url="data:image/png;base64,AA=="), **base),
        StructuredInputItem(id="i_input", inputs=[question], **base),
        WorkflowItem(
            id="i_flow",
            workflow=Workflow(type="reasoning", tasks=thoughts, summary=DurationSummary(duration=4), expanded=True),
            **base,
        ),
        TaskItem(id="i_task", task=CustomTask(title="Stopped", icon="info", content="by you"), **base),
        hidden("i_hidden", {"kind": "slip", "legs": [1, "\x00"]}, thread_id),
        SDKHiddenContextItem(id="i_sdk", content="The user clicked", **base),
        EndOfTurnItem(id="i_end", **base),
    ]
