"""Reading ChatKit requests: what is a request, what is too large, and when two are the same. Pure."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import warnings
from collections.abc import Iterable
from typing import Any, get_args

from chatkit.types import (
    ChatKitReq,
    InputTranscribeReq,
    ItemsFeedbackReq,
    NonStreamingReq,
    StreamingReq,
    ThreadsAddClientToolOutputReq,
    ThreadsAddStructuredInputReq,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsCustomActionReq,
    ThreadsSyncCustomActionReq,
    ThreadsUpdateReq,
    UserMessageInput,
    UserMessageTagContent,
)
from pydantic import TypeAdapter, ValidationError
from pydantic.json_schema import PydanticJsonSchemaWarning

from professor_lock.errors import BadInput, InvalidRequest
from professor_lock.protocol.incoming import LARGEST, read_json
from professor_lock.protocol.stored_items import MAX_ID_CHARS
from professor_lock.untrusted_text import is_blank

MAX_MESSAGE_CHARS = 32_000
MAX_PARTS = 100
MAX_TAGS = 30
MAX_TAG_DATA_CHARS = 4_000
MAX_ATTACHMENTS = 10
MAX_TITLE_CHARS = 200
TITLE_FROM_MESSAGE_CHARS = 60
MAX_FEEDBACK_ITEMS = 100
MAX_ACTION_TYPE_CHARS = 100
MAX_PAYLOAD_CHARS = 16_000
MAX_TOOL_OUTPUT_CHARS = 100_000
MAX_ANSWERS = 50
MAX_ANSWER_VALUES = 50
MAX_ANSWER_CHARS = 4_000
MAX_AUDIO_CHARS = 900_000
MAX_DEPTH = 32
MAX_NAME_CHARS = 40

SENDS = frozenset(one.model_fields["type"].default for one in get_args(StreamingReq))
"""Types of requests that start a turn; each counts as a send."""
READS = frozenset(one.model_fields["type"].default for one in get_args(NonStreamingReq))
"""Types of requests that are answered at once; each counts as a read."""
GLANCED_BYTES = 16 * 1024

_BEGINS = re.compile(rb'\s{0,20}\{\s{0,20}"type"\s{0,5}:\s{0,5}"([a-z_.]{1,60})"')
_REQUEST: TypeAdapter[ChatKitReq] = TypeAdapter(ChatKitReq)


def parse_request(body: str | bytes | bytearray) -> StreamingReq | NonStreamingReq:
    """A body as a ChatKit request within bounds.

    MalformedRequest when it is not JSON, InvalidRequest when it is not a request, BadInput when a part is too large or
    holds what `incoming` refuses.
    """
    value = read_json(body, mend=_clamp_limit)
    try:
        request = _REQUEST.validate_python(value)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        # What was sent is not sent back: neither as a field's name nor in the words about it.
        where = ".".join(str(part)[:MAX_NAME_CHARS] for part in problems[0]["loc"][:MAX_DEPTH]) or "body"
        unknown = problems[0]["type"] == "union_tag_invalid"
        what = "There is no request of that type." if unknown else problems[0]["msg"]
        raise InvalidRequest(f"Not a ChatKit request: {where}: {what}", field=where) from error
    _check(request)
    return request


def _clamp_limit(value: Any) -> None:
    """How many rows are asked for may be any number: the store clamps it, so here it only becomes one it can take."""
    params = value.get("params") if isinstance(value, dict) else None
    limit = params.get("limit") if isinstance(params, dict) else None
    if isinstance(params, dict) and isinstance(limit, int):
        params["limit"] = max(-LARGEST, min(limit, LARGEST))


def counted_as(body: bytes) -> str | None:
    """What a body that has not been judged counts as, "send" or "read". Costs next to nothing.

    None for what is no request, and for a long one whose type does not stand at its beginning.

    >>> counted_as(b'{"type": "threads.create", "params": {}}'), counted_as(b'{"params":{},"type":"threads.list"}')
    ('send', 'read')
    >>> counted_as(b'{"type": "elsewhere"}'), counted_as(b"{")
    (None, None)
    """
    begins = _BEGINS.match(body)
    name = begins[1].decode() if begins is not None else _type_within(body)
    return "send" if name in SENDS else "read" if name in READS else None


def _type_within(body: bytes) -> object:
    if len(body) > GLANCED_BYTES:
        return None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    name = value.get("type") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None


def request_schema(reference: str) -> dict[str, Any]:
    """The JSON schema of every request there is; `reference` is where its definitions will lie, with {model} in it."""
    with warnings.catch_warnings():
        # The SDK's actions carry a type variable as the default of their type.
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)
        return _REQUEST.json_schema(ref_template=reference)


def request_key(request: StreamingReq) -> str:
    """What makes two sends the same: the operation and all its parameters, not the metadata beside them."""
    said = json.dumps([request.type, request.params.model_dump(mode="json")], sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def title_of(given: UserMessageInput) -> str | None:
    """A thread's first title: the beginning of its first message."""
    text = " ".join("".join(part.text for part in given.content).split())
    if len(text) > TITLE_FROM_MESSAGE_CHARS:
        text = text[:TITLE_FROM_MESSAGE_CHARS].rsplit(" ", 1)[0] + "…"
    return text or None


