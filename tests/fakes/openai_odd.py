"""Bodies that misbehave as endpoints do which say they speak OpenAI's protocol: the pieces they are made of."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.openai_script import Raw, Turn

DONE = b"data: [DONE]\n\n"


def sse(*payloads: Any, done: bool = False, line_end: str = "\n\n", **how: Any) -> Turn:
    """Events as a stream; text goes as it is."""
    texts = [payload if isinstance(payload, str) else json.dumps(payload) for payload in payloads]
    body = "".join(f"data: {text}{line_end}" for text in texts).encode("utf-8", "surrogatepass")
    return Turn((Raw(body + (DONE if done else b""), **how),))


def document(value: Any, content_type: str = "application/json", status: int = 200) -> Turn:
    """A body in one piece that is no stream: JSON, or text as it is."""
    body = value if isinstance(value, str) else json.dumps(value)
    return Turn((Raw(body.encode(), content_type, status),))


# Chat completions


def delta(finish: str | None = None, **fields: Any) -> dict[str, Any]:
    """A chunk with one delta."""
    choice = {"index": 0, "delta": fields, "finish_reason": finish}
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def chat(*deltas: Any, finish: str | None = "stop", done: bool = True, **how: Any) -> Turn:
    """A stream of deltas (text is content), its finish reason, and `[DONE]`."""
    chunks = [delta(content=one) if isinstance(one, str) else one for one in deltas]
    if finish is not None:
        chunks.append(delta(finish))
    return sse(*chunks, done=done, **how)


def call_delta(arguments: Any = None, **fields: Any) -> dict[str, Any]:
    """A chunk with a piece of a tool call; `name` and `arguments` belong to the function."""
    function = {"arguments": arguments} if arguments is not None else {}
    if "name" in fields:
        function["name"] = fields.pop("name")
    return delta(tool_calls=[{"type": "function", **fields, "function": function}])


def completion(message: dict[str, Any], finish: str = "stop") -> dict[str, Any]:
    """A whole chat completion in one document."""
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


# Responses


def event(kind: str, **fields: Any) -> dict[str, Any]:
    """An event of the Responses API."""
    return {"type": f"response.{kind}", **fields}


def response(output: Any = (), status: str = "completed", **fields: Any) -> dict[str, Any]:
    """A response as `response.completed` carries it."""
    given = list(output) if isinstance(output, tuple) else output
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "model": "m",
        "status": status,
        "output": given,
    } | fields


def completed(output: Any = (), **fields: Any) -> dict[str, Any]:
    """The event that ends a whole answer."""
    return event("completed", response=response(output, **fields))


def message_item(text: Any, item_id: str = "msg_1") -> dict[str, Any]:
    """A message of the assistant, whole."""
    parts = [{"type": "output_text", "text": text, "annotations": []}] if isinstance(text, str) else text
    return {"id": item_id, "type": "message", "role": "assistant", "status": "completed", "content": parts}


def call_item(name: str, arguments: Any, call_id: Any = "call_1", item_id: str = "fc_1") -> dict[str, Any]:
    """A tool call, whole."""
    return {"id": item_id, "type": "function_call", "call_id": call_id, "name": name, "arguments": arguments}


def text_delta(text: str, item_id: str = "msg_1", index: int = 0) -> dict[str, Any]:
    """More text of a message."""
    return event("output_text.delta", item_id=item_id, output_index=index, content_index=0, delta=text)


def begun() -> dict[str, Any]:
    """The event that begins an answer."""
    return event("created", response=response(status="in_progress"))


def said(*texts: str) -> list[dict[str, Any]]:
    """An answer that has begun and said these words, not ended."""
    item = {**message_item([]), "status": "in_progress"}
    return [begun(), event("output_item.added", output_index=0, item=item), *map(text_delta, texts)]
