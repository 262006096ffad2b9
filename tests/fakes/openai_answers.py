"""Whole HTTP answers of the fake model: heads, errors, bodies in one piece, and streams."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from tests.fakes.openai_chat_wire import ChatStream
from tests.fakes.openai_responses_wire import ResponsesStream
from tests.fakes.openai_script import Cut, Hold, HttpError, ModelRequest, Raw, Replay, Stall, Turn
from tests.fakes.openai_wire import Frame, new_id, raw_frames, replayed


def answer_frames(request: ModelRequest, turn: Turn) -> tuple[int | None, list[Frame]]:
    """The status and everything to write, head and body. A status of None: not even the head is ever sent."""
    hold = 0.0
    parts = turn.parts
    if parts and isinstance(parts[0], Hold):
        if parts[0].seconds is None:
            return None, [Frame(end="never")]
        hold, parts = parts[0].seconds, parts[1:]
    if parts and isinstance(parts[0], HttpError):
        return parts[0].status, [Frame(error_answer(parts[0]), hold, end="done")]
    if parts and isinstance(parts[0], Raw):
        raw = parts[0]
        return raw.status, [
            Frame(_head(raw.status, raw.content_type, "transfer-encoding: chunked"), hold),
            *raw_frames(raw),
        ]
    turn = Turn(parts, turn.first_delay_s)
    if not request.stream:
        return 200, [_in_one_piece(request, turn, hold)]
    head = _head(200, "text/event-stream; charset=utf-8", "transfer-encoding: chunked")
    replay = next((part for part in parts if isinstance(part, Replay)), None)
    if replay is not None:
        return 200, [Frame(head, hold), *replayed(replay)]
    stream = ResponsesStream(request, turn) if request.api == "responses" else ChatStream(request, turn)
    return 200, [Frame(head, hold), *stream.frames]


def _in_one_piece(request: ModelRequest, turn: Turn, hold: float) -> Frame:
    if any(isinstance(part, Stall) and part.seconds is None for part in turn.parts):
        return Frame(end="never")
    if any(isinstance(part, Cut) for part in turn.parts):
        return Frame(end="cut")
    stream = ResponsesStream(request, turn) if request.api == "responses" else ChatStream(request, turn)
    return Frame(_json(200, stream.final), hold + sum(frame.delay_s for frame in stream.frames), end="done")


def _head(status: int, content_type: str, *more: str) -> bytes:
    status_line = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"
    lines = (status_line, f"content-type: {content_type}", f"x-request-id: {new_id('req')}", *more)
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def _json(status: int, body: dict[str, Any], *more: str) -> bytes:
    data = json.dumps(body).encode()
    return _head(status, "application/json", f"content-length: {len(data)}", *more) + data


def error_answer(error: HttpError) -> bytes:
    body = {"error": {"message": error.message, "type": error.kind, "param": None, "code": error.code}}
    more = () if error.retry_after_s is None else (f"retry-after: {error.retry_after_s:g}",)
    return _json(error.status, body, *more)
