"""Sends one invented answer through the model's door at start-up, so that no user's question waits for set-up work.

The SDK's types compute their schemas when the first object of each is used, which blocks the event loop. This answer
takes the way of a real one, but its transport stays in this process, and its text is discarded. It runs in a thread, so
that the process serves meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from typing import Any

import httpx2
from agents import Agent, RunConfig, Runner

from professor_lock.clocks import Clocks
from professor_lock.model.language_model import live_model
from professor_lock.model.transport import HttpxTransport
from professor_lock.settings import Settings

logger = logging.getLogger("professor_lock.model")

MODEL = "rehearsal"
USAGE = {
    "input_tokens": 1,
    "input_tokens_details": {"cached_tokens": 0},
    "output_tokens": 1,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 2,
}
CHAT_USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


class Rehearsal:
    """The warm-up in a thread, which starts with this object."""

    def __init__(self, settings: Settings) -> None:
        self._thread = threading.Thread(target=self._run, args=(settings,), name="rehearsal", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it has ended, with or without success."""
        return not self._thread.is_alive()

    def _run(self, settings: Settings) -> None:
        try:
            asyncio.run(rehearse(settings))
        except Exception:  # then the first question waits for the set-up, as without a warm-up
            logger.exception("the rehearsal of an answer failed")


async def rehearse(settings: Settings) -> None:
    """Read one answer in the configured API's form, without calling the endpoint."""
    chat = settings.model_api == "chat_completions"
    body = _chat_stream() if chat else _responses_stream()

    def answer(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=body)

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as client:
        model = live_model(settings, HttpxTransport(lambda: client, httpx2.Timeout(None)), Clocks())
        config = RunConfig(model=model.model, model_settings=model.settings, tracing_disabled=True)
        result = Runner.run_streamed(Agent[None](name=MODEL), "x", run_config=config, max_turns=1)
        async for _event in result.stream_events():
            pass


def _responses_stream() -> bytes:
    part = {"type": "output_text", "text": "x", "annotations": [], "logprobs": []}
    place = {"item_id": "msg_x", "output_index": 0}
    within = place | {"content_index": 0}
    begun = _message("in_progress", [])
    done = _message("completed", [part])
    events: list[dict[str, Any]] = [
        {"type": "response.created", "response": _response("in_progress", [])},
        {"type": "response.output_item.added", "output_index": 0, "item": begun},
        {"type": "response.content_part.added", **within, "part": part | {"text": ""}},
        {"type": "response.output_text.delta", **within, "delta": "x", "logprobs": []},
        {"type": "response.output_text.done", **within, "text": "x", "logprobs": []},
        {"type": "response.content_part.done", **within, "part": part},
        {"type": "response.output_item.done", "output_index": 0, "item": done},
        {"type": "response.completed", "response": _response("completed", [done]) | {"usage": USAGE}},
    ]
    numbered = (event | {"sequence_number": number} for number, event in enumerate(events))
    return b"".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in numbered)


def _message(status: str, content: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": "msg_x", "type": "message", "role": "assistant", "status": status, "content": content}


def _response(status: str, output: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "resp_x",
        "object": "response",
        "created_at": 0,
        "model": MODEL,
        "status": status,
        "output": output,
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
    }


def _chat_stream() -> bytes:
    chunk = {"id": "chatcmpl-x", "object": "chat.completion.chunk", "created": 0, "model": MODEL}
    choices: list[dict[str, Any]] = [
        {"index": 0, "delta": {"role": "assistant", "content": "x"}, "finish_reason": None},
        {"index": 0, "delta": {}, "finish_reason": "stop"},
    ]
    chunks = [chunk | {"choices": [choice]} for choice in choices] + [chunk | {"choices": [], "usage": CHAT_USAGE}]
    return b"".join(f"data: {json.dumps(one)}\n\n".encode() for one in chunks) + b"data: [DONE]\n\n"
