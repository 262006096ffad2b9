"""The bodies of the sixteen ChatKit requests, as the stock client sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Body = dict[str, Any]


def user_input(
    text: str,
    *,
    attachments: Sequence[str] = (),
    quoted_text: str | None = None,
    tags: Sequence[Body] = (),
    tool: str | None = None,
    model: str | None = None,
) -> Body:
    options: Body = {"tool_choice": {"id": tool} if tool else None, "model": model}
    body: Body = {
        "content": [{"type": "input_text", "text": text}, *tags],
        "attachments": list(attachments),
        "inference_options": options,
    }
    return body if quoted_text is None else {**body, "quoted_text": quoted_text}


# --- answered by an event stream ---


def create(text: str, **options: Any) -> Body:
    return _request("threads.create", input=user_input(text, **options))


def add_user_message(thread_id: str, text: str, **options: Any) -> Body:
    return _request("threads.add_user_message", thread_id=thread_id, input=user_input(text, **options))


def add_client_tool_output(thread_id: str, result: Any) -> Body:
    return _request("threads.add_client_tool_output", thread_id=thread_id, result=result)


def add_structured_input(thread_id: str, item_id: str, answers: Body, status: str = "answered") -> Body:
    answer = {"status": status, "answers": answers}
    return _request("threads.add_structured_input", thread_id=thread_id, item_id=item_id, input=answer)


def retry_after_item(thread_id: str, item_id: str) -> Body:
    return _request("threads.retry_after_item", thread_id=thread_id, item_id=item_id)


def custom_action(thread_id: str, item_id: str | None, action: str, payload: Any = None) -> Body:
    return _request("threads.custom_action", **_action(thread_id, item_id, action, payload))


# --- answered by JSON ---


def sync_custom_action(thread_id: str, item_id: str | None, action: str, payload: Any = None) -> Body:
    return _request("threads.sync_custom_action", **_action(thread_id, item_id, action, payload))


def get_thread(thread_id: str) -> Body:
    return _request("threads.get_by_id", thread_id=thread_id)


def list_threads(limit: int | None = 9999, order: str = "desc", after: str | None = None) -> Body:
    return _request("threads.list", **_page(limit, order, after))


def list_items(thread_id: str, limit: int | None = 50, order: str = "desc", after: str | None = None) -> Body:
    return _request("items.list", thread_id=thread_id, **_page(limit, order, after))


def feedback(thread_id: str, item_ids: Sequence[str], kind: str = "positive") -> Body:
    return _request("items.feedback", thread_id=thread_id, item_ids=list(item_ids), kind=kind)


def update_thread(thread_id: str, title: str) -> Body:
    return _request("threads.update", thread_id=thread_id, title=title)


def delete_thread(thread_id: str) -> Body:
    return _request("threads.delete", thread_id=thread_id)


def create_attachment(name: str, size: int, mime_type: str) -> Body:
    return _request("attachments.create", name=name, size=size, mime_type=mime_type)


def delete_attachment(attachment_id: str) -> Body:
    return _request("attachments.delete", attachment_id=attachment_id)


def transcribe(audio_base64: str, mime_type: str = "audio/webm;codecs=opus") -> Body:
    return _request("input.transcribe", audio_base64=audio_base64, mime_type=mime_type)


def naming(thread_id: str, item_id: str, attachment_id: str) -> dict[str, Body]:
    """Every request that can name a thread, an item or an attachment, by its type: for trying other people's ids."""
    bodies = (
        create("mine?", attachments=[attachment_id]),
        add_user_message(thread_id, "mine?"),
        add_client_tool_output(thread_id, {"ok": True}),
        add_structured_input(thread_id, item_id, {}),
        retry_after_item(thread_id, item_id),
        custom_action(thread_id, item_id, "any", {}),
        sync_custom_action(thread_id, item_id, "any", {}),
        get_thread(thread_id),
        list_threads(after=thread_id),
        list_items(thread_id),
        feedback(thread_id, [item_id]),
        update_thread(thread_id, "mine"),
        delete_thread(thread_id),
        delete_attachment(attachment_id),
    )
    return {body["type"]: body for body in bodies}


STREAMING = frozenset(
    {
        "threads.create",
        "threads.add_user_message",
        "threads.add_client_tool_output",
        "threads.add_structured_input",
        "threads.retry_after_item",
        "threads.custom_action",
    }
)


def _request(kind: str, /, **params: Any) -> Body:
    return {"type": kind, "params": params}


def _action(thread_id: str, item_id: str | None, action: str, payload: Any) -> Body:
    params: Body = {"thread_id": thread_id, "action": {"type": action}}
    if item_id is not None:
        params["item_id"] = item_id
    if payload is not None:
        params["action"]["payload"] = payload
    return params


def _page(limit: int | None, order: str, after: str | None) -> Body:
    page: Body = {"order": order}
    if limit is not None:
        page["limit"] = limit
    if after is not None:
        page["after"] = after
    return page
