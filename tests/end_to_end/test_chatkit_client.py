"""The ChatKit client of the tests: it must see what a browser sees, and object to what a browser would forgive."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from chatkit.types import ChatKitReq
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure, StreamBroken, WireViolation
from tests.support.chatkit_state import ChatState
from tests.support.sse import Comment, Message, SseDecoder

AT = "2026-11-22T03:25:26.944026+00:00"
THREAD = {"id": "thr_1", "created_at": AT, "status": {"type": "active"}, "metadata": {}, "items": {"data": []}}
USER = {
    "id": "msg_u",
    "thread_id": "thr_1",
    "created_at": AT,
    "type": "user_message",
    "content": [{"type": "input_text", "text": "Hi"}],
    "attachments": [],
    "inference_options": {},
}


def item(kind: str, item_id: str = "m1", **fields: Any) -> dict[str, Any]:
    return {"id": item_id, "thread_id": "thr_1", "created_at": AT, "type": kind, **fields}


def answer(text: str, item_id: str = "m1") -> dict[str, Any]:
    return item("assistant_message", item_id, content=[{"type": "output_text", "text": text, "annotations": []}])


def added(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "thread.item.added", "item": value}


def done(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "thread.item.done", "item": value}


def updated(kind: str, item_id: str = "m1", **fields: Any) -> dict[str, Any]:
    return {"type": "thread.item.updated", "item_id": item_id, "update": {"type": kind, **fields}}


def delta(text: str, item_id: str = "m1", index: int = 0) -> dict[str, Any]:
    return updated("assistant_message.content_part.text_delta", item_id, content_index=index, delta=text)


def sse(*events: dict[str, Any], end: str = "\n") -> bytes:
    return "".join(f"data: {json.dumps(event)}{end}{end}" for event in events).encode()


TURN = (
    {"type": "thread.created", "thread": THREAD},
    done(USER),
    {"type": "stream_options", "stream_options": {"allow_cancel": True}},
    added(item("assistant_message", content=[])),
    delta("Hel"),
    delta("lo ⚾"),
    done(answer("Hello ⚾")),
)


def folded(*events: dict[str, Any]) -> ChatState:
    state = ChatState()
    state.start()
    for event in events:
        state.apply(event)
    return state


# --- the decoder ---


@given(st.data(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_an_event_stream_reads_the_same_wherever_its_bytes_are_cut(data: st.DataObject, end: str) -> None:
    raw = f": ping{end}data: ä⚾{end}data: two{end}{end}event: x{end}id: 7{end}data: {{}}{end}{end}".encode()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=6)))
    decoder = SseDecoder()
    pieces = [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True)]
    found = [part for piece in pieces for part in decoder.feed(piece)] + decoder.end()
    assert found == [Comment("ping"), Message("ä⚾\ntwo"), Message("{}", "x")]
    assert decoder.violations == []


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b": ping\n\ndata: 1\n\n", "blank line after a comment"),
        (b"data: 1\n: ping\n\n", "comment inside an event"),
        (b"data: 1\n", "middle of an event"),
        (b"data: 1\n\nfoo: 2\n\n", "unknown field"),
        (b"data: \xff\n\n", "not UTF-8"),
        (b"data: 1\n\n\xe2", "middle of a character"),
    ],
)
def test_what_a_browser_forgives_is_noted(raw: bytes, complaint: str) -> None:
    decoder = SseDecoder()
    decoder.feed(raw)
    decoder.end()
    assert complaint in "; ".join(decoder.violations)


# --- the state ---


def test_a_turn_folds_into_a_thread_with_two_items() -> None:
    state = ChatState()
    state.add_local({"id": "local", "type": "user_message", "content": []})
    state.start()
    for event in TURN:
        state.apply(event)
    state.finish()
    assert state.thread is not None
    assert state.thread["id"] == "thr_1"
    assert [(e.id, e.key, e.pending, e.local) for e in state.entries] == [
        ("msg_u", 0, False, False),
        ("m1", 1, False, False),
    ]
    assert state.entries[1].item == answer("Hello ⚾")
    assert state.allow_cancel


def test_an_id_used_again_for_another_message_is_another_item() -> None:
    first, second = added(item("assistant_message", content=[])), added(item("assistant_message", content=[]))
    state = folded(first, delta("One"), done(answer("One")), second, delta("Two"), done(answer("Two")))
    assert [e.item["content"][0]["text"] for e in state.entries] == ["One", "Two"]


def test_a_finished_item_done_again_in_the_same_turn_is_replaced() -> None:
    state = folded(done(USER), done(answer("One")), done(answer("Two")))
    assert [e.item["content"] for e in state.entries[1:]] == [answer("Two")["content"]]


def test_deltas_of_an_unknown_item_make_a_message_and_other_updates_do_not() -> None:
    state = folded(delta("Hi", "m9"), updated("widget.root.updated", "w9", widget={}))
    assert [(e.id, e.pending) for e in state.entries] == [("m9", True)]
    assert state.log == ["update widget.root.updated of unknown item w9"]


def test_message_parts_are_padded_and_annotations_survive_an_empty_list() -> None:
    note = {"type": "annotation", "source": {"type": "url", "title": "E", "url": "https://e.x"}, "index": 2}
    part = {"type": "output_text", "text": "Hi there", "annotations": []}
    state = folded(
        added(item("assistant_message", content=[])),
        delta("Hi", index=1),
        updated(
            "assistant_message.content_part.annotation_added", content_index=1, annotation_index=5, annotation=note
        ),
        updated("assistant_message.content_part.done", content_index=1, content=part),
    )
    assert state.entries[0].item["content"][1] == {**part, "annotations": [note]}


def test_widget_updates_reach_nodes_below_single_children_and_lists() -> None:
    tree = {"type": "Card", "children": {"type": "Col", "children": [{"type": "Text", "id": "t", "value": "A"}]}}
    state = folded(
        added(item("widget", "w", widget=tree)),
        updated("widget.streaming_text.value_delta", "w", component_id="t", delta="B", done=False),
        updated("widget.streaming_text.value_delta", "w", component_id="t", delta="C", done=True),
        updated("widget.component.updated", "w", component_id="nobody", component={}),
    )
    text = state.entries[0].item["widget"]["children"]["children"][0]
    assert text == {"type": "Text", "id": "t", "value": "ABC", "streaming": False}
    assert state.log == ["widget.component.updated of unknown component nobody"]
    state.apply(updated("widget.component.updated", "w", component_id="t", component={"type": "Badge", "id": "t"}))
    assert state.entries[0].item["widget"]["children"]["children"] == [{"type": "Badge", "id": "t"}]
    state.apply(updated("widget.root.updated", "w", widget={"type": "Card"}))
    assert state.entries[0].item["widget"] == {"type": "Card"}


def test_tasks_of_a_workflow_are_inserted_replaced_and_appended() -> None:
    state = folded(
        added(item("workflow", "wf", workflow={"type": "custom", "tasks": []})),
        updated("workflow.task.added", "wf", task_index=0, task={"n": 0}),
        updated("workflow.task.added", "wf", task_index=9, task={"n": 2}),
        updated("workflow.task.added", "wf", task_index=1, task={"n": 1}),
        updated("workflow.task.updated", "wf", task_index=0, task={"n": "first"}),
    )
    assert [task["n"] for task in state.entries[0].item["workflow"]["tasks"]] == ["first", 1, 2]


def test_removal_replacement_and_hidden_items() -> None:
    state = folded(
        done(answer("One", "a")),
        done(answer("Two", "b")),
        {"type": "thread.item.removed", "item_id": "a"},
        {"type": "thread.item.removed", "item_id": "never there"},
        {"type": "thread.item.replaced", "item": answer("Three", "b")},
        {"type": "thread.item.replaced", "item": answer("Four", "c")},
        added(item("hidden_context_item", "h", content="secret")),
        {"type": "something.new"},
    )
    assert [(e.id, e.item["content"][0]["text"]) for e in state.entries] == [("b", "Three"), ("c", "Four")]
    assert state.log == ["hidden item h was sent", "unknown event something.new"]


def test_progress_goes_when_an_answer_comes_and_empty_answers_go_at_the_end() -> None:
    state = folded({"type": "progress_update", "text": "Searching", "icon": "search"})
    assert state.progress == {"icon": "search", "text": "Searching"}
    state.apply(added(item("assistant_message", content=[])))
    assert state.progress is None
    state.finish()
    assert state.entries == []


def test_errors_notices_effects_and_a_renamed_thread_are_kept() -> None:
    state = folded(
        {"type": "thread.created", "thread": THREAD},
        {"type": "thread.updated", "thread": {**THREAD, "title": "T"}},
        {"type": "error", "code": "custom", "message": "No.", "allow_retry": True},
        {"type": "notice", "level": "info", "message": "Slow."},
        {"type": "client_effect", "name": "ping", "data": {}},
        done(item("client_tool_call", "tc", status="pending", call_id="c", name="sel", arguments={"a": 1})),
    )
    assert state.thread is not None
    assert state.thread["title"] == "T"
    assert state.error == {"code": "custom", "message": "No.", "allow_retry": True}
    assert state.notices == [{"level": "info", "title": None, "message": "Slow."}]
    assert [effect["type"] for effect in state.effects] == ["client_effect", "client_tool_call"]


# --- the requests ---


@pytest.mark.parametrize(
    "body",
    [
        *requests.naming("thr_1", "msg_1", "atc_1").values(),
        requests.create("Hi", quoted_text="q", tool="search", model="m1"),
        requests.custom_action("thr_1", None, "resume"),
        requests.create_attachment("a.png", 3, "image/png"),
        requests.transcribe("AAAA"),
        requests.add_structured_input("t", "i", {"p": {"values": ["High"], "skipped": False}}),
    ],
    ids=lambda body: body["type"],
)
def test_the_sdk_accepts_every_request_body(body: dict[str, Any]) -> None:
    assert TypeAdapter(ChatKitReq).validate_python(body).type == body["type"]


def test_every_request_of_the_protocol_has_a_body() -> None:
    named = {*requests.naming("t", "i", "a"), "attachments.create", "input.transcribe"}
    of_sdk = {kind for kind in TypeAdapter(ChatKitReq).json_schema()["discriminator"]["mapping"]}
    assert named == of_sdk
    assert named >= requests.STREAMING


# --- the wire ---


@asynccontextmanager
async def server(
    *chunks: bytes, head: str = "200 OK", kind: str = "text/event-stream", cut: bool = False
) -> AsyncIterator[str]:
    """Answers every request with these chunks, one write each; `cut`: without the end of the body."""
    running: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.add(asyncio.current_task())
        request = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(v) for k, _, v in (h.partition(b": ") for h in request.lower().split(b"\r\n")) if k == b"content-length"
        )
        await reader.readexactly(length)
        writer.write(f"HTTP/1.1 {head}\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n".encode())
        for chunk in chunks:
            writer.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            await writer.drain()
            await asyncio.sleep(0.001)
        writer.write(b"" if cut else b"0\r\n\r\n")
        writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listener:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        await asyncio.gather(*(task for task in running if task), return_exceptions=True)


def in_pieces(raw: bytes, size: int) -> Sequence[bytes]:
    return [raw[start : start + size] for start in range(0, len(raw), size)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_a_chat_shows_the_answer_however_the_body_is_cut(end: str) -> None:
    raw = f": ping{end}".encode() + sse(*TURN, end=end)
    async with server(*in_pieces(raw, 7)) as url, ChatKitClient(url, user_id="ann") as client:
        chat = await client.chat().send("Hi")
        assert chat.text == "Hello ⚾"
        assert chat.thread_id == "thr_1"
        assert [m["id"] for m in chat.user_messages] == ["msg_u"]
        assert chat.stream is not None
        assert [text for _, text in chat.stream.comments] == ["ping"]
        assert len(chat.stream.arrived_at) == len(chat.events) == len(TURN)


async def test_reading_up_to_an_event_and_hanging_up_keeps_the_partial_text() -> None:
    async with server(*(sse(event) for event in TURN)) as url, ChatKitClient(url) as client:
        chat = client.chat()
        async with chat.sending("Hi") as stream:
            await stream.until("assistant_message.content_part.text_delta")
            await stream.hang_up()
        assert chat.text == "Hel"
        assert chat.state.phase == "idle"


async def test_reading_goes_on_after_until() -> None:
    async with server(*(sse(event) for event in TURN)) as url, ChatKitClient(url) as client:
        chat = client.chat()
        async with chat.sending("Hi") as stream:
            await stream.until("stream_options")
            await stream.rest()
        assert chat.text == "Hello ⚾"


async def test_a_cut_body_is_told_from_an_end() -> None:
    async with server(sse(*TURN[:5]), cut=True) as url, ChatKitClient(url) as client:
        chat = client.chat()
        with pytest.raises(StreamBroken):
            await chat.send("Hi")
        assert chat.text == "Hel"


async def test_a_refusal_before_the_stream_carries_the_error_body_and_leaves_no_message() -> None:
    body = json.dumps({"message": "Still answering.", "code": "busy", "request_id": "r1"}).encode()
    async with server(body, head="409 Conflict", kind="application/json") as url, ChatKitClient(url) as client:
        chat = client.chat()
        with pytest.raises(HttpFailure) as refused:
            await chat.send("Hi")
        assert (refused.value.status, refused.value.message, refused.value.code) == (409, "Still answering.", "busy")
        assert chat.items == []


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (sse(TURN[0]) + b": ping\n\n", "blank line after a comment"),
        (b"data: {oops\n\n", "not JSON"),
        (b'data: {"kind":1}\n\n', "without a type"),
        (sse({"type": "thread.item.done", "item": {"id": "x"}}), "not as its type says"),
        (sse(done({**USER, "created_at": "2026-11-22T03:25:26.944026"})), "without an offset"),
        (sse({"type": "error", "message": "No."}, delta("more")), "goes on after its error"),
    ],
)
async def test_a_stream_that_is_not_as_it_should_be_fails_the_test(raw: bytes, complaint: str) -> None:
    async with server(raw) as url, ChatKitClient(url) as client:
        with pytest.raises(WireViolation, match=complaint):
            await client.events(requests.create("Hi"))


async def test_a_json_answer_to_a_streaming_request_is_a_violation() -> None:
    async with server(b"{}", kind="application/json") as url, ChatKitClient(url) as client:
        with pytest.raises(WireViolation, match="application/json"):
            await client.events(requests.create("Hi"))
        assert await client.send(requests.delete_thread("t")) == {}