def _check(request: StreamingReq | NonStreamingReq) -> None:
    match request:
        case ThreadsCreateReq() | ThreadsAddUserMessageReq():
            _check_message(request.params.input)
        case ThreadsCustomActionReq() | ThreadsSyncCustomActionReq():
            _check_action(request.params.action)
        case ThreadsAddClientToolOutputReq():
            _check_json(request.params.result, "result", MAX_TOOL_OUTPUT_CHARS)
        case ThreadsAddStructuredInputReq():
            answers = request.params.input.answers
            _at_most(len(answers), MAX_ANSWERS, "answers", "answers")
            for name, answer in answers.items():
                _at_most(len(name), MAX_ID_CHARS, "answers", "characters in a name")
                _at_most(len(answer.values), MAX_ANSWER_VALUES, "answers", "values")
                _check_texts(answer.values, "answers")
        case ItemsFeedbackReq():
            if not request.params.item_ids:
                raise BadInput("item_ids is empty.", field="item_ids")
            _at_most(len(request.params.item_ids), MAX_FEEDBACK_ITEMS, "item_ids", "items")
        case ThreadsUpdateReq():
            if not request.params.title.strip():
                raise BadInput("The title is empty.", field="title")
            _at_most(len(request.params.title), MAX_TITLE_CHARS, "title", "characters")
        case InputTranscribeReq():
            _check_base64(request.params.audio_base64)
        case _:
            pass


def _check_message(given: UserMessageInput) -> None:
    _at_most(len(given.content), MAX_PARTS, "content", "parts")
    _at_most(len(given.attachments), MAX_ATTACHMENTS, "attachments", "attachments")
    length = sum(len(part.text) for part in given.content) + len(given.quoted_text or "")
    _at_most(length, MAX_MESSAGE_CHARS, "content", "characters")
    if not given.attachments and all(is_blank(part.text) for part in given.content):
        raise BadInput("The message is empty.", field="content")
    tags = [part for part in given.content if isinstance(part, UserMessageTagContent)]
    _at_most(len(tags), MAX_TAGS, "content", "tags")
    for tag in tags:
        _at_most(max(len(tag.id), len(tag.group or "")), MAX_ID_CHARS, "content.id", "characters")
        _check_json(tag.data, "content.data", MAX_TAG_DATA_CHARS)


def _check_base64(audio: str) -> None:
    _at_most(len(audio), MAX_AUDIO_CHARS, "audio_base64", "characters")
    try:
        base64.b64decode(audio)
    except ValueError as error:
        raise BadInput("audio_base64 is not base64.", field="audio_base64") from error


def _check_action(action: Any) -> None:
    # The SDK lets an action without a type through, with a TypeVar in its place.
    if not isinstance(action.type, str) or not action.type:
        raise InvalidRequest("Not a ChatKit request: params.action.type: Field required", field="params.action.type")
    _at_most(len(action.type), MAX_ACTION_TYPE_CHARS, "action.type", "characters")
    _check_json(action.payload, "action.payload", MAX_PAYLOAD_CHARS)


def _check_json(value: object, field: str, limit: int) -> None:
    if _depth(value) > MAX_DEPTH:
        raise BadInput(f"{field} is nested more than {MAX_DEPTH} levels deep.", field=field)
    _at_most(len(json.dumps(value)), limit, field, "characters")


def _depth(value: object) -> int:
    """How deep lists and objects nest, counted only as far as it matters."""
    level, depth = [value], 0
    while level and depth <= MAX_DEPTH:
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
        ]
        depth += 1
    return depth


def _check_texts(texts: Iterable[str], field: str) -> None:
    for text in texts:
        _at_most(len(text), MAX_ANSWER_CHARS, field, "characters")


def _at_most(count: int, limit: int, field: str, what: str) -> None:
    if count > limit:
        raise BadInput(f"{field} has {count:,} {what}; the most is {limit:,}.", field=field)
